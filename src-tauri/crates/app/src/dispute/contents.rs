//! What stands in a dispute pack, in the reader's language.

use super::{Ordered, Proof};
use crate::documents::{EventDocument, ForeignMeasure, ForeignOrderDocument, TrackDocument};
use crate::words::Words;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use shipdesk_core::charge::ChargeKind;
use shipdesk_core::order::{Carton, Party};
use shipdesk_core::status::RefundState;
use shipdesk_labels::report::{Part, Table};

pub(super) struct Contents<'a> {
    pub(super) words: Words,
    pub(super) track: &'a TrackDocument,
    pub(super) order: Option<&'a Ordered>,
    pub(super) elsewhere: &'a [ForeignOrderDocument],
    pub(super) proofs: &'a [Proof],
    pub(super) station: String,
    pub(super) made_at: Timestamp,
}

impl Contents<'_> {
    pub(super) fn title(&self) -> String {
        self.with("title", &[("number", &self.track.number)])
    }

    pub(super) fn foot(&self) -> String {
        let at = time(&self.made_at.to_string());
        let values = [("number", &*self.track.number), ("at", &*at), ("station", &*self.station)];
        let known = if self.station.is_empty() { &values[..2] } else { &values[..] };
        self.with("foot", known)
    }

    pub(super) fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::Facts(self.facts())];
        if let Some(ordered) = self.order {
            parts.push(self.heading("parties"));
            parts.push(Part::Facts(self.parties(ordered)));
            parts.push(self.heading("boxes"));
            parts.push(self.boxes(ordered));
            if !ordered.document.charges.is_empty() {
                parts.push(self.heading("charges"));
                parts.push(Part::Facts(self.charges(ordered)));
            }
        }
        parts.extend(self.weights());
        parts.push(self.heading("timeline"));
        if self.track.events.is_empty() {
            parts.push(Part::Text(self.told("no_lines")));
        } else {
            parts.extend([Part::Text(self.told("times")), self.timeline()]);
        }
        if !self.track.sources.is_empty() {
            parts.extend([self.heading("sources"), Part::Facts(self.sources())]);
        }
        parts.push(self.heading("proofs"));
        parts.push(self.proofs());
        parts
    }

    /// What stands above the pages of each proof.
    pub(super) fn captions(&self) -> Vec<String> {
        let count = self.proofs.len().to_string();
        let caption = |(index, proof): (usize, &Proof)| {
            let (place, at) = ((index + 1).to_string(), time(&proof.pod.fetched_at));
            let values = [
                ("place", &*place),
                ("count", &count),
                ("at", &at),
                ("number", &self.track.number),
                ("hash", &proof.pod.sha256),
            ];
            self.with("caption", &values)
        };
        self.proofs.iter().enumerate().map(caption).collect()
    }

    fn facts(&self) -> Vec<(String, String)> {
        let track = self.track;
        let route = [&track.origin, &track.destination].into_iter().flatten().cloned().collect::<Vec<_>>();
        let mut facts = vec![
            ("numbers", track.numbers.join("\n")),
            ("status", self.words.status(track.status).to_owned()),
            ("carrier", track.carrier.clone().unwrap_or_default()),
            ("route", route.join(" → ")),
        ];
        if let Some(Ordered { document, order }) = self.order {
            let channel_name = document.channel_name.as_ref().or(document.channel_id.as_ref());
            let channel = [document.account.as_ref(), channel_name];
            let sent = document.purchases.last().and_then(|purchase| purchase.sent_at.as_deref());
            facts.extend([
                ("order", order.order_no.clone()),
                ("reference", order.reference.clone()),
                ("provider_order", document.provider_order_no.clone().unwrap_or_default()),
                ("channel", channel.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")),
                ("bought", sent.map(time).unwrap_or_default()),
            ]);
        }
        facts.push(("asked", track.fetched_at.as_deref().map(time).unwrap_or_default()));
        self.named(facts)
    }

    fn parties(&self, Ordered { order, .. }: &Ordered) -> Vec<(String, String)> {
        self.named(vec![("recipient", address(&order.recipient)), ("sender", address(&order.sender))])
    }

    fn boxes(&self, Ordered { document, order, .. }: &Ordered) -> Part {
        let number = |carton: &Carton| {
            let known = document.boxes.iter().find(|known| known.box_no == carton.box_no);
            known.and_then(|known| known.tracking_no.clone()).unwrap_or_default()
        };
        let row = |carton: &Carton| {
            let weight = carton.weight.map(|weight| weight.to_string());
            let sides =
                [carton.length, carton.width, carton.height].map(|side| side.map(|side| side.to_string()));
            vec![carton.box_no.clone(), number(carton), measured(weight, sides), goods(carton)]
        };
        self.table(
            &[("box", 0.8), ("tracking_no", 2.0), ("declared", 1.4), ("contents", 3.0)],
            order.boxes.iter().map(row).collect(),
        )
    }

    fn charges(&self, Ordered { document, .. }: &Ordered) -> Vec<(String, String)> {
        let kind = |kind: &str| self.words.text(&format!("charge.{kind}"), &[]);
        let known = |one: &str| ChargeKind::ALL.iter().any(|kind| kind.as_str() == one);
        let charges = document.charges.iter().filter(|charge| known(charge.kind));
        let mut facts: Vec<_> = charges
            .map(|charge| (kind(charge.kind), format!("{} {}", charge.currency, charge.amount)))
            .collect();
        if let Some(refund) = document.refund.filter(|refund| *refund != RefundState::None) {
            facts.push((self.told("refund"), self.words.refund(refund).to_owned()));
        }
        facts
    }

    /// What was declared and what was measured, of each order that a provider told of.
    fn weights(&self) -> Vec<Part> {
        let mut rows = Vec::new();
        for order in self.elsewhere {
            for parcel in &order.parcels {
                rows.push(vec![
                    parcel.tracking_no.as_ref().unwrap_or(&order.order_no).clone(),
                    size(&parcel.declared),
                    size(&parcel.measured),
                    format!("{} · {}", order.account, time(&order.fetched_at)),
                ]);
            }
        }
        if rows.is_empty() {
            return Vec::new();
        }
        let columns = [("tracking_no", 2.0), ("declared", 1.5), ("measured", 1.5), ("told_by", 2.0)];
        vec![self.heading("weights"), self.table(&columns, rows)]
    }

    fn timeline(&self) -> Part {
        let row = |event: &EventDocument| {
            let at = match &event.at {
                Some(at) => time(at),
                None => format!("{} {}", event.at_text, self.told("local")),
            };
            let sources: Vec<&str> =
                std::iter::once(&event.source).chain(&event.also).map(String::as_str).collect();
            let said_by = format!("{} · {}", sources.join(", "), self.told(event.kind));
            let place = event.location.clone().unwrap_or_default();
            vec![at, self.words.status(event.status).to_owned(), place, event.text.clone(), said_by]
        };
        self.table(
            &[("time", 1.5), ("status", 1.1), ("place", 1.3), ("said", 3.0), ("said_by", 1.5)],
            // as it happened
            self.track.events.iter().rev().map(row).collect(),
        )
    }

    fn sources(&self) -> Vec<(String, String)> {
        let source = |source: &crate::documents::SourceDocument| {
            let at = self.with("asked_at", &[("at", &time(&source.asked_at))]);
            let error = source.error.as_ref().map(|error| error.message.clone());
            let said = source.said.clone();
            (
                source.account.clone(),
                [Some(at), said, error].into_iter().flatten().collect::<Vec<_>>().join(" · "),
            )
        };
        self.track.sources.iter().map(source).collect()
    }

    fn proofs(&self) -> Part {
        if self.proofs.is_empty() {
            return Part::Text(self.told("no_proofs"));
        }
        let row = |(index, Proof { pod, bytes }): (usize, &Proof)| {
            let state = self.told(if bytes.is_ok() { "enclosed" } else { "not_enclosed" });
            let kind = format!("{}, {state}", pod.media_type);
            vec![(index + 1).to_string(), kind, time(&pod.fetched_at), pod.sha256.clone()]
        };
        // a hash goes on one line, however wide its letters are
        self.table(
            &[("rank", 0.3), ("kind", 1.3), ("fetched", 1.3), ("hash", 4.6)],
            self.proofs.iter().enumerate().map(row).collect(),
        )
    }

    fn heading(&self, key: &str) -> Part {
        Part::Heading(self.told(&format!("head_{key}")))
    }

    fn table(&self, columns: &[(&str, f32)], rows: Vec<Vec<String>>) -> Part {
        let columns = columns.iter().map(|(key, share)| (self.told(key), *share)).collect();
        Part::Table(Table { columns, rows })
    }

    /// Facts under their names; those that nobody knows are left out.
    fn named(&self, facts: Vec<(&str, String)>) -> Vec<(String, String)> {
        let known = facts.into_iter().filter(|(_, value)| !value.trim().is_empty());
        known.map(|(key, value)| (self.told(key), value)).collect()
    }

    fn told(&self, key: &str) -> String {
        self.with(key, &[])
    }

    fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.text(&format!("dispute.{key}"), values)
    }
}

