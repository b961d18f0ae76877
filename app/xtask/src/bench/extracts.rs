//! Big synthetic extracts, the same at every run.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::{Days, NaiveDate};
use domain::nhs_number::check_digit;

/// The number of teams that people are spread over.
pub(crate) const TEAMS: u64 = 30;
/// People who leave, and as many who join, from one week to the next.
const TURNOVER: u64 = 40;

/// The header of a response of PDS MESH.
pub(crate) const RESPONSE: &str = "UNIQUE REFERENCE,REQ_NHS_NUMBER,FAMILY_NAME,GIVEN_NAME,OTHER_GIVEN_NAME,GENDER,DATE_OF_BIRTH,DATE_OF_DEATH,ADDRESS_LINE1,\
     ADDRESS_LINE2,ADDRESS_LINE3,ADDRESS_LINE4,ADDRESS_LINE5,POSTCODE,GP_PRACTICE_CODE,GP_REGISTRATION_DATE,NHAIS_POSTING_ID,\
     AS_AT_DATE,LOCAL_PATIENT_ID,INTERNAL_ID,TELEPHONE_NUMBER,MOBILE_NUMBER,EMAIL_ADDRESS,SENSITIVITY_FLAG,MPS_ID,\
     ERROR/SUCCESS_CODE,MATCHED_NHS_NO,MATCHED_ALGORITHM_INDICATOR,MATCHED_CONFIDENCE_PERCENTAGE";

/// Writes one extract of a million rows, each another person.
pub(crate) fn million(dir: &Path) -> Result<PathBuf> {
    let path = dir.join("persons_2026-10-31.csv");
    write(&path, 0..1_000_000, 80)?;
    Ok(path)
}

/// Writes one extract of which a million people are open cases.
pub(crate) fn million_open(dir: &Path) -> Result<PathBuf> {
    let path = dir.join("persons_2026-10-31.csv");
    write(&path, 0..1_042_000, 80)?;
    Ok(path)
}

/// Writes weekly extracts that end in October 2026, oldest first: a council whose coverage rises from 55% to 91%.
pub(crate) fn weekly(dir: &Path, weeks: u64, people: u64) -> Result<Vec<PathBuf>> {
    let last = last_week();
    (0..weeks)
        .map(|week| {
            let date = last
                .checked_sub_days(Days::new(7 * (weeks - 1 - week)))
                .context("a date that exists")?;
            let path = dir.join(format!("persons_{date}.csv"));
            let first = first_of(week);
            write(&path, first..first + people, 60 + 40 * week / weeks)?;
            Ok(path)
        })
        .collect()
}

/// The first person of a week's extract.
pub(crate) fn first_of(week: u64) -> u64 {
    week * TURNOVER
}

/// The date of the last weekly extract: 30 October 2026.
pub(crate) fn last_week() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 30).unwrap_or_default()
}

/// Writes the configuration under which the numbers of these extracts count as valid.
pub(crate) fn configuration(dir: &Path) -> Result<PathBuf> {
    let path = dir.join("nhs-coverage.toml");
    fs::write(
        &path,
        "# For measuring only: every person is synthetic.\n[numbers]\ntest_range_valid = true\n",
    )?;
    Ok(path)
}

/// Writes one row for each person; `percent` of those for whom there is a number have one.
fn write(path: &Path, people: std::ops::Range<u64>, percent: u64) -> Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(
        file,
        "PERSON_ID,NHS_ID,NHS_NUMBER_STATUS,NHS_NUMBER_SOURCE,TITLE,FIRST_NAME,LAST_NAME,DATE_OF_BIRTH,DATE_OF_DEATH,GENDER,\
         RESTRICTED,FULL_ETHNICITY_CODE,CONTEXT_FLAG,PERSON_TYPE,POST_CODE,CASE_STATUS,TEAM_NAME"
    )?;
    for person in people {
        let chance = mixed(person);
        let number = if chance % 100 < percent {
            number(person).unwrap_or_default()
        } else {
            String::new()
        };
        let (status, source) = if number.is_empty() {
            ("03", "")
        } else {
            ("02", ["manual", "batch trace"][(chance >> 8) as usize % 2])
        };
        let (day, month, year) = ((chance >> 16) % 28 + 1, (chance >> 24) % 12 + 1, (chance >> 32) % 70 + 1930);
        let open = if (chance >> 40).is_multiple_of(25) { "Closed" } else { "Open" };
        writeln!(
            file,
            "{},{number},{status},{source},Mx,Sample{},Synthetic{},{day:02}/{month:02}/{year},,F,N,A.A1,A,Client,ZZ{} {}ZZ,{open},Team {:02}",
            100_000 + person,
            chance % 997,
            chance % 9973,
            chance % 90 + 10,
            chance % 9,
            (chance >> 48) % TEAMS + 1,
        )?;
    }
    file.flush()?;
    Ok(())
}

/// The number of the 999 test range that belongs to one person alone, or none where that stem has no check digit.
pub(crate) fn number(person: u64) -> Option<String> {
    let stem = 999_000_000 + person % 1_000_000;
    let text = stem.to_string();
    let digits: Vec<u8> = text.bytes().map(|digit| digit - b'0').collect();
    let check = check_digit(digits.try_into().ok()?)?;
    Some(format!("{text}{check}"))
}

/// A number that looks drawn at random but belongs to the person (SplitMix64).
fn mixed(person: u64) -> u64 {
    let mut value = person.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}
