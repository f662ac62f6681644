//! Decimal text, exactly as written: the way money and measures enter and leave, never through a float.

pub use rust_decimal::Decimal;

/// Reads a plain decimal (`12`, `0.25`, `-3.10`, `.5`; at most 28 digits). No exponent, no grouping, no unit:
/// `1,200` and `9.4E+21` are refused, because guessing what they meant costs money.
pub fn parse(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if digits.is_empty() || digits == "." || !plain {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// Reads a JSON number or text. Numbers keep their digits (the workspace builds `serde_json` with
/// `arbitrary_precision`); a number with an exponent is read when it is exact.
pub fn from_json(value: &serde_json::Value) -> Option<Decimal> {
    match value {
        serde_json::Value::String(text) => parse(text),
        serde_json::Value::Number(number) => {
            let text = number.to_string();
            parse(&text).or_else(|| scientific(&text))
        }
        _ => None,
    }
}

/// Reads `1.5e3`. The digits before the exponent are held against their own limit: beyond it they would be rounded.
fn scientific(text: &str) -> Option<Decimal> {
    let (digits, _) = text.split_once(['e', 'E'])?;
    parse(digits)?;
    Decimal::from_scientific(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keeps_the_digits_it_was_given() {
        assert_eq!(parse(" 39.66 ").unwrap().to_string(), "39.66");
        assert_eq!(parse("0.00").unwrap().to_string(), "0.00");
        assert_eq!(from_json(&json!("5.20")).unwrap().to_string(), "5.20");
        assert_eq!(from_json(&serde_json::from_str("5.2").unwrap()).unwrap().to_string(), "5.2");
        assert_eq!(from_json(&serde_json::from_str("1e2").unwrap()).unwrap(), Decimal::from(100));
    }

    #[test]
    fn refuses_what_it_would_have_to_guess() {
        for text in ["", ".", "-", "1,200", "9.4E+21", "1 200", "¥5", "0x10", "1.2.3", "NaN"] {
            assert_eq!(parse(text), None, "{text}");
        }
        for beyond in ["1.00000000000000000000000000001e0", "1e99"] {
            assert_eq!(from_json(&serde_json::from_str(beyond).unwrap()), None, "{beyond}");
        }
        assert_eq!(from_json(&json!(null)), None);
        assert_eq!(from_json(&json!([1])), None);
    }
}
