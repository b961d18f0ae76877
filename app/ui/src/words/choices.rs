//! What each control of the filter offers, and what choosing it does to the filter.

use chrono::NaiveDate;
use domain::{
    Exemptions, Filter, Measure, calendar,
    questions::{Provenance, TeamRow, TrendRow},
};

/// One option of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What goes into the address; empty for the default.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// Whether it is the one in force.
    pub selected: bool,
}

/// One control of the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The date of the figures.
    AsAt,
    /// The first date of the period.
    From,
    /// The service.
    Service,
    /// The team.
    Team,
    /// The rung that is judged.
    Measure,
    /// Whether exempt people are left out.
    Exemptions,
}

/// The dates with figures, latest first.
#[must_use]
pub fn dates(trend: &[TrendRow], filter: &Filter) -> Vec<Choice> {
    let latest = trend.last().map_or_else(
        || "Latest".to_owned(),
        |row| format!("Latest: {}", calendar::long(row.as_at)),
    );
    let mut choices = vec![choice("", latest, filter.as_at.is_none())];
    if let Some(asked) = filter.as_at.filter(|asked| trend.iter().all(|row| row.as_at != *asked)) {
        choices.push(date_choice(asked, format!("Up to {}", calendar::long(asked)), filter.as_at));
    }
    let known = trend.iter().rev();
    choices.extend(known.map(|row| date_choice(row.as_at, calendar::long(row.as_at), filter.as_at)));
    choices
}

/// The snapshots at which a period that ends at the date shown can start, latest first.
///
/// Earlier counts are left out: they hold no people whose movement could be followed.
#[must_use]
pub fn starts(trend: &[TrendRow], filter: &Filter, as_at: Option<NaiveDate>) -> Vec<Choice> {
    let mut choices = vec![choice("", "All dates".to_owned(), filter.from.is_none())];
    let known = trend
        .iter()
        .rev()
        .filter(|row| row.provenance == Provenance::Snapshot && as_at.is_some_and(|end| row.as_at < end));
    choices.extend(known.map(|row| date_choice(row.as_at, calendar::long(row.as_at), filter.from)));
    choices
}

/// The services, by name.
#[must_use]
pub fn services(teams: &[TeamRow], filter: &Filter) -> Vec<Choice> {
    named("All services", teams.iter().map(|row| &row.service), filter.service.as_ref())
}

/// The teams, by name; those of the service, where one is chosen.
#[must_use]
pub fn teams(teams: &[TeamRow], filter: &Filter) -> Vec<Choice> {
    let within = |row: &&TeamRow| filter.service.as_ref().is_none_or(|service| row.service == *service);
    named("All teams", teams.iter().filter(within).map(|row| &row.team), filter.team.as_ref())
}

/// The measures.
#[must_use]
pub fn measures(filter: &Filter) -> Vec<Choice> {
    Measure::ALL
        .iter()
        .map(|measure| choice(measure.name(), measure.label().to_owned(), *measure == filter.measure))
        .collect()
}

/// The filter after a control was changed; `shown` is the date of the figures on the page.
#[must_use]
pub fn changed(filter: &Filter, field: Field, value: &str, shown: Option<NaiveDate>) -> Filter {
    let mut next = filter.clone();
    let named = (!value.is_empty()).then(|| value.to_owned());
    match field {
        Field::AsAt => {
            next.as_at = calendar::read(value);
            // A period ends at the date shown, so it doesn't outlast it.
            (next.from, next.to) = (None, None);
        }
        Field::From => {
            next.from = calendar::read(value);
            next.to = next.from.and(shown);
        }
        Field::Service => (next.service, next.team) = (named, None),
        // A team lies in one service: naming both could only contradict.
        Field::Team => (next.service, next.team) = (None, named),
        Field::Measure => next.measure = Measure::from_name(value).unwrap_or_default(),
        Field::Exemptions => next.exemptions = Exemptions::from_name(value).unwrap_or_default(),
    }
    next
}

