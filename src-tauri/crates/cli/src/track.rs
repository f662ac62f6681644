//! `track …`: timelines of parcels.

use crate::find::parcel_table;
use crate::output::{Output, Text};
use crate::reader::{Reader, paragraph};
use crate::table::{Column, Table};
use crate::{follow, sources};
use clap::Subcommand;
use shipdesk_app::documents::{DisputePackDocument, Items, ParcelExportDocument, ParcelPage, TrackDocument};
use shipdesk_app::{TrackAnswer, TrackRequest, Workstation};
use shipdesk_core::error::Problem;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum TrackCommand {
    Show(ShowArgs),
    List(ListArgs),
    Pack(PackArgs),
    Add(follow::AddArgs),
    Edit(follow::EditArgs),
    Carrier(follow::CarrierArgs),
    Live(follow::LiveArgs),
    /// Say that no more updates of parcels are wanted; their history stays
    #[command(after_help = "Example:\n  shipdesk-cli track stop LK894734223CN")]
    Stop(follow::NumbersArgs),
    /// Take parcels off the provider's list; their history stays
    #[command(after_help = "Example:\n  shipdesk-cli track remove LK894734223CN")]
    Remove(follow::NumbersArgs),
    /// How many registered parcels stand where, by the provider's own words
    #[command(after_help = "Example:\n  shipdesk-cli track counts --account more")]
    Counts(sources::AccountArgs),
    /// Bring a provider's whole list here, page by page; afterwards what changed
    #[command(after_help = "Example:\n  shipdesk-cli track pull --account more")]
    Pull(sources::AccountArgs),
    Detect(sources::DetectArgs),
    /// List the carriers that an account knows
    #[command(after_help = "Example:\n  shipdesk-cli track carriers --account more")]
    Carriers(sources::AccountArgs),
    Purchase(sources::PurchaseArgs),
    /// List the purchases that were asked about
    #[command(after_help = "Example:\n  shipdesk-cli track purchases")]
    Purchases,
    Received(sources::ReceivedArgs),
    Awb(sources::AwbArgs),
    /// Ask the providers about parcels again, in their batches
    ///
    /// Without numbers, about every parcel that is due.
    #[command(after_help = "Example:\n  shipdesk-cli track refresh")]
    Refresh {
        /// Tracking numbers
        #[arg(value_name = "NUMBER")]
        numbers: Vec<String>,
    },
}

/// Show a parcel's timeline, newest event first
///
/// Works offline, from what is known here; --refresh asks every account that may know the number first. Phone numbers
/// and couriers' names in texts are masked.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli track show 9400111899223344556677 --refresh")]
pub(crate) struct ShowArgs {
    /// A tracking number, or another number of the parcel
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Ask the providers first
    #[arg(long)]
    refresh: bool,
    /// Only the parcel of this account
    #[arg(long, value_name = "N")]
    account: Option<String>,
    /// Texts as the provider wrote them, nothing masked
    #[arg(long)]
    raw: bool,
}

/// Put all that is known of a parcel into one PDF, for a dispute
///
/// Numbers, order, weights, charges, the timeline of all sources, and each proof of delivery with its hash. Works
/// offline, from what is kept here.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli track pack 9400111899223344556677 --out dispute.pdf")]
pub(crate) struct PackArgs {
    /// A tracking number, or another number of the parcel
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Only the parcel of this account
    #[arg(long, value_name = "N")]
    account: Option<String>,
    /// The file
    #[arg(long, value_name = "FILE.pdf")]
    out: PathBuf,
}

/// List parcels, or write them into a file
///
/// Those of which something was heard last come first. --out writes every one of them, into a table for spreadsheets.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  shipdesk-cli track list --needs-person\n  shipdesk-cli track list --query \"9400111 LK894734223CN\" --out parcels.xlsx"
)]
pub(crate) struct ListArgs {
    /// Only those with such a number or recipient, or with one of several numbers
    #[arg(long, value_name = "TEXT")]
    query: Option<String>,
    /// Only those that need a person
    #[arg(long)]
    needs_person: bool,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// Go on where the last list ended
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,
    /// Write them into this file; its name ends in .csv or .xlsx
    #[arg(long, value_name = "FILE", conflicts_with_all = ["limit", "after"])]
    out: Option<PathBuf>,
}

