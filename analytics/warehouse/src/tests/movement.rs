//! The bridge always adds up, and parts sum to their whole, on random councils.

use super::support::{Folder, Load, Person, day, exemptions, filter, person, snapshot, teams};
use crate::{
    Answerable as _, Generation, asked,
    catalog::{self, Catalog},
    database,
};
use domain::{
    Exemptions, Filter, Measure, NumberSource, RecordState,
    questions::{
        Coverage, CoverageByTeam, Flow, FlowRow, Movement, MovementByTeam, MovementRow, MovementStep, RecordStates, TeamMovementRow,
    },
};
use duckdb::Connection;
use proptest::{collection::vec, prelude::*, sample::select};
use std::collections::BTreeSet;

const DATES: [&str; 3] = ["2026-01-31", "2026-02-28", "2026-03-31"];
const TEAMS: [&str; 4] = ["North", "South", "Old South", "Hospital"];

/// One person at each date: none, where the person is not in the extract.
type Life = Vec<Option<Person>>;

fn life(id: u32) -> impl Strategy<Value = Life> {
    let moment = (
        0..6_u8,
        select(RecordState::ALL.to_vec()),
        select(NumberSource::ALL.to_vec()),
        proptest::sample::subsequence(TEAMS.to_vec(), 0..=3),
        any::<(bool, bool)>(),
        0..8_u32,
    );
    // Half of the moments repeat the one before: most records don't change between two snapshots.
    vec((moment, any::<bool>()), DATES.len()).prop_map(move |moments| {
        let mut life: Life = Vec::new();
        for ((presence, state, source, teams, (open, restricted), sharing), repeats) in moments {
            if let (Some(before), true) = (life.last().cloned(), repeats) {
                life.push(before);
                continue;
            }
            life.push((presence > 0).then(|| {
                person(id, state, &teams).but(|person| {
                    person.source = source;
                    person.restricted = restricted;
                    person.exclusion = (presence == 1).then_some("deceased");
                    person.teams.iter_mut().for_each(|team| team.1 = presence != 2 || open);
                    // A few hold somebody else's number.
                    person.number = person.number.map(|own| if sharing == 0 { 0 } else { own });
                    if matches!(person.state, RecordState::Shared) {
                        person.state = RecordState::Missing;
                    }
                })
            }));
        }
        life
    })
}

fn council() -> impl Strategy<Value = Vec<Load>> {
    let people: Vec<_> = (1..=14).map(|id| life(id).boxed()).collect();
    let exempt = vec(
        (
            1..=14_u32,
            proptest::option::of(select(DATES.to_vec())),
            proptest::option::of(select(DATES.to_vec())),
        ),
        0..5,
    );
    (people, exempt).prop_map(|(lives, exempt)| {
        let mut loads: Vec<_> = DATES
            .iter()
            .enumerate()
            .map(|(at, date)| {
                let people: Vec<_> = lives.iter().filter_map(|life| life[at].clone()).collect();
                snapshot(date, &people)
            })
            .collect();
        let ids: Vec<_> = exempt.iter().map(|(id, ..)| format!("P{id}")).collect();
        let rows: Vec<_> = exempt
            .iter()
            .zip(&ids)
            .map(|((_, agreed, until), id)| (id.as_str(), *agreed, *until))
            .collect();
        loads.push(exemptions(&rows));
        loads.push(teams(&[
            ("North", Some("Localities"), None, None),
            ("South", Some("Localities"), Some("Old South"), None),
            ("Hospital", Some("Acute"), None, None),
            ("Hospital", Some("Localities"), None, Some(DATES[1])),
        ]));
        loads
    })
}

/// The council, every service and every team.
fn units(generation: &Generation) -> Vec<Filter> {
    let mut units = vec![Filter::default()];
    for date in DATES {
        for row in generation.ask::<CoverageByTeam>(&filter(&[("as_at", date)])).unwrap().rows {
            units.push(Filter {
                team: Some(row.team),
                ..Filter::default()
            });
            units.push(Filter {
                service: Some(row.service),
                ..Filter::default()
            });
        }
    }
    units.sort_by_key(|unit| (unit.team.clone(), unit.service.clone()));
    units.dedup();
    units
}

