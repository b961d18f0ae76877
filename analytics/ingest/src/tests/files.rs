//! Whole files that are refused, and the date at which a file was taken.

use super::{Fixture, date, options, read_with, refusal};
use crate::Refusal;
use polars::prelude::*;

const GOOD: &str = "PERSON_ID,NHS_ID\n1,\n";

#[test]
fn files_that_are_no_table_are_refused() {
    let long = format!("PERSON_ID,NHS_ID\n1,\n2,\"{}", "x".repeat(2 << 20));
    let long_inside = format!("PERSON_ID,NHS_ID\n1,\n2,{}\n", "x".repeat((1 << 20) + 1));
    let old = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600]].concat();
    let encrypted: Vec<u8> = old
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (name, content, part) in [
        ("a.csv", &b""[..], "a.csv is empty"),
        ("a.csv", b"\n \n", "is no text with columns"),
        ("a.csv", b"PK\x03\x04rest", "named as text, but is a ZIP archive"),
        ("a.zip", b"PK\x03\x04rest", "is a ZIP archive but no workbook"),
        ("a.csv", b"PAR1rest", "named as text, but is a Parquet file"),
        (
            "a.parquet",
            b"PAR1 and nothing that makes sense behind it PAR1",
            "is a Parquet file that can't be read",
        ),
        ("a.xls", &old, "is in the old Excel format"),
        ("a.xlsx", &encrypted, "is protected by a password"),
        ("a.csv", b"\x1f\x8b\x08rest", "is compressed"),
        ("a.pdf", b"%PDF-1.7", "is a PDF document"),
        ("a.xls", b"<html><table>", "is a web page"),
        ("a.csv", b"a\x01\x02\x03,b\n", "is no text with columns"),
        ("a.csv", b"PERSON_ID,NHS_ID\n1,\n2,\0\n", "line 3: a NUL byte"),
        (
            "a.csv",
            b"\xEF\xBB\xBFPERSON_ID,NHS_ID\n1,\xE9\n",
            "line 2: the file says that it is UTF-8",
        ),
        ("a.csv", b"\xFF\xFEP\0E\0R\0\x00\xD8X\0\n\0", "the text can't be decoded"),
        ("a.csv", long.as_bytes(), "line 3: the row is longer than 1 MiB"),
        ("a.csv", long_inside.as_bytes(), "line 3: the row is longer than 1 MiB"),
        ("a.csv", b"PERSON_ID,NHS_ID\n", "none of its 0 rows can be used"),
        (
            "a.csv",
            b"PERSON_ID,NHS_ID\n,\n ,1\n",
            "none of its 1 rows can be used. Most often: column “PERSON_ID”: There is no person id (first on line 3)",
        ),
        ("a.csv", b"PERSON_ID\n1\n", "its columns fit no kind of file"),
        (
            "a.csv",
            b"PERSON_ID,NHS_ID,DOB,TEAM,SEX\n1,\"x,,,\n2,,,,\n3,\"y,,,\n",
            "line 2: a quotation mark opens",
        ),
        ("a.csv", b"PERSON_ID,NHS_ID\n1,\"x\n2,\n3,\n4,\n", "line 2: a quotation mark opens"),
    ] {
        let message = refusal(name, content);
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
}

#[test]
fn a_row_that_the_file_s_end_cuts_off_in_a_cell_is_refused() {
    for (content, line) in [
        ("PERSON_ID,NHS_ID\n1,\n2,\"9990000018", 3),
        ("PERSON_ID,NHS_ID\n1,\n2,\"9990000018\n", 3),
        ("PERSON_ID,NHS_ID\n1,\n\n\n2,\"a\nb\"\"", 5),
        ("PERSON_ID,NHS_ID\n1,\n\"", 3),
        ("PERSON_ID,\"NHS_ID\n1,\n", 1),
    ] {
        let message = refusal("a.csv", content);
        let part = format!("line {line}: a quotation mark opens in this row and isn't closed before the file ends");
        assert!(message.contains(&part), "{part:?} is not in {message:?}");
    }
    for whole in [
        "PERSON_ID,NHS_ID\n1,\n2,\"9990000018\"",
        "PERSON_ID,NHS_ID\n1,\n2,\"a\nb\n\"",
        "PERSON_ID,NHS_ID\n1,\n2,5\" pipe",
        "PERSON_ID,NHS_ID\n1,\n2,\"\"\"a\"\"\"\n\n",
    ] {
        assert_eq!(Fixture::new("a.csv", whole).read().unwrap().rows_read, 2, "{whole:?}");
    }
}

