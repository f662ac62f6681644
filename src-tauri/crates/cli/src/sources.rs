//! What the sources know beside single parcels: `track counts|pull|detect|carriers|purchase|received|awb`, `check …`,
//! `isp …`.

use crate::output::{Output, Text};
use crate::reader::{Reader, paragraph};
use crate::table::{Column, Table};
use clap::Subcommand;
use shipdesk_app::Workstation;
use shipdesk_app::documents::{
    AirWaybillsDocument, CarrierDocument, CountsDocument, DetectDocument, ForeignMeasure,
    ForeignOrderDocument, ForeignOrderRow, InboundDocument, InboundRow, Items, PullDocument, RemoteDocument,
    TransitDocument,
};
use shipdesk_core::error::{ErrorCode, Problem};

/// An account by its name.
#[derive(Debug, clap::Args)]
pub(crate) struct AccountArgs {
    /// The account
    #[arg(long, value_name = "N")]
    account: String,
}

/// Whose number it may be: by its check digit, then by an account that knows carriers
///
/// All that fit are told, never one guessed. Where a check digit says it, nobody is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli track detect RR473124829CN")]
pub(crate) struct DetectArgs {
    /// The number
    number: String,
    /// By its shape and check digit alone
    #[arg(long)]
    offline: bool,
}

/// Where a purchase is, with the goods of each of its parcels
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli track purchase 8812004510 --account shop")]
pub(crate) struct PurchaseArgs {
    /// The sub-order id of the purchase
    #[arg(value_name = "SUB_ORDER_ID")]
    purchase: String,
    /// The account
    #[arg(long, value_name = "N")]
    account: String,
    /// What is kept here, without asking
    #[arg(long)]
    offline: bool,
}

/// Tick goods of a purchase as received
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  shipdesk-cli track received 8812004510 --account shop --parcel SF1234567890 --item 1"
)]
pub(crate) struct ReceivedArgs {
    /// The sub-order id of the purchase
    #[arg(value_name = "SUB_ORDER_ID")]
    purchase: String,
    /// The account
    #[arg(long, value_name = "N")]
    account: String,
    /// The parcel, where it comes in several
    #[arg(long, value_name = "NUMBER")]
    parcel: Option<String>,
    /// The line of its goods, from 1
    #[arg(long, value_name = "N", required = true, value_parser = clap::value_parser!(u32).range(1..))]
    item: Vec<u32>,
    /// Take the ticks back
    #[arg(long)]
    undo: bool,
}

/// Read air waybills; each takes twenty units of the quota
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli track awb 016-12345675 --account more")]
pub(crate) struct AwbArgs {
    /// Air waybills, `ddd-dddddddd`
    #[arg(required = true, value_name = "NUMBER")]
    numbers: Vec<String>,
    /// The account
    #[arg(long, value_name = "N")]
    account: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CheckCommand {
    /// Whether a place is a remote area, and for which carriers
    #[command(
        after_help = "Example:\n  shipdesk-cli check remote --account more --country CN --postcode 400422"
    )]
    Remote {
        /// The account
        #[arg(long, value_name = "N")]
        account: String,
        /// The country, two letters
        #[arg(long, value_name = "C")]
        country: String,
        /// The postcode
        #[arg(long, value_name = "P")]
        postcode: String,
    },
    /// How long a carrier takes from one country to another
    #[command(
        after_help = "Example:\n  shipdesk-cli check transit-time --account more --carrier dhl --from CN --to US"
    )]
    TransitTime {
        /// The account
        #[arg(long, value_name = "N")]
        account: String,
        /// The provider's code of the carrier
        #[arg(long, value_name = "C")]
        carrier: String,
        /// The country it comes from
        #[arg(long, value_name = "A")]
        from: String,
        /// The country it goes to
        #[arg(long, value_name = "B")]
        to: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum IspCommand {
    /// Show an order that was made at the provider; it is kept here, read-only
    #[command(
        after_help = "Example:\n  shipdesk-cli isp show --order ID15270000001060ZZ --account warehouse"
    )]
    Show {
        /// The provider's order number
        #[arg(long, value_name = "NO", required_unless_present = "reference", conflicts_with = "reference")]
        order: Option<String>,
        /// The seller's reference
        #[arg(long = "ref", value_name = "NO")]
        reference: Option<String>,
        /// The account
        #[arg(long, value_name = "N")]
        account: String,
        /// What is kept here, without asking
        #[arg(long)]
        offline: bool,
    },
    /// List those that are kept here
    #[command(after_help = "Example:\n  shipdesk-cli isp list --json")]
    List,
}

