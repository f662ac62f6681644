//! Tells a page how far long work has come, and lets it stop the work between two calls.

use serde::Serialize;
use shipdesk_app::Progress;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use tauri::ipc::Channel;

/// How far long work has come.
#[derive(Debug, Clone, Copy, Serialize, specta::Type)]
pub(crate) struct Come {
    /// So many are done.
    done: u32,
    /// Of so many.
    total: u32,
}

/// The work that goes on, by the number of the channel that hears of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Underway(Arc<Mutex<HashSet<u32>>>);

impl Underway {
    /// Begins work that a page is told of.
    pub(crate) fn begin(&self, channel: Channel<Come>) -> Course {
        if let Ok(mut underway) = self.0.lock() {
            underway.insert(channel.id());
        }
        Course { channel, underway: self.clone() }
    }

    /// No more calls of it are made. Work that has ended already stays ended.
    pub(crate) fn stop(&self, channel: u32) {
        if let Ok(mut underway) = self.0.lock() {
            underway.remove(&channel);
        }
    }
}

/// Work while it goes on.
pub(crate) struct Course {
    channel: Channel<Come>,
    underway: Underway,
}

impl Progress for Course {
    fn advance(&self, done: usize, total: usize) {
        let small = |n| u32::try_from(n).unwrap_or(u32::MAX);
        // a window that went away has nobody to tell
        let _ = self.channel.send(Come { done: small(done), total: small(total) });
    }

    fn goes_on(&self) -> bool {
        self.underway.0.lock().is_ok_and(|underway| underway.contains(&self.channel.id()))
    }
}

impl Drop for Course {
    fn drop(&mut self) {
        self.underway.stop(self.channel.id());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn work_is_told_of_until_it_is_stopped_and_is_forgotten_when_it_ends() {
        let told = Arc::new(AtomicUsize::new(0));
        let heard = Arc::clone(&told);
        let hear = move |_| {
            heard.fetch_add(1, Ordering::Relaxed);
            Ok(())
        };
        let underway = Underway::default();
        let (one, other) = (underway.begin(Channel::new(hear)), underway.begin(Channel::new(|_| Ok(()))));
        one.advance(30, 65);
        assert_eq!(told.load(Ordering::Relaxed), 1);
        assert!(one.goes_on() && other.goes_on());
        underway.stop(one.channel.id());
        assert!(!one.goes_on() && other.goes_on());
        drop((one, other));
        assert!(underway.0.lock().unwrap().is_empty());
    }
}
