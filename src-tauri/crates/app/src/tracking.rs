//! Timelines: what is known here, and what the sources say now.

mod ask;
mod change;
mod document;
mod due;
mod keep;
mod link;
mod lists;
mod pods;
mod pull;
pub(crate) mod read;
mod register;
mod registered;
mod share;
mod statuses;

pub(crate) use due::Failures;
pub(crate) use statuses::Statuses;

use crate::Outcome;
use crate::documents::{Answer, Items, RefreshedDocument, TrackDocument, count};
use crate::line::Line;
use crate::results::exit_over;
use crate::workstation::{Progress, Workstation, problem};
use ask::Question;
use serde::Serialize;
use share::{Share, TO_THE_END};
use shipdesk_core::error::{ErrorClass, ErrorCode, Problem};
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_providers::spi::tracking::Tracked;
use shipdesk_store::parcel::{self, Parcel};
use shipdesk_store::{Db, StoreError, order, purchase};
use std::collections::HashSet;

/// How a timeline is shown.
#[derive(Debug, Clone, Default)]
pub struct TrackRequest {
    /// Ask the sources first.
    pub refresh: bool,
    /// Only what this account is a source of.
    pub account: Option<String>,
    /// Show phones and couriers' names.
    pub raw: bool,
}

/// One parcel, or several that share a number.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum TrackAnswer {
    /// One parcel.
    One(Box<TrackDocument>),
    /// Several parcels.
    Several {
        /// Each of them.
        results: Vec<TrackDocument>,
    },
}

/// How many due parcels one refresh takes on.
const AT_MOST: i64 = 5_000;

impl Workstation {
    /// The timeline under a number.
    ///
    /// # Errors
    /// [`ErrorCode::TrackingNotFound`] where nobody knows the number; what asking has, where nothing is known here.
    pub async fn track_show(&self, number: &str, request: TrackRequest) -> Outcome<TrackAnswer> {
        let number = &*read::number(number)?;
        let only = match &request.account {
            Some(name) => Some(self.account_named(name).await?.id),
            None => None,
        };
        let failures = if request.refresh { self.ask_around(number, only).await? } else { Vec::new() };
        let mut documents = Vec::new();
        for parcel in self.parcels(number, only).await? {
            documents.push(self.track_document(number, &parcel, request.raw).await.map_err(problem)?);
        }
        if documents.is_empty() {
            return Err(why_nothing(number, failures));
        }
        let history = documents.iter().any(|document| !document.events.is_empty());
        let exits: Vec<u8> = failures.iter().map(|error| error.code.exit()).collect();
        let exit = if history { 0 } else { exit_over(&exits) };
        let document = match documents.len() {
            1 => TrackAnswer::One(Box::new(documents.remove(0))),
            _ => TrackAnswer::Several { results: documents },
        };
        Ok(Answer { document, exit })
    }

    /// Asks about all numbers given, or all parcels that are due.
    ///
    /// # Errors
    /// A number that is not here; what the folder has.
    pub async fn track_refresh(&self, numbers: &[String]) -> Outcome<Items<TrackDocument>> {
        let (parcels, shares) = self.refresh(numbers, &*self.progress).await?;
        let mut items = Vec::with_capacity(parcels.len());
        for parcel in parcels {
            let parcel = self.parcel(parcel.id).await?.unwrap_or(parcel);
            items.push(self.track_document(parcel.number(), &parcel, false).await.map_err(problem)?);
        }
        let exits: Vec<u8> = shares.iter().flat_map(Share::exits).collect();
        Ok(Answer { document: Items::all(items), exit: exit_over(&exits) })
    }

    /// The same, as the window shows it: how many, and what went wrong once an account and reason.
    ///
    /// # Errors
    /// As [`Workstation::track_refresh`].
    pub async fn track_check(&self, numbers: &[String]) -> Outcome<RefreshedDocument> {
        self.track_check_while(numbers, &*self.progress).await
    }

