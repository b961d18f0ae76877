//! Real input: published hospital figures as history, and the headers of a real council's export.

use super::support::{
    Council, counts,
    extract::{number, records},
    root,
    served::Site,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

fn case(name: &str) -> PathBuf {
    root().join("tests/cases").join(name)
}

/// Attendances and those without a breach by month and organisation, as the file itself says.
fn counted() -> BTreeMap<(String, String), (i64, i64)> {
    let rows = records(&fs::read_to_string(case("ae/ae_monthly_open.csv")).unwrap());
    assert_eq!(rows[0], ["period", "org_code", "type", "attendances", "breaches", "admissions"]);
    let mut sums = BTreeMap::new();
    for row in &rows[1..] {
        let count = |column: usize| row[column].parse::<i64>().unwrap();
        let sum: &mut (i64, i64) = sums.entry((row[0].clone(), row[1].clone())).or_default();
        sum.0 += count(3);
        sum.1 += count(3) - count(4);
    }
    sums
}

/// The hospital figures, loaded under the mapping that lies beside them.
fn hospitals() -> Council {
    let council = Council::new();
    let case = case("ae");
    council
        .done(&format!(
            "load '{0}/ae_monthly_open.csv' --config '{0}/nhs-coverage.toml'",
            case.display()
        ))
        .says("history")
        .says("period as date")
        .says("org_code as team")
        .says("attendances as in_scope")
        .says("breaches as not_covered")
        .says("type as breakdown")
        .says("0 refused");
    council
}

#[test]
fn every_organisation_and_month_has_exactly_the_file_s_counts() {
    let council = hospitals();
    let site = Site::open(&council.data());
    let expected = counted();
    let months: BTreeSet<_> = expected.keys().map(|(month, _)| month).collect();
    assert_eq!(months.len(), 36);
    let mut seen = BTreeMap::new();
    for month in &months {
        for row in site.rows(&format!("coverage_by_team?as_at={month}")) {
            seen.insert(((*month).clone(), row["team"].as_str().unwrap().to_owned()), counts(&row));
        }
    }
    assert_eq!(seen, expected);
}

#[test]
fn the_council_s_figure_is_the_sum_of_its_organisations() {
    let council = hospitals();
    let mut expected: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for ((month, _), (in_scope, covered)) in counted() {
        let sum = expected.entry(month).or_default();
        *sum = (sum.0 + in_scope, sum.1 + covered);
    }
    let seen: BTreeMap<String, (i64, i64)> = council
        .rows("coverage_trend")
        .iter()
        .map(|row| (row["as_at"].as_str().unwrap().to_owned(), counts(row)))
        .collect();
    assert_eq!(seen, expected);
    let headline = council.rows("coverage").remove(0);
    assert_eq!(
        (headline["provenance"].as_str(), headline["recorded"].as_i64()),
        (Some("history"), None)
    );
}

#[test]
fn one_organisation_s_trend_is_its_own() {
    let council = hospitals();
    let organisations: BTreeSet<_> = counted().into_keys().map(|(_, organisation)| organisation).collect();
    assert_eq!(organisations.len(), 5);
    for organisation in organisations {
        let expected: Vec<_> = counted()
            .into_iter()
            .filter(|((_, of), _)| *of == organisation)
            .map(|((month, _), counts)| (month, counts))
            .collect();
        let seen: Vec<_> = council
            .rows(&format!("coverage_trend --team {organisation}"))
            .iter()
            .map(|row| (row["as_at"].as_str().unwrap().to_owned(), counts(row)))
            .collect();
        assert_eq!(seen, expected, "{organisation}");
    }
}

#[test]
fn a_dashboard_of_history_alone_opens_and_never_fails() {
    let council = hospitals();
    let site = Site::open(&council.data());
    for address in ["/", "/teams", "/team?team=RQM", "/data"] {
        assert_eq!(site.get(address).status, 200, "{address}");
    }
    for question in domain::question::NAMES {
        for form in ["/api/v1/", "/figure/"] {
            let reply = site.get(&format!("{form}{question}"));
            assert!(reply.status < 500, "{form}{question}: {}", reply.text());
        }
    }
    for chart in ["coverage_trend", "coverage_by_team"] {
        assert_eq!(site.get(&format!("/figure/{chart}")).status, 200, "{chart}");
    }
}

#[test]
fn without_the_mapping_the_columns_are_explained() {
    let council = Council::new();
    let file = case("ae/ae_monthly_open.csv");
    council
        .refused(&format!("load '{}'", file.display()))
        .says("org_code")
        .says("[columns.");
}

#[test]
fn a_real_council_s_export_is_joined_to_its_persons() {
    let council = Council::new();
    let case = case("hackney");
    let header = fs::read_to_string(case.join("allocations_2026-10-31.csv")).unwrap();
    assert!(
        header.starts_with(
            "MOSAIC_ID,LAST_NAME,FIRST_NAME,DATE_OF_BIRTH,AGE,PRIMARY_SUPPORT_REASON,ALLOCATED_TEAM,ALLOCATED_WORKER,ADDRESS,POST_CODE,UPRN,\
             LONG_TERM_SERVICE,SOCIAL_CARE_INVOLVEMENT,SHORT_TERM_SUPPORT,HOUSEHOLD_COMPOSITION,FULL_NAME\n"
        ),
        "the header of the real export, as published"
    );
    council
        .done(&format!(
            "load '{0}/allocations_2026-10-31.csv' '{0}/persons_2026-10-31.csv'",
            case.display()
        ))
        .says("MOSAIC_ID as person_id")
        .says("PERSON_ID as person_id")
        .says("NHS_ID as nhs_number")
        .says("ALLOCATED_TEAM as team")
        .says("0 refused");
    let expected = [
        ("Integrated Learning Disabilities", 3, 2),
        ("Long Term Team East", 4, 2),
        ("Long Term Team West", 3, 3),
        ("Unallocated", 1, 0),
    ];
    assert_eq!(
        council.teams(""),
        expected.map(|(team, in_scope, covered)| (team.to_owned(), in_scope, covered))
    );
    assert_eq!(council.headline(""), (10, 6), "one person has two teams");
    assert_eq!(
        council.states(""),
        [("missing", 2), ("damaged", 1), ("check_digit_fails", 1), ("valid", 6)].map(|(state, records)| (state.to_owned(), records))
    );
    let load = council.rows("loads").into_iter().find(|row| row["kind"] == "snapshot").unwrap();
    assert_eq!(
        ["people", "child", "deceased", "unborn"].map(|name| load[name].as_i64().unwrap()),
        [13, 1, 1, 1]
    );
}

#[test]
fn the_synthetic_rows_hold_only_sample_numbers() {
    let known: Vec<_> = (0..6).map(number).collect();
    let rows = records(&fs::read_to_string(case("hackney/persons_2026-10-31.csv")).unwrap());
    let held: Vec<_> = rows[1..]
        .iter()
        .map(|row| row[1].as_str())
        .filter(|text| text.len() == 10)
        .collect();
    assert!(held.iter().all(|text| text.starts_with("999")), "{held:?}");
    assert!(
        known.iter().all(|number| held.contains(&number.as_str())),
        "{known:?} among {held:?}"
    );
}
