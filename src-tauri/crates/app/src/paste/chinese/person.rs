//! The name beside a Chinese address.

use super::super::names::{has_family, is_han, is_person};
use super::super::page::{Page, Segment};
use super::MARKS;
use crate::documents::Confidence::{self, Check, Sure};

/// Words that people say around an address.
const TALK: &str = "你好 您好 谢谢 謝謝 麻烦 麻煩 请 請 发货 發貨 寄到 寄给 寄給 地址 电话 電話 收件 收货 亲 老板 快递 快遞 尽快 盡快 改成 新地址 这个 這個 发到 包邮 默认";

/// Takes the name: Chinese characters that are no address, beside the phone or at the beginning; else Latin words.
pub(super) fn take(page: &mut Page) {
    if page.has("name") {
        return;
    }
    let tokens = page.tokens();
    let people: Vec<Segment> =
        tokens.iter().filter(|token| is_name(&page.free()[token.at.clone()])).cloned().collect();
    if let Some(best) =
        people.iter().find(|token| has_family(&page.free()[token.at.clone()])).or(people.first())
    {
        let text = &page.free()[best.at.clone()];
        let trust = trust(page, best, people.len(), text);
        let end =
            text.strip_suffix('收').filter(|rest| rest.chars().count() >= 2).map_or(text.len(), str::len);
        let at = best.at.start..best.at.start + end;
        page.strike(best.at.start + end..best.at.end);
        page.take("name", at, trust);
        return;
    }
    let is_latin = |text: &str| text.is_ascii() && is_person(text);
    if let Some(latin) = find(page, page.segments(), is_latin) {
        page.take("name", latin.at, Check);
    }
}

pub(super) fn find(page: &Page, segments: Vec<Segment>, wanted: impl Fn(&str) -> bool) -> Option<Segment> {
    segments.into_iter().find(|segment| wanted(&page.free()[segment.at.clone()]))
}

/// A family's name, alone in the text and at its beginning or beside the phone, is one for sure.
fn trust(page: &Page, token: &Segment, names: usize, text: &str) -> Confidence {
    let phone = page.get("phone").and_then(|phone| page.text().find(phone).map(|at| at..at + phone.len()));
    let separators = |part: &str| part.chars().all(|c| " \n,;:()".contains(c));
    let beside = phone.is_some_and(|phone| {
        phone.end <= token.at.start && separators(&page.text()[phone.end..token.at.start])
            || token.at.end <= phone.start && separators(&page.text()[token.at.end..phone.start])
    });
    let alone = names == 1 && (beside || token.at.start == 0);
    if alone && has_family(text) && text.chars().count() <= 3 { Sure } else { Check }
}

fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    is_han(text) && (2..=5).contains(&count) && !text.chars().any(|c| MARKS.contains(c)) && !is_talk(text)
}

/// Whether somebody says something there.
pub(super) fn is_talk(text: &str) -> bool {
    TALK.split(' ').any(|word| text.contains(word))
}
