//! What a person does about a batch: goes on, stops it, gives it to another printer; and the test page.

use super::ask::Plan;
use super::follow::{apply, end};
use super::told;
use crate::Outcome;
use crate::documents::{Layout, PrintBatchDocument};
use crate::workstation::{Workstation, problem};
use serde_json::{Value, json};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::{PrintBatchId, PrintJobId};
use shipdesk_core::print::{PrintKind, PrintState, Trouble};
use shipdesk_labels::spool::{JobState, Media, Printer, SpoolError, TestPage, test_page};
use shipdesk_store::journal::{self, Entry};
use shipdesk_store::parcel::pod;
use shipdesk_store::print_job::{self, Batch, Item, Job};
use shipdesk_store::{StoreError, files};
use std::time::Duration;

/// How often, and how long apart, the print server is asked whether it took a job back.
const ASKS: usize = 20;
const APART: Duration = Duration::from_millis(100);

impl Workstation {
    /// Goes on with a batch from a place in it. Labels before it that still wait are passed over. Sheets of which
    /// nobody knows are repeated only where `include_unsure` says so, printed ones never.
    ///
    /// # Errors
    /// No such batch; the print server does not answer, then nothing has changed.
    pub async fn print_resume(
        &self,
        batch: &str,
        from: u32,
        include_unsure: bool,
    ) -> Outcome<PrintBatchDocument> {
        let found = self.batch_named(batch).await?;
        {
            let _turn = self.spooling.turn.lock().await;
            for mut job in self.jobs_of(&found).await? {
                // a sheet that the print server still holds would come out beside its repetition
                if job.state == PrintState::Unsure {
                    self.recall(&mut job).await?;
                }
                self.resume_job(job, i64::from(from), include_unsure).await.map_err(problem)?;
            }
            let data = json!({"from": from, "include_unsure": include_unsure});
            self.let_go(&found, "print.resumed", data).await.map_err(problem)?;
        }
        self.go_on(&found).await
    }

    /// Stops a batch, or one job by its id: what waits is taken back, also from the print server.
    ///
    /// # Errors
    /// No such batch or job; the print server does not answer.
    pub async fn print_stop(&self, batch_or_job: &str) -> Outcome<PrintBatchDocument> {
        let (found, only) = self.batch_or_job(batch_or_job).await?;
        {
            let _turn = self.spooling.turn.lock().await;
            for mut job in self.jobs_of(&found).await? {
                if only.is_some_and(|id| job.items.iter().all(|item| item.id != id)) {
                    continue;
                }
                if job.state == PrintState::Queued {
                    end(&mut job, PrintState::Cancelled, None);
                    job.ended_at = Some(self.clock.now());
                    self.keep_job(&mut job, None).await.map_err(problem)?;
                } else if job.followed {
                    self.recall(&mut job).await?;
                }
            }
            if only.is_none() {
                self.let_go(&found, "print.stopped", json!({})).await.map_err(problem)?;
            }
        }
        self.print_batch(&found.id.to_string()).await
    }

    /// Gives what is left of a batch to another printer. Sheets of which nobody knows stay what they are.
    ///
    /// # Errors
    /// No such batch or printer, or it has no such paper: then nothing has changed.
    pub async fn print_move(&self, batch: &str, printer: &str) -> Outcome<PrintBatchDocument> {
        let found = self.batch_named(batch).await?;
        let target = self.printer_named(printer).await?;
        {
            let _turn = self.spooling.turn.lock().await;
            let jobs = self.jobs_of(&found).await?;
            for job in jobs.iter().filter(|job| is_left(job)) {
                media_on(job, &target)?;
            }
            for mut job in jobs.into_iter().filter(is_left) {
                if job.followed {
                    self.recall(&mut job).await?;
                }
                self.move_job(job, &target).await?;
            }
            let moved = async {
                let mut tx = self.folder.write().await?;
                print_job::set_printer(&mut tx, found.id, &target.name).await?;
                Ok::<_, StoreError>(tx.commit().await?)
            };
            moved.await.map_err(problem)?;
            self.let_go(&found, "print.moved", json!({"printer": target.name})).await.map_err(problem)?;
        }
        self.go_on(&found).await
    }

