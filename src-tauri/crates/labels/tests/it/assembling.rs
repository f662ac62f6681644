//! Assembled documents, as other PDF readers and a barcode reader see them.

use crate::made;
use crate::seen::Seen;
use shipdesk_labels::{LabelError, Layout, assemble};

const JPEG: &[u8] = include_bytes!("../fixtures/label.jpg");
const STAMP: &[u8] = include_bytes!("../fixtures/stamp.pdf");
const SCRIPT: &[u8] = include_bytes!("../fixtures/script.pdf");
const OBJECT_STREAMS: &[u8] = include_bytes!("../fixtures/object-streams.pdf");

const MM: f32 = 72.0 / 25.4;
const A4: (f32, f32) = (210.0, 297.0);

fn seen(labels: &[&[u8]], layout: Layout) -> Seen {
    Seen::new(&assemble(labels, layout).expect("a document"))
}

/// A page with a frame along its edge.
fn framed(width: f32, height: f32, entries: &str) -> Vec<u8> {
    let (w, h) = (width * MM - 2.0, height * MM - 2.0);
    made::pdf(width, height, entries, &[format!("0 G 2 w 1 1 {w:.3} {h:.3} re S")])
}

#[track_caller]
fn assert_near(actual: &[f32], expected: &[f32], tolerance: f32) {
    let is_near = actual.iter().zip(expected).all(|(a, e)| (a - e).abs() <= tolerance);
    assert!(is_near && actual.len() == expected.len(), "{actual:?} is not {expected:?} ± {tolerance}");
}

#[track_caller]
fn assert_pages(seen: &Seen, expected_mm: &[(f32, f32)]) {
    let points = |sizes: &[(f32, f32)], scale| -> Vec<f32> {
        sizes.iter().flat_map(|(width, height)| [width * scale, height * scale]).collect()
    };
    assert_near(&points(&seen.pages(), 1.0), &points(expected_mm, MM), 0.5);
}

#[test]
fn every_layout_has_its_paper_and_its_count() {
    let labels: Vec<Vec<u8>> = (0..5).map(|index| made::label(&format!("SD{index:09}CN"))).collect();
    let labels: Vec<&[u8]> = labels.iter().map(Vec::as_slice).collect();
    let cases = [
        (Layout::AsIs, vec![(100.0, 150.0); 5]),
        (Layout::Mm100x150, vec![(100.0, 150.0); 5]),
        (Layout::In4x6, vec![(101.6, 152.4); 5]),
        (Layout::A4, vec![A4; 5]),
        (Layout::A4FourUp, vec![A4; 2]),
    ];
    for (layout, expected) in cases {
        assert_pages(&seen(&labels, layout), &expected);
    }
}

#[test]
fn as_is_keeps_the_size_of_every_page() {
    let landscape = framed(150.0, 100.0, "");
    let rotated = framed(150.0, 100.0, "/Rotate 90");
    let three =
        made::pdf(80.0, 60.0, "", &["0 0 9 9 re f".to_owned(), String::new(), "0 0 9 9 re f".to_owned()]);
    let png = made::png(812, 1218, 3, "SD000000003CN", None);
    let document = seen(&[&landscape, &rotated, &three, &png, JPEG], Layout::AsIs);
    let small = (80.0, 60.0);
    let label = (101.6, 152.4);
    assert_pages(&document, &[(150.0, 100.0), (100.0, 150.0), small, small, small, label, label]);
}

#[test]
fn a_barcode_is_readable_in_every_layout() {
    let label = made::label("SD123456789CN");
    for layout in Layout::ALL {
        assert_eq!(seen(&[&label], layout).codes(1), ["SD123456789CN"], "{layout}");
    }
}

#[test]
fn every_kind_of_file_is_readable_on_a_label() {
    let png = made::png(812, 1218, 3, "SD000000003CN", None);
    let turned = made::pdf(150.0, 100.0, "", &[made::barcode("SD000000004CN", 40.0, 100.0, 1.2, 60.0)]);
    let rotated =
        made::pdf(150.0, 100.0, "/Rotate 270", &[made::barcode("SD000000005CN", 40.0, 100.0, 1.2, 60.0)]);
    let document = seen(&[OBJECT_STREAMS, JPEG, &png, &turned, &rotated], Layout::In4x6);
    let codes: Vec<Vec<String>> = (1..=5).map(|page| document.codes(page)).collect();
    let expected = ["SD000000001CN", "SD000000002CN", "SD000000003CN", "SD000000004CN", "SD000000005CN"]
        .map(|code| vec![code.to_owned()]);
    assert_eq!(codes, expected);
}

#[test]
fn pages_stand_where_they_should_and_keep_their_proportions() {
    // paper, page, more page entries → left, top, width, height of the frame in millimetres
    let cases = [
        (Layout::In4x6, (100.0, 150.0), "", [0.8, 1.2, 100.0, 150.0]),
        (Layout::In4x6, A4, "", [0.0, 4.36, 101.6, 143.69]),
        (Layout::In4x6, (150.0, 100.0), "", [0.8, 1.2, 100.0, 150.0]),
        (Layout::In4x6, (150.0, 100.0), "/Rotate 90", [0.8, 1.2, 100.0, 150.0]),
        (Layout::In4x6, (297.0, 210.0), "", [0.0, 4.36, 101.6, 143.69]),
        (Layout::Mm100x150, (50.0, 30.0), "", [25.0, 60.0, 50.0, 30.0]),
        (Layout::A4, (100.0, 150.0), "", [55.0, 73.5, 100.0, 150.0]),
        (Layout::A4FourUp, (100.0, 150.0), "", [6.33, 5.0, 92.33, 138.5]),
    ];
    for (layout, (width, height), entries, expected) in cases {
        let page = framed(width, height, entries);
        let document = seen(&[&page], layout);
        assert_near(&document.ink(1), &expected, 0.3);
    }
}

