//! Hides people in event texts: phones, and the names of couriers after the words that announce them.

use serde_json::Value;

const HIDDEN: &str = "***";
/// Words after which a person's name stands.
const PEOPLE: [&str; 13] = [
    "快递员",
    "快遞員",
    "派送员",
    "派送員",
    "派件员",
    "派件員",
    "配送员",
    "业务员",
    "揽投员",
    "courier",
    "driver",
    "postman",
    "deliveryman",
];
/// Words after which a phone stands, of whatever length.
const PHONES: [&str; 8] = ["电话", "電話", "手机", "手機", "联系方式", "tel", "phone", "mobile"];

/// A text without phones and couriers' names.
pub(crate) fn mask(text: &str) -> String {
    hide_names(&hide_phones(text))
}

/// The same for every text inside a JSON value.
pub(crate) fn mask_json(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(mask(&text)),
        Value::Array(values) => Value::Array(values.into_iter().map(mask_json).collect()),
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (key, mask_json(value))).collect())
        }
        other => other,
    }
}

/// Hides runs of digits that are phones: Chinese mobiles anywhere, others where a word announces them or where they
/// begin with `+`. Parcel numbers are longer, shorter or have letters, and stay.
fn hide_phones(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < characters.len() {
        let run = digits_from(&characters, at);
        let digits: String = characters[at..at + run].iter().filter(|c| c.is_ascii_digit()).collect();
        let before: String = characters[at.saturating_sub(12)..at].iter().collect();
        let attached = at > 0 && characters[at - 1].is_ascii_alphanumeric();
        let mobile = digits.len() == 11 && digits.starts_with('1') && !digits.starts_with("10") && !attached;
        let announced = digits.len() >= 5 && ends_with_any(&before, &PHONES);
        let international = characters[at] == '+' && digits.len() >= 8;
        if run > 0 && (mobile || announced || international) {
            out.push_str(HIDDEN);
            at += run;
        } else {
            let step = run.max(1);
            out.extend(&characters[at..at + step]);
            at += step;
        }
    }
    out
}

/// How many characters from here belong to one number: digits, with blanks or dashes between them.
fn digits_from(characters: &[char], at: usize) -> usize {
    let mut end = at;
    for (offset, c) in characters[at..].iter().enumerate() {
        match c {
            c if c.is_ascii_digit() => end = at + offset + 1,
            '+' if offset == 0 => {}
            ' ' | '-' if offset > 0 && end == at + offset => {}
            _ => break,
        }
    }
    end - at
}

fn ends_with_any(before: &str, words: &[&str]) -> bool {
    let before =
        before.trim_end_matches(|c: char| c.is_whitespace() || ":：,，【[（(".contains(c)).to_lowercase();
    words.iter().any(|word| before.ends_with(word))
}

/// Hides up to four Chinese characters, or up to three capitalised words, after a word that announces a person.
fn hide_names(text: &str) -> String {
    let mut out = text.to_owned();
    for word in PEOPLE {
        let mut from = 0;
        while let Some(found) = find_word(&out, word, from) {
            let rest = &out[found..];
            let gap =
                rest.len() - rest.trim_start_matches(|c: char| c == ' ' || ":：,，【[（(".contains(c)).len();
            let name = name_length(&rest[gap..]);
            if name > 0 {
                out.replace_range(found + gap..found + gap + name, HIDDEN);
            }
            from = found + gap + if name > 0 { HIDDEN.len() } else { 0 };
        }
    }
    out
}

/// Where a word ends, ignoring ASCII case.
fn find_word(text: &str, word: &str, from: usize) -> Option<usize> {
    let lower = text.get(from..)?.to_ascii_lowercase();
    lower.find(word).map(|at| from + at + word.len())
}

fn name_length(text: &str) -> usize {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let han: usize = text.chars().take(4).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    if han > 0 {
        // verbs that follow a name, not names
        let verbs = ["正在", "已", "为您", "將", "将"];
        let name = &text[..han];
        return verbs.iter().filter_map(|verb| name.find(verb)).min().unwrap_or(han);
    }
    let mut length = 0;
    for word in text.split_inclusive(' ').take(3) {
        let bare = word.trim_end_matches([' ', ',', '.', ';', ')', ']']);
        let is_name = bare.chars().next().is_some_and(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || c == '-');
        if !is_name {
            break;
        }
        length = text[..].find(word).map_or(length, |at| at + bare.len()).max(length + bare.len());
        if bare.len() < word.trim_end().len() {
            break;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn phones_and_couriers_go_and_parcel_numbers_stay() {
        for (given, masked) in [
            ("派送中，快递员：张小三，电话：13800001111", "派送中，快递员：***，电话：***"),
            ("快递员李四正在派件 138-0000-1111", "快递员***正在派件 ***"),
            (
                "Out for delivery, courier: John Example, tel 555-0100",
                "Out for delivery, courier: ***, tel ***",
            ),
            ("Call +49 170 5550100", "Call ***"),
            ("Parcel 9405500897846053129766 accepted", "Parcel 9405500897846053129766 accepted"),
            ("YT13800001111 arrived at 10 2020-08-21", "YT13800001111 arrived at 10 2020-08-21"),
            ("Courier picked up the parcel", "Courier picked up the parcel"),
            ("The goods have arrived", "The goods have arrived"),
        ] {
            assert_eq!(mask(given), masked);
        }
    }
}
