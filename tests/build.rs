//! Lets the tests find the prebuilt DuckDB library where they were linked from, without `LD_LIBRARY_PATH`.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=DUCKDB_LIB_DIR");
    let system = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if let Ok(dir) = env::var("DUCKDB_LIB_DIR")
        && env::var_os("CARGO_FEATURE_BUNDLED").is_none()
        && ["linux", "macos"].contains(&system.as_str())
    {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{dir}");
    }
}
