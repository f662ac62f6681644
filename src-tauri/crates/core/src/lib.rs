//! The trade's own types: orders and boxes, parties, money and measures, numbers and ids,
//! statuses, errors, the clock. No I/O: nothing here opens a file, a socket or a database.
//!
//! One thing has one name, the same in Rust, SQL, on screen and on the command line:
//! an **order** is what a customer wants sent, a **box** is one carton of it, a **purchase** is one
//! attempt to have an account and channel ship it, a **parcel** is anything that is tracked.
#![deny(missing_docs)]

pub mod charge;
pub mod clock;
pub mod country;
pub mod decimal;
pub mod error;
pub mod event;
pub mod id;
pub mod measure;
pub mod money;
pub mod order;
pub mod postcode;
pub mod print;
pub mod recognise;
pub mod secret;
pub mod status;
pub mod text;