/// Carries `track counts` out.
pub(crate) async fn counts(args: AccountArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.track_counts(&args.account).await?))
}

/// Carries `track pull` out.
pub(crate) async fn pull(args: AccountArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.track_pull(&args.account).await?))
}

/// Carries `track carriers` out.
pub(crate) async fn carriers(args: AccountArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let carriers = desk.carrier_list(&args.account).await?;
    Ok(out.document(&Items::all(carriers.document), carriers.exit))
}

/// Carries `track detect` out.
pub(crate) async fn detect(args: DetectArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let known = desk.track_detect(&args.number, false).await?;
    let sure = |candidate: &shipdesk_core::recognise::Candidate| {
        candidate.sure == shipdesk_core::recognise::Sureness::Checksum
    };
    if args.offline || known.document.candidates.iter().any(sure) {
        return Ok(out.answer(&known));
    }
    Ok(out.answer(&desk.track_detect(&args.number, true).await?))
}

/// Carries `track purchase` out.
pub(crate) async fn purchase(args: PurchaseArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.purchase_show(&args.account, &args.purchase, !args.offline).await?))
}

/// Carries `track purchases` out.
pub(crate) async fn purchases(desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let list = desk.purchase_list().await?;
    Ok(out.document(&Items::all(list.document), list.exit))
}

/// Carries `track received` out.
pub(crate) async fn received(args: ReceivedArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let shown = desk.purchase_show(&args.account, &args.purchase, false).await?.document;
    let is_it =
        |number: &String| args.parcel.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(number));
    let mut parcels = shown.parcels.iter().filter(|parcel| parcel.numbers.iter().any(is_it));
    let (Some(parcel), None) = (parcels.next(), parcels.next()) else {
        return Err(
            Problem::new(ErrorCode::TrackingNotFound).with("number", args.parcel.unwrap_or(args.purchase))
        );
    };
    for item in args.item {
        desk.goods_receive(&parcel.id, item - 1, !args.undo).await?;
    }
    Ok(out.answer(&desk.purchase_show(&args.account, &args.purchase, false).await?))
}

/// Carries `track awb` out.
pub(crate) async fn awb(args: AwbArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.track_awb(&args.account, &args.numbers).await?))
}

/// Carries `check` out.
pub(crate) async fn check(command: CheckCommand, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(match command {
        CheckCommand::Remote { account, country, postcode } => {
            out.answer(&desk.check_remote(&account, &country, &postcode).await?)
        }
        CheckCommand::TransitTime { account, carrier, from, to } => {
            out.answer(&desk.check_transit_time(&account, &carrier, &from, &to).await?)
        }
    })
}

/// Carries `isp` out.
pub(crate) async fn isp(command: IspCommand, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    match command {
        IspCommand::Show { order, reference, account, offline } => {
            let found = desk.isp_show(&account, order.as_deref(), reference.as_deref(), !offline).await?;
            Ok(out.answer(&found))
        }
        IspCommand::List => {
            let list = desk.isp_list().await?;
            Ok(out.document(&Items::all(list.document), list.exit))
        }
    }
}

impl Text for CountsDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut table = Table::new([
            (reader.say("head_status", &[]), Column::Left),
            (reader.say("head_count", &[]), Column::Right),
        ]);
        for count in &self.counts {
            table.row([count.status.clone(), count.count.to_string()]);
        }
        let here = reader.say("counted_here", &[("count", &self.here.to_string())]);
        format!("{}\n{here}", table.text())
    }
}

