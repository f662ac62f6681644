//! Which field of an order a column holds, from what heads it. The words are data: `columns.toml`.

use serde::{Deserialize, Serialize};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

/// What stands before a provider's extra field, as in `options.PROVIDER.FIELD`.
pub(crate) const OPTIONS: &str = "options.";

/// Somebody's own reading of a kind of file, kept as a setting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMap {
    /// What it is called.
    pub name: String,
    /// A column's header, and the field it holds (`recipient_postcode`); empty: the column is passed over.
    pub columns: BTreeMap<String, String>,
}

/// The part of an order that a field belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Order,
    Sender,
    Recipient,
    Options,
    Box,
    Item,
}

/// A field of the order document, as a column holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Field {
    pub(super) part: Part,
    /// Its name within its part of the document.
    pub(super) name: String,
    /// By what its numbers are divided to be in the document's unit: 1000 for grams.
    pub(super) per: u32,
}

impl Field {
    /// Its name as a column of its own: `recipient_postcode`.
    pub(super) fn column(&self) -> String {
        match self.part {
            Part::Sender => format!("sender_{}", self.name),
            Part::Recipient => format!("recipient_{}", self.name),
            Part::Options => format!("{OPTIONS}{}", self.name),
            Part::Box if self.name == "note" => "box_note".to_owned(),
            Part::Order | Part::Box | Part::Item => self.name.clone(),
        }
    }

    /// Its path in the document, of any box and item.
    pub(super) fn path(&self) -> String {
        let part = match self.part {
            Part::Order => return self.name.clone(),
            Part::Sender => "sender",
            Part::Recipient => "recipient",
            Part::Options => "options",
            Part::Box => "boxes[]",
            Part::Item => "boxes[].items[]",
        };
        format!("{part}.{}", self.name)
    }

    /// Whether it is the order number.
    pub(super) fn is_order_no(&self) -> bool {
        self.part == Part::Order && self.name == "order_no"
    }

    /// Whether it holds a number that is reckoned with, unlike ids, which are text.
    pub(super) fn is_measure(&self) -> bool {
        match self.part {
            Part::Box => !matches!(self.name.as_str(), "box_no" | "note"),
            Part::Item => matches!(self.name.as_str(), "unit_price" | "quantity" | "unit_weight_kg"),
            Part::Order | Part::Sender | Part::Recipient | Part::Options => false,
        }
    }
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// What heads it, as written.
    pub header: String,
    /// The field it holds, by its own name (`recipient_postcode`); `null` for one that is passed over.
    pub field: Option<String>,
    #[serde(skip)]
    pub(super) held: Option<Field>,
}

/// The words that are known for a file: everybody's, and those of its map before them.
pub(super) struct Names {
    mapped: HashMap<String, Option<Field>>,
}

impl Names {
    /// # Errors
    /// `input.invalid` with the fields that no order has.
    pub(super) fn new(map: Option<&ColumnMap>) -> Result<Self, Problem> {
        let mut mapped = HashMap::new();
        let mut wrong = Vec::new();
        for (header, name) in map.iter().flat_map(|map| &map.columns) {
            let field = known(name).map(|(field, _)| field);
            if field.is_none() && !name.trim().is_empty() {
                let path = format!("columns.{header}");
                wrong.push(FieldIssue { given: Some(name.clone()), ..FieldIssue::unknown(path) });
            }
            mapped.insert(folded(header), field);
        }
        if wrong.is_empty() {
            return Ok(Self { mapped });
        }
        Err(Problem::new(ErrorCode::InputInvalid).with("reason", "map_field").with_fields(wrong))
    }

    /// How many of these cells head a known column.
    pub(super) fn recognised<'a>(&self, cells: impl Iterator<Item = &'a str>) -> usize {
        cells.filter(|cell| self.held(cell).is_some()).count()
    }

    /// Whether these cells head columns, one of which holds order numbers.
    pub(super) fn heads<'a>(&self, mut cells: impl Iterator<Item = &'a str>) -> bool {
        cells.any(|cell| self.held(cell).is_some_and(|(field, _)| field.is_order_no()))
    }

    /// The columns under these headers. Of several for one field the strongest word wins, then the leftmost.
    pub(super) fn columns<'a>(&self, headers: impl Iterator<Item = &'a str>) -> Vec<Column> {
        let found: Vec<_> = headers.map(|header| (header.trim(), self.held(header))).collect();
        let mut holders: HashMap<(Part, &str), (u32, usize)> = HashMap::new();
        for (index, (_, held)) in found.iter().enumerate() {
            let Some((field, rank)) = held else { continue };
            let holder = holders.entry((field.part, &field.name)).or_insert((*rank, index));
            *holder = (*holder).min((*rank, index));
        }
        let winners: HashSet<usize> = holders.into_values().map(|(_, index)| index).collect();
        let mut columns = Vec::with_capacity(found.len());
        for (index, (header, held)) in found.into_iter().enumerate() {
            let held = held.map(|(field, _)| field).filter(|_| winners.contains(&index));
            columns.push(Column { header: header.to_owned(), field: held.as_ref().map(Field::column), held });
        }
        columns
    }

    fn held(&self, header: &str) -> Option<(Field, u32)> {
        match self.mapped.get(&folded(header)) {
            Some(field) => field.clone().map(|field| (field, 0)),
            None => known(header),
        }
    }
}

