//! Words that say what follows them: `收件人：周晓雨`, `Zip code: 90012`, `电话 13800138000`.

use super::names::{is_company, is_han, is_person};
use super::page::{Page, trimmed};
use super::places;
use crate::documents::Confidence::{Doubtful, Sure};
use std::ops::Range;
use std::sync::LazyLock;

/// What follows a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name,
    Phone,
    Email,
    /// Nothing of its own: an address in whatever form.
    Address,
    Address2,
    Company,
    City,
    State,
    Postcode,
    Country,
    HouseNo,
    Reference,
    /// Nothing that belongs to an address.
    Other,
}

/// The words of each kind.
static WORDS: LazyLock<Vec<(Kind, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("labels.txt").lines().filter(|line| !line.starts_with('#'));
    let words = lines
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(kind, words)| Some((kind_of(kind)?, words)));
    words.flat_map(|(kind, words)| words.split('|').map(move |word| (kind, word))).collect()
});

fn kind_of(name: &str) -> Option<Kind> {
    Some(match name {
        "name" => Kind::Name,
        "phone" => Kind::Phone,
        "email" => Kind::Email,
        "address" => Kind::Address,
        "address2" => Kind::Address2,
        "company" => Kind::Company,
        "city" => Kind::City,
        "state" => Kind::State,
        "postcode" => Kind::Postcode,
        "country" => Kind::Country,
        "house_no" => Kind::HouseNo,
        "reference" => Kind::Reference,
        "other" => Kind::Other,
        _ => return None,
    })
}

/// A word in its place: what it says, where it begins, where what it says begins.
#[derive(Debug, Clone, Copy)]
struct Found {
    kind: Kind,
    word: usize,
    value: usize,
}

/// Takes what words announce; where a word only says that an address follows, the word alone is struck out.
pub(super) fn take(page: &mut Page) {
    let found = find(page.text());
    for (index, label) in found.iter().enumerate() {
        let next = found.get(index + 1).map_or(page.text().len(), |next| next.word);
        let line = page.text()[label.value..].find('\n').map_or(page.text().len(), |at| label.value + at);
        let value = trimmed(page.text(), label.value..next.min(line).max(label.value));
        page.strike(label.word..label.value);
        if let Some(at) = value {
            take_value(page, label.kind, at);
        }
    }
}

fn take_value(page: &mut Page, kind: Kind, at: Range<usize>) {
    let text = page.text()[at.clone()].to_owned();
    let begins_with_figures = text.starts_with(|c: char| c.is_ascii_digit() || c == '+');
    match kind {
        Kind::Name if begins_with_figures => {}
        Kind::Name => take_name(page, at, &text),
        // figures and addresses of mail are found by themselves
        Kind::Phone => take_phone(page, at, &text),
        Kind::Email | Kind::Address => {}
        Kind::Address2 => page.take("address2", at, Sure),
        Kind::Company => page.take("company", at, Sure),
        Kind::City => take_place(page, "city", at, &text),
        Kind::State => take_place(page, "state", at, &text),
        Kind::Postcode => take_postcode(page, at, &text),
        Kind::Country => take_country(page, at, &text),
        Kind::HouseNo => page.take("house_no", first_word(&text, at.start), Sure),
        Kind::Reference => page.take("reference", first_word(&text, at.start), Sure),
        Kind::Other => page.strike(at),
    }
}

/// A name ends where figures, a comma or, in Chinese, a blank begins.
fn take_name(page: &mut Page, at: Range<usize>, text: &str) {
    let han: usize = text.chars().take_while(|c| is_han(&c.to_string())).map(char::len_utf8).sum();
    if han > 0 {
        // longer ones have an address behind them
        if text[..han].chars().count() <= 5 {
            page.take("name", at.start..at.start + han, Sure);
        }
        return;
    }
    let end =
        text.find(|c: char| c.is_ascii_digit() || c == ',' || c == '+' || c == '(').unwrap_or(text.len());
    let name = text[..end].trim_end();
    if is_person(name) || !name.contains(' ') {
        page.take("name", at.start..at.start + name.len(), Sure);
    } else if is_company(name) {
        page.take("company", at.start..at.start + name.len(), Sure);
    } else {
        page.take("name", at.start..at.start + name.len(), crate::documents::Confidence::Check);
    }
}

/// What a word says is a phone is one, of whatever length.
fn take_phone(page: &mut Page, at: Range<usize>, text: &str) {
    let end = text.find(|c: char| !(c.is_ascii_digit() || " -.()+/".contains(c))).unwrap_or(text.len());
    let part = text[..end].trim_end_matches([' ', '-', '.', '(', '/', '+']);
    // a number behind it has a blank and a plus, or is a postcode: the first that is long enough counts
    let figures = part.chars().filter(char::is_ascii_digit).count();
    if (6..=15).contains(&figures) {
        page.take("phone", at.start..at.start + part.len(), Sure);
    }
}

