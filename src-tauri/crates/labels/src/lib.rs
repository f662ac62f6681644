//! Bytes to pages: says what a label file is, whether it is whole, and puts many of them on the paper that
//! is in the printer, and hands them to it.
//!
//! Owns the caps on foreign files, the geometry of imposing, the raster of a page in printer dots, and in [`spool`]
//! the print server. Knows no order: bytes come in, bytes or a typed error go out, and no input makes it panic.
//!
//! ```
//! use shipdesk_labels::{LabelError, check};
//!
//! let answer = b"<!DOCTYPE html><title>Please sign in</title>";
//! assert!(matches!(check(answer), Err(LabelError::NotALabel { found: "web page" })));
//! ```

mod assemble;
mod check;
mod document;
mod error;
mod fonts;
mod impose;
mod layout;
mod picture;
mod raster;
pub mod report;
mod sniff;
pub mod spool;

pub use assemble::assemble;
pub use check::{Checked, PageSize, check};
pub use error::LabelError;
pub use layout::Layout;
pub use raster::{Raster, raster};
pub use sniff::{MediaType, sniff};

/// The largest file that is looked at, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most pages one file may have.
pub const MAX_PAGES: usize = 50;
/// The most pixels one image may have, counted from its header before anything is decoded.
pub const MAX_PIXELS: u64 = 40_000_000;
