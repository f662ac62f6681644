//! `buy`, `reconcile`, `cancel`, `refund`: what moves money, or settles whether it did.

use crate::output::Output;
use shipdesk_app::{BuyRequest, Choice, LabelWait, Workstation};
use shipdesk_core::error::Problem;

/// Buy orders: create them at a provider and get their labels
///
/// An order that is already bought is shown, never bought again; one whose outcome is not known is asked about, not
/// sent. Waits up to 45 seconds for a late label.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  shipdesk-cli buy A1001 --account north --channel 3344\n  shipdesk-cli buy A1001 A1002 --cheapest"
)]
pub(crate) struct BuyArgs {
    /// Order numbers
    #[arg(required = true, value_name = "NO")]
    order_nos: Vec<String>,
    /// The account to buy from
    #[arg(long, value_name = "N", requires = "channel", required_unless_present = "cheapest")]
    account: Option<String>,
    /// The channel to ship by
    #[arg(long, value_name = "ID", requires = "account", required_unless_present = "cheapest")]
    channel: Option<String>,
    /// By the cheapest channel in the base currency, by prices asked for now
    #[arg(long, conflicts_with_all = ["account", "channel"])]
    cheapest: bool,
    /// Return once they are created, without waiting for labels
    #[arg(long)]
    no_wait: bool,
    /// Buy cancelled orders once more, under the next provider order number
    #[arg(long)]
    again: bool,
    /// Create several orders in one call
    #[arg(long)]
    batch: bool,
}

/// Settle what is open, by asking the providers
///
/// Unknown purchases and cancellations, and labels that are still missing; without numbers, everything that is open.
/// Nothing is bought by it. What needs a second look half a minute later may stay unknown (exit 5): run it again.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli reconcile\n  shipdesk-cli reconcile A1073")]
pub(crate) struct ReconcileArgs {
    /// Order numbers
    #[arg(value_name = "NO")]
    order_nos: Vec<String>,
}

/// Cancel bought orders at their providers
///
/// A cancellation whose answer was lost is settled by asking for its state, never by cancelling again blindly.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli cancel A1001")]
pub(crate) struct CancelArgs {
    /// Order numbers
    #[arg(required = true, value_name = "NO")]
    order_nos: Vec<String>,
}

/// Ask what became of the money of cancelled orders
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli refund A1001")]
pub(crate) struct RefundArgs {
    /// Order numbers
    #[arg(required = true, value_name = "NO")]
    order_nos: Vec<String>,
}

/// Carries `buy` out.
pub(crate) async fn run(args: BuyArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let BuyArgs { order_nos, account, channel, no_wait, again, batch, cheapest: _ } = args;
    let choice = match (account, channel) {
        (Some(account), Some(channel)) => Choice::Channel { account, channel },
        _ => Choice::Cheapest,
    };
    let labels = if no_wait { LabelWait::Not } else { LabelWait::Patient };
    Ok(out.answer(&desk.buy(&order_nos, BuyRequest { choice, labels, again, batch }).await?))
}

/// Carries `reconcile` out.
pub(crate) async fn reconcile(args: ReconcileArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.reconcile(&args.order_nos).await?))
}

/// Carries `cancel` out.
pub(crate) async fn cancel(args: CancelArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.cancel(&args.order_nos).await?))
}

/// Carries `refund` out.
pub(crate) async fn refund(args: RefundArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.refund(&args.order_nos).await?))
}
