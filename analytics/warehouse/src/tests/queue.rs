//! Who comes into the cleansing queue and why, and how everybody leaves it.

mod council;
mod flow;

use super::support::{Folder, filter};
use crate::{Defaults, database};
use council::{DATES, Life, council};
use domain::{
    questions::{CleansingQueue, QueueList},
    queue::Owners,
    trace::{Decision, Outcome, Owner},
};

fn life(held: &str, answers: &[(usize, Outcome, Option<char>)]) -> Life {
    Life {
        held: held.to_owned(),
        answers: answers.to_vec(),
        ..Life::default()
    }
}

impl Life {
    fn decided(mut self, decision: Decision, date: &'static str) -> Self {
        self.decisions.push((decision, date));
        self
    }

    fn but(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

/// Every stay of each person in words: since when, why, until when and why left.
fn stays(folder: &Folder) -> Vec<Vec<String>> {
    let connection = database::open_to_read(&folder.file()).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT CAST(substr(person_id, 2) AS INTEGER), concat_ws(' ', entered, reason, if(left_on IS NULL, 'lasts', concat_ws(' ', left_on, why_left))) \
             FROM queue_episodes ORDER BY 1, entered",
        )
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, String>(1)?)))
        .unwrap();
    let mut stays: Vec<Vec<String>> = Vec::new();
    for (person, stay) in rows.map(Result::unwrap).filter(|(person, _)| *person < 9_000) {
        let person = person as usize;
        stays.resize(stays.len().max(person), Vec::new());
        stays[person - 1].push(stay);
    }
    stays
}

/// Holds each person's stays against the expected.
#[track_caller]
fn check(cases: &[(&str, Life, &[&str])]) {
    let lives: Vec<_> = cases.iter().map(|(_, life, _)| life.clone()).collect();
    let mut found = stays(&council(&lives));
    found.resize(cases.len(), Vec::new());
    for ((case, _, expected), found) in cases.iter().zip(found) {
        assert_eq!(found, *expected, "{case}");
    }
}

#[test]
fn an_accepted_number_waits_to_be_loaded_until_the_record_holds_it() {
    check(&[
        (
            "another number, accepted and loaded",
            life("vvvw", &[(0, Outcome::Different, Some('w'))]).decided(Decision::NumberAccepted, "2026-03-05"),
            &["2026-02-10 to_load 2026-04-30 verified"],
        ),
        (
            "accepted and never loaded",
            life("vvvv", &[(0, Outcome::Superseded, Some('w'))]).decided(Decision::NumberAccepted, "2026-03-05"),
            &["2026-02-10 to_load lasts"],
        ),
        (
            "the record's own kept",
            life("vvvv", &[(0, Outcome::Different, Some('w'))]).decided(Decision::NumberKept, "2026-03-05"),
            &["2026-02-10 different 2026-03-05 closed"],
        ),
        (
            "no number came back to be accepted",
            life("vvvv", &[(0, Outcome::Conflict, None)]).decided(Decision::NumberAccepted, "2026-03-05"),
            &["2026-02-10 conflict 2026-03-05 closed"],
        ),
    ]);
}

#[test]
fn what_was_passed_on_for_an_answer_is_not_for_a_number_shared_since() {
    let passed = life("mmss", &[(0, Outcome::Several, None)])
        .decided(Decision::PassedToSocialWork, "2026-02-15")
        .decided(Decision::NoNumber, "2026-02-20");
    let folder = council(&[passed]);
    let shared: Vec<_> = folder
        .rows::<CleansingQueue>(&[])
        .into_iter()
        .map(|row| (row.reason.name(), row.owner, row.people))
        .collect();
    assert_eq!(shared, [("shared", Owner::SystemsTeam, 2)]);
}

#[test]
fn a_number_that_came_back_for_two_people_is_not_to_be_loaded() {
    let told = || life("mmmm", &[(0, Outcome::Found, Some('s'))]);
    check(&[
        ("one", told(), &["2026-02-10 shared lasts"]),
        ("the other", told(), &["2026-02-10 shared lasts"]),
        (
            "one person's number",
            life("mmmm", &[(0, Outcome::Found, Some('v'))]),
            &["2026-02-10 to_load lasts"],
        ),
    ]);
}

