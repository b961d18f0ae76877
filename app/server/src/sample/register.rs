//! The project's register, twice: as it was kept half a year before the end, in a workbook, and at the end.
//!
//! Its story: the network's order was late, PDS access waits for coverage, the agreement with the partner ends next month, and two risks
//! have come.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, Workbook};

use super::calendar::{Calendar, days_before, first_of_month, months_after, months_before};
use super::formats::excel_date;
use super::reference::table;
use super::traces::Traces;

/// How many batches the register has a transfer for.
const BATCHES: usize = 4;

/// How many months before the end the earlier register was kept.
const EARLIER: usize = 6;

const COLUMNS: [&str; 15] = [
    "ID",
    "KIND",
    "TITLE",
    "OWNER_ROLE",
    "STATUS",
    "DUE",
    "DONE",
    "EXPIRY_OR_REVIEW",
    "EVIDENCE",
    "DEPENDS_ON",
    "ITEM",
    "LIKELIHOOD",
    "IMPACT",
    "BATCH",
    "ROUTE",
];

/// Id, kind, title, owner, status at the end, first due, due at the end, done, expiry or review, evidence, depends on, item, likelihood,
/// impact, batch, route. A day is the months before the end and the day of that month; what is done was due when it was first said.
const ENTRIES: [&str; 43] = [
    "AP-01|Approval|Legal basis for tracing confirmed: direct care|Information Governance Lead|Approved|19 28||19 10||IG-2025-003||||||",
    "AP-02|Approval|PDS access request|Systems Manager|In progress|4 30|-2 15||||AP-01; AG-02; AS-01|||||",
    "AP-03|Approval|DPIA of batch tracing through a partner|Information Governance Lead|Approved|17 15||17 9|-7 31|DPIA-0042|AP-01|||||",
    "AP-04|Approval|Sign-off by the Caldicott Guardian|Caldicott Guardian|Approved|17 20||17 21||SIRO-2025-11|AP-03|||||",
    "AP-05|Approval|Privacy notice with the NHS text published|Information Governance Lead|Published|17 31||16 12|-11 30|Web-1182||||||",
    "AG-01|Agreement|Information sharing agreement with Eastshire Community NHS Trust (made up)|Information Governance Lead|Signed|18 30||17 22|-1 30|ISA-0117|AP-03|||||",
    "AG-02|Agreement|Data sharing agreement and DSFC with NHS England|Information Governance Lead|Awaiting signature|5 31|-1 27||||AP-01, AS-01|||||",
    "AG-03|Agreement|Secure transfer route with Eastshire (made up)|Systems Manager|Signed|17 31||17 26|-7 31|ST-TERMS-2||partner agreement||||",
    "AG-04|Agreement|HSCN connection agreement|Infrastructure Manager|Signed|8 28||4 18|-32 30|HSCN-CA-9||||||",
    "AG-05|Agreement|Terms of the MESH mailbox|Systems Manager|Signed|4 30||3 15||MESH-0031|AG-04|||||",
    "AG-06|Agreement|Change request to the supplier: Spine Mini Service in Frameworki|Systems Manager|Not started|1 31|-5 31||||DC-06|||||",
    "AG-07|Agreement|Support contract of the extract tool|Business Intelligence Lead|Signed|25 30||25 14|1 30|CT-2024-88||||||",
    "AS-01|Assurance|Data Security and Protection Toolkit (DSPT) 2025-26|Information Governance Lead|Complete|4 30||4 29|-8 30|DSPT-2026||||||",
    "AS-02|Assurance|Data Security and Protection Toolkit (DSPT) 2024-25|Information Governance Lead|Superseded|16 30||16 27|4 30|DSPT-2025||||||",
    "AS-03|Assurance|Back-out plan of the load tested|Systems Manager|Complete|15 31||15 24||TEST-0207||||||",
    "AS-04|Assurance|Spine Mini Service: target operating model, first phase|Systems Manager|Not started|1 31|-3 31||||DC-06|||||",
    "AS-05|Assurance|Clinical safety case of the real-time route|Clinical Safety Officer|Not started|-1 30|-4 28||||AS-04|||||",
    "AS-06|Assurance|Process for unmatched and mismatched records agreed|Head of Service|Agreed|12 31||12 17|-1 15|PROC-31||||||",
    "TR-05|Transfer|Test file to the Demographics Batch Service|Systems Manager|Sent|||17 28||ST-0001|AG-01||||dbs_test-file|partner",
    "MS-01|Milestone|Partner agreed and first batch sent|Programme Manager|Done|18 31||16 20||PB-2025-07|AG-01; AP-04|||||",
    "MS-02|Milestone|Everybody without a number asked about once|Programme Manager|Done|11 30||9 30|||MS-01|||||",
    "MS-03|Milestone|HSCN connection (N3 in the briefing) ordered|Infrastructure Manager|Done|12 31||8 20||PO-77120|DC-02|||||",
    "MS-04|Milestone|HSCN connection accepted for batches|Infrastructure Manager|Done|10 31||2 24||HSCN-ACC-1|MS-03; AG-04|network||||",
    "MS-05|Milestone|HSCN connection of the second site accepted for real time|Infrastructure Manager|Late|4 30|1 30||||MS-04|network||||",
    "MS-06|Milestone|95% of open cases hold a number|Head of Service|On track|4 30|-3 31|||||||||",
    "MS-07|Milestone|95% held at three snapshots|Head of Service|Not started|1 31|-6 30||||MS-06|||||",
    "MS-08|Milestone|Social work teams trained in deciding mismatches|Principal Social Worker|Done|6 30||5 19|||AS-06|||||",
    "MS-09|Milestone|PDS access granted|Programme Manager|Not started|2 31|-5 31||||AP-02; MS-05; MS-07|||||",
    "MS-10|Milestone|Spine Mini Service in use|Programme Manager|Not started|-1 30|-11 30||||MS-09; AS-05; AG-06|||||",
    "RK-01|Risk|The network supplier delivers the connection late|Infrastructure Manager|Realised|||9 31||PB-2026-01|MS-03||5|4||",
    "RK-02|Risk|Cleansing takes more hours than planned|Programme Manager|Realised|||7 28||PB-2026-03|||5|3||",
    "RK-03|Risk|The partner stops submitting before batches go over the own connection|Programme Manager|Open||-1 30||||||2|5||",
    "RK-04|Risk|The agreement with the partner lapses before it is renewed|Information Governance Lead|Open||-1 15||||AG-01||4|4||",
    "RK-05|Risk|Coverage falls again because joiners come without a number|Head of Service|Open||-3 31||-1 30||||3|4||",
    "RK-06|Risk|A number is loaded on the wrong record|Systems Manager|Open||||-2 31|TEST-0207|||1|5||",
    "RK-07|Risk|The supplier's release with the Spine Mini Service slips|Systems Manager|Open||-5 31||||AG-06||3|3||",
    "RK-08|Risk|Knowledge of the extracts is with one role alone|Business Intelligence Lead|Closed|||5 12|||||2|3||",
    "DC-01|Decision|Batch tracing through a partner is the first route|Senior Management Team|Decided|18 15||18 15||SMT-2025-04||||||",
    "DC-02|Decision|An own HSCN connection is ordered|Senior Management Team|Decided|13 30||13 24||SMT-2025-09||||||",
    "DC-03|Decision|Numbers are loaded in batches, not retyped|Senior Management Team|Decided|15 15||15 15||SMT-2025-07||load rule||||",
    "DC-04|Decision|Social work is named for decisions about mismatches|Principal Social Worker|Decided|12 31||12 17||SMT-2025-10||mismatch process||||",
    "DC-05|Decision|Renew the agreement with the partner, or end it|Senior Management Team|Not started||-1 15|||||||||",
    "DC-06|Decision|Which real-time route: Spine Mini Service or PDS FHIR|Senior Management Team|Not started|3 30|-2 15|||||||||",
];

