//! The questions about the register whose answers follow from a day and from what depends on what: readiness, terms, the critical chain.

use crate::{About, Answerable, Columns, Holds};
use chrono::NaiveDate;
use domain::{
    Filter, Target,
    questions::{AgreementRow, Agreements, MilestoneRow, Milestones, Readiness, ReadinessRow},
    register::{AccessRoute, Entry, EntryKind, EntryStatus, ItemEntries, ReadinessItem, ReadinessState, Term, follow},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The two files of that name, what the columns of the answer hold, and the columns that are read.
macro_rules! question {
    ($name:literal answers { $($column:ident: $holds:ident),+ $(,)? } reads { $($read:ident),+ $(,)? }) => {
        const SQL: &'static str = include_str!(concat!("../sql/questions/", $name, ".sql"));
        const NOTE: &'static str = include_str!(concat!("../sql/questions/", $name, ".md"));
        const COLUMNS: &'static [&'static str] = &[$(stringify!($column)),+];
        const HOLDS: &'static [Holds] = &[$(Holds::$holds),+];
        const READ: &'static [&'static str] = &[$(stringify!($read)),+];
        const ABOUT: About = About::Register;
    };
}

/// One entry that stands for an item of the checklist, or the item without one; the gate's figures stand on each.
#[derive(Debug, Clone)]
pub struct ItemEntry {
    as_at: NaiveDate,
    item: ReadinessItem,
    id: Option<String>,
    title: Option<String>,
    owner: Option<String>,
    status: Option<EntryStatus>,
    due: Option<NaiveDate>,
    expires: Option<NaiveDate>,
    evidence: Option<String>,
    target: Option<Target>,
    met_in_a_row: Option<i64>,
    margin: Option<i64>,
}

impl Answerable for Readiness {
    question! { "readiness"
        answers {
            item: Text, state: Text, owner: Text, expected: Text, evidence: Text, outstanding: Text, due: Date, expires: Date, entries: Text,
            today: Text, needed_by: Text, target: Percent, met_in_a_row: Count, margin: Count,
        }
        reads { as_at, item, id, title, owner, status, due, expires, evidence, target, met_in_a_row, margin }
    }
    type Read = ItemEntry;

    fn read(columns: &Columns<'_>) -> duckdb::Result<ItemEntry> {
        Ok(ItemEntry {
            as_at: columns.date("as_at")?,
            item: columns.named("item", ReadinessItem::from_name)?,
            id: columns.maybe_text("id")?,
            title: columns.maybe_text("title")?,
            owner: columns.maybe_text("owner")?,
            status: columns.maybe_named("status", EntryStatus::from_name)?,
            due: columns.maybe_date("due")?,
            expires: columns.maybe_date("expires")?,
            evidence: columns.maybe_text("evidence")?,
            target: columns.maybe_target("target")?,
            met_in_a_row: columns.maybe_count("met_in_a_row")?,
            margin: columns.maybe_count("margin")?,
        })
    }

    fn finish(read: Vec<ItemEntry>, _: &Filter) -> Vec<ReadinessRow> {
        let mut items: BTreeMap<ReadinessItem, Vec<&ItemEntry>> = BTreeMap::new();
        for entry in &read {
            items.entry(entry.item).or_default().push(entry);
        }
        items.into_iter().map(|(item, entries)| readiness(item, &entries)).collect()
    }
}