fn counted(generation: &Generation, filter: &Filter, date: &str) -> (i64, i64) {
    let rows = generation
        .ask::<Coverage>(&Filter {
            as_at: Some(day(date)),
            ..filter.clone()
        })
        .unwrap()
        .rows;
    rows.first().map_or((0, 0), |row| {
        let counted = match filter.measure {
            Measure::Recorded => row.recorded,
            Measure::Coverage => Some(row.covered),
            Measure::Verified => row.verified,
        };
        (row.in_scope, counted.unwrap())
    })
}

fn check_bridge(rows: &[MovementRow], opening: (i64, i64), closing: (i64, i64), asked: &Filter) {
    let end = |step| {
        let row = rows.iter().find(|row| row.step == step).unwrap();
        (row.in_scope, row.covered)
    };
    assert_eq!(
        (end(MovementStep::Opening), end(MovementStep::Closing)),
        (opening, closing),
        "{asked:?}"
    );
    let mut sum = opening;
    let mut people = opening.0;
    for row in rows
        .iter()
        .filter(|row| !matches!(row.step, MovementStep::Opening | MovementStep::Closing))
    {
        sum = (sum.0 + row.in_scope, sum.1 + row.covered);
        people += row.people * row.in_scope.signum();
        assert!(
            row.people >= row.in_scope.abs() && row.people >= row.covered.abs(),
            "{asked:?} {row:?}"
        );
        assert!(row.in_scope == 0 || row.in_scope.abs() == row.people, "{asked:?} {row:?}");
    }
    assert_eq!(sum, closing, "{asked:?} {rows:#?}");
    assert_eq!(people, closing.0, "{asked:?}");
    assert_eq!(rows.len(), MovementStep::ALL.len() - 1 + NumberSource::ALL.len());
    assert!(rows.is_sorted_by_key(|row| (row.step, row.source)), "the steps in their order");
}

/// The bridge worked out from the people, whether the two dates are neighbours or not.
fn from_the_people(connection: &Connection, filter: &Filter) -> Vec<MovementRow> {
    let catalog = Catalog::read(connection).unwrap();
    let asked = asked::understand(&catalog, Movement::ABOUT, filter).unwrap();
    let mut rows = Vec::new();
    catalog::each_row(connection, Movement::SQL_APART, &asked.named(), |columns| {
        rows.push(Movement::read(columns)?);
        Ok(())
    })
    .unwrap();
    rows
}

/// What one team's bridge amounts to.
fn contribution_of(team: &str, bridge: &[MovementRow]) -> TeamMovementRow {
    use MovementStep as S;
    let covered = |steps: &[S]| -> i64 { bridge.iter().filter(|row| steps.contains(&row.step)).map(|row| row.covered).sum() };
    let (opening, closing) = (covered(&[S::Opening]), covered(&[S::Closing]));
    let (gained, exemptions) = (covered(&[S::Gained]), covered(&[S::ExemptionEnded, S::BecameExempt]));
    let lost = covered(&[S::LostRemoved, S::LostInvalidated, S::LostNewlyShared, S::LostVerification]);
    TeamMovementRow {
        team: team.to_owned(),
        opening,
        gained,
        lost,
        people: closing - opening - gained - lost - exemptions,
        exemptions,
        closing,
        change: closing - opening,
    }
}

