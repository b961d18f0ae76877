//! What a council loads beside its extracts: batches of traces, timesheets, a plan, rates and a register.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::{Days, NaiveDate};

use super::extracts;
use crate::tools;

/// From one batch to the next.
const WEEKS_BETWEEN: u64 = 4;
const ASKED: u64 = 600;

/// Files of the sample council that fit any other.
const OF_THE_SAMPLE: [&str; 3] = ["plan.csv", "rates.csv", "register_2026-10-31.csv"];

/// Writes the files of as many weeks as there are [`extracts::weekly`].
pub(super) fn files(dir: &Path, weeks: u64, of: u64) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(dir)?;
    let mut files = vec![timesheet(dir, weeks)?];
    for week in (of - weeks..of).step_by(WEEKS_BETWEEN as usize) {
        files.extend(batch(dir, week, of)?);
    }
    for name in OF_THE_SAMPLE {
        let path = dir.join(name);
        fs::copy(tools::root().join("data/sample").join(name), &path)?;
        files.push(path);
    }
    Ok(files)
}

fn week(week: u64, of: u64) -> Result<NaiveDate> {
    let before = Days::new(7 * (of - 1 - week));
    extracts::last_week().checked_sub_days(before).context("a date that exists")
}

/// Writes one request of PDS MESH, made elsewhere, and what came back for it within the week.
fn batch(dir: &Path, of_week: u64, of: u64) -> Result<[PathBuf; 2]> {
    let sent = week(of_week, of)?;
    let returned = sent.checked_add_days(Days::new(5)).context("a date that exists")?;
    let paths = [
        dir.join(format!("trace_monthly_{sent}.csv")),
        dir.join(format!("trace_monthly_response_{returned}.csv")),
    ];
    let [mut request, mut response] = [BufWriter::new(File::create(&paths[0])?), BufWriter::new(File::create(&paths[1])?)];
    writeln!(
        request,
        "UNIQUE REFERENCE,NHS_NO,FAMILY_NAME,GIVEN_NAME,OTHER_GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,DATE_OF_DEATH,ADDRESS_LINE1,\
         ADDRESS_LINE2,ADDRESS_LINE3,ADDRESS_LINE4,ADDRESS_LINE5,ADDRESS_DATE,GP_PRACTICE_CODE,GP_REGISTRATION_DATE,NHAIS_POSTING_ID,\
         AS_AT_DATE,LOCAL_PATIENT_ID,INTERNAL_ID,TELEPHONE_NUMBER,MOBILE_NUMBER,EMAIL_ADDRESS"
    )?;
    writeln!(response, "{}", extracts::RESPONSE)?;
    for asked in 0..ASKED {
        let person = extracts::first_of(of_week) + asked * 61;
        let reference = 100_000 + person;
        let postcode = if asked % 5 == 0 { "" } else { "ZZ12 2WX" };
        writeln!(
            request,
            "{reference},,Synthetic{asked},Sample,,2,19540307,{postcode}{}",
            ",".repeat(16)
        )?;
        match extracts::number(person).filter(|_| asked % 4 != 0) {
            Some(number) => writeln!(
                response,
                "{reference},,Synthetic{asked},Sample,,2,19540307,,,,,,,{postcode},,,,,,,,,,,,00,{number},3,100"
            )?,
            None => {
                let code = ["97", "98"][(asked / 4 % 2) as usize];
                writeln!(response, "{reference}{}{code},,0,0", ",".repeat(25))?;
            }
        }
    }
    request.flush()?;
    response.flush()?;
    Ok(paths)
}

/// Writes what four people of the council and one of the partner did each week.
fn timesheet(dir: &Path, weeks: u64) -> Result<PathBuf> {
    const WORK: [(&str, &str, &str); 8] = [
        ("Set-up", "Project manager", "Council"),
        ("Governance", "Project manager", "Council"),
        ("Extract", "Systems officer", "Council"),
        ("Cleansing", "Business intelligence analyst", "Council"),
        ("Decisions", "Social worker", "Council"),
        ("Load", "Systems officer", "Council"),
        ("Transfer", "Partner analyst", "Partner"),
        ("Extract", "Partner analyst", "Partner"),
    ];
    let path = dir.join("timesheets.csv");
    let mut file = BufWriter::new(File::create(&path)?);
    writeln!(file, "DATE,WORKSTREAM,ROLE,ORGANISATION,HOURS,COST")?;
    for of_week in 0..weeks {
        let date = week(of_week, weeks)?;
        for (place, (workstream, role, organisation)) in WORK.iter().enumerate() {
            let quarters = (of_week * 7 + place as u64 * 5) % 23 + 1;
            let (hours, pence) = (quarters / 4, quarters % 4 * 25);
            writeln!(
                file,
                "{date},{workstream},{role},{organisation},{hours}.{pence:02},£{}.00",
                quarters * 8
            )?;
        }
    }
    file.flush()?;
    Ok(path)
}
