use crate::answers::{self, Unwritable, Use};
use domain::Answer;
use std::borrow::Cow;
use warehouse::Answerable;

/// Spreadsheets take a file for UTF-8 only if it begins with this.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes the rows for spreadsheets and for Power BI.
pub(crate) struct Csv;

impl Use for Csv {
    type Output = Result<Vec<u8>, Unwritable>;

    fn answer<Q: Answerable>(self, answer: Answer<Q::Row>) -> Self::Output {
        let rows = answers::csv_rows::<Q>(&answer, as_text)?;
        Ok([BYTE_ORDER_MARK, &rows].concat())
    }
}

/// With an apostrophe before what a spreadsheet would run as a formula: a team's name comes from whoever typed it.
pub(super) fn as_text(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_formula() {
        for (text, written) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+44", "'+44"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("2026-10-31", "2026-10-31"),
            ("Team = North", "Team = North"),
            ("", ""),
        ] {
            assert_eq!(as_text(text), written);
        }
    }
}
