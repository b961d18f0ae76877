//! Requests for a trace: made from the extracts themselves, since what they carry is stored nowhere.

pub(crate) mod details;
pub(crate) mod layout;
mod load_file;
pub(crate) mod people;
mod private;
mod recipients;
pub(crate) mod response;
mod standing;
pub(crate) mod text;

use crate::columns::Layout;
use crate::read::read_rows;
use crate::source::{self, Source};
use crate::table::{self, Table};
use crate::{Content, Error, RULES, Refusal, Request};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use details::ByDetail;
use domain::schema::trace_requests as columns;
use domain::trace::{Dialect, Lack};
use domain::{AgeBand, Kind, Manifest, RecordState};
pub use layout::{Layouts, pds_mesh_request};
pub use load_file::{InForce, LoadFile, LoadSummary, RequestFile, WhyNot, batches, load_file};
use people::{Asked, Columns, Details, Lacks, Reader};
pub use private::Private;
use rayon::iter::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;
pub use recipients::{RecipientError, Recipients};
pub use response::PDS_MESH_RESPONSE;
use standing::Standing;
use std::collections::HashMap;
use std::mem;
use std::path::{Path, PathBuf};
use text::Alphabet;

/// Whom a request asks about, and of whom.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Who answers.
    pub dialect: Dialect,
    /// The batch's name: people have another reference in each.
    pub batch: &'a str,
    /// When it is made, UTC.
    pub made: NaiveDateTime,
    /// The states whose records are asked about.
    pub states: &'a [RecordState],
    /// One team, by its name as written.
    pub team: Option<&'a str>,
    /// The Parquet files that say who is agreed as exempt, by [`domain::schema::exemptions`].
    pub exemptions: &'a [PathBuf],
    /// What the configuration says of the files.
    pub layouts: &'a Layouts,
}

/// A request ready to be written; nothing is written yet.
#[derive(Debug)]
pub struct TraceRequest {
    dialect: Dialect,
    batch: String,
    made: NaiveDateTime,
    as_at: NaiveDate,
    layouts: Layouts,
    asked: Vec<Asked>,
    known: Vec<Known>,
    /// What was sent of each, to be compared with what comes back.
    sent: Vec<ByDetail<u16>>,
    summary: Summary,
}

/// What is kept of a person of a request.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) person_id: String,
    pub(crate) state: RecordState,
    pub(crate) number: Option<[u8; 16]>,
    pub(crate) age_band: Option<AgeBand>,
    pub(crate) lacks: Lacks,
}

/// Who was asked about, under which references, by [`domain::schema::trace_requests`].
pub(crate) fn table_of<'a>(batch: &str, dialect: Dialect, references: impl ExactSizeIterator<Item = &'a str>, known: &[Known]) -> Table {
    let people = || known.iter();
    let mut written = vec![
        table::text(columns::BATCH, people().map(|_| Some(batch))),
        table::text(columns::DIALECT, people().map(|_| Some(dialect.name()))),
        table::text(columns::REFERENCE, references.map(Some)),
        table::text(columns::PERSON_ID, people().map(|person| Some(person.person_id.as_str()))),
        table::text(columns::STATE, people().map(|person| Some(person.state.name()))),
        table::bytes(columns::NUMBER, people().map(|person| person.number)),
        table::text(columns::AGE_BAND, people().map(|person| person.age_band.map(AgeBand::name))),
    ];
    let flags = |lack: &Lack| table::flags(lack.name(), people().map(|person| Some(person.lacks.contain(*lack))));
    written.extend(Lack::ALL.iter().map(flags));
    Table::new(columns::FILE, known.len(), written)
}

/// How many people a request asks about and leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// People in scope, of the team if one is named.
    pub in_scope: u64,
    /// Left out: their record's state is not asked about.
    pub other_states: u64,
    /// Left out: an exemption is agreed.
    pub exempt: u64,
    /// Left out: without a date of birth, or with neither a number nor a surname, nobody can be found.
    pub too_little: u64,
    /// Asked about.
    pub asked: u64,
    /// Asked about with an NHS number to confirm.
    pub with_number: u64,
    /// Asked about with everything that a trace matches by.
    pub complete: u64,
    /// Asked about, by what they lack; a person may lack several things.
    pub lacking: Vec<(Lack, u64)>,
    /// Asked about with a character of a name replaced.
    pub replaced: u64,
    /// Rows of the extracts that a load would refuse; nobody is asked about by them.
    pub rows_refused: u64,
}

