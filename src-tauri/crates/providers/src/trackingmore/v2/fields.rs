//! What a registration may say beyond number and carrier: the fields of the document, each with its form.

use super::moment;
use crate::spi::tracking::{FieldSource, Registration, RegistrationField, Wanted};
use jiff::civil::{Date, DateTime};
use serde::Deserialize;
use serde_json::{Map, Value};
use shipdesk_core::error::FieldIssue;
use std::sync::LazyLock;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As it is given.
    Text,
    /// A country by two letters, in lower case as in the document's sample.
    Country,
    /// `20181001`.
    Day,
    /// `2017/8/27 16:51`.
    Moment,
    /// `0` or `1`, as a number.
    Switch,
    /// `true` or `false`, as text.
    Flag,
    /// The statuses that one may set, as a number: delivered, exception, and the real one again.
    Status,
}

/// A field and what else is to be known of it.
#[derive(Debug)]
struct Known {
    field: RegistrationField,
    form: Form,
    /// Whether a carrier may want it to answer at all, so that a live question says it too.
    asks: bool,
    /// Whether it is nothing of a registration, but is done to one that is there.
    is_deed: bool,
}

const fn known(name: &'static str, source: FieldSource, form: Form) -> Known {
    let field = RegistrationField { name, source, editable: false, choices: choices(form) };
    Known { field, form, asks: false, is_deed: false }
}

impl Known {
    const fn editable(mut self) -> Self {
        self.field.editable = true;
        self
    }

    const fn asks(mut self) -> Self {
        self.asks = true;
        self
    }

    const fn deed(mut self) -> Self {
        self.is_deed = true;
        self.editable()
    }

    /// About the recipient: sent only where the account says so.
    fn is_personal(&self) -> bool {
        matches!(
            self.field.source,
            FieldSource::RecipientName | FieldSource::RecipientEmail | FieldSource::RecipientPhone
        )
    }
}

/// The document's table, in its order, without the number and the carrier; behind it what a change may do besides.
const FIELDS: [Known; 17] = [
    known("destination_code", FieldSource::DestinationCountry, Form::Country).editable().asks(),
    known("title", FieldSource::Given, Form::Text).editable(),
    known("logistics_channel", FieldSource::Given, Form::Text).editable(),
    known("customer_name", FieldSource::RecipientName, Form::Text).editable(),
    known("customer_email", FieldSource::RecipientEmail, Form::Text).editable(),
    known("customer_phone", FieldSource::RecipientPhone, Form::Text).editable(),
    known("order_id", FieldSource::OrderNo, Form::Text).editable(),
    known("order_create_time", FieldSource::OrderedAt, Form::Moment),
    known("tracking_ship_date", FieldSource::ShipDate, Form::Day).asks(),
    known("tracking_postal_code", FieldSource::Postcode, Form::Text).asks(),
    known("tracking_account_number", FieldSource::Given, Form::Text).asks(),
    known("specialNumberDestination", FieldSource::Given, Form::Text).asks(),
    known("lang", FieldSource::Given, Form::Text).asks(),
    known("auto_correct", FieldSource::Given, Form::Switch),
    known("comment", FieldSource::Given, Form::Text),
    known("archived", FieldSource::Given, Form::Flag).deed(),
    known("status", FieldSource::Given, Form::Status).deed(),
];

/// The most characters of a number or of a carrier's code.
const LONGEST: usize = 64;

/// The fields that are offered.
pub(super) fn offered(send_recipient: bool) -> Vec<RegistrationField> {
    let may = |known: &&Known| !known.is_deed && (send_recipient || !known.is_personal());
    FIELDS.iter().filter(may).map(|known| known.field).collect()
}

/// What is done to a registration that is there.
pub(super) fn deeds() -> Vec<RegistrationField> {
    FIELDS.iter().filter(|known| known.is_deed).map(|known| known.field).collect()
}

/// What is wrong with a registration.
pub(super) fn check(parcel: &Registration) -> Vec<FieldIssue> {
    check_with(parcel, |known| !known.is_deed)
}

/// What is wrong with changes to one: what may not be changed counts as no field.
pub(super) fn check_edit(parcel: &Registration) -> Vec<FieldIssue> {
    check_with(parcel, |known| known.field.editable)
}

fn check_with(parcel: &Registration, may: impl Fn(&Known) -> bool) -> Vec<FieldIssue> {
    let names = [("tracking_number", &parcel.number), ("carrier_code", &parcel.carrier)];
    let keys = names.into_iter().filter_map(|(name, value)| check_key(name, value));
    let fields = parcel.fields.iter().filter_map(|(name, value)| {
        let Some(known) = FIELDS.iter().find(|known| known.field.name == name && may(known)) else {
            return Some(FieldIssue::unknown(name));
        };
        let wrong = (known.is_deed || !value.trim().is_empty()) && write(known.form, value).is_none();
        wrong.then(|| FieldIssue::wrong_kind(name, expected(known.form), value))
    });
    keys.chain(fields).collect()
}