/// Carries a track command out.
pub(crate) async fn run(command: TrackCommand, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(match command {
        TrackCommand::Show(ShowArgs { number, refresh, account, raw }) => {
            out.answer(&desk.track_show(&number, TrackRequest { refresh, account, raw }).await?)
        }
        TrackCommand::List(args) => list(args, desk, out).await?,
        TrackCommand::Pack(PackArgs { number, account, out: file }) => {
            out.answer(&desk.dispute_pack(&number, account.as_deref(), None, &file).await?)
        }
        TrackCommand::Refresh { numbers } => out.answer(&desk.track_refresh(&numbers).await?),
        TrackCommand::Add(args) => follow::add(args, desk, out).await?,
        TrackCommand::Edit(args) => follow::edit(args, desk, out).await?,
        TrackCommand::Carrier(args) => follow::carrier(args, desk, out).await?,
        TrackCommand::Live(args) => follow::live(args, desk, out).await?,
        TrackCommand::Stop(args) => follow::stop(args, desk, out).await?,
        TrackCommand::Remove(args) => follow::remove(args, desk, out).await?,
        TrackCommand::Counts(args) => sources::counts(args, desk, out).await?,
        TrackCommand::Pull(args) => sources::pull(args, desk, out).await?,
        TrackCommand::Detect(args) => sources::detect(args, desk, out).await?,
        TrackCommand::Carriers(args) => sources::carriers(args, desk, out).await?,
        TrackCommand::Purchase(args) => sources::purchase(args, desk, out).await?,
        TrackCommand::Purchases => sources::purchases(desk, out).await?,
        TrackCommand::Received(args) => sources::received(args, desk, out).await?,
        TrackCommand::Awb(args) => sources::awb(args, desk, out).await?,
    })
}

async fn list(args: ListArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let ListArgs { query, needs_person, limit, after, out: file } = args;
    let query = query.as_deref();
    Ok(match file {
        Some(file) => out.answer(&desk.parcel_export(&file, query, needs_person, &[]).await?),
        None => out.answer(&desk.parcel_list(query, needs_person, after.as_deref(), limit).await?),
    })
}

impl Text for ParcelPage {
    fn text(&self, reader: &Reader) -> String {
        if self.items.is_empty() {
            return reader.say("no_parcels", &[]);
        }
        let next = self.next.as_ref().map(|next| reader.say("next_page", &[("cursor", next)]));
        [parcel_table(self.items.iter(), reader)].into_iter().chain(next).collect::<Vec<_>>().join("\n")
    }
}

impl Text for ParcelExportDocument {
    fn text(&self, reader: &Reader) -> String {
        reader.say("exported_parcels", &[("count", &self.parcels.to_string()), ("file", &self.file)])
    }
}

impl Text for DisputePackDocument {
    fn text(&self, reader: &Reader) -> String {
        let (pages, pods) = (self.pages.to_string(), self.pods.len().to_string());
        let mut lines =
            vec![reader.say("packed", &[("file", &self.file), ("pages", &pages), ("pods", &pods)])];
        for proof in &self.left_out {
            let why = paragraph(&proof.error);
            lines.push(reader.say("packed_without", &[("hash", &proof.sha256), ("why", &why)]));
        }
        lines.join("\n")
    }
}

impl Text for TrackAnswer {
    fn text(&self, reader: &Reader) -> String {
        match self {
            Self::One(parcel) => parcel.text(reader),
            Self::Several { results } => {
                results.iter().map(|parcel| parcel.text(reader)).collect::<Vec<_>>().join("\n\n")
            }
        }
    }
}

