use super::SHEET;
use crate::export::{
    about::About,
    table::{Cell, Table},
};
use charts::theme;
use rust_xlsxwriter::{Chart, ChartLegendPosition, ChartMarker, ChartMarkerType, ChartSeries, ChartSolidFill};

/// The chart that belongs to a table, and the column where it has room: lines for shares over dates, bars for a ranking of teams.
pub(super) fn of(table: &Table, about: &About) -> Option<(Chart, u16)> {
    let last = u32::try_from(table.rows.len()).ok()?;
    let beside = u16::try_from(table.columns.len() + 1).ok()?;
    let (first, many) = (table.columns.first()?.name.as_str(), last >= 2);
    let chart = match first {
        "as_at" if many && dates_differ(table) => trend(table, last)?,
        "team" if last >= 1 => ranking(table, last)?,
        _ => return None,
    };
    Some((titled(chart, about), beside))
}

fn trend(table: &Table, last: u32) -> Option<Chart> {
    let shares: Vec<u16> = (0_u16..)
        .zip(&table.columns)
        .filter(|(_, column)| column.name.ends_with("_percent") || column.name == "target")
        .map(|(at, _)| at)
        .collect();
    if shares.is_empty() {
        return None;
    }
    let mut chart = Chart::new_line();
    for column in shares {
        series(&mut chart, column, last).set_marker(ChartMarker::new().set_type(ChartMarkerType::Circle).set_size(4));
    }
    chart.x_axis().set_date_axis(true).set_num_format("mmm yyyy");
    chart.y_axis().set_num_format("0%").set_max(1.0);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(720).set_height(400);
    Some(chart)
}

fn ranking(table: &Table, last: u32) -> Option<Chart> {
    let ranked = u16::try_from(table.position("records_to_go")?).ok()?;
    let mut chart = Chart::new_bar();
    series(&mut chart, ranked, last).set_format(ChartSolidFill::new().set_color(theme::MAIN.hex().as_str()));
    // The first row stands on top, as in the table.
    chart.y_axis().set_reverse();
    chart.legend().set_hidden();
    chart.set_width(720).set_height((last * 22 + 120).clamp(260, 4_000));
    Some(chart)
}

/// One series of the rows of a column, named by its heading, over the first column.
fn series(chart: &mut Chart, column: u16, last: u32) -> &mut ChartSeries {
    chart
        .add_series()
        .set_name((SHEET, 0, column))
        .set_categories((SHEET, 1, 0, last, 0))
        .set_values((SHEET, 1, column, last, column))
}

fn titled(mut chart: Chart, about: &About) -> Chart {
    let date = about
        .as_at
        .map(|date| format!(", {}", domain::calendar::long(date)))
        .unwrap_or_default();
    chart.title().set_name(&format!("{}{date}", about.title));
    chart.set_alt_text(format!("{}; the figures are in the table beside it.", about.title));
    chart
}

/// Whether every row has a date of its own.
fn dates_differ(table: &Table) -> bool {
    let dates: std::collections::BTreeSet<_> = table
        .rows
        .iter()
        .filter_map(|row| match row.first() {
            Some(Cell::Date(date)) => Some(*date),
            _ => None,
        })
        .collect();
    dates.len() == table.rows.len()
}
