//! Every text of the command line is written, and every written text is used.

use shipdesk_app::words::{Language, Words};
use std::collections::BTreeSet;
use std::path::Path;

/// The sources in which the command line's texts are asked for.
fn sources() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut folders = vec![crates.join("cli/src"), crates.join("app/src"), crates.join("desk/src")];
    let mut all = String::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("texts_tests.rs") {
                all += &std::fs::read_to_string(path).unwrap();
            }
        }
    }
    all
}

fn written() -> BTreeSet<String> {
    let file = include_str!("../../../locales/en/errors.json");
    let file: serde_json::Value = serde_json::from_str(file).unwrap();
    file["cli"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_written_text_is_used() {
    let sources = sources();
    let used = |key: &&String| sources.contains(&format!("\"{key}\"")) || key.starts_with("left_out_");
    let unused: Vec<String> = written().iter().filter(|key| !used(key)).cloned().collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn every_text_that_is_asked_for_is_written() {
    let (sources, written) = (sources(), written());
    // `.text("` of anything but words reads fields
    let asked = ["say(\"", "misuse(\"", "head(\"", "fact(\"", "words().text(\"", "words.text(\""];
    let keys =
        asked.iter().flat_map(|call| sources.split(call).skip(1)).filter_map(|rest| rest.split('"').next());
    let known = |key: &str| written.contains(key) || key.contains('.') || key.contains('{');
    let missing: BTreeSet<&str> = keys.filter(|key| !known(key)).collect();
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn charges_labels_and_capabilities_have_words() {
    for language in Language::ALL {
        for key in ["charge.postage", "charge.fuel", "label_kind.transfer", "capability.scan_forms"] {
            assert_ne!(Words::new(language).text(key, &[]), key);
        }
    }
}
