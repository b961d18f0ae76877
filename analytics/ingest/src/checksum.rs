use crate::Error;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The SHA-256 of a file's bytes in hexadecimal, to recognise content that was loaded before.
///
/// # Errors
/// The file can't be read.
pub fn sha256(path: &Path) -> Result<String, Error> {
    let failed = || Error::io("read", path);
    let mut file = File::open(path).map_err(failed())?;
    let mut digest = Sha256::new();
    let mut chunk = vec![0; 1 << 18];
    loop {
        let length = file.read(&mut chunk).map_err(failed())?;
        if length == 0 {
            break;
        }
        digest.update(&chunk[..length]);
    }
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
