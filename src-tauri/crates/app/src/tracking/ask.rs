//! Whom to ask about which parcel, in the providers' batches.

use super::share::Share;
use super::{link, purchased};
use crate::line::{About, Call, Line};
use crate::workstation::{Progress, Workstation, problem};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_providers::spi::error::ProviderError;
use shipdesk_providers::spi::tracking::{PerNumber, Tracked, Wanted};
use shipdesk_store::parcel::registration::{self, Registration};
use shipdesk_store::parcel::{self, Parcel};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A question to an account.
#[derive(Debug, Clone)]
pub(super) struct Question {
    /// The parcel it is about, where one is known.
    pub(super) parcel: Option<Parcel>,
    /// What is asked.
    pub(super) wanted: Wanted,
    /// Whether it is asked only because it might know: a "no" says nothing then.
    pub(super) in_passing: bool,
}

impl Question {
    pub(super) fn of_number(number: &str) -> Self {
        let wanted = Wanted { number: number.to_owned(), carrier: None };
        Self { parcel: None, wanted, in_passing: false }
    }

    /// The same question of an account where the parcel may be registered.
    pub(super) fn of_parcel(parcel: &Parcel, asked: &str, registered: Option<&Registration>) -> Self {
        // a list has it under a number of its own; tracking numbers stand before the others
        let known = [registered.map_or("", |it| &it.number), parcel.number()];
        let number = known.into_iter().find(|number| !number.is_empty()).unwrap_or(asked);
        let carrier = registered.map(|it| it.carrier.clone()).filter(|carrier| !carrier.is_empty());
        let wanted = Wanted { number: number.to_owned(), carrier };
        Self { parcel: Some(parcel.clone()), wanted, in_passing: false }
    }
}

/// What a source said about one question.
pub(super) type Said = Result<Vec<Tracked>, Problem>;

impl Workstation {
    /// Asks about parcels, each at its own account and wherever it is registered; accounts beside each other.
    pub(super) async fn ask_parcels(
        &self,
        parcels: &[Parcel],
        progress: &dyn Progress,
    ) -> Result<Vec<Share>, Problem> {
        let by_account = self.questions(parcels).await?;
        let total: usize = by_account.values().map(Vec::len).sum();
        let done = AtomicUsize::new(0);
        let tell = |settled| {
            progress.advance(done.fetch_add(settled, Ordering::Relaxed) + settled, total);
            progress.goes_on()
        };
        let asked = by_account
            .into_iter()
            .map(async |(account, questions)| self.ask_account(account, &questions, &tell).await);
        futures::future::try_join_all(asked).await
    }

    /// The questions that are due about these parcels, by account.
    pub(super) async fn questions(
        &self,
        parcels: &[Parcel],
    ) -> Result<BTreeMap<AccountId, Vec<Question>>, Problem> {
        let ids: Vec<ParcelId> = parcels.iter().map(|parcel| parcel.id).collect();
        let mut db = self.folder.read().await.map_err(problem)?;
        let mut registered: HashMap<ParcelId, Vec<Registration>> = HashMap::new();
        for (parcel, one) in registration::of_parcels(&mut db, &ids).await.map_err(problem)? {
            registered.entry(parcel).or_default().push(one);
        }
        drop(db);
        let mut by_account: BTreeMap<AccountId, Vec<Question>> = BTreeMap::new();
        for parcel in parcels {
            let registrations = registered.remove(&parcel.id).unwrap_or_default();
            let elsewhere = registrations.iter().map(|one| one.account_id);
            let accounts: BTreeSet<_> = parcel.account_id.into_iter().chain(elsewhere).collect();
            for account in accounts {
                let at = registrations.iter().find(|one| one.account_id == account);
                by_account.entry(account).or_default().push(Question::of_parcel(parcel, "", at));
            }
        }
        Ok(by_account)
    }

