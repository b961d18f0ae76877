//! Addresses of pages and downloads: all state is in them, so that a link shows what its sender saw.

use domain::{Filter, TeamSort, page::Page};

/// A page with a filter.
#[must_use]
pub fn page(page: Page, filter: &Filter) -> String {
    format!("{}{}", page.path(), filter.query())
}

/// Another page from this one: what both can show is kept, a team is left behind where all teams are listed.
#[must_use]
pub fn other(to: Page, filter: &Filter) -> String {
    let mut next = filter.clone();
    if matches!(to, Page::Overview | Page::Teams) {
        next.team = None;
    }
    page(to, &next)
}

/// A team's page.
#[must_use]
pub fn team(name: &str, filter: &Filter) -> String {
    let filter = Filter {
        team: Some(name.to_owned()),
        service: None,
        sort: TeamSort::default(),
        ..filter.clone()
    };
    page(Page::Team, &filter)
}

/// The teams in another order.
#[must_use]
pub fn sorted(sort: TeamSort, filter: &Filter) -> String {
    page(Page::Teams, &Filter { sort, ..filter.clone() })
}

/// A question's chart or table as a file: `svg`, `png`, `pdf`, `csv`, `xlsx` or `json`.
#[must_use]
pub fn export(question: &str, extension: &str, filter: &Filter) -> String {
    format!("/export/{question}.{extension}{}", filter.query())
}

/// The senior management team's paper as a file: `pdf`, `docx` or `html`.
#[must_use]
pub fn briefing(extension: &str, filter: &Filter) -> String {
    let date = Filter {
        as_at: filter.as_at,
        ..Filter::default()
    };
    export("briefing", extension, &date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(pairs: &[(&str, &str)]) -> Filter {
        Filter::from_pairs(pairs.iter().copied()).unwrap()
    }

    #[test]
    fn state_travels_with_links() {
        let here = filter(&[
            ("as_at", "2026-09-30"),
            ("team", "A & B"),
            ("measure", "verified"),
            ("sort", "team"),
        ]);
        assert_eq!(other(Page::Overview, &here), "/?as_at=2026-09-30&measure=verified&sort=team");
        assert_eq!(
            other(Page::Data, &here),
            "/data?as_at=2026-09-30&team=A%20%26%20B&measure=verified&sort=team"
        );
        assert_eq!(team("C", &here), "/team?as_at=2026-09-30&team=C&measure=verified");
        assert_eq!(sorted(TeamSort::RecordsToGo, &filter(&[("sort", "team")])), "/teams");
        assert_eq!(
            export("coverage_by_team", "csv", &filter(&[("service", "Hospital")])),
            "/export/coverage_by_team.csv?service=Hospital"
        );
        assert_eq!(briefing("pdf", &here), "/export/briefing.pdf?as_at=2026-09-30");
    }
}