/// Writes both registers, the earlier first.
pub(super) fn write(dir: &Path, calendar: &Calendar, traces: &Traces) -> Result<[PathBuf; 2]> {
    let last = calendar.last();
    let mut entries: Vec<Entry> = ENTRIES.iter().map(|line| Entry::of(line, last)).collect();
    entries.extend(transfers(traces));
    let earlier = months_before(last, EARLIER);
    let workbook = dir.join(format!("register_{earlier}.xlsx"));
    write_workbook(&workbook, earlier, &entries)?;
    let rows = entries.iter().filter_map(|entry| {
        let uk = |cell: Cell| match cell {
            Cell::Text(text) => text,
            Cell::Date(day) => day.format("%d/%m/%Y").to_string(),
        };
        Some(entry.cells(last, true)?.into_iter().map(uk).collect())
    });
    let csv = table(&dir.join(format!("register_{last}.csv")), &COLUMNS, &rows.collect::<Vec<_>>())?;
    Ok([workbook, csv])
}

struct Entry {
    cells: Vec<String>,
    first_due: Option<NaiveDate>,
    due: Option<NaiveDate>,
    done: Option<NaiveDate>,
    expires: Option<NaiveDate>,
}

enum Cell {
    Text(String),
    Date(NaiveDate),
}

