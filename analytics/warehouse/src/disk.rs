//! Files that are either wholly there or not at all.

use crate::Error;
use std::{
    fs::{self, DirBuilder, File},
    io::Write as _,
    path::{Path, PathBuf},
};

/// Creates a folder and those above it, closed to others than its owner and the owner's group.
pub(crate) fn create_folder(path: &Path) -> Result<(), Error> {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    // It holds ids of people: who else may read it, its owner's group decides.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o750);
    folder.create(path).map_err(Error::disk("create the folder", path))
}

/// Waits until a file's or a folder's content is on the disk.
pub(crate) fn sync(path: &Path) -> Result<(), Error> {
    // Windows can't open a folder as a file, and makes renames durable without it.
    if cfg!(windows) && path.is_dir() {
        return Ok(());
    }
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(Error::disk("write to disk", path))
}

/// Writes a file aside and puts it into its place with one rename.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    let aside = path.with_extension("new");
    File::create(&aside)
        .and_then(|mut file| {
            file.write_all(content)?;
            file.sync_all()
        })
        .map_err(Error::disk("write", &aside))?;
    rename(&aside, path)
}

/// Renames within one folder, and waits until it is on the disk.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(Error::disk("rename", from))?;
    to.parent().map_or(Ok(()), sync)
}

/// Removes a file or a folder with everything in it; what isn't there is removed already.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match removed {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other.map_err(Error::disk("remove", path)),
    }
}

/// Everything directly in a folder.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .map_err(Error::disk("read the folder", folder))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_folder_is_closed_to_others() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("data/loads");
        create_folder(&folder).unwrap();
        for path in [folder.clone(), parent.path().join("data")] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o007, 0);
        }
    }
}
