//! One workstation's folder: `shipdesk.db` (SQLite) and `files/` (labels, scan forms, proofs by SHA-256).
//!
//! One file an aggregate; each function takes the connection or transaction to work in, so that a use case decides
//! what is committed together. Rows are read into the types of the file that owns the table.
#![deny(missing_docs)]

pub mod account;
pub mod address;
pub mod attempt;
pub mod backup;
pub mod balance;
pub mod box_preset;
pub mod call_place;
pub mod carrier;
pub mod change;
pub mod channel;
mod error;
pub mod files;
pub mod folder;
pub mod foreign_order;
pub mod hand_over;
pub mod inbound;
pub mod journal;
pub mod label;
pub mod network;
pub mod order;
pub mod order_form;
pub mod owner;
pub mod parcel;
pub mod print_job;
pub mod product;
pub mod purchase;
pub mod quote;
pub mod scan_form;
pub mod scheduler;
pub mod search;
pub mod setting;
pub mod status;
pub mod verify;

pub use error::StoreError;
pub use folder::{Folder, Tx};

/// The connection that store functions work on.
pub type Db = sqlx::SqliteConnection;
/// What store functions give.
pub type Result<T> = std::result::Result<T, StoreError>;
