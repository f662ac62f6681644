//! The vault of proofs of delivery: got the moment they are offered, for their links soon die; checked, hashed, kept.

mod written;

use super::ask::Question;
use super::due::Failures;
use super::read;
use crate::Outcome;
use crate::documents::{Answer, PodExportDocument, PodRow, count};
use crate::line::Line;
use crate::workstation::{Workstation, on_a_thread, problem};
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::status::DeliveryStatus;
use shipdesk_labels::LabelError;
use shipdesk_providers::spi::error::ErrorKind;
use shipdesk_providers::spi::tracking::{PodLink, Tracking};
use shipdesk_store::parcel::pod::{self, Pod, Watch, WatchState};
use shipdesk_store::parcel::{self, Parcel};
use shipdesk_store::{Db, StoreError, files};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// So long after the delivery a proof may still appear, and one that was missed is tried for: the provider keeps them
/// for three months.
const OFFERED_FOR: SignedDuration = SignedDuration::from_hours(92 * 24);
/// So long one is expected that nobody has offered.
const EXPECTED_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How many proofs the list of all shows.
const LIST: i64 = 1_000;
/// How many are looked for in one round.
const A_ROUND: i64 = 30;

/// When proofs that were offered just now are looked for again, should this process end before it has them, and until
/// when.
pub(super) fn again_and_until(now: Timestamp) -> (Timestamp, Timestamp) {
    let again = later(now, missed_again(0)).unwrap_or(now);
    (again, later(now, OFFERED_FOR).unwrap_or(now))
}

