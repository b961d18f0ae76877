//! What traces make of people's records, and what is counted of batches.

use super::support::{Folder, Load, Person, day, person, snapshot};
use chrono::NaiveDate;
use domain::{
    Kind, NumberSource, NumberStatus, RecordState,
    questions::{
        Coverage, MatchByCompleteness, MatchByTeam, MatchDifferences, MatchRateTrend, MatchYield, Movement, MovementStep, NumberChecks,
        OutcomeMix, SinceLast, TraceBatches, Worklist,
    },
    schema,
    trace::{Detail, MakeUp, Outcome, Route, Service},
};

/// A person of a request: reference, id, the number that is sent, what is lacking.
type AskedFor<'a> = (&'a str, &'a str, Option<u32>, &'a [&'a str]);
/// A row of a response: reference, code, outcome, the number that comes back.
type Answered<'a> = (&'a str, &'a str, Outcome, Option<u32>);

pub(super) fn hash(number: Option<u32>) -> String {
    number.map_or("CAST(NULL AS BLOB)".to_owned(), |number| {
        format!("CAST(unhex(md5('{number}')) AS BLOB)")
    })
}

pub(super) fn rows(rows: Vec<String>) -> String {
    rows.join(" UNION ALL ")
}

pub(super) fn request(batch: &str, dialect: &str, people: &[AskedFor<'_>]) -> Load {
    let row = |(reference, person, number, lacks): &AskedFor<'_>| {
        let lack = |name: &str| lacks.contains(&name);
        format!(
            "SELECT '{batch}' AS batch, '{dialect}' AS dialect, '{reference}' AS reference, '{person}' AS person_id, \
             '{}' AS state, {} AS number, false AS no_surname, {} AS no_forename, false AS no_date_of_birth, \
             false AS placeholder_date_of_birth, false AS no_sex, {} AS no_postcode",
            if number.is_some() { "valid" } else { "missing" },
            hash(*number),
            lack("no_forename"),
            lack("no_postcode")
        )
    };
    Load {
        kind: Kind::TraceRequest,
        as_at: None,
        mended: false,
        files: vec![(schema::trace_requests::FILE, rows(people.iter().map(row).collect()))],
    }
}

pub(super) fn response(returned: &str, dialect: &str, answers: &[Answered<'_>]) -> Load {
    let row = |(line, (reference, code, outcome, number)): (usize, &Answered<'_>)| {
        format!(
            "SELECT '{reference}' AS reference, '{code}' AS code, '{outcome}' AS outcome, false AS sensitive, {} AS number, \
             CAST({line} AS BIGINT) AS line, '{dialect}' AS dialect, CAST(NULL AS DATE) AS answered",
            hash(*number)
        )
    };
    Load {
        kind: Kind::TraceResponse,
        as_at: Some(day(returned)),
        mended: false,
        files: vec![(schema::trace_responses::FILE, rows(answers.iter().enumerate().map(row).collect()))],
    }
}

/// A row of the register: batch, service, route, sent, returned, records.
type Registered<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, Option<i64>);

pub(super) fn register(batches: &[Registered<'_>]) -> Load {
    let row = |(batch, service, route, sent, returned, records): &Registered<'_>| {
        let records = records.map_or("NULL".to_owned(), |records| records.to_string());
        format!(
            "SELECT '{batch}' AS batch, '{service}' AS service, '{route}' AS route, 'Partner NHS Trust' AS organisation, \
             DATE '{sent}' AS sent, DATE '{returned}' AS returned, 'T-1' AS transfer_reference, CAST({records} AS BIGINT) AS records"
        )
    };
    Load {
        kind: Kind::TraceRegister,
        as_at: None,
        mended: false,
        files: vec![(schema::trace_register::FILE, rows(batches.iter().map(row).collect()))],
    }
}

/// Somebody of North whose number, if any, the record doesn't say the source of.
pub(super) fn holds(id: u32, number: Option<u32>) -> Person {
    let state = if number.is_some() {
        RecordState::Valid
    } else {
        RecordState::Missing
    };
    person(id, state, &["North"]).but(|person| {
        person.number = number;
        person.source = NumberSource::Unknown;
    })
}

/// Two batches of six people over three months: the second asks those again whom the first left over.
fn story() -> Vec<Load> {
    vec![
        snapshot(
            "2026-01-31",
            &[
                holds(1, None),
                holds(2, None),
                holds(3, Some(3)),
                holds(4, Some(4)),
                holds(5, None),
                holds(6, None),
            ],
        ),
        request(
            "B1",
            "pds_mesh",
            &[
                ("R1", "P1", None, &[]),
                ("R2", "P2", None, &["no_postcode"]),
                ("R3", "P3", Some(3), &[]),
                ("R4", "P4", Some(4), &["no_forename"]),
                ("R5", "P5", None, &["no_postcode"]),
                ("R6", "P6", None, &[]),
            ],
        ),
        response(
            "2026-02-10",
            "pds_mesh",
            &[
                ("R1", "00", Outcome::Found, Some(1)),
                ("R2", "98", Outcome::NoMatch, None),
                ("R3", "00", Outcome::Verified, Some(3)),
                ("R4", "00", Outcome::Different, Some(44)),
                ("R5", "97", Outcome::Several, None),
            ],
        ),
        snapshot(
            "2026-02-28",
            &[
                holds(1, Some(1)),
                holds(2, None),
                holds(3, Some(3)),
                holds(4, Some(4)),
                holds(5, None),
                holds(6, None),
            ],
        ),
        request("B2", "mpt", &[("S2", "P2", None, &[]), ("S5", "P5", None, &[])]),
        response(
            "2026-03-10",
            "mpt",
            &[("S2", "00", Outcome::Found, Some(2)), ("S5", "98", Outcome::NoMatch, None)],
        ),
        snapshot(
            "2026-03-31",
            &[
                holds(1, Some(1)),
                holds(2, None),
                holds(3, Some(3)),
                holds(4, Some(44)),
                holds(5, None),
                holds(6, None),
            ],
        ),
        register(&[
            ("B1", "pds_mesh", "partner", "2026-02-02", "2026-02-10", None),
            ("B2", "pds_mesh", "own_connection", "2026-03-02", "2026-03-10", None),
            ("Letters", "macs", "partner", "2026-03-20", "2026-03-28", Some(12)),
        ]),
    ]
}

pub(super) fn verified(folder: &Folder, as_at: &str) -> Option<i64> {
    folder.rows::<Coverage>(&[("as_at", as_at)])[0].verified
}

fn statuses(folder: &Folder, as_at: &str) -> Vec<(String, NumberStatus)> {
    let rows = folder.rows::<Worklist>(&[("team", "North"), ("measure", "verified"), ("as_at", as_at)]);
    let mut statuses: Vec<_> = rows.into_iter().map(|row| (row.person_id, row.status)).collect();
    statuses.sort();
    statuses
}

fn status(id: u32, status: NumberStatus) -> (String, NumberStatus) {
    (format!("P{id}"), status)
}

#[test]
fn a_number_that_a_trace_confirmed_or_supplied_is_verified_from_the_day_it_came_back() {
    let folder = Folder::with(&story());
    assert_eq!(verified(&folder, "2026-01-31"), Some(0));
    // P1 has the number that was found, P3 the one that was confirmed.
    assert_eq!(verified(&folder, "2026-02-28"), Some(2));
    // P4's number was replaced by the one that is theirs; P2's was found and is not loaded yet.
    assert_eq!(verified(&folder, "2026-03-31"), Some(3));
}

#[test]
fn a_number_gained_came_from_the_trace_that_supplied_it() {
    let folder = Folder::with(&story());
    let gained: Vec<_> = folder
        .rows::<Movement>(&[("as_at", "2026-02-28")])
        .into_iter()
        .filter(|row| row.step == MovementStep::Gained && row.people > 0)
        .map(|row| (row.source, row.people))
        .collect();
    assert_eq!(gained, [(Some(NumberSource::BatchTrace), 1)]);
}

#[test]
fn the_status_indicator_says_where_a_trace_stands() {
    let folder = Folder::with(&story());
    use NumberStatus::{InProgress, NotMatched, NotTraced, ToResolve, TraceRequired};
    assert_eq!(
        statuses(&folder, "2026-01-31"),
        [
            status(1, TraceRequired),
            status(2, TraceRequired),
            status(3, NotTraced),
            status(4, NotTraced),
            status(5, TraceRequired),
            status(6, TraceRequired),
        ]
    );
    assert_eq!(
        statuses(&folder, "2026-02-28"),
        [
            status(2, NotMatched),
            status(4, ToResolve),
            status(5, NotMatched),
            status(6, InProgress)
        ]
    );
    assert_eq!(
        statuses(&folder, "2026-03-31"),
        [status(2, ToResolve), status(5, NotMatched), status(6, InProgress)]
    );
}

/// Loads that come one by one, in any order, give the same figures as all at once.
#[test]
fn traces_that_come_later_count_from_their_day() {
    let all = story();
    let at_once = Folder::with(&all);
    let one_by_one = Folder::new();
    let order = [0, 3, 6, 2, 5, 7, 4, 1];
    for place in order {
        one_by_one.load(&[all[place].clone()]);
    }
    for as_at in ["2026-01-31", "2026-02-28", "2026-03-31"] {
        assert_eq!(verified(&at_once, as_at), verified(&one_by_one, as_at), "{as_at}");
        assert_eq!(statuses(&at_once, as_at), statuses(&one_by_one, as_at), "{as_at}");
    }
    assert_eq!(at_once.rows::<MatchYield>(&[]), one_by_one.rows::<MatchYield>(&[]));
    // And going on from an earlier generation changes nothing: a file without any effect on people.
    one_by_one.load(&[register(&[("B1", "pds_mesh", "partner", "2026-02-02", "2026-02-10", None)])]);
    assert_eq!(verified(&one_by_one, "2026-03-31"), Some(3));
}

#[test]
fn a_later_answer_takes_a_confirmation_back() {
    let mut loads = story();
    loads.push(request("B3", "pds_mesh", &[("U3", "P3", Some(3), &[])]));
    loads.push(response("2026-03-20", "pds_mesh", &[("U3", "91", Outcome::Invalid, None)]));
    let folder = Folder::with(&loads);
    assert_eq!(verified(&folder, "2026-02-28"), Some(2));
    assert_eq!(verified(&folder, "2026-03-31"), Some(2));
    assert!(statuses(&folder, "2026-03-31").contains(&status(3, NumberStatus::ToResolve)));
}

#[test]
fn batches_say_what_was_sent_and_what_came_back() {
    let folder = Folder::with(&story());
    let batches = folder.rows::<TraceBatches>(&[]);
    let told: Vec<_> = batches
        .iter()
        .map(|batch| {
            (
                batch.batch.as_str(),
                batch.service,
                batch.route,
                batch.make_up,
                batch.sent,
                batch.answered,
                batch.matched,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Letters", Some(Service::Macs), Some(Route::Partner), None, Some(12), 0, 0),
            (
                "B2",
                Some(Service::PdsMesh),
                Some(Route::OwnConnection),
                Some(MakeUp::Residue),
                Some(2),
                2,
                1
            ),
            (
                "B1",
                Some(Service::PdsMesh),
                Some(Route::Partner),
                Some(MakeUp::FirstPass),
                Some(6),
                5,
                3
            ),
        ]
    );
    let first = &batches[2];
    assert_eq!(
        (first.sent_with_number, first.sent_complete, first.not_answered, first.first_asked),
        (Some(2), Some(3), Some(1), 6)
    );
    assert_eq!(
        (first.sent_on, first.returned_on),
        (Some(day("2026-02-02")), Some(day("2026-02-10")))
    );
    assert_eq!(first.transfer_reference.as_deref(), Some("T-1"));
}

#[test]
fn each_pass_has_its_yield() {
    let folder = Folder::with(&story());
    let passes: Vec<_> = folder
        .rows::<MatchYield>(&[])
        .into_iter()
        .map(|row| (row.pass, row.asked, row.found, row.found_in_all, row.left, row.share_in_all))
        .collect();
    // Four were asked about without a number at first.
    assert_eq!(passes, [(1, 4, 1, 1, 3, 0.25), (2, 2, 1, 2, 2, 0.5)]);
}

#[test]
fn completeness_is_what_the_request_could_say() {
    let folder = Folder::with(&story());
    let groups: Vec<_> = folder
        .rows::<MatchByCompleteness>(&[])
        .into_iter()
        .map(|row| (row.group, row.asked, row.traced, row.matched, row.would_gain))
        .collect();
    assert_eq!(
        groups,
        [
            ("Sent with a number to confirm".to_owned(), 2, 2, 2, None),
            ("Everything a trace matches by".to_owned(), 4, 3, 2, None),
            ("No postcode".to_owned(), 2, 2, 0, Some(1)),
        ]
    );
    let teams = folder.rows::<MatchByTeam>(&[]);
    assert_eq!(
        (teams[0].group.as_str(), teams[0].asked, teams[0].traced, teams[0].matched),
        ("North", 8, 7, 4)
    );
}

#[test]
fn outcomes_keep_their_codes_and_numbers_are_judged_by_their_source() {
    let folder = Folder::with(&story());
    let mix: Vec<_> = folder
        .rows::<OutcomeMix>(&[])
        .into_iter()
        .map(|row| (row.batch, row.outcome, row.code, row.people))
        .collect();
    assert_eq!(mix.iter().map(|(.., people)| people).sum::<i64>(), 7);
    assert!(mix.contains(&("B1".to_owned(), Outcome::Several, "97".to_owned(), 1)));
    let checks = folder.rows::<NumberChecks>(&[]);
    assert_eq!(checks.len(), 1);
    assert_eq!(
        (
            checks[0].source,
            checks[0].checked,
            checks[0].confirmed,
            checks[0].different,
            checks[0].error_rate
        ),
        (NumberSource::Unknown, 2, 1, 1, Some(0.5))
    );
}

#[test]
fn details_are_compared_of_the_people_found() {
    assert_eq!(Folder::with(&story()).rows::<MatchDifferences>(&[]), [], "nothing was compared");
    let mut loads = story();
    // The first response says of two people found, of one confirmed and of one whom nobody fits whether details differ.
    let (_, rows) = &mut loads[2].files[0];
    *rows = format!(
        "SELECT *, reference = 'R1' AS differs_postcode, \
         CASE reference WHEN 'R1' THEN true WHEN 'R2' THEN true WHEN 'R3' THEN false END AS differs_surname \
         FROM ({rows})"
    );
    let rows: Vec<_> = Folder::with(&loads)
        .rows::<MatchDifferences>(&[])
        .into_iter()
        .map(|row| (row.detail, row.compared, row.differed, row.share, row.interval_upper < 1.0))
        .collect();
    assert_eq!(
        rows,
        [(Detail::Surname, 2, 1, 0.5, true), (Detail::Postcode, 3, 1, 1.0 / 3.0, true)]
    );
}

/// A hundred people of a batch, of whom so many are found.
fn hundred(batch: &str, first: u32, found: u32) -> [Load; 2] {
    let names: Vec<_> = (first..first + 100).map(|id| (format!("{batch}-{id}"), format!("P{id}"))).collect();
    let asked: Vec<AskedFor<'_>> = names
        .iter()
        .map(|(reference, id)| (reference.as_str(), id.as_str(), None, &[][..]))
        .collect();
    let answered: Vec<Answered<'_>> = names
        .iter()
        .zip(0..)
        .map(|((reference, _), at)| {
            if at < found {
                (reference.as_str(), "00", Outcome::Found, Some(first + at))
            } else {
                (reference.as_str(), "98", Outcome::NoMatch, None)
            }
        })
        .collect();
    let returned = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(first));
    [
        request(batch, "pds_mesh", &asked),
        response(&returned.to_string(), "pds_mesh", &answered),
    ]
}

#[test]
fn a_rate_is_compared_with_its_own_kind() {
    let mut loads = vec![snapshot("2026-01-31", &[holds(1, None)])];
    loads.extend(hundred("one", 0, 60));
    loads.extend(hundred("two", 100, 62));
    loads.extend(hundred("three", 200, 90));
    loads.extend(hundred("again", 200, 5).map(|mut load| {
        if load.kind == Kind::TraceResponse {
            load.as_at = Some(day("2026-12-31"));
        }
        load
    }));
    let folder = Folder::with(&loads);
    let trend: Vec<_> = folder
        .rows::<MatchRateTrend>(&[])
        .into_iter()
        .map(|row| (row.make_up, row.matched, row.since_last))
        .collect();
    assert_eq!(
        trend,
        [
            (MakeUp::FirstPass, 60, None),
            (MakeUp::FirstPass, 62, Some(SinceLast::Alike)),
            (MakeUp::FirstPass, 90, Some(SinceLast::Higher)),
            (MakeUp::Residue, 5, None),
        ]
    );
}

#[test]
fn a_response_belongs_to_the_request_it_is_most_like() {
    // A partner sends the council's own ids, so that every batch has the same references.
    let everybody: Vec<_> = (0..10).map(|id| format!("P{id}")).collect();
    let ask = |ids: &[usize]| -> Vec<(String, String)> { ids.iter().map(|id| (everybody[*id].clone(), everybody[*id].clone())).collect() };
    let (first, rest) = (ask(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), ask(&[7, 8, 9]));
    let asked = |people: &[(String, String)]| -> Vec<(String, String)> { people.to_vec() };
    let build = |batch: &str, people: &[(String, String)]| {
        let people = asked(people);
        let people: Vec<AskedFor<'_>> = people
            .iter()
            .map(|(reference, id)| (reference.as_str(), id.as_str(), None, &[][..]))
            .collect();
        request(batch, "dbs", &people)
    };
    let folder = Folder::with(&[
        snapshot("2026-01-31", &[holds(1, None)]),
        build("First", &first),
        build("Rest", &rest),
        response(
            "2026-12-01",
            "dbs",
            &[("P7", "20", Outcome::Found, Some(7)), ("P8", "21", Outcome::NoMatch, None)],
        ),
    ]);
    let answered: Vec<_> = folder
        .rows::<TraceBatches>(&[])
        .into_iter()
        .map(|batch| (batch.batch, batch.answered, batch.not_answered))
        .collect();
    assert!(answered.contains(&("Rest".to_owned(), 2, Some(1))), "{answered:?}");
    assert!(answered.contains(&("First".to_owned(), 0, Some(10))), "{answered:?}");
}
