//! When each open purchase is looked at next. It is not kept: a new process looks at everything once.

use jiff::{SignedDuration, Timestamp};
use shipdesk_core::id::PurchaseId;
use shipdesk_core::status::PurchaseState;
use shipdesk_store::purchase::Purchase;
use std::collections::HashMap;

/// How far apart the two looks are that "not found" needs.
const SECOND_LOOK: SignedDuration = SignedDuration::from_secs(30);
/// So long somebody may still be waiting for a label in the foreground: a little more than buying waits.
const FOREGROUND: SignedDuration = SignedDuration::from_secs(48);

/// The plan.
#[derive(Debug, Default)]
pub(crate) struct Looks(HashMap<PurchaseId, Look>);

#[derive(Debug, Clone, Copy)]
struct Look {
    /// What the purchase was when this was planned: another state has another plan.
    of: (PurchaseState, Option<Timestamp>),
    next: Timestamp,
    tries: usize,
}

impl Looks {
    /// When a purchase is looked at next, as far as it is planned.
    pub(super) fn next(&self, purchase: PurchaseId) -> Option<Timestamp> {
        self.0.get(&purchase).map(|look| look.next)
    }

    /// The purchases to look at now, at most so many, those that waited longest first. They are planned anew right away,
    /// and purchases that are no longer open are forgotten.
    pub(super) fn due(&mut self, open: &[Purchase], now: Timestamp, most: usize) -> Vec<Purchase> {
        let mut plan = HashMap::with_capacity(open.len());
        for purchase in open {
            let of = (purchase.state, purchase.missed_at);
            let planned = self.0.get(&purchase.id).filter(|look| look.of == of).copied();
            plan.insert(
                purchase.id,
                planned.unwrap_or_else(|| Look { of, next: first(of, sent(purchase), now), tries: 0 }),
            );
        }
        let mut due: Vec<&Purchase> = open.iter().filter(|purchase| plan[&purchase.id].next <= now).collect();
        due.sort_by_key(|purchase| plan[&purchase.id].next);
        due.truncate(most);
        for purchase in &due {
            if let Some(look) = plan.get_mut(&purchase.id) {
                look.next = now.checked_add(again(purchase.state, look.tries)).unwrap_or(Timestamp::MAX);
                look.tries += 1;
            }
        }
        self.0 = plan;
        due.into_iter().cloned().collect()
    }
}

fn sent(purchase: &Purchase) -> Timestamp {
    purchase.sent_at.unwrap_or(purchase.created_at)
}

/// When a purchase of this state, and perhaps missed once, is first looked at.
fn first(of: (PurchaseState, Option<Timestamp>), sent: Timestamp, now: Timestamp) -> Timestamp {
    let after = |from: Timestamp, wait| from.checked_add(wait).unwrap_or(now);
    match of {
        (PurchaseState::Unknown | PurchaseState::Cancelling, Some(missed)) => after(missed, SECOND_LOOK),
        (PurchaseState::Created, _) => after(sent, FOREGROUND),
        // where the money is takes its time
        (PurchaseState::Cancelling | PurchaseState::Cancelled, None) => after(now, SECOND_LOOK),
        (PurchaseState::Failed, _) => after(now, SignedDuration::from_mins(10)),
        _ => now,
    }
}

/// How long after a look that settled nothing the next one is.
fn again(state: PurchaseState, tries: usize) -> SignedDuration {
    let seconds: &[i64] = match state {
        PurchaseState::Created => &[15, 30, 60, 60, 120, 300, 600, 900, 1800],
        PurchaseState::Cancelling => &[60, 120, 300, 600, 1800, 3600],
        PurchaseState::Cancelled | PurchaseState::Failed => &[3600],
        _ => &[10, 30, 60, 120, 300, 600],
    };
    SignedDuration::from_secs(seconds[tries.min(seconds.len() - 1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn the_first_look_is_at_the_right_time() {
        let first = |state, missed| first((state, missed), at(0), at(10));
        assert_eq!(first(PurchaseState::Unknown, None), at(10), "at once");
        assert_eq!(
            first(PurchaseState::Unknown, Some(at(8))),
            at(38),
            "30 s after the provider did not know it"
        );
        assert_eq!(first(PurchaseState::Created, None), at(48), "when nobody waits for its label any more");
        assert_eq!(first(PurchaseState::Cancelling, None), at(40));
        assert_eq!(first(PurchaseState::Cancelling, Some(at(8))), at(38));
        assert_eq!(first(PurchaseState::Sending, None), at(10), "of a process that died");
    }

    #[test]
    fn looks_that_settle_nothing_become_rare() {
        let seconds = |state| (0..8).map(|tries| again(state, tries).as_secs()).collect::<Vec<_>>();
        assert_eq!(seconds(PurchaseState::Unknown), [10, 30, 60, 120, 300, 600, 600, 600]);
        assert_eq!(seconds(PurchaseState::Created), [15, 30, 60, 60, 120, 300, 600, 900]);
        assert_eq!(seconds(PurchaseState::Cancelled), [3600; 8], "money is asked about hourly");
    }
}