impl Text for Items<TrackDocument> {
    fn text(&self, reader: &Reader) -> String {
        if self.items.is_empty() {
            return reader.say("no_parcels", &[]);
        }
        let mut table = Table::new([
            (reader.say("head_number", &[]), Column::Left),
            (reader.say("head_status", &[]), Column::Left),
            (reader.say("head_order", &[]), Column::Left),
            (reader.say("head_newest", &[]), Column::Left),
            (reader.say("head_text", &[]), Column::Left),
            (reader.say("head_error", &[]), Column::Left),
        ]);
        for parcel in &self.items {
            let newest = parcel.events.first();
            let errors: Vec<String> = parcel
                .sources
                .iter()
                .filter_map(|source| source.error.as_ref())
                .map(|error| error.code.to_string())
                .collect();
            table.row([
                parcel.number.clone(),
                reader.words.status(parcel.status).to_owned(),
                parcel.order_no.clone().unwrap_or_default(),
                newest.map(|event| event.at_text.clone()).unwrap_or_default(),
                newest.map(|event| event.text.clone()).unwrap_or_default(),
                errors.join(", "),
            ]);
        }
        table.text()
    }
}

impl Text for TrackDocument {
    fn text(&self, reader: &Reader) -> String {
        let route = [self.origin.as_deref(), self.destination.as_deref()];
        let route: Vec<&str> = route.into_iter().flatten().collect();
        let head = [
            Some(reader.words.status(self.status).to_owned()),
            self.carrier.clone(),
            Some(route.join(" → ")),
        ];
        let head: Vec<String> = head.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let mut card = Table::card();
        card.fact(reader.say("fact_order", &[]), self.order_no.clone().unwrap_or_default());
        card.fact(
            reader.say("fact_asked", &[]),
            self.fetched_at.as_deref().map(|at| reader.time(at)).unwrap_or_default(),
        );
        for source in &self.sources {
            if let Some(said) = &source.said {
                card.fact(source.account.clone(), reader.say("source_said", &[("words", said)]));
            }
            if let Some(error) = &source.error {
                card.fact(source.account.clone(), paragraph(error));
            }
        }
        for registration in &self.registrations {
            let stopped = registration.stopped_at.is_some().then(|| reader.say("updates_stopped", &[]));
            let value = [Some(registration.carrier.clone()), stopped].into_iter().flatten();
            card.fact(
                reader.say("fact_registered", &[("account", &registration.account)]),
                value.collect::<Vec<_>>().join(" · "),
            );
        }
        if let Some(error) = &self.pod_error {
            card.fact(reader.say("fact_pods", &[]), paragraph(error));
        }
        if !self.pods.is_empty() {
            card.fact(reader.say("fact_pods", &[]), self.pods.len().to_string());
        }
        let goods = goods(self, reader);
        let parts =
            [format!("{}  {}", self.number, head.join(" · ")), card.text(), goods, events(self, reader)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// The check-list of what is in a parcel of a purchase.
fn goods(parcel: &TrackDocument, reader: &Reader) -> String {
    let columns = [Column::Right, Column::Left, Column::Name, Column::Left, Column::Left];
    let mut table = Table::new(columns.map(|column| (String::new(), column))).indented();
    for goods in &parcel.goods {
        let received =
            goods.received_at.as_deref().map(|at| reader.say("received_at", &[("at", &reader.time(at))]));
        table.row([
            goods.place.to_string(),
            format!("× {}", goods.quantity),
            goods.title.clone(),
            goods.property.clone().unwrap_or_default(),
            received.unwrap_or_default(),
        ]);
    }
    table.text()
}

fn events(parcel: &TrackDocument, reader: &Reader) -> String {
    let mut table = Table::new([
        (String::new(), Column::Left),
        (String::new(), Column::Left),
        (String::new(), Column::Name),
        (String::new(), Column::Left),
        (String::new(), Column::Name),
    ])
    .indented();
    for event in &parcel.events {
        // a wall clock's time without its zone is no instant
        let local = event.at.is_none().then(|| format!(" {}", reader.say("local_time", &[])));
        table.row([
            event.at_text.clone() + &local.unwrap_or_default(),
            reader.words.status(event.status).to_owned(),
            event.location.clone().unwrap_or_default(),
            event.text.clone(),
            std::iter::once(&event.source).chain(&event.also).cloned().collect::<Vec<_>>().join(", "),
        ]);
    }
    table.text()
}
