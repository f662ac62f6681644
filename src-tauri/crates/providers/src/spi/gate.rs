//! What keeps calls back that this line alone cannot know: limits and silences that hold for all processes.

use super::error::ProviderError;
use std::future::Future;
use std::time::{Duration, Instant};

/// Is passed by each request before it leaves, also by one that is sent again.
pub trait Gate: Sync {
    /// Waits until one more request may leave.
    ///
    /// # Errors
    /// [`super::error::ErrorKind::RateLimited`] with the time until then, where that is after the deadline.
    fn pass(&self, deadline: Instant) -> impl Future<Output = Result<(), ProviderError>> + Send;

    /// Hears that the provider asked for silence, of a call that goes on afterwards.
    fn keep_silent(&self, silence: Duration) -> impl Future<Output = ()> + Send;
}

/// Keeps nothing back.
#[derive(Debug)]
pub struct Open;

impl Gate for Open {
    async fn pass(&self, _deadline: Instant) -> Result<(), ProviderError> {
        Ok(())
    }

    async fn keep_silent(&self, _silence: Duration) {}
}
