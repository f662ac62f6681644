//! What was printed and what is to be: batches, and the jobs in them. A job is one sheet of paper with one label on it, or
//! with several that share it; each label has a row of its own.
//!
//! Rows are added and their states move on; none is taken away, so every earlier print of a label can be shown.

use crate::order::{json_text, parsed, parsed_or_none, problem};
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::{LabelId, OrderId, OwnerId, PrintBatchId, PrintJobId, ScanFormId};
use shipdesk_core::print::{PrintKind, PrintState, Trouble};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

mod read;

pub use read::{batch_of, earlier, followed, in_queue, of_batch, owned, queued_by_printer, ready};

/// What was sent to a printer together.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Its id.
    pub id: PrintBatchId,
    /// Its name for people, `B-1122-07`.
    pub name: String,
    /// What is printed.
    pub kind: PrintKind,
    /// The printer.
    pub printer: String,
    /// How labels stand on the paper.
    pub layout: String,
    /// How often each.
    pub copies: i64,
    /// Why once more.
    pub reason: Option<String>,
    /// What went wrong, while a person has to decide how it goes on.
    pub halted: Option<Problem>,
    /// Since when.
    pub halted_at: Option<Timestamp>,
    /// When it came here.
    pub queued_at: Timestamp,
}

/// One job of a printer.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its id.
    pub id: PrintJobId,
    /// The batch.
    pub batch_id: PrintBatchId,
    /// The labels on it, in their order.
    pub items: Vec<Item>,
    /// The printer.
    pub printer: String,
    /// The paper, as the printer calls it.
    pub media: String,
    /// The size of the paper in hundredths of a millimetre.
    pub size: (i64, i64),
    /// How often.
    pub copies: i64,
    /// Where it stands.
    pub state: PrintState,
    /// The process that is handing it over.
    pub owner: Option<OwnerId>,
    /// The spooler's number of it.
    pub spooler_id: Option<i32>,
    /// Whether the spooler may still have something new to say of it.
    pub followed: bool,
    /// What keeps or kept it.
    pub trouble: Option<Trouble>,
    /// What went wrong.
    pub error: Option<Problem>,
    /// When it came here.
    pub queued_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
    /// When something of it changed.
    pub updated_at: Timestamp,
    /// How often it was changed.
    pub revision: i64,
}

/// A label on the paper of a job.
#[derive(Debug, Clone)]
pub struct Item {
    /// The id of its row.
    pub id: PrintJobId,
    /// Its place in the batch, from 1.
    pub position: i64,
    /// The row that it repeats.
    pub repeats: Option<PrintJobId>,
    /// The order.
    pub order_id: Option<OrderId>,
    /// The label.
    pub label_id: Option<LabelId>,
    /// The scan form.
    pub scan_form_id: Option<ScanFormId>,
    /// The box; empty for a label that serves the whole order.
    pub box_no: String,
    /// The hash of its bytes.
    pub sha256: String,
}

/// A print of a file before.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// Its row.
    pub job: PrintJobId,
    /// The hash of its bytes.
    pub sha256: String,
    /// Where that print stands.
    pub state: PrintState,
    /// When it came out, or came here.
    pub at: Timestamp,
    /// The printer.
    pub printer: String,
    /// How often.
    pub copies: i64,
    /// Why.
    pub reason: Option<String>,
    /// The batch's name.
    pub batch: String,
}

