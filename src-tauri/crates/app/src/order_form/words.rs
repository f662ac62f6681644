//! What is wrong with a form, said to whoever types it: which field, and what is wanted there.
//!
//! The texts are `locales/LANGUAGE/form.json`.

use crate::documents::IssueDocument;
use crate::words::{Language, Words};
use serde_json::Value;
use shipdesk_core::error::{FieldIssue, FieldProblem};
use std::sync::LazyLock;

fn texts(language: Language) -> &'static Value {
    static EN: LazyLock<Value> = LazyLock::new(|| read(include_str!("../../../../locales/en/form.json")));
    static ZH_CN: LazyLock<Value> =
        LazyLock::new(|| read(include_str!("../../../../locales/zh-CN/form.json")));
    static ZH_TW: LazyLock<Value> =
        LazyLock::new(|| read(include_str!("../../../../locales/zh-TW/form.json")));
    match language {
        Language::En => &EN,
        Language::ZhCn => &ZH_CN,
        Language::ZhTw => &ZH_TW,
    }
}

/// A file that does not parse gives paths in the place of sentences; a test keeps that from happening.
fn read(file: &str) -> Value {
    serde_json::from_str(file).unwrap_or_default()
}

/// An issue as it is told beside the form.
pub(crate) fn issue(words: Words, issue: &FieldIssue) -> IssueDocument {
    let sentence = match issue.problem {
        FieldProblem::Missing => "missing",
        FieldProblem::TooLong => "too_long",
        FieldProblem::WrongKind if issue.path == "order_no" && is_number(issue) => "number_sent",
        FieldProblem::WrongKind => "wrong_kind",
        FieldProblem::OutOfRange => "out_of_range",
        FieldProblem::Repeated if issue.path == "order_no" => "number_taken",
        FieldProblem::Repeated => "repeated",
        FieldProblem::UnknownField => return words.issue(issue),
    };
    told(words, issue, sentence)
}

/// Advice as it is told beside the form.
pub(super) fn hint(words: Words, issue: &FieldIssue, sentence: &str) -> IssueDocument {
    told(words, issue, sentence)
}

/// What is wanted of a number that was sent is the number itself, not a kind.
fn is_number(issue: &FieldIssue) -> bool {
    issue.allowed.as_deref().is_some_and(|allowed| !allowed.contains(' '))
}

fn told(words: Words, issue: &FieldIssue, sentence: &str) -> IssueDocument {
    let texts = texts(words.language());
    let text = |name: &str| texts.get(name).and_then(Value::as_str);
    let allowed = issue.allowed.as_deref().unwrap_or_default();
    let key = format!("kind.{allowed}");
    let kind = words.text(&key, &[]);
    let values = [
        ("field", field(words.language(), &issue.path)),
        ("allowed", if kind == key { allowed.to_owned() } else { kind }),
        ("given", issue.given.clone().unwrap_or_default()),
    ];
    let message = text(sentence).map_or_else(|| issue.path.clone(), |text| filled(text, &values));
    IssueDocument {
        path: issue.path.clone(),
        problem: issue.problem,
        allowed: issue.allowed.clone(),
        given: issue.given.clone(),
        message,
    }
}

/// A field by its name as the form shows it: `Recipient › Postcode`, `Box 2 › Line 1 › HS code`.
pub(crate) fn field(language: Language, path: &str) -> String {
    let texts = texts(language);
    let name = |part: &str| texts.get("field").and_then(|fields| fields.get(part)).and_then(Value::as_str);
    if let Some(option) = path.strip_prefix("options.") {
        return option.to_owned();
    }
    let parts = path.split('.').map(|part| match part.split_once('[') {
        Some((list, index)) => {
            let number = index.trim_end_matches(']').parse().map_or(0, |index: usize| index + 1);
            let one = name(&format!("{list}[]")).unwrap_or(list);
            filled(one, &[("number", number.to_string())])
        }
        None => name(part).unwrap_or(part).to_owned(),
    });
    parts.collect::<Vec<_>>().join(" › ")
}

/// Puts values into a text, each place once: what a value says is never read as a text.
fn filled(text: &str, values: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        out.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(language: Language, issue: &FieldIssue) -> String {
        super::issue(Words::new(language), issue).message
    }

    #[test]
    fn a_sentence_names_the_field_and_what_is_wanted() {
        let postcode = FieldIssue::missing("recipient.postcode");
        assert_eq!(said(Language::En, &postcode), "Recipient › Postcode: still to be filled in");
        assert_eq!(said(Language::ZhCn, &postcode), "收件人 › 邮编：还没填");
        assert_eq!(said(Language::ZhTw, &postcode), "收件人 › 郵遞區號：還沒填");
        let weight = FieldIssue::wrong_kind("boxes[1].weight_kg", "number", "1,7{x}");
        assert_eq!(
            said(Language::En, &weight),
            "Box 2 › Weight: “1,7{x}” cannot be read, a number is wanted"
        );
        assert_eq!(said(Language::ZhCn, &weight), "箱 2 › 实重：看不懂“1,7{x}”，应为数字");
        let code = FieldIssue::too_long("boxes[0].items[2].hs_code", 60, 61);
        assert_eq!(said(Language::ZhTw, &code), "箱 1 › 第 3 項 › HS 編碼：有 61 個字，最多 60 個");
        let taken = FieldIssue::repeated("order_no", "A1");
        assert_eq!(said(Language::En, &taken), "Order number: A1 is another order's");
        let sent = FieldIssue::wrong_kind("order_no", "A1", "A2");
        assert_eq!(
            said(Language::En, &sent),
            "Order number: the provider knows the order as A1, so it stays A1"
        );
    }

    #[test]
    fn all_languages_have_the_same_texts_with_the_same_places() {
        fn paths(value: &Value, at: &str, into: &mut Vec<(String, Vec<String>)>) {
            match value {
                Value::Object(map) => {
                    map.iter().for_each(|(name, value)| paths(value, &format!("{at}/{name}"), into));
                }
                text => {
                    let text = text.as_str().unwrap();
                    assert!(!text.is_empty() && !text.contains(['!', '！']), "{at}");
                    let mut places: Vec<String> = text
                        .split('{')
                        .skip(1)
                        .map(|part| part.split('}').next().unwrap().to_owned())
                        .collect();
                    places.sort();
                    places.dedup();
                    into.push((at.to_owned(), places));
                }
            }
        }
        let of = |language| {
            let mut all = Vec::new();
            paths(texts(language), "", &mut all);
            all.sort();
            all
        };
        let english = of(Language::En);
        assert!(english.len() > 40, "{}", english.len());
        assert_eq!(of(Language::ZhCn), english);
        assert_eq!(of(Language::ZhTw), english);
    }
}
