use super::{Fixture, date, issues, mapped, read_with, rows, text};
use domain::schema::history;

#[test]
fn counts_are_taken_as_they_stand() {
    let checked = text("date,team,in scope,covered\n2026-01-31,A,\"1,200\",700\n31/12/2025,A,1100.0,650\n2026-01-31,,2000,1000\n");
    assert_eq!(
        rows(&checked, history::FILE),
        ["2025-12-31|A|1100|650", "2026-01-31|-|2000|1000", "2026-01-31|A|1200|700"]
    );
    assert_eq!(checked.period, Some((date(2025, 12, 31), date(2026, 1, 31))));
}

#[test]
fn rows_that_cannot_be_used() {
    for (row, finding) in [
        ("2026-01-31,A,5,4", "refused team date_and_team_twice 1 from 3"),
        (",B,5,4", "refused date date_missing 1 from 3"),
        ("soon,B,5,4", "refused date date_unreadable 1 from 3"),
        ("2026-01-31,B,,4", "refused in_scope count_missing 1 from 3"),
        ("2026-01-31,B,5,-4", "refused covered count_unreadable 1 from 3"),
        ("2026-01-31,B,5,4.5", "refused covered count_unreadable 1 from 3"),
        ("2026-01-31,B,5,6", "refused covered count_above_in_scope 1 from 3"),
    ] {
        let checked = text(&format!("date,team,in_scope,covered\n2026-01-31,A,10,5\n{row}\n"));
        assert_eq!(issues(&checked), [finding], "{row}");
        assert_eq!(rows(&checked, history::FILE), ["2026-01-31|A|10|5"], "{row}");
    }
}

const MAPPING: &str =
    r#"{"history": {"date": "period", "team": "org_code", "breakdown": "type", "in_scope": "attendances", "not_covered": "breaches"}}"#;

#[test]
fn a_breakdown_is_added_up_or_the_sum_is_left_out() {
    let file = Fixture::new(
        "ae.csv",
        "period,org_code,type,attendances,breaches,admissions\n\
         2016-04-01,RF4,1,18788,4082,4074\n\
         2016-04-01,RF4,2,561,5,0\n\
         2016-04-01,RF4,other,2685,17,0\n\
         2016-04-01,R1H,1,27396,x,7000\n\
         2016-04-01,R1H,2,700,0,0\n\
         2016-04-01,R1H,2,700,0,0\n",
    );
    let checked = read_with(&file.path, None, None, &mapped(MAPPING)).unwrap();
    assert_eq!(rows(&checked, history::FILE), ["2016-04-01|RF4|22034|17930"]);
    assert_eq!(
        issues(&checked),
        [
            "refused breaches count_unreadable 1 from 5",
            "refused type part_of_refused_sum 1 from 6",
            "refused org_code date_and_team_twice 1 from 7",
        ]
    );
    assert_eq!((checked.rows_read, checked.rows_accepted, checked.rows_refused), (6, 3, 3));
}
