//! Reads an answer, whatever its status.

use super::encoding;
use super::error::{ErrorKind, ProviderError};
use super::http::{HttpAnswer, Read};
use super::redact::redact;
use shipdesk_core::secret::Secret;
use std::sync::Arc;
use std::time::Duration;

/// From this weight on it takes time to read an answer.
const LONG_ANSWER: usize = 16 * 1024;

/// What an answer says, and what is kept of it. Long ones are read beside what else goes on.
pub(super) async fn understood<T: Send + 'static>(
    answer: HttpAnswer,
    read: &Read<T>,
    busy: Option<Duration>,
    hidden: Vec<Secret>,
) -> (Result<T, ProviderError>, Option<String>) {
    let (is_long, read) = (answer.body.len() > LONG_ANSWER, Arc::clone(read));
    let understand = move || {
        let kept = redact(&encoding::text(&answer.body), &hidden);
        (judge(&answer, &read, busy), Some(kept))
    };
    if !is_long {
        return understand();
    }
    let understood = tokio::task::spawn_blocking(understand).await;
    understood.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}

fn judge<T>(answer: &HttpAnswer, read: &Read<T>, retry_after: Option<Duration>) -> Result<T, ProviderError> {
    let status = answer.status;
    if status == 429 {
        return Err(ProviderError::new(ErrorKind::RateLimited, "HTTP 429"));
    }
    if status >= 500 {
        let error = ProviderError::new(ErrorKind::Down, format!("HTTP {status}"));
        // whatever it says beside the number decides nothing: it is quoted
        let message = read(answer).err().and_then(|said| said.message);
        return Err(ProviderError { code: Some(status.to_string()), message, retry_after, ..error });
    }
    read(answer).map_err(|error| match error.kind {
        // a mistyped base URL is seen from the number
        ErrorKind::BadAnswer if (300..500).contains(&status) => ProviderError {
            kind: ErrorKind::Elsewhere,
            detail: format!("HTTP {status}: {}", error.detail),
            code: error.code.or_else(|| Some(status.to_string())),
            ..error
        },
        _ => error,
    })
}
