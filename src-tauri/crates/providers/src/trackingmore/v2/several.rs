//! The result for each parcel of a call over several. Whether it was done for one stands beside it in `trackings` or
//! `errors`; the code of the whole answer says nothing of it.

use super::envelope::{self, Answer};
use super::parcel::same;
use crate::spi::error::ProviderError;
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::tracking::{PerNumber, Registered, Registration, Wanted};
use serde_json::Value;

/// A parcel as it was asked for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    number: String,
    carrier: String,
}

impl From<&Registration> for Asked {
    fn from(parcel: &Registration) -> Self {
        Self { number: parcel.number.trim().to_owned(), carrier: parcel.carrier.trim().to_owned() }
    }
}

impl From<&Wanted> for Asked {
    fn from(parcel: &Wanted) -> Self {
        let carrier = parcel.carrier.as_deref().unwrap_or_default();
        Self { number: parcel.number.trim().to_owned(), carrier: carrier.trim().to_owned() }
    }
}

impl Asked {
    fn has_number_of(&self, item: &Value) -> bool {
        json::text_of(item, "tracking_number").is_some_and(|number| same(&number, &self.number))
    }

    fn is(&self, item: &Value) -> bool {
        let carrier = json::text_of(item, "carrier_code");
        self.has_number_of(item) && carrier.is_some_and(|carrier| carrier.eq_ignore_ascii_case(&self.carrier))
    }

    /// The one of these that is about it, under its own carrier.
    fn exactly<'a>(&self, items: &[&'a Value]) -> Option<&'a Value> {
        items.iter().find(|item| self.is(item)).copied()
    }

    /// The one that is about it, under no carrier or one to which the service has moved it; none that is about another
    /// of those that were asked.
    fn loosely<'a>(&self, items: &[&'a Value], all: &[Asked]) -> Option<&'a Value> {
        let free = |item: &&&Value| self.has_number_of(item) && !all.iter().any(|other| other.is(item));
        items.iter().find(free).copied()
    }

    /// It is registered, under the carrier that an item names.
    fn registered(&self, item: &Value, before: bool) -> Registered {
        let carrier = json::text_of(item, "carrier_code");
        let corrected = carrier.filter(|carrier| !carrier.eq_ignore_ascii_case(&self.carrier));
        Registered { before, corrected }
    }

    /// The one of these that is about it.
    pub(super) fn among<'a>(&self, items: &[&'a Value]) -> Option<&'a Value> {
        self.exactly(items).or_else(|| self.loosely(items, &[]))
    }
}

/// What an answer says of single parcels.
struct Said<'a> {
    done: Vec<&'a Value>,
    refused: Vec<&'a Value>,
    /// How many it was done for, where that is counted.
    count: Option<usize>,
}

/// What it says of one of them.
enum Word<'a> {
    Yes(&'a Value),
    No(&'a Value),
}

impl<'a> Said<'a> {
    fn new(data: &'a Value) -> Self {
        let listed = |name| json::get(data, name).map(json::list).unwrap_or_default();
        // a bare list names those for which it was done, and with a code those for which it was not
        let (refused, done) = match data {
            Value::Array(items) => items.iter().partition(|item| is_refusal(item)),
            _ => (listed("errors"), listed("trackings")),
        };
        let counts = ["added", "change", "changed", "updated", "deleted"];
        let count = counts.iter().find_map(|name| json::text_of(data, name)?.parse().ok());
        Said { done, refused, count }
    }

    fn names_nobody(&self) -> bool {
        self.done.is_empty() && self.refused.is_empty()
    }

    /// What it says of one parcel of those that were asked: under its own carrier, else under one to which it was moved.
    fn of(&self, parcel: &Asked, asked: &[Asked]) -> Option<Word<'a>> {
        let exactly = parcel.exactly(&self.done).map(Word::Yes);
        let exactly = exactly.or_else(|| parcel.exactly(&self.refused).map(Word::No));
        let loosely = || parcel.loosely(&self.done, asked).map(Word::Yes);
        exactly.or_else(loosely).or_else(|| parcel.loosely(&self.refused, asked).map(Word::No))
    }
}

/// Whether what is said of one parcel is a no.
fn is_refusal(item: &Value) -> bool {
    json::text_of(item, "code").is_some_and(|code| !matches!(code.as_str(), "200" | "201"))
}

/// Whether it is a no because the parcel is registered already.
fn says_exists(item: &Value) -> bool {
    json::text_of(item, "code").is_some_and(|code| code == envelope::EXISTS)
}

