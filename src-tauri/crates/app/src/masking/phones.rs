//! Finds phones: by the words before them, or by the way they are written. Figures that are announced as the number of
//! something else, or that only might be a phone, are none.

use std::ops::Range;

/// Words after which a phone stands, in lower case.
const WORDS: [&str; 20] = [
    "电话",
    "電話",
    "手机",
    "手機",
    "行动电话",
    "热线",
    "熱線",
    "联系方式",
    "聯絡方式",
    "聯繫方式",
    "致电",
    "致電",
    "拨打",
    "撥打",
    "tel",
    "phone",
    "mobile",
    "hotline",
    "call",
    "contact",
];

/// Words that may stand between such a word and the figures.
const BETWEEN: [&str; 8] = ["号码", "號碼", "号", "號", "为", "為", "number", "no"];

/// Words after which the number of something else stands.
const OTHER: [&str; 30] = [
    "单号",
    "單號",
    "运单",
    "運單",
    "订单",
    "訂單",
    "提单",
    "提單",
    "面单",
    "面單",
    "编号",
    "編號",
    "件号",
    "件號",
    "包裹",
    "批次",
    "航班",
    "参考号",
    "參考號",
    "tracking",
    "waybill",
    "awb",
    "order",
    "ref",
    "reference",
    "parcel",
    "shipment",
    "package",
    "item",
    "invoice",
];

/// What stands between the numbers of a list.
const MARKS: [char; 7] = ['/', '／', '、', ';', '；', '|', '｜'];

/// Figures in groups, with a blank, a dash, a dot or brackets between them.
#[derive(Debug)]
struct Run {
    groups: Vec<Group>,
    /// Whether it begins with `+`.
    international: bool,
}

#[derive(Debug)]
struct Group {
    /// Where it stands, with its brackets.
    place: Range<usize>,
    figures: String,
    /// What stands between it and the group before: `-`, `.`, a blank, or `)` where there are only brackets.
    between: char,
}

/// Where phones stand; `names` is where couriers do, and a number right behind one is a phone.
pub(super) fn found(text: &str, names: &[Range<usize>]) -> Vec<Range<usize>> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = text[from..].find(begins).map(|at| from + at) {
        let run = run(text, at);
        let end = run.groups.last().map_or(at + 1, |group| group.place.end);
        let inside = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || "._/#-".contains(c));
        if !inside || is_listed(text, found.last(), at) {
            phones(text, &run, names, &mut found);
        }
        // a bracket may be of more than one byte
        from = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    }
    found
}

/// Whether nothing but a mark of lists stands between the last phone and a number.
fn is_listed(text: &str, phone: Option<&Range<usize>>, at: usize) -> bool {
    gap(text, phone, at)
        .is_some_and(|gap| gap.contains(MARKS) && gap.chars().all(|c| MARKS.contains(&c) || is_around(c)))
}

/// Whether a number stands right behind the last phone and is as long: one more of the same kind.
fn is_alike(text: &str, phone: Option<&Range<usize>>, at: usize, count: usize) -> bool {
    let figures = |range: &Range<usize>| text[range.clone()].chars().filter(char::is_ascii_digit).count();
    phone.is_some_and(|phone| figures(phone) == count)
        && gap(text, phone, at).is_some_and(|gap| gap.chars().all(|c| ",，".contains(c) || is_around(c)))
}

fn gap<'a>(text: &'a str, phone: Option<&Range<usize>>, at: usize) -> Option<&'a str> {
    phone.and_then(|phone| text.get(phone.end..at))
}

fn is_around(c: char) -> bool {
    c.is_whitespace() || "()（）[]【】".contains(c)
}

fn begins(c: char) -> bool {
    c.is_ascii_digit() || "+＋(（".contains(c)
}

/// The run that begins here; without groups where there is none.
fn run(text: &str, at: usize) -> Run {
    let mut run = Run { groups: Vec::new(), international: false };
    let (mut start, mut between) = (at, ')');
    loop {
        let rest = &text[start..];
        let opening = rest.len() - rest.trim_start_matches(['+', '＋', '(', '（']).len();
        run.international |= run.groups.is_empty() && rest[..opening].contains(['+', '＋']);
        let figures: String = rest[opening..].chars().take_while(char::is_ascii_digit).collect();
        if figures.is_empty() {
            return run;
        }
        let mut end = start + opening + figures.len();
        end += text[end..].chars().next().filter(|c| ")）".contains(*c)).map_or(0, char::len_utf8);
        run.groups.push(Group { place: start..end, figures, between });
        let rest = &text[end..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '-', '–', '.']).len();
        let is_near = rest[..gap].chars().count() <= 3;
        between = match &rest[..gap] {
            "" => ')',
            gap if gap.contains(['-', '–']) => '-',
            gap if gap.contains('.') => '.',
            _ => ' ',
        };
        let goes_on = rest[gap..].starts_with(begins) && !rest[gap..].starts_with(['+', '＋']);
        if !is_near || !goes_on {
            return run;
        }
        start = end + gap;
    }
}

