//! Reads what the platform says of an account: its balance and its channels.

use super::envelope;
use super::fees::money;
use super::phrases::Call;
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::provider::{AccountInfo, Channel, Verdict};
use serde_json::Value;
use shipdesk_core::money::Currency;
use shipdesk_core::text::shorten;
use std::collections::HashSet;

/// Reads `getaccoutinfo.php` (so spelt). A balance that cannot be read is not known; buying does not depend on it.
///
/// # Errors
/// Every refusal is about who we are: nothing else is asked for in this call.
pub(super) fn balance(answer: &HttpAnswer, currency: Currency) -> Result<AccountInfo, ProviderError> {
    let item = envelope::whole(answer)?.done(Call::Other, "").map_err(about_us)?;
    Ok(AccountInfo { uid: item.text("uid"), balance: item.get("yue").and_then(|yue| money(yue, currency)) })
}

/// Reads the same answer only for whether the platform accepts us. JSON that the document does not explain is quoted.
pub(super) fn probe(answer: &HttpAnswer) -> Result<Verdict, ProviderError> {
    let accepted = envelope::whole(answer).and_then(|item| item.done(Call::Other, "").map_err(about_us));
    match accepted {
        Ok(_) => Ok(Verdict::Good),
        Err(error) if error.kind == ErrorKind::BadAnswer && answer.status < 300 => {
            let value = json::parse(&answer.body)?;
            Ok(Verdict::Unclear(shorten(&value.to_string(), 200)))
        }
        Err(error) => Err(error),
    }
}

fn about_us(error: ProviderError) -> ProviderError {
    if error.kind == ErrorKind::Refused { ProviderError { kind: ErrorKind::Auth, ..error } } else { error }
}

/// Reads `channel.php`: a bare list; a refusal comes as an object or as the list's only entry.
pub(super) fn channels(answer: &HttpAnswer) -> Result<Vec<Channel>, ProviderError> {
    let value = envelope::read(answer)?;
    if let [item] = envelope::items(&value)?.as_slice()
        && item.code.is_some()
        && item.own("channelid").is_none()
    {
        item.clone().done(Call::Other, "")?;
    }
    let listed = if value.is_array() { Some(&value) } else { json::get(&value, "result") };
    let listed = listed.filter(|listed| listed.is_array() || listed.is_object());
    let listed = json::list(listed.ok_or_else(|| ProviderError::bad_answer("no list of channels"))?);
    let mut seen = HashSet::new();
    let channels: Vec<Channel> = listed
        .iter()
        .filter_map(|entry| channel(entry))
        .filter(|channel| seen.insert(channel.id.clone()))
        .collect();
    if channels.is_empty() && !listed.is_empty() {
        return Err(ProviderError::bad_answer("a list without channels"));
    }
    Ok(channels)
}

fn channel(entry: &Value) -> Option<Channel> {
    let id = json::text_of(entry, "channelid")?;
    let name = json::text_of(entry, "channelname").unwrap_or_else(|| id.clone());
    let test = is_test(&name);
    Some(Channel { id, name, test })
}

/// The platform marks test channels by their names only.
fn is_test(name: &str) -> bool {
    let has_word =
        name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.eq_ignore_ascii_case("test"));
    has_word || name.contains("测试") || name.contains("測試")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_channels_say_so_in_their_names() {
        for name in ["测试渠道", "美国測試", "TEST", "FedEx_test", "test-2", "测Test渠道"] {
            assert!(is_test(name), "{name}");
        }
        for name in ["FASTEST", "Latest", "Testo Express", "FEDEX_GROUND", ""] {
            assert!(!is_test(name), "{name}");
        }
    }
}