impl Text for PullDocument {
    fn text(&self, reader: &Reader) -> String {
        let (pulled, new) = (self.pulled.to_string(), self.new.to_string());
        reader.say("pulled", &[("pulled", &pulled), ("new", &new), ("pages", &self.pages.to_string())])
    }
}

impl Text for DetectDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut table = Table::new([
            (reader.say("head_carrier", &[]), Column::Left),
            (reader.say("head_name", &[]), Column::Name),
            (reader.say("head_by", &[]), Column::Left),
        ]);
        for candidate in &self.candidates {
            let by = match candidate.sure {
                shipdesk_core::recognise::Sureness::Checksum => "by_check_digit",
                shipdesk_core::recognise::Sureness::Shape => "by_shape",
            };
            let name = [Some(candidate.name), candidate.country].into_iter().flatten().collect::<Vec<_>>();
            table.row([candidate.carrier.to_owned(), name.join(" · "), reader.words.text(by, &[])]);
        }
        for carrier in &self.carriers {
            table.row([carrier.code.clone(), carrier.name.clone(), carrier.account.clone()]);
        }
        let error = self.error.as_ref().map(paragraph);
        if table.is_empty() && error.is_none() {
            return reader.say("nobody_known", &[("number", &self.number)]);
        }
        let parts = [table.text(), error.unwrap_or_default()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

impl Text for Items<CarrierDocument> {
    fn text(&self, reader: &Reader) -> String {
        let mut table = Table::new([
            (reader.say("head_carrier", &[]), Column::Left),
            (reader.say("head_name", &[]), Column::Name),
            (reader.say("head_homepage", &[]), Column::Left),
        ]);
        for carrier in &self.items {
            let homepage = carrier.homepage.clone().unwrap_or_default();
            table.row([carrier.code.clone(), carrier.name.clone(), homepage]);
        }
        table.text()
    }
}

impl Text for RemoteDocument {
    fn text(&self, reader: &Reader) -> String {
        let place = [("country", self.country.as_str()), ("postcode", self.postcode.as_str())];
        if self.carriers.is_empty() {
            return reader.say("not_remote", &place);
        }
        let carriers = self.carriers.join(", ");
        reader.say("remote_for", &[place[0], place[1], ("carriers", &carriers)])
    }
}

impl Text for TransitDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut card = Table::card();
        for days in &self.days {
            card.fact(days.name.clone(), days.value.clone());
        }
        let head = format!("{}  {} → {}", self.carrier, self.from, self.to);
        let body = if self.days.is_empty() { reader.say("no_transit_time", &[]) } else { card.text() };
        format!("{head}\n{body}")
    }
}

impl Text for AirWaybillsDocument {
    fn text(&self, reader: &Reader) -> String {
        let one = |item: &shipdesk_app::documents::AirWaybillDocument| match (&item.track, &item.error) {
            (Some(track), _) => track.text(reader),
            (None, Some(error)) => format!("{}  {}", item.number, paragraph(error)),
            (None, None) => item.number.clone(),
        };
        self.items.iter().map(one).collect::<Vec<_>>().join("\n\n")
    }
}

impl Text for InboundDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut card = Table::card();
        card.fact(reader.say("fact_reference", &[]), self.outer_id.clone().unwrap_or_default());
        card.fact(
            reader.say("fact_asked", &[]),
            self.fetched_at.as_deref().map(|at| reader.time(at)).unwrap_or_default(),
        );
        card.fact(self.account.clone(), self.error.as_ref().map(paragraph).unwrap_or_default());
        let mut parts = vec![self.purchase.clone(), card.text()];
        if self.parcels.is_empty() {
            parts.push(reader.say("nothing_shipped", &[]));
        }
        for parcel in &self.parcels {
            parts.push(String::new());
            parts.push(parcel.text(reader));
        }
        parts.join("\n")
    }
}

