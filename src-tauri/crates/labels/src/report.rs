//! A document of our own on A4: headings, facts, tables, and behind them the pages of other files. Its text is drawn
//! with a font of the system, of which only the signs that stand there come along: it can be read and searched anywhere.

mod face;
mod flow;

use crate::assemble::{Book, Drawing};
use crate::check::check;
use crate::error::LabelError;
use crate::impose::Room;
pub(crate) use face::Face;
use flow::{Flow, Mark};

pub use crate::fonts::Script;

/// What is to be drawn.
#[derive(Debug)]
pub struct Report<'a> {
    /// What stands at the top of the first page.
    pub title: String,
    /// What stands at the foot of every page, before its number.
    pub foot: String,
    /// Whose signs Chinese text has.
    pub script: Script,
    /// One under the other.
    pub parts: Vec<Part>,
    /// Their pages stand behind, each on a page of its own.
    pub files: Vec<Enclosed<'a>>,
}

/// A piece of a report.
#[derive(Debug)]
pub enum Part {
    Heading(String),
    Text(String),
    /// Names and their values.
    Facts(Vec<(String, String)>),
    Table(Table),
}

/// A table; its heading stands on every page.
#[derive(Debug)]
pub struct Table {
    /// Each column's heading, and its share of the width.
    pub columns: Vec<(String, f32)>,
    pub rows: Vec<Vec<String>>,
}

/// A file whose pages are part of the report.
#[derive(Debug)]
pub struct Enclosed<'a> {
    /// What stands above each of its pages.
    pub caption: String,
    /// A PDF, PNG or JPEG.
    pub bytes: &'a [u8],
}

/// A report as it was drawn.
#[derive(Debug)]
pub struct Drawn {
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// What was wrong with files that are not enclosed, by their place.
    pub left_out: Vec<(usize, LabelError)>,
}

/// Draws a report. Equal input gives equal bytes.
///
/// # Errors
/// `NoFont` where no font of this system has the Chinese signs of its text.
pub fn report(report: &Report<'_>) -> Result<Drawn, LabelError> {
    let face = Face::for_text(&texts(report), report.script)?;
    let mut book = Book::new();
    let mut pages: Vec<Page> = written(report, &face).into_iter().map(|marks| (marks, None)).collect();
    let mut left_out = Vec::new();
    for (index, file) in report.files.iter().enumerate() {
        match check(file.bytes).and_then(|_| book.add_label(file.bytes)) {
            Ok(drawings) => pages.extend(drawings.into_iter().map(|drawing| {
                let (marks, room) = flow::captioned(&face, &file.caption);
                (marks, Some((drawing, room)))
            })),
            Err(error) => left_out.push((index, error)),
        }
    }
    let count = pages.len();
    let font = book.next();
    for (place, (mut marks, drawing)) in pages.into_iter().enumerate() {
        marks.extend(flow::foot(&face, &report.foot, &format!("{} / {count}", place + 1)));
        book.add_page(flow::PAGE, flow::draw(&face, &marks), drawing.as_slice(), Some(font));
    }
    book.add_font(font, &face);
    Ok(Drawn { pdf: book.finish(), pages: count, left_out })
}

/// What is written on a page, and what another file has for it.
type Page = (Vec<Mark>, Option<(Drawing, Room)>);

fn written(report: &Report<'_>, face: &Face) -> Vec<Vec<Mark>> {
    let mut flow = Flow::new(face);
    flow.title(&report.title);
    for part in &report.parts {
        match part {
            Part::Heading(text) => flow.heading(text),
            Part::Text(text) => flow.text(text),
            Part::Facts(facts) => flow.facts(facts),
            Part::Table(table) => flow.table(table),
        }
    }
    flow.finish()
}

/// Everything that will be written.
fn texts(report: &Report<'_>) -> String {
    // the pages' numbers
    let mut all = format!("0123456789/ {}{}", report.title, report.foot);
    for part in &report.parts {
        match part {
            Part::Heading(text) | Part::Text(text) => all += text,
            Part::Facts(facts) => all.extend(facts.iter().flat_map(|(name, value)| [&**name, value])),
            Part::Table(table) => {
                all.extend(table.columns.iter().map(|(heading, _)| &**heading));
                all.extend(table.rows.iter().flatten().map(String::as_str));
            }
        }
    }
    all.extend(report.files.iter().map(|file| &*file.caption));
    all
}
