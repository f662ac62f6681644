//! An order as a card.

use crate::output::Text;
use crate::reader::{Reader, paragraph};
use crate::table::Table;
use shipdesk_app::documents::{LabelDocument, OrderDocument};
use shipdesk_core::status::RefundState;

impl Text for OrderDocument {
    fn text(&self, reader: &Reader) -> String {
        let state = self.state.map_or("", |state| reader.words.state(state));
        let mut card = Table::card();
        let mut fact = |key: &str, value: String| card.fact(reader.say(key, &[]), value);
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        fact("fact_reference", text(&self.reference));
        fact("fact_to", destination(self));
        let channel = [self.account.as_deref(), self.channel_id.as_deref()];
        fact("fact_bought", channel.into_iter().flatten().collect::<Vec<_>>().join(" · "));
        fact(
            "fact_provider_no",
            text(&self.provider_order_no.clone().filter(|no| self.order_no.as_ref() != Some(no))),
        );
        fact("fact_tracking", text(&self.tracking_no));
        for carton in &self.boxes {
            let weight = carton.weight_kg.as_ref().map(|weight| format!("{weight} kg"));
            // the number of an only box is the order's
            let number =
                carton.tracking_no.clone().filter(|number| self.tracking_no.as_ref() != Some(number));
            let parts = [Some(carton.box_no.clone()), weight, number];
            fact("fact_box", parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
        }
        for charge in self.charges.iter().filter(|charge| !is_nothing(&charge.amount)) {
            let kind = reader.say(&format!("charge.{}", charge.kind), &[]);
            fact("fact_charge", format!("{} {} · {kind}", charge.amount, charge.currency));
        }
        for label in &self.labels {
            fact("fact_label", label_line(label, reader));
        }
        if let Some(refund) = self.refund.filter(|refund| *refund != RefundState::None) {
            fact("fact_refund", reader.words.refund(refund).to_owned());
        }
        if let Some(status) = self.status {
            fact("fact_status", reader.words.status(status).to_owned());
        }
        for issue in &self.missing {
            fact("fact_missing", issue.message.clone());
        }
        for warning in &self.warnings {
            fact("fact_warning", warning.clone());
        }
        if let Some(error) = &self.last_error {
            fact("fact_error", paragraph(error));
        }
        format!("{}  {state}\n{}", text(&self.order_no), card.text()).trim_end().to_owned()
    }
}

/// Whether an amount of money is none.
pub(crate) fn is_nothing(amount: &str) -> bool {
    !amount.contains(|c: char| ('1'..='9').contains(&c))
}

/// Where it goes, without saying to whom: people stay out of lists and copies.
fn destination(order: &OrderDocument) -> String {
    let recipient = order.order.as_ref().and_then(|order| order.get("recipient"));
    let part = |name| recipient.and_then(|recipient| recipient.get(name)).and_then(|value| value.as_str());
    let parts = [part("country"), part("city")].into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

fn label_line(label: &LabelDocument, reader: &Reader) -> String {
    let kind = (label.kind != "label").then(|| reader.say(&format!("label_kind.{}", label.kind), &[]));
    let parts = [
        kind,
        label.box_no.clone(),
        Some(label.media_type.clone()),
        Some(reader.say("bytes", &[("count", &label.bytes.to_string())])),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
