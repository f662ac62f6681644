//! Pages of orders as the window lists them: by what is to be done, newest, oldest or last changed first. Each page is a
//! few statements, however many orders there are; the indexes that they walk are named, because none may be guessed.

mod row;

pub use row::{Bought, Listed, Quoted, listed};

use super::searched;
use crate::order::json_text;
use crate::{Db, Result, parcel, search};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::status::OrderState;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Row as _};
use std::fmt::Write as _;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Everything that was not finished before this instant.
    Today(Timestamp),
    /// Refused.
    Failed,
    /// Sent, and nobody knows the outcome.
    Unknown,
    /// With a label that was never printed.
    Unprinted,
    /// Every order.
    All,
}

/// Which orders are listed.
#[derive(Debug, Clone)]
pub struct Filter {
    /// By what is to be done.
    pub view: View,
    /// Only those in one of these states; empty for any.
    pub states: Vec<OrderState>,
    /// Only those of this file.
    pub batch: Option<String>,
}

/// Which come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The newest.
    Newest,
    /// The oldest.
    Oldest,
    /// The ones that changed last.
    Updated,
}

/// The order with which a page ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// Its place.
    pub seq: i64,
    /// When it had changed.
    pub updated_at: String,
}

/// Up to so many orders are picked by what is to be done and then sorted by their last change; more are walked in that
/// order until the page is full.
const SORTED: i64 = 5_000;
/// Up to so many orders are read to see which match a text; of more, the search index says which may.
const READ: i64 = 400;
/// Candidates of a search that are read at a time.
const CANDIDATES: i64 = 500;

impl Sort {
    fn columns(self) -> &'static str {
        match self {
            Self::Newest => "seq desc",
            Self::Oldest => "seq",
            Self::Updated => "updated_at desc, seq desc",
        }
    }
}

impl Filter {
    /// Every condition. `?1` is the instant of the view, `?2` the file.
    fn conditions(&self) -> String {
        let mut all = match self.view {
            View::Today(_) => "(done_at is null or done_at >= ?1)",
            View::Failed => "state = 'failed'",
            View::Unknown => "state = 'unknown'",
            View::Unprinted => "(done_at is null and state = 'labelled')",
            View::All => "true",
        }
        .to_owned();
        if !self.states.is_empty() {
            let states: Vec<String> = self.states.iter().map(|state| format!("'{state}'")).collect();
            let _ = write!(all, " and state in ({})", states.join(", "));
        }
        if self.batch.is_some() {
            all.push_str(" and import_batch_id = ?2");
        }
        all
    }

    /// The indexes that lead to these orders, each with what is looked up in it. An order stands in one of them alone.
    fn ways(&self) -> Vec<(&'static str, String)> {
        let way = |index, key: &str| (index, key.to_owned());
        if self.batch.is_some() {
            return vec![way("indexed by orders_by_batch", "import_batch_id = ?2")];
        }
        let by_state = |state: &OrderState| ("indexed by orders_by_state", format!("state = '{state}'"));
        match self.view {
            View::Today(_) if self.states.is_empty() => vec![
                way("indexed by orders_by_done", "done_at is null"),
                way("indexed by orders_by_done", "done_at >= ?1"),
            ],
            View::Today(_) => {
                let ends = ["done_at is null", "done_at >= ?1"];
                let each = self.states.iter().flat_map(|state| ends.map(|end| of_state(*state, end)));
                each.collect()
            }
            View::Unprinted => vec![of_state(OrderState::Labelled, "done_at is null")],
            View::Failed => vec![by_state(&OrderState::Failed)],
            View::Unknown => vec![by_state(&OrderState::Unknown)],
            View::All if self.states.is_empty() => vec![way("", "true")],
            View::All => self.states.iter().map(by_state).collect(),
        }
    }

    fn arguments(&self) -> Arguments {
        let since = match self.view {
            View::Today(since) => stamp(since),
            _ => String::new(),
        };
        Arguments { since, batch: self.batch.clone(), after: None, limit: i64::MAX }
    }
}

/// The way to the orders of a state that are finished, or are not.
fn of_state(state: OrderState, end: &str) -> (&'static str, String) {
    ("indexed by orders_by_state_and_done", format!("state = '{state}' and {end}"))
}

/// What the statements of this file are given, by number: `?1` … `?5`.
struct Arguments {
    since: String,
    batch: Option<String>,
    after: Option<After>,
    limit: i64,
}