    /// Prints a test page on the paper that a printer uses by itself.
    ///
    /// # Errors
    /// No such printer, or it tells of no paper.
    pub async fn print_test(&self, printer: &str) -> Outcome<PrintBatchDocument> {
        let target = self.printer_named(printer).await?;
        let media = default_media(target)?;
        let station = self.settings().await?.value("station").unwrap_or_else(|| "Shipdesk".to_owned());
        let page =
            TestPage { width_mm: media.width_mm, height_mm: media.height_mm, station: &station, printer };
        let pdf = test_page(&page);
        let sha256 = self.folder.files.put(&pdf).map_err(problem)?;
        let recorded = async {
            let mut tx = self.folder.write().await?;
            files::record(&mut tx, &sha256, "application/pdf", pdf.len(), self.clock.now()).await?;
            Ok::<_, StoreError>(tx.commit().await?)
        };
        recorded.await.map_err(problem)?;
        let item = loose_item(sha256);
        let plan = Plan { kind: PrintKind::Test, layout: Layout::AsIs, copies: 1, reason: None };
        let batch = self.queue_up(plan, printer, vec![(media, vec![item])]).await?;
        self.go_on_with(batch).await
    }

    /// Prints a proof of delivery, as large as the paper takes it: on the printer that is named, or on that for sheets.
    ///
    /// # Errors
    /// [`ErrorCode::PodMissing`]; no printer; what printing has.
    pub async fn pod_print(&self, sha256: &str, printer: Option<&str>) -> Outcome<PrintBatchDocument> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let known = pod::is_kept(&mut db, sha256).await.map_err(problem)?;
        drop(db);
        if !known {
            return Err(Problem::new(ErrorCode::PodMissing));
        }
        let missing = || Problem::new(ErrorCode::NoPrinter).with("kind", PrintKind::Pod);
        let printer = match printer {
            Some(named) => named.to_owned(),
            None => self.sheet_printer().await?.ok_or_else(missing)?,
        };
        let target = self.printer_named(&printer).await?;
        let media = default_media(target)?;
        let item = loose_item(sha256.to_owned());
        let plan = Plan { kind: PrintKind::Pod, layout: Layout::AsIs, copies: 1, reason: None };
        let batch = self.queue_up(plan, &printer, vec![(media, vec![item])]).await?;
        self.go_on_with(batch).await
    }

    async fn batch_named(&self, wanted: &str) -> Result<Batch, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let found = print_job::batch(&mut db, wanted).await.map_err(problem)?;
        found.ok_or_else(|| Problem::new(ErrorCode::PrintNotFound).with("batch", wanted))
    }

    /// A batch by its id or name, or the batch of a job by the job's id.
    async fn batch_or_job(&self, wanted: &str) -> Result<(Batch, Option<PrintJobId>), Problem> {
        let missing = match self.batch_named(wanted).await {
            Ok(found) => return Ok((found, None)),
            Err(missing) => missing,
        };
        let id: PrintJobId = wanted.parse().map_err(|_| missing.clone())?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let batch = print_job::batch_of(&mut db, id).await.map_err(problem)?.ok_or(missing)?;
        drop(db);
        Ok((self.batch_named(&batch.to_string()).await?, Some(id)))
    }

    async fn jobs_of(&self, batch: &Batch) -> Result<Vec<Job>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        print_job::of_batch(&mut db, batch.id).await.map_err(problem)
    }

    /// Has the print server take a job back, and keeps what the job came to by then.
    async fn recall(&self, job: &mut Job) -> Result<(), Problem> {
        let Some(number) = job.spooler_id.filter(|_| job.followed) else { return Ok(()) };
        match self.spooling.spooler.cancel(&job.printer, number).await {
            // it says no to what has ended already: how, is asked next
            Ok(()) | Err(SpoolError::Refused { .. } | SpoolError::NotFound { .. }) => {}
            Err(error) => return Err(told(&error, &job.printer)),
        }
        for _ in 0..ASKS {
            match self.spooling.spooler.job(&job.printer, number).await {
                Ok(report) => {
                    let known = job.trouble;
                    apply(job, &report, self.clock.now());
                    if !matches!(report.state, JobState::Processing | JobState::Stopped) && !job.followed {
                        if job.state == PrintState::Unsure && known.is_some() {
                            job.trouble = known;
                        }
                        break;
                    }
                }
                Err(SpoolError::NotFound { .. }) => break,
                Err(error) => return Err(told(&error, &job.printer)),
            }
            tokio::time::sleep(APART).await;
        }
        if job.followed {
            let trouble = job.trouble.or(Some(Trouble::Lost));
            end(job, PrintState::Unsure, trouble);
        }
        if job.state != PrintState::Unsure {
            job.ended_at = Some(self.clock.now());
        }
        self.keep_job(job, None).await.map_err(problem)
    }

    async fn resume_job(&self, mut job: Job, from: i64, include_unsure: bool) -> Result<(), StoreError> {
        let last = job.items.last().map_or(0, |item| item.position);
        let taken_there = job.trouble == Some(Trouble::CancelledThere);
        match job.state {
            PrintState::Queued if last < from => {
                end(&mut job, PrintState::Cancelled, Some(Trouble::PassedOver));
                job.ended_at = Some(self.clock.now());
                self.keep_job(&mut job, None).await
            }
            // one that a person passed over before has its end
            PrintState::Unsure if job.ended_at.is_none() => {
                job.ended_at = Some(self.clock.now());
                self.keep_job(&mut job, None).await?;
                if include_unsure { self.repeat(&job, None).await } else { Ok(()) }
            }
            PrintState::Failed if last >= from => self.repeat(&job, None).await,
            PrintState::Cancelled if last >= from && taken_there => self.repeat(&job, None).await,
            _ => Ok(()),
        }
    }

    /// Queues a job once more, beside what it was.
    async fn repeat(&self, job: &Job, on: Option<(&Printer, &Media)>) -> Result<(), StoreError> {
        let mut again = job.clone();
        for item in &mut again.items {
            item.repeats = Some(item.id);
            item.id = PrintJobId::new();
        }
        again.id = again.items.first().map_or_else(PrintJobId::new, |first| first.id);
        again.state = PrintState::Queued;
        (again.trouble, again.error, again.spooler_id) = (None, None, None);
        (again.owner, again.followed) = (None, false);
        again.queued_at = self.clock.now();
        if let Some((printer, media)) = on {
            again.printer.clone_from(&printer.name);
            again.media.clone_from(&media.name);
        }
        let mut tx = self.folder.write().await?;
        print_job::insert(&mut tx, &again).await?;
        Ok(tx.commit().await?)
    }

    async fn move_job(&self, mut job: Job, target: &Printer) -> Result<(), Problem> {
        let media = media_on(&job, target)?;
        match job.state {
            PrintState::Queued => {
                job.printer.clone_from(&target.name);
                job.media = media.name;
                self.keep_job(&mut job, None).await.map_err(problem)
            }
            // taken back from the other printer, or nothing came out there
            PrintState::Cancelled | PrintState::Failed => {
                self.repeat(&job, Some((target, &media))).await.map_err(problem)
            }
            _ => Ok(()),
        }
    }

    async fn let_go(&self, batch: &Batch, kind: &str, data: Value) -> Result<(), StoreError> {
        let at = self.clock.now();
        let mut tx = self.folder.write().await?;
        print_job::set_halted(&mut tx, batch.id, None, at).await?;
        let entry = Entry { kind, subject: &batch.id.to_string(), data };
        journal::append(&mut tx, self.folder.station, at, entry).await?;
        Ok(tx.commit().await?)
    }

    async fn go_on(&self, batch: &Batch) -> Outcome<PrintBatchDocument> {
        self.go_on_with(batch.id).await
    }

    async fn go_on_with(&self, batch: PrintBatchId) -> Outcome<PrintBatchDocument> {
        // the batch is kept whatever the print server says now; its next look sends it
        let kept = self.print_watch_once().await.err();
        let mut answer = self.print_batch(&batch.to_string()).await?;
        if let Some(error) = kept {
            answer.exit = error.code.exit();
            answer.document.error = Some(self.words().error(&error));
        }
        Ok(answer)
    }
}

