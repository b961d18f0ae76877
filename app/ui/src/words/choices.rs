//! What each control of the filter offers, and what choosing it does to the filter.

use chrono::{Datelike as _, Months, NaiveDate};
use domain::{Dimension, Exemptions, Filter, Grain, Measure, calendar, options::Assumption, page::Frame, questions::Provenance};

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
    /// What the groups of people are.
    By,
    /// The date by which the target is to be reached.
    ReachBy,
    /// How long the periods of effort are.
    Grain,
}

impl Field {
    /// Of its control, to which its label points.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::AsAt => "filter-as-at",
            Self::From => "filter-from",
            Self::Service => "filter-service",
            Self::Team => "filter-team",
            Self::Measure => "filter-measure",
            Self::Exemptions => "filter-exemptions",
            Self::By => "breakdown-by",
            Self::ReachBy => "forecast-reach-by",
            Self::Grain => "effort-by",
        }
    }
}

/// The dates with figures, latest first.
#[must_use]
pub fn dates(frame: &Frame, filter: &Filter) -> Vec<Choice> {
    let latest = frame
        .dates
        .last()
        .map_or_else(|| "Latest".to_owned(), |(date, _)| format!("Latest: {}", calendar::long(*date)));
    let mut choices = vec![choice("", latest, filter.as_at.is_none())];
    if let Some(asked) = filter.as_at.filter(|asked| frame.dates.iter().all(|(date, _)| date != asked)) {
        choices.push(date_choice(asked, format!("Up to {}", calendar::long(asked)), filter.as_at));
    }
    let known = frame.dates.iter().rev();
    choices.extend(known.map(|(date, _)| date_choice(*date, calendar::long(*date), filter.as_at)));
    choices
}

/// The snapshots at which a period that ends at the date shown can start, latest first.
///
/// Earlier counts are left out: they hold no people whose movement could be followed.
#[must_use]
pub fn starts(frame: &Frame, filter: &Filter) -> Vec<Choice> {
    let mut choices = vec![choice("", "All dates".to_owned(), filter.from.is_none())];
    let known = frame
        .dates
        .iter()
        .rev()
        .filter(|(date, provenance)| *provenance == Provenance::Snapshot && frame.as_at.is_some_and(|end| *date < end));
    choices.extend(known.map(|(date, _)| date_choice(*date, calendar::long(*date), filter.from)));
    choices
}

/// The services, by name.
#[must_use]
pub fn services(frame: &Frame, filter: &Filter) -> Vec<Choice> {
    let names = frame.teams.iter().map(|(_, service)| service);
    named("All services", names, filter.service.as_ref())
}

/// The teams, by name; those of the service, where one is chosen.
#[must_use]
pub fn teams(frame: &Frame, filter: &Filter) -> Vec<Choice> {
    let within = |(_, service): &&(String, String)| filter.service.as_ref().is_none_or(|chosen| service == chosen);
    let names = frame.teams.iter().filter(within).map(|(team, _)| team);
    named("All teams", names, filter.team.as_ref())
}

/// The measures.
#[must_use]
pub fn measures(filter: &Filter) -> Vec<Choice> {
    Measure::ALL
        .iter()
        .map(|measure| choice(measure.name(), measure.label().to_owned(), *measure == filter.measure))
        .collect()
}

/// What people can be grouped by.
#[must_use]
pub fn dimensions(filter: &Filter) -> Vec<Choice> {
    Dimension::ALL
        .iter()
        .map(|by| choice(by.name(), by.label().to_owned(), *by == filter.by))
        .collect()
}

/// How effort can be told over time.
#[must_use]
pub fn grains(filter: &Filter) -> Vec<Choice> {
    [Grain::Month, Grain::Week]
        .iter()
        .map(|grain| choice(grain.name(), grain.label().to_owned(), *grain == filter.grain))
        .collect()
}

/// The ends of months by which the target may be wanted, for three years after the date of the figures.
#[must_use]
pub fn ends(frame: &Frame, filter: &Filter) -> Vec<Choice> {
    let Some(as_at) = frame.as_at else { return Vec::new() };
    let year_end = calendar::financial_year_end(as_at);
    let label = format!("End of the financial year: {}", calendar::long(year_end));
    let mut choices = vec![choice("", label, filter.reach_by.is_none())];
    let month_ends = (0..36).filter_map(|ahead| as_at.with_day(1)?.checked_add_months(Months::new(ahead + 1))?.pred_opt());
    let mut dates: Vec<NaiveDate> = month_ends.filter(|end| *end > as_at).chain(filter.reach_by).collect();
    dates.sort_unstable();
    dates.dedup();
    choices.extend(
        dates
            .into_iter()
            .map(|date| date_choice(date, calendar::long(date), filter.reach_by)),
    );
    choices
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
        Field::ReachBy => next.reach_by = calendar::read(value),
        Field::Grain => next.grain = Grain::from_name(value).unwrap_or_default(),
        Field::By => next.by = Dimension::from_name(value).unwrap_or_default(),
        Field::Exemptions => next.exemptions = Exemptions::from_name(value).unwrap_or_default(),
    }
    next
}

/// The filter with the reader's own figure for an assumption. An empty text, and the figure that is measured, leave it to what is measured.
///
/// # Errors
/// Says what a figure that can't be understood should be.
pub fn assumed(filter: &Filter, assumption: Assumption, text: &str, measured: &str) -> Result<Filter, String> {
    let value = match text.trim() {
        "" => None,
        text => Some(assumption.read(text)?),
    };
    let own = value.filter(|value| assumption.read(measured) != Ok(*value));
    Ok(Filter {
        assume: filter.assume.with(assumption, own),
        ..filter.clone()
    })
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
    Choice {
        value: value.to_owned(),
        label,
        selected,
    }
}

#[cfg(test)]
mod tests;
