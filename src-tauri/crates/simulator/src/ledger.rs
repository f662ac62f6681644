//! What the practice providers remember: an append-only log of events, one JSON document a line.
//!
//! Several processes may serve the same file. Every transaction holds an OS lock on it, reads what others
//! appended, decides, appends and lets go, so a decision is always made on everything that happened
//! before. A line that a killed process left half written has no line end; it is cut off by the next
//! transaction. Without a file the same log lives in memory.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{platform, trackingmore, xportcn};

/// Something that happened. Externally tagged: serde buffers the other forms, and numbers of arbitrary
/// precision do not come out of its buffer as numbers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Event {
    /// The clock of everybody who uses this state was moved on, in seconds.
    Advanced(i64),
    /// Something happened at the Dingcang platform.
    Platform(platform::Event),
    /// An invented parcel or purchase was asked for, for the first time: from here on it moves.
    Seen(String, Timestamp),
    /// Something happened to the account at TrackingMore.
    More(trackingmore::Event),
    /// A request to Xportcn was let in with this nonce.
    NonceUsed(String, Timestamp),
}

impl From<platform::Event> for Event {
    fn from(event: platform::Event) -> Self {
        Self::Platform(event)
    }
}

/// Everything that happened, folded.
#[derive(Debug, Default)]
pub(crate) struct State {
    advanced: SignedDuration,
    pub(crate) platform: platform::Books,
    pub(crate) more: trackingmore::Books,
    pub(crate) nonces: xportcn::Nonces,
    seen: HashMap<String, Timestamp>,
}

impl State {
    fn apply(&mut self, event: Event) {
        match event {
            Event::Advanced(seconds) => {
                self.advanced = self.advanced.saturating_add(SignedDuration::from_secs(seconds));
            }
            Event::Platform(event) => self.platform.apply(event),
            Event::Seen(number, at) => {
                // two who ask at once agree on the first
                self.seen.entry(number).or_insert(at);
            }
            Event::More(event) => self.more.apply(event),
            Event::NonceUsed(nonce, at) => self.nonces.used(nonce, at),
        }
    }

    /// When an invented parcel or purchase was first asked for.
    pub(crate) fn seen(&self, number: &str) -> Option<Timestamp> {
        self.seen.get(number).copied()
    }
}

/// The log and its fold.
#[derive(Debug)]
pub(crate) struct Ledger {
    log: Mutex<Log>,
    clock: fn() -> Timestamp,
}

#[derive(Debug, Default)]
struct Log {
    file: Option<File>,
    /// How much of the file is folded into `state`.
    read: u64,
    state: State,
}

impl Ledger {
    /// Opens the log at `path`, or an empty one in memory.
    pub(crate) fn open(path: Option<&Path>, clock: fn() -> Timestamp) -> io::Result<Self> {
        let open = |path| OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let file = path.map(open).transpose()?;
        Ok(Self { log: Mutex::new(Log { file, ..Log::default() }), clock })
    }

    /// Decides on everything that happened so far, at the simulator's time, and writes down what follows.
    pub(crate) fn transact<T>(
        &self,
        decide: impl FnOnce(&State, Timestamp) -> (Vec<Event>, T),
    ) -> io::Result<T> {
        // a poisoned log is still whole: it is re-read from the file, and a fold cannot stop half-way
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = &log.file {
            file.lock()?;
        }
        let outcome = log.decide(self.clock, decide);
        if let Some(file) = &log.file {
            file.unlock()?;
        }
        outcome
    }

    /// Looks at everything that happened so far, at the simulator's time.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&State, Timestamp) -> T) -> io::Result<T> {
        self.transact(|state, now| (Vec::new(), look(state, now)))
    }
}

impl Log {
    fn decide<T>(
        &mut self,
        clock: fn() -> Timestamp,
        decide: impl FnOnce(&State, Timestamp) -> (Vec<Event>, T),
    ) -> io::Result<T> {
        self.catch_up()?;
        let now = clock().saturating_add(self.state.advanced).unwrap_or(Timestamp::MAX);
        let (events, outcome) = decide(&self.state, now);
        self.append(events)?;
        Ok(outcome)
    }

    /// Folds what other processes appended and cuts off a torn last line.
    fn catch_up(&mut self) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let length = file.metadata()?.len();
        if length < self.read {
            // somebody began anew
            self.read = 0;
            self.state = State::default();
        }
        if length == self.read {
            return Ok(());
        }
        let mut added = Vec::new();
        file.seek(SeekFrom::Start(self.read))?;
        file.read_to_end(&mut added)?;
        for line in added.split_inclusive(|&byte| byte == b'\n').take_while(|line| line.ends_with(b"\n")) {
            self.state.apply(serde_json::from_slice(line)?);
            self.read += line.len() as u64;
        }
        if self.read < length {
            file.set_len(self.read)?;
        }
        Ok(())
    }

    fn append(&mut self, events: Vec<Event>) -> io::Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        if let Some(file) = &mut self.file {
            let mut lines = Vec::new();
            for event in &events {
                serde_json::to_writer(&mut lines, event)?;
                lines.push(b'\n');
            }
            file.seek(SeekFrom::Start(self.read))?;
            file.write_all(&lines)?;
            file.flush()?;
            self.read += lines.len() as u64;
        }
        for event in events {
            self.state.apply(event);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn noon() -> Timestamp {
        Timestamp::from_second(1_750_000_000).unwrap()
    }

    fn advance(ledger: &Ledger, seconds: i64) {
        ledger.transact(|_, _| (vec![Event::Advanced(seconds)], ())).unwrap();
    }

    fn seconds_after_noon(ledger: &Ledger) -> i64 {
        ledger.read(|_, now| now.as_second() - noon().as_second()).unwrap()
    }

    #[test]
    fn two_ledgers_share_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let (one, two) = (Ledger::open(Some(&path), noon).unwrap(), Ledger::open(Some(&path), noon).unwrap());
        advance(&one, 5);
        advance(&two, 7);
        assert_eq!((seconds_after_noon(&one), seconds_after_noon(&two)), (12, 12));
    }

    #[test]
    fn decisions_never_overlap() {
        const EACH: usize = 500;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let work = || {
            let ledger = Ledger::open(Some(&path), noon).unwrap();
            let one = || ledger.transact(|_, now| (vec![Event::Advanced(1)], now)).unwrap();
            (0..EACH).map(|_| one()).collect::<Vec<_>>()
        };
        let seen = std::thread::scope(|scope| {
            let others = [(); 3].map(|()| scope.spawn(work));
            others.into_iter().flat_map(|other| other.join().unwrap()).collect::<BTreeSet<_>>()
        });
        assert_eq!(seen.len(), 3 * EACH, "each decision knew all earlier ones");
        assert_eq!(seconds_after_noon(&Ledger::open(Some(&path), noon).unwrap()), 1_500);
    }

    #[test]
    fn a_torn_last_line_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        advance(&Ledger::open(Some(&path), noon).unwrap(), 5);
        let whole = std::fs::read(&path).unwrap();
        for kept in 1..whole.len() {
            std::fs::write(&path, [&whole[..], &whole[..kept]].concat()).unwrap();
            let ledger = Ledger::open(Some(&path), noon).unwrap();
            assert_eq!(seconds_after_noon(&ledger), 5, "torn after {kept} bytes");
            advance(&ledger, 1);
            assert_eq!(seconds_after_noon(&Ledger::open(Some(&path), noon).unwrap()), 6);
        }
    }
}
