//! Files that only their recipient can open.

use super::{council, load_file};
use crate::support::{Council, tree};
use age::x25519::Identity;
use std::fs;

/// Details of people that the extracts hold.
const MARKS: [&str; 6] = ["Neill", "M1 1AE", "SW1A 1AA", "19500312", "9990000018", "MARKED"];

/// A key and the flag that encrypts for it.
fn key() -> (Identity, String) {
    let key = Identity::generate();
    let flag = format!("--encrypt-to {}", key.to_public());
    (key, flag)
}

#[track_caller]
fn opened(council: &Council, file: &str, key: &Identity) -> String {
    let bytes = fs::read(council.path(file)).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"), "{file}");
    String::from_utf8(age::decrypt(key, &bytes).unwrap()).unwrap()
}

/// Holds that no detail stands in clear in any file that was not there before, and gives those files' names.
#[track_caller]
fn added_without_details(council: &Council, before: &tree::Tree) -> Vec<String> {
    let mut added = Vec::new();
    for (file, bytes) in tree::of(&council.path("")) {
        if before.contains_key(&file) {
            continue;
        }
        for mark in MARKS {
            let found = bytes.windows(mark.len()).any(|window| window == mark.as_bytes());
            assert!(!found, "{mark} is in {file}");
        }
        if !file.starts_with("nhs-coverage-data/") {
            added.push(file);
        }
    }
    added
}

#[test]
fn a_request_is_written_for_its_recipients_and_never_in_clear() {
    let council = council();
    let before = tree::of(&council.path(""));
    let ((one, flag), (other, _)) = (key(), key());
    council.write("partner.txt", format!("# The partner's key\r\n{}\r\n", other.to_public()));
    let out = council
        .done(&format!(
            "trace request --from persons_2026-10-31.csv --dialect pds-mesh --to request.csv {flag} --encrypt-to partner.txt"
        ))
        .out;
    for said in [
        "request.csv.age",
        "Encrypted: only the 2 recipients can open it.",
        "Noted as load 2",
    ] {
        assert!(out.contains(said), "{said} is not in:\n{out}");
    }
    assert_eq!(added_without_details(&council, &before), ["partner.txt", "request.csv.age"]);
    let request = opened(&council, "request.csv.age", &one);
    assert_eq!(request, opened(&council, "request.csv.age", &other));
    assert!(request.starts_with("UNIQUE REFERENCE,NHS_NO,") && request.contains(",O'Neill,Zoë,,2,19500312,M1 1AE"));
    let bytes = fs::read(council.path("request.csv.age")).unwrap();
    assert!(age::decrypt(&Identity::generate(), &bytes).is_err(), "anybody can open it");
    // A cut file can't be taken for a whole one.
    assert!(age::decrypt(&one, &bytes[..bytes.len() - 1]).is_err(), "a part can be opened");
    let loads = council.rows("loads");
    assert_eq!(
        (loads[0]["file"].as_str(), loads[0]["rows_accepted"].as_i64()),
        (Some("request.csv.age"), Some(4))
    );
    // A register that names the file by what it is when it is opened means this batch.
    council.write(
        "register.csv",
        "batch,service,route,date sent,transfer reference\nrequest.csv,PDS MESH,partner,2026-11-02,T-7\n",
    );
    council.done("load register.csv");
    let batches = council.rows("trace_batches");
    assert_eq!((batches.len(), batches[0]["transfer_reference"].as_str()), (1, Some("T-7")));
}

#[test]
fn every_file_of_a_split_request_is_encrypted() {
    let council = council();
    council.write(
        "nhs-coverage.toml",
        "[numbers]\ntest_range_valid = true\n[trace]\nmax_records = 3\n",
    );
    fs::create_dir(council.path("out")).unwrap();
    let before = tree::of(&council.path(""));
    let (key, flag) = key();
    council.done(&format!(
        "trace request --from persons_2026-10-31.csv --dialect pds-mesh --to request.csv.age {flag}"
    ));
    assert_eq!(added_without_details(&council, &before), ["request-2.csv.age", "request.csv.age"]);
    let lines = |file| opened(&council, file, &key).lines().count();
    assert_eq!((lines("request.csv.age"), lines("request-2.csv.age")), (4, 2));
    let before = tree::of(&council.path(""));
    council.done(&format!(
        "trace request --from persons_2026-10-31.csv --dialect mpt --to out {flag}"
    ));
    let added = added_without_details(&council, &before);
    assert_eq!(added.len(), 2, "{added:?}");
    for file in added {
        let name = file.strip_prefix("out/").and_then(|file| file.strip_suffix(".csv.age")).unwrap();
        assert!(
            opened(&council, &file, &key).starts_with(&format!("{name},SPINE_MPTPHASE4_TRACE,")),
            "{file}"
        );
    }
}

#[test]
fn a_wrong_recipient_is_refused_before_anything_is_written() {
    let council = council();
    let batch = load_file::answered(&council);
    let before = tree::of(&council.path(""));
    let (right, secret) = (
        key().1,
        "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ",
    );
    for command in [
        "trace request --from persons_2026-10-31.csv --dialect pds-mesh".to_owned(),
        format!("trace load-file {batch} --responses response.csv"),
        "trace queue --format csv".to_owned(),
    ] {
        for (recipient, said) in [
            (
                "age1partner",
                "--encrypt-to: recipient 2 is neither an age public key nor a file of such keys",
            ),
            (secret, "--encrypt-to: recipient 2 is a secret key"),
            ("persons_2026-10-31.csv", "persons_2026-10-31.csv, line 1: no age public key"),
        ] {
            let done = council.refused(&format!("{command} --to new.csv {right} --encrypt-to {recipient}"));
            assert!(done.err.contains(said) && !done.err.contains(secret), "{done}");
            tree::assert_same(&before, &tree::of(&council.path("")));
        }
    }
    assert_eq!(
        council.run(&format!("trace queue {right}")).code,
        2,
        "a list that is printed can't be encrypted"
    );
}

#[test]
fn what_is_loaded_and_what_waits_can_be_sent_encrypted() {
    let council = council();
    let batch = load_file::answered(&council);
    council.done("load response.csv --as-at 2026-11-10");
    fs::copy(council.path("persons_2026-10-31.csv"), council.path("persons_2026-11-30.csv")).unwrap();
    council.done("load persons_2026-11-30.csv");
    council.done(&format!("trace load-file {batch} --responses response.csv --to clear.csv"));
    council.done("trace queue --format csv --to clear-queue.csv");
    let before = tree::of(&council.path(""));
    let (key, flag) = key();
    let out = council
        .done(&format!("trace load-file {batch} --responses response.csv --to load.csv {flag}"))
        .out;
    assert!(out.contains("Encrypted: only the recipient can open it."), "{out}");
    council.done(&format!("trace queue --format csv --to queue.csv {flag}"));
    assert_eq!(
        added_without_details(&council, &before),
        ["load.csv.age", "load.not-loaded.csv.age", "queue.csv.age"]
    );
    for (encrypted, clear) in [
        ("load.csv.age", "clear.csv"),
        ("load.not-loaded.csv.age", "clear.not-loaded.csv"),
        ("queue.csv.age", "clear-queue.csv"),
    ] {
        let clear = fs::read_to_string(council.path(clear)).unwrap();
        assert!(clear.lines().count() > 1, "{clear}");
        assert_eq!(opened(&council, encrypted, &key), clear);
    }
    // Nothing that is there is overwritten.
    council.refused(&format!("trace queue --format csv --to queue.csv {flag}"));
    council.refused(&format!("trace load-file {batch} --responses response.csv --to load.csv {flag}"));
}
