//! Builds a generation from the loads in force: snapshot after snapshot in order of date, then the marts.
//!
//! What is known of people after a snapshot is all that the next snapshot needs. A generation keeps it, so that the next one
//! can go on from there instead of reading every snapshot again, as long as it rests on the same snapshots, references and rules.

mod plan;

use crate::{
    Current, Defaults, Error, Store,
    database::{self, Named, date, text},
    disk, sql,
};
use chrono::NaiveDate;
use domain::{
    Kind, Manifest, NO_SERVICE, UNALLOCATED,
    queue::{Owners, QueueReason},
    schema,
};
use duckdb::{Connection, types::Value};
pub(crate) use plan::in_force;
use plan::{Plan, Step};
use std::path::Path;

/// Writes the generation `next` into its file.
pub(crate) fn build(
    store: &Store,
    next: &Current,
    current: Option<&Current>,
    manifests: &[Manifest],
    defaults: &Defaults,
) -> Result<(), Error> {
    let path = store.generation_file(next);
    let spill = path.with_extension("spill");
    disk::remove(&path)?;
    let connection = database::open_new(&path, &spill).map_err(Error::build("opening a new file"))?;
    let build = Build {
        store,
        connection: &connection,
    };
    build.prepare(manifests)?;
    let plan = Plan::new(store, manifests, &build.trace_days()?);
    let done = match current {
        Some(current) => build.go_on_from(&store.generation_file(current), &plan),
        None => 0,
    };
    for step in &plan.steps[done..] {
        build.snapshot(step)?;
    }
    let named = mart_inputs(&plan, defaults);
    build.marts(&named)?;
    build.marts_of_people(&named)?;
    build.run("writing the file", "CHECKPOINT;\n", &[])?;
    connection.close().map_err(|(_, error)| Error::build("closing the file")(error))?;
    disk::remove(&spill)?;
    disk::sync(&path)
}

struct Build<'a> {
    store: &'a Store,
    connection: &'a Connection,
}