/// Keeps a batch; its name is the day's next.
pub async fn insert_batch(db: &mut Db, batch: &mut Batch, day: jiff::civil::Date) -> Result<()> {
    let prefix = format!("B-{:02}{:02}-", day.month(), day.day());
    // names begin again each year: only the last half of one counts
    let recent = batch.queued_at - jiff::SignedDuration::from_hours(24 * 180);
    let row = sqlx::query(
        "select count(*) as before from print_batch where substr(name, 1, 7) = ? and queued_at > ?",
    )
    .bind(&prefix)
    .bind(stamp(recent))
    .fetch_one(&mut *db)
    .await?;
    let before: i64 = row.try_get("before")?;
    batch.name = format!("{prefix}{:02}", before + 1);
    sqlx::query(
        "insert into print_batch (id, name, kind, printer, layout, copies, reason, queued_at)
         values (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(batch.id.to_string())
    .bind(&batch.name)
    .bind(batch.kind.as_str())
    .bind(&batch.printer)
    .bind(&batch.layout)
    .bind(batch.copies)
    .bind(&batch.reason)
    .bind(stamp(batch.queued_at))
    .execute(db)
    .await?;
    Ok(())
}

/// Halts a batch with what went wrong, or lets it go on.
pub async fn set_halted(
    db: &mut Db,
    batch: PrintBatchId,
    why: Option<&Problem>,
    at: Timestamp,
) -> Result<()> {
    sqlx::query("update print_batch set halted = ?, halted_at = ? where id = ?")
        .bind(why.map(json_text))
        .bind(why.map(|_| stamp(at)))
        .bind(batch.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Gives a batch to another printer.
pub async fn set_printer(db: &mut Db, batch: PrintBatchId, printer: &str) -> Result<()> {
    sqlx::query("update print_batch set printer = ? where id = ?")
        .bind(printer)
        .bind(batch.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps a new job; the first of its items has its id.
pub async fn insert(db: &mut Db, job: &Job) -> Result<()> {
    for item in &job.items {
        sqlx::query(
            "insert into print_job (id, sheet_id, batch_id, position, order_id, label_id, scan_form_id, box_no, sha256,
             printer, media, width, height, copies, state, repeats, queued_at, updated_at)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(item.id.to_string())
        .bind(job.id.to_string())
        .bind(job.batch_id.to_string())
        .bind(item.position)
        .bind(item.order_id.map(|id| id.to_string()))
        .bind(item.label_id.map(|id| id.to_string()))
        .bind(item.scan_form_id.map(|id| id.to_string()))
        .bind(&item.box_no)
        .bind(&item.sha256)
        .bind(&job.printer)
        .bind(&job.media)
        .bind(job.size.0)
        .bind(job.size.1)
        .bind(job.copies)
        .bind(job.state.as_str())
        .bind(item.repeats.map(|id| id.to_string()))
        .bind(stamp(job.queued_at))
        .bind(stamp(job.queued_at))
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Writes a job back, for every label on it.
///
/// # Errors
/// [`crate::StoreError::Conflict`] where somebody else has changed it since it was read, or where another job is at
/// its printer.
pub async fn save(db: &mut Db, job: &mut Job, at: Timestamp) -> Result<()> {
    let done = sqlx::query(
        "update print_job set printer = ?, media = ?, width = ?, height = ?, state = ?, owner = ?, spooler_id = ?,
         followed = ?, trouble = ?, error = ?, sent_at = ?, ended_at = ?, updated_at = ?, revision = revision + 1
         where sheet_id = ? and revision = ?",
    )
    .bind(&job.printer)
    .bind(&job.media)
    .bind(job.size.0)
    .bind(job.size.1)
    .bind(job.state.as_str())
    .bind(job.owner.map(|owner| owner.to_string()))
    .bind(job.spooler_id)
    .bind(job.followed)
    .bind(job.trouble.map(shipdesk_core::print::Trouble::as_str))
    .bind(job.error.as_ref().map(json_text))
    .bind(job.sent_at.map(stamp))
    .bind(job.ended_at.map(stamp))
    .bind(stamp(at))
    .bind(job.id.to_string())
    .bind(job.revision)
    .execute(db)
    .await?;
    if done.rows_affected() == 0 {
        return Err(crate::StoreError::Conflict);
    }
    job.revision += 1;
    job.updated_at = at;
    Ok(())
}

/// A batch by its id or its name; of several of one name the newest.
pub async fn batch(db: &mut Db, wanted: &str) -> Result<Option<Batch>> {
    let row = sqlx::query(
        "select * from print_batch where id = ?1 or name = ?1 collate nocase order by queued_at desc limit 1",
    )
    .bind(wanted)
    .fetch_optional(db)
    .await?;
    row.as_ref().map(batch_row).transpose()
}

/// The batches of which something is left to be done, oldest first, after the newest that are done.
pub async fn batches(db: &mut Db, done: i64) -> Result<Vec<Batch>> {
    let rows = sqlx::query(
        "with open as (
             select id from print_batch where halted is not null
             union select batch_id from print_job where state in ('queued', 'sent')
             union select batch_id from print_job where state = 'unsure' and followed = 1),
         recent as (select id from print_batch where id not in open order by queued_at desc limit ?)
         select * from print_batch where id in open or id in recent order by id in open, queued_at, id",
    )
    .bind(done)
    .fetch_all(db)
    .await?;
    rows.iter().map(batch_row).collect()
}

fn batch_row(row: &SqliteRow) -> Result<Batch> {
    Ok(Batch {
        id: parsed(row, "id")?,
        name: row.try_get("name")?,
        kind: parsed(row, "kind")?,
        printer: row.try_get("printer")?,
        layout: row.try_get("layout")?,
        copies: row.try_get("copies")?,
        reason: row.try_get("reason")?,
        halted: problem(row, "halted")?,
        halted_at: parsed_or_none(row, "halted_at")?,
        queued_at: parsed(row, "queued_at")?,
    })
}
