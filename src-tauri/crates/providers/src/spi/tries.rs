//! When a call is sent again by itself.

use super::error::{ErrorKind, ProviderError};
use super::http::Effect;
use std::time::Duration;

/// How often a call that changes nothing is asked again after a broken or unreadable answer.
const READ_RETRIES: u32 = 2;
/// How often a call that spends nothing is sent again after the silence that was asked for.
const SILENCES_WAITED_OUT: u32 = 1;

/// How often a call was asked again, and after what.
#[derive(Default)]
pub(super) struct Tries {
    broken: u32,
    silenced: u32,
}

impl Tries {
    /// How long to wait before the call is sent again after this failure, beside the silence that was asked for; `None`
    /// where it is not.
    pub(super) fn pause(&mut self, effect: Effect, error: &ProviderError) -> Option<Duration> {
        match error.kind {
            ErrorKind::RateLimited => {
                self.silenced += 1;
                let again = effect != Effect::Write && self.silenced <= SILENCES_WAITED_OUT;
                again.then_some(Duration::ZERO)
            }
            ErrorKind::Interrupted | ErrorKind::Down | ErrorKind::BadAnswer => {
                self.broken += 1;
                let again = effect == Effect::Read && self.broken <= READ_RETRIES;
                again.then(|| Duration::from_millis(250) * 3_u32.pow(self.broken.saturating_sub(1).min(4)))
            }
            // the others say the same the next time
            _ => None,
        }
    }
}
