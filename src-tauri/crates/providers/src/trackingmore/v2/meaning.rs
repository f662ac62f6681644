//! What codes mean, by the table in `statuses.toml`.

use crate::spi::wording::Phrases;
use serde::Deserialize;
use shipdesk_core::status::DeliveryStatus;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    status: BTreeMap<String, DeliveryStatus>,
    substatus: BTreeMap<String, DeliveryStatus>,
    cargo: BTreeMap<String, DeliveryStatus>,
    /// Words that tell apart what one code stands for.
    text: BTreeMap<String, Phrases>,
}

const STATUSES: &str = include_str!("../statuses.toml");

// a table that cannot be read would make every status unknown; a test keeps it readable
static TABLE: LazyLock<Table> = LazyLock::new(|| toml::from_str(STATUSES).unwrap_or_default());

/// The two codes of a parcel or of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Codes {
    /// `status` or `checkpoint_status`.
    pub(super) status: Option<String>,
    /// `substatus`.
    pub(super) substatus: Option<String>,
}

impl Codes {
    /// The finer of the two, as it is kept beside the event.
    pub(super) fn raw(&self) -> Option<String> {
        self.substatus.clone().or_else(|| self.status.clone())
    }

    /// What they mean, with the words beside them. The finer one counts where it is known and belongs to the other one.
    pub(super) fn meaning(&self, words: &str) -> DeliveryStatus {
        let status = self.status.as_deref().map(key);
        let finer = self.substatus.as_deref().map(key).filter(|finer| {
            let family = finer.trim_end_matches(|c: char| c.is_ascii_digit());
            TABLE.substatus.contains_key(finer) && status.as_deref().is_none_or(|status| status == family)
        });
        let known = match (&finer, &status) {
            (Some(finer), _) => TABLE.substatus.get(finer),
            (None, Some(status)) => TABLE.status.get(status),
            (None, None) => None,
        };
        let Some(known) = known else { return DeliveryStatus::Unknown };
        let told_apart = finer.or(status).and_then(|code| TABLE.text.get(&code));
        match told_apart.map(|phrases| phrases.status(words)) {
            None | Some(DeliveryStatus::Unknown) => *known,
            Some(told) => told,
        }
    }
}

fn key(code: &str) -> String {
    code.trim().to_lowercase()
}

/// What an event of an air waybill means: a code of the airlines, alone or at the beginning.
pub(super) fn of_cargo(event: &str) -> DeliveryStatus {
    let code: String = event.trim().chars().take_while(char::is_ascii_alphanumeric).collect();
    TABLE.cargo.get(&code.to_uppercase()).copied().unwrap_or(DeliveryStatus::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use DeliveryStatus as S;

    fn meaning(status: &str, substatus: &str, words: &str) -> DeliveryStatus {
        let code = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Codes { status: code(status), substatus: code(substatus) }.meaning(words)
    }

    #[test]
    fn the_table_can_be_read() {
        let table: Table = toml::from_str(STATUSES).unwrap();
        assert_eq!((table.status.len(), table.substatus.len(), table.text.len()), (9, 30, 4));
        let known = |code: &String| table.status.contains_key(code) || table.substatus.contains_key(code);
        assert!(table.text.keys().all(known));
        let family = |code: &String| table.status.contains_key(code.trim_end_matches(char::is_numeric));
        assert!(table.substatus.keys().all(family));
        let unknown = |statuses: &BTreeMap<String, S>| statuses.values().any(|status| *status == S::Unknown);
        assert!(![table.status, table.substatus, table.cargo].iter().any(unknown));
        assert!(table.text.values().flat_map(Phrases::rules).all(|rule| !rule.any.is_empty()));
    }

    #[test]
    fn codes_mean_what_the_document_says() {
        for (status, substatus, expected) in [
            ("pending", "", S::Pending),
            ("notfound", "", S::NotFound),
            ("notfound", "notfound001", S::InfoReceived),
            ("notfound", "notfound002", S::NotFound),
            ("InfoReceived", "", S::InfoReceived),
            ("transit", "transit003", S::InTransit),
            ("pickup", "pickup002", S::ReadyForPickup),
            ("delivered", "delivered004", S::Delivered),
            ("undelivered", "", S::AttemptFailed),
            ("exception", "exception008", S::Cancelled),
            ("exception", "exception010", S::Returned),
            ("exception", "exception011", S::Returning),
            ("exception", "exception006", S::Exception),
            ("expired", "", S::Expired),
            ("", "transit001", S::InTransit),
            // an unknown hint within a known status, and one that belongs to another
            ("transit", "transit099", S::InTransit),
            ("delivered", "transit001", S::Delivered),
            ("", "transit099", S::Unknown),
            ("teleported", "", S::Unknown),
            ("teleported", "delivered001", S::Unknown),
            ("", "", S::Unknown),
        ] {
            assert_eq!(meaning(status, substatus, ""), expected, "{status} {substatus}");
        }
    }

    #[test]
    fn words_tell_apart_what_one_code_stands_for() {
        for (status, substatus, words, expected) in [
            ("pickup", "", "Out for delivery", S::OutForDelivery),
            ("pickup", "", "", S::OutForDelivery),
            ("pickup", "", "Available for pickup at the post office", S::ReadyForPickup),
            ("pickup", "", "包裹已放入快递柜，请取件", S::ReadyForPickup),
            ("pickup", "", "Not ready for pickup", S::OutForDelivery),
            ("pickup", "pickup001", "Available for pickup", S::OutForDelivery),
            ("transit", "transit001", "Picked up by the carrier", S::PickedUp),
            ("transit", "transit001", "【深圳市】已收寄", S::PickedUp),
            ("transit", "transit001", "Departed from Leipzig", S::InTransit),
            ("transit", "", "Picked up", S::InTransit),
            ("exception", "exception007", "Parcel lost", S::Lost),
            ("exception", "exception007", "包裹破损", S::Damaged),
            ("exception", "exception007", "Lost or damaged", S::Exception),
            ("exception", "exception007", "", S::Exception),
        ] {
            assert_eq!(meaning(status, substatus, words), expected, "{status} {substatus} {words}");
        }
    }

    #[test]
    fn airlines_codes_stand_alone_or_first() {
        for (event, expected) in [
            ("DEP", S::InTransit),
            ("dlv", S::Delivered),
            ("RCS - Received from shipper", S::PickedUp),
            ("Departed", S::Unknown),
            ("", S::Unknown),
        ] {
            assert_eq!(of_cargo(event), expected, "{event}");
        }
    }
}
