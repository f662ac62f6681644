//! `backup`, `restore`, `verify`: the workstation's folder as a whole.

use crate::output::{Output, Text};
use crate::reader::Reader;
use crate::session::Session;
use crate::table::Table;
use serde::Serialize;
use serde_json::{Map, Value};
use shipdesk_app::documents::Answer;
use shipdesk_app::{VerifyDocument, Workstation};
use shipdesk_core::error::Problem;
use std::path::PathBuf;

/// Write the whole folder into one file
///
/// Orders, labels, history and settings; secrets stay in the key store. Work may go on meanwhile.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli backup shipdesk-2026-03-02.backup")]
pub(crate) struct BackupArgs {
    /// The file to write
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Put a backup back into an empty folder
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli --data-dir ./restored restore shipdesk-2026-03-02.backup")]
pub(crate) struct RestoreArgs {
    /// The file that `backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Check the database, the files and the journal
///
/// Every stored file against its hash, every journal row against the chain. Exit 0 when all is well.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli verify --json")]
pub(crate) struct VerifyArgs {}

/// Carries `backup` out.
pub(crate) async fn backup(args: BackupArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let Answer { document, exit } = desk.backup(&args.file).await?;
    Ok(out.document(&Backup { file: args.file.display().to_string(), report: facts(&document) }, exit))
}

/// Carries `restore` out.
pub(crate) async fn restore(args: RestoreArgs, session: &Session) -> Result<u8, Problem> {
    let root = session.root()?;
    let Answer { document, exit } = shipdesk_app::restore(&args.file, &root).await?;
    let desk = session.open().await?;
    let practice = desk.is_practice().await;
    desk.close().await;
    if practice? {
        shipdesk_desk::practice::claim(&root)?;
    }
    Ok(session
        .out
        .document(&Restored { data_dir: root.display().to_string(), report: facts(&document) }, exit))
}

/// Carries `verify` out.
pub(crate) async fn verify(desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.verify().await?))
}

/// A backup that was written.
#[derive(Serialize)]
struct Backup {
    file: String,
    #[serde(flatten)]
    report: Map<String, Value>,
}

/// A folder that was made from a backup.
#[derive(Serialize)]
struct Restored {
    data_dir: String,
    #[serde(flatten)]
    report: Map<String, Value>,
}

/// The store's own report: its type is not for front ends, its fields are.
fn facts(report: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(report) {
        Ok(Value::Object(facts)) => facts,
        _ => Map::new(),
    }
}

fn fact(report: &Map<String, Value>, name: &str) -> String {
    match report.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    }
}

/// A remark about files that could not be put into the backup.
fn lost(report: &Map<String, Value>, reader: &Reader) -> Option<String> {
    let count = report.get("left_out")?.as_array()?.len();
    (count > 0).then(|| reader.say("lost_files", &[("count", &count.to_string())]))
}

impl Text for Backup {
    fn text(&self, reader: &Reader) -> String {
        let [orders, files, bytes] = ["orders", "files", "bytes"].map(|name| fact(&self.report, name));
        let params = [("file", &*self.file), ("orders", &orders), ("files", &files), ("bytes", &bytes)];
        let told = [Some(reader.say("backed_up", &params)), lost(&self.report, reader)];
        told.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }
}

impl Text for Restored {
    fn text(&self, reader: &Reader) -> String {
        let [orders, files, made_at] = ["orders", "files", "made_at"].map(|name| fact(&self.report, name));
        let made_at = reader.time(&made_at);
        let params = [("orders", &*orders), ("files", &files), ("made_at", &made_at)];
        let told = [Some(reader.say("restored", &params)), lost(&self.report, reader)];
        told.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }
}

impl Text for VerifyDocument {
    fn text(&self, reader: &Reader) -> String {
        let report = facts(self);
        if self.ok {
            let names = ["journal_rows", "files", "documents", "attempts", "events"];
            let counts = names.map(|name| fact(&report, name));
            let params: Vec<(&str, &str)> =
                names.into_iter().zip(counts.iter().map(String::as_str)).collect();
            return reader.say("verified", &params);
        }
        let mut findings = Table::card();
        for finding in report.get("findings").and_then(Value::as_array).into_iter().flatten() {
            let part = |name: &str| finding.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            findings.row([part("what"), part("detail")]);
        }
        format!("{}\n{}", reader.say("not_verified", &[]), findings.text())
    }
}
