//! A workbook (`.xlsx`) as rows of text. It is a packed file from anywhere: it is unpacked once, counted, before
//! anything is kept of it.

use super::table::{Form, MAX_CELLS, MAX_COLUMNS, Row, Rows, too_many_cells};
use super::unusable;
use calamine::{Cell, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use shipdesk_core::error::Problem;
use std::io::{self, Cursor, Read};
use std::panic::catch_unwind;
use zip::ZipArchive;

/// The most bytes that a workbook may unpack to.
const MAX_UNPACKED: u64 = 500 << 20;
/// The most that one part may grow by, above [`SMALL`].
const MAX_RATIO: u64 = 100;
/// Parts up to this size may be packed as tightly as they like.
const SMALL: u64 = 10 << 20;
/// The most parts.
const MAX_PARTS: usize = 10_000;
/// From here on a number has lost digits: spreadsheets keep fifteen.
const LOST_DIGITS: f64 = 1e15;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the first sheet that people see and that has something in it.
///
/// # Errors
/// `file.unusable` with its `reason`: not a workbook, packed too tightly, or too much.
pub(super) fn read(bytes: &[u8]) -> Result<(Form, Vec<Row>), Problem> {
    // foreign readers over foreign bytes: should one of them give up, the file is at fault and not the window
    catch_unwind(|| unpacks_within_limits(bytes).and_then(|()| first_sheet(bytes)))
        .unwrap_or_else(|gave_up| Err(broken(gave_up)))
}

fn first_sheet(bytes: &[u8]) -> Result<(Form, Vec<Row>), Problem> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in names {
        let mut rows = rows(&mut book, &name)?;
        if !rows.is_empty() {
            let merged = book.merge_cells_by_sheet_name(&name).map_err(broken)?;
            fill_merged(&mut rows, &merged)?;
            return Ok((Form { sheet: Some(name), ..Form::default() }, rows));
        }
    }
    Err(unusable("empty"))
}

/// What exactly is broken is of use to nobody at a counter, and may quote what is in a cell.
fn broken<E>(_: E) -> Problem {
    unusable("not_a_workbook")
}

fn unpacks_within_limits(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MAX_PARTS {
        return Err(unusable("packed_too_tightly"));
    }
    let mut total = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        // what a part says of its own size is not believed
        let limit = (part.compressed_size().saturating_mul(MAX_RATIO)).max(SMALL).min(MAX_UNPACKED - total);
        let unpacked = io::copy(&mut part.take(limit + 1), &mut io::sink()).map_err(broken)?;
        if unpacked > limit {
            return Err(unusable("packed_too_tightly"));
        }
        total += unpacked;
    }
    Ok(())
}

fn rows(book: &mut Book<'_>, sheet: &str) -> Result<Vec<Row>, Problem> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let padded: Vec<usize> =
        reader.styles().iter().map(|style| zeros(style.number_format.as_ref())).collect();
    let mut rows = Rows::default();
    let mut current: (usize, Vec<Box<str>>) = (0, Vec::new());
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(broken)? {
        let Some((row, column)) = place(&cell) else { continue };
        let text = shown(cell.get_value(), padded.get(style).copied().unwrap_or(0));
        if text.is_empty() {
            continue;
        }
        if row != current.0 {
            let (line, cells) = std::mem::replace(&mut current, (row, Vec::new()));
            rows.push(line, cells)?;
        }
        if column >= current.1.len() {
            current.1.resize(column + 1, Box::from(""));
        }
        current.1[column] = text.into();
    }
    rows.push(current.0, current.1)?;
    Ok(rows.rows)
}

/// The row as people count and the column from zero; `None` for a place that no sheet has.
fn place<T: calamine::CellType>(cell: &Cell<T>) -> Option<(usize, usize)> {
    let (row, column) = cell.get_position();
    let column = usize::try_from(column).ok().filter(|column| *column < MAX_COLUMNS)?;
    Some((usize::try_from(row).ok()? + 1, column))
}

