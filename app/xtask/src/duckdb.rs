//! The DuckDB library: the prebuilt one where there is one, since compiling it takes about half an hour.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha512};

use crate::tools;

/// The version of DuckDB that the workspace's `duckdb` crate is written for.
const VERSION: &str = "1.5.5";
/// The release of the npm packages that carry it.
const RELEASE: &str = "1.5.5-r.5";
/// Where the system looks for shared libraries when a program starts.
const VARIABLE: &str = if cfg!(target_os = "macos") {
    "DYLD_FALLBACK_LIBRARY_PATH"
} else {
    "LD_LIBRARY_PATH"
};

/// Prints the settings for a shell: `eval "$(cargo xtask duckdb)"`, then `cargo test -p warehouse --no-default-features`.
pub(crate) fn run() -> Result<ExitCode> {
    let Library::Prebuilt(dir) = Library::find() else {
        return Ok(ExitCode::FAILURE);
    };
    println!("export DUCKDB_LIB_DIR='{0}' {VARIABLE}='{0}'", dir.display());
    Ok(ExitCode::SUCCESS)
}

/// Where a build takes DuckDB from.
pub(crate) enum Library {
    /// A folder that holds the prebuilt shared library.
    Prebuilt(PathBuf),
    /// Compiled from source and linked statically.
    Bundled,
}

impl Library {
    /// Finds the prebuilt library: `DUCKDB_LIB_DIR`, the cache in the target folder, or the official npm package, which is
    /// used only if it is the file whose SHA-512 is written here.
    pub(crate) fn find() -> Self {
        if let Some(dir) = env::var_os("DUCKDB_LIB_DIR") {
            return Self::Prebuilt(dir.into());
        }
        let cached = tools::target_dir().join(format!("duckdb-{VERSION}"));
        if holds_library(&cached) {
            return Self::Prebuilt(cached);
        }
        match fetch(&cached) {
            Ok(()) => Self::Prebuilt(cached),
            Err(error) => {
                eprintln!(
                    "The prebuilt DuckDB library is not to be had ({error:#}): it is compiled instead, which takes about half an hour."
                );
                Self::Bundled
            }
        }
    }

    /// Tells cargo to build with this library, and lets what it runs find it.
    pub(crate) fn apply<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let Self::Prebuilt(dir) = self else { return command };
        command.arg("--no-default-features").env("DUCKDB_LIB_DIR", dir);
        self.visible_to(command)
    }

    /// Lets a program that was linked with this library find it when it starts.
    pub(crate) fn visible_to<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let Self::Prebuilt(dir) = self else { return command };
        let variable = if cfg!(target_os = "macos") {
            "DYLD_FALLBACK_LIBRARY_PATH"
        } else {
            "LD_LIBRARY_PATH"
        };
        command.env(variable, before(dir, env::var_os(variable)))
    }
}

/// Puts a folder before those that a search path already has.
fn before(dir: &Path, others: Option<OsString>) -> OsString {
    let mut dirs = vec![dir.to_path_buf()];
    dirs.extend(env::split_paths(&others.unwrap_or_default()));
    env::join_paths(dirs).unwrap_or_else(|_| dir.as_os_str().to_owned())
}

fn holds_library(dir: &Path) -> bool {
    ["libduckdb.so", "libduckdb.dylib"].iter().any(|name| dir.join(name).is_file())
}

/// Gets the npm package of this platform, checks it and unpacks it into a folder that appears whole or not at all.
fn fetch(into: &Path) -> Result<()> {
    let (platform, integrity) = package().context("no package is known for this platform")?;
    let npm = tools::on_path(&["npm"]).context("npm is not installed")?;
    let aside = into.with_extension("part");
    if aside.exists() {
        fs::remove_dir_all(&aside)?;
    }
    fs::create_dir_all(&aside)?;
    eprintln!("Fetching the DuckDB {VERSION} library for {platform} with npm.");
    let packed = Command::new(npm)
        .args(["pack", "--silent", &format!("@duckdb/node-bindings-{platform}@{RELEASE}")])
        .current_dir(&aside)
        .output()
        .context("npm could not be started")?;
    if !packed.status.success() {
        bail!("npm could not fetch it");
    }
    let archive = aside.join(format!("duckdb-node-bindings-{platform}-{RELEASE}.tgz"));
    let bytes = fs::read(&archive).context("npm left no package behind")?;
    if base64(&Sha512::digest(&bytes)) != integrity {
        bail!("the package that npm fetched is not the one expected: its SHA-512 differs");
    }
    let unpacked = Command::new("tar")
        .arg("-xzf")
        .arg(&archive)
        .current_dir(&aside)
        .status()
        .context("tar could not be started")?;
    if !unpacked.success() || !holds_library(&aside.join("package")) {
        bail!("the package did not unpack to a library");
    }
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    fs::rename(aside.join("package"), into)?;
    fs::remove_dir_all(&aside)?;
    Ok(())
}

/// The name of this platform in npm's packages, and the SHA-512 of its package in npm's notation.
fn package() -> Option<(&'static str, &'static str)> {
    Some(match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => (
            "linux-x64",
            "kCyq6BXhn6QXfwF8yVdVKriSSHP+rfVWcJ56cG8qZzlOZpxyvT5WGm6jMshxg4ditLlOsHsIN/D47RYrcjXuHQ==",
        ),
        ("linux", "aarch64") => (
            "linux-arm64",
            "CafH2AIvXtpwDynG3KB/4uEOHRGlFoB7auCRMIwH3BKNIobsANV5LSpDJ3tfyRCFIsK6e8AT1eseWVnu2Dv3cw==",
        ),
        ("macos", "aarch64") => (
            "darwin-arm64",
            "WJdeLTFy4pRg60rkbp9smtlP1iIQ8ErtIJkxS+2LQtM1ZZMSByyW+3WPpNoKe7IwPtVl2fLlPw7tDmQW4Z974g==",
        ),
        ("macos", "x86_64") => (
            "darwin-x64",
            "rN0KjX13MwVQ5V5ufykolty/tf4SaafOpGWcUA1Cegf98jPeRdsJsEE1IMXn8n3u6WvMSZEVJmHJ3ma4Hr7Vzg==",
        ),
        _ => return None,
    })
}

/// Base64 with padding: the notation in which npm publishes a package's hash.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let joined = chunk.iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let sextet = (joined >> (18 - 6 * place)) & 63;
            text.push(if place <= chunk.len() {
                char::from(ALPHABET[sextet as usize])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    fn check(plain: &str, expected: &str) {
        assert_eq!(base64(plain.as_bytes()), expected, "{plain:?}");
    }

    #[test]
    fn base64_pads_to_whole_groups() {
        check("", "");
        check("f", "Zg==");
        check("fo", "Zm8=");
        check("foo", "Zm9v");
        check("foob", "Zm9vYg==");
        check("~~?", "fn4/");
    }
}
