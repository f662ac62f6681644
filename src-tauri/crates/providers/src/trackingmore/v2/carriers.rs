//! Reads carriers.

use super::envelope;
use crate::spi::error::ProviderError;
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::tracking::Carrier;
use serde_json::Value;

/// Carriers in the service's order. Its pictures of them are never loaded.
///
/// # Errors
/// The refusal; a list of something else.
pub(super) fn read(answer: &HttpAnswer) -> Result<Vec<Carrier>, ProviderError> {
    let data = envelope::found(answer)?;
    let items = envelope::objects(&data)?;
    let mut carriers: Vec<Carrier> = Vec::new();
    for carrier in items.iter().filter_map(|item| carrier(item)) {
        if !carriers.iter().any(|known| known.code == carrier.code) {
            carriers.push(carrier);
        }
    }
    if carriers.is_empty() && !items.is_empty() {
        return Err(ProviderError::bad_answer("a list of something else than carriers"));
    }
    Ok(carriers)
}

fn carrier(item: &Value) -> Option<Carrier> {
    let text = |name| json::text_of(item, name);
    let code = text("code")?;
    Some(Carrier {
        name: text("name").unwrap_or_else(|| code.clone()),
        homepage: text("homepage"),
        phone: text("phone"),
        code,
    })
}