/// The phones in a run: at its beginning, behind a date, and behind one another.
fn phones(text: &str, run: &Run, names: &[Range<usize>], found: &mut Vec<Range<usize>>) {
    let (mut first, mut behind) = (0, None);
    while let Some(group) = run.groups.get(first) {
        let at = group.place.start;
        let is_free = first == 0
            || behind == Some(first)
            || group.between == ' ' && (is_mobile(&group.figures) || ends_a_time(text, &run.groups[..first]));
        let last = if is_free { phone(text, run, first, names, found.last()) } else { None };
        if let Some(last) = last {
            found.push(inside_brackets(text, at..run.groups[last].place.end));
            behind = Some(last + 1);
        }
        first = last.unwrap_or(first) + 1;
    }
}

/// The last group of the phone that begins with a group, `before` being the phone before it.
fn phone(
    text: &str,
    run: &Run,
    first: usize,
    names: &[Range<usize>],
    before: Option<&Range<usize>>,
) -> Option<usize> {
    let groups = &run.groups;
    let at = groups[first].place.start;
    let announced = is_announced(&text[..at])
        || names.iter().any(|name| is_behind(text, name, at))
        || is_listed(text, before, at) && !begins_a_date(&groups[first..]);
    if !announced && ends_with_word(&text[..at], &OTHER) {
        return None;
    }
    let international = run.international && first == 0;
    let fits = |last: &usize| {
        let part = &groups[first..=*last];
        let count: usize = part.iter().map(|group| group.figures.len()).sum();
        let by_word = announced && (5..=if international { 15 } else { 13 }).contains(&count);
        let by_list = count > 6 && !begins_a_date(part) && is_alike(text, before, at, count)
            || is_undivided_landline(part) && leads_a_list(text, part);
        (by_word && may_end(text, groups, *last, true))
            || ((international && (8..=15).contains(&count) || is_written_so(part) || by_list)
                && may_end(text, groups, *last, announced))
    };
    let parts = |last: &usize| {
        let (part, rest) = (&groups[first..=*last], &groups[last + 1..]);
        is_written_so(part) && rest.first().is_some_and(|next| next.between == ' ') && begins_a_phone(rest)
    };
    (first..groups.len()).find(parts).or_else(|| (first..groups.len()).rev().find(fits))
}

/// Whether behind these groups stands a mark of lists and then a phone.
fn leads_a_list(text: &str, groups: &[Group]) -> bool {
    let end = groups.last().map_or(0, |group| group.place.end);
    let rest = text[end..].trim_start_matches(is_around);
    let behind = rest.trim_start_matches(MARKS);
    let at = text.len() - behind.trim_start_matches(is_around).len();
    behind.len() < rest.len() && text[at..].starts_with(begins) && begins_a_phone(&run(text, at).groups)
}

/// Without the brackets, where they stand around all of it or began before it.
fn inside_brackets(text: &str, range: Range<usize>) -> Range<usize> {
    for (open, close) in [("(", ")"), ("（", "）")] {
        let Some(inside) = text[range.clone()].strip_suffix(close) else { continue };
        match inside.strip_prefix(open) {
            Some(bare) if !bare.contains(open) => {
                return range.start + open.len()..range.end - close.len();
            }
            None if !inside.contains(open) => return range.start..range.end - close.len(),
            _ => {}
        }
    }
    range
}

/// Whether a number may end behind this group: nothing belongs to it any more, or what follows is a time.
fn may_end(text: &str, groups: &[Group], last: usize, announced: bool) -> bool {
    let rest = &text[groups[last].place.end..];
    let Some(next) = groups.get(last + 1) else {
        let unit = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "_:：%".contains(c));
        return !(unit || groups[last].between == ' ' && last > 0 && has_unit(rest));
    };
    let behind = &text[next.place.end..];
    let is_time = begins_a_date(&groups[last + 1..]) || behind.starts_with([':', '：', '/']);
    let is_phone = begins_a_phone(&groups[last + 1..]);
    next.between == ' ' && (is_time || announced || has_unit(behind) || is_phone) || is_mobile(&next.figures)
}

/// Whether figures are counted or weighed by what stands behind them.
fn has_unit(rest: &str) -> bool {
    let rest = rest.trim_start().to_lowercase();
    let units = ["kg", "g ", "cm", "lb", "oz", "pcs", "公斤", "千克", "克", "件", "个", "個", "箱", "元"];
    units.iter().any(|unit| rest.starts_with(unit))
}

fn begins_a_date(groups: &[Group]) -> bool {
    matches!(groups, [year, month, day, ..] if year.figures.len() == 4 && year.figures.starts_with("20")
        && month.between == '-' && day.between == '-' && month.figures.len() <= 2 && day.figures.len() <= 2)
}

