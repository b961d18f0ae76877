//! For whom a file is encrypted.

use age::x25519::Recipient;
use age::{Encryptor, stream::StreamWriter};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};

/// The age keys of those who can open a file; without any, it is written in clear.
#[derive(Debug, Clone, Default)]
pub struct Recipients(Vec<Recipient>);

/// Why nobody can be encrypted for.
#[derive(Debug, thiserror::Error)]
pub enum RecipientError {
    /// What was typed is neither a key nor a file.
    #[error(
        "recipient {place} is neither an age public key nor a file of such keys: a key is age1 and 58 letters and digits, as age-keygen prints it; copy it whole"
    )]
    Unknown {
        /// Its place among the recipients, from 1.
        place: usize,
    },
    /// A secret key, which must not be repeated.
    #[error(
        "recipient {place} is a secret key, which nobody but its owner may have; name the public key (age1…) that belongs to it, and have both replaced"
    )]
    Secret {
        /// Its place among the recipients, from 1.
        place: usize,
    },
    /// A line of a file is not a key.
    #[error("{}, line {line}: no age public key (age1 and 58 letters and digits); a file of recipients has one key a line, remarks begin with #", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A file without a key.
    #[error("{} holds no age public key; a file of recipients has one key a line", path.display())]
    NoKey {
        /// The file.
        path: PathBuf,
    },
    /// A file that can't be read.
    #[error("can't read the recipients in {}: {reason}", path.display())]
    CannotRead {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        reason: io::Error,
    },
}

impl Recipients {
    /// Reads public keys, and files with one a line.
    ///
    /// # Errors
    /// The first that is neither.
    pub fn read(named: &[String]) -> Result<Self, RecipientError> {
        let mut keys = Vec::new();
        for (place, named) in (1..).zip(named) {
            let named = named.trim();
            if is_secret(named) {
                return Err(RecipientError::Secret { place });
            } else if let Ok(key) = named.parse() {
                keys.push(key);
            } else if Path::new(named).is_file() {
                keys.extend(of_file(Path::new(named))?);
            } else {
                return Err(RecipientError::Unknown { place });
            }
        }
        Ok(Self(keys))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The name under which a file is written for them: `request.csv.age`, or `request.csv` in clear.
    #[must_use]
    pub fn name(&self, file: &Path) -> PathBuf {
        if self.0.is_empty() || file.extension().is_some_and(|extension| extension == AGE) {
            return file.to_owned();
        }
        let mut name = OsString::from(file);
        name.push(".");
        name.push(AGE);
        name.into()
    }

    /// The name that the file has again when it is opened.
    #[must_use]
    pub fn opened(&self, file: &Path) -> PathBuf {
        let is_ours = !self.0.is_empty() && file.extension().is_some_and(|extension| extension == AGE);
        if is_ours { file.with_extension("") } else { file.to_owned() }
    }

    /// Encrypts what is written from here on; none in clear.
    pub(super) fn encrypt<W: Write>(&self, out: W) -> io::Result<Encrypted<W>> {
        if self.0.is_empty() {
            return Ok(Encrypted::Clear(out));
        }
        let keys = self.0.iter().map(|key| key as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(keys).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Encrypted::For(encryptor.wrap_output(out)?))
    }
}

/// What stands behind the name of a file that is encrypted.
const AGE: &str = "age";

/// What is written, encrypted or not.
pub(super) enum Encrypted<W: Write> {
    Clear(W),
    For(StreamWriter<W>),
}

impl<W: Write> Encrypted<W> {
    /// Ends the encryption, without which nobody could open the file.
    pub(super) fn finish(self) -> io::Result<W> {
        match self {
            Self::Clear(out) => Ok(out),
            Self::For(out) => out.finish(),
        }
    }
}

impl<W: Write> Write for Encrypted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Clear(out) => out.write(bytes),
            Self::For(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Clear(out) => out.flush(),
            Self::For(out) => out.flush(),
        }
    }
}

