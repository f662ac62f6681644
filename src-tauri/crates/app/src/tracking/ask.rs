//! Whom to ask about which parcel, in the providers' batches.

use super::{link, purchased};
use crate::line::{About, Line};
use crate::workstation::{Progress, Workstation, problem};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_providers::spi::error::ProviderError;
use shipdesk_providers::spi::tracking::{PerNumber, Tracked, Wanted};
use shipdesk_store::parcel::registration::{self, Registration};
use shipdesk_store::parcel::{self, Parcel};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;

/// Between two questions to a source that takes one number a call: its limit is not stated, so ask politely.
const BETWEEN_CALLS: Duration = Duration::from_millis(500);

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

/// What asking an account gave.
#[derive(Debug, Default)]
pub(super) struct Share {
    /// How many calls it took.
    pub(super) calls: u32,
    /// The parcels that were asked about, as far as it came.
    pub(super) parcels: Vec<ParcelId>,
    /// What became of each question: the parcels that the answer is about.
    pub(super) outcomes: Vec<Result<Vec<ParcelId>, Problem>>,
}

impl Share {
    /// What became of the first of these questions, in so many calls; the others were not reached.
    fn of(questions: &[Question], calls: u32, outcomes: Vec<Result<Vec<ParcelId>, Problem>>) -> Self {
        let reached = questions.iter().take(outcomes.len());
        let parcels = reached.filter_map(|question| Some(question.parcel.as_ref()?.id)).collect();
        Self { calls, parcels, outcomes }
    }

    pub(super) fn failures(&self) -> impl Iterator<Item = &Problem> {
        self.outcomes.iter().filter_map(|outcome| outcome.as_ref().err())
    }

    pub(super) fn exits(&self) -> impl Iterator<Item = u8> {
        self.outcomes.iter().map(|outcome| outcome.as_ref().map_or_else(|error| error.code.exit(), |_| 0))
    }
}

/// Is told of each call that is over, how many questions it settled; says whether to go on.
pub(super) type Tell<'a> = dyn Fn(usize) -> bool + Send + Sync + 'a;

/// Goes on, and tells nobody.
pub(super) const TO_THE_END: &Tell<'static> = &|_| true;

/// How asking an account goes, while its calls overlap.
#[derive(Default)]
struct Course {
    /// Why it cannot be asked at all.
    ended: Mutex<Option<Problem>>,
    stopped: AtomicBool,
    calls: AtomicU32,
}

/// What a source said about one question.
pub(super) type Said = Result<Vec<Tracked>, Problem>;

