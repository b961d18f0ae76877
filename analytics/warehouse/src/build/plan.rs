//! Which snapshots a generation is built from.

use crate::{Store, columns::Columns, database, sql};
use chrono::NaiveDate;
use domain::{Kind, Manifest, schema};
use std::{collections::BTreeMap, path::Path};

/// The snapshots in force, in order of date, and the references by which their people are read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    teams_load: Option<u32>,
    exemptions_load: Option<u32>,
}

/// One snapshot.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) as_at: NaiveDate,
    pub(super) snapshot_load: u32,
    /// The load of allocations for that date.
    pub(super) allocations_load: Option<u32>,
    /// Where its allocations are read: a load of allocations goes before the snapshot's own.
    pub(super) allocations_from: Option<u32>,
}

impl Plan {
    pub(super) fn new(store: &Store, manifests: &[Manifest]) -> Self {
        // Should two loads stand for one date, the later does.
        let of_kind = |kind| -> BTreeMap<NaiveDate, u32> {
            manifests
                .iter()
                .filter(|manifest| manifest.kind == kind)
                .filter_map(|manifest| Some((manifest.as_at?, manifest.load)))
                .collect()
        };
        let allocations = of_kind(Kind::Allocations);
        let steps = of_kind(Kind::Snapshot).into_iter().map(|(as_at, snapshot_load)| {
            let allocations_load = allocations.get(&as_at).copied();
            let has_own = store.load_folder(snapshot_load).join(schema::allocations::FILE).exists();
            Step {
                as_at,
                snapshot_load,
                allocations_load,
                allocations_from: allocations_load.or(has_own.then_some(snapshot_load)),
            }
        });
        Self {
            steps: steps.collect(),
            teams_load: latest(manifests, Kind::Teams),
            exemptions_load: latest(manifests, Kind::Exemptions),
        }
    }
}

/// The load of a reference kind that is in force: the latest.
pub(super) fn latest(manifests: &[Manifest], kind: Kind) -> Option<u32> {
    manifests
        .iter()
        .filter(|manifest| manifest.kind == kind)
        .map(|manifest| manifest.load)
        .max()
}

/// How many snapshots of the plan an earlier generation was built from, if they are the plan's first and were read by the same
/// references and rules; none if not, or if it can't be read.
pub(super) fn covered_by(earlier: &Path, plan: &Plan) -> Option<usize> {
    let connection = database::open_to_read(earlier).ok()?;
    let mut statement = connection.prepare_cached(sql::PLAN).ok()?;
    statement.raw_execute().ok()?;
    let mut rows = statement.raw_query();
    let mut covered = 0;
    while let Some(row) = rows.next().ok()? {
        let row = Columns::of(row);
        let same_rules = row.text("fingerprint").ok()? == sql::fingerprint()
            && row.maybe_load("teams_load").ok()? == plan.teams_load
            && row.maybe_load("exemptions_load").ok()? == plan.exemptions_load;
        if !same_rules {
            return None;
        }
        let Some(as_at) = row.maybe_date("as_at").ok()? else { break };
        let step = plan.steps.get(covered)?;
        let same = step.as_at == as_at
            && row.maybe_load("snapshot_load").ok()? == Some(step.snapshot_load)
            && row.maybe_load("allocations_load").ok()? == step.allocations_load;
        if !same {
            return None;
        }
        covered += 1;
    }
    Some(covered)
}
