//! Reads tracking numbers that people paste or have in files: in a row, in a column, or in a table with headers.

use crate::Outcome;
use crate::documents::{Answer, NumberRead, NumbersRead, count};
use crate::import;
use crate::parcels::under;
use crate::workstation::{Workstation, on_a_thread, problem};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::recognise::{Sureness, recognise};
use shipdesk_providers::spi::provider::Provider;
use shipdesk_providers::spi::tracking::Registrations;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// The most numbers at once.
const MOST: usize = 5_000;
/// The most characters of a number.
const LONGEST: usize = 64;

/// What people call the columns.
const NUMBER: [&str; 11] = [
    "trackingnumber",
    "trackingno",
    "trackingnr",
    "number",
    "tracking",
    "awb",
    "运单号",
    "单号",
    "跟踪号",
    "快递单号",
    "運單號",
];
const CARRIER: [&str; 9] =
    ["carriercode", "carrier", "courier", "物流商", "运输商", "承运商", "快递公司", "運輸商", "承運商"];

/// A number with what stands beside it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    line: usize,
    number: String,
    carrier: Option<String>,
    fields: BTreeMap<String, String>,
}

/// All that was found, and the columns that nobody knows.
#[derive(Debug, Default, PartialEq, Eq)]
struct Reading {
    found: Vec<Found>,
    ignored: Vec<String>,
}

impl Workstation {
    /// Reads what was pasted. Nothing is sent.
    ///
    /// # Errors
    /// More numbers than can be taken at once.
    pub async fn numbers_read(&self, text: &str) -> Outcome<NumbersRead> {
        let delimiter = if text.contains('\t') { '\t' } else { ',' };
        let rows: Vec<Vec<String>> = text.lines().map(|line| cells(line, delimiter)).collect();
        let reading = match table(&rows, &self.registration_names()) {
            Some(reading) => reading,
            None => Reading { found: plain(text), ignored: Vec::new() },
        };
        self.told_numbers(reading).await
    }

    /// Reads a file: CSV, TSV or XLSX.
    ///
    /// # Errors
    /// [`ErrorCode::FileUnusable`]; more numbers than can be taken at once.
    pub async fn numbers_read_file(&self, path: &Path) -> Outcome<NumbersRead> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let from = path.to_owned();
        let names = self.registration_names();
        let read = on_a_thread(move || {
            let bytes = std::fs::read(&from).map_err(|error| {
                Problem::new(ErrorCode::FileUnusable).with("file", from.display()).with("detail", error)
            })?;
            let rows = import::rows(&name, &bytes)?;
            let cells: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.cells.iter().map(|cell| cell.trim().to_owned()).collect())
                .collect();
            let mut reading = table(&cells, &names).unwrap_or_else(|| first_column(&cells));
            for found in &mut reading.found {
                found.line = rows.get(found.line - 1).map_or(found.line, |row| row.line);
            }
            Ok(reading)
        });
        self.told_numbers(read.await?).await
    }

    async fn told_numbers(&self, reading: Reading) -> Outcome<NumbersRead> {
        let Reading { found, ignored } = reading;
        if found.len() > MOST {
            let issue =
                FieldIssue::out_of_range("tracking_number", &format!("1 … {MOST}"), &found.len().to_string());
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]));
        }
        let mut db = self.folder.read().await.map_err(problem)?;
        let (mut rows, mut seen, mut doubled) = (Vec::with_capacity(found.len()), HashSet::new(), 0);
        for one in found {
            if !seen.insert((one.number.to_uppercase(), one.carrier.clone())) {
                doubled += 1;
                continue;
            }
            let known = !under(&mut db, &[&one.number]).await.map_err(problem)?.is_empty();
            let issue = wrong("tracking_number", &one.number).map(|issue| self.words().issue(&issue));
            rows.push(NumberRead {
                line: count(one.line),
                candidates: recognise(&one.number),
                number: one.number,
                carrier: one.carrier,
                fields: one.fields,
                known,
                issue,
            });
        }
        Ok(Answer::done(NumbersRead { rows, doubled, ignored_columns: ignored }))
    }

    /// The names of all fields that registrations of any provider may have.
    fn registration_names(&self) -> Vec<&'static str> {
        let opened =
            self.providers.iter().filter_map(|registration| crate::accounts::any_account(registration));
        let columns = |provider: Box<dyn Provider>| provider.registrations().map(Registrations::columns);
        opened.filter_map(columns).flatten().collect()
    }
}

