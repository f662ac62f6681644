//! What was found, as documents.

use super::{ForeignOrderRow, OrderRow, OrderSummary, ParcelRow};
use serde::Serialize;

/// Something that was found, as the window shows it.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FindHit {
    /// An order.
    Order {
        /// As lists show it.
        order: Box<OrderRow>,
    },
    /// A parcel.
    Parcel {
        /// As lists show it.
        parcel: Box<ParcelRow>,
    },
    /// An order that was made at a provider.
    ForeignOrder {
        /// As lists show it.
        order: Box<ForeignOrderRow>,
    },
}

/// Something that was found, as scripts read it: with `kind`, and else as in its own list.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Found {
    /// An order.
    Order(Box<OrderSummary>),
    /// A parcel that is no found order's.
    Parcel(Box<ParcelRow>),
    /// An order that was made at a provider.
    ForeignOrder(Box<ForeignOrderRow>),
}
