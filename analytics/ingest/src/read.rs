use crate::cells::Row;
use crate::check::{Checker, Rows};
use crate::columns::Layout;
use crate::pipeline::{self, Batch};
use crate::reason::Reason;
use crate::source::{self, Source};
use crate::trace::{Comparison, Sent, response};
use crate::{Checked, Content, Key, Mapping, Refusal, as_at};
use chrono::NaiveDate;
use domain::nhs_number::Ranges;
use domain::trace::Dialect;
use domain::{Issue, Kind};
use std::io;
use std::path::Path;

/// What the configuration says about reading.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Which ranges of NHS numbers count beside the issued ones.
    pub ranges: Ranges,
    /// Which columns hold which fields.
    pub mapping: Mapping,
    /// Person types, beside the known ones, of people recorded only as somebody's relative or carer.
    pub relative_values: Vec<String>,
}

/// One file to read.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The file.
    pub path: &'a Path,
    /// What it holds, if that is known.
    pub kind: Option<Kind>,
    /// The date at which it was taken, if that is known.
    pub as_at: Option<NaiveDate>,
    /// The configuration.
    pub options: &'a Options,
    /// The key by which NHS numbers are hashed.
    pub key: &'a Key,
    /// What was sent for a trace: with it the answers are compared.
    pub sent: Option<&'a Sent>,
    /// Is told now and then how many rows were read so far.
    pub progress: &'a (dyn Fn(u64) + Sync),
}

/// Reads and checks a whole file.
///
/// The typed values of the rows that were accepted stay in memory, the file's text doesn't: about 150 bytes a person.
///
/// # Errors
/// The whole file is refused: it is not a table that can be read, lacks columns or a date, or has no usable row.
pub fn read(request: &Request<'_>) -> Result<Checked, Refusal> {
    read_all(request, None)
}

/// Reads and checks a whole file whose [`Content`] is known already, which saves reading it once more.
///
/// # Errors
/// As [`read`].
pub fn read_known(request: &Request<'_>, content: Content) -> Result<Checked, Refusal> {
    read_all(request, Some(content))
}

fn read_all(request: &Request<'_>, known: Option<Content>) -> Result<Checked, Refusal> {
    std::thread::scope(|scope| {
        let content = scope.spawn(|| known.map_or_else(|| Content::of(request.path), Ok));
        let checked = open(request).and_then(|opened| match opened.layout.kind {
            Kind::TraceResponse => read_response(request, &opened),
            _ => {
                let (mut checked, rows) = read_rows(request, &opened, |_, _| {})?;
                checked.tables = rows.into_tables();
                Ok(checked)
            }
        });
        let content = content.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let mut checked = checked?;
        checked.content = content.map_err(|error| Refusal::CannotRead {
            file: checked.file.clone(),
            reason: io::Error::other(error),
        })?;
        Ok(checked)
    })
}

/// A response, compared with what was sent.
fn read_response(request: &Request<'_>, opened: &Opened) -> Result<Checked, Refusal> {
    let dialect = response::dialect(request, &opened.layout, opened.dialect);
    let mut comparison = Comparison::of(request, &opened.layout, dialect)?;
    let (mut checked, rows) = read_rows(request, opened, |row, _| comparison.look(row))?;
    let answers = rows.into_tables().into_iter();
    checked.tables = answers.map(|answers| comparison.complete(answers)).collect();
    Ok(checked)
}

/// A file whose kind and columns are known; its rows are still on disk.
pub(crate) struct Opened {
    pub(crate) source: Source,
    pub(crate) layout: Layout,
    /// How many rows its first line says there are.
    announced: Option<u64>,
    /// Whose file it is, where its first line says so.
    dialect: Option<Dialect>,
}

impl Opened {
    /// A file whose own names of its columns tell what it is.
    pub(crate) fn new(source: Source, layout: Layout) -> Self {
        Self {
            source,
            layout,
            announced: None,
            dialect: None,
        }
    }
}

pub(crate) fn open(request: &Request<'_>) -> Result<Opened, Refusal> {
    let mut source = Source::open(request.path)?;
    let file = source::file_name(request.path);
    let first_line = response::first_line(&file, &source)?;
    let (announced, dialect) = first_line
        .as_ref()
        .map_or((None, None), |line| (line.announced, Some(line.dialect)));
    if let Some(line) = first_line {
        source.header = line.names;
    }
    let layout = Layout::recognise(&file, &source.header, source.header_line, request.kind, &request.options.mapping)?;
    Ok(Opened {
        source,
        layout,
        announced,
        dialect,
    })
}

/// Everything but the checksum, and the rows for themselves; `look` is shown each row once it was checked, with the date at which the file
/// was taken, on another thread.
pub(crate) fn read_rows(
    request: &Request<'_>,
    opened: &Opened,
    mut look: impl FnMut(&Row<'_>, Option<NaiveDate>) + Send,
) -> Result<(Checked, Rows), Refusal> {
    let file = source::file_name(request.path);
    let Opened {
        source,
        layout,
        announced,
        dialect,
    } = opened;
    let outside = match layout.kind.has_as_at() {
        true => as_at::outside(&file, &stem(request.path), request.as_at)?,
        false => None,
    };
    let mut checker: Option<Checker<'_>> = None;
    let check = |batch: &Batch| {
        let checker = match &mut checker {
            Some(checker) => checker,
            empty => empty.insert(Checker::new(request, layout, *dialect, outside.clone(), batch)?),
        };
        batch.rows().try_for_each(|row| checker.row(&row))?;
        (request.progress)(batch.rows_so_far());
        Ok(checker.as_at())
    };
    pipeline::run_and_look(source, check, |batch, as_at| {
        batch.rows().for_each(|row| look(&row, as_at));
    })?;
    let Some(checker) = checker else {
        return Err(Refusal::NoUsableRow {
            file,
            read: 0,
            example: String::new(),
        });
    };
    let (as_at, outcome, mut findings, rows_read) = checker.finish()?;
    if announced.is_some_and(|announced| announced != rows_read) {
        findings.warn(None, Reason::CountDiffers, source.header_line);
    }
    let (issues, rejects) = findings.finish(layout);
    let rows_refused = rejects.len() as u64;
    if rows_refused >= rows_read {
        return Err(Refusal::NoUsableRow {
            file,
            read: rows_read,
            example: issues.first().map_or_else(String::new, example),
        });
    }
    let came = || match layout.kind {
        Kind::TraceRequest | Kind::TraceResponse => as_at::came(&stem(request.path), request.as_at),
        Kind::Register => Some(as_at::kept(request)),
        _ => None,
    };
    let checked = Checked {
        kind: layout.kind,
        as_at: as_at.or_else(came),
        period: outcome.period,
        file,
        content: Content {
            sha256: String::new(),
            bytes: 0,
        },
        format: source.format.clone(),
        columns: layout.columns(),
        rows_read,
        rows_accepted: rows_read - rows_refused,
        rows_refused,
        issues,
        header: source.header.clone(),
        rejects,
        tables: Vec::new(),
    };
    Ok((checked, outcome.rows))
}

/// The file's name without its folder and its extension.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

fn example(issue: &Issue) -> String {
    let column = if issue.column.is_empty() {
        String::new()
    } else {
        format!("column “{}”: ", issue.column)
    };
    format!(". Most often: {column}{} (first on line {})", issue.text, issue.first_line)
}
