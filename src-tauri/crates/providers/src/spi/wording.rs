//! What the words of an event mean, where a provider has no code for it: a table of phrases that each provider keeps in
//! its own folder.

use serde::Deserialize;
use shipdesk_core::status::DeliveryStatus;

/// A row of a table: the phrases that mean a status, and the words that make them mean something else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// What it means.
    pub(crate) status: DeliveryStatus,
    /// The phrases.
    pub(crate) any: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

/// A table of phrases. Texts and phrases are compared folded, with one blank for everything that is neither letter nor
/// digit; English phrases are whole words, Chinese ones may stand anywhere.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<Rule>")]
pub(crate) struct Phrases(Vec<Rule>);

impl From<Vec<Rule>> for Phrases {
    fn from(mut rules: Vec<Rule>) -> Self {
        for phrase in rules.iter_mut().flat_map(|rule| rule.any.iter_mut().chain(&mut rule.none)) {
            *phrase = as_words(phrase);
        }
        Self(rules)
    }
}

impl Phrases {
    /// What a text means: the first rule of which it has a phrase and no exception; without one it is unknown.
    pub(crate) fn status(&self, text: &str) -> DeliveryStatus {
        let words = words(text);
        let rule = self.0.iter().find(|rule| {
            let says = |phrases: &[String]| phrases.iter().any(|phrase| words.contains(phrase.as_str()));
            says(&rule.any) && !says(&rule.none)
        });
        rule.map_or(DeliveryStatus::Unknown, |rule| rule.status)
    }

    /// The rows.
    #[cfg(test)]
    pub(crate) fn rules(&self) -> &[Rule] {
        &self.0
    }
}

/// Folded, with one blank for everything between words, and one at each end: so ` delivered ` is not in ` undelivered `.
fn words(text: &str) -> String {
    let folded: String = fold(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = folded.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}

/// A phrase as it is looked for: whole words, except in Chinese, which has no blanks.
fn as_words(phrase: &str) -> String {
    let words = words(phrase);
    if phrase.is_ascii() { words } else { words.trim().to_owned() }
}

/// Lower case, half width and simplified characters, as far as the providers' tables need them.
pub(crate) fn fold(text: &str) -> String {
    text.chars().map(half_width).flat_map(char::to_lowercase).map(simplified).collect()
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// Traditional characters of phrases, each before its simplified form.
const TRADITIONAL: &str = "訂订單单號号記记錄录權权限限無无沒没處处暫暂請请後后複复錯错誤误鑰钥簽签證证驗验帳账帐账賬账戶户\
狀状態态標标稱称運运輸输達达離离開开發发關关攬揽裝装遞递遲迟損损壞坏銷销毀毁絕绝貨货櫃柜領领場场機机飛飞轉转預预報报\
創创動动來来時时間间為为應应異异問问題题詳详";

fn simplified(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut pairs = TRADITIONAL.chars();
    while let (Some(old), Some(new)) = (pairs.next(), pairs.next()) {
        if old == c {
            return new;
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_traditional_character_has_its_simplified_form() {
        assert_eq!(TRADITIONAL.chars().count() % 2, 0);
    }

    #[test]
    fn phrases_are_whole_words_and_exceptions_undo_them() {
        let table =
            "[[rule]]\nstatus = \"delivered\"\nany = [\"delivered\", \"签收\"]\nnone = [\"not\", \"未\"]";
        let table: std::collections::BTreeMap<String, Phrases> = toml::from_str(table).unwrap();
        for (text, status) in [
            ("Parcel DELIVERED.", DeliveryStatus::Delivered),
            ("undelivered", DeliveryStatus::Unknown),
            ("not delivered", DeliveryStatus::Unknown),
            ("已簽收", DeliveryStatus::Delivered),
            ("未签收", DeliveryStatus::Unknown),
            ("", DeliveryStatus::Unknown),
        ] {
            assert_eq!(table["rule"].status(text), status, "{text}");
        }
    }
}
