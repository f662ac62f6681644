//! `quote`: what every channel would take.

use crate::card::is_nothing;
use crate::output::{Output, Text};
use crate::reader::{Reader, paragraph};
use crate::table::{Column, Table};
use serde::Serialize;
use shipdesk_app::documents::{Answer, ErrorDocument, FeesDocument, QuoteDocument, QuotesDocument};
use shipdesk_app::{QuoteRequest, Workstation};
use shipdesk_core::error::Problem;

/// Compare what channels would take for orders
///
/// Asks every channel of every account that can price, eight seconds each, and lists them cheapest first; channels that
/// failed stand last and say why. Nothing is bought.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli quote A1001 --account north --account south")]
pub(crate) struct QuoteArgs {
    /// Order numbers
    #[arg(required = true, value_name = "NO")]
    order_nos: Vec<String>,
    /// Only channels of this account; may be given several times
    #[arg(long = "account", value_name = "N")]
    accounts: Vec<String>,
    /// Only this channel; may be given several times
    #[arg(long = "channel", value_name = "ID")]
    channels: Vec<String>,
    /// Test channels and hidden ones too
    #[arg(long)]
    all: bool,
}

/// Carries `quote` out.
pub(crate) async fn run(args: QuoteArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let QuoteArgs { order_nos, accounts, channels, all } = args;
    let Answer { document: results, exit } =
        desk.quote(&order_nos, QuoteRequest { accounts, channels, all }).await?;
    match results.as_slice() {
        [QuotesDocument { error: Some(error), quotes, .. }] if quotes.is_empty() => Ok(out.error(error)),
        [one] => Ok(out.document(one, exit)),
        _ => Ok(out.document(&Several { results }, exit)),
    }
}

/// The quotes of several orders.
#[derive(Serialize)]
struct Several {
    results: Vec<QuotesDocument>,
}

impl Text for Several {
    fn text(&self, reader: &Reader) -> String {
        let texts = self.results.iter().map(|quotes| format!("{}\n{}", quotes.order_no, quotes.text(reader)));
        texts.collect::<Vec<_>>().join("\n\n")
    }
}

impl Text for QuotesDocument {
    fn text(&self, reader: &Reader) -> String {
        if let Some(error) = &self.error {
            return paragraph(error);
        }
        let head = |key: &str, column| (reader.say(key, &[]), column);
        let mut table = Table::new([
            head("head_rank", Column::Right),
            head("head_account", Column::Name),
            head("head_channel", Column::Left),
            head("head_name", Column::Name),
            head("head_total", Column::Right),
            head("head_currency", Column::Left),
            head("head_converted", Column::Left),
            head("head_fees", Column::Left),
            head("head_age", Column::Right),
            head("head_error", Column::Left),
        ]);
        for (index, quote) in self.quotes.iter().enumerate() {
            table.row(row(index + 1, quote, reader));
        }
        let mut lines = vec![table.text()];
        lines.extend(self.warnings.iter().cloned());
        if self.not_compared > 0 {
            let count = self.not_compared.to_string();
            let params = [("count", count.as_str()), ("currency", &self.base_currency)];
            lines.push(reader.say("not_compared", &params));
        }
        lines.join("\n")
    }
}

fn row(rank: usize, quote: &QuoteDocument, reader: &Reader) -> [String; 10] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let converted = quote.converted.as_ref().map(|at| {
        let day = at.rate_set_at.get(..10).unwrap_or(&at.rate_set_at);
        let params = [("total", &*at.total), ("currency", &at.currency), ("rate", &at.rate), ("day", day)];
        reader.say("converted", &params)
    });
    [
        if quote.error.is_none() { rank.to_string() } else { "–".to_owned() },
        quote.account.clone(),
        quote.channel_id.clone(),
        quote.channel_name.clone(),
        text(&quote.total),
        text(&quote.currency),
        converted.unwrap_or_default(),
        quote.fees.as_ref().map(|fees| shown_fees(fees, reader)).unwrap_or_default(),
        reader.age(&quote.asked_at),
        quote.error.as_ref().map(|error| shown_error(error, reader)).unwrap_or_default(),
    ]
}

/// In a row the provider's own words say enough.
fn shown_error(error: &ErrorDocument, reader: &Reader) -> String {
    match &error.provider_message {
        Some(words) => reader.say("quoted", &[("words", words)]),
        None => error.message.clone(),
    }
}

/// The parts that are more than nothing, in their fixed order.
fn shown_fees(fees: &FeesDocument, reader: &Reader) -> String {
    let parts = [
        ("postage", &fees.postage),
        ("registration", &fees.registration),
        ("handling", &fees.handling),
        ("other", &fees.other),
        ("fuel", &fees.fuel),
    ];
    let told = parts.into_iter().filter(|(_, amount)| !is_nothing(amount));
    let told = told.map(|(kind, amount)| format!("{} {amount}", reader.say(&format!("charge.{kind}"), &[])));
    told.collect::<Vec<_>>().join(", ")
}
