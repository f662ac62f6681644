//! E-mail addresses and phones.

use super::page::{Page, trimmed};
use crate::documents::Confidence;
use std::ops::Range;

/// Takes the first e-mail address.
pub(super) fn take_email(page: &mut Page) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._%+-@".contains(c);
    let free = page.free();
    let found = free.match_indices('@').find_map(|(at, _)| {
        let start = free[..at].rfind(|c| !is_part(c)).map_or(0, |before| before + width(free, before));
        let end = free[at..].find(|c| !is_part(c)).map_or(free.len(), |after| at + after);
        let end = start + free[start..end].trim_end_matches(['.', '-']).len();
        let (name, host) = free.get(start..end)?.split_once('@')?;
        let good = !name.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.');
        good.then_some(start..end)
    });
    if let Some(at) = found {
        page.take("email", at, Confidence::Sure);
    }
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// Takes what can only be a phone: the first is the recipient's, others are struck out.
pub(super) fn take_phones(page: &mut Page) {
    for run in runs(page.free()) {
        if let Some(at) = sure(page.free(), run) {
            page.take("phone", at, Confidence::Sure);
        }
    }
}

/// Takes what may be a phone, once the address is known: figures that stand alone.
pub(super) fn take_doubtful_phone(page: &mut Page) {
    if page.has("phone") {
        return;
    }
    let alone = page.segments().into_iter().find(|segment| {
        let text = &page.free()[segment.at.clone()];
        let figures = text.chars().filter(char::is_ascii_digit).count();
        (7..=15).contains(&figures) && text.chars().all(is_phone)
    });
    if let Some(segment) = alone {
        page.take("phone", segment.at, Confidence::Check);
    }
}

fn is_phone(c: char) -> bool {
    c.is_ascii_digit() || " -.()+/".contains(c)
}

/// The runs of figures and what stands between them, none of it beside a Latin letter.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut before = '\n';
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        // a plus begins a number of its own
        if let Some(begun) = start.filter(|begun| !is_phone(c) || (c == '+' && at > *begun)) {
            if !c.is_ascii_alphabetic() {
                found.push(begun..at);
            }
            start = None;
        }
        if start.is_none() && (c.is_ascii_digit() || c == '+' || c == '(') && !before.is_ascii_alphanumeric()
        {
            start = Some(at);
        }
        before = c;
    }
    found.into_iter().filter_map(|at| trimmed_phone(text, at)).collect()
}

/// Without blanks, dashes and open brackets at the ends.
fn trimmed_phone(text: &str, at: Range<usize>) -> Option<Range<usize>> {
    let at = trimmed(text, at)?;
    let part = text[at.clone()].trim_end_matches([' ', '(', '/', '+']);
    let from = part.len() - part.trim_start_matches([' ', ')', '/']).len();
    // a bracket that was opened before the number is closed behind it
    let closed = part[from..].matches(')').count() > part[from..].matches('(').count();
    let part = if closed { part.trim_end_matches([')', ' ']) } else { part };
    (part.len() > from).then(|| at.start + from..at.start + part.len())
}

/// The phone in a run: all of it, or what is left of it without the figures of an address before or behind.
fn sure(text: &str, run: Range<usize>) -> Option<Range<usize>> {
    if is_sure(&text[run.clone()]) {
        return Some(run);
    }
    let part = &text[run.clone()];
    let gaps = || part.match_indices(' ').map(|(at, _)| run.start + at);
    let behind = gaps().map(|at| at + 1..run.end).find(|at| is_sure(&text[at.clone()]));
    behind.or_else(|| gaps().map(|at| run.start..at).find(|at| is_sure(&text[at.clone()])))
}

/// Whether figures can only be a phone.
fn is_sure(text: &str) -> bool {
    let figures: String = text.chars().filter(char::is_ascii_digit).collect();
    let count = figures.len();
    if text.starts_with('+') || text.starts_with("(+") {
        return (8..=15).contains(&count);
    }
    if text.starts_with("00") && (10..=16).contains(&count) && text.contains(' ') {
        return true;
    }
    let groups: Vec<usize> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::len).collect();
    let chinese = |figures: &str| {
        figures.len() == 11
            && figures.starts_with('1')
            && !matches!(figures.as_bytes()[1], b'0' | b'1' | b'2')
    };
    if chinese(&figures) || (figures.strip_prefix("86").is_some_and(chinese) && groups.len() > 1) {
        // an 11-figure number of North America is written in groups
        return groups.len() == 1 || groups != [1, 3, 3, 4];
    }
    let taiwan = count == 10 && figures.starts_with("09");
    let grouped = groups == [3, 3, 4] || groups == [1, 3, 3, 4];
    let trunk = figures.starts_with('0') && (9..=12).contains(&count) && (groups.len() > 1 || count >= 10);
    taiwan || grouped || trunk
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(text: &str) -> Option<(String, Confidence)> {
        let mut page = Page::new(text);
        take_phones(&mut page);
        take_doubtful_phone(&mut page);
        Some((page.get("phone")?.to_owned(), page.confidence("phone")?))
    }

    #[test]
    fn phones_are_told_from_other_figures() {
        for (text, wanted) in [
            ("周晓雨13800138000广东", "13800138000"),
            ("tel +1 213 555 0147", "+1 213 555 0147"),
            ("CA 90012 213-555-0147", "213-555-0147"),
            ("(213) 555-0147", "(213) 555-0147"),
            ("0912-000-000", "0912-000-000"),
            ("0755-26000000", "0755-26000000"),
            ("020 7946 0018", "020 7946 0018"),
            ("86-13800138000", "86-13800138000"),
            ("+49 170 5550100", "+49 170 5550100"),
        ] {
            assert_eq!(phone(text), Some((wanted.to_owned(), Confidence::Sure)), "{text}");
        }
        assert_eq!(phone("2135550147"), Some(("2135550147".into(), Confidence::Check)));
        for text in ["1420 N Alameda Street", "90012", "SKU12345678901", "Apt 12-34", "100 Main St 90012"] {
            assert_eq!(phone(text), None, "{text}");
        }
    }
}
