//! Files that hold people's details: for their owner's eyes only, or for those who have a key.

use super::recipients::{Encrypted, Recipients};
use crate::key;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A new file being written, which nobody but its owner may read.
pub struct Private(Encrypted<BufWriter<File>>);

impl Private {
    /// Makes the file, which is not there before. If there are recipients, nothing of it is ever on disk in clear.
    ///
    /// # Errors
    /// The file is there already or can't be written.
    pub fn create(path: &Path, recipients: &Recipients) -> io::Result<Self> {
        recipients.encrypt(BufWriter::new(key::owner_only(path)?)).map(Self)
    }

    /// Ends the file; when it returns, the file is on disk.
    ///
    /// # Errors
    /// The rest can't be written.
    pub fn finish(self) -> io::Result<()> {
        let mut file = self.0.finish()?;
        file.flush()?;
        file.get_ref().sync_all()
    }
}

impl Write for Private {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
