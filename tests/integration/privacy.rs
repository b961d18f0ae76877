//! Marked names, dates of birth, addresses and NHS numbers go through everything and are found nowhere.

use super::support::{
    Council,
    extract::{number, snapshot},
    served::Server,
    shared::{Kept, kept},
    tree,
};
use domain::question;
use duckdb::{AccessMode, Config, Connection};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Arc, Mutex, Weak},
};

/// Texts that no file, log, message or answer may hold, in any case: what a cell held and other ways to write the same.
fn marks() -> Vec<String> {
    let mut marks: Vec<String> = [
        "Quillfeather",
        "Zzyxmarked",
        "Wobblegate",
        "ZZ99 9ZZ",
        "ZZ999ZZ",
        "marked@example",
        "07700900123",
        "1931-07-04",
        "04/07/1931",
        "4/7/1931",
        "19310704",
        "04.07.1931",
        "04-07-1931",
        "4 Jul 1931",
        "04-JUL-1931",
        "4 July 1931",
        "1931-07",
        "1944-02-29",
        "29/02/1944",
        "31/02/1931",
        "1931-02-31",
    ]
    .map(str::to_owned)
    .to_vec();
    for digits in HELD
        .map(number)
        .into_iter()
        .chain(["9990000019".to_owned(), "9876543210".to_owned()])
    {
        let (first, second, third) = (&digits[..3], &digits[3..6], &digits[6..]);
        marks.extend([
            format!("{first} {second} {third}"),
            format!("{first}-{second}-{third}"),
            digits.clone(),
        ]);
    }
    marks
}

/// The places of the sample numbers that the people here hold.
const HELD: [usize; 6] = [40, 41, 42, 43, 44, 45];

/// People whose every personal cell is marked: sound rows, rows to warn of, and rows to refuse.
fn persons() -> String {
    let [a, b, c, d, e, f] = HELD.map(number);
    let group = |digits: &str, mark: &str| format!("{}{mark}{}{mark}{}", &digits[..3], &digits[3..6], &digits[6..]);
    let tail = "Quillfeather,Zzyxmarked,17 Wobblegate Parade,ZZ99 9ZZ,marked@example.org,07700900123";
    format!(
        "PERSON_ID,NHS_ID,DATE_OF_BIRTH,DATE_OF_DEATH,TEAM_NAME,CASE_STATUS,NHS_NUMBER_SOURCE,CONTEXT_FLAG,FIRST_NAME,LAST_NAME,ADDRESS,POST_CODE,EMAIL_ADDRESS,TELEPHONE\n\
         1,{a},04/07/1931,,North,Open,manual,A,{tail}\n\
         2,{b},1931-07-04 00:00:00,,North,Open,Zzyxmarked,A,{tail}\n\
         3,{c},19310704,,North,Open,manual,Quillfeather,{tail}\n\
         4,{c}.0,4 Jul 1931,,North,Open,manual,A,{tail}\n\
         5,9990000019,04-JUL-1931,29/02/1944,North,Open,manual,A,{tail}\n\
         6,9876543210,04.07.1931,,North,Open,manual,A,{tail}\n\
         7,Quillfeather,04/07/1931,,North,Open,manual,A,{tail}\n\
         8,{grouped},31/02/1931,,North,Open,manual,A,{tail}\n\
         ,{e},04/07/1931,,North,Open,manual,A,{tail}\n\
         {f},{f},04/07/1931,,North,Open,manual,A,{tail}\n\
         9,{dashed},04/07/1931,Zzyxmarked,North,Open,manual,A,{tail}\n\
         10,,04/07/1931,,North,Quillfeather,manual,A,{tail}\n\
         11,,04/07/1931,,North,Open,manual,A,{tail},one cell too many Zzyxmarked\n\
         12,,04/07/1931,,North,Open,manual,A,\"Quillfeather\n17 Wobblegate Parade\",Zzyxmarked,,,,\n\
         1,{d},04/07/1931,,North,Open,manual,A,{tail}\n",
        grouped = group(&d, " "),
        dashed = group(&e, "-"),
    )
}

/// Holds that none of the texts is among the bytes, as UTF-8 or as UTF-16, in capitals or not.
#[track_caller]
fn check_clean(what: &str, bytes: &[u8]) {
    let bytes = bytes.to_ascii_lowercase();
    for mark in marks() {
        let plain = mark.to_lowercase();
        let wide: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for needle in [plain.as_bytes(), &wide] {
            let found = bytes.windows(needle.len()).any(|window| window[0] == needle[0] && window == needle);
            assert!(!found, "{what} holds {mark:?}");
        }
    }
}

/// A council with every marked row loaded or refused.
struct Marked {
    council: Council,
    /// Everything that was printed on the way.
    printed: String,
}

fn marked() -> Arc<Marked> {
    static KEPT: Kept<Marked> = Mutex::new(Weak::new());
    kept(&KEPT, load_marked)
}

