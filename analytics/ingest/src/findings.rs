use crate::columns::Layout;
use crate::reason::Reason;
use domain::{Issue, Severity};
use std::collections::HashMap;

/// What is wrong with one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) column: Option<usize>,
    pub(crate) reason: Reason,
    /// The earlier line that the row contradicts.
    pub(crate) earlier: Option<u64>,
}

impl Fault {
    pub(crate) fn new(column: Option<usize>, reason: Reason) -> Self {
        Self {
            column,
            reason,
            earlier: None,
        }
    }

    pub(crate) fn against(column: Option<usize>, reason: Reason, earlier: u64) -> Self {
        Self {
            column,
            reason,
            earlier: Some(earlier),
        }
    }
}

/// A row that was refused, found again in the source by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reject {
    /// The row's place among the rows of the file, from 0.
    pub(crate) row: u64,
    /// The physical line on which it begins.
    pub(crate) line: u64,
    pub(crate) fault: Fault,
}

/// Everything found in a file, added up by column and reason.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    warnings: HashMap<(Option<usize>, Reason), (u64, u64)>,
    rejects: Vec<Reject>,
}

impl Findings {
    pub(crate) fn refuse(&mut self, row: u64, line: u64, fault: Fault) {
        self.rejects.push(Reject { row, line, fault });
    }

    /// How many rows were refused.
    pub(crate) fn refused(&self) -> usize {
        self.rejects.len()
    }

    pub(crate) fn warn(&mut self, column: Option<usize>, reason: Reason, line: u64) {
        let (rows, first) = self.warnings.entry((column, reason)).or_insert((0, line));
        *rows += 1;
        *first = line.min(*first);
    }

    /// The issues, refusals first, the commonest first, and the refused rows in the file's order.
    pub(crate) fn finish(mut self, layout: &Layout) -> (Vec<Issue>, Vec<Reject>) {
        self.rejects.sort_by_key(|reject| reject.row);
        let mut refused: HashMap<_, (u64, u64)> = HashMap::new();
        for reject in &self.rejects {
            let (rows, _) = refused
                .entry((reject.fault.column, reject.fault.reason))
                .or_insert((0, reject.line));
            *rows += 1;
        }
        let refused = refused.into_iter().map(|found| (Severity::Refused, found));
        let warnings = self.warnings.into_iter().map(|found| (Severity::Warning, found));
        let mut issues: Vec<_> = refused
            .chain(warnings)
            .map(|(severity, ((column, reason), (rows, first_line)))| Issue {
                severity,
                column: layout.name(column).to_owned(),
                reason: reason.name().to_owned(),
                text: reason.text().to_owned(),
                rows,
                first_line,
            })
            .collect();
        issues.sort_by(|a, b| {
            (a.severity, b.rows, a.first_line, &a.reason, &a.column).cmp(&(b.severity, a.rows, b.first_line, &b.reason, &b.column))
        });
        (issues, self.rejects)
    }
}