    /// The same, told to somebody of its own, who may stop it.
    ///
    /// # Errors
    /// As [`Workstation::track_refresh`].
    pub async fn track_check_while(
        &self,
        numbers: &[String],
        progress: &dyn Progress,
    ) -> Outcome<RefreshedDocument> {
        let (_, shares) = self.refresh(numbers, progress).await?;
        let mut errors: Vec<Problem> = Vec::new();
        for error in shares.iter().flat_map(Share::failures) {
            let alike = |known: &Problem| {
                (known.code, known.params.get("account")) == (error.code, error.params.get("account"))
            };
            if !errors.iter().any(alike) {
                errors.push(error.clone());
            }
        }
        let asked: HashSet<ParcelId> =
            shares.iter().flat_map(|share| share.parcels.iter().copied()).collect();
        Ok(Answer::done(RefreshedDocument {
            asked: count(asked.len()),
            calls: shares.iter().map(|share| share.calls).sum(),
            errors: errors.iter().map(|error| self.words().error(error)).collect(),
        }))
    }

    async fn refresh(
        &self,
        numbers: &[String],
        progress: &dyn Progress,
    ) -> Result<(Vec<Parcel>, Vec<Share>), Problem> {
        let mut parcels = Vec::new();
        if numbers.is_empty() {
            let mut db = self.folder.read().await.map_err(problem)?;
            parcels = parcel::due(&mut db, self.clock.now(), AT_MOST).await.map_err(problem)?;
        }
        if !numbers.is_empty() {
            parcels = self.parcels_under(numbers).await?;
        }
        let mut seen = HashSet::new();
        parcels.retain(|parcel| seen.insert(parcel.id));
        let shares = self.ask_parcels(&parcels, progress).await?;
        Ok((parcels, shares))
    }

    /// The parcels under these numbers; each must have one.
    async fn parcels_under(&self, numbers: &[String]) -> Result<Vec<Parcel>, Problem> {
        let read: Vec<String> =
            numbers.iter().map(|number| read::number(number)).collect::<Result<_, _>>()?;
        let wanted: Vec<&str> = read.iter().map(String::as_str).collect();
        let mut db = self.folder.read().await.map_err(problem)?;
        let mut parcels = parcel::by_numbers(&mut db, &wanted).await.map_err(problem)?;
        drop(db);
        let has: HashSet<String> = parcels
            .iter()
            .flat_map(|parcel| &parcel.numbers)
            .map(|(number, _)| number.to_uppercase())
            .collect();
        for number in wanted.into_iter().filter(|number| !has.contains(&number.to_uppercase())) {
            // an order number leads to its parcels
            let found = self.parcels(number, None).await?;
            if found.is_empty() {
                return Err(Problem::new(ErrorCode::TrackingNotFound).with("number", number));
            }
            parcels.extend(found);
        }
        Ok(parcels)
    }

    /// Asks everybody who may know a number. Gives what went wrong with those whose word counts.
    async fn ask_around(&self, number: &str, only: Option<AccountId>) -> Result<Vec<Problem>, Problem> {
        let known = self.parcels_of(number).await?;
        let mut shares = Vec::new();
        let mut failures = Vec::new();
        if known.is_empty() {
            for account in self.sources_for_strangers(only).await? {
                shares.push((account, vec![Question::of_number(number)]));
            }
        }
        for parcel in &known {
            for (account, question) in self.sources_of(parcel, number, only).await? {
                shares.push((account, vec![question]));
            }
        }
        let asked = shares.into_iter().map(async |(account, questions)| {
            let share = self.ask_account(account, &questions, TO_THE_END).await?;
            Ok::<_, Problem>((account, questions, share))
        });
        let mut strangers = Vec::new();
        for (account, questions, share) in futures::future::try_join_all(asked).await? {
            // an account that never knew the parcel was only asked in passing
            let matters = questions.iter().any(|question| !question.in_passing);
            failures.extend(share.failures().filter(|_| matters).cloned());
            let of_none = |question: &Question| question.in_passing || question.parcel.is_none();
            let outcomes = questions.into_iter().zip(share.outcomes);
            let outcomes = outcomes.filter(|(question, _)| of_none(question));
            strangers.extend(outcomes.filter_map(|(question, outcome)| {
                Some((account, question.parcel.map(|parcel| parcel.id), outcome.err()?))
            }));
        }
        self.note_strangers(number, strangers).await?;
        Ok(failures)
    }

