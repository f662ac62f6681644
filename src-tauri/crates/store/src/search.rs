//! Finds orders by any part of what stands in them, in Chinese as in Latin letters.
//!
//! The index holds short pieces of folded text: from every place of a run of Latin letters and figures the next three
//! characters, from every place of any other run the next two (at the end of a run what is left). Whoever looks for a
//! longer text asks for all of its pieces; whoever looks for a shorter one asks for the pieces that begin with it. The
//! pieces may stand apart in an order, so the index gives candidates, and [`matches`] decides.

mod folding;

pub use folding::folded;

use crate::order::json_text;
use crate::{Db, Result};
use sqlx::Row as _;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Pieces of a query that are asked for; [`matches`] looks at all of it.
const MOST_PIECES: usize = 24;

/// Makes an order findable by a text, and by nothing else.
pub async fn index(db: &mut Db, order_seq: i64, text: &str) -> Result<()> {
    sqlx::query("insert or replace into search (rowid, terms) values (?, ?)")
        .bind(order_seq)
        .bind(terms(text))
        .execute(db)
        .await?;
    Ok(())
}

/// Makes many orders findable at once.
pub async fn index_many(db: &mut Db, texts: &[(i64, String)]) -> Result<()> {
    // a statement's share: a few megabytes of terms
    for share in texts.chunks(2000) {
        let rows: Vec<(i64, String)> = share.iter().map(|(seq, text)| (*seq, terms(text))).collect();
        sqlx::query("insert or replace into search (rowid, terms) select value ->> 0, value ->> 1 from json_each(?)")
            .bind(json_text(&rows))
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Makes an order unfindable. Its pieces leave the disk with the next [`purge`].
pub async fn forget(db: &mut Db, order_seq: i64) -> Result<()> {
    sqlx::query("delete from search where rowid = ?").bind(order_seq).execute(db).await?;
    Ok(())
}

/// Rewrites the index without what was forgotten, so that nothing of it stays on the disk. It takes long over many
/// orders: once after all that is to be erased.
pub async fn purge(db: &mut Db) -> Result<()> {
    sqlx::query("insert into search (search) values ('optimize')").execute(db).await?;
    Ok(())
}

/// Orders that may match a query, newest first, at most `limit`. A query without a letter or figure finds nothing.
pub async fn candidates(db: &mut Db, query: &str, limit: i64) -> Result<Vec<i64>> {
    candidates_before(db, query, i64::MAX, limit).await
}

/// The same among the orders older than a place.
pub async fn candidates_before(db: &mut Db, query: &str, before: i64, limit: i64) -> Result<Vec<i64>> {
    let Some(expression) = expression(query) else { return Ok(Vec::new()) };
    let rows = sqlx::query("select rowid from search where search match ? and rowid < ? order by rowid desc limit ?")
        .bind(expression)
        .bind(before)
        .bind(limit)
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| Ok(row.try_get("rowid")?)).collect()
}

/// Whether each word of a query stands somewhere in a folded text. A query without a letter or figure matches nothing.
pub fn matches(folded_text: &str, query: &str) -> bool {
    let mut words = words(query).peekable();
    words.peek().is_some() && words.all(|word| folded_text.contains(&word))
}

fn words(query: &str) -> impl Iterator<Item = String> {
    query.split_whitespace().map(folded).filter(|word| !word.is_empty())
}

/// The pieces of a text, each once, as the index takes them.
fn terms(text: &str) -> String {
    let text = folded(text);
    let mut pieces = BTreeSet::new();
    for run in runs(&text) {
        let places = run.char_indices().map(|(place, _)| place);
        pieces.extend(places.map(|place| start(&run[place..], length(run))));
    }
    let mut terms = String::with_capacity(pieces.len() * 5);
    for piece in pieces {
        terms.extend(piece.chars().map(letter).chain([' ']));
    }
    terms
}

/// What to ask the index for. Every piece is quoted and of plain letters, so that no query is ever wrong.
fn expression(query: &str) -> Option<String> {
    let words: Vec<String> = words(query).collect();
    let mut asked = BTreeSet::new();
    for run in words.iter().flat_map(|word| runs(word)) {
        let length = length(run);
        let places = run.char_indices().map(|(place, _)| start(&run[place..], length));
        let (whole, cut): (Vec<_>, Vec<_>) = places.partition(|piece| piece.chars().count() == length);
        asked.extend(whole.iter().map(|piece| (*piece, "")));
        // a run that is shorter than a piece is where pieces begin
        asked.extend(cut.first().filter(|_| whole.is_empty()).map(|beginning| (*beginning, "*")));
    }
    let mut expression = String::new();
    for (piece, star) in asked.into_iter().take(MOST_PIECES) {
        let piece: String = piece.chars().map(letter).collect();
        write!(expression, "\"{piece}\"{star} ").ok()?;
    }
    if expression.is_empty() { None } else { Some(expression) }
}

/// Parts folded text where Latin letters and figures meet others, and at line breaks.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|field| {
        let mut rest = field;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let end = rest.find(|c: char| c.is_ascii() != first.is_ascii()).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            rest = after;
            Some(run)
        })
    })
}

/// How long the pieces of a run are.
fn length(run: &str) -> usize {
    if run.is_ascii() { 3 } else { 2 }
}

fn start(text: &str, length: usize) -> &str {
    text.char_indices().nth(length).map_or(text, |(end, _)| &text[..end])
}

/// A character as the index writes it: the tokenizer of SQLite knows the common ideographs as letters, but not every
/// script, so all others are brought there. That two of them may meet costs a candidate, never a match.
fn letter(character: char) -> char {
    if character.is_ascii() || folding::IDEOGRAPHS.contains(&character) {
        return character;
    }
    char::from_u32(0x4E00 + u32::from(character) % 20_902).unwrap_or('\u{4E00}')
}
