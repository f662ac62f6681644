//! Labels are paper: what a scanner reads from them. Needs `zbarimg` (zbar-tools) and `pdftoppm`,
//! `pdftotext` (poppler-utils).

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends at the first thing that is not as expected"
)]

#[path = "it/practice.rs"]
mod practice;
#[path = "it/signing.rs"]
mod signing;

use std::path::Path;
use std::process::Command;

use practice::{Practice, fixture, request, two_boxes};
use serde_json::{Value, json};
use shipdesk_simulator::Config;

/// Runs a program and gives what it printed. A scanner that finds nothing prints nothing.
fn run(program: &str, package: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program} does not run ({error}): install {package}"));
    String::from_utf8(output.stdout).unwrap()
}

/// What a scanner reads, a line a code.
fn scanned(picture: &Path) -> Vec<String> {
    let arguments = ["--quiet", "--raw", "-Sdisable", "-Scode128.enable", picture.to_str().unwrap()];
    run("zbarimg", "zbar-tools", &arguments).lines().map(str::to_owned).collect()
}

/// The pages of a PDF as a 203 dpi printer would print them.
fn printed(folder: &Path, pdf: &[u8]) -> Vec<std::path::PathBuf> {
    let file = folder.join("label.pdf");
    std::fs::write(&file, pdf).unwrap();
    let (file, pages) = (file.to_str().unwrap().to_owned(), folder.join("page"));
    run("pdftoppm", "poppler-utils", &["-r", "203", "-png", &file, pages.to_str().unwrap()]);
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|kind| kind == "png")).collect();
    pages.sort();
    pages
}

async fn download(practice: &Practice, link: &Value) -> Vec<u8> {
    practice.http.get(link.as_str().unwrap()).send().await.unwrap().bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn every_form_of_label_scans() {
    let practice = Practice::start(Config::default()).await;
    // 4 × 6, turned, PNG, 100 × 150, A4; and the size of each page in points
    let channels = [
        (386, "288 x 432"),
        (388, "288 x 432"),
        (411, ""),
        (422, "288 x 432"),
        (430, "283.465 x 425.197"),
        (440, "595.276 x 841.89"),
    ];
    for (channel, size) in channels {
        let order_no = format!("A{channel}");
        assert_eq!(
            practice.text("interface.api.php", two_boxes(&order_no, channel)).await,
            fixture("create.done.json")
        );
        let answer = practice.ask("multifetchlabels.php", json!({ "orderids": [order_no] })).await;
        let folder = tempfile::tempdir().unwrap();
        let pages = printed(folder.path(), &download(&practice, &answer[0]["label_url"]).await);
        let boxes = answer[0]["trackingnolist"].as_array().unwrap();
        assert_eq!(pages.len(), boxes.len());
        for (page, one) in pages.iter().zip(boxes) {
            assert_eq!(scanned(page), [one["trackingno"].as_str().unwrap()], "channel {channel}");
        }
        let file = folder.path().join("label.pdf");
        let text = run("pdftotext", "poppler-utils", &[file.to_str().unwrap(), "-"]);
        for one in boxes {
            assert!(text.contains(one["trackingno"].as_str().unwrap()), "channel {channel}: {text}");
            if one["label_png"] != "" {
                let picture = folder.path().join("box.png");
                std::fs::write(&picture, download(&practice, &one["label_png"]).await).unwrap();
                assert_eq!(scanned(&picture), [one["trackingno"].as_str().unwrap()]);
            }
        }
        let info = run("pdfinfo", "poppler-utils", &[file.to_str().unwrap()]);
        assert!(info.contains(size), "channel {channel}: {info}");
        assert_eq!(info.contains("Page rot:        90"), channel == 388, "{info}");
    }
}

/// The dots of ink where a label has the recipient's name.
fn ink_of_the_name(pdf: &Path) -> usize {
    let place = ["-r", "203", "-gray", "-x", "36", "-y", "304", "-W", "120", "-H", "38"];
    let drawn = Command::new("pdftoppm").args(place).arg(pdf).output().unwrap().stdout;
    drawn[drawn.len() - 120 * 38..].iter().filter(|dot| **dot < 128).count()
}

#[tokio::test]
async fn a_chinese_address_is_drawn_and_its_label_scans() {
    let practice = Practice::start(Config::default()).await;
    let mut inks = Vec::new();
    for (order_no, name) in [("A1", "欧阳静"), ("A2", "一一一")] {
        let mut order = request(order_no, 386);
        order["orders"][0]["Sname"] = name.into();
        practice.text("interface.api.php", order).await;
        let answer = practice.ask("fetchlabel.php", json!({ "Orderid": order_no })).await;
        let label = &answer["result"][0]["msg"]["result"];
        let folder = tempfile::tempdir().unwrap();
        let pages = printed(folder.path(), &download(&practice, &label["label_url"]).await);
        assert_eq!(scanned(&pages[0]), [label["trackingno"].as_str().unwrap()]);
        let file = folder.path().join("label.pdf");
        let text = run("pdftotext", "poppler-utils", &[file.to_str().unwrap(), "-"]);
        assert!(!text.contains('?'), "{text}");
        inks.push(ink_of_the_name(&file));
    }
    // three signs of 8, 6 and 14 strokes, and three of one
    assert!(inks[1] > 150 && inks[0] > 3 * inks[1], "{inks:?}");
}

#[tokio::test]
async fn a_scan_form_lists_what_it_hands_over() {
    let practice = Practice::start(Config::default()).await;
    practice.text("interface.api.php", request("A1", 422)).await;
    let label = practice.ask("fetchlabel.php", json!({ "Orderid": "A1" })).await;
    let number = label["result"][0]["msg"]["result"]["trackingno"].clone();
    let body = json!({ "Qdid": 422, "AddressID": 93, "TrackingNos": [number] });
    let form = practice.ask("scanform.php", body).await;
    practice.turn("advance", json!({ "seconds": 1 })).await;
    let folder = tempfile::tempdir().unwrap();
    let pages = printed(folder.path(), &download(&practice, &form["sfurl"]).await);
    assert_eq!(pages.len(), 1);
    assert_eq!(scanned(&pages[0]).len(), 1);
    let file = folder.path().join("label.pdf");
    let text = run("pdftotext", "poppler-utils", &[file.to_str().unwrap(), "-"]);
    assert!(text.contains(number.as_str().unwrap()), "{text}");
}

#[tokio::test]
async fn every_form_of_proof_scans() {
    let practice = Practice::start(Config::default()).await;
    let numbers = "WO7000000001,WO7000000002A,WO7000000010";
    practice.trace(numbers).await;
    practice.turn("advance", json!({ "seconds": 400 })).await;
    let mut seen = Vec::new();
    for item in practice.trace(numbers).await {
        for pod in item["podInfoList"].as_array().unwrap() {
            let (folder, format) = (tempfile::tempdir().unwrap(), pod["formatType"].as_str().unwrap());
            let bytes = download(&practice, &pod["podUrl"]).await;
            let picture = folder.path().join(format!("proof.{format}"));
            std::fs::write(&picture, &bytes).unwrap();
            let pictures = if format == "pdf" { printed(folder.path(), &bytes) } else { vec![picture] };
            assert_eq!(pictures.len(), 1, "{format}");
            assert_eq!(scanned(&pictures[0]), [item["trackingNo"].as_str().unwrap()], "{format}");
            seen.push(format.to_owned());
        }
    }
    assert_eq!(seen, ["png", "pdf", "jpg", "jpeg", "pdf"]);
}