/// An instant as the clock here shows it, with its zone.
fn time(instant: &str) -> String {
    let Ok(at) = instant.parse::<Timestamp>() else { return instant.to_owned() };
    at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M %:z").to_string()
}

fn address(party: &Party) -> String {
    let joined =
        |parts: &[&str]| parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    let lines = [
        joined(&[&party.name, &party.company]),
        joined(&[&party.address1, &party.house_no, &party.address2]),
        joined(&[&party.postcode, &party.city, &party.state, &party.country]),
        joined(&[&party.phone, &party.email]),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn goods(carton: &Carton) -> String {
    let line = |item: &shipdesk_core::order::Item| {
        let names = [&item.name_cn, &item.name_en].map(String::as_str);
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let count = item.quantity.map(|count| format!("{count} × ")).unwrap_or_default();
        let value =
            item.declared().map(|money| format!(", {} {money}", money.currency())).unwrap_or_default();
        format!("{count}{}{value}", names.join(" "))
    };
    carton.items.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn size(told: &ForeignMeasure) -> String {
    let sides = [&told.length_cm, &told.width_cm, &told.height_cm].map(Clone::clone);
    measured(told.weight_kg.clone(), sides)
}

/// `0.25 kg, 10 × 5 × 2 cm`, as far as it is known.
fn measured(weight: Option<String>, sides: [Option<String>; 3]) -> String {
    let weight = weight.map(|kg| format!("{kg} kg"));
    let sides =
        sides.into_iter().collect::<Option<Vec<_>>>().map(|sides| format!("{} cm", sides.join(" × ")));
    [weight, sides].into_iter().flatten().collect::<Vec<_>>().join("\n")
}
