//! Orders as the window lists them: what is to be done first, a page at a time.

mod file;

use crate::Outcome;
use crate::documents::{
    Answer, BatchDocument, OrderCounts, OrderListRequest, OrderPage, OrderProgress, OrderRow, OrderSort,
    OrderView, count,
};
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::measure::Weight;
use shipdesk_core::status::{DeliveryStatus, OrderState, RefundState};
use shipdesk_store::order::{self, After, Bought, Filter, Listed, Sort, View};
use shipdesk_store::{Db, StoreError};

/// The most rows of a page.
const LARGEST_PAGE: u32 = 500;
/// Orders that a text is matched with: a list of more is not looked through but searched further.
const MOST_MATCHES: usize = 1_000;
/// Files that the list offers to filter by.
const BATCHES: i64 = 50;

impl Workstation {
    /// A page of orders.
    ///
    /// `today` is what a clerk has on the desk: every order that is not finished, and what was finished since midnight
    /// where the station is. Finished is an order whose newest label was printed, whose parcel the carrier has, or that
    /// was cancelled; a refused one and one of which nobody knows stay until somebody has seen to them, however old they are.
    ///
    /// With a query, the list is that of the 1,000 newest orders that match (the oldest, where those come first), and
    /// `total` counts no further.
    ///
    /// # Errors
    /// A cursor that is none, or of another sort.
    pub async fn order_rows(&self, request: OrderListRequest) -> Outcome<OrderPage> {
        let filter = self.filter(&request);
        let sort = sort(request.sort);
        let after = request.after.as_deref().map(|text| cursor(text, sort)).transpose()?;
        let limit = if request.limit == 0 { 100 } else { request.limit.min(LARGEST_PAGE) };
        let text = text_of(&request);
        let mut db = self.folder.read().await.map_err(problem)?;
        let found = places(&mut db, &filter, text, sort, after.as_ref(), i64::from(limit) + 1).await;
        drop(db);
        let (total, mut places) = found.map_err(problem)?;
        let more = places.len() > limit as usize;
        places.truncate(limit as usize);
        let next = places.last().filter(|_| more).map(|last| cursor_text(last, sort));
        let seqs: Vec<i64> = places.iter().map(|place| place.seq).collect();
        Ok(Answer::done(OrderPage { items: self.rows_at(&seqs).await?, next, total: count(total) }))
    }

    /// How many orders each view has, by a query or in all, and the files that orders came from.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn order_counts(&self, query: Option<&str>) -> Outcome<OrderCounts> {
        let text = query.map(str::trim).filter(|text| !text.is_empty());
        let read = async {
            let mut db = self.folder.read().await?;
            let mut counts = [0; 5];
            let views = [
                OrderView::Today,
                OrderView::Failed,
                OrderView::Unknown,
                OrderView::Unprinted,
                OrderView::All,
            ];
            for (count, view) in counts.iter_mut().zip(views) {
                let filter = Filter { view: self.view(view), states: Vec::new(), batch: None };
                *count = match text {
                    Some(text) => {
                        let found = order::matching(&mut db, &filter, text, false, MOST_MATCHES).await?;
                        i64::try_from(found.len()).unwrap_or(i64::MAX)
                    }
                    None => order::count(&mut db, &filter).await?,
                };
            }
            Ok::<_, StoreError>((counts, order::batches(&mut db, BATCHES).await?))
        };
        let (counts, batches) = read.await.map_err(problem)?;
        let [today, failed, unknown, unprinted, all] = counts.map(count);
        let batch = |(id, source, orders)| BatchDocument { id, source, orders: count(orders) };
        let batches = batches.into_iter().map(batch).collect();
        Ok(Answer::done(OrderCounts { today, failed, unknown, unprinted, all, batches }))
    }

    /// The rows of orders at these places.
    pub(crate) async fn rows_at(&self, seqs: &[i64]) -> Result<Vec<OrderRow>, Problem> {
        let base = self.currencies().await?.base;
        let mut db = self.folder.read().await.map_err(problem)?;
        let listed = order::listed(&mut db, seqs, base).await.map_err(problem)?;
        Ok(listed.into_iter().map(|listed| self.row(listed)).collect())
    }

    fn filter(&self, request: &OrderListRequest) -> Filter {
        let mut states: Vec<OrderState> = Vec::new();
        for state in &request.states {
            if !states.contains(state) {
                states.push(*state);
            }
        }
        Filter { view: self.view(request.view), states, batch: request.batch.clone() }
    }

    fn view(&self, view: OrderView) -> View {
        match view {
            OrderView::Today => View::Today(midnight(self.clock.now())),
            OrderView::Failed => View::Failed,
            OrderView::Unknown => View::Unknown,
            OrderView::Unprinted => View::Unprinted,
            OrderView::All => View::All,
        }
    }

    fn row(&self, listed: Listed) -> OrderRow {
        let progress = self.progress_of(&listed);
        let Listed { row, shortly, batch, bought, quoted } = listed;
        let charged = bought.as_ref().and_then(|bought| bought.charged);
        let price = charged.or_else(|| quoted.and_then(|quoted| quoted.cheapest));
        let (account, channel_id, channel_name, tracking_no) = bought
            .map_or((None, None, None, None), |bought| {
                (Some(bought.account), Some(bought.channel_id), bought.channel_name, bought.tracking_no)
            });
        OrderRow {
            id: row.id.to_string(),
            order_no: row.order_no,
            reference: row.reference,
            state: row.state,
            recipient: shortly.short.recipient,
            country: row.country,
            city: shortly.short.city,
            boxes: count(row.boxes),
            weight_kg: Weight::from_grams(count(row.weight_g)).to_string(),
            battery: shortly.short.battery,
            progress,
            price: price.map(Into::into),
            charged: charged.is_some(),
            account,
            channel_id,
            channel_name,
            tracking_no,
            batch,
            created_at: stamp(row.created_at),
            updated_at: stamp(row.updated_at),
        }
    }

    fn progress_of(&self, listed: &Listed) -> OrderProgress {
        let row = &listed.row;
        let error = || {
            let error = row.last_error.as_ref()?;
            Some(OrderProgress::Error { error: self.words().error(error) })
        };
        let since = || listed.bought.as_ref().map_or(row.updated_at, |bought| bought.at);
        match row.state {
            OrderState::Draft => match &listed.shortly.issue {
                Some(issue) => {
                    let issue = crate::order_form::words::issue(self.words(), issue);
                    OrderProgress::Missing { issue, more: listed.shortly.issues.saturating_sub(1) }
                }
                None => OrderProgress::None,
            },
            OrderState::Ready => error().or_else(|| quoted(listed)).unwrap_or(OrderProgress::None),
            OrderState::Failed => error().unwrap_or(OrderProgress::None),
            OrderState::Submitting => OrderProgress::Sent { at: stamp(since()) },
            OrderState::Unknown => {
                let asked = listed.bought.as_ref().and_then(|bought| bought.asked_at);
                OrderProgress::Lost { asked_again_at: asked.map(stamp) }
            }
            OrderState::Submitted => OrderProgress::WaitingLabel { since: stamp(since()) },
            OrderState::Labelled => listed.bought.as_ref().map_or(OrderProgress::Unprinted, labelled),
            OrderState::Cancelling | OrderState::Cancelled => {
                let refund = listed.bought.as_ref().map_or(RefundState::None, |bought| bought.refund);
                let trouble = error().filter(|_| row.state == OrderState::Cancelling);
                trouble.unwrap_or(OrderProgress::Refund { refund })
            }
        }
    }
}

