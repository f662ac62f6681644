//! `label …`: fetched from the provider, put into one file.

use crate::output::{Output, Text};
use crate::reader::{Reader, paragraph};
use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use shipdesk_app::{LabelExportDocument, Workstation};
use shipdesk_core::error::Problem;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum LabelCommand {
    /// Ask the providers for the labels of orders, also of those whose labels are here
    #[command(after_help = "Example:\n  shipdesk-cli label fetch A1001 A1002")]
    Fetch {
        /// Order numbers
        #[arg(required = true, value_name = "NO")]
        order_nos: Vec<String>,
    },
    Export(ExportArgs),
    /// Fetch the transfer label of an order
    #[command(after_help = "Example:\n  shipdesk-cli label transfer A1001")]
    Transfer {
        /// The order number
        #[arg(value_name = "NO")]
        order_no: String,
    },
}

/// Write the labels of orders into one PDF, in the order given
///
/// Works offline. Orders without a label are left out and listed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli label export A1001 A1002 --out labels.pdf --layout a4-4up")]
pub(crate) struct ExportArgs {
    /// Order numbers
    #[arg(required = true, value_name = "NO")]
    order_nos: Vec<String>,
    /// The file to write
    #[arg(long, value_name = "FILE.pdf")]
    out: PathBuf,
    /// How labels stand on pages: as they came, one a page, or four on an A4 page
    #[arg(long, value_name = "LAYOUT", default_value = "as-is",
          value_parser = PossibleValuesParser::new(["as-is", "100x150", "4x6", "a4", "a4-4up"]))]
    layout: String,
}

/// Carries a label command out.
pub(crate) async fn run(command: LabelCommand, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(match command {
        LabelCommand::Fetch { order_nos } => out.answer(&desk.label_fetch(&order_nos).await?),
        LabelCommand::Export(args) => {
            out.answer(&desk.label_export(&args.order_nos, &args.out, &args.layout).await?)
        }
        LabelCommand::Transfer { order_no } => out.answer(&desk.label_transfer(&[order_no]).await?),
    })
}

impl Text for LabelExportDocument {
    fn text(&self, reader: &Reader) -> String {
        let count = self.labels.len().to_string();
        let mut lines = vec![reader.say("exported_labels", &[("count", &count), ("file", &self.file)])];
        for left in &self.left_out {
            lines.push(format!("{}: {}", left.order_no, paragraph(&left.error)));
        }
        lines.join("\n")
    }
}
