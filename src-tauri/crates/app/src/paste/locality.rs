//! City, state and postcode, as each country writes them: `Los Angeles, CA 90012`, `50667 Köln`, `Bristol BS1 4DJ`.

use super::names::{after_street, is_street};
use super::page::{Page, Segment, trimmed};
use super::places;
use shipdesk_core::postcode;
use std::ops::Range;

/// A place that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Locality {
    pub(super) country: &'static str,
    pub(super) postcode: Range<usize>,
    pub(super) state: Option<Range<usize>>,
    pub(super) city: Option<Range<usize>>,
    /// Whether each part stands where it must.
    pub(super) whole: bool,
}

/// Countries that write the postcode before the city.
const IN_FRONT: [&str; 27] = [
    "AT", "BE", "BG", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IL", "IT", "LT",
    "LU", "MX", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];
/// Countries whose state stands beside the postcode.
const WITH_STATE: [&str; 3] = ["US", "CA", "AU"];
/// Countries that a place betrays, where the text names none: the most telling first.
const BETRAYED: [&str; 4] = ["US", "CA", "AU", "GB"];

/// Looks for a place from the end: by the country, where it is known.
pub(super) fn find(
    page: &Page,
    segments: &[Segment],
    country: Option<&'static str>,
    hinted: Option<&'static str>,
) -> Option<Locality> {
    let countries: Vec<&'static str> = match country {
        Some(country) => vec![country],
        None => BETRAYED.into_iter().chain(hinted).collect(),
    };
    countries.into_iter().find_map(|code| {
        let places = (0..segments.len()).rev();
        let mut found = places.filter_map(|index| at(page, segments, index, code, country.is_some()));
        found.next()
    })
}

fn at(
    page: &Page,
    segments: &[Segment],
    index: usize,
    country: &'static str,
    named: bool,
) -> Option<Locality> {
    let segment = &segments[index].at;
    if IN_FRONT.contains(&country) {
        return in_front(page, segments, index, country)
            .or_else(|| behind(page, segments, index, country, named));
    }
    let found = behind(page, segments, index, country, named);
    // other countries write it in both ways
    found.or_else(|| {
        (!WITH_STATE.contains(&country) && named && !segment.is_empty())
            .then(|| in_front(page, segments, index, country))?
    })
}

/// `50667 Köln`, `D-50667 Köln`, `1012 AB Amsterdam`; the city may be the next part.
fn in_front(page: &Page, segments: &[Segment], index: usize, country: &'static str) -> Option<Locality> {
    let segment = segments[index].at.clone();
    let text = &page.free()[segment.clone()];
    let ends = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]);
    let lengths: Vec<usize> = ends.take(2).filter(|end| is_postcode(country, &text[..*end])).collect();
    let length = *lengths.last()?;
    let postcode = segment.start..segment.start + length;
    let behind = trimmed(page.free(), postcode.end..segment.end);
    let next = || segments.get(index + 1).map(|next| next.at.clone());
    let city = behind.or_else(next).filter(|at| is_city(&page.free()[at.clone()]))?;
    Some(Locality { country, postcode, state: None, city: Some(city), whole: true })
}

/// `Los Angeles, CA 90012`, `Toronto ON M5V 2T6`, `Bristol BS1 4DJ`, and each on a line of its own.
fn behind(
    page: &Page,
    segments: &[Segment],
    index: usize,
    country: &'static str,
    named: bool,
) -> Option<Locality> {
    let segment = segments[index].at.clone();
    let text = &page.free()[segment.clone()];
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let starts = starts.iter().rev().take(2).copied().chain([0]);
    // `SW1A 1AA` is two words and `1AA` none: the longest counts
    let start = starts.filter(|start| is_postcode(country, &text[*start..])).min()?;
    let postcode = segment.start + start..segment.end;
    let (rest, place) = before(page, segments, index, postcode.start)?;
    let state = state(page, segments, &rest, place, country);
    let with_state = WITH_STATE.contains(&country);
    let (state, rest) = match state {
        Some((state, Some(rest))) => (Some(state), rest),
        Some((state, None)) if with_state => {
            return Some(Locality { country, postcode, state: Some(state), city: None, whole: false });
        }
        _ if with_state && !named => return None,
        _ => (None, rest),
    };
    let (city, whole) = city(page, rest)?;
    let complete = !with_state || state.is_some();
    Some(Locality { country, postcode, state, city: Some(city), whole: whole && complete })
}

/// The state at the end of a part, and what stands before it if that can be a city. A county or a prefecture stands
/// alone: a city may be called like one.
fn state(
    page: &Page,
    segments: &[Segment],
    at: &Range<usize>,
    index: usize,
    country: &str,
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let begin = places::region_at_end(country, &page.free()[at.clone()])?;
    if begin > 0 && !WITH_STATE.contains(&country) {
        return None;
    }
    let further = before(page, segments, index, at.start + begin).map(|(further, _)| further);
    let city = further.filter(|at| is_city_or_street(page, at));
    Some((at.start + begin..at.end, city))
}

fn is_city_or_street(page: &Page, at: &Range<usize>) -> bool {
    let text = &page.free()[at.clone()];
    is_city(text) || after_street(text).is_some()
}

/// The city in a part of the text: all of it, or what stands behind the street.
fn city(page: &Page, at: Range<usize>) -> Option<(Range<usize>, bool)> {
    let text = &page.free()[at.clone()];
    if is_city(text) {
        return Some((at, true));
    }
    let start = after_street(text).filter(|start| is_city(&text[*start..]))?;
    Some((at.start + start..at.end, false))
}

/// What stands before a place of a part, in it or in the part before.
fn before(page: &Page, segments: &[Segment], index: usize, start: usize) -> Option<(Range<usize>, usize)> {
    if let Some(at) = trimmed(page.free(), segments[index].at.start..start) {
        return Some((at, index));
    }
    let index = index.checked_sub(1)?;
    Some((segments[index].at.clone(), index))
}

/// A postcode as people write it; a house number of as many figures is none.
fn is_postcode(country: &str, text: &str) -> bool {
    postcode::fits(country, text) == Some(true)
        && text.chars().any(|c| c.is_ascii_digit())
        && (country != "GB" && country != "CA" || !text.chars().any(|c| c.is_ascii_lowercase()))
}

fn is_city(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
        && text.chars().filter(char::is_ascii_digit).count() <= 2
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().count() <= 50
        && !(is_street(text) && text.chars().any(|c| c.is_ascii_digit()))
}