    /// Who is asked about a parcel when a person wants to know: its account, where it is registered, who told something
    /// of it, and, in passing, accounts of other providers that need no registration.
    pub(super) async fn sources_of(
        &self,
        parcel: &Parcel,
        asked: &str,
        only: Option<AccountId>,
    ) -> Result<Vec<(AccountId, Question)>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let registrations = registration::of_parcel(&mut db, parcel.id).await.map_err(problem)?;
        let told = parcel::sources(&mut db, parcel.id).await.map_err(problem)?;
        drop(db);
        let knows = |account: AccountId| {
            parcel.account_id == Some(account)
                || registrations.iter().any(|one| one.account_id == account)
                || told.iter().any(|source| source.account_id == account && source.knows)
        };
        let accounts = self.accounts().await?;
        let its_providers: Vec<&str> =
            accounts.iter().filter(|one| knows(one.id)).map(|one| one.provider.as_str()).collect();
        let mut questions = Vec::new();
        for account in accounts.iter().filter(|account| only.is_none_or(|only| only == account.id)) {
            let at = registrations.iter().find(|one| one.account_id == account.id);
            let question = Question::of_parcel(parcel, asked, at);
            let needs_no_list = self.can(account, "tracking") && !self.can(account, "registrations");
            if (knows(account.id) || only.is_some()) && self.can_follow(account) {
                questions.push((account.id, question));
            } else if account.enabled && needs_no_list && !its_providers.contains(&account.provider.as_str())
            {
                questions.push((account.id, Question { in_passing: true, ..question }));
            }
        }
        Ok(questions)
    }

    /// Who is asked about a number that nobody here has heard of.
    pub(super) async fn sources_for_strangers(
        &self,
        only: Option<AccountId>,
    ) -> Result<Vec<AccountId>, Problem> {
        let accounts = self.accounts().await?.into_iter();
        let wanted = accounts.filter(|account| only.map_or(account.enabled, |only| only == account.id));
        Ok(wanted.filter(|account| self.can(account, "tracking")).map(|account| account.id).collect())
    }

    /// Whether an account's provider tells of parcels.
    fn can_follow(&self, account: &shipdesk_store::account::Account) -> bool {
        self.can(account, "tracking") || self.can(account, "purchases")
    }

    /// What is told in one call.
    pub(super) async fn ask_chunk(&self, line: &Line, chunk: &[Question]) -> (Vec<Said>, Vec<Call>) {
        let Some(tracking) = line.provider.tracking() else {
            return self.ask_purchases(line, chunk).await;
        };
        // the same number twice in one call is the same question
        let mut wanted: Vec<Wanted> = Vec::with_capacity(chunk.len());
        for question in chunk {
            if !wanted.contains(&question.wanted) {
                wanted.push(question.wanted.clone());
            }
        }
        let purchase = match chunk {
            [only] => only.parcel.as_ref().and_then(|parcel| parcel.purchase_id),
            _ => None,
        };
        let about = About { order: None, purchase };
        let (mut asked, call) = self.call(line, about, tracking.track(&wanted), line.timeouts.other).await;
        let mut calls = vec![call];
        // not known under this carrier, it may stand on the list under another, to which the provider has corrected it
        if let (Err(error), [Wanted { number, carrier: Some(_) }]) = (&asked, wanted.as_slice())
            && error.code == ErrorCode::TrackingNotFound
            && line.provider.registrations().is_some()
        {
            let bare = Wanted { number: number.clone(), carrier: None };
            let (listed, call) = self.call(line, about, tracking.track(&[bare]), line.timeouts.other).await;
            calls.push(call);
            asked = listed.ok().filter(|found| !found.is_empty()).map_or(asked, Ok);
        }
        // where one call is about one number, a refusal of it is about the number too
        let about_number = tracking.batch() == 1;
        let said = match asked {
            Ok(found) => of_questions(line, chunk, found),
            Err(error) => {
                let refused = error.code == ErrorCode::TrackingNotFound
                    || error.code == ErrorCode::ProviderRefused && about_number;
                let said = |question: &Question| {
                    let error = error.clone();
                    Err(if refused { not_found(error, &question.wanted.number) } else { error })
                };
                chunk.iter().map(said).collect()
            }
        };
        (said, calls)
    }

    /// Questions to a provider that knows parcels only by the purchase they came of.
    async fn ask_purchases(&self, line: &Line, chunk: &[Question]) -> (Vec<Said>, Vec<Call>) {
        let (mut said, mut calls) = (Vec::with_capacity(chunk.len()), Vec::new());
        for question in chunk {
            let numbers = question.parcel.iter().flat_map(|parcel| &parcel.numbers);
            let sub_order = numbers.clone().find(|(_, kind)| kind == "sub_order").map(|(number, _)| number);
            let sub_order = sub_order.unwrap_or(&question.wanted.number);
            said.push(match line.provider.purchases() {
                None => Err(crate::accounts::unsupported(&line.account, "tracking")),
                Some(purchases) => {
                    let call = purchases.purchase(sub_order);
                    let (asked, call) = self.call(line, About::default(), call, line.timeouts.other).await;
                    calls.push(call);
                    asked.map(purchased)
                }
            });
        }
        (said, calls)
    }
}

/// How many numbers one call to an account takes.
pub(super) fn batch_of(line: &Line) -> usize {
    line.provider.tracking().map_or(1, |tracking| tracking.batch().max(1))
}

/// What an answer over several says of each question.
fn of_questions(line: &Line, chunk: &[Question], found: PerNumber<Tracked>) -> Vec<Said> {
    let mut told: HashMap<String, Vec<Result<Tracked, ProviderError>>> = HashMap::new();
    for (number, tracked) in found {
        told.entry(number).or_default().push(tracked);
    }
    let mut said = Vec::with_capacity(chunk.len());
    for (index, question) in chunk.iter().enumerate() {
        let number = &question.wanted.number;
        let again = chunk[index + 1..].iter().any(|later| later.wanted.number == *number);
        let its = if again { told.get(number).cloned() } else { told.remove(number) };
        said.push(of_question(line, number, its.unwrap_or_default()));
    }
    said
}

fn of_question(line: &Line, number: &str, told: Vec<Result<Tracked, ProviderError>>) -> Said {
    let (tracked, errors): (Vec<_>, Vec<_>) = told.into_iter().partition(Result::is_ok);
    if !tracked.is_empty() {
        return Ok(link::together(tracked.into_iter().flatten().collect()));
    }
    Err(match errors.into_iter().find_map(Result::err) {
        Some(error) => match line.problem(&error) {
            error if error.code == ErrorCode::ProviderRefused => not_found(error, number),
            error => error,
        },
        None => {
            not_found(Problem::new(ErrorCode::TrackingNotFound).with("account", &line.account.name), number)
        }
    })
}

/// A refusal that is about the number.
pub(super) fn not_found(error: Problem, number: &str) -> Problem {
    Problem { code: ErrorCode::TrackingNotFound, retryable: true, ..error.with("number", number) }
}