fn load_marked() -> Marked {
    let council = Council::new();
    fs::create_dir(council.path("rejects")).unwrap();
    council.write("persons_2026-10-31.csv", persons());
    council.write("before_2026-09-30.csv", snapshot(5, 2));
    council.write(
        "allocations_2026-10-31.csv",
        "PERSON_ID,TEAM_NAME,ALLOCATED_WORKER,LAST_NAME,DATE_OF_BIRTH,START_DATE\n1,North,Zzyxmarked,Quillfeather,04/07/1931,01/01/2026\n2,South,Zzyxmarked,Quillfeather,04/07/1931,31/02/1931\n",
    );
    council.write(
        "exemptions.csv",
        "PERSON_ID,REASON,FULL_NAME\n2,objects,Quillfeather\n3,Zzyxmarked,Quillfeather\n",
    );
    council.write(
        "no_header_2026-11-30.csv",
        persons().lines().skip(1).take(3).collect::<Vec<_>>().join("\n"),
    );
    // Once with the columns that a file of refused rows has, and nothing mended.
    let not_mended = "PERSON_ID,NHS_ID,DATE_OF_BIRTH,reject_line,reject_column,reject_reason\n,9990000019,31/02/1931,8,DATE_OF_BIRTH,The date can't be read\n";
    council.write("not_mended_2026-10-31.rejects.csv", not_mended);
    let mut printed = String::new();
    for (line, code) in [
        ("check persons_2026-10-31.csv", 0),
        ("load before_2026-09-30.csv", 0),
        (
            "load persons_2026-10-31.csv allocations_2026-10-31.csv --rejects rejects --accept-drop",
            0,
        ),
        ("load exemptions.csv --rejects rejects", 0),
        ("load no_header_2026-11-30.csv", 1),
        ("load no_header_2026-11-30.csv --kind snapshot", 1),
        ("load not_mended_2026-10-31.rejects.csv --rejects rejects", 0),
        ("loads", 0),
    ] {
        let done = council.run(line);
        assert_eq!(done.code, code, "{done}");
        printed.push_str(&format!("{done}"));
    }
    printed.push_str(&traced(&council));
    for question in question::NAMES {
        let team = if question::PERSON_LEVEL.contains(question) {
            "--team North"
        } else {
            ""
        };
        for format in ["table", "csv", "json"] {
            printed.push_str(&council.done(&format!("report {question} {team} --format {format}")).out);
        }
    }
    Marked { council, printed }
}

/// Asks for a trace, and loads and takes over an answer whose every cell is marked; what was printed.
fn traced(council: &Council) -> String {
    let asked = council.done("trace request --from persons_2026-10-31.csv --dialect pds-mesh --to asked.csv");
    let batch = asked.out.rsplit("batch ").next().unwrap().split('.').next().unwrap().to_owned();
    let request = fs::read_to_string(council.path("asked.csv")).unwrap();
    assert!(request.contains("Quillfeather"), "{request}");
    let mut response = "UNIQUE REFERENCE,REQ_NHS_NUMBER,ERROR/SUCCESS_CODE,MATCHED_NHS_NO,FAMILY_NAME,GIVEN_NAME,DATE_OF_BIRTH,GENDER,ADDRESS_LINE1,POSTCODE,TELEPHONE_NUMBER,EMAIL_ADDRESS\n".to_owned();
    for (line, place) in request.lines().skip(1).zip(&HELD[3..]) {
        let reference = line.split(',').next().unwrap();
        response.push_str(&format!(
            "{reference},,00,{},Quillfeather,Zzyxmarked,19310704,1,17 Wobblegate Parade,ZZ99 9ZZ,07700900123,marked@example.org\n",
            number(*place)
        ));
    }
    response.push_str("Short,,Quillfeather,,,,,,,,,\n");
    council.write("response.csv", response);
    let mut printed = format!("{asked}");
    for line in [
        "check response.csv --rejects rejects",
        "load response.csv --rejects rejects",
        &format!("trace load-file {batch} --responses response.csv --to loaded.csv"),
        "loads",
    ] {
        printed.push_str(&format!("{}", council.done(line)));
    }
    let loaded = fs::read_to_string(council.path("loaded.csv")).unwrap();
    assert!(loaded.contains("Quillfeather,Zzyxmarked"), "{loaded}");
    printed
}

#[test]
fn the_marks_are_where_they_were_put() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", persons());
    council.done("load persons_2026-10-31.csv").says("15 read");
    let refused = fs::read_to_string(council.path("persons_2026-10-31.rejects.csv")).unwrap();
    assert!(
        refused.contains("Quillfeather"),
        "refused rows are given back whole, beside their source"
    );
    assert!(council.headline("").0 > 4);
}

#[test]
fn no_message_shows_a_cell() {
    check_clean("what was printed", marked().printed.as_bytes());
}

