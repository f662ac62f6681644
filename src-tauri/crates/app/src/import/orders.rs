//! Rows to orders. Rows with one order number are one order: its boxes by their numbers, an item a row.

use super::Sheet;
use super::columns::{Column, Field, Part};
use super::table::Row;
use serde_json::{Map, Value};
use shipdesk_core::decimal::{self, Decimal};
use shipdesk_core::error::FieldIssue;
use shipdesk_core::order::{self, Order};
use shipdesk_core::text::{clean, shorten};
use std::collections::{BTreeMap, HashMap};
use std::panic::resume_unwind;

/// An order of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedOrder {
    /// Its number; empty for a row without one.
    pub order_no: String,
    /// The lines of the file it stands on, the first line being 1.
    pub rows: Vec<usize>,
    /// Its document, as far as the rows can be used.
    pub document: Value,
    /// The order; `None` as long as there are issues. It may still lack what makes it ready.
    pub order: Option<Order>,
    /// What is wrong with it, each with its cell and the field of the document:
    /// `row 12, 邮编 (recipient.postcode)`.
    pub issues: Vec<FieldIssue>,
}

/// The orders of a file, in the order in which their numbers first come.
pub fn orders(sheet: &Sheet) -> Vec<ImportedOrder> {
    let number = sheet.columns.iter().position(|column| column.held.as_ref().is_some_and(Field::is_order_no));
    let mut groups: Vec<(String, Vec<&Row>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for row in &sheet.rows {
        let order_no =
            number.and_then(|column| row.cells.get(column)).map(|cell| clean(cell)).unwrap_or_default();
        let next = groups.len();
        // rows without a number are nobody's: they never become one order
        let group = if order_no.is_empty() { next } else { *known.entry(order_no.clone()).or_insert(next) };
        if group == next {
            groups.push((order_no, Vec::new()));
        }
        groups[group].1.push(row);
    }
    read_beside(&sheet.columns, &groups)
}

/// Reads the orders on every core, in their order.
fn read_beside(columns: &[Column], groups: &[(String, Vec<&Row>)]) -> Vec<ImportedOrder> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = groups.len().div_ceil(cores).max(1);
    let read = |groups: &[(String, Vec<&Row>)]| -> Vec<ImportedOrder> {
        groups.iter().map(|(order_no, rows)| imported(columns, order_no.clone(), rows)).collect()
    };
    std::thread::scope(|scope| {
        let shares: Vec<_> = groups.chunks(share).map(|groups| scope.spawn(move || read(groups))).collect();
        let read = shares.into_iter().map(|share| share.join().unwrap_or_else(|panic| resume_unwind(panic)));
        read.flatten().collect()
    })
}

fn imported(columns: &[Column], order_no: String, rows: &[&Row]) -> ImportedOrder {
    let mut draft = Draft::new(columns);
    for row in rows {
        draft.add(row);
    }
    let lines: Vec<usize> = rows.iter().map(|row| row.line).collect();
    let document = draft.document();
    let mut issues = std::mem::take(&mut draft.issues);
    if order_no.is_empty() {
        let header = draft.header_of_order_no();
        issues.extend(lines.iter().map(|line| FieldIssue::missing(place(*line, header, "order_no"))));
    }
    let order = match order::read(&document) {
        Ok(reading) => Some(reading.order).filter(|_| issues.is_empty()),
        Err(found) => {
            let places = draft.places();
            let first = lines.first().copied().unwrap_or_default();
            let located = |issue: FieldIssue| {
                let path = places.get(&issue.path).cloned();
                FieldIssue { path: path.unwrap_or_else(|| format!("row {first} ({})", issue.path)), ..issue }
            };
            issues.extend(found.into_iter().map(located));
            None
        }
    };
    ImportedOrder { order_no, rows: lines, document, order, issues }
}

fn place(line: usize, header: &str, path: &str) -> String {
    format!("row {line}, {header} ({path})")
}

/// A cell that gave a value.
struct Given<'a> {
    line: usize,
    text: &'a str,
}

/// Values by their column; a field has one column.
type Values<'a> = BTreeMap<usize, Given<'a>>;

#[derive(Default)]
struct Carton<'a> {
    values: Values<'a>,
    items: Vec<Values<'a>>,
}

/// An order while its rows are put together.
struct Draft<'a> {
    columns: &'a [Column],
    values: Values<'a>,
    boxes: Vec<Carton<'a>>,
    /// Which box has which number.
    numbers: HashMap<&'a str, usize>,
    /// The box of the row before.
    current: usize,
    issues: Vec<FieldIssue>,
}

impl<'a> Draft<'a> {
    fn new(columns: &'a [Column]) -> Self {
        let (values, boxes, numbers) = (Values::new(), Vec::new(), HashMap::new());
        Self { columns, values, boxes, numbers, current: 0, issues: Vec::new() }
    }

    fn add(&mut self, row: &'a Row) {
        let (mut carton, mut item) = (Values::new(), Values::new());
        let mut box_no = "";
        let columns = self.columns;
        for (index, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
            let Some(field) = &column.held else { continue };
            let given = Given { line: row.line, text: cell.trim() };
            if given.text.is_empty() {
                continue;
            }
            if let Some(issue) = spoilt(field, column, &given) {
                self.issues.push(issue);
                continue;
            }
            match field.part {
                Part::Item => drop(item.insert(index, given)),
                Part::Box => {
                    if field.name == "box_no" {
                        box_no = given.text;
                    }
                    carton.insert(index, given);
                }
                _ => agree(columns, &mut self.values, index, given, &mut self.issues),
            }
        }
        if !carton.is_empty() || !item.is_empty() {
            self.pack(box_no, carton, item);
        }
    }