/// The orders of a page, and how many there are in all.
async fn places(
    db: &mut Db,
    filter: &Filter,
    text: Option<&str>,
    sort: Sort,
    after: Option<&After>,
    limit: i64,
) -> Result<(i64, Vec<After>), StoreError> {
    let Some(text) = text else {
        let total = order::count(db, filter).await?;
        return Ok((total, order::page(db, filter, (sort, total), after, limit).await?));
    };
    let mut found = matching(db, filter, text, sort, MOST_MATCHES).await?;
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    if let Some(after) = after {
        found.retain(|place| match sort {
            Sort::Newest => place.seq < after.seq,
            Sort::Oldest => place.seq > after.seq,
            Sort::Updated => (&place.updated_at, place.seq) < (&after.updated_at, after.seq),
        });
    }
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok((total, found))
}

/// The orders that match a text, at most so many, in the order of the list.
async fn matching(
    db: &mut Db,
    filter: &Filter,
    text: &str,
    sort: Sort,
    most: usize,
) -> Result<Vec<After>, StoreError> {
    let mut found = order::matching(db, filter, text, sort == Sort::Oldest, most).await?;
    if sort == Sort::Updated {
        found.sort_by(|a, b| (&b.updated_at, b.seq).cmp(&(&a.updated_at, a.seq)));
    }
    Ok(found)
}

fn text_of(request: &OrderListRequest) -> Option<&str> {
    request.query.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn quoted(listed: &Listed) -> Option<OrderProgress> {
    let quoted = listed.quoted.as_ref().filter(|quoted| quoted.channels > 0)?;
    Some(OrderProgress::Quoted { at: stamp(quoted.at), channels: quoted.channels })
}

/// A label says no more than that it is here until the carrier has the parcel.
fn labelled(bought: &Bought) -> OrderProgress {
    use DeliveryStatus::{InfoReceived, NotFound, Pending, Unknown};
    let moved = bought.status.filter(|status| !matches!(status, Pending | NotFound | InfoReceived | Unknown));
    match (moved, bought.printed) {
        (Some(status), _) => OrderProgress::Delivery { status },
        (None, Some((at, times))) => OrderProgress::Printed { at: stamp(at), times },
        (None, None) => OrderProgress::Unprinted,
    }
}

fn sort(sort: OrderSort) -> Sort {
    match sort {
        OrderSort::Newest => Sort::Newest,
        OrderSort::Oldest => Sort::Oldest,
        OrderSort::Updated => Sort::Updated,
    }
}

/// When the day began, where the station is.
fn midnight(now: Timestamp) -> Timestamp {
    let today = now.to_zoned(TimeZone::system()).date();
    today.to_zoned(TimeZone::system()).map_or(now, |begin| begin.timestamp())
}

/// A cursor is the place of the last row, by the last change also when that was.
fn cursor_text(last: &After, sort: Sort) -> String {
    match sort {
        Sort::Newest | Sort::Oldest => last.seq.to_string(),
        Sort::Updated => format!("{}_{}", last.updated_at, last.seq),
    }
}

fn cursor(text: &str, sort: Sort) -> Result<After, Problem> {
    let parts = match sort {
        Sort::Newest | Sort::Oldest => Some(("", text)),
        Sort::Updated => text.rsplit_once('_'),
    };
    let after = parts.and_then(|(updated_at, seq)| {
        let is_instant = sort != Sort::Updated || updated_at.parse::<Timestamp>().is_ok();
        let seq = seq.parse().ok().filter(|_| is_instant)?;
        Some(After { seq, updated_at: updated_at.to_owned() })
    });
    after.ok_or_else(|| {
        let wrong = FieldIssue::wrong_kind("after", "cursor of the page before", text);
        Problem::new(ErrorCode::InputInvalid).with_fields(vec![wrong])
    })
}
