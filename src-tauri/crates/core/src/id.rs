//! Our own ids: `UUIDv7`, one type each, so that a purchase can never be looked up as an order.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id that sorts after the older ones.
            #[expect(clippy::new_without_default, reason = "each call makes a different id; a default would hide that")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// An order: what a customer wants sent.
    OrderId,
    /// A purchase: one attempt to have an account and channel ship an order.
    PurchaseId,
    /// An account: our credentials at a provider.
    AccountId,
    /// A parcel: anything that is tracked.
    ParcelId,
    /// An attempt: one call to a provider.
    AttemptId,
    /// A stored label.
    LabelId,
    /// A scan form.
    ScanFormId,
    /// Labels that were sent to a printer together.
    PrintBatchId,
    /// One job of a printer: what lies in its tray afterwards is one thing.
    PrintJobId,
    /// A process that works in a data folder, known by its lock file.
    OwnerId,
    /// This workplace.
    StationId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_ids_sort_after_older_ones() {
        let ids: Vec<String> = (0..50).map(|_| OrderId::new().to_string()).collect();
        assert!(ids.is_sorted());
        assert_eq!(ids[0].parse::<OrderId>().unwrap().to_string(), ids[0]);
    }
}
