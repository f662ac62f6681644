//! Reads what is known of places and lanes.

use super::envelope;
use crate::spi::error::ProviderError;
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::tracking::{RemoteArea, TransitTime};
use serde_json::Value;

/// For whom a place is remote: the lines of `remote`; those of `other` are places that are not.
///
/// # Errors
/// The refusal; an answer with neither.
pub(super) fn remote(answer: &HttpAnswer) -> Result<RemoteArea, ProviderError> {
    let data = envelope::found(answer)?;
    if data.is_object() && json::get(&data, "remote").or_else(|| json::get(&data, "other")).is_none() {
        return Err(ProviderError::bad_answer("an answer without `remote`"));
    }
    let lines = match json::get(&data, "remote") {
        Some(lines) => envelope::objects(lines)?,
        None => Vec::new(),
    };
    let mut carriers: Vec<String> = Vec::new();
    for carrier in lines.iter().filter_map(|line| json::text_of(line, "far_express_company")) {
        if !carriers.contains(&carrier) {
            carriers.push(carrier);
        }
    }
    Ok(RemoteArea { carriers })
}

/// What says which lane a line is about; everything else is about time.
const LANE: [&str; 3] = ["carrier_code", "original", "destination"];

/// How long the lane takes, under the service's own names: the document shows none.
///
/// # Errors
/// The refusal; a list of something else than lanes.
pub(super) fn transit_time(answer: &HttpAnswer, lane: [&str; 3]) -> Result<TransitTime, ProviderError> {
    let data = envelope::found(answer)?;
    let lines = envelope::objects(&data)?;
    let is_ours = |line: &&&Value| {
        LANE.iter().zip(lane).all(|(name, ours)| {
            json::text_of(line, name).is_none_or(|theirs| theirs.eq_ignore_ascii_case(ours))
        })
    };
    let Some(members) = lines.iter().find(is_ours).and_then(|line| line.as_object()) else {
        return Ok(TransitTime::default());
    };
    let mut days = Vec::new();
    for (name, value) in members.iter().filter(|(name, _)| !LANE.contains(&name.trim())) {
        add_days(name.trim().to_owned(), value, &mut days);
    }
    Ok(TransitTime { days })
}

/// Adds a value, or those inside of it, each under its names from the outside in.
fn add_days(name: String, value: &Value, days: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (inner, value) in members {
                add_days(format!("{name}.{}", inner.trim()), value, days);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| add_days(name.clone(), value, days)),
        value => days.extend(json::text(value).map(|text| (name, text))),
    }
}
