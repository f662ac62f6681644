//! What a warehouse knows of codes and words that our tables do not: `statuses.toml` in the data folder.
//!
//! ```toml
//! [[status]]
//! provider = "acme"
//! code = "XQ7"              # or: text = "held for inspection", a part of the line's words
//! status = "customs"
//! ```
//!
//! Only lines that are `unknown` otherwise take anything from it, and a source's word for the whole parcel of which nothing
//! is known otherwise; a word is looked for by `text`.

use serde::Deserialize;
use shipdesk_core::event::Event;
use shipdesk_core::status::DeliveryStatus;
use shipdesk_providers::spi::tracking::Tracked;
use std::path::Path;

const FILE: &str = "statuses.toml";

/// The file, read.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Statuses {
    #[serde(default)]
    status: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    provider: String,
    code: Option<String>,
    text: Option<String>,
    status: DeliveryStatus,
}

impl Statuses {
    /// Reads the file of a folder; none is an empty one.
    ///
    /// # Errors
    /// What is wrong with the file, and where.
    pub(crate) fn of(folder: &Path) -> Result<Self, String> {
        match std::fs::read_to_string(folder.join(FILE)) {
            Ok(text) => toml::from_str(&text).map_err(|error| format!("{FILE}: {error}")),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(format!("{FILE}: {error}")),
        }
    }

    /// Gives lines and words that nobody understood what the file says of them.
    pub(crate) fn explain(&self, provider: &str, tracked: &mut Tracked) {
        let its = || self.status.iter().filter(|row| row.provider == provider);
        for event in tracked.events.iter_mut().filter(|event| event.status == DeliveryStatus::Unknown) {
            if let Some(row) = its().find(|row| row.fits(event)) {
                event.status = row.status;
            }
        }
        let silent = tracked.events.iter().all(|event| event.status == DeliveryStatus::Unknown);
        if let Some(said) = tracked.said.as_deref().filter(|_| silent && tracked.status.is_none()) {
            tracked.status = its().find(|row| row.names(said)).map(|row| row.status);
        }
    }
}

impl Row {
    fn fits(&self, event: &Event) -> bool {
        let code = self.code.as_ref().is_some_and(|code| {
            event.code.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(code.trim()))
        });
        code || self.names(&event.text)
    }

    /// Whether words have its text in them.
    fn names(&self, words: &str) -> bool {
        let text = self.text.as_deref().unwrap_or_default().trim().to_lowercase();
        !text.is_empty() && words.to_lowercase().contains(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DeliveryStatus as S;
    use shipdesk_core::event::{EventKind, EventTime};

    fn event(code: &str, text: &str, status: DeliveryStatus) -> Event {
        Event {
            at: EventTime::zoneless("2026-03-01 10:00"),
            kind: EventKind::Carrier,
            status,
            code: Some(code.to_owned()),
            text: text.to_owned(),
            location: None,
            last: false,
            raw: "{}".to_owned(),
        }
    }

    #[test]
    fn only_what_nobody_understood_is_explained() {
        let folder = tempfile::tempdir().unwrap();
        let file = "[[status]]\nprovider = \"acme\"\ncode = \"xq7\"\nstatus = \"customs\"\n\n[[status]]\nprovider = \"acme\"\ntext = \"held for inspection\"\nstatus = \"exception\"\n";
        std::fs::write(folder.path().join(FILE), file).unwrap();
        let table = Statuses::of(folder.path()).unwrap();
        let events = vec![
            event("XQ7", "?", DeliveryStatus::Unknown),
            event("XQ7", "?", DeliveryStatus::Delivered),
            event("ZZ", "Parcel HELD for inspection", DeliveryStatus::Unknown),
            event("ZZ", "else", DeliveryStatus::Unknown),
        ];
        let mut tracked = Tracked { events, said: Some("Held for inspection".into()), ..Tracked::default() };
        table.explain("acme", &mut tracked);
        let statuses: Vec<_> = tracked.events.iter().map(|event| event.status).collect();
        assert_eq!(statuses, [S::Customs, S::Delivered, S::Exception, S::Unknown]);
        assert_eq!(tracked.status, None, "the lines say it");
        let mut other = Tracked { events: vec![event("XQ7", "?", S::Unknown)], ..Tracked::default() };
        table.explain("other", &mut other);
        assert_eq!(other.events[0].status, S::Unknown, "another provider's code");
        let mut wordy = Tracked { events: Vec::new(), ..tracked };
        table.explain("other", &mut wordy);
        assert_eq!(wordy.status, None, "another provider's word");
        table.explain("acme", &mut wordy);
        assert_eq!(wordy.status, Some(S::Exception));
        wordy.status = Some(S::Customs);
        table.explain("acme", &mut wordy);
        assert_eq!(wordy.status, Some(S::Customs), "what is known stays");
    }

    #[test]
    fn a_file_that_cannot_be_read_says_where() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "[[status]]\nprovider = \"acme\"\nstatus = \"there\"\n")
            .unwrap();
        let told = Statuses::of(folder.path()).unwrap_err();
        assert!(told.contains("statuses.toml") && told.contains("line 3"), "{told}");
        assert!(Statuses::of(Path::new("/nowhere")).unwrap().status.is_empty());
    }
}
