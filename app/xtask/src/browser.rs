//! The browser that the tests drive.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::tools;

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const DRIVERS: [&str; 1] = ["chromedriver"];

/// Sees that Chromium and its driver are installed: installs them on Debian and Ubuntu as root, and otherwise says what to
/// install.
pub(crate) fn ensure() -> Result<()> {
    if installed() {
        return Ok(());
    }
    let packages = match distribution().as_deref() {
        Some("ubuntu") => ["chromium-browser", "chromium-chromedriver"],
        _ => ["chromium", "chromium-driver"],
    };
    if tools::on_path(&["apt-get"]).is_some() && is_root() {
        eprintln!("Installing {} for the browser tests.", packages.join(" and "));
        tools::must(Command::new("apt-get").arg("update"))?;
        tools::must(
            Command::new("apt-get")
                .args(["install", "-y", "--no-install-recommends"])
                .args(packages)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )?;
        if installed() {
            return Ok(());
        }
    }
    bail!(
        "the browser tests need Chromium and chromedriver on the PATH: on Debian `apt-get install chromium chromium-driver`, \
         on Ubuntu `apt-get install chromium-browser chromium-chromedriver`, on macOS `brew install --cask chromium chromedriver`"
    )
}

fn installed() -> bool {
    tools::on_path(&BROWSERS).is_some() && tools::on_path(&DRIVERS).is_some()
}

/// The `ID` of /etc/os-release, such as `debian`.
fn distribution() -> Option<String> {
    let text = fs::read_to_string("/etc/os-release").ok()?;
    text.lines()
        .find_map(|line| line.strip_prefix("ID="))
        .map(|id| id.trim_matches('"').to_owned())
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
