//! Puts a batch together: which labels, on which paper of which printer. Nothing is sent before all of it is known to
//! be printable.

use super::printers::layouts_of;
use crate::Outcome;
use crate::documents::{DocumentKind, Layout, PrintAsk, PrintBatchDocument, PrintLeftOut};
use crate::results::exit_over;
use crate::settings::usual_layout;
use crate::workstation::{Workstation, on_a_thread, problem};
use jiff::tz::TimeZone;
use serde_json::json;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::{PrintBatchId, PrintJobId};
use shipdesk_core::print::{PrintKind, PrintState};
use shipdesk_core::status::PurchaseState;
use shipdesk_labels::spool::{Media, Printer, paper_of, scale_on};
use shipdesk_labels::{LabelError, PageSize, check};
use shipdesk_store::journal::{self, Entry};
use shipdesk_store::print_job::{self, Batch, Earlier, Item, Job};
use shipdesk_store::{StoreError, label, purchase, scan_form};

/// Below this scale the bars of a code may fall between the dots of a printer.
const LEAST_SCALE: f32 = 0.75;
/// The most copies of a page that anybody wants.
const MOST_COPIES: u32 = 20;
/// How many labels share a sheet.
const FOUR: usize = 4;

/// A label that was looked at, and the paper that it goes on.
struct Fitting {
    item: Item,
    media: Media,
    pages: usize,
}

/// How the papers of a batch are printed.
pub(super) struct Plan {
    pub(super) kind: PrintKind,
    pub(super) layout: Layout,
    pub(super) copies: u32,
    pub(super) reason: Option<String>,
}

impl Workstation {
    /// Prints labels, transfer labels or scan forms of orders: one job a label, one after the other. What was printed
    /// already is left out unless it is asked for again.
    ///
    /// # Errors
    /// Where nothing can be printed at all, why; nothing was sent then.
    pub async fn print(&self, ask: PrintAsk) -> Outcome<PrintBatchDocument> {
        let route = self.route(ask.kind).await?;
        let named = ask.printer.clone().or(route.printer).filter(|name| !name.is_empty());
        let missing = || Problem::new(ErrorCode::NoPrinter).with("kind", PrintKind::from(ask.kind));
        let printer = self.printer_named(&named.ok_or_else(missing)?).await?;
        let copies = if ask.copies == 0 { route.copies } else { ask.copies };
        require_copies(copies, &printer)?;
        let layout = ask.layout.or(route.layout).unwrap_or_else(|| usual(ask.kind, &printer));
        let (mut found, mut left_out) = (Vec::new(), Vec::new());
        for order_no in unique(&ask.order_nos) {
            match self.fitting(order_no, &ask, layout, &printer).await {
                Ok(papers) => found.extend(papers),
                Err(error) => left_out.push((order_no.clone(), error)),
            }
        }
        if found.is_empty() {
            let first = left_out.into_iter().next().map(|(_, error)| error);
            return Err(first.unwrap_or_else(|| Problem::new(ErrorCode::LabelMissing)));
        }
        // boxes of several orders stand on one scan form
        let mut seen = Vec::new();
        found.retain(|fitting| {
            let form = fitting.item.scan_form_id;
            let is_new = form.is_none_or(|form| !seen.contains(&form));
            seen.extend(form);
            is_new
        });
        let reason = ask.reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        let plan = Plan { kind: ask.kind.into(), layout, copies, reason };
        let batch = self.queue_up(plan, &printer.name, sheets(found, layout)).await?;
        self.answer_for(batch, left_out).await
    }

    /// Sends what can be sent and tells how the batch stands.
    async fn answer_for(
        &self,
        batch: PrintBatchId,
        left_out: Vec<(String, Problem)>,
    ) -> Outcome<PrintBatchDocument> {
        // whatever keeps the print server now, the batch is here and goes on by itself
        let kept = self.print_watch_once().await.err();
        let mut answer = self.print_batch(&batch.to_string()).await?;
        if let Some(error) = kept.filter(|_| answer.exit == 0) {
            answer.exit = error.code.exit();
            answer.document.error = Some(self.words().error(&error));
        }
        let mut exits: Vec<u8> = left_out.iter().map(|(_, error)| error.code.exit()).collect();
        exits.push(answer.exit);
        answer.exit = exit_over(&exits);
        let words = self.words();
        let told = left_out.into_iter();
        answer.document.left_out =
            told.map(|(order_no, error)| PrintLeftOut { order_no, error: words.error(&error) }).collect();
        Ok(answer)
    }

