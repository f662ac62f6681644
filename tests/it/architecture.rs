//! Who may import whom, read from the manifests.

use serde_json::Value;
use shipdesk_tests::tree::{Finding, assert_none, root};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// A crate, what of ours it may import, and what its tests may import besides.
const MAY_IMPORT: [(&str, &[&str], &[&str]); 10] = [
    ("core", &[], &[]),
    ("providers", &["core"], &[]),
    ("secrets", &["core"], &[]),
    ("store", &["core"], &[]),
    ("labels", &["core"], &[]),
    ("simulator", &[], &[]),
    ("app", &["core", "providers", "secrets", "store", "labels"], &["simulator"]),
    ("desk", &["app", "core", "providers", "secrets", "simulator"], &[]),
    ("cli", &["app", "core", "desk", "providers", "secrets", "simulator"], &[]),
    ("the shell", &["app", "core", "desk"], &[]),
];

/// Tests over several crates may import all of them.
const TESTS: &str = "tests";

/// One dependency as a manifest states it.
#[derive(Clone, Debug)]
struct Dependency {
    /// The importing crate without its `shipdesk-`, and its manifest.
    from: String,
    manifest: String,
    /// The imported package.
    name: String,
    for_tests: bool,
}

/// What is wrong with a dependency, and the remedy.
fn misplaced(dependency: &Dependency) -> Option<String> {
    match dependency.name.strip_prefix("shipdesk-") {
        Some(ours) => misplaced_ours(dependency, ours),
        None if dependency.for_tests || dependency.from == TESTS => None,
        None => {
            let home = only_in(&dependency.name)?;
            let name = &dependency.name;
            (dependency.from != home)
                .then(|| format!("only {home} imports {name}; give {home} a function for it"))
        }
    }
}

fn misplaced_ours(dependency: &Dependency, ours: &str) -> Option<String> {
    let from = dependency.from.as_str();
    if from == TESTS {
        return None;
    }
    let Some((_, always, in_tests)) = MAY_IMPORT.iter().find(|(name, ..)| *name == from) else {
        return Some(format!(
            "nobody said what {from} may import; add it to the table of this test and to docs"
        ));
    };
    let allowed = always.contains(&ours) || dependency.for_tests && in_tests.contains(&ours);
    let tests = if dependency.for_tests { "the tests of " } else { "" };
    let remedy = "pass it in from a crate that may, or move the shared type to core";
    (!allowed).then(|| format!("{tests}{from} must not import {ours}; {remedy}"))
}

/// The one crate that speaks to the network, the database, the key store or the window system.
fn only_in(package: &str) -> Option<&'static str> {
    let key_store = package.starts_with("keyring") || package.ends_with("-keyring-store");
    match package {
        "reqwest" => Some("providers"),
        "sqlx" => Some("store"),
        "tauri" => Some("the shell"),
        "secret-service" => Some("secrets"),
        _ if package.starts_with("tauri-") => Some("the shell"),
        _ if key_store => Some("secrets"),
        _ => None,
    }
}

/// The dependencies of every member, from `cargo metadata`.
fn dependencies(metadata: &Value, root: &Path) -> Vec<Dependency> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut all = Vec::new();
    for package in list(&metadata["packages"]) {
        let name = text(&package["name"]);
        let manifest = text(&package["manifest_path"]);
        let manifest = Path::new(&manifest).strip_prefix(root).unwrap_or(Path::new(&manifest));
        // the shell is the one package of the `src-tauri` folder itself
        let shell = manifest == Path::new("src-tauri/Cargo.toml");
        let from = if shell { "the shell" } else { name.strip_prefix("shipdesk-").unwrap_or(&name) };
        all.extend(list(&package["dependencies"]).iter().map(|dependency| Dependency {
            from: from.to_owned(),
            manifest: manifest.display().to_string(),
            name: text(&dependency["name"]),
            for_tests: dependency["kind"] == "dev",
        }));
    }
    all
}

