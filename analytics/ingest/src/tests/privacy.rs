use super::Fixture;
use domain::schema::{allocations, persons};

/// Marked values: none of them may be found in what is stored or said.
const MARKED: [&str; 8] = [
    "9990000018",
    "999 000 0026",
    "ZQSURNAME",
    "ZQFORENAME",
    "1951-07-13",
    "13/07/1951",
    "ZQ1 1ZQ",
    "1 ZQ Street",
];

#[test]
fn what_is_written_holds_no_name_birth_date_address_or_number() {
    let file = Fixture::new(
        "persons.csv",
        "PERSON_ID,NHS_ID,LAST_NAME,FIRST_NAME,DATE_OF_BIRTH,POST_CODE,ADDRESS,TEAM\n\
         1,9990000018,ZQSURNAME,ZQFORENAME,1951-07-13,ZQ1 1ZQ,1 ZQ Street,North\n\
         2,999 000 0026,ZQSURNAME,ZQFORENAME,13/07/1951,ZQ1 1ZQ,1 ZQ Street,North\n\
         ,9990000018,ZQSURNAME,ZQFORENAME,13/07/1951,ZQ1 1ZQ,1 ZQ Street,North\n\
         1,999 000 0026,ZQSURNAME,ZQFORENAME,,ZQ1 1ZQ,1 ZQ Street,North\n",
    );
    let checked = file.read().unwrap();
    let folder = tempfile::tempdir().unwrap();
    checked.write_parquet(folder.path()).unwrap();
    let mut said = serde_json::to_vec(&checked.manifest(1, "2026-11-22T16:00:00Z".to_owned())).unwrap();
    said.extend_from_slice(format!("{checked:?}").as_bytes());
    for name in [persons::FILE, allocations::FILE] {
        said.extend(std::fs::read(folder.path().join(name)).unwrap());
    }
    for marked in MARKED {
        assert!(!said.windows(marked.len()).any(|window| window == marked.as_bytes()), "{marked}");
    }
}

#[test]
fn the_same_number_has_the_same_hash_and_another_key_another() {
    let (mine, other) = (
        crate::Key::for_tests(),
        crate::Key::load_or_create(tempfile::tempdir().unwrap().path()).unwrap(),
    );
    let domain::nhs_number::Reading::Valid(number) = domain::nhs_number::read("4010232137", Default::default()) else {
        panic!("a valid number")
    };
    assert_eq!(mine.number(number), mine.number(number));
    assert_ne!(mine.number(number), other.number(number));
    assert_ne!(mine.number(number), mine.unusable("4010232137"));
    assert_eq!(format!("{mine:?}"), "Key(…)");
}
