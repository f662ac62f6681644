//! The words of the command line: global options and commands.

use crate::{
    account, buy, channel, find, folder, label, order, pod, practice, print, quote, scanform, setting,
    sources, track,
};
use clap::{Parser, Subcommand};
use shipdesk_app::words::Language;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
First steps:
  shipdesk-cli --data-dir ./practice demo            a folder with practice accounts and orders
  shipdesk-cli --data-dir ./practice quote A1001     what every channel would take for an order
  shipdesk-cli --data-dir ./practice buy A1001 --cheapest

Exit codes:
  0  done
  2  wrong use or bad input, nothing sent
  3  the provider refused
  4  not reachable, or try later
  5  the outcome is not known: settle it with `reconcile`, never by sending again
  6  partly done: the document says which
  1  anything else

Environment:
  SHIPDESK_DATA_DIR  the workstation's folder, as --data-dir
  SHIPDESK_SECRETS   a file (mode 0600) of account.field=value lines, in the place of the key store
  NO_COLOR           no colours";

/// Compare, buy, print and follow parcels from a shell: the same workstation as the window's
///
/// Every command works on one folder, the window's own unless --data-dir says otherwise; both may use it at the same
/// time. With --json a command prints exactly one JSON document.
#[derive(Debug, Parser)]
#[command(name = "shipdesk-cli", version, max_term_width = 100, after_long_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that stand before or after the command.
#[derive(Debug, clap::Args)]
pub(crate) struct Global {
    /// The workstation's folder [default: the window's, or `SHIPDESK_DATA_DIR`]
    #[arg(long, global = true, value_name = "DIR", help_heading = "Global options")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Print one JSON document and nothing else
    #[arg(long, global = true, help_heading = "Global options")]
    pub(crate) json: bool,
    /// The language of what is said: en, zh-CN or zh-TW [default: the locale's]
    #[arg(long, global = true, value_name = "TAG", value_parser = language, help_heading = "Global options")]
    pub(crate) lang: Option<Language>,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    Desk(DeskCommand),
    Restore(folder::RestoreArgs),
    Simulate(practice::SimulateArgs),
    Demo(practice::DemoArgs),
    /// Print the completion script of a shell
    ///
    /// Bash, for one user: shipdesk-cli completion bash > ~/.local/share/bash-completion/completions/shipdesk-cli
    #[command(after_help = "Example:\n  shipdesk-cli completion zsh > ~/.zfunc/_shipdesk-cli")]
    Completion {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What needs an open workstation.
#[derive(Debug, Subcommand)]
pub(crate) enum DeskCommand {
    /// Accounts: our credentials at the providers
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// Channels: the shipping services of the accounts
    #[command(subcommand)]
    Channel(channel::ChannelCommand),
    /// Orders: what customers want sent
    #[command(subcommand)]
    Order(order::OrderCommand),
    Quote(quote::QuoteArgs),
    Buy(buy::BuyArgs),
    Reconcile(buy::ReconcileArgs),
    /// Labels: fetch, put into one file
    #[command(subcommand)]
    Label(label::LabelCommand),
    Print(print::PrintArgs),
    /// Printers: what they can do and what keeps them
    #[command(subcommand)]
    Printer(print::PrinterCommand),
    Cancel(buy::CancelArgs),
    Refund(buy::RefundArgs),
    Scanform(scanform::ScanFormArgs),
    /// Timelines of parcels
    #[command(subcommand)]
    Track(track::TrackCommand),
    /// Questions before anything is bought: remote areas, transit times
    #[command(subcommand)]
    Check(sources::CheckCommand),
    /// Orders that were made at a provider, read-only
    #[command(subcommand)]
    Isp(sources::IspCommand),
    /// Proofs of delivery
    #[command(subcommand)]
    Pod(pod::PodCommand),
    Find(find::FindArgs),
    Backup(folder::BackupArgs),
    Verify(folder::VerifyArgs),
    /// Settings of the station
    #[command(subcommand)]
    Setting(setting::SettingCommand),
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "lang_known".to_owned())
}

/// The language that the words name, although they do not fit.
pub(crate) fn language_of(words: &[String]) -> Language {
    let after =
        words.iter().position(|word| word == "--lang").and_then(|at| words.get(at + 1)).map(String::as_str);
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    joined.or(after).and_then(Language::from_tag).unwrap_or_else(language_of_locale)
}

/// The language of the locale.
pub(crate) fn language_of_locale() -> Language {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    // the first that is set decides, as everywhere else
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(set)
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or_default()
}

#[cfg(test)]
#[path = "args_tests.rs"]
mod tests;
