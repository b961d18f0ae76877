//! `bundle`: the single-page app as the files that the server embeds.
//!
//! Every file carries a hash of its content in its name, so that a browser may keep it for ever, and has a twin compressed
//! with brotli. `index.json` says which file is which.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, process};

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::tools;

use files::Files;

mod files;
mod styles;

/// The target that the browser's code is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// What the browser must fetch before it can draw anything may weigh this many bytes, compressed.
const LIMIT: usize = 300_000;

/// Raised when this module changes what it writes, so that an older bundle is not taken for current.
const FORMAT: &str = "3";

/// Builds the bundle and prints its weight.
pub(crate) fn run() -> Result<ExitCode> {
    println!("The bundle is in {}.", build()?.display());
    Ok(ExitCode::SUCCESS)
}

/// Builds the bundle unless it is current, and gives its folder.
pub(crate) fn build() -> Result<PathBuf> {
    add_target()?;
    tools::must(tools::cargo("build").args(["-p", "ui", "--profile", "wasm-release", "--target", WASM]))?;
    let compiled = tools::target_dir().join(WASM).join("wasm-release/ui.wasm");
    let wasm = fs::read(&compiled).with_context(|| format!("could not read {}", compiled.display()))?;
    let css = styles::concatenated(&tools::root().join("style"))?;
    let mut fonts = files::tree(&tools::root().join("app/charts/fonts"))?;
    fonts.retain(|(name, _)| name.ends_with(".ttf"));

    let mut sources = vec![FORMAT.to_owned(), files::hash(&wasm), files::hash(css.as_bytes())];
    sources.extend(fonts.iter().flat_map(|(name, bytes)| [name.clone(), files::hash(bytes)]));
    let key = sources.join("\n");
    let bundle = tools::target_dir().join("bundle");
    let key_file = tools::target_dir().join("bundle.key");
    let current = fs::read_to_string(&key_file).is_ok_and(|last| last == key) && bundle.join("index.json").is_file();
    if !current {
        write(&bundle, wasm, css, fonts)?;
        fs::write(&key_file, key)?;
    }
    Ok(bundle)
}

/// Installs the standard library for the browser's target where it is missing.
pub(crate) fn add_target() -> Result<()> {
    let output = process::Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .current_dir(tools::root())
        .output();
    let present = output.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir());
    if present {
        Ok(())
    } else {
        tools::must(tools::program("rustup").args(["target", "add", WASM]))
    }
}

/// Makes the glue, names and compresses everything, weighs it and puts it in place.
fn write(bundle: &Path, wasm: Vec<u8>, mut css: String, fonts: Vec<(String, Vec<u8>)>) -> Result<()> {
    let aside = tools::target_dir().join("bundle.part");
    if aside.exists() {
        fs::remove_dir_all(&aside)?;
    }
    let generated = aside.join("generated");
    Bindgen::new()
        .input_bytes("ui", wasm)
        .web(true)?
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&generated)
        .context("wasm-bindgen could not read what the compiler made of app/ui")?;

    let mut files = Files::new(aside.join("files"))?;
    for (name, bytes) in fonts {
        let file = files.add(&format!("fonts/{name}"), &name, &bytes)?;
        css = css.replace(&format!("fonts/{name}"), &file);
    }
    let mut glue = fs::read_to_string(generated.join("ui.js"))?;
    for (name, bytes) in files::tree(&generated.join("snippets"))? {
        let file = files.add(&format!("snippets/{name}"), &name, &bytes)?;
        glue = glue.replace(&format!("./snippets/{name}"), &format!("./{file}"));
    }
    let wasm = files.add("wasm", "ui.wasm", &fs::read(generated.join("ui_bg.wasm"))?)?;
    let glue = files.add("glue", "ui.js", glue.as_bytes())?;
    let boot = format!("import init from \"./{glue}\";\nawait init({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }});\n");
    files.add("boot", "boot.js", boot.as_bytes())?;
    files.add("css", "style.css", css.as_bytes())?;

    let weight = files.weight(|entry| !entry.starts_with("fonts/"));
    println!(
        "The bundle weighs {weight} bytes compressed, of {LIMIT} allowed:\n{}",
        files.table()
    );
    if weight > LIMIT {
        bail!("the bundle is {} bytes too heavy", weight - LIMIT);
    }
    files.write_index()?;
    if bundle.exists() {
        fs::remove_dir_all(bundle)?;
    }
    fs::rename(aside.join("files"), bundle)?;
    fs::remove_dir_all(&aside)?;
    Ok(())
}
