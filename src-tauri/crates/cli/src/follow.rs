//! `track add|edit|carrier|live|stop|remove`: parcels that a provider follows by itself.

use crate::account::fields;
use crate::output::{Output, Text};
use crate::reader::{Reader, paragraph};
use crate::table::{Column, Table};
use shipdesk_app::Workstation;
use shipdesk_app::documents::{RegistrationAsk, RegistrationOutcome, RegistrationResults};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use std::path::{Path, PathBuf};

/// Follow a parcel at an account, or many from a file
///
/// Accounts that keep a list get them registered, in their batches; the fields that a carrier needs are
/// filled from the order where the parcel has one. Other accounts are asked about the numbers. What is registered already
/// counts as done.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  shipdesk-cli track add LK894734223CN --account more --carrier china-post\n  shipdesk-cli track add --file numbers.csv --account more"
)]
pub(crate) struct AddArgs {
    /// The tracking number
    #[arg(value_name = "NUMBER", required_unless_present = "file", conflicts_with = "file")]
    number: Option<String>,
    /// A file (CSV, TSV, XLSX) with the columns `tracking_number` and `carrier_code`, and more of the provider's fields
    #[arg(long, value_name = "F")]
    file: Option<PathBuf>,
    /// The account
    #[arg(long, value_name = "N")]
    account: String,
    /// The provider's code of the carrier; without it the provider is asked whose number it is
    #[arg(long, value_name = "C")]
    carrier: Option<String>,
    /// A field of the registration, as the provider calls it
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// Change what registered parcels say
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli track edit LK894734223CN --account more --set title=shoes")]
pub(crate) struct EditArgs {
    /// Tracking numbers
    #[arg(required = true, value_name = "NUMBER")]
    numbers: Vec<String>,
    /// The account
    #[arg(long, value_name = "N")]
    account: String,
    /// A field of the registration, as the provider calls it; empty to clear it
    #[arg(long, value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
}

/// Say that another carrier has a parcel
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli track carrier LK894734223CN china-ems")]
pub(crate) struct CarrierArgs {
    /// The tracking number
    number: String,
    /// The provider's code of the carrier
    #[arg(value_name = "NEW")]
    carrier: String,
    /// The account, where it is registered at several
    #[arg(long, value_name = "N")]
    account: Option<String>,
}

/// Have the carrier asked now, instead of at the provider's next round
///
/// A number may be asked live once in two hours; before that the command says when it opens (exit 4).
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli track live LK894734223CN")]
pub(crate) struct LiveArgs {
    /// The tracking number
    number: String,
    /// The account, where it is registered at several
    #[arg(long, value_name = "N")]
    account: Option<String>,
}

/// Tracking numbers that are registered somewhere.
#[derive(Debug, clap::Args)]
pub(crate) struct NumbersArgs {
    /// Tracking numbers
    #[arg(required = true, value_name = "NUMBER")]
    numbers: Vec<String>,
    /// The account, where they are registered at several
    #[arg(long, value_name = "N")]
    account: Option<String>,
}

/// Carries `track add` out.
pub(crate) async fn add(args: AddArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let given = fields(&args.set, &[], out)?;
    let mut parcels = match (args.number, &args.file) {
        (Some(number), _) => vec![RegistrationAsk { number, carrier: None, fields: given.clone() }],
        (None, Some(file)) => from_file(file, desk).await?,
        (None, None) => Vec::new(),
    };
    for parcel in &mut parcels {
        parcel.carrier = parcel.carrier.take().or_else(|| args.carrier.clone());
        for (field, value) in &given {
            parcel.fields.entry(field.clone()).or_insert_with(|| value.clone());
        }
    }
    Ok(out.answer(&desk.track_add(&args.account, parcels).await?))
}

async fn from_file(file: &Path, desk: &Workstation) -> Result<Vec<RegistrationAsk>, Problem> {
    let read = desk.numbers_read_file(file).await?.document;
    if !read.ignored_columns.is_empty() {
        // a field under a name that nobody knows would be lost without a word
        let issues = read.ignored_columns.iter().map(FieldIssue::unknown).collect();
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
        return Err(Problem::new(ErrorCode::InputInvalid).with("file", name).with_fields(issues));
    }
    let ask = |row: shipdesk_app::documents::NumberRead| RegistrationAsk {
        number: row.number,
        carrier: row.carrier,
        fields: row.fields,
    };
    Ok(read.rows.into_iter().map(ask).collect())
}

/// Carries `track edit` out.
pub(crate) async fn edit(args: EditArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let fields = fields(&args.set, &[], out)?;
    let ask = |number: String| RegistrationAsk { number, carrier: None, fields: fields.clone() };
    let parcels = args.numbers.into_iter().map(ask).collect();
    Ok(out.answer(&desk.track_edit(&args.account, parcels).await?))
}

/// Carries `track carrier` out.
pub(crate) async fn carrier(args: CarrierArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.track_carrier(&args.number, args.account.as_deref(), &args.carrier).await?))
}

/// Carries `track live` out.
pub(crate) async fn live(args: LiveArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.track_live(&args.number, args.account.as_deref()).await?))
}

/// Carries `track stop` out.
pub(crate) async fn stop(args: NumbersArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.track_stop(&args.numbers, args.account.as_deref()).await?))
}

/// Carries `track remove` out.
pub(crate) async fn remove(args: NumbersArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(out.answer(&desk.track_remove(&args.numbers, args.account.as_deref()).await?))
}

impl Text for RegistrationResults {
    fn text(&self, reader: &Reader) -> String {
        let mut table = Table::new([
            (reader.say("head_number", &[]), Column::Left),
            (reader.say("head_carrier", &[]), Column::Left),
            (reader.say("head_result", &[]), Column::Left),
            (reader.say("head_error", &[]), Column::Left),
        ]);
        for result in &self.results {
            let outcome = match result.outcome {
                RegistrationOutcome::Done => "registered_now",
                RegistrationOutcome::Already => "registered_before",
                RegistrationOutcome::Failed => "registered_failed",
                RegistrationOutcome::Unknown => "registered_unknown",
            };
            let mut outcome = reader.words.text(outcome, &[]);
            if let Some(carrier) = &result.corrected_from {
                let words = [("outcome", outcome.as_str()), ("carrier", carrier)];
                outcome = reader.words.text("registered_corrected", &words);
            }
            table.row([
                result.number.clone(),
                result.carrier.clone().unwrap_or_default(),
                outcome,
                result.error.as_ref().map(paragraph).unwrap_or_default(),
            ]);
        }
        table.text()
    }
}
