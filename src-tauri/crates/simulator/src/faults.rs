//! The fault dial: what goes wrong, how often, and where.
//!
//! Which requests are hit follows from the seed and a count alone, so a failing run can be repeated.

use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::dice;

/// A way in which an answer goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// The request is carried out, then the connection is reset without an answer.
    AnswerLost,
    /// The request is carried out, then the connection stays open without an answer for 120 s.
    Hang,
    /// A web page with status 500; nothing is carried out.
    #[serde(rename = "page-500")]
    Page500,
    /// The request is carried out, then a web page with status 500.
    #[serde(rename = "page-500-late")]
    Page500Late,
    /// The request is carried out; a PHP warning and a byte order mark stand before the JSON.
    JunkBefore,
    /// The request is carried out; the answer stops in the middle, with the length of what is left.
    HalfJson,
    /// The provider's own refusal (the Dingcang platform: code 400, the carrier's service is unavailable); nothing is
    /// carried out.
    Refused,
    /// The order's label is not ready for the next 6 s. An order meets this once.
    LateLabel,
    /// The address of a label or of a proof of delivery serves a web page.
    HtmlLabel,
    /// Half of the channels (always the same half) give no price.
    ChannelDown,
    /// A third of the channels (always the same third) take 3 s to 20 s for a price.
    ChannelSlow,
    /// Status 429 with `Retry-After: 2`; nothing is carried out.
    RateLimit,
    /// The request is carried out; the answer comes byte by byte over about 3 s.
    SlowDrip,
}

/// What [`Fault::call`] names to reach the files (labels, forms, proofs of delivery) instead of a call.
pub const FILES: &str = "files";

impl FaultKind {
    /// Whether the fault, with no call named, can happen to this one.
    fn concerns(self, call: &str) -> bool {
        match self {
            Self::HtmlLabel => call == FILES,
            Self::ChannelDown | Self::ChannelSlow => call == "getprice.php",
            Self::LateLabel => {
                ["interface.api.php", "multicreateorder.php", "fetchlabel.php", "multifetchlabels.php"]
                    .contains(&call)
            }
            _ => call != FILES,
        }
    }
}

/// One entry of the dial. Its text form is `KIND=PERCENT` or `KIND@CALL=PERCENT`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What happens.
    pub kind: FaultKind,
    /// How many of a hundred requests are hit, 0 to 100.
    pub percent: u8,
    /// Only this call: a script such as `interface.api.php`, an action such as `isp.order.query`, the end of a path such
    /// as `trackings/batch`, `trackings/item/get` or `logistics/detail/get`, or [`FILES`].
    #[serde(default)]
    pub call: Option<String>,
    /// No more hits after this many.
    #[serde(default)]
    pub times: Option<u32>,
}

/// A text that is no [`Fault`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultParseError {
    /// There is no `=`.
    #[error("`{0}` is not KIND=PERCENT")]
    Form(String),
    /// The kind is not known.
    #[error("`{0}` is not a kind of fault")]
    Kind(String),
    /// The share is not a whole number from 0 to 100.
    #[error("`{0}` is not a percentage from 0 to 100")]
    Percent(String),
}

impl FromStr for Fault {
    type Err = FaultParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (what, percent) = text.split_once('=').ok_or_else(|| FaultParseError::Form(text.to_owned()))?;
        let (kind, call) = what.split_once('@').map_or((what, None), |(kind, call)| (kind, Some(call)));
        let known =
            serde_json::from_value(kind.into()).map_err(|_| FaultParseError::Kind(kind.to_owned()))?;
        let share = percent.parse().ok().filter(|share| *share <= 100);
        let percent = share.ok_or_else(|| FaultParseError::Percent(percent.to_owned()))?;
        Ok(Self { kind: known, percent, call: call.map(str::to_owned), times: None })
    }
}

/// The dial of a running server.
#[derive(Debug)]
pub(crate) struct Dial {
    seed: u64,
    entries: Mutex<Vec<Entry>>,
}

#[derive(Debug)]
struct Entry {
    fault: Fault,
    met: u64,
    hits: u32,
}

impl Dial {
    pub(crate) fn new(seed: u64, faults: Vec<Fault>) -> Self {
        let dial = Self { seed, entries: Mutex::default() };
        dial.replace(faults);
        dial
    }

    /// Sets the dial anew; all counts begin again.
    pub(crate) fn replace(&self, faults: Vec<Fault>) {
        let anew = faults.into_iter().map(|fault| Entry { fault, met: 0, hits: 0 }).collect();
        *self.entries.lock().unwrap_or_else(PoisonError::into_inner) = anew;
    }

    /// What happens to the next request of `call`, in the order of the dial.
    pub(crate) fn strike(&self, call: &str) -> Vec<FaultKind> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let mut struck = Vec::new();
        for (entry, place) in entries.iter_mut().zip(0_u64..) {
            let Fault { kind, percent, call: only, times } = &entry.fault;
            if !only.as_deref().map_or_else(|| kind.concerns(call), |only| only == call) {
                continue;
            }
            entry.met += 1;
            let chance = dice::roll(self.seed, &[&place.to_string(), &entry.met.to_string()]) % 100;
            if chance < u64::from(*percent) && times.is_none_or(|times| entry.hits < times) {
                entry.hits += 1;
                struck.push(*kind);
            }
        }
        struck
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form() {
        let fault: Fault = "page-500@cancel.php=25".parse().unwrap();
        let call = Some("cancel.php".to_owned());
        assert_eq!(fault, Fault { kind: FaultKind::Page500, percent: 25, call, times: None });
        assert_eq!("slow-drip=7".parse::<Fault>().unwrap().kind, FaultKind::SlowDrip);
        assert_eq!("hang".parse::<Fault>(), Err(FaultParseError::Form("hang".into())));
        assert_eq!("fire=1".parse::<Fault>(), Err(FaultParseError::Kind("fire".into())));
        assert_eq!("hang=101".parse::<Fault>(), Err(FaultParseError::Percent("101".into())));
    }

    #[test]
    fn the_share_holds_and_repeats() {
        let run = || {
            let dial = Dial::new(9, vec!["hang=30".parse().unwrap()]);
            (0..1000).map(|_| dial.strike("cancel.php").len()).collect::<Vec<_>>()
        };
        let hits = run().iter().sum::<usize>();
        assert!((250..350).contains(&hits), "{hits} of 1000");
        assert_eq!(run(), run());
    }

    #[test]
    fn times_and_calls_limit() {
        let fault = Fault { times: Some(2), ..Fault::from_str("hang@a.php=100").unwrap() };
        let dial = Dial::new(1, vec![fault]);
        let hits = ["b.php", "a.php", "a.php", "a.php"].map(|call| dial.strike(call).len());
        assert_eq!(hits, [0, 1, 1, 0]);
    }
}
