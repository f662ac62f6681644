//! `scanform`: one sheet that hands a day's parcels to the carrier.

use crate::output::{Output, Text};
use crate::reader::{Reader, paragraph};
use crate::table::Table;
use shipdesk_app::{ScanFormDocument, ScanFormRequest, Workstation};
use shipdesk_core::error::Problem;
use std::path::PathBuf;

/// Make a scan form: hand a day's parcels to the carrier on one sheet
///
/// Takes every box's number of the orders named, or of the labels of a day (today unless --date says otherwise), and
/// lists what was left out and why.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  shipdesk-cli scanform --account north --channel 3344 --address-id 12 --out today.pdf"
)]
pub(crate) struct ScanFormArgs {
    /// The account
    #[arg(long, value_name = "N")]
    account: String,
    /// The channel
    #[arg(long, value_name = "ID")]
    channel: String,
    /// The provider's id of the address that the parcels leave from
    #[arg(long, value_name = "A")]
    address_id: String,
    /// The day whose labels go, as 2026-03-02
    #[arg(long, value_name = "D", conflicts_with = "order_nos")]
    date: Option<String>,
    /// Order numbers
    #[arg(value_name = "NO")]
    order_nos: Vec<String>,
    /// Also take parcels of a form whose answer was lost: first look for it at the provider
    #[arg(long)]
    again: bool,
    /// Write the form to this file too
    #[arg(long, value_name = "FILE.pdf")]
    out: Option<PathBuf>,
}

/// Carries `scanform` out.
pub(crate) async fn run(args: ScanFormArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let ScanFormArgs { account, channel, address_id, date, order_nos, again, out: file } = args;
    let request = ScanFormRequest { account, channel, address_id, date, order_nos, again, out: file };
    Ok(out.answer(&desk.scan_form(request).await?))
}

impl Text for ScanFormDocument {
    fn text(&self, reader: &Reader) -> String {
        let count = self.members.len().to_string();
        let mut lines = vec![match &self.error {
            Some(error) => paragraph(error),
            None => reader.say("scan_form_made", &[("count", &count)]),
        }];
        if let Some(file) = &self.file {
            lines.push(reader.say("written", &[("file", file)]));
        }
        let mut left = Table::card();
        for member in &self.left_out {
            let parts =
                [Some(member.order_no.as_str()), member.box_no.as_deref(), member.tracking_no.as_deref()];
            left.row([parts.into_iter().flatten().collect::<Vec<_>>().join(" · "), member.message.clone()]);
        }
        if !left.is_empty() {
            lines.extend([reader.say("left_out", &[]), left.text()]);
        }
        lines.join("\n")
    }
}
