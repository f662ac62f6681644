//! A label as it is drawn: carrier, addresses, the number as bars and as text, references.

use super::books::Order;
use super::channels::Channel;
use super::draft::Draft;
use crate::paper::{MARGIN, Pen, Sheet, is_lacking, row_height, rows};

/// The smallest letters that can be read at arm's length.
const SMALLEST: u32 = 2;
/// What stands at the foot begins so far above it.
const FOOT: u32 = 50;
/// Between what is above an address and the address: its head, and the rule below it.
const AROUND: u32 = 24 + 20;

/// Which label of a box is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Carrier,
    Transfer,
}

/// How a label is divided: an upright one has more room below each other.
struct Look {
    title: u32,
    /// The recipient's letters, where they fit.
    recipient: u32,
    bars: u32,
}

const UPRIGHT: Look = Look { title: 7, recipient: 4, bars: 300 };
const WIDE: Look = Look { title: 5, recipient: 3, bars: 100 };

/// The label of one of an order's boxes, on so many dots.
pub(super) fn label(
    (width, height): (u32, u32),
    order: &Order,
    place: usize,
    channel: &Channel,
    kind: Kind,
) -> Sheet {
    let number = order.numbers.get(place).map_or("", String::as_str);
    let look = if height > width { UPRIGHT } else { WIDE };
    let mut sheet = Sheet::new(width, height);
    sheet.frame(12, 12, width - 24, height - 24, 4);
    let title = if kind == Kind::Transfer { "TRANSFER" } else { channel.carrier.label() };
    let mut pen = Pen { sheet: &mut sheet, y: MARGIN };
    pen.text(look.title, title);
    pen.text(3, &service(channel));
    pen.rule();
    let remarks = remarks(order, place);
    let remarked = remarks.iter().map(|remark| tall(remark, SMALLEST, pen.room())).sum::<u32>();
    let below = look.bars + 14 + tall(number, 5, pen.room()) + remarked + FOOT;
    addresses(&mut pen, &order.draft, look.recipient, height.saturating_sub(below));
    let y = pen.y;
    sheet.barcode(16, y, width - 32, look.bars, number);
    let mut pen = Pen { sheet: &mut sheet, y: y + look.bars + 14 };
    pen.text(5, number);
    for remark in remarks {
        pen.text(SMALLEST, &remark);
    }
    // whoever finds the paper shall not mistake it for postage
    sheet.text(MARGIN, height - FOOT, 3, "PRACTICE - NOT VALID FOR SHIPPING");
    sheet
}

/// Both addresses, the recipient's as large as fits above `bottom`.
fn addresses(pen: &mut Pen<'_>, draft: &Draft, largest: u32, bottom: u32) {
    let room = pen.room();
    let tall = |lines: &[String], scale| lines.iter().map(|line| tall(line, scale, room)).sum::<u32>();
    let free = bottom.saturating_sub(pen.y + 2 * AROUND + tall(&draft.sender, SMALLEST));
    let fits = |scale: &u32| tall(&draft.recipient, *scale) <= free;
    let scale = (SMALLEST..=largest).rev().find(fits).unwrap_or(SMALLEST);
    address(pen, "FROM:", SMALLEST, &draft.sender);
    address(pen, "SHIP TO:", scale, &draft.recipient);
}

fn address(pen: &mut Pen<'_>, head: &str, scale: u32, lines: &[String]) {
    pen.text(SMALLEST, head);
    pen.y += 4;
    for line in lines {
        pen.text(scale, line);
    }
    pen.rule();
}

/// How much of the paper a text takes.
fn tall(text: &str, scale: u32, room: u32) -> u32 {
    row_height(scale) * u32::try_from(rows(text, scale, room).len()).unwrap_or_default()
}

fn remarks(order: &Order, place: usize) -> Vec<String> {
    let draft = &order.draft;
    let mut remarks = Vec::new();
    if let Some(carton) = draft.boxes.get(place) {
        let (count, grams) = (draft.boxes.len(), carton.weight_mg / 1_000);
        let weight = format!("{}.{:03} KG", grams / 1_000, grams % 1_000);
        remarks.push(format!("BOX {}/{count} {} {weight}", place + 1, carton.box_no));
        remarks.push(format!("REF {} {} {}", draft.order_no, draft.note, carton.note));
    }
    if draft.sender.iter().chain(&draft.recipient).any(|line| line.chars().any(is_lacking)) {
        remarks.push("?: THIS COMPUTER HAS NO FONT FOR IT".to_owned());
    }
    remarks
}

