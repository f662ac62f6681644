//! What postcodes look like, country by country. It advises and never refuses: carriers know exceptions.

/// Countries and the shapes of their postcodes: `9` stands for a figure, `A` for a letter, `*` for either, anything
/// else for itself. Blanks and dashes count where a shape has them; a code without them fits, too.
const SHAPES: &[(&str, &str)] = &[
    ("AT", "9999"),
    ("AU", "9999"),
    ("BE", "9999"),
    ("BG", "9999"),
    ("BR", "99999-999"),
    ("CA", "A9A 9A9"),
    ("CH", "9999"),
    ("CN", "999999"),
    ("CY", "9999"),
    ("CZ", "999 99"),
    ("DE", "99999"),
    ("DK", "9999"),
    ("EE", "99999"),
    ("ES", "99999"),
    ("FI", "99999"),
    ("FR", "99999"),
    ("GB", "A9 9AA|A99 9AA|AA9 9AA|AA99 9AA|A9A 9AA|AA9A 9AA"),
    ("GR", "999 99"),
    ("HR", "99999"),
    ("HU", "9999"),
    ("ID", "99999"),
    ("IE", "A99 ****|A9A ****"),
    ("IL", "9999999|99999"),
    ("IN", "999999"),
    ("IT", "99999"),
    ("JP", "999-9999"),
    ("KR", "99999"),
    ("LT", "99999"),
    ("LU", "9999"),
    ("LV", "9999"),
    ("MX", "99999"),
    ("MY", "99999"),
    ("NL", "9999 AA"),
    ("NO", "9999"),
    ("NZ", "9999"),
    ("PH", "9999"),
    ("PL", "99-999"),
    ("PR", "99999|99999-9999"),
    ("PT", "9999-999"),
    ("RO", "999999"),
    ("RU", "999999"),
    ("SE", "999 99"),
    ("SG", "999999"),
    ("SI", "9999"),
    ("SK", "999 99"),
    ("TH", "99999"),
    ("TR", "99999"),
    ("TW", "999|99999|999999"),
    ("UA", "99999"),
    ("US", "99999|99999-9999"),
    ("VN", "99999|999999"),
    ("ZA", "9999"),
];

/// Prefixes by which a country's code is written before the postcode: `D-50667`, `L-1234`.
fn without_country<'a>(country: &str, postcode: &'a str) -> &'a str {
    let prefixed = postcode.split_once('-').filter(|(head, _)| {
        head.eq_ignore_ascii_case(country) || (country == "DE" && head.eq_ignore_ascii_case("D"))
    });
    prefixed.map_or(postcode, |(_, code)| code)
}

fn shapes(country: &str) -> Option<&'static str> {
    SHAPES.iter().find(|(code, _)| *code == country).map(|(_, shapes)| *shapes)
}

/// Whether a postcode looks like those of its country; `None` where nobody said what they look like.
pub fn fits(country: &str, postcode: &str) -> Option<bool> {
    let shapes = shapes(country)?;
    let given = bare(without_country(country, postcode.trim()));
    Some(shapes.split('|').any(|shape| has_shape(&bare(shape), &given)))
}

/// What postcodes of a country look like, for a person: `99999, 99999-9999`.
pub fn shape(country: &str) -> Option<String> {
    Some(shapes(country)?.replace('|', ", "))
}

/// A code without what may be left out.
fn bare(code: &str) -> Vec<char> {
    code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

fn has_shape(shape: &[char], given: &[char]) -> bool {
    shape.len() == given.len()
        && shape.iter().zip(given).all(|(shape, given)| match shape {
            '9' => given.is_ascii_digit(),
            'A' => given.is_ascii_alphabetic(),
            '*' => given.is_ascii_alphanumeric(),
            other => other.eq_ignore_ascii_case(given),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_good_ones_and_bad_ones() {
        for (country, good) in [
            ("US", "90012"),
            ("US", "90012-1234"),
            ("CA", "M5V 2T6"),
            ("CA", "m5v2t6"),
            ("GB", "LS1 4AB"),
            ("GB", "EC1A 1BB"),
            ("GB", "W1A0AX"),
            ("DE", "50667"),
            ("DE", "D-50667"),
            ("JP", "100-0001"),
            ("JP", "1000001"),
            ("TW", "100"),
            ("TW", "106409"),
            ("CN", "518000"),
            ("NL", "1012 AB"),
            ("PT", "4000-123"),
            ("IE", "D02 X285"),
        ] {
            assert_eq!(fits(country, good), Some(true), "{country} {good}");
        }
        for (country, bad) in
            [("US", "9001"), ("US", "90012-12"), ("CA", "90012"), ("GB", "LS1"), ("DE", "5066"), ("TW", "10")]
        {
            assert_eq!(fits(country, bad), Some(false), "{country} {bad}");
        }
        assert_eq!(fits("HK", "999077"), None, "there are none");
        assert_eq!(shape("US").as_deref(), Some("99999, 99999-9999"));
    }

    #[test]
    fn every_country_is_one_and_stands_once() {
        assert!(SHAPES.iter().all(|(country, _)| crate::country::is_code(country)));
        assert!(SHAPES.windows(2).all(|pair| pair[0].0 < pair[1].0), "in the order of the alphabet");
    }
}
