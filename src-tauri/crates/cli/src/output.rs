//! The one place that prints. With `--json` one document on standard output; without, text for people. Errors go to
//! standard error.

use crate::reader::Reader;
use serde::Serialize;
use shipdesk_app::documents::{Answer, ErrorDocument};
use shipdesk_app::words::{Language, Words};
use shipdesk_core::error::{ErrorCode, Problem};
use std::io::{self, ErrorKind, IsTerminal, Write};

/// A document that people can read.
pub(crate) trait Text {
    /// Its text, lines without an end of line after the last.
    fn text(&self, reader: &Reader) -> String;
}

/// Where everything is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
    words: Words,
}

#[derive(Serialize)]
struct Failure<'a> {
    error: &'a ErrorDocument,
}

impl Output {
    /// For documents, or for people who read `language`.
    pub(crate) fn new(json: bool, language: Language) -> Self {
        Self { json, words: Words::new(language) }
    }

    /// Whether documents are printed.
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// The reader's words.
    pub(crate) fn words(self) -> Words {
        self.words
    }

    /// Prints what a use case answers; gives its exit code.
    pub(crate) fn answer<T: Serialize + Text>(self, answer: &Answer<T>) -> u8 {
        self.document(&answer.document, answer.exit)
    }

    /// Prints a document; gives `exit`, unless it cannot be printed.
    pub(crate) fn document<T: Serialize + Text>(self, document: &T, exit: u8) -> u8 {
        let printed = if self.json {
            serde_json::to_string(document).map_err(io::Error::from).and_then(|text| print(&text))
        } else {
            print(&harmless(&document.text(&Reader::new(self.words))))
        };
        self.unless_lost(printed, exit)
    }

    /// Prints the completion script of a shell.
    pub(crate) fn completion(self, shell: clap_complete::Shell, command: &mut clap::Command) -> u8 {
        let mut script = Vec::new();
        clap_complete::generate(shell, command, "shipdesk-cli", &mut script);
        let printed = print(String::from_utf8_lossy(&script).trim_end());
        self.unless_lost(printed, 0)
    }

    /// Tells a problem where there is no other document to give; gives its exit code.
    pub(crate) fn problem(self, problem: &Problem) -> u8 {
        self.error(&self.words.error(problem))
    }

    /// The same, of an error that is in words already.
    pub(crate) fn error(self, error: &ErrorDocument) -> u8 {
        if self.json {
            if let Ok(text) = serde_json::to_string(&Failure { error }) {
                remark(&text);
            }
        } else {
            let told = harmless(&error.message);
            let next = harmless(&error.next_step);
            remark(format!("{} {told}\n{next}", self.mark()).trim_end());
        }
        error.code.exit()
    }

    /// The words of a command do not fit together, for a reason of the command line's own.
    pub(crate) fn misuse(self, key: &str, params: &[(&str, &str)]) -> Problem {
        Problem::new(ErrorCode::InputUsage).with("detail", self.words.text(key, params))
    }

    /// What an error begins with, red on a terminal.
    fn mark(self) -> String {
        let mark = self.words.text("error_mark", &[]);
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        if plain || !io::stderr().is_terminal() { mark } else { format!("\x1b[1;31m{mark}\x1b[0m") }
    }

    /// A reader who went away has seen enough; any other failure to print is told.
    fn unless_lost(self, printed: io::Result<()>, exit: u8) -> u8 {
        match printed {
            Err(error) if error.kind() == ErrorKind::StorageFull => {
                self.problem(&Problem::new(ErrorCode::DiskFull))
            }
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                self.problem(&Problem::new(ErrorCode::Internal).with("detail", error))
            }
            _ => exit,
        }
    }
}

/// Says something beside the document, on standard error.
pub(crate) fn remark(text: &str) {
    // where nobody can be told, there is nothing to do about it
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end());
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if !text.is_empty() {
        writeln!(out, "{text}")?;
    }
    out.flush()
}

/// Texts come from files and providers: nothing in them may steer the terminal.
fn harmless(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        assert_eq!(harmless("a\x1b[31mb\u{9b}2Jc\r\nd\u{7}"), "a[31mb2Jc\nd");
    }
}
