//! The states of an order, a purchase, a refund, and of a parcel's delivery.
//!
//! Each is stored and shown under its text, which never changes once released.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A text that names none of the states.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is none of the known states")]
pub struct NotAState(pub String);

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant),*
        }

        impl $name {
            /// All of them, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its text in the database, in documents and on the command line.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = NotAState;
            fn from_str(text: &str) -> Result<Self, NotAState> {
                Self::ALL.iter().copied().find(|state| state.as_str() == text).ok_or_else(|| NotAState(text.to_owned()))
            }
        }
    };
}

pub(crate) use states;

states! {
    /// Where an order stands.
    OrderState {
        /// Incomplete: something that every provider needs is missing.
        Draft = "draft",
        /// Complete, and never bought.
        Ready = "ready",
        /// A process is sending it right now.
        Submitting = "submitting",
        /// Sent, and the answer was lost: only the provider knows. Never sent again blindly.
        Unknown = "unknown",
        /// The provider has it; the label is not here yet.
        Submitted = "submitted",
        /// The label is here.
        Labelled = "labelled",
        /// The provider refused it, or does not know it. It may be tried again.
        Failed = "failed",
        /// A cancellation is asked for and not settled.
        Cancelling = "cancelling",
        /// Cancelled at the provider.
        Cancelled = "cancelled",
    }
}

states! {
    /// Where a purchase stands. `Intent` and `Sending` are both `submitting` for people: the first is
    /// committed before anything leaves, the second right before the first byte may.
    PurchaseState {
        /// Meant, and nothing has left.
        Intent = "intent",
        /// A request may have left.
        Sending = "sending",
        /// Sent, answer lost.
        Unknown = "unknown",
        /// Created at the provider, no label yet.
        Created = "created",
        /// Created, and the label is here.
        Labelled = "labelled",
        /// Refused, never sent, or not known to the provider.
        Failed = "failed",
        /// A cancellation is asked for and not settled.
        Cancelling = "cancelling",
        /// Cancelled at the provider.
        Cancelled = "cancelled",
    }
}

impl PurchaseState {
    /// What the order's state is while this is its newest purchase.
    pub fn of_order(self) -> OrderState {
        match self {
            Self::Intent | Self::Sending => OrderState::Submitting,
            Self::Unknown => OrderState::Unknown,
            Self::Created => OrderState::Submitted,
            Self::Labelled => OrderState::Labelled,
            Self::Failed => OrderState::Failed,
            Self::Cancelling => OrderState::Cancelling,
            Self::Cancelled => OrderState::Cancelled,
        }
    }
}

states! {
    /// What the provider says of the money of a cancelled purchase.
    RefundState {
        /// Not asked for.
        None = "none",
        /// Under way.
        InProgress = "in_progress",
        /// Paid back.
        Done = "done",
        /// The provider does not pay it back, and the purchase stands.
        Cannot = "cannot",
        /// Not known: the answer was lost, or nobody has asked yet.
        Unknown = "unknown",
    }
}

states! {
    /// Where a parcel stands, in the words that all providers' statuses are brought to. The provider's own
    /// code and text stay beside it; a code that no table knows is [`DeliveryStatus::Unknown`].
    DeliveryStatus {
        /// A code that no table knows.
        Unknown = "unknown",
        /// Registered, nothing asked yet.
        Pending = "pending",
        /// The source has nothing under this number.
        NotFound = "not_found",
        /// The carrier has the data, not the parcel.
        InfoReceived = "info_received",
        /// A warehouse is working on it.
        Processing = "processing",
        /// The carrier has the parcel.
        PickedUp = "picked_up",
        /// On its way.
        InTransit = "in_transit",
        /// With customs.
        Customs = "customs",
        /// On the van.
        OutForDelivery = "out_for_delivery",
        /// Waits to be collected.
        ReadyForPickup = "ready_for_pickup",
        /// A delivery was tried and failed.
        AttemptFailed = "attempt_failed",
        /// Late.
        Delayed = "delayed",
        /// Something is wrong and a person is needed.
        Exception = "exception",
        /// On its way back.
        Returning = "returning",
        /// Back at the sender or the warehouse.
        Returned = "returned",
        /// Delivered.
        Delivered = "delivered",
        /// Lost.
        Lost = "lost",
        /// Damaged.
        Damaged = "damaged",
        /// Destroyed.
        Destroyed = "destroyed",
        /// Cancelled.
        Cancelled = "cancelled",
        /// No news for so long that the source stopped asking.
        Expired = "expired",
        /// Shipped by a service without tracking: nothing more will come.
        ShippedUntracked = "shipped_untracked",
    }
}

impl DeliveryStatus {
    /// Whether nothing more is expected after it.
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::Delivered
                | Self::Returned
                | Self::Lost
                | Self::Destroyed
                | Self::Cancelled
                | Self::Expired
                | Self::ShippedUntracked
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_read_back_from_its_text() {
        for state in OrderState::ALL {
            assert_eq!(state.as_str().parse::<OrderState>().unwrap(), *state);
        }
        assert_eq!(DeliveryStatus::ALL.len(), 22);
        assert_eq!("in transit".parse::<DeliveryStatus>(), Err(NotAState("in transit".to_owned())));
    }
}
