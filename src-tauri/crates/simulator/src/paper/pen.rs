//! Text in rows, one below the other.

use super::{Sheet, is_known, width};

/// From the edge of the paper to the text, in dots.
pub(crate) const MARGIN: u32 = 40;

/// Writes rows one below the other.
#[derive(Debug)]
pub(crate) struct Pen<'a> {
    pub(crate) sheet: &'a mut Sheet,
    /// The upper edge of the next row.
    pub(crate) y: u32,
}

impl Pen<'_> {
    /// A text, in as many rows as it takes.
    pub(crate) fn text(&mut self, scale: u32, text: &str) {
        for row in rows(text, scale, self.room()) {
            self.sheet.text(MARGIN, self.y, scale, &row);
            self.y += row_height(scale);
        }
    }

    /// A line across the frame.
    pub(crate) fn rule(&mut self) {
        self.sheet.bar(12, self.y, self.sheet.width - 24, 4);
        self.y += 20;
    }

    /// How wide a row may be.
    pub(crate) fn room(&self) -> u32 {
        self.sheet.width - 2 * MARGIN
    }
}

/// From one row to the next.
pub(crate) const fn row_height(scale: u32) -> u32 {
    10 * scale
}

/// A text in rows of at most `room` dots. A row ends at a blank or beside a sign that needs none, such as Chinese; within a
/// word only where the word alone is wider.
pub(crate) fn rows(text: &str, scale: u32, room: u32) -> Vec<String> {
    let signs: Vec<char> = text.trim().chars().collect();
    let mut rows = Vec::new();
    let mut rest = signs.as_slice();
    while !rest.is_empty() {
        let mut left = room;
        let fits = |sign: &&char| {
            let fits = left.checked_sub(width(**sign, scale));
            left = fits.unwrap_or_default();
            fits.is_some()
        };
        // a sign that is wider than the paper stands alone
        let most = rest.iter().take_while(fits).count().max(1);
        let end = if most == rest.len() { most } else { break_before(rest, most).unwrap_or(most) };
        let row: String = rest[..end].iter().collect();
        rows.push(row.trim_end().to_owned());
        rest = &rest[end..];
        while let [' ', after @ ..] = rest {
            rest = after;
        }
    }
    rows
}

/// The last place up to `most` where a row may end.
fn break_before(signs: &[char], most: usize) -> Option<usize> {
    let free = |sign: char| sign == ' ' || !is_known(sign);
    (1..=most).rev().find(|&at| free(signs[at]) || free(signs[at - 1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_ends_between_words_and_nothing_of_a_text_is_lost() {
        // ten signs a row
        let told = |text: &str| rows(text, 2, 10 * 12);
        assert_eq!(told("UNIT 7"), ["UNIT 7"]);
        assert_eq!(told("  12 LONG STREET  NORTH "), ["12 LONG", "STREET", "NORTH"]);
        assert_eq!(told("EXACTLYTEN 1"), ["EXACTLYTEN", "1"]);
        assert_eq!(told("A-WORD-OF-MORE-SIGNS"), ["A-WORD-OF-", "MORE-SIGNS"]);
        assert_eq!(told(""), Vec::<String>::new());
        let address = "广东省深圳市龙华区民治街道 ABCDEFGHI 大楼";
        let all: String = told(address).concat();
        assert_eq!(all.replace(' ', ""), address.replace(' ', ""));
        assert!(told(address).len() > 1);
        assert_eq!(rows("AB", 9, 1), ["A", "B"]);
    }
}