impl Entry {
    fn of(line: &str, last: NaiveDate) -> Self {
        let parts: Vec<&str> = line.split('|').collect();
        let day = |at: usize| parts.get(at).and_then(|text| day(text, last));
        let (first_due, due, done, expires) = (day(5), day(6), day(7), day(8));
        Self {
            cells: parts.iter().map(|part| (*part).to_owned()).collect(),
            first_due,
            due,
            done,
            expires,
        }
    }

    /// The row as it stood when the register was kept: what was done later was open then, and due when it was first said to be. None of
    /// what nobody knew of yet.
    fn cells(&self, kept_on: NaiveDate, is_last: bool) -> Option<Vec<Cell>> {
        let cell = |at: usize| self.cells.get(at).cloned().unwrap_or_default();
        let done = self.done.filter(|done| *done <= kept_on);
        let was_open = done.is_none() && self.done.is_some();
        if was_open && cell(1) == "Transfer" {
            return None;
        }
        let due = if is_last {
            self.due.or(self.first_due)
        } else {
            self.first_due.or(self.due)
        };
        let status = match (was_open, cell(1).as_str()) {
            (true, "Risk") => "Open".to_owned(),
            (true, _) => "In progress".to_owned(),
            (false, _) if is_last || cell(4) != "Late" => cell(4),
            (false, _) => "On track".to_owned(),
        };
        let date = |day: Option<NaiveDate>| day.map_or_else(|| Cell::Text(String::new()), Cell::Date);
        let mut row: Vec<Cell> = (0..4).map(|at| Cell::Text(cell(at))).collect();
        row.extend([Cell::Text(status), date(due), date(done), date(self.expires)]);
        row.extend((9..=15).map(|at| Cell::Text(cell(at))));
        Some(row)
    }
}

/// A day of a month that lies so many months before the end; a month's last where it has fewer days.
fn day(text: &str, last: NaiveDate) -> Option<NaiveDate> {
    let (months, day) = text.split_once(' ')?;
    let (months, day): (i32, u64) = (months.parse().ok()?, day.parse().ok()?);
    let first = first_of_month(last);
    let first = match usize::try_from(months) {
        Ok(before) => months_before(first, before),
        Err(_) => months_after(first, months.unsigned_abs()),
    };
    let end = days_before(months_after(first, 1), 1);
    Some(end.min(first + chrono::Days::new(day.saturating_sub(1))))
}

/// The transfers of the first batches; the others stand in the register of batches alone.
fn transfers(traces: &Traces) -> impl Iterator<Item = Entry> {
    let batches = traces.batches.iter().filter(|batch| !batch.asked.is_empty()).take(BATCHES);
    batches.zip(1..).map(|(batch, number)| {
        let line = format!(
            "TR-0{number}|Transfer|People to be traced, to the partner|Systems Manager|Sent||||||||||{}|partner",
            batch.name()
        );
        Entry {
            done: Some(batch.sent),
            ..Entry::of(&line, batch.sent)
        }
    })
}

fn write_workbook(path: &Path, kept_on: NaiveDate, entries: &[Entry]) -> Result<()> {
    let mut workbook = Workbook::new();
    // A fixed time of creation: the same seed gives the same bytes.
    let properties = DocProperties::new()
        .set_title("SYNTHETIC register")
        .set_creation_datetime(&excel_date(kept_on)?);
    workbook.set_properties(&properties);
    let date_format = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = workbook.add_worksheet().set_name("Register")?;
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_string(0, column, name)?;
    }
    for (line, row) in (1..).zip(entries.iter().filter_map(|entry| entry.cells(kept_on, false))) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => drop(sheet.write_string(line, column, text)?),
                Cell::Date(day) => drop(sheet.write_datetime_with_format(line, column, excel_date(day)?, &date_format)?),
            }
        }
    }
    workbook.save(path).with_context(|| format!("cannot write {}", path.display()))
}
