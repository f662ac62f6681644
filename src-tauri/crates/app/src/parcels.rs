//! Parcels as the window lists and shows them: those of which something was heard last come first.

mod file;

use crate::Outcome;
use crate::documents::{Answer, ParcelPage, ParcelRow, TrackDocument, count};
use crate::masking::mask;
use crate::results::Names;
use crate::tracking::{TrackAnswer, TrackRequest, read};
use crate::workstation::{Workstation, problem};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::event::EventTime;
use shipdesk_core::id::{OrderId, ParcelId};
use shipdesk_core::order::masked;
use shipdesk_store::parcel::list::{self, Extras, Place};
use shipdesk_store::parcel::{Parcel, StoredEvent, merge};
use shipdesk_store::{Db, StoreError, order, parcel};

/// A page's size where nobody says one, and at most.
const PAGE: u32 = 100;
const LARGEST_PAGE: u32 = 500;
/// A search finds no more than these: who has as many hits looks for something else.
const HITS: usize = 500;

impl Workstation {
    /// Parcels, a page at a time; with a query those with such a number or recipient, or with one of several numbers; on
    /// demand only those that need a person.
    ///
    /// # Errors
    /// A cursor that is none.
    pub async fn parcel_list(
        &self,
        query: Option<&str>,
        needs_person: bool,
        after: Option<&str>,
        limit: u32,
    ) -> Outcome<ParcelPage> {
        let limit = if limit == 0 { PAGE } else { limit.min(LARGEST_PAGE) };
        let after = after.map(place).transpose()?;
        let query = query.map(str::trim).filter(|query| !query.is_empty());
        let (mut found, total) = match query {
            Some(query) => self.found_parcels(query, needs_person, after.as_ref()).await?,
            None => self.all_parcels(needs_person, after.as_ref(), limit + 1).await?,
        };
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > wanted;
        found.truncate(wanted);
        let next = found.last().filter(|_| more).map(|(_, (at, id))| format!("{at}~{id}"));
        let parcels: Vec<Parcel> = found.into_iter().map(|(parcel, _)| parcel).collect();
        Ok(Answer::done(ParcelPage { items: self.parcel_rows(&parcels).await?, next, total }))
    }

    /// The timeline under a number, as the window shows it: of several parcels that share it, the newest.
    ///
    /// # Errors
    /// As [`Workstation::track_show`].
    pub async fn track_one(&self, number: &str, refresh: bool, raw: bool) -> Outcome<TrackDocument> {
        let request = TrackRequest { refresh, account: None, raw };
        let Answer { document, exit } = self.track_show(number, request).await?;
        let newest = match document {
            TrackAnswer::One(document) => Some(*document),
            TrackAnswer::Several { mut results } => results.pop(),
        };
        let document =
            newest.ok_or_else(|| Problem::new(ErrorCode::TrackingNotFound).with("number", number))?;
        Ok(Answer { document, exit })
    }

    async fn all_parcels(
        &self,
        needs_person: bool,
        after: Option<&Place>,
        limit: u32,
    ) -> Result<(Vec<(Parcel, Place)>, u32), Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let page = list::page(&mut db, needs_person, after, i64::from(limit)).await.map_err(problem)?;
        let total = if needs_person {
            list::count_needing_a_person(&mut db).await
        } else {
            list::count(&mut db).await
        };
        Ok((page, total.map_err(problem)?))
    }

    async fn found_parcels(
        &self,
        query: &str,
        needs_person: bool,
        after: Option<&Place>,
    ) -> Result<(Vec<(Parcel, Place)>, u32), Problem> {
        let mut ids = self.several(query).await?;
        if ids.is_empty() {
            ids = self.parcel_hits(query, HITS).await?;
        }
        let mut db = self.folder.read().await.map_err(problem)?;
        let mut found = list::by_ids(&mut db, &ids).await.map_err(problem)?;
        if needs_person {
            found.retain(|(parcel, _)| list::NEED_A_PERSON.contains(&parcel.status));
        }
        let total = count(found.len());
        if let Some(after) = after {
            let behind =
                |(at, id): &Place| (at.as_str(), id.to_string()) < (after.0.as_str(), after.1.to_string());
            found.retain(|(_, place)| behind(place));
        }
        Ok((found, total))
    }

    /// The parcels under several numbers, as somebody pastes them; none where the text is anything else.
    async fn several(&self, text: &str) -> Result<Vec<ParcelId>, Problem> {
        let numbers = read::numbers(text);
        if numbers.len() < 2 || !numbers.iter().all(|number| is_number(number)) {
            return Ok(Vec::new());
        }
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let mut db = self.folder.read().await.map_err(problem)?;
        under(&mut db, &numbers).await.map_err(problem)
    }

    /// Parcels with a number that begins so, and those of orders that match.
    pub(crate) async fn parcel_hits(&self, text: &str, limit: usize) -> Result<Vec<ParcelId>, Problem> {
        let orders = self.matching(text, None, None, limit).await?;
        let orders: Vec<OrderId> = orders.iter().map(|row| row.id).collect();
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut db = self.folder.read().await.map_err(problem)?;
        let mut ids = list::with_number(&mut db, text, most).await.map_err(problem)?;
        ids.extend(list::of_orders(&mut db, &orders, most).await.map_err(problem)?);
        let mut seen = std::collections::HashSet::new();
        ids.retain(|id| seen.insert(*id));
        ids.truncate(limit);
        Ok(ids)
    }

    /// These parcels as rows, in their order.
    pub(crate) async fn parcel_rows(&self, parcels: &[Parcel]) -> Result<Vec<ParcelRow>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        rows(&mut db, parcels).await.map_err(problem)
    }
}

