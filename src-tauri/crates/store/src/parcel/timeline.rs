//! The lines of a parcel's timeline in their order. Pure.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use shipdesk_core::event::{Event, EventTime};
use shipdesk_core::id::AccountId;
use std::cmp::Ordering;
use std::collections::HashMap;

/// A line of a timeline as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Who told it.
    pub account_id: AccountId,
    /// Its place in that account's own sequence; later lines are higher.
    pub position: i64,
    /// The line.
    pub event: Event,
}

/// Puts the lines of all sources together, newest first.
///
/// Lines whose instants are known stand by their instants, the others by their wall times, and between the two kinds
/// the wall times decide: so the result is the same in whatever order the lines come. Lines of one source that tie keep
/// its own sequence; a line without any readable time is older than all that have one.
pub fn merge(events: Vec<StoredEvent>) -> Vec<StoredEvent> {
    let (mut known, mut local): (Vec<_>, Vec<_>) =
        events.into_iter().partition(|line| line.event.at.instant.is_some());
    known.sort_by(|a, b| {
        let instants = b.event.at.instant.cmp(&a.event.at.instant);
        instants.then_with(|| by_source(a, b))
    });
    local.sort_by(newer_on_the_wall);
    let mut merged = Vec::with_capacity(known.len() + local.len());
    let (mut known, mut local) = (known.into_iter().peekable(), local.into_iter().peekable());
    while let (Some(left), Some(right)) = (known.peek(), local.peek()) {
        let next =
            if newer_on_the_wall(left, right) == Ordering::Greater { local.next() } else { known.next() };
        merged.extend(next);
    }
    merged.extend(known);
    merged.extend(local);
    merged
}

/// A line, and who else told the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The line.
    pub line: StoredEvent,
    /// The other accounts that told it, each once.
    pub also: Vec<AccountId>,
}

impl Told {
    /// Whether this is how the line is shown.
    pub fn shows(&self, line: &StoredEvent) -> bool {
        let own = self.line.account_id == line.account_id && self.line.position == line.position;
        own || self.also.contains(&line.account_id) && key(&self.line.event) == key(&line.event)
    }
}

/// The same timeline with lines that several sources told alike, to the minute and to the letter, only once: some
/// sources leave the seconds out. Lines of one source stay: it tells its own apart.
pub fn told_once(timeline: Vec<StoredEvent>) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::with_capacity(timeline.len());
    let mut places: HashMap<(String, String), Vec<usize>> = HashMap::new();
    for line in timeline {
        let same = places.entry(key(&line.event)).or_default();
        let alike = |at: &&usize| {
            let known: &Told = &told[**at];
            known.line.account_id != line.account_id && !known.also.contains(&line.account_id)
        };
        match same.iter().find(alike) {
            Some(at) if !line.event.text.is_empty() => told[*at].also.push(line.account_id),
            _ => {
                same.push(told.len());
                told.push(Told { line, also: Vec::new() });
            }
        }
    }
    told
}

/// What lines have in common that are told alike.
fn key(event: &Event) -> (String, String) {
    (plain(&event.text), moment(&event.at))
}

/// What of a text does not depend on who passes it on.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The minute of the instant, or of the time on the wall: the two are never the same moment.
fn moment(at: &EventTime) -> String {
    let minute = |text: String| text.chars().take("2026-01-01T00:00".len()).collect::<String>();
    match (at.instant, at.wall) {
        (Some(instant), _) => minute(instant.to_string()) + "Z",
        (None, Some(wall)) => minute(wall.to_string()),
        (None, None) => at.text.clone(),
    }
}

fn newer_on_the_wall(a: &StoredEvent, b: &StoredEvent) -> Ordering {
    wall(&b.event.at).cmp(&wall(&a.event.at)).then_with(|| by_source(a, b))
}

/// Ties: one source's lines by its own sequence, latest first. Sources by their ids, which says nothing but is stable.
fn by_source(a: &StoredEvent, b: &StoredEvent) -> Ordering {
    a.account_id.cmp(&b.account_id).then_with(|| b.position.cmp(&a.position))
}

fn wall(at: &EventTime) -> Option<DateTime> {
    at.wall.or_else(|| at.instant.map(|instant| Offset::UTC.to_datetime(instant)))
}