fn is_secret(text: &str) -> bool {
    const SECRET: &str = "AGE-SECRET-KEY-";
    text.get(..SECRET.len()).is_some_and(|start| start.eq_ignore_ascii_case(SECRET))
}

fn of_file(path: &Path) -> Result<Vec<Recipient>, RecipientError> {
    // More is no list of people who may open a file, but some other file.
    const MOST: u64 = 1 << 16;
    let cannot_read = |reason| RecipientError::CannotRead {
        path: path.to_owned(),
        reason,
    };
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST).read_to_end(&mut bytes))
        .map_err(cannot_read)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let lines = (1..).zip(text.lines().map(str::trim));
    let keys: Vec<_> = lines
        .filter(|(_, text)| !text.is_empty() && !text.starts_with('#'))
        .map(|(line, text)| {
            text.parse().map_err(|_| RecipientError::Line {
                path: path.to_owned(),
                line,
            })
        })
        .collect::<Result<_, _>>()?;
    if keys.is_empty() {
        return Err(RecipientError::NoKey { path: path.to_owned() });
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::x25519::Identity;
    use std::fs;

    fn read(named: &[&str]) -> Result<Recipients, String> {
        let named: Vec<_> = named.iter().map(|named| (*named).to_owned()).collect();
        Recipients::read(&named).map_err(|error| error.to_string())
    }

    #[test]
    fn keys_come_one_by_one_or_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other, third] = [(); 3].map(|()| Identity::generate().to_public().to_string());
        let file = folder.path().join("recipients.txt");
        fs::write(&file, format!("\u{feff}# The partner\r\n{one}\r\n\r\n {other} \r\n")).unwrap();
        assert_eq!(read(&[]).unwrap().count(), 0);
        assert_eq!(read(&[&third]).unwrap().count(), 1);
        assert_eq!(read(&[file.to_str().unwrap(), &third]).unwrap().count(), 3);
    }

    #[test]
    fn what_is_no_public_key_is_refused_and_not_repeated() {
        use age::secrecy::ExposeSecret as _;
        let folder = tempfile::tempdir().unwrap();
        let key = Identity::generate();
        let (secret, public) = (key.to_string(), key.to_public().to_string());
        let file = |name: &str, content: &str| {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let cut = &public[..public.len() - 1];
        for (named, part) in [
            ("age1", "recipient 2 is neither"),
            (cut, "recipient 2 is neither"),
            (&public.replace('1', "2"), "recipient 2 is neither"),
            ("partner@example.org", "recipient 2 is neither"),
            ("", "recipient 2 is neither"),
            (secret.expose_secret(), "recipient 2 is a secret key"),
            (&file("empty.txt", "# nobody yet\n"), "empty.txt holds no age public key"),
            (
                &file("cut.txt", &format!("{public}\n\n{cut}\n")),
                "cut.txt, line 3: no age public key",
            ),
            (
                &file("key.txt", &format!("# created\n{}\n", secret.expose_secret())),
                "key.txt, line 2: no age public key",
            ),
        ] {
            let message = read(&[&public, named]).unwrap_err();
            assert!(message.contains(part), "{part:?} is not in {message:?}");
            assert!(!message.to_uppercase().contains("AGE-SECRET-KEY-1"), "{message}");
        }
    }

    #[test]
    fn a_file_is_named_by_what_it_is() {
        let nobody = Recipients::default();
        let somebody = read(&[&Identity::generate().to_public().to_string()]).unwrap();
        for (recipients, file, named, opened) in [
            (&nobody, "a.csv", "a.csv", "a.csv"),
            (&nobody, "a.age", "a.age", "a.age"),
            (&somebody, "a.csv", "a.csv.age", "a.csv"),
            (&somebody, "a.csv.age", "a.csv.age", "a.csv"),
            (&somebody, "b/a", "b/a.age", "b/a"),
        ] {
            assert_eq!(recipients.name(Path::new(file)), Path::new(named));
            assert_eq!(recipients.opened(Path::new(file)), Path::new(opened));
        }
    }
}
