//! `find`: anything by what is typed or scanned.

use crate::order::order_table;
use crate::output::{Output, Text};
use crate::reader::Reader;
use crate::sources::foreign_table;
use crate::table::{Column, Table};
use serde::Serialize;
use shipdesk_app::Workstation;
use shipdesk_app::documents::{Answer, Found, Items, ParcelRow};
use shipdesk_core::error::Problem;

/// Find orders and parcels by anything in them
///
/// Order number, tracking number, name, the end of a phone number, SKU or note: the same search as the window's.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli find 7731")]
pub(crate) struct FindArgs {
    /// What to look for
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
}

/// Carries `find` out.
pub(crate) async fn run(args: FindArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let text = args.text.join(" ");
    let Answer { document: found, exit } = desk.find(&text).await?;
    Ok(out.document(&Hits { found, text }, exit))
}

/// What was found, and what for.
#[derive(Serialize)]
struct Hits {
    #[serde(flatten)]
    found: Items<Found>,
    #[serde(skip)]
    text: String,
}

impl Text for Hits {
    fn text(&self, reader: &Reader) -> String {
        let (mut orders, mut parcels, mut foreign) = (Vec::new(), Vec::new(), Vec::new());
        for hit in &self.found.items {
            match hit {
                Found::Order(order) => orders.push(&**order),
                Found::Parcel(parcel) => parcels.push(&**parcel),
                Found::ForeignOrder(order) => foreign.push(&**order),
            }
        }
        let mut parts = Vec::new();
        if !orders.is_empty() {
            parts.push(order_table(orders.into_iter(), reader));
        }
        if !parcels.is_empty() {
            parts.push(parcel_table(parcels.into_iter(), reader));
        }
        if !foreign.is_empty() {
            parts.push(foreign_table(foreign.into_iter(), reader));
        }
        if parts.is_empty() {
            return reader.say("no_matches", &[("text", &self.text)]);
        }
        parts.join("\n\n")
    }
}

/// Parcels, a line each.
pub(crate) fn parcel_table<'a>(parcels: impl Iterator<Item = &'a ParcelRow>, reader: &Reader) -> String {
    let mut table = Table::new([
        (reader.say("head_number", &[]), Column::Left),
        (reader.say("head_status", &[]), Column::Left),
        (reader.say("head_country", &[]), Column::Left),
        (reader.say("head_carrier", &[]), Column::Left),
        (reader.say("head_order", &[]), Column::Left),
    ]);
    for parcel in parcels {
        table.row([
            parcel.number.clone(),
            reader.words.status(parcel.status).to_owned(),
            parcel.country.clone(),
            parcel.carrier.clone().unwrap_or_default(),
            parcel.order_no.clone().unwrap_or_default(),
        ]);
    }
    table.text()
}
