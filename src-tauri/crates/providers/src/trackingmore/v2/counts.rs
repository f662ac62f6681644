//! Reads how many parcels stand where, and what is left of the quota.

use super::envelope;
use crate::spi::error::ProviderError;
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::tracking::Quota;
use serde_json::Value;

/// How many stand where, in the service's words and order.
///
/// # Errors
/// The refusal; an answer without a single count.
pub(super) fn by_status(answer: &HttpAnswer) -> Result<Vec<(String, u64)>, ProviderError> {
    let data = envelope::found(answer)?;
    let members = match &data {
        Value::Object(members) => members,
        Value::Null => return Ok(Vec::new()),
        Value::Array(items) if items.is_empty() => return Ok(Vec::new()),
        _ => return Err(ProviderError::bad_answer("counts that are no object")),
    };
    let counts: Vec<(String, u64)> =
        members.iter().filter_map(|(name, value)| Some((name.trim().to_owned(), whole(value)?))).collect();
    if counts.is_empty() && !members.is_empty() {
        return Err(ProviderError::bad_answer("counts that are no numbers"));
    }
    Ok(counts)
}

/// Names of what is left and of how much there was. The document shows no answer: these are the words of the vendor's
/// pages and of programs that ask it; the first that is there counts.
const LEFT: [&str; 7] = ["remaining_order", "remaining", "remain", "remain_num", "left", "surplus", "quota"];
const OF: [&str; 4] = ["total_order", "order_total", "total", "limit"];

/// What is left, where the answer has a word for it, itself or one level below.
///
/// # Errors
/// The refusal; an answer without such a word.
pub(super) fn quota(answer: &HttpAnswer) -> Result<Quota, ProviderError> {
    let data = envelope::done(answer)?;
    let below = data.as_object().into_iter().flat_map(|members| members.values());
    let mut places = std::iter::once(&data).chain(below);
    let number = |place: &Value, names: &[&str]| names.iter().find_map(|name| whole(json::get(place, name)?));
    let found = places.find_map(|place| Some(Quota { left: number(place, &LEFT)?, of: number(place, &OF) }));
    found.ok_or_else(|| {
        ProviderError::bad_answer(format!("an answer without a quota, but with: {}", members(&data)))
    })
}

/// What an answer has in it: its members by name, with small numbers. Other values may be about a person.
fn members(data: &Value) -> String {
    const LONGEST: usize = 6;
    let member = |(name, value): (&String, &Value)| match value {
        Value::Number(number) if number.to_string().len() <= LONGEST => format!("{name} {number}"),
        _ => name.clone(),
    };
    let members: Vec<String> = data.as_object().into_iter().flatten().map(member).collect();
    if members.is_empty() { "nothing".to_owned() } else { members.join(", ") }
}

/// A whole number, as a number or as text.
fn whole(value: &Value) -> Option<u64> {
    json::text(value)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spi::error::ErrorKind;

    fn answer(data: &str) -> HttpAnswer {
        HttpAnswer::new(200, format!(r#"{{"meta":{{"code":200}},"data":{data}}}"#).into_bytes())
    }

    #[test]
    fn what_is_left_stands_at_the_top_or_below() {
        let quota = |data: &str| quota(&answer(data));
        assert_eq!(quota(r#"{"remain":"70","total":100}"#), Ok(Quota { left: 70, of: Some(100) }));
        assert_eq!(quota(r#"{"email":"x","plan":{"remaining_order":5}}"#), Ok(Quota { left: 5, of: None }));
        assert_eq!(quota(r#"{"money":"0.00","remain_num":"9"}"#), Ok(Quota { left: 9, of: None }));
        for (unknown, has) in [
            ("[]", "nothing"),
            ("{}", "nothing"),
            ("null", "nothing"),
            (r#"{"money":"3.50"}"#, "money"),
            (r#"{"remain":"many"}"#, "remain"),
            (r#"{"remain":-1}"#, "remain -1"),
            (
                r#"{"email":"desk@example.com","phone":13900001111,"money":10,"track_number":6}"#,
                "email, phone, money 10, track_number 6",
            ),
        ] {
            let error = quota(unknown).unwrap_err();
            let said = format!("an answer without a quota, but with: {has}");
            assert_eq!((error.kind, error.detail), (ErrorKind::BadAnswer, said), "{unknown}");
        }
    }

    #[test]
    fn counts_are_numbers_or_texts() {
        let counts = |data: &str| by_status(&answer(data)).map_err(|error| error.kind);
        let expected = vec![("pending".to_owned(), 1), ("transit".to_owned(), 2)];
        assert_eq!(counts(r#"{"pending":"1","transit":2,"odd":null}"#), Ok(expected));
        assert_eq!((counts("[]"), counts("{}"), counts("null")), (Ok(vec![]), Ok(vec![]), Ok(vec![])));
        for odd in [r#"{"pending":"x"}"#, "7", "[1]", r#""busy""#] {
            assert_eq!(counts(odd), Err(ErrorKind::BadAnswer), "{odd}");
        }
    }
}
