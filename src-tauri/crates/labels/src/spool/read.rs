//! Answers of the spooler: attributes into printers and jobs. What is missing or odd takes nothing from the rest.

use super::media::{Media, MediaChoice};
use super::{JobReport, JobState, Printer, SpoolError};
use bytes::Bytes;
use ipp::attribute::{IppAttributeGroup, IppAttributes};
use ipp::model::DelimiterTag;
use ipp::parser::IppParser;
use ipp::reader::IppReader;
use ipp::value::IppValue;
use shipdesk_core::print::{PrinterState, Trouble};
use std::io::Cursor;

/// The default printer's bit in `printer-type` (CUPS).
const IS_DEFAULT: i32 = 0x2_0000;
/// The status codes from here on are refusals.
const FIRST_ERROR: i16 = 0x0400;
const NOT_FOUND: [i16; 2] = [0x0406, 0x0407];

/// What `printer-state-reasons` and `job-state-reasons` say, by how the keywords begin; worst first.
const TROUBLES: [(&str, Trouble); 22] = [
    ("media-jam", Trouble::MediaJam),
    ("media-empty", Trouble::MediaEmpty),
    ("media-needed", Trouble::MediaNeeded),
    ("input-tray-missing", Trouble::MediaNeeded),
    ("cover-open", Trouble::CoverOpen),
    ("door-open", Trouble::CoverOpen),
    ("interlock-open", Trouble::CoverOpen),
    ("marker-supply-empty", Trouble::SuppliesEmpty),
    ("toner-empty", Trouble::SuppliesEmpty),
    ("offline", Trouble::Offline),
    ("shutdown", Trouble::Offline),
    ("timed-out", Trouble::Offline),
    ("paused", Trouble::Paused),
    ("moving-to-paused", Trouble::Paused),
    ("printer-stopped", Trouble::Paused),
    ("job-canceled", Trouble::CancelledThere),
    ("aborted-by-system", Trouble::Aborted),
    ("job-aborted", Trouble::Aborted),
    ("document-format-error", Trouble::Aborted),
    ("media-low", Trouble::MediaLow),
    ("marker-supply-low", Trouble::SuppliesLow),
    ("toner-low", Trouble::SuppliesLow),
];

/// Reads an answer; a refusal becomes an error with the spooler's words.
pub(super) fn answer(bytes: Bytes) -> Result<IppAttributes, SpoolError> {
    let parsed = IppParser::new(IppReader::new(Cursor::new(bytes))).parse();
    let answer = parsed.map_err(|error| SpoolError::Lost { why: error.to_string() })?;
    let status = answer.header().operation_or_status;
    if (0..FIRST_ERROR).contains(&status) {
        return Ok(answer.attributes().clone());
    }
    let group = answer.attributes().first_of(DelimiterTag::OperationAttributes);
    let words = group.and_then(|group| text(group, "status-message"));
    let words = words.unwrap_or_else(|| format!("IPP {status:#06x}"));
    Err(if NOT_FOUND.contains(&status) {
        SpoolError::NotFound { words }
    } else {
        SpoolError::Refused { words }
    })
}

/// The printers of an answer, by name.
pub(super) fn printers(attributes: &IppAttributes) -> Vec<Printer> {
    let groups = attributes.groups_of(DelimiterTag::PrinterAttributes);
    let mut printers: Vec<Printer> = groups.filter_map(printer).collect();
    printers.sort_by(|one, other| one.name.cmp(&other.name));
    printers
}

fn printer(group: &IppAttributeGroup) -> Option<Printer> {
    let of = |name: &str| text(group, name).unwrap_or_default();
    let media = texts(group, "media-supported");
    let make_and_model = of("printer-make-and-model");
    let is_raw = make_and_model.ends_with("Raw Printer");
    let formats = texts(group, "document-format-supported");
    Some(Printer {
        name: text(group, "printer-name")?,
        info: of("printer-info"),
        location: of("printer-location"),
        state: match number(group, "printer-state") {
            Some(3) => PrinterState::Idle,
            Some(4) => PrinterState::Printing,
            _ => PrinterState::Stopped,
        },
        troubles: troubles(&texts(group, "printer-state-reasons")),
        message: of("printer-state-message"),
        accepting: flag(group, "printer-is-accepting-jobs").unwrap_or(true),
        is_default: number(group, "printer-type").is_some_and(|bits| bits & IS_DEFAULT != 0),
        default_media: text(group, "media-default").as_deref().and_then(Media::parse),
        ready_media: texts(group, "media-ready").iter().filter_map(|name| Media::parse(name)).collect(),
        takes_pages: !is_raw && formats.iter().any(|format| format == "application/pdf"),
        media: MediaChoice::read(media.iter().map(String::as_str)),
        max_copies: most(group, "copies-supported").unwrap_or(1),
        waiting: number(group, "queued-job-count").unwrap_or_default(),
        make_and_model,
    })
}

/// The number of a job that was begun.
pub(super) fn job_number(attributes: &IppAttributes) -> Result<i32, SpoolError> {
    let group = attributes.first_of(DelimiterTag::JobAttributes);
    let number = group.and_then(|group| number(group, "job-id"));
    number.ok_or_else(|| SpoolError::Lost { why: "the spooler gave no job number".into() })
}

