//! Labels: fetched until they are here, kept, exported.

mod export;
mod fetch;
mod show;
mod take;

pub(crate) use export::write_file;
pub use export::{LabelExportDocument, LabelLeftOut, LabelOnPage};
