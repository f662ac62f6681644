//! What went wrong, as a stable code with parameters. Sentences are made from it in the reader's language, elsewhere.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The five kinds of trouble that people tell apart, and our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ErrorClass {
    /// Fix your data: nothing was sent.
    FixData,
    /// The provider says no.
    ProviderSaysNo,
    /// Try again later.
    TryLater,
    /// We do not know what happened: never retried blindly.
    Unknown,
    /// Your keys or your clock.
    Keys,
    /// This machine: its disk, its files, its key store.
    Local,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $class:ident, exit $exit:literal, $retry:ident;)*) => {
        /// A kind of error. Codes are append-only and never renamed; each has a text in every locale.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode { $($(#[$doc])* #[serde(rename = $text)] $name),* }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable text.
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $text),* } }

            /// Its class.
            pub const fn class(self) -> ErrorClass { match self { $(Self::$name => ErrorClass::$class),* } }

            /// The exit code of the command line.
            pub const fn exit(self) -> u8 { match self { $(Self::$name => $exit),* } }

            /// Whether trying the same again may help without anything being changed.
            pub const fn retryable(self) -> bool { match self { $(Self::$name => codes!(@$retry)),* } }
        }
    };
    (@again) => { true };
    (@no) => { false };
}

codes! {
    /// A document, file or argument has values that cannot be used; `fields` names each.
    InputInvalid = "input.invalid", FixData, exit 2, no;
    /// The words of a command do not fit together.
    InputUsage = "input.usage", FixData, exit 2, no;
    /// A file cannot be read or written.
    FileUnusable = "file.unusable", FixData, exit 2, no;
    /// An order number is in use here.
    OrderDuplicate = "order.duplicate", FixData, exit 2, no;
    /// No such order here.
    OrderNotFound = "order.not_found", FixData, exit 2, no;
    /// Something that is needed is missing; `fields` names each.
    OrderIncomplete = "order.incomplete", FixData, exit 2, no;
    /// The order was never bought.
    OrderNotBought = "order.not_bought", FixData, exit 2, no;
    /// The order was sent to a provider and cannot be changed any more.
    OrderSent = "order.sent", FixData, exit 2, no;
    /// The order is cancelled; buying again is an explicit act.
    OrderCancelled = "order.cancelled", FixData, exit 2, no;
    /// No such account.
    AccountNotFound = "account.not_found", FixData, exit 2, no;
    /// An account of this name exists.
    AccountExists = "account.exists", FixData, exit 2, no;
    /// Purchases of the account are not settled: it cannot go.
    AccountInUse = "account.in_use", FixData, exit 2, no;
    /// Plain `http` sends the keys in clear and needs a person's consent.
    AccountConsent = "account.consent", FixData, exit 2, no;
    /// No such channel.
    ChannelNotFound = "channel.not_found", FixData, exit 2, no;
    /// No account can do it.
    Unsupported = "provider.unsupported", FixData, exit 2, no;
    /// No quote can be called the cheapest.
    NoCheapest = "quote.no_cheapest", FixData, exit 2, no;
    /// The order has no label.
    LabelMissing = "label.missing", FixData, exit 2, no;
    /// No parcels are left for a scan form.
    ScanFormEmpty = "scanform.empty", FixData, exit 2, no;
    /// No printer is named, and none is set for this kind of paper.
    NoPrinter = "print.no_printer", FixData, exit 2, no;
    /// The spooler has no printer of this name.
    PrinterGone = "print.printer_gone", FixData, exit 2, no;
    /// The printer takes only data in its own language, no pages.
    PrinterRaw = "print.raw_only", FixData, exit 2, no;
    /// The printer has no such paper.
    MediaUnsupported = "print.media_unsupported", FixData, exit 2, no;
    /// The label was printed, or is waiting to be; once more is an explicit act.
    PrintedAlready = "print.already", FixData, exit 2, no;
    /// The label does not fit on this paper without becoming unreadable.
    NotPrintable = "print.not_printable", FixData, exit 2, no;
    /// No such batch or job of a printer.
    PrintNotFound = "print.not_found", FixData, exit 2, no;
    /// The provider refused, in its own words.
    ProviderRefused = "provider.refused", ProviderSaysNo, exit 3, no;
    /// The provider refused to create the order, in its own words: nothing was bought.
    PurchaseRefused = "purchase.refused", ProviderSaysNo, exit 3, no;
    /// The provider has this order number already, and it was not sent from here.
    NumberTaken = "purchase.number_taken", ProviderSaysNo, exit 3, no;
    /// The provider was asked twice and does not know the order.
    NotAtProvider = "purchase.not_at_provider", ProviderSaysNo, exit 3, again;
    /// Somebody else changed the order at the same moment.
    OrderChanged = "order.changed", TryLater, exit 4, again;
    /// The program ended before anything was sent.
    PurchaseInterrupted = "purchase.interrupted", TryLater, exit 4, again;
    /// No source knows the number.
    TrackingNotFound = "tracking.not_found", ProviderSaysNo, exit 3, again;
    /// The account has no calls or numbers left at the provider.
    OutOfQuota = "provider.quota", ProviderSaysNo, exit 3, again;
    /// What came is no proof of delivery.
    PodUnusable = "pod.unusable", TryLater, exit 4, again;
    /// A proof of delivery that was offered and is no longer.
    PodGone = "pod.gone", ProviderSaysNo, exit 3, no;
    /// No proof of delivery of this parcel is here.
    PodMissing = "pod.missing", FixData, exit 2, no;
    /// The number was asked live a short while ago; `retry_after` says when it may be again.
    LiveTooSoon = "tracking.live_too_soon", TryLater, exit 4, again;
    /// The parcel is not registered at this account.
    NotRegistered = "tracking.not_registered", FixData, exit 2, no;
    /// The provider does not find out which carrier has a number, or names several: nothing was registered.
    CarrierUnclear = "tracking.carrier_unclear", FixData, exit 2, no;
    /// A change at the provider was sent, and whether it was made is not known; making it again does no harm.
    ChangeUnknown = "tracking.change_unknown", Unknown, exit 5, again;
    /// The provider does not accept who we are.
    ProviderAuth = "provider.auth", Keys, exit 3, no;
    /// A secret of the account is not in its place.
    SecretMissing = "secret.missing", Keys, exit 2, no;
    /// No key store answers.
    KeyStoreMissing = "secret.no_key_store", Local, exit 1, again;
    /// The key store is locked.
    KeyStoreLocked = "secret.locked", Local, exit 1, again;
    /// The key store refused, or the file form is not safe to read.
    KeyStoreRefused = "secret.refused", Local, exit 1, no;
    /// Nothing answers at the provider's address: nothing was sent.
    Unreachable = "network.unreachable", TryLater, exit 4, again;
    /// No answer in time.
    TimedOut = "network.timeout", TryLater, exit 4, again;
    /// A link in an answer that may not be followed.
    LinkRefused = "network.link_refused", TryLater, exit 4, no;
    /// The provider is out of order.
    ProviderDown = "provider.down", TryLater, exit 4, again;
    /// The provider asks for silence; `retry_after` says how long.
    RateLimited = "provider.rate_limited", TryLater, exit 4, again;
    /// The answer cannot be read.
    BadAnswer = "provider.bad_answer", TryLater, exit 4, again;
    /// A page of another place: the address leads past the provider.
    ProviderElsewhere = "provider.elsewhere", TryLater, exit 4, no;
    /// The provider has no label yet.
    LabelNotReady = "label.not_ready", TryLater, exit 4, again;
    /// What came is not a label.
    LabelUnusable = "label.unusable", TryLater, exit 4, again;
    /// The print spooler does not answer: nothing was sent to it.
    SpoolerUnreachable = "print.spooler_unreachable", TryLater, exit 4, again;
    /// The print spooler does not take the job.
    PrintRefused = "print.refused", TryLater, exit 4, again;
    /// The printer stands still, and what is queued waits.
    PrinterStopped = "print.stopped", TryLater, exit 4, again;
    /// The printer was stopped in the middle: nobody but a person can see what came out.
    PrintUnsure = "print.unsure", Unknown, exit 5, no;
    /// Sent, and the outcome is not known.
    PurchaseUnknown = "purchase.unknown", Unknown, exit 5, no;
    /// Another process is sending it.
    PurchaseBusy = "purchase.busy", Unknown, exit 5, again;
    /// A cancellation was sent, and the outcome is not known.
    CancelUnknown = "cancel.unknown", Unknown, exit 5, no;
    /// A scan form was asked for, and the outcome is not known.
    ScanFormUnknown = "scanform.unknown", Unknown, exit 5, no;
    /// A scan form is made, and its file could not be had.
    ScanFormFile = "scanform.no_file", TryLater, exit 4, again;
    /// The disk is full.
    DiskFull = "store.full", Local, exit 1, again;
    /// No font of this machine has the signs of a text.
    FontMissing = "font.missing", Local, exit 1, no;
    /// The data folder was written by a newer version.
    StoreNewer = "store.newer", Local, exit 1, no;
    /// The data folder is busy or cannot be opened.
    StoreBusy = "store.busy", Local, exit 1, again;
    /// Stored data does not match its hash, or cannot be read.
    StoreDamaged = "store.damaged", Local, exit 1, no;
    /// A mistake of this program.
    Internal = "internal", Local, exit 1, no;
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FieldProblem {
    /// Needed and not there.
    Missing,
    /// More characters than `allowed`.
    TooLong,
    /// Not of the kind that `allowed` names: `number`, `text`, `country`, `currency`, …
    WrongKind,
    /// Outside what `allowed` says.
    OutOfRange,
    /// The same value stands elsewhere and may not.
    Repeated,
    /// No field has this name.
    UnknownField,
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldIssue {
    /// Where: `boxes[0].items[1].quantity`.
    pub path: String,
    /// What.
    pub problem: FieldProblem,
    /// What is allowed, in figures or as a kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed: Option<String>,
    /// What was given, shortened; for a text that is too long its number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
}

impl FieldIssue {
    fn new(path: impl Into<String>, problem: FieldProblem) -> Self {
        Self { path: path.into(), problem, allowed: None, given: None }
    }

    /// A field that is needed and not there.
    pub fn missing(path: impl Into<String>) -> Self {
        Self::new(path, FieldProblem::Missing)
    }

    /// A field that no document has.
    pub fn unknown(path: impl Into<String>) -> Self {
        Self::new(path, FieldProblem::UnknownField)
    }

    /// A text above its limit, in characters.
    pub fn too_long(path: impl Into<String>, limit: usize, given: usize) -> Self {
        let (allowed, given) = (Some(limit.to_string()), Some(given.to_string()));
        Self { allowed, given, ..Self::new(path, FieldProblem::TooLong) }
    }

    /// A field of another kind than is needed.
    pub fn wrong_kind(path: impl Into<String>, kind: &str, given: &str) -> Self {
        let (allowed, given) = (Some(kind.to_owned()), Some(crate::text::shorten(given, 40)));
        Self { allowed, given, ..Self::new(path, FieldProblem::WrongKind) }
    }

    /// A value outside of what is allowed.
    pub fn out_of_range(path: impl Into<String>, allowed: &str, given: &str) -> Self {
        let (allowed, given) = (Some(allowed.to_owned()), Some(crate::text::shorten(given, 40)));
        Self { allowed, given, ..Self::new(path, FieldProblem::OutOfRange) }
    }

    /// A value that stands elsewhere already.
    pub fn repeated(path: impl Into<String>, given: &str) -> Self {
        Self { given: Some(crate::text::shorten(given, 40)), ..Self::new(path, FieldProblem::Repeated) }
    }
}

/// An error as it is kept, passed on and told: a code with all that a sentence needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}{}", detail(self))]
pub struct Problem {
    /// What kind.
    pub code: ErrorCode,
    /// Nouns and numbers for the sentence. Never personal data, never a secret.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
    /// The fields it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldIssue>,
    /// The provider it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The provider's own code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_code: Option<String>,
    /// The provider's own words, quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_message: Option<String>,
    /// Whether the same may be tried again as it is.
    pub retryable: bool,
    /// Seconds until then, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
}

impl Problem {
    /// An error of this kind.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            params: BTreeMap::new(),
            fields: Vec::new(),
            provider: None,
            provider_code: None,
            provider_message: None,
            retryable: code.retryable(),
            retry_after_s: None,
        }
    }

    /// With a parameter for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// With the fields it is about.
    #[must_use]
    pub fn with_fields(mut self, fields: Vec<FieldIssue>) -> Self {
        self.fields = fields;
        self
    }
}

