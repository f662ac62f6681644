//! 万邑通 Winit's open platform: one address, one signed envelope, an action a call.
//!
//! [`sign`] makes the two signatures over the bytes that are sent, [`envelope`] reads the answer's outside, [`trace`]
//! and [`isp`] what stands in it, [`probe`] what a refusal tells of our keys and clock. README.md beside this file has
//! the documents, the limits and the oddities.

mod account;
mod descriptor;
mod envelope;
mod isp;
mod probe;
mod sign;
mod trace;

use crate::spi::descriptor::Registration;

/// The platform.
pub(crate) const PROVIDERS: &[&Registration] =
    &[&Registration { descriptor: &descriptor::WINIT, open: account::open }];

#[cfg(test)]
mod tests;