/// The channel by number, and by name as far as the font goes.
pub(super) fn service(channel: &Channel) -> String {
    let known = |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, ' ' | '_' | '-');
    format!("SERVICE {} {}", channel.id, channel.name().chars().filter(known).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::account::Host;
    use crate::platform::channels;
    use serde_json::json;

    fn order(sender: &[&str], recipient: &[&str]) -> Order {
        let order = json!({
            "draft": {
                "order_no": "A1001", "sender": sender, "recipient": recipient, "city": "SEATTLE", "country": "US",
                "note": "ring twice at the second door", "boxes": [
                    { "box_no": "box1", "note": "glass", "weight_mg": 250_000, "size_cm": [10, 5, 2] }
                ]
            },
            "channel": 7, "fees": { "postage": 0, "registration": 0, "handling": 0, "other": 0, "fuel": 0 }, "created_at": "2026-01-05T00:00:00Z", "label_at": "2026-01-05T00:00:00Z",
            "speed": 1.0, "numbers": ["SD000000001CN"]
        });
        serde_json::from_value(order).unwrap()
    }

    fn channel() -> Channel {
        channels::of(Host::Dingcang, 0).next().unwrap()
    }

    const LONG: &str = "APARTMENT 1204 THE NORTHERN WAREHOUSE BUILDING 17700 INTERNATIONAL BOULEVARD SOUTH OF 176TH \
                        STREET BESIDE THE OLD AIRPORT ROAD";

    #[test]
    fn every_word_of_a_long_address_is_on_the_paper_and_nothing_stands_on_another() {
        let usual = ["MAYA LIN", "17700 INTERNATIONAL BLVD", "SEATAC WA 98188 US", "TEL 12065550100"];
        let long =
            ["MAYA LIN", "LIN AND DAUGHTERS TRADING COMPANY OF SEATTLE LIMITED", LONG, usual[2], usual[3]];
        for size in [(812, 1218), (799, 1199), (1218, 812)] {
            for recipient in [&usual[..], &long[..]] {
                let sheet = label(size, &order(&long, recipient), 0, &channel(), Kind::Carrier);
                let mut said: Vec<&str> = sheet.lines.iter().flat_map(|line| line.text.split(' ')).collect();
                for word in recipient.iter().chain(&long).flat_map(|line| line.split(' ')) {
                    let at = said.iter().position(|known| *known == word);
                    said.swap_remove(at.unwrap_or_else(|| panic!("{word} at {size:?}")));
                }
                for line in &sheet.lines {
                    let wide = u32::try_from(line.text.len()).unwrap() * 6 * line.scale;
                    assert!(line.x + wide <= size.0 - MARGIN + line.scale, "{} at {size:?}", line.text);
                }
                let mut rows: Vec<_> =
                    sheet.lines.iter().map(|line| (line.y, line.y + 7 * line.scale)).collect();
                // bars of the number are higher than any rule and narrower than the frame
                let bars = sheet.bars.iter().filter(|bar| bar.height > 50 && bar.height < 400);
                rows.extend(bars.map(|bar| (bar.y, bar.y + bar.height)));
                rows.sort_unstable();
                rows.dedup();
                for pair in rows.windows(2) {
                    assert!(pair[0].1 <= pair[1].0, "{pair:?} at {size:?}");
                }
                assert!(rows.last().unwrap().1 < size.1 - 16, "{size:?}");
            }
        }
    }

    #[test]
    fn a_short_address_keeps_its_large_letters() {
        let lines = ["MAYA LIN", "17700 INTERNATIONAL BLVD", "SEATAC WA 98188 US", "TEL 12065550100"];
        for (size, scale) in [((812, 1218), 4), ((1218, 812), 3)] {
            let sheet = label(size, &order(&lines, &lines), 0, &channel(), Kind::Carrier);
            let scales: Vec<u32> =
                sheet.lines.iter().filter(|line| line.text == lines[0]).map(|line| line.scale).collect();
            assert_eq!(scales, [2, scale]);
        }
    }
}
