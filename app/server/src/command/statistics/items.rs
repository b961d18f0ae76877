//! What each method's items are, and what is computed for one.

use super::fields::{DATES, Field, NUMBER, NUMBER_OR_NULL, NUMBERS, WHOLE_NUMBERS, read};
use crate::cli::Method;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statistics::{
    forecast::{self, History},
    funnel::{PopulationPoint, Teams},
    spc::{self, ImprovementDirection, InvalidSeries, Series},
    wilson::Counts,
};

/// The members to write beside an item, their values as JSON.
pub(super) type Added = Vec<(&'static str, String)>;

/// A list of items in a document.
pub(super) struct List {
    /// The list's name.
    pub(super) name: &'static str,
    /// One of its items, to name it in a message.
    pub(super) item: &'static str,
    compute: fn(&Value) -> Result<Added, String>,
}

/// The lists that a method reads; a document has one of them at least.
pub(super) fn lists(method: Method) -> &'static [List] {
    const fn list(name: &'static str, item: &'static str, compute: fn(&Value) -> Result<Added, String>) -> List {
        List { name, item, compute }
    }
    match method {
        Method::Spc => const { &[list("series", "series", chart)] },
        Method::Wilson => const { &[list("rows", "row", interval)] },
        Method::Funnel => const { &[list("points", "point", limits), list("team_sets", "team set", teams)] },
        Method::Forecast => const { &[list("cases", "case", date)] },
    }
}

/// The lists' names for a message.
pub(super) fn named(lists: &[List]) -> String {
    let names: Vec<_> = lists.iter().map(|list| format!("list {:?}", list.name)).collect();
    names.join(" or ")
}

/// Computes what stands beside an item.
///
/// # Errors
/// What is wrong with it, in a sentence without the item's name.
pub(super) fn checked(list: &List, item: &Value) -> Result<Added, String> {
    (list.compute)(item)
}

fn chart(item: &Value) -> Result<Added, String> {
    const FIELDS: &[Field] = &[
        Field::required::<Vec<NaiveDate>>("dates", DATES),
        Field::required::<Vec<Option<f64>>>("values", NUMBERS),
        Field::optional::<ImprovementDirection>("improvement_direction", "\"increase\", \"decrease\" or \"neutral\""),
        Field::optional::<Option<f64>>("target", NUMBER_OR_NULL),
        Field::optional::<Vec<NaiveDate>>("rebase_dates", DATES),
        Field::optional::<Option<usize>>("fix_after_n_points", "a whole number, or null"),
        Field::optional::<bool>("screen_outliers", "true or false"),
    ];
    let series: Series = read(item, FIELDS)?;
    let guarded = json(&spc::guarded(&series).map_err(said)?)?;
    match spc::reference(&series) {
        Ok(reference) => Ok(vec![("result", json(&reference)?), ("guarded", guarded)]),
        // The reference stops where a reader can still be shown something.
        Err(stopped @ InvalidSeries::MissingInTrend(_)) => Ok(vec![
            ("result", "null".to_owned()),
            ("result_refused", json(&stopped.to_string())?),
            ("guarded", guarded),
        ]),
        Err(error) => Err(said(error)),
    }
}

fn interval(item: &Value) -> Result<Added, String> {
    const FIELDS: &[Field] = &[
        Field::required::<Option<f64>>("x", NUMBER_OR_NULL),
        Field::required::<Option<f64>>("n", NUMBER_OR_NULL),
        Field::optional::<Option<f64>>("target", NUMBER_OR_NULL),
    ];
    #[derive(Deserialize)]
    struct Row {
        #[serde(flatten)]
        counts: Counts,
        target: Option<f64>,
    }
    let Row { counts, target } = read(item, FIELDS)?;
    let mut added = vec![("result", json(&counts.row().map_err(said)?)?)];
    if let Some(target) = target {
        let against = counts.proportion().map_err(said)?.map(|share| share.against(target));
        added.push(("against_target", json(&against)?));
    }
    Ok(added)
}

fn limits(item: &Value) -> Result<Added, String> {
    const FIELDS: &[Field] = &[
        Field::required::<f64>("average", NUMBER),
        Field::required::<f64>("population", NUMBER),
    ];
    let point: PopulationPoint = read(item, FIELDS)?;
    Ok(vec![("result", json(&point.limits().map_err(said)?)?)])
}

fn teams(item: &Value) -> Result<Added, String> {
    const FIELDS: &[Field] = &[
        Field::required::<Vec<Option<f64>>>("numerators", NUMBERS),
        Field::required::<Vec<Option<f64>>>("denominators", NUMBERS),
    ];
    let teams: Teams = read(item, FIELDS)?;
    let funnel = teams.funnel().map_err(said)?;
    let labels = funnel.significance.iter().zip(teams.denominators.iter().flatten());
    let shown: Vec<_> = labels.map(|(label, records)| label.shown(*records)).collect();
    Ok(vec![("result", json(&funnel)?), ("shown", json(&shown)?)])
}

fn date(item: &Value) -> Result<Added, String> {
    const FIELDS: &[Field] = &[
        Field::required::<Vec<NaiveDate>>("dates", DATES),
        Field::required::<Vec<Option<i64>>>("numerators", WHOLE_NUMBERS),
        Field::required::<Vec<Option<i64>>>("denominators", WHOLE_NUMBERS),
        Field::required::<f64>("target", NUMBER),
    ];
    let history: History = read(item, FIELDS)?;
    Ok(vec![("result", json(&forecast::forecast(&history).map_err(said)?)?)])
}

fn said(error: impl std::error::Error) -> String {
    error.to_string()
}

fn json(result: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(result).map_err(said)
}