/// A place with figures or commas is more than a place: it is read as an address.
fn take_place(page: &mut Page, name: &'static str, at: Range<usize>, text: &str) {
    if text.chars().any(|c| c.is_ascii_digit() || c == ',') || (is_han(text) && text.chars().count() > 8) {
        return;
    }
    page.take(name, at, Sure);
}

fn take_postcode(page: &mut Page, at: Range<usize>, text: &str) {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == ' ' || c == '-')).unwrap_or(text.len());
    let words: Vec<&str> = text[..end].split(' ').take(2).collect();
    // a second word belongs to it where it has figures: `M5V 2T6`
    let second = words
        .get(1)
        .filter(|word| word.len() <= 4 && (word.chars().any(|c| c.is_ascii_digit()) || word.len() == 2));
    let length = words[0].len() + second.map_or(0, |word| word.len() + 1);
    if length <= 12 && text[..length].chars().any(|c| c.is_ascii_digit()) {
        page.take("postcode", at.start..at.start + length, Sure);
    }
}

fn take_country(page: &mut Page, at: Range<usize>, text: &str) {
    let known = places::country(text).map(str::to_owned);
    let code = Some(text.to_ascii_uppercase()).filter(|code| shipdesk_core::country::is_code(code));
    page.strike(at);
    match known.or(code) {
        Some(code) => page.set("country", code, Sure),
        None => page.set("country", text.to_owned(), Doubtful),
    }
}

fn first_word(text: &str, start: usize) -> Range<usize> {
    let text = text.trim_start_matches('#');
    start..start + text.find([' ', ',']).unwrap_or(text.len())
}

/// The words of a text, in its order.
fn find(text: &str) -> Vec<Found> {
    // places must stay what they are
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Found> = Vec::new();
    let mut from = 0;
    for (at, _) in text.char_indices() {
        if at < from || !may_begin(text, at) {
            continue;
        }
        if let Some(label) = label_at(&lower, at) {
            from = label.value;
            found.push(label);
        }
    }
    found
}

/// A word begins where no other goes on: Latin ones behind a blank or a separator, Chinese ones behind what is not Chinese.
fn may_begin(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].chars().next_back() else { return true };
    let first = text[at..].chars().next();
    if first.is_some_and(|c| c.is_ascii()) {
        !before.is_ascii_alphanumeric() && !"-/.'@&".contains(before)
    } else {
        !is_han(&before.to_string())
    }
}

fn label_at(lower: &str, at: usize) -> Option<Found> {
    let rest = &lower[at..];
    let fitting = WORDS.iter().filter(|(_, word)| rest.starts_with(word));
    let (kind, word) = *fitting.max_by_key(|(_, word)| word.len())?;
    let behind = &rest[word.len()..];
    let bare = behind.trim_start_matches(' ');
    let blanks = behind.len() - bare.len();
    let value = at + word.len() + blanks;
    if let Some(after) = bare.strip_prefix([':', '=']) {
        let value = value + 1 + (after.len() - after.trim_start_matches(' ').len());
        return Some(Found { kind, word: at, value });
    }
    // some words need no colon: figures behind a phone's, anything behind a Chinese one and a blank
    let chinese = !word.is_ascii();
    let figures = bare.starts_with(|c: char| c.is_ascii_digit() || "+(#".contains(c));
    let without = match kind {
        Kind::Phone => figures,
        Kind::Reference => figures || word.ends_with('#') || (chinese && blanks > 0),
        Kind::Postcode | Kind::Email => figures || (chinese && blanks > 0),
        Kind::Name | Kind::Address => chinese && blanks > 0,
        // a heading on a line of its own
        _ => false,
    };
    let begins = at == 0 || lower[..at].ends_with('\n');
    let heading = kind == Kind::Address && begins && bare.starts_with('\n') && word.len() > 2;
    (without || heading).then_some(Found { kind, word: at, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_what_they_say() {
        let mut page = Page::new(
            "收件人：周晓雨，电话 13800138000，邮编518000\nCity: Los Angeles\nShip to:\nQty: 2 lamps\nOrder #77-1",
        );
        take(&mut page);
        for (name, value) in [
            ("name", "周晓雨"),
            ("phone", "13800138000"),
            ("postcode", "518000"),
            ("city", "Los Angeles"),
            ("reference", "77-1"),
        ] {
            assert_eq!(page.get(name), Some(value), "{name}");
        }
        assert!(page.segments().is_empty(), "{:?}", page.free());
    }

    #[test]
    fn every_line_of_words_is_of_a_kind() {
        let lines = include_str!("labels.txt").lines().filter(|line| !line.starts_with('#'));
        assert!(lines.clone().count() == 13);
        assert!(lines.filter_map(|line| line.split_once(' ')).all(|(kind, _)| kind_of(kind).is_some()));
        assert!(WORDS.iter().all(|(_, word)| !word.is_empty() && *word == word.to_lowercase()));
    }

    #[test]
    fn a_word_inside_another_announces_nothing() {
        let mut page = Page::new("12 Citystreet: x\nHometown: y\nphoneme");
        take(&mut page);
        assert!(page.into_fields().is_empty());
    }
}
