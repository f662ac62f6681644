//! No provider is named outside its own place: what one can do is data, so nobody has to ask for it by name.

use shipdesk_tests::tree::{Finding, Source, assert_none, sources};
use std::path::Path;

const CRATES: &str = "src-tauri/crates";
const REGISTRY: &str = "src-tauri/crates/providers/src/registry.rs";
const SIMULATOR: &str = "src-tauri/crates/simulator/";

/// Each provider's folder below `providers/src`, and the names that stand only there.
const PROVIDERS: [(&str, &[&str]); 4] = [
    ("dingcang", &["dingcang", "dingexpress", "丁仓"]), // one platform, two hosts
    ("trackingmore", &["trackingmore"]),
    ("winit", &["winit", "万邑通"]),
    ("xportcn", &["xportcn"]),
];

fn free(path: &str) -> bool {
    path == REGISTRY
        || path.starts_with(SIMULATOR)
        || Path::new(path).extension().is_some_and(|end| end == "md")
        || path.split('/').any(|part| part == "fixtures" || part == "locales")
}

fn strangers(source: &Source) -> Vec<Finding> {
    if free(&source.path) {
        return Vec::new();
    }
    let elsewhere: Vec<(&str, &str)> = PROVIDERS
        .iter()
        .filter(|(folder, _)| !source.path.starts_with(&format!("{CRATES}/providers/src/{folder}/")))
        .flat_map(|(folder, names)| names.iter().map(move |name| (*folder, *name)))
        .collect();
    let found = |(index, line): (usize, &str)| {
        let line = line.to_lowercase();
        let (folder, name) = elsewhere.iter().find(|(_, name)| line.contains(*name))?;
        let says = format!(
            "names '{name}'; move it into {CRATES}/providers/src/{folder}/, or ask the descriptor for what differs"
        );
        Some(Finding { path: source.path.clone(), line: index + 1, says })
    };
    source.text.lines().enumerate().filter_map(found).collect()
}

#[test]
fn no_provider_is_named_outside_its_place() {
    let findings: Vec<Finding> = sources(CRATES).unwrap().iter().flat_map(strangers).collect();
    assert_none(&findings);
}

#[test]
fn the_rule_can_fail() {
    let lines = |path: &str, text: &str| {
        let source = Source { path: format!("{CRATES}/{path}"), text: text.to_owned() };
        strangers(&source).iter().map(|finding| finding.line).collect::<Vec<_>>()
    };
    assert_eq!(lines("app/src/buy.rs", "if id == \"winit\" {\n}\n// WinitOrder\n"), [1, 3]);
    assert_eq!(lines("store/src/lib.rs", "// 万邑通\n"), [1]);
    assert_eq!(lines("cli/src/main.rs", "enum P { TrackingMore, XPORTCN }\n"), [1]);
    assert_eq!(lines("providers/src/spi/mod.rs", "//! as DingExpress does\n"), [1]);
    assert_eq!(lines("providers/src/winit/mod.rs", "//! Winit\n//! unlike 丁仓\n"), [2]);
    assert_eq!(lines("providers/src/dingcang/mod.rs", "//! Dingcang and DingExpress\n"), Vec::<usize>::new());
    assert_eq!(lines("providers/src/winit_more/mod.rs", "//! Winit\n"), [1]);
    assert_eq!(lines("providers/src/registry.rs", "    winit,\n"), Vec::<usize>::new());
    assert_eq!(lines("simulator/src/lib.rs", "//! winit\n"), Vec::<usize>::new());
    assert_eq!(lines("app/tests/fixtures/a.json", "winit"), Vec::<usize>::new());
    assert_eq!(lines("cli/locales/en.json", "Winit"), Vec::<usize>::new());
    assert_eq!(lines("app/README.md", "Winit"), Vec::<usize>::new());
    assert_eq!(lines("app/src/buy.rs", "a line of every day\n"), Vec::<usize>::new());
}
