//! Addresses in Chinese: mainland, Taiwan, Hong Kong, Macau, in simplified and traditional characters.

mod person;

use super::names::{has_family, is_company, is_han};
use super::page::{Page, trimmed};
use crate::documents::Confidence::{Check, Sure};
use person::{find, is_talk};
use shipdesk_store::search::folded;
use std::ops::Range;
use std::sync::LazyLock;

/// Provinces with their cities, in simplified characters.
static PROVINCES: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let province = |line: &'static str| {
        let mut words = line.split(' ');
        Some((words.next()?, words.collect()))
    };
    include_str!("cities.txt").lines().filter_map(province).collect()
});

const COUNTIES: [&str; 22] = [
    "台北", "新北", "桃园", "台中", "台南", "高雄", "基隆", "新竹", "嘉义", "宜兰", "苗栗", "彰化", "南投",
    "云林", "屏东", "花莲", "台东", "澎湖", "金门", "连江", "马祖", "竹北",
];
/// What makes a province one, the longest first.
const OF_PROVINCE: [&str; 7] =
    ["壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "省", "市"];
const OF_CITY: [&str; 4] = ["地区", "市", "州", "盟"];
/// Characters that only stand in addresses.
const MARKS: &str =
    "省市区县镇乡村路街道巷号栋幢楼层座室弄园厦城苑庭院组屯單單元棟號樓區縣鎮鄉廈廣場店厂廠场塔馆館門门口站";
const COUNTRY: [(&str, &str); 10] = [
    ("中国台湾", "TW"),
    ("中国香港", "HK"),
    ("中国澳门", "MO"),
    ("中华人民共和国", "CN"),
    ("中国大陆", "CN"),
    ("中国", "CN"),
    ("台湾省", "TW"),
    ("台湾", "TW"),
    ("香港", "HK"),
    ("澳门", "MO"),
];

/// Where an address begins, and what it begins with.
#[derive(Debug, Clone)]
struct Start {
    country: &'static str,
    state: Option<Range<usize>>,
    city: Option<Range<usize>>,
    /// Where the street begins.
    street: usize,
    /// Where the whole begins.
    begin: usize,
}

/// Whether the text has a Chinese address.
pub(super) fn is_there(page: &Page) -> bool {
    start(&simplified(page.free())).is_some()
}

/// Takes an address and the name beside it.
pub(super) fn take(page: &mut Page) {
    // a company may be called after its city
    if let Some(company) = find(page, page.tokens(), |text| is_company(text) && is_han(text)) {
        page.take("company", company.at, Check);
    }
    let text = simplified(page.free());
    let Some(start) = start(&text) else { return };
    take_country(page, &text, &start);
    take_postcode(page, &start);
    if let Some(state) = start.state.clone() {
        page.take("state", state.clone(), Sure);
        if start.city.as_ref() == Some(&state) {
            // a city that is a province: one word for both
            let city = page.get("state").unwrap_or_default().to_owned();
            page.set("city", city, Sure);
        }
    }
    if let Some(city) = start.city.clone() {
        page.take("city", city, if start.country == "HK" { Check } else { Sure });
    }
    take_glued_name(page, start.begin);
    let street = street_end(page, start.street);
    if let Some(at) = trimmed(page.free(), street) {
        take_street(page, at);
    }
    take_more(page);
    person::take(page);
}

fn simplified(text: &str) -> String {
    let one = |c: char| {
        if c.is_ascii() || !is_han(&c.to_string()) {
            return c;
        }
        // places must stay what they are
        folded(&c.to_string()).chars().next().filter(|other| other.len_utf8() == c.len_utf8()).unwrap_or(c)
    };
    text.chars().map(one).collect()
}

fn start(text: &str) -> Option<Start> {
    let found = [taiwan(text), mainland(text), harbours(text)];
    found.into_iter().flatten().min_by_key(|start| start.begin)
}

/// Where a city ends that begins like this: behind 市, 地区, 盟 or, with the names of its peoples, 自治州.
fn end_of_city(text: &str, at: usize) -> usize {
    let near = || {
        text[at..]
            .char_indices()
            .take(14)
            .take_while(|(_, c)| is_han(&c.to_string()) && !"市县区".contains(*c))
    };
    let last = near().last().map_or(at, |(place, c)| at + place + c.len_utf8());
    match text[at..last].find("自治州") {
        Some(place) => at + place + "自治州".len(),
        None => end_of(text, at, &OF_CITY),
    }
}

/// The first end that stands at a place.
fn end_of(text: &str, at: usize, ends: &[&str]) -> usize {
    let end = ends.iter().filter(|end| text[at..].starts_with(**end)).map(|end| end.len()).max();
    at + end.unwrap_or_default()
}

fn skip(text: &str, at: usize) -> usize {
    at + (text[at..].len() - text[at..].trim_start_matches([' ', ',', '\n', '-', '/', '·']).len())
}

fn taiwan(text: &str) -> Option<Start> {
    let found = COUNTIES.iter().filter_map(|name| {
        let begin = text.find(name)?;
        let end = end_of(text, begin + name.len(), &["市", "县"]);
        let near: String = text[begin + name.len()..].chars().take(6).collect();
        (end > begin + name.len() || near.contains('区')).then_some((begin, end))
    });
    let (begin, end) = found.min()?;
    Some(Start { country: "TW", state: None, city: Some(begin..end), street: end, begin })
}

fn harbours(text: &str) -> Option<Start> {
    let found = [("香港", "HK"), ("澳门", "MO")]
        .iter()
        .filter_map(|(name, code)| Some((text.find(name)?, *name, *code)));
    let (begin, name, country) = found.min()?;
    let named = begin + name.len();
    let street = end_of(text, named, &["特别行政区"]);
    Some(Start { country, state: None, city: Some(begin..named), street, begin })
}

fn mainland(text: &str) -> Option<Start> {
    let found = PROVINCES.iter().filter_map(|(province, cities)| {
        let short = short(province);
        let named = text.find(short).filter(|at| is_begin(text, *at, short.len()));
        let province = named.map(|begin| in_province(text, begin, short, cities));
        let city = cities.iter().filter_map(|city| city_alone(text, city)).min_by_key(|start| start.begin);
        [province, city].into_iter().flatten().min_by_key(|start| (start.begin, start.state.is_none()))
    });
    found.min_by_key(|start| (start.begin, start.state.is_none()))
}

/// 北京路 and 吉林大道 are streets.
fn is_begin(text: &str, at: usize, length: usize) -> bool {
    let behind = &text[at + length..];
    !["路", "大道", "东路", "西路", "南路", "北路", "中路", "街"]
        .iter()
        .any(|street| behind.starts_with(street))
}

/// A province without what makes it one.
fn short(province: &'static str) -> &'static str {
    let end = OF_PROVINCE.iter().find_map(|end| province.strip_suffix(end));
    end.unwrap_or(province)
}

fn in_province(text: &str, begin: usize, short: &str, cities: &[&'static str]) -> Start {
    let end = end_of(text, begin + short.len(), &OF_PROVINCE);
    let state = begin..end;
    let at = skip(text, end);
    // a municipality is its own city, and some write it twice
    let municipal = cities == [short];
    let known = cities.iter().filter(|city| text[at..].starts_with(**city)).max_by_key(|city| city.len());
    let city = match known {
        Some(city) if !(municipal && text[at + city.len()..].starts_with('路')) => {
            Some(at..end_of_city(text, at + city.len()))
        }
        _ if municipal => Some(state.clone()),
        _ => unlisted_city(text, at),
    };
    let street = city.as_ref().map_or(end, |city| city.end.max(end));
    Start { country: "CN", state: Some(state), city, street, begin }
}

/// A city of a county's rank: up to six characters that end in 市.
fn unlisted_city(text: &str, at: usize) -> Option<Range<usize>> {
    let near: Vec<(usize, char)> =
        text[at..].char_indices().take(7).take_while(|(_, c)| is_han(&c.to_string())).collect();
    let end = near.iter().find(|(place, c)| *c == '市' && *place > 0)?;
    Some(at..at + end.0 + '市'.len_utf8())
}

/// A city without its province, where what follows shows that it is one.
fn city_alone(text: &str, city: &str) -> Option<Start> {
    let begin = text.find(city).filter(|at| is_begin(text, *at, city.len()))?;
    let end = end_of(text, begin + city.len(), &["市", "地区", "自治州"]);
    let near: String = text[end..].chars().take_while(|c| is_han(&c.to_string())).take(6).collect();
    let followed = near.contains(['区', '县', '镇', '市']);
    (end > begin + city.len() || followed).then_some(Start {
        country: "CN",
        state: None,
        city: Some(begin..end),
        street: end,
        begin,
    })
}

/// The country, where the text names it right before the address or alone.
fn take_country(page: &mut Page, text: &str, start: &Start) {
    let named = COUNTRY.iter().find_map(|(name, code)| {
        let at = text.find(name).filter(|at| *code == start.country && *at + name.len() <= start.begin)?;
        let gap =
            text[at + name.len()..start.begin].chars().all(|c| !c.is_alphanumeric() || c.is_ascii_digit());
        gap.then_some(at..at + name.len())
    });
    if let Some(at) = named {
        page.strike(at);
    }
    page.set("country", start.country.to_owned(), Sure);
}

/// Figures of the right number that stand alone: right before the address or anywhere else.
fn take_postcode(page: &mut Page, start: &Start) {
    if page.has("postcode") {
        return;
    }
    let free = page.free().to_owned();
    let runs: Vec<Range<usize>> = figures(&free).collect();
    let lengths: &[usize] = if start.country == "TW" { &[3, 5, 6] } else { &[6] };
    let fits = |run: &&Range<usize>| lengths.contains(&run.len());
    let in_front = runs
        .iter()
        .filter(fits)
        .find(|run| free[run.end..].trim_start_matches([' ', '\n', ',']).len() == free[start.begin..].len());
    // alone between separators
    let alone =
        runs.iter().filter(|run| run.len() == 6 && matches!(start.country, "CN" | "TW")).find(|run| {
            let before = free[..run.start].chars().next_back();
            let after = free[run.end..].chars().next();
            let open = |c: Option<char>| c.is_none_or(|c| matches!(c, '\n' | ' ' | ',' | ';' | '(' | ')'));
            open(before) && open(after)
        });
    match (in_front, alone) {
        (Some(at), _) => page.take("postcode", at.clone(), Sure),
        (None, Some(at)) => page.take("postcode", at.clone(), Check),
        (None, None) => {}
    }
}

fn figures(text: &str) -> impl Iterator<Item = Range<usize>> {
    let starts = text.char_indices().filter(|(at, c)| {
        c.is_ascii_digit()
            && !text[..*at].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '-')
    });
    starts.map(|(start, _)| {
        let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |at| start + at);
        start..end
    })
}

/// A name that the address follows without anything between: 周晓雨广东省…
fn take_glued_name(page: &mut Page, begin: usize) {
    let before = &page.free()[..begin];
    let start = before
        .rfind(|c: char| !is_han(&c.to_string()))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let name = &before[start..];
    if (2..=4).contains(&name.chars().count()) && has_family(name) && !is_talk(name) {
        page.take("name", start..begin, Check);
    }
}

/// Where the street goes to: the words of its line that are an address.
fn street_end(page: &Page, from: usize) -> Range<usize> {
    let free = page.free();
    let start = skip(free, from);
    let line = free[start..].find('\n').map_or(free.len(), |at| start + at);
    let mut end = start;
    for (at, word) in words(&free[start..line]) {
        if end > start && !is_address(word) {
            break;
        }
        end = start + at + word.len();
    }
    // a bracket that was opened is closed
    let open = free[start..end].matches('(').count() > free[start..end].matches(')').count();
    if open && free[end..].starts_with(')') {
        end += 1;
    }
    start..end
}

fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split([' ', ',', ';', '。', '(', ')'])
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - line.as_ptr() as usize, word))
}

