//! What the numbers of carriers look like.

use super::{Candidate, NumberKind, Sureness, check};
use crate::country;

/// A kind of number.
struct Rule {
    carrier: &'static str,
    name: &'static str,
    kind: NumberKind,
    /// `#` is a figure, `@` a letter, `*` either, anything else itself.
    shape: &'static str,
    /// How many more figures may follow.
    more: usize,
    /// Whether the check digit is right.
    check: Option<fn(&str) -> bool>,
    /// Whether the shape says something where the check digit is wrong. That of figures alone does not.
    speaks: fn(&str) -> bool,
}

const fn rule(carrier: &'static str, name: &'static str, shape: &'static str) -> Rule {
    Rule { carrier, name, kind: NumberKind::Parcel, shape, more: 0, check: None, speaks: |_| true }
}

impl Rule {
    const fn checked(self, check: fn(&str) -> bool) -> Self {
        Self { check: Some(check), ..self }
    }

    /// Figures alone: without its check digit it is anybody's.
    const fn bare(self) -> Self {
        self.speaks_if(|_| false)
    }

    const fn speaks_if(self, speaks: fn(&str) -> bool) -> Self {
        Self { speaks, ..self }
    }

    const fn up_to(self, more: usize) -> Self {
        Self { more, ..self }
    }

    const fn of(self, kind: NumberKind) -> Self {
        Self { kind, ..self }
    }
}

/// Every kind, likeliest first among those of one sureness: prefixes before bare figures, strong checks before weak ones.
const RULES: &[Rule] = &[
    rule("ups", "UPS", "1Z****************").checked(|number| check::one_zed(&number[2..])),
    // a label for the postal service: 91 to 95, and what two carriers share
    rule("usps", "USPS", "91####################").checked(check::mod10),
    rule("usps", "USPS", "92####################").checked(check::mod10),
    rule("fedex", "FedEx SmartPost", "92####################").checked(check::mod10),
    rule("usps", "USPS", "93####################").checked(check::mod10),
    rule("usps", "USPS", "94####################").checked(check::mod10),
    rule("usps", "USPS", "95####################").checked(check::mod10),
    rule("usps", "USPS", "92########################").checked(check::mod10),
    // the check digit is that of the last fourteen figures
    rule("fedex", "FedEx Ground", "96####################").checked(|number| check::mod10(&number[7..])),
    // these are printed without their 91 or 92, which counts in the check digit: of the first kind nothing tells that
    rule("usps", "USPS", "####################")
        .checked(check::mod10)
        .speaks_if(|number| check::mod10(&format!("91{number}"))),
    rule("fedex", "FedEx SmartPost", "61##################")
        .checked(|number| check::mod10(&format!("92{number}")))
        .bare(),
    rule("fedex", "FedEx Ground", "###############").checked(check::mod10).bare(),
    rule("fedex", "FedEx Express", "############").checked(check::mod11).bare(),
    rule("dhl-express", "DHL Express", "##########").checked(check::mod7).bare(),
    rule("air", "Air waybill", "###########").checked(waybill).bare().of(NumberKind::AirWaybill),
    rule("yunexpress", "YunExpress 云途", "YT################"),
    rule("sf-express", "SF Express 顺丰", "SF############").up_to(1),
    rule("yanwen", "YANWEN 燕文", "@@#########YP"),
    rule("yanwen", "YANWEN 燕文", "@@#########YW"),
    rule("yanwen", "YANWEN 燕文", "YW#########").up_to(6),
    rule("warehouse", "WO", "WO########").up_to(6).of(NumberKind::Order),
    rule("warehouse", "ID", "ID##############@@").of(NumberKind::Order),
    rule("warehouse", "ID", "ID##########").up_to(8).of(NumberKind::Order),
    rule("dhl-express", "DHL Express", "JJD#########").up_to(11),
    rule("dhl-express", "DHL Express", "JVGL#########").up_to(11),
    rule("dhl-express", "DHL Express", "JD#########").up_to(11),
    rule("dhl-ecommerce", "DHL eCommerce", "GM##########").up_to(29),
    rule("dhl-ecommerce", "DHL eCommerce", "LX##########").up_to(29),
    rule("dhl-ecommerce", "DHL eCommerce", "RX##########").up_to(29),
    rule("dhl-ecommerce", "DHL eCommerce", "UV##########").up_to(29),
    rule("dhl-ecommerce", "DHL eCommerce", "CN##########").up_to(29),
    rule("dhl-ecommerce", "DHL eCommerce", "SG##########").up_to(29),
    rule("dhl-ecommerce", "DHL eCommerce", "TH##########").up_to(29),
    rule("dhl-ecommerce", "DHL eCommerce", "IN##########").up_to(29),
    rule("dhl-ecommerce", "DHL eCommerce", "HK##########").up_to(29),
    rule("dhl-ecommerce", "DHL eCommerce", "MY##########").up_to(29),
];

