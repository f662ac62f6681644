//! Keeps what sources said, and where each parcel stands since.

use super::ask::{Question, Said, not_found};
use super::due::after_answer;
use super::link::{self, Known};
use super::pods::again_and_until;
use super::share::Heard;
use super::statuses::Statuses;
use crate::line::Line;
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use shipdesk_core::clock::age;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::ParcelId;
use shipdesk_core::status::DeliveryStatus;
use shipdesk_providers::spi::tracking::{NumberKind, PodLink, Tracked, Tracking, Wanted};
use shipdesk_store::inbound::{self, Goods};
use shipdesk_store::parcel::{self, Parcel, Statement, pod, registration};
use shipdesk_store::{Db, StoreError};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// What an answer offers beside what is kept of it.
pub(super) struct Offer {
    pub(super) parcel: ParcelId,
    pub(super) number: String,
    pub(super) pods: Vec<PodLink>,
}

/// What became of a question: the parcels that the answer is about.
pub(super) type Settled = Result<Vec<ParcelId>, Problem>;

impl Workstation {
    /// Keeps the answers to these questions in one transaction, then gets the proofs of delivery that they offer.
    pub(super) async fn keep_answers(
        &self,
        line: &Line,
        questions: Vec<Question>,
        said: Vec<Said>,
    ) -> Result<Vec<Settled>, Problem> {
        let heard = Heard { questions, said, ..Heard::default() };
        let (outcomes, offers) = self.keep_heard(line, vec![heard]).await.map_err(problem)?;
        self.folder.settle().await.map_err(problem)?;
        for offer in offers {
            self.take_pods(line, offer.parcel, &offer.number, offer.pods).await?;
        }
        Ok(outcomes.into_iter().flatten().collect())
    }

    /// Keeps what was told in these calls in one transaction, and says what came of each. It may be asked again, so it may
    /// come to the disk later.
    pub(super) async fn keep_heard(
        &self,
        line: &Line,
        heard: Vec<Heard>,
    ) -> Result<(Vec<Vec<Settled>>, Vec<Offer>), StoreError> {
        let at = self.clock.now();
        let mut tx = self.folder.write_repeatable().await?;
        for call in heard.iter().flat_map(|heard| &heard.calls) {
            line.keep_call(&mut tx, call).await?;
        }
        let questions = heard.iter().flat_map(|heard| &heard.questions);
        let own = questions.filter_map(|question| question.parcel.as_ref());
        let mut known = Known::read(&mut tx, line, &numbers_of(&heard), own).await?;
        let mut kept = Kept::default();
        let mut outcomes = Vec::with_capacity(heard.len());
        for heard in heard {
            outcomes.push(match heard.unasked {
                Some(error) => vec![Err(error); heard.questions.len()],
                None => self.keep_said(&mut tx, line, (&mut known, &mut kept), heard, at).await?,
            });
        }
        parcel::insert_all(&mut tx, &kept.new).await?;
        for (id, numbers) in &kept.numbers {
            parcel::add_numbers(&mut tx, *id, numbers).await?;
        }
        let offers = self.keep_told(&mut tx, line, &known, kept, at).await?;
        tx.commit().await?;
        Ok((outcomes, offers))
    }

    /// Finds what the answers to these questions are about, and keeps the refusals.
    async fn keep_said(
        &self,
        db: &mut Db,
        line: &Line,
        (known, kept): (&mut Known, &mut Kept),
        Heard { questions, said, .. }: Heard,
        at: Timestamp,
    ) -> Result<Vec<Settled>, StoreError> {
        // one that cannot be read explains nothing; `verify` says why
        let table = Statuses::of(self.folder.root()).unwrap_or_default();
        let mut outcomes = Vec::with_capacity(said.len());
        for (question, said) in questions.iter().zip(said) {
            outcomes.push(match said {
                Ok(mut found) => {
                    for tracked in &mut found {
                        table.explain(&line.account.provider, tracked);
                    }
                    let ids = kept.place(line, known, question, found, at);
                    if let Some(error) = missed(line, question, &ids) {
                        self.keep_refusal(db, line, question, &error, at).await?;
                    }
                    Ok(ids)
                }
                Err(error) => {
                    self.keep_refusal(db, line, question, &error, at).await?;
                    Err(error)
                }
            });
        }
        Ok(outcomes)
    }

