//! A small PDF writer: sheets to pages, text in an embedded Type 3 font made of the pixel font.
//!
//! The text stays text (it can be searched and copied), and no viewer needs a font of its own.

use std::fmt::Write as _;

use super::font::{ADVANCE, GLYPHS, ROWS};
use super::{DPI, Sheet};

/// A sheet on a page of a document.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) sheet: Sheet,
    /// The size of the paper as it is seen, in points.
    pub(crate) size: (f64, f64),
    /// Store the page turned by 90 degrees and let `/Rotate` turn it back, as some carriers do.
    pub(crate) turned: bool,
}

const CATALOG: usize = 1;
const TREE: usize = 2;
const FONT: usize = 3;
const FIRST_GLYPH: usize = 4;

/// The document's bytes.
pub(crate) fn document(pages: &[Page]) -> Vec<u8> {
    let first_page = FIRST_GLYPH + GLYPHS.len();
    let kids =
        (0..pages.len()).fold(String::new(), |kids, at| kids + &format!("{} 0 R ", first_page + at * 2));
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages {TREE} 0 R >>"),
        format!("<< /Type /Pages /Kids [ {kids}] /Count {} >>", pages.len()),
        font(),
    ];
    objects.extend(GLYPHS.iter().map(|glyph| {
        let mut drawing = format!("{ADVANCE} 0 0 0 {ADVANCE} {ROWS} d1");
        for bar in glyph.bars() {
            // the font's origin is its lower left corner
            let _ = write!(drawing, " {} {} {} 1 re", bar.x, ROWS - 1 - bar.y, bar.width);
        }
        stream(&(drawing + " f"))
    }));
    for (at, page) in pages.iter().enumerate() {
        objects.push(page_object(page, first_page + at * 2 + 1));
        objects.push(stream(&content(page)));
    }
    file(&objects)
}

fn page_object(page: &Page, content: usize) -> String {
    let (width, height) = page.size;
    let (width, height, turn) =
        if page.turned { (height, width, " /Rotate 90") } else { (width, height, "") };
    format!(
        "<< /Type /Page /Parent {TREE} 0 R /MediaBox [0 0 {width:.3} {height:.3}]{turn} \
         /Resources << /Font << /P {FONT} 0 R >> >> /Contents {content} 0 R >>"
    )
}

fn content(page: &Page) -> String {
    let dot = 72.0 / f64::from(DPI);
    let (_, height) = page.size;
    // from dots counted downwards to points counted upwards
    let matrix = if page.turned {
        // the viewer turns clockwise: right on paper is up in the file, down on paper is right in the file
        format!("0 {dot:.6} {dot:.6} 0 0 0")
    } else {
        format!("{dot:.6} 0 0 -{dot:.6} 0 {height:.3}")
    };
    let mut drawing = format!("{matrix} cm\n");
    for bar in &page.sheet.bars {
        let _ = writeln!(drawing, "{} {} {} {} re", bar.x, bar.y, bar.width, bar.height);
    }
    drawing.push_str("f\nBT\n");
    for line in &page.sheet.lines {
        let baseline = line.y + ROWS * line.scale;
        let text = line.text.replace('(', "\\(").replace(')', "\\)");
        let _ = writeln!(drawing, "/P {} Tf 1 0 0 -1 {} {baseline} Tm ({text}) Tj", line.scale, line.x);
    }
    drawing.push_str("ET");
    drawing
}

/// The pixel font: one unit of the font is one font pixel.
fn font() -> String {
    let first = GLYPHS.first().map_or(0, |glyph| u32::from(glyph.sign));
    let last = GLYPHS.last().map_or(0, |glyph| u32::from(glyph.sign));
    let (mut procs, mut codes) = (String::new(), String::new());
    for (at, glyph) in GLYPHS.iter().enumerate() {
        let _ = write!(procs, "/{} {} 0 R ", glyph.name, FIRST_GLYPH + at);
        let _ = write!(codes, "{} /{} ", u32::from(glyph.sign), glyph.name);
    }
    let widths = format!("{ADVANCE} ").repeat((last - first + 1) as usize);
    format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 {ADVANCE} {ROWS}] /FontMatrix [1 0 0 1 0 0] \
         /FirstChar {first} /LastChar {last} /Widths [ {widths}] /CharProcs << {procs}>> \
         /Encoding << /Type /Encoding /Differences [ {codes}] >> /Resources << >> >>"
    )
}

fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// Numbers the objects and adds the table of where they stand.
fn file(objects: &[String]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = String::new();
    for (object, number) in objects.iter().zip(1_usize..) {
        let _ = writeln!(places, "{:010} 00000 n ", file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = file.len();
    let size = objects.len() + 1;
    let trailer = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root {CATALOG} 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.extend(trailer.bytes());
    file
}
