//! TrackingMore: follows registered parcels at hundreds of carriers by itself, and knows carriers and lanes.
//!
//! [`account`] is the service opened for one account; how it writes and reads each call stands in [`v2`], the version of
//! the API that the document describes, so that another version can stand beside it. `statuses.toml` says what its
//! codes mean, `carriers.toml` which carriers want more than a number. README.md has the document, the limits and the
//! oddities.

mod account;
mod descriptor;
mod v2;

use crate::spi::descriptor::Registration;

/// The service.
pub(crate) const PROVIDERS: &[&Registration] =
    &[&Registration { descriptor: &descriptor::TRACKINGMORE, open: account::open }];

#[cfg(test)]
mod tests;
