//! Proofs of delivery: links that live for thirty minutes, offered for three months after the delivery.
//!
//! A link tells itself for which parcel and when it was given, under a seal; nothing has to be remembered.

use std::io;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::Winit;
use super::shelf::Tale;
use super::tracking::Traced;
use crate::dice;
use crate::paper::{DPI, Page, Sheet, document, jpeg_bytes, png_bytes};

const LINK_LIVES: SignedDuration = SignedDuration::from_mins(30);
const OFFERED_FOR: SignedDuration = SignedDuration::from_hours(24 * 90);

/// What stands behind a link.
pub(super) enum Download {
    /// A media type and bytes.
    File(&'static str, Vec<u8>),
    Expired,
    Unknown,
}

/// The files of a story, by what the platform calls their formats.
fn formats(tale: Tale) -> &'static [&'static str] {
    match tale {
        Tale::NewestFirst => &["png"],
        Tale::Pair => &["pdf", "jpg"],
        Tale::SecondTry => &["jpeg", "pdf"],
        Tale::NoStatus => &[],
        _ => &["pdf"],
    }
}

/// What nobody but this server would write under a link.
fn seal(tracking: &str, place: &str, given: &str) -> String {
    dice::token(&["pod", tracking, place, given])
}

impl Winit {
    /// The links that are offered now, each good from now on.
    pub(super) fn pod_links(&self, parcel: &Traced, now: Timestamp) -> Vec<Value> {
        let fresh = |at: Timestamp| now.duration_since(at) < OFFERED_FOR;
        if !parcel.delivered_at().is_some_and(fresh) {
            return Vec::new();
        }
        let link = |(place, format): (usize, &&str)| {
            let (place, given) = (place.to_string(), now.as_second().to_string());
            let seal = seal(&parcel.tracking, &place, &given);
            let origin = &self.platform.origin;
            let url = format!("{origin}/winit/files/{}-{place}-{given}-{seal}.{format}", parcel.tracking);
            json!({ "podUrl": url, "formatType": format })
        };
        formats(parcel.tale()).iter().enumerate().map(link).collect()
    }

    /// The file behind a link.
    pub(super) fn pod(&self, name: &str) -> io::Result<Download> {
        let Some((stem, format)) = name.rsplit_once('.') else { return Ok(Download::Unknown) };
        let [tracking, place, given, sealed] = stem.split('-').collect::<Vec<_>>()[..] else {
            return Ok(Download::Unknown);
        };
        let Some(at) = given.parse().ok().and_then(|second| Timestamp::from_second(second).ok()) else {
            return Ok(Download::Unknown);
        };
        if sealed != seal(tracking, place, given) {
            return Ok(Download::Unknown);
        }
        let (parcel, now) = self
            .platform
            .ledger
            .read(|state, now| (self.trace(state, tracking, now).into_iter().next(), now))?;
        if now.duration_since(at) >= LINK_LIVES {
            return Ok(Download::Expired);
        }
        let Some(parcel) = parcel else { return Ok(Download::Unknown) };
        let sheet = proof(&parcel);
        Ok(match format {
            "pdf" => Download::File("application/pdf", document(&[page(sheet)])),
            "png" => Download::File("image/png", png_bytes(&sheet).map_err(io::Error::other)?),
            "jpg" | "jpeg" => Download::File("image/jpeg", jpeg_bytes(&sheet)),
            _ => Download::Unknown,
        })
    }
}

const WIDTH: u32 = 812;
const HEIGHT: u32 = 560;

fn page(sheet: Sheet) -> Page {
    let points = |dots: u32| f64::from(dots) * 72.0 / f64::from(DPI);
    let size = (points(sheet.width), points(sheet.height));
    Page { sheet, size, turned: false }
}

/// What the recipient signed.
fn proof(parcel: &Traced) -> Sheet {
    let mut sheet = Sheet::new(WIDTH, HEIGHT);
    sheet.frame(12, 12, WIDTH - 24, HEIGHT - 24, 4);
    sheet.text(40, 40, 6, "PROOF OF DELIVERY");
    sheet.text(40, 110, 3, &format!("ORDER {}", parcel.order_no));
    sheet.text(40, 145, 3, &format!("NUMBER {}", parcel.tracking));
    let delivered = parcel.delivered_at().map(|at| parcel.local(at)).unwrap_or_default();
    sheet.text(40, 180, 3, &format!("DELIVERED {delivered}"));
    sheet.barcode(40, 220, WIDTH - 80, 100, &parcel.tracking);
    sheet.text(40, 345, 3, "SIGNED BY A. SAMPLE");
    signature(&mut sheet, &parcel.tracking);
    sheet.bar(40, 480, 400, 3);
    sheet.text(40, 500, 2, "PRACTICE - NOTHING WAS DELIVERED");
    sheet
}

/// A line that goes up and down as a hand would, the same for the same number.
fn signature(sheet: &mut Sheet, number: &str) {
    let mut y = 430_u32;
    for x in 0..70_u32 {
        let chance = dice::roll(0, &["hand", number, &x.to_string()]) % 37;
        let next = 385 + u32::try_from(chance).unwrap_or_default() * 2;
        let (top, bottom) = (y.min(next), y.max(next));
        sheet.bar(60 + x * 4, top, 4, bottom - top + 4);
        y = next;
    }
}