#[test]
fn each_reason_comes_in_and_leaves_when_the_record_holds_the_number() {
    check(&[
        (
            "several, then found and loaded",
            life("mmvv", &[(0, Outcome::Several, None), (1, Outcome::Found, Some('v'))]),
            &["2026-02-10 to_load 2026-03-31 verified"],
        ),
        (
            "no match",
            life("mmmm", &[(0, Outcome::NoMatch, None)]),
            &["2026-02-10 no_match lasts"],
        ),
        (
            "conflict",
            life("vvvv", &[(0, Outcome::Conflict, None)]),
            &["2026-02-10 conflict lasts"],
        ),
        (
            "different and loaded",
            life("vvww", &[(0, Outcome::Different, Some('w'))]),
            &["2026-02-10 different 2026-03-31 verified"],
        ),
        (
            "superseded and loaded late",
            life("vvvw", &[(0, Outcome::Superseded, Some('w'))]),
            &["2026-02-10 superseded 2026-04-30 verified"],
        ),
        (
            "invalid and taken off",
            life("vvmm", &[(0, Outcome::Invalid, None)]),
            &["2026-02-10 invalid lasts"],
        ),
        (
            "sensitive and loaded",
            life("mmvv", &[(0, Outcome::Found, Some('v'))]).but(|life| life.sensitive = true),
            &["2026-02-10 sensitive 2026-03-31 verified"],
        ),
        (
            "shared, until it is not",
            life("vssv", &[]),
            &["2026-02-28 shared 2026-04-30 settled"],
        ),
        (
            "found and loaded",
            life("mvvv", &[(0, Outcome::Found, Some('v'))]),
            &["2026-02-10 to_load 2026-02-28 verified"],
        ),
    ]);
}

#[test]
fn what_an_answer_means_depends_on_the_record() {
    check(&[
        ("confirmed", life("vvvv", &[(0, Outcome::Verified, Some('v'))]), &[]),
        (
            "confirmed and taken off again",
            life("vvmm", &[(0, Outcome::Verified, Some('v'))]),
            &["2026-03-31 to_load lasts"],
        ),
        (
            "confirmed and replaced by another",
            life("vvww", &[(0, Outcome::Verified, Some('v'))]),
            &["2026-03-31 different lasts"],
        ),
        (
            "found, and another recorded",
            life("mmww", &[(0, Outcome::Found, Some('v'))]),
            &["2026-02-10 different lasts"],
        ),
        (
            "found, and recorded meanwhile",
            life("vvvv", &[(0, Outcome::Found, Some('v'))]),
            &[],
        ),
        (
            "no match for a number confirmed before",
            life("vvvv", &[(0, Outcome::Verified, Some('v')), (1, Outcome::NoMatch, None)]),
            &[],
        ),
        (
            "not confirmed any more",
            life("vvvv", &[(0, Outcome::Verified, Some('v')), (1, Outcome::Conflict, None)]),
            &["2026-03-10 conflict lasts"],
        ),
        (
            "confirmed for one who shares it",
            life("ssss", &[(0, Outcome::Verified, Some('s'))]),
            &["2026-01-31 shared lasts"],
        ),
        (
            "no match for a shared number",
            life("ssss", &[(0, Outcome::NoMatch, None)]),
            &["2026-01-31 no_match lasts"],
        ),
        (
            "no trace and a rejection change nothing",
            life(
                "mmmm",
                &[
                    (0, Outcome::Several, None),
                    (1, Outcome::Rejected, None),
                    (2, Outcome::NotTraced, None),
                ],
            ),
            &["2026-02-10 several lasts"],
        ),
    ]);
}

#[test]
fn a_stay_ends_by_a_decision_an_answer_the_record_or_the_scope() {
    let several = &[(0, Outcome::Several, None)];
    check(&[
        (
            "closed",
            life("mmmm", several).decided(Decision::NoNumber, "2026-03-05"),
            &["2026-02-10 several 2026-03-05 closed"],
        ),
        (
            "closed on the day of the answer",
            life("mmmm", several).decided(Decision::NumberKept, "2026-02-10"),
            &["2026-02-10 several 2026-02-10 closed"],
        ),
        (
            "decided before the answer",
            life("mmmm", several).decided(Decision::NoNumber, "2026-02-09"),
            &["2026-02-10 several lasts"],
        ),
        (
            "closed and answered anew",
            life("mmmm", &[(0, Outcome::Several, None), (1, Outcome::NoMatch, None)]).decided(Decision::NoNumber, "2026-03-05"),
            &["2026-02-10 several 2026-03-05 closed", "2026-03-10 no_match lasts"],
        ),
        (
            "a shared number closed stays closed while it is shared",
            life("vsss", &[]).decided(Decision::NumberKept, "2026-03-05"),
            &["2026-02-28 shared 2026-03-05 closed"],
        ),
        (
            "shared again after it was closed",
            life("svss", &[]).decided(Decision::DuplicateMerged, "2026-02-05"),
            &["2026-01-31 shared 2026-02-05 closed", "2026-03-31 shared lasts"],
        ),
        (
            "answered by a later trace",
            life("vvvv", &[(0, Outcome::Conflict, None), (1, Outcome::Verified, Some('v'))]),
            &["2026-02-10 conflict 2026-03-10 answered"],
        ),
        (
            "a usable number where there was none",
            life("mmvv", &[(0, Outcome::NoMatch, None)]),
            &["2026-02-10 no_match 2026-03-31 settled"],
        ),
        (
            "an exemption",
            life("mmmm", several).but(|life| life.exempt = Some("2026-03-15")),
            &["2026-02-10 several 2026-03-31 settled"],
        ),
        (
            "away and back",
            life("mm-m", several),
            &["2026-02-10 several 2026-03-31 out_of_scope", "2026-04-30 several lasts"],
        ),
        (
            "joined between snapshots, the answer before the first of them",
            life("---m", &[(2, Outcome::NoMatch, None)]),
            &["2026-04-10 no_match lasts"],
        ),
        ("answered for after leaving", life("m---", &[(1, Outcome::NoMatch, None)]), &[]),
        (
            "answered after the last snapshot",
            life("mmmm", &[(3, Outcome::NoMatch, None)]),
            &["2026-05-10 no_match lasts"],
        ),
    ]);
}

