use chrono::NaiveDate;
use domain::Kind;
use std::io;
use std::path::{Path, PathBuf};

/// Why a whole file was refused; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The operating system doesn't give the file out.
    #[error("{file} can't be read: {reason}")]
    CannotRead {
        /// The file as it was named.
        file: String,
        /// What the operating system said.
        reason: io::Error,
    },
    /// The content is of a kind that holds no table, or not one that is read.
    #[error("{file} {what}")]
    NotATable {
        /// The file as it was named.
        file: String,
        /// What it is, and what to do.
        what: String,
    },
    /// The text breaks off being a table at a line.
    #[error("{file}, line {line}: {what}")]
    BrokenAtLine {
        /// The file as it was named.
        file: String,
        /// The physical line, from 1.
        line: u64,
        /// What is wrong there, and what to do.
        what: String,
    },
    /// The columns fit none of the kinds.
    #[error(
        "{file}: its columns fit no kind of file. It has {columns}. {needs} If the columns have other names, map them in nhs-coverage.toml under [columns.snapshot] (field = \"Column name\"), or name the kind with --kind"
    )]
    KindNotRecognised {
        /// The file as it was named.
        file: String,
        /// The columns it has.
        columns: String,
        /// What each kind would need.
        needs: String,
    },
    /// A column that the kind can't do without.
    #[error(
        "{file}, line {line}: taken as {kind}, it lacks {missing}. It has {columns}. Add the column, or map it in nhs-coverage.toml under [columns.{kind}]"
    )]
    ColumnsMissing {
        /// The file as it was named.
        file: String,
        /// The header's physical line.
        line: u64,
        /// The kind it was taken for.
        kind: Kind,
        /// The fields that are missing, with the names by which they are known.
        missing: String,
        /// The columns it has.
        columns: String,
    },
    /// Two columns would be read as the same field.
    #[error(
        "{file}, line {line}: columns “{first}” and “{second}” both look like {field}. Say which one to read: {field} = \"{first}\" under [columns.{kind}] in nhs-coverage.toml"
    )]
    ColumnTwice {
        /// The file as it was named.
        file: String,
        /// The header's physical line.
        line: u64,
        /// The kind it was taken for.
        kind: Kind,
        /// The field.
        field: &'static str,
        /// The first column.
        first: String,
        /// The second column.
        second: String,
    },
    /// No source says when the extract was taken.
    #[error(
        "{file}: nothing says at what date it was taken. Give --as-at 2026-10-31, add a column AS_AT, or put the date in the file's name"
    )]
    AsAtMissing {
        /// The file as it was named.
        file: String,
    },
    /// Two sources say different dates.
    #[error("{file}: {first_source} says {first}, {second_source} says {second}. Correct one of them; nothing was loaded")]
    AsAtDisagrees {
        /// The file as it was named.
        file: String,
        /// Where the first date came from.
        first_source: String,
        /// The first date.
        first: NaiveDate,
        /// Where the second date came from.
        second_source: String,
        /// The second date.
        second: NaiveDate,
    },
    /// The file's name holds two dates and nothing else decides.
    #[error("{file}: its name holds two dates, {first} and {second}. Say which with --as-at")]
    AsAtAmbiguous {
        /// The file as it was named.
        file: String,
        /// The first date.
        first: NaiveDate,
        /// The second date.
        second: NaiveDate,
    },
    /// The extract is of a day that is more than a month ahead.
    #[error(
        "{file}: {said_by} says that it is of {date}, which is more than a month ahead. Give the day on which it was taken with --as-at, or put the name right"
    )]
    AsAtInFuture {
        /// The file as it was named.
        file: String,
        /// What says so.
        said_by: String,
        /// The date.
        date: NaiveDate,
    },
    /// Entries of a register wait for each other, so that none can ever be done.
    #[error(
        "{file}, line {line}: by “depends on”, each of these waits for the next and the last for the first: {ids}. Take one of these steps out; nothing was loaded"
    )]
    Circle {
        /// The file as it was named.
        file: String,
        /// The first line on which one of them stands.
        line: u64,
        /// Their ids with arrows between.
        ids: String,
    },
    /// No row is left.
    #[error("{file}: none of its {read} rows can be used{example}")]
    NoUsableRow {
        /// The file as it was named.
        file: String,
        /// Rows in the file.
        read: u64,
        /// The commonest reason with its first line, as the end of the sentence.
        example: String,
    },
}

impl Refusal {
    /// A circle of entries, of which a long one is not named whole.
    pub(crate) fn circle(file: String, line: u64, ids: &[&str]) -> Self {
        const MOST: usize = 20;
        let mut named: Vec<String> = ids.iter().take(MOST).map(|id| (*id).to_owned()).collect();
        if ids.len() > MOST {
            named.push(format!("{} more", ids.len() - MOST));
        }
        named.extend(ids.first().map(|id| (*id).to_owned()));
        let ids = named.join(" → ");
        Self::Circle { file, line, ids }
    }
}

/// What went wrong with our own files, or with a source that changed under our hands.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system refused an operation.
    #[error("can't {action} {}: {reason}", path.display())]
    Io {
        /// What was tried: `write`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        reason: io::Error,
    },
    /// A Parquet file couldn't be made.
    #[error("can't write {}: {reason}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the writer said.
        reason: String,
    },
    /// The hash key can be read by others than its owner.
    #[error("{} can be read by other users; make it private with: chmod 600 {}", path.display(), path.display())]
    KeyExposed {
        /// The key file.
        path: PathBuf,
    },
    /// The hash key is damaged.
    #[error(
        "{} is not a key of 64 hexadecimal digits; restore it from a backup: with another key, people's numbers can't be followed over time",
        path.display()
    )]
    KeyDamaged {
        /// The key file.
        path: PathBuf,
    },
    /// The source is not the file that was checked any more.
    #[error("{} has changed since it was checked; check it again", path.display())]
    SourceChanged {
        /// The source file.
        path: PathBuf,
    },
}

impl Error {
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |reason| Self::Io { action, path, reason }
    }
}