fn is_address(word: &str) -> bool {
    // a letter alone is a part of a building
    word.len() == 1 || word.contains(|c: char| c.is_ascii_digit() || MARKS.contains(c))
}

/// Takes a street; a name at its end goes apart: …15号周晓雨收.
fn take_street(page: &mut Page, at: Range<usize>) {
    let text = page.free()[at.clone()].to_owned();
    let bare = text.trim_end_matches([')', ' ']);
    if let Some(whole) = bare.strip_suffix('收') {
        let name = whole.trim_end_matches([' ', '(']);
        let begin = name.rfind(|c: char| MARKS.contains(c) || !is_han(&c.to_string()));
        let begin = begin.map_or(0, |last| last + name[last..].chars().next().map_or(1, char::len_utf8));
        if (2..=4).contains(&name[begin..].chars().count()) {
            page.take("name", at.start + begin..at.start + name.len(), Check);
            if let Some(street) = trimmed(page.free(), at.start..at.start + begin) {
                let street = street.start
                    ..at.start + page.text()[at.start..street.end].trim_end_matches([' ', '(']).len();
                page.take("address1", street, Sure);
            }
            page.strike(at.start + name.len()..at.end);
            return;
        }
    }
    page.take("address1", at, Sure);
}

/// What else looks like an address is the second line.
fn take_more(page: &mut Page) {
    if !page.has("address1") {
        page.doubt("city", Check);
        return;
    }
    let more = page.segments().into_iter().find(|segment| {
        let text = &page.free()[segment.at.clone()];
        let marks = text.chars().filter(|c| MARKS.contains(*c)).count();
        marks > 0
            && text.contains(|c: char| c.is_ascii_digit())
            && text.chars().any(|c| is_han(&c.to_string()))
    });
    if let Some(segment) = more {
        page.take("address2", segment.at, Check);
    }
}
