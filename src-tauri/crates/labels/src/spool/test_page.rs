//! A page that shows whether printer and paper fit: a frame at the edge, rulers in millimetres, a barcode in whole
//! printer dots, and where it was sent from.

use barcoders::sym::code128::Code128;
use hayro_write::pdf_writer::types::{CidFontType, SystemInfo};
use hayro_write::pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};

const POINTS_PER_MM: f32 = 72.0 / 25.4;
/// Three dots of the commonest label printer: a width that every reader takes.
const MODULE: f32 = 3.0 * 72.0 / 203.0;
/// The frame stands this far inside the edge: what a printer cuts off is missed at once.
const FRAME_MM: f32 = 2.0;
const LATIN: Name<'static> = Name(b"F1");
const CHINESE: Name<'static> = Name(b"F2");

/// What stands on a test page.
#[derive(Debug, Clone, Copy)]
pub struct TestPage<'a> {
    pub width_mm: f32,
    pub height_mm: f32,
    pub station: &'a str,
    pub printer: &'a str,
}

/// Draws a test page. Equal input gives equal bytes.
pub fn test_page(page: &TestPage<'_>) -> Vec<u8> {
    let (width, height) = (page.width_mm * POINTS_PER_MM, page.height_mm * POINTS_PER_MM);
    let mut content = Content::new();
    draw_frame(&mut content, width, height);
    draw_rulers(&mut content, page.width_mm, page.height_mm);
    let size = format!("{} x {} mm", tidy(page.width_mm), tidy(page.height_mm));
    let left = 14.0 * POINTS_PER_MM;
    for (line, text) in [page.station, page.printer, &size].into_iter().enumerate() {
        let size = if line == 0 { 16.0 } else { 11.0 };
        #[expect(clippy::cast_precision_loss, reason = "three lines")]
        let down = 26.0 * POINTS_PER_MM + line as f32 * 18.0;
        write_line(&mut content, text, left, height - down, size);
    }
    draw_barcode(&mut content, left, 14.0 * POINTS_PER_MM, height);
    finish(width, height, &content.finish())
}

/// What the barcode of every test page says.
pub(super) const BARCODE: &str = "TEST1234";

fn draw_frame(content: &mut Content, width: f32, height: f32) {
    let inset = FRAME_MM * POINTS_PER_MM;
    content.set_line_width(1.0);
    content.rect(inset, inset, width - 2.0 * inset, height - 2.0 * inset).stroke();
}

/// A mark a millimetre along the top and the left side, longer ones at 5 and 10.
fn draw_rulers(content: &mut Content, width_mm: f32, height_mm: f32) {
    content.set_line_width(0.3);
    let marks = |length: f32| (0_u16..).take_while(move |mm| f32::from(*mm) <= length);
    let long = |mm: u16| {
        let length = match (mm % 10, mm % 5) {
            (0, _) => 5.0,
            (_, 0) => 3.5,
            _ => 2.0,
        };
        length * POINTS_PER_MM
    };
    let top = height_mm * POINTS_PER_MM;
    for mm in marks(width_mm) {
        let x = f32::from(mm) * POINTS_PER_MM;
        content.move_to(x, top).line_to(x, top - long(mm)).stroke();
    }
    for mm in marks(height_mm) {
        let y = top - f32::from(mm) * POINTS_PER_MM;
        content.move_to(0.0, y).line_to(long(mm), y).stroke();
    }
}

fn write_line(content: &mut Content, text: &str, x: f32, y: f32, size: f32) {
    content.begin_text();
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        content.set_font(LATIN, size).next_line(x, y).show(Str(text.as_bytes()));
    } else {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        content.set_font(CHINESE, size).next_line(x, y).show(Str(&wide));
    }
    content.end_text();
}

fn draw_barcode(content: &mut Content, left: f32, bottom: f32, page_height: f32) {
    // the sign in front chooses the set of characters; a text of this file cannot be wrong
    let Ok(code) = Code128::new(format!("\u{181}{BARCODE}")) else { return };
    let tall = (page_height / 4.0).min(60.0);
    let mut x = left;
    for module in code.encode() {
        if module == 1 {
            content.rect(x, bottom, MODULE, tall);
        }
        x += MODULE;
    }
    content.fill_nonzero();
    write_line(content, BARCODE, left, bottom - 12.0, 10.0);
}

fn tidy(mm: f32) -> f32 {
    (mm * 10.0).round() / 10.0
}

fn finish(width: f32, height: f32, content: &[u8]) -> Vec<u8> {
    let [catalog, tree, sheet, stream, latin, chinese, cid, descriptor] =
        [1, 2, 3, 4, 5, 6, 7, 8].map(Ref::new);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids([sheet]).count(1);
    let mut page = pdf.page(sheet);
    page.parent(tree).media_box(Rect::new(0.0, 0.0, width, height)).contents(stream);
    page.resources().fonts().pair(LATIN, latin).pair(CHINESE, chinese);
    page.finish();
    pdf.stream(stream, content);
    pdf.type1_font(latin).base_font(Name(b"Helvetica"));
    let song = Name(b"STSong-Light");
    pdf.type0_font(chinese).base_font(song).encoding_predefined(Name(b"UniGB-UTF16-H")).descendant_font(cid);
    pdf.cid_font(cid)
        .subtype(CidFontType::Type0)
        .base_font(song)
        .system_info(SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"GB1"), supplement: 4 })
        .font_descriptor(descriptor);
    pdf.font_descriptor(descriptor)
        .name(song)
        .flags(hayro_write::pdf_writer::types::FontFlags::SYMBOLIC)
        .bbox(Rect::new(-25.0, -254.0, 1000.0, 880.0))
        .italic_angle(0.0)
        .ascent(880.0)
        .descent(-120.0)
        .cap_height(880.0)
        .stem_v(93.0);
    pdf.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_page_has_the_size_of_its_paper() {
        let page = TestPage { width_mm: 101.6, height_mm: 152.4, station: "3 号台", printer: "zebra" };
        let pdf = test_page(&page);
        let checked = crate::check(&pdf).unwrap();
        assert_eq!(checked.pages.len(), 1);
        assert!((checked.pages[0].width_mm - 101.6).abs() < 0.01, "{checked:?}");
        assert!((checked.pages[0].height_mm - 152.4).abs() < 0.01, "{checked:?}");
        assert_eq!(pdf, test_page(&page));
    }
}
