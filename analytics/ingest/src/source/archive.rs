//! A workbook is an archive of parts, looked over before its reader unpacks them into memory.

use super::LONGEST_ROW;
use std::fs::File;
use std::io::{self, BufReader, Read};
use zip::ZipArchive;

/// What is wrong with an archive that holds a workbook or claims to.
#[derive(Debug, thiserror::Error)]
pub(super) enum ArchiveFault {
    #[error("no archive that can be unpacked")]
    Damaged,
    #[error("it unpacks to more than 100 times its size, which only a file does that is made to fill the memory")]
    Bomb,
    #[error("it unpacks to more than 2 GiB")]
    TooMuch,
    #[error("the texts and styles of its cells unpack to more than 256 MiB")]
    TooManyTexts,
    #[error("a cell is longer than 1 MiB")]
    CellTooLong,
}

/// The most that all parts may come to.
const MOST: u64 = 2 << 30;

/// The most that the parts may come to which the reader keeps whole: the texts that cells share, styles, lists of sheets.
const MOST_KEPT: u64 = 256 << 20;

/// From this size on a part that is packed more tightly than any sheet can be is taken for a bomb.
const SUSPECT: u64 = 64 << 20;
const TIGHTEST: u64 = 100;

/// Unpacks every part once, a little at a time. What an archive says of its own sizes may be wrong.
pub(super) fn look_over(file: File) -> Result<(), ArchiveFault> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| ArchiveFault::Damaged)?;
    let names: Vec<_> = archive
        .file_names_raw()
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    if !names.iter().any(|name| name.to_ascii_lowercase().contains("workbook")) {
        return Err(ArchiveFault::Damaged);
    }
    let (mut all, mut kept) = (0, 0);
    let mut chunk = vec![0; 1 << 16];
    for (place, name) in names.iter().enumerate() {
        // A picture may be damaged: nobody reads it.
        let is_read = name.ends_with(".xml") || name.ends_with(".rels");
        let is_kept = is_read && (name.ends_with("sharedStrings.xml") || !name.contains("worksheets"));
        let mut part = match archive.by_index(place) {
            Ok(part) => part,
            Err(_) if is_read => return Err(ArchiveFault::Damaged),
            Err(_) => continue,
        };
        let packed = part.compressed_size().max(1);
        let (mut unpacked, mut since_tag) = (0, 0);
        loop {
            let length = match read(&mut part, &mut chunk) {
                Ok(0) => break,
                Ok(length) => length,
                Err(_) if is_read => return Err(ArchiveFault::Damaged),
                Err(_) => break,
            };
            unpacked += length as u64;
            all += length as u64;
            kept += if is_kept { length as u64 } else { 0 };
            if unpacked > SUSPECT && unpacked > packed.saturating_mul(TIGHTEST) {
                return Err(ArchiveFault::Bomb);
            }
            if kept > MOST_KEPT {
                return Err(ArchiveFault::TooManyTexts);
            }
            if all > MOST {
                return Err(ArchiveFault::TooMuch);
            }
            // Whatever stands between two tags is held at once.
            if is_read && longest_without_tag(&chunk[..length], &mut since_tag) > LONGEST_ROW {
                return Err(ArchiveFault::CellTooLong);
            }
        }
    }
    Ok(())
}

/// The longest stretch without the beginning of a tag, of which the first may have begun before.
fn longest_without_tag(chunk: &[u8], since_tag: &mut usize) -> usize {
    let mut longest = 0;
    for (at, piece) in chunk.split(|byte| *byte == b'<').enumerate() {
        *since_tag = if at == 0 { *since_tag + piece.len() } else { piece.len() };
        longest = longest.max(*since_tag);
    }
    longest
}

fn read(part: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    loop {
        match part.read(chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_go_on_from_chunk_to_chunk() {
        let mut since = 0;
        assert_eq!(longest_without_tag(b"<a>12", &mut since), 4);
        assert_eq!(longest_without_tag(b"345", &mut since), 7);
        assert_eq!(longest_without_tag(b"6</a><b", &mut since), 8);
        assert_eq!(since, 1);
    }
}
