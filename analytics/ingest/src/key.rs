use crate::Error;
use domain::nhs_number::NhsNumber;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// The secret by which NHS numbers are hashed; without it a stored hash can't be turned back into a number by trying all of them.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// Reads the file `key` of the data directory, or makes it at first use, for its owner only.
    ///
    /// Two first uses at the same moment agree on one key.
    ///
    /// # Errors
    /// The key can't be read or written, is damaged, or can be read by other users.
    pub fn load_or_create(data_dir: &Path) -> Result<Self, Error> {
        let path = data_dir.join(FILE);
        match Self::load(&path) {
            Err(Error::Io { reason, .. }) if reason.kind() == io::ErrorKind::NotFound => {
                create(data_dir, &path)?;
                Self::load(&path)
            }
            loaded => loaded,
        }
    }

    fn load(path: &Path) -> Result<Self, Error> {
        let text = fs::read(path).map_err(Error::io("read", path))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(path).map_err(Error::io("read", path))?.permissions().mode();
            if mode & 0o077 != 0 {
                return Err(Error::KeyExposed { path: path.to_owned() });
            }
        }
        parse(&text).map(Self).ok_or_else(|| Error::KeyDamaged { path: path.to_owned() })
    }

    pub(crate) fn number(&self, number: NhsNumber) -> [u8; 16] {
        self.hash(&number.ascii())
    }

    /// Tells unusable numbers apart while a file is read; the leading byte keeps them away from the hashes of real ones.
    pub(crate) fn unusable(&self, text: &str) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(&[0]).update(text.as_bytes());
        first_half(&hasher.finalize())
    }

    /// What stands for a person in one batch: 16 letters and digits, of which none can be mistaken for another.
    ///
    /// Only who has the key can tell whom it stands for, or that the references of two batches are one person's.
    pub(crate) fn reference(&self, batch: &str, person_id: &str) -> [u8; 16] {
        const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let hash = self.hash_of(&[b"trace reference\0", batch.as_bytes(), &[0], person_id.as_bytes()]);
        first_half(&hash).map(|byte| LETTERS[usize::from(byte % 32)])
    }

    /// Two bytes that stand for what one field holds of the person under a reference: the same value is another hash elsewhere.
    pub(crate) fn detail(&self, reference: &str, field: &str, value: &str) -> u16 {
        let [reference, field, value] = [reference, field, value].map(str::as_bytes);
        let hash = self.hash_of(&[b"trace detail\0", reference, &[0], field, &[0], value, &[0]]);
        u16::from_le_bytes([hash.as_bytes()[0], hash.as_bytes()[1]])
    }

    /// The hash of the parts, one after another. Put together first: a hasher that takes them in turn costs more than hashing them.
    fn hash_of(&self, parts: &[&[u8]]) -> blake3::Hash {
        let mut joined = [0; USUAL];
        let mut length = 0;
        for part in parts {
            let Some(place) = joined.get_mut(length..length + part.len()) else {
                return blake3::keyed_hash(&self.0, &parts.concat());
            };
            place.copy_from_slice(part);
            length += part.len();
        }
        blake3::keyed_hash(&self.0, &joined[..length])
    }

    fn hash(&self, bytes: &[u8]) -> [u8; 16] {
        first_half(&blake3::keyed_hash(&self.0, bytes))
    }

    #[cfg(test)]
    pub(crate) fn for_tests() -> Self {
        Self([7; 32])
    }
}

const FILE: &str = "key";

/// What the parts of nearly every hash come to at most, in bytes.
const USUAL: usize = 128;

fn first_half(hash: &blake3::Hash) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.as_bytes()[..16]);
    half
}

fn create(data_dir: &Path, path: &Path) -> Result<(), Error> {
    let mut random = [0; 40];
    getrandom::fill(&mut random).map_err(|error| Error::io("make a random key for", path)(io::Error::other(error.to_string())))?;
    let (secret, unique) = random.split_at(32);
    let aside = data_dir.join(format!(".{FILE}-{}", hex(unique)));
    let made = write_aside(&aside, &hex(secret)).and_then(|()| match fs::hard_link(&aside, path) {
        // Another process was first: its key holds.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // A file system without links: a rename is as whole, and the window for a second first use is a moment.
        Err(_) if !path.exists() => fs::rename(&aside, path),
        linked => linked,
    });
    let removed = fs::remove_file(&aside).or_else(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            Ok(())
        } else {
            Err(error)
        }
    });
    made.and(removed).map_err(Error::io("write", path))?;
    crate::table::sync_folder(data_dir)
}

fn write_aside(aside: &Path, text: &str) -> io::Result<()> {
    let mut file = owner_only(aside)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

/// A new file that only its owner can read or write, from its first moment on.
pub(crate) fn owner_only(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn parse(text: &[u8]) -> Option<[u8; 32]> {
    let text = text.trim_ascii();
    if text.len() != 64 {
        return None;
    }
    let mut key = [0; 32];
    for (byte, pair) in key.iter_mut().zip(text.chunks_exact(2)) {
        let digit = |at: usize| char::from(pair[at]).to_digit(16);
        *byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_uses_at_the_same_moment_agree() {
        let folder = tempfile::tempdir().unwrap();
        let keys: Vec<_> = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| Key::load_or_create(folder.path()).unwrap().0))
                .collect();
            makers.into_iter().map(|maker| maker.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0] && *key != [0; 32]));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left aside");
    }

    #[test]
    fn a_damaged_key_is_refused_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        drop(owner_only(&folder.path().join(FILE)).unwrap());
        fs::write(folder.path().join(FILE), "12ab").unwrap();
        assert!(matches!(Key::load_or_create(folder.path()), Err(Error::KeyDamaged { .. })));
        assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), b"12ab");
    }

    #[cfg(unix)]
    #[test]
    fn the_key_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        Key::load_or_create(folder.path()).unwrap();
        let path = folder.path().join(FILE);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(Key::load_or_create(folder.path()), Err(Error::KeyExposed { .. })));
    }
}
