//! What an order still lacks before any provider can be asked.

use super::{Carton, Order, Party};
use crate::country;
use crate::error::FieldIssue;

impl Order {
    /// The fields that are missing, by path, in reading order. Empty means `ready`.
    ///
    /// Needed: an order number; sender and recipient with name, phone, first address line, city, postcode, country,
    /// and state where the country has them; one box at least, each with weight and size, and an item unless the
    /// goods are in a provider's warehouse.
    pub fn missing(&self) -> Vec<FieldIssue> {
        let mut missing = Missing(Vec::new());
        missing.unless(!self.order_no.is_empty(), "order_no");
        missing.party("sender", &self.sender);
        missing.party("recipient", &self.recipient);
        missing.unless(!self.boxes.is_empty(), "boxes");
        for (index, carton) in self.boxes.iter().enumerate() {
            missing.carton(&format!("boxes[{index}]"), carton, self.warehouse_id.is_some());
        }
        missing.0
    }
}

struct Missing(Vec<FieldIssue>);

impl Missing {
    fn unless(&mut self, there: bool, path: impl Into<String>) {
        if !there {
            self.0.push(FieldIssue::missing(path));
        }
    }

    fn party(&mut self, path: &str, party: &Party) {
        let fields = [
            ("name", &party.name),
            ("phone", &party.phone),
            ("address1", &party.address1),
            ("city", &party.city),
            ("postcode", &party.postcode),
            ("country", &party.country),
        ];
        for (name, value) in fields {
            self.unless(!value.is_empty(), format!("{path}.{name}"));
        }
        self.unless(!party.state.is_empty() || !country::has_states(&party.country), format!("{path}.state"));
    }

    fn carton(&mut self, path: &str, carton: &Carton, in_stock: bool) {
        self.unless(carton.weight.is_some_and(|weight| !weight.is_zero()), format!("{path}.weight_kg"));
        for (name, side) in
            [("length_cm", carton.length), ("width_cm", carton.width), ("height_cm", carton.height)]
        {
            self.unless(side.is_some_and(|side| !side.is_zero()), format!("{path}.{name}"));
        }
        self.unless(in_stock || !carton.items.is_empty(), format!("{path}.items"));
    }
}
