//! What the case system is to take from a batch's answers: only what is safe to load, straight from the response files, since neither
//! numbers nor details are stored.

mod rows;
mod why_not;

use super::details::{ByDetail, DETAILS};
use super::{Private, Recipients};
use crate::table::Table;
use crate::{Checked, Error, Refusal, Request, source};
use chrono::NaiveDate;
use csv::Writer;
use domain::schema::{decisions, persons, trace_requests, trace_responses};
use domain::trace::{Decision, Detail, Lack, Outcome};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
pub use why_not::WhyNot;

/// What says that a detail was not there to be sent, in the order of [`Detail::ALL`].
const LACKS: [Lack; DETAILS] = [Lack::Surname, Lack::Forename, Lack::DateOfBirth, Lack::Sex, Lack::Postcode];

/// A request in force, by [`domain::schema::trace_requests`].
#[derive(Debug, Clone)]
pub struct RequestFile {
    /// The Parquet file.
    pub path: PathBuf,
    /// The date of the extracts it was made from.
    pub as_at: Option<NaiveDate>,
}

/// What a data folder knows that decides whether an answer is safe to load.
#[derive(Debug, Clone, Copy)]
pub struct InForce<'a> {
    /// The requests.
    pub requests: &'a [RequestFile],
    /// The files of decisions, by [`domain::schema::decisions`].
    pub decisions: &'a [PathBuf],
    /// The people of the latest snapshot, by [`domain::schema::persons`].
    pub people: &'a [PathBuf],
    /// What came back for any batch, by [`domain::schema::trace_responses`].
    pub answers: &'a [PathBuf],
    /// How sure a match must be to be loaded, in percent, where its answer says how sure it is.
    pub least_confidence: u8,
}

/// What of a batch's answers is loaded and what is not, and why; nothing is written yet.
pub struct LoadFile<'a> {
    responses: &'a [Request<'a>],
    people: Vec<Person>,
    summary: LoadSummary,
}

/// Somebody who was asked about.
#[derive(Debug)]
struct Person {
    id: String,
    /// The hash of the number that was sent.
    sent: Option<[u8; 16]>,
    as_at: Option<NaiveDate>,
    /// What the extracts of a request made here lacked, so that it may be filled in.
    lacks: [bool; DETAILS],
    answer: Option<Answer>,
    /// None if the answer is loaded.
    why_not: Option<WhyNot>,
    /// Whether a detail was written for the person, and a date of death.
    changed: bool,
    died: bool,
}

/// The answer that counts for a person.
#[derive(Debug, Clone, Copy)]
struct Answer {
    /// The place of its file among the responses.
    file: usize,
    line: u64,
    outcome: Outcome,
    sensitive: bool,
    number: Option<[u8; 16]>,
    confidence: Option<i64>,
    differ: ByDetail<bool>,
}

/// How many people of a batch are loaded, and why the others are not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadSummary {
    /// People of the batch.
    pub asked: u64,
    /// People of the batch with an answer in these files.
    pub answered: u64,
    /// Loaded with a number that their record does not hold.
    pub numbers: u64,
    /// Loaded with a detail that is not what was sent, or that the record lacked; most of them among [`Self::numbers`].
    pub changed: u64,
    /// Loaded with a date of death.
    pub died: u64,
    /// Loaded.
    pub loaded: u64,
    /// Not loaded, by the reason.
    pub not_loaded: BTreeMap<WhyNot, u64>,
    /// Answers that stand in the place of an earlier one.
    pub answered_again: u64,
    /// Rows that answer no reference of the batch.
    pub not_asked: u64,
    /// Rows that a load would refuse.
    pub rows_refused: u64,
}

/// The names of the batches that were asked.
///
/// # Errors
/// A file can't be read.
pub fn batches(requests: &[RequestFile]) -> Result<BTreeSet<String>, Refusal> {
    let mut names = BTreeSet::new();
    for request in requests {
        let table = Table::read(&request.path, trace_requests::FILE, [trace_requests::BATCH].into_iter())?;
        for name in table.texts(trace_requests::BATCH).flatten() {
            if !names.contains(name) {
                names.insert(name.to_owned());
            }
        }
    }
    Ok(names)
}

