//! Parcels that a provider follows by itself, as documents.

use super::{ErrorDocument, IssueDocument};
use serde::{Deserialize, Serialize};
use shipdesk_core::recognise::Candidate;
use std::collections::BTreeMap;

/// Where a parcel is registered.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct RegistrationDocument {
    /// The account.
    pub account: String,
    /// The provider's code of the carrier.
    pub carrier: String,
    /// When it was registered.
    pub registered_at: String,
    /// From when it may be asked live; `null`: now.
    pub live_after: Option<String>,
    /// When updates were stopped.
    pub stopped_at: Option<String>,
}

/// What asking about parcels gave.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct RefreshedDocument {
    /// How many parcels were asked about.
    pub asked: u32,
    /// How many calls it took.
    pub calls: u32,
    /// What went wrong, once a reason and account.
    pub errors: Vec<ErrorDocument>,
}

/// Numbers that were pasted or read of a file.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct NumbersRead {
    /// Each number once, in the order they came.
    pub rows: Vec<NumberRead>,
    /// Numbers that came more than once.
    pub doubled: u32,
    /// The columns of a table that nobody knows.
    pub ignored_columns: Vec<String>,
}

/// A number that was read.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct NumberRead {
    /// The line, from 1.
    pub line: u32,
    /// The number.
    pub number: String,
    /// The carrier's code that stands beside it, if one does.
    pub carrier: Option<String>,
    /// More fields of its line, by the provider's names.
    pub fields: BTreeMap<String, String>,
    /// Who may have given it out, likeliest first.
    pub candidates: Vec<Candidate>,
    /// Whether a parcel here has it.
    pub known: bool,
    /// What is wrong with it.
    pub issue: Option<IssueDocument>,
}

/// A field of a registration.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct RegistrationFieldDocument {
    /// The provider's name of it.
    pub name: String,
    /// Without it this carrier finds nothing.
    pub needed: bool,
    /// It is filled from the order where the parcel has one.
    pub from_order: bool,
    /// It may be changed later.
    pub editable: bool,
    /// What may stand in it; empty where that is not a choice.
    pub choices: Vec<&'static str>,
    /// What a parcel that was named has in it; `null`: nothing, as far as is known here.
    pub value: Option<String>,
}

/// A parcel to follow.
#[derive(Debug, Clone, Default, Deserialize, specta::Type)]
pub struct RegistrationAsk {
    /// Its number.
    pub number: String,
    /// The provider's code of the carrier; `null`: the account finds it out, where it can.
    pub carrier: Option<String>,
    /// Fields by the provider's names.
    pub fields: BTreeMap<String, String>,
}

/// What became of each parcel.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct RegistrationResults {
    /// Each, in the order they were given.
    pub results: Vec<RegistrationResult>,
    /// Done, now or before.
    pub done: u32,
    /// Not done.
    pub failed: u32,
    /// Sent, and nobody knows.
    pub unknown: u32,
}

/// What became of one.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct RegistrationResult {
    /// The number.
    pub number: String,
    /// The carrier that it is registered under.
    pub carrier: Option<String>,
    /// The carrier that it was sent under, where the provider has corrected that.
    pub corrected_from: Option<String>,
    /// How it went.
    pub outcome: RegistrationOutcome,
    /// What went wrong; its `fields` name what this carrier needs.
    pub error: Option<ErrorDocument>,
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationOutcome {
    /// Done now.
    Done,
    /// It was done before.
    Already,
    /// Not done.
    Failed,
    /// Sent, and nobody knows; saying it again does no harm.
    Unknown,
}

/// How many registered parcels stand where.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct CountsDocument {
    /// The account.
    pub account: String,
    /// By the provider's own words.
    pub counts: Vec<CountDocument>,
    /// How many of this account are known here.
    pub here: u32,
}

/// A count.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct CountDocument {
    /// The provider's word.
    pub status: String,
    /// So many.
    pub count: u32,
}

/// What bringing a provider's list here gave.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PullDocument {
    /// The account.
    pub account: String,
    /// Parcels that came.
    pub pulled: u32,
    /// Of them, those that are new here.
    pub new: u32,
    /// Pages that were read.
    pub pages: u32,
}

/// Whose number it may be.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct DetectDocument {
    /// The number.
    pub number: String,
    /// By its shape and check digit, without asking anybody.
    pub candidates: Vec<Candidate>,
    /// By accounts that were asked, likeliest first.
    pub carriers: Vec<CarrierDocument>,
    /// What went wrong in asking.
    pub error: Option<ErrorDocument>,
}

/// A carrier as an account knows it.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct CarrierDocument {
    /// The account.
    pub account: String,
    /// The provider's code of it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its page; shown, never opened.
    pub homepage: Option<String>,
    /// Its phone.
    pub phone: Option<String>,
}

/// Whether a place is a remote area.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct RemoteDocument {
    /// The country.
    pub country: String,
    /// The postcode.
    pub postcode: String,
    /// The carriers for which it is; none: it is not.
    pub carriers: Vec<String>,
}

/// How long a lane takes.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct TransitDocument {
    /// The carrier.
    pub carrier: String,
    /// From.
    pub from: String,
    /// To.
    pub to: String,
    /// The provider's figures.
    pub days: Vec<TransitDays>,
}

/// A figure of how long a lane takes.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct TransitDays {
    /// The provider's name of it.
    pub name: String,
    /// Its value, as the provider writes it.
    pub value: String,
}
