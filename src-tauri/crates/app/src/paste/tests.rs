//! A corpus of pasted texts with what a person would fill in, and texts that nobody would paste.

use super::*;
use crate::documents::Confidence;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Case {
    text: String,
    fields: BTreeMap<String, String>,
}

fn corpus() -> Vec<Case> {
    serde_json::from_str(include_str!("../../tests/fixtures/paste/corpus.json")).unwrap()
}

fn found(text: &str) -> BTreeMap<String, (String, Confidence)> {
    let bare = |path: String| path.strip_prefix("recipient.").map(str::to_owned).unwrap_or(path);
    fields(text).into_iter().map(|field| (bare(field.path), (field.value, field.confidence))).collect()
}

#[test]
fn the_corpus_is_read_as_a_person_would_and_nothing_wrong_is_called_sure() {
    let corpus = corpus();
    assert!(corpus.len() >= 60, "{}", corpus.len());
    let (mut whole, mut wrong, mut misses) = (0, Vec::new(), Vec::new());
    for case in &corpus {
        let found = found(&case.text);
        let values: BTreeMap<String, String> =
            found.iter().map(|(path, (value, _))| (path.clone(), value.clone())).collect();
        if values == case.fields {
            whole += 1;
        } else {
            misses.push(format!("{:?}\n   wanted {:?}\n   found  {found:?}", case.text, case.fields));
        }
        let sure = found.iter().filter(|(path, (value, trust))| {
            *trust == Confidence::Sure && case.fields.get(*path) != Some(value)
        });
        wrong.extend(sure.map(|(path, (value, _))| format!("{path} = {value:?} in {:?}", case.text)));
    }
    assert!(wrong.is_empty(), "called sure:\n{}\nmissed:\n{}", wrong.join("\n"), misses.join("\n"));
    assert!(whole * 100 >= corpus.len() * 95, "{whole} of {}:\n{}", corpus.len(), misses.join("\n"));
}

/// Every value stands in the text; a country's code is the only one that is not a piece of it.
fn all_stand_in(text: &str) {
    let whole = Page::new(&text.chars().take(LONGEST).collect::<String>()).text().to_owned();
    let flat: String =
        whole.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
    for field in fields(text) {
        let stands = flat.contains(&field.value) || whole.contains(&field.value);
        assert!(stands || field.path == "recipient.country", "{field:?} in {text:?}");
        assert!(!field.value.is_empty());
    }
}

#[test]
fn every_value_of_the_corpus_stands_in_its_text() {
    for case in corpus() {
        all_stand_in(&case.text);
        // cut anywhere, it still ends well
        for (at, _) in case.text.char_indices() {
            all_stand_in(&case.text[at..]);
            all_stand_in(&case.text[..at]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_strange(text in ".{0,200}") {
        all_stand_in(&text);
    }

    #[test]
    fn nor_is_a_jumble_of_addresses(
        words in prop::collection::vec(prop::sample::select(vec![
            "收件人：", "电话", "地址:", "广东省", "深圳市", "台北市", "香港", "周晓雨", "收", "13800138000", "+1 213 555 0147", "Name:",
            "City:", "Order #", "Los Angeles", "CA", "90012", "Straße", "12a", "50667", "Köln", "〒100-0001", "東京都", "千代田区",
            "LS1 4AB", "M5V 2T6", "Suite 300", "Flat 2", "@", "a@b.cc", ",", "，", "\n", " ", "号", "(", "）", "United Kingdom", "中国",
            "北京", "路", "\t", "1", "🎁",
        ]), 0..24),
    ) {
        all_stand_in(&words.concat());
    }
}
