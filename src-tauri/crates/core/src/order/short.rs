//! An order in short, for a row of a list: people are masked there.

use super::{Item, Order};

/// Who gets an order, where, and what a clerk must know at a glance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Short {
    /// The recipient, masked: `Hannah K.`, `周**`.
    pub recipient: String,
    /// The city.
    pub city: String,
    /// Whether a battery is inside.
    pub battery: bool,
}

/// What people write who mean that there is no battery.
const NO_BATTERY: [&str; 11] =
    ["无", "無", "否", "不含", "不带电", "不帶電", "no", "none", "n", "0", "without"];

impl Order {
    /// The order in short.
    pub fn short(&self) -> Short {
        let to = &self.recipient;
        let name = if to.name.is_empty() { &to.company } else { &to.name };
        Short {
            recipient: masked(name),
            city: to.city.clone(),
            battery: self.boxes.iter().flat_map(|carton| &carton.items).any(Item::has_battery),
        }
    }
}

impl Item {
    /// Whether a battery is inside, as far as the item says.
    pub fn has_battery(&self) -> bool {
        let said = self.battery.trim().trim_matches(['-', '—', '/']).to_lowercase();
        !said.is_empty() && !NO_BATTERY.contains(&said.as_str())
    }
}

/// A name as lists show it: the first name and an initial, or the first character of a name in Chinese, Japanese or
/// Korean writing.
pub fn masked(name: &str) -> String {
    let name = name.trim();
    let Some(first) = name.chars().next() else { return String::new() };
    if is_east_asian(first) {
        return format!("{first}**");
    }
    let mut words = name.split_whitespace();
    let given = words.next().unwrap_or_default();
    let initial = words.next_back().and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    match initial {
        Some(initial) => format!("{given} {}.", initial.to_uppercase()),
        // one word alone may be the family's name
        None => format!("{}…", given.chars().take(3).collect::<String>()),
    }
}

/// Scripts in which a name has no blank inside: kana, ideographs, hangul.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::{Carton, Party};

    #[test]
    fn people_are_masked() {
        for (name, shown) in [
            ("Hannah Kessler", "Hannah K."),
            ("  Mary Ann  O'Neil ", "Mary O."),
            ("周晓雨", "周**"),
            ("歐陽練習", "歐**"),
            ("たなか", "た**"),
            ("김연습", "김**"),
            ("Madonna", "Mad…"),
            ("Jo", "Jo…"),
            ("", ""),
            ("Émile (Lyon)", "Émile L."),
        ] {
            assert_eq!(masked(name), shown);
        }
    }

    #[test]
    fn a_company_stands_for_a_name_and_no_is_no_battery() {
        let item = |battery: &str| Item { battery: battery.into(), ..Item::default() };
        let order = |battery: &str| Order {
            recipient: Party { company: "Lake & Sons".into(), city: "Portland".into(), ..Party::default() },
            boxes: vec![Carton { items: vec![Item::default(), item(battery)], ..Carton::default() }],
            ..Order::default()
        };
        let short = order("lithium ion").short();
        let shown = Short { recipient: "Lake S.".into(), city: "Portland".into(), battery: true };
        assert_eq!(short, shown);
        for none in ["", " ", "无", "None", "NO", "-", "不带电"] {
            assert!(!order(none).short().battery, "{none}");
        }
        assert!(order("内置").short().battery);
    }
}
