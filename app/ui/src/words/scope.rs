//! What the figures on a page are about, in words.

use chrono::NaiveDate;
use domain::{Exemptions, Filter, calendar, page::Page};

/// The product's name, in titles and at the head of every page.
pub const PRODUCT: &str = "NHS Number Coverage";

/// Whose records: `Whole council`, a service, a team.
#[must_use]
pub fn name(filter: &Filter) -> String {
    filter
        .team
        .clone()
        .or_else(|| filter.service.clone())
        .unwrap_or_else(|| "Whole council".to_owned())
}

/// The page's heading: `Overview: whole council`.
#[must_use]
pub fn heading(page: Page, filter: &Filter) -> String {
    match (page, &filter.team, &filter.service) {
        (Page::Matching, ..) => "Matching: what was sent to be traced and what came back".to_owned(),
        (Page::Resources, ..) => "Resources: what the work takes against what was planned".to_owned(),
        (Page::Governance, ..) => "Governance: what stands between the council and PDS access".to_owned(),
        (Page::Options, ..) => "Options: the routes side by side".to_owned(),
        (Page::Data, ..) => "Data: what was loaded and how it is counted".to_owned(),
        (Page::Team, None, _) => "Choose a team".to_owned(),
        (Page::Overview | Page::Team, Some(team), _) => format!("{}: {team}", page.title()),
        (Page::Overview | Page::Teams, _, Some(service)) => format!("{}: {service}", page.title()),
        (Page::Overview, None, None) => "Overview: whole council".to_owned(),
        (Page::Teams, _, None) => "Teams: all services".to_owned(),
    }
}

/// The document's title: page, scope, date and product.
#[must_use]
pub fn title(page: Page, filter: &Filter, as_at: Option<NaiveDate>) -> String {
    let date = as_at.map(|date| format!(", {}", calendar::long(date))).unwrap_or_default();
    format!("{}{date} – {PRODUCT}", heading(page, filter))
}

/// The line under the heading, and on paper in place of the filter: date, measure, denominator, period.
#[must_use]
pub fn line(filter: &Filter, as_at: Option<NaiveDate>) -> String {
    let mut parts = Vec::new();
    parts.extend(as_at.map(|date| format!("As at {}", calendar::long(date))));
    parts.push(name(filter));
    parts.push(format!("judged on {}", filter.measure.label().to_lowercase()));
    parts.push(
        match filter.exemptions {
            Exemptions::Included => "everyone in scope",
            Exemptions::Excluded => "less agreed exemptions",
        }
        .to_owned(),
    );
    if let (Some(from), Some(to)) = (filter.from, filter.to) {
        parts.push(format!("period {} to {}", calendar::long(from), calendar::long(to)));
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(pairs: &[(&str, &str)]) -> Filter {
        Filter::from_pairs(pairs.iter().copied()).unwrap()
    }

    #[test]
    fn titles_say_page_scope_and_date() {
        let date = calendar::read("2026-10-31");
        for (page, pairs, expected) in [
            (
                Page::Overview,
                &[][..],
                "Overview: whole council, 31 October 2026 – NHS Number Coverage",
            ),
            (
                Page::Teams,
                &[("service", "Hospital")][..],
                "Teams: Hospital, 31 October 2026 – NHS Number Coverage",
            ),
            (
                Page::Team,
                &[("team", "North"), ("service", "Hospital")][..],
                "Team: North, 31 October 2026 – NHS Number Coverage",
            ),
            (Page::Team, &[][..], "Choose a team, 31 October 2026 – NHS Number Coverage"),
        ] {
            assert_eq!(title(page, &filter(pairs), date), expected);
        }
    }

    #[test]
    fn the_line_says_what_is_counted() {
        assert_eq!(
            line(
                &filter(&[
                    ("measure", "verified"),
                    ("exemptions", "excluded"),
                    ("from", "2026-01-31"),
                    ("to", "2026-10-31")
                ]),
                calendar::read("2026-10-31")
            ),
            "As at 31 October 2026 · Whole council · judged on verified coverage · less agreed exemptions · \
             period 31 January 2026 to 31 October 2026"
        );
        assert_eq!(
            line(&Filter::default(), None),
            "Whole council · judged on coverage · everyone in scope"
        );
    }
}
