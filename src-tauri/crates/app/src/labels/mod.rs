//! Labels: fetched until they are here, kept, exported.

mod export;
mod fetch;
mod show;
mod take;

pub(crate) use export::write_file;
pub use export::{LabelExportDocument, LabelLeftOut, LabelOnPage};

use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_labels::{Layout, assemble};

/// Label files on the pages of a layout, as one PDF.
pub(crate) fn laid_out(labels: &[Vec<u8>], layout: Layout) -> Result<Vec<u8>, Problem> {
    let labels: Vec<&[u8]> = labels.iter().map(Vec::as_slice).collect();
    assemble(&labels, layout).map_err(|error| Problem::new(ErrorCode::LabelUnusable).with("detail", error))
}
