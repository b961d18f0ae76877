use crate::findings::Reject;
use crate::table::{self, Table};
use crate::{Content, Error, RULES, rejects};
use chrono::NaiveDate;
use domain::load::RecognisedColumn;
use domain::{Issue, Kind, Manifest};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use std::path::Path;

/// A file that was read and checked; nothing is written yet.
#[derive(Debug)]
pub struct Checked {
    pub(crate) kind: Kind,
    pub(crate) as_at: Option<NaiveDate>,
    pub(crate) period: Option<(NaiveDate, NaiveDate)>,
    pub(crate) file: String,
    pub(crate) content: Content,
    pub(crate) format: String,
    pub(crate) columns: Vec<RecognisedColumn>,
    pub(crate) rows_read: u64,
    pub(crate) rows_accepted: u64,
    pub(crate) rows_refused: u64,
    pub(crate) issues: Vec<Issue>,
    pub(crate) header: Vec<String>,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) tables: Vec<Table>,
}

impl Checked {
    /// What the file holds.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The file's name without its folder.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The date at which it was taken, for kinds that have one.
    #[must_use]
    pub fn as_at(&self) -> Option<NaiveDate> {
        self.as_at
    }

    /// The first and the last date of a history.
    #[must_use]
    pub fn period(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.period
    }

    /// The SHA-256 of the file's bytes in hexadecimal, found while it was read.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.content.sha256
    }

    /// How many rows were refused.
    #[must_use]
    pub fn rows_refused(&self) -> u64 {
        self.rows_refused
    }

    /// Whether these are refused rows of an earlier load, mended: they add to the snapshot of their date and don't replace it.
    #[must_use]
    pub fn is_mended(&self) -> bool {
        rejects::is_mended(&self.header)
    }

    /// Writes the accepted rows as Parquet into an existing folder; when it returns, they are on disk.
    ///
    /// # Errors
    /// A file can't be written; the folder may then hold a part.
    pub fn write_parquet(&self, folder: &Path) -> Result<(), Error> {
        self.tables.par_iter().try_for_each(|table| table.write(folder))?;
        table::sync_folder(folder)
    }

    /// Lets go of the accepted rows, which are written: a command that reads many files holds those of one at a time.
    pub fn forget_rows(&mut self) {
        self.tables = Vec::new();
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
        rejects::file_name(&self.file, self.as_at.filter(|_| self.kind.has_as_at()))
    }

    /// The manifest of the load that these rows become.
    #[must_use]
    pub fn manifest(&self, load: u32, loaded_at: String) -> Manifest {
        Manifest {
            load,
            kind: self.kind,
            as_at: self.as_at,
            period: self.period,
            mended: self.is_mended(),
            file: self.file.clone(),
            sha256: self.content.sha256.clone(),
            bytes: self.content.bytes,
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
