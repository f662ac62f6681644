//! Reads the JSON that really arrives: behind a byte order mark or a PHP warning, with remarks inside, in bytes that are
//! not quite UTF-8; and finds fields in it however they are spelt.
//!
//! One thing is never tolerated: half an answer. A document that breaks off is an error, and what stands inside it is
//! never read in its place, because `{"result":[{"code":200}` is not a success.

use super::encoding;
use super::error::ProviderError;
use serde_json::Value;
use shipdesk_core::text::clean;
use std::iter::Peekable;
use std::str::Chars;

/// How many brackets of the junk before an answer are looked at.
const MAX_STARTS: usize = 256;

/// The first JSON document in an answer: an object, an array with objects, or an empty array.
///
/// Before it may stand anything that is not JSON of these kinds (warnings with `[0]`, `{main}`, `array(…)`), behind it
/// anything at all; inside it `//` remarks and raw control characters in texts. GBK is read as well; bytes that are neither,
/// and escapes that are half a character, are replaced.
///
/// # Errors
/// [`super::error::ErrorKind::BadAnswer`] for a document that is cut off or broken, for an HTML page, and where there is
/// none. The answer is not quoted: it may hold people's data.
pub fn parse(bytes: &[u8]) -> Result<Value, ProviderError> {
    let text = encoding::text(bytes);
    let mut from = 0;
    for _ in 0..MAX_STARTS {
        let Some(start) = text[from..].find(['{', '[']).map(|at| from + at) else { break };
        let (before, rest) = text.split_at(start);
        match read_at(rest) {
            Found::Document(value) if !is_empty(&value) || begins_a_line(before) => {
                return if is_page(before) { Err(page()) } else { Ok(value) };
            }
            Found::Broken(why) => {
                return Err(if is_page(before) { page() } else { ProviderError::bad_answer(why) });
            }
            Found::Document(_) => from = start + 2,
            Found::Fragment(length) => from = start + length,
            Found::Junk => from = start + 1,
        }
    }
    Err(if is_page(&text) { page() } else { ProviderError::bad_answer("no JSON in the answer") })
}

/// What stands at an opening bracket.
enum Found {
    Document(Value),
    /// JSON, but nothing that an answer could be, and how long it is.
    Fragment(usize),
    Broken(&'static str),
    Junk,
}

fn read_at(text: &str) -> Found {
    let error = match first_value(text) {
        Ok((value, _)) if is_document(&value) => return Found::Document(value),
        Ok((_, length)) => return Found::Fragment(length),
        Err(error) => error,
    };
    if error.is_eof() {
        return Found::Broken("the answer is cut off");
    }
    if !begins_a_document(text) {
        return Found::Junk;
    }
    match first_value(&repaired(text)) {
        Ok((value, _)) => Found::Document(value),
        Err(error) if error.is_eof() => Found::Broken("the answer is cut off"),
        Err(_) => Found::Broken("the answer is not JSON"),
    }
}

/// The value that a text begins with, and its length in bytes.
fn first_value(text: &str) -> Result<(Value, usize), serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    match values.next() {
        Some(value) => value.map(|value| (value, values.byte_offset())),
        None => Ok((Value::Null, text.len())),
    }
}

fn is_document(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.is_empty() || items.iter().any(Value::is_object),
        _ => false,
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(serde_json::Map::is_empty)
}

/// `[]` and `{}` stand in warnings too (`Notice: items[] in …`): they are an answer only at the beginning of a line.
fn begins_a_line(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t', '\u{FEFF}']);
    before.is_empty() || before.ends_with(['\n', '\r', '>'])
}

/// Whether a text begins as an answer does, `{"`, `{}`, `[{` or `[]`. If it then breaks, it is a broken answer, not junk.
fn begins_a_document(text: &str) -> bool {
    let Some(inside) = text.get(1..).map(without_remarks) else { return false };
    if text.starts_with('{') { inside.starts_with(['"', '}']) } else { inside.starts_with(['{', ']']) }
}

/// The text behind blanks and remarks.
fn without_remarks(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with("//") {
        rest = rest.find('\n').map_or("", |end| &rest[end..]).trim_start();
    }
    rest
}

/// Without `//` remarks outside of texts, with the control characters inside of texts escaped, and with escapes that are
/// half a character replaced.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut inside = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                inside = !inside;
                out.push(c);
            }
            '\\' if inside => out.push_str(&escape(&mut chars)),
            '/' if !inside && chars.peek() == Some(&'/') => {
                while chars.next_if(|next| *next != '\n').is_some() {}
            }
            // the escape of a control character is its code in four hex digits
            c if inside && c.is_ascii_control() => out.extend(format!("\\u{:04x}", u32::from(c)).chars()),
            c => out.push(c),
        }
    }
    out
}

/// An escape, behind its `\`. Half of a pair of UTF-16 whose other half is not there becomes U+FFFD.
fn escape(chars: &mut Peekable<Chars<'_>>) -> String {
    // `uXXXX`, and twice that with a `\` between
    const ONE: usize = 5;
    const PAIR: usize = 11;
    let mut behind = chars.clone().skip(ONE);
    let length = match utf16(chars.clone()) {
        Some(0xD800..=0xDBFF)
            if behind.next() == Some('\\') && matches!(utf16(behind), Some(0xDC00..=0xDFFF)) =>
        {
            PAIR
        }
        Some(0xD800..=0xDFFF) => {
            chars.by_ref().take(ONE).for_each(drop);
            return char::REPLACEMENT_CHARACTER.to_string();
        }
        _ => 1,
    };
    std::iter::once('\\').chain(chars.by_ref().take(length)).collect()
}

/// The unit of UTF-16 that `uXXXX` stands for.
fn utf16(mut chars: impl Iterator<Item = char>) -> Option<u32> {
    let escaped = chars.next() == Some('u');
    let hex: String = chars.take(4).collect();
    u32::from_str_radix(&hex, 16).ok().filter(|_| escaped)
}

fn is_page(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["<!doctype", "<html", "<head", "<body", "<script"].iter().any(|mark| text.contains(mark))
}

fn page() -> ProviderError {
    ProviderError::bad_answer("an HTML page instead of JSON")
}

/// A member of an object by its name, whatever the case; `null` counts as not there.
pub fn get<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let members = value.as_object()?;
    let found = members.get(name).or_else(|| {
        members.iter().find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, member)| member)
    });
    found.filter(|member| !member.is_null())
}

/// A text or a number as text, fit for labels and screens; blank text counts as not there.
pub fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => clean(text),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// The text of a member: [`get`], then [`text`].
pub fn text_of(value: &Value, name: &str) -> Option<String> {
    get(value, name).and_then(text)
}

/// The values of a list; a single object is a list of one. An object whose names are all numbers is a list too: PHP
/// writes lists so once their numbering has a gap.
pub fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(members) if members.is_empty() => Vec::new(),
        Value::Object(members) if members.keys().all(|name| name.bytes().all(|b| b.is_ascii_digit())) => {
            members.values().collect()
        }
        Value::Object(_) => vec![value],
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