/// Reads extracts and puts together the request for the people wanted.
///
/// One extract at least is of people with their NHS numbers; others may add allocations, or details such as addresses by person id.
///
/// # Errors
/// An extract is refused, none holds surnames or dates of birth, or they are of different dates.
pub fn request(extracts: &[Request<'_>], wanted: &Wanted<'_>) -> Result<TraceRequest, Refusal> {
    let mut standing = Standing::of(wanted.team);
    let mut files = Vec::new();
    for extract in extracts {
        let (kind, columns) = recognise(extract)?;
        if kind.is_some() {
            standing.add(read_rows(extract)?)?;
        }
        files.push((extract, columns));
    }
    let as_at = standing.as_at().ok_or_else(|| {
        refused(
            extracts,
            "none of the files is an extract of people with their NHS numbers (columns such as PERSON_ID and NHS_ID)",
        )
    })?;
    for (needed, has) in [
        (
            "surnames (a column such as LAST_NAME)",
            Columns::has_surname as fn(&Columns) -> bool,
        ),
        ("dates of birth (a column such as DATE_OF_BIRTH)", Columns::has_date_of_birth),
    ] {
        if !files.iter().any(|(_, columns)| has(columns)) {
            let what = format!(
                "no file holds {needed}, without which nobody can be found; map them under [columns.trace_request] if they have other names"
            );
            return Err(refused(extracts, what));
        }
    }
    let exempt = crate::exempt::exempt_people(wanted.exemptions, as_at)?;
    let (mut wanted_people, mut summary) = standing.choose(wanted, &exempt);
    let places: HashMap<&str, usize> = wanted_people
        .iter()
        .enumerate()
        .map(|(place, (id, _))| (id.as_str(), place))
        .collect();
    let mut details = vec![Details::default(); wanted_people.len()];
    let reader = Reader {
        as_at,
        ranges: extracts.first().map(|extract| extract.options.ranges).unwrap_or_default(),
        alphabet: Alphabet {
            ascii: wanted.layouts.ascii && wanted.dialect != Dialect::PdsMesh,
            unquoted: wanted.dialect == Dialect::Dbs,
        },
    };
    for (extract, columns) in &files {
        if columns.has_details() {
            reader.read(extract, columns, &places, &mut details)?;
        }
    }
    let mut request = TraceRequest {
        dialect: wanted.dialect,
        batch: wanted.batch.to_owned(),
        made: wanted.made,
        as_at,
        layouts: wanted.layouts.clone(),
        asked: Vec::new(),
        known: Vec::new(),
        sent: Vec::new(),
        summary: Summary::default(),
    };
    let key = extracts.first().map(|extract| extract.key);
    let reference = |place: usize| key.map_or_else(String::new, |key| key.reference(wanted.batch, &wanted_people[place].0));
    let mut people: Vec<_> = (0..details.len())
        .into_par_iter()
        .filter(|place| details[*place].are_enough())
        .map(|place| (reference(place), place))
        .collect();
    summary.too_little = (details.len() - people.len()) as u64;
    // In the order of their references, which says nothing of the order in the case system.
    people.par_sort_unstable();
    for (reference, place) in people {
        let (person_id, details) = (mem::take(&mut wanted_people[place].0), mem::take(&mut details[place]));
        let state = wanted_people[place].1;
        let lacks = details.lacks();
        summary.asked += 1;
        summary.with_number += u64::from(details.number().is_some());
        summary.complete += u64::from(lacks.are_none());
        summary.replaced += u64::from(details.replaced);
        let (number, age_band) = (details.number(), details.age_band(as_at));
        request.known.push(Known {
            person_id,
            state,
            number: number.zip(key).map(|(number, key)| key.number(number)),
            age_band,
            lacks,
        });
        request.asked.push(details.asked(reference));
    }
    let sent = |asked: &Asked| key.map_or_else(ByDetail::default, |key| details::hashes(key, &asked.reference, asked.cells()));
    request.sent = request.asked.par_iter().map(sent).collect();
    let lacking = |lack: &Lack| request.known.iter().filter(|person| person.lacks.contain(*lack)).count() as u64;
    summary.lacking = Lack::ALL.iter().map(|lack| (*lack, lacking(lack))).collect();
    request.summary = summary;
    Ok(request)
}

/// What a file is: an extract that a load takes, or only details by person id.
fn recognise(extract: &Request<'_>) -> Result<(Option<Kind>, Columns), Refusal> {
    let file = source::file_name(extract.path);
    let opened = Source::open(extract.path)?;
    let of = |kind| Layout::recognise(&file, &opened.header, opened.header_line, kind, &extract.options.mapping);
    let details = of(Some(Kind::TraceRequest));
    match of(extract.kind) {
        Ok(layout) if matches!(layout.kind, Kind::Snapshot | Kind::Allocations) => {
            Ok((Some(layout.kind), Columns::of(&details?, Some(layout.kind))))
        }
        Ok(layout) => Err(Refusal::NotATable {
            file,
            what: format!("is a file of {}, which says nothing of people's details", layout.kind),
        }),
        Err(refusal) => match details.map(|layout| Columns::of(&layout, None)) {
            Ok(columns) if columns.has_details() => Ok((None, columns)),
            _ => Err(refusal),
        },
    }
}

fn refused(extracts: &[Request<'_>], what: impl Into<String>) -> Refusal {
    let files: Vec<_> = extracts.iter().map(|extract| source::file_name(extract.path)).collect();
    Refusal::NotATable {
        file: files.join(", "),
        what: format!("can't make a request: {}", what.into()),
    }
}

impl TraceRequest {
    /// How many people are asked about and left out, and why.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The date of the extracts.
    #[must_use]
    pub fn as_at(&self) -> NaiveDate {
        self.as_at
    }

    /// How many files it takes.
    #[must_use]
    pub fn files(&self) -> usize {
        self.asked.len().div_ceil(self.layouts.max_records.max(1))
    }

    /// The name that the dialect asks for the file at a place, from 0; none where any will do.
    #[must_use]
    pub fn file_name(&self, place: usize) -> Option<String> {
        layout::file_name(self.dialect, self.made_at(place))
    }

    /// The answer refers to a file by this moment, so each has its own.
    fn made_at(&self, place: usize) -> NaiveDateTime {
        self.made + TimeDelta::seconds(i64::try_from(place).unwrap_or(0))
    }

    /// Writes the files, each readable by its owner only and not there before, encrypted if there are recipients; when it returns, they
    /// are on disk.
    ///
    /// # Errors
    /// A file is there already or can't be written.
    pub fn write(&self, paths: &[PathBuf], recipients: &Recipients) -> Result<(), Error> {
        let files = self.asked.chunks(self.layouts.max_records.max(1)).zip(paths);
        for (place, (people, path)) in files.enumerate() {
            let failed = || Error::io("write", path);
            let mut file = Private::create(path, recipients).map_err(failed())?;
            layout::write(&mut file, self.dialect, &self.layouts, &self.batch, self.made_at(place), people).map_err(failed())?;
            file.finish().map_err(failed())?;
        }
        Ok(())
    }

    /// Writes who was asked about and what was sent into an existing folder, by [`domain::schema::trace_requests`] and
    /// [`domain::schema::trace_details`].
    ///
    /// # Errors
    /// A file can't be written.
    pub fn write_parquet(&self, folder: &Path) -> Result<(), Error> {
        let references = || self.asked.iter().map(|person| person.reference.as_str());
        let (asked, sent) = rayon::join(
            || table_of(&self.batch, self.dialect, references(), &self.known).write(folder),
            || details::table(references().zip(&self.sent)).write(folder),
        );
        asked.and(sent)?;
        table::sync_folder(folder)
    }

    /// The manifest of the load that it becomes; `file` and its content are those of the first file written.
    #[must_use]
    pub fn manifest(&self, load: u32, loaded_at: String, file: String, content: Content) -> Manifest {
        Manifest {
            load,
            kind: Kind::TraceRequest,
            as_at: Some(self.as_at),
            period: None,
            mended: false,
            file,
            sha256: content.sha256,
            bytes: content.bytes,
            format: format!("{} request, batch {}", self.dialect.label(), self.batch),
            loaded_at,
            rules: RULES,
            columns: Vec::new(),
            rows_read: self.summary.in_scope,
            rows_accepted: self.summary.asked,
            rows_refused: 0,
            issues: Vec::new(),
        }
    }
}
