//! What of a batch's answers is loaded, and why the rest is not.

use super::{date, options, read_with};
use crate::trace::{InForce, Layouts, LoadSummary, Recipients, RequestFile, Sent, Wanted, WhyNot, load_file, request};
use crate::{Key, Request, table};
use chrono::NaiveDate;
use domain::nhs_number::{self, Reading};
use domain::schema::{decisions, persons, trace_details, trace_requests, trace_responses};
use domain::trace::{Decision, Dialect, Outcome};
use domain::{Kind, RecordState};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PERSONS: &str = "PERSON_ID,NHS_ID,LAST_NAME,FIRST_NAME,GENDER,DATE_OF_BIRTH,POST_CODE\n";
const DETAILS: &str = "Smith,Ann Mary,F,1950-03-12,M1 1AE";

/// A number of the test range; those from 100 on are sent with nobody.
fn number(place: u32) -> String {
    let stems = (0..).filter_map(|stem: u32| {
        let digits: Vec<u8> = format!("{:09}", 999_000_000 + stem).bytes().map(|byte| byte - b'0').collect();
        let last = nhs_number::check_digit(digits.clone().try_into().unwrap())?;
        Some(digits.iter().chain([&last]).map(ToString::to_string).collect::<String>())
    });
    stems.skip(1).nth(place as usize).unwrap()
}

/// A batch that was asked, in a folder.
struct Asked {
    folder: TempDir,
    /// By person id.
    references: HashMap<String, String>,
}

impl Asked {
    /// Asks about these people: whether each has a number, which is that of the place.
    fn about(people: &[(u32, bool)]) -> Self {
        let people: Vec<_> = people.iter().map(|(person, has_number)| (*person, *has_number, DETAILS)).collect();
        Self::about_known_as(&people)
    }

