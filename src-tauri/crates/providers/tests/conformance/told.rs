//! What a reading of an answer claims, so that it can be held against the answer's bytes.

use shipdesk_core::charge::Charge;
use shipdesk_core::money::Money;
use shipdesk_core::status::RefundState;
use shipdesk_providers::spi::error::ProviderError;
use shipdesk_providers::spi::provider::{
    AccountInfo, CancelOutcome, Channel, Created, LabelSource, OrderLabels, Verdict,
};
use shipdesk_providers::spi::tracking::{
    Carrier, ForeignOrder, Listing, Purchased, Quota, Registered, RemoteArea, Tracked, TransitTime,
};

/// What is claimed.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// Texts: each of them stands in the answer.
    pub(crate) words: Vec<String>,
    /// Amounts: each is a number of the answer, rounded to its currency, or nothing at all.
    pub(crate) amounts: Vec<Money>,
    /// Codes of a verdict: one of them stands in the answer under `code`.
    pub(crate) codes: &'static [&'static str],
    /// Whether the answer may name the parcel in the place of such a code.
    pub(crate) named: bool,
    /// Parcels and their timelines.
    pub(crate) parcels: Vec<Tracked>,
    /// The answer as it is kept, where the reading keeps it.
    pub(crate) raw: Option<serde_json::Value>,
}

const DONE: &[&str] = &["0", "200", "201"];

impl Told {
    fn words(words: impl IntoIterator<Item = Option<String>>) -> Self {
        Self { words: words.into_iter().flatten().collect(), codes: DONE, ..Self::default() }
    }

    fn and(mut self, other: Self) -> Self {
        self.words.extend(other.words);
        self.amounts.extend(other.amounts);
        self.parcels.extend(other.parcels);
        self
    }
}

/// A reading that says what it claims.
pub(crate) trait Tells {
    fn told(&self) -> Told;
}

/// Several, each with the order or number that was asked for. One that was refused claims nothing.
impl<T: Tells> Tells for Vec<(String, Result<T, ProviderError>)> {
    fn told(&self) -> Told {
        let good = self.iter().filter_map(|(_, outcome)| outcome.as_ref().ok());
        // whether anything was done is said for each; nobody's verdict needs no code
        let codes = good.clone().map(|outcome| outcome.told().codes).next().unwrap_or_default();
        let named = good.clone().any(|outcome| outcome.told().named);
        Told { codes, named, ..good.fold(Told::default(), |sum, outcome| sum.and(outcome.told())) }
    }
}

impl Tells for () {
    fn told(&self) -> Told {
        Told { named: true, ..Told::words([]) }
    }
}

impl Tells for Verdict {
    fn told(&self) -> Told {
        Told { codes: if *self == Verdict::Good { DONE } else { &[] }, ..Told::default() }
    }
}

impl Tells for Registered {
    fn told(&self) -> Told {
        let codes: &[&str] = if self.before { &["4016"] } else { DONE };
        Told { codes, named: !self.before, ..Told::words([self.corrected.clone()]) }
    }
}

impl Tells for CancelOutcome {
    fn told(&self) -> Told {
        Told { codes: if *self == CancelOutcome::Done { &["200"] } else { &["300"] }, ..Told::default() }
    }
}

impl Tells for RefundState {
    fn told(&self) -> Told {
        Told { codes: &["200"], ..Told::default() }
    }
}

impl Tells for AccountInfo {
    fn told(&self) -> Told {
        Told { amounts: self.balance.into_iter().collect(), ..Told::words([self.uid.clone()]) }
    }
}

impl Tells for Vec<Channel> {
    fn told(&self) -> Told {
        let words = self.iter().flat_map(|channel| [Some(channel.id.clone()), Some(channel.name.clone())]);
        Told { codes: &[], ..Told::words(words) }
    }
}

impl Tells for Vec<Charge> {
    fn told(&self) -> Told {
        Told { amounts: self.iter().map(|charge| charge.amount).collect(), ..Told::words([]) }
    }
}

impl Tells for LabelSource {
    fn told(&self) -> Told {
        match self {
            Self::Link(link) => Told::words([Some(link.clone())]),
            Self::Inline(_) => Told::words([]),
        }
    }
}

impl Tells for Created {
    fn told(&self) -> Told {
        let told = Told::words([self.provider_ref.clone(), self.tracking_no.clone()]);
        self.labels.iter().fold(told, |told, label| told.and(label.told()))
    }
}

