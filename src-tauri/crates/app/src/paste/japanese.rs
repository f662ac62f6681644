//! Addresses in Japanese: `〒100-0001 東京都千代田区千代田1-1`.

use super::page::{Page, trimmed};
use crate::documents::Confidence::{Check, Sure};

/// The prefectures, with what makes them one.
const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

fn prefecture(text: &str) -> Option<(usize, &'static str)> {
    PREFECTURES.iter().filter_map(|name| Some((text.find(name)?, *name))).min()
}

/// Whether the text has a Japanese address.
pub(super) fn is_there(page: &Page) -> bool {
    prefecture(page.free()).is_some()
}

/// Takes an address.
pub(super) fn take(page: &mut Page) {
    take_postcode(page);
    let Some((start, name)) = prefecture(page.free()) else { return };
    let behind = start + name.len();
    page.take("state", start..behind, Sure);
    if let Some(country) = page.free().find("日本") {
        page.strike(country..country + "日本".len());
    }
    page.set("country", "JP".to_owned(), Sure);
    let line = line_end(page.free(), behind);
    let line = trimmed(page.free(), behind..line).unwrap_or(behind..behind);
    let city = city_end(&page.free()[line.clone()]).map(|end| line.start..line.start + end);
    let from = city.as_ref().map_or(line.start, |at| at.end);
    if let Some(at) = city {
        page.take("city", at, Sure);
    }
    if let Some(at) = trimmed(page.free(), from..line.end) {
        page.take("address1", at, Sure);
    }
    let rest = page.segments();
    for segment in rest {
        let text = page.free()[segment.at.clone()].to_owned();
        let japanese = text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'));
        let numbered = text.contains(|c: char| c.is_ascii_digit()) || text.contains(['階', '号', 'ビ', 'マ']);
        if japanese && numbered && page.has("address1") {
            page.take("address2", segment.at, Check);
        } else if japanese && !page.has("name") && text.chars().count() <= 12 {
            let name = text.trim_end_matches(['様', '御', '中']).trim_end().len();
            page.take("name", segment.at.start..segment.at.start + name, Check);
            page.strike(segment.at);
        }
    }
}

/// Line breaks end an address only where something else follows.
fn line_end(text: &str, from: usize) -> usize {
    let begun = text[from..].find(|c: char| c != '\n' && c != ' ').map_or(text.len(), |at| from + at);
    text[begun..].find('\n').map_or(text.len(), |at| begun + at)
}

fn take_postcode(page: &mut Page) {
    let free = page.free().to_owned();
    let figures = free.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !free[..*at].ends_with(|before: char| before.is_ascii_digit() || before == '-')
    });
    for (start, _) in figures {
        let end =
            free[start..].find(|c: char| !c.is_ascii_digit() && c != '-').map_or(free.len(), |at| start + at);
        let code = &free[start..end];
        let marked = free[..start].trim_end_matches([' ', '\n']).ends_with('〒');
        let shaped = code.len() == 8 && code.as_bytes()[3] == b'-';
        if shaped || (marked && code.len() == 7) {
            page.take("postcode", start..end, Sure);
            if let Some(mark) = page.free().find('〒') {
                page.strike(mark..mark + '〒'.len_utf8());
            }
            return;
        }
    }
}

/// Where the city, the ward of Tokyo or the town of a county ends.
fn city_end(text: &str) -> Option<usize> {
    // a county goes before its towns
    let from = text.find('郡').filter(|at| *at > 0 && *at < 15).map_or(0, |at| at + '郡'.len_utf8());
    let first = text[from..].chars().next().map_or(0, char::len_utf8);
    let end = text[from + first..].char_indices().find(|(_, c)| "市区町村".contains(*c));
    let end = end.map(|(at, c)| from + first + at + c.len_utf8())?;
    // 四日市市 and its like
    let twice = text[end..].starts_with('市') && text[..end].ends_with('市');
    Some(if twice { end + '市'.len_utf8() } else { end }).filter(|end| text[..*end].chars().count() <= 12)
}
