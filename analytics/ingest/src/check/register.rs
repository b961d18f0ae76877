use super::register_words::{self, Several};
use super::{Outcome, Rules, trace_words};
use crate::cells::{Row, plain, tidy, without_point_zero};
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::rejects;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::register::{EntryKind, EntryStatus, ReadinessItem, in_order};
use domain::schema::register as columns;
use domain::trace::Route;
use std::collections::HashMap;

/// The rules of the project's register: what stands between the council and PDS access.
pub(super) struct Register {
    at: Columns,
    /// No entry can have been done after it.
    kept_on: NaiveDate,
    /// Whether the rows add to those of another file, on which they may depend.
    is_mended: bool,
    /// Every id with what it depends on, also of rows that are refused.
    known: Vec<Known>,
    places: HashMap<String, usize>,
    entries: Vec<Entry>,
}

/// Where the columns are.
struct Columns {
    id: Option<usize>,
    kind: Option<usize>,
    title: Option<usize>,
    owner: Option<usize>,
    status: Option<usize>,
    due: Option<usize>,
    first_due: Option<usize>,
    done: Option<usize>,
    expires: Option<usize>,
    review: Option<usize>,
    evidence: Option<usize>,
    depends_on: Option<usize>,
    item: Option<usize>,
    likelihood: Option<usize>,
    impact: Option<usize>,
    batch: Option<usize>,
    route: Option<usize>,
}

struct Known {
    id: String,
    line: u64,
    depends_on: Vec<String>,
}

struct Entry {
    /// Its place among what is known.
    known: usize,
    /// The row's place in the file.
    row: u64,
    kind: EntryKind,
    title: String,
    owner: Option<String>,
    status: EntryStatus,
    due: Option<NaiveDate>,
    first_due: Option<NaiveDate>,
    done: Option<NaiveDate>,
    expires: Option<NaiveDate>,
    review: Option<NaiveDate>,
    evidence: Option<String>,
    item: Option<ReadinessItem>,
    likelihood: Option<i64>,
    impact: Option<i64>,
    batch: Option<String>,
    route: Option<Route>,
}

/// In characters; a longer title is a note in the wrong column.
const LONGEST_TITLE: usize = 300;

impl Register {
    pub(super) fn new(layout: &Layout, kept_on: NaiveDate) -> Self {
        Self {
            at: Columns {
                id: layout.get(Field::EntryId),
                kind: layout.get(Field::EntryKind),
                title: layout.get(Field::Title),
                owner: layout.get(Field::Owner),
                status: layout.get(Field::Status),
                due: layout.get(Field::Due),
                first_due: layout.get(Field::FirstDue),
                done: layout.get(Field::Done),
                expires: layout.get(Field::Expires),
                review: layout.get(Field::Review),
                evidence: layout.get(Field::Evidence),
                depends_on: layout.get(Field::DependsOn),
                item: layout.get(Field::Item),
                likelihood: layout.get(Field::Likelihood),
                impact: layout.get(Field::Impact),
                batch: layout.get(Field::Batch),
                route: layout.get(Field::Route),
            },
            kept_on,
            is_mended: rejects::is_mended(layout.header()),
            known: Vec::new(),
            places: HashMap::new(),
            entries: Vec::new(),
        }
    }

    /// Notes the entry's id and what it depends on, whatever else is wrong with its row.
    fn know(&mut self, row: &Row<'_>) -> Result<usize, Fault> {
        let fault = |reason| Fault::new(self.at.id, reason);
        let id = trace_words::text(row, self.at.id)?.ok_or_else(|| fault(Reason::EntryIdMissing))?;
        let id = without_point_zero(&id).to_owned();
        let depends_on = trace_words::text(row, self.at.depends_on)?.unwrap_or_default();
        let place = self.known.len();
        if let Some(earlier) = self.places.get(&key(&id)) {
            return Err(Fault::against(self.at.id, Reason::EntryIdTwice, self.known[*earlier].line));
        }
        self.places.insert(key(&id), place);
        let mut ids: Vec<String> = Vec::new();
        for part in depends_on.split([';', ',']).map(|part| without_point_zero(part.trim())) {
            if !plain(part).is_empty() && !ids.iter().any(|id| key(id) == key(part)) {
                ids.push(part.to_owned());
            }
        }
        self.known.push(Known {
            id,
            line: row.line,
            depends_on: ids,
        });
        Ok(place)
    }

    fn kind(&self, row: &Row<'_>) -> Result<EntryKind, Fault> {
        let kind = match row.cell(self.at.kind) {
            "" => Err(Reason::EntryKindMissing),
            cell => register_words::kind(&plain(cell)).ok_or(Reason::EntryKindUnknown),
        };
        kind.map_err(|reason| Fault::new(self.at.kind, reason))
    }

