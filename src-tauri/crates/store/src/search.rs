//! Finds orders by any part of what stands in them, in Chinese as in Latin letters.
//!
//! The index holds short pieces of folded text: from every place of a run of Latin letters and figures the next two and
//! three characters, from every place of any other run the next one and two. Whoever looks for a longer text asks for
//! its longest pieces. They may stand apart in an order, so the index gives candidates, and [`matches`] decides.
//! One Latin letter or figure alone is in nearly every order and not in the index: every order is a candidate then.

mod folding;

pub use folding::folded;

use crate::order::json_text;
use crate::{Db, Result};
use std::collections::BTreeSet;

/// Pieces of a query that are asked for; [`matches`] looks at all of it.
const MOST_PIECES: usize = 24;

/// What the index keeps of a text: its pieces, each once.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Pieces(String);

impl Pieces {
    /// The pieces of a text.
    pub fn of(text: &str) -> Self {
        Self(terms(text))
    }
}

/// Makes an order findable by a text, and by nothing else.
pub async fn index(db: &mut Db, order_seq: i64, text: &str) -> Result<()> {
    sqlx::query("insert or replace into search (rowid, terms) values (?, ?)")
        .bind(order_seq)
        .bind(terms(text))
        .execute(db)
        .await?;
    Ok(())
}

/// Makes many orders findable at once, by their places.
pub async fn index_many(db: &mut Db, orders: &[(i64, Pieces)]) -> Result<()> {
    sqlx::query(
        "insert or replace into search (rowid, terms) select value ->> 0, value ->> 1 from jsonb_each(?)",
    )
    .bind(json_text(&orders))
    .execute(db)
    .await?;
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
    let mut pieces: Vec<&str> =
        runs(&text).flat_map(|run| pieces(run, longest(run) - 1).chain(pieces(run, longest(run)))).collect();
    pieces.sort_unstable();
    pieces.dedup();
    let mut terms = String::with_capacity(pieces.len() * 5);
    for piece in pieces {
        terms.extend(piece.chars().map(letter).chain([' ']));
    }
    terms
}

/// What to ask the index for: `None` where the query has nothing to look for, empty where the index cannot help. Every
/// piece is quoted and of plain letters, so that no query is ever wrong.
pub fn expression(query: &str) -> Option<String> {
    let words: Vec<String> = words(query).collect();
    if words.is_empty() {
        return None;
    }
    let mut asked = BTreeSet::new();
    for run in words.iter().flat_map(|word| runs(word)) {
        let longest = longest(run);
        // words of letters are common: pieces side by side tell as much as all that overlap, and are fewer lists to walk
        let apart = if run.bytes().all(|sign| sign.is_ascii_lowercase()) { longest } else { 1 };
        asked.extend(pieces(run, longest).step_by(apart).chain(pieces(run, longest).last()));
        if run.chars().count() < longest {
            asked.extend(pieces(run, longest - 1));
        }
    }
    let quoted = asked.into_iter().take(MOST_PIECES).map(|piece| {
        let piece: String = piece.chars().map(letter).collect();
        format!("\"{piece}\" ")
    });
    Some(quoted.collect())
}

/// Every piece of a run that has this length, in characters.
fn pieces(run: &str, length: usize) -> impl Iterator<Item = &str> {
    let ends = run.char_indices().map(|(place, _)| place).chain([run.len()]).skip(length);
    run.char_indices().zip(ends).map(|((start, _), end)| &run[start..end])
}

/// How long the longest pieces of a run are; the index has those of one character less too.
fn longest(run: &str) -> usize {
    if run.is_ascii() { 3 } else { 2 }
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

/// A character as the index writes it: the tokenizer of `SQLite` knows the common ideographs as letters, but not every
/// script, so all others are brought there. That two of them may meet costs a candidate, never a match.
fn letter(character: char) -> char {
    if character.is_ascii() || folding::IDEOGRAPHS.contains(&character) {
        return character;
    }
    char::from_u32(0x4E00 + u32::from(character) % 20_902).unwrap_or('\u{4E00}')
}