impl Tells for OrderLabels {
    fn told(&self) -> Told {
        let of_boxes =
            self.boxes.iter().flat_map(|carton| [Some(carton.box_no.clone()), carton.tracking_no.clone()]);
        let labels = self.label.iter().chain(self.boxes.iter().filter_map(|carton| carton.label.as_ref()));
        let told = Told::words(of_boxes.chain([self.tracking_no.clone()])).and(self.charges.told());
        labels.fold(told, |told, label| told.and(label.told()))
    }
}

/// Its parcels are looked at line by line.
impl Tells for Tracked {
    fn told(&self) -> Told {
        let of_goods = self.goods.iter().flat_map(|goods| {
            [
                Some(goods.title.clone()),
                goods.property.clone(),
                Some(goods.quantity.clone()),
                goods.image_url.clone(),
            ]
        });
        let of_pods = self.pods.iter().flat_map(|pod| [Some(pod.url.clone()), pod.format.clone()]);
        let numbers = self.numbers.iter().map(|(_, number)| Some(number.clone()));
        let places = [self.carrier.clone(), self.origin.clone(), self.destination.clone()];
        let told = Told::words(of_goods.chain(of_pods).chain(numbers).chain(places));
        Told { parcels: vec![self.clone()], ..told }
    }
}

impl Tells for Listing {
    fn told(&self) -> Told {
        let words =
            self.parcels.iter().flat_map(|(known, _)| [Some(known.number.clone()), known.carrier.clone()]);
        let told = Told { codes: FOUND, ..Told::words(words) };
        self.parcels.iter().fold(told, |told, (_, tracked)| told.and(tracked.told()))
    }
}

/// A call that looks for something may find nothing, and that is an answer too.
const FOUND: &[&str] = &["0", "200", "201", "4031", "4032"];

impl Tells for Purchased {
    fn told(&self) -> Told {
        let told = Told::words(
            self.parcels.iter().map(|(number, _)| Some(number.clone())).chain([self.outer_id.clone()]),
        );
        self.parcels.iter().fold(told, |told, (_, tracked)| told.and(tracked.told()))
    }
}

impl Tells for ForeignOrder {
    fn told(&self) -> Told {
        let facts =
            self.facts.iter().filter(|(name, _)| *name != "dispatch").map(|(_, value)| Some(value.clone()));
        let of_parcels = self.parcels.iter().flat_map(|parcel| {
            let items = parcel.items.iter().flatten().map(|(_, value)| Some(value.clone()));
            items
                .chain(parcel.declared.clone())
                .chain(parcel.measured.clone())
                .chain([parcel.tracking_no.clone()])
        });
        let numbers = [
            Some(self.order_no.clone()),
            self.reference.clone(),
            self.tracking_no.clone(),
            self.state_code.clone(),
        ];
        Told { raw: Some(self.raw.clone()), ..Told::words(facts.chain(of_parcels).chain(numbers)) }
    }
}

impl Tells for Vec<Carrier> {
    fn told(&self) -> Told {
        let words = self.iter().flat_map(|carrier| {
            [
                Some(carrier.code.clone()),
                Some(carrier.name.clone()),
                carrier.homepage.clone(),
                carrier.phone.clone(),
            ]
        });
        Told { codes: FOUND, ..Told::words(words) }
    }
}

impl Tells for RemoteArea {
    fn told(&self) -> Told {
        Told { codes: FOUND, ..Told::words(self.carriers.iter().cloned().map(Some)) }
    }
}

impl Tells for TransitTime {
    fn told(&self) -> Told {
        // a value inside of another stands under both names
        let names = self.days.iter().flat_map(|(name, _)| name.split('.'));
        let values = self.days.iter().map(|(_, days)| days.as_str());
        let words = names.chain(values).map(|word| Some(word.to_owned()));
        Told { codes: FOUND, ..Told::words(words) }
    }
}

impl Tells for Vec<(String, u64)> {
    fn told(&self) -> Told {
        let words = self.iter().map(|(name, _)| Some(name.clone()));
        Told { codes: FOUND, ..Told::words(words) }
    }
}

impl Tells for Quota {
    fn told(&self) -> Told {
        Told::words([Some(self.left.to_string()), self.of.map(|of| of.to_string())])
    }
}
