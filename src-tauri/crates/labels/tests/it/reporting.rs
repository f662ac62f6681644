//! Documents of our own, read by other people's tools.

use crate::made;
use crate::seen::Seen;
use shipdesk_labels::report::{Enclosed, Part, Report, Script, Table, report};
use shipdesk_labels::{LabelError, check};

fn table(rows: usize) -> Part {
    let row = |index: usize| {
        vec![format!("2026-03-{:02}", index % 28 + 1), format!("Line {index} of 派送中，请等待")]
    };
    Part::Table(Table {
        columns: vec![("Time".to_owned(), 1.0), ("What was said".to_owned(), 3.0)],
        rows: (1..=rows).map(row).collect(),
    })
}

fn of(parts: Vec<Part>, files: Vec<Enclosed<'_>>) -> shipdesk_labels::report::Drawn {
    let title = "Dispute pack 9400111899560000107731".to_owned();
    report(&Report { title, foot: "申诉材料".to_owned(), script: Script::Simplified, parts, files })
        .expect("a font")
}

#[test]
fn text_runs_down_the_pages_and_can_be_read_again() {
    let facts = vec![
        ("Recipient".to_owned(), "王小明，北京市朝阳区 ".repeat(20)),
        ("Order".to_owned(), "A1001".to_owned()),
    ];
    let drawn = of(vec![Part::Heading("Facts".to_owned()), Part::Facts(facts), table(120)], Vec::new());
    let checked = check(&drawn.pdf).expect("a whole PDF");
    assert_eq!((checked.pages.len(), drawn.pages), (3, 3));
    assert!(
        (checked.pages[0].width_mm - 210.0).abs() < 0.1 && (checked.pages[0].height_mm - 297.0).abs() < 0.1
    );
    assert!(drawn.pdf.len() < 150_000, "only signs that stand there come along: {} bytes", drawn.pdf.len());
    // how wide a blank is drawn, each reader decides for itself
    let text = Seen::new(&drawn.pdf).text().replace(' ', "");
    for wanted in ["9400111899560000107731", "王小明", "Line120of派送中，请等待", "3/3", "申诉材料"]
    {
        assert!(text.contains(wanted), "{wanted} is not in {text}");
    }
    assert_eq!(text.matches("Whatwassaid").count(), 3, "each page has the table's heading");
}

#[test]
fn other_files_stand_behind_each_page_on_its_own() {
    let proof = made::pdf(100.0, 150.0, "", &[made::barcode("PROOF1", 20.0, 20.0, 2.0, 60.0), String::new()]);
    let files =
        ["one", "two", "three"].map(|caption| Enclosed { caption: caption.to_owned(), bytes: &proof });
    let mut files = Vec::from(files);
    files[1].bytes = b"<html>gone</html>";
    let drawn = of(vec![table(1)], files);
    assert_eq!(check(&drawn.pdf).expect("a whole PDF").pages.len(), 5);
    let (place, error) = &drawn.left_out[0];
    assert!(*place == 1 && matches!(error, LabelError::NotALabel { .. }), "{error}");
    let text = Seen::new(&drawn.pdf).text();
    assert!(text.contains("one") && text.contains("three") && !text.contains("two"), "{text}");
    let seen = Seen::new(&drawn.pdf);
    assert_eq!(
        (seen.codes(1), seen.codes(2), seen.codes(4)),
        (vec![], vec!["PROOF1".to_owned()], vec!["PROOF1".to_owned()])
    );
    assert_eq!(
        drawn.pdf,
        of(
            vec![table(1)],
            vec![
                Enclosed { caption: "one".to_owned(), bytes: &proof },
                Enclosed { caption: "three".to_owned(), bytes: &proof },
            ]
        )
        .pdf,
        "equal input gives equal bytes"
    );
}
