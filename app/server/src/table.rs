//! Rows lined up in columns, for a terminal.

use std::{borrow::Cow, fmt::Write as _};

/// Lines up the records of a CSV with a header; columns of figures to the right.
///
/// # Errors
/// If the bytes are not CSV.
pub fn lined_up(csv: &[u8]) -> Result<String, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    let records: Vec<csv::StringRecord> = reader
        .records()
        .map(|record| Ok(record?.iter().map(readable).collect()))
        .collect::<Result<_, csv::Error>>()?;
    let columns = records.first().map_or(0, csv::StringRecord::len);
    let width = |column: usize| records.iter().map(|record| cell(record, column).chars().count()).max().unwrap_or(0);
    let is_figures = |column: usize| {
        records
            .iter()
            .skip(1)
            .all(|record| cell(record, column).parse::<f64>().is_ok() || cell(record, column).is_empty())
    };
    let shape: Vec<(usize, bool)> = (0..columns).map(|column| (width(column), is_figures(column))).collect();
    let mut out = String::new();
    for record in &records {
        let mut line = String::new();
        for (column, (width, figures)) in shape.iter().enumerate() {
            let text = cell(record, column);
            // Writing to a String can't fail.
            let _ = if *figures {
                write!(line, "{text:>width$}  ")
            } else {
                write!(line, "{text:<width$}  ")
            };
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    Ok(out)
}

/// A figure with at most four decimals: all of them are for machines, which read CSV or JSON.
fn readable(cell: &str) -> Cow<'_, str> {
    let decimals = cell.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
    match cell.parse::<f64>() {
        Ok(figure) if decimals > 4 => Cow::Owned(format!("{figure:.4}")),
        _ => Cow::Borrowed(cell),
    }
}

fn cell(record: &csv::StringRecord, column: usize) -> &str {
    record.get(column).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_four_decimals_at_most() {
        let table = lined_up(b"share,name\n0.8749967411569187,1.2.345678\n0.5,North\n").unwrap();
        assert_eq!(table, " share  name\n0.8750  1.2.345678\n   0.5  North\n");
    }

    #[test]
    fn figures_stand_to_the_right() {
        let table = lined_up(b"team,in_scope\nNorth,5\nLong name,1200\n").unwrap();
        assert_eq!(table, "team       in_scope\nNorth             5\nLong name      1200\n");
    }
}
