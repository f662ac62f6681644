//! The use cases: what a person can do at a workstation, for the window and the command line alike.
//!
//! [`Workstation`] is the one door. Each noun has a file; documents are what they answer with, [`words`] says errors
//! and states in the reader's language. No provider is named here: what can be done is asked of its traits.
#![deny(missing_docs)]

mod accounts;
mod address_book;
mod background;
mod balances;
mod box_presets;
mod buying;
mod cancelling;
mod changes;
mod channels;
mod dispute;
pub mod documents;
mod exchange;
pub mod export;
mod fail;
mod find;
mod folder;
mod foreign_orders;
pub mod import;
mod inbound;
mod labels;
mod line;
mod masking;
mod memory;
mod opening;
mod order_form;
mod order_rows;
mod paste;

mod orders;
mod parcels;
pub mod practice;
mod printing;
mod products;
mod quotes;
mod results;
mod scan_forms;
mod sending;
mod settings;
mod settle;
mod status;
mod tracking;
pub mod words;
mod workstation;

pub use accounts::AccountRequest;
pub use buying::{BuyRequest, Choice, LabelWait};
pub use changes::Changes;
pub use exchange::{ImportDocument, ImportRequest, OnDuplicate};
pub use folder::{VerifyDocument, restore};
pub use labels::{LabelExportDocument, LabelLeftOut, LabelOnPage};
pub use orders::ListRequest;
pub use quotes::QuoteRequest;
pub use scan_forms::{LeftOutDocument, MemberDocument, ScanFormDocument, ScanFormRequest};
pub use settings::SettingDocument;
pub use shipdesk_labels::Layout as PaperLayout;
pub use shipdesk_labels::spool;
pub use tracking::{TrackAnswer, TrackRequest};
pub use workstation::{Patience, Practice, Progress, Quiet, Secrets, Setup, Workstation};

/// What a use case gives: a document and how it went, or a problem where there is no document to give.
pub type Outcome<T> = Result<documents::Answer<T>, shipdesk_core::error::Problem>;
