//! Addresses in Latin letters: the place first, because it looks like nothing else, then what stands before it.

use super::europe;
use super::locality::{self, Locality};
use super::names::{is_company, is_person, is_street, is_talk, is_unit};
use super::page::{Page, Segment};
use super::places;
use crate::documents::Confidence::{Check, Doubtful, Sure};
use std::ops::Range;

/// Takes an address.
pub(super) fn take(page: &mut Page) {
    strike_unknown_words(page);
    let named = take_country(page);
    let segments = page.segments();
    let labelled = page.has("city") && page.has("postcode");
    let found =
        if labelled { None } else { locality::find(page, &segments, named, europe::hinted(page.text())) };
    let head_end = found.as_ref().map_or(usize::MAX, begins_at);
    let harbour = found.is_none() && matches!(named, Some("HK" | "MO"));
    let located = labelled || found.is_some() || harbour;
    if let Some(place) = found {
        take_place(page, place, named.is_some());
    } else if harbour {
        take_district(page, &segments);
    }
    let head: Vec<Segment> =
        page.segments().into_iter().filter(|segment| segment.at.start < head_end).collect();
    let streets = take_people(page, &head, located);
    let streets = part_name(page, streets, located);
    take_streets(page, &streets, located);
    if !page.has("name") && (located || page.has("address1")) {
        let person = page.segments().into_iter().find(|segment| is_person(&page.free()[segment.at.clone()]));
        if let Some(segment) = person {
            page.take("name", segment.at, Check);
        }
    }
}

/// Words with a colon that nobody knows say nothing: what follows them counts.
fn strike_unknown_words(page: &mut Page) {
    for segment in page.segments() {
        let text = page.free()[segment.at.clone()].to_owned();
        let word = text.split_once(": ").map_or("", |(word, _)| word);
        if !word.is_empty() && word.len() <= 20 && word.chars().all(|c| c.is_alphabetic() || c == ' ') {
            page.strike(segment.at.start..segment.at.start + word.len() + 1);
        }
    }
}

/// The country that stands alone or behind a postcode; a code of two letters only alone and last.
fn take_country(page: &mut Page) -> Option<&'static str> {
    if let Some(code) = page.get("country") {
        return shipdesk_core::country::code(code);
    }
    let segments = page.segments();
    for segment in segments.iter().rev() {
        let text = &page.free()[segment.at.clone()];
        // a city and its country in one: Singapore 079903
        if let Some((name, rest)) = text.rsplit_once(' ')
            && let Some(code) = places::country(name)
            && shipdesk_core::postcode::fits(code, rest) == Some(true)
        {
            page.set("country", code.to_owned(), Sure);
            return Some(code);
        }
        if let Some((start, code)) = places::country_at_end(text) {
            let at = segment.at.start + start..segment.at.end;
            page.strike(at);
            page.set("country", code.to_owned(), Sure);
            return Some(code);
        }
    }
    let last = segments.iter().rev().find(|segment| places::is_code(&page.free()[segment.at.clone()]))?;
    let code = shipdesk_core::country::code(&page.free()[last.at.clone()])?;
    // `CA` alone may be California: the postcode tells
    let rest: Vec<Segment> = segments.iter().filter(|segment| *segment != last).cloned().collect();
    locality::find(page, &rest, Some(code), None)?;
    page.strike(last.at.clone());
    page.set("country", code.to_owned(), Sure);
    Some(code)
}

fn begins_at(place: &Locality) -> usize {
    let parts = [Some(&place.postcode), place.state.as_ref(), place.city.as_ref()];
    parts.into_iter().flatten().map(|at| at.start).min().unwrap_or_default()
}

fn take_place(page: &mut Page, place: Locality, named: bool) {
    let trust = if place.whole { Sure } else { Check };
    page.take(
        "postcode",
        place.postcode,
        Sure.min(if named || place.state.is_some() { Sure } else { trust }),
    );
    if let Some(state) = place.state {
        page.take("state", state, Sure);
    }
    if let Some(city) = place.city {
        page.take("city", city, trust);
    }
    // the text does not name it: its postcode and state do
    page.set("country", place.country.to_owned(), Check);
}

/// Hong Kong has no postcodes: the last part is the district.
fn take_district(page: &mut Page, segments: &[Segment]) {
    if let Some(last) =
        segments.last().filter(|last| !page.free()[last.at.clone()].chars().any(|c| c.is_ascii_digit()))
    {
        page.take("city", last.at.clone(), Check);
    }
}

/// Takes the name and the company at the head; gives what is left.
fn take_people(page: &mut Page, head: &[Segment], located: bool) -> Vec<Segment> {
    let mut left: Vec<Segment> = Vec::new();
    for (index, segment) in head.iter().enumerate() {
        let text = page.free()[segment.at.clone()].to_owned();
        let before_street = left.is_empty();
        if !text.contains(is_figure) && is_talk(&text) {
            continue;
        }
        if before_street && !page.has("company") && is_company(&text) {
            page.take("company", segment.at.clone(), Check);
        } else if before_street && !page.has("name") && is_person(&text) && located {
            let next = head.get(index + 1).map(|next| page.free()[next.at.clone()].to_owned());
            let plain = next.is_some_and(|next| {
                next.contains(|c: char| c.is_ascii_digit()) || is_company(&next) || is_street(&next)
            });
            let trust = if plain && text.contains(' ') && index == 0 { Sure } else { Check };
            page.take("name", segment.at.clone(), trust);
        } else if before_street && page.has("name") && !page.has("company") && is_person(&text) && index > 0 {
            page.take("company", segment.at.clone(), Check);
        } else {
            left.push(segment.clone());
        }
    }
    left
}