/// Reads the answers to a batch and judges each.
///
/// Each response is read as a load reads it, and compared with [`Request::sent`].
///
/// # Errors
/// A file can't be read, or none of the rows answers the batch.
pub fn load_file<'a>(batch: &str, in_force: InForce<'_>, responses: &'a [Request<'a>]) -> Result<LoadFile<'a>, Refusal> {
    let (mut people, places) = asked(batch, in_force.requests)?;
    let mut summary = LoadSummary {
        asked: people.len() as u64,
        ..LoadSummary::default()
    };
    for (file, response) in responses.iter().enumerate() {
        let checked = crate::read(response)?;
        summary.rows_refused += checked.rows_refused;
        answer(&mut people, &places, file, &checked, &mut summary);
    }
    summary.answered = people.iter().filter(|person| person.answer.is_some()).count() as u64;
    if summary.answered == 0 {
        let files: Vec<_> = responses.iter().map(|response| source::file_name(response.path)).collect();
        return Err(Refusal::NotATable {
            file: files.join(", "),
            what: format!("has no row that answers the batch {batch}; name the responses to that batch"),
        });
    }
    let decisions = latest_decisions(in_force.decisions)?;
    let mut holders = holders(&people);
    share_with(&mut holders, &people, in_force.people)?;
    share_with_answered(&mut holders, &people, in_force)?;
    for person in &mut people {
        person.why_not = judge(person, &holders, &decisions, in_force.least_confidence);
    }
    Ok(LoadFile {
        responses,
        people,
        summary,
    })
}

impl LoadFile<'_> {
    /// Writes what is loaded, for its owner's eyes only or the recipients' and not there before, and says what that came to.
    ///
    /// # Errors
    /// The file can't be written, or a response has changed since it was judged.
    pub fn write(&mut self, to: &Path, recipients: &Recipients) -> Result<LoadSummary, Error> {
        let failed = |error| Error::io("write", to)(error);
        let mut writer = Writer::from_writer(Private::create(to, recipients).map_err(failed)?);
        writer.write_record(rows::COLUMNS).map_err(|error| failed(error.into()))?;
        for file in 0..self.responses.len() {
            rows::write(self.responses[file], file, &mut self.people, &mut writer).map_err(|error| match error {
                rows::Failed::Write(error) => failed(error),
                rows::Failed::Changed(path) => Error::SourceChanged { path },
            })?;
        }
        finish(writer).map_err(failed)?;
        Ok(self.count())
    }

    /// Writes who of the batch is not loaded and why, for its owner's eyes only or the recipients' and not there before.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn write_not_loaded(&self, to: &Path, recipients: &Recipients) -> Result<(), Error> {
        let failed = |error| Error::io("write", to)(error);
        let mut writer = Writer::from_writer(Private::create(to, recipients).map_err(failed)?);
        let mut write = |record: [&str; 3]| writer.write_record(record).map_err(|error| failed(error.into()));
        write(["PERSON_ID", "OUTCOME", "WHY_NOT"])?;
        for person in &self.people {
            if let Some(why_not) = person.why_not {
                let outcome = person.answer.map_or("", |answer| answer.outcome.name());
                write([&person.id, outcome, why_not.text()])?;
            }
        }
        finish(writer).map_err(failed)
    }

    fn count(&mut self) -> LoadSummary {
        let mut summary = self.summary.clone();
        for person in &self.people {
            if let Some(why_not) = person.why_not {
                *summary.not_loaded.entry(why_not).or_default() += 1;
            } else {
                summary.loaded += 1;
                summary.numbers += u64::from(!person.has_number_already());
                summary.changed += u64::from(person.changed);
                summary.died += u64::from(person.died);
            }
        }
        summary
    }
}

impl Person {
    /// Whether the number that came back is the one that was sent.
    fn has_number_already(&self) -> bool {
        self.sent.is_some() && self.answer.is_some_and(|answer| answer.number == self.sent)
    }
}

impl Answer {
    /// Whether the detail came back different from what was sent.
    fn differs(&self, detail: Detail) -> bool {
        let at = Detail::ALL.iter().position(|known| *known == detail);
        at.and_then(|at| self.differ[at]) == Some(true)
    }
}

