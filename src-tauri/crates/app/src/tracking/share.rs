//! Asks an account all the questions of a share, and keeps what it tells while the next calls are on their way.

use super::ask::{Question, Said, batch_of};
use super::keep::Offer;
use crate::line::{Call, Line};
use crate::workstation::{Workstation, problem};
use futures::channel::mpsc::UnboundedSender;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::{AccountId, ParcelId};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver};

/// Between two questions to a source that takes one number a call: its limit is not stated, so ask politely.
const BETWEEN_CALLS: Duration = Duration::from_millis(500);
/// Of how many calls at most the answers are kept at once, where they are here together: keeping is dear, each time.
const TOGETHER: usize = 8;

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

/// What was told in one call.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) questions: Vec<Question>,
    pub(super) said: Vec<Said>,
    pub(super) calls: Vec<Call>,
    /// Why nothing was asked.
    pub(super) unasked: Option<Problem>,
}

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

    /// Asks an account all these questions, in its batches, and keeps the answers as they come: those that are here
    /// together in one go, while the next are on their way. Where the account cannot be asked at all the rest is not
    /// tried; questions that were not reached before it was stopped have no outcome.
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
        let (tells, hears) = mpsc::channel(TOGETHER);
        let asking = async move {
            let one = |(index, chunk): (usize, Vec<Question>)| async move {
                self.ask_next(line, course, index, chunk).await
            };
            let mut heard = stream::iter(chunks.into_iter().enumerate().map(one)).buffered(parallel);
            while let Some(heard) = heard.next().await {
                if !heard.questions.is_empty() && !tell(heard.questions.len()) {
                    course.stopped.store(true, Ordering::Relaxed);
                }
                if tells.send(heard).await.is_err() {
                    break;
                }
            }
            Ok(())
        };
        let (offers, offered) = futures::channel::mpsc::unbounded();
        let keeping = self.keep_on(line, hears, offers);
        let take =
            |offer: Offer| async move { self.take_pods(line, offer.parcel, &offer.number, offer.pods).await };
        let taking = offered.map(take).buffer_unordered(parallel).try_collect::<()>();
        let ((), outcomes, ()) = futures::try_join!(asking, keeping, taking)?;
        self.folder.settle().await.map_err(problem)?;
        Ok(Share::of(questions, course.calls.load(Ordering::Relaxed), outcomes))
    }

    /// Keeps what is heard until no more comes, and passes on which proofs of delivery were offered.
    async fn keep_on(
        &self,
        line: &Line,
        mut hears: Receiver<Heard>,
        offers: UnboundedSender<Offer>,
    ) -> Result<Vec<Result<Vec<ParcelId>, Problem>>, Problem> {
        let (mut outcomes, mut heard) = (Vec::new(), Vec::with_capacity(TOGETHER));
        while hears.recv_many(&mut heard, TOGETHER).await > 0 {
            let (kept, offered) = self.keep_heard(line, std::mem::take(&mut heard)).await.map_err(problem)?;
            outcomes.extend(kept.into_iter().flatten());
            for offer in offered {
                // nobody takes them any more where an earlier one could not be kept, and that is told
                let _ = offers.unbounded_send(offer);
            }
        }
        Ok(outcomes)
    }

    /// One of the calls of a share, unless it was stopped or an earlier one said that the account cannot be asked.
    async fn ask_next(&self, line: &Line, course: &Course, index: usize, questions: Vec<Question>) -> Heard {
        if course.stopped.load(Ordering::Relaxed) {
            return Heard::default();
        }
        let unasked = course.ended.lock().ok().and_then(|ended| ended.clone());
        if unasked.is_some() {
            return Heard { questions, unasked, ..Heard::default() };
        }
        if batch_of(line) == 1 && index > 0 {
            tokio::time::sleep(BETWEEN_CALLS).await;
        }
        course.calls.fetch_add(1, Ordering::Relaxed);
        let (said, calls) = self.ask_chunk(line, &questions).await;
        if let (Some(Err(error)), Ok(mut ended)) = (said.first(), course.ended.lock())
            && ends(error)
        {
            *ended = Some(error.clone());
        }
        Heard { questions, said, calls, unasked: None }
    }
}