/// The number that a person gave, as it is asked about: the one place where command line and window have theirs read.
///
/// # Errors
/// [`ErrorCode::InputInvalid`] for what is no number, or several.
pub(crate) fn number(text: &str) -> Result<String, Problem> {
    number_in("tracking_number", text)
}

/// The same in another field.
///
/// # Errors
/// As [`number`].
pub(crate) fn number_in(field: &str, text: &str) -> Result<String, Problem> {
    let number = one(text);
    let issue = if number.is_empty() { Some(FieldIssue::missing(field)) } else { wrong(field, &number) };
    issue.map_or(Ok(number), |issue| Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])))
}

/// What somebody else calls a thing, as it is asked about: it may be words with blanks between them.
///
/// # Errors
/// [`ErrorCode::InputInvalid`] for nothing, and for what stands in more than a line.
pub(crate) fn reference_in(field: &str, text: &str) -> Result<String, Problem> {
    let shown = shown(text);
    let reference = shown.trim();
    let issue = match reference {
        "" => FieldIssue::missing(field),
        odd if odd.contains(char::is_control) => FieldIssue::wrong_kind(field, "text", odd),
        _ => return Ok(reference.to_owned()),
    };
    Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]))
}

/// An air waybill, however it is written.
///
/// # Errors
/// [`ErrorCode::InputInvalid`] for what is none.
pub(super) fn air_waybill(text: &str) -> Result<String, Problem> {
    waybill(&one(text)).ok_or_else(|| {
        let issue = FieldIssue::wrong_kind("track_number", "air waybill such as 016-12345675", text.trim());
        Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
    })
}

/// How a number may be kept here: an air waybill also as bare figures, which by themselves may be anybody's.
pub(super) fn forms(number: &str) -> Vec<String> {
    let mut forms = vec![number.to_owned()];
    if let Some(waybill) = waybill(number) {
        let others = [waybill.replace('-', ""), waybill].into_iter();
        forms.extend(others.filter(|form| form != number));
    }
    forms
}

/// An air waybill as it is written here: the three figures of the airline, a dash, and eight of its own. They may come
/// with a blank between them, or nothing.
fn waybill(number: &str) -> Option<String> {
    const AIRLINE: usize = 3;
    const OWN: usize = 8;
    let (airline, rest) = number.split_at_checked(AIRLINE)?;
    let own = rest.strip_prefix(['-', ' ']).unwrap_or(rest);
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (own.len() == OWN && figures(airline) && figures(own)).then(|| format!("{airline}-{own}"))
}

/// A number without what nobody sees. One with a check digit may be written in groups, and so may an air waybill.
fn one(text: &str) -> String {
    let shown = shown(text);
    let number = shown.trim();
    if let Some(waybill) = waybill(number).filter(|_| number.contains(' ')) {
        return waybill;
    }
    let joined: String = number.chars().filter(|c| *c != ' ').collect();
    if is_sure(&joined) { joined } else { number.to_owned() }
}

/// The same text in plain letters and figures, without characters that have no width.
fn shown(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    };
    let is_shown = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    text.chars().filter(is_shown).map(plain).collect()
}

fn is_sure(number: &str) -> bool {
    recognise(number).iter().any(|candidate| candidate.sure == Sureness::Checksum)
}