impl Text for Items<InboundRow> {
    fn text(&self, reader: &Reader) -> String {
        let mut table = Table::new([
            (reader.say("head_purchase", &[]), Column::Left),
            (reader.say("head_account", &[]), Column::Name),
            (reader.say("head_parcels", &[]), Column::Right),
            (reader.say("head_received", &[]), Column::Right),
            (reader.say("head_status", &[]), Column::Left),
        ]);
        for row in &self.items {
            let statuses: Vec<&str> =
                row.statuses.iter().map(|status| reader.words.status(*status)).collect();
            table.row([
                row.purchase.clone(),
                row.account.clone(),
                row.parcels.to_string(),
                format!("{}/{}", row.received, row.goods),
                statuses.join(", "),
            ]);
        }
        table.text()
    }
}

impl Text for ForeignOrderDocument {
    fn text(&self, reader: &Reader) -> String {
        let state = self.state.as_ref().map(|state| state.text.clone().unwrap_or_else(|| state.code.clone()));
        let head = [Some(self.order_no.clone()), state, Some(reader.say("read_only", &[]))];
        let mut card = Table::card();
        card.fact(reader.say("fact_reference", &[]), self.reference.clone().unwrap_or_default());
        card.fact(reader.say("fact_tracking", &[]), self.tracking_no.clone().unwrap_or_default());
        for fact in &self.facts {
            card.fact(fact.label.clone(), fact.value.clone());
        }
        card.fact(reader.say("fact_asked", &[]), reader.time(&self.fetched_at));
        card.fact(self.account.clone(), self.error.as_ref().map(paragraph).unwrap_or_default());
        let mut parts = vec![head.into_iter().flatten().collect::<Vec<_>>().join("  "), card.text()];
        for parcel in &self.parcels {
            let mut table = Table::card();
            table.fact(reader.say("fact_tracking", &[]), parcel.tracking_no.clone().unwrap_or_default());
            table.fact(reader.say("fact_declared", &[]), measure(&parcel.declared));
            let measured = measure(&parcel.measured);
            let measured = if measured.is_empty() { reader.say("not_measured", &[]) } else { measured };
            table.fact(reader.say("fact_measured", &[]), measured);
            for item in &parcel.items {
                let values: Vec<String> =
                    item.iter().map(|fact| format!("{} {}", fact.label, fact.value)).collect();
                table.row([String::new(), values.join(" · ")]);
            }
            parts.push(table.text());
        }
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// `1.23 kg  2 × 1.23 × 1.23 cm`, as far as it is known.
fn measure(measure: &ForeignMeasure) -> String {
    let weight = measure.weight_kg.as_ref().map(|weight| format!("{weight} kg"));
    let sides = [&measure.length_cm, &measure.width_cm, &measure.height_cm];
    let sides: Vec<&str> = sides.into_iter().filter_map(|side| side.as_deref()).collect();
    let size = (sides.len() == 3).then(|| format!("{} cm", sides.join(" × ")));
    weight.into_iter().chain(size).collect::<Vec<_>>().join("  ")
}

impl Text for Items<ForeignOrderRow> {
    fn text(&self, reader: &Reader) -> String {
        foreign_table(self.items.iter(), reader)
    }
}

/// Orders from elsewhere, a line each.
pub(crate) fn foreign_table<'a>(
    orders: impl Iterator<Item = &'a ForeignOrderRow>,
    reader: &Reader,
) -> String {
    let mut table = Table::new([
        (reader.say("head_order", &[]), Column::Left),
        (reader.say("head_reference", &[]), Column::Left),
        (reader.say("head_number", &[]), Column::Left),
        (reader.say("head_state", &[]), Column::Left),
        (reader.say("head_account", &[]), Column::Name),
    ]);
    for row in orders {
        let state = row.state.as_ref().map(|state| state.text.clone().unwrap_or_else(|| state.code.clone()));
        table.row([
            row.order_no.clone(),
            row.reference.clone().unwrap_or_default(),
            row.tracking_no.clone().unwrap_or_default(),
            state.unwrap_or_default(),
            row.account.clone(),
        ]);
    }
    table.text()
}
