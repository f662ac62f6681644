//! The silence that a provider asks for: while it lasts nothing is sent, by any call of the account.

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// No provider silences a workstation for longer, whatever it says.
pub(super) const LONGEST: Duration = Duration::from_hours(1);
/// How many silences in a row are waited out before calls end with them.
const WAITED_OUT: u32 = 1;

/// Until when an account keeps silent, and how often in a row it was told to.
#[derive(Debug, Default)]
pub(super) struct Silence(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    until: Option<Instant>,
    in_a_row: u32,
}

impl Silence {
    /// Keeps silent for so long from now, or longer where that was asked for before.
    pub(super) fn keep(&self, silence: Duration) {
        if let Ok(mut state) = self.0.lock() {
            state.prolong(silence);
        }
    }

    /// The provider asks for silence. Calls that were underway together are told of one silence.
    pub(super) fn begin(&self, silence: Duration) {
        if let Ok(mut state) = self.0.lock() {
            if state.left().is_none() {
                state.in_a_row += 1;
            }
            state.prolong(silence);
        }
    }

    /// The provider works again: the next silence is the first.
    pub(super) fn end_row(&self) {
        if let Ok(mut state) = self.0.lock() {
            state.in_a_row = 0;
        }
    }

    /// How long it still lasts.
    pub(super) fn left(&self) -> Option<Duration> {
        self.0.lock().ok()?.left()
    }

    /// Whether one silence followed another: the next call is not kept waiting for its end.
    pub(super) fn is_lasting(&self) -> bool {
        self.0.lock().is_ok_and(|state| state.in_a_row > WAITED_OUT)
    }
}

impl State {
    fn prolong(&mut self, silence: Duration) {
        let until = Instant::now() + silence.min(LONGEST);
        self.until = Some(self.until.map_or(until, |old| old.max(until)));
    }

    fn left(&self) -> Option<Duration> {
        self.until?.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
    }
}