/// A number or a code stands in addresses, alone or in a list with commas.
fn check_key(name: &str, value: &str) -> Option<FieldIssue> {
    let value = value.trim();
    let odd = |c: char| c == ',' || c == '/' || c.is_whitespace() || c.is_control();
    match value.chars().count() {
        0 => Some(FieldIssue::missing(name)),
        length if length > LONGEST => Some(FieldIssue::too_long(name, LONGEST, length)),
        _ if value.contains(odd) => {
            Some(FieldIssue::wrong_kind(name, "text without blanks, commas and strokes", value))
        }
        _ => None,
    }
}

const fn expected(form: Form) -> &'static str {
    match form {
        Form::Text => "text",
        Form::Country => "country code of two letters",
        Form::Day => "day such as 20181001",
        Form::Moment => "time such as 2017/8/27 16:51",
        Form::Switch => "0 or 1",
        Form::Flag => "true or false",
        Form::Status => "4 (delivered), 7 (exception) or 8 (as it is)",
    }
}

/// A value in the service's form; `None` where it cannot be brought into it.
fn write(form: Form, value: &str) -> Option<Value> {
    let value = value.trim();
    let text = match form {
        Form::Text => value.to_owned(),
        Form::Country => value.to_ascii_lowercase(),
        Form::Day => day(value)?.strftime("%Y%m%d").to_string(),
        Form::Moment => {
            let at = moment::wall(value)?;
            format!("{}/{}/{} {}:{:02}", at.year(), at.month(), at.day(), at.hour(), at.minute())
        }
        Form::Switch | Form::Status => {
            let figure = value.parse::<u8>().ok().map(Value::from);
            return figure.filter(|_| choices(form).contains(&value));
        }
        Form::Flag => return choices(form).contains(&value).then(|| value.into()),
    };
    let is_country = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    (form != Form::Country || is_country).then(|| text.into())
}

/// The values that a form knows; none where it takes any.
const fn choices(form: Form) -> &'static [&'static str] {
    match form {
        Form::Switch => &["0", "1"],
        Form::Flag => &["true", "false"],
        Form::Status => &["4", "7", "8"],
        Form::Text | Form::Country | Form::Day | Form::Moment => &[],
    }
}

/// `20181001`, or the same with marks between.
fn day(value: &str) -> Option<Date> {
    if value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Date::strptime("%Y%m%d", value).ok();
    }
    moment::wall(&format!("{value} 00:00")).map(DateTime::date)
}

/// A registration as it is sent.
pub(super) fn body(parcel: &Registration, send_recipient: bool) -> Value {
    chosen(parcel, |known| !known.is_deed && (send_recipient || !known.is_personal()))
}

/// Changes to one as they are sent: also an emptied field.
pub(super) fn changes(parcel: &Registration, send_recipient: bool) -> Map<String, Value> {
    let may = |known: &Known| known.field.editable && (send_recipient || !known.is_personal());
    let given = FIELDS.iter().filter(|known| may(known)).filter_map(|known| {
        let value = parcel.fields.get(known.field.name)?;
        let value = if value.trim().is_empty() { Value::from("") } else { write(known.form, value)? };
        Some((known.field.name.to_owned(), value))
    });
    given.collect()
}

/// A live question: with what the carrier may want to know, and no more.
pub(super) fn question(parcel: &Registration) -> Value {
    chosen(parcel, |known| known.asks)
}

fn chosen(parcel: &Registration, may: impl Fn(&Known) -> bool) -> Value {
    let mut body = keys(&parcel.number, &parcel.carrier);
    for known in FIELDS.iter().filter(|known| may(known)) {
        let value = parcel.fields.get(known.field.name).filter(|value| !value.trim().is_empty());
        if let Some(value) = value.and_then(|value| write(known.form, value)) {
            body.insert(known.field.name.to_owned(), value);
        }
    }
    body.into()
}

/// Number and carrier.
pub(super) fn keys(number: &str, carrier: &str) -> Map<String, Value> {
    let keys = [("tracking_number", number), ("carrier_code", carrier)];
    keys.into_iter().map(|(name, value)| (name.to_owned(), value.trim().into())).collect()
}

/// The same of a parcel that may have no carrier.
pub(super) fn keys_of(parcel: &Wanted) -> Value {
    keys(&parcel.number, parcel.carrier.as_deref().unwrap_or_default()).into()
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    need: Vec<Need>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Need {
    field: String,
    carriers: Vec<String>,
}

const CARRIERS: &str = include_str!("../carriers.toml");

// a test keeps it readable
static NEEDS: LazyLock<Table> = LazyLock::new(|| toml::from_str(CARRIERS).unwrap_or_default());

/// The fields that this carrier finds nothing without.
pub(super) fn needed(carrier: &str) -> Vec<&'static str> {
    let wants = |need: &Need| need.carriers.iter().any(|code| code.eq_ignore_ascii_case(carrier.trim()));
    let needs: Vec<&str> =
        NEEDS.need.iter().filter(|need| wants(need)).map(|need| need.field.as_str()).collect();
    FIELDS.iter().map(|known| known.field.name).filter(|name| needs.contains(name)).collect()
}

#[cfg(test)]
#[path = "fields_tests.rs"]
mod tests;
