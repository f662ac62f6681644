//! Names of countries and regions, as people write them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Codes by names in lower case.
static COUNTRIES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("countries.txt").lines().filter_map(|line| line.split_once(' '));
    lines.flat_map(|(code, names)| names.split('|').map(move |name| (name.to_lowercase(), code))).collect()
});

/// A region: its country, its code (`-` for none), its name.
static REGIONS: LazyLock<Vec<(&'static str, &'static str, &'static str)>> = LazyLock::new(|| {
    let parts = |line: &'static str| {
        let mut parts = line.splitn(3, ' ');
        Some((parts.next()?, parts.next()?, parts.next()?))
    };
    include_str!("regions.txt").lines().filter_map(parts).collect()
});

/// The country that a text names.
pub(super) fn country(name: &str) -> Option<&'static str> {
    COUNTRIES
        .get(name.trim().trim_end_matches('.').to_lowercase().as_str())
        .or_else(|| COUNTRIES.get(&name.trim().to_lowercase()))
        .copied()
}

/// The country at the end of a text, and where its name begins: at a blank, or where Chinese begins.
pub(super) fn country_at_end(text: &str) -> Option<(usize, &'static str)> {
    let starts = text.char_indices().filter(|(at, c)| {
        let before = text[..*at].chars().next_back();
        before.is_none_or(|before| before == ' ' || before == '(' || (!c.is_ascii() && before.is_ascii()))
    });
    // the longest name counts
    starts.map(|(at, _)| at).find_map(|at| country(text[at..].trim_end_matches(')')).map(|code| (at, code)))
}

/// A code of a country that has shapes or names here.
pub(super) fn is_code(text: &str) -> bool {
    text.len() == 2 && (COUNTRIES.values().any(|code| *code == text))
}

/// Whether a text is a state or province of a country, by its code in capitals or by its name.
pub(super) fn is_region(country: &str, text: &str) -> bool {
    REGIONS.iter().any(|(of, code, name)| {
        *of == country && ((*code != "-" && *code == text) || name.eq_ignore_ascii_case(text))
    })
}

/// Where the region begins that stands at the end of a text.
pub(super) fn region_at_end(country: &str, text: &str) -> Option<usize> {
    let starts = text.char_indices().map(|(at, _)| at).filter(|at| *at == 0 || text[..*at].ends_with(' '));
    starts.into_iter().find(|at| is_region(country, &text[*at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_every_way_they_are_written() {
        for (name, code) in
            [("usa", "US"), ("U.S.A.", "US"), ("德国", "DE"), ("臺灣", "TW"), ("The Netherlands", "NL")]
        {
            assert_eq!(country(name), Some(code), "{name}");
        }
        assert_eq!(country_at_end("Bristol BS1 4DJ United Kingdom"), Some((16, "GB")));
        assert_eq!(country_at_end("CA 90012美国"), Some((8, "US")));
        assert_eq!(country_at_end("Newark"), None, "not UK");
        assert_eq!(region_at_end("US", "Charleston West Virginia"), Some(11));
        assert_eq!(region_at_end("AU", "Fitzroy VIC"), Some(8));
        assert!(COUNTRIES.values().all(|code| shipdesk_core::country::is_code(code)));
    }
}
