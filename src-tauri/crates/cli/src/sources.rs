//! What the sources know beside single parcels: `track counts|pull|detect|carriers|purchase|received|awb`, `check …`,
//! `isp …`.

mod texts;

pub(crate) use texts::foreign_table;

use crate::output::Output;
use clap::Subcommand;
use shipdesk_app::Workstation;
use shipdesk_app::documents::Items;
use shipdesk_core::error::Problem;

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
    let ReceivedArgs { purchase, account, parcel, item, undo } = args;
    Ok(out.answer(&desk.purchase_receive(&account, &purchase, parcel.as_deref(), &item, !undo).await?))
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
