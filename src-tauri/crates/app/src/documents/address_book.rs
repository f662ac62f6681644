//! The address book, box presets and products as documents.

use super::form::{ItemForm, PartyForm};
use serde::{Deserialize, Serialize};

/// A sender profile, or a recipient that is known.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct AddressDocument {
    /// Our id of it.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// The address.
    pub party: PartyForm,
    /// When an order had it last.
    pub used_at: Option<String>,
    /// Whether new orders begin with it.
    pub is_default: bool,
}

/// A carton of the station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BoxPresetDocument {
    /// Our id of it; empty for a new one.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The longest side.
    pub length_cm: String,
    /// The second side.
    pub width_cm: String,
    /// The height.
    pub height_cm: String,
    /// What it weighs empty.
    pub tare_kg: String,
}

/// A kind of goods that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ProductDocument {
    /// The seller's own number of it.
    pub sku: String,
    /// What it is.
    pub item: ItemForm,
}
