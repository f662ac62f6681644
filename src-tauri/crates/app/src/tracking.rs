//! Timelines: what is known here, and what the sources say now.

mod due;

use crate::Outcome;
use crate::documents::{Answer, EventDocument, Items, SourceDocument, TrackDocument};
use crate::line::{About, Line};
use crate::masking::{mask, mask_json};
use crate::results::{Names, exit_over};
use crate::workstation::{Workstation, problem};
use serde::Serialize;
use serde_json::Value;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorClass, ErrorCode, Problem};
use shipdesk_core::event::Event;
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::status::DeliveryStatus;
use shipdesk_providers::spi::error::ProviderError;
use shipdesk_providers::spi::tracking::{PerNumber, Tracked, Wanted};
use shipdesk_store::parcel::{self, Parcel, StoredEvent};
use shipdesk_store::{Db, StoreError, order, purchase};
use std::sync::Arc;
use std::time::Duration;

/// How a timeline is shown.
#[derive(Debug, Clone, Default)]
pub struct TrackRequest {
    /// Ask the sources first.
    pub refresh: bool,
    /// Only parcels of this account.
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

/// Between two questions to a source that takes one number a call: its limit is not stated, so ask politely.
const BETWEEN_CALLS: Duration = Duration::from_millis(500);
/// How many due parcels one refresh takes on.
const AT_MOST: i64 = 5_000;

impl Workstation {
    /// The timeline under a number.
    ///
    /// # Errors
    /// [`ErrorCode::TrackingNotFound`] where nobody knows the number; what asking has, where nothing is known here.
    pub async fn track_show(&self, number: &str, request: TrackRequest) -> Outcome<TrackAnswer> {
        let number = number.trim();
        let only = match &request.account {
            Some(name) => Some(self.account_named(name).await?.id),
            None => None,
        };
        let asked = if request.refresh { self.ask_sources(number, only).await? } else { Vec::new() };
        let mut parcels = self.parcels(number, only).await?;
        // a parcel without a line of history is as good as unknown when its sources have just said no
        let mut documents = Vec::new();
        for parcel in parcels.drain(..) {
            documents.push(self.track_document(number, &parcel, request.raw).await.map_err(problem)?);
        }
        let failures: Vec<Problem> = asked.into_iter().filter_map(Result::err).collect();
        if documents.is_empty() {
            return Err(why_nothing(number, failures));
        }
        let history = documents.iter().any(|document| !document.events.is_empty());
        let exit = if history {
            0
        } else {
            exit_over(&failures.iter().map(|error| error.code.exit()).collect::<Vec<_>>())
        };
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
        let mut parcels = Vec::new();
        if numbers.is_empty() {
            let mut db = self.folder.read().await.map_err(problem)?;
            parcels = parcel::due(&mut db, self.clock.now(), AT_MOST).await.map_err(problem)?;
        }
        for number in numbers {
            let found = self.parcels(number.trim(), None).await?;
            if found.is_empty() {
                return Err(Problem::new(ErrorCode::TrackingNotFound).with("number", number));
            }
            parcels.extend(found);
        }
        let (mut exits, mut items) = (Vec::new(), Vec::new());
        let total = parcels.len();
        for (index, parcel) in parcels.into_iter().enumerate() {
            if index > 0 {
                tokio::time::sleep(BETWEEN_CALLS).await;
            }
            let number = parcel.numbers.first().map(|(number, _)| number.clone()).unwrap_or_default();
            let outcomes = self.ask_for_parcel(&number, &parcel).await?;
            exits.extend(
                outcomes
                    .iter()
                    .map(|outcome| outcome.as_ref().map_or_else(|error| error.code.exit(), |()| 0)),
            );
            let now = self.parcel(parcel.id).await?.unwrap_or(parcel);
            items.push(self.track_document(&number, &now, false).await.map_err(problem)?);
            self.progress.advance(index + 1, total);
        }
        Ok(Answer { document: Items::all(items), exit: exit_over(&exits) })
    }

    /// Asks everybody who may know a number: the account of each parcel that has it, or, where there is none, every
    /// account that can track.
    async fn ask_sources(
        &self,
        number: &str,
        only: Option<AccountId>,
    ) -> Result<Vec<Result<(), Problem>>, Problem> {
        let known = self.parcels(number, only).await?;
        let mut outcomes = Vec::new();
        for parcel in &known {
            outcomes.extend(self.ask_for_parcel(number, parcel).await?);
        }
        if !known.is_empty() {
            return Ok(outcomes);
        }
        for line in self.tracking_lines(only, &mut outcomes).await? {
            outcomes.push(match self.ask_for_events(&line, None, number).await {
                Ok(events) if events.is_empty() => {
                    Err(Problem::new(ErrorCode::TrackingNotFound).with("number", number))
                }
                Ok(events) => self.note_new_parcel(&line, number, &events).await.map_err(problem),
                Err(error) => Err(error),
            });
        }
        Ok(outcomes)
    }