impl Build<'_> {
    fn run(&self, step: &str, script: &str, named: &[Named<'_>]) -> Result<(), Error> {
        database::run(self.connection, script, named).map_err(Error::build(step))
    }

    /// The types, the rules, the loads and what the reference files say.
    fn prepare(&self, manifests: &[Manifest]) -> Result<(), Error> {
        self.run("defining types", sql::TYPES, &[])?;
        self.run("defining rules", sql::RULES, &[])?;
        self.run("making work tables", sql::STAGED, &[])?;
        self.run("making work tables", sql::CARRIED, &[])?;
        self.run("making work tables", sql::LOADS, &[])?;
        for manifest in manifests {
            self.note(manifest)?;
        }
        for (kind, script, file) in [
            (Kind::Teams, sql::TEAMS, schema::teams::FILE),
            (Kind::Exemptions, sql::EXEMPTIONS, schema::exemptions::FILE),
            (Kind::Targets, sql::TARGETS, schema::targets::FILE),
            (Kind::Annotations, sql::ANNOTATIONS_FILE, schema::annotations::FILE),
            (Kind::TraceRegister, sql::TRACE_REGISTER, schema::trace_register::FILE),
            (Kind::Decisions, sql::DECISIONS, schema::decisions::FILE),
            (Kind::Rates, sql::RATES, schema::rates::FILE),
        ] {
            for load in plan::in_force(manifests, kind) {
                self.read(load, script, file)?;
            }
        }
        for (kind, script, file) in [
            (Kind::History, sql::HISTORY_FILE, schema::history::FILE),
            (Kind::TraceRequest, sql::TRACE_REQUESTS, schema::trace_requests::FILE),
            (Kind::TraceResponse, sql::TRACE_RESPONSES, schema::trace_responses::FILE),
        ] {
            for manifest in manifests.iter().filter(|manifest| manifest.kind == kind) {
                self.read(manifest.load, script, file)?;
            }
        }
        for (kind, script, file) in [
            (Kind::Effort, sql::EFFORT, schema::effort::FILE),
            (Kind::Plan, sql::PLANS, schema::plan::FILE),
        ] {
            for manifest in manifests.iter().filter(|manifest| manifest.kind == kind) {
                self.read_with(manifest.load, script, file, &[("mended", Value::Boolean(manifest.mended))])?;
            }
        }
        for register in plan::versions(manifests, Kind::Register) {
            let named = [
                ("version", Value::UInt(register.version)),
                ("kept_on", register.as_at.map_or(Value::Null, date)),
            ];
            self.read_with(register.load, sql::REGISTER_FILE, schema::register::FILE, &named)?;
        }
        self.run("reading traces", sql::ANSWERS, &[])?;
        self.run("reading teams", sql::RENAMES, &[("unallocated", text(UNALLOCATED))])
    }

    /// Notes a load with its issues.
    fn note(&self, manifest: &Manifest) -> Result<(), Error> {
        let load = ("load", Value::UInt(manifest.load));
        let named = [
            load.clone(),
            ("kind", text(manifest.kind.name())),
            ("as_at", manifest.as_at.map_or(Value::Null, date)),
            ("file", text(&manifest.file)),
            ("sha256", text(&manifest.sha256)),
            ("format", text(&manifest.format)),
            ("loaded_at", text(&manifest.loaded_at)),
            ("rows_read", Value::UBigInt(manifest.rows_read)),
            ("rows_accepted", Value::UBigInt(manifest.rows_accepted)),
            ("rows_refused", Value::UBigInt(manifest.rows_refused)),
        ];
        self.run("noting loads", sql::LOAD, &named)?;
        for issue in &manifest.issues {
            let named = [
                load.clone(),
                ("severity", text(issue.severity.name())),
                ("column", text(&issue.column)),
                ("reason", text(&issue.reason)),
                ("text", text(&issue.text)),
                ("rows", Value::UBigInt(issue.rows)),
                ("first_line", Value::UBigInt(issue.first_line)),
            ];
            self.run("noting issues", sql::ISSUE, &named)?;
        }
        Ok(())
    }

    /// What traces say, by the day they said it.
    fn trace_days(&self) -> Result<Vec<(NaiveDate, u64)>, Error> {
        let read = || -> duckdb::Result<Vec<_>> {
            let mut statement = self.connection.prepare(sql::TRACE_DAYS)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        };
        let days = read().map_err(Error::build("reading traces"))?;
        Ok(days
            .into_iter()
            .filter_map(|(day, content)| Some((database::read_date(day)?, content)))
            .collect())
    }

    /// Reads one Parquet file of a load.
    fn read(&self, load: u32, script: &str, file: &str) -> Result<(), Error> {
        self.read_with(load, script, file, &[])
    }

    fn read_with(&self, load: u32, script: &str, file: &str, more: &[Named<'_>]) -> Result<(), Error> {
        let path = self.store.load_folder(load).join(file);
        let mut named = vec![("file", text(path.to_string_lossy())), ("load", Value::UInt(load))];
        named.extend_from_slice(more);
        self.run(&format!("reading {file} of load {load}"), script, &named)
    }

    /// Takes over what an earlier generation knows, and returns how many of the plan's snapshots that covers.
    ///
    /// An earlier generation that is damaged or of another version is no reason to fail: everything is read again.
    fn go_on_from(&self, earlier: &Path, plan: &Plan) -> usize {
        let covered = plan::covered_by(earlier, plan).unwrap_or_default();
        if covered == 0 {
            return 0;
        }
        let taken = self
            .run(
                "opening the earlier figures",
                &database::attach(earlier, "earlier (READ_ONLY)"),
                &[],
            )
            .and_then(|()| self.run("reading the earlier figures", "BEGIN;\n", &[]))
            .and_then(|()| self.run("reading the earlier figures", sql::EARLIER, &[]))
            .and_then(|()| self.run("reading the earlier figures", "COMMIT;\nDETACH earlier;\n", &[]));
        match taken {
            Ok(()) => covered,
            Err(_) => {
                // Whatever was taken over is undone with the transaction; without one there is nothing to undo.
                let _ = self.run("forgetting the earlier figures", "ROLLBACK;\n", &[]);
                0
            }
        }
    }

    /// Carries one snapshot into what is known of people.
    fn snapshot(&self, step: &Step) -> Result<(), Error> {
        // A load of allocations goes before the teams that the snapshot's own rows name.
        let own_teams = ("own_teams", Value::Boolean(step.allocations_load.is_none()));
        self.read_with(step.snapshot_load, sql::PERSONS, schema::persons::FILE, &[own_teams])?;
        match step.allocations_from {
            Some(load) => self.read(load, sql::ALLOCATIONS, schema::allocations::FILE)?,
            None => self.run("reading allocations", sql::NO_ALLOCATIONS, &[])?,
        }
        for &load in &step.mended_persons {
            self.read(load, sql::MENDED_PERSONS, schema::persons::FILE)?;
        }
        for &load in &step.mended_allocations {
            self.read(load, sql::MENDED_ALLOCATIONS, schema::allocations::FILE)?;
        }
        let as_at = date(step.as_at);
        let what = format!("reading the snapshot of {}", step.as_at);
        self.run(&what, sql::TRACED, &[("as_at", as_at.clone())])?;
        self.run(&what, sql::PEOPLE, &[("as_at", as_at.clone())])?;
        let named = [
            ("as_at", as_at),
            ("snapshot_load", Value::UInt(step.snapshot_load)),
            ("allocations_load", step.allocations_load.map_or(Value::Null, Value::UInt)),
            ("mended_loads", text(step.mended_loads())),
            ("traces", text(&step.traces)),
        ];
        self.run(&what, sql::SNAPSHOT, &named)
    }

    /// What the snapshots come to, and the people that they carried.
    fn marts(&self, named: &[Named<'_>]) -> Result<(), Error> {
        self.run("counting history", sql::HISTORY, named)?;
        self.run("listing dates", sql::DATES, named)?;
        self.run("counting states", sql::STATES, named)?;
        self.run("counting coverage", sql::COVERAGE, named)?;
        self.run("counting movements", sql::MOVEMENTS, named)?;
        self.run("counting flows", sql::FLOWS, named)?;
        self.run("placing annotations", sql::ANNOTATIONS, named)?;
        self.run("following teams", sql::COURSES, named)?;
        self.run("counting groups", sql::GROUPS, named)?;
        self.run("counting people by scope", sql::SCOPE, named)?;
        self.run("keeping people", sql::KEEP, named)
    }

    /// What reads the people that are kept.
    fn marts_of_people(&self, named: &[Named<'_>]) -> Result<(), Error> {
        self.run("counting traces", sql::TRACES, named)?;
        self.run("listing the cleansing queue", sql::QUEUE, named)?;
        self.run("counting effort", sql::RESOURCES, named)?;
        self.run("reading the register", sql::REGISTER, named)?;
        self.run("measuring routes", sql::OPTIONS, named)
    }
}

fn mart_inputs(plan: &Plan, defaults: &Defaults) -> [Named<'static>; 6] {
    [
        ("basis_points", Value::BigInt(defaults.target.basis_points())),
        ("no_service", text(NO_SERVICE)),
        ("fingerprint", text(sql::fingerprint())),
        ("teams_loads", text(&plan.teams_loads)),
        ("exemptions_loads", text(&plan.exemptions_loads)),
        ("owners", text(owners(&defaults.owners))),
    ]
}

/// Who acts on what, as the cleansing queue's script reads it.
fn owners(owners: &Owners) -> String {
    let lines = QueueReason::ALL.iter().flat_map(|reason| {
        [("complete", false), ("lacking", true)].map(|(name, lacking)| format!("{reason} {name} {}", owners.of(*reason, lacking)))
    });
    lines.collect::<Vec<_>>().join(",")
}
