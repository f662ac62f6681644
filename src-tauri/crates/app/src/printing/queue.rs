//! How printing stands, as documents.

use super::printers::read_layout;
use crate::Outcome;
use crate::documents::{
    Answer, Layout, PrintAsk, PrintBatchDocument, PrintJobDocument, PrintQueueDocument, PrintedBefore, count,
};
use crate::results::exit_over;
use crate::workstation::{Workstation, problem};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::print::{BatchState, PrintState, Trouble};
use shipdesk_store::print_job::{self, Batch, Earlier, Item, Job};
use shipdesk_store::{Db, StoreError, label, order, purchase};
use std::time::Duration;

/// How many batches are shown that are done.
const DONE: i64 = 20;
/// How often a command looks that waits for the print server to take everything.
const PAUSE: Duration = Duration::from_millis(150);
/// For so many looks in a row a printer has to stand still: some clear up by themselves.
const LOOKS: usize = 20;

impl Workstation {
    /// Printers and batches: those of which something is left, and the newest that are done.
    ///
    /// # Errors
    /// What the folder has; a print server that does not answer stands in the document.
    pub async fn print_queue(&self) -> Outcome<PrintQueueDocument> {
        let (printers, error) = match self.printers().await {
            Ok(printers) => (printers, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let printers = self.printer_documents(printers).await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let found = print_job::batches(&mut db, DONE).await.map_err(problem)?;
        let mut batches = Vec::with_capacity(found.len());
        for batch in found {
            batches.push(self.batch_document(&mut db, batch).await.map_err(problem)?);
        }
        let error = error.map(|error| self.words().error(&error));
        Ok(Answer::done(PrintQueueDocument { printers, batches, error }))
    }

    /// A batch as it stands.
    ///
    /// # Errors
    /// No such batch.
    pub async fn print_batch(&self, batch: &str) -> Outcome<PrintBatchDocument> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let found = print_job::batch(&mut db, batch).await.map_err(problem)?;
        let found = found.ok_or_else(|| Problem::new(ErrorCode::PrintNotFound).with("batch", batch))?;
        let exit = found.halted.as_ref().map_or(0, |halted| halted.code.exit());
        let document = self.batch_document(&mut db, found).await.map_err(problem)?;
        Ok(Answer { document, exit })
    }

    /// Follows a batch until the print server has taken all of it, or it stopped, or its printer stands still.
    ///
    /// # Errors
    /// The print server does not answer; what waits goes on waiting.
    pub async fn print_wait(&self, batch: &str) -> Outcome<PrintBatchDocument> {
        let mut looks = 0;
        loop {
            self.print_watch_once().await?;
            let mut answer = self.print_batch(batch).await?;
            let document = &mut answer.document;
            let queued = document.jobs.iter().filter(|job| job.state == PrintState::Queued).count();
            self.progress.advance(document.jobs.len() - queued, document.jobs.len());
            if queued == 0 || document.state != BatchState::Running {
                return Ok(answer);
            }
            let kept =
                document.jobs.iter().find(|job| job.state == PrintState::Sent && !job.reasons.is_empty());
            looks = if kept.is_some() { looks + 1 } else { 0 };
            if let Some(job) = kept.filter(|_| looks >= LOOKS) {
                let stopped = Problem::new(ErrorCode::PrinterStopped).with("printer", &job.printer);
                let stopped = stopped.with("trouble", job.reasons.join(", ")).with("count", queued);
                document.error = Some(self.words().error(&stopped));
                answer.exit = ErrorCode::PrinterStopped.exit();
                return Ok(answer);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Prints and stays until the print server has taken everything that it takes.
    ///
    /// # Errors
    /// As [`print`](Self::print).
    pub async fn print_through(&self, ask: PrintAsk) -> Outcome<PrintBatchDocument> {
        let first = self.print(ask).await?;
        let left_out = first.document.left_out;
        let mut answer = match self.print_wait(&first.document.id).await {
            Ok(answer) => answer,
            Err(error) => {
                // what waits is kept and goes on waiting
                let mut answer = self.print_batch(&first.document.id).await?;
                answer.exit = error.code.exit();
                answer.document.error = Some(self.words().error(&error));
                answer
            }
        };
        let exits = left_out.iter().map(|left| left.error.code.exit()).chain([answer.exit]);
        answer.exit = exit_over(&exits.collect::<Vec<_>>());
        answer.document.left_out = left_out;
        Ok(answer)
    }

    /// Every print of an order's labels, oldest first.
    ///
    /// # Errors
    /// No such order.
    pub async fn prints_of(&self, order_no: &str) -> Outcome<Vec<PrintedBefore>> {
        let row = self.order_row(order_no).await?;
        let read = async {
            let mut db = self.folder.read().await?;
            let mut hashes = Vec::new();
            for purchase in purchase::of_order(&mut db, row.id).await? {
                let labels = label::of_purchase(&mut db, purchase.id).await?;
                hashes.extend(labels.into_iter().map(|label| label.sha256));
            }
            let hashes: Vec<&str> = hashes.iter().map(String::as_str).collect();
            print_job::earlier(&mut db, &hashes).await
        };
        let earlier = read.await.map_err(problem)?;
        Ok(Answer::done(earlier.into_iter().map(before).collect()))
    }

    async fn batch_document(&self, db: &mut Db, batch: Batch) -> Result<PrintBatchDocument, StoreError> {
        let jobs = print_job::of_batch(db, batch.id).await?;
        let hashes: Vec<&str> =
            jobs.iter().flat_map(|job| &job.items).map(|item| item.sha256.as_str()).collect();
        let earlier = print_job::earlier(db, &hashes).await?;
        let layout = read_layout(&batch.layout).unwrap_or(Layout::AsIs);
        let mut documents = Vec::new();
        for job in &jobs {
            for item in &job.items {
                let document = self.job_document(db, (&batch, layout), job, item).await?;
                documents.push(PrintJobDocument { earlier: printed_before(&earlier, job, item), ..document });
            }
        }
        let of =
            |states: &[PrintState]| count(documents.iter().filter(|job| states.contains(&job.state)).count());
        let waiting = of(&[PrintState::Queued, PrintState::Sent]);
        let state = match (&batch.halted, waiting) {
            (Some(_), _) => BatchState::Stopped,
            (None, 0) => BatchState::Done,
            (None, _) => BatchState::Running,
        };
        Ok(PrintBatchDocument {
            id: batch.id.to_string(),
            name: batch.name,
            kind: batch.kind,
            printer: batch.printer,
            layout,
            copies: count(batch.copies),
            reason: batch.reason,
            total: count(documents.len()),
            printed: of(&[PrintState::Printed]),
            unsure: of(&[PrintState::Unsure]),
            waiting,
            failed: of(&[PrintState::Failed]),
            cancelled: of(&[PrintState::Cancelled]),
            started_at: stamp(batch.queued_at),
            state,
            error: batch.halted.as_ref().map(|halted| self.words().error(halted)),
            stopped_at: batch.halted_at.map(stamp),
            jobs: documents,
            left_out: Vec::new(),
        })
    }

    async fn job_document(
        &self,
        db: &mut Db,
        (batch, layout): (&Batch, Layout),
        job: &Job,
        item: &Item,
    ) -> Result<PrintJobDocument, StoreError> {
        let shown = match item.order_id {
            Some(id) => shown(db, id, &item.box_no).await?,
            None => Shown::default(),
        };
        Ok(PrintJobDocument {
            id: item.id.to_string(),
            batch: batch.id.to_string(),
            position: count(item.position),
            order_no: shown.order_no,
            box_no: Some(item.box_no.clone()).filter(|box_no| !box_no.is_empty()),
            kind: batch.kind,
            tracking_no: shown.tracking_no,
            recipient: shown.recipient,
            printer: job.printer.clone(),
            media: job.media.clone(),
            copies: count(job.copies),
            layout,
            state: job.state,
            reasons: job.trouble.iter().map(|trouble: &Trouble| trouble.to_string()).collect(),
            error: job.error.as_ref().map(|error| self.words().error(error)),
            spooler_job: job.spooler_id,
            queued_at: stamp(job.queued_at),
            sent_at: job.sent_at.map(stamp),
            ended_at: job.ended_at.map(stamp),
            updated_at: stamp(job.updated_at),
            sha256: Some(item.sha256.clone()),
            earlier: 0,
        })
    }
}

/// What a list shows of the order of a label.
#[derive(Default)]
struct Shown {
    order_no: Option<String>,
    tracking_no: Option<String>,
    recipient: String,
}

async fn shown(db: &mut Db, id: shipdesk_core::id::OrderId, box_no: &str) -> Result<Shown, StoreError> {
    let Some(row) = order::by_id(db, id).await? else { return Ok(Shown::default()) };
    let recipient = match order::document(db, id).await {
        Ok((order, _)) => {
            let to = order.recipient;
            let name = shortened(if to.name.is_empty() { &to.company } else { &to.name });
            let place = [to.city, to.country].into_iter().filter(|part| !part.is_empty());
            let place = place.collect::<Vec<_>>().join(" ");
            [name, place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        // erased: the label's number is all that is left
        Err(StoreError::Damaged { .. }) => String::new(),
        Err(error) => return Err(error),
    };
    let mut tracking_no = None;
    if let Some(newest) = purchase::of_order(db, id).await?.pop() {
        let boxes = purchase::boxes(db, newest.id).await?;
        let own = boxes.into_iter().find(|(known, _)| known == box_no).map(|(_, number)| number);
        tracking_no = own.or(newest.tracking_no);
    }
    Ok(Shown { order_no: row.order_no, tracking_no, recipient })
}

/// A name as lists show it: enough to tell two boxes apart, not enough to know somebody.
fn shortened(name: &str) -> String {
    let mut words = name.split_whitespace();
    let Some(first) = words.next() else { return String::new() };
    match words.last().and_then(|last| last.chars().next()) {
        Some(initial) => format!("{first} {initial}."),
        None if first.is_ascii() => first.to_owned(),
        None => first.chars().take(1).chain(['*', '*']).collect(),
    }
}

fn printed_before(earlier: &[Earlier], job: &Job, item: &Item) -> u32 {
    let own = |one: &&Earlier| one.sha256 == item.sha256 && one.job != item.id;
    let before = earlier.iter().filter(own).filter(|one| one.state == PrintState::Printed);
    count(before.filter(|one| job.ended_at.is_none_or(|end| one.at <= end)).count())
}

fn before(one: Earlier) -> PrintedBefore {
    PrintedBefore {
        at: stamp(one.at),
        state: one.state,
        printer: one.printer,
        copies: count(one.copies),
        reason: one.reason,
        batch: one.batch,
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn names_are_shortened() {
        let shown =
            ["Grace Liu", "何青", "  ", "Acme", "María José Núñez", "北仓贸易有限公司"].map(shortened);
        assert_eq!(shown, ["Grace L.", "何**", "", "Acme", "María N.", "北**"]);
    }
}
