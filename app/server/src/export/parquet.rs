use super::{
    about::About,
    table::{Cell, Column, Table},
};
use ingest::answers::{self, Values};
use warehouse::Holds;

/// Writes the rows with the API's names and values, and what they mean in the file's metadata.
pub(super) fn write(table: &Table, about: &About) -> Result<Vec<u8>, ingest::Error> {
    let columns = table.columns.iter().enumerate();
    let columns: Vec<_> = columns
        .map(|(at, column)| (column.name.clone(), values(column, table.rows.iter().map(|row| &row[at]))))
        .collect();
    answers::parquet(&columns, vec![("about".to_owned(), about.text())])
}

fn values<'a>(column: &Column, cells: impl Iterator<Item = &'a Cell> + Clone) -> Values {
    if cells.clone().any(|cell| matches!(cell, Cell::Number(_))) {
        return Values::Numbers(cells.map(number).collect());
    }
    match column.holds {
        Holds::Count | Holds::Number | Holds::Minutes | Holds::Pence => Values::Counts(
            cells
                .map(|cell| if let Cell::Count(count) = cell { Some(*count) } else { None })
                .collect(),
        ),
        Holds::Percent | Holds::Decimal => Values::Numbers(cells.map(number).collect()),
        Holds::Date => Values::Dates(
            cells
                .map(|cell| if let Cell::Date(date) = cell { Some(*date) } else { None })
                .collect(),
        ),
        Holds::Flag => Values::Flags(
            cells
                .map(|cell| if let Cell::Flag(flag) = cell { Some(*flag) } else { None })
                .collect(),
        ),
        Holds::Text => Values::Texts(
            cells
                .map(|cell| match cell {
                    Cell::Text(text) => Some(text.clone()),
                    Cell::Count(count) => Some(count.to_string()),
                    _ => None,
                })
                .collect(),
        ),
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Target(target) => Some(target.percent()),
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
        Cell::Count(count) => Some(*count as f64),
        _ => None,
    }
}