    /// The papers of an order, each known to fit.
    async fn fitting(
        &self,
        order_no: &str,
        ask: &PrintAsk,
        layout: Layout,
        printer: &Printer,
    ) -> Result<Vec<Fitting>, Problem> {
        let mut papers = self.papers_of(order_no, ask.kind).await?;
        if !ask.again {
            let mut db = self.folder.read().await.map_err(problem)?;
            let hashes: Vec<&str> = papers.iter().map(|item| item.sha256.as_str()).collect();
            let earlier = print_job::earlier(&mut db, &hashes).await.map_err(problem)?;
            let is_new = |item: &Item| earlier.iter().all(|one| one.sha256 != item.sha256);
            // boxes of an order may stand on several forms, made one after the other
            if ask.kind == DocumentKind::ScanForm && papers.iter().any(is_new) {
                papers.retain(is_new);
            } else if let Some(last) = earlier.last() {
                return Err(named(already(&earlier, last), ask.kind, order_no));
            }
        }
        let mut fitting = Vec::with_capacity(papers.len());
        for item in papers {
            let pages = self.pages_of(&item.sha256).await?;
            let fits = media_for(&pages, layout.into(), printer);
            let media = fits.map_err(|error| named(error, ask.kind, order_no))?;
            fitting.push(Fitting { item, media, pages: pages.len() });
        }
        Ok(fitting)
    }

    /// What an order has of a kind.
    async fn papers_of(&self, order_no: &str, kind: DocumentKind) -> Result<Vec<Item>, Problem> {
        let row = self.order_row(order_no).await?;
        let missing = || Problem::new(ErrorCode::LabelMissing).with("order_no", order_no);
        let mut db = self.folder.read().await.map_err(problem)?;
        let newest = purchase::of_order(&mut db, row.id).await.map_err(problem)?.pop().ok_or_else(missing)?;
        // a dead label must not go on a box
        if matches!(newest.state, PurchaseState::Cancelling | PurchaseState::Cancelled) {
            return Err(Problem::new(ErrorCode::OrderCancelled).with("order_no", order_no));
        }
        let item = |box_no: String, sha256: String| Item {
            id: PrintJobId::new(),
            position: 0,
            repeats: None,
            order_id: Some(row.id),
            label_id: None,
            scan_form_id: None,
            box_no,
            sha256,
        };
        let items: Vec<Item> = if kind == DocumentKind::ScanForm {
            let forms = scan_form::of_purchase(&mut db, newest.id).await.map_err(problem)?.into_iter();
            let done = forms.filter(|form| form.state == "done");
            done.filter_map(|form| {
                let scan_form_id = Some(form.id);
                Some(Item { scan_form_id, order_id: None, ..item(String::new(), form.sha256?) })
            })
            .collect()
        } else {
            let labels = label::of_purchase(&mut db, newest.id).await.map_err(problem)?.into_iter();
            let wanted = labels.filter(|label| label.kind == PrintKind::from(kind).as_str());
            wanted
                .map(|label| Item { label_id: Some(label.id), ..item(label.box_no, label.sha256) })
                .collect()
        };
        if items.is_empty() { Err(missing()) } else { Ok(items) }
    }

    /// The pages of a stored file, after a look at whether it is whole.
    async fn pages_of(&self, sha256: &str) -> Result<Vec<PageSize>, Problem> {
        let bytes = self.folder.files.get(sha256).map_err(problem)?;
        let unusable = |error: LabelError| Problem::new(ErrorCode::LabelUnusable).with("detail", error);
        on_a_thread(move || Ok(check(&bytes).map_err(unusable)?.pages)).await
    }

    /// Keeps a batch; it is sent when its turn comes.
    pub(super) async fn queue_up(
        &self,
        plan: Plan,
        printer: &str,
        sheets: Vec<(Media, Vec<Item>)>,
    ) -> Result<PrintBatchId, Problem> {
        let at = self.clock.now();
        let mut batch = Batch {
            id: PrintBatchId::new(),
            name: String::new(),
            kind: plan.kind,
            printer: printer.to_owned(),
            layout: shipdesk_labels::Layout::from(plan.layout).as_str().to_owned(),
            copies: i64::from(plan.copies),
            reason: plan.reason,
            halted: None,
            halted_at: None,
            queued_at: at,
        };
        let kept = async {
            let mut tx = self.folder.write().await?;
            let day = at.to_zoned(TimeZone::system()).date();
            print_job::insert_batch(&mut tx, &mut batch, day).await?;
            let mut position = 0;
            let mut hashes = Vec::new();
            for (media, items) in sheets {
                let job = new_job(&batch, &media, items, &mut position);
                hashes.extend(job.items.iter().map(|item| item.sha256.clone()));
                print_job::insert(&mut tx, &job).await?;
            }
            let data = json!({"name": batch.name, "kind": batch.kind, "printer": batch.printer, "layout": batch.layout,
                "copies": batch.copies, "labels": hashes});
            let entry = Entry { kind: "print.queued", subject: &batch.id.to_string(), data };
            journal::append(&mut tx, self.folder.station, at, entry).await?;
            Ok::<_, StoreError>(tx.commit().await?)
        };
        kept.await.map_err(problem)?;
        Ok(batch.id)
    }
}

