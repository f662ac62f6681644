//! Which parcel an answer is about. Two sources that know a number tell of one parcel only where their carriers do not
//! contradict each other and no two purchases are meant (`docs/decisions`); otherwise it is a parcel of its own.

use super::ask::Question;
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::recognise::{Sureness, recognise};
use shipdesk_providers::spi::tracking::{NumberKind, Tracked};
use shipdesk_store::parcel::{self, Parcel, Source};
use shipdesk_store::{Db, StoreError};
use std::collections::HashMap;

/// A number's kind in the store.
pub(super) fn kind_name(kind: NumberKind) -> &'static str {
    match kind {
        NumberKind::Tracking => "tracking",
        NumberKind::ProviderOrder => "provider_order",
        NumberKind::SubOrder => "sub_order",
        NumberKind::LastMile => "last_mile",
    }
}

/// The numbers that an answer gives a parcel: its own, and the one that it was asked by, where it names no other.
pub(super) fn numbers(question: &Question, tracked: &Tracked) -> Vec<(String, String)> {
    let mut numbers: Vec<(String, String)> =
        tracked.numbers.iter().map(|(kind, number)| (number.clone(), kind_name(*kind).to_owned())).collect();
    let asked = &question.wanted.number;
    let named = numbers.iter().any(|(number, _)| same(number, asked));
    if !named && question.parcel.is_none() {
        let has_tracking = numbers.iter().any(|(_, kind)| kind == "tracking");
        let kind = if has_tracking { "provider_order" } else { "tracking" };
        numbers.push((asked.clone(), kind.to_owned()));
    }
    numbers
}

/// The parcels of one answer, each once: what it says of one in several places is put together.
pub(super) fn together(found: Vec<Tracked>) -> Vec<Tracked> {
    let mut parcels: Vec<Tracked> = Vec::with_capacity(found.len());
    for tracked in found {
        match parcels.iter_mut().find(|parcel| is_one(parcel, &tracked)) {
            Some(parcel) => join(parcel, tracked),
            None => parcels.push(tracked),
        }
    }
    parcels
}

/// Whether two parts of an answer are about one parcel: the same numbers, one of them its own, of no two carriers.
fn is_one(a: &Tracked, b: &Tracked) -> bool {
    let has = |tracked: &Tracked, kind: NumberKind, number: &str| {
        tracked.numbers.iter().any(|(known, other)| *known == kind && same(number, other))
    };
    let own = |kind: NumberKind| matches!(kind, NumberKind::Tracking | NumberKind::SubOrder);
    let carriers = [a, b].map(|tracked| tracked.carrier.as_deref().and_then(carrier_name));
    a.numbers.len() == b.numbers.len()
        && a.numbers.iter().all(|(kind, number)| has(b, *kind, number))
        && a.numbers.iter().any(|(kind, _)| own(*kind))
        && (carriers[0] == carriers[1] || carriers.contains(&None))
}

fn join(parcel: &mut Tracked, more: Tracked) {
    fn add<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
        let had = all.len();
        for one in more {
            if !all[..had].contains(&one) {
                all.push(one);
            }
        }
    }
    add(&mut parcel.events, more.events);
    add(&mut parcel.pods, more.pods);
    add(&mut parcel.goods, more.goods);
    parcel.is_final |= more.is_final;
    parcel.status = parcel.status.or(more.status);
    parcel.carrier = parcel.carrier.take().or(more.carrier);
    parcel.origin = parcel.origin.take().or(more.origin);
    parcel.destination = parcel.destination.take().or(more.destination);
}

/// The parcels that may be meant by what a call is about, and who told what of them.
#[derive(Debug, Default)]
pub(super) struct Known {
    parcels: Vec<Parcel>,
    sources: HashMap<ParcelId, Vec<Source>>,
}

impl Known {
    /// Those that have one of these numbers, and these themselves.
    pub(super) async fn read(
        db: &mut Db,
        numbers: &[&str],
        own: impl Iterator<Item = &Parcel>,
    ) -> Result<Self, StoreError> {
        let mut parcels = parcel::by_numbers(db, numbers).await?;
        for parcel in own {
            if parcels.iter().all(|known| known.id != parcel.id) {
                parcels.push(parcel.clone());
            }
        }
        let ids: Vec<ParcelId> = parcels.iter().map(|parcel| parcel.id).collect();
        Ok(Self { sources: parcel::sources_of(db, &ids).await?, parcels })
    }

    /// One that is new here.
    pub(super) fn add(&mut self, parcel: Parcel) {
        self.parcels.push(parcel);
    }

    pub(super) fn parcel(&self, id: ParcelId) -> Option<&Parcel> {
        self.parcels.iter().find(|parcel| parcel.id == id)
    }

    pub(super) fn parcel_mut(&mut self, id: ParcelId) -> Option<&mut Parcel> {
        self.parcels.iter_mut().find(|parcel| parcel.id == id)
    }

    fn under<'a>(&'a self, number: &'a str) -> impl Iterator<Item = &'a Parcel> {
        self.parcels.iter().filter(move |parcel| parcel.numbers.iter().any(|(known, _)| same(known, number)))
    }

