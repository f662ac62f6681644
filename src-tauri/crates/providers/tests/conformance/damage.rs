//! Damages answers: the bytes, and the values inside. The same seed gives the same damage.

use serde_json::{Map, Value, json};
use shipdesk_providers::spi::json;

/// A row of numbers that look random (`SplitMix64`).
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The row of one round of one target.
    pub(crate) fn new(seed: u64, target: &str, round: u64) -> Self {
        let start = target.bytes().fold(seed, |sum, byte| sum.rotate_left(7) ^ u64::from(byte));
        Self(start.wrapping_add(round.wrapping_mul(0x2545_F491_4F6C_DD1D)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap();
        usize::try_from(self.next() % end).unwrap()
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// An answer with one to four things wrong; `others` are answers from which pieces are taken.
pub(crate) fn damaged(body: &[u8], others: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut body = body.to_vec();
    for _ in 0..=dice.below(4) {
        let parsed = if dice.below(3) == 0 { None } else { json::parse(&body).ok() };
        body = match parsed {
            Some(value) => written(&changed(value, others, dice)),
            None => torn(body, others, dice),
        };
    }
    body
}

/// Wrong bytes.
fn torn(mut body: Vec<u8>, others: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let (at, other) = (dice.below(body.len() + 1), dice.below(body.len() + 1));
    let (from, to) = (at.min(other), at.max(other));
    let piece: Vec<u8> = match dice.below(9) {
        0 => return body[..at].to_vec(),
        1 => return [&body[..from], &body[to..]].concat(),
        2 => body[from..to].to_vec(),
        3 => {
            if let Some(byte) = body.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
            return body;
        }
        4 => {
            let end = u8::try_from(dice.below(256)).unwrap();
            if let Some(byte) = body.get_mut(at) {
                *byte = end;
            }
            return body;
        }
        5 => dice.one_of(&MARKS).as_bytes().to_vec(),
        6 => dice.one_of(&["[", "{\"a\":", "{", "\"", "[["]).repeat(1 + dice.below(3000)).into_bytes(),
        7 => b"\xff\xc3\x28\xed\xa0\x80".to_vec(),
        _ => {
            let donor: &Vec<u8> = dice.one_of(others);
            donor[dice.below(donor.len() + 1)..].to_vec()
        }
    };
    body.splice(at..at, piece);
    body
}

/// What stands in the way of a reader.
const MARKS: [&str; 16] = [
    "\u{feff}",
    "\0",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\\ud800",
    "//",
    "\r\n",
    ",",
    ":",
    "null",
    "<html>",
    "\nNotice: items[] in {main} on line 7\n",
];

/// A step down into a value.
#[derive(Debug, Clone)]
enum Step {
    Member(String),
    Element(usize),
}

/// The ways to all values inside one, itself first.
fn ways(value: &Value) -> Vec<Vec<Step>> {
    let mut all = vec![Vec::new()];
    let mut under = |step: Step, inner: &Value| {
        let longer = ways(inner).into_iter().map(|way| [vec![step.clone()], way].concat());
        all.extend(longer);
    };
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                under(Step::Member(name.clone()), inner);
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                under(Step::Element(at), inner);
            }
        }
        _ => {}
    }
    all
}

fn at<'a>(value: &'a mut Value, way: &[Step]) -> &'a mut Value {
    way.iter().fold(value, |value, step| match step {
        Step::Member(name) => &mut value[name.as_str()],
        Step::Element(index) => &mut value[*index],
    })
}

/// A value with one thing inside it changed.
fn changed(mut value: Value, others: &[Vec<u8>], dice: &mut Dice) -> Value {
    let ways = ways(&value);
    let way = dice.one_of(&ways).clone();
    let place = at(&mut value, &way);
    match dice.below(10) {
        0..=2 => *place = junk(dice),
        3 => *place = wrapped(place.take(), dice),
        4 => *place = as_other_kind(place),
        5..=7 => *place = from_elsewhere(place.take(), way.last(), others, dice),
        _ => {
            if let Some((last, above)) = way.split_last() {
                rearrange(at(&mut value, above), last, dice);
            }
        }
    }
    value
}

/// A value of another answer in the place of one: mostly one of the same name, so that codes, flags and words meet that
/// never stood together.
fn from_elsewhere(value: Value, step: Option<&Step>, others: &[Vec<u8>], dice: &mut Dice) -> Value {
    let donor: &Vec<u8> = dice.one_of(others);
    let Ok(mut donor) = json::parse(donor) else { return value };
    let mut all = ways(&donor);
    if let Some(Step::Member(name)) = step
        && dice.below(4) > 0
    {
        all.retain(|way| matches!(way.last(), Some(Step::Member(other)) if other == name));
    }
    if all.is_empty() {
        return value;
    }
    let way: &Vec<Step> = dice.one_of(&all);
    at(&mut donor, way).take()
}