/// Whether groups end a date, or the time of a day.
fn ends_a_time(text: &str, groups: &[Group]) -> bool {
    let of_day = |group: &Group| text[..group.place.start].ends_with([':', '：']);
    groups.len() >= 3 && begins_a_date(&groups[groups.len() - 3..]) || groups.last().is_some_and(of_day)
}

/// Whether groups are written as phones are, in the countries where parcels come from and most go to.
fn is_written_so(groups: &[Group]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|group| group.figures.len()).collect();
    let figures: String = groups.iter().map(|group| group.figures.as_str()).collect();
    let marks: String = groups.iter().skip(1).map(|group| group.between).collect();
    let rest = figures.strip_prefix("0086").or_else(|| figures.strip_prefix("86")).unwrap_or(&figures);
    let prefix = figures.len() - rest.len();
    let has_prefix = prefix > 0 && lengths.len() > 1 && (lengths[0] == prefix || lengths.len() == 2);
    is_mobile(&figures) && lengths != [1, 10]
        || (has_prefix || prefix == 4) && is_mobile(rest)
        || is_landline(&lengths, &figures, &marks)
        || matches!(lengths.as_slice(), [3, 3, 4] | [3, 4, 3] | [4, 3, 3] | [3, 7]) && (figures.starts_with("400") || figures.starts_with("800"))
        // North America
        || matches!(lengths.as_slice(), [3, 3, 4] | [1, 3, 3, 4]) && marks != "  " && marks != "   "
        // written out in place of `+`
        || lengths.len() > 2 && matches!(lengths[0], 4 | 5) && figures.starts_with("00") && (11..=16).contains(&figures.len())
        // Taiwan
        || figures.len() == 10 && figures.starts_with("09") && matches!(lengths.as_slice(), [10] | [4, 6] | [4, 3, 3])
}

/// Whether the first of groups are written as a phone is, and what follows stands apart.
fn begins_a_phone(groups: &[Group]) -> bool {
    let apart = |next: &Group| next.between == ' ';
    (0..groups.len()).any(|last| groups.get(last + 1).is_none_or(apart) && is_written_so(&groups[..=last]))
}

/// Area code and number in one. By itself it might be the number of anything.
fn is_undivided_landline(groups: &[Group]) -> bool {
    matches!(groups, [only] if (10..=12).contains(&only.figures.len())
        && only.figures.starts_with('0') && !only.figures.starts_with("00"))
}

/// Eleven figures of a Chinese mobile.
fn is_mobile(figures: &str) -> bool {
    figures.len() == 11
        && figures.starts_with('1')
        && !figures.starts_with("10")
        && !figures.starts_with("12")
}

/// An area code that stands by itself, then seven or eight figures, then perhaps an extension behind a dash.
fn is_landline(lengths: &[usize], figures: &str, marks: &str) -> bool {
    let Some((area, rest)) = lengths.split_first() else { return false };
    let of_area = match figures.as_bytes() {
        [b'0', b'1' | b'2', ..] => *area == 3 || figures.starts_with("02") && *area == 2,
        [b'0', b'3'..=b'9', ..] => matches!(area, 2..=4),
        _ => return false,
    };
    let parts = match rest {
        [whole] => matches!(whole, 7 | 8),
        [one, other] => {
            matches!((one, other), (3 | 4, 4))
                || matches!((one, other), (7 | 8, 1..=5)) && marks.ends_with('-')
        }
        [one, other, extension] => {
            matches!((one, other), (3 | 4, 4)) && *extension <= 5 && marks.ends_with('-')
        }
        _ => false,
    };
    of_area && parts
}

/// Whether the text before a number says that it is a phone.
fn is_announced(before: &str) -> bool {
    ends_with_word(before, &WORDS)
}

fn ends_with_word(before: &str, words: &[&str]) -> bool {
    let between = |c: char| c.is_whitespace() || ":：,，.。【[（(#*\"'“=+＋".contains(c);
    let before = before.trim_end_matches(between);
    let tail = before.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    let tail = before[tail..].to_ascii_lowercase();
    let mut bare = tail.as_str();
    loop {
        if let Some(word) = ending(bare, words) {
            let inside = bare[..bare.len() - word.len()].ends_with(|c: char| c.is_ascii_alphabetic());
            return !(inside && word.is_ascii());
        }
        let Some(word) = ending(bare, &BETWEEN) else { return false };
        bare = bare[..bare.len() - word.len()].trim_end_matches(between);
    }
}

/// The first of the words that a text ends with.
fn ending<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    // this is asked before every number of an answer, and nearly never so: the last byte tells
    let last = text.as_bytes().last()?;
    words.iter().find(|word| word.as_bytes().last() == Some(last) && text.ends_with(**word)).copied()
}

/// Whether a number stands right behind a name.
fn is_behind(text: &str, name: &Range<usize>, at: usize) -> bool {
    name.end <= at && text[name.end..at].chars().all(|c| " :：,，【[（(】]".contains(c))
}