    fn title(&self, row: &Row<'_>) -> Result<String, Fault> {
        let cell = row.cell(self.at.title);
        let reason = if cell.is_empty() {
            Reason::TitleMissing
        } else if cell.chars().count() > LONGEST_TITLE {
            Reason::TitleTooLong
        } else if trace_words::holds_number(cell) {
            Reason::WordsHoldNumber
        } else {
            return Ok(tidy(cell));
        };
        Err(Fault::new(self.at.title, reason))
    }

    /// How far the entry is, and when it came so far.
    fn status(&self, row: &Row<'_>, kind: EntryKind) -> Result<(EntryStatus, Option<NaiveDate>), Fault> {
        let done = row.date(self.at.done)?;
        let status = match (row.cell(self.at.status), done) {
            ("", Some(_)) if kind != EntryKind::Risk => Ok(EntryStatus::Done),
            ("", _) => Err(Reason::EntryStatusMissing),
            (cell, _) => register_words::status(&plain(cell), kind).ok_or(Reason::EntryStatusUnknown),
        };
        let status = status.map_err(|reason| Fault::new(self.at.status, reason))?;
        if !status.is_of(kind) {
            return Err(Fault::new(self.at.status, Reason::StatusNotOfKind));
        }
        if done.is_some_and(|done| done > self.kept_on) {
            return Err(Fault::new(self.at.done, Reason::DoneInFuture));
        }
        if done.is_some() && status.is_open() {
            return Err(Fault::new(self.at.done, Reason::DoneAndOpen));
        }
        Ok((status, done))
    }

    fn scale(&self, row: &Row<'_>, column: Option<usize>, kind: EntryKind, findings: &mut Findings) -> Result<Option<i64>, Fault> {
        if row.cell(column).is_empty() {
            return Ok(None);
        }
        if kind != EntryKind::Risk {
            findings.warn(column, Reason::ScaleUnused, row.line);
            return Ok(None);
        }
        match row.count(column) {
            Ok(value @ 1..=5) => Ok(Some(value)),
            _ => Err(Fault::new(column, Reason::ScaleUnreadable)),
        }
    }

    fn item(&self, row: &Row<'_>, kind: EntryKind, title: &str, findings: &mut Findings) -> Result<Option<ReadinessItem>, Fault> {
        let fault = |reason| Err(Fault::new(self.at.item, reason));
        let cell = row.cell(self.at.item);
        if !cell.is_empty() {
            return match register_words::item(cell) {
                Ok(Some(item)) if item.is_computed() => fault(Reason::ItemComputed),
                Ok(Some(item)) => Ok(Some(item)),
                Ok(None) | Err(Several) => fault(Reason::ItemUnknown),
            };
        }
        // A milestone may be half of an item, and a decision may be against it: there the register has to say so.
        if !matches!(kind, EntryKind::Approval | EntryKind::Agreement | EntryKind::Assurance) {
            return Ok(None);
        }
        match register_words::item(title) {
            Ok(item) => Ok(item.filter(|item| !item.is_computed())),
            Err(Several) => {
                findings.warn(self.at.title, Reason::ItemAmbiguous, row.line);
                Ok(None)
            }
        }
    }

    /// What is wrong with an entry beside the others.
    fn contradiction(&self, entry: &Entry, statuses: &HashMap<usize, (EntryStatus, Option<NaiveDate>)>) -> Option<Fault> {
        let column = self.at.depends_on;
        for id in &self.known[entry.known].depends_on {
            let Some(place) = self.places.get(&key(id)) else {
                if self.is_mended {
                    continue;
                }
                return Some(Fault::new(column, Reason::DependencyUnknown));
            };
            let Some((status, done)) = statuses.get(place) else { continue };
            let is_after = matches!((entry.done, done), (Some(own), Some(done)) if *done > own);
            if entry.status == EntryStatus::Done && (status.is_open() || is_after) {
                let line = self.known[*place].line;
                return Some(Fault::against(self.at.done.or(self.at.status), Reason::DoneBeforeDependency, line));
            }
        }
        None
    }

    /// The ids that the entry depends on as their own rows write them, with line breaks between.
    fn dependencies(&self, entry: &Entry) -> Option<String> {
        let ids = &self.known[entry.known].depends_on;
        let written = |id: &String| {
            self.places
                .get(&key(id))
                .map_or(id.as_str(), |place| self.known[*place].id.as_str())
                .to_owned()
        };
        (!ids.is_empty()).then(|| ids.iter().map(written).collect::<Vec<_>>().join("\n"))
    }
}