/// A value of cells that are merged downwards stands once, and counts for each of their rows.
fn fill_merged(rows: &mut [Row], merged: &[Dimensions]) -> Result<(), Problem> {
    let mut filled = 0;
    for region in merged.iter().filter(|region| region.start.1 == region.end.1) {
        let (top, bottom) = (region.start.0 as usize + 1, region.end.0 as usize + 1);
        let column = region.start.1 as usize;
        let first = rows.partition_point(|row| row.line < top);
        let value =
            rows.get(first).filter(|row| row.line == top).and_then(|row| row.cells.get(column)).cloned();
        let Some(value) = value else { continue };
        for row in rows[first + 1..].iter_mut().take_while(|row| row.line <= bottom) {
            // regions may overlap and stand far to the right, as far as the file is concerned
            filled += 1 + column.saturating_sub(row.cells.len());
            if filled > MAX_CELLS {
                return Err(too_many_cells());
            }
            if row.cells.len() <= column {
                row.cells.resize(column + 1, Box::from(""));
            }
            row.cells[column].clone_from(&value);
        }
    }
    Ok(())
}

/// How many digits a number format of nothing but zeros shows at least: `00000` makes 3901 the postcode 03901.
fn zeros(format: Option<&calamine::NumberFormat>) -> usize {
    let code = format.map_or("", |format| format.format_code.as_str());
    if !code.is_empty() && code.bytes().all(|byte| byte == b'0') { code.len() } else { 0 }
}

/// What a cell shows, dates as ISO 8601, numbers with all their digits. A number that has lost digits is shown with
/// an exponent, as a spreadsheet does, which no id may have.
fn shown(value: &DataRef<'_>, digits: usize) -> String {
    match value {
        DataRef::Float(number) => number_text(*number, digits),
        DataRef::Int(number) => format!("{number:0digits$}"),
        DataRef::DateTime(moment) if moment.is_datetime() => date_text(moment),
        DataRef::DateTime(span) => number_text(span.as_f64(), 0),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn number_text(number: f64, digits: usize) -> String {
    if number.abs() >= LOST_DIGITS || !number.is_finite() {
        return format!("{number:.5E}").replace('E', "E+");
    }
    if number.fract() == 0.0 {
        return format!("{:0digits$}", number + 0.0);
    }
    // fifteen digits, as they are shown: 0.1 + 0.2 is 0.3
    let places = (14.0 - number.abs().log10().floor()).clamp(0.0, 30.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 30")]
    let text = format!("{number:.*}", places as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn date_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let (date, time) =
        (format!("{year:04}-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}:{second:02}"));
    match moment.as_f64() {
        days if days.fract() == 0.0 => date,
        days if days < 1.0 => time,
        _ => format!("{date}T{time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_with_the_digits_they_have() {
        for (number, digits, text) in [
            (3901.0, 5, "03901"),
            (123_456.0, 5, "123456"),
            (0.1 + 0.2, 0, "0.3"),
            (0.000_012_5, 0, "0.0000125"),
            (-2.50, 0, "-2.5"),
            (-0.0, 0, "0"),
            (999_999_999_999_999.0, 0, "999999999999999"),
            (1e15, 0, "1.00000E+15"),
        ] {
            assert_eq!(number_text(number, digits), text);
        }
    }

    #[test]
    fn dates_are_iso_text() {
        let date = |days| date_text(&ExcelDateTime::new(days, calamine::ExcelDateTimeType::DateTime, false));
        assert_eq!(
            [date(46_024.0), date(46_024.437_5), date(0.4375)],
            ["2026-01-02", "2026-01-02T10:30:00", "10:30:00"]
        );
    }

    #[test]
    fn merged_regions_cannot_make_a_sheet_grow_without_end() {
        let mut rows = vec![Row { line: 1, cells: vec![Box::from("A1"); 16_384] }];
        rows.extend((2..1_000).map(|line| Row { line, cells: vec![Box::from("x")] }));
        let merged = |column| Dimensions::new((0, column), (998, column));
        assert_eq!(fill_merged(&mut rows, &[merged(16_383)]), Err(too_many_cells()));
        assert_eq!(fill_merged(&mut rows, &[merged(2)]), Ok(()));
        assert_eq!(rows[998].cells[2].as_ref(), "A1");
    }
}
