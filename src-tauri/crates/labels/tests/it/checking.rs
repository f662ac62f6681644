//! What is refused, and what is found in what is accepted.

use std::io::Read as _;

use crate::made;
use shipdesk_labels::{LabelError, Layout, MAX_BYTES, MediaType, PageSize, assemble, check, raster};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a fixture")
}

#[track_caller]
fn assert_damaged(bytes: &[u8], expected: MediaType) {
    match check(bytes) {
        Err(LabelError::Damaged { media, .. }) => assert_eq!(media, expected),
        other => panic!("{other:?} is not damaged"),
    }
}

#[track_caller]
fn assert_size(bytes: &[u8], expected: MediaType, width_mm: f32, height_mm: f32) {
    let checked = check(bytes).expect("a label");
    assert_eq!(checked.media, expected);
    let PageSize { width_mm: width, height_mm: height } = checked.pages[0];
    assert!((width - width_mm).abs() < 0.1 && (height - height_mm).abs() < 0.1, "{width} × {height}");
}

#[test]
fn good_labels_have_sizes() {
    assert_size(&fixture("label.pdf"), MediaType::Pdf, 100.0, 150.0);
    assert_size(&fixture("object-streams.pdf"), MediaType::Pdf, 100.0, 150.0);
    assert_size(&fixture("label.jpg"), MediaType::Jpeg, 101.6, 152.4);
    assert_size(&made::png(812, 1218, 3, "SD1", None), MediaType::Png, 101.6, 152.4);
    assert_size(
        &made::pdf(150.0, 100.0, "/Rotate 90", &["0 0 9 9 re f".to_owned()]),
        MediaType::Pdf,
        100.0,
        150.0,
    );
    assert_size(&fixture("stamp.pdf"), MediaType::Pdf, 101.6, 152.4);
    let warned =
        [b"<br />Notice: undefined index in /srv/label.php\n".to_vec(), fixture("label.pdf")].concat();
    assert_size(&warned, MediaType::Pdf, 100.0, 150.0);
}

#[test]
fn answers_that_are_no_labels_are_named() {
    let cases = [
        ("sign-in.html", "web page"),
        ("not-ready.json", "JSON"),
        ("empty.bin", "nothing"),
        ("label.gif", "GIF image"),
    ];
    for (name, found) in cases {
        assert_eq!(check(&fixture(name)), Err(LabelError::NotALabel { found }), "{name}");
    }
}

#[test]
fn broken_files_are_damaged() {
    for name in ["truncated.pdf", "truncated.jpg"] {
        let media = if name.ends_with("pdf") { MediaType::Pdf } else { MediaType::Jpeg };
        assert_damaged(&fixture(name), media);
    }
    let png = made::png(200, 300, 1, "SD1", None);
    // inside the pixels, and just before the closing chunk
    for missing in [20, 12] {
        assert_damaged(&png[..png.len() - missing], MediaType::Png);
    }
    assert_damaged(b"%PDF-1.4\nand no more\n%%EOF\n", MediaType::Pdf);
    assert_damaged(&made::pdf(9000.0, 100.0, "", &["0 0 9 9 re f".to_owned()]), MediaType::Pdf);
}

#[test]
fn only_what_a_password_opens_is_refused() {
    assert_eq!(check(&fixture("password.pdf")), Err(LabelError::Encrypted));
    // some carriers forbid changes to their labels: everybody may open and print those
    let forbidding = fixture("owner-password.pdf");
    assert_eq!(check(&forbidding).expect("a label").pages.len(), 1);
    let printed = assemble(&[&forbidding], Layout::AsIs).expect("a page");
    assert_eq!(raster(&printed, 0, 100), raster(&fixture("label.pdf"), 0, 100));
}

#[test]
fn documents_without_a_page_are_refused() {
    assert_eq!(check(&fixture("blank.pdf")).expect("what a page shows is not judged here").pages.len(), 1);
    assert_eq!(check(&fixture("no-pages.pdf")), Err(LabelError::Empty));
}

#[test]
fn the_caps_hold() {
    let pixels = LabelError::TooLarge { what: "pixels", is: 2_500_000_000, limit: 40_000_000 };
    assert_eq!(check(&fixture("50000x50000.png")), Err(pixels.clone()));
    assert_eq!(check(&fixture("50000x50000.pdf")), Err(pixels));
    let fifty_one = made::pdf(100.0, 150.0, "", &vec!["0 0 9 9 re f".to_owned(); 51]);
    assert_eq!(check(&fifty_one), Err(LabelError::TooManyPages { pages: 51, limit: 50 }));
    let fifty = made::pdf(100.0, 150.0, "", &vec!["0 0 9 9 re f".to_owned(); 50]);
    assert_eq!(check(&fifty).expect("fifty pages").pages.len(), 50);
    let mut long = fixture("label.pdf");
    long.resize(MAX_BYTES + 1, b' ');
    assert!(matches!(check(&long), Err(LabelError::TooLarge { what: "bytes", .. })));
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let is_too_much =
        |result| matches!(result, Err(LabelError::TooLarge { what: "unpacked bytes", is: 268_435_456, .. }));
    let twice = fixture("bomb.pdf");
    assert!(is_too_much(check(&twice)));
    // the same with its outer layer taken off
    let start = twice.windows(7).position(|seven| seven == b"stream\n").expect("a stream") + 7;
    let mut once = twice[..start].to_vec();
    flate2::read::ZlibDecoder::new(&twice[start..]).read_to_end(&mut once).expect("a layer");
    once.extend_from_slice(b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    assert!(is_too_much(check(&once)));
}

#[test]
fn loops_end() {
    assert_eq!(check(&fixture("xref-loop.pdf")).expect("one page").pages.len(), 1);
    assert_eq!(check(&fixture("page-tree-loop.pdf")).expect("one page").pages.len(), 1);
    assert!(!raster(&fixture("form-loop.pdf"), 0, 72).expect("dots").is_blank());
}

#[test]
fn deep_nesting_is_no_way_in() {
    let deep = format!("/Deep {}{}", "[".repeat(200_000), "]".repeat(200_000));
    let file = made::pdf(100.0, 150.0, &deep, &["0 0 9 9 re f".to_owned()]);
    assert_eq!(check(&file), Err(LabelError::Empty));
}
