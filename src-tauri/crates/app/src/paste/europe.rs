//! What is written otherwise in Europe: words that betray a country, house numbers of their own.

use super::page::Page;
use crate::documents::Confidence;

/// The country that a word of the text betrays.
pub(super) fn hinted(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["straße", "strasse", "platz ", "allee ", "gasse ", "str. "])
        || lower.contains("d-") && has(&["weg "])
    {
        Some("DE")
    } else if has(&["rue ", "avenue de ", "boulevard de", "cedex"]) {
        Some("FR")
    } else if has(&["straat", "gracht", "laan ", "plein "]) {
        Some("NL")
    } else {
        None
    }
}

/// Takes the house number out of the street, where the country keeps it apart.
pub(super) fn split_house_number(page: &mut Page) {
    let apart = matches!(page.get("country"), Some("DE" | "NL"));
    if !apart || page.has("house_no") {
        return;
    }
    let Some(address) = page.get("address1").map(str::to_owned) else { return };
    let Some(start) = house_number(&address) else { return };
    let confidence = page.confidence("address1").unwrap_or(Confidence::Check);
    page.put("address1", address[..start].trim_end_matches([' ', ',']).to_owned(), confidence);
    page.set("house_no", address[start..].to_owned(), Confidence::Check);
}

/// Where the house number begins at the end of a street: `12`, `12a`, `12 a`, `5-7`, `3/2`.
fn house_number(address: &str) -> Option<usize> {
    let starts = address.match_indices(' ').map(|(at, _)| at + 1);
    starts.into_iter().find(|start| {
        let rest = &address[*start..];
        let words = rest.split([' ', '-', '/']);
        let mut figures = false;
        let good = words.clone().all(|word| {
            let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
            figures |= letters.len() < word.len();
            letters.len() <= 1 && letters.chars().all(|c| c.is_ascii_alphabetic())
        });
        good && figures
            && rest.starts_with(|c: char| c.is_ascii_digit())
            && address[..*start].chars().any(char::is_alphabetic)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn house_numbers_stand_at_the_end() {
        for (address, number) in [
            ("Beispielstraße 12a", Some("12a")),
            ("Musterweg 5 b", Some("5 b")),
            ("Straße des 17. Juni 135", Some("135")),
            ("Am Ring 3-5", Some("3-5")),
            ("Voorbeeldstraat 5-2", Some("5-2")),
            ("Platz der Einheit", None),
            ("12 Main", None),
        ] {
            assert_eq!(house_number(address).map(|at| &address[at..]), number, "{address}");
        }
    }
}
