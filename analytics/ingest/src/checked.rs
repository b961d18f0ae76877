use crate::findings::Reject;
use crate::table::{self, Table};
use crate::{Error, RULES, rejects};
use chrono::NaiveDate;
use domain::load::RecognisedColumn;
use domain::{Issue, Kind, Manifest};
use std::path::Path;

/// A file that was read and checked; nothing is written yet.
#[derive(Debug)]
pub struct Checked {
    /// What the file holds.
    pub kind: Kind,
    /// The date at which it was taken, for kinds that have one.
    pub as_at: Option<NaiveDate>,
    /// The first and the last date of a history.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// The file's name, without its folder.
    pub file: String,
    /// The SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
    /// What the file turned out to be: `CSV, semicolon, Windows-1252`.
    pub format: String,
    /// Every column and the field it was taken for.
    pub columns: Vec<RecognisedColumn>,
    /// Rows in the file, without the header and without empty lines.
    pub rows_read: u64,
    /// Rows that were taken.
    pub rows_accepted: u64,
    /// Rows that were refused.
    pub rows_refused: u64,
    /// What was found, refusals first.
    pub issues: Vec<Issue>,
    pub(crate) header: Vec<String>,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) tables: Vec<Table>,
}

impl Checked {
    /// Writes the accepted rows as Parquet into an existing folder; when it returns, they are on disk.
    ///
    /// # Errors
    /// A file can't be written; the folder may then hold a part.
    pub fn write_parquet(&self, folder: &Path) -> Result<(), Error> {
        self.tables.iter().try_for_each(|table| table.write(folder))?;
        table::sync_folder(folder)
    }

    /// Writes the refused rows as they stand in the source, with line, column and reason behind each, for the owner's eyes only.
    ///
    /// Reads the source again, since its text isn't kept; a file that stands there already is replaced.
    ///
    /// # Errors
    /// The source has changed since or can't be read, or the file can't be written.
    pub fn write_rejects(&self, source: &Path, to: &Path) -> Result<(), Error> {
        rejects::write(self, source, to)
    }

    /// The name for the rejects file. It holds the snapshot's date, so that the mended file can be loaded as it is.
    #[must_use]
    pub fn rejects_file_name(&self) -> String {
        rejects::file_name(&self.file, self.as_at)
    }

    /// The manifest of the load that these rows become.
    #[must_use]
    pub fn manifest(&self, load: u32, loaded_at: String) -> Manifest {
        Manifest {
            load,
            kind: self.kind,
            as_at: self.as_at,
            period: self.period,
            file: self.file.clone(),
            sha256: self.sha256.clone(),
            format: self.format.clone(),
            loaded_at,
            rules: RULES,
            columns: self.columns.clone(),
            rows_read: self.rows_read,
            rows_accepted: self.rows_accepted,
            rows_refused: self.rows_refused,
            issues: self.issues.clone(),
        }
    }
}