/// One item from the rows that name it, of which there is at least one.
fn readiness(item: ReadinessItem, rows: &[&ItemEntry]) -> ReadinessRow {
    let has_lapsed = |row: &ItemEntry| {
        row.status
            .is_some_and(|status| !status.is_open() && Term::of(status, row.expires, row.as_at) == Term::Lapsed)
    };
    let standing: Vec<&ItemEntry> = rows
        .iter()
        .copied()
        .filter(|row| matches!(row.status, Some(status) if status.is_open() || matches!(status, EntryStatus::Done | EntryStatus::Lapsed)))
        .collect();
    let (outstanding, in_force): (Vec<&ItemEntry>, Vec<&ItemEntry>) = standing
        .iter()
        .copied()
        .partition(|row| row.status.is_some_and(EntryStatus::is_open) || has_lapsed(row));
    let count = |wanted: &[EntryStatus]| {
        rows.iter()
            .filter(|row| row.status.is_some_and(|status| wanted.contains(&status)))
            .count() as i64
    };
    let entries = ItemEntries {
        done: in_force.len() as i64,
        lapsed: outstanding.iter().filter(|row| has_lapsed(row)).count() as i64,
        begun: count(&[EntryStatus::InProgress, EntryStatus::Blocked]),
        not_started: count(&[EntryStatus::NotStarted]),
        not_needed: count(&[EntryStatus::NotNeeded]),
        withdrawn: count(&[EntryStatus::Withdrawn]),
    };
    let gate = rows.first().filter(|_| item.is_computed());
    let state = match gate {
        Some(row) => match (row.met_in_a_row, row.margin) {
            (Some(1..), _) => ReadinessState::Met,
            (Some(_), Some(_)) => ReadinessState::Missing,
            _ => ReadinessState::NotRecorded,
        },
        None => entries.state(),
    };
    let owners = if outstanding.is_empty() { &standing } else { &outstanding };
    let title = |row: &&ItemEntry| Some(format!("{} {}", row.id.as_deref()?, row.title.as_deref()?));
    ReadinessRow {
        item,
        state,
        owner: joined(owners.iter().filter_map(|row| row.owner.clone()), "; "),
        expected: item.expected().to_owned(),
        evidence: joined(standing.iter().filter_map(|row| row.evidence.clone()), "; "),
        outstanding: joined(outstanding.iter().filter_map(title), "; "),
        due: outstanding.iter().filter_map(|row| row.due).max(),
        expires: standing
            .iter()
            .filter(|row| !row.status.is_some_and(EntryStatus::is_open))
            .filter_map(|row| row.expires)
            .min(),
        entries: joined(rows.iter().filter_map(|row| row.id.clone()), ", "),
        today: item.today().map(str::to_owned),
        needed_by: item
            .needed_by()
            .iter()
            .map(|route| AccessRoute::label(*route))
            .collect::<Vec<_>>()
            .join(", "),
        target: gate.and_then(|row| row.target),
        met_in_a_row: gate.and_then(|row| row.met_in_a_row),
        margin: gate.and_then(|row| row.margin),
    }
}

/// Different texts with something between; none of none.
fn joined(texts: impl Iterator<Item = String>, between: &str) -> Option<String> {
    let mut different: Vec<String> = Vec::new();
    for text in texts {
        if !different.contains(&text) {
            different.push(text);
        }
    }
    (!different.is_empty()).then(|| different.join(between))
}

impl Answerable for Agreements {
    question! { "agreements"
        answers {
            term: Text, id: Text, kind: Text, title: Text, owner: Text, status: Text, done: Date, expires: Date, days: Count, review: Date,
            due: Date, evidence: Text, item: Text,
        }
        reads { as_at, id, kind, title, owner, status, done, expires, review, due, evidence, item }
    }
    type Read = AgreementRow;

    fn read(columns: &Columns<'_>) -> duckdb::Result<AgreementRow> {
        let as_at = columns.date("as_at")?;
        let status = columns.named("status", EntryStatus::from_name)?;
        let expires = columns.maybe_date("expires")?;
        Ok(AgreementRow {
            term: Term::of(status, expires, as_at),
            id: columns.text("id")?,
            kind: columns.named("kind", EntryKind::from_name)?,
            title: columns.text("title")?,
            owner: columns.maybe_text("owner")?,
            status,
            done: columns.maybe_date("done")?,
            expires,
            days: expires.map(|expires| (expires - as_at).num_days()),
            review: columns.maybe_date("review")?,
            due: columns.maybe_date("due")?,
            evidence: columns.maybe_text("evidence")?,
            item: columns.maybe_named("item", ReadinessItem::from_name)?,
        })
    }

