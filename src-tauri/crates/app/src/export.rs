//! Orders as a table, a row an item, for spreadsheets: the columns import again as the same orders
//! ([`crate::import`]), and what became of each order stands beside them.
//!
//! What import does not give back: an item without a single value, an option that is set to nothing.

mod parcels;
mod table;

use crate::import::OPTIONS;
pub(crate) use parcels::parcels;
use shipdesk_core::error::Problem;
use shipdesk_core::money::Money;
use shipdesk_core::order::{Carton, Item, Order, Party};
use shipdesk_core::status::OrderState;
use std::borrow::Cow;
use std::collections::BTreeSet;
use table::Cell;
pub(crate) use table::TableFile;

/// An order to be written, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRow {
    /// The order.
    pub order: Order,
    /// Where it stands.
    pub state: OrderState,
    /// The account of its newest purchase.
    pub account: Option<String>,
    /// Its channel.
    pub channel_id: Option<String>,
    /// Its tracking number.
    pub tracking_no: Option<String>,
    /// What it cost, in one currency.
    pub charged: Option<Money>,
    /// When it came here, RFC 3339.
    pub created_at: String,
}

/// The table as CSV: UTF-8 with a byte order mark, by which spreadsheets know it.
pub fn csv(rows: impl Iterator<Item = ExportRow>) -> Vec<u8> {
    let table = Table::new(rows.collect());
    table::csv(&table.headers, table.lines())
}

/// The table as a workbook. Weights, sizes, counts and amounts are numbers, everything else is text.
///
/// # Errors
/// `file.unusable` where a workbook cannot hold it: more than 1,048,575 rows, or a text above 32,767 characters.
pub fn xlsx(rows: impl Iterator<Item = ExportRow>) -> Result<Vec<u8>, Problem> {
    let table = Table::new(rows.collect());
    table::xlsx(&table.headers, table.lines())
}

/// What heads a party's columns after `sender_` and `recipient_`, in the order of [`party`].
const PARTY: [&str; 11] = [
    "name", "company", "phone", "email", "address1", "address2", "house_no", "city", "state", "postcode",
    "country",
];
/// What heads a box's columns, in the order of [`boxed`].
const BOX: [&str; 6] = ["box_no", "box_note", "weight_kg", "length_cm", "width_cm", "height_cm"];
/// What heads an item's columns, in the order of [`goods`].
const ITEM: [&str; 11] = [
    "sku",
    "name_cn",
    "name_en",
    "unit_price",
    "currency",
    "quantity",
    "unit_weight_kg",
    "material",
    "use",
    "hs_code",
    "battery",
];
/// What heads what became of the order, in the order of [`outcome`]. Import passes these over.
const OUTCOME: [&str; 7] = [
    "order_state",
    "account",
    "channel_id",
    "tracking_no",
    "charged_total",
    "charged_currency",
    "created_at",
];

struct Table {
    rows: Vec<ExportRow>,
    /// The providers' extra fields that any of the orders has.
    options: Vec<String>,
    headers: Vec<String>,
}

impl Table {
    fn new(rows: Vec<ExportRow>) -> Self {
        let keys: BTreeSet<&String> = rows.iter().flat_map(|row| row.order.options.keys()).collect();
        let options: Vec<String> = keys.into_iter().cloned().collect();
        let sides = ["sender", "recipient"];
        let mut headers: Vec<String> = ["order_no", "reference", "note"].map(str::to_owned).into();
        headers.extend(sides.iter().flat_map(|side| PARTY.map(|name| format!("{side}_{name}"))));
        headers.push("warehouse_id".to_owned());
        headers.extend(options.iter().map(|key| format!("{OPTIONS}{key}")));
        headers.extend(BOX.iter().chain(&ITEM).chain(&OUTCOME).map(|&name| name.to_owned()));
        Self { rows, options, headers }
    }

    fn lines(&self) -> impl Iterator<Item = Vec<Cell<'_>>> {
        self.rows.iter().flat_map(|row| {
            contents(&row.order).into_iter().map(|contents| {
                let mut cells = self.order(&row.order);
                cells.extend(contents);
                cells.extend(outcome(row));
                cells
            })
        })
    }

    fn order<'a>(&self, order: &'a Order) -> Vec<Cell<'a>> {
        let mut cells: Vec<Cell<'a>> =
            [&order.order_no, &order.reference, &order.note].map(|text| Cell::text_of(text)).into();
        cells.extend([&order.sender, &order.recipient].into_iter().flat_map(party));
        cells.push(Cell::maybe(order.warehouse_id.as_ref()));
        cells.extend(self.options.iter().map(|key| Cell::maybe(order.options.get(key))));
        cells
    }
}

fn party(party: &Party) -> [Cell<'_>; PARTY.len()] {
    [
        &party.name,
        &party.company,
        &party.phone,
        &party.email,
        &party.address1,
        &party.address2,
        &party.house_no,
        &party.city,
        &party.state,
        &party.postcode,
        &party.country,
    ]
    .map(|text| Cell::text_of(text))
}

/// A row for each item; one for a box without items, and one for an order without boxes.
fn contents(order: &Order) -> Vec<Vec<Cell<'_>>> {
    let blank = || Cell::Text("".into());
    let mut rows = Vec::new();
    for (index, carton) in order.boxes.iter().enumerate() {
        let items: Vec<Option<&Item>> = match carton.items.as_slice() {
            [] => vec![None],
            items => items.iter().map(Some).collect(),
        };
        for item in items {
            let mut cells = Vec::from(boxed(index, carton));
            match item {
                Some(item) => cells.extend(goods(item)),
                None => cells.extend(std::iter::repeat_with(blank).take(ITEM.len())),
            }
            rows.push(cells);
        }
    }
    if rows.is_empty() {
        rows.push(std::iter::repeat_with(blank).take(BOX.len() + ITEM.len()).collect());
    }
    rows
}

fn boxed(index: usize, carton: &Carton) -> [Cell<'_>; BOX.len()] {
    let box_no: Cow<'_, str> = match carton.box_no.as_str() {
        // as the order's reader would call it
        "" => format!("box{}", index + 1).into(),
        box_no => box_no.into(),
    };
    [
        Cell::Text(box_no),
        Cell::text_of(&carton.note),
        Cell::measured(carton.weight),
        Cell::measured(carton.length),
        Cell::measured(carton.width),
        Cell::measured(carton.height),
    ]
}

fn goods(item: &Item) -> [Cell<'_>; ITEM.len()] {
    [
        Cell::text_of(&item.sku),
        Cell::text_of(&item.name_cn),
        Cell::text_of(&item.name_en),
        Cell::measured(item.unit_price),
        Cell::Text(item.currency.map_or_else(String::new, |currency| currency.to_string()).into()),
        Cell::measured(item.quantity),
        Cell::measured(item.unit_weight),
        Cell::text_of(&item.material),
        Cell::text_of(&item.usage),
        Cell::text_of(&item.hs_code),
        Cell::text_of(&item.battery),
    ]
}

fn outcome(row: &ExportRow) -> [Cell<'_>; OUTCOME.len()] {
    [
        Cell::text_of(row.state.as_str()),
        Cell::maybe(row.account.as_ref()),
        Cell::maybe(row.channel_id.as_ref()),
        Cell::maybe(row.tracking_no.as_ref()),
        Cell::measured(row.charged),
        Cell::Text(row.charged.map_or_else(String::new, |money| money.currency().to_string()).into()),
        Cell::text_of(&row.created_at),
    ]
}
