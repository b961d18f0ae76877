//! Files that hold people's details: for their owner's eyes only.

use crate::key;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A new file being written, which nobody but its owner may read.
pub(super) struct Private(BufWriter<File>);

impl Private {
    /// Makes the file, which is not there before.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        key::owner_only(path).map(BufWriter::new).map(Self)
    }

    /// Ends the file; when it returns, the file is on disk.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.0.flush()?;
        self.0.get_ref().sync_all()
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