impl Workstation {
    /// Gets what is offered. A link that died is asked for once more, at once; what cannot be got is tried for later.
    pub(super) async fn take_pods(
        &self,
        line: &Line,
        id: ParcelId,
        number: &str,
        offered: Vec<PodLink>,
    ) -> Result<(), Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let kept = pod::of_parcel(&mut db, id).await.map_err(problem)?.len();
        let taken = pod::taken(&mut db, id, line.account.id).await.map_err(problem)?;
        let watch = pod::watch(&mut db, id).await.map_err(problem)?;
        let delivered = parcel::by_id(&mut db, id).await.map_err(problem)?;
        drop(db);
        let delivered = delivered.is_some_and(|parcel| parcel.status == DeliveryStatus::Delivered);
        if offered.is_empty() {
            return self.none_offered(line, id, (watch, kept > 0, delivered)).await;
        }
        let offered = each_once(offered);
        // two links may lead to the same bytes
        if kept.max(taken) >= offered.len() {
            // one that was missed may be another one than these
            let waits = watch.is_some_and(|watch| watch.state == WatchState::Expected);
            return if waits { self.end_watch(id).await } else { Ok(()) };
        }
        let mut outcome = self.get_all(line, id, &offered).await;
        // a full disk is not the link's fault: another one would not help
        if outcome.as_ref().is_err_and(|error| error.code != ErrorCode::DiskFull) {
            outcome = self.get_with_new_links(line, id, number).await;
        }
        match outcome {
            Ok(links) => self.all_here(line, id, links).await,
            Err(error) => self.note_missed(line, id, watch, error).await,
        }
    }

    /// How many links there were, once all of them are here.
    async fn get_all(&self, line: &Line, id: ParcelId, offered: &[PodLink]) -> Result<usize, Problem> {
        let mut failure = None;
        for link in offered {
            if let Err(error) = self.get_one(line, id, link).await {
                failure = Some(error);
            }
        }
        failure.map_or(Ok(offered.len()), Err)
    }

    async fn get_with_new_links(&self, line: &Line, id: ParcelId, number: &str) -> Result<usize, Problem> {
        let Some(tracking) = line.provider.tracking() else { return Ok(0) };
        let wanted = Question::of_number(number).wanted;
        let call = tracking.track(std::slice::from_ref(&wanted));
        let found = self.ask(line, crate::line::About::default(), call, line.timeouts.other).await?;
        let offered: Vec<PodLink> =
            found.into_iter().filter_map(|(_, it)| it.ok()).flat_map(|tracked| tracked.pods).collect();
        if offered.is_empty() {
            return Err(Problem::new(ErrorCode::PodGone).with("number", number));
        }
        self.get_all(line, id, &each_once(offered)).await
    }

    async fn get_one(&self, line: &Line, id: ParcelId, link: &PodLink) -> Result<(), Problem> {
        let bytes = line.download(&link.url).await.map_err(|error| {
            // whatever the link's host does not give, it is no label that is not ready
            let dead = error.kind == ErrorKind::NotReady;
            let error = line.problem(&error);
            if dead { Problem { code: ErrorCode::PodUnusable, ..error } } else { error }
        })?;
        let files = self.folder.files.clone();
        let provider = line.account.provider.clone();
        let unusable = move |why: String| {
            let unusable = Problem::new(ErrorCode::PodUnusable).with("detail", why);
            Problem { provider: Some(provider), ..unusable }
        };
        // parsing and fsync are no work for the threads that serve the network
        let keep = on_a_thread(move || {
            let checked = shipdesk_labels::check(&bytes).map_err(|error| unusable(not_a_proof(&error)))?;
            Ok((files.put(&bytes).map_err(problem)?, checked.media.as_str(), bytes.len()))
        });
        let (sha256, media_type, bytes) = keep.await?;
        self.note_kept(id, &sha256, (media_type, bytes)).await.map_err(problem)
    }

    async fn note_kept(
        &self,
        id: ParcelId,
        sha256: &str,
        (media_type, bytes): (&str, usize),
    ) -> Result<(), StoreError> {
        let at = self.clock.now();
        let mut tx = self.folder.write().await?;
        files::record(&mut tx, sha256, media_type, bytes, at).await?;
        pod::put(&mut tx, id, sha256, at).await?;
        Ok(tx.commit().await?)
    }

    /// All that so many links lead to is here: nothing is looked for any more.
    async fn all_here(&self, line: &Line, id: ParcelId, links: usize) -> Result<(), Problem> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        pod::note_taken(&mut tx, id, line.account.id, links).await.map_err(problem)?;
        pod::end_watch(&mut tx, id).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))
    }

    async fn end_watch(&self, id: ParcelId) -> Result<(), Problem> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        pod::end_watch(&mut tx, id).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))
    }

    /// Nothing is offered: what was missed is gone, and after a delivery something may still come.
    async fn none_offered(
        &self,
        line: &Line,
        id: ParcelId,
        (watch, stored, delivered): (Option<Watch>, bool, bool),
    ) -> Result<(), Problem> {
        let offers = line.provider.tracking().is_some_and(Tracking::offers_pods);
        let now = self.clock.now();
        let next = match watch {
            Some(watch) if watch.state == WatchState::Missed => {
                Some(Watch { state: WatchState::Gone, next_at: None, ..watch })
            }
            Some(watch) if watch.state == WatchState::Gone => return Ok(()),
            Some(watch) if now >= watch.until => None,
            Some(watch) => {
                let tries = watch.tries + 1;
                Some(Watch { tries, next_at: later(now, expected_again(tries)), ..watch })
            }
            None if delivered && offers && !stored => Some(Watch {
                parcel_id: id,
                account_id: line.account.id,
                state: WatchState::Expected,
                tries: 0,
                next_at: later(now, expected_again(0)),
                until: later(now, EXPECTED_FOR).unwrap_or(now),
                error: None,
            }),
            None => return Ok(()),
        };
        match next {
            Some(watch) => self.put_watch(&watch).await,
            None => self.end_watch(id).await,
        }
    }

    async fn note_missed(
        &self,
        line: &Line,
        id: ParcelId,
        before: Option<Watch>,
        error: Problem,
    ) -> Result<(), Problem> {
        let now = self.clock.now();
        let before = before.filter(|watch| watch.state == WatchState::Missed);
        let tries = before.as_ref().map_or(0, |watch| watch.tries + 1);
        let until = before.map_or_else(|| later(now, OFFERED_FOR).unwrap_or(now), |watch| watch.until);
        let gone = error.code == ErrorCode::PodGone || now >= until;
        let state = if gone { WatchState::Gone } else { WatchState::Missed };
        let next_at = later(now, missed_again(tries)).filter(|_| !gone);
        let watch = Watch {
            parcel_id: id,
            account_id: line.account.id,
            state,
            tries,
            next_at,
            until,
            error: Some(error),
        };
        self.put_watch(&watch).await
    }

    async fn put_watch(&self, watch: &Watch) -> Result<(), Problem> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        pod::put_watch(&mut tx, watch).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))
    }

    /// Looks for proofs whose time has come, by asking about their parcels, accounts beside each other.
    pub(crate) async fn look_for_pods(&self) -> Result<Failures, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let due = pod::due(&mut db, self.clock.now(), A_ROUND).await.map_err(problem)?;
        let ids: Vec<ParcelId> = due.iter().map(|watch| watch.parcel_id).collect();
        let parcels = parcels_by_id(&mut db, &ids).await.map_err(problem)?;
        drop(db);
        if due.is_empty() {
            return Ok(Failures::new());
        }
        let mut questions: BTreeMap<AccountId, Vec<Question>> = BTreeMap::new();
        for watch in &due {
            let about = parcels.get(&watch.parcel_id).map(|parcel| Question::of_parcel(parcel, "", None));
            questions.entry(watch.account_id).or_default().extend(about);
        }
        let failures = self.ask_accounts(questions).await?;
        // nobody answered: not every second anew
        let (now, then) = self.an_hour_on();
        let mut tx = self.folder.write().await.map_err(problem)?;
        pod::put_off(&mut tx, &ids, now, then).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(failures)
    }

    /// Proofs that are kept here: of one parcel, or the newest of all. Works offline.
    ///
    /// # Errors
    /// [`ErrorCode::TrackingNotFound`] for a number that is not here.
    pub async fn pod_list(&self, number: Option<&str>) -> Outcome<Vec<PodRow>> {
        let mut rows = Vec::new();
        match number {
            Some(number) => {
                for parcel in self.parcels_named(&read::number(number)?).await? {
                    rows.extend(self.pod_rows(&parcel).await?);
                }
            }
            None => {
                let mut db = self.folder.read().await.map_err(problem)?;
                rows = newest(&mut db).await.map_err(problem)?;
            }
        }
        Ok(Answer::done(rows))
    }

    /// Writes the proofs of a parcel into a folder, each under the parcel's number. Works offline.
    ///
    /// # Errors
    /// A number that is not here, [`ErrorCode::PodMissing`] where there are none, what the disk has.
    pub async fn pod_export(&self, number: &str, folder: &Path) -> Outcome<PodExportDocument> {
        let number = read::number(number)?;
        let mut rows = Vec::new();
        for parcel in self.parcels_named(&number).await? {
            rows.extend(self.pod_rows(&parcel).await?);
        }
        if rows.is_empty() {
            return Err(Problem::new(ErrorCode::PodMissing).with("number", number));
        }
        let (store, folder) = (self.folder.files.clone(), folder.to_owned());
        let files = on_a_thread(move || written::write_all(&store, &folder, &number, &rows)).await?;
        Ok(Answer::done(PodExportDocument { files }))
    }

    async fn parcels_named(&self, number: &str) -> Result<Vec<Parcel>, Problem> {
        let found = self.parcels(number, None).await?;
        if found.is_empty() {
            return Err(Problem::new(ErrorCode::TrackingNotFound).with("number", number));
        }
        Ok(found)
    }

    async fn pod_rows(&self, parcel: &Parcel) -> Result<Vec<PodRow>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let order_no = super::document::order_no(&mut db, parcel).await.map_err(problem)?;
        let pods = pod::of_parcel(&mut db, parcel.id).await.map_err(problem)?;
        Ok(pods.into_iter().map(|pod| pod_row(parcel, order_no.clone(), pod)).collect())
    }
}