/// The line of a manifest that states the dependency in the section of its kind.
fn line_of(manifest: &str, dependency: &Dependency) -> usize {
    let mut for_tests = false;
    for (index, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            for_tests = line.contains("dev-dependencies");
        }
        let key = line.split(['.', '=', ' ']).next();
        if for_tests == dependency.for_tests && key == Some(&dependency.name) {
            return index + 1;
        }
    }
    1
}

fn findings(dependencies: &[Dependency], manifest: impl Fn(&str) -> String) -> Vec<Finding> {
    let found = dependencies.iter().filter_map(|dependency| Some((dependency, misplaced(dependency)?)));
    found
        .map(|(dependency, says)| Finding {
            path: dependency.manifest.clone(),
            line: line_of(&manifest(&dependency.manifest), dependency),
            says,
        })
        .collect()
}

#[test]
fn every_import_follows_the_rule() {
    let root = root().canonicalize().unwrap();
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(&root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all = dependencies(&serde_json::from_slice(&output.stdout).unwrap(), &root);
    for (name, always, _) in MAY_IMPORT {
        let seen = all.iter().any(|dependency| dependency.from == name);
        assert!(seen, "cargo metadata shows nothing of {name}, which may import {always:?}");
    }
    assert_none(&findings(&all, |path| fs::read_to_string(root.join(path)).unwrap()));
}

#[test]
fn the_rule_can_fail() {
    let says = |from: &str, name: &str, for_tests: bool| {
        let (from, name) = (from.to_owned(), name.to_owned());
        misplaced(&Dependency { from, name, for_tests, manifest: String::new() }).is_some()
    };
    for (from, name, for_tests, wrong) in [
        ("core", "shipdesk-store", false, true),
        ("providers", "shipdesk-core", false, false),
        ("providers", "shipdesk-secrets", false, true),
        ("providers", "shipdesk-simulator", true, true),
        ("store", "shipdesk-labels", true, true),
        ("labels", "shipdesk-core", false, false),
        ("simulator", "shipdesk-core", true, true),
        ("simulator", "shipdesk-providers", false, true),
        ("app", "shipdesk-labels", false, false),
        ("app", "shipdesk-simulator", false, true),
        ("app", "shipdesk-simulator", true, false),
        ("cli", "shipdesk-simulator", false, false),
        ("cli", "shipdesk-store", false, true),
        ("the shell", "shipdesk-providers", false, true),
        ("the shell", "shipdesk-app", false, false),
        ("newcomer", "shipdesk-core", false, true),
        ("tests", "shipdesk-store", true, false),
        ("providers", "reqwest", false, false),
        ("app", "reqwest", false, true),
        ("simulator", "reqwest", true, false),
        ("app", "sqlx", false, true),
        ("store", "sqlx", false, false),
        ("secrets", "keyring-core", false, false),
        ("cli", "keyring", false, true),
        ("store", "zbus-secret-service-keyring-store", false, true),
        ("app", "tauri", false, true),
        ("cli", "tauri-build", false, true),
        ("the shell", "tauri", false, false),
        ("app", "serde", false, false),
    ] {
        assert_eq!(says(from, name, for_tests), wrong, "{from} imports {name}, for tests: {for_tests}");
    }
}

#[test]
fn a_finding_names_the_line_of_the_manifest() {
    let metadata = serde_json::json!({ "packages": [{
        "name": "shipdesk-store",
        "manifest_path": "/r/src-tauri/crates/store/Cargo.toml",
        "dependencies": [
            { "name": "sqlx", "kind": null },
            { "name": "shipdesk-labels", "kind": null },
            { "name": "shipdesk-app", "kind": "dev" },
        ],
    }]});
    let manifest = "[dependencies]\nsqlx.workspace = true\nshipdesk-labels.workspace = true\n\n\
                    [dev-dependencies]\nshipdesk-app = { path = \"../app\" }\n";
    let found = findings(&dependencies(&metadata, Path::new("/r")), |path| {
        assert_eq!(path, "src-tauri/crates/store/Cargo.toml");
        manifest.to_owned()
    });
    assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [3, 6]);
}
