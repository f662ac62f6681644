//! One line of a parcel's timeline, and how well its time is known.

use crate::status::DeliveryStatus;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How an event's instant is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneBasis {
    /// The text itself carries an offset.
    Explicit,
    /// The provider's document names the zone.
    Documented,
    /// The zone of the place where it happened.
    EventPlace,
    /// Nothing says it: there is no instant, only a wall time.
    Unknown,
}

/// When something happened: the provider's text, what its clock on the wall said, and the instant where that can be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventTime {
    /// As the provider wrote it.
    pub text: String,
    /// The wall time, where the text could be read.
    pub wall: Option<DateTime>,
    /// The instant, where the zone is known.
    pub instant: Option<Timestamp>,
    /// How the instant is known.
    pub basis: ZoneBasis,
}

impl EventTime {
    /// A wall time without a zone in the one format `YYYY-MM-DD HH:MM[:SS]`. Any other text keeps its text only.
    pub fn zoneless(text: &str) -> Self {
        let wall = DateTime::strptime("%Y-%m-%d %H:%M:%S", text)
            .or_else(|_| DateTime::strptime("%Y-%m-%d %H:%M", text))
            .ok();
        Self { text: text.to_owned(), wall, instant: None, basis: ZoneBasis::Unknown }
    }

    /// The same, or a time with its offset, such as `2020-08-21T04:54:46+08:00`, which is an instant.
    pub fn written(text: &str) -> Self {
        let read = Self::zoneless(text);
        // a blank between date and time is read too
        let explicit = text.parse::<Timestamp>().ok().zip(jiff::fmt::temporal::Pieces::parse(text).ok());
        let Some((instant, pieces)) = explicit.filter(|_| read.wall.is_none()) else { return read };
        let wall = pieces.time().map(|time| pieces.date().to_datetime(time));
        Self { wall, instant: Some(instant), basis: ZoneBasis::Explicit, ..read }
    }

    /// The same wall time, in the zone that the provider's document names.
    #[must_use]
    pub fn documented(self, offset: Offset) -> Self {
        let instant = self.wall.and_then(|wall| TimeZone::fixed(offset).to_timestamp(wall).ok());
        Self {
            instant,
            basis: if instant.is_some() { ZoneBasis::Documented } else { ZoneBasis::Unknown },
            ..self
        }
    }

    /// Orders two times: by instant where both are known, otherwise by what the wall clocks said. A time that could
    /// not be read comes before those that could.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self.instant, other.instant) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.wall.cmp(&other.wall),
        }
    }
}

/// Who saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A warehouse or a forwarder.
    Warehouse,
    /// The carrier that moves the parcel.
    Carrier,
}

impl EventKind {
    /// Its text in the database and in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warehouse => "warehouse",
            Self::Carrier => "carrier",
        }
    }
}

/// One line of a timeline as a provider told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When it happened.
    pub at: EventTime,
    /// Who saw it.
    pub kind: EventKind,
    /// What it means in our words.
    pub status: DeliveryStatus,
    /// The provider's own code, where it has one.
    pub code: Option<String>,
    /// The provider's own text.
    pub text: String,
    /// Where it happened, where that is said.
    pub location: Option<String>,
    /// Whether the source says that no more will come.
    pub last: bool,
    /// The line as the provider sent it, as JSON.
    pub raw: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zoneless_time_has_no_instant() {
        let at = EventTime::zoneless("2020-08-21 04:54:46");
        assert_eq!(at.instant, None);
        assert_eq!(at.wall.unwrap().to_string(), "2020-08-21T04:54:46");
        assert_eq!(at.basis, ZoneBasis::Unknown);
    }

    #[test]
    fn a_time_with_its_offset_is_an_instant() {
        for text in ["2020-08-21T04:54:46+08:00", "2020-08-21 04:54:46+08:00", "2020-08-21T04:54:46+0800"] {
            let at = EventTime::written(text);
            assert_eq!(at.instant.unwrap().to_string(), "2020-08-20T20:54:46Z", "{text}");
            assert_eq!(at.wall.unwrap().to_string(), "2020-08-21T04:54:46", "{text}");
            assert_eq!((at.basis, at.text.as_str()), (ZoneBasis::Explicit, text));
        }
        assert_eq!(EventTime::written("2020-08-21T04:54:46Z").basis, ZoneBasis::Explicit);
        for text in ["2020-08-21 04:54:46", "2020-08-21 04:54", "21/08/2020", ""] {
            assert_eq!(EventTime::written(text), EventTime::zoneless(text), "{text}");
        }
    }

    #[test]
    fn an_unreadable_time_keeps_its_text() {
        let at = EventTime::zoneless("21/08/2020 早上");
        assert_eq!((at.text.as_str(), at.wall), ("21/08/2020 早上", None));
    }

    #[test]
    fn a_documented_zone_gives_the_instant() {
        let at = EventTime::zoneless("2020-08-21 04:54").documented(Offset::constant(8));
        assert_eq!(at.instant.unwrap().to_string(), "2020-08-20T20:54:00Z");
        assert_eq!(at.basis, ZoneBasis::Documented);
    }

    #[test]
    fn instants_order_before_wall_times_do() {
        let early = EventTime::zoneless("2020-08-21 04:00").documented(Offset::constant(8));
        let late = EventTime::zoneless("2020-08-20 23:00").documented(Offset::constant(-8));
        assert_eq!(early.compare(&late), Ordering::Less);
        assert_eq!(EventTime::zoneless("x").compare(&early), Ordering::Less);
    }
}
