//! What the use cases answer with, for the window and for scripts. Names are the trade's; money and weights are decimal
//! text; times are RFC 3339 where the instant is known.

mod account;
mod address_book;
mod dispute;
mod find;
mod foreign;
pub(crate) mod form;
mod hand_over;
mod import;
mod inbound;
mod money;
mod order;
mod order_list;
mod parcel;
mod pod;
mod print;
mod print_kind;
mod quote;
mod registration;
mod settings;
mod status;
mod track;

pub use account::{
    AccountAsk, AccountDocument, AccountInfoDocument, ChannelDocument, FieldKind, LimitsDocument,
    OptionDocument, ProviderDocument, ProviderField, SecretDocument, TestDocument, Verdict,
};
pub use address_book::{AddressDocument, BoxPresetDocument, ProductDocument};
pub use dispute::{DisputePackDocument, ProofLeftOut};
pub use find::{FindHit, Found};
pub use foreign::{
    ForeignFact, ForeignMeasure, ForeignOrderDocument, ForeignOrderRow, ForeignParcelDocument, ForeignState,
};
pub use form::{
    BoxForm, Confidence, FormDocument, FormTotals, ItemForm, OrderForm, PartyForm, PasteDocument, PastedField,
};
pub use hand_over::{
    BrokenFormDocument, HandOverDocument, HandOverForm, HandOverGroup, HandOverLeftOut, WaitingDocument,
};
pub use import::{ImportColumn, ImportPreview, ImportRow, RowOutcome};
pub use inbound::{AirWaybillDocument, AirWaybillsDocument, GoodsDocument, InboundDocument, InboundRow};
pub use money::MoneyDocument;
pub use order::{
    AttemptDocument, BoxDocument, ChargeDocument, LabelDocument, OrderDocument, OrderSummary,
    PurchaseDocument, RecipientDocument, Results,
};
pub use order_list::{
    BatchDocument, OrderCounts, OrderExportDocument, OrderListRequest, OrderPage, OrderProgress, OrderRow,
    OrderSort, OrderView,
};
pub use parcel::{ParcelExportDocument, ParcelPage, ParcelRow};
pub use pod::{PodDocument, PodExportDocument, PodRow, PodState};
pub use print::{
    PrintAsk, PrintBatchDocument, PrintJobDocument, PrintLeftOut, PrintQueueDocument, PrintedBefore,
    PrinterDocument,
};
pub use print_kind::{DocumentKind, Layout};
pub use quote::{
    BuyAsk, DaysDocument, FeesDocument, LeftOutChannel, LeftOutReason, QuoteAccount, QuoteAsk, QuoteDocument,
    QuoteEvent, QuotesDocument, RateDocument,
};
pub use registration::{
    CarrierDocument, CountDocument, CountsDocument, DetectDocument, NumberRead, NumbersRead, PullDocument,
    RefreshedDocument, RegistrationAsk, RegistrationDocument, RegistrationFieldDocument, RegistrationOutcome,
    RegistrationResult, RegistrationResults, RemoteDocument, TransitDays, TransitDocument,
};
pub use settings::{BackupDocument, PrintSetting, RateSetDocument, SettingsDocument, VerifyDocument};
pub use status::{
    AccountStatus, Contrast, Density, DeskDocument, FirstOrders, OpeningDocument, QuotaDocument,
    StatusDocument, Theme, Topic,
};
pub use track::{EventDocument, SourceDocument, TrackDocument};

use serde::Serialize;
use shipdesk_core::error::{ErrorClass, ErrorCode, FieldProblem};
use std::collections::BTreeMap;

/// What a use case answers, and how it went as the command line's exit code (`cli.md`): the window looks at the
/// document alone.
#[derive(Debug)]
pub struct Answer<T> {
    /// The document.
    pub document: T,
    /// 0 done · 2 bad input · 3 refused · 4 try later · 5 not known · 6 partly · 1 anything else.
    pub exit: u8,
}

impl<T> Answer<T> {
    /// An answer of something that was done.
    pub fn done(document: T) -> Self {
        Self { document, exit: 0 }
    }
}

/// A list, and where the next page begins.
#[derive(Debug, Serialize, specta::Type)]
pub struct Items<T> {
    /// This page.
    pub items: Vec<T>,
    /// What to pass as `--after` for the next page.
    pub next: Option<String>,
}

impl<T> Items<T> {
    /// A list on one page.
    pub fn all(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}

/// A count of a document: the window reads it as a number, and none comes near the limit.
pub(crate) fn count(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

/// Something that is wrong with a field, in the reader's language.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct IssueDocument {
    /// Where: `recipient.postcode`, `boxes[0].items[1].hs_code`.
    pub path: String,
    /// What.
    pub problem: FieldProblem,
    /// What would be right.
    pub allowed: Option<String>,
    /// What is there.
    pub given: Option<String>,
    /// The sentence.
    pub message: String,
}

/// An error in the reader's language.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ErrorDocument {
    /// The stable code.
    #[specta(type = String)]
    pub code: ErrorCode,
    /// What kind of thing a person can do about it.
    pub class: ErrorClass,
    /// What happened, and what it means for the order and the money.
    pub message: String,
    /// The provider it came from.
    pub provider: Option<String>,
    /// The provider's own code.
    pub provider_code: Option<String>,
    /// The provider's own words.
    pub provider_message: Option<String>,
    /// Whether the same may be tried again as it is.
    pub retryable: bool,
    /// Seconds until then.
    pub retry_after_s: Option<u32>,
    /// What to do now.
    pub next_step: String,
    /// The fields it is about.
    pub fields: Vec<IssueDocument>,
    /// Nouns and numbers of the message.
    pub params: BTreeMap<String, String>,
}