    async fn tracking_lines(
        &self,
        only: Option<AccountId>,
        outcomes: &mut Vec<Result<(), Problem>>,
    ) -> Result<Vec<Arc<Line>>, Problem> {
        let mut lines = Vec::new();
        for account in self.accounts().await? {
            if only.map_or(account.enabled, |only| only == account.id) {
                match self.line(&account).await {
                    Ok(line) if line.provider.tracking().is_some() => lines.push(line),
                    Ok(_) => {}
                    Err(error) => outcomes.push(Err(error)),
                }
            }
        }
        Ok(lines)
    }

    /// Asks the parcel's own account about it, by the number that it is tracked under.
    async fn ask_for_parcel(
        &self,
        number: &str,
        parcel: &Parcel,
    ) -> Result<Vec<Result<(), Problem>>, Problem> {
        let mut outcomes = Vec::new();
        let tracked =
            parcel.numbers.iter().find(|(_, kind)| kind == "tracking").map_or(number, |(number, _)| number);
        let lines = match parcel.account_id {
            Some(id) => match self.line_by_id(id).await {
                Ok(line) if line.provider.tracking().is_some() => vec![line],
                Ok(_) => Vec::new(),
                Err(error) => return Ok(vec![Err(error)]),
            },
            None => self.tracking_lines(None, &mut outcomes).await?,
        };
        for line in lines {
            let events = self.ask_for_events(&line, Some(parcel), tracked).await;
            self.note_answer(&line, parcel.id, events.as_deref()).await.map_err(problem)?;
            outcomes.push(events.map(|_| ()));
        }
        Ok(outcomes)
    }

    async fn ask_for_events(
        &self,
        line: &Line,
        parcel: Option<&Parcel>,
        number: &str,
    ) -> Result<Vec<Event>, Problem> {
        let tracking = line.provider.tracking();
        let tracking = tracking.ok_or_else(|| crate::accounts::unsupported(&line.account, "tracking"))?;
        let about = About { order: None, purchase: parcel.and_then(|parcel| parcel.purchase_id) };
        let wanted =
            Wanted { number: number.to_owned(), carrier: parcel.and_then(|parcel| parcel.carrier.clone()) };
        let asked = self.ask(line, about, tracking.track(&[wanted]), line.timeouts.other).await;
        let not_found = |error: Problem| Problem {
            code: ErrorCode::TrackingNotFound,
            retryable: true,
            ..error.with("number", number)
        };
        // where one call is about one number, a refusal of it is about the number too
        let about_number = tracking.batch() == 1;
        let found = asked.map_err(|error| match error.code {
            ErrorCode::ProviderRefused if about_number => not_found(error),
            _ => error,
        })?;
        match of_parcel(found, number, parcel) {
            Some(Ok(tracked)) => Ok(tracked.events),
            Some(Err(error)) => Err(match line.problem(&error) {
                error if error.code == ErrorCode::ProviderRefused => not_found(error),
                error => error,
            }),
            None => Err(not_found(Problem::new(ErrorCode::TrackingNotFound))),
        }
    }

    async fn note_new_parcel(&self, line: &Line, number: &str, events: &[Event]) -> Result<(), StoreError> {
        let at = self.clock.now();
        let parcel = Parcel {
            id: ParcelId::new(),
            purchase_id: None,
            box_no: None,
            account_id: Some(line.account.id),
            carrier: None,
            status: DeliveryStatus::Pending,
            is_final: false,
            origin: None,
            destination: None,
            numbers: vec![(number.to_owned(), "tracking".to_owned())],
            created_at: at,
            updated_at: at,
        };
        let mut tx = self.folder.write().await?;
        parcel::insert(&mut tx, &parcel).await?;
        tx.commit().await?;
        self.note_answer(line, parcel.id, Ok(events)).await
    }

