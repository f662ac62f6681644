//! Finds the names of people: they stand behind the words that announce them.

use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// Words after which a person's name stands, in lower case.
const WORDS: [&str; 32] = [
    "快递员",
    "快遞員",
    "快递小哥",
    "快遞小哥",
    "派送员",
    "派送員",
    "派件员",
    "派件員",
    "配送员",
    "配送員",
    "业务员",
    "業務員",
    "揽投员",
    "攬投員",
    "揽件员",
    "攬件員",
    "收件员",
    "收件員",
    "投递员",
    "投遞員",
    "司机",
    "司機",
    "签收人",
    "簽收人",
    "联系人",
    "聯絡人",
    "courier",
    "driver",
    "postman",
    "deliveryman",
    "signed by",
    "signed for by",
];

/// All of them are looked for in one go.
#[expect(clippy::expect_used, reason = "a few words can be looked for; a test would not begin without them")]
static ANNOUNCED: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).build(WORDS).expect("words to look for")
});

/// What follows a person's word, or a name, and is none.
const NO_NAME: [&str; 44] = [
    "正在", "已", "为您", "為您", "为你", "将", "將", "电话", "電話", "手机", "手機", "联系", "聯絡", "聯繫",
    "派件", "派送", "配送", "投递", "投遞", "上门", "上門", "揽收", "攬收", "取件", "收件", "无法", "無法",
    "因", "请", "請", "未", "会", "會", "凭", "憑", "本人", "家人", "门卫", "門衛", "前台", "物业", "同事",
    "邻居", "是",
];

/// Words that follow a name, and begin names too.
const AFTER: [&str; 4] = ["于", "於", "在", "送"];

/// Where names stand.
pub(super) fn found(text: &str) -> Vec<Range<usize>> {
    let announced = ANNOUNCED.find_overlapping_iter(text);
    let mut found: Vec<Range<usize>> =
        announced.filter_map(|word| name(text, word.start(), WORDS[word.pattern().as_usize()])).collect();
    found.sort_by_key(|range| range.start);
    found.dedup();
    found
}

fn name(text: &str, at: usize, word: &str) -> Option<Range<usize>> {
    if word.is_ascii() && text[..at].ends_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let rest = &text[at + word.len()..];
    let behind = rest.trim_start_matches(|c: char| c == ' ' || ":：,，.【[（(".contains(c));
    let gap = rest.len() - behind.len();
    if word.is_ascii() && gap == 0 {
        return None;
    }
    let length =
        chinese(behind).max(western(behind, rest[..gap].contains([':', '：', '【', '[', '（', '('])));
    let start = at + word.len() + gap;
    (length > 0).then(|| start..start + length)
}

/// Up to four Chinese characters, as far as no other word begins.
fn chinese(text: &str) -> usize {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·';
    let length: usize = text.chars().take(4).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let first = text.chars().next().map_or(0, char::len_utf8);
    // a word may begin with the last of the four
    let long: usize = text.chars().take(6).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let long = &text[..long];
    let ends = NO_NAME.iter().filter_map(|word| long.find(word));
    let later = AFTER.iter().filter_map(|word| long[first.min(long.len())..].find(word).map(|at| at + first));
    ends.chain(later).min().map_or(length, |end| end.min(length))
}

/// Up to three words in capitals. Behind a colon or a bracket it may be any; else none that says what somebody did.
fn western(text: &str, announced: bool) -> usize {
    let (mut length, mut offset) = (0, 0);
    for word in text.split_inclusive(' ').take(3) {
        let bare = word.trim_end_matches([' ', ',', '.', ';', ':', ')', ']', '】', '）']);
        let lower = bare.to_lowercase();
        let verb = ["ed", "ing"].iter().any(|end| lower.len() > 3 && lower.ends_with(end))
            || ["has", "is", "will", "was", "out", "on", "at", "tel", "phone", "mobile"]
                .contains(&lower.as_str());
        let is_name = bare.chars().next().is_some_and(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
            && (!verb || announced && length == 0 && lower.len() > 5);
        if !is_name {
            break;
        }
        length = offset + bare.len();
        offset += word.len();
        // a mark ends the name, but for the dot of an initial
        if word.trim_end().len() > bare.len() && bare.chars().count() > 1 {
            break;
        }
    }
    length
}
