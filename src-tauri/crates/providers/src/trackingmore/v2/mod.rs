//! Version 2 of the API: every call as it is written and read.
//!
//! [`envelope`] is the outside of an answer and what its codes mean, [`several`] the result for each parcel of a call
//! over several, [`parcel`] a parcel with its timeline, [`fields`] what a registration may say.

mod cargo;
mod carriers;
mod counts;
mod envelope;
mod fields;
mod lanes;
mod listing;
mod meaning;
mod moment;
mod parcel;
mod service;
mod several;

pub(super) use service::Service;
