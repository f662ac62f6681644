//! Which parcel an answer is about. Two sources that know a number tell of one parcel only where their carriers do not
//! contradict each other and no two purchases are meant (`docs/decisions`); otherwise it is a parcel of its own.

use super::ask::Question;
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::recognise::{Sureness, recognise};
use shipdesk_providers::spi::tracking::{NumberKind, Tracked};
use shipdesk_store::parcel::{self, Parcel};
use shipdesk_store::{Db, StoreError};

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

/// Gives each answer its parcel: of the answers to one question that about the parcel it asked about, of the others those
/// that are known here. `None`: a parcel that is new here.
pub(super) async fn parcels_of(
    db: &mut Db,
    account: AccountId,
    question: &Question,
    found: &[Tracked],
) -> Result<Vec<Option<ParcelId>>, StoreError> {
    let mut places: Vec<Option<ParcelId>> = vec![None; found.len()];
    if let Some(asked) = &question.parcel {
        let at = match answer_about(asked, found) {
            Some(at) => Some(at),
            // of the parcels of an order, one that had no number so far is one that nobody has seen
            None => unseen(db, asked, found).await?,
        };
        if let Some(at) = at.filter(|at| found.get(*at).is_some())
            && agree(db, asked, &found[at]).await?
        {
            places[at] = Some(asked.id);
        }
    }
    for (at, tracked) in found.iter().enumerate() {
        if places[at].is_none() {
            let known = known_parcel(db, account, question, tracked, &places).await?;
            places[at] = known;
        }
    }
    Ok(places)
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

async fn unseen(db: &mut Db, asked: &Parcel, found: &[Tracked]) -> Result<Option<usize>, StoreError> {
    if !numbers_of_kind(asked, "tracking").is_empty() {
        return Ok(None);
    }
    for (at, tracked) in found.iter().enumerate() {
        let mut seen = false;
        for (_, number) in tracked.numbers.iter().filter(|(kind, _)| *kind == NumberKind::Tracking) {
            let known = parcel::by_number(db, number).await?;
            seen |= known.iter().any(|known| known.id != asked.id);
        }
        if !seen {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

async fn known_parcel(
    db: &mut Db,
    account: AccountId,
    question: &Question,
    tracked: &Tracked,
    taken: &[Option<ParcelId>],
) -> Result<Option<ParcelId>, StoreError> {
    let own: Vec<String> = tracked
        .numbers
        .iter()
        .filter(|(kind, _)| *kind == NumberKind::Tracking)
        .map(|(_, number)| number.clone())
        .collect();
    let asked = [question.wanted.number.clone()];
    let numbers = if own.is_empty() { &asked[..] } else { &own[..] };
    let mut candidates: Vec<Parcel> = Vec::new();
    for number in numbers {
        for parcel in parcel::by_number(db, number).await? {
            let free =
                !taken.contains(&Some(parcel.id)) && candidates.iter().all(|known| known.id != parcel.id);
            // what has no number of its own yet is not what has another one
            let fits = !own.is_empty()
                || numbers_of_kind(&parcel, "tracking").is_empty()
                || tracked.numbers.is_empty();
            if free && fits && agree(db, &parcel, tracked).await? {
                candidates.push(parcel);
            }
        }
    }
    let mut ours = Vec::new();
    for parcel in &candidates {
        if parcel.account_id == Some(account) || knows(db, parcel.id, account).await? {
            ours.push(parcel.id);
        }
    }
    Ok(match (ours.as_slice(), candidates.as_slice()) {
        ([one, ..], _) => Some(*one),
        ([], [one]) => Some(one.id),
        // of several that it might be, none
        _ => None,
    })
}

async fn knows(db: &mut Db, parcel: ParcelId, account: AccountId) -> Result<bool, StoreError> {
    let sources = parcel::sources(db, parcel).await?;
    Ok(sources.iter().any(|source| source.account_id == account && source.knows))
}

/// Whether nothing that is known of a parcel's carrier contradicts an answer's.
async fn agree(db: &mut Db, parcel: &Parcel, tracked: &Tracked) -> Result<bool, StoreError> {
    let Some(theirs) = tracked.carrier.as_deref().and_then(carrier_name) else { return Ok(true) };
    // a number whose check digit names one carrier is that carrier's, whatever each calls it
    if numbers_of_kind(parcel, "tracking").into_iter().any(is_one_carriers) {
        return Ok(true);
    }
    let sources = parcel::sources(db, parcel.id).await?;
    let said = sources.iter().filter_map(|source| source.statement.carrier.as_deref());
    let known: Vec<String> =
        parcel.carrier.as_deref().into_iter().chain(said).filter_map(carrier_name).collect();
    Ok(known.is_empty() || known.iter().any(|known| known.contains(&theirs) || theirs.contains(known)))
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
