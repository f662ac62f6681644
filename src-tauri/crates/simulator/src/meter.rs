//! How often a provider lets itself be called.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Counts the calls of the current stretch of time. A stretch begins with its first call; every server counts its own.
#[derive(Debug)]
pub(crate) struct Meter {
    most: u32,
    stretch: SignedDuration,
    current: Mutex<Option<(Timestamp, u32)>>,
}

impl Meter {
    /// Lets `most` calls in within each `stretch`.
    pub(crate) fn new(most: u32, stretch: SignedDuration) -> Self {
        Self { most, stretch, current: Mutex::default() }
    }

    /// Whether one more call is let in now.
    pub(crate) fn admit(&self, now: Timestamp) -> bool {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let (begun, count) =
            current.filter(|(begun, _)| now.duration_since(*begun) < self.stretch).unwrap_or((now, 0));
        *current = Some((begun, count.saturating_add(1)));
        count < self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_stretch_begins_anew() {
        let meter = Meter::new(2, SignedDuration::from_secs(60));
        let at = |second: i64| meter.admit(Timestamp::from_second(1_750_000_000 + second).unwrap());
        assert_eq!([at(0), at(30), at(59), at(60), at(61), at(62)], [true, true, false, true, true, false]);
    }
}
