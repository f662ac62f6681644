//! Which parcel an answer is about. Two sources that know a number tell of one parcel only where their carriers do not
//! contradict each other and no two purchases are meant (`docs/decisions`); otherwise it is a parcel of its own.

use super::ask::Question;
use crate::line::Line;
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::recognise::{Sureness, recognise};
use shipdesk_providers::spi::tracking::{NumberKind, Tracked};
use shipdesk_store::parcel::registration::{self, Registration};
use shipdesk_store::parcel::{self, Parcel, Source};
use shipdesk_store::{Db, StoreError};
use std::collections::{BTreeSet, HashMap};

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

pub(super) fn join(parcel: &mut Tracked, more: Tracked) {
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

/// The parcels that may be meant by what a call is about, who told what of them, and which stand on the account's list.
#[derive(Debug, Default)]
pub(super) struct Known {
    parcels: Vec<Parcel>,
    /// The places of those that have a number, as numbers are compared.
    places: HashMap<String, BTreeSet<usize>>,
    sources: HashMap<ParcelId, Vec<Source>>,
    listed: HashMap<ParcelId, Registration>,
    /// The carriers that the provider has corrected, of which the list as it is kept here knows nothing yet.
    corrected: HashMap<ParcelId, String>,
}

impl Known {
    /// Those that have one of these numbers, and these themselves.
    pub(super) async fn read(
        db: &mut Db,
        line: &Line,
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
        let mut listed = HashMap::new();
        if line.provider.registrations().is_some() {
            let all = registration::of_parcels(db, &ids).await?.into_iter();
            listed.extend(all.filter(|(_, one)| one.account_id == line.account.id));
        }
        let sources = parcel::sources_of(db, &ids).await?;
        let mut known = Self { sources, listed, ..Self::default() };
        for parcel in parcels {
            known.add(parcel);
        }
        Ok(known)
    }

    /// One that is new here.
    pub(super) fn add(&mut self, parcel: Parcel) {
        let place = self.parcels.len();
        for (number, _) in &parcel.numbers {
            self.places.entry(plain(number)).or_default().insert(place);
        }
        self.parcels.push(parcel);
    }

    /// Gives a parcel more numbers.
    pub(super) fn add_numbers(&mut self, id: ParcelId, numbers: &[(String, String)]) {
        let Some(place) = self.parcels.iter().position(|parcel| parcel.id == id) else { return };
        for (number, _) in numbers {
            self.places.entry(plain(number)).or_default().insert(place);
        }
        self.parcels[place].numbers.extend_from_slice(numbers);
    }

    pub(super) fn parcel(&self, id: ParcelId) -> Option<&Parcel> {
        self.parcels.iter().find(|parcel| parcel.id == id)
    }

    fn under(&self, number: &str) -> impl Iterator<Item = &Parcel> + use<'_> {
        self.places.get(&plain(number)).into_iter().flatten().map(|place| &self.parcels[*place])
    }

    /// How a parcel stands on the account's list.
    pub(super) fn listed(&self, id: ParcelId) -> Option<&Registration> {
        self.listed.get(&id)
    }

    /// The parcel that stands on the list under a number and precisely this carrier.
    pub(super) fn listed_under<'a>(&'a self, number: &'a str, carrier: &str) -> Option<&'a Parcel> {
        let is_it = |(parcel, one): &(&Parcel, &Registration)| {
            let known = self.corrected.get(&parcel.id).unwrap_or(&one.carrier);
            known.eq_ignore_ascii_case(carrier)
        };
        self.all_listed(number).find(is_it).map(|(parcel, _)| parcel)
    }

    /// The parcels that stand on the list under a number, whoever carries them.
    pub(super) fn all_listed<'a>(
        &'a self,
        number: &'a str,
    ) -> impl Iterator<Item = (&'a Parcel, &'a Registration)> {
        self.under(number).filter_map(|parcel| Some((parcel, self.listed(parcel.id)?)))
    }

    fn sources(&self, parcel: &Parcel) -> &[Source] {
        self.sources.get(&parcel.id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Gives each answer its parcel: of the answers to one question that about the parcel it asked about, of the others
    /// those that are known here. `None`: a parcel that is new here.
    pub(super) fn parcels_of(
        &mut self,
        account: AccountId,
        question: &Question,
        found: &[Tracked],
    ) -> Vec<Option<ParcelId>> {
        let mut places: Vec<Option<ParcelId>> = vec![None; found.len()];
        if let Some(asked) = &question.parcel {
            let at = self.answer_about(asked, question, found);
            // of the parcels of an order, one that had no number so far is one that nobody has seen
            if let Some(at) = at.or_else(|| self.unseen(asked, found)) {
                places[at] = Some(asked.id);
                if self.listed.contains_key(&asked.id) {
                    let carrier = found[at].carrier.clone().map(|carrier| (asked.id, carrier));
                    self.corrected.extend(carrier);
                }
            }
        }
        for (at, tracked) in found.iter().enumerate() {
            if places[at].is_none() {
                places[at] = self.known_parcel(account, question, tracked, &places);
            }
        }
        places
    }

    /// The parcel that an account's registration is about: the one that stands on its list under the carrier to which the
    /// provider has corrected it, else the one that was meant, else one of the right carrier.
    pub(super) fn registered(
        &self,
        account: AccountId,
        number: &str,
        sent: &str,
        corrected: Option<&str>,
    ) -> Option<ParcelId> {
        let under = |carrier: &str| {
            let numbers = vec![(NumberKind::Tracking, number.to_owned())];
            let tracked = Tracked { numbers, carrier: Some(carrier.to_owned()), ..Tracked::default() };
            self.known_parcel(account, &Question::of_number(number), &tracked, &[])
        };
        let there = corrected.and_then(|carrier| self.listed_under(number, carrier)).map(|parcel| parcel.id);
        there.or_else(|| under(sent)).or_else(|| corrected.and_then(under))
    }

    /// Of the answers to a question about a parcel the one that is about it: under the carrier by which it stands on the
    /// list; else one that contradicts nothing; else, of a parcel on the list, the only one that no other parcel there
    /// can mean, for then the provider has corrected its carrier.
    fn answer_about(&self, asked: &Parcel, question: &Question, found: &[Tracked]) -> Option<usize> {
        let own = numbers_of_kind(asked, "tracking");
        let has = |tracked: &Tracked| {
            let mut numbers = tracked.numbers.iter().map(|(_, number)| number);
            numbers.any(|number| {
                same(number, &question.wanted.number) || own.iter().any(|known| same(known, number))
            })
        };
        let listed = self.listed(asked.id);
        let exactly = |tracked: &Tracked| {
            let carriers = tracked.carrier.as_deref().zip(listed.map(|one| one.carrier.as_str()));
            carriers.is_some_and(|(told, known)| told.eq_ignore_ascii_case(known))
        };
        if let Some(at) = found.iter().position(|tracked| has(tracked) && exactly(tracked)) {
            return Some(at);
        }
        let free = |tracked: &Tracked| !self.is_of_another(asked, tracked);
        let fits = |tracked: &Tracked| free(tracked) && self.agree(asked, tracked);
        let agreed = found.iter().position(|tracked| has(tracked) && fits(tracked));
        let agreed = agreed.or_else(|| nameless(asked, found).filter(|at| fits(&found[*at])));
        agreed.or_else(|| {
            let mut left = (0..found.len()).filter(|at| has(&found[*at]) && free(&found[*at]));
            left.next().filter(|_| listed.is_some() && left.next().is_none())
        })
    }

    /// Whether another parcel stands on the list under an answer's number and carrier.
    fn is_of_another(&self, asked: &Parcel, tracked: &Tracked) -> bool {
        let Some(carrier) = tracked.carrier.as_deref() else { return false };
        let own = tracked.numbers.iter().filter(|(kind, _)| *kind == NumberKind::Tracking);
        let mut others = own.filter_map(|(_, number)| self.listed_under(number, carrier));
        others.any(|parcel| parcel.id != asked.id)
    }

    /// The first answer with a number that no other parcel has, for a parcel that has none yet.
    fn unseen(&self, asked: &Parcel, found: &[Tracked]) -> Option<usize> {
        if !numbers_of_kind(asked, "tracking").is_empty() {
            return None;
        }
        let is_new = |tracked: &Tracked| {
            let mut own = tracked.numbers.iter().filter(|(kind, _)| *kind == NumberKind::Tracking);
            own.all(|(_, number)| self.under(number).all(|known| known.id == asked.id))
                && self.agree(asked, tracked)
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
        let listed = tracked
            .carrier
            .as_deref()
            .and_then(|carrier| numbers.iter().find_map(|number| self.listed_under(number, carrier)));
        if let Some(parcel) = listed.filter(|parcel| !taken.contains(&Some(parcel.id))) {
            return Some(parcel.id);
        }
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

/// Of the answers to a question about a parcel the one that names it by no number that is known: the first without a
/// number of its own where the parcel has none yet, or the only one.
fn nameless(parcel: &Parcel, found: &[Tracked]) -> Option<usize> {
    let waits = |tracked: &Tracked| !tracked.numbers.iter().any(|(kind, _)| *kind == NumberKind::Tracking);
    let first = found.iter().position(waits).filter(|_| numbers_of_kind(parcel, "tracking").is_empty());
    first.or((found.len() == 1).then_some(0))
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
    a == b || plain(a) == plain(b)
}

/// A number as numbers are compared.
fn plain(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
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