#[test]
fn no_stored_file_holds_a_cell() {
    let marked = marked();
    let council = &marked.council;
    let stored = tree::of(&council.data());
    assert!(stored.keys().any(|name| name.ends_with("persons.parquet")), "{:?}", stored.keys());
    for (name, bytes) in &stored {
        check_clean(name, bytes);
        check_clean("a file's name", name.as_bytes());
        if name.ends_with(".parquet") {
            check_clean(name, &unpacked(&council.data().join(name)));
        } else if name.ends_with(".duckdb") {
            for (table, text) in tables(&council.data().join(name)) {
                check_clean(&format!("{name}, {table}"), &text);
            }
        }
    }
    assert!(tree::of(&council.temporary()).is_empty());
}

#[test]
fn what_is_stored_has_the_schema_s_columns_and_no_other() {
    let marked = marked();
    let council = &marked.council;
    let expected = BTreeMap::from([
        (
            "persons.parquet",
            "person_id,state,number,source,exclusion,open,restricted,age_band,time_open,support_reason,team,allocation_open,repeated",
        ),
        ("allocations.parquet", "person_id,team,open"),
        ("exemptions.parquet", "person_id,reason,agreed,until,agreed_by"),
        (
            "trace_requests.parquet",
            "batch,dialect,reference,person_id,state,number,age_band,no_surname,no_forename,no_date_of_birth,placeholder_date_of_birth,no_sex,no_postcode",
        ),
        ("trace_details.parquet", "reference,surname,forename,date_of_birth,sex,postcode"),
        (
            "trace_responses.parquet",
            "reference,code,outcome,sensitive,number,line,dialect,answered,confidence,sent_number,differs_surname,differs_forename,differs_date_of_birth,differs_sex,differs_postcode",
        ),
    ]);
    let mut seen = 0;
    for name in tree::of(&council.data()).keys().filter(|name| name.ends_with(".parquet")) {
        let columns = String::from_utf8(unpacked(&council.data().join(name))).unwrap();
        let file = name.rsplit('/').next().unwrap();
        assert_eq!(columns.lines().next().unwrap(), expected[file], "{name}");
        seen += 1;
    }
    assert_eq!(
        seen, 9,
        "two snapshots with teams, allocations, exemptions, a request with its details and its response"
    );
}

#[test]
fn no_answer_over_http_and_no_log_shows_a_cell() {
    let marked = marked();
    let council = &marked.council;
    let server = Server::start(council);
    let mut addresses: Vec<String> = [
        "/",
        "/teams",
        "/team?team=North",
        "/matching",
        "/data",
        "/frame",
        "/summary/overview?team=North",
        "/summary/matching",
        "/summary/queue",
        "/health",
        "/icon.svg",
        "/nowhere",
        "/assets/nothing.js",
    ]
    .map(str::to_owned)
    .to_vec();
    for question in question::NAMES {
        for query in [
            "",
            "?team=North",
            "?as_at=2026-10-31&exemptions=excluded",
            "?measure=verified",
            "?as_at=soon",
        ] {
            for (start, end) in [
                ("/api/v1/", ""),
                ("/figure/", ""),
                ("/table/", ""),
                ("/note/", ""),
                ("/export/", ".csv"),
                ("/export/", ".svg"),
                ("/export/", ".png"),
            ] {
                addresses.push(format!("{start}{question}{end}{query}"));
            }
        }
    }
    let mut answered = 0;
    for address in addresses {
        let (status, body) = server.get(&address);
        assert!(status < 500, "{address}: {status}");
        answered += usize::from(status == 200);
        check_clean(&address, &body);
    }
    assert!(answered > 60, "{answered} addresses answered");
    check_clean("the server's log", server.log().as_bytes());
}

#[cfg(unix)]
#[test]
fn the_key_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let Marked { council, printed } = load_marked();
    let path = council.data().join("key");
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
    let key = fs::read_to_string(&path).unwrap();
    assert!(!printed.contains(key.trim()));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    council.write("next_2026-11-30.csv", snapshot(8, 2));
    council.refused("load next_2026-11-30.csv").says("chmod 600");
}

/// A Parquet file's content as CSV, its header first.
fn unpacked(path: &Path) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let to = dir.path().join("unpacked.csv");
    let connection = Connection::open_in_memory().unwrap();
    let copy = format!(
        "COPY (SELECT * FROM read_parquet('{}')) TO '{}' (HEADER)",
        path.display(),
        to.display()
    );
    connection.execute_batch(&copy).unwrap();
    fs::read(to).unwrap()
}

/// Every table of a warehouse as CSV.
fn tables(path: &Path) -> Vec<(String, Vec<u8>)> {
    let dir = tempfile::tempdir().unwrap();
    let config = Config::default().access_mode(AccessMode::ReadOnly).unwrap();
    let connection = Connection::open_with_flags(path, config).unwrap();
    let mut statement = connection.prepare("SELECT table_name FROM duckdb_tables()").unwrap();
    let names: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(!names.is_empty());
    let to = dir.path().join("table.csv");
    names
        .into_iter()
        .map(|name| {
            connection
                .execute_batch(&format!("COPY (SELECT * FROM \"{name}\") TO '{}' (HEADER)", to.display()))
                .unwrap();
            (name, fs::read(&to).unwrap())
        })
        .collect()
}