impl Arguments {
    async fn rows(&self, db: &mut Db, sql: String) -> Result<Vec<sqlx::sqlite::SqliteRow>> {
        let query: sqlx::query::Query<'_, sqlx::Sqlite, SqliteArguments> = sqlx::query(AssertSqlSafe(sql));
        let (seq, updated_at) =
            self.after.as_ref().map(|after| (after.seq, after.updated_at.as_str())).unzip();
        let query = query.bind(&self.since).bind(&self.batch).bind(seq).bind(updated_at).bind(self.limit);
        Ok(query.fetch_all(db).await?)
    }
}

/// How many orders there are.
pub async fn count(db: &mut Db, filter: &Filter) -> Result<i64> {
    let conditions = filter.conditions();
    let ways = filter.ways();
    let parts = ways.iter().map(|(index, key)| match conditions.as_str() {
        // the number of rows is known without reading any
        "true" if key == "true" => "select count(*) as n from orders".to_owned(),
        _ => format!("select count(*) as n from orders {index} where {key} and {conditions}"),
    });
    let sql = format!("select sum(n) as n from ({})", parts.collect::<Vec<_>>().join(" union all "));
    let rows = filter.arguments().rows(db, sql).await?;
    Ok(rows.first().map(|row| row.try_get::<Option<i64>, _>("n")).transpose()?.flatten().unwrap_or_default())
}

