//! The source tree as the house rules see it: text files by their path, and what is wrong where.

use std::fmt;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Made by tools, or by a person's editor; hidden files are read, hidden folders are not, but for ours.
fn skipped(name: &str, folder: bool) -> bool {
    let made = matches!(name, ".git" | "target" | "node_modules" | "dist" | "gen");
    let log = Path::new(name).extension().is_some_and(|end| end == "log");
    made || log || folder && name.starts_with('.') && !matches!(name, ".ci" | ".cargo" | ".github")
}

/// A text file; `path` is relative to the root of the workspace, with `/`.
#[derive(Debug)]
pub struct Source {
    /// Where it is.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// A rule that is broken at a place, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, relative to the root of the workspace.
    pub path: String,
    /// Counted from 1.
    pub line: usize,
    /// The rule, then the remedy.
    pub says: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.says)
    }
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every text file under `folder` (relative to the root), sorted; what is not UTF-8 is no text.
pub fn sources(folder: &str) -> io::Result<Vec<Source>> {
    let mut found = Vec::new();
    collect(&root().join(folder), folder, &mut found)?;
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

fn collect(folder: &Path, shown: &str, found: &mut Vec<Source>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if shown.is_empty() { name.clone() } else { format!("{shown}/{name}") };
        let kind = entry.file_type()?;
        if skipped(&name, kind.is_dir()) {
            continue;
        }
        if kind.is_dir() {
            collect(&entry.path(), &path, found)?;
        } else if kind.is_file() {
            // another process may remove a file of its own meanwhile
            if let Some(text) = fs::read(entry.path()).ok().and_then(|bytes| String::from_utf8(bytes).ok()) {
                found.push(Source { path, text });
            }
        }
    }
    Ok(())
}

/// Fails with every finding, one a line.
///
/// # Panics
/// If there is any.
pub fn assert_none(findings: &[Finding]) {
    let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "{} broken:\n{}", list.len(), list.join("\n"));
}