/// What an answer says of a job.
pub(super) fn job(attributes: &IppAttributes) -> Result<JobReport, SpoolError> {
    let group = attributes.first_of(DelimiterTag::JobAttributes);
    let group =
        group.ok_or_else(|| SpoolError::Lost { why: "the spooler said nothing of the job".into() })?;
    let state = match number(group, "job-state") {
        Some(3) => JobState::Pending,
        Some(4) => JobState::Held,
        Some(5) => JobState::Processing,
        Some(6) => JobState::Stopped,
        Some(7) => JobState::Cancelled,
        Some(8) => JobState::Aborted,
        Some(9) => JobState::Completed,
        other => return Err(SpoolError::Lost { why: format!("job state {other:?}") }),
    };
    let own = texts(group, "job-state-reasons");
    let mut reasons = texts(group, "job-printer-state-reasons");
    let incoming = own.iter().any(|reason| reason == "job-incoming");
    reasons.extend(own);
    let sheets_done = number(group, "job-media-sheets-completed").unwrap_or_default();
    let started = number(group, "time-at-processing").is_some_and(|at| at > 0) || sheets_done > 0;
    let message = text(group, "job-printer-state-message").unwrap_or_default();
    Ok(JobReport { state, incoming, started, troubles: troubles(&reasons), message, sheets_done })
}

/// What keeps a printer, worst first. Keywords that are not about trouble say nothing.
fn troubles(reasons: &[String]) -> Vec<Trouble> {
    let mut found: Vec<Trouble> = TROUBLES
        .iter()
        .filter(|(keyword, _)| reasons.iter().any(|reason| reason.starts_with(keyword)))
        .map(|(_, trouble)| *trouble)
        .collect();
    found.dedup();
    let is_known = |reason: &str| TROUBLES.iter().any(|(keyword, _)| reason.starts_with(keyword));
    let says_trouble = |reason: &str| reason.ends_with("-error") || reason.ends_with("-warning");
    if reasons.iter().any(|reason| !is_known(reason) && says_trouble(reason)) {
        found.push(Trouble::Other);
    }
    found
}

fn values<'a>(group: &'a IppAttributeGroup, name: &str) -> Vec<&'a IppValue> {
    match group.get(name).map(ipp::attribute::IppAttribute::value) {
        Some(IppValue::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

fn texts(group: &IppAttributeGroup, name: &str) -> Vec<String> {
    let spoken = |value: &&IppValue| {
        let is_text = matches!(
            value,
            IppValue::Keyword(_)
                | IppValue::NameWithoutLanguage(_)
                | IppValue::NameWithLanguage { .. }
                | IppValue::TextWithoutLanguage(_)
                | IppValue::TextWithLanguage { .. }
                | IppValue::MimeMediaType(_)
                | IppValue::Uri(_)
        );
        is_text.then(|| said(value))
    };
    values(group, name).iter().filter_map(spoken).collect()
}

fn said(value: &IppValue) -> String {
    match value {
        IppValue::NameWithLanguage { name, .. } => name.to_string(),
        IppValue::TextWithLanguage { text, .. } => text.to_string(),
        other => other.to_string(),
    }
}

fn text(group: &IppAttributeGroup, name: &str) -> Option<String> {
    texts(group, name).into_iter().next()
}

fn number(group: &IppAttributeGroup, name: &str) -> Option<i32> {
    values(group, name).into_iter().find_map(|value| match value {
        IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
        _ => None,
    })
}

fn most(group: &IppAttributeGroup, name: &str) -> Option<i32> {
    values(group, name).into_iter().find_map(|value| match value {
        IppValue::RangeOfInteger { max, .. } => Some(*max),
        IppValue::Integer(number) => Some(*number),
        _ => None,
    })
}

fn flag(group: &IppAttributeGroup, name: &str) -> Option<bool> {
    values(group, name).into_iter().find_map(|value| match value {
        IppValue::Boolean(flag) => Some(*flag),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_worst_first_whatever_their_severity() {
        let read = |reasons: &[&str]| troubles(&reasons.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(read(&["none"]), []);
        assert_eq!(read(&["media-low-warning", "media-jam-report"]), [Trouble::MediaJam, Trouble::MediaLow]);
        assert_eq!(read(&["toner-empty-error", "marker-supply-empty"]), [Trouble::SuppliesEmpty]);
        assert_eq!(read(&["cups-waiting-for-job-completed", "processing-to-stop-point"]), []);
        assert_eq!(read(&["fuser-over-temp-error"]), [Trouble::Other]);
        assert_eq!(read(&["paused"]), [Trouble::Paused]);
    }

    #[test]
    fn what_is_no_answer_is_a_lost_one() {
        for bytes in [&b""[..], b"<html>", &[1, 1, 0, 0, 0, 0, 0, 1]] {
            let lost = answer(Bytes::copy_from_slice(bytes)).unwrap_err();
            assert!(matches!(lost, SpoolError::Lost { .. }), "{lost}");
        }
    }
}
