//! `print …` and `printer …`: labels to paper, and what became of them.

use crate::output::{Output, Text};
use crate::reader::{Reader, paragraph};
use crate::table::{Column, Table};
use clap::builder::PossibleValuesParser;
use clap::{Subcommand, ValueEnum};
use serde::Serialize;
use shipdesk_app::Workstation;
use shipdesk_app::documents::{
    Answer, DocumentKind, Items, Layout, PrintAsk, PrintBatchDocument, PrintJobDocument, PrintQueueDocument,
    PrinterDocument,
};
use shipdesk_core::error::Problem;
use shipdesk_core::print::PrintKind;

/// Print the labels of orders, in the order given
///
/// Labels go to the printer one after the other, and the command stays until the print system has taken the last one;
/// it does not wait for that one to come out. Where the printer stops, the labels after it are not sent: they wait in
/// `print queue`. A label that was sent to a printer before is not printed again without --again.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:\n  shipdesk-cli print A1001 A1002 --printer label4x6\n  shipdesk-cli print queue\n  \
                  shipdesk-cli print queue --resume B-0302-07 --from 38"
)]
pub(crate) struct PrintArgs {
    #[command(subcommand)]
    queue: Option<PrintCommand>,
    /// Order numbers
    #[arg(required = true, value_name = "NO")]
    order_nos: Vec<String>,
    /// The printer [default: the setting `printer.label`, `printer.transfer` or `printer.scan_form`]
    #[arg(long, value_name = "P")]
    printer: Option<String>,
    /// How often [default: the setting `copies.label`, …, or 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=20))]
    copies: Option<u32>,
    /// What to print of each order
    #[arg(long, value_name = "KIND", value_enum, default_value = "label")]
    kind: Kind,
    /// How labels stand on paper [default: the setting `layout.label`, …, or what the printer has paper for]
    #[arg(long, value_name = "LAYOUT",
          value_parser = PossibleValuesParser::new(["as-is", "100x150", "4x6", "a4", "a4-4up"]))]
    layout: Option<String>,
    /// Also print what was sent to a printer before
    #[arg(long)]
    again: bool,
    /// Why once more, for the record
    #[arg(long, value_name = "TEXT", requires = "again")]
    reason: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Label,
    Transfer,
    #[value(name = "scan_form")]
    ScanForm,
}

#[derive(Debug, Subcommand)]
enum PrintCommand {
    /// Show what waits, what is unsure, and what was printed; send what waits
    #[command(after_help = "Example:\n  shipdesk-cli print queue --json")]
    Queue(QueueArgs),
}

