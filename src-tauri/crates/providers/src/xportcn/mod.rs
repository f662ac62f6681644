//! Xportcn: follows what was bought on Chinese marketplaces to our door.
//!
//! [`sign`] makes the signature, which no document of the provider's own describes, [`purchase`] reads the one call.
//! README.md beside this file has the document, the oddities and what is unconfirmed.

mod account;
mod descriptor;
mod purchase;
mod sign;

use crate::spi::descriptor::Registration;

/// The provider.
pub(crate) const PROVIDERS: &[&Registration] =
    &[&Registration { descriptor: &descriptor::XPORTCN, open: account::open }];

#[cfg(test)]
mod tests;