    /// Keeps what a source said, and where the parcel stands now.
    async fn note_answer(
        &self,
        line: &Line,
        parcel: ParcelId,
        answer: Result<&[Event], &Problem>,
    ) -> Result<(), StoreError> {
        let at = self.clock.now();
        let mut tx = self.folder.write().await?;
        if let Ok(events) = answer {
            parcel::add_events(&mut tx, parcel, line.account.id, events, at).await?;
            let timeline = parcel::merge(parcel::events(&mut tx, parcel).await?);
            let (status, is_final) = parcel::status_of(&timeline);
            parcel::set_status(&mut tx, parcel, status, is_final, at).await?;
        }
        self.note_due(&mut tx, parcel, answer.err()).await?;
        parcel::note_source(&mut tx, parcel, line.account.id, at, answer.err()).await?;
        Ok(tx.commit().await?)
    }

    async fn parcels(&self, number: &str, only: Option<AccountId>) -> Result<Vec<Parcel>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let mut found = parcel::by_number(&mut db, number).await.map_err(problem)?;
        if found.is_empty() {
            // an order number leads to its parcels
            found = of_order(&mut db, number).await.map_err(problem)?;
        }
        found.retain(|parcel| only.is_none_or(|only| parcel.account_id == Some(only)));
        Ok(found)
    }

    async fn parcel(&self, id: ParcelId) -> Result<Option<Parcel>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        parcel::by_id(&mut db, id).await.map_err(problem)
    }

    async fn track_document(
        &self,
        number: &str,
        parcel: &Parcel,
        raw: bool,
    ) -> Result<TrackDocument, StoreError> {
        let mut db = self.folder.read().await?;
        let mut names = Names::default();
        let mut sources = Vec::new();
        for source in parcel::sources(&mut db, parcel.id).await? {
            sources.push(SourceDocument {
                account: names.of(&mut db, source.account_id).await?,
                asked_at: stamp(source.asked_at),
                error: source.error.map(|error| self.words().error(&error)),
            });
        }
        let timeline = parcel::merge(parcel::events(&mut db, parcel.id).await?);
        let mut events = Vec::with_capacity(timeline.len());
        for stored in timeline {
            let source = names.of(&mut db, stored.account_id).await?;
            events.push(event_document(stored, source, raw));
        }
        Ok(TrackDocument {
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
            pods: Vec::new(),
            sources,
        })
    }
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

async fn order_no(db: &mut Db, parcel: &Parcel) -> Result<Option<String>, StoreError> {
    let Some(id) = parcel.purchase_id else { return Ok(None) };
    let Some(purchase) = purchase::by_id(db, id).await? else { return Ok(None) };
    Ok(order::by_id(db, purchase.order_id).await?.and_then(|row| row.order_no))
}

fn event_document(stored: StoredEvent, source: String, raw: bool) -> EventDocument {
    let event = stored.event;
    let as_sent = serde_json::from_str(&event.raw).unwrap_or(Value::String(event.raw));
    EventDocument {
        at: event.at.instant.map(stamp),
        at_text: event.at.text,
        source,
        kind: event.kind.as_str(),
        status: event.status,
        code: event.code,
        text: if raw { event.text } else { mask(&event.text) },
        location: event.location,
        raw: if raw { as_sent } else { mask_json(as_sent) },
    }
}

/// Of several parcels under one number, the one whose other numbers are this parcel's; of a new one, the first.
fn of_parcel(
    found: PerNumber<Tracked>,
    number: &str,
    parcel: Option<&Parcel>,
) -> Option<Result<Tracked, ProviderError>> {
    let known = |number: &str| {
        parcel.is_some_and(|parcel| {
            parcel.numbers.iter().any(|(known, kind)| kind == "tracking" && known == number)
        })
    };
    let mut found: Vec<_> =
        found.into_iter().filter(|(asked, _)| asked == number).map(|(_, it)| it).collect();
    let its = found
        .iter()
        .position(|it| it.as_ref().is_ok_and(|it| it.numbers.iter().any(|(_, number)| known(number))));
    match its {
        Some(at) => Some(found.swap_remove(at)),
        None => found.into_iter().next(),
    }
}

/// Nobody has the number: either all say so, or somebody could not be asked, which is worth more to know.
fn why_nothing(number: &str, failures: Vec<Problem>) -> Problem {
    let said_no = |error: &Problem| error.code.class() == ErrorClass::ProviderSaysNo;
    let not_found = failures.iter().find(|error| said_no(error)).cloned();
    let other = failures.into_iter().find(|error| !said_no(error));
    let unknown = || Problem::new(ErrorCode::TrackingNotFound).with("number", number);
    other.or(not_found).unwrap_or_else(unknown)
}