/// The refusal of one parcel.
fn refused(item: &Value) -> ProviderError {
    let code = json::text_of(item, "code").unwrap_or_default();
    envelope::refusal(&code, json::text_of(item, "message").as_deref())
}

/// What became of each. One that the answer leaves out is left out.
///
/// # Errors
/// The refusal of the whole call, where it names no parcel.
pub(super) fn registered(
    answer: &HttpAnswer,
    asked: &[Asked],
) -> Result<PerNumber<Registered>, ProviderError> {
    let whole = envelope::read(answer)?;
    let said = Said::new(&whole.data);
    if whole.says_exists() && said.names_nobody() {
        return Ok(asked.iter().map(|parcel| (parcel.number.clone(), Ok(Registered::BEFORE))).collect());
    }
    whole_is_done(&whole, &said)?;
    let outcome = |parcel: &Asked| match said.of(parcel, asked)? {
        Word::Yes(item) => Some(Ok(parcel.registered(item, false))),
        Word::No(item) if says_exists(item) => Some(Ok(parcel.registered(item, true))),
        Word::No(item) => Some(Err(refused(item))),
    };
    Ok(each(asked, outcome))
}

/// The same of calls that only do or do not. Where the answer names nobody at all, it speaks for all.
///
/// # Errors
/// The refusal of the whole call, where it names no parcel.
pub(super) fn done(answer: &HttpAnswer, asked: &[Asked]) -> Result<PerNumber<()>, ProviderError> {
    let whole = envelope::read(answer)?;
    let said = Said::new(&whole.data);
    let silent = whole_is_done(&whole, &said)? && said.done.is_empty();
    let left = asked.len().saturating_sub(said.refused.len());
    let for_all = silent && said.count.is_none_or(|count| count == left);
    let outcome = |parcel: &Asked| match said.of(parcel, asked) {
        Some(Word::Yes(_)) => Some(Ok(())),
        Some(Word::No(item)) => Some(Err(refused(item))),
        None => for_all.then_some(Ok(())),
    };
    Ok(each(asked, outcome))
}

fn each<T>(asked: &[Asked], outcome: impl Fn(&Asked) -> Option<Result<T, ProviderError>>) -> PerNumber<T> {
    asked.iter().filter_map(|parcel| Some((parcel.number.clone(), outcome(parcel)?))).collect()
}

/// Whether the code of the whole answer says yes.
///
/// # Errors
/// A no that names no parcel.
fn whole_is_done(answer: &Answer, said: &Said<'_>) -> Result<bool, ProviderError> {
    if answer.is_done() {
        return Ok(true);
    }
    if said.names_nobody() { Err(answer.error()) } else { Ok(false) }
}

/// Reads the answer about one new parcel.
///
/// # Errors
/// Its refusal; an answer that does not name it.
pub(super) fn one_registered(answer: &HttpAnswer, parcel: &Asked) -> Result<Registered, ProviderError> {
    let whole = envelope::read(answer)?;
    let item = parcel.among(&[&whole.data]);
    if whole.says_exists() {
        return Ok(item.map_or(Registered::BEFORE, |item| parcel.registered(item, true)));
    }
    let listed = registered(answer, std::slice::from_ref(parcel))?;
    if let Some((_, outcome)) = listed.into_iter().next() {
        return outcome;
    }
    match item {
        Some(item) if says_exists(item) => Ok(parcel.registered(item, true)),
        Some(item) if is_refusal(item) => Err(refused(item)),
        Some(item) => Ok(parcel.registered(item, false)),
        None => Err(ProviderError::bad_answer("an answer that does not name the parcel")),
    }
}

/// Reads the answer about one parcel that was changed or removed.
///
/// # Errors
/// Its refusal; an answer about another parcel.
pub(super) fn one_done(answer: &HttpAnswer, parcel: &Asked) -> Result<(), ProviderError> {
    let whole = envelope::read(answer)?;
    let names_another =
        json::get(&whole.data, "tracking_number").is_some() && parcel.among(&[&whole.data]).is_none();
    if names_another {
        return Err(ProviderError::bad_answer("an answer about another parcel"));
    }
    match done(answer, std::slice::from_ref(parcel))?.into_iter().next() {
        Some((_, outcome)) => outcome,
        None => Err(ProviderError::bad_answer("an answer that says nothing of the parcel")),
    }
}

#[cfg(test)]
#[path = "several_tests.rs"]
mod tests;
