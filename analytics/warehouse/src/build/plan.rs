//! Which snapshots a generation is built from.

use crate::{Store, columns::Columns, database, sql};
use chrono::NaiveDate;
use domain::{Kind, Manifest, schema};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// The snapshots in force, in order of date, and the references by which their people are read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) teams_loads: String,
    pub(super) exemptions_loads: String,
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
    /// The loads of mended rows that add to its people, in order.
    pub(super) mended_persons: Vec<u32>,
    /// The loads of mended rows that add to its allocations, in order.
    pub(super) mended_allocations: Vec<u32>,
    /// Stands for everything that traces say up to its date.
    pub(super) traces: String,
}

impl Plan {
    pub(super) fn new(store: &Store, manifests: &[Manifest], trace_days: &[(NaiveDate, u64)]) -> Self {
        // Should two loads stand for one date, the later does.
        let of_kind = |kind| -> BTreeMap<NaiveDate, u32> {
            manifests
                .iter()
                .filter(|manifest| manifest.kind == kind && !manifest.mended)
                .filter_map(|manifest| Some((manifest.as_at?, manifest.load)))
                .collect()
        };
        let mended = |kind, as_at| {
            manifests
                .iter()
                .filter(move |manifest| manifest.mended && manifest.kind == kind && manifest.as_at == Some(as_at))
                .map(|manifest| manifest.load)
        };
        let has_allocations = |load: &u32| store.load_folder(*load).join(schema::allocations::FILE).exists();
        let allocations = of_kind(Kind::Allocations);
        let steps = of_kind(Kind::Snapshot).into_iter().map(|(as_at, snapshot_load)| {
            let allocations_load = allocations.get(&as_at).copied();
            let mended_persons: Vec<u32> = mended(Kind::Snapshot, as_at).collect();
            // Where the snapshot's own allocations don't count, those of its mended rows don't either.
            let mended_allocations = match allocations_load {
                Some(_) => mended(Kind::Allocations, as_at).collect(),
                None => mended_persons.iter().copied().filter(has_allocations).collect(),
            };
            let until = trace_days.iter().take_while(|(day, _)| *day <= as_at);
            Step {
                as_at,
                snapshot_load,
                allocations_load,
                allocations_from: allocations_load.or(Some(snapshot_load).filter(has_allocations)),
                mended_persons,
                mended_allocations,
                traces: format!("{:016x}", until.fold(0, |all, (_, content)| all ^ content)),
            }
        });
        Self {
            steps: steps.collect(),
            teams_loads: listed(in_force(manifests, Kind::Teams)),
            exemptions_loads: listed(in_force(manifests, Kind::Exemptions)),
        }
    }
}

impl Step {
    /// Every load of mended rows, as it is noted with the snapshot.
    pub(super) fn mended_loads(&self) -> String {
        let loads: BTreeSet<u32> = self.mended_persons.iter().chain(&self.mended_allocations).copied().collect();
        listed(loads.into_iter())
    }
}

/// The loads of a reference kind that are read: the latest whole file, and the mended rows that were added to it since.
pub(crate) fn in_force(manifests: &[Manifest], kind: Kind) -> impl Iterator<Item = u32> {
    let of_kind = move |manifest: &&Manifest| manifest.kind == kind;
    let whole = manifests
        .iter()
        .filter(of_kind)
        .filter(|manifest| !manifest.mended)
        .map(|manifest| manifest.load)
        .max();
    manifests
        .iter()
        .filter(of_kind)
        .filter(move |manifest| Some(manifest.load) == whole || manifest.mended && Some(manifest.load) > whole)
        .map(|manifest| manifest.load)
}

/// One load of a kind whose earlier files stay on record.
pub(super) struct Version {
    pub(super) load: u32,
    /// The whole file that it is, or whose mended rows it holds.
    pub(super) version: u32,
    /// The day of that file.
    pub(super) as_at: Option<NaiveDate>,
}

/// Every load of the kind: whole files, each of which takes the place of those before, and rows that were mended since.
pub(super) fn versions(manifests: &[Manifest], kind: Kind) -> impl Iterator<Item = Version> {
    manifests.iter().filter(move |manifest| manifest.kind == kind).map(move |manifest| {
        let is_whole = |earlier: &&Manifest| earlier.kind == kind && !earlier.mended && earlier.load <= manifest.load;
        // Mended rows whose file was withdrawn stand for themselves.
        let whole = manifests
            .iter()
            .filter(is_whole)
            .max_by_key(|earlier| earlier.load)
            .unwrap_or(manifest);
        Version {
            load: manifest.load,
            version: whole.load,
            as_at: whole.as_at,
        }
    })
}

/// The loads' numbers with commas between, as they are noted in a generation.
fn listed(loads: impl Iterator<Item = u32>) -> String {
    loads.map(|load| load.to_string()).collect::<Vec<_>>().join(",")
}

/// How many snapshots of the plan an earlier generation was built from, if they are the plan's first and were read by the same
/// references and rules; none if not, or if it can't be read.
pub(super) fn covered_by(earlier: &Path, plan: &Plan) -> Option<usize> {
    let connection = database::open_to_read(earlier).ok()?;
    let mut statement = connection.prepare_cached(sql::PLAN).ok()?;
    statement.raw_execute().ok()?;
    let names = statement.column_names();
    let mut rows = statement.raw_query();
    let mut covered = 0;
    while let Some(row) = rows.next().ok()? {
        let row = Columns::of(row, &names);
        let same_rules = row.text("fingerprint").ok()? == sql::fingerprint()
            && row.text("teams_loads").ok()? == plan.teams_loads
            && row.text("exemptions_loads").ok()? == plan.exemptions_loads;
        if !same_rules {
            return None;
        }
        let Some(as_at) = row.maybe_date("as_at").ok()? else { break };
        let step = plan.steps.get(covered)?;
        let same = step.as_at == as_at
            && row.maybe_load("snapshot_load").ok()? == Some(step.snapshot_load)
            && row.maybe_load("allocations_load").ok()? == step.allocations_load
            && row.text("mended_loads").ok()? == step.mended_loads()
            && row.text("traces").ok()? == step.traces;
        if !same {
            return None;
        }
        covered += 1;
    }
    Some(covered)
}
