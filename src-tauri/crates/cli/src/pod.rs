//! `pod …`: proofs of delivery that are kept here. All of it works offline.

use crate::output::{Output, Text};
use crate::reader::Reader;
use crate::table::{Column, Table};
use clap::Subcommand;
use shipdesk_app::Workstation;
use shipdesk_app::documents::{Items, PodExportDocument, PodRow};
use shipdesk_core::error::Problem;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum PodCommand {
    /// List the proofs of delivery of a parcel, or the newest of all
    #[command(after_help = "Example:\n  shipdesk-cli pod list --json")]
    List {
        /// A number of the parcel
        number: Option<String>,
    },
    /// Write a parcel's proofs of delivery into a folder
    #[command(after_help = "Example:\n  shipdesk-cli pod export ID15270000001060ZZ --out proofs")]
    Export {
        /// A number of the parcel
        number: String,
        /// The folder; it is made where there is none
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Print a proof of delivery, as large as the paper takes it
    #[command(after_help = "Example:\n  shipdesk-cli pod print 3f0a… --printer office")]
    Print {
        /// The hash of the proof, as `pod list` has it
        #[arg(value_name = "SHA256")]
        sha256: String,
        /// The printer [default: that of scan forms, else the system's own, unless it prints labels alone]
        #[arg(long, value_name = "P")]
        printer: Option<String>,
    },
}

/// Carries `pod` out.
pub(crate) async fn run(command: PodCommand, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    match command {
        PodCommand::List { number } => {
            let list = desk.pod_list(number.as_deref()).await?;
            Ok(out.document(&Items::all(list.document), list.exit))
        }
        PodCommand::Export { number, out: folder } => {
            Ok(out.answer(&desk.pod_export(&number, &folder).await?))
        }
        PodCommand::Print { sha256, printer } => {
            Ok(out.answer(&desk.pod_print(&sha256, printer.as_deref()).await?))
        }
    }
}

impl Text for Items<PodRow> {
    fn text(&self, reader: &Reader) -> String {
        if self.items.is_empty() {
            return reader.say("no_pods", &[]);
        }
        let mut table = Table::new([
            (reader.say("head_number", &[]), Column::Left),
            (reader.say("head_order", &[]), Column::Left),
            (reader.say("head_kind", &[]), Column::Left),
            (reader.say("head_bytes", &[]), Column::Right),
            (reader.say("head_fetched", &[]), Column::Left),
            (reader.say("head_hash", &[]), Column::Left),
        ]);
        for pod in &self.items {
            table.row([
                pod.number.clone(),
                pod.order_no.clone().unwrap_or_default(),
                pod.media_type.clone(),
                pod.bytes.to_string(),
                reader.time(&pod.fetched_at),
                pod.sha256.clone(),
            ]);
        }
        table.text()
    }
}

impl Text for PodExportDocument {
    fn text(&self, _: &Reader) -> String {
        self.files.join("\n")
    }
}
