//! What is to become of each file, decided before anything is changed.

use chrono::NaiveDate;
use domain::{Kind, Manifest, calendar};
use ingest::{Checked, Content};
use std::path::{Path, PathBuf};

/// What is to become of one file.
pub(super) enum Verdict {
    /// The same content is in force as that load.
    AlreadyLoaded(u32),
    /// It holds refused rows of an earlier load, all as they were.
    NotMended,
    /// It becomes a load.
    New(Box<Checked>),
}

/// Every file of one command with its verdict, or the reason why it is refused.
pub(super) struct Plan {
    in_force: Vec<Manifest>,
    replace: bool,
    replaced: Vec<u32>,
    files: Vec<(PathBuf, Result<Verdict, String>)>,
}

impl Plan {
    pub(super) fn new(in_force: Vec<Manifest>, replace: bool) -> Self {
        Self {
            in_force,
            replace,
            replaced: Vec::new(),
            files: Vec::new(),
        }
    }

    /// The file's content, if a load in force has as many bytes; else it can't be that file's, and needs no reading to tell.
    pub(super) fn recognise(&self, path: &Path) -> Result<Option<Content>, ingest::Error> {
        let bytes = std::fs::metadata(path).ok().map(|metadata| metadata.len());
        let may_be = |manifest: &Manifest| manifest.bytes == 0 || Some(manifest.bytes) == bytes;
        self.in_force.iter().any(may_be).then(|| Content::of(path)).transpose()
    }

    /// The load in force with that content, unless the command or the file's name gives it another date.
    pub(super) fn already_loaded(&self, path: &Path, content: &Content, as_at: Option<NaiveDate>) -> Option<u32> {
        let of_its_date = |loaded: NaiveDate| as_at.map_or_else(|| !ingest::names_another_date(path, loaded), |as_at| as_at == loaded);
        let same = |manifest: &&Manifest| {
            manifest.sha256 == content.sha256 && (!manifest.kind.has_as_at() || manifest.as_at.is_none_or(of_its_date))
        };
        self.in_force.iter().find(same).map(|manifest| manifest.load)
    }

    /// Decides whether a file that could be read may stand beside what is loaded and what this command loads, and gives the loads in force
    /// that it takes the place of.
    pub(super) fn admit(&mut self, checked: &Checked) -> Result<Vec<Manifest>, String> {
        if checked.is_mended() {
            return self.admit_mended(checked).map(|()| Vec::new());
        }
        let clash = |kind: Kind, as_at: Option<NaiveDate>, period: Option<(NaiveDate, NaiveDate)>| {
            kind == checked.kind() && (kind.has_as_at() && as_at == checked.as_at() || overlap(period, checked.period()))
        };
        let twin = |twin: &&Checked| {
            !twin.is_mended() && (clash(twin.kind(), twin.as_at(), twin.period()) || same_batch(twin.kind(), twin.file(), checked))
        };
        if self.new_files().any(|checked| twin(&checked)) {
            return Err(format!("another of these files holds the same {}; give one of them", what(checked)));
        }
        let standing: Vec<&Manifest> = self
            .in_force
            .iter()
            .filter(|manifest| {
                // A request made here has a batch of its own, whatever its file is called, and no columns.
                let is_from_elsewhere = !manifest.columns.is_empty();
                clash(manifest.kind, manifest.as_at, manifest.period)
                    || is_from_elsewhere && !manifest.mended && same_batch(manifest.kind, &manifest.file, checked)
            })
            .collect();
        if let Some(first) = standing.first()
            && !self.replace
        {
            return Err(format!(
                "load {} ({}) already holds other content for the same {}; load with --replace to put this file in its place",
                first.load,
                first.file,
                what(checked)
            ));
        }
        let standing: Vec<Manifest> = standing.into_iter().cloned().collect();
        self.replaced.extend(standing.iter().map(|manifest| manifest.load));
        Ok(standing)
    }

    /// Mended rows add to what was accepted of their file, so that must be there.
    fn admit_mended(&self, checked: &Checked) -> Result<(), String> {
        let belongs = |kind: Kind, as_at: Option<NaiveDate>| kind == checked.kind() && (!kind.has_as_at() || as_at == checked.as_at());
        let is_there = self.in_force.iter().any(|manifest| belongs(manifest.kind, manifest.as_at))
            || self.new_files().any(|twin| !twin.is_mended() && belongs(twin.kind(), twin.as_at()));
        if is_there {
            return Ok(());
        }
        Err(format!(
            "these are mended rows of a file of {}{}, which is not loaded; load that file before them",
            checked.kind().name(),
            checked
                .as_at()
                .map(|date| format!(" as at {}", calendar::long(date)))
                .unwrap_or_default()
        ))
    }

