//! Which printers there are, and which one is meant.

use super::told;
use crate::Outcome;
use crate::documents::{Answer, DocumentKind, Layout, PrinterDocument, count};
use crate::workstation::{Workstation, problem};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::print::{PrintKind, PrinterState};
use shipdesk_labels::spool::{Media, Printer, paper_of};
use shipdesk_store::print_job;
use std::collections::HashMap;

/// What the settings say of a kind of paper.
pub(super) struct Route {
    pub(super) printer: Option<String>,
    pub(super) layout: Option<Layout>,
    pub(super) copies: u32,
}

impl Workstation {
    /// Every printer of the print server, and those that the settings name although it has none such.
    ///
    /// # Errors
    /// [`ErrorCode::SpoolerUnreachable`].
    pub async fn printer_list(&self) -> Outcome<Vec<PrinterDocument>> {
        Ok(Answer::done(self.printer_documents(self.printers().await?).await?))
    }

    /// The printer for labels, as it is now; none where none was chosen or the print server does not answer.
    pub(crate) async fn label_printer(&self) -> Option<PrinterDocument> {
        let named = self.route(DocumentKind::Label).await.ok()?.printer?;
        let printers = self.printer_documents(self.printers().await.ok()?).await.ok()?;
        printers.into_iter().find(|printer| printer.name == named)
    }

    pub(super) async fn printers(&self) -> Result<Vec<Printer>, Problem> {
        self.spooling.spooler.printers().await.map_err(|error| told(&error, ""))
    }

    /// A printer by its name.
    pub(super) async fn printer_named(&self, name: &str) -> Result<Printer, Problem> {
        let found = self.printers().await?.into_iter().find(|printer| printer.name == name);
        let printer = found.ok_or_else(|| Problem::new(ErrorCode::PrinterGone).with("printer", name))?;
        if !printer.takes_pages {
            return Err(Problem::new(ErrorCode::PrinterRaw).with("printer", name));
        }
        Ok(printer)
    }

    /// The printer for sheets of paper: the one that was chosen for them, else the print server's own choice. Never one
    /// of labels that nobody named: a sheet on a roll of labels spoils both.
    pub(super) async fn sheet_printer(&self) -> Result<Option<String>, Problem> {
        let chosen = |route: Route| route.printer.filter(|name| !name.is_empty());
        if let Some(named) = chosen(self.route(DocumentKind::ScanForm).await?) {
            return Ok(Some(named));
        }
        let labels = chosen(self.route(DocumentKind::Label).await?);
        let own = self.printers().await?.into_iter().find(|printer| printer.is_default);
        let own = own.filter(|printer| printer.takes_pages && !printer.is_label_printer());
        Ok(own.map(|printer| printer.name).filter(|name| labels.as_ref() != Some(name)))
    }

    pub(super) async fn route(&self, kind: DocumentKind) -> Result<Route, Problem> {
        let settings = self.settings().await?;
        let of = |what: &str| settings.value(&format!("{what}.{}", PrintKind::from(kind)));
        Ok(Route {
            printer: of("printer"),
            layout: of("layout").and_then(|name| read_layout(&name)),
            copies: of("copies").and_then(|copies| copies.parse().ok()).unwrap_or(1),
        })
    }

    pub(super) async fn printer_documents(
        &self,
        printers: Vec<Printer>,
    ) -> Result<Vec<PrinterDocument>, Problem> {
        let mut routes: HashMap<String, Vec<DocumentKind>> = HashMap::new();
        for kind in DocumentKind::ALL {
            if let Some(printer) = self.route(kind).await?.printer {
                routes.entry(printer).or_default().push(kind);
            }
        }
        let queued = self.queued_here().await?;
        let mut documents: Vec<PrinterDocument> = printers.into_iter().map(document).collect();
        for name in routes.keys().filter(|name| !name.is_empty()) {
            if !documents.iter().any(|printer| printer.name == *name) {
                documents.push(gone(name));
            }
        }
        for printer in &mut documents {
            printer.routes = routes.remove(&printer.name).unwrap_or_default();
            printer.queued = queued.get(&printer.name).copied().unwrap_or_default();
        }
        documents.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(documents)
    }

    async fn queued_here(&self) -> Result<HashMap<String, u32>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let waiting = print_job::queued_by_printer(&mut db).await.map_err(problem)?;
        Ok(waiting.into_iter().map(|(printer, labels)| (printer, count(labels))).collect())
    }
}

/// A layout by its name.
pub(super) fn read_layout(name: &str) -> Option<Layout> {
    name.parse::<shipdesk_labels::Layout>().ok().map(Layout::from)
}

/// The layouts whose paper a printer has.
pub(super) fn layouts_of(printer: &Printer) -> Vec<Layout> {
    let fits = |layout: &shipdesk_labels::Layout| match paper_of(*layout) {
        Some(paper) => printer.media.of_size(paper.width_mm, paper.height_mm).is_some(),
        None => printer.takes_pages,
    };
    shipdesk_labels::Layout::ALL.into_iter().filter(fits).map(Layout::from).collect()
}

fn document(printer: Printer) -> PrinterDocument {
    let names = |media: &[Media]| media.iter().map(|media| media.name.clone()).collect::<Vec<_>>();
    PrinterDocument {
        layouts: layouts_of(&printer),
        label_stock: printer.is_label_printer(),
        media: names(&printer.media.sizes),
        media_ready: names(&printer.ready_media),
        media_default: printer.default_media.map(|media| media.name),
        reasons: printer.troubles.iter().map(ToString::to_string).collect(),
        name: printer.name,
        info: printer.info,
        location: printer.location,
        model: printer.make_and_model,
        state: printer.state,
        message: printer.message,
        accepting: printer.accepting,
        is_default: printer.is_default,
        takes_pages: printer.takes_pages,
        jobs: count(printer.waiting),
        queued: 0,
        routes: Vec::new(),
    }
}

/// A printer that the settings name and the print server does not have.
fn gone(name: &str) -> PrinterDocument {
    PrinterDocument {
        name: name.to_owned(),
        info: String::new(),
        location: String::new(),
        model: String::new(),
        state: PrinterState::Gone,
        reasons: Vec::new(),
        message: String::new(),
        accepting: false,
        is_default: false,
        media_default: None,
        media: Vec::new(),
        media_ready: Vec::new(),
        layouts: Vec::new(),
        label_stock: false,
        takes_pages: false,
        jobs: 0,
        queued: 0,
        routes: Vec::new(),
    }
}
