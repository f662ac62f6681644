//! Timelines as documents.

use crate::documents::{
    EventDocument, GoodsDocument, PodDocument, PodState, RegistrationDocument, SourceDocument, TrackDocument,
    count,
};
use crate::masking::{mask, mask_json};
use crate::results::Names;
use crate::workstation::Workstation;
use serde_json::Value;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::ParcelId;
use shipdesk_store::inbound::{self, Goods};
use shipdesk_store::parcel::pod::{self, Pod, WatchState};
use shipdesk_store::parcel::registration::{self, Registration};
use shipdesk_store::parcel::{self, Parcel, Source, Told};
use shipdesk_store::{Db, StoreError, account, order, purchase};

impl Workstation {
    /// A parcel's document: `raw` shows phones and couriers' names.
    pub(crate) async fn track_document(
        &self,
        number: &str,
        parcel: &Parcel,
        raw: bool,
    ) -> Result<TrackDocument, StoreError> {
        let mut db = self.folder.read().await?;
        let mut names = Names::default();
        let sources = parcel::sources(&mut db, parcel.id).await?;
        let (told, decided_by) = timeline(&mut db, parcel.id, &sources).await?;
        let sources = self.source_documents(&mut db, &mut names, sources, raw).await?;
        let mut events = Vec::with_capacity(told.len());
        for told in told {
            events.push(event_document(&mut db, &mut names, told, raw).await?);
        }
        let registrations = self.registration_documents(&mut db, &mut names, parcel.id).await?;
        let pods = pod::of_parcel(&mut db, parcel.id).await?;
        let (pod_state, pod_error) = pod_state(&mut db, parcel.id, !pods.is_empty()).await?;
        let sub_order = parcel.numbers.iter().find(|(_, kind)| kind == "sub_order");
        let goods = inbound::goods(&mut db, parcel.id).await?;
        Ok(TrackDocument {
            id: parcel.id.to_string(),
            number: number.to_owned(),
            numbers: parcel.numbers.iter().map(|(number, _)| number.clone()).collect(),
            order_no: order_no(&mut db, parcel).await?,
            status: parcel.status,
            is_final: parcel.is_final,
            carrier: parcel.carrier.clone(),
            origin: parcel.origin.clone(),
            destination: parcel.destination.clone(),
            fetched_at: sources.iter().map(|source| source.asked_at.clone()).max(),
            events,
            decided_by,
            pods: pods.into_iter().map(pod_document).collect(),
            pod_state,
            pod_error: pod_error.map(|error| self.words().error(&error)),
            sources,
            registrations,
            purchase: sub_order.filter(|_| !goods.is_empty()).map(|(number, _)| number.clone()),
            goods: goods.into_iter().map(goods_document).collect(),
        })
    }

    async fn source_documents(
        &self,
        db: &mut Db,
        names: &mut Names,
        sources: Vec<Source>,
        raw: bool,
    ) -> Result<Vec<SourceDocument>, StoreError> {
        let mut documents = Vec::with_capacity(sources.len());
        for source in sources {
            let provider = account::by_id(db, source.account_id).await?.map(|account| account.provider);
            documents.push(SourceDocument {
                account: names.of(db, source.account_id).await?,
                provider: provider.unwrap_or_default(),
                asked_at: stamp(source.asked_at),
                error: source.error.map(|error| self.words().error(&error)),
                said: source.statement.said.map(|said| if raw { said } else { mask(&said) }),
            });
        }
        Ok(documents)
    }

    async fn registration_documents(
        &self,
        db: &mut Db,
        names: &mut Names,
        parcel: ParcelId,
    ) -> Result<Vec<RegistrationDocument>, StoreError> {
        let mut documents = Vec::new();
        for one in registration::of_parcel(db, parcel).await? {
            let account = names.of(db, one.account_id).await?;
            documents.push(self.registration_document(account, &one));
        }
        Ok(documents)
    }

    fn registration_document(&self, account: String, one: &Registration) -> RegistrationDocument {
        RegistrationDocument {
            account,
            carrier: one.carrier.clone(),
            registered_at: stamp(one.registered_at),
            live_after: one
                .live_at
                .and_then(|asked| self.live_opens(one.account_id, asked))
                .filter(|opens| *opens > self.clock.now())
                .map(stamp),
            stopped_at: one.stopped_at.map(stamp),
        }
    }
}

/// A parcel's lines as they are shown, newest first, and which of them says where it stands.
async fn timeline(
    db: &mut Db,
    parcel: ParcelId,
    sources: &[Source],
) -> Result<(Vec<Told>, Option<u32>), StoreError> {
    let lines = parcel::merge(parcel::events(db, parcel).await?);
    let decides = parcel::standing(&lines, sources).by.map(|by| lines[by].clone());
    let told = parcel::told_once(lines);
    let decided_by = decides.and_then(|line| told.iter().position(|told| told.shows(&line)));
    Ok((told, decided_by.map(count)))
}

pub(crate) fn pod_document(pod: Pod) -> PodDocument {
    PodDocument {
        sha256: pod.sha256,
        media_type: pod.media_type,
        bytes: count(pod.bytes),
        fetched_at: stamp(pod.fetched_at),
    }
}

async fn pod_state(
    db: &mut Db,
    parcel: ParcelId,
    stored: bool,
) -> Result<(PodState, Option<Problem>), StoreError> {
    let watch = pod::watch(db, parcel).await?;
    let state = match watch.as_ref().map(|watch| watch.state) {
        Some(WatchState::Missed) => PodState::Missed,
        _ if stored => PodState::Stored,
        Some(WatchState::Expected) => PodState::Expected,
        Some(WatchState::Gone) => PodState::Gone,
        None => PodState::None,
    };
    Ok((state, watch.and_then(|watch| watch.error).filter(|_| state != PodState::Stored)))
}

pub(crate) fn goods_document(goods: Goods) -> GoodsDocument {
    GoodsDocument {
        // people count from 1
        place: goods.place + 1,
        title: goods.title,
        property: goods.property,
        quantity: goods.quantity,
        received_at: goods.received_at.map(stamp),
    }
}

pub(crate) async fn order_no(db: &mut Db, parcel: &Parcel) -> Result<Option<String>, StoreError> {
    let Some(id) = parcel.purchase_id else { return Ok(None) };
    let Some(purchase) = purchase::by_id(db, id).await? else { return Ok(None) };
    Ok(order::by_id(db, purchase.order_id).await?.and_then(|row| row.order_no))
}

async fn event_document(
    db: &mut Db,
    names: &mut Names,
    told: Told,
    raw: bool,
) -> Result<EventDocument, StoreError> {
    let source = names.of(db, told.line.account_id).await?;
    let mut also = Vec::with_capacity(told.also.len());
    for account in told.also {
        also.push(names.of(db, account).await?);
    }
    let event = told.line.event;
    let as_sent = serde_json::from_str(&event.raw).unwrap_or(Value::String(event.raw));
    Ok(EventDocument {
        at: event.at.instant.map(stamp),
        at_text: event.at.text,
        source,
        also,
        kind: event.kind.as_str(),
        status: event.status,
        code: event.code,
        text: if raw { event.text } else { mask(&event.text) },
        location: event.location,
        raw: if raw { as_sent } else { mask_json(as_sent) },
    })
}