    pub(super) fn push(&mut self, path: PathBuf, verdict: Result<Verdict, String>) {
        self.files.push((path, verdict));
    }

    /// The responses that stand before a request among the files, each behind its place among those that become loads.
    pub(super) fn answers_before_requests(&mut self) -> impl Iterator<Item = (usize, (&Path, &mut Box<Checked>))> {
        let last = self
            .files
            .iter()
            .rposition(|(_, verdict)| is_new(verdict, Kind::TraceRequest))
            .unwrap_or(0);
        let fresh = self.files[..last].iter_mut().filter_map(|(path, verdict)| match verdict {
            Ok(Verdict::New(checked)) => Some((path.as_path(), checked)),
            _ => None,
        });
        fresh.enumerate().filter(|(_, (_, checked))| checked.kind() == Kind::TraceResponse)
    }

    /// Refuses allocations for a date that has no snapshot, loaded or in this command.
    pub(super) fn pair_allocations(&mut self) {
        let mut dates: Vec<_> = self
            .in_force
            .iter()
            .filter(|manifest| manifest.kind == Kind::Snapshot)
            .filter_map(|manifest| manifest.as_at)
            .collect();
        dates.extend(
            self.new_files()
                .filter(|checked| checked.kind() == Kind::Snapshot)
                .filter_map(Checked::as_at),
        );
        for (_, verdict) in &mut self.files {
            if let Ok(Verdict::New(checked)) = verdict
                && checked.kind() == Kind::Allocations
                && let Some(date) = checked.as_at()
                && !dates.contains(&date)
            {
                *verdict = Err(format!(
                    "these allocations are as at {}, for which no persons file is loaded; load it before them or with them",
                    calendar::long(date)
                ));
            }
        }
    }

    pub(super) fn is_refused(&self) -> bool {
        self.files.iter().any(|(_, verdict)| verdict.is_err())
    }

    /// The files that were refused, with the reason.
    pub(super) fn refused(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files
            .iter()
            .filter_map(|(path, verdict)| Some((path.as_path(), verdict.as_ref().err()?.as_str())))
    }

    /// The files whose content is in force, with the load's number.
    pub(super) fn already(&self) -> impl Iterator<Item = (&Path, u32)> {
        self.files.iter().filter_map(|(path, verdict)| match verdict {
            Ok(Verdict::AlreadyLoaded(load)) => Some((path.as_path(), *load)),
            _ => None,
        })
    }

    /// The files of refused rows that nobody has mended.
    pub(super) fn not_mended(&self) -> impl Iterator<Item = &Path> {
        self.files
            .iter()
            .filter_map(|(path, verdict)| matches!(verdict, Ok(Verdict::NotMended)).then_some(path.as_path()))
    }

    /// The files that become loads.
    pub(super) fn fresh(&self) -> impl Iterator<Item = (&Path, &Checked)> {
        self.files.iter().filter_map(|(path, verdict)| match verdict {
            Ok(Verdict::New(checked)) => Some((path.as_path(), checked.as_ref())),
            _ => None,
        })
    }

    /// The loads that the files take the place of.
    pub(super) fn replaced(&self) -> impl Iterator<Item = u32> {
        self.replaced.iter().copied()
    }

    fn new_files(&self) -> impl Iterator<Item = &Checked> {
        self.fresh().map(|(_, checked)| checked)
    }
}

fn overlap(one: Option<(NaiveDate, NaiveDate)>, other: Option<(NaiveDate, NaiveDate)>) -> bool {
    matches!((one, other), (Some((from, to)), Some((other_from, other_to))) if from <= other_to && other_from <= to)
}

/// Whether another file is a request of the same batch: one made elsewhere is named by its file.
fn same_batch(kind: Kind, file: &str, checked: &Checked) -> bool {
    let stem = |file: &str| Path::new(file).file_stem().map(std::ffi::OsStr::to_ascii_lowercase);
    kind == Kind::TraceRequest && checked.kind() == Kind::TraceRequest && stem(file) == stem(checked.file())
}

fn what(checked: &Checked) -> String {
    if checked.kind() == Kind::TraceRequest {
        return "batch, by its file's name".to_owned();
    }
    checked
        .as_at()
        .map_or_else(|| "period".to_owned(), |date| format!("date, {}", calendar::long(date)))
}

fn is_new(verdict: &Result<Verdict, String>, kind: Kind) -> bool {
    matches!(verdict, Ok(Verdict::New(checked)) if checked.kind() == kind)
}
