//! The lines of a parcel's timeline in their order, and what they say of where the parcel stands. Pure.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use shipdesk_core::event::{Event, EventTime};
use shipdesk_core::id::AccountId;
use shipdesk_core::status::DeliveryStatus;
use std::cmp::Ordering;

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

/// Where a parcel stands, from its timeline newest first, and whether no more will come.
///
/// The newest line whose status is known decides; without one it is `unknown`, and without any line `pending`. No more
/// will come after a final status, or where that line or a newer one says so itself.
pub fn status_of(newest_first: &[StoredEvent]) -> (DeliveryStatus, bool) {
    let known = newest_first.iter().position(|line| line.event.status != DeliveryStatus::Unknown);
    let status = match known {
        Some(at) => newest_first[at].event.status,
        None if newest_first.is_empty() => DeliveryStatus::Pending,
        None => DeliveryStatus::Unknown,
    };
    let told = &newest_first[..known.map_or(newest_first.len(), |at| at + 1)];
    (status, status.is_final() || told.iter().any(|line| line.event.last))
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