/// A page: the places of its orders, each with when it changed last. `total` is what [`count`] gave.
pub async fn page(
    db: &mut Db,
    filter: &Filter,
    (sort, total): (Sort, i64),
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<After>> {
    let conditions = filter.conditions();
    let ways = filter.ways();
    let order = sort.columns();
    let beyond = match sort {
        Sort::Newest => "seq < ?3",
        Sort::Oldest => "seq > ?3",
        Sort::Updated => "(updated_at, seq) < (?4, ?3)",
    };
    let beyond = if after.is_some() { beyond } else { "true" };
    let select = |index: &str, key: &str| {
        format!("select seq, updated_at from orders {index} where {key} and {conditions} and {beyond}")
    };
    let sql = if sort == Sort::Updated && total > SORTED {
        format!("{} order by {order} limit ?5", select("indexed by orders_by_updated", "true"))
    } else {
        // each way gives no more than a page of its own
        let part = |(index, key): &(&str, String)| {
            format!("select * from ({} order by {order} limit ?5)", select(index, key))
        };
        let parts: Vec<String> = ways.iter().map(part).collect();
        format!("select seq, updated_at from ({}) order by {order} limit ?5", parts.join(" union all "))
    };
    let arguments = Arguments { after: after.cloned(), limit, ..filter.arguments() };
    arguments.rows(db, sql).await?.iter().map(place).collect()
}

/// The places of the orders with these ids.
pub async fn places_of(db: &mut Db, ids: &[String], sort: Sort) -> Result<Vec<After>> {
    let order = sort.columns();
    let sql = format!(
        "select seq, updated_at from orders where id in (select value from json_each(?)) order by {order}"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(json_text(&ids)).fetch_all(db).await?;
    rows.iter().map(place).collect()
}

fn place(row: &sqlx::sqlite::SqliteRow) -> Result<After> {
    Ok(After { seq: row.try_get("seq")?, updated_at: row.try_get("updated_at")? })
}

/// The orders that match a text, at most `most`: the newest, or the oldest of all that match.
pub async fn matching(
    db: &mut Db,
    filter: &Filter,
    text: &str,
    oldest: bool,
    most: usize,
) -> Result<Vec<After>> {
    matching_beyond(db, filter, text, (oldest, if oldest { i64::MIN } else { i64::MAX }), most).await
}

/// The same of the orders that are older than a place, or newer than it where the oldest come first.
pub async fn matching_beyond(
    db: &mut Db,
    filter: &Filter,
    text: &str,
    (oldest, mut from): (bool, i64),
    most: usize,
) -> Result<Vec<After>> {
    let mut found = of_parcels(db, filter, text).await?;
    found.retain(|place| if oldest { place.seq > from } else { place.seq < from });
    // a page tells few from many sooner than counting all
    let few = i64::try_from(page(db, filter, (Sort::Newest, 0), None, READ + 1).await?.len())
        .is_ok_and(|some| some <= READ);
    while found.len() < most {
        let candidates = candidates(db, filter, (text, few), oldest, from).await?;
        let Some(last) = candidates.last() else { break };
        from = last.seq;
        let matching = verified(db, &candidates, text).await?;
        found.extend(candidates.into_iter().filter(|candidate| matching.contains(&candidate.seq)));
    }
    found.sort_by_key(|place| if oldest { place.seq } else { -place.seq });
    found.dedup_by_key(|place| place.seq);
    found.truncate(most);
    Ok(found)
}

/// The places of the orders whose number begins so, the highest first, at most `most`.
pub async fn beginning(db: &mut Db, text: &str, most: usize) -> Result<Vec<i64>> {
    let rows = sqlx::query(
        "select seq from orders where order_no >= ?1 and order_no < ?1 || char(1114111) order by order_no desc limit ?2",
    )
    .bind(text)
    .bind(i64::try_from(most).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok(row.try_get("seq")?)).collect()
}

/// The orders of the parcels that have this number.
async fn of_parcels(db: &mut Db, filter: &Filter, number: &str) -> Result<Vec<After>> {
    let purchases: Vec<String> = parcel::by_number(db, number)
        .await?
        .iter()
        .filter_map(|found| Some(found.purchase_id?.to_string()))
        .collect();
    if purchases.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select seq, updated_at from orders where id in (select order_id from purchase where id in
         (select value from json_each(?4))) and {}",
        filter.conditions()
    );
    let after = Some(After { seq: 0, updated_at: json_text(&purchases) });
    let rows = Arguments { after, ..filter.arguments() }.rows(db, sql).await?;
    rows.iter().map(place).collect()
}

/// The next orders that may match: all of a few, otherwise those that the index names.
async fn candidates(
    db: &mut Db,
    filter: &Filter,
    (text, few): (&str, bool),
    oldest: bool,
    from: i64,
) -> Result<Vec<After>> {
    let (order, beyond) = if oldest { ("seq", "seq > ?3") } else { ("seq desc", "seq < ?3") };
    let Some(expression) = search::expression(text) else { return Ok(Vec::new()) };
    if few || expression.is_empty() {
        let after =
            (from != i64::MIN && from != i64::MAX).then(|| After { seq: from, updated_at: String::new() });
        let sort = if oldest { Sort::Oldest } else { Sort::Newest };
        return page(db, filter, (sort, 0), after.as_ref(), CANDIDATES).await;
    }
    let sql = format!(
        "select seq, updated_at from search cross join orders on seq = search.rowid
         where search match ?4 and search.rowid {} and {} order by search.rowid{} limit ?5",
        beyond.trim_start_matches("seq "),
        filter.conditions(),
        order.trim_start_matches("seq"),
    );
    let after = Some(After { seq: from, updated_at: expression });
    let rows = Arguments { after, limit: CANDIDATES, ..filter.arguments() }.rows(db, sql).await?;
    rows.iter().map(place).collect()
}

/// Which of these really match, by their documents.
async fn verified(db: &mut Db, candidates: &[After], text: &str) -> Result<std::collections::HashSet<i64>> {
    let seqs: Vec<i64> = candidates.iter().map(|place| place.seq).collect();
    let rows = sqlx::query(
        "select seq, document from orders join order_document on order_id = id
         where seq in (select value from json_each(?)) and document is not null",
    )
    .bind(json_text(&seqs))
    .fetch_all(db)
    .await?;
    let mut matching = std::collections::HashSet::new();
    for row in &rows {
        let document: &str = row.try_get("document")?;
        // one that is damaged is nothing to find by its text
        let found = searched::text_of(document);
        if found.is_some_and(|found| search::matches(&search::folded(&found), text)) {
            matching.insert(row.try_get("seq")?);
        }
    }
    Ok(matching)
}

/// The newest files that orders came from: their ids, names and how many of their orders are here.
pub async fn batches(db: &mut Db, limit: i64) -> Result<Vec<(String, String, i64)>> {
    let rows = sqlx::query(
        "select id, source, (select count(*) from orders indexed by orders_by_batch where import_batch_id = batch.id) as orders
         from (select id, source from import_batch where undone_at is null order by id desc limit ?) as batch",
    )
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((row.try_get("id")?, row.try_get("source")?, row.try_get("orders")?))).collect()
}
