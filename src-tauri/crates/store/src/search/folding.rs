//! Brings text to the one form that is searched: half width, lower case, no accents, simplified characters, and nothing
//! but letters, figures and the line breaks that part one field from the next.

use std::sync::LazyLock;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Traditional characters, each followed by its simplified form.
const PAIRS: &str = include_str!("simplified.txt");

/// The block of the common ideographs.
pub(super) const IDEOGRAPHS: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FA5}';

/// The simplified form of each ideograph, by its distance from the first one.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = IDEOGRAPHS.collect();
    for pair in PAIRS.split_whitespace() {
        let mut characters = pair.chars();
        if let (Some(from), Some(to)) = (characters.next(), characters.next())
            && let Some(place) = table.get_mut(distance(from))
        {
            *place = to;
        }
    }
    table
});

/// Text as it is searched.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'a'..='z' | '0'..='9' | '\n' => out.push(character),
            'A'..='Z' => out.push(character.to_ascii_lowercase()),
            '\0'..='\x7f' => {}
            _ if IDEOGRAPHS.contains(&character) => out.push(simplified(character)),
            _ => decompose_compatible(character, |part| push_part(&mut out, part)),
        }
    }
    out
}

fn push_part(out: &mut String, part: char) {
    match part {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'þ' | 'Þ' => out.push_str("th"),
        'ı' => out.push('i'),
        _ if is_combining_mark(part) => {}
        _ if IDEOGRAPHS.contains(&part) => out.push(simplified(part)),
        _ => out.extend(part.to_lowercase().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c))),
    }
}

fn simplified(ideograph: char) -> char {
    SIMPLIFIED.get(distance(ideograph)).copied().unwrap_or(ideograph)
}

fn distance(ideograph: char) -> usize {
    (ideograph as usize).wrapping_sub(*IDEOGRAPHS.start() as usize)
}
