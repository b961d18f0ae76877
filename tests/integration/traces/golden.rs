//! Golden requests: the file of each dialect about awkward people, byte for byte.

use crate::support::{Council, root};
use std::{env, fs};

/// The extract, the exemptions, and a file per dialect.
const FOLDER: &str = "tests/golden/requests";

fn request(dialect: &str) -> String {
    let council = Council::new();
    for file in ["persons_2026-10-31.csv", "exemptions.csv"] {
        council.write(file, fs::read(root().join(FOLDER).join(file)).unwrap());
    }
    council.done("load exemptions.csv");
    fs::create_dir(council.path("out")).unwrap();
    let done = council.done(&format!("trace request --from persons_2026-10-31.csv --dialect {dialect} --to out"));
    let batch = done.out.rsplit("batch ").next().unwrap().split('.').next().unwrap().to_owned();
    let file = fs::read_dir(council.path("out")).unwrap().next().unwrap().unwrap();
    let text = fs::read_to_string(file.path()).unwrap();
    let stamp = file
        .file_name()
        .to_string_lossy()
        .trim_start_matches("MPTREQ_")
        .trim_end_matches(".csv")
        .to_owned();
    redacted(&text, if dialect == "dbs" { 1 } else { 0 })
        .replace(&stamp, "{stamp}")
        .replace(&batch, "{batch}")
}

/// References are others in every data folder and batch, and rows stand in their order: here in the order of the rest.
fn redacted(text: &str, at: usize) -> String {
    let mut lines: Vec<String> = text
        .split_inclusive("\r\n")
        .map(|line| match line.split(',').nth(at) {
            Some(reference) if is_reference(reference) => line.replacen(reference, "{reference}", 1),
            _ => line.to_owned(),
        })
        .collect();
    let is_row = |line: &String| line.contains("{reference}");
    let first = lines.iter().position(is_row).unwrap();
    let last = lines.iter().rposition(is_row).unwrap();
    lines[first..=last].sort();
    lines.concat()
}

fn is_reference(cell: &str) -> bool {
    cell.len() == 16 && cell.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[test]
fn every_dialect_s_request_is_the_golden_one() {
    let mut differ = Vec::new();
    for dialect in ["dbs", "mpt", "pds-mesh"] {
        let text = request(dialect);
        let path = root().join(FOLDER).join(format!("{}.csv", dialect.replace('-', "_")));
        if env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &text).unwrap();
        }
        if fs::read_to_string(&path).unwrap_or_default() != text {
            differ.push(format!("{dialect} is now:\n{text}"));
        }
    }
    assert!(
        differ.is_empty(),
        "requests differ from {FOLDER}; if that is meant, UPDATE_GOLDEN=1 writes them anew:\n{}",
        differ.join("\n")
    );
}
