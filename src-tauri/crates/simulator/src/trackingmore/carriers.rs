//! The carriers: which there are, what some ask for, and whose number a number may be.

use serde_json::{Value, json};

use super::envelope::{Answer, Code};

/// A carrier. `needs` is the field without which it cannot be asked.
#[derive(Debug)]
pub(super) struct Courier {
    pub(super) code: &'static str,
    name: &'static str,
    phone: &'static str,
    homepage: &'static str,
    kind: &'static str,
    pub(super) needs: Option<&'static str>,
}

macro_rules! courier {
    ($code:literal, $name:literal, $phone:literal, $homepage:literal, $kind:literal, $needs:expr) => {
        Courier { code: $code, name: $name, phone: $phone, homepage: $homepage, kind: $kind, needs: $needs }
    };
}

/// Two needs are the document's own examples; it names no carrier for the other two.
const COURIERS: [Courier; 20] = [
    courier!("usps", "USPS", "+1 800-275-8777", "https://www.usps.com", "globalpost", None),
    courier!("ups", "UPS", "+1 800 742 5877", "https://www.ups.com", "express", None),
    courier!("fedex", "Fedex", "+1 800 247 4747", "https://www.fedex.com", "express", None),
    courier!("dhl", "DHL Express", "+1 800 225 5345", "https://www.dhl.com", "express", None),
    courier!("dhl-germany", "Deutsche Post DHL", "+49 228 28609898", "https://www.dhl.de", "express", None),
    courier!("china-post", "China Post", "+86 20 11183", "http://www.11183.com.cn", "globalpost", None),
    courier!("china-ems", "China EMS", "+86 20 11183", "http://www.11183.com.cn", "globalpost", None),
    courier!(
        "singapore-post",
        "Singapore Post",
        "+65 6841 2000",
        "https://www.singpost.com",
        "globalpost",
        None
    ),
    courier!("royal-mail", "Royal Mail", "+44 1752387112", "https://www.royalmail.com", "globalpost", None),
    courier!("yunexpress", "YunExpress", "+86 400-0262-126", "https://www.yunexpress.cn", "express", None),
    courier!("sf-express", "S.F Express", "+86 95338", "https://www.sf-express.com", "express", None),
    courier!("yanwen", "Yanwen", "+86 400-108-5656", "https://www.yw56.com.cn", "express", None),
    courier!("4px", "4PX", "+86 0755-33936349", "https://www.4px.com", "express", None),
    courier!("dhlglobalmail", "DHL eCommerce", "+1 317-554-5191", "https://www.dhl.com", "express", None),
    courier!("gls", "GLS", "", "https://gls-group.eu", "express", None),
    courier!("dpd", "DPD", "", "https://www.dpd.com", "express", None),
    courier!(
        "mondialrelay",
        "Mondial Relay",
        "+33 09 69 32 23 32",
        "https://www.mondialrelay.fr",
        "express",
        Some("tracking_postal_code")
    ),
    courier!(
        "deutsche-post",
        "Deutsche Post Mail",
        "",
        "https://www.deutschepost.de",
        "globalpost",
        Some("tracking_ship_date")
    ),
    courier!("practice-account-line", "Account Line", "", "", "express", Some("tracking_account_number")),
    courier!("practice-country-line", "Country Line", "", "", "express", Some("specialNumberDestination")),
];

/// The carrier with that code.
pub(super) fn courier(code: &str) -> Option<&'static Courier> {
    COURIERS.iter().find(|courier| courier.code == code)
}

/// `GET /carriers/`.
pub(super) fn list() -> Answer {
    let one = |courier: &Courier| {
        let picture = format!("//s.example.com/images/icons/express/{}.png", courier.code);
        json!({
            "name": courier.name,
            "code": courier.code,
            "phone": courier.phone,
            "homepage": courier.homepage,
            "type": courier.kind,
            "picture": picture,
        })
    };
    Answer::done(COURIERS.iter().map(one).collect())
}

/// `POST /carriers/detect`.
pub(super) fn detect(body: &Value) -> Answer {
    let Some(number) =
        body.get("tracking_number").and_then(Value::as_str).filter(|number| !number.is_empty())
    else {
        return Answer::refused(Code::NumberRequired);
    };
    let candidates = candidates(number);
    if candidates.is_empty() {
        return Answer::refused(Code::Undetected);
    }
    let found = candidates.iter().filter_map(|code| courier(code));
    Answer::done(found.map(|courier| json!({ "name": courier.name, "code": courier.code })).collect())
}

/// Whose number it may be, by its looks.
pub(super) fn candidates(number: &str) -> &'static [&'static str] {
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    match (number.len(), digits) {
        (18, false) if number.starts_with("1Z") => &["ups"],
        (13, false) if postal(number) => match number.get(11..) {
            Some("CN") => &["china-post", "china-ems"],
            Some("SG") => &["singapore-post"],
            Some("DE") => &["deutsche-post", "dhl-germany"],
            Some("GB") => &["royal-mail"],
            Some("US") => &["usps"],
            _ => &[],
        },
        (18, false) if number.starts_with("YT") => &["yunexpress"],
        (15, false) if number.starts_with("SF") => &["sf-express"],
        (22, true) if number.starts_with('9') => &["usps"],
        (20, true) if number.starts_with("0034") => &["dhl-germany"],
        (12, true) => &["fedex", "4px"],
        (10, true) => &["dhl"],
        (8, true) => &["mondialrelay", "gls"],
        _ => &[],
    }
}

/// Two letters, nine digits, two letters.
fn postal(number: &str) -> bool {
    let letter = |at: usize| matches!(at, 0 | 1 | 11 | 12);
    number.bytes().enumerate().all(
        |(at, byte)| {
            if letter(at) { byte.is_ascii_uppercase() } else { byte.is_ascii_digit() }
        },
    )
}