/// The people of a batch, and where each stands by reference.
fn asked(batch: &str, requests: &[RequestFile]) -> Result<(Vec<Person>, HashMap<String, usize>), Refusal> {
    let (mut people, mut places) = (Vec::new(), HashMap::new());
    for request in requests {
        let names = [
            trace_requests::BATCH,
            trace_requests::REFERENCE,
            trace_requests::PERSON_ID,
            trace_requests::NUMBER,
        ];
        let names = names.into_iter().chain(LACKS.iter().map(|lack| lack.name()));
        let table = Table::read(&request.path, trace_requests::FILE, names)?;
        let mut lacking: Vec<_> = LACKS.iter().map(|lack| table.flags(lack.name())).collect();
        let rows = table
            .texts(trace_requests::BATCH)
            .zip(table.texts(trace_requests::REFERENCE))
            .zip(table.texts(trace_requests::PERSON_ID))
            .zip(table.binaries(trace_requests::NUMBER));
        for (((of, reference), id), number) in rows {
            let mut lacks = [false; DETAILS];
            for (lacks, values) in lacks.iter_mut().zip(&mut lacking) {
                *lacks = values.next().flatten().unwrap_or_default();
            }
            if of != Some(batch) {
                continue;
            }
            // A request made elsewhere may lack the person's id; nothing can be loaded without it.
            let (Some(reference), Some(id)) = (reference, id) else { continue };
            places.insert(reference.to_owned(), people.len());
            people.push(Person {
                id: id.to_owned(),
                sent: number.and_then(hash),
                as_at: request.as_at,
                // Of a request made elsewhere it is not known whether the record lacks what was not sent.
                lacks: if reference == id { [false; DETAILS] } else { lacks },
                answer: None,
                why_not: None,
                changed: false,
                died: false,
            });
        }
    }
    Ok((people, places))
}

/// Takes the answers of one file; a later file's counts, unless it says nothing of the person, as in a load.
fn answer(people: &mut [Person], places: &HashMap<String, usize>, file: usize, checked: &Checked, summary: &mut LoadSummary) {
    for table in &checked.tables {
        let mut differ: Vec<_> = Detail::ALL
            .iter()
            .map(|detail| {
                let name = trace_responses::differs(*detail);
                table.flags(&name).collect::<Vec<_>>().into_iter()
            })
            .collect();
        let rows = table
            .texts(trace_responses::REFERENCE)
            .zip(table.texts(trace_responses::OUTCOME))
            .zip(table.flags(trace_responses::SENSITIVE))
            .zip(table.binaries(trace_responses::NUMBER))
            .zip(table.whole_numbers(trace_responses::LINE))
            .zip(table.whole_numbers(trace_responses::CONFIDENCE));
        for (((((reference, outcome), sensitive), number), line), confidence) in rows {
            let mut differs = ByDetail::default();
            for (differs, values) in differs.iter_mut().zip(&mut differ) {
                *differs = values.next().flatten();
            }
            let Some(place) = reference.and_then(|reference| places.get(reference)) else {
                summary.not_asked += 1;
                continue;
            };
            let person = &mut people[*place];
            summary.answered_again += u64::from(person.answer.is_some());
            let outcome = outcome.and_then(Outcome::from_name).unwrap_or(Outcome::Other);
            // What says nothing of the person takes no answer's place.
            if person.answer.is_some() && matches!(outcome, Outcome::Rejected | Outcome::Other) {
                continue;
            }
            person.answer = Some(Answer {
                file,
                line: line.and_then(|line| u64::try_from(line).ok()).unwrap_or_default(),
                outcome,
                sensitive: sensitive.unwrap_or(true),
                number: number.and_then(hash),
                confidence,
                differ: differs,
            });
        }
    }
}

/// Who holds each number, by what was sent and what came back; none where two people do.
fn holders(people: &[Person]) -> HashMap<[u8; 16], Option<usize>> {
    let mut holders = HashMap::new();
    for (place, person) in people.iter().enumerate() {
        let returned = person.answer.and_then(|answer| answer.number);
        for number in person.sent.into_iter().chain(returned) {
            let holder = holders.entry(number).or_insert(Some(place));
            // A request made elsewhere may ask about somebody twice.
            take_from_others(holder, people, &person.id);
        }
    }
    holders
}

/// Takes a number from its holder where it is somebody else's too.
fn take_from_others(holder: &mut Option<usize>, people: &[Person], id: &str) {
    if holder.is_some_and(|holder| people[holder].id != id) {
        *holder = None;
    }
}

/// Takes the holder from each number that stands on the record of somebody else, whether that person is of the batch or not.
fn share_with(holders: &mut HashMap<[u8; 16], Option<usize>>, people: &[Person], snapshot: &[PathBuf]) -> Result<(), Refusal> {
    for file in snapshot {
        let table = Table::read(file, persons::FILE, [persons::PERSON_ID, persons::NUMBER].into_iter())?;
        for (id, number) in table.texts(persons::PERSON_ID).zip(table.binaries(persons::NUMBER)) {
            let holder = number.and_then(hash).and_then(|number| holders.get_mut(&number));
            if let Some((holder, id)) = holder.zip(id) {
                take_from_others(holder, people, id);
            }
        }
    }
    Ok(())
}

