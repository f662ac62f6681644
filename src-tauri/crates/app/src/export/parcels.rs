//! Parcels as a table, a row a parcel, for whoever asked about many at once. The headings are in the reader's language;
//! the status stands there in words and as its code, by which programs know it.

use super::table::{self, Cell, TableFile};
use crate::documents::ParcelRow;
use crate::words::Words;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::error::Problem;

/// The last place on earth where a clock shows a time is twelve hours behind UTC.
const LATEST: SignedDuration = SignedDuration::from_hours(12);
/// The keys of the headings, in the order of [`cells`].
const HEADINGS: [&str; 12] = [
    "number",
    "order_no",
    "carrier",
    "country",
    "status",
    "status_code",
    "last_event_at",
    "last_event",
    "days_silent",
    "sources",
    "asked_at",
    "pods",
];

/// The table as bytes.
///
/// # Errors
/// `file.unusable` where a workbook cannot hold it.
pub(crate) fn parcels(
    kind: TableFile,
    rows: &[ParcelRow],
    words: Words,
    now: Timestamp,
) -> Result<Vec<u8>, Problem> {
    let headings: Vec<String> =
        HEADINGS.iter().map(|key| words.text(&format!("parcel_table.{key}"), &[])).collect();
    let lines = rows.iter().map(|row| cells(row, words, now));
    match kind {
        TableFile::Csv => Ok(table::csv(&headings, lines)),
        TableFile::Xlsx => table::xlsx(&headings, lines),
    }
}

fn cells<'a>(row: &'a ParcelRow, words: Words, now: Timestamp) -> Vec<Cell<'a>> {
    let asked = row.fetched_at.as_deref().map(time).unwrap_or_default();
    let cells: [Cell<'a>; HEADINGS.len()] = [
        Cell::text_of(&row.number),
        Cell::maybe(row.order_no.as_ref()),
        Cell::maybe(row.carrier.as_ref()),
        Cell::text_of(&row.country),
        Cell::text_of(words.status(row.status)),
        Cell::text_of(row.status.as_str()),
        Cell::Text(row.last_event_at.as_deref().map(time).unwrap_or_default().into()),
        Cell::text_of(&row.last_text),
        Cell::measured(days_silent(row, now)),
        Cell::Text(row.sources.join(", ").into()),
        Cell::Text(asked.into()),
        Cell::measured(Some(row.pods)),
    ];
    cells.into()
}

/// A known instant as the clock here shows it, with its zone; the time on another place's wall has none.
fn time(told: &str) -> String {
    if let Ok(at) = told.parse::<Timestamp>() {
        return at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M %:z").to_string();
    }
    let wall = told.parse::<DateTime>().map(|wall| wall.strftime("%Y-%m-%d %H:%M").to_string());
    wall.unwrap_or_else(|_| told.to_owned())
}

/// Whole days that have certainly passed since the newest line, of a parcel of which more is expected.
fn days_silent(row: &ParcelRow, now: Timestamp) -> Option<i64> {
    let told = row.last_event_at.as_deref().filter(|_| !row.is_final)?;
    let at = told.parse::<Timestamp>().ok().or_else(|| {
        let wall = told.parse::<DateTime>().ok()?;
        wall.to_zoned(TimeZone::UTC).ok()?.timestamp().checked_add(LATEST).ok()
    })?;
    Some(now.duration_since(at).as_hours().div_euclid(24).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use shipdesk_core::status::DeliveryStatus;

    const NOW: &str = "2026-03-12T10:00:00Z";

    fn row(number: &str, at: Option<&str>) -> ParcelRow {
        ParcelRow {
            number: number.to_owned(),
            order_no: Some("0010".to_owned()),
            carrier: None,
            recipient: "Pam P.".to_owned(),
            country: "US".to_owned(),
            status: DeliveryStatus::Customs,
            is_final: false,
            last_event_at: at.map(str::to_owned),
            last_text: "=HYPERLINK(\"http://x.test\")".to_owned(),
            fetched_at: None,
            sources: vec!["main".to_owned(), "more".to_owned()],
            pods: 2,
        }
    }

    fn csv(rows: &[ParcelRow], language: Language) -> Vec<Vec<String>> {
        let bytes = parcels(TableFile::Csv, rows, Words::new(language), NOW.parse().unwrap()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.strip_prefix('\u{FEFF}').expect("spreadsheets know it by the mark").as_bytes());
        reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_parcel_is_a_row_of_which_nothing_computes() {
        let lines = csv(&[row("-9400", Some("2026-03-02T09:30:00"))], Language::En);
        assert_eq!(lines[0][0..6], ["Number", "Order", "Carrier", "To", "Status", "Status code"]);
        let rest = ["2026-03-02 09:30", "'=HYPERLINK(\"http://x.test\")", "9", "main, more", "", "2"];
        let first = ["'-9400", "0010", "", "US", "In customs", "customs"];
        assert_eq!(lines[1], [first, rest].concat());
    }

    #[test]
    fn headings_and_status_are_in_the_readers_language() {
        let lines = csv(&[row("1", None)], Language::ZhCn);
        assert_eq!((lines[0][0].as_str(), lines[1][4].as_str()), ("运单号", "清关中"));
        assert_eq!(lines[1][5], "customs");
    }

    #[test]
    fn days_are_counted_that_have_certainly_passed() {
        let days = |at, is_final| {
            let row = ParcelRow { is_final, ..row("1", at) };
            days_silent(&row, NOW.parse().unwrap())
        };
        assert_eq!(days(Some("2026-03-11T10:00:00Z"), false), Some(1));
        assert_eq!(days(Some("2026-03-11T10:00:01Z"), false), Some(0));
        // by the clock of a place whose zone nobody knows it may be twelve hours less
        assert_eq!(days(Some("2026-03-11T10:00:00"), false), Some(0));
        assert_eq!(days(Some("2026-03-10T22:00:00"), false), Some(1));
        assert_eq!(days(Some("2026-03-14T10:00:00Z"), false), Some(0), "a clock that is ahead");
        assert_eq!(days(Some("2026-01-01T10:00:00Z"), true), None, "no more is expected");
        assert_eq!(days(Some("Monday"), false), None);
        assert_eq!(days(None, false), None);
    }

    #[test]
    fn a_workbook_has_the_same_cells() {
        let rows = [row("00340434292135100186", Some("2026-03-02T09:30:00"))];
        let bytes = parcels(TableFile::Xlsx, &rows, Words::new(Language::En), NOW.parse().unwrap()).unwrap();
        assert!(bytes.starts_with(b"PK"));
        let sheet = crate::import::read("p.xlsx", &bytes, None).unwrap();
        assert_eq!(sheet.rows.len(), 1);
    }
}
