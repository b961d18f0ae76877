use super::{address, file, sample};
use crate::support::served::Site;
use calamine::{Data, DataType as _, Range, Reader as _, Xlsx, open_workbook_from_rs};
use domain::question;
use std::io::Cursor;

fn workbook(site: &Site, address: &str) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(file(site, address).body)).unwrap()
}

fn figures(site: &Site, address: &str) -> Range<Data> {
    workbook(site, address).worksheet_range("Figures").unwrap()
}

/// A part of the package as text.
fn part(site: &Site, address: &str, name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file(site, address).body)).unwrap();
    let part = archive.by_name(name).ok()?;
    Some(std::io::read_to_string(part).unwrap())
}

fn column(range: &Range<Data>, heading: &str) -> usize {
    let headings = range.rows().next().unwrap();
    let found = headings.iter().position(|cell| *cell == heading);
    found.unwrap_or_else(|| panic!("no {heading} in {headings:?}"))
}

#[test]
fn a_sheet_has_the_rows_of_the_api_and_another_what_they_mean() {
    let (_loaded, site) = sample();
    for question in question::NAMES {
        let mut workbook = workbook(&site, &address(question, "xlsx"));
        assert_eq!(workbook.sheet_names(), ["Figures", "About"]);
        let range = workbook.worksheet_range("Figures").unwrap();
        let query = address(question, "");
        let rows = site.rows(query.replacen("/export/", "", 1).replacen(".?", "?", 1).trim_end_matches('.'));
        assert_eq!(range.rows().count(), rows.len() + 1, "{question}");
        let about = workbook.worksheet_range("About").unwrap();
        let words: String = about.cells().map(|(_, _, cell)| format!("{cell}\n")).collect();
        for said in [
            "As at",
            "Generation of figures",
            "NHS Number Coverage ",
            "How this is counted",
            "SHA-256",
            "Measure",
        ] {
            assert!(words.contains(said), "{question}: no {said} in {words}");
        }
        // These rest on loads of any date, which their rows name.
        let of_any_date = ["loads", "data_issues", "trace_batches", "outcome_mix", "number_checks"];
        // These rest on timesheets and plans, or on the register, which know no snapshot.
        let of_effort = [
            "burn",
            "burn_by_workstream",
            "burn_by_role",
            "burn_by_organisation",
            "plan_revisions",
            "plan_courses",
        ];
        let of_register = ["readiness", "agreements", "transfers", "register_decisions", "risks", "milestones"];
        if ["cost_per_number", "burn_forecast"].contains(question) {
            assert!(
                words.contains("timesheets.xlsx") && words.contains("persons_2026-10-31.csv"),
                "{words}"
            );
        } else if of_effort.contains(question) {
            assert!(words.contains("timesheets.xlsx"), "{words}");
        } else if of_register.contains(question) {
            assert!(words.contains("register_2026-10-31.csv"), "{words}");
        } else if !of_any_date.contains(question) && !question.starts_with("match_") {
            assert!(
                words.contains("persons_2026-10-31.csv") && words.contains("31 October 2026"),
                "{words}"
            );
        }
    }
}

#[test]
fn cells_have_types_and_percentages_are_numbers() {
    let (_loaded, site) = sample();
    let range = figures(&site, "/export/coverage_trend.xlsx");
    let rows = site.rows("coverage_trend");
    for (line, row) in range.rows().skip(1).zip(&rows) {
        assert!(matches!(line[column(&range, "As at")], Data::DateTime(_)));
        let number = |heading: &str| line[column(&range, heading)].as_f64().unwrap();
        let count = |field: &str| row[field].as_f64().unwrap();
        assert_eq!(number("In scope"), count("in_scope"));
        assert_eq!(number("Target") * 100.0, count("target"));
        assert!((number("Covered %") - count("covered") / count("in_scope")).abs() < 1e-12);
    }
    let last = range.rows().next_back().unwrap();
    // The serial number of 31 October 2026 in every spreadsheet.
    let Data::DateTime(as_at) = last[column(&range, "As at")] else {
        panic!("{last:?}")
    };
    assert_eq!(as_at.as_f64(), 46_326.0);
    let loads = figures(&site, "/export/loads.xlsx");
    let loaded_at = column(&loads, "Loaded at");
    assert!(loads.rows().skip(1).all(|line| matches!(line[loaded_at], Data::DateTime(_))));
}

#[test]
fn the_header_is_frozen_and_trends_and_rankings_have_a_chart() {
    let (_loaded, site) = sample();
    for question in question::NAMES {
        let sheet = part(&site, &address(question, "xlsx"), "xl/worksheets/sheet1.xml").unwrap();
        assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "{question}");
    }
    let trend = part(&site, "/export/coverage_trend.xlsx", "xl/charts/chart1.xml").unwrap();
    assert!(trend.contains("<c:lineChart>") && trend.contains("Figures!$A$2:$A$"), "{trend}");
    let teams = part(&site, "/export/coverage_by_team.xlsx", "xl/charts/chart1.xml").unwrap();
    assert!(teams.contains("<c:barChart>") && teams.contains("Figures!$G$2:$G$"), "{teams}");
    assert_eq!(part(&site, "/export/loads.xlsx", "xl/charts/chart1.xml"), None);
}