/// What cannot be a number of a parcel.
fn wrong(field: &str, number: &str) -> Option<FieldIssue> {
    // orders have numbers with marks in them; what stands between the numbers of a list is in none
    let odd = |c: char| !(c.is_alphanumeric() || c.is_ascii_punctuation() && !",;|".contains(c));
    match number.chars().count() {
        length if length > LONGEST => Some(FieldIssue::too_long(field, LONGEST, length)),
        _ if number.contains(odd) => Some(FieldIssue::wrong_kind(field, "letters and digits", number)),
        _ => None,
    }
}

fn cells(line: &str, delimiter: char) -> Vec<String> {
    line.split(delimiter).map(|cell| cell.trim().trim_matches('"').trim().to_owned()).collect()
}

/// A header as headers are compared.
fn folded(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Rows below a line of column names; `None` where the first line names no column of numbers.
fn table(rows: &[Vec<String>], fields: &[&'static str]) -> Option<Reading> {
    let head = rows.iter().position(|row| row.iter().any(|cell| !cell.is_empty()))?;
    let headers: Vec<String> = rows[head].iter().map(|header| folded(header)).collect();
    let number = headers.iter().position(|header| NUMBER.contains(&header.as_str()))?;
    let carrier = headers.iter().position(|header| CARRIER.contains(&header.as_str()));
    let field_of = |header: &String| fields.iter().find(|name| folded(name) == *header).copied();
    let known: Vec<Option<&str>> = headers.iter().map(field_of).collect();
    let is_ignored = |at: &usize| *at != number && Some(*at) != carrier && known[*at].is_none();
    let ignored = (0..headers.len()).filter(is_ignored).map(|at| rows[head][at].clone());
    let ignored = ignored.filter(|header| !header.is_empty()).collect();
    let mut found = Vec::new();
    for (line, row) in rows.iter().enumerate().skip(head + 1) {
        let cell = |at: usize| row.get(at).filter(|cell| !cell.is_empty()).cloned();
        let Some(its_number) = cell(number) else { continue };
        let fields = known.iter().enumerate();
        let fields = fields.filter_map(|(at, name)| Some(((*name)?.to_owned(), cell(at)?))).collect();
        found.push(Found {
            line: line + 1,
            number: bare(&its_number),
            carrier: carrier.and_then(cell),
            fields,
        });
    }
    Some(Reading { found, ignored })
}

/// A file without headers: its first column.
fn first_column(rows: &[Vec<String>]) -> Reading {
    let first = |(line, row): (usize, &Vec<String>)| {
        let number = row.iter().find(|cell| !cell.is_empty())?;
        Some(Found { line: line + 1, number: bare(number), ..Found::default() })
    };
    Reading { found: rows.iter().enumerate().filter_map(first).collect(), ignored: Vec::new() }
}

/// Numbers with anything between them. A line that is one number with blanks in it stays one.
fn plain(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (line, written) in text.lines().enumerate() {
        let whole = bare(written);
        let parts = written.split(|c: char| c.is_whitespace() || ",;|，；、/".contains(c));
        let parts: Vec<String> = parts.map(bare).filter(|part| !part.is_empty()).collect();
        let one = parts.len() > 1 && is_sure(&whole) && !parts.iter().any(|part| is_sure(part));
        let numbers = if one { vec![whole] } else { parts };
        found.extend(numbers.into_iter().map(|number| Found { line: line + 1, number, ..Found::default() }));
    }
    found
}

/// The numbers that stand in a text without column names.
pub(crate) fn numbers(text: &str) -> Vec<String> {
    plain(text).into_iter().map(|found| found.number).collect()
}

/// A number without blanks, quotes and the marks of lists around it.
fn bare(text: &str) -> String {
    let plain: String = shown(text).chars().filter(|c| !c.is_whitespace()).collect();
    plain.trim_matches(|c: char| "\"'“”()（）[]【】:：.。#".contains(c)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_apart_by_whatever_people_put_between_them() {
        assert_eq!(numbers("AB1, AB2;AB3\nAB4、AB5 | “AB6”"), ["AB1", "AB2", "AB3", "AB4", "AB5", "AB6"]);
        assert_eq!(numbers("\n  \n"), Vec::<String>::new());
    }

    #[test]
    fn a_number_with_blanks_in_it_stays_one_where_its_check_digit_says_so() {
        assert_eq!(numbers("RR 473 124 829 CN"), ["RR473124829CN"]);
        assert_eq!(numbers("RR473124829CN RR473124829CN").len(), 2);
    }

    #[test]
    fn a_number_is_read_alike_however_it_was_written() {
        for text in [
            "AB12",
            " AB12\n",
            "\u{feff}AB12\u{200b}",
            "\u{200e}ＡＢ１２\u{3000}",
            "AB\u{2060}12",
            "\u{a0}AB12\t",
        ] {
            assert_eq!(number(text).as_deref(), Ok("AB12"), "{text:?}");
            assert_eq!(numbers(text), ["AB12"], "{text:?}");
        }
        assert_eq!(number("ＲＲ 473 124 829 CN").as_deref(), Ok("RR473124829CN"));
        assert_eq!(number("016-12345675").as_deref(), Ok("016-12345675"));
    }

    #[test]
    fn an_air_waybill_is_three_figures_and_eight_however_they_are_written() {
        for text in ["016-12345675", "01612345675", "016 12345675", " ０１６-12345675\u{200b}"] {
            assert_eq!(air_waybill(text).as_deref(), Ok("016-12345675"), "{text:?}");
        }
        for text in [
            "016-1234567",
            "016-123-45675",
            "O16-12345675",
            "0161-2345675",
            "",
            "016--12345675",
            "é16-12345675",
        ] {
            assert_eq!(air_waybill(text).unwrap_err().fields[0].path, "track_number", "{text:?}");
        }
        assert_eq!(number("016 12345675").as_deref(), Ok("016-12345675"));
        assert_eq!(number("01612345675").as_deref(), Ok("01612345675"), "it may be anybody's");
        assert_eq!(forms("01612345675"), ["01612345675", "016-12345675"]);
        assert_eq!(forms("016-12345675"), ["016-12345675", "01612345675"]);
        assert_eq!(forms("AB12"), ["AB12"]);
    }

    #[test]
    fn a_reference_may_have_blanks_in_it() {
        assert_eq!(reference_in("reference", " shop 77\u{200b}").as_deref(), Ok("shop 77"));
        for text in ["", " \u{feff}", "shop\n77"] {
            assert_eq!(reference_in("reference", text).unwrap_err().fields[0].path, "reference", "{text:?}");
        }
    }

    #[test]
    fn what_is_several_numbers_or_none_is_refused() {
        let refused = |text: &str| {
            let error = number(text).unwrap_err();
            (error.code.exit(), error.fields[0].path.clone())
        };
        let long = "1".repeat(LONGEST + 1);
        for text in
            ["", " \u{200b}", "A,B", "A，B", "A B", "A\nB", "A\u{0}B", "A\u{7}", "A;B", "A、B", "A|B", &long]
        {
            assert_eq!(refused(text), (2, "tracking_number".to_owned()), "{text:?}");
        }
    }

    #[test]
    fn a_table_names_its_columns() {
        let rows: Vec<Vec<String>> =
            ["Tracking Number,Carrier code,Title,Colour", "AB1,usps,shoes,red", ",usps,,", "AB2,,,"]
                .iter()
                .map(|line| cells(line, ','))
                .collect();
        let reading = table(&rows, &["title", "order_id"]).unwrap();
        assert_eq!(reading.ignored, ["Colour"]);
        let read: Vec<_> =
            reading.found.iter().map(|row| (row.line, row.number.as_str(), row.carrier.as_deref())).collect();
        assert_eq!(read, [(2, "AB1", Some("usps")), (4, "AB2", None)]);
        assert_eq!(reading.found[0].fields["title"], "shoes");
        assert_eq!(table(&[vec!["AB1".to_owned()]], &[]), None);
    }
}
