//! Sends what waits, one sheet after the other for each printer, and follows what was sent.
//!
//! A job is claimed in the database before anything is sent, and its number is kept before its pages leave. Whoever
//! finds a job whose process is dead calls it unsure and asks the print server; it is never sent again by itself.

use super::follow::{apply, end};
use super::told;
use crate::labels::laid_out;
use crate::workstation::{Workstation, on_a_thread, problem};
use serde_json::json;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::print::{PrintKind, PrintState, Trouble};
use shipdesk_labels::Layout;
use shipdesk_labels::spool::{JobState, Printer, SpoolError, Ticket};
use shipdesk_store::journal::{self, Entry};
use shipdesk_store::print_job::{self, Batch, Job};
use shipdesk_store::{StoreError, order, owner};
use std::time::Duration;

/// While sheets come out, the next one follows without waiting for the next second.
const LOOKS: usize = 6;
const PAUSE: Duration = Duration::from_millis(150);

impl Workstation {
    /// Follows what was sent and sends what waits. Called every second; while sheets come out it stays at it for most
    /// of one. Costs nothing where nothing is open. Gives whether anything still moves.
    ///
    /// # Errors
    /// [`ErrorCode::SpoolerUnreachable`]; all that waits goes on waiting.
    pub async fn print_watch(&self) -> Result<bool, Problem> {
        for _ in 1..LOOKS {
            if !self.print_watch_once().await? {
                return Ok(false);
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.print_watch_once().await
    }

    /// One look, one step.
    pub(super) async fn print_watch_once(&self) -> Result<bool, Problem> {
        let _turn = self.spooling.turn.lock().await;
        self.disown_prints().await.map_err(problem)?;
        let moving = self.follow_prints().await?;
        let sent = self.feed_printers().await?;
        Ok(moving || sent)
    }

    /// Jobs whose process died while it handed them over: only the print server knows, or nobody.
    async fn disown_prints(&self) -> Result<(), StoreError> {
        let owned = print_job::owned(&mut *self.folder.read().await?).await?;
        for mut job in owned {
            let Some(holder) = job.owner else { continue };
            // this process speaks to the print server one at a time: what is its own was given up
            let own = self.owner().is_ok_and(|own| own.id == holder);
            if !own && owner::is_alive(self.folder.root(), holder) {
                continue;
            }
            (job.state, job.trouble) = (PrintState::Unsure, Some(Trouble::Interrupted));
            (job.owner, job.followed) = (None, job.spooler_id.is_some());
            let halt = unsure(&job);
            self.keep_job(&mut job, Some(&halt)).await?;
        }
        Ok(())
    }

    /// Asks what became of everything that was sent; gives whether a sheet is on its way.
    async fn follow_prints(&self) -> Result<bool, Problem> {
        let followed = {
            let mut db = self.folder.read().await.map_err(problem)?;
            print_job::followed(&mut db).await.map_err(problem)?
        };
        let (mut moving, mut printers) = (false, None);
        for mut job in followed {
            let Some(number) = job.spooler_id else { continue };
            match self.spooling.spooler.job(&job.printer, number).await {
                Ok(mut report) => {
                    // of a paused printer only the printer says so, and its jobs just wait
                    if report.state == JobState::Pending && report.troubles.is_empty() {
                        let all = match printers.take() {
                            Some(all) => all,
                            None => self.printers().await?,
                        };
                        let own = all.iter().find(|printer: &&Printer| printer.name == job.printer);
                        report.troubles.extend(own.and_then(Printer::stopping_trouble));
                        printers = Some(all);
                    }
                    let mut changed = apply(&mut job, &report, self.clock.now());
                    if job.state == PrintState::Unsure && report.incoming {
                        // it was never handed over whole, so it is nothing but in the way
                        let _ = self.spooling.spooler.cancel(&job.printer, number).await;
                        end(&mut job, PrintState::Unsure, Some(Trouble::Interrupted));
                        changed = true;
                    }
                    moving |= matches!(report.state, JobState::Processing | JobState::Completed)
                        || report.state == JobState::Pending && job.trouble.is_none();
                    if changed {
                        self.settle_job(&mut job).await.map_err(problem)?;
                    }
                }
                Err(SpoolError::NotFound { .. }) => {
                    end(&mut job, PrintState::Unsure, Some(Trouble::Lost));
                    self.settle_job(&mut job).await.map_err(problem)?;
                }
                Err(error @ SpoolError::Unreachable { .. }) => return Err(told(&error, &job.printer)),
                // asked again at the next look
                Err(_) => {}
            }
        }
        Ok(moving)
    }

    /// Keeps what a job came to; anything but paper stops its batch.
    pub(super) async fn settle_job(&self, job: &mut Job) -> Result<(), StoreError> {
        if matches!(job.state, PrintState::Printed | PrintState::Failed | PrintState::Cancelled) {
            job.ended_at = Some(self.clock.now());
        }
        let halt = match job.state {
            PrintState::Unsure => Some(unsure(job)),
            PrintState::Failed | PrintState::Cancelled => {
                let refused = Problem::new(ErrorCode::PrintRefused).with("printer", &job.printer);
                Some(refused.with("trouble", job.trouble.map_or("", Trouble::as_str)))
            }
            _ => None,
        };
        self.keep_job(job, halt.as_ref()).await
    }

    /// Writes a job back, and what stops its batch. Whoever was first with a change is right.
    pub(super) async fn keep_job(&self, job: &mut Job, halt: Option<&Problem>) -> Result<(), StoreError> {
        let at = self.clock.now();
        let mut tx = self.folder.write().await?;
        match print_job::save(&mut tx, job, at).await {
            Err(StoreError::Conflict) => return Ok(()),
            other => other?,
        }
        if let Some(halt) = halt {
            print_job::set_halted(&mut tx, job.batch_id, Some(halt), at).await?;
        }
        let data = json!({"state": job.state, "trouble": job.trouble, "printer": job.printer,
            "spooler_job": job.spooler_id});
        let entry = Entry { kind: "print.job", subject: &job.id.to_string(), data };
        journal::append(&mut tx, self.folder.station, at, entry).await?;
        Ok(tx.commit().await?)
    }

    /// Gives every printer that has nothing to do its next sheet; gives whether any got one.
    async fn feed_printers(&self) -> Result<bool, Problem> {
        let ready = {
            let mut db = self.folder.read().await.map_err(problem)?;
            print_job::ready(&mut db).await.map_err(problem)?
        };
        let (mut sent, mut unreachable) = (false, None);
        for mut job in ready {
            match self.hand_over(&mut job).await {
                Ok(handed) => sent |= handed,
                Err(error) => unreachable = Some(error),
            }
        }
        unreachable.map_or(Ok(sent), Err)
    }

    /// Hands one sheet over. What fails before its pages left leaves it queued.
    async fn hand_over(&self, job: &mut Job) -> Result<bool, Problem> {
        let (ticket, pdf) = match self.sheet_of(job).await {
            Ok(sheet) => sheet,
            Err(error) => {
                (job.state, job.error, job.ended_at) =
                    (PrintState::Failed, Some(error.clone()), Some(self.clock.now()));
                self.keep_job(job, Some(&error)).await.map_err(problem)?;
                return Ok(false);
            }
        };
        if !self.claim(job).await? {
            return Ok(false);
        }
        crate::fail::point("print_claimed");
        let number = match self.spooling.spooler.create(&ticket).await {
            Ok(number) => number,
            Err(error) => return self.not_sent(job, &error).await,
        };
        job.spooler_id = Some(number);
        self.keep_job(job, None).await.map_err(problem)?;
        crate::fail::point("print_created");
        let sent = self.spooling.spooler.send(&ticket, number, pdf).await;
        crate::fail::point("print_sent");
        match sent {
            Ok(()) => {
                (job.owner, job.followed) = (None, true);
                self.keep_job(job, None).await.map_err(problem)?;
            }
            Err(SpoolError::Lost { .. }) => {
                (job.owner, job.followed) = (None, true);
                (job.state, job.trouble) = (PrintState::Unsure, Some(Trouble::Lost));
                let halt = unsure(job);
                self.keep_job(job, Some(&halt)).await.map_err(problem)?;
            }
            Err(error @ SpoolError::Unreachable { .. }) => return self.not_sent(job, &error).await,
            Err(error) => {
                // best effort: a job without pages is dropped by the print server in the end
                let _ = self.spooling.spooler.cancel(&job.printer, number).await;
                let why = told(&error, &job.printer);
                (job.owner, job.state, job.error) = (None, PrintState::Failed, Some(why.clone()));
                job.ended_at = Some(self.clock.now());
                self.keep_job(job, Some(&why)).await.map_err(problem)?;
            }
        }
        Ok(job.state == PrintState::Sent)
    }

    /// Notes that this process is about to send a job; somebody else may have been first.
    async fn claim(&self, job: &mut Job) -> Result<bool, Problem> {
        let owner = self.owner()?.id;
        (job.state, job.owner, job.sent_at) = (PrintState::Sent, Some(owner), Some(self.clock.now()));
        (job.trouble, job.error) = (None, None);
        let claimed = async {
            let mut tx = self.folder.write().await?;
            match print_job::save(&mut tx, job, self.clock.now()).await {
                Err(StoreError::Conflict) => return Ok(false),
                other => other?,
            }
            tx.commit().await?;
            Ok::<_, StoreError>(true)
        };
        claimed.await.map_err(problem)
    }

    /// Nothing of the job's pages has left: it waits as before. A person is asked, unless it is only that the print
    /// server does not answer.
    async fn not_sent(&self, job: &mut Job, error: &SpoolError) -> Result<bool, Problem> {
        (job.state, job.owner, job.sent_at, job.spooler_id) = (PrintState::Queued, None, None, None);
        let why = told(error, &job.printer);
        let waits = matches!(error, SpoolError::Unreachable { .. });
        self.keep_job(job, Some(&why).filter(|_| !waits)).await.map_err(problem)?;
        if waits { Err(why) } else { Ok(false) }
    }

    /// The pages of a job, in the exact size of its paper.
    async fn sheet_of(&self, job: &Job) -> Result<(Ticket, Vec<u8>), Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let batch: Option<Batch> =
            print_job::batch(&mut db, &job.batch_id.to_string()).await.map_err(problem)?;
        let batch = batch.ok_or_else(|| Problem::new(ErrorCode::PrintNotFound))?;
        let order = match job.items.first().and_then(|item| item.order_id) {
            Some(id) => order::by_id(&mut db, id).await.map_err(problem)?.and_then(|row| row.order_no),
            None => None,
        };
        drop(db);
        // the print server's lists are read by others: the order's number, and nobody's name
        let name: String = order.unwrap_or(batch.name).chars().take(60).collect();
        let layout: Layout = batch.layout.parse().unwrap_or(Layout::AsIs);
        let files: Result<Vec<_>, _> =
            job.items.iter().map(|item| self.folder.files.get(&item.sha256)).collect();
        let files = files.map_err(problem)?;
        let pdf = on_a_thread(move || laid_out(&files, layout)).await?;
        let copies = i32::try_from(job.copies).unwrap_or(1);
        let (printer, media) = (job.printer.clone(), job.media.clone());
        Ok((Ticket { printer, name, media, copies, fit: batch.kind == PrintKind::Pod }, pdf))
    }
}

/// What stops a batch at a sheet of which nobody knows.
pub(super) fn unsure(job: &Job) -> Problem {
    let position = job.items.first().map_or(0, |item| item.position);
    let trouble = job.trouble.map_or("", Trouble::as_str);
    Problem::new(ErrorCode::PrintUnsure)
        .with("printer", &job.printer)
        .with("position", position)
        .with("trouble", trouble)
}
