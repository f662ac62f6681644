//! Runs the real binary, without the environment of whoever runs the tests.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use tempfile::TempDir;

/// A run that is put together.
pub(crate) struct Run {
    command: Command,
    input: String,
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Done {
    /// Its exit code.
    pub(crate) exit: i32,
    /// What it printed.
    pub(crate) stdout: String,
    /// What it said beside that.
    pub(crate) stderr: String,
}

/// A run that goes on until it is ended.
pub(crate) struct Running {
    child: Child,
    /// The first line that it printed.
    pub(crate) line: String,
    printed: BufReader<ChildStdout>,
}

impl Running {
    /// Ends it as a service manager does; gives its exit code and whatever it printed after the first line.
    pub(crate) fn ended(mut self) -> (Option<i32>, String) {
        let signal = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(signal.success());
        let mut rest = String::new();
        self.printed.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

/// A test that fails leaves nothing running.
impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// An empty folder.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A provider that has a secret, and the secret's name.
pub(crate) fn secret_of() -> (&'static str, &'static str) {
    let registry = shipdesk_providers::registry();
    let mut found =
        registry.iter().filter_map(|known| Some((known.descriptor.id, known.descriptor.secrets().next()?)));
    found.next().unwrap()
}

/// Runs words that need no folder.
pub(crate) fn cli(words: &str) -> Done {
    Run::new(&words.split_whitespace().collect::<Vec<_>>()).done()
}

impl Run {
    /// These words.
    pub(crate) fn new(words: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shipdesk-cli"));
        command.env_clear().args(words);
        Self { command, input: String::new() }
    }

    /// In this folder.
    #[must_use]
    pub(crate) fn at(mut self, folder: &TempDir) -> Self {
        self.command.arg("--data-dir").arg(folder.path());
        self
    }

    /// With this in the environment.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// With this on standard input.
    #[must_use]
    pub(crate) fn reads(mut self, input: &str) -> Self {
        input.clone_into(&mut self.input);
        self
    }

    /// Runs it to its end.
    pub(crate) fn done(self) -> Done {
        let (child, input) = self.started();
        finished(child, &input)
    }

    /// Runs it to its end, with nobody to read what it prints.
    pub(crate) fn unread(self) -> Done {
        let (mut child, input) = self.started();
        drop(child.stdout.take());
        finished(child, &input)
    }

    /// Runs it until somebody ends it.
    pub(crate) fn running(self) -> Running {
        let (mut child, _) = self.started();
        let mut printed = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        printed.read_line(&mut line).unwrap();
        Running { child, line, printed }
    }

    fn started(mut self) -> (Child, String) {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        (self.command.spawn().unwrap(), self.input)
    }
}

fn finished(mut child: Child, input: &str) -> Done {
    // words that are refused are not waited for: whoever refuses does not read
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Done {
        exit: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Done {
    /// The one document that it printed.
    pub(crate) fn document(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The error that it told.
    pub(crate) fn error(&self) -> Value {
        let told: Value =
            serde_json::from_str(&self.stderr).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        told["error"].clone()
    }
}