    fn finish(mut read: Vec<AgreementRow>, _: &Filter) -> Vec<AgreementRow> {
        read.sort_by(|one, other| (one.term, one.days, &one.id).cmp(&(other.term, other.days, &other.id)));
        read
    }
}

/// An entry of the register with what its milestone shows.
#[derive(Debug, Clone)]
pub struct Followed {
    as_at: NaiveDate,
    entry: Entry,
    title: String,
    owner: Option<String>,
    item: Option<ReadinessItem>,
}

impl Answerable for Milestones {
    question! { "milestones"
        answers {
            id: Text, kind: Text, title: Text, owner: Text, status: Text, first_due: Date, due: Date, done: Date, reached: Date,
            slipped_days: Count, overdue: Flag, critical: Flag, depends_on: Text, item: Text,
        }
        reads { as_at, id, kind, title, owner, status, first_due, due, done, depends_on, item }
    }
    type Read = Followed;

    fn read(columns: &Columns<'_>) -> duckdb::Result<Followed> {
        let depends_on = columns.maybe_text("depends_on")?.unwrap_or_default();
        Ok(Followed {
            as_at: columns.date("as_at")?,
            entry: Entry {
                id: columns.text("id")?,
                kind: columns.named("kind", EntryKind::from_name)?,
                status: columns.named("status", EntryStatus::from_name)?,
                due: columns.maybe_date("due")?,
                first_due: columns.maybe_date("first_due")?,
                done: columns.maybe_date("done")?,
                depends_on: depends_on.lines().map(str::to_owned).collect(),
            },
            title: columns.text("title")?,
            owner: columns.maybe_text("owner")?,
            item: columns.maybe_named("item", ReadinessItem::from_name)?,
        })
    }

    fn finish(read: Vec<Followed>, _: &Filter) -> Vec<MilestoneRow> {
        let Some(as_at) = read.first().map(|read| read.as_at) else {
            return Vec::new();
        };
        let entries: Vec<Entry> = read.iter().map(|read| read.entry.clone()).collect();
        let shown = with_what_they_need(&entries);
        let outlooks = follow(&entries, as_at);
        let mut rows: Vec<MilestoneRow> = read
            .into_iter()
            .zip(outlooks)
            .filter(|(read, _)| shown.contains(&read.entry.id))
            .map(|(read, outlook)| {
                let Followed {
                    entry, title, owner, item, ..
                } = read;
                let depends_on = joined(entry.depends_on.into_iter(), ", ");
                MilestoneRow {
                    id: entry.id,
                    kind: entry.kind,
                    title,
                    owner,
                    status: entry.status,
                    first_due: entry.first_due,
                    due: entry.due,
                    done: entry.done,
                    reached: outlook.reached,
                    slipped_days: outlook.slipped_days,
                    overdue: entry.status.is_open() && entry.due.is_some_and(|due| due < as_at),
                    critical: outlook.is_critical,
                    depends_on,
                    item,
                }
            })
            .collect();
        let day = |row: &MilestoneRow| row.done.or(row.reached).or(row.due).unwrap_or(NaiveDate::MAX);
        rows.sort_by(|one, other| (day(one), &one.id).cmp(&(day(other), &other.id)));
        rows
    }
}

/// The ids of the milestones that were not withdrawn and of everything that they depend on.
fn with_what_they_need(entries: &[Entry]) -> BTreeSet<String> {
    let by_id: HashMap<&str, &Entry> = entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let is_wanted = |entry: &&Entry| entry.kind == EntryKind::Milestone && entry.status != EntryStatus::Withdrawn;
    let mut waiting: Vec<&Entry> = entries.iter().filter(is_wanted).collect();
    let mut shown = BTreeSet::new();
    while let Some(entry) = waiting.pop() {
        if shown.insert(entry.id.clone()) {
            waiting.extend(entry.depends_on.iter().filter_map(|id| by_id.get(id.as_str()).copied()));
        }
    }
    shown
}
