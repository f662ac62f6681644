//! The orders that Winit handed to carriers itself ("ISP"): a range of invented ones.
//!
//! `ID70000000000000ZZ` to `ID70000000000119ZZ`. The first forty share reference numbers in pairs, `SHOP-1000` to
//! `SHOP-1019`; of every other pair the newer order is void. The rest are `SHOP-1020` to `SHOP-1099`.

use jiff::{SignedDuration, Timestamp};

use crate::dice;
use crate::platform::s10_check;

const ORDERS: u64 = 120;
const IN_PAIRS: u64 = 40;

/// One order.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) place: u64,
    pub(super) number: String,
    pub(super) reference: String,
    pub(super) express_no: String,
    pub(super) void: bool,
}

fn order(place: u64) -> Order {
    let number = format!("ID7{place:013}ZZ");
    let pair = place / 2;
    let turn = if place < IN_PAIRS { pair } else { place - IN_PAIRS / 2 };
    let serial = dice::digits(0, 8, &["isp", &number]);
    Order {
        place,
        reference: format!("SHOP-{}", 1_000 + turn),
        express_no: format!("LA{serial}{}CN", s10_check(&serial)),
        void: place < IN_PAIRS && place % 4 == 3,
        number,
    }
}

/// The order of that number.
pub(super) fn by_number(number: &str) -> Option<Order> {
    (0..ORDERS).map(order).find(|order| order.number == number)
}

/// The newest order with that reference that is not void.
pub(super) fn by_reference(reference: &str) -> Option<Order> {
    (0..ORDERS).rev().map(order).find(|order| order.reference == reference && !order.void)
}

impl Order {
    /// Newer orders have higher numbers.
    pub(super) fn ordered_at(&self, now: Timestamp) -> Timestamp {
        let age = SignedDuration::from_mins(i64::try_from(ORDERS - self.place).unwrap_or_default() * 67);
        // a whole day, so that the answer stays the same all day long
        let day = Timestamp::from_second(now.as_second() / 86_400 * 86_400).unwrap_or(now);
        day.saturating_sub(age).unwrap_or(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_the_newest_order_that_is_not_void() {
        assert_eq!(by_reference("SHOP-1000").unwrap().place, 1);
        assert_eq!(by_reference("SHOP-1001").unwrap().place, 2, "the newer one is void");
        assert_eq!(by_reference("SHOP-1099").unwrap().place, 119);
        assert!(by_reference("SHOP-1100").is_none() && by_number("ID7").is_none());
        assert_eq!(by_number("ID70000000000003ZZ").unwrap().reference, "SHOP-1001");
    }
}
