use crate::Error;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// A file's content, by which it is recognised when it comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
    /// How many bytes there are.
    pub bytes: u64,
}

impl Content {
    /// Reads the whole file for it.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn of(path: &Path) -> Result<Self, Error> {
        let failed = || Error::io("read", path);
        let mut file = File::open(path).map_err(failed())?;
        let mut digest = Sha256::new();
        let mut bytes = 0;
        let mut chunk = vec![0; 1 << 18];
        loop {
            let length = file.read(&mut chunk).map_err(failed())?;
            if length == 0 {
                break;
            }
            digest.update(&chunk[..length]);
            bytes += length as u64;
        }
        let sha256 = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { sha256, bytes })
    }
}