async fn newest(db: &mut Db) -> Result<Vec<PodRow>, StoreError> {
    let pods = pod::newest(db, LIST).await?;
    let ids: Vec<ParcelId> = pods.iter().map(|pod| pod.parcel_id).collect();
    let parcels = parcels_by_id(db, &ids).await?;
    let mut extras = parcel::list::extras(db, &ids).await?;
    let order_nos: HashMap<ParcelId, Option<String>> =
        extras.drain().map(|(id, extras)| (id, extras.order_no)).collect();
    let row = |pod: Pod| {
        let order_no = order_nos.get(&pod.parcel_id).cloned().flatten();
        parcels.get(&pod.parcel_id).map(|parcel| pod_row(parcel, order_no, pod))
    };
    Ok(pods.into_iter().filter_map(row).collect())
}

async fn parcels_by_id(db: &mut Db, ids: &[ParcelId]) -> Result<HashMap<ParcelId, Parcel>, StoreError> {
    let found = parcel::list::by_ids(db, ids).await?;
    Ok(found.into_iter().map(|(parcel, _)| (parcel.id, parcel)).collect())
}

fn pod_row(parcel: &Parcel, order_no: Option<String>, pod: Pod) -> PodRow {
    PodRow {
        number: parcel.number().to_owned(),
        order_no,
        sha256: pod.sha256,
        media_type: pod.media_type,
        bytes: count(pod.bytes),
        fetched_at: stamp(pod.fetched_at),
    }
}

/// Links without those that stand there before.
fn each_once(mut links: Vec<PodLink>) -> Vec<PodLink> {
    let mut seen = HashSet::new();
    links.retain(|link| seen.insert(link.url.clone()));
    links
}

/// Why bytes are no proof of delivery.
fn not_a_proof(error: &LabelError) -> String {
    match error {
        LabelError::NotALabel { found } => (*found).to_owned(),
        other => other.to_string(),
    }
}

fn later(now: Timestamp, wait: SignedDuration) -> Option<Timestamp> {
    now.checked_add(wait).ok()
}

/// How long until proofs that nobody offered yet are looked for again.
fn expected_again(tries: u32) -> SignedDuration {
    SignedDuration::from_hours(if tries < 4 { 6 } else { 24 })
}

/// How long until proofs that could not be got are tried for again.
fn missed_again(tries: u32) -> SignedDuration {
    // a quarter of an hour, then twice as long each time, up to eight hours
    SignedDuration::from_mins(15) * 2_i32.pow(tries.min(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proofs_that_cannot_be_got_are_tried_for_less_and_less() {
        let minutes: Vec<i64> = (0..7).map(|tries| missed_again(tries).as_mins()).collect();
        assert_eq!(minutes, [15, 30, 60, 120, 240, 480, 480]);
    }
}
