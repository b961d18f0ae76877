//! The big numbers at the head of a page.

use crate::{figures::NOT_KNOWN, sentence};
use domain::{
    Exemptions, Filter, calendar,
    page::Stat,
    percent,
    questions::{CoverageRow, Ladder as _},
};

/// Share, records to go, change and exemptions, in that order.
#[must_use]
pub fn stats(row: &CoverageRow, filter: &Filter) -> [Stat; 4] {
    [share(row, filter), to_go(row), change(row, filter), exempt(row, filter)]
}

fn share(row: &CoverageRow, filter: &Filter) -> Stat {
    let of = percent::count(row.in_scope);
    let (value, detail) = match row.counted(filter.measure) {
        Some(counted) => (
            percent::shown(counted, row.in_scope, row.target),
            format!(
                "{} of {of} records in scope; the target is {}",
                percent::count(counted),
                row.target.label()
            ),
        ),
        None => (percent::NO_PERCENT.to_owned(), format!("{NOT_KNOWN}; {of} records in scope")),
    };
    Stat {
        label: filter.measure.label().to_owned(),
        value,
        detail,
    }
}

fn to_go(row: &CoverageRow) -> Stat {
    let detail = match row.records_to_go {
        _ if row.in_scope == 0 => "nobody is in scope".to_owned(),
        0 => format!("the target of {} is reached", row.target.label()),
        _ => format!("must still gain a number to reach {}", row.target.label()),
    };
    Stat {
        label: "Records to go".to_owned(),
        value: percent::count(row.records_to_go),
        detail,
    }
}

fn change(row: &CoverageRow, filter: &Filter) -> Stat {
    let label = "Change, points".to_owned();
    match (sentence::change(row, filter.measure), row.previous_as_at) {
        (Some(change), Some(since)) => Stat {
            label,
            value: format!("{} {}", change.arrow(), change.short()),
            detail: format!("{} since {}", change.words(), calendar::long(since)),
        },
        _ => Stat {
            label,
            value: percent::NO_PERCENT.to_owned(),
            detail: "no earlier snapshot to compare with".to_owned(),
        },
    }
}

fn exempt(row: &CoverageRow, filter: &Filter) -> Stat {
    let label = "Agreed exemptions".to_owned();
    match row.exempt {
        None => Stat {
            label,
            value: percent::NO_PERCENT.to_owned(),
            detail: NOT_KNOWN.to_owned(),
        },
        Some(exempt) => Stat {
            label,
            value: percent::count(exempt),
            detail: match filter.exemptions {
                Exemptions::Included => "people, counted in scope here",
                Exemptions::Excluded => "people, left out here",
            }
            .to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Target, questions::Provenance};

    fn row() -> CoverageRow {
        CoverageRow {
            as_at: calendar::read("2026-10-31").unwrap(),
            provenance: Provenance::Snapshot,
            in_scope: 10_000,
            recorded: Some(9_600),
            covered: 9_497,
            verified: Some(9_000),
            exempt: Some(12),
            target: Target::DEFAULT,
            records_to_go: 3,
            previous_as_at: calendar::read("2026-09-30"),
            previous_in_scope: Some(10_000),
            previous_covered: Some(9_450),
        }
    }

    fn said(row: &CoverageRow) -> Vec<(String, String)> {
        stats(row, &Filter::default()).map(|stat| (stat.value, stat.detail)).to_vec()
    }

    fn check(row: &CoverageRow, expected: [(&str, &str); 4]) {
        let expected: Vec<_> = expected.map(|(value, detail)| (value.to_owned(), detail.to_owned())).to_vec();
        assert_eq!(said(row), expected);
    }

    #[test]
    fn numbers_stand_with_what_they_are_of() {
        check(
            &row(),
            [
                ("94.9%", "9,497 of 10,000 records in scope; the target is 95%"),
                ("3", "must still gain a number to reach 95%"),
                ("▲ +0.5", "up 0.5 percentage points since 30 September 2026"),
                ("12", "people, counted in scope here"),
            ],
        );
    }

    #[test]
    fn earlier_counts_do_not_pretend_to_know_more() {
        let history = CoverageRow {
            recorded: None,
            verified: None,
            exempt: None,
            previous_as_at: None,
            previous_in_scope: None,
            previous_covered: None,
            ..row()
        };
        check(
            &history,
            [
                ("94.9%", "9,497 of 10,000 records in scope; the target is 95%"),
                ("3", "must still gain a number to reach 95%"),
                ("–", "no earlier snapshot to compare with"),
                ("–", "not known from earlier counts"),
            ],
        );
    }
}
