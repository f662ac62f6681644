//! An order: what a customer wants sent, from whom to whom, in which boxes, with what inside.
//!
//! The document is that of `order add`, `order show` and the order form. Everything is optional while it is being
//! written; [`Order::missing`] says what is left to do before it is `ready`.

mod read;
mod ready;
mod short;
mod write;

use crate::decimal::Decimal;
use crate::measure::{Length, Weight};
use crate::money::{Currency, Money, Rounding};
use std::collections::BTreeMap;

pub use read::{Reading, read};
pub use short::{Short, masked};

/// The most characters of each kind of field. No provider of ours states limits in its document;
/// these keep a pasted page out of a name.
pub mod limits {
    /// Order numbers: they travel in every call, on labels and in file names.
    pub const ORDER_NO: usize = 50;
    /// Names, companies, cities, states, SKUs, box numbers.
    pub const NAME: usize = 100;
    /// One address line.
    pub const ADDRESS: usize = 200;
    /// Postcodes and house numbers.
    pub const POSTCODE: usize = 20;
    /// Phones.
    pub const PHONE: usize = 40;
    /// E-mail addresses.
    pub const EMAIL: usize = 254;
    /// Notes, goods' names, materials, uses.
    pub const NOTE: usize = 200;
    /// HS codes, batteries, option values.
    pub const CODE: usize = 60;
    /// Boxes of an order.
    pub const BOXES: usize = 200;
    /// Items of a box.
    pub const ITEMS: usize = 500;
}

/// A sender or a recipient.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    /// The person.
    pub name: String,
    /// The company.
    pub company: String,
    /// The phone, as written.
    pub phone: String,
    /// The e-mail address.
    pub email: String,
    /// Street and number.
    pub address1: String,
    /// Flat, building, district.
    pub address2: String,
    /// The house number, where it is kept apart (DE, NL).
    pub house_no: String,
    /// The city.
    pub city: String,
    /// State or province.
    pub state: String,
    /// The postcode: text, because `03901` is one.
    pub postcode: String,
    /// The country, ISO 3166-1 alpha-2 in upper case.
    pub country: String,
}

/// A kind of goods in a box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The seller's own number of it.
    pub sku: String,
    /// What it is, in Chinese.
    pub name_cn: String,
    /// What it is, in English.
    pub name_en: String,
    /// The declared value of one, as a decimal; `None` while not given.
    pub unit_price: Option<Decimal>,
    /// The currency of the declared value.
    pub currency: Option<Currency>,
    /// How many.
    pub quantity: Option<u32>,
    /// What one weighs.
    pub unit_weight: Option<Weight>,
    /// What it is made of.
    pub material: String,
    /// What it is for.
    pub usage: String,
    /// The customs code.
    pub hs_code: String,
    /// What battery is inside.
    pub battery: String,
}

impl Item {
    /// The declared value of all of them, half up to the currency's digits.
    pub fn declared(&self) -> Option<Money> {
        let total = self.unit_price?.checked_mul(Decimal::from(self.quantity?))?;
        Money::from_decimal(total, self.currency?, Rounding::HalfUp)
    }
}

/// One carton of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carton {
    /// Its number within the order (`box1`).
    pub box_no: String,
    /// What stands on its label.
    pub note: String,
    /// What it weighs, packed.
    pub weight: Option<Weight>,
    /// The longest side.
    pub length: Option<Length>,
    /// The second side.
    pub width: Option<Length>,
    /// The height.
    pub height: Option<Length>,
    /// What is inside.
    pub items: Vec<Item>,
}

/// An order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// The order number: one order's for ever once it was sent.
    pub order_no: String,
    /// The customer's or shop's own reference.
    pub reference: String,
    /// What stands on the label.
    pub note: String,
    /// Who sends it.
    pub sender: Party,
    /// Who gets it.
    pub recipient: Party,
    /// The provider's warehouse it is sent from, for goods in stock there.
    pub warehouse_id: Option<String>,
    /// Providers' extra fields under `PROVIDER.FIELD`.
    pub options: BTreeMap<String, String>,
    /// Its boxes.
    pub boxes: Vec<Carton>,
}

impl Order {
    /// What all boxes weigh together.
    pub fn weight(&self) -> Weight {
        self.boxes.iter().filter_map(|carton| carton.weight).fold(Weight::default(), Weight::plus)
    }

    /// A provider's extra field, where it is set to something.
    pub fn option(&self, provider: &str, field: &str) -> Option<&str> {
        self.options.get(&format!("{provider}.{field}")).map(String::as_str).filter(|value| !value.is_empty())
    }
}
