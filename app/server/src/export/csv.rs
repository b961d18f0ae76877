use crate::answers::{self, Unwritable, Use};
use domain::Answer;
use warehouse::Answerable;

/// Spreadsheets take a file for UTF-8 only if it begins with this.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes the rows as [`answers::Csv`] does, for spreadsheets and for Power BI.
pub(crate) struct Csv;

impl Use for Csv {
    type Output = Result<Vec<u8>, Unwritable>;

    fn answer<Q: Answerable>(self, answer: Answer<Q::Row>) -> Self::Output {
        let rows = answers::Csv.answer::<Q>(answer)?;
        Ok([BYTE_ORDER_MARK, &rows].concat())
    }
}
