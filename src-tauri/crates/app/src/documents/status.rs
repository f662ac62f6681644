//! The desk as documents: what is open, how it stands, what changed.

use super::{ErrorDocument, MoneyDocument, OrderCounts, OrderListRequest, OrderPage, PrinterDocument};
use crate::words::Language;
use serde::{Deserialize, Serialize};

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the desktop is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How far ink and paper are apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Contrast {
    /// As drawn.
    #[default]
    Normal,
    /// Farther.
    High,
}

/// How tall rows are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// 28 px.
    Compact,
    /// 32 px.
    #[default]
    Normal,
    /// 40 px.
    Roomy,
}

/// What is open, and how the window looks.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct DeskDocument {
    /// Nothing was ever put in, and nobody chose yet: the first start.
    pub fresh: bool,
    /// Whether this is a practice folder.
    pub practice: bool,
    /// The reader's language.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// How far ink and paper are apart.
    pub contrast: Contrast,
    /// How tall rows are.
    pub density: Density,
    /// The name of this workplace; empty where it has none.
    pub station: String,
    /// The currency that decides what is cheapest.
    pub base_currency: String,
    /// The folder.
    pub data_dir: String,
    /// This program's version.
    pub version: String,
    /// SQLite's version.
    pub sqlite_version: String,
    /// What the window noted of itself: JSON text.
    pub session: Option<String>,
}

/// An account at a glance.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct AccountStatus {
    /// The account.
    pub account: String,
    /// Its provider.
    pub provider: String,
    /// Whether it is used.
    pub enabled: bool,
    /// What it last had left.
    pub balance: Option<MoneyDocument>,
    /// Calls left and in all, where the provider counts calls.
    pub quota: Option<QuotaDocument>,
    /// When the provider said so.
    pub asked_at: Option<String>,
    /// When the provider last answered it, whatever was asked and said.
    pub answered_at: Option<String>,
    /// Until when the provider wants to hear nothing from us.
    pub silent_until: Option<String>,
    /// What went wrong when it was asked last.
    pub error: Option<ErrorDocument>,
}

/// Calls left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct QuotaDocument {
    /// So many are left.
    pub left: u32,
    /// Of so many, where that is said.
    pub of: Option<u32>,
}

/// The status bar.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct StatusDocument {
    /// The accounts in their order.
    pub accounts: Vec<AccountStatus>,
    /// Whether the network is there, by the newest calls.
    pub online: bool,
    /// Orders that wait for the network or for a second look.
    pub waiting: u32,
    /// Labels in print jobs that are not printed yet.
    pub print_queue: u32,
    /// The printer for labels.
    pub printer: Option<PrinterDocument>,
    /// When a provider last answered.
    pub last_sync: Option<String>,
    /// Parcels that need a person.
    pub inbox: u32,
}

/// What the window shows first.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct OpeningDocument {
    /// What is open.
    pub desk: DeskDocument,
    /// The status bar.
    pub status: StatusDocument,
    /// How many orders each view has.
    pub counts: OrderCounts,
    /// The list as it was shown last; none where it never was.
    pub orders: Option<FirstOrders>,
}

/// The first page of a list of orders.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct FirstOrders {
    /// What was asked for.
    pub request: OrderListRequest,
    /// The answer.
    pub page: OrderPage,
}

/// A part of what is shown, to be read again when it changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Orders and what happened to them.
    Orders,
    /// Prices.
    Quotes,
    /// Accounts.
    Accounts,
    /// Channels.
    Channels,
    /// Settings.
    Settings,
    /// Parcels and their timelines.
    Parcels,
    /// Print jobs.
    Printing,
    /// Senders, recipients, boxes and products.
    Addresses,
    /// The status bar.
    Status,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Orders,
        Self::Quotes,
        Self::Accounts,
        Self::Channels,
        Self::Settings,
        Self::Parcels,
        Self::Printing,
        Self::Addresses,
        Self::Status,
    ];
}