/// Whether something of a job is still to be printed.
fn is_left(job: &Job) -> bool {
    match job.state {
        PrintState::Queued | PrintState::Sent | PrintState::Failed => true,
        PrintState::Cancelled => job.trouble == Some(Trouble::CancelledThere),
        _ => false,
    }
}

/// The paper of a job at another printer.
fn media_on(job: &Job, printer: &Printer) -> Result<Media, Problem> {
    let (width, height) = (millimetres(job.size.0), millimetres(job.size.1));
    printer.media.of_size(width, height).ok_or_else(|| {
        let names: Vec<&str> = printer.media.sizes.iter().map(|media| media.name.as_str()).collect();
        Problem::new(ErrorCode::MediaUnsupported)
            .with("printer", &printer.name)
            .with("media", format!("{width:.1} × {height:.1} mm"))
            .with("supported", names.join(", "))
    })
}

#[expect(clippy::cast_precision_loss, reason = "a paper is at most a few metres")]
fn millimetres(hundredths: i64) -> f32 {
    hundredths as f32 / 100.0
}

/// A file that belongs to no order.
fn loose_item(sha256: String) -> Item {
    Item {
        id: PrintJobId::new(),
        position: 0,
        repeats: None,
        order_id: None,
        label_id: None,
        scan_form_id: None,
        box_no: String::new(),
        sha256,
    }
}

/// The paper that is in a printer.
fn default_media(printer: Printer) -> Result<Media, Problem> {
    let Printer { name, default_media, ready_media, media, .. } = printer;
    let found = default_media.or_else(|| ready_media.into_iter().next());
    let found = found.or_else(|| media.sizes.into_iter().next());
    found.ok_or_else(|| Problem::new(ErrorCode::MediaUnsupported).with("printer", name))
}