/// The field of a header and how strong a word it is, 0 being the field's own name.
fn known(header: &str) -> Option<(Field, u32)> {
    let trimmed = header.trim_start_matches('\u{FEFF}').trim_start();
    if let Some((start, key)) = trimmed.split_at_checked(OPTIONS.len())
        && start.eq_ignore_ascii_case(OPTIONS)
    {
        return Some((Field { part: Part::Options, name: key.to_owned(), per: 1 }, 0));
    }
    WORDS.get(&folded(header)).cloned()
}

/// A header without what does not count: case, blanks, punctuation, full-width forms, “required” and “optional”.
fn folded(header: &str) -> String {
    let text: String =
        header.chars().map(half_width).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let marks = ["必填", "选填", "選填", "required", "optional"];
    let bare = marks.iter().find_map(|mark| text.strip_suffix(mark)).filter(|bare| !bare.is_empty());
    bare.map_or(text.clone(), str::to_owned)
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

type Lists = BTreeMap<String, Vec<String>>;

/// `columns.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    order: Lists,
    prefixes: Lists,
    party: Lists,
    sender: Lists,
    recipient: Lists,
    #[serde(rename = "box")]
    carton: Lists,
    item: Lists,
    grams: Lists,
    millimetres: Lists,
}

static WORDS: LazyLock<HashMap<String, (Field, u32)>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the file is part of the program, and every test reads it")]
    let source: Source = toml::from_str(include_str!("columns.toml")).expect("columns.toml is well formed");
    words(&source)
});

fn words(source: &Source) -> HashMap<String, (Field, u32)> {
    let mut words = Words::default();
    words.own(Part::Order, &source.order);
    words.own(Part::Sender, &source.party);
    words.own(Part::Recipient, &source.party);
    words.own(Part::Box, &source.carton);
    words.own(Part::Item, &source.item);
    words.listed(Part::Order, 1, &source.order);
    words.listed(Part::Box, 1, &source.carton);
    words.listed(Part::Item, 1, &source.item);
    for (per, lists) in [(1000, &source.grams), (10, &source.millimetres)] {
        let (items, boxes): (Lists, Lists) =
            lists.clone().into_iter().partition(|(name, _)| source.item.contains_key(name));
        words.listed(Part::Item, per, &items);
        words.listed(Part::Box, per, &boxes);
    }
    for (part, side, bare) in
        [(Part::Sender, "sender", &source.sender), (Part::Recipient, "recipient", &source.recipient)]
    {
        words.prefixed(part, source.prefixes.get(side).map_or(&[], Vec::as_slice), &source.party);
        words.listed(part, 1, bare);
    }
    words.0
}

/// Words and what they mean; of several meanings the first stays, so that a field's own name is never lost.
#[derive(Default)]
struct Words(HashMap<String, (Field, u32)>);

impl Words {
    /// Words after every prefix rank below every word before them.
    const STEP: u32 = 100;

    fn add(&mut self, word: &str, part: Part, name: &str, per: u32, rank: u32) {
        let field = Field { part, name: name.to_owned(), per };
        self.0.entry(folded(word)).or_insert((field, rank));
    }

    fn own(&mut self, part: Part, lists: &Lists) {
        for name in lists.keys() {
            let column = Field { part, name: name.clone(), per: 1 }.column();
            self.add(&column, part, name, 1, 0);
        }
    }

    fn listed(&mut self, part: Part, per: u32, lists: &Lists) {
        for (name, list) in lists {
            for (word, rank) in list.iter().zip(Self::STEP * Self::STEP..) {
                self.add(word, part, name, per, rank);
            }
        }
    }

    fn prefixed(&mut self, part: Part, prefixes: &[String], lists: &Lists) {
        for (prefix, step) in prefixes.iter().zip(1..) {
            for (name, list) in lists {
                for (word, rank) in list.iter().zip(step * Self::STEP..) {
                    self.add(&format!("{prefix}{word}"), part, name, 1, rank);
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;
