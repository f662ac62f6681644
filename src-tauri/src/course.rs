//! Tells a page how far long work has come, and lets it stop the work between two calls.

use serde::Serialize;
use shipdesk_app::Progress;
use std::collections::{HashSet, VecDeque};
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

/// So many stops wait for work that has not begun: more are of work that had ended already.
const EARLY_STOPS: usize = 16;

/// The work that goes on, by the number of the channel that hears of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Underway(Arc<Mutex<Channels>>);

#[derive(Debug, Default)]
struct Channels {
    underway: HashSet<u32>,
    /// Those that were stopped while nothing of them was underway: a stop may overtake the beginning.
    stopped: VecDeque<u32>,
}

impl Underway {
    /// Begins work that a page is told of.
    pub(crate) fn begin(&self, channel: Channel<Come>) -> Course {
        if let Ok(mut channels) = self.0.lock() {
            match channels.stopped.iter().position(|stopped| *stopped == channel.id()) {
                Some(early) => _ = channels.stopped.remove(early),
                None => _ = channels.underway.insert(channel.id()),
            }
        }
        Course { channel, underway: self.clone() }
    }

    /// No more calls of it are made, and none of work that begins only now. Work that has ended already stays ended.
    pub(crate) fn stop(&self, channel: u32) {
        if let Ok(mut channels) = self.0.lock()
            && !channels.underway.remove(&channel)
        {
            channels.stopped.truncate(EARLY_STOPS - 1);
            channels.stopped.push_front(channel);
        }
    }

    fn end(&self, channel: u32) {
        if let Ok(mut channels) = self.0.lock() {
            channels.underway.remove(&channel);
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
        self.underway.0.lock().is_ok_and(|channels| channels.underway.contains(&self.channel.id()))
    }
}

impl Drop for Course {
    fn drop(&mut self) {
        self.underway.end(self.channel.id());
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
        let channels = underway.0.lock().unwrap();
        assert!(channels.underway.is_empty() && channels.stopped.is_empty());
    }

    #[test]
    fn a_stop_that_overtakes_the_beginning_holds() {
        let underway = Underway::default();
        let hear = || Channel::new(|_| Ok(()));
        let (early, next) = (hear(), hear());
        underway.stop(early.id());
        assert!(!underway.begin(early).goes_on());
        assert!(underway.begin(next).goes_on());
        for ended in 0..100 {
            underway.stop(ended);
        }
        assert_eq!(underway.0.lock().unwrap().stopped.len(), EARLY_STOPS);
    }
}
