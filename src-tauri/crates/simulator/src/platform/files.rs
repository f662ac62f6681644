//! The files behind the links: labels and forms, drawn anew for each download.

use std::io;

use super::Platform;
use super::account::Host;
use super::books::{Order, Printed, ScanForm};
use super::channels::{Channel, Form};
use super::drawing::{Kind, label, service};
use crate::paper::{DPI, MARGIN, Page, Pen, Sheet, document, png_bytes};

/// A file's media type and its bytes.
pub(super) type Download = (&'static str, Vec<u8>);

const POINTS_PER_MM: f64 = 72.0 / 25.4;
const A4: (f64, f64) = (210.0 * POINTS_PER_MM, 297.0 * POINTS_PER_MM);
const LABEL_100X150: (f64, f64) = (100.0 * POINTS_PER_MM, 150.0 * POINTS_PER_MM);
const LABEL_4X6: (f64, f64) = (288.0, 432.0);

impl Platform {
    /// The file `TOKEN.pdf` or `TOKEN.png`, if there is one.
    pub(super) fn file(&self, host: Host, name: &str) -> io::Result<Option<Download>> {
        let Some((token, kind)) = name.split_once('.') else { return Ok(None) };
        let found = self.ledger.read(|state, _| {
            let book = state.platform.book(host);
            let printed = book.file(token)?;
            let (order, form) = match printed {
                Printed::Order(at) | Printed::Carton(at, _) | Printed::Transfer(at) => {
                    (book.orders.get(at), None)
                }
                Printed::Form(at) => (None, book.forms.get(at)),
            };
            Some((printed, order.cloned(), form.cloned()))
        })?;
        let Some((printed, order, form)) = found else { return Ok(None) };
        let id = order.as_ref().map(|order| order.channel).or(form.as_ref().map(|form| form.channel));
        let Ok(channel) = self.channel(host, id.map(|id| id.to_string()).as_deref()) else { return Ok(None) };
        let pages = match (printed, &order, &form) {
            (Printed::Carton(_, place), Some(order), _) => vec![page(order, place, &channel)],
            (Printed::Transfer(_), Some(order), _) => vec![transfer_page(order, &channel)],
            (_, Some(order), _) => pages(order, &channel),
            (_, None, Some(form)) => form_pages(form, &channel),
            (_, None, None) => return Ok(None),
        };
        Ok(match kind {
            "pdf" => Some(("application/pdf", document(&pages))),
            "png" => match pages.first() {
                Some(page) => Some(("image/png", png_bytes(&page.sheet).map_err(io::Error::other)?)),
                None => None,
            },
            _ => None,
        })
    }

    /// All labels of an order in one document.
    pub(super) fn label_pdf(order: &Order, channel: &Channel) -> Vec<u8> {
        document(&pages(order, channel))
    }
}

fn pages(order: &Order, channel: &Channel) -> Vec<Page> {
    (0..order.numbers.len()).map(|place| page(order, place, channel)).collect()
}

fn dots(points: f64) -> u32 {
    // a page is a few thousand dots, far inside what a `u32` holds
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
    let dots = (points * f64::from(DPI) / 72.0).round() as u32;
    dots
}

fn page(order: &Order, place: usize, channel: &Channel) -> Page {
    let draw = |(width, height): (f64, f64)| {
        label((dots(width), dots(height)), order, place, channel, Kind::Carrier)
    };
    let plain = |size| Page { sheet: draw(size), size, turned: false };
    match channel.label {
        Form::Pdf100x150 => plain(LABEL_100X150),
        Form::Pdf4x6 | Form::Png4x6 => plain(LABEL_4X6),
        Form::PdfTurned => {
            let size = (LABEL_4X6.1, LABEL_4X6.0);
            Page { sheet: draw(size), size, turned: true }
        }
        Form::PdfA4 => {
            let mut sheet = Sheet::new(dots(A4.0), dots(A4.1));
            sheet.paste(MARGIN, MARGIN, draw(LABEL_4X6));
            sheet.text(MARGIN, dots(LABEL_4X6.1) + 2 * MARGIN, 3, "CUT OUT THE LABEL ABOVE");
            Page { sheet, size: A4, turned: false }
        }
    }
}

fn transfer_page(order: &Order, channel: &Channel) -> Page {
    let (width, height) = LABEL_100X150;
    let sheet = label((dots(width), dots(height)), order, 0, channel, Kind::Transfer);
    Page { sheet, size: LABEL_100X150, turned: false }
}

/// The form: its own number as bars, then the parcels in two columns.
fn form_pages(form: &ScanForm, channel: &Channel) -> Vec<Page> {
    const ROWS: usize = 70;
    const ROW_DOTS: u32 = 26;
    let draw = |numbers: &[String]| {
        let mut sheet = Sheet::new(dots(A4.0), dots(A4.1));
        let mut pen = Pen { sheet: &mut sheet, y: MARGIN };
        pen.text(7, "SCAN FORM");
        pen.text(3, &format!("{} {}", channel.carrier.label(), service(channel)));
        pen.text(
            3,
            &format!(
                "{} PIECES, ADDRESS {}, {}",
                form.numbers.len(),
                form.address,
                form.made_at.strftime("%Y-%m-%d")
            ),
        );
        let y = pen.y;
        let own_number: String = form.token.chars().take(16).collect::<String>().to_uppercase();
        sheet.barcode(MARGIN, y, 1_200, 150, &own_number);
        for (column, numbers) in (0..).zip(numbers.chunks(ROWS)) {
            for (row, number) in (0..).zip(numbers) {
                sheet.text(MARGIN + column * 800, y + 200 + row * ROW_DOTS, 3, number);
            }
        }
        Page { sheet, size: A4, turned: false }
    };
    form.numbers.chunks(2 * ROWS).map(draw).collect()
}