fn named<'a>(all: &str, names: impl Iterator<Item = &'a String>, chosen: Option<&'a String>) -> Vec<Choice> {
    // One that is chosen but not there stays to be seen, and to be changed.
    let mut names: Vec<_> = names.chain(chosen).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    let mut choices = vec![choice("", all.to_owned(), chosen.is_none())];
    choices.extend(names.into_iter().map(|name| choice(name, name.clone(), chosen == Some(name))));
    choices
}

fn date_choice(date: NaiveDate, label: String, chosen: Option<NaiveDate>) -> Choice {
    choice(&date.to_string(), label, chosen == Some(date))
}

fn choice(value: &str, label: String, selected: bool) -> Choice {
    Choice { value: value.to_owned(), label, selected }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Target;

    fn trend(dates: &[(&str, Provenance)]) -> Vec<TrendRow> {
        dates
            .iter()
            .map(|(date, provenance)| TrendRow {
                as_at: calendar::read(date).unwrap(),
                provenance: *provenance,
                in_scope: 10,
                recorded: None,
                covered: 5,
                verified: None,
                target: Target::DEFAULT,
                records_to_go: 5,
            })
            .collect()
    }

    fn team(name: &str, service: &str) -> TeamRow {
        TeamRow {
            team: name.to_owned(),
            service: service.to_owned(),
            in_scope: 1,
            recorded: None,
            covered: 1,
            verified: None,
            records_to_go: 0,
            target: Target::DEFAULT,
            previous_in_scope: None,
            previous_covered: None,
        }
    }

    fn labels(choices: &[Choice]) -> Vec<&str> {
        choices.iter().map(|choice| choice.label.as_str()).collect()
    }

    fn selected(choices: &[Choice]) -> Vec<&str> {
        choices.iter().filter(|choice| choice.selected).map(|choice| choice.value.as_str()).collect()
    }

    #[test]
    fn dates_come_latest_first_and_a_date_between_is_kept() {
        let rows = trend(&[("2026-09-30", Provenance::Snapshot), ("2026-10-31", Provenance::Snapshot)]);
        let filter = Filter { as_at: calendar::read("2026-10-15"), ..Filter::default() };
        let choices = dates(&rows, &filter);
        assert_eq!(
            labels(&choices),
            ["Latest: 31 October 2026", "Up to 15 October 2026", "31 October 2026", "30 September 2026"]
        );
        assert_eq!(selected(&choices), ["2026-10-15"]);
        assert_eq!(selected(&dates(&rows, &Filter::default())), [""]);
    }

    #[test]
    fn a_period_starts_at_a_snapshot_before_the_date_shown() {
        let rows = trend(&[
            ("2026-08-31", Provenance::History),
            ("2026-09-30", Provenance::Snapshot),
            ("2026-10-31", Provenance::Snapshot),
        ]);
        let choices = starts(&rows, &Filter::default(), calendar::read("2026-10-31"));
        assert_eq!(labels(&choices)[1..], ["30 September 2026"]);
    }

    #[test]
    fn teams_follow_the_service() {
        let rows = [team("North", "Hospital"), team("east", "Community"), team("South", "Hospital")];
        let all = Filter::default();
        assert_eq!(labels(&services(&rows, &all)), ["All services", "Community", "Hospital"]);
        assert_eq!(labels(&teams(&rows, &all)), ["All teams", "east", "North", "South"]);
        let hospital = changed(&all, Field::Service, "Hospital", None);
        assert_eq!(labels(&teams(&rows, &hospital)), ["All teams", "North", "South"]);
        let north = changed(&hospital, Field::Team, "North", None);
        assert_eq!((north.service, north.team.as_deref()), (None, Some("North")));
    }

    #[test]
    fn a_period_ends_with_the_date_it_was_chosen_at() {
        let filter = changed(&Filter::default(), Field::From, "2026-01-31", calendar::read("2026-10-31"));
        assert_eq!(filter.query(), "?from=2026-01-31&to=2026-10-31");
        assert_eq!(changed(&filter, Field::AsAt, "2026-06-30", None).query(), "?as_at=2026-06-30");
        assert_eq!(changed(&filter, Field::From, "", calendar::read("2026-10-31")).query(), "");
    }
}