/// The flow that one bridge amounts to.
fn flow_of(bridge: &[MovementRow], previous: &str, as_at: &str) -> FlowRow {
    use MovementStep as S;
    let people = |steps: &[S]| -> i64 { bridge.iter().filter(|row| steps.contains(&row.step)).map(|row| row.people).sum() };
    let gained = people(&[S::Gained]);
    let lost = people(&[S::LostRemoved, S::LostInvalidated, S::LostNewlyShared, S::LostVerification]);
    FlowRow {
        as_at: day(as_at),
        previous: day(previous),
        joined: people(&[S::JoinedWithNumber, S::JoinedWithoutNumber]),
        joined_with_number: people(&[S::JoinedWithNumber]),
        gained,
        lost,
        net_gain: gained - lost,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn the_bridge_adds_up(loads in council()) {
        let folder = Folder::with(&loads);
        let generation = folder.generation();
        let connection = database::open_to_read(&folder.file()).unwrap();
        for unit in units(&generation) {
            for measure in Measure::ALL {
                for exemptions in Exemptions::ALL {
                    let filter = Filter { measure: *measure, exemptions: *exemptions, ..unit.clone() };
                    let at: Vec<_> = DATES.iter().map(|date| counted(&generation, &filter, date)).collect();
                    for (from, to) in [(0, 1), (1, 2), (0, 2)] {
                        let asked = Filter { from: Some(day(DATES[from])), to: Some(day(DATES[to])), ..filter.clone() };
                        let rows = generation.ask::<Movement>(&asked).unwrap().rows;
                        check_bridge(&rows, at[from], at[to], &asked);
                        // The mart of neighbours and the people themselves say the same.
                        prop_assert_eq!(&rows, &from_the_people(&connection, &asked), "{:?}", asked);
                    }
                }
            }
        }
    }

    #[test]
    fn flows_are_what_the_bridges_say(loads in council()) {
        let folder = Folder::with(&loads);
        let generation = folder.generation();
        for unit in units(&generation) {
            for measure in Measure::ALL {
                for exemptions in Exemptions::ALL {
                    let filter = Filter { measure: *measure, exemptions: *exemptions, ..unit.clone() };
                    let expected: Vec<_> = [(0, 1), (1, 2)]
                        .into_iter()
                        .filter_map(|(from, to)| {
                            let asked = Filter { from: Some(day(DATES[from])), to: Some(day(DATES[to])), ..filter.clone() };
                            let bridge = generation.ask::<Movement>(&asked).unwrap().rows;
                            bridge.iter().any(|row| row.people > 0).then(|| flow_of(&bridge, DATES[from], DATES[to]))
                        })
                        .collect();
                    let rows = generation.ask::<Flow>(&filter).unwrap().rows;
                    prop_assert_eq!(&rows, &expected, "{:?}", filter);
                    // A period is the same rows, fewer of them.
                    let last = Filter { from: Some(day(DATES[2])), ..filter.clone() };
                    let of_last: Vec<_> = expected.into_iter().filter(|row| row.as_at == day(DATES[2])).collect();
                    prop_assert_eq!(generation.ask::<Flow>(&last).unwrap().rows, of_last);
                }
            }
        }
    }

    #[test]
    fn teams_contribute_what_their_bridges_say(loads in council()) {
        let folder = Folder::with(&loads);
        let generation = folder.generation();
        for measure in Measure::ALL {
            for exemptions in Exemptions::ALL {
                for (from, to) in [(0, 1), (1, 2), (0, 2)] {
                    let (from, to) = (Some(day(DATES[from])), Some(day(DATES[to])));
                    let asked = Filter { measure: *measure, exemptions: *exemptions, from, to, ..Filter::default() };
                    let rows = generation.ask::<MovementByTeam>(&asked).unwrap().rows;
                    prop_assert!(rows.is_sorted_by_key(|row| (-row.change, row.team.clone())));
                    let teams: BTreeSet<_> = units(&generation).into_iter().filter_map(|unit| unit.team).collect();
                    for team in &teams {
                        let of_team = Filter { team: Some(team.clone()), ..asked.clone() };
                        let bridge = generation.ask::<Movement>(&of_team).unwrap().rows;
                        let expected = contribution_of(team, &bridge);
                        match rows.iter().find(|row| row.team == *team) {
                            Some(row) => prop_assert_eq!(row, &expected, "{:?}", asked),
                            None => prop_assert!(bridge.iter().all(|row| row.covered == 0), "{} {:?}", team, asked),
                        }
                        let alone = generation.ask::<MovementByTeam>(&of_team).unwrap().rows;
                        prop_assert!(alone.iter().eq(rows.iter().filter(|row| row.team == *team)));
                    }
                    for row in &rows {
                        prop_assert_eq!(row.opening + row.gained + row.lost + row.people + row.exemptions, row.closing);
                    }
                }
            }
        }
    }

    #[test]
    fn parts_sum_to_their_whole(loads in council()) {
        let folder = Folder::with(&loads);
        let generation = folder.generation();
        for unit in units(&generation) {
            for exemptions in Exemptions::ALL {
                for date in DATES {
                    let asked = Filter { exemptions: *exemptions, as_at: Some(day(date)), ..unit.clone() };
                    let states = generation.ask::<RecordStates>(&asked).unwrap().rows;
                    let sum: i64 = states.iter().map(|row| row.records).sum();
                    let Some(row) = generation.ask::<Coverage>(&asked).unwrap().rows.first().cloned() else { continue };
                    prop_assert_eq!(states.len(), RecordState::ALL.len());
                    prop_assert_eq!(sum, row.in_scope);
                    prop_assert!(states.iter().all(|state| state.in_scope == sum));
                    let of = |wanted: fn(RecordState) -> bool| -> i64 {
                        states.iter().filter(|row| wanted(row.state)).map(|row| row.records).sum()
                    };
                    prop_assert_eq!(row.covered, of(RecordState::is_covered));
                    prop_assert_eq!(row.recorded, Some(of(|state| state != RecordState::Missing)));
                    prop_assert!(row.recorded >= Some(row.covered) && Some(row.covered) >= row.verified);
                }
            }
        }
    }
}

#[test]
fn what_each_step_means() {
    let check = |before: Option<Person>, after: Option<Person>, pairs: &[(&str, &str)], expected: &[(&str, i64, i64)]| {
        let other = person(99, RecordState::Verified, &["North"]);
        let people = |one: &Option<Person>| -> Vec<_> { one.iter().cloned().chain([other.clone()]).collect() };
        let loads = [
            snapshot(DATES[0], &people(&before)),
            snapshot(DATES[1], &people(&after)),
            exemptions(&[("P7", Some(DATES[1]), None), ("P8", None, Some(DATES[0]))]),
        ];
        let rows = Folder::with(&loads).rows::<Movement>(pairs);
        let found: Vec<_> = rows
            .iter()
            .filter(|row| row.people > 0 && !matches!(row.step, MovementStep::Opening | MovementStep::Closing))
            .map(|row| (row.step.name(), row.in_scope, row.covered))
            .collect();
        assert_eq!(found, expected, "{before:?} {after:?} {pairs:?}");
    };
    let at = |state, team| Some(person(1, state, &[team]));
    let (valid, missing) = (RecordState::Valid, RecordState::Missing);
    check(None, at(valid, "North"), &[], &[("joined_with_number", 1, 1)]);
    check(None, at(missing, "North"), &[], &[("joined_without_number", 1, 0)]);
    check(at(valid, "North"), None, &[], &[("left_with_number", -1, -1)]);
    check(at(missing, "North"), at(valid, "North"), &[], &[("gained", 0, 1)]);
    check(at(valid, "North"), at(missing, "North"), &[], &[("lost_removed", 0, -1)]);
    check(
        at(valid, "North"),
        at(RecordState::CheckDigitFails, "North"),
        &[],
        &[("lost_invalidated", 0, -1)],
    );
    check(at(RecordState::Verified, "North"), at(valid, "North"), &[], &[]);
    check(
        at(RecordState::Verified, "North"),
        at(valid, "North"),
        &[("measure", "verified")],
        &[("lost_verification", 0, -1)],
    );
    check(
        at(RecordState::CheckDigitFails, "North"),
        at(valid, "North"),
        &[("measure", "recorded")],
        &[],
    );
    check(at(missing, "South"), at(valid, "North"), &[], &[("gained", 0, 1)]);
    check(
        at(missing, "South"),
        at(valid, "North"),
        &[("team", "North")],
        &[("transferred_in_with_number", 1, 1)],
    );
    check(
        at(missing, "South"),
        at(valid, "North"),
        &[("team", "South")],
        &[("transferred_out_without_number", -1, 0)],
    );
    let seventh = || Some(person(7, valid, &["North"]));
    check(seventh(), seventh(), &[("exemptions", "excluded")], &[("became_exempt", -1, -1)]);
    check(seventh(), seventh(), &[], &[]);
    let eighth = || Some(person(8, missing, &["North"]));
    check(eighth(), eighth(), &[("exemptions", "excluded")], &[("exemption_ended", 1, 0)]);
    // Somebody comes with the number of a person who stays.
    let twin = Some(person(1, valid, &["North"]).but(|twin| twin.number = Some(99)));
    check(None, twin, &[], &[("joined_without_number", 1, 0), ("lost_newly_shared", 0, -1)]);
}
