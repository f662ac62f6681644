//! Tracking numbers as the carriers write them, with their check digits.

use crate::dice;

/// Who carries the parcel, so who numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Ups,
    Usps,
    Fedex,
    /// A postal item of the Universal Postal Union; the two letters say which service.
    Post(&'static str),
    YunExpress,
}

impl Carrier {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Ups => "UPS",
            Self::Usps => "USPS",
            Self::Fedex => "FEDEX",
            Self::Post(_) => "CHINA POST",
            Self::YunExpress => "YUNEXPRESS",
        }
    }

    /// A number for one box. `parts` name the box; another `seed` gives another number.
    pub(crate) fn number(self, seed: u64, parts: &[&str]) -> String {
        let digits = |count| dice::digits(seed, count, parts);
        match self {
            Self::Ups => {
                let serial = format!("5K8P1203{}", digits(7));
                format!("1Z{serial}{}", ups_check(&serial))
            }
            Self::Usps => {
                let serial = format!("94055{}", digits(16));
                format!("{serial}{}", usps_check(&serial))
            }
            Self::Fedex => {
                let serial = format!("7{}", digits(10));
                format!("{serial}{}", fedex_check(&serial))
            }
            Self::Post(service) => {
                let serial = digits(8);
                format!("{service}{serial}{}CN", s10_check(&serial))
            }
            Self::YunExpress => format!("YT{}", digits(16)),
        }
    }
}

fn weighed(serial: &str, weights: &[u32]) -> u32 {
    // UPS counts a letter as its place in the alphabet + 2, without the tens
    let value = |byte: u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        _ => (u32::from(byte) + 7) % 10,
    };
    serial.bytes().zip(weights.iter().cycle()).map(|(byte, weight)| value(byte) * weight).sum()
}

fn up_to_ten(sum: u32) -> u32 {
    (10 - sum % 10) % 10
}

fn ups_check(serial: &str) -> u32 {
    up_to_ten(weighed(serial, &[1, 2]))
}

fn usps_check(serial: &str) -> u32 {
    up_to_ten(weighed(serial, &[3, 1]))
}

fn fedex_check(serial: &str) -> u32 {
    weighed(serial, &[3, 1, 7]) % 11 % 10
}

/// The check digit of a postal item's eight digits.
pub(crate) fn s10_check(serial: &str) -> u32 {
    match 11 - weighed(serial, &[8, 6, 4, 2, 3, 5, 9, 7]) % 11 {
        10 => 0,
        11 => 5,
        digit => digit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_of_known_numbers() {
        // the provider's document
        assert_eq!((ups_check("9XV616032714044"), ups_check("9XV616033455885")), (0, 2));
        assert_eq!((usps_check("940550089784605312976"), usps_check("940550089784605312981")), (6, 0));
        assert_eq!((s10_check("12345678"), s10_check("00000000"), s10_check("47312482")), (5, 5, 9));
        assert_eq!(fedex_check("98657878885"), 5);
    }

    #[test]
    fn forms() {
        let number = |carrier: Carrier| carrier.number(1, &["A1", "1"]);
        assert_eq!(number(Carrier::Ups).len(), 18);
        assert_eq!(number(Carrier::Usps).len(), 22);
        assert_eq!(number(Carrier::Fedex).len(), 12);
        assert_eq!(number(Carrier::Post("RX")).len(), 13);
        assert_eq!(number(Carrier::YunExpress).len(), 18);
        assert_eq!(number(Carrier::Ups), number(Carrier::Ups));
        assert_ne!(number(Carrier::Ups), Carrier::Ups.number(1, &["A1", "2"]));
    }
}
