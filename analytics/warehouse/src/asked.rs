//! A filter as one question understands it: which dates, which part of the council.

use crate::{
    About, AskError,
    catalog::Catalog,
    database::{Named, date, text},
    error::invalid,
};
use chrono::NaiveDate;
use domain::{Filter, Measure, questions::Provenance};
use duckdb::types::Value;

/// What is asked of the SQL.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The date the answer is about.
    pub(crate) as_at: Option<NaiveDate>,
    /// The date before, with which it is compared.
    pub(crate) previous: Option<NaiveDate>,
    /// Whether there can be rows at all; if not, nothing is asked.
    pub(crate) has_rows: bool,
    /// Whether two dates were chosen that don't follow each other.
    pub(crate) apart: bool,
    /// The filter with names as they are spelt.
    pub(crate) filter: Filter,
    /// Whether the period has so many snapshots that one a month says it better.
    monthly: bool,
    from: NaiveDate,
    to: NaiveDate,
}

/// The most snapshots that are told one by one; weekly ones of a year are.
const ONE_BY_ONE: usize = 60;

/// Understands a filter.
pub(crate) fn understand(catalog: &Catalog, about: About, filter: &Filter) -> Result<Asked, AskError> {
    if about == About::Loads {
        return Ok(Asked {
            as_at: None,
            previous: None,
            has_rows: true,
            apart: false,
            filter: filter.clone(),
            monthly: false,
            from: NaiveDate::MIN,
            to: NaiveDate::MAX,
        });
    }
    if matches!(about, About::Effort | About::Yield) {
        let limit = filter.as_at.into_iter().chain(filter.to).min();
        let counted = catalog.date(None).map(|(date, _)| date).filter(|_| about == About::Yield);
        return Ok(Asked {
            as_at: limit.or(catalog.effort_until.max(counted)),
            previous: None,
            has_rows: true,
            apart: false,
            filter: filter.clone(),
            monthly: false,
            from: filter.from.unwrap_or(NaiveDate::MIN),
            to: limit.unwrap_or(NaiveDate::MAX),
        });
    }
    if about == About::Register {
        let today = filter.as_at.or(catalog.latest_day).ok_or(AskError::NoFigures)?;
        return Ok(Asked {
            as_at: Some(today),
            previous: None,
            has_rows: true,
            apart: false,
            filter: filter.clone(),
            monthly: false,
            from: today,
            to: today,
        });
    }
    let Some((first, _)) = catalog.dates.first().copied() else {
        return Err(AskError::NoFigures);
    };
    let filter = names(catalog, filter)?;
    if about == About::Pair && (filter.from.is_some() || filter.to.is_some()) {
        return pair(catalog, filter);
    }
    // A period ends on its last day, or on the date asked about if that is earlier.
    let has_period = matches!(about, About::Period | About::Course | About::States | About::Events);
    let (limit, limited_by) = match (filter.as_at, filter.to.filter(|_| has_period)) {
        (Some(as_at), Some(to)) if to < as_at => (Some(to), "to"),
        (None, Some(to)) => (Some(to), "to"),
        (as_at, _) => (as_at, "as_at"),
    };
    let (as_at, provenance) = catalog.date(limit).ok_or_else(|| {
        invalid(
            limited_by,
            format!("there are no figures on or before that date; the first are of {first}"),
        )
    })?;
    let previous = catalog.before(as_at);
    if matches!(about, About::Date | About::Course) && provenance == Provenance::History && filter.measure != Measure::Coverage {
        let reason =
            format!("the figures of {as_at} are earlier counts, which know coverage alone; ask with measure=coverage or a later date");
        return Err(invalid("measure", reason));
    }
    let asked = |has_rows, previous: Option<NaiveDate>, from, to| Asked {
        as_at: Some(as_at),
        previous,
        has_rows,
        apart: false,
        filter: filter.clone(),
        monthly: catalog.dates.iter().filter(|(date, _)| (from..=to).contains(date)).count() > ONE_BY_ONE,
        from,
        to,
    };
    let earlier = previous.map(|(date, _)| date);
    Ok(match about {
        About::Pair => match previous {
            Some((from, Provenance::Snapshot)) if provenance == Provenance::Snapshot => asked(true, Some(from), from, as_at),
            _ => asked(false, None, as_at, as_at),
        },
        About::Period => asked(true, earlier, filter.from.unwrap_or(first), as_at),
        About::Events => asked(
            true,
            earlier,
            filter.from.unwrap_or(NaiveDate::MIN),
            limit.unwrap_or(NaiveDate::MAX),
        ),
        About::States if filter.from.is_some() || filter.to.is_some() => asked(true, earlier, filter.from.unwrap_or(first), as_at),
        _ => asked(true, earlier, as_at, as_at),
    })
}

impl Asked {
    /// The values of every parameter that a question's SQL may name.
    pub(crate) fn named(&self) -> Vec<Named<'static>> {
        let filter = &self.filter;
        let (level, name) = match (&filter.team, &filter.service) {
            (Some(team), _) => ("team", team.as_str()),
            (None, Some(service)) => ("service", service.as_str()),
            (None, None) => ("council", ""),
        };
        vec![
            ("as_at", date(self.as_at.unwrap_or(self.to))),
            ("from", date(self.from)),
            ("to", date(self.to)),
            ("level", text(level)),
            ("name", text(name)),
            ("service", text(filter.service.clone().unwrap_or_default())),
            ("team", text(filter.team.clone().unwrap_or_default())),
            ("measure", text(filter.measure.name())),
            ("exemptions", text(filter.exemptions.name())),
            ("by", text(filter.by.name())),
            ("grain", text(filter.grain.name())),
            ("monthly", Value::Boolean(self.monthly)),
        ]
    }
}

/// Two snapshots chosen by their dates, or by the latest on or before each.
fn pair(catalog: &Catalog, filter: Filter) -> Result<Asked, AskError> {
    let end = |parameter, given: Option<NaiveDate>| {
        let limit = given.ok_or_else(|| invalid(parameter, "movement lies between two snapshots; give both from and to, or neither"))?;
        catalog
            .snapshot(limit)
            .ok_or_else(|| invalid(parameter, "there is no snapshot on or before that date"))
    };
    let (from, to) = (end("from", filter.from)?, end("to", filter.to)?);
    if from >= to {
        return Err(invalid("to", format!("from and to both lead to the snapshot of {to}; choose two")));
    }
    Ok(Asked {
        as_at: Some(to),
        previous: Some(from),
        has_rows: true,
        apart: catalog.before(to) != Some((from, Provenance::Snapshot)),
        filter,
        monthly: false,
        from,
        to,
    })
}

/// The filter with its team and service as they are spelt today.
fn names(catalog: &Catalog, filter: &Filter) -> Result<Filter, AskError> {
    let known = |parameter, given: &Option<String>, find: &dyn Fn(&str) -> Option<String>| match given {
        Some(name) => match find(name) {
            Some(found) => Ok(Some(found)),
            None => Err(invalid(
                parameter,
                format!("there is no {parameter} “{name}”; coverage_by_team lists them"),
            )),
        },
        None => Ok(None),
    };
    Ok(Filter {
        team: known("team", &filter.team, &|name| catalog.team(name).map(str::to_owned))?,
        service: known("service", &filter.service, &|name| catalog.service(name).map(str::to_owned))?,
        ..filter.clone()
    })
}