fn new_job(batch: &Batch, media: &Media, mut items: Vec<Item>, position: &mut i64) -> Job {
    for item in &mut items {
        *position += 1;
        item.position = *position;
    }
    Job {
        id: items.first().map_or_else(PrintJobId::new, |first| first.id),
        batch_id: batch.id,
        items,
        printer: batch.printer.clone(),
        media: media.name.clone(),
        size: (hundredths(media.width_mm), hundredths(media.height_mm)),
        copies: batch.copies,
        state: PrintState::Queued,
        owner: None,
        spooler_id: None,
        followed: false,
        trouble: None,
        error: None,
        queued_at: batch.queued_at,
        sent_at: None,
        ended_at: None,
        updated_at: batch.queued_at,
        revision: 0,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a paper is at most a few metres")]
fn hundredths(mm: f32) -> i64 {
    (mm * 100.0).round() as i64
}

fn unique(order_nos: &[String]) -> Vec<&String> {
    let mut seen: Vec<&String> = Vec::with_capacity(order_nos.len());
    for order_no in order_nos {
        if !seen.iter().any(|known| known.eq_ignore_ascii_case(order_no)) {
            seen.push(order_no);
        }
    }
    seen
}

fn require_copies(copies: u32, printer: &Printer) -> Result<(), Problem> {
    let most = MOST_COPIES.min(u32::try_from(printer.max_copies).unwrap_or(1).max(1));
    if (1..=most).contains(&copies) {
        return Ok(());
    }
    let issue = FieldIssue::out_of_range("copies", &format!("1 … {most}"), &copies.to_string());
    Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]))
}

/// The usual layout of a kind, or the first for which the printer has paper.
fn usual(kind: DocumentKind, printer: &Printer) -> Layout {
    let (usual, possible) = (Layout::from(usual_layout(kind)), layouts_of(printer));
    let others = [Layout::In4x6, Layout::Mm100x150, Layout::A4];
    let first = std::iter::once(usual).chain(others).find(|layout| possible.contains(layout));
    first.unwrap_or(usual)
}

/// Says whose paper it is about: an order's label, or the form on which it stands among others.
fn named(problem: Problem, kind: DocumentKind, order_no: &str) -> Problem {
    problem.with(if kind == DocumentKind::ScanForm { "form_of" } else { "order_no" }, order_no)
}

fn already(earlier: &[Earlier], last: &Earlier) -> Problem {
    let times = earlier.iter().filter(|one| one.state == PrintState::Printed).count();
    Problem::new(ErrorCode::PrintedAlready)
        .with("times", times)
        .with("at", last.at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M"))
        .with("printer", &last.printer)
        .with("state", last.state)
}

/// The printer's paper for the pages of a label.
fn media_for(
    pages: &[PageSize],
    layout: shipdesk_labels::Layout,
    printer: &Printer,
) -> Result<Media, Problem> {
    let first = pages.first().ok_or_else(|| Problem::new(ErrorCode::LabelUnusable))?;
    let paper = paper_of(layout).unwrap_or(*first);
    let size = |page: &PageSize| format!("{:.1} × {:.1} mm", page.width_mm, page.height_mm);
    let media = printer.media.of_size(paper.width_mm, paper.height_mm).ok_or_else(|| {
        let names: Vec<&str> = printer.media.sizes.iter().map(|media| media.name.as_str()).collect();
        Problem::new(ErrorCode::MediaUnsupported)
            .with("printer", &printer.name)
            .with("media", size(&paper))
            .with("supported", names.join(", "))
    })?;
    for page in pages {
        let unlike = layout == shipdesk_labels::Layout::AsIs
            && ((page.width_mm - first.width_mm).abs() > 1.0
                || (page.height_mm - first.height_mm).abs() > 1.0);
        let scale = scale_on(*page, layout);
        if unlike || scale < LEAST_SCALE && layout != shipdesk_labels::Layout::A4FourUp {
            let percent = format!("{:.0}", scale * 100.0);
            let problem = Problem::new(ErrorCode::NotPrintable).with("page", size(page));
            return Err(problem.with("media", size(&paper)).with("percent", percent));
        }
    }
    Ok(media)
}

/// Papers that share a sheet stand together.
fn sheets(found: Vec<Fitting>, layout: Layout) -> Vec<(Media, Vec<Item>)> {
    let room = if layout == Layout::A4FourUp { FOUR } else { 1 };
    let mut sheets: Vec<(Media, Vec<Item>, usize)> = Vec::new();
    for Fitting { item, media, pages } in found {
        match sheets.last_mut().filter(|(.., taken)| taken + pages <= room) {
            Some((_, items, taken)) => {
                items.push(item);
                *taken += pages;
            }
            None => sheets.push((media, vec![item], pages)),
        }
    }
    sheets.into_iter().map(|(media, items, _)| (media, items)).collect()
}