/// A name that the street follows without a comma: `Maria Example 45 West Elm Ave`.
fn part_name(page: &mut Page, mut parts: Vec<Segment>, located: bool) -> Vec<Segment> {
    if page.has("name") || !located || !begins_with_number(page) {
        return parts;
    }
    for part in &mut parts {
        let text = page.free()[part.at.clone()].to_owned();
        let Some(figure) = text.find(|c: char| c.is_ascii_digit()) else { continue };
        let (name, street) = text.split_at(figure);
        if is_whole_name(name.trim_end()) && is_street(street) {
            page.take("name", part.at.start..part.at.start + name.trim_end().len(), Check);
            part.at.start += figure;
            break;
        }
    }
    parts
}

/// Takes the street, and what stands behind it or in front of it as the second line.
fn take_streets(page: &mut Page, parts: &[Segment], located: bool) {
    let Some(street) = street(page, parts, located).filter(|_| !page.has("address1")) else { return };
    let (first, last) = whole_street(page, parts, street);
    let words = page.free()[parts[street].at.clone()].to_owned();
    let plain = is_street(&words) || words.starts_with(is_figure) || !begins_with_number(page);
    let sure = located && words.contains(is_figure) && plain && !is_unit(&words);
    let address1 = span(page, parts, first, last);
    let second = second_line(page, parts, first, last);
    let trust = if sure { Sure } else { Check };
    page.take("address1", address1, if located { trust } else { Doubtful });
    if let Some(at) = second {
        let text = &page.free()[at.clone()];
        let trust = if is_unit(text) && !text.contains('\n') { Sure } else { Check };
        page.take("address2", at, trust);
    }
}

/// Which part is the street: one that says so and has a number; one with a number; one that says so.
fn street(page: &Page, parts: &[Segment], located: bool) -> Option<usize> {
    let text = |segment: &Segment| &page.free()[segment.at.clone()];
    let ways: [&dyn Fn(&str) -> bool; 4] = [
        &|text| is_street(text) && text.contains(is_figure),
        &|text| text.contains(is_figure) && !is_unit(text),
        &is_street,
        &|text| text.contains(is_figure),
    ];
    let found = ways.iter().find_map(|way| parts.iter().position(|part| way(text(part))));
    let street = found.or_else(|| (located && parts.len() == 1).then_some(0))?;
    (located || is_street(text(&parts[street]))).then_some(street)
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit()
}

/// What stands behind the street, or else in front of it; a name there is taken as one.
fn second_line(page: &mut Page, parts: &[Segment], first: usize, last: usize) -> Option<Range<usize>> {
    if last + 1 < parts.len() {
        let behind = span(page, parts, last + 1, parts.len() - 1);
        if page.has("name") || !is_whole_name(&page.free()[behind.clone()]) {
            return Some(behind);
        }
        page.take("name", behind, Check);
    }
    let is_new = |part: &&Segment| page.get("name") != Some(&page.free()[part.at.clone()]);
    parts[..first].iter().rev().find(is_new).map(|part| part.at.clone())
}

/// Whether streets begin with their numbers there.
fn begins_with_number(page: &Page) -> bool {
    matches!(page.get("country"), Some("US" | "CA" | "AU" | "GB" | "NZ" | "FR" | "IE"))
}

fn is_whole_name(text: &str) -> bool {
    text.contains(' ') && is_person(text)
}

/// A street with the flat before it on its line, and with the name behind a number that a comma parts from it.
fn whole_street(page: &Page, parts: &[Segment], street: usize) -> (usize, usize) {
    let text = |index: usize| &page.free()[parts[index].at.clone()];
    let mut first = street;
    while first > 0 && parts[first - 1].line == parts[street].line && is_unit(text(first - 1)) {
        first -= 1;
    }
    let mut last = street;
    let on_line = |index: usize| parts.get(index).is_some_and(|next| next.line == parts[street].line);
    if text(street).chars().all(|c| c.is_ascii_digit()) && on_line(street + 1) {
        last += 1;
    }
    // a flat without a street takes the house that it is in
    while is_unit(text(street)) && on_line(last + 1) {
        last += 1;
    }
    (first, last)
}

/// Several parts as one, as long as nothing between them was taken away.
fn span(page: &Page, parts: &[Segment], first: usize, last: usize) -> Range<usize> {
    let whole = (first..=last).rev().map(|last| parts[first].at.start..parts[last].at.end);
    let intact = |at: &Range<usize>| page.free()[at.clone()] == page.text()[at.clone()];
    whole.into_iter().find(intact).unwrap_or_else(|| parts[first].at.clone())
}