/// After such a failure the account is not asked on.
pub(super) fn ends(error: &Problem) -> bool {
    use ErrorCode as E;
    matches!(
        error.code,
        E::Unreachable
            | E::RateLimited
            | E::ProviderAuth
            | E::OutOfQuota
            | E::SecretMissing
            | E::KeyStoreLocked
            | E::KeyStoreMissing
            | E::KeyStoreRefused
    )
}

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

    /// Asks an account all these questions, as [`Self::ask_share`] does; one that cannot be opened refuses them all.
    pub(super) async fn ask_account(
        &self,
        account: AccountId,
        questions: &[Question],
        tell: &Tell<'_>,
    ) -> Result<Share, Problem> {
        match self.line_by_id(account).await {
            Ok(line) => self.ask_share(&line, questions, tell).await,
            Err(error) => {
                tell(questions.len());
                Ok(Share::of(questions, 0, vec![Err(error); questions.len()]))
            }
        }
    }

    /// Asks an account all these questions, in its batches, and keeps each answer as it comes. Where the account cannot
    /// be asked at all the rest is not tried; questions that were not reached before it was stopped have no outcome.
    pub(super) async fn ask_share(
        &self,
        line: &Line,
        questions: &[Question],
        tell: &Tell<'_>,
    ) -> Result<Share, Problem> {
        let batch = batch_of(line);
        let parallel = if batch == 1 { 1 } else { line.parallel.max(1) };
        let course = &Course::default();
        // chunks of their own: what is awaited across threads may not borrow them one by one
        let chunks: Vec<Vec<Question>> = questions.chunks(batch).map(<[Question]>::to_vec).collect();
        let one = |(index, chunk): (usize, Vec<Question>)| async move {
            if course.stopped.load(Ordering::Relaxed) {
                return Ok(Vec::new());
            }
            let outcomes = self.ask_next(line, course, index, &chunk).await?;
            if !tell(chunk.len()) {
                course.stopped.store(true, Ordering::Relaxed);
            }
            Ok::<_, Problem>(outcomes)
        };
        let asked = stream::iter(chunks.into_iter().enumerate().map(one)).buffered(parallel);
        let outcomes: Vec<Vec<_>> = asked.try_collect().await?;
        let outcomes = outcomes.into_iter().flatten().collect();
        Ok(Share::of(questions, course.calls.load(Ordering::Relaxed), outcomes))
    }

    /// One of the calls of a share, unless an earlier one said that the account cannot be asked.
    async fn ask_next(
        &self,
        line: &Line,
        course: &Course,
        index: usize,
        chunk: &[Question],
    ) -> Result<Vec<Result<Vec<ParcelId>, Problem>>, Problem> {
        if let Some(error) = course.ended.lock().ok().and_then(|ended| ended.clone()) {
            return Ok(vec![Err(error); chunk.len()]);
        }
        if batch_of(line) == 1 && index > 0 {
            tokio::time::sleep(BETWEEN_CALLS).await;
        }
        course.calls.fetch_add(1, Ordering::Relaxed);
        let said = self.ask_chunk(line, chunk).await;
        if let (Some(Err(error)), Ok(mut ended)) = (said.first(), course.ended.lock())
            && ends(error)
        {
            *ended = Some(error.clone());
        }
        self.keep_answers(line, chunk, said).await
    }

    /// One call.
    async fn ask_chunk(&self, line: &Line, chunk: &[Question]) -> Vec<Said> {
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
        let mut asked = self.ask(line, about, tracking.track(&wanted), line.timeouts.other).await;
        // not known under this carrier, it may stand on the list under another, to which the provider has corrected it
        if let (Err(error), [Wanted { number, carrier: Some(_) }]) = (&asked, wanted.as_slice())
            && error.code == ErrorCode::TrackingNotFound
            && line.provider.registrations().is_some()
        {
            let bare = Wanted { number: number.clone(), carrier: None };
            let listed = self.ask(line, about, tracking.track(&[bare]), line.timeouts.other).await;
            asked = listed.ok().filter(|found| !found.is_empty()).map_or(asked, Ok);
        }
        // where one call is about one number, a refusal of it is about the number too
        let about_number = tracking.batch() == 1;
        match asked {
            Ok(found) => chunk.iter().map(|question| of_question(line, question, &found)).collect(),
            Err(error) => {
                let refused = error.code == ErrorCode::TrackingNotFound
                    || error.code == ErrorCode::ProviderRefused && about_number;
                let said = |question: &Question| {
                    let error = error.clone();
                    Err(if refused { not_found(error, &question.wanted.number) } else { error })
                };
                chunk.iter().map(said).collect()
            }
        }
    }

    /// Questions to a provider that knows parcels only by the purchase they came of.
    async fn ask_purchases(&self, line: &Line, chunk: &[Question]) -> Vec<Said> {
        let mut said = Vec::with_capacity(chunk.len());
        for question in chunk {
            let numbers = question.parcel.iter().flat_map(|parcel| &parcel.numbers);
            let sub_order = numbers.clone().find(|(_, kind)| kind == "sub_order").map(|(number, _)| number);
            let sub_order = sub_order.unwrap_or(&question.wanted.number);
            said.push(match line.provider.purchases() {
                None => Err(crate::accounts::unsupported(&line.account, "tracking")),
                Some(purchases) => {
                    let call = purchases.purchase(sub_order);
                    let asked = self.ask(line, About::default(), call, line.timeouts.other).await;
                    asked.map(purchased)
                }
            });
        }
        said
    }
}

/// How many numbers one call to an account takes.
fn batch_of(line: &Line) -> usize {
    line.provider.tracking().map_or(1, |tracking| tracking.batch().max(1))
}

/// What an answer over several says of one question.
fn of_question(line: &Line, question: &Question, found: &PerNumber<Tracked>) -> Said {
    let number = &question.wanted.number;
    let its: Vec<&Result<Tracked, ProviderError>> =
        found.iter().filter(|(asked, _)| asked == number).map(|(_, it)| it).collect();
    let tracked: Vec<Tracked> = its.iter().filter_map(|it| it.as_ref().ok().cloned()).collect();
    if !tracked.is_empty() {
        return Ok(link::together(tracked));
    }
    Err(match its.into_iter().find_map(|it| it.as_ref().err()) {
        Some(error) => match line.problem(error) {
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
