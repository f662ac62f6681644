//! The platform 世通 behind two hosts, 丁仓 and 小丁物流 `DingExpress`: one implementation, two descriptors.
//!
//! [`order`] writes our order in the platform's fields, [`envelope`] reads its four envelopes into one item, and one file
//! for each group of calls reads what stands in there. The platform states neither a currency nor a time zone nor a code
//! for why it refuses: the account says the first, events keep their wall time, and the table of [`phrases`] decides
//! what a refusal means. README.md beside this file has the document, the limits and the oddities.

mod account;
mod cancel;
mod create;
mod descriptor;
mod envelope;
mod events;
mod fees;
mod labels;
mod order;
mod phrases;
mod platform;

use crate::spi::descriptor::Registration;

/// The two hosts.
pub(crate) const PROVIDERS: &[&Registration] = &[
    &Registration {
        descriptor: &descriptor::DINGCANG,
        open: |credentials| platform::open(&descriptor::DINGCANG, credentials),
    },
    &Registration {
        descriptor: &descriptor::DINGEXPRESS,
        open: |credentials| platform::open(&descriptor::DINGEXPRESS, credentials),
    },
];

#[cfg(test)]
mod tests;