    /// Notes what went wrong with accounts that never knew a parcel. One that only does not know it is no source of it.
    async fn note_strangers(
        &self,
        number: &str,
        strangers: Vec<(AccountId, Option<ParcelId>, Problem)>,
    ) -> Result<(), Problem> {
        if strangers.is_empty() {
            return Ok(());
        }
        let found: Vec<ParcelId> = self.parcels_of(number).await?.iter().map(|parcel| parcel.id).collect();
        let at = self.clock.now();
        let mut tx = self.folder.write().await.map_err(problem)?;
        for (account, asked, error) in &strangers {
            for id in asked.as_ref().map_or(found.as_slice(), std::slice::from_ref) {
                if error.code == ErrorCode::TrackingNotFound {
                    parcel::forget_stranger(&mut tx, *id, *account).await
                } else {
                    parcel::note_refusal(&mut tx, *id, *account, error, at).await
                }
                .map_err(problem)?;
            }
        }
        tx.commit().await.map_err(|error| problem(error.into()))
    }

    /// The parcels under a number that an account is a source of.
    pub(crate) async fn parcels(
        &self,
        number: &str,
        only: Option<AccountId>,
    ) -> Result<Vec<Parcel>, Problem> {
        let mut found = self.parcels_of(number).await?;
        let Some(only) = only else { return Ok(found) };
        let mut db = self.folder.read().await.map_err(problem)?;
        let mut kept = Vec::new();
        for parcel in found.drain(..) {
            if parcel.account_id == Some(only)
                || is_source(&mut db, parcel.id, only).await.map_err(problem)?
            {
                kept.push(parcel);
            }
        }
        Ok(kept)
    }

    async fn parcels_of(&self, number: &str) -> Result<Vec<Parcel>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let forms = read::forms(number);
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        let found = parcel::by_numbers(&mut db, &forms).await.map_err(problem)?;
        if found.is_empty() {
            // an order number leads to its parcels
            return of_order(&mut db, number).await.map_err(problem);
        }
        Ok(found)
    }

    async fn parcel(&self, id: ParcelId) -> Result<Option<Parcel>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        parcel::by_id(&mut db, id).await.map_err(problem)
    }

    /// The document of a parcel as it is now.
    pub(crate) async fn track_document_of(
        &self,
        id: ParcelId,
        number: &str,
    ) -> Result<TrackDocument, Problem> {
        let parcel = self.parcel(id).await?;
        let parcel =
            parcel.ok_or_else(|| Problem::new(ErrorCode::TrackingNotFound).with("number", number))?;
        self.track_document(number, &parcel, false).await.map_err(problem)
    }

    /// Keeps the parcels of a purchase.
    pub(crate) async fn keep_purchase(
        &self,
        line: &Line,
        sub_order: &str,
        parcels: Vec<Tracked>,
    ) -> Result<(), Problem> {
        let question = Question::of_number(sub_order);
        self.keep_answers(line, vec![question], vec![Ok(parcels)]).await.map(drop)
    }

    /// How many parcels there are of an account: its own, and those that are registered there.
    pub(crate) async fn parcels_here(&self, account: AccountId) -> Result<u32, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        parcel::registration::count(&mut db, account).await.map_err(problem)
    }
}

/// The parcels of a purchase, as answers to a question about it.
pub(crate) fn purchased(found: shipdesk_providers::spi::tracking::Purchased) -> Vec<Tracked> {
    link::together(found.parcels.into_iter().map(|(_, tracked)| tracked).collect())
}

async fn is_source(db: &mut Db, parcel: ParcelId, account: AccountId) -> Result<bool, StoreError> {
    let knows = parcel::sources(db, parcel).await?;
    if knows.iter().any(|source| source.account_id == account && source.knows) {
        return Ok(true);
    }
    let registered = parcel::registration::of_parcel(db, parcel).await?;
    Ok(registered.iter().any(|registration| registration.account_id == account))
}

async fn of_order(db: &mut Db, order_no: &str) -> Result<Vec<Parcel>, StoreError> {
    let mut parcels = Vec::new();
    if let Some(row) = order::by_no(db, order_no).await? {
        for purchase in purchase::of_order(db, row.id).await? {
            parcels.extend(parcel::of_purchase(db, purchase.id).await?);
        }
    }
    Ok(parcels)
}

/// Nobody has the number: either all say so, or somebody could not be asked, which is worth more to know.
fn why_nothing(number: &str, failures: Vec<Problem>) -> Problem {
    let said_no = |error: &Problem| error.code.class() == ErrorClass::ProviderSaysNo;
    let not_found = failures.iter().find(|error| said_no(error)).cloned();
    let other = failures.into_iter().find(|error| !said_no(error));
    let unknown = || Problem::new(ErrorCode::TrackingNotFound).with("number", number);
    other.or(not_found).unwrap_or_else(unknown)
}
