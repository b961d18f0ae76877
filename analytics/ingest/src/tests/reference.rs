//! The small files: allocations, teams, exemptions, targets, annotations.

use super::{Fixture, date, issues, options, read_with, rows, text};
use domain::Kind;
use domain::schema::{allocations, annotations, exemptions, targets, teams};

/// Under this header, after this good row, a row is refused for this reason.
fn refused(header: &str, good: &str, row: &str, finding: &str) {
    assert_eq!(issues(&text(&format!("{header}\n{good}\n{row}\n"))), [finding], "{row}");
}

#[test]
fn allocations_are_open_by_their_dates() {
    let checked = text(
        "MOSAIC_ID,ALLOCATED_TEAM,START_DATE,END_DATE,FULL_NAME\n\
         1,North,,,X\n1,South,2026-10-31,,X\n1,East,2026-11-01,,X\n2,North,2020-01-01,2026-10-31,X\n3,North,2020-01-01,2026-11-01,X\n\
         2, North ,2026-01-01,,X\n4,,,,X\n",
    );
    assert_eq!(checked.kind, Kind::Allocations);
    assert_eq!(
        rows(&checked, allocations::FILE),
        ["1|North|true", "1|South|true", "1|East|false", "2|North|true", "3|North|true"]
    );
    assert_eq!(issues(&checked), ["warning ALLOCATED_TEAM team_missing 1 from 8"]);
    refused(
        "PERSON_ID,TEAM,START_DATE,END_DATE",
        "1,A,,",
        "2,A,2026-02-01,2026-01-01",
        "refused END_DATE dates_reversed 1 from 3",
    );
    refused(
        "PERSON_ID,TEAM,START_DATE,END_DATE",
        "1,A,,",
        "2,A,30/02/2026,",
        "refused START_DATE date_unreadable 1 from 3",
    );
    refused(
        "PERSON_ID,TEAM",
        "1,A",
        &format!("2,{}", "x".repeat(300)),
        "refused TEAM team_too_long 1 from 3",
    );
}

#[test]
fn teams_services_and_renames() {
    let checked = text("team,service,renamed from,valid from\nNorth,Adults,,\nNorth,,Old  North,\nNorth,Older people,,2026-01-01\n");
    assert_eq!(
        rows(&checked, teams::FILE),
        ["North|Adults|-|-", "North|-|Old North|-", "North|Older people|-|2026-01-01"]
    );
    let header = "team,service,renamed_from,valid_from";
    refused(header, "A,S,,", ",S,,", "refused team team_blank 1 from 3");
    refused(header, "A,S,,", "B,,,", "refused  nothing_said 1 from 3");
    refused(header, "A,S,,", "A,T,,", "refused  row_twice 1 from 3");
    refused(header, "A,,B,", "C,,C,", "refused renamed_from renamed_from_itself 1 from 3");
    refused(header, "A,,B,", "C,,B,", "refused renamed_from renamed_twice 1 from 3");
    refused(header, "A,,B,", "B,,A,", "refused renamed_from renamed_in_a_circle 1 from 3");
}

#[test]
fn exemptions_have_a_known_reason() {
    let checked =
        text("PERSON_ID,REASON,AGREED,UNTIL\n1,objects,2026-01-01,\n2.0,Not knowable,,2026-12-31\n3,No NHS number issued,,\n4,other,,\n");
    assert_eq!(
        rows(&checked, exemptions::FILE),
        [
            "1|objects|2026-01-01|-|-",
            "2|not_knowable|-|2026-12-31|-",
            "3|no_number_issued|-|-|-",
            "4|other|-|-|-"
        ]
    );
    let header = "PERSON_ID,REASON,AGREED,UNTIL";
    refused(header, "1,objects,,", ",objects,,", "refused PERSON_ID person_id_missing 1 from 3");
    refused(header, "1,objects,,", "2,,,", "refused REASON reason_missing 1 from 3");
    refused(
        header,
        "1,objects,,",
        "2,dislikes computers,,",
        "refused REASON reason_unknown 1 from 3",
    );
    refused(
        header,
        "1,objects,,",
        "2,other,2026-02-01,2026-01-01",
        "refused UNTIL dates_reversed 1 from 3",
    );
    refused(header, "1,objects,,", "1,other,,", "refused PERSON_ID row_twice 1 from 3");
}

#[test]
fn targets_hold_from_a_date() {
    let checked = text("valid_from,target\n,95\n2027-04-01,97.5%\n");
    assert_eq!(rows(&checked, targets::FILE), ["-|9500", "2027-04-01|9750"]);
    refused("valid_from,target", ",95", "2027-01-01,", "refused target percent_missing 1 from 3");
    refused(
        "valid_from,target",
        ",95",
        "2027-01-01,101",
        "refused target percent_unreadable 1 from 3",
    );
    refused("valid_from,target", ",95", ",96", "refused valid_from row_twice 1 from 3");
}

#[test]
fn annotations_say_what_happened_and_nothing_about_people() {
    let checked = text(
        "Date,Scope,Annotation,Rebase\n2026-06-01,,Batch  tracing begins,yes\n01/07/2026, North ,Teams merge,\n2026-07-01,Council,New form,N\n",
    );
    assert_eq!(checked.kind, Kind::Annotations);
    assert_eq!(
        rows(&checked, annotations::FILE),
        [
            "2026-06-01|-|Batch tracing begins|true|2",
            "2026-07-01|North|Teams merge|false|3",
            "2026-07-01|-|New form|false|4"
        ]
    );
    let header = "date,scope,text,rebase";
    let good = "2026-06-01,,A,";
    for (row, finding) in [
        (",,A,", "date date_missing"),
        ("soon,,A,", "date date_unreadable"),
        ("2026-06-01,,,", "text text_missing"),
        ("2026-06-01,,A,maybe", "rebase rebase_unknown"),
        ("2026-06-01,council,A,yes", "text row_twice"),
        ("2026-06-01,,Found 999 000 0018 for her,", "text text_holds_nhs_number"),
        ("2026-06-01,,Found (9990000018),", "text text_holds_nhs_number"),
    ] {
        refused(header, good, row, &format!("refused {finding} 1 from 3"));
    }
    let long = format!("2026-06-01,,{},", "x".repeat(301));
    refused(header, good, &long, "refused text text_too_long 1 from 3");
    let name = format!("2026-06-01,{},B,", "x".repeat(201));
    refused(header, good, &name, "refused scope team_too_long 1 from 3");
}

#[test]
fn a_kind_can_be_given() {
    let file = Fixture::new("x_2026-10-31.csv", "PERSON_ID,NHS_ID,TEAM\n1,,North\n");
    let checked = read_with(&file.path, Some(Kind::Allocations), None, &options()).unwrap();
    assert_eq!((checked.kind, checked.as_at), (Kind::Allocations, Some(date(2026, 10, 31))));
}