fn detail(problem: &Problem) -> String {
    let mut parts: Vec<String> =
        problem.params.iter().map(|(name, value)| format!("{name}={value}")).collect();
    parts.extend(problem.fields.iter().map(|issue| issue.path.clone()));
    parts.extend(problem.provider_message.iter().map(|words| format!("“{words}”")));
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_read_back() {
        for code in ErrorCode::ALL {
            let text = serde_json::to_string(code).unwrap();
            assert_eq!(text, format!("\"{code}\""));
            assert_eq!(serde_json::from_str::<ErrorCode>(&text).unwrap(), *code);
        }
    }

    #[test]
    fn the_exit_code_follows_the_class() {
        for code in ErrorCode::ALL {
            let fits: &[u8] = match code.class() {
                ErrorClass::FixData => &[2],
                ErrorClass::ProviderSaysNo => &[3],
                ErrorClass::TryLater => &[4],
                ErrorClass::Unknown => &[5],
                ErrorClass::Keys => &[2, 3],
                ErrorClass::Local => &[1],
            };
            assert!(fits.contains(&code.exit()), "{code}");
        }
    }

    #[test]
    fn a_problem_survives_being_stored() {
        let problem = Problem::new(ErrorCode::InputInvalid)
            .with("file", "a.json")
            .with_fields(vec![FieldIssue::missing("recipient.postcode"), FieldIssue::too_long("note", 3, 4)]);
        let text = serde_json::to_string(&problem).unwrap();
        assert_eq!(
            text,
            r#"{"code":"input.invalid","params":{"file":"a.json"},"fields":[{"path":"recipient.postcode","problem":"missing"},{"path":"note","problem":"too_long","allowed":"3","given":"4"}],"retryable":false}"#
        );
        assert_eq!(serde_json::from_str::<Problem>(&text).unwrap(), problem);
    }
}