    /// Keeps what was told of parcels that are here now, all of it at once.
    async fn keep_told(
        &self,
        db: &mut Db,
        line: &Line,
        known: &Known,
        kept: Kept,
        at: Timestamp,
    ) -> Result<Vec<Offer>, StoreError> {
        let account = line.account.id;
        let answers: Vec<_> =
            kept.told.iter().map(|(id, tracked)| (*id, tracked.events.as_slice())).collect();
        parcel::add_answers(db, account, &answers, at).await?;
        let statements: Vec<_> = kept.told.iter().map(|(id, tracked)| (*id, statement(tracked))).collect();
        parcel::note_sources(db, account, &statements, at).await?;
        for (id, tracked) in &kept.told {
            self.keep_rest(db, known, *id, tracked, at).await?;
        }
        self.keep_registrations(db, line, known, &kept, at).await?;
        let ids: Vec<ParcelId> = kept.told.iter().map(|(id, _)| *id).collect();
        let standings = self.stand(db, known, &ids, at).await?;
        let watched = pod::watched(db, &ids).await?;
        let offers_pods = line.provider.tracking().is_some_and(Tracking::offers_pods);
        let offer = |(id, tracked): (ParcelId, Tracked)| {
            let delivered = offers_pods && standings.get(&id) == Some(&DeliveryStatus::Delivered);
            let number = tracked.numbers.first().map(|(_, number)| number.clone()).unwrap_or_default();
            let asks = !tracked.pods.is_empty() || watched.contains(&id) || delivered;
            asks.then_some(Offer { parcel: id, number, pods: tracked.pods })
        };
        let offers: Vec<Offer> = kept.told.into_iter().filter_map(offer).collect();
        let offered: Vec<_> = offers.iter().filter(|it| !it.pods.is_empty()).map(|it| it.parcel).collect();
        pod::note_offered(db, account, &offered, again_and_until(at)).await?;
        Ok(offers)
    }

    /// What few answers have: a known parcel's route that is news, goods.
    async fn keep_rest(
        &self,
        db: &mut Db,
        known: &Known,
        id: ParcelId,
        tracked: &Tracked,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let news = |told: &Option<String>, kept: Option<&Option<String>>| {
            told.clone().filter(|told| kept.is_none_or(|kept| kept.as_ref() != Some(told)))
        };
        let parcel = known.parcel(id);
        let origin = news(&tracked.origin, parcel.map(|parcel| &parcel.origin));
        let destination = news(&tracked.destination, parcel.map(|parcel| &parcel.destination));
        let carrier =
            tracked.carrier.as_deref().filter(|_| parcel.is_none_or(|parcel| parcel.carrier.is_none()));
        if carrier.is_some() || origin.is_some() || destination.is_some() {
            let route = (origin.as_deref(), destination.as_deref());
            parcel::set_route(db, id, carrier, route, at).await?;
        }
        if !tracked.goods.is_empty() {
            inbound::put_goods(db, id, &goods(tracked)).await?;
        }
        Ok(())
    }

