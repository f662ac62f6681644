//! Where a parcel stands, from what each of its sources says. Pure.

use super::{Source, StoredEvent};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, civil};
use shipdesk_core::event::EventTime;
use shipdesk_core::id::AccountId;
use shipdesk_core::status::DeliveryStatus;
use std::cmp::Reverse;

/// Clocks are at most this far ahead of UTC, and at most that far behind.
const AHEAD: SignedDuration = SignedDuration::from_hours(14);
const BEHIND: SignedDuration = SignedDuration::from_hours(12);

/// Where a parcel stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its status.
    pub status: DeliveryStatus,
    /// Whether no more will come.
    pub is_final: bool,
    /// The line that says so: its place in the timeline.
    pub by: Option<usize>,
}

/// What one source says of where the parcel is.
struct View {
    standing: Standing,
    /// Its line's place in the timeline, newest first.
    by: usize,
    /// Its line's instant lies between these, whatever the zone.
    between: (Timestamp, Timestamp),
}

/// Where a parcel stands, from its timeline newest first and from what its sources say beside their lines.
///
/// Each source speaks for itself, by its newest line whose status is known; its word for the whole parcel counts where
/// it has no such line, and where the word ends the journey and the line does not. Of several sources, those
/// that know the parcel on its way go before those that know only of its data or its packing; then those whose line is
/// surely newer, which times without a zone are by more than a day; then the one that knows the parcel's end, and then
/// the one whose line stands first. Where several of these tell the same end, the earliest of their lines names it: a
/// parcel ends once, and who writes the time of another place has a later day on the wall.
/// Without any such line the sources' own words count.
pub fn standing(newest_first: &[StoredEvent], sources: &[Source]) -> Standing {
    let mut tellers: Vec<AccountId> = newest_first.iter().map(|line| line.account_id).collect();
    tellers.sort();
    tellers.dedup();
    let mut views: Vec<View> = tellers
        .into_iter()
        .filter_map(|teller| {
            view(teller, newest_first, sources.iter().find(|source| source.account_id == teller))
        })
        .collect();
    let leg = views.iter().map(|view| leg(view.standing.status)).max();
    views.retain(|view| Some(self::leg(view.standing.status)) == leg);
    let newest = views.iter().map(|view| view.between.0).max();
    views.retain(|view| Some(view.between.1) >= newest);
    let decides = views.iter().max_by_key(|view| (has_arrived(view.standing.status), Reverse(view.by)));
    let end = decides.map(|view| view.standing.status).filter(|status| has_arrived(*status));
    let tells_it = |view: &&View| Some(newest_first[view.by].event.status) == end;
    let earliest = views.iter().filter(tells_it).max_by_key(|view| view.by);
    earliest.or(decides).map_or_else(|| by_words(newest_first, sources), |view| view.standing)
}

/// What a source says by its own lines and its word for the whole parcel; nothing where neither is understood.
fn view(teller: AccountId, newest_first: &[StoredEvent], source: Option<&Source>) -> Option<View> {
    let word = source.and_then(|source| source.statement.status).filter(|status| tells(*status));
    let mut own = newest_first.iter().enumerate().filter(|(_, line)| line.account_id == teller);
    let newest = own.clone().next();
    let known = own.find(|(_, line)| line.event.status != DeliveryStatus::Unknown);
    let (by, line) = known.or_else(|| newest.filter(|_| word.is_some()))?;
    let status = match (line.event.status, word) {
        (DeliveryStatus::Unknown, Some(word)) => word,
        (line, Some(word)) if word.is_final() && !line.is_final() => word,
        (line, _) => line,
    };
    let says_last = |line: &StoredEvent| line.account_id == teller && line.event.last;
    let ended =
        source.is_some_and(|source| source.statement.is_final) || newest_first[..=by].iter().any(says_last);
    let standing = Standing { status, is_final: ended || status.is_final(), by: Some(by) };
    Some(View { standing, by, between: between(&line.event.at) })
}

/// Where no line is understood: a source's own word for the whole parcel, one that knows something before those that
/// know nothing.
fn by_words(newest_first: &[StoredEvent], sources: &[Source]) -> Standing {
    let last = newest_first.iter().any(|line| line.event.last);
    let mut words: Vec<_> = sources.iter().filter_map(|source| source.statement.status).collect();
    words.sort_by_key(|status| (!tells(*status), *status == DeliveryStatus::Unknown));
    let silent = if newest_first.is_empty() { DeliveryStatus::Pending } else { DeliveryStatus::Unknown };
    let word = words.first().copied().filter(|word| tells(*word) || newest_first.is_empty());
    let status = word.unwrap_or(silent);
    Standing { status, is_final: last || status.is_final(), by: None }
}

/// Whether a status says more than that nothing is known.
fn tells(status: DeliveryStatus) -> bool {
    !matches!(status, DeliveryStatus::Unknown | DeliveryStatus::Pending | DeliveryStatus::NotFound)
}

/// Whether a source knows nothing of the parcel (0), that it is being made ready (1), or the parcel itself (2).
fn leg(status: DeliveryStatus) -> u8 {
    use DeliveryStatus as S;
    match status {
        S::Unknown | S::Pending | S::NotFound | S::Expired => 0,
        // who ships without tracking knows of no carrier; another source may
        S::InfoReceived | S::Processing | S::Cancelled | S::ShippedUntracked => 1,
        _ => 2,
    }
}

/// Whether the parcel itself has come to an end.
fn has_arrived(status: DeliveryStatus) -> bool {
    use DeliveryStatus as S;
    matches!(status, S::Delivered | S::Returned | S::Lost | S::Destroyed)
}

/// The earliest and the latest instant that a time may mean. One that nobody can read is older than all others.
fn between(at: &EventTime) -> (Timestamp, Timestamp) {
    let utc = |wall: civil::DateTime| TimeZone::fixed(Offset::UTC).to_timestamp(wall).ok();
    match (at.instant, at.wall.and_then(utc)) {
        (Some(instant), _) => (instant, instant),
        (None, Some(wall)) => (
            wall.checked_sub(AHEAD).unwrap_or(Timestamp::MIN),
            wall.checked_add(BEHIND).unwrap_or(Timestamp::MAX),
        ),
        (None, None) => (Timestamp::MIN, Timestamp::MIN),
    }
}
