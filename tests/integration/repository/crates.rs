//! Which crate may depend on what.

use std::collections::BTreeSet;
use std::fs;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

use super::root;

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap()
}

/// The names of what a package depends on; development dependencies do not count.
fn dependencies(package: &Package) -> BTreeSet<&str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .map(|dependency| dependency.name.as_str())
        .collect()
}

/// Holds one package's dependencies within the workspace against the expected.
#[track_caller]
fn check_workspace_edges(name: &str, expected: &[&str]) {
    let metadata = metadata();
    let members: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let package = metadata.packages.iter().find(|package| package.name.as_str() == name).unwrap();
    let edges: BTreeSet<&str> = dependencies(package).intersection(&members).copied().collect();
    assert_eq!(edges, expected.iter().copied().collect(), "workspace crates that {name} depends on");
}

/// Holds that only one package names a library.
#[track_caller]
fn check_only(owner: &str, library: &str) {
    for package in metadata().packages {
        let names = dependencies(&package)
            .into_iter()
            .any(|dependency| dependency.split(['-', '_']).next() == Some(library));
        assert!(
            !names || package.name.as_str() == owner,
            "{} names {library}; only {owner} may",
            package.name
        );
    }
}

#[test]
fn domain_stands_alone_and_does_no_input_or_output() {
    check_workspace_edges("domain", &[]);
    let metadata = metadata();
    let domain = metadata.packages.iter().find(|package| package.name.as_str() == "domain").unwrap();
    assert_eq!(dependencies(domain), BTreeSet::from(["chrono", "serde"]));
}

#[test]
fn statistics_stands_alone_and_does_no_input_or_output() {
    check_workspace_edges("statistics", &[]);
    let metadata = metadata();
    let statistics = metadata
        .packages
        .iter()
        .find(|package| package.name.as_str() == "statistics")
        .unwrap();
    assert_eq!(dependencies(statistics), BTreeSet::from(["chrono", "serde", "statrs", "thiserror"]));
}

#[test]
fn the_page_sees_only_domain() {
    check_workspace_edges("ui", &["domain"]);
}

#[test]
fn dependencies_run_one_way() {
    check_workspace_edges("ingest", &["domain"]);
    check_workspace_edges("warehouse", &["domain", "statistics"]);
    check_workspace_edges("charts", &["domain", "statistics"]);
    check_workspace_edges("words", &["domain"]);
    check_workspace_edges("nhs-coverage", &["charts", "domain", "ingest", "statistics", "warehouse", "words"]);
    check_workspace_edges("xtask", &["domain", "statistics"]);
}

#[test]
fn each_great_library_has_one_owner() {
    check_only("ingest", "polars");
    check_only("ingest", "age");
    check_only("warehouse", "duckdb");
    check_only("charts", "plotters");
    check_only("nhs-coverage", "axum");
    check_only("nhs-coverage", "krilla");
    check_only("ui", "leptos");
    check_only("statistics", "statrs");
}

#[test]
fn every_crate_follows_the_workspace() {
    for package in metadata().packages {
        let manifest = fs::read_to_string(&package.manifest_path).unwrap();
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{} does not say `[lints] workspace = true`",
            package.name
        );
        for key in ["version", "edition", "rust-version", "license", "publish"] {
            let line = format!("\n{key}.workspace = true");
            assert!(manifest.contains(&line), "{} sets its own {key}", package.name);
        }
    }
}

#[test]
fn a_crate_says_the_same_of_itself_in_manifest_and_code() {
    for package in metadata().packages {
        let source = ["src/lib.rs", "src/main.rs"]
            .iter()
            .find_map(|file| fs::read_to_string(package.manifest_path.parent()?.join(file)).ok())
            .unwrap();
        let first = source.lines().next().unwrap_or_default();
        let description = package.description.as_deref().unwrap_or_default();
        assert_eq!(first, format!("//! {description}"), "first line of {}", package.name);
    }
}