    /// The same with the details of each.
    fn about_known_as(people: &[(u32, bool, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut text = PERSONS.to_owned();
        for (person, has_number, details) in people {
            let number = if *has_number { number(*person) } else { String::new() };
            text.push_str(&format!("{person},{number},{details}\n"));
        }
        let path = folder.path().join("persons.csv");
        fs::write(&path, text).unwrap();
        let extracts = [Request {
            path: &path,
            kind: None,
            as_at: Some(date(2026, 10, 31)),
            options: &options(),
            key: &Key::for_tests(),
            sent: None,
            progress: &|_| {},
        }];
        let wanted = Wanted {
            dialect: Dialect::PdsMesh,
            batch: "B1",
            made: NaiveDate::default().into(),
            states: &[RecordState::Missing, RecordState::Valid],
            team: None,
            exemptions: &[],
            layouts: &Layouts::default(),
        };
        let request = request(&extracts, &wanted).unwrap();
        assert_eq!(request.summary().asked, people.len() as u64);
        request.write_parquet(folder.path()).unwrap();
        // In the latest snapshot stands one person more, whom nobody asked about.
        fs::write(
            &path,
            fs::read_to_string(&path).unwrap() + &format!("999,{},{DETAILS}\n", number(99)),
        )
        .unwrap();
        read_with(&path, None, Some(date(2026, 10, 31)), &options())
            .unwrap()
            .write_parquet(folder.path())
            .unwrap();
        let reference = |person: &str| String::from_utf8(Key::for_tests().reference("B1", person).to_vec()).unwrap();
        let references = people
            .iter()
            .map(|(person, ..)| (person.to_string(), reference(&person.to_string())))
            .collect();
        Self { folder, references }
    }

    fn reference(&self, person: u32) -> &str {
        &self.references[&person.to_string()]
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A response of PDS MESH: person, number sent, code, number returned, details and address line as CSV.
    fn write_mesh(&self, name: &str, rows: &[(u32, &str, &str, &str, &str)]) -> PathBuf {
        let mut text = "UNIQUE REFERENCE,REQ_NHS_NUMBER,ERROR/SUCCESS_CODE,MATCHED_NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,ADDRESS_LINE1\n".to_owned();
        for (person, sent, code, matched, details) in rows {
            text.push_str(&format!("{},{sent},{code},{matched},{details}\n", self.reference(*person)));
        }
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn decide(&self, rows: &[(u32, Decision, NaiveDate)]) -> Vec<PathBuf> {
        let ids: Vec<_> = rows.iter().map(|(person, ..)| person.to_string()).collect();
        let columns = vec![
            table::text(decisions::PERSON_ID, ids.iter().map(|id| Some(id.as_str()))),
            table::text(decisions::DECISION, rows.iter().map(|(_, decision, _)| Some(decision.name()))),
            table::dates(decisions::DATE, rows.iter().map(|(.., date)| Some(*date))),
        ];
        table::Table::new(decisions::FILE, rows.len(), columns)
            .write(self.folder.path())
            .unwrap();
        vec![self.path(decisions::FILE)]
    }

    /// The rows to load and the people who are not, each by person id.
    fn load(&self, responses: &[PathBuf], decided: &[PathBuf]) -> (HashMap<String, String>, HashMap<String, String>, LoadSummary) {
        self.load_beside(responses, decided, &[])
    }

    /// The same where a data folder holds these answers already.
    fn load_beside(
        &self,
        responses: &[PathBuf],
        decided: &[PathBuf],
        answers: &[PathBuf],
    ) -> (HashMap<String, String>, HashMap<String, String>, LoadSummary) {
        let requests = [RequestFile {
            path: self.path(trace_requests::FILE),
            as_at: Some(date(2026, 10, 31)),
        }];
        let (options, key, sent) = (options(), Key::for_tests(), Sent::of(vec![self.path(trace_details::FILE)]));
        let responses: Vec<_> = responses
            .iter()
            .map(|path| Request {
                path,
                kind: Some(Kind::TraceResponse),
                as_at: None,
                options: &options,
                key: &key,
                sent: Some(&sent),
                progress: &|_| {},
            })
            .collect();
        let in_force = InForce {
            requests: &requests,
            decisions: decided,
            people: &[self.path(persons::FILE)],
            answers,
            least_confidence: 50,
        };
        let mut file = load_file("B1", in_force, &responses).unwrap();
        let (to, not) = (self.path("load.csv"), self.path("load.not-loaded.csv"));
        let summary = file.write(&to, &Recipients::default()).unwrap();
        file.write_not_loaded(&not, &Recipients::default()).unwrap();
        (by_person(&to), by_person(&not), summary)
    }
}

fn by_person(path: &Path) -> HashMap<String, String> {
    let text = fs::read_to_string(path).unwrap();
    let rows = text.lines().skip(1).map(|line| line.split_once(',').unwrap());
    rows.map(|(person, rest)| (person.to_owned(), rest.to_owned())).collect()
}

#[test]
fn only_what_is_safe_is_loaded() {
    const SAME: &str = "SMITH,ANN,2,19500312,M1 1AE,1 Old Street";
    const MOVED: &str = "SMITH,ANN,2,19500312,B33 8TH,\"2, New Street\"";
    let asked = Asked::about(&[
        (1, false),
        (2, true),
        (3, true),
        (4, true),
        (5, false),
        (6, true),
        (7, true),
        (8, true),
        (9, true),
        (10, true),
        (11, false),
        (12, false),
        (13, false),
        (14, false),
        (15, false),
        (16, false),
        (17, false),
        (18, false),
        (19, false),
        (20, true),
        (21, false),
        (22, true),
        (23, false),
        (24, true),
        (25, false),
    ]);
    let n = number;
    let row = |person, sent: &str, code, matched: &str, details| (person, sent.to_owned(), code, matched.to_owned(), details);
    let rows = [
        row(1, "", "00", &n(101), SAME),
        row(2, &n(2), "00", &n(2), SAME),
        row(3, &n(3), "00", &n(3), MOVED),
        row(4, &n(4), "92", &n(4), "JONES,ANN,2,19500312,B33 8TH,2 New Street"),
        row(5, "", "92", &n(105), MOVED),
        row(6, &n(6), "00", &n(106), SAME),
        row(7, &n(7), "00", &n(107), SAME),
        row(8, &n(8), "90", &n(108), SAME),
        row(9, &n(9), "00", &n(109), SAME),
        row(10, &n(10), "91", "0000000000", ",,,,,"),
        row(11, "", "97", "9999999999", ",,,,,"),
        row(12, "", "98", "0000000000", ",,,,,"),
        row(13, "", "10", "", ",,,,,"),
        row(14, "", "15", "", ",,,,,"),
        row(15, "", "95", &n(115), SAME),
        row(17, "", "00", &n(117), SAME),
        row(18, "", "00", &n(117), SAME),
        row(19, "", "00", &n(20), SAME),
        row(20, &n(20), "00", &n(20), MOVED),
        row(21, "", "00", &n(121), "SMITH,MARY,1,19510312,,"),
        row(22, &n(22), "00", &n(22), "SMITH,ANN,2,195104,M1 1AE,"),
        row(23, "", "00", &n(123), "SMITH,ANN,2,1951,M1 1AE,"),
        // The response says that no number was sent, which is not so.
        row(24, "", "00", &n(124), SAME),
        row(25, "", "00", &n(99), SAME),
    ];
    let rows: Vec<_> = rows
        .iter()
        .map(|(person, sent, code, matched, details)| (*person, sent.as_str(), *code, matched.as_str(), *details))
        .collect();
    let response = asked.write_mesh("response.csv", &rows);
    let decided = asked.decide(&[
        (7, Decision::PassedToSocialWork, date(2026, 11, 2)),
        (7, Decision::NumberAccepted, date(2026, 11, 10)),
        (8, Decision::NumberAccepted, date(2026, 10, 31)),
        (9, Decision::NumberKept, date(2026, 11, 11)),
        (9, Decision::NumberAccepted, date(2026, 11, 10)),
        (12, Decision::NumberAccepted, date(2026, 11, 10)),
    ]);
    let (loaded, not_loaded, summary) = asked.load(&[response], &decided);
    let expected = [
        (1, format!("{},found,,,,,,,,,,,", n(101))),
        (3, format!("{},verified,,,,,B33 8TH,\"2, New Street\",,,,,", n(3))),
        (4, format!("{},verified,JONES,,,,,,,,,,", n(4))),
        (5, format!("{},found,,,,,,,,,,,", n(105))),
        (7, format!("{},different,,,,,,,,,,,", n(107))),
        (21, format!("{},found,,MARY,1951-03-12,M,,,,,,,", n(121))),
        (23, format!("{},found,,,,,,,,,,,", n(123))),
    ];
    assert_eq!(loaded, expected.map(|(person, row)| (person.to_string(), row)).into());
    let expected = [
        (2, "verified", WhyNot::NothingChanged),
        (6, "different", WhyNot::NotDecided),
        (8, "superseded", WhyNot::NotDecided),
        (9, "different", WhyNot::NotDecided),
        (10, "invalid", WhyNot::Outcome(Outcome::Invalid)),
        (11, "several", WhyNot::Outcome(Outcome::Several)),
        (12, "no_match", WhyNot::Outcome(Outcome::NoMatch)),
        (13, "rejected", WhyNot::Outcome(Outcome::Rejected)),
        (14, "not_traced", WhyNot::Outcome(Outcome::NotTraced)),
        (15, "other", WhyNot::Outcome(Outcome::Other)),
        (16, "", WhyNot::NotAnswered),
        (17, "found", WhyNot::SameNumber),
        (18, "found", WhyNot::SameNumber),
        (19, "found", WhyNot::SameNumber),
        (20, "verified", WhyNot::SameNumber),
        (22, "verified", WhyNot::PartOfBirthDate),
        (24, "found", WhyNot::NotDecided),
        (25, "found", WhyNot::SameNumber),
    ];
    for (person, outcome, why_not) in expected {
        let said = &not_loaded[&person.to_string()];
        assert!(
            said.starts_with(&format!("{outcome},")) && said.contains(why_not.text()),
            "{person}: {said}"
        );
    }
    assert_eq!((loaded.len(), not_loaded.len()), (7, expected.len()));
    assert_eq!(
        (summary.asked, summary.answered, summary.loaded, summary.numbers, summary.changed),
        (25, 24, 7, 5, 3)
    );
    assert_eq!(summary.not_loaded[&WhyNot::NotDecided], 4);
    let not_loaded = fs::read_to_string(asked.path("load.not-loaded.csv")).unwrap();
    assert!(
        !not_loaded.contains("999") && !not_loaded.to_uppercase().contains("SMITH"),
        "{not_loaded}"
    );
}

#[test]
fn what_the_record_lacked_is_filled_in_and_a_death_is_told() {
    let asked = Asked::about_known_as(&[
        (1, false, "Smith,,,1950-03-12,"),
        (2, true, "Smith,Ann,F,1950-03-12,"),
        (3, true, DETAILS),
        (4, true, "Smith,,,1950-03-12,"),
    ]);
    let columns = "UNIQUE REFERENCE,REQ_NHS_NUMBER,ERROR/SUCCESS_CODE,MATCHED_NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,ADDRESS_LINE1,DATE_OF_DEATH\n";
    let mut text = columns.to_owned();
    for (person, sent, code, matched, details) in [
        (1, String::new(), "00", number(101), "SMITH,ANN,2,19500312,M1 1AE,1 Old Street,"),
        (2, number(2), "92", number(2), "SMITH,ANN,2,19500312,M1 1AE,1 Old Street,"),
        (3, number(3), "00", number(3), "SMITH,ANN,2,19500312,M1 1AE,1 Old Street,20260930"),
        (4, number(4), "00", number(4), "SMITH,,0,19500312,,,202609"),
    ] {
        text.push_str(&format!("{},{sent},{code},{matched},{details}\n", asked.reference(person)));
    }
    let response = asked.path("response.csv");
    fs::write(&response, text).unwrap();
    let (loaded, not_loaded, summary) = asked.load(&[response], &[]);
    let expected = [
        ("1", format!("{},found,,ANN,,F,M1 1AE,1 Old Street,,,,,", number(101))),
        ("3", format!("{},verified,,,,,,,,,,,2026-09-30", number(3))),
    ];
    assert_eq!(not_loaded.len(), 2, "{not_loaded:?}");
    assert_eq!(loaded, expected.map(|(person, row)| (person.to_owned(), row)).into());
    // The address of a sensitive person is withheld.
    for person in ["2", "4"] {
        assert!(not_loaded[person].contains(WhyNot::NothingChanged.text()), "{not_loaded:?}");
    }
    assert_eq!((summary.loaded, summary.numbers, summary.changed, summary.died), (2, 1, 1, 1));
}

#[test]
fn an_unsure_match_is_for_somebody_to_decide() {
    let asked = Asked::about(&[(1, false), (2, false), (3, false), (4, false)]);
    let mut text = "UNIQUE REFERENCE,ERROR/SUCCESS_CODE,MATCHED_NHS_NO,MATCHED_CONFIDENCE_PERCENTAGE\n".to_owned();
    for (person, confidence) in [(1, "49.9"), (2, "50"), (3, ""), (4, "31")] {
        text.push_str(&format!("{},00,{},{confidence}\n", asked.reference(person), number(100 + person)));
    }
    let response = asked.path("response.csv");
    fs::write(&response, text).unwrap();
    let decided = asked.decide(&[(4, Decision::NumberAccepted, date(2026, 11, 10))]);
    let (loaded, not_loaded, _) = asked.load(&[response], &decided);
    assert!(["2", "3", "4"].iter().all(|person| loaded.contains_key(*person)), "{loaded:?}");
    assert!(not_loaded["1"].contains(WhyNot::Unsure.text()), "{not_loaded:?}");
}

#[test]
fn a_number_that_came_back_for_somebody_of_another_batch_is_not_loaded() {
    let asked = Asked::about(&[(1, false), (2, false), (3, false)]);
    let numbers = [101, 102, 103].map(number);
    let row = |person: u32| {
        (
            person,
            "",
            "00",
            numbers[person as usize - 1].as_str(),
            "SMITH,ANN,2,19500312,M1 1AE,",
        )
    };
    let response = asked.write_mesh("response.csv", &[1, 2, 3].map(row));
    let before = asked.path("before");
    fs::create_dir(&before).unwrap();
    // Person 2 was told the same number before; person 77 of a batch of which no request is known another one's.
    let answers = [(asked.reference(2), &numbers[1]), ("77", &numbers[2])];
    let key = Key::for_tests();
    let hashes = answers.map(|(_, number)| match nhs_number::read(number, options().ranges) {
        Reading::Valid(number) => Some(key.number(number)),
        Reading::Unusable(_) => None,
    });
    let columns = vec![
        table::text(trace_responses::REFERENCE, answers.iter().map(|(reference, _)| Some(*reference))),
        table::bytes(trace_responses::NUMBER, hashes.into_iter()),
    ];
    table::Table::new(trace_responses::FILE, 2, columns).write(&before).unwrap();
    let (loaded, not_loaded, _) = asked.load_beside(&[response], &[], &[before.join(trace_responses::FILE)]);
    assert!(loaded.contains_key("1") && loaded.contains_key("2"), "{loaded:?}");
    assert!(not_loaded["3"].contains(WhyNot::SameNumber.text()), "{not_loaded:?}");
}

#[test]
fn the_later_file_s_answer_counts_and_rows_of_other_batches_are_counted() {
    let asked = Asked::about(&[(1, false), (2, false)]);
    let same = "SMITH,ANN,2,19500312,M1 1AE,";
    let (one, two) = (number(101), number(102));
    let first = asked.write_mesh("first.csv", &[(1, "", "00", &one, same), (2, "", "00", &two, same)]);
    // A row that could not be processed says nothing of the person.
    let later = asked.write_mesh("later.csv", &[(1, "", "97", "9999999999", ",,,,,"), (2, "", "10", "", ",,,,,")]);
    let stray = "NOBODYSREFERENCE,,00,9990000018,,,,,,\n";
    fs::write(&later, fs::read_to_string(&later).unwrap() + stray).unwrap();
    let (loaded, not_loaded, summary) = asked.load(&[first, later], &[]);
    assert!(loaded.len() == 1 && loaded.contains_key("2"), "{loaded:?}");
    assert!(not_loaded["1"].starts_with("several,"), "{not_loaded:?}");
    assert_eq!((summary.answered_again, summary.not_asked), (2, 1));
}

#[test]
fn dbs_responses_are_read_by_the_place_of_each_field() {
    let asked = Asked::about(&[(1, false), (2, false), (3, true), (4, true)]);
    let record = |person, code: &str, number: &str, postcode: &str| {
        let mut cells = vec![""; 60];
        (cells[0], cells[1], cells[3]) = (code, asked.reference(person), number);
        (cells[29], cells[35], cells[37], cells[43]) = ("1950", "SMITH", "ANNE", "2");
        (cells[45], cells[55]) = ("2 New Street", postcode);
        cells.join(",")
    };
    let text = [
        "B1,3".to_owned(),
        record(1, "20", &number(101), "M11AE"),
        record(2, "20", "", "M1 1AE"),
        record(3, "30", &number(3), "B338TH"),
        record(4, "31", "", ""),
        "B1,3".to_owned(),
    ];
    let path = asked.path("response.csv");
    fs::write(&path, text.join("\r\n")).unwrap();
    let (loaded, not_loaded, _) = asked.load(&[path], &[]);
    let expected = [
        ("1", format!("{},found,,ANNE,,,,,,,,,", number(101))),
        ("3", format!("{},verified,,ANNE,,,B33 8TH,2 New Street,,,,,", number(3))),
    ];
    assert_eq!(loaded, expected.map(|(person, row)| (person.to_owned(), row)).into());
    assert!(not_loaded["2"].contains(WhyNot::NoNumber.text()), "{not_loaded:?}");
    assert!(not_loaded["4"].starts_with("conflict,"), "{not_loaded:?}");
}

#[test]
fn a_response_that_changes_under_our_hands_is_refused() {
    let asked = Asked::about(&[(1, false)]);
    let same = "SMITH,ANN,2,19500312,M1 1AE,";
    let response = asked.write_mesh("response.csv", &[(1, "", "00", &number(101), same)]);
    let requests = [RequestFile {
        path: asked.path(trace_requests::FILE),
        as_at: None,
    }];
    let (options, key) = (options(), Key::for_tests());
    let responses = [Request {
        path: &response,
        kind: Some(Kind::TraceResponse),
        as_at: None,
        options: &options,
        key: &key,
        sent: None,
        progress: &|_| {},
    }];
    let in_force = InForce {
        requests: &requests,
        decisions: &[],
        people: &[],
        answers: &[],
        least_confidence: 50,
    };
    let mut file = load_file("B1", in_force, &responses).unwrap();
    asked.write_mesh("response.csv", &[(1, "", "00", &number(102), same)]);
    let message = file.write(&asked.path("load.csv"), &Recipients::default()).unwrap_err().to_string();
    assert!(message.contains("response.csv has changed"), "{message}");
}