#[derive(Debug, clap::Args)]
struct QueueArgs {
    /// Go on with a batch that stopped
    #[arg(long, value_name = "BATCH", conflicts_with = "stop")]
    resume: Option<String>,
    /// From this place in it; labels before it are passed over
    #[arg(long, value_name = "N", requires = "resume", default_value_t = 1)]
    from: u32,
    /// Also repeat the labels of which nobody knows whether they came out
    #[arg(long, requires = "resume")]
    include_unsure: bool,
    /// Give what is left of a batch to this printer
    #[arg(long, value_name = "P", requires = "resume", conflicts_with_all = ["from", "include_unsure"])]
    printer: Option<String>,
    /// Take back what waits of a batch
    #[arg(long, value_name = "BATCH")]
    stop: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PrinterCommand {
    /// List the printers of the print system
    #[command(after_help = "Example:\n  shipdesk-cli printer list")]
    List,
    /// Print a test page: a frame, rulers in millimetres and a barcode
    #[command(after_help = "Example:\n  shipdesk-cli printer test label4x6")]
    Test {
        /// The printer
        #[arg(value_name = "P")]
        printer: String,
    },
}

/// Carries `print` out.
pub(crate) async fn run(args: PrintArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    if let Some(PrintCommand::Queue(queue)) = args.queue {
        return run_queue(queue, desk, out).await;
    }
    let kind = match args.kind {
        Kind::Label => DocumentKind::Label,
        Kind::Transfer => DocumentKind::Transfer,
        Kind::ScanForm => DocumentKind::ScanForm,
    };
    let layout =
        args.layout.and_then(|name| name.parse::<shipdesk_app::PaperLayout>().ok()).map(Layout::from);
    let ask = PrintAsk {
        kind,
        printer: args.printer,
        copies: args.copies.unwrap_or_default(),
        layout,
        again: args.again,
        reason: args.reason,
        ..PrintAsk::of(args.order_nos)
    };
    Ok(out.answer(&desk.print_through(ask).await?))
}

async fn run_queue(args: QueueArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    if let Some(batch) = args.stop {
        return Ok(out.answer(&desk.print_stop(&batch).await?));
    }
    if let Some(batch) = args.resume {
        match args.printer {
            Some(printer) => desk.print_move(&batch, &printer).await?,
            None => desk.print_resume(&batch, args.from, args.include_unsure).await?,
        };
        return Ok(out.answer(&desk.print_wait(&batch).await?));
    }
    // where the print system does not answer, the document says so
    let _ = desk.print_watch().await;
    let Answer { document, exit } = desk.print_queue().await?;
    let exit = document.error.as_ref().map_or(exit, |error| error.code.exit());
    Ok(out.document(&Queue(document), exit))
}

/// Carries `printer` out.
pub(crate) async fn printer(command: PrinterCommand, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    match command {
        PrinterCommand::List => {
            let Answer { document, exit } = desk.printer_list().await?;
            Ok(out.answer(&Answer { document: Items::all(document), exit }))
        }
        PrinterCommand::Test { printer } => Ok(out.answer(&desk.print_test(&printer).await?)),
    }
}

/// The queue as the command line shows it.
#[derive(Serialize)]
#[serde(transparent)]
struct Queue(PrintQueueDocument);

impl Text for Items<PrinterDocument> {
    fn text(&self, reader: &Reader) -> String {
        if self.items.is_empty() {
            return reader.say("no_printers", &[]);
        }
        let mut table = Table::new([
            (reader.say("head_printer", &[]), Column::Left),
            (reader.say("head_state", &[]), Column::Left),
            (reader.say("head_waiting", &[]), Column::Right),
            (reader.say("head_routes", &[]), Column::Left),
            (reader.say("head_papers", &[]), Column::Left),
            (reader.say("head_model", &[]), Column::Name),
            (reader.say("head_place", &[]), Column::Name),
        ]);
        for printer in &self.items {
            let state = reader.say(&format!("printer_state.{}", printer.state), &[]);
            let reasons = printer.reasons.iter().map(|reason| trouble(reason, reader));
            let papers =
                if printer.takes_pages { printer.media.join(", ") } else { reader.say("raw_only", &[]) };
            let routes = printer.routes.iter();
            let routes =
                routes.map(|kind| reader.say(&format!("print_kind.{}", PrintKind::from(*kind)), &[]));
            table.row([
                printer.name.clone(),
                std::iter::once(state).chain(reasons).collect::<Vec<_>>().join(", "),
                (printer.jobs + printer.queued).to_string(),
                routes.collect::<Vec<_>>().join(", "),
                papers,
                printer.model.clone(),
                printer.location.clone(),
            ]);
        }
        table.text()
    }
}

impl Text for Queue {
    fn text(&self, reader: &Reader) -> String {
        let Self(queue) = self;
        let mut parts: Vec<String> = queue.error.iter().map(paragraph).collect();
        if queue.batches.is_empty() {
            parts.push(reader.say("no_batches", &[]));
        }
        parts.extend(queue.batches.iter().map(|batch| batch.text(reader)));
        parts.join("\n")
    }
}

impl Text for PrintBatchDocument {
    fn text(&self, reader: &Reader) -> String {
        let counts =
            [self.printed, self.total, self.waiting, self.unsure, self.failed].map(|n| n.to_string());
        let [printed, total, waiting, unsure, failed] = counts.each_ref().map(String::as_str);
        let params = [
            ("name", self.name.as_str()),
            ("printer", &self.printer),
            ("printed", printed),
            ("total", total),
            ("waiting", waiting),
            ("unsure", unsure),
            ("failed", failed),
        ];
        let mut lines = vec![reader.say("batch_line", &params)];
        let heads = ["head_rank", "head_order", "head_state", "head_number", "head_printed"];
        let columns = heads.map(|head| (reader.say(head, &[]), Column::Left));
        let mut table = Table::new(columns).indented();
        for job in &self.jobs {
            table.row(cells(job, reader));
        }
        lines.push(table.text());
        lines.extend(self.error.iter().map(paragraph));
        for left in &self.left_out {
            lines.push(format!("{}: {}", left.order_no, paragraph(&left.error)));
        }
        lines.join("\n")
    }
}

fn cells(job: &PrintJobDocument, reader: &Reader) -> [String; 5] {
    let order = [job.order_no.as_deref(), job.box_no.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    let state = reader.say(&format!("print_state.{}", job.state), &[]);
    let reasons = job.reasons.iter().map(|reason| trouble(reason, reader));
    [
        job.position.to_string(),
        order.join(" · "),
        std::iter::once(state).chain(reasons).collect::<Vec<_>>().join(", "),
        job.tracking_no.clone().unwrap_or_default(),
        job.ended_at.as_deref().map(|at| reader.time(at)).unwrap_or_default(),
    ]
}

fn trouble(reason: &str, reader: &Reader) -> String {
    reader.say(&format!("trouble.{reason}"), &[])
}