    /// Puts a row's box and item where they belong: into the box of that number; without a number, into the box of
    /// the row before. Equal sizes are no reason to guess that there is another box.
    fn pack(&mut self, box_no: &'a str, values: Values<'a>, item: Values<'a>) {
        let next = self.boxes.len();
        if !box_no.is_empty() {
            self.current = *self.numbers.entry(box_no).or_insert(next);
        }
        if self.current == next {
            self.boxes.push(Carton::default());
        }
        let carton = &mut self.boxes[self.current];
        for (index, given) in values {
            agree(self.columns, &mut carton.values, index, given, &mut self.issues);
        }
        if !item.is_empty() {
            carton.items.push(item);
        }
    }

    fn document(&self) -> Value {
        let mut document = Map::new();
        for (part, name) in [
            (Part::Order, ""),
            (Part::Sender, "sender"),
            (Part::Recipient, "recipient"),
            (Part::Options, "options"),
        ] {
            let fields = self.fields(&self.values, part);
            if part == Part::Order {
                document = fields;
            } else if !fields.is_empty() {
                document.insert(name.to_owned(), Value::Object(fields));
            }
        }
        let boxes = self.boxes.iter().map(|carton| {
            let mut fields = self.fields(&carton.values, Part::Box);
            let items = carton.items.iter().map(|item| Value::Object(self.fields(item, Part::Item)));
            fields.insert("items".to_owned(), Value::Array(items.collect()));
            Value::Object(fields)
        });
        document.insert("boxes".to_owned(), Value::Array(boxes.collect()));
        document.into()
    }

    fn fields(&self, values: &Values<'_>, part: Part) -> Map<String, Value> {
        let held =
            values.iter().filter_map(|(index, given)| Some((self.columns[*index].held.as_ref()?, given)));
        held.filter(|(field, _)| field.part == part)
            .map(|(field, given)| (field.name.clone(), Value::String(converted(field, given.text))))
            .collect()
    }

    /// Where each field of the document comes from.
    fn places(&self) -> HashMap<String, String> {
        let mut places = HashMap::new();
        let mut note = |prefix: &str, values: &Values<'_>| {
            for (index, given) in values {
                let column = &self.columns[*index];
                let Some(field) = &column.held else { continue };
                let path = match field.part {
                    Part::Box | Part::Item => format!("{prefix}.{}", field.name),
                    _ => field.path(),
                };
                let place = place(given.line, &column.header, &path);
                places.insert(path, place);
            }
        };
        note("", &self.values);
        for (index, carton) in self.boxes.iter().enumerate() {
            let prefix = format!("boxes[{index}]");
            note(&prefix, &carton.values);
            for (index, item) in carton.items.iter().enumerate() {
                note(&format!("{prefix}.items[{index}]"), item);
            }
        }
        places
    }

    fn header_of_order_no(&self) -> &'a str {
        let holds = |column: &&Column| column.held.as_ref().is_some_and(Field::is_order_no);
        self.columns.iter().find(holds).map_or("", |column| &column.header)
    }
}

/// Takes a value, or says which rows disagree about it.
fn agree<'a>(
    columns: &[Column],
    values: &mut Values<'a>,
    index: usize,
    given: Given<'a>,
    issues: &mut Vec<FieldIssue>,
) {
    let column = &columns[index];
    let Some(field) = &column.held else { return };
    match values.get(&index) {
        None => drop(values.insert(index, given)),
        Some(first) if same(field, first.text, given.text) => {}
        Some(first) => {
            let as_first = format!("as in row {}: {}", first.line, shorten(first.text, 40));
            issues.push(FieldIssue::wrong_kind(
                place(given.line, &column.header, &field.path()),
                &as_first,
                given.text,
            ));
        }
    }
}

fn same(field: &Field, one: &str, other: &str) -> bool {
    let numbers = || field.is_measure().then(|| decimal::parse(one).zip(decimal::parse(other))).flatten();
    one == other
        || clean(one) == clean(other)
        || field.name == "country" && one.eq_ignore_ascii_case(other)
        || numbers().is_some_and(|(one, other)| one == other)
}

/// What a spreadsheet has spoilt: a long number that was turned into `9.4055E+21`, and what stands where a formula
/// failed. Numbers to reckon with are judged when the document is read.
fn spoilt(field: &Field, column: &Column, given: &Given<'_>) -> Option<FieldIssue> {
    const FAILED: [&str; 7] = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"];
    let place = || place(given.line, &column.header, &field.path());
    if FAILED.contains(&given.text) {
        return Some(FieldIssue::wrong_kind(place(), "text", given.text));
    }
    let spoilt = !field.is_measure() && has_exponent(given.text);
    spoilt.then(|| FieldIssue::wrong_kind(place(), "text, all digits", given.text))
}

/// `9.4055E+21`, `1E+15`, `9.4055e21`, but not `1E5`, which is a SKU.
fn has_exponent(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) =
        number.split_once('.').map_or((number, None), |(whole, part)| (whole, Some(part)));
    let signed = exponent.strip_prefix('+');
    digits(whole)
        && fraction.is_none_or(digits)
        && digits(signed.unwrap_or(exponent))
        && (signed.is_some() || fraction.is_some())
}

/// A value in the document's unit; what is no number is left for the document's reader to name.
fn converted(field: &Field, text: &str) -> String {
    let number =
        (field.per != 1).then(|| decimal::parse(text)?.checked_div(Decimal::from(field.per))).flatten();
    number.map_or_else(|| text.to_owned(), |number| number.to_string())
}
