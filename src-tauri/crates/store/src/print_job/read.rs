//! Jobs as they are asked for.

use super::{Earlier, Item, Job};
use crate::order::{json_text, parsed, parsed_or_none, problem};
use crate::{Db, Result};
use shipdesk_core::id::{PrintBatchId, PrintJobId};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// The jobs of a batch by position; of a job that was repeated the newest alone.
pub async fn of_batch(db: &mut Db, batch: PrintBatchId) -> Result<Vec<Job>> {
    let rows = sqlx::query(
        "select * from print_job where batch_id = ?1
         and id not in (select repeats from print_job where batch_id = ?1 and repeats is not null)
         order by position",
    )
    .bind(batch.to_string());
    jobs(&rows.fetch_all(db).await?)
}

/// The jobs of which the spooler may still have something new to say.
pub async fn followed(db: &mut Db) -> Result<Vec<Job>> {
    let rows = sqlx::query(
        "select * from print_job where state in ('queued', 'sent', 'unsure') and followed = 1 and owner is null
         order by sent_at, sheet_id, position",
    );
    jobs(&rows.fetch_all(db).await?)
}

/// The jobs that somebody is, or was, handing over.
pub async fn owned(db: &mut Db) -> Result<Vec<Job>> {
    let rows = sqlx::query(
        "select * from print_job where state in ('queued', 'sent', 'unsure') and owner is not null
         order by sent_at, sheet_id, position",
    );
    jobs(&rows.fetch_all(db).await?)
}

/// The next job of each printer that has nothing to do; halted batches wait.
pub async fn ready(db: &mut Db) -> Result<Vec<Job>> {
    let rows = sqlx::query(
        "select job.* from print_job as job join print_batch as batch on batch.id = job.batch_id
         where job.state = 'queued' and batch.halted is null
         and not exists (select 1 from print_job as other where other.printer = job.printer
                         and other.id = other.sheet_id and (other.owner is not null or other.followed = 1))
         order by batch.queued_at, batch.id, job.position",
    );
    let mut first: Vec<Job> = Vec::new();
    for job in jobs(&rows.fetch_all(db).await?)? {
        if !first.iter().any(|known| known.printer == job.printer) {
            first.push(job);
        }
    }
    Ok(first)
}

/// How many labels wait here or at the spooler.
pub async fn in_queue(db: &mut Db) -> Result<i64> {
    let row = sqlx::query("select count(*) as waiting from print_job where state in ('queued', 'sent')");
    Ok(row.fetch_one(db).await?.try_get("waiting")?)
}

/// How many labels wait here for each printer.
pub async fn queued_by_printer(db: &mut Db) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query(
        "select printer, count(*) as labels from print_job where state = 'queued' group by printer",
    );
    rows.fetch_all(db)
        .await?
        .iter()
        .map(|row| Ok((row.try_get("printer")?, row.try_get("labels")?)))
        .collect()
}

/// The batch of a job.
pub async fn batch_of(db: &mut Db, job: PrintJobId) -> Result<Option<PrintBatchId>> {
    let row = sqlx::query("select batch_id from print_job where id = ?").bind(job.to_string());
    row.fetch_optional(db).await?.map(|row| parsed(&row, "batch_id")).transpose()
}

/// The prints of these files that came out or still may, newest last.
pub async fn earlier(db: &mut Db, hashes: &[&str]) -> Result<Vec<Earlier>> {
    let rows = sqlx::query(
        "select job.id, job.sha256, job.state, coalesce(job.ended_at, job.sent_at, job.queued_at) as at,
             job.printer, job.copies, batch.reason, batch.name
         from json_each(?) as wanted join print_job as job on job.sha256 = wanted.value
         join print_batch as batch on batch.id = job.batch_id
         where job.state in ('queued', 'sent', 'printed', 'unsure') order by at, job.id",
    )
    .bind(json_text(&hashes));
    rows.fetch_all(db)
        .await?
        .iter()
        .map(|row| {
            Ok(Earlier {
                job: parsed(row, "id")?,
                sha256: row.try_get("sha256")?,
                state: parsed(row, "state")?,
                at: parsed(row, "at")?,
                printer: row.try_get("printer")?,
                copies: row.try_get("copies")?,
                reason: row.try_get("reason")?,
                batch: row.try_get("name")?,
            })
        })
        .collect()
}

/// Rows in which those of a sheet stand together.
fn jobs(rows: &[SqliteRow]) -> Result<Vec<Job>> {
    let mut jobs: Vec<Job> = Vec::new();
    for row in rows {
        let sheet = parsed(row, "sheet_id")?;
        match jobs.last_mut().filter(|job| job.id == sheet) {
            Some(job) => job.items.push(item(row)?),
            None => jobs.push(job(row)?),
        }
    }
    Ok(jobs)
}

fn job(row: &SqliteRow) -> Result<Job> {
    Ok(Job {
        id: parsed(row, "sheet_id")?,
        batch_id: parsed(row, "batch_id")?,
        items: vec![item(row)?],
        printer: row.try_get("printer")?,
        media: row.try_get("media")?,
        size: (row.try_get("width")?, row.try_get("height")?),
        copies: row.try_get("copies")?,
        state: parsed(row, "state")?,
        owner: parsed_or_none(row, "owner")?,
        spooler_id: row.try_get("spooler_id")?,
        followed: row.try_get("followed")?,
        trouble: parsed_or_none(row, "trouble")?,
        error: problem(row, "error")?,
        queued_at: parsed(row, "queued_at")?,
        sent_at: parsed_or_none(row, "sent_at")?,
        ended_at: parsed_or_none(row, "ended_at")?,
        updated_at: parsed(row, "updated_at")?,
        revision: row.try_get("revision")?,
    })
}

fn item(row: &SqliteRow) -> Result<Item> {
    Ok(Item {
        id: parsed(row, "id")?,
        position: row.try_get("position")?,
        repeats: parsed_or_none(row, "repeats")?,
        order_id: parsed_or_none(row, "order_id")?,
        label_id: parsed_or_none(row, "label_id")?,
        scan_form_id: parsed_or_none(row, "scan_form_id")?,
        box_no: row.try_get("box_no")?,
        sha256: row.try_get("sha256")?,
    })
}
