//! What comes in, what leaves and what is open add up, on random councils too.

use super::{
    super::support::{Folder, filter, snapshot},
    council::{ANSWERED, DATES, Life, council},
    life,
};
use domain::{
    Filter,
    questions::{CleansingQueue, QueueFlow, QueueList, QueueOutlook, QueueStatus},
    queue::QueueReason,
    trace::{Decision, Outcome},
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::collections::BTreeSet;

#[test]
fn the_outlook_counts_the_months_after_the_first() {
    let lives: Vec<_> = (0..6)
        .map(|at| {
            let life = life("mmmm", &[(0, Outcome::Several, None)]);
            if at < 3 {
                life.decided(Decision::NoNumber, ["2026-03-10", "2026-03-20", "2026-04-10"][at])
            } else {
                life
            }
        })
        .chain([life("vvvs", &[])])
        .collect();
    let folder = council(&lives);
    let outlook = folder.rows::<QueueOutlook>(&[]).remove(0);
    assert_eq!(
        (outlook.status, outlook.open, outlook.months, outlook.median_days, outlook.p90_days),
        // Somebody else holds the number that the last one shares.
        (QueueStatus::TooLittle, 5, 2, Some(38), Some(59))
    );
    assert_eq!((outlook.entered_each_month, outlook.left_each_month), (Some(1.0), Some(1.5)));
    let waiting: Vec<_> = folder
        .rows::<CleansingQueue>(&[])
        .iter()
        .map(|row| (row.reason, row.waiting.name(), row.people, row.oldest.to_string()))
        .collect();
    assert_eq!(
        waiting,
        [
            (QueueReason::Several, "under_3_months", 3, "2026-02-10".to_owned()),
            (QueueReason::Shared, "under_1_month", 2, "2026-04-30".to_owned()),
        ]
    );
    let nobody = Folder::with(&[snapshot(DATES[0], &[])]);
    assert_eq!(nobody.rows::<QueueOutlook>(&[])[0].status, QueueStatus::Empty);
    assert!(nobody.rows::<QueueFlow>(&[]).is_empty());
}

fn any_life() -> impl Strategy<Value = Life> {
    let outcome = (select(Outcome::ALL.to_vec()), option::of(select(vec!['v', 'w', 's'])));
    let answers = vec(option::of(outcome), ANSWERED.len());
    let decided = (
        select(Decision::ALL.to_vec()),
        select(vec!["2026-02-10", "2026-02-28", "2026-03-20", "2026-04-30", "2026-05-20"]),
    );
    (
        vec(select(vec!['m', 'v', 'w', 's', '-']), DATES.len()),
        answers,
        vec(decided, 0..3),
        any::<(bool, bool, bool)>(),
    )
        .prop_map(|(held, answers, decisions, (sensitive, restricted, lacking))| Life {
            held: held.into_iter().collect(),
            answers: answers
                .into_iter()
                .enumerate()
                .filter_map(|(batch, answer)| answer.map(|(outcome, number)| (batch, outcome, number)))
                .collect(),
            decisions,
            sensitive,
            restricted,
            lacking,
            exempt: None,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn the_flow_adds_up_and_everybody_is_in_the_queue_once(lives in vec(any_life(), 1..25)) {
        let folder = council(&lives);
        let generation = folder.generation();
        // A team in which nobody ever was is not known.
        let is_there = |id: u32, life: &Life, rest| id % 2 == rest && life.held.contains(|held: char| held != '-');
        let has_people = |rest| lives.iter().zip(1..).any(|(life, id)| is_there(id, life, rest));
        let teams = [("North", 0), ("South", 1)].into_iter().filter(|(_, rest)| has_people(*rest));
        for team in teams.map(|(team, _)| Some(team)).chain([None]) {
            let unit = Filter { team: team.map(str::to_owned), ..Filter::default() };
            let list = generation.ask_of_everybody::<QueueList>(&unit).unwrap();
            let ids: BTreeSet<_> = list.rows.iter().map(|row| &row.person_id).collect();
            prop_assert_eq!(ids.len(), list.rows.len());
            let open = list.rows.len() as i64 + list.restricted.unwrap();
            prop_assert_eq!(generation.ask::<CleansingQueue>(&unit).unwrap().rows.iter().map(|row| row.people).sum::<i64>(), open);
            prop_assert_eq!(generation.ask::<QueueOutlook>(&unit).unwrap().rows[0].open, open);
            let flow = generation.ask::<QueueFlow>(&unit).unwrap().rows;
            let mut before = 0;
            for month in &flow {
                prop_assert_eq!(month.open, before + month.entered - month.left);
                let by_reason = month.left_verified + month.left_closed + month.left_answered + month.left_settled + month.left_out_of_scope;
                prop_assert_eq!(by_reason, month.left);
                before = month.open;
            }
            prop_assert_eq!(before, open);
        }
        for date in DATES {
            // As at an earlier date the same people are in the queue whether they are listed, counted or told from the flow.
            let at = filter(&[("as_at", date)]);
            let counted = generation.ask::<CleansingQueue>(&at).unwrap().rows.iter().map(|row| row.people).sum::<i64>();
            let flow = generation.ask::<QueueFlow>(&at).unwrap().rows;
            prop_assert_eq!(flow.last().map_or(0, |month| month.open), counted, "{}", date);
        }
    }
}
