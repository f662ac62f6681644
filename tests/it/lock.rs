//! The lock file: one database engine, and one new enough.

use shipdesk_tests::tree::{Finding, assert_none, root};
use std::fs;

/// Older ones bundle a `SQLite` whose write-ahead log can lose a transaction (mended in 3.51.3, bundled by 0.37).
const LEAST: (u64, u64) = (0, 37);

fn sqlite_in(lock: &str) -> Vec<Finding> {
    let lines: Vec<&str> = lock.lines().collect();
    let found: Vec<(usize, &str)> = (0..lines.len())
        .filter(|&index| lines[index] == "name = \"libsqlite3-sys\"")
        .map(|index| (index + 1, lines.get(index + 1).copied().unwrap_or_default()))
        .collect();
    let says = |line: usize, says: String| Finding { path: "Cargo.lock".to_owned(), line, says };
    let mut findings = Vec::new();
    if found.len() != 1 {
        let line = found.last().map_or(1, |(line, _)| *line);
        let text = format!(
            "{} libsqlite3-sys, one is wanted; `cargo tree -i libsqlite3-sys` shows who brings it",
            found.len()
        );
        findings.push(says(line, text));
    }
    for (line, version) in found {
        if !new_enough(version) {
            findings.push(says(
                line + 1,
                format!("libsqlite3-sys {version}, 0.37 is the least; raise sqlx in Cargo.toml"),
            ));
        }
    }
    findings
}

fn new_enough(line: &str) -> bool {
    let text = line.trim_start_matches("version = ").trim_matches('"');
    let mut parts = text.split('.').map(|part| part.parse::<u64>().ok());
    let (major, minor) = (parts.next().flatten(), parts.next().flatten());
    major.zip(minor).is_some_and(|version| version >= LEAST)
}

#[test]
fn there_is_one_sqlite_and_it_is_new_enough() {
    assert_none(&sqlite_in(&fs::read_to_string(root().join("Cargo.lock")).unwrap()));
}

#[test]
fn the_rule_can_fail() {
    let package =
        |version: &str| format!("[[package]]\nname = \"libsqlite3-sys\"\nversion = \"{version}\"\n\n");
    let lines = |lock: String| sqlite_in(&lock).iter().map(|finding| finding.line).collect::<Vec<_>>();
    assert_eq!(lines(package("0.37.0")), Vec::<usize>::new());
    assert_eq!(lines(package("1.0.0")), Vec::<usize>::new());
    assert_eq!(lines(package("0.36.9")), [3]);
    assert_eq!(lines(package("0.9.1")), [3]);
    assert_eq!(lines(package("new")), [3]);
    assert_eq!(lines(String::new()), [1]);
    assert_eq!(lines(package("0.37.0") + &package("0.38.0")), [6]);
    assert_eq!(
        lines("name = \"libsqlite3-sys-other\"\n".to_owned() + &package("0.37.0")),
        Vec::<usize>::new()
    );
}
