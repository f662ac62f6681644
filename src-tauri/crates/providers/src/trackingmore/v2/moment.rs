//! Reads times. Those of events are local to their place and say no zone; those of the service itself have an offset.

use jiff::Timestamp;
use jiff::civil::DateTime;
use shipdesk_core::event::{EventTime, ZoneBasis};

/// A time in any of the forms that the service writes: `2017/8/27 16:51`, `2018-04-18 07:26:14`,
/// `2018-04-18T07:26:14+00:00`. Any other text keeps its text only.
pub(super) fn read(text: &str) -> EventTime {
    let text = text.trim();
    let instant = text.parse::<Timestamp>().ok();
    let basis = if instant.is_some() { ZoneBasis::Explicit } else { ZoneBasis::Unknown };
    EventTime { text: text.to_owned(), wall: wall(text), instant, basis }
}

/// What the clock on the wall said: a date and a time of day, whatever stands between their numbers.
pub(super) fn wall(text: &str) -> Option<DateTime> {
    let (date, time) = text.trim().split_once([' ', 'T'])?;
    let date = numbers(date, ['-', '/', '.'])?;
    // an offset and fractions are no part of it
    let time = time.trim().trim_end_matches('Z');
    let time = time.split(['+', '-', '.']).next().unwrap_or_default();
    let time = numbers(time, [':', ':', ':'])?;
    let &[year, month, day] = date.as_slice() else { return None };
    let (&[hour, minute], second) = (time.get(..2)?, time.get(2).copied().unwrap_or(0)) else { return None };
    let whole = year > 999 && time.len() <= 3;
    let small = |number: i16| i8::try_from(number).ok();
    let at = DateTime::new(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?, 0);
    at.ok().filter(|_| whole)
}

/// Whole numbers of at most four digits between these marks.
fn numbers(text: &str, between: [char; 3]) -> Option<Vec<i16>> {
    let number = |part: &str| {
        let plain = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    text.trim().split(between).map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_is_read() {
        for (text, wall) in [
            ("2017/8/27 16:51", "2017-08-27T16:51:00"),
            ("2017-08-27 16:51", "2017-08-27T16:51:00"),
            (" 2017-08-27  16:51:09 ", "2017-08-27T16:51:09"),
            ("2017-08-27T16:51:09", "2017-08-27T16:51:09"),
            ("2017.08.27 6:05:09.25", "2017-08-27T06:05:09"),
        ] {
            let at = read(text);
            assert_eq!(at.wall.unwrap().to_string(), wall, "{text}");
            assert_eq!((at.instant, at.basis, at.text.as_str()), (None, ZoneBasis::Unknown, text.trim()));
        }
        let explicit = read("2018-04-18T07:26:14+02:00");
        assert_eq!(explicit.instant.unwrap().to_string(), "2018-04-18T05:26:14Z");
        assert_eq!(explicit.wall.unwrap().to_string(), "2018-04-18T07:26:14");
        assert_eq!(explicit.basis, ZoneBasis::Explicit);
        assert_eq!(read("2018-04-18T07:26:14Z").wall.unwrap().to_string(), "2018-04-18T07:26:14");
    }

    #[test]
    fn other_texts_keep_their_text_only() {
        for text in [
            "",
            "yesterday",
            "2017-08-27",
            "27/08/2017 16:51",
            "2017-13-01 10:00",
            "2017-08-27 25:00",
            "2017-08-27 16",
            "2017-08-27 16:51:09:10",
            "17-08-27 16:51",
            "2017-08 16:51",
            "2017-08-27 1 6:51",
        ] {
            let at = read(text);
            assert_eq!((at.text.as_str(), at.wall, at.instant), (text, None, None));
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_every_text_is_kept(text in "[-0-9/:T Z+.年]{0,24}") {
            prop_assert_eq!(read(&text).text, text.trim());
        }
    }
}
