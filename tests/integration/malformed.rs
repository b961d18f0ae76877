//! Files that are not what they should be: refused with line and reason, nothing changed, and never more memory than a load takes.

use super::support::{Council, Done, root, tree};
use rust_xlsxwriter::Workbook;
use std::{
    fs::{self, File},
    io::{BufWriter, Cursor, Read as _, Seek, Write},
    process::Stdio,
    thread,
    time::Duration,
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The most memory that a refusal may take, in MiB: far less than a load of a million rows.
const MOST_MIB: u64 = 256;

const PERSONS: &str = "PERSON_ID,NHS_ID,DATE_OF_BIRTH,TEAM\n1,9990000018,1950-02-01,North\n";

/// A council with one good snapshot.
fn council() -> Council {
    let council = Council::new();
    council.write("persons_2026-09-30.csv", PERSONS);
    council.done("load persons_2026-09-30.csv");
    council
}

/// File and message of every row under a heading of the corpus' README.
fn told(heading: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("tests/cases/malformed/README.md")).unwrap();
    let part = text.split("\n## ").find(|part| part.starts_with(heading)).unwrap();
    let rows = part.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 3, "{line}");
        (cells[0].trim_matches('`').to_owned(), cells[2].to_owned())
    })
    .collect()
}

#[test]
fn every_file_of_the_corpus_is_told_about() {
    let mut told: Vec<_> = [told("Refused"), told("Taken")]
        .concat()
        .into_iter()
        .map(|(file, _)| file)
        .collect();
    told.push("README.md".to_owned());
    told.sort();
    let there: Vec<_> = tree::of(&root().join("tests/cases/malformed")).into_keys().collect();
    assert_eq!(told, there);
}

#[test]
fn malformed_files_are_refused_with_the_reason_and_nothing_changes() {
    let council = council();
    for (file, said) in told("Refused") {
        fs::copy(root().join("tests/cases/malformed").join(&file), council.path(&file)).unwrap();
        let before = tree::of(&council.path(""));
        for command in ["check", "load"] {
            let done = council.refused(&format!("{command} {file} --as-at 2026-10-31"));
            assert!(done.err.contains(&file) && done.err.contains(&said), "{said:?} is not in {done}");
            // No panic, caught or not, and nothing of a cell.
            for never in ["panicked", "9990000018", "North", "South"] {
                assert!(!done.err.contains(never), "{never} is in {done}");
            }
            tree::assert_same(&before, &tree::of(&council.path("")));
        }
    }
}

#[test]
fn odd_files_are_taken_and_what_is_odd_is_said() {
    for (file, said) in told("Taken") {
        let council = council();
        fs::copy(root().join("tests/cases/malformed").join(&file), council.path(&file)).unwrap();
        let done = council.done(&format!("load {file} --as-at 2026-10-31"));
        assert!(done.out.contains(&said), "{said:?} is not in {done}");
    }
}

/// Runs what must be refused, and holds that it took little memory.
#[track_caller]
fn refused_in_little_memory(council: &Council, line: &str) -> Done {
    let before = tree::of(&council.data());
    let mut child = council.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut peak_kib = 0;
    while child.try_wait().unwrap().is_none() {
        // The kernel keeps the highest mark itself.
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let mark = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak_kib = mark
            .and_then(|mark| mark.trim().strip_suffix(" kB")?.trim().parse().ok())
            .unwrap_or(peak_kib);
        thread::sleep(Duration::from_millis(5));
    }
    let done = Done::from(line, &child.wait_with_output().unwrap());
    assert_eq!(done.code, 1, "{done}");
    assert!(peak_kib < MOST_MIB * 1024, "{line} took {} MiB", peak_kib / 1024);
    println!("{line}: {} MiB", peak_kib / 1024);
    tree::assert_same(&before, &tree::of(&council.data()));
    done
}

#[test]
fn a_line_of_a_gibibyte_is_refused_in_little_memory() {
    let council = council();
    let mut file = BufWriter::new(File::create(council.path("long.csv")).unwrap());
    file.write_all(PERSONS.as_bytes()).unwrap();
    file.write_all(b"2,,1951-03-02,").unwrap();
    let chunk = vec![b'x'; 1 << 20];
    for _ in 0..1024 {
        file.write_all(&chunk).unwrap();
    }
    drop(file);
    refused_in_little_memory(&council, "load long.csv --as-at 2026-10-31").says("long.csv, line 3: the row is longer than 1 MiB");
    refused_in_little_memory(&council, "number long.csv").says("line 3 is longer than 1 MiB");
}

#[test]
fn a_gibibyte_of_nothing_is_refused_in_little_memory() {
    let council = council();
    File::create(council.path("nothing.csv")).unwrap().set_len(1 << 30).unwrap();
    refused_in_little_memory(&council, "load nothing.csv --as-at 2026-10-31").says("nothing.csv, line 1: a NUL byte");
}

#[test]
fn a_hundred_thousand_columns_are_refused() {
    let council = council();
    let columns: Vec<_> = (0..100_000).map(|column| format!("C{column}")).collect();
    council.write("wide.csv", format!("PERSON_ID,NHS_ID,{}\n1,,\n", columns.join(",")));
    refused_in_little_memory(&council, "load wide.csv --as-at 2026-10-31").says("has more than 16,384 columns");
}

/// A sound workbook with one of its parts replaced.
fn workbook_with(part: &str, content: impl Fn(&mut dyn Write)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in ["PERSON_ID", "NHS_ID", "DATE_OF_BIRTH"].into_iter().enumerate() {
        sheet.write(0, column as u16, name).unwrap();
    }
    sheet.write(1, 0, "1").unwrap();
    let mut sound = ZipArchive::new(Cursor::new(workbook.save_to_buffer().unwrap())).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..sound.len() {
        let mut entry = sound.by_index(place).unwrap();
        let name = entry.name().unwrap().into_owned();
        start(&mut out, &name);
        if name == part {
            content(&mut out);
        } else {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            out.write_all(&bytes).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

fn start<W: Write + Seek>(out: &mut ZipWriter<W>, name: &str) {
    out.start_file(name, SimpleFileOptions::default()).unwrap();
}

#[test]
fn workbooks_that_would_fill_the_memory_are_refused_before_they_do() {
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    const BEGINNING: &[u8] = b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
    let council = council();
    let many = |out: &mut dyn Write, what: &[u8], mib: usize| {
        let chunk = what.repeat((1 << 20) / what.len());
        (0..mib).for_each(|_| out.write_all(&chunk).unwrap());
    };
    for (name, bytes, said) in [
        (
            "rows.xlsx",
            workbook_with(SHEET, |out| {
                out.write_all(BEGINNING).unwrap();
                many(out, b"<row><c><v>1</v></c></row>", 100);
            }),
            "it unpacks to more than 100 times its size",
        ),
        (
            "texts.xlsx",
            workbook_with("xl/sharedStrings.xml", |out| {
                out.write_all(b"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">")
                    .unwrap();
                many(out, b"<si><t>x</t></si>", 100);
            }),
            "it unpacks to more than 100 times its size",
        ),
        (
            "cell.xlsx",
            workbook_with(SHEET, |out| {
                out.write_all(BEGINNING).unwrap();
                out.write_all(b"<row><c t=\"inlineStr\"><is><t>").unwrap();
                many(out, b"x", 60);
            }),
            "a cell is longer than 1 MiB",
        ),
    ] {
        council.write(name, bytes);
        refused_in_little_memory(&council, &format!("load {name} --as-at 2026-10-31")).says(said);
    }
}
