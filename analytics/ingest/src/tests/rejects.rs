use super::{Fixture, date, issues, options, read_with, rows};
use crate::Error;
use domain::schema::persons;

const SOURCE: &str = "PERSON_ID;NHS_ID;DOB;NAME\n\
    1;9990000018;1950-01-01;Müller\n\
    ;9990000026;1950-01-01;\"Smith; Anne\"\n\
    3;;31/02/1950;Jones\n\
    1;9990000034;;Brown\n\
    5;;1950-01-01;Green;extra\n\
    6;;1950-01-01;White\n";

#[test]
fn refused_rows_can_be_mended_and_loaded() {
    let file = Fixture::new("persons_2026-10-31.csv", SOURCE);
    let checked = file.read().unwrap();
    assert_eq!(checked.rejects_file_name(), "persons_2026-10-31.rejects.csv");
    let to = file.folder.path().join(checked.rejects_file_name());
    checked.write_rejects(&file.path, &to).unwrap();
    let written = std::fs::read_to_string(&to).unwrap();
    assert_eq!(
        written.trim_start_matches('\u{feff}'),
        "PERSON_ID,NHS_ID,DOB,NAME,reject_line,reject_column,reject_reason\n\
         ,9990000026,1950-01-01,Smith; Anne,3,PERSON_ID,person_id_missing: There is no person id\n\
         3,,31/02/1950,Jones,4,DOB,date_unreadable: The date can't be read: write it as 2026-10-31 or 31/10/2026\n\
         1,9990000034,,Brown,5,NHS_ID,conflicting_number: The person has another NHS number on an earlier line (line 2)\n\
         5,,1950-01-01,Green,6,,too_many_cells: The row has more cells than the header has columns: a delimiter in a cell that isn't quoted?,extra\n"
    );
    let mended = written
        .replace("\u{feff}", "")
        .replace("\n,9990000026", "\n2,9990000026")
        .replace("31/02", "28/02")
        .replace("1,9990000034", "4,9990000034")
        .replace(",extra", "");
    std::fs::write(&to, mended).unwrap();
    let again = read_with(&to, None, None, &options()).unwrap();
    assert!(again.is_mended() && !checked.is_mended());
    assert_eq!(again.as_at, Some(date(2026, 10, 31)));
    assert_eq!(issues(&again), ["warning DOB no_birth_date 1 from 4"]);
    assert_eq!(rows(&again, persons::FILE).len(), 4);
}

#[test]
fn rejects_of_rejects_carry_one_set_of_reasons() {
    let file = Fixture::new(
        "a.csv",
        "PERSON_ID,NHS_ID,reject_line,reject_column,reject_reason\n1,,9,X,old\n,4,10,X,old\n",
    );
    let to = file.folder.path().join("r.csv");
    file.read().unwrap().write_rejects(&file.path, &to).unwrap();
    let written = std::fs::read_to_string(&to).unwrap();
    assert!(
        written.ends_with(
            "PERSON_ID,NHS_ID,reject_line,reject_column,reject_reason\n,4,3,PERSON_ID,person_id_missing: There is no person id\n"
        ),
        "{written}"
    );
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let file = Fixture::new("persons.csv", SOURCE);
    let to = file.folder.path().join("r.csv");
    std::fs::write(&to, "an earlier one").unwrap();
    file.read().unwrap().write_rejects(&file.path, &to).unwrap();
    assert_eq!(std::fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(file.folder.path()).unwrap().count(), 2, "nothing is left aside");
}

#[test]
fn a_source_that_changed_is_refused() {
    let file = Fixture::new("persons.csv", SOURCE);
    let checked = file.read().unwrap();
    std::fs::write(&file.path, SOURCE.replace("Jones", "Janes")).unwrap();
    let to = file.folder.path().join("r.csv");
    assert!(matches!(checked.write_rejects(&file.path, &to), Err(Error::SourceChanged { .. })));
    assert!(!to.exists());
}
