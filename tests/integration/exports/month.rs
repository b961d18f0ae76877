use super::{file, sample};
use domain::question;
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read as _},
};

/// The files of a ZIP by name.
fn unpacked(zip: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut files = BTreeMap::new();
    for name in names {
        let mut bytes = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        files.insert(name, bytes);
    }
    files
}

#[test]
fn the_set_is_every_table_and_chart_and_no_list_of_people() {
    let (loaded, site) = sample();
    let reply = file(&site, "/export/month.zip");
    assert_eq!(reply.header("content-type"), "application/zip");
    assert!(
        reply
            .header("content-disposition")
            .contains("nhs-number-coverage_month_2026-10-31.zip"),
        "{}",
        reply.header("content-disposition")
    );
    let files = unpacked(reply.body);
    for question in question::NAMES {
        let word = question.replace('_', "-");
        let word = word.strip_prefix("coverage-").unwrap_or(&word);
        let of = files
            .keys()
            .filter(|name| name.starts_with(&format!("nhs-number-coverage_{word}")))
            .count();
        assert!(
            if question::PERSON_LEVEL.contains(question) {
                of == 0
            } else {
                of >= 3
            },
            "{question}: {of} files"
        );
    }
    assert_eq!(
        files["nhs-number-coverage_trend_2026-10-31.csv"],
        file(&site, "/export/coverage_trend.csv").body
    );
    let about = String::from_utf8(files["about.txt"].clone()).unwrap();
    for said in ["Coverage by team", "As at: 31 October 2026", "How this is counted", "SHA-256"] {
        assert!(about.contains(said), "no {said} in about.txt");
    }
    // The command writes the same tables.
    loaded.council.done("export --all --to all-files").says("files are in all-files");
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".csv") || name.ends_with(".xlsx")) {
        assert_eq!(&fs::read(loaded.council.path("all-files").join(name)).unwrap(), bytes, "{name}");
    }
    let lists_people = |text: &str| text.starts_with("\u{feff}person_id") || text.contains("\"person_id\":");
    let people = files.values().filter(|bytes| lists_people(&String::from_utf8_lossy(bytes))).count();
    assert_eq!(people, 0);
}

#[test]
fn each_team_has_a_folder_if_wanted() {
    let (_loaded, site) = sample();
    let files = unpacked(file(&site, "/export/month.zip?each_team=true").body);
    for team in site.rows("coverage_by_team") {
        let slug = team["team"].as_str().unwrap().to_lowercase().replace([' ', '&', ','], "-");
        let part = slug.split('-').next().unwrap().to_owned();
        assert!(files.keys().any(|name| name.starts_with(&format!("teams/{part}"))), "{slug}");
    }
    assert!(!files.keys().any(|name| name.contains("worklist") || name.contains("queue-list")));
}

#[test]
fn a_published_table_shows_no_small_count() {
    let (_loaded, site) = sample();
    let small = |text: &str| {
        text.parse::<i64>()
            .is_ok_and(|count| (1..=7).contains(&count.abs()) || count % 5 != 0)
    };
    for question in ["coverage", "coverage_trend", "coverage_by_team", "record_states", "movement"] {
        let reply = file(&site, &format!("/export/{question}.csv?for_publication=true"));
        assert!(reply.header("content-disposition").contains("_for-publication.csv"), "{question}");
        let mut reader = csv::Reader::from_reader(&reply.body[3..]);
        let to_go = reader.headers().unwrap().iter().position(|name| name == "records_to_go");
        for record in reader.records().map(Result::unwrap) {
            for (at, cell) in record.iter().enumerate() {
                // Computed from rounded counts, and so not itself rounded.
                assert!(Some(at) == to_go || !small(cell), "{question}: {cell} in {record:?}");
            }
        }
        file(&site, &format!("/export/{question}.xlsx?for_publication=true"));
        let json = file(&site, &format!("/export/{question}.json?for_publication=true")).json();
        assert!(json["about"]["For publication"].as_str().unwrap().contains("rounded"), "{question}");
    }
    let files = unpacked(file(&site, "/export/month.zip?for_publication=true").body);
    assert!(
        files.keys().all(|name| name == "about.txt" || name.contains("_for-publication.")),
        "{:?}",
        files.keys()
    );
}

#[test]
fn what_may_not_be_published_is_refused() {
    let (loaded, site) = sample();
    for address in [
        "/export/worklist.csv?team=Older%20People%20North&for_publication=true",
        "/export/queue_list.csv?team=Older%20People%20North&for_publication=true",
        "/export/cleansing_queue.csv?for_publication=true",
        "/export/loads.csv?for_publication=true",
        "/export/coverage.png?for_publication=true",
        "/export/coverage.csv?team=Older%20People%20North&for_publication=true",
        "/export/coverage.csv?service=Older%20People&for_publication=true",
        "/export/coverage.csv?for_publication=perhaps",
    ] {
        let reply = site.get(address);
        assert_eq!(
            (reply.status, &reply.json()["parameter"]),
            (400, &"for_publication".into()),
            "{address}"
        );
    }
    assert_eq!(site.get("/export/month.zip?for_publication=true&each_team=true").status, 400);
    let refused = |line: &str, said: &str| {
        loaded.council.refused(line).says(said);
    };
    refused("export --to x", "--all");
    refused("export coverage --all --to x", "leave the names out");
    refused("export nonsense --to x", "is not a question");
    refused("export coverage --format exe --to x", "--format");
    refused("export coverage --scale 3 --to x", "--scale");
    refused("export coverage --from soon --to x", "--from");
    refused("export coverage --period-to soon --to x", "--period-to");
    refused("export worklist --to x", "team");
    refused(
        "export worklist --team 'Older People North' --format csv --for-publication --to x",
        "not for publication",
    );
    assert!(!loaded.council.path("x").exists());
}
