//! A council of a few people whose lives are told in short: a letter for each snapshot, a trace for some, a decision for some.

use super::super::support::{Folder, Load, Person, day, exemptions, person, quoted, snapshot, values};
use domain::{
    Kind, RecordState, schema,
    trace::{Decision, Outcome},
};

/// The snapshots.
pub(super) const DATES: [&str; 4] = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"];

/// The days on which batches are answered; each is sent on the first of its month. The last comes after the last snapshot.
pub(super) const ANSWERED: [&str; 4] = ["2026-02-10", "2026-03-10", "2026-04-10", "2026-05-10"];

/// What others hold too.
const SHARED: u32 = 9_000;

/// One person's life.
#[derive(Debug, Clone, Default)]
pub(super) struct Life {
    /// At each snapshot `m` missing, `v` the person's own number, `w` another valid one, `s` one that somebody else holds, `-` not there.
    pub(super) held: String,
    /// The place of the batch in [`ANSWERED`], what came back, and the number: `v`, `w` or none.
    pub(super) answers: Vec<(usize, Outcome, Option<char>)>,
    /// Decisions with their days.
    pub(super) decisions: Vec<(Decision, &'static str)>,
    pub(super) sensitive: bool,
    pub(super) restricted: bool,
    /// Whether the requests lacked a postcode.
    pub(super) lacking: bool,
    /// The day from which an exemption is agreed.
    pub(super) exempt: Option<&'static str>,
}

fn number(id: u32, held: char) -> Option<u32> {
    match held {
        'v' => Some(id),
        'w' => Some(id + 1_000),
        's' => Some(SHARED),
        _ => None,
    }
}

fn at(id: u32, life: &Life, date: usize) -> Option<Person> {
    let held = life.held.chars().nth(date).unwrap_or('-');
    let state = if held == 'm' { RecordState::Missing } else { RecordState::Valid };
    let team = if id.is_multiple_of(2) { "North" } else { "South" };
    (held != '-').then(|| {
        person(id, state, &[team]).but(|person| {
            person.number = number(id, held);
            person.restricted = life.restricted;
        })
    })
}

/// The loads of people numbered from 1, and of somebody who holds the number that some share.
pub(super) fn loads(lives: &[Life]) -> Vec<Load> {
    let people = || lives.iter().zip(1_u32..);
    let other = person(SHARED, RecordState::Valid, &["East"]);
    let mut loads: Vec<_> = (0..DATES.len())
        .map(|date| {
            let mut there: Vec<_> = people().filter_map(|(life, id)| at(id, life, date)).collect();
            there.push(other.clone());
            snapshot(DATES[date], &there)
        })
        .collect();
    let mut register = Vec::new();
    for (batch, answered) in ANSWERED.iter().enumerate() {
        let asked =
            || people().flat_map(move |(life, id)| life.answers.iter().filter(move |of| of.0 == batch).map(move |of| (life, id, of)));
        if asked().next().is_none() {
            continue;
        }
        register.push(format!("('B{batch}', DATE '{}01')", &answered[..8]));
        let requests = asked().map(|(life, id, _)| format!("('B{batch}', 'B{batch}-{id}', 'P{id}', {})", life.lacking));
        loads.push(load(
            Kind::TraceRequest,
            schema::trace_requests::FILE,
            values(
                requests,
                "column0 AS batch, 'pds_mesh' AS dialect, column1 AS reference, column2 AS person_id, 'missing' AS state, CAST(NULL AS BLOB) AS number, \
                 false AS no_surname, false AS no_forename, false AS no_date_of_birth, false AS placeholder_date_of_birth, false AS no_sex, \
                 column3 AS no_postcode",
                4,
            ),
            None,
        ));
        let responses = asked().map(|(life, id, (_, outcome, held))| {
            let number = held.and_then(|held| number(id, held));
            let number = number.map_or("NULL".to_owned(), |number| format!("unhex(md5('{number}'))"));
            format!("('B{batch}-{id}', '{outcome}', {number}, {})", life.sensitive)
        });
        loads.push(load(
            Kind::TraceResponse,
            schema::trace_responses::FILE,
            values(
                responses,
                "column0 AS reference, '00' AS code, column1 AS outcome, column3 AS sensitive, CAST(column2 AS BLOB) AS number, CAST(2 AS BIGINT) AS line, \
                 'pds_mesh' AS dialect, CAST(NULL AS DATE) AS answered",
                4,
            ),
            Some(answered),
        ));
    }
    loads.push(load(
        Kind::TraceRegister,
        schema::trace_register::FILE,
        values(
            register.into_iter(),
            "CAST(column0 AS VARCHAR) AS batch, CAST(NULL AS VARCHAR) AS service, CAST(NULL AS VARCHAR) AS route, CAST(NULL AS VARCHAR) AS organisation, \
             CAST(column1 AS DATE) AS sent, CAST(NULL AS DATE) AS returned, CAST(NULL AS VARCHAR) AS transfer_reference, CAST(NULL AS BIGINT) AS records",
            2,
        ),
        None,
    ));
    let decisions = people().flat_map(|(life, id)| {
        let of = life.decisions.iter();
        of.map(move |(decision, date)| format!("('P{id}', '{decision}', {})", quoted(Some(date))))
    });
    loads.push(load(
        Kind::Decisions,
        schema::decisions::FILE,
        values(
            decisions,
            "CAST(column0 AS VARCHAR) AS person_id, CAST(column1 AS VARCHAR) AS decision, CAST(NULL AS VARCHAR) AS role, \
             CAST(column2 AS DATE) AS date, CAST(NULL AS BIGINT) AS minutes",
            3,
        ),
        None,
    ));
    let ids: Vec<_> = people().map(|(_, id)| format!("P{id}")).collect();
    let exempt: Vec<_> = lives
        .iter()
        .zip(&ids)
        .filter(|(life, _)| life.exempt.is_some())
        .map(|(life, id)| (id.as_str(), life.exempt, None))
        .collect();
    loads.push(exemptions(&exempt));
    loads
}

fn load(kind: Kind, file: &'static str, query: String, as_at: Option<&str>) -> Load {
    Load {
        kind,
        as_at: as_at.map(day),
        mended: false,
        files: vec![(file, query)],
    }
}

/// The council.
pub(super) fn council(lives: &[Life]) -> Folder {
    Folder::with(&loads(lives))
}