    fn sources(&self, parcel: &Parcel) -> &[Source] {
        self.sources.get(&parcel.id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Gives each answer its parcel: of the answers to one question that about the parcel it asked about, of the others
    /// those that are known here. `None`: a parcel that is new here.
    pub(super) fn parcels_of(
        &self,
        account: AccountId,
        question: &Question,
        found: &[Tracked],
    ) -> Vec<Option<ParcelId>> {
        let mut places: Vec<Option<ParcelId>> = vec![None; found.len()];
        if let Some(asked) = &question.parcel {
            // of the parcels of an order, one that had no number so far is one that nobody has seen
            let at = answer_about(asked, found).or_else(|| self.unseen(asked, found));
            if let Some(at) = at.filter(|at| self.agree(asked, &found[*at])) {
                places[at] = Some(asked.id);
            }
        }
        for (at, tracked) in found.iter().enumerate() {
            if places[at].is_none() {
                places[at] = self.known_parcel(account, question, tracked, &places);
            }
        }
        places
    }

    /// The first answer with a number that no other parcel has, for a parcel that has none yet.
    fn unseen(&self, asked: &Parcel, found: &[Tracked]) -> Option<usize> {
        if !numbers_of_kind(asked, "tracking").is_empty() {
            return None;
        }
        let is_new = |tracked: &Tracked| {
            let mut own = tracked.numbers.iter().filter(|(kind, _)| *kind == NumberKind::Tracking);
            own.all(|(_, number)| self.under(number).all(|known| known.id == asked.id))
        };
        found.iter().position(is_new)
    }

    fn known_parcel(
        &self,
        account: AccountId,
        question: &Question,
        tracked: &Tracked,
        taken: &[Option<ParcelId>],
    ) -> Option<ParcelId> {
        let own: Vec<&str> = tracked
            .numbers
            .iter()
            .filter(|(kind, _)| *kind == NumberKind::Tracking)
            .map(|(_, number)| number.as_str())
            .collect();
        let asked = [question.wanted.number.as_str()];
        let numbers = if own.is_empty() { &asked[..] } else { &own[..] };
        let mut candidates: Vec<&Parcel> = Vec::new();
        for parcel in numbers.iter().flat_map(|number| self.under(number)) {
            let free =
                !taken.contains(&Some(parcel.id)) && candidates.iter().all(|known| known.id != parcel.id);
            // what has no number of its own yet is not what has another one
            let fits = !own.is_empty()
                || numbers_of_kind(parcel, "tracking").is_empty()
                || tracked.numbers.is_empty();
            if free && fits && self.agree(parcel, tracked) {
                candidates.push(parcel);
            }
        }
        let is_ours = |parcel: &&&Parcel| {
            let knows = |source: &Source| source.account_id == account && source.knows;
            parcel.account_id == Some(account) || self.sources(parcel).iter().any(knows)
        };
        match (candidates.iter().find(is_ours), candidates.as_slice()) {
            (Some(ours), _) => Some(ours.id),
            (None, [one]) => Some(one.id),
            // of several that it might be, none
            _ => None,
        }
    }

    /// Whether nothing that is known of a parcel's carrier contradicts an answer's.
    fn agree(&self, parcel: &Parcel, tracked: &Tracked) -> bool {
        let Some(theirs) = tracked.carrier.as_deref().and_then(carrier_name) else { return true };
        let said = self.sources(parcel).iter().filter_map(|source| source.statement.carrier.as_deref());
        let known: Vec<String> =
            parcel.carrier.as_deref().into_iter().chain(said).filter_map(carrier_name).collect();
        known.is_empty()
            || known.iter().any(|known| known.contains(&theirs) || theirs.contains(known))
            // a number whose check digit names one carrier is that carrier's, whatever each calls it
            || numbers_of_kind(parcel, "tracking").into_iter().any(is_one_carriers)
    }
}

/// Of the answers to a question about a parcel the one that has its tracking number, or the only one.
fn answer_about(parcel: &Parcel, found: &[Tracked]) -> Option<usize> {
    let tracking: Vec<&str> = numbers_of_kind(parcel, "tracking");
    let has = |tracked: &Tracked| {
        tracked.numbers.iter().any(|(_, number)| tracking.iter().any(|known| same(known, number)))
    };
    let named = found.iter().position(has);
    // one that has no number of its own yet is the first of those that have none
    let nameless = || {
        let waits =
            |tracked: &Tracked| !tracked.numbers.iter().any(|(kind, _)| *kind == NumberKind::Tracking);
        found.iter().position(waits).filter(|_| tracking.is_empty())
    };
    named.or_else(nameless).or((found.len() == 1).then_some(0))
}

/// What of a carrier's name can be compared; nothing of one that is only a number.
fn carrier_name(name: &str) -> Option<String> {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    Some(plain).filter(|plain| plain.chars().any(char::is_alphabetic))
}

fn is_one_carriers(number: &str) -> bool {
    let sure: Vec<_> =
        recognise(number).into_iter().filter(|candidate| candidate.sure == Sureness::Checksum).collect();
    sure.len() == 1
}

pub(super) fn numbers_of_kind<'a>(parcel: &'a Parcel, kind: &str) -> Vec<&'a str> {
    parcel.numbers.iter().filter(|(_, known)| known == kind).map(|(number, _)| number.as_str()).collect()
}

/// Whether two numbers are the same: blanks and the case of letters do not count.
pub(super) fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_carrier_are_told_to_be_one() {
        assert_eq!(carrier_name("Royal Mail").unwrap(), carrier_name("royal-mail").unwrap());
        assert_eq!(carrier_name("100001"), None, "a code of somebody's own is no name");
        assert_eq!(carrier_name(""), None);
    }

    #[test]
    fn blanks_and_letters_case_do_not_tell_numbers_apart() {
        assert!(same(" lk894734223cn", "LK894734223CN"));
        assert!(!same("LK894734223CN", "LK894734224CN"));
    }
}
