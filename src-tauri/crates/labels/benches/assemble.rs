//! 500 labels into one 4 × 6 document: processor time of our assembling beside that of `qpdf --pages`.
//!
//! Prints one line with the ratio and its limit. Linux only: the times come from `/proc/self/stat`.
#![expect(clippy::print_stdout, reason = "a benchmark's answer is its output")]
#![expect(clippy::expect_used, reason = "a benchmark stops where its ground gives way")]
#![expect(clippy::cast_precision_loss, reason = "points of small pages")]

use std::path::Path;
use std::process::Command;

use printpdf::{
    FontId, LinePoint, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions,
    Point, Polygon, PolygonRing, Pt, RawImage, RawImageData, RawImageFormat, TextItem, WindingOrder,
    XObjectTransform,
};
use shipdesk_labels::{Layout, assemble};

#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../tests/it/made.rs"]
mod made;

const FONT: &[u8] = include_bytes!("../tests/fixtures/label-sans.ttf");
const LABELS: usize = 500;
const LIMIT: f64 = 0.10;
const ROUNDS: u32 = 5;

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the labels");
    let files: Vec<Vec<u8>> = (0..LABELS).map(label).collect();
    for (index, file) in files.iter().enumerate() {
        std::fs::write(folder.path().join(format!("l{index}.pdf")), file).expect("a label on disk");
    }
    let labels: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();

    let before = Times::now();
    for _ in 0..ROUNDS {
        let document = assemble(&labels, Layout::In4x6).expect("a document");
        std::fs::write(folder.path().join("ours.pdf"), document).expect("a document on disk");
    }
    let between = Times::now();
    for _ in 0..ROUNDS {
        qpdf(folder.path());
    }
    let after = Times::now();

    let ours = (between.own - before.own) / f64::from(ROUNDS);
    let theirs = (after.children - between.children) / f64::from(ROUNDS);
    println!(
        "labels_{LABELS}_into_4x6 ours_cpu_s={ours:.3} qpdf_cpu_s={theirs:.3} ratio={:.3} (limit {LIMIT:.2})",
        ours / theirs
    );
}

fn qpdf(folder: &Path) {
    let status = Command::new("qpdf")
        .current_dir(folder)
        .args(["--empty", "--pages"])
        .args((0..LABELS).map(|index| format!("l{index}.pdf")))
        .args(["--", "theirs.pdf"])
        .status()
        .expect("qpdf is installed");
    assert!(status.success(), "qpdf: {status}");
}

/// Processor seconds, user and system together.
struct Times {
    own: f64,
    children: f64,
}

impl Times {
    fn now() -> Self {
        const TICKS_PER_SECOND: f64 = 100.0;
        let stat = std::fs::read_to_string("/proc/self/stat").expect("process times");
        // the fields after the program's name, which is in brackets and may hold blanks
        let fields: Vec<f64> = stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .map(|field| field.parse().unwrap_or_default())
            .collect();
        Self {
            own: (fields[11] + fields[12]) / TICKS_PER_SECOND,
            children: (fields[13] + fields[14]) / TICKS_PER_SECOND,
        }
    }
}

/// A label as carriers make them: text in an embedded font, vector bars, a logo.
fn label(index: usize) -> Vec<u8> {
    let number = format!("SD{index:09}CN");
    let mut document = PdfDocument::new(&number);
    let font = ParsedFont::from_bytes(FONT, 0, &mut Vec::new()).expect("a font");
    let font = document.add_font(&font);
    let logo = document.add_image(&logo(index));
    let mut ops = vec![Op::UseXobject {
        id: logo,
        transform: XObjectTransform { dpi: Some(203.0), ..Default::default() },
    }];
    for (line, text) in
        [&number, "Jane Roe", "12 Sample Street", "Springfield IL 62701", "1.25 kg 20x15x10 cm"]
            .into_iter()
            .enumerate()
    {
        ops.extend(text_line(text, &font, 140.0 - 7.0 * line as f32));
    }
    ops.extend(made::bars(&number).into_iter().map(bar));
    document
        .with_pages(vec![PdfPage::new(Mm(101.6), Mm(152.4), ops)])
        .save(&PdfSaveOptions::default(), &mut Vec::new())
}

fn text_line(text: &str, font: &FontId, height: f32) -> [Op; 5] {
    [
        Op::StartTextSection,
        Op::SetTextCursor { pos: Point::new(Mm(6.0), Mm(height)) },
        Op::SetFont { font: PdfFontHandle::External(font.clone()), size: Pt(12.0) },
        Op::ShowText { items: vec![TextItem::Text(text.to_owned())] },
        Op::EndTextSection,
    ]
}

fn bar((start, width): (usize, usize)) -> Op {
    let (left, right) = (10.0 + 0.375 * start as f32, 10.0 + 0.375 * (start + width) as f32);
    let corner = |x, y| LinePoint { p: Point::new(Mm(x), Mm(y)), bezier: false };
    let points = vec![corner(left, 40.0), corner(right, 40.0), corner(right, 65.0), corner(left, 65.0)];
    let polygon = Polygon {
        rings: vec![PolygonRing { points }],
        mode: PaintMode::Fill,
        winding_order: WindingOrder::NonZero,
    };
    Op::DrawPolygon { polygon }
}

fn logo(index: usize) -> RawImage {
    let pixels = (0..160 * 160).map(|at| u8::try_from((at * (index + 3) / 7) % 251).unwrap_or(0)).collect();
    RawImage {
        pixels: RawImageData::U8(pixels),
        width: 160,
        height: 160,
        data_format: RawImageFormat::R8,
        tag: Vec::new(),
    }
}
