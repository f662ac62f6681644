//! What the sources know, as text.

use crate::output::Text;
use crate::reader::{Reader, paragraph};
use crate::table::{Column, Table};
use shipdesk_app::documents::{
    AirWaybillsDocument, CarrierDocument, CountsDocument, DetectDocument, ForeignMeasure,
    ForeignOrderDocument, ForeignOrderRow, InboundDocument, InboundRow, Items, PullDocument, RemoteDocument,
    TransitDocument,
};

impl Text for CountsDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut table = Table::new([
            (reader.say("head_status", &[]), Column::Left),
            (reader.say("head_count", &[]), Column::Right),
        ]);
        for count in &self.counts {
            table.row([count.status.clone(), count.count.to_string()]);
        }
        let here = reader.say("counted_here", &[("count", &self.here.to_string())]);
        format!("{}\n{here}", table.text())
    }
}

impl Text for PullDocument {
    fn text(&self, reader: &Reader) -> String {
        let (pulled, new) = (self.pulled.to_string(), self.new.to_string());
        reader.say("pulled", &[("pulled", &pulled), ("new", &new), ("pages", &self.pages.to_string())])
    }
}

impl Text for DetectDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut table = Table::new([
            (reader.say("head_carrier", &[]), Column::Left),
            (reader.say("head_name", &[]), Column::Name),
            (reader.say("head_by", &[]), Column::Left),
        ]);
        for candidate in &self.candidates {
            let by = match candidate.sure {
                shipdesk_core::recognise::Sureness::Checksum => "by_check_digit",
                shipdesk_core::recognise::Sureness::Shape => "by_shape",
            };
            let name = [Some(candidate.name), candidate.country].into_iter().flatten().collect::<Vec<_>>();
            table.row([candidate.carrier.to_owned(), name.join(" · "), reader.words.text(by, &[])]);
        }
        for carrier in &self.carriers {
            table.row([carrier.code.clone(), carrier.name.clone(), carrier.account.clone()]);
        }
        let error = self.error.as_ref().map(paragraph);
        if table.is_empty() && error.is_none() {
            return reader.say("nobody_known", &[("number", &self.number)]);
        }
        let parts = [table.text(), error.unwrap_or_default()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

impl Text for Items<CarrierDocument> {
    fn text(&self, reader: &Reader) -> String {
        let mut table = Table::new([
            (reader.say("head_carrier", &[]), Column::Left),
            (reader.say("head_name", &[]), Column::Name),
            (reader.say("head_homepage", &[]), Column::Left),
        ]);
        for carrier in &self.items {
            let homepage = carrier.homepage.clone().unwrap_or_default();
            table.row([carrier.code.clone(), carrier.name.clone(), homepage]);
        }
        table.text()
    }
}

impl Text for RemoteDocument {
    fn text(&self, reader: &Reader) -> String {
        let place = [("country", self.country.as_str()), ("postcode", self.postcode.as_str())];
        if self.carriers.is_empty() {
            return reader.say("not_remote", &place);
        }
        let carriers = self.carriers.join(", ");
        reader.say("remote_for", &[place[0], place[1], ("carriers", &carriers)])
    }
}

impl Text for TransitDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut card = Table::card();
        for days in &self.days {
            card.fact(days.name.clone(), days.value.clone());
        }
        let head = format!("{}  {} → {}", self.carrier, self.from, self.to);
        let body = if self.days.is_empty() { reader.say("no_transit_time", &[]) } else { card.text() };
        format!("{head}\n{body}")
    }
}

impl Text for AirWaybillsDocument {
    fn text(&self, reader: &Reader) -> String {
        let one = |item: &shipdesk_app::documents::AirWaybillDocument| match (&item.track, &item.error) {
            (Some(track), _) => track.text(reader),
            (None, Some(error)) => format!("{}  {}", item.number, paragraph(error)),
            (None, None) => item.number.clone(),
        };
        self.items.iter().map(one).collect::<Vec<_>>().join("\n\n")
    }
}

impl Text for InboundDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut card = Table::card();
        card.fact(reader.say("fact_reference", &[]), self.outer_id.clone().unwrap_or_default());
        card.fact(
            reader.say("fact_asked", &[]),
            self.fetched_at.as_deref().map(|at| reader.time(at)).unwrap_or_default(),
        );
        card.fact(self.account.clone(), self.error.as_ref().map(paragraph).unwrap_or_default());
        let mut parts = vec![self.purchase.clone(), card.text()];
        if self.parcels.is_empty() {
            parts.push(reader.say("nothing_shipped", &[]));
        }
        for parcel in &self.parcels {
            parts.push(String::new());
            parts.push(parcel.text(reader));
        }
        parts.join("\n")
    }
}

