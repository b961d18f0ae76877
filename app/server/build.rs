//! Embeds the dashboard that `cargo xtask bundle` made, and remembers where the DuckDB library is.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=NHS_COVERAGE_BUNDLE");
    println!("cargo:rerun-if-env-changed=DUCKDB_LIB_DIR");
    let generated = match env::var_os("NHS_COVERAGE_BUNDLE") {
        Some(dir) => embedded(Path::new(&dir))?,
        None => statics("", "\"\""),
    };
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("bundle.rs"), generated)?;
    find_library_at_start();
    Ok(())
}

/// The files of the bundle as Rust, in order of name.
fn embedded(dir: &Path) -> Result<String, Box<dyn Error>> {
    let index = dir.join("index.json");
    println!("cargo:rerun-if-changed={}", index.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).map_err(|error| format!("NHS_COVERAGE_BUNDLE is {}: {error}", dir.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != "index.json" && !name.ends_with(".br") {
            names.push(name);
        }
    }
    names.sort();
    let mut rows = String::new();
    for name in names {
        let plain = dir.join(&name);
        let brotli = dir.join(format!("{name}.br"));
        writeln!(
            rows,
            "    ({name:?}, {:?}, include_bytes!({plain:?}), include_bytes!({brotli:?})),",
            content_type(&name)
        )?;
    }
    Ok(statics(&rows, &format!("include_str!({index:?})")))
}

fn statics(rows: &str, index: &str) -> String {
    format!(
        "/// The dashboard's files: name, content type, plain bytes, the same compressed with brotli.\n\
         pub(crate) static BUNDLE: &[(&str, &str, &[u8], &[u8])] = &[\n{rows}];\n\n\
         /// Which file is which: `index.json` of the bundle, or nothing when it was built without a dashboard.\n\
         pub(crate) static BUNDLE_INDEX: &str = {index};\n"
    )
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "ttf" => "font/ttf",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Lets the binary find the prebuilt DuckDB library where it was linked from, without `LD_LIBRARY_PATH`.
fn find_library_at_start() {
    let system = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if let Ok(dir) = env::var("DUCKDB_LIB_DIR")
        && env::var_os("CARGO_FEATURE_BUNDLED").is_none()
        && ["linux", "macos"].contains(&system.as_str())
    {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{dir}");
    }
}
