//! The settings there are, and what may stand in each.

use crate::workstation::PRACTICE;
use shipdesk_core::decimal::{self, Decimal};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::money::Currency;
use shipdesk_core::print::PrintKind;
use shipdesk_labels::Layout;

/// What a front end remembers for itself begins so: no settings.
pub(crate) const FRONT_END: &str = "window.";
/// The most copies of a page that anybody wants.
pub(crate) const MOST_COPIES: u32 = 20;
/// The kinds of paper that have settings.
pub(crate) const PRINTED: [PrintKind; 3] = [PrintKind::Label, PrintKind::Transfer, PrintKind::ScanForm];

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Language,
    Theme,
    Contrast,
    Density,
    Station,
    BaseCurrency,
    OrderPrefix,
    Rate,
    Printer,
    Layout,
    Copies,
}

impl Key {
    /// A setting by its name.
    ///
    /// # Errors
    /// [`ErrorCode::InputInvalid`] with the names there are.
    pub(crate) fn of(name: &str) -> Result<Self, Problem> {
        Self::find(name).ok_or_else(|| {
            const KNOWN: &str = "base_currency, rate.XXX, station, language, theme, contrast, density, order_prefix, \
                printer.KIND, layout.KIND, copies.KIND";
            let issue = match name {
                PRACTICE => FieldIssue::out_of_range(name, "set by `demo` alone", name),
                _ => FieldIssue::wrong_kind("key", KNOWN, name),
            };
            Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
        })
    }

    fn find(name: &str) -> Option<Self> {
        let (stem, part) = name.split_once('.').map_or((name, None), |(stem, part)| (stem, Some(part)));
        let currency =
            || part.filter(|code| code.parse::<Currency>().is_ok_and(|known| known.as_str() == *code));
        let printed = || part.filter(|kind| PRINTED.iter().any(|known| known.as_str() == *kind));
        let plain = match stem {
            "language" => Self::Language,
            "theme" => Self::Theme,
            "contrast" => Self::Contrast,
            "density" => Self::Density,
            "station" => Self::Station,
            "base_currency" => Self::BaseCurrency,
            "order_prefix" => Self::OrderPrefix,
            "rate" => return currency().map(|_| Self::Rate),
            "printer" => return printed().map(|_| Self::Printer),
            "layout" => return printed().map(|_| Self::Layout),
            "copies" => return printed().map(|_| Self::Copies),
            _ => return None,
        };
        part.is_none().then_some(plain)
    }

    /// Whether an empty value takes the setting back to what it is by itself.
    pub(crate) fn may_be_empty(self) -> bool {
        matches!(self, Self::Station | Self::Rate | Self::Printer | Self::Layout | Self::Copies)
    }

    /// A value as it is kept. `name` is the setting's whole name.
    ///
    /// # Errors
    /// [`ErrorCode::InputInvalid`] with what may stand there.
    pub(crate) fn normal(self, name: &str, value: &str) -> Result<String, Problem> {
        let kept = match self {
            Self::BaseCurrency => value.parse::<Currency>().ok().map(|currency| currency.to_string()),
            Self::Rate => {
                decimal::parse(value).filter(|rate| *rate > Decimal::ZERO).map(|_| value.to_owned())
            }
            Self::Copies => {
                let copies = value.parse::<u32>().ok().filter(|copies| (1..=MOST_COPIES).contains(copies));
                copies.map(|copies| copies.to_string())
            }
            _ => self.fits(value).then(|| value.to_owned()),
        };
        kept.ok_or_else(|| {
            let issue = match self {
                Self::Copies => FieldIssue::out_of_range(name, &format!("1 … {MOST_COPIES}"), value),
                _ => FieldIssue::wrong_kind(name, &self.wanted(), value),
            };
            Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
        })
    }

    fn fits(self, value: &str) -> bool {
        let length = value.chars().count();
        let plain = !value.chars().any(char::is_control);
        match self {
            Self::Station => plain && (1..=60).contains(&length),
            Self::Printer => plain && (1..=200).contains(&length),
            Self::OrderPrefix => {
                let letters = value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
                // the figures that follow are counted
                letters && (1..=12).contains(&length) && !value.ends_with(|c: char| c.is_ascii_digit())
            }
            _ => self.choices().contains(&value),
        }
    }

    fn choices(self) -> Vec<&'static str> {
        match self {
            Self::Language => vec!["en", "zh-CN", "zh-TW"],
            Self::Theme => vec!["system", "light", "dark"],
            Self::Contrast => vec!["normal", "high"],
            Self::Density => vec!["compact", "normal", "roomy"],
            Self::Layout => Layout::ALL.map(Layout::as_str).to_vec(),
            _ => Vec::new(),
        }
    }

    /// What may stand there, as a kind that the locales know, or as the choices.
    fn wanted(self) -> String {
        match self {
            Self::Station => "name of 1 to 60 characters".to_owned(),
            Self::Printer => "name of a printer".to_owned(),
            Self::OrderPrefix => "1 to 12 letters, - or _, without a figure at the end".to_owned(),
            Self::BaseCurrency => "currency code of three letters".to_owned(),
            Self::Rate => "decimal above 0".to_owned(),
            Self::Language => "en, zh-CN or zh-TW".to_owned(),
            _ => self.choices().join(", "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_name_and_nothing_else_has() {
        for (name, key) in [
            ("language", Key::Language),
            ("order_prefix", Key::OrderPrefix),
            ("rate.USD", Key::Rate),
            ("printer.scan_form", Key::Printer),
            ("layout.transfer", Key::Layout),
            ("copies.label", Key::Copies),
        ] {
            assert_eq!(Key::of(name), Ok(key), "{name}");
        }
        for name in [
            "",
            "rate",
            "rate.usd",
            "rate.",
            "printer.test",
            "layout",
            "theme.dark",
            "window.session",
            "practice",
        ] {
            assert_eq!(Key::of(name).unwrap_err().code, ErrorCode::InputInvalid, "{name}");
        }
    }

    #[test]
    fn values_are_those_that_the_setting_takes() {
        for (name, value, kept) in [
            ("theme", "dark", Some("dark")),
            ("theme", "Dark", None),
            ("contrast", "high", Some("high")),
            ("density", "tiny", None),
            ("base_currency", "usd", Some("USD")),
            ("rate.USD", "7.12", Some("7.12")),
            ("rate.USD", "-1", None),
            ("copies.label", "02", Some("2")),
            ("copies.label", "21", None),
            ("copies.label", "0", None),
            ("layout.label", "100x150", Some("100x150")),
            ("layout.label", "a5", None),
            ("order_prefix", "SHOP-", Some("SHOP-")),
            ("order_prefix", "A1", None),
            ("order_prefix", "店", None),
            ("printer.label", "Zebra ZD421", Some("Zebra ZD421")),
            ("printer.label", "a\nb", None),
            ("station", "", None),
        ] {
            let given = Key::of(name).unwrap().normal(name, value);
            assert_eq!(given.as_deref().ok(), kept, "{name} {value}");
        }
    }
}