impl Rules for Register {
    fn row(&mut self, row: &Row<'_>, findings: &mut Findings) -> Result<(), Fault> {
        let known = self.know(row)?;
        let kind = self.kind(row)?;
        let title = self.title(row)?;
        let owner = trace_words::text(row, self.at.owner)?;
        let (status, done) = self.status(row, kind)?;
        let (due, first_due) = (row.date(self.at.due)?, row.date(self.at.first_due)?);
        let expires = row.date(self.at.expires)?;
        if let (Some(done), Some(expires)) = (done, expires)
            && expires < done
            && !matches!(status, EntryStatus::Closed | EntryStatus::Realised)
        {
            return Err(Fault::new(self.at.expires, Reason::ExpiresBeforeDone));
        }
        let review = row.date(self.at.review)?;
        let evidence = trace_words::text(row, self.at.evidence)?;
        let likelihood = self.scale(row, self.at.likelihood, kind, findings)?;
        let impact = self.scale(row, self.at.impact, kind, findings)?;
        let batch = trace_words::text(row, self.at.batch)?;
        let route = match row.cell(self.at.route) {
            "" => None,
            cell => Some(trace_words::route(&plain(cell)).ok_or_else(|| Fault::new(self.at.route, Reason::RouteUnknown))?),
        };
        let item = self.item(row, kind, &title, findings)?;
        if status == EntryStatus::Done && done.is_none() {
            findings.warn(self.at.done, Reason::DoneWithoutDate, row.line);
        }
        self.entries.push(Entry {
            known,
            row: row.number,
            kind,
            title,
            owner,
            status,
            due,
            first_due,
            done,
            expires,
            review,
            evidence,
            item,
            likelihood,
            impact,
            batch,
            route,
        });
        Ok(())
    }

    fn circle(&self) -> Option<(u64, Vec<&str>)> {
        let place = |id: &String| self.places.get(&key(id)).copied();
        let depends_on: Vec<Vec<usize>> = self
            .known
            .iter()
            .map(|known| known.depends_on.iter().filter_map(place).collect())
            .collect();
        let circle = in_order(&depends_on).err()?;
        let line = circle.iter().map(|place| self.known[*place].line).min()?;
        Some((line, circle.iter().map(|place| self.known[*place].id.as_str()).collect()))
    }

    fn finish(mut self: Box<Self>, findings: &mut Findings) -> Outcome {
        let statuses = self.entries.iter().map(|entry| (entry.known, (entry.status, entry.done))).collect();
        let faults: Vec<_> = self.entries.iter().map(|entry| self.contradiction(entry, &statuses)).collect();
        for (entry, fault) in self.entries.iter().zip(&faults) {
            if let Some(fault) = fault {
                findings.refuse(entry.row, self.known[entry.known].line, *fault);
            }
        }
        let mut faults = faults.iter();
        self.entries.retain(|_| faults.next().is_none_or(Option::is_none));
        let rows = || self.entries.iter();
        let dependencies: Vec<_> = rows().map(|entry| self.dependencies(entry)).collect();
        let written = vec![
            table::text(columns::ID, rows().map(|entry| Some(self.known[entry.known].id.as_str()))),
            table::text(columns::KIND, rows().map(|entry| Some(entry.kind.name()))),
            table::text(columns::TITLE, rows().map(|entry| Some(entry.title.as_str()))),
            table::text(columns::OWNER, rows().map(|entry| entry.owner.as_deref())),
            table::text(columns::STATUS, rows().map(|entry| Some(entry.status.name()))),
            table::dates(columns::DUE, rows().map(|entry| entry.due)),
            table::dates(columns::FIRST_DUE, rows().map(|entry| entry.first_due)),
            table::dates(columns::DONE, rows().map(|entry| entry.done)),
            table::dates(columns::EXPIRES, rows().map(|entry| entry.expires)),
            table::dates(columns::REVIEW, rows().map(|entry| entry.review)),
            table::text(columns::EVIDENCE, rows().map(|entry| entry.evidence.as_deref())),
            table::text(columns::DEPENDS_ON, dependencies.iter().map(Option::as_deref)),
            table::text(columns::ITEM, rows().map(|entry| entry.item.map(ReadinessItem::name))),
            table::known_counts(columns::LIKELIHOOD, rows().map(|entry| entry.likelihood)),
            table::known_counts(columns::IMPACT, rows().map(|entry| entry.impact)),
            table::text(columns::BATCH, rows().map(|entry| entry.batch.as_deref())),
            table::text(columns::ROUTE, rows().map(|entry| entry.route.map(Route::name))),
        ];
        vec![Table::new(columns::FILE, self.entries.len(), written)].into()
    }
}

/// An id as it is compared: case and repeated spaces don't matter.
fn key(id: &str) -> String {
    tidy(id).to_lowercase()
}
