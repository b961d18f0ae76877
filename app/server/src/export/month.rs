//! The month's whole set: every table and chart of the council, and of each team if wanted, in every format.

use super::{Error, Format, Picture, file_name, publication, table::Typed};
use crate::answers;
use domain::{Filter, InvalidParameter, page::Page, question, questions::CoverageByTeam};
use std::{
    collections::BTreeSet,
    io::{Cursor, Write as _},
    num::NonZero,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
};
use warehouse::{AskError, Generation};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// What a set holds.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The questions by name; what lists people only where it is named here.
    pub questions: Vec<&'static str>,
    /// Whether each team has a folder with what its page shows.
    pub each_team: bool,
    /// What they are asked about.
    pub filter: Filter,
    /// In which formats.
    pub formats: Vec<Format>,
    /// How large pictures are.
    pub picture: Picture,
    /// Whether disclosure control is applied; charts are left out then.
    pub for_publication: bool,
}

/// One file of a set.
#[derive(Debug)]
pub struct File {
    /// Its path within the set, parts separated by `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The files, and what has none with the reason in a sentence.
#[derive(Debug, Default)]
pub struct Made {
    /// In the order of the questions, the council first.
    pub files: Vec<File>,
    /// Questions that could not be answered.
    pub left_out: Vec<String>,
}

/// Every question but those that list people.
#[must_use]
pub fn all() -> Vec<&'static str> {
    question::NAMES
        .iter()
        .copied()
        .filter(|name| !question::PERSON_LEVEL.contains(name))
        .collect()
}

struct Job {
    folder: String,
    question: &'static str,
    filter: Filter,
    /// None: the words about the answer.
    format: Option<Format>,
}

/// Makes the set on all cores; a question without a chart has no pictures.
///
/// # Errors
/// If the teams can't be asked for, or a file can't be made for another reason than that there is nothing to show.
pub fn make(generation: &Generation, wanted: &Wanted, note: &str) -> Result<Made, Error> {
    let jobs = jobs(generation, wanted)?;
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(jobs.len())));
    let work = || {
        while let Some((at, job)) = {
            let at = next.fetch_add(1, Relaxed);
            jobs.get(at).map(|job| (at, job))
        } {
            let result = one(generation, wanted, job, note);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(work);
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    let (mut made, mut said) = (Made::default(), BTreeSet::new());
    let mut words: Vec<File> = Vec::new();
    for (at, result) in done {
        match result {
            Ok(Some(file)) if jobs[at].format.is_none() => match words.iter_mut().find(|known| known.path == file.path) {
                Some(known) => known.bytes.extend([b"\n\n".as_slice(), &file.bytes].concat()),
                None => words.push(file),
            },
            Ok(Some(file)) => made.files.push(file),
            Ok(None) => {}
            Err(reason) => {
                let reason = format!("{}{}: {}", jobs[at].folder, jobs[at].question, reason?);
                if said.insert(reason.clone()) {
                    made.left_out.push(reason);
                }
            }
        }
    }
    made.files.extend(words);
    Ok(made)
}

fn jobs(generation: &Generation, wanted: &Wanted) -> Result<Vec<Job>, Error> {
    let mut jobs = Vec::new();
    let mut add = |folder: &str, questions: &[&'static str], filter: &Filter| {
        for question in questions {
            for format in wanted.formats.iter().copied().map(Some).chain([None]) {
                if wanted.for_publication && format.is_some_and(|format| format.is_picture() || format == Format::Parquet) {
                    continue;
                }
                jobs.push(Job {
                    folder: folder.to_owned(),
                    question,
                    filter: filter.clone(),
                    format,
                });
            }
        }
    };
    add("", &wanted.questions, &wanted.filter);
    if wanted.each_team {
        for team in generation.ask::<CoverageByTeam>(&wanted.filter)?.rows {
            let filter = Filter {
                team: Some(team.team.clone()),
                service: None,
                ..wanted.filter.clone()
            };
            let mut questions: Vec<&'static str> = Vec::new();
            for ask in Page::Overview.asks(&filter) {
                if all().contains(&ask.name) && !questions.contains(&ask.name) {
                    questions.push(ask.name);
                }
            }
            add(&format!("teams/{}/", super::slug(&team.team)), &questions, &filter);
        }
    }
    Ok(jobs)
}

/// One file; none where a question has no chart. The error is why there is nothing to show, or what failed.
fn one(generation: &Generation, wanted: &Wanted, job: &Job, note: &str) -> Result<Option<File>, Result<String, Error>> {
    let made = match job.format {
        Some(format) => super::file(
            generation,
            job.question,
            &job.filter,
            &super::How {
                format,
                picture: wanted.picture,
                for_publication: wanted.for_publication,
            },
            note,
        )
        .and_then(|bytes| {
            let as_at = answers::ask(generation, job.question, &job.filter, super::AsAt)?;
            let name = file_name(job.question, &job.filter, as_at, format, wanted.for_publication);
            Ok((name, bytes))
        }),
        None if wanted.for_publication && !publication::is_published(job.question) => return Ok(None),
        None => about(generation, wanted, job),
    };
    match made {
        Ok((name, bytes)) => Ok(Some(File {
            path: format!("{}{name}", job.folder),
            bytes,
        })),
        Err(Error::Ask(AskError::Invalid(InvalidParameter { parameter, .. })))
            if parameter == "question" && job.format.is_some_and(Format::is_picture) =>
        {
            Ok(None)
        }
        Err(Error::Nothing(reason)) => Err(Ok(reason)),
        Err(Error::Ask(AskError::Invalid(invalid))) => Err(Ok(invalid.reason)),
        Err(other) => Err(Err(other)),
    }
}

/// The words about one answer, to stand with others in one file.
fn about(generation: &Generation, wanted: &Wanted, job: &Job) -> Result<(String, Vec<u8>), Error> {
    let (_, about) = answers::ask(generation, job.question, &job.filter, Typed)??;
    let about = if wanted.for_publication { publication::said(about) } else { about };
    Ok(("about.txt".to_owned(), about.text().into_bytes()))
}

/// Packs a set into one ZIP; the same files give the same bytes.
///
/// # Errors
/// Only if there are more than a ZIP can hold.
pub fn zip(made: &Made) -> Result<Vec<u8>, Error> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in &made.files {
        // Workbooks and PNG are compressed already.
        let packed = [".xlsx", ".png"].iter().any(|end| file.path.ends_with(end));
        let method = if packed {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(method);
        archive.start_file(&file.path, options).map_err(Error::failed)?;
        archive.write_all(&file.bytes).map_err(Error::failed)?;
    }
    Ok(archive.finish().map_err(Error::failed)?.into_inner())
}
