//! A workbook for analysts: typed cells under a frozen header, what they mean on a second sheet, and a chart that Excel can edit.

mod chart;

use super::{
    about::About,
    table::{Cell, Table},
};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, Timelike as _};
use domain::Target;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use warehouse::Holds;

/// The sheet's name; ranges of the chart name it.
pub(super) const SHEET: &str = "Figures";

/// Writes the workbook; the same answer gives the same bytes.
pub(super) fn write(table: &Table, about: &About) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut properties = DocProperties::new()
        .set_title(about.title)
        .set_author("NHS Number Coverage")
        .set_comment("The sheet About says how this is counted and from which loads.");
    // Without a date of its own the file would hold the present time and differ in every download.
    properties = properties.set_creation_datetime(&day(about.as_at.unwrap_or_default())?);
    workbook.set_properties(&properties);
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?;
    figures(sheet, table)?;
    if let Some((chart, column)) = chart::of(table, about) {
        sheet.insert_chart(1, column, &chart)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("About")?;
    self::about(sheet, about)?;
    workbook.save_to_buffer()
}

fn figures(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let header = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin);
    for (column, at) in table.columns.iter().zip(0_u16..) {
        sheet.write_with_format(0, at, column.heading(), &header)?;
    }
    for (row, line) in table.rows.iter().zip(1_u32..) {
        for ((cell, holds), column) in row.iter().zip(table.columns.iter().map(|column| column.holds)).zip(0_u16..) {
            match (cell, holds) {
                (Cell::Count(pence), Holds::Pence) => parts(sheet, (line, column), *pence, (100.0, "£#,##0.00"))?,
                (Cell::Count(minutes), Holds::Minutes) => parts(sheet, (line, column), *minutes, (60.0, "#,##0.00"))?,
                _ => put(sheet, line, column, cell)?,
            }
        }
    }
    sheet.autofit();
    sheet.set_freeze_panes(1, 0)?;
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let end = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, end, last)?;
    Ok(())
}

/// Pence as pounds, minutes as hours: what a spreadsheet adds up and shows as money and as time.
fn parts(sheet: &mut Worksheet, (row, column): (u32, u16), count: i64, (of, format): (f64, &str)) -> Result<(), XlsxError> {
    sheet.write_number_with_format(row, column, to_f64(count) / of, &Format::new().set_num_format(format))?;
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Nothing => return Ok(()),
        Cell::Hidden => sheet.write_string_with_format(row, column, "*", &Format::new().set_align(FormatAlign::Right))?,
        Cell::Count(count) => sheet.write_number_with_format(row, column, to_f64(*count), &Format::new().set_num_format("#,##0"))?,
        Cell::Number(number) => sheet.write_number(row, column, *number)?,
        Cell::Share { part, of, target } => {
            let format = Format::new().set_num_format(percent_format(*part, *of, *target));
            sheet.write_number_with_format(row, column, to_f64(*part) / to_f64(*of), &format)?
        }
        Cell::Target(target) => {
            let format = Format::new().set_num_format("0.0#%");
            sheet.write_number_with_format(row, column, target.percent() / 100.0, &format)?
        }
        Cell::Date(date) => {
            let format = Format::new().set_num_format("dd/mm/yyyy");
            sheet.write_datetime_with_format(row, column, &day(*date)?, &format)?
        }
        Cell::Flag(flag) => sheet.write_boolean(row, column, *flag)?,
        Cell::Text(text) => match NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ") {
            Ok(moment) => {
                let format = Format::new().set_num_format("dd/mm/yyyy hh:mm:ss");
                sheet.write_datetime_with_format(row, column, &at(moment)?, &format)?
            }
            // A text is written as a text: no spreadsheet takes it for a formula.
            Err(_) => sheet.write_string(row, column, text)?,
        },
    };
    Ok(())
}

/// As many decimals as it takes for a share below target, or below the whole, not to look as if it had reached it.
fn percent_format(part: i64, of: i64, target: Target) -> String {
    let shown = |decimals: u32| {
        let scale = 10_i128.pow(decimals + 2);
        (2 * i128::from(part) * scale + i128::from(of)) / (2 * i128::from(of))
    };
    let flatters = |decimals: u32| {
        let reached = shown(decimals) * 10_000 >= i128::from(target.basis_points()) * 10_i128.pow(decimals + 2);
        (!target.is_met(part, of) && reached) || (part < of && shown(decimals) >= 10_i128.pow(decimals + 2))
    };
    let decimals = (1..=8).find(|decimals| !flatters(*decimals)).unwrap_or(9);
    format!("0.{}%", "0".repeat(decimals as usize))
}

fn about(sheet: &mut Worksheet, about: &About) -> Result<(), XlsxError> {
    let (title, name) = (
        Format::new().set_bold().set_font_size(14),
        Format::new().set_bold().set_align(FormatAlign::Top),
    );
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 26)?.set_column_width(1, 60)?.set_column_width(2, 70)?;
    sheet.write_string_with_format(0, 0, about.title, &title)?;
    let mut row = 2;
    for (fact, value) in &about.facts {
        sheet.write_string_with_format(row, 0, fact, &name)?;
        sheet.write_string_with_format(row, 1, value, &wrapped)?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "How this is counted", &name)?;
    for line in about.definition_lines() {
        sheet.write_string_with_format(row, 1, line, &wrapped)?;
        row += 1;
    }
    row += 1;
    for (heading, column) in ["Loads behind these figures", "File", "SHA-256"].into_iter().zip(0..) {
        sheet.write_string_with_format(row, column, heading, &name)?;
    }
    if about.lineage.is_empty() {
        sheet.write_string(row + 1, 0, "Every load in force")?;
    }
    for load in &about.lineage {
        row += 1;
        sheet.write_number(row, 0, load.load)?;
        sheet.write_string(row, 1, &load.file)?;
        sheet.write_string(row, 2, &load.sha256)?;
    }
    Ok(())
}

fn day(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or_default(), part(date.month()), part(date.day()))
}

fn at(moment: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let seconds = u16::try_from(moment.second()).unwrap_or_default();
    day(moment.date())?.and_hms(u16::try_from(moment.hour()).unwrap_or_default(), part(moment.minute()), seconds)
}

/// Counts of people and rows stay far below 2^52.
#[expect(clippy::cast_precision_loss, reason = "counts of people and rows stay far below 2^52")]
fn to_f64(count: i64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_format_rounds_up_to_what_is_not_reached() {
        for (part, of, format) in [
            (1, 2, "0.0%"),
            (9_497, 10_000, "0.00%"),
            (94_996, 100_000, "0.000%"),
            (9_500, 10_000, "0.0%"),
            (99_996, 100_000, "0.000%"),
            (1, 1, "0.0%"),
        ] {
            assert_eq!(percent_format(part, of, Target::DEFAULT), format, "{part} of {of}");
        }
    }
}
