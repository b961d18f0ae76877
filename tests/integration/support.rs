//! What the tests share: a council's folder, the command as a user types it, the server, and files as councils have them.

use serde_json::Value;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// Extracts with exactly the figures that a test wants.
pub(crate) mod extract;
/// PDF, read back.
pub(crate) mod pdf;
/// A running server, and the same routes without a socket.
pub(crate) mod served;
/// Councils that many tests read and none changes.
pub(crate) mod shared;
/// What a folder holds, byte for byte.
pub(crate) mod tree;

/// The configuration under which sample numbers count, which every test's numbers are.
pub(crate) const TEST_RANGE: &str = "[numbers]\ntest_range_valid = true\n";

/// A folder in which a user of the command works: extracts, the configuration and the data folder.
pub(crate) struct Council {
    dir: TempDir,
}

impl Council {
    pub(crate) fn new() -> Self {
        let dir = TempDir::new().unwrap();
        fs::create_dir(dir.path().join("tmp")).unwrap();
        let council = Self { dir };
        council.write("nhs-coverage.toml", TEST_RANGE);
        council
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path("nhs-coverage-data")
    }

    /// Where the command may put temporary files; it must leave none.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.path("tmp")
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// The command in this folder with its own temporary folder, ready to start.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(binary());
        command
            .args(words(line))
            .current_dir(self.dir.path())
            .env("TMPDIR", self.temporary())
            .stdin(Stdio::null());
        command
    }

    /// Runs the command with these words; quotation marks keep words together.
    pub(crate) fn run(&self, line: &str) -> Done {
        Done::from(line, &self.command(line).output().unwrap())
    }

    /// Runs what must succeed.
    #[track_caller]
    pub(crate) fn done(&self, line: &str) -> Done {
        let done = self.run(line);
        assert_eq!(done.code, 0, "{done}");
        done
    }

    /// Runs what must be refused, and holds that it changes nothing in the data folder.
    #[track_caller]
    pub(crate) fn refused(&self, line: &str) -> Done {
        let before = tree::of(&self.data());
        let done = self.run(line);
        assert_eq!(done.code, 1, "{done}");
        if !before.is_empty() {
            tree::assert_same(&before, &tree::of(&self.data()));
        }
        done
    }

    /// The answer to a question, as the command gives it: `coverage --team North`.
    #[track_caller]
    pub(crate) fn answer(&self, question: &str) -> Value {
        let done = self.done(&format!("report {question} --format json"));
        serde_json::from_str(&done.out).unwrap()
    }

    /// The rows of the answer.
    #[track_caller]
    pub(crate) fn rows(&self, question: &str) -> Vec<Value> {
        self.answer(question)["rows"].as_array().unwrap().clone()
    }

    /// In scope and covered of the headline.
    #[track_caller]
    pub(crate) fn headline(&self, narrowed: &str) -> (i64, i64) {
        counts(&self.rows(&format!("coverage {narrowed}"))[0])
    }

    /// Team, in scope and covered of every team, by name.
    #[track_caller]
    pub(crate) fn teams(&self, narrowed: &str) -> Vec<(String, i64, i64)> {
        let rows = self.rows(&format!("coverage_by_team --sort team {narrowed}"));
        rows.iter()
            .map(|row| (row["team"].as_str().unwrap().to_owned(), counts(row).0, counts(row).1))
            .collect()
    }

    /// How many records are in each state that has any.
    #[track_caller]
    pub(crate) fn states(&self, narrowed: &str) -> Vec<(String, i64)> {
        let rows = self.rows(&format!("record_states {narrowed}"));
        rows.iter()
            .map(|row| (row["state"].as_str().unwrap().to_owned(), row["records"].as_i64().unwrap()))
            .filter(|(_, records)| *records > 0)
            .collect()
    }
}

/// In scope and covered of one row.
pub(crate) fn counts(row: &Value) -> (i64, i64) {
    (row["in_scope"].as_i64().unwrap(), row["covered"].as_i64().unwrap())
}

/// What a command did.
pub(crate) struct Done {
    line: String,
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Done {
    pub(crate) fn from(line: &str, output: &Output) -> Self {
        Self {
            line: line.to_owned(),
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// Holds that a text was printed.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(self.out.contains(text) || self.err.contains(text), "{text:?} is missing in {self}");
        self
    }
}

impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "nhs-coverage {} -> {}\n{}{}", self.line, self.code, self.out, self.err)
    }
}

/// The binary under test: the one named by the environment, else the one built beside this test.
pub(crate) fn binary() -> PathBuf {
    let path = std::env::var_os("NHS_COVERAGE_BIN").map_or_else(
        || {
            let here = std::env::current_exe().unwrap();
            here.parent().and_then(Path::parent).unwrap().join("nhs-coverage")
        },
        PathBuf::from,
    );
    assert!(path.is_file(), "{} is missing: build it, or run cargo xtask test", path.display());
    path
}

/// The workspace's folder, as cargo says at run time: clones that share a target folder share this program too.
pub(crate) fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().unwrap().to_path_buf()
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
