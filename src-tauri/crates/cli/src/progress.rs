//! How far long work has come, on standard error, where somebody looks at it.

use indicatif::{ProgressBar, ProgressStyle};
use shipdesk_app::Progress;
use std::io::{IsTerminal, stderr};
use std::sync::OnceLock;

/// A bar that appears with the first step and goes with the last.
#[derive(Debug, Default)]
pub(crate) struct Bar(OnceLock<ProgressBar>);

impl Progress for Bar {
    fn advance(&self, done: usize, total: usize) {
        // two steps are over before anybody reads of them
        if total < 3 || !stderr().is_terminal() {
            return;
        }
        let bar = self.0.get_or_init(|| {
            let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} {elapsed}");
            ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        if bar.is_finished() {
            bar.reset();
        }
        bar.set_length(u64::try_from(total).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
        if done >= total {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = self.0.get() {
            bar.finish_and_clear();
        }
    }
}