impl Text for Items<InboundRow> {
    fn text(&self, reader: &Reader) -> String {
        let mut table = Table::new([
            (reader.say("head_purchase", &[]), Column::Left),
            (reader.say("head_account", &[]), Column::Name),
            (reader.say("head_parcels", &[]), Column::Right),
            (reader.say("head_received", &[]), Column::Right),
            (reader.say("head_status", &[]), Column::Left),
        ]);
        for row in &self.items {
            let statuses: Vec<&str> =
                row.statuses.iter().map(|status| reader.words.status(*status)).collect();
            table.row([
                row.purchase.clone(),
                row.account.clone(),
                row.parcels.to_string(),
                format!("{}/{}", row.received, row.goods),
                statuses.join(", "),
            ]);
        }
        table.text()
    }
}

impl Text for ForeignOrderDocument {
    fn text(&self, reader: &Reader) -> String {
        let state = self.state.as_ref().map(|state| state.text.clone().unwrap_or_else(|| state.code.clone()));
        let head = [Some(self.order_no.clone()), state, Some(reader.say("read_only", &[]))];
        let mut card = Table::card();
        card.fact(reader.say("fact_reference", &[]), self.reference.clone().unwrap_or_default());
        card.fact(reader.say("fact_tracking", &[]), self.tracking_no.clone().unwrap_or_default());
        for fact in &self.facts {
            card.fact(fact.label.clone(), fact.value.clone());
        }
        card.fact(reader.say("fact_asked", &[]), reader.time(&self.fetched_at));
        card.fact(self.account.clone(), self.error.as_ref().map(paragraph).unwrap_or_default());
        let mut parts = vec![head.into_iter().flatten().collect::<Vec<_>>().join("  "), card.text()];
        for parcel in &self.parcels {
            let mut table = Table::card();
            table.fact(reader.say("fact_tracking", &[]), parcel.tracking_no.clone().unwrap_or_default());
            table.fact(reader.say("fact_declared", &[]), measure(&parcel.declared));
            let measured = measure(&parcel.measured);
            let measured = if measured.is_empty() { reader.say("not_measured", &[]) } else { measured };
            table.fact(reader.say("fact_measured", &[]), measured);
            for item in &parcel.items {
                let values: Vec<String> =
                    item.iter().map(|fact| format!("{} {}", fact.label, fact.value)).collect();
                table.row([String::new(), values.join(" · ")]);
            }
            parts.push(table.text());
        }
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// `1.23 kg  2 × 1.23 × 1.23 cm`, as far as it is known.
fn measure(measure: &ForeignMeasure) -> String {
    let weight = measure.weight_kg.as_ref().map(|weight| format!("{weight} kg"));
    let sides = [&measure.length_cm, &measure.width_cm, &measure.height_cm];
    let sides: Vec<&str> = sides.into_iter().filter_map(|side| side.as_deref()).collect();
    let size = (sides.len() == 3).then(|| format!("{} cm", sides.join(" × ")));
    weight.into_iter().chain(size).collect::<Vec<_>>().join("  ")
}

impl Text for Items<ForeignOrderRow> {
    fn text(&self, reader: &Reader) -> String {
        foreign_table(self.items.iter(), reader)
    }
}

/// Orders from elsewhere, a line each.
pub(crate) fn foreign_table<'a>(
    orders: impl Iterator<Item = &'a ForeignOrderRow>,
    reader: &Reader,
) -> String {
    let mut table = Table::new([
        (reader.say("head_order", &[]), Column::Left),
        (reader.say("head_reference", &[]), Column::Left),
        (reader.say("head_number", &[]), Column::Left),
        (reader.say("head_state", &[]), Column::Left),
        (reader.say("head_account", &[]), Column::Name),
    ]);
    for row in orders {
        let state = row.state.as_ref().map(|state| state.text.clone().unwrap_or_else(|| state.code.clone()));
        table.row([
            row.order_no.clone(),
            row.reference.clone().unwrap_or_default(),
            row.tracking_no.clone().unwrap_or_default(),
            state.unwrap_or_default(),
            row.account.clone(),
        ]);
    }
    table.text()
}