/// The parcels that have one of these numbers, and those of orders that do.
pub(crate) async fn under(db: &mut Db, numbers: &[&str]) -> Result<Vec<ParcelId>, StoreError> {
    let parcels = parcel::by_numbers(db, numbers).await?;
    let orders: Vec<OrderId> = order::in_use(db, numbers).await?.into_values().map(|row| row.id).collect();
    let mut ids: Vec<ParcelId> = parcels.into_iter().map(|parcel| parcel.id).collect();
    ids.extend(list::of_orders(db, &orders, i64::MAX).await?);
    Ok(ids)
}

async fn rows(db: &mut Db, parcels: &[Parcel]) -> Result<Vec<ParcelRow>, StoreError> {
    let ids: Vec<ParcelId> = parcels.iter().map(|parcel| parcel.id).collect();
    let mut extras = list::extras(db, &ids).await?;
    let mut timelines = list::timelines(db, &ids).await?;
    let mut names = Names::default();
    let mut rows = Vec::with_capacity(parcels.len());
    for parcel in parcels {
        let extras = extras.remove(&parcel.id).unwrap_or_default();
        let newest = merge(timelines.remove(&parcel.id).unwrap_or_default()).into_iter().next();
        let mut sources = Vec::with_capacity(extras.sources.len());
        for (account, _) in &extras.sources {
            sources.push(names.of(db, *account).await?);
        }
        rows.push(row(parcel, extras, newest, sources));
    }
    Ok(rows)
}

fn row(parcel: &Parcel, extras: Extras, newest: Option<StoredEvent>, sources: Vec<String>) -> ParcelRow {
    ParcelRow {
        number: parcel.number().to_owned(),
        order_no: extras.order_no,
        carrier: parcel.carrier.clone(),
        recipient: masked(&extras.recipient),
        // the order says where it goes; a source only what it wrote
        country: Some(extras.country)
            .filter(|country| !country.is_empty())
            .or_else(|| parcel.destination.clone())
            .unwrap_or_default(),
        status: parcel.status,
        is_final: parcel.is_final,
        last_event_at: newest.as_ref().map(|line| told(&line.event.at)),
        last_text: newest.map(|line| mask(&line.event.text)).unwrap_or_default(),
        fetched_at: extras.sources.iter().map(|(_, at)| *at).max().map(stamp),
        sources,
        pods: extras.pods,
    }
}

/// Whether a word is a number of something: a name has no row of figures, and a house number no more than that.
fn is_number(word: &str) -> bool {
    word.len() >= 5 && word.bytes().filter(u8::is_ascii_digit).count() >= 3
}

/// The instant where it is known; else the time on the wall, or whatever was written.
fn told(at: &EventTime) -> String {
    let wall = || at.wall.map_or_else(|| at.text.clone(), |wall| wall.to_string());
    at.instant.map_or_else(wall, stamp)
}

fn place(cursor: &str) -> Result<Place, Problem> {
    let wrong = || {
        let issue = FieldIssue::wrong_kind("after", "cursor of the page before", cursor);
        Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
    };
    let (at, id) = cursor.split_once('~').ok_or_else(wrong)?;
    Ok((at.to_owned(), id.parse().map_err(|_| wrong())?))
}
