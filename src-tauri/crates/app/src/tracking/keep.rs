//! Keeps what sources said, and where each parcel stands since.

use super::ask::{Question, Said};
use super::link;
use super::statuses::Statuses;
use crate::line::Line;
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::ParcelId;
use shipdesk_providers::spi::tracking::{PodLink, Tracked};
use shipdesk_store::inbound::{self, Goods};
use shipdesk_store::parcel::registration;
use shipdesk_store::parcel::{self, Parcel, Statement};
use shipdesk_store::{Db, StoreError};
use std::collections::{BTreeMap, HashSet};

/// What an answer offers beside what is kept of it.
struct Offer {
    parcel: ParcelId,
    number: String,
    pods: Vec<PodLink>,
}

impl Workstation {
    /// Keeps the answers to these questions in one transaction, then gets the proofs of delivery that they offer.
    pub(super) async fn keep_answers(
        &self,
        line: &Line,
        questions: &[Question],
        said: Vec<Said>,
    ) -> Result<Vec<Result<Vec<ParcelId>, Problem>>, Problem> {
        let (outcomes, offers) = self.keep_all(line, questions, said).await.map_err(problem)?;
        for offer in offers {
            self.take_pods(line, offer.parcel, &offer.number, offer.pods).await?;
        }
        Ok(outcomes)
    }

    async fn keep_all(
        &self,
        line: &Line,
        questions: &[Question],
        said: Vec<Said>,
    ) -> Result<(Vec<Result<Vec<ParcelId>, Problem>>, Vec<Offer>), StoreError> {
        let at = self.clock.now();
        // one that cannot be read explains nothing; `verify` says why
        let table = Statuses::of(self.folder.root()).unwrap_or_default();
        let mut tx = self.folder.write().await?;
        let (mut outcomes, mut told) = (Vec::with_capacity(said.len()), Vec::new());
        let mut seen = HashSet::new();
        for (question, said) in questions.iter().zip(said) {
            outcomes.push(match said {
                Ok(mut found) => {
                    for tracked in &mut found {
                        table.explain(&line.account.provider, &mut tracked.events);
                    }
                    let placed = self.place(&mut tx, line, question, found, at).await?;
                    let ids = placed.iter().map(|(id, _)| *id).collect();
                    told.extend(placed.into_iter().filter(|(id, _)| seen.insert(*id)));
                    Ok(ids)
                }
                Err(error) => {
                    self.keep_refusal(&mut tx, line, question, &error, at).await?;
                    Err(error)
                }
            });
        }
        let answers: Vec<_> = told.iter().map(|(id, tracked)| (*id, tracked.events.as_slice())).collect();
        parcel::add_answers(&mut tx, line.account.id, &answers, at).await?;
        let mut offers = Vec::new();
        for (id, tracked) in told {
            self.keep_one(&mut tx, line, id, &tracked, at).await?;
            let number = tracked.numbers.first().map(|(_, number)| number.clone()).unwrap_or_default();
            offers.push(Offer { parcel: id, number, pods: tracked.pods });
        }
        tx.commit().await?;
        Ok((outcomes, offers))
    }

    /// Finds the parcels that the answer to a question is about; those that are new here are made.
    async fn place(
        &self,
        db: &mut Db,
        line: &Line,
        question: &Question,
        found: Vec<Tracked>,
        at: Timestamp,
    ) -> Result<Vec<(ParcelId, Tracked)>, StoreError> {
        let known = link::parcels_of(db, line.account.id, question, &found).await?;
        let purchased = line.provider.tracking().is_none();
        let mut placed = Vec::with_capacity(found.len());
        for (place, tracked) in known.into_iter().zip(found) {
            let mut numbers = link::numbers(question, &tracked);
            if purchased && question.parcel.is_none() {
                // the number that a purchase is asked by is that of the purchase, whatever parcels it comes in
                numbers.retain(|(number, _)| *number != question.wanted.number);
                numbers.push((question.wanted.number.clone(), "sub_order".to_owned()));
            }
            let id = match place {
                Some(id) => {
                    parcel::add_numbers(db, id, &numbers).await?;
                    id
                }
                None => new_parcel(db, line, numbers, at).await?,
            };
            self.keep_registration(db, line, id, question, &tracked, at).await?;
            placed.push((id, tracked));
        }
        Ok(placed)
    }

    /// A parcel that a list of the provider's has is registered there, whoever did it.
    async fn keep_registration(
        &self,
        db: &mut Db,
        line: &Line,
        id: ParcelId,
        question: &Question,
        tracked: &Tracked,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if line.provider.registrations().is_none() {
            return Ok(());
        }
        let known = registration::of_parcel(db, id).await?;
        if known.iter().any(|one| one.account_id == line.account.id) {
            return Ok(());
        }
        let carrier = question.wanted.carrier.as_deref().or(tracked.carrier.as_deref()).unwrap_or_default();
        registration::put(db, id, line.account.id, (carrier, &BTreeMap::new()), at).await
    }

    async fn keep_one(
        &self,
        db: &mut Db,
        line: &Line,
        id: ParcelId,
        tracked: &Tracked,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let statement = Statement {
            status: tracked.status,
            is_final: tracked.is_final,
            carrier: tracked.carrier.clone(),
        };
        parcel::note_source(db, id, line.account.id, &statement, at).await?;
        let route = (tracked.origin.as_deref(), tracked.destination.as_deref());
        let is_named = parcel::by_id(db, id).await?.is_some_and(|parcel| parcel.carrier.is_some());
        let carrier = tracked.carrier.as_deref().filter(|_| !is_named);
        if carrier.is_some() || route != (None, None) {
            parcel::set_route(db, id, carrier, route, at).await?;
        }
        if !tracked.goods.is_empty() {
            inbound::put_goods(db, id, &goods(tracked)).await?;
        }
        self.stand(db, id, at).await?;
        self.note_due(db, id, None).await
    }

    /// Where a parcel stands, by all that is known of it.
    pub(super) async fn stand(&self, db: &mut Db, id: ParcelId, at: Timestamp) -> Result<(), StoreError> {
        let timeline = parcel::merge(parcel::events(db, id).await?);
        let sources = parcel::sources(db, id).await?;
        let (status, is_final) = parcel::standing(&timeline, &sources);
        parcel::set_status(db, id, status, is_final, at).await
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

async fn new_parcel(
    db: &mut Db,
    line: &Line,
    numbers: Vec<(String, String)>,
    at: Timestamp,
) -> Result<ParcelId, StoreError> {
    let parcel = Parcel { numbers, ..Parcel::new(line.account.id, at) };
    parcel::insert(db, &parcel).await?;
    Ok(parcel.id)
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
