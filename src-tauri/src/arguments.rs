//! The words the program is started with.

use shipdesk_desk::default_folder;
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
Shipdesk, a shipping workstation.

Usage: shipdesk [--data-dir DIR]

  --data-dir DIR   the workstation's folder (also SHIPDESK_DATA_DIR); a window in a folder of its own may
                   run beside others
  --version        say the version
  --help           say this

The command line over the same folder is shipdesk-cli.
";

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// The folder of the real accounts.
    pub(crate) folder: PathBuf,
    /// A folder was named: this window is not the one that a second start brings to the front.
    pub(crate) beside_others: bool,
}

impl Arguments {
    /// Reads the words of this process; gives how to end where there is nothing to start.
    pub(crate) fn of_process() -> Result<Self, ExitCode> {
        let mut words = env::args_os().skip(1);
        let mut named = None;
        while let Some(word) = words.next() {
            match word.to_str() {
                Some("--help" | "-h") => return Err(say(HELP)),
                Some("--version" | "-V") => {
                    return Err(say(concat!("shipdesk ", env!("CARGO_PKG_VERSION"), "\n")));
                }
                Some("--data-dir") => match words.next() {
                    Some(folder) => named = Some(PathBuf::from(folder)),
                    None => return Err(misuse("--data-dir needs a folder")),
                },
                Some(text) if text.starts_with("--data-dir=") => {
                    named = text.strip_prefix("--data-dir=").map(PathBuf::from);
                }
                // a webview's driver starts programs with words of its own
                Some("--automation") => {}
                _ => return Err(misuse(&format!("unknown argument {}", word.display()))),
            }
        }
        let beside_others =
            named.is_some() || env::var_os("SHIPDESK_DATA_DIR").is_some_and(|v| !v.is_empty());
        let folder = named.or_else(default_folder).ok_or_else(|| {
            misuse("no home folder was found; name the workstation's folder with --data-dir DIR")
        })?;
        Ok(Self { folder, beside_others })
    }
}

#[expect(clippy::print_stdout, reason = "asked for on a terminal")]
fn say(text: &str) -> ExitCode {
    print!("{text}");
    ExitCode::SUCCESS
}

#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
fn misuse(text: &str) -> ExitCode {
    eprintln!("shipdesk: {text}\n\n{HELP}");
    ExitCode::from(2)
}

/// Says why there is no window.
#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
pub(crate) fn fail(text: &str) -> ExitCode {
    eprintln!("shipdesk: {text}");
    ExitCode::FAILURE
}