/// Cells that one piece of text fills, or rows without end, must not fill the memory.
#[test]
fn what_no_extract_holds_is_refused_before_it_fills_the_memory() {
    let columns = (0..100_000).map(|column| format!("c{column}")).collect::<Vec<_>>().join(",");
    for (content, part) in [
        (format!("{columns}\n1\n"), "has more than 16,384 columns"),
        (
            format!("PERSON_ID,NHS_ID\n{}", "x\n".repeat(1_000_002)),
            "line 1000002: more than a million rows up to here can't be used",
        ),
    ] {
        let message = refusal("a.csv", content);
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
    // Many short cells take more memory than their text, and long rows go off in small batches.
    let wide = format!("PERSON_ID,NHS_ID\n{}", format!("1,{}\n", ",".repeat(100_000)).repeat(300));
    assert_eq!(Fixture::new("a.csv", wide).read().unwrap().rows_read, 300);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let file = Fixture::new("a.csv", GOOD);
    let missing = read_with(&file.folder.path().join("b.csv"), None, None, &options());
    assert!(matches!(missing, Err(Refusal::CannotRead { file, .. }) if file == "b.csv"));
    let folder = read_with(file.folder.path(), None, None, &options()).unwrap_err().to_string();
    assert!(folder.contains("is a folder"), "{folder}");
}

#[test]
fn a_cell_may_hold_several_lines() {
    let file = Fixture::new(
        "a.csv",
        "PERSON_ID,ADDRESS,NHS_ID\r\n1,\"1, High Street\r\nTown\",\r\n\r\n,x,\r\n3,\"\",\r\n",
    );
    let checked = file.read().unwrap();
    assert_eq!(super::issues(&checked)[0], "refused PERSON_ID person_id_missing 1 from 5");
    assert_eq!(checked.rows_read, 3);
}

#[test]
fn old_line_ends_count_as_lines() {
    let file = Fixture::new("a.csv", "PERSON_ID,NHS_ID\r1,\r,9\r");
    assert_eq!(
        super::issues(&file.read().unwrap())[0],
        "refused PERSON_ID person_id_missing 1 from 3"
    );
}

#[test]
fn excels_own_word_for_the_delimiter_is_understood() {
    let checked = Fixture::new("a.csv", "sep=|\r\nPERSON_ID|NHS_ID|A,B\r\n1||x\r\n|4|\r\n")
        .read()
        .unwrap();
    assert_eq!(checked.format, "CSV, bar, UTF-8");
    assert_eq!(super::issues(&checked)[0], "refused PERSON_ID person_id_missing 1 from 4");
}

#[test]
fn the_date_comes_from_the_flag_a_column_or_the_name() {
    let october = Some(date(2026, 10, 31));
    let column = |value: &str| format!("PERSON_ID,NHS_ID,AS_AT\n1,,\n2,,{value}\n");
    let read = |name: &str, content: &str, flag| read_with(&Fixture::new(name, content).path, None, flag, &options());
    assert_eq!(read("p.csv", GOOD, october).unwrap().as_at, october);
    assert_eq!(read("p_31-10-2026.csv", GOOD, None).unwrap().as_at, october);
    assert_eq!(read("p.csv", &column("31/10/2026"), None).unwrap().as_at, october);
    assert_eq!(read("p_20261031.csv", &column("2026-10-31 00:00"), october).unwrap().as_at, october);
    for (name, content, flag, part) in [
        ("p.csv", GOOD.to_owned(), None, "nothing says at what date it was taken"),
        (
            "p_20260930.csv",
            GOOD.to_owned(),
            october,
            "--as-at says 2026-10-31, the file's name says 2026-09-30",
        ),
        (
            "p.csv",
            column("2026-09-30"),
            october,
            "--as-at says 2026-10-31, column “AS_AT” on line 3 says 2026-09-30",
        ),
        (
            "p_20261031.csv",
            column("2026-09-30"),
            None,
            "the file's name says 2026-10-31, column “AS_AT” on line 3 says 2026-09-30",
        ),
        (
            "p.csv",
            format!("{}3,,2026-09-30\n", column("2026-10-31")),
            None,
            "column “AS_AT” on line 3 says 2026-10-31, column “AS_AT” on line 4 says 2026-09-30",
        ),
    ] {
        let message = read(name, &content, flag).unwrap_err().to_string();
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
}

#[test]
fn a_type_of_parquet_that_is_not_read_is_named() {
    let fixture = Fixture::new("p_2026-10-31.parquet", "");
    let times = Int64Chunked::from_slice("NHS_ID".into(), &[1])
        .into_time()
        .into_series()
        .into_column();
    let mut frame = DataFrame::new(1, vec![Column::new("PERSON_ID".into(), [1_i64]), times]).unwrap();
    ParquetWriter::new(std::fs::File::create(&fixture.path).unwrap())
        .finish(&mut frame)
        .unwrap();
    let message = fixture.read().unwrap_err().to_string();
    assert!(
        message.contains("has a column “NHS_ID” of the type Time64(Nanosecond)"),
        "{message}"
    );
}

#[test]
fn an_extract_of_a_day_far_ahead_is_refused() {
    let file = Fixture::new("persons_2062-11-29.csv", GOOD);
    let said = read_with(&file.path, None, None, &options()).unwrap_err().to_string();
    assert!(
        said.contains("the file's name says that it is of 2062-11-29, which is more than a month ahead"),
        "{said}"
    );
}

#[test]
fn an_answer_that_rejects_the_whole_request_is_told_as_that() {
    let said = refusal(
        "RESP_MPTREQ_20261101120000_20261102093000.csv",
        "MPTREQ_20261101120000,SPINE_MPT_RESPONSE,0,07\r\n",
    );
    assert!(
        said.contains(
            "answers MPTREQ_20261101120000 without a row, with code 07, because its name and its reference differ: nobody was traced"
        ),
        "{said}"
    );
}
