use super::{Fixture, rows};
use domain::schema::persons;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        drop(Fixture::new("a.csv", bytes).read());
    }

    #[test]
    fn any_bytes_under_a_header_are_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        drop(Fixture::new("a.csv", [b"PERSON_ID,NHS_ID,DOB,TEAM\n", &bytes[..]].concat()).read());
    }

    #[test]
    fn any_table_like_text_is_read_or_refused(text in "[0-9a-z,;\"\r\n/. -]{0,300}") {
        drop(Fixture::new("a.csv", format!("date,team,in_scope,covered\n{text}")).read());
    }

    #[test]
    fn any_damage_to_parquet_is_refused(at in 4_usize..400, byte in any::<u8>()) {
        let written = tempfile::tempdir().unwrap();
        super::text("valid_from,target\n,95\n2027-01-01,96\n").write_parquet(written.path()).unwrap();
        let mut bytes = std::fs::read(written.path().join(domain::schema::targets::FILE)).unwrap();
        let at = at % bytes.len();
        bytes[at] = byte;
        drop(Fixture::new("a.parquet", bytes).read());
    }

    #[test]
    fn every_row_is_counted_once(ids in vec(0_u8..30, 1..60), numbers in vec("|9990000018|9990000026|4\\.01E\\+09", 60)) {
        let lines: Vec<_> = ids.iter().zip(&numbers).map(|(id, number)| format!("{},{number},1950-01-01", if *id == 0 { String::new() } else { id.to_string() })).collect();
        let fixture = Fixture::new("a.csv", format!("PERSON_ID,NHS_ID,DOB\n{}\n", lines.join("\n")));
        if let Ok(checked) = fixture.read() {
            prop_assert_eq!(checked.rows_read, ids.len() as u64);
            prop_assert_eq!(checked.rows_accepted + checked.rows_refused, checked.rows_read);
            let refused: u64 = checked.issues.iter().filter(|issue| issue.severity == domain::Severity::Refused).map(|issue| issue.rows).sum();
            prop_assert_eq!(refused, checked.rows_refused);
            let people: BTreeSet<_> = ids.iter().filter(|id| **id != 0).collect();
            prop_assert_eq!(rows(&checked, persons::FILE).len(), people.len());
        } else {
            prop_assert!(ids.iter().all(|id| *id == 0));
        }
    }
}
