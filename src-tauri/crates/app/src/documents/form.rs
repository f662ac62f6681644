//! The order form: an order as it is typed, and what the engine says of it.

use super::{IssueDocument, MoneyDocument};
use serde::{Deserialize, Serialize};
use shipdesk_core::status::OrderState;
use std::collections::BTreeMap;

/// A sender or a recipient as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PartyForm {
    /// The person.
    pub name: String,
    /// The company.
    pub company: String,
    /// The phone.
    pub phone: String,
    /// The e-mail address.
    pub email: String,
    /// Street and number.
    pub address1: String,
    /// Flat, building, district.
    pub address2: String,
    /// The house number, where it is kept apart.
    pub house_no: String,
    /// The city.
    pub city: String,
    /// State or province.
    pub state: String,
    /// The postcode.
    pub postcode: String,
    /// The country's code.
    pub country: String,
}

/// A kind of goods as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ItemForm {
    /// The seller's own number of it.
    pub sku: String,
    /// What it is, in Chinese.
    pub name_cn: String,
    /// What it is, in English.
    pub name_en: String,
    /// The declared value of one.
    pub unit_price: String,
    /// Its currency.
    pub currency: String,
    /// How many.
    pub quantity: String,
    /// What one weighs.
    pub unit_weight_kg: String,
    /// What it is made of.
    pub material: String,
    /// What it is for.
    #[serde(rename = "use")]
    pub usage: String,
    /// The customs code.
    pub hs_code: String,
    /// What battery is inside.
    pub battery: String,
}

/// A box as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BoxForm {
    /// Its number; blank ones are numbered by their places.
    pub box_no: String,
    /// What stands on its label.
    pub note: String,
    /// What it weighs, packed.
    pub weight_kg: String,
    /// The longest side.
    pub length_cm: String,
    /// The second side.
    pub width_cm: String,
    /// The height.
    pub height_cm: String,
    /// What is inside.
    pub items: Vec<ItemForm>,
}

/// The order as typed: every field is text, also where it cannot be read yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct OrderForm {
    /// The order number.
    pub order_no: String,
    /// The customer's reference.
    pub reference: String,
    /// What stands on the label.
    pub note: String,
    /// Who sends it.
    pub sender: PartyForm,
    /// Who gets it.
    pub recipient: PartyForm,
    /// The provider's warehouse it is sent from.
    pub warehouse_id: Option<String>,
    /// Providers' extra fields under `PROVIDER.FIELD`.
    pub options: BTreeMap<String, String>,
    /// Its boxes.
    pub boxes: Vec<BoxForm>,
}

/// What the form adds up to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct FormTotals {
    /// How many boxes.
    pub boxes: u32,
    /// How many pieces are in them.
    pub pieces: u32,
    /// What the boxes that were weighed weigh together; `null` while none was.
    pub weight_kg: Option<String>,
    /// Length × width × height ÷ 6000 over the boxes that were measured; `null` while none was.
    pub volume_weight_kg: Option<String>,
    /// Declared values, one a currency, never summed together.
    pub declared: Vec<MoneyDocument>,
    /// Whether a battery is inside.
    pub battery: bool,
}

/// A form with what the engine says of it.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct FormDocument {
    /// The order's id.
    pub id: String,
    /// The form, as typed.
    pub form: OrderForm,
    /// Where the order stands.
    pub state: OrderState,
    /// What cannot be read or is still missing, in reading order.
    pub issues: Vec<IssueDocument>,
    /// Advice, never in the way.
    pub hints: Vec<IssueDocument>,
    /// What it adds up to.
    pub totals: FormTotals,
    /// When it was saved.
    pub saved_at: String,
    /// It was sent: nothing of it can change any more.
    pub locked: bool,
}

/// How far a recognised field can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Most likely wrong.
    Doubtful,
    /// A person should look at it.
    Check,
    /// The text says so itself.
    Sure,
}

/// A recognised field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PastedField {
    /// Which: `recipient.phone`.
    pub path: String,
    /// Its value.
    pub value: String,
    /// How far it can be trusted.
    pub confidence: Confidence,
}

/// What was recognised in a pasted text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PasteDocument {
    /// The fields, in the order of the form.
    pub fields: Vec<PastedField>,
    /// The text as pasted.
    pub text: String,
}