#[test]
fn a_page_slightly_larger_than_its_paper_is_not_scaled() {
    // a square of 60 mm, 20 mm from the left and 30 mm from the top
    let square = |height: f32| {
        let [left, side, bottom] = [20.0, 60.0, height - 30.0 - 60.0].map(|mm| mm * MM);
        format!("{left} {bottom} {side} {side} re f")
    };
    let page = made::pdf(101.6, 151.6, "", &[square(151.6)]);
    assert_near(&seen(&[&page], Layout::Mm100x150).ink(1), &[19.2, 29.2, 60.0, 60.0], 0.2);
    // 4 × 6 in is 2.4 mm too high for 100 × 150 mm, so it shrinks
    let page = made::pdf(101.6, 152.4, "", &[square(152.4)]);
    let scale = 150.0 / 152.4;
    let expected = [20.0 * scale, 30.0 * scale, 60.0 * scale, 60.0 * scale];
    assert_near(&seen(&[&page], Layout::Mm100x150).ink(1), &expected, 0.2);
}

#[test]
fn only_the_crop_box_of_a_page_is_printed() {
    let [left, bottom, right, top] = [10.0, 10.0, 70.0, 100.0].map(|mm: f32| mm * MM);
    let entries = format!("/CropBox[{left} {bottom} {right} {top}]/Rotate 90");
    let everything = "0 0 1000 1000 re f".to_owned();
    let page = made::pdf(100.0, 150.0, &entries, &[everything]);
    assert_pages(&seen(&[&page], Layout::AsIs), &[(90.0, 60.0)]);
    let on_a_sheet = seen(&[&page], Layout::A4);
    assert_near(&on_a_sheet.ink(1), &[60.0, 118.5, 90.0, 60.0], 0.3);
}

#[test]
fn a_crop_box_beyond_the_page_lets_nothing_out() {
    let page =
        made::pdf(100.0, 150.0, "/CropBox[-200 -200 900 900]", &["-500 -500 2000 2000 re f".to_owned()]);
    assert_near(&seen(&[&page], Layout::A4).ink(1), &[55.0, 73.5, 100.0, 150.0], 0.3);
}

#[test]
fn four_labels_stand_in_order_on_a_sheet() {
    let labels: Vec<Vec<u8>> = (1..=6).map(|index| made::label(&format!("SD{index:09}CN"))).collect();
    let labels: Vec<&[u8]> = labels.iter().map(Vec::as_slice).collect();
    let document = seen(&labels, Layout::A4FourUp);
    let cells = [[0.0, 0.0], [105.0, 0.0], [0.0, 148.5], [105.0, 148.5]];
    for (index, [left, top]) in cells.into_iter().enumerate() {
        let number = format!("SD{:09}CN", index + 1);
        assert_eq!(document.codes_within(1, [left, top, 105.0, 148.5]), [number]);
    }
    assert_eq!(document.codes(2), ["SD000000005CN", "SD000000006CN"]);
    assert_eq!(document.codes_within(2, [0.0, 0.0, 105.0, 148.5]), ["SD000000005CN"]);
}

#[test]
fn an_image_is_as_large_as_its_density_says() {
    // 600 × 900 dots at 300 dpi: 50.8 × 76.2 mm, its bars 300 dots high
    let png = made::png(600, 900, 2, "SD1", Some(11_811));
    let document = seen(&[&png], Layout::In4x6);
    let [_, top, _, height] = document.ink(1);
    assert_near(&[top, height], &[(152.4 - 76.2) / 2.0 + 25.4, 12.6], 0.4);
    assert_pages(&seen(&[&png], Layout::AsIs), &[(50.8, 76.2)]);
}

#[test]
fn what_an_annotation_draws_is_printed() {
    // a page of 288 × 432 points; the stamp's rectangle ends at 40, 240, 300 and 400, and is black but for
    // 10 points on each side
    let expected = [50.0, 432.0 - 390.0, 180.0, 80.0].map(|points: f32| points / MM);
    assert_near(&seen(&[STAMP], Layout::In4x6).ink(1), &expected, 0.4);
}

#[test]
fn scripts_stay_behind() {
    let document = assemble(&[SCRIPT], Layout::AsIs).expect("a document");
    let text = String::from_utf8_lossy(&document);
    assert!(String::from_utf8_lossy(SCRIPT).contains("JavaScript"));
    assert!(!text.contains("JavaScript") && !text.contains("OpenAction"), "{text}");
}

#[test]
fn equal_input_gives_equal_bytes() {
    let png = made::png(400, 600, 2, "SD000000003CN", None);
    let labels: [&[u8]; 4] = [OBJECT_STREAMS, &png, JPEG, STAMP];
    let first = assemble(&labels, Layout::A4FourUp).expect("a document");
    let second = assemble(&labels, Layout::A4FourUp).expect("a document");
    assert_eq!(first, second);
    let text = String::from_utf8_lossy(&first);
    assert!(!text.contains("/CreationDate") && !text.contains("/ID"), "nothing that varies");
}

#[test]
fn a_bad_label_is_named_by_its_place() {
    let good = made::label("SD1");
    let bad = assemble(&[&good, b"<html>"], Layout::A4).expect_err("a web page");
    let web_page = Box::new(LabelError::NotALabel { found: "web page" });
    assert_eq!(bad, LabelError::InLabel { index: 1, source: web_page });
    assert_eq!(assemble(&[], Layout::A4), Err(LabelError::NoLabels));
}
