//! The clock, injected wherever time matters, so that a test can move it.

use jiff::{SignedDuration, Timestamp};
use std::fmt::Debug;

/// Tells the instant. The only implementation that reads the machine's clock is [`SystemClock`].
pub trait Clock: Send + Sync + Debug {
    /// Now, as an instant.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// How long ago `then` was; never negative, because clocks are set back.
pub fn age(now: Timestamp, then: Timestamp) -> SignedDuration {
    now.duration_since(then).max(SignedDuration::ZERO)
}

/// An instant as this project writes it: RFC 3339 in UTC with milliseconds, so that text sorts as time does.
pub fn stamp(at: Timestamp) -> String {
    format!("{at:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_have_a_fixed_width_so_that_they_sort() {
        let second: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        let later: Timestamp = "2026-01-02T03:04:05.120Z".parse().unwrap();
        assert_eq!(stamp(second), "2026-01-02T03:04:05.000Z");
        assert_eq!(stamp(later), "2026-01-02T03:04:05.120Z");
        assert!(stamp(second) < stamp(later));
    }

    #[test]
    fn a_clock_set_back_makes_nothing_negative() {
        let now: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        let then: Timestamp = "2026-01-02T04:04:05Z".parse().unwrap();
        assert_eq!(age(now, then), SignedDuration::ZERO);
    }
}