/// Takes a member or an element away, doubles it, renames it, or moves it.
fn rearrange(parent: &mut Value, step: &Step, dice: &mut Dice) {
    match (parent, step) {
        (Value::Object(members), Step::Member(name)) => {
            let was = members.get(name).cloned().unwrap_or_default();
            match dice.below(4) {
                0 => drop(members.shift_remove(name)),
                // a second one of the same name; `written` takes the mark away
                1 => drop(
                    members
                        .insert(format!("{name}{SECOND}"), if dice.below(2) == 0 { was } else { junk(dice) }),
                ),
                2 => {
                    members.shift_remove(name);
                    let renamed = [name.to_uppercase(), format!(" {name}"), format!("{name}_")];
                    members.insert(dice.one_of(&renamed).clone(), was);
                }
                _ => {
                    let others: Vec<String> = members.keys().cloned().collect();
                    let other = dice.one_of(&others).clone();
                    let its = members.insert(other, was).unwrap_or_default();
                    members.insert(name.clone(), its);
                }
            }
        }
        (Value::Array(items), Step::Element(index)) => match dice.below(4) {
            0 => drop(items.remove(*index)),
            1 => items.insert(*index, items[*index].clone()),
            2 => items.reverse(),
            _ => {
                let other = dice.below(items.len());
                items.swap(*index, other);
            }
        },
        _ => {}
    }
}

const SECOND: char = '\u{e000}';

fn written(value: &Value) -> Vec<u8> {
    value.to_string().replace(SECOND, "").into_bytes()
}

fn wrapped(value: Value, dice: &mut Dice) -> Value {
    match dice.below(4) {
        0 => json!([value]),
        1 => json!({ "0": value, "2": null }),
        2 => Value::String(value.to_string()),
        _ => Value::Object(Map::from_iter([("result".to_owned(), value)])),
    }
}

/// Numbers as text, text as numbers where it can be one, lists as objects and the other way round.
fn as_other_kind(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::String(format!(" {number} ")),
        Value::String(text) => serde_json::from_str(text).unwrap_or(Value::Null),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, item)| ((at * 2).to_string(), item.clone()))
            .collect::<Map<_, _>>()
            .into(),
        Value::Object(members) => members.values().cloned().collect(),
        other => other.to_string().into(),
    }
}

/// A value that nobody would expect there, or that somebody would, but elsewhere.
fn junk(dice: &mut Dice) -> Value {
    match dice.below(24) {
        0 => Value::String("长🎁".repeat(1 + dice.below(10_000))),
        1 => (0..dice.below(100)).fold(Value::Null, |inner, _| json!([inner])),
        2 => (0..dice.below(100)).fold(json!("deep"), |inner, _| json!({ "data": inner })),
        3 => json!((0..dice.below(400)).collect::<Vec<_>>()),
        4..=8 => {
            let number: &&str = dice.one_of(&NUMBERS);
            serde_json::from_str(number).unwrap()
        }
        9..=11 => {
            dice.one_of(&[json!(null), json!([]), json!({}), json!([null]), json!(true), json!([[]])]).clone()
        }
        _ => Value::String((*dice.one_of(&TEXTS)).to_owned()),
    }
}

const NUMBERS: [&str; 16] = [
    "0",
    "-0",
    "1",
    "-1",
    "2",
    "200",
    "2e2",
    "300",
    "400",
    "4016",
    "1e400",
    "-1e-400",
    "0.5",
    "1e999999999999",
    "99999999999999999999999999999999",
    "18446744073709551616",
];

const TEXTS: [&str; 40] = [
    "",
    " ",
    "0",
    "1",
    "2",
    "200",
    "400",
    "-1",
    "null",
    "[]",
    "{}",
    "Y",
    "N",
    "V",
    "S",
    "true",
    "\u{202e}gnp",
    "\0\0",
    "\u{feff}",
    "é\u{301}",
    "🎁",
    "١٢٣",
    "Ⅷ",
    "ﷺ",
    "\u{10ffff}",
    "9999-12-31 23:59:59",
    "-009999-01-01T00:00:00Z",
    "2026-02-30 25:61",
    "2016-12-31T23:59:60Z",
    "2026-01-05 10:00:00",
    "http://..x",
    "javascript:1",
    "delivered",
    "Delivered",
    "undelivered",
    "已签收",
    "未签收",
    "派送中",
    "../../etc",
    "'; drop table event; --",
];
