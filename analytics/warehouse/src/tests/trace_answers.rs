//! What follows from an answer beside what was asked: by the numbers, and for whoever was found before.

use super::{
    support::{Folder, snapshot},
    traces::{holds, request, response},
};
use domain::{
    questions::{MatchYield, TraceBatches},
    trace::Outcome,
};

#[test]
fn the_numbers_say_whether_the_one_that_was_sent_was_confirmed() {
    let folder = Folder::with(&[
        snapshot("2026-01-31", &[holds(1, Some(1)), holds(2, Some(2)), holds(3, None)]),
        request(
            "B1",
            "dbs",
            &[("R1", "P1", Some(1), &[]), ("R2", "P2", Some(2), &[]), ("R3", "P3", None, &[])],
        ),
        response(
            "2026-02-10",
            "dbs",
            &[
                ("R1", "30", Outcome::Verified, Some(77)),
                ("R2", "20", Outcome::Found, Some(2)),
                ("R3", "20", Outcome::Found, Some(3)),
            ],
        ),
    ]);
    let batch = &folder.rows::<TraceBatches>(&[])[0];
    assert_eq!((batch.different, batch.verified, batch.found), (1, 1, 1));
}

#[test]
fn whoever_was_found_is_not_asked_about_once_more_in_the_yield() {
    let (first, second) = (("R1", "P1", None, &[][..]), ("R2", "P1", Some(1), &[][..]));
    let folder = Folder::with(&[
        snapshot("2026-01-31", &[holds(1, None)]),
        request("B1", "pds_mesh", &[first]),
        response("2026-02-10", "pds_mesh", &[("R1", "00", Outcome::Found, Some(1))]),
        request("B2", "pds_mesh", &[second]),
        response("2026-03-10", "pds_mesh", &[("R2", "00", Outcome::Verified, Some(1))]),
    ]);
    let passes: Vec<_> = folder
        .rows::<MatchYield>(&[])
        .into_iter()
        .map(|row| (row.pass, row.asked, row.found))
        .collect();
    assert_eq!(passes, [(1, 1, 1)]);
}
