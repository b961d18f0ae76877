//! Extracts with exactly the figures that a test wants.

use domain::nhs_number::check_digit;

/// Different numbers of the 999 test range, all with their check digit.
pub(crate) fn numbers() -> impl Iterator<Item = String> {
    (999_000_001_u32..999_999_999).filter_map(|stem| {
        let mut digits = [0; 9];
        for (digit, letter) in digits.iter_mut().zip(stem.to_string().bytes()) {
            *digit = letter - b'0';
        }
        check_digit(digits).map(|last| format!("{stem}{last}"))
    })
}

/// The number at a place of [`numbers`].
pub(crate) fn number(place: usize) -> String {
    numbers().nth(place).unwrap()
}

/// A snapshot of that many open adults, of whom the first ones have a number of their own; even ids in North, odd in South.
pub(crate) fn snapshot(in_scope: usize, covered: usize) -> String {
    let mut text = String::from("PERSON_ID,NHS_ID,TEAM_NAME,CASE_STATUS\n");
    let held = numbers().take(covered).chain(std::iter::repeat(String::new()));
    for (at, number) in held.take(in_scope).enumerate() {
        let team = if at % 2 == 0 { "North" } else { "South" };
        text.push_str(&format!("{},{number},{team},Open\n", 1_000 + at));
    }
    text
}

/// A table as records: a header of names and rows of cells, parted by `|` in the source of the test.
pub(crate) fn table(text: &str) -> Vec<Vec<String>> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

/// The table as CSV.
pub(crate) fn csv(table: &[Vec<String>], delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    for row in table {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The records of a CSV, its header first, without the byte order mark that Excel wants.
pub(crate) fn records(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}
