//! Tells what changed in the folder, whichever process changed it.

use crate::documents::Topic;
use crate::workstation::{Workstation, problem};
use shipdesk_core::error::Problem;
use shipdesk_store::change::{Change, Watch};
use std::collections::BTreeSet;
use std::time::Duration;

/// How often the folder is looked at.
const LOOK: Duration = Duration::from_millis(250);
/// After a look that failed.
const PAUSE: Duration = Duration::from_secs(2);

/// What changes from now on.
#[derive(Debug)]
pub struct Changes(Watch);

impl Workstation {
    /// Begins to watch the folder.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn changes(&self) -> Result<Changes, Problem> {
        Watch::begin(&self.folder).await.map(Changes).map_err(problem)
    }
}

impl Changes {
    /// Waits for the next change and says what of all that is shown is to be read again.
    pub async fn next(&mut self) -> Vec<Topic> {
        loop {
            tokio::time::sleep(LOOK).await;
            match self.0.look().await {
                Ok(None) => {}
                Ok(Some(change)) => {
                    let topics = topics(&change);
                    if !topics.is_empty() {
                        return topics;
                    }
                }
                // a folder that cannot be read now is looked at again
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }
}

/// What a change concerns. What left no trace may concern anything.
fn topics(change: &Change) -> Vec<Topic> {
    if change.kinds.is_empty() && change.actions.is_empty() {
        // what a front end noted for itself is shown nowhere
        return if change.noted { Vec::new() } else { Topic::ALL.to_vec() };
    }
    let kinds = change.kinds.iter().flat_map(|kind| of_kind(kind));
    let actions = change.actions.iter().flat_map(|action| of_action(action));
    kinds.chain(actions).copied().collect::<BTreeSet<_>>().into_iter().collect()
}

/// By the journal.
fn of_kind(kind: &str) -> &'static [Topic] {
    use Topic as T;
    match kind.split_once('.').map_or(kind, |(noun, _)| noun) {
        "order" | "orders" => &[T::Orders, T::Quotes, T::Addresses, T::Status],
        "purchase" | "cancel" | "label" | "scanform" => &[T::Orders, T::Accounts, T::Parcels, T::Status],
        "parcel" => &[T::Parcels, T::Orders, T::Status],
        "account" => &[T::Accounts, T::Channels, T::Quotes, T::Status],
        "channel" => &[T::Channels, T::Quotes, T::Orders],
        "print" => &[T::Printing, T::Orders, T::Status],
        "sender" | "address" | "recipient" | "box_preset" | "product" => &[T::Addresses],
        // a setting may be the language, in which everything is worded
        _ => &Topic::ALL,
    }
}

/// By what providers were asked.
fn of_action(action: &str) -> &'static [Topic] {
    use Topic as T;
    match action {
        "price" => &[T::Quotes, T::Orders, T::Status],
        "balance" | "quota" | "probe" => &[T::Accounts, T::Quotes, T::Status],
        "channels" => &[T::Channels, T::Quotes, T::Accounts, T::Status],
        "track" | "track_many" | "live" | "list" => &[T::Parcels, T::Orders, T::Status],
        "counts" | "carriers" | "detect" | "remote" | "transit_time" => &[T::Accounts, T::Status],
        "scan_form" => &[T::Orders, T::Status],
        _ => &[T::Orders, T::Accounts, T::Parcels, T::Status],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(kinds: &[&str], actions: &[&str], noted: bool) -> Change {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Change { kinds: owned(kinds), actions: owned(actions), noted }
    }

    #[test]
    fn a_change_concerns_what_its_traces_say() {
        assert_eq!(
            topics(&change(&["channel.changed"], &[], false)),
            [Topic::Orders, Topic::Quotes, Topic::Channels]
        );
        assert_eq!(
            topics(&change(&["channel.changed"], &["track"], true)),
            [Topic::Orders, Topic::Quotes, Topic::Channels, Topic::Parcels, Topic::Status]
        );
        assert_eq!(topics(&change(&["setting.set"], &[], false)), Topic::ALL);
        assert_eq!(topics(&change(&["something.new"], &[], false)), Topic::ALL);
    }

    #[test]
    fn without_a_trace_it_may_be_anything_but_what_the_window_noted() {
        assert_eq!(topics(&change(&[], &[], false)), Topic::ALL);
        assert_eq!(topics(&change(&[], &[], true)), []);
    }
}
