use super::super::support::{Council, Done, extract};
use std::{io::Write as _, process::Stdio};

fn piped(council: &Council, line: &str, input: &[u8]) -> Done {
    let mut child = council
        .command(line)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    Done::from(line, &child.wait_with_output().unwrap())
}

const LIST: &str = "4000000632\n401 023 2137\n401-023-2137\n4010232137.0\n4.01E+09\n4010232138\n1111111111\n9876543210\n0607230002\n123\n\nnonsense, here\n";

const JUDGED: [[&str; 3]; 12] = [
    ["4000000632", "4000000632", "valid"],
    ["401 023 2137", "4010232137", "valid"],
    ["401-023-2137", "4010232137", "valid"],
    ["4010232137.0", "4010232137", "valid"],
    ["4.01E+09", "", "damaged"],
    ["4010232138", "", "check_digit_fails"],
    ["1111111111", "", "placeholder"],
    ["9876543210", "", "other_range"],
    ["0607230002", "", "other_range"],
    ["123", "", "malformed"],
    ["", "", "missing"],
    ["nonsense, here", "", "malformed"],
];

#[test]
fn a_list_is_judged_line_by_line() {
    let council = Council::new();
    council.write("list.txt", LIST);
    let mut expected = vec![["input", "number", "state"].map(str::to_owned).to_vec()];
    expected.extend(JUDGED.map(|row| row.map(str::to_owned).to_vec()));
    let piped = piped(&council, "number", LIST.as_bytes());
    assert_eq!(piped.code, 0, "{piped}");
    assert_eq!(extract::records(&piped.out), expected);
    assert_eq!(council.done("number list.txt").out, piped.out);
}

#[test]
fn test_numbers_count_where_asked_for() {
    let council = Council::new();
    council.write("plain.toml", "");
    let check = |line: &str, state: &str| {
        let done = piped(&council, line, b"9990000018\n");
        assert!(done.out.ends_with(&format!(",{state}\n")), "{done}");
    };
    check("number", "valid");
    check("number --config plain.toml", "other_range");
    check("number --config plain.toml --test-range-valid", "valid");
}

#[test]
fn a_reader_that_stops_early_is_no_fault() {
    let council = Council::new();
    let mut child = council
        .command("number")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    // The command may end before it has read everything.
    let _ = input.write_all("4000000632\n".repeat(100_000).as_bytes());
    drop(input);
    let done = Done::from("number", &child.wait_with_output().unwrap());
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done}");
}
