//! Files to take away: each is read back as whoever gets it would read it.

use super::support::{
    served::{Reply, Site},
    shared::{Loaded, committed},
};
use domain::question;
use std::sync::Arc;

/// The whole set, and what of it may be published.
mod month;
/// Pictures: their size, and the words in a PDF.
mod pictures;
/// Workbooks.
mod xlsx;

/// The committed sample without a socket.
fn sample() -> (Arc<Loaded>, Site) {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    (loaded, site)
}

/// The address of a question's file; a list of people needs a team.
fn address(question: &str, extension: &str) -> String {
    let team = if question::PERSON_LEVEL.contains(&question) {
        "?team=Older%20People%20North"
    } else {
        ""
    };
    format!("/export/{question}.{extension}{team}")
}

#[track_caller]
fn file(site: &Site, address: &str) -> Reply {
    let reply = site.get(address);
    assert_eq!(reply.status, 200, "{address}: {}", reply.text());
    reply
}

#[test]
fn every_table_comes_in_every_format_under_a_name_that_says_what_it_is() {
    let (_loaded, site) = sample();
    for question in question::NAMES {
        for (extension, content_type) in [
            ("csv", "text/csv; charset=utf-8"),
            ("json", "application/json"),
            ("parquet", "application/vnd.apache.parquet"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ] {
            let reply = file(&site, &address(question, extension));
            assert_eq!(reply.header("content-type"), content_type, "{question}");
            let name = reply.header("content-disposition");
            assert!(name.starts_with("attachment; filename=\"nhs-number-coverage_"), "{name}");
            assert!(name.ends_with(&format!(".{extension}\"")), "{name}");
            let kept = if question::PERSON_LEVEL.contains(question) {
                "no-store"
            } else {
                "no-cache"
            };
            assert_eq!(reply.header("cache-control"), kept, "{question}.{extension}");
        }
    }
    let name = file(&site, "/export/coverage_trend.csv?team=Older%20People%20North");
    assert!(
        name.header("content-disposition")
            .contains("nhs-number-coverage_trend_older-people-north_2026-10-31.csv"),
        "{}",
        name.header("content-disposition")
    );
}

#[test]
fn a_csv_begins_with_a_byte_order_mark_and_holds_the_rows_of_the_api() {
    let (_loaded, site) = sample();
    for question in question::NAMES.iter().filter(|name| !question::PERSON_LEVEL.contains(name)) {
        let exported = file(&site, &address(question, "csv")).body;
        assert!(exported.starts_with(b"\xEF\xBB\xBF"), "{question}");
        let asked = site.get(&format!("/api/v1/{question}?format=csv"));
        assert_eq!((asked.status, asked.header("content-type")), (200, "text/csv; charset=utf-8"));
        assert_eq!(asked.body, exported, "{question}");
        let mut reader = csv::Reader::from_reader(&exported[3..]);
        assert_eq!(
            reader.records().map(Result::unwrap).count(),
            site.rows(question).len(),
            "{question}"
        );
    }
}

#[test]
fn json_carries_the_definition_beside_the_answer() {
    let (_loaded, site) = sample();
    let file = file(&site, "/export/coverage.json").json();
    let answer = site.answer("coverage");
    for (field, value) in answer.as_object().unwrap() {
        assert_eq!(&file[field], value, "{field}");
    }
    assert_eq!(file["title"], "Coverage against target");
    assert_eq!(file["definition"], site.get("/note/coverage").text());
}

#[test]
fn a_parquet_has_the_columns_and_types_of_the_answer() {
    let (loaded, site) = sample();
    let path = loaded
        .council
        .write("trend.parquet", file(&site, "/export/coverage_trend.parquet").body);
    let database = duckdb::Connection::open_in_memory().unwrap();
    let ask = |what: &str| -> String {
        let query = format!("SELECT ({what})::VARCHAR FROM '{}'", path.display());
        database.query_row(&query, [], |row| row.get(0)).unwrap()
    };
    let rows = site.rows("coverage_trend");
    let covered: i64 = rows.iter().map(|row| row["covered"].as_i64().unwrap()).sum();
    assert_eq!(ask("count(*)"), rows.len().to_string());
    assert_eq!(ask("sum(covered)"), covered.to_string());
    assert_eq!(ask("max(as_at)"), "2026-10-31");
    assert_eq!(
        ask("any_value(typeof(as_at) || ' ' || typeof(covered) || ' ' || typeof(target))"),
        "DATE BIGINT DOUBLE"
    );
}

#[test]
fn the_same_answer_gives_the_same_bytes() {
    let (loaded, site) = sample();
    let again = Site::open(&loaded.council.data());
    for extension in ["csv", "json", "parquet", "xlsx", "svg", "png", "pdf"] {
        let address = address("coverage_trend", extension);
        assert!(file(&site, &address).body == file(&again, &address).body, "{address}");
    }
}
