//! For whom a text is made: the language, the moment and the time zone.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shipdesk_app::documents::ErrorDocument;
use shipdesk_app::words::Words;
use shipdesk_core::clock::{Clock, SystemClock, age};

/// A person before the screen.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) words: Words,
    now: Timestamp,
    zone: TimeZone,
}

impl Reader {
    /// Somebody here and now.
    pub(crate) fn new(words: Words) -> Self {
        Self { words, now: SystemClock.now(), zone: TimeZone::system() }
    }

    /// A text of the command line's own.
    pub(crate) fn say(&self, key: &str, params: &[(&str, &str)]) -> String {
        self.words.text(key, params)
    }

    /// An instant as the clock on the wall shows it; a text that is none stays as it is.
    pub(crate) fn time(&self, instant: &str) -> String {
        let Ok(at) = instant.parse::<Timestamp>() else { return instant.to_owned() };
        at.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// How long ago an instant was, in its largest unit.
    pub(crate) fn age(&self, instant: &str) -> String {
        let Ok(at) = instant.parse::<Timestamp>() else { return String::new() };
        let seconds = age(self.now, at).as_secs();
        let (count, key) = match seconds {
            0..60 => (seconds, "seconds"),
            60..3600 => (seconds / 60, "minutes"),
            3600..86_400 => (seconds / 3600, "hours"),
            _ => (seconds / 86_400, "days"),
        };
        self.say(key, &[("count", &count.to_string())])
    }
}

/// An error: what happened and the next step, in one paragraph.
pub(crate) fn paragraph(error: &ErrorDocument) -> String {
    // full-width punctuation brings its own gap
    let gap = if error.message.ends_with('。') { "" } else { " " };
    format!("{}{gap}{}", error.message, error.next_step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shipdesk_app::words::Language;

    fn reader(language: Language) -> Reader {
        let now = "2026-03-02T10:00:00Z".parse().unwrap();
        Reader { words: Words::new(language), now, zone: TimeZone::UTC }
    }

    #[test]
    fn ages_are_told_in_their_largest_unit() {
        let reader = reader(Language::En);
        let ages =
            ["2026-03-02T09:59:18Z", "2026-03-02T09:55:00Z", "2026-03-02T07:30:00Z", "2026-02-20T10:00:00Z"]
                .map(|instant| reader.age(instant));
        assert_eq!(ages, ["42 s", "5 min", "2 h", "10 d"]);
        assert_eq!(reader.age("2026-03-02T11:00:00Z"), "0 s", "a clock set back");
        assert_eq!(reader.age("yesterday"), "");
    }

    #[test]
    fn times_are_those_of_the_wall() {
        assert_eq!(reader(Language::ZhCn).time("2026-03-02T09:59:18.120Z"), "2026-03-02 09:59");
        assert_eq!(reader(Language::ZhCn).time("Monday"), "Monday");
    }
}
