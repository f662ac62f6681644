//! A pasted text while it is being read: what is recognised is struck out, so that nothing is taken twice.

use crate::documents::{Confidence, PastedField};
use std::ops::Range;

/// The fields in the order of the form.
const FIELDS: [&str; 12] = [
    "reference",
    "name",
    "company",
    "phone",
    "email",
    "address1",
    "address2",
    "house_no",
    "city",
    "state",
    "postcode",
    "country",
];

/// What stands around a value and is no part of it.
const AROUND: &[char] =
    &[' ', '\n', ',', ';', ':', '.', '。', '、', '|', '!', '~', '-', '_', '*', '#', '"', '\'', '<', '>', '='];

/// A text, what of it is still free, and the fields so far.
#[derive(Debug, Clone)]
pub(super) struct Page {
    text: String,
    free: String,
    fields: Vec<(&'static str, String, Confidence)>,
}

/// A part of the text between commas and line breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// Which line it is on.
    pub(super) line: usize,
}

impl Page {
    pub(super) fn new(text: &str) -> Self {
        let text = normalised(text);
        Self { free: text.clone(), text, fields: Vec::new() }
    }

    /// What is still free; struck out parts are line breaks, so that places stay what they are.
    pub(super) fn free(&self) -> &str {
        &self.free
    }

    /// The whole text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, ..)| *known == name).map(|(_, value, _)| value.as_str())
    }

    /// Takes a part of the text for a field, unless it has a value, and strikes it out.
    pub(super) fn take(&mut self, name: &'static str, at: Range<usize>, confidence: Confidence) {
        let value = value(&self.text[at.clone()]);
        self.strike(at);
        self.set(name, value, confidence);
    }

    /// Sets a field that has no value yet.
    pub(super) fn set(&mut self, name: &'static str, value: String, confidence: Confidence) {
        if !value.is_empty() && !self.has(name) {
            self.fields.push((name, value, confidence));
        }
    }

    /// Puts another value into a field.
    pub(super) fn put(&mut self, name: &'static str, value: String, confidence: Confidence) {
        self.fields.retain(|(known, ..)| *known != name);
        self.set(name, value, confidence);
    }

    /// Trusts a field no further than this.
    pub(super) fn doubt(&mut self, name: &str, most: Confidence) {
        for (known, _, confidence) in &mut self.fields {
            if *known == name {
                *confidence = (*confidence).min(most);
            }
        }
    }

    pub(super) fn confidence(&self, name: &str) -> Option<Confidence> {
        self.fields.iter().find(|(known, ..)| *known == name).map(|(.., confidence)| *confidence)
    }

    /// Strikes a part out.
    pub(super) fn strike(&mut self, at: Range<usize>) {
        let blank = "\n".repeat(at.len());
        self.free.replace_range(at, &blank);
    }

    /// The free parts between commas and line breaks, without what stands around them.
    pub(super) fn segments(&self) -> Vec<Segment> {
        self.split(|c| matches!(c, ',' | ';' | '。' | '!' | '?'))
    }

    /// The free parts between blanks, too.
    pub(super) fn tokens(&self) -> Vec<Segment> {
        self.split(|c| matches!(c, ',' | ';' | '。' | '!' | '?' | '、' | ' ' | '(' | ')'))
    }

    fn split(&self, is_separator: impl Fn(char) -> bool) -> Vec<Segment> {
        let mut found = Vec::new();
        let (mut start, mut line) = (0, 0);
        for (at, c) in self.free.char_indices().chain([(self.free.len(), '\n')]) {
            if c == '\n' || is_separator(c) || (c == '.' && ends_sentence(&self.free, at)) {
                found.extend(trimmed(&self.free, start..at).map(|at| Segment { at, line }));
                start = at + c.len_utf8();
            }
            // what is struck out ends no line of the text
            if self.text.as_bytes().get(at) == Some(&b'\n') {
                line += 1;
            }
        }
        found
    }

    /// The fields, in the order of the form, by their paths.
    pub(super) fn into_fields(self) -> Vec<PastedField> {
        let mut fields = self.fields;
        fields.sort_by_key(|(name, ..)| FIELDS.iter().position(|known| known == name));
        let path =
            |name: &str| if name == "reference" { name.to_owned() } else { format!("recipient.{name}") };
        fields
            .into_iter()
            .map(|(name, value, confidence)| PastedField { path: path(name), value, confidence })
            .collect()
    }
}

/// Whether a point ends more than an abbreviation or an ordinal: `CA 90012. Thanks`.
fn ends_sentence(text: &str, at: usize) -> bool {
    let figures = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    figures >= 4 && !text[at + 1..].starts_with(|c: char| c.is_alphanumeric())
}

/// A part of a text without what stands around it; `None` where nothing is left.
pub(super) fn trimmed(text: &str, at: Range<usize>) -> Option<Range<usize>> {
    let part = &text[at.clone()];
    let inside = part.trim_matches(AROUND);
    let start = at.start + (part.len() - part.trim_start_matches(AROUND).len());
    (!inside.is_empty()).then(|| start..start + inside.len())
}

/// A part of the text as a value: on one line.
fn value(part: &str) -> String {
    let joined = part.trim_matches(AROUND).split('\n').map(str::trim).filter(|line| !line.is_empty());
    joined.collect::<Vec<_>>().join(", ")
}

/// The text in half-width forms and single blanks; tabs and bars part like line breaks.
fn normalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\r' | '\t' | '\u{2028}' | '\u{2029}' | '【' | '】' | '「' | '」' | '"' | '“' | '”' => {
                '\n'
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2018}' | '\u{2019}' => '\'',
            c if c.is_whitespace() && c != '\n' => ' ',
            c => c,
        };
        let c = if c == '|' { '\n' } else { c };
        let hidden = (c.is_control() && c != '\n')
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
        if hidden || (c == ' ' && (out.is_empty() || out.ends_with([' ', '\n']))) {
            continue;
        }
        if c == '\n' {
            out.truncate(out.trim_end_matches(' ').len());
        }
        out.push(c);
    }
    // a stroke between blanks parts like a line break
    joined_names(&out.trim_end().replace(" / ", "\n"))
}

/// Forms that ask for a first and a last name get one name of both.
fn joined_names(text: &str) -> String {
    let said = |line: &str, words: &[&str]| {
        let (word, value) = line.split_once(':')?;
        words.contains(&word.trim().to_ascii_lowercase().as_str()).then(|| value.trim().to_owned())
    };
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for index in 0..lines.len().saturating_sub(1) {
        let (this, next) = (&lines[index], &lines[index + 1]);
        let (first, last) = (["first name", "given name"], ["last name", "surname", "family name"]);
        let both = said(this, &first).zip(said(next, &last));
        let both = both.or_else(|| said(next, &first).zip(said(this, &last)));
        if let Some((first, last)) = both {
            lines[index] = format!("Name: {first} {last}");
            lines[index + 1].clear();
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_struck_out_parts_and_keeps_its_line() {
        let mut page = Page::new("Ａ１，b  c\t d\nE");
        assert_eq!(page.text(), "A1,b c\nd\nE");
        page.strike(3..4);
        let parts: Vec<(&str, usize)> =
            page.segments().iter().map(|part| (&page.text()[part.at.clone()], part.line)).collect();
        assert_eq!(parts, [("A1", 0), ("c", 0), ("d", 1), ("E", 2)]);
    }
}