impl Rule {
    fn candidate(&self, number: &str) -> Option<Candidate> {
        let (head, tail) = number.split_at_checked(self.shape.len())?;
        let fits = fits(head, self.shape)
            && tail.len() <= self.more
            && tail.bytes().all(|byte| byte.is_ascii_digit());
        if !fits {
            return None;
        }
        let sure = match self.check {
            Some(check) if check(number) => Sureness::Checksum,
            _ if (self.speaks)(number) => Sureness::Shape,
            _ => return None,
        };
        let number = number.to_owned();
        Some(Candidate {
            carrier: self.carrier,
            name: self.name,
            kind: self.kind,
            sure,
            number,
            country: None,
        })
    }
}

fn fits(text: &str, shape: &str) -> bool {
    let same = |(c, wanted): (u8, u8)| match wanted {
        b'#' => c.is_ascii_digit(),
        b'@' => c.is_ascii_uppercase(),
        b'*' => c.is_ascii_digit() || c.is_ascii_uppercase(),
        wanted => c == wanted,
    };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(same)
}

/// Those whose number it is as it stands.
pub(super) fn plain(number: &str) -> Vec<Candidate> {
    post(number).into_iter().chain(RULES.iter().filter_map(|rule| rule.candidate(number))).collect()
}

/// Two letters, nine figures and a country: every post of the world.
fn post(number: &str) -> Option<Candidate> {
    if !fits(number, "@@#########@@") {
        return None;
    }
    let country = country::code(&number[11..])?;
    let sure = if check::post(&number[2..11]) { Sureness::Checksum } else { Sureness::Shape };
    let (number, kind) = (number.to_owned(), NumberKind::Parcel);
    Some(Candidate { carrier: "post", name: "UPU S10", kind, sure, number, country: Some(country) })
}

/// An air waybill as it is written, `ddd-dddddddd`.
pub(super) fn dashed(number: &str) -> Option<Candidate> {
    if !fits(number, "###-########") {
        return None;
    }
    let sure = if waybill(&number.replace('-', "")) { Sureness::Checksum } else { Sureness::Shape };
    let number = number.to_owned();
    let kind = NumberKind::AirWaybill;
    Some(Candidate { carrier: "air", name: "Air waybill", kind, sure, number, country: None })
}

/// Three figures of an airline, then seven and their check digit.
fn waybill(number: &str) -> bool {
    check::mod7(&number[3..])
}

/// Those whose number stands inside of what the barcode of a label says: behind `420` and a postcode, or at the end of
/// the 34 figures of another carrier. Without a right check digit the inside may be cut in the wrong place.
pub(super) fn on_labels(text: &str) -> Vec<Candidate> {
    let behind = |prefix: usize| text.split_at_checked(prefix).map(|(_, number)| number);
    let insides: Vec<&str> = match text.len() {
        _ if !text.bytes().all(|byte| byte.is_ascii_digit()) => Vec::new(),
        // postcodes have five figures or nine
        28 | 30 if text.starts_with("420") => behind(8).into_iter().collect(),
        34 if text.starts_with("420") => behind(12).into_iter().chain(behind(8)).collect(),
        34 if text.starts_with("96") || text.starts_with("100") => behind(22).into_iter().collect(),
        _ => Vec::new(),
    };
    let found = insides.into_iter().flat_map(plain);
    found.filter(|candidate| candidate.sure == Sureness::Checksum).collect()
}
