//! Label files made for the tests and the benchmark. People and numbers in them are invented.

use std::fmt::Write as _;

use barcoders::sym::code128::Code128;

const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// The bars of a Code128 (set B) as (start, width) in modules.
pub(crate) fn bars(text: &str) -> Vec<(usize, usize)> {
    let modules = Code128::new(format!("\u{181}{text}")).expect("a text for set B").encode();
    let mut bars: Vec<(usize, usize)> = Vec::new();
    for (at, _) in modules.iter().enumerate().filter(|(_, module)| **module == 1) {
        match bars.last_mut() {
            Some((start, width)) if *start + *width == at => *width += 1,
            _ => bars.push((at, 1)),
        }
    }
    bars
}

/// PDF operators that fill a Code128 of modules `module` points wide.
pub(crate) fn barcode(text: &str, left: f32, bottom: f32, module: f32, height: f32) -> String {
    let mut content = String::from("0 g\n");
    for (start, width) in bars(text) {
        let (x, w) = (left + start as f32 * module, width as f32 * module);
        writeln!(content, "{x:.3} {bottom:.3} {w:.3} {height:.3} re f").expect("a string");
    }
    content
}

/// A PDF of one page for each content, with a page size in millimetres and more page entries.
pub(crate) fn pdf(width_mm: f32, height_mm: f32, entries: &str, contents: &[String]) -> Vec<u8> {
    let (width, height) = (width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM);
    let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", 3 + 2 * page)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), contents.len()),
    ];
    for (page, content) in contents.iter().enumerate() {
        let stream = 4 + 2 * page;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.3} {height:.3}]/Resources<<>>/Contents {stream} 0 R{entries}>>"
        ));
        objects.push(format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()));
    }
    with_table(&objects)
}

/// Objects numbered from 1 as a whole file; the first is the catalogue.
pub(crate) fn with_table(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).expect("a string");
        write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1).expect("a string");
    }
    let start = file.len();
    write!(file, "{table}trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
        .expect("a string");
    file.into_bytes()
}

/// A label of 100 × 150 mm with a frame at its very edge and one barcode of 3 dots a module at 203 dpi.
pub(crate) fn label(number: &str) -> Vec<u8> {
    pdf(100.0, 150.0, "", &[label_content(number)])
}

pub(crate) fn label_content(number: &str) -> String {
    let frame = "0 G 2 w 1 1 281.465 423.197 re S\n";
    format!("{frame}{}", barcode(number, 30.0, 200.0, 3.0 * 72.0 / 203.0, 60.0))
}

/// A grey PNG with one barcode across it.
pub(crate) fn png(
    width: u32,
    height: u32,
    module: usize,
    number: &str,
    dots_per_metre: Option<u32>,
) -> Vec<u8> {
    let (columns, rows) = (width as usize, height as usize);
    let bars = bars(number);
    let span = bars.last().map_or(0, |(start, width)| (start + width) * module);
    let left = (columns - span) / 2;
    let mut row = vec![255; columns];
    for (start, width) in bars {
        row[left + start * module..left + (start + width) * module].fill(0);
    }
    let blank = vec![255; columns];
    let pixels: Vec<u8> = (0..rows)
        .flat_map(|y| if y > rows / 3 && y < rows / 2 { row.clone() } else { blank.clone() })
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_pixel_dims(dots_per_metre.map(|dots| png::PixelDimensions {
        xppu: dots,
        yppu: dots,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}