#[test]
fn the_list_says_who_acts_and_what_to_try() {
    let several = (0, Outcome::Several, None);
    let lives = [
        life("mmmm", &[several]).decided(Decision::DetailsCleansed, "2026-02-20"),
        life("mmmm", &[several, (1, Outcome::NoMatch, None)])
            .decided(Decision::DetailsCleansed, "2026-02-20")
            .but(|life| life.lacking = true),
        life("mmmm", &[several]).decided(Decision::PassedToSocialWork, "2026-02-20"),
        life("mmmm", &[several, (1, Outcome::Several, None)]).decided(Decision::PassedToSocialWork, "2026-02-20"),
        life("mmmm", &[several])
            .decided(Decision::PassedToSystemsTeam, "2026-02-20")
            .decided(Decision::DetailsCleansed, "2026-02-21"),
        life("mmmm", &[(3, Outcome::NoMatch, None)]),
        life("mmmm", &[several]).but(|life| life.restricted = true),
    ];
    let folder = council(&lives);
    let shown = |pairs: &[(&str, &str)]| -> Vec<String> {
        let rows = folder.generation().ask_of_everybody::<QueueList>(&filter(pairs)).unwrap().rows;
        let words = rows.iter().map(|row| {
            let next: String = row.next_step.split([' ', ';', ':']).take(3).collect::<Vec<_>>().join(" ");
            format!(
                "{} {} {} {} {} {} {next}|{}",
                row.person_id, row.reason, row.state, row.owner, row.days, row.passes, row.history
            )
        });
        words.collect()
    };
    assert_eq!(
        shown(&[]),
        [
            "P1 several waiting_for_batch bit 79 1 Wait for the|10 Feb 2026 several matches; 20 Feb 2026 details cleansed",
            "P2 no_match open bit 79 2 Add the postcode|10 Feb 2026 several matches; 20 Feb 2026 details cleansed; 10 Mar 2026 no match",
            "P3 several open social_work 79 1 Check the date|10 Feb 2026 several matches; 20 Feb 2026 passed to social work",
            "P4 several open bit 79 2 Check the date|10 Feb 2026 several matches; 20 Feb 2026 passed to social work; 10 Mar 2026 several matches",
            "P5 several waiting_for_batch systems_team 79 1 Wait for the|10 Feb 2026 several matches; 20 Feb 2026 passed to the Systems Team; \
             21 Feb 2026 details cleansed",
            "P6 no_match open social_work 0 1 Check the spelling|10 May 2026 no match",
        ]
    );
    assert_eq!(shown(&[("as_at", DATES[0])]), [""; 0]);
    assert_eq!(
        shown(&[("as_at", DATES[1]), ("team", "North")]),
        [
            "P2 several waiting_for_batch bit 18 1 Wait for the|10 Feb 2026 several matches; 20 Feb 2026 details cleansed",
            "P4 several open social_work 18 1 Check the date|10 Feb 2026 several matches; 20 Feb 2026 passed to social work",
        ]
    );
    // Over HTTP a list is one team's.
    assert_eq!(folder.refused::<QueueList>(&[]), "team");
    let south = folder.ask::<QueueList>(&filter(&[("team", "South")]));
    assert_eq!((south.rows.len(), south.restricted), (3, Some(1)));
    let counted = folder.rows::<CleansingQueue>(&[]);
    assert_eq!(counted.iter().map(|row| row.people).sum::<i64>(), 7);
}

#[test]
fn a_council_says_who_acts() {
    let folder = council(&[life("mmmm", &[(0, Outcome::Several, None)])]);
    let owner = |owners| {
        let mut change = folder.store().change().unwrap();
        let defaults = Defaults {
            owners,
            ..Defaults::default()
        };
        change.prepare(&defaults).unwrap().publish().unwrap();
        folder.rows::<CleansingQueue>(&[])[0].owner
    };
    let systems_team = Owners {
        several: Some(Owner::SystemsTeam),
        ..Owners::default()
    };
    assert_eq!([owner(Owners::default()), owner(systems_team)], [Owner::Bit, Owner::SystemsTeam]);
}
