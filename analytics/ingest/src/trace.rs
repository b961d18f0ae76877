//! Requests for a trace: made from the extracts themselves, since what they carry is stored nowhere.

mod comparison;
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
use crate::read::{Opened, read_rows};
use crate::source::{self, Source};
use crate::table::{self, ShortText, Table};
use crate::{Content, Error, Key, RULES, Refusal, Request, pipeline};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
pub(crate) use comparison::Comparison;
pub use details::Sent;
use domain::schema::trace_requests as columns;
use domain::trace::{Dialect, Lack};
use domain::{AgeBand, Kind, Manifest, RecordState};
use layout::Lines;
pub use layout::{Layouts, pds_mesh_request};
pub use load_file::{InForce, LoadFile, LoadSummary, RequestFile, WhyNot, batches, load_file};
pub(crate) use people::Known;
use people::{AskedAbout, Columns, Reader};
pub use private::Private;
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;
pub use recipients::{RecipientError, Recipients};
pub use response::PDS_MESH_RESPONSE;
use standing::{Chosen, Standing};
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
    people: AskedAbout,
    summary: Summary,
}

/// Who was asked about, under which references, by [`domain::schema::trace_requests`].
pub(crate) fn table_of<'a>(
    batch: &str,
    dialect: Dialect,
    people: impl ExactSizeIterator<Item = (&'a str, &'a Known)> + Clone + Sync,
) -> Table {
    let known = || people.clone().map(|(_, known)| known);
    let lacks = |lack: &Lack| table::flags(lack.name(), known().map(|person| Some(person.lacks.contain(*lack))));
    Table::in_parallel(
        columns::FILE,
        people.len(),
        &[
            &|| table::text(columns::BATCH, known().map(|_| Some(batch))),
            &|| table::text(columns::DIALECT, known().map(|_| Some(dialect.name()))),
            &|| table::text(columns::REFERENCE, people.clone().map(|(reference, _)| Some(reference))),
            &|| table::text(columns::PERSON_ID, known().map(|person| Some(person.person_id.as_str()))),
            &|| table::text(columns::STATE, known().map(|person| Some(person.state.name()))),
            &|| table::bytes(columns::NUMBER, known().map(|person| person.number)),
            &|| table::text(columns::AGE_BAND, known().map(|person| person.age_band.map(AgeBand::name))),
        ],
    )
    .with(Lack::ALL.par_iter().map(lacks))
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

impl Summary {
    /// Counts those who are asked about.
    fn count(&mut self, people: &AskedAbout) {
        self.asked = people.known.len() as u64;
        self.lacking = Lack::ALL.iter().map(|lack| (*lack, 0)).collect();
        for (known, details) in people.known.iter().zip(&people.details) {
            self.with_number += u64::from(known.number.is_some());
            self.complete += u64::from(known.lacks.are_none());
            self.replaced += u64::from(details.replaced);
            for (lack, lacking) in &mut self.lacking {
                *lacking += u64::from(known.lacks.contain(*lack));
            }
        }
    }
}

/// Reads extracts and puts together the request for the people wanted.
///
/// One extract at least is of people with their NHS numbers; others may add allocations, or details such as addresses by person id.
///
/// # Errors
/// An extract is refused, none holds surnames or dates of birth, or they are of different dates.
pub fn request(extracts: &[Request<'_>], wanted: &Wanted<'_>) -> Result<TraceRequest, Refusal> {
    let mut standing = Standing::of(wanted.team);
    let (mut has_surname, mut has_date_of_birth, mut later) = (false, false, Vec::new());
    let reader = |as_at| Reader {
        as_at,
        ranges: extracts.first().map(|extract| extract.options.ranges).unwrap_or_default(),
        alphabet: Alphabet {
            ascii: wanted.layouts.ascii && wanted.dialect != Dialect::PdsMesh,
            unquoted: wanted.dialect == Dialect::Dbs,
        },
    };
    for extract in extracts {
        let Extract {
            opened,
            is_loaded,
            columns,
        } = recognise(extract)?;
        has_surname |= columns.has_surname();
        has_date_of_birth |= columns.has_date_of_birth();
        // Of each detail the first that is given counts: behind a file of details only, the others wait for their turn.
        let at_once = is_loaded && columns.has_details() && later.is_empty();
        if is_loaded {
            let (checked, rows) = read_rows(extract, &opened, |row, as_at| {
                // A row without a usable id was refused when it was checked.
                if at_once && let (Some(as_at), Ok(id)) = (as_at, row.person_id(columns.person_id)) {
                    reader(as_at).add(row, &columns, standing.details(id));
                }
            })?;
            standing.add(&checked, rows)?;
        }
        if !at_once && columns.has_details() {
            later.push((extract, opened, columns));
        }
    }
    let as_at = standing.as_at().ok_or_else(|| {
        refused(
            extracts,
            "none of the files is an extract of people with their NHS numbers (columns such as PERSON_ID and NHS_ID)",
        )
    })?;
    for (needed, is_there) in [
        ("surnames (a column such as LAST_NAME)", has_surname),
        ("dates of birth (a column such as DATE_OF_BIRTH)", has_date_of_birth),
    ] {
        if !is_there {
            let what = format!(
                "no file holds {needed}, without which nobody can be found; map them under [columns.trace_request] if they have other names"
            );
            return Err(refused(extracts, what));
        }
    }
    for (extract, opened, columns) in &later {
        pipeline::run(&opened.source, |batch| {
            for row in batch.rows() {
                if let Ok(id) = row.person_id(columns.person_id)
                    && let Some(details) = standing.known_details(id)
                {
                    reader(as_at).add(&row, columns, details);
                }
            }
            (extract.progress)(batch.rows_so_far());
            Ok(())
        })?;
    }
    if let Some((team, why)) = wanted.team.zip(standing.no_such_team()) {
        return Err(refused(extracts, format!("there is no team “{team}” with open cases in them{why}")));
    }
    let exempt = crate::exempt::exempt_people(wanted.exemptions, as_at)?;
    let (chosen, mut summary) = standing.choose(wanted, &exempt);
    let people = match extracts {
        [first, ..] => asked_about(chosen, wanted.batch, as_at, first.key),
        [] => AskedAbout::default(),
    };
    summary.count(&people);
    Ok(TraceRequest {
        dialect: wanted.dialect,
        batch: wanted.batch.to_owned(),
        made: wanted.made,
        as_at,
        layouts: wanted.layouts.clone(),
        people,
        summary,
    })
}

/// Gives everybody a reference and takes down what is sent.
fn asked_about(chosen: Chosen<'_>, batch: &str, as_at: NaiveDate, key: &Key) -> AskedAbout {
    let Chosen { people, details } = chosen;
    let asked = people.par_iter().zip(&details).map(|((person_id, state), details)| {
        let letters = key.reference(batch, person_id);
        let reference = table::short_text(&letters);
        let sent = details::hashes(key, &reference, details.asked(&reference).cells());
        let known = Known {
            person_id: (*person_id).into(),
            state: *state,
            number: details.number().map(|number| key.number(number)),
            age_band: details.age_band(as_at),
            lacks: details.lacks(),
        };
        ((letters, reference), (known, sent))
    });
    let ((letters, references), (known, sent)): ((Vec<_>, _), _) = asked.unzip();
    let mut order: Vec<_> = letters.into_iter().zip(0_u32..).collect();
    order.par_sort_unstable();
    AskedAbout {
        references,
        details,
        known,
        sent,
        order: order.into_iter().map(|(_, place)| place).collect(),
    }
}

/// A file to make a request from.
struct Extract {
    opened: Opened,
    /// Whether a load takes it; else it holds only details by person id.
    is_loaded: bool,
    columns: Columns,
}

/// Finds out what a file is.
fn recognise(extract: &Request<'_>) -> Result<Extract, Refusal> {
    let file = source::file_name(extract.path);
    let source = Source::open(extract.path)?;
    let of = |kind| Layout::recognise(&file, &source.header, source.header_line, kind, &extract.options.mapping);
    let details = of(Some(Kind::TraceRequest));
    let (layout, is_loaded, columns) = match of(extract.kind) {
        Ok(layout) if matches!(layout.kind, Kind::Snapshot | Kind::Allocations) => {
            let columns = Columns::of(&details?, Some(layout.kind));
            (layout, true, columns)
        }
        Ok(layout) => {
            return Err(Refusal::NotATable {
                file,
                what: format!("is a file of {}, which says nothing of people's details", layout.kind),
            });
        }
        Err(refusal) => match details.map(|layout| (Columns::of(&layout, None), layout)) {
            Ok((columns, layout)) if columns.has_details() => (layout, false, columns),
            _ => return Err(refusal),
        },
    };
    Ok(Extract {
        opened: Opened::new(source, layout),
        is_loaded,
        columns,
    })
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
        self.people.order.len().div_ceil(self.layouts.max_records.max(1))
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

    /// Writes the files, each readable by its owner only and not there before, encrypted if there are recipients, and into an existing
    /// folder who was asked about and what was sent, by [`domain::schema::trace_requests`] and [`domain::schema::trace_details`]; when it
    /// returns, all are on disk. Gives the content of the first file.
    ///
    /// # Errors
    /// A file is there already or can't be written.
    pub fn write(&self, paths: &[PathBuf], recipients: &Recipients, folder: &Path) -> Result<Content, Error> {
        let (written, kept) = rayon::join(|| self.write_files(paths, recipients), || self.write_parquet(folder));
        written.and_then(|content| kept.map(|()| content))
    }

    fn write_files(&self, paths: &[PathBuf], recipients: &Recipients) -> Result<Content, Error> {
        let first = paths.first().map_or(Path::new(""), PathBuf::as_path);
        let lines = Lines::of(self.dialect, &self.people).map_err(Error::io("write", first))?;
        let files = self.people.order.chunks(self.layouts.max_records.max(1)).zip(paths);
        for (number, (places, path)) in files.enumerate() {
            let failed = || Error::io("write", path);
            let mut file = Private::create(path, recipients).map_err(failed())?;
            let made = self.made_at(number);
            let written = lines.write(&mut file, self.dialect, &self.layouts, &self.batch, made, places);
            written.map_err(failed())?;
            file.finish().map_err(failed())?;
        }
        Content::of(first)
    }

    pub(crate) fn write_parquet(&self, folder: &Path) -> Result<(), Error> {
        let references = self.people.references.iter().map(ShortText::as_str);
        let (asked, sent) = rayon::join(
            || table_of(&self.batch, self.dialect, references.zip(&self.people.known)).write(folder),
            || {
                let sent = self.people.sent();
                let sent = sent.iter().map(|(reference, hashes)| (reference.as_str(), hashes));
                details::table(sent).write(folder)
            },
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