/// Takes the holder from each number that came back for somebody else, in whatever batch.
fn share_with_answered(holders: &mut HashMap<[u8; 16], Option<usize>>, people: &[Person], in_force: InForce<'_>) -> Result<(), Refusal> {
    let mut answered: HashMap<String, Vec<[u8; 16]>> = HashMap::new();
    for file in in_force.answers {
        let names = [trace_responses::REFERENCE, trace_responses::NUMBER];
        let table = Table::read(file, trace_responses::FILE, names.into_iter())?;
        for (reference, number) in table.texts(trace_responses::REFERENCE).zip(table.binaries(trace_responses::NUMBER)) {
            if let (Some(reference), Some(number)) = (reference, number.and_then(hash))
                && holders.contains_key(&number)
            {
                answered.entry(reference.to_owned()).or_default().push(number);
            }
        }
    }
    let mut take = |id: &str, numbers: &[[u8; 16]]| {
        for number in numbers {
            if let Some(holder) = holders.get_mut(number) {
                take_from_others(holder, people, id);
            }
        }
    };
    let mut known = HashSet::new();
    for request in in_force.requests {
        let names = [trace_requests::REFERENCE, trace_requests::PERSON_ID];
        let table = Table::read(&request.path, trace_requests::FILE, names.into_iter())?;
        for (reference, id) in table.texts(trace_requests::REFERENCE).zip(table.texts(trace_requests::PERSON_ID)) {
            let Some((reference, numbers)) = reference.and_then(|reference| answered.get_key_value(reference)) else {
                continue;
            };
            known.insert(reference.as_str());
            if let Some(id) = id {
                take(id, numbers);
            }
        }
    }
    // Where no request is known, the reference is the person.
    for (reference, numbers) in &answered {
        if !known.contains(reference.as_str()) {
            take(reference, numbers);
        }
    }
    Ok(())
}

/// Of each person the last decision with its day, counted as in Parquet; of one day's the one that stands last.
fn latest_decisions(files: &[PathBuf]) -> Result<HashMap<String, (i64, Decision)>, Refusal> {
    let mut latest: HashMap<String, (i64, Decision)> = HashMap::new();
    for file in files {
        let names = [decisions::PERSON_ID, decisions::DECISION, decisions::DATE];
        let table = Table::read(file, decisions::FILE, names.into_iter())?;
        let rows = table
            .texts(decisions::PERSON_ID)
            .zip(table.texts(decisions::DECISION))
            .zip(table.whole_numbers(decisions::DATE));
        for ((id, decision), day) in rows {
            let (Some(id), Some(decision), Some(day)) = (id, decision.and_then(Decision::from_name), day) else {
                continue;
            };
            let known = latest.entry(id.to_owned()).or_insert((day, decision));
            if day >= known.0 {
                *known = (day, decision);
            }
        }
    }
    Ok(latest)
}

/// Why a person's answer is not loaded; none if it is safe to. Whether there is anything to load, its row tells when it is written.
fn judge(
    person: &Person,
    holders: &HashMap<[u8; 16], Option<usize>>,
    decisions: &HashMap<String, (i64, Decision)>,
    least_confidence: u8,
) -> Option<WhyNot> {
    let Some(answer) = &person.answer else {
        return Some(WhyNot::NotAnswered);
    };
    let must_be_decided = match answer.outcome {
        // A number beside the one that was sent is another person's until somebody says otherwise, whatever the code.
        Outcome::Verified | Outcome::Found => person.sent.is_some() && !person.has_number_already(),
        Outcome::Different | Outcome::Superseded => true,
        outcome => return Some(WhyNot::Outcome(outcome)),
    };
    let Some(number) = answer.number else {
        return Some(WhyNot::NoNumber);
    };
    if holders.get(&number).is_none_or(Option::is_none) {
        return Some(WhyNot::SameNumber);
    }
    if is_accepted(person, decisions) {
        return None;
    }
    if must_be_decided {
        return Some(WhyNot::NotDecided);
    }
    let is_unsure = answer.confidence.is_some_and(|percent| percent < i64::from(least_confidence));
    is_unsure.then_some(WhyNot::Unsure)
}

/// Whether the last decision about the person accepts the number, and was made after the extracts.
fn is_accepted(person: &Person, decisions: &HashMap<String, (i64, Decision)>) -> bool {
    let asked = person.as_at.map(|as_at| (as_at - NaiveDate::default()).num_days());
    let decided = decisions.get(&person.id);
    asked
        .zip(decided)
        .is_some_and(|(asked, (day, decision))| *decision == Decision::NumberAccepted && *day > asked)
}

fn hash(bytes: &[u8]) -> Option<[u8; 16]> {
    bytes.try_into().ok()
}

fn finish(writer: Writer<Private>) -> io::Result<()> {
    writer.into_inner().map_err(csv::IntoInnerError::into_error)?.finish()
}
