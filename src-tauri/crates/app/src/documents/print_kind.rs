//! What is printed, and on what paper, as documents name it.

use serde::{Deserialize, Serialize};
use shipdesk_core::print::PrintKind;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// The label of a box.
    Label,
    /// The transfer label of a box.
    Transfer,
    /// The sheet that hands boxes over to a carrier.
    ScanForm,
}

impl DocumentKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Label, Self::Transfer, Self::ScanForm];
}

impl From<DocumentKind> for PrintKind {
    fn from(kind: DocumentKind) -> Self {
        match kind {
            DocumentKind::Label => Self::Label,
            DocumentKind::Transfer => Self::Transfer,
            DocumentKind::ScanForm => Self::ScanForm,
        }
    }
}

/// The paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub enum Layout {
    /// Every page keeps its own size.
    #[serde(rename = "as-is")]
    AsIs,
    /// One page on a label of 100 × 150 mm.
    #[serde(rename = "100x150")]
    Mm100x150,
    /// One page on a label of 4 × 6 in.
    #[serde(rename = "4x6")]
    In4x6,
    /// One page on a sheet of A4.
    #[serde(rename = "a4")]
    A4,
    /// Four pages on a sheet of A4.
    #[serde(rename = "a4-4up")]
    A4FourUp,
}

impl From<Layout> for shipdesk_labels::Layout {
    fn from(layout: Layout) -> Self {
        match layout {
            Layout::AsIs => Self::AsIs,
            Layout::Mm100x150 => Self::Mm100x150,
            Layout::In4x6 => Self::In4x6,
            Layout::A4 => Self::A4,
            Layout::A4FourUp => Self::A4FourUp,
        }
    }
}

impl From<shipdesk_labels::Layout> for Layout {
    fn from(layout: shipdesk_labels::Layout) -> Self {
        match layout {
            shipdesk_labels::Layout::AsIs => Self::AsIs,
            shipdesk_labels::Layout::Mm100x150 => Self::Mm100x150,
            shipdesk_labels::Layout::In4x6 => Self::In4x6,
            shipdesk_labels::Layout::A4 => Self::A4,
            shipdesk_labels::Layout::A4FourUp => Self::A4FourUp,
        }
    }
}