    /// A parcel that a list of the provider's has is registered there, whoever did it, and under the carrier that the
    /// list has it.
    async fn keep_registrations(
        &self,
        db: &mut Db,
        line: &Line,
        known: &Known,
        kept: &Kept,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if line.provider.registrations().is_none() {
            return Ok(());
        }
        for (id, tracked) in &kept.told {
            let (Some(parcel), Some(asked)) = (known.parcel(*id), kept.asked.get(id)) else { continue };
            let carrier = tracked.carrier.as_ref().or(asked.wanted.carrier.as_ref());
            // what no carrier is named of, an air waybill, was only asked about: it stands on no list
            let Some(carrier) = carrier.filter(|carrier| !carrier.is_empty()) else { continue };
            match known.listed(*id) {
                None => {
                    let own = tracked.numbers.iter().find(|(kind, _)| *kind == NumberKind::Tracking);
                    let number = own.map_or(&asked.wanted.number, |(_, number)| number);
                    let entry = (number.as_str(), carrier.as_str(), &BTreeMap::new());
                    registration::put(db, *id, line.account.id, entry, at).await?;
                }
                Some(one) if asked.about_it && !one.carrier.eq_ignore_ascii_case(carrier) => {
                    self.take_over_carrier(db, line, parcel, (&one.carrier, carrier), at).await?;
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Where these parcels stand now, by all that is known of them, and when each is due again.
    async fn stand(
        &self,
        db: &mut Db,
        known: &Known,
        ids: &[ParcelId],
        at: Timestamp,
    ) -> Result<HashMap<ParcelId, DeliveryStatus>, StoreError> {
        let mut timelines = parcel::list::bare_timelines(db, ids).await?;
        let mut sources = parcel::sources_of(db, ids).await?;
        let (mut standings, mut moved, mut due) = (HashMap::new(), Vec::new(), Vec::with_capacity(ids.len()));
        for id in ids {
            let timeline = parcel::merge(timelines.remove(id).unwrap_or_default());
            let standing = parcel::standing(&timeline, &sources.remove(id).unwrap_or_default());
            let (status, ended) = (standing.status, standing.is_final);
            let before = known.parcel(*id);
            if before.is_none_or(|parcel| (parcel.status, parcel.is_final) != (status, ended)) {
                moved.push((*id, status, ended));
            }
            let since = before.map_or(at, |parcel| parcel.created_at);
            due.push((*id, at.checked_add(after_answer(status, age(at, since))).ok()));
            standings.insert(*id, status);
        }
        parcel::set_statuses(db, &moved, at).await?;
        parcel::list::note_answered(db, &due).await?;
        Ok(standings)
    }

    /// Keeps that a source could not say anything. Who was only asked in passing and does not know is no source.
    async fn keep_refusal(
        &self,
        db: &mut Db,
        line: &Line,
        question: &Question,
        error: &Problem,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(parcel) = question.parcel.as_ref().filter(|_| !question.in_passing) else { return Ok(()) };
        let owns = parcel.account_id.is_none_or(|owner| owner == line.account.id);
        if error.code != ErrorCode::TrackingNotFound || owns {
            self.note_due(db, parcel.id, Some(error)).await?;
        }
        parcel::note_refusal(db, parcel.id, line.account.id, error, at).await
    }
}

/// What the answers of a call are about, before it is written.
#[derive(Default)]
struct Kept {
    /// Parcels that are new here.
    new: Vec<Parcel>,
    /// Numbers that known parcels did not have.
    numbers: Vec<(ParcelId, Vec<(String, String)>)>,
    /// What was told of each parcel, once a parcel.
    told: Vec<(ParcelId, Tracked)>,
    /// How each was asked about.
    asked: HashMap<ParcelId, Asked>,
}

/// How a parcel was asked about.
struct Asked {
    wanted: Wanted,
    /// Whether it was the parcel that was meant; otherwise its number only led to it.
    about_it: bool,
}

impl Kept {
    /// Finds the parcels that the answer to a question is about; those that are new here are made.
    fn place(
        &mut self,
        line: &Line,
        known: &mut Known,
        question: &Question,
        found: Vec<Tracked>,
        at: Timestamp,
    ) -> Vec<ParcelId> {
        let places = known.parcels_of(line.account.id, question, &found);
        let purchased = line.provider.tracking().is_none();
        let mut ids = Vec::with_capacity(found.len());
        for (place, tracked) in places.into_iter().zip(found) {
            let mut numbers = link::numbers(question, &tracked);
            if purchased && question.parcel.is_none() {
                // the number that a purchase is asked by is that of the purchase, whatever parcels it comes in
                numbers.retain(|(number, _)| *number != question.wanted.number);
                numbers.push((question.wanted.number.clone(), "sub_order".to_owned()));
            }
            let id = match place {
                Some(id) => {
                    self.number(known, id, numbers);
                    id
                }
                None => {
                    let (carrier, origin, destination) =
                        (tracked.carrier.clone(), tracked.origin.clone(), tracked.destination.clone());
                    let new = Parcel::new(line.account.id, at);
                    let parcel = Parcel { numbers, carrier, origin, destination, ..new };
                    known.add(parcel.clone());
                    self.new.push(parcel.clone());
                    parcel.id
                }
            };
            ids.push(id);
            match self.asked.entry(id) {
                Entry::Vacant(new) => {
                    let about_it = question.parcel.as_ref().is_some_and(|parcel| parcel.id == id);
                    new.insert(Asked { wanted: question.wanted.clone(), about_it });
                    self.told.push((id, tracked));
                }
                Entry::Occupied(_) => {
                    if let Some((_, told)) = self.told.iter_mut().find(|(told, _)| *told == id) {
                        link::join(told, tracked);
                    }
                }
            }
        }
        ids
    }

    /// Gives a known parcel the numbers that it does not have.
    fn number(&mut self, known: &mut Known, id: ParcelId, mut numbers: Vec<(String, String)>) {
        let Some(parcel) = known.parcel(id) else { return };
        numbers.retain(|number| !number.0.trim().is_empty() && !parcel.numbers.contains(number));
        if numbers.is_empty() {
            return;
        }
        known.add_numbers(id, &numbers);
        match self.new.iter_mut().find(|new| new.id == id) {
            Some(new) => new.numbers.extend(numbers),
            None => self.numbers.push((id, numbers)),
        }
    }
}

/// All numbers that these calls are about.
fn numbers_of(heard: &[Heard]) -> Vec<&str> {
    let told = heard.iter().flat_map(|heard| &heard.said).filter_map(|said| said.as_ref().ok()).flatten();
    let told = told.flat_map(|tracked| tracked.numbers.iter().map(|(_, number)| number.as_str()));
    let asked = heard.iter().filter(|heard| heard.unasked.is_none()).flat_map(|heard| &heard.questions);
    let mut numbers: Vec<&str> = asked.map(|question| question.wanted.number.as_str()).chain(told).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// That a list does not have the parcel that was asked about, where all that it told is about others.
fn missed(line: &Line, question: &Question, told: &[ParcelId]) -> Option<Problem> {
    line.provider.registrations()?;
    question.parcel.as_ref().filter(|parcel| !told.contains(&parcel.id))?;
    let error = Problem::new(ErrorCode::TrackingNotFound).with("account", &line.account.name);
    Some(not_found(error, &question.wanted.number))
}

fn statement(tracked: &Tracked) -> Statement {
    let Tracked { status, is_final, carrier, said, .. } = tracked;
    Statement { status: *status, is_final: *is_final, carrier: carrier.clone(), said: said.clone() }
}

fn goods(tracked: &Tracked) -> Vec<Goods> {
    let one = |(place, goods): (u32, &shipdesk_providers::spi::tracking::Goods)| Goods {
        place,
        title: goods.title.clone(),
        property: goods.property.clone(),
        quantity: goods.quantity.clone(),
        image_url: goods.image_url.clone(),
        received_at: None,
    };
    (0..).zip(&tracked.goods).map(one).collect()
}
