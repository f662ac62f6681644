//! Labels as one PDF, offline.

use super::laid_out;
use crate::Outcome;
use crate::documents::{Answer, DocumentKind, ErrorDocument};
use crate::results::exit_over;
use crate::workstation::{Workstation, on_a_thread, problem};
use serde::Serialize;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::print::PrintKind;
use shipdesk_core::status::{OrderState, PurchaseState};
use shipdesk_labels::{LabelError, Layout};
use shipdesk_store::label::Label;
use shipdesk_store::{label, purchase};
use std::io::Write as _;
use std::path::Path;

/// The exit code where some boxes of an order have their labels.
const PARTLY: u8 = 6;

/// What was exported.
#[derive(Debug, Serialize)]
pub struct LabelExportDocument {
    /// The file.
    pub file: String,
    /// `as-is`, `100x150`, `4x6`, `a4`, `a4-4up`.
    pub layout: String,
    /// How many bytes it has.
    pub bytes: usize,
    /// The labels, in the order of the pages.
    pub labels: Vec<LabelOnPage>,
    /// Orders without a label.
    pub left_out: Vec<LabelLeftOut>,
}

/// A label in the file.
#[derive(Debug, Serialize)]
pub struct LabelOnPage {
    /// The order.
    pub order_no: String,
    /// The box; `null` for the whole order.
    pub box_no: Option<String>,
    /// `label` or `transfer`.
    pub kind: String,
    /// The hash of the label as it came.
    pub sha256: String,
}

/// An order without a label.
#[derive(Debug, Serialize)]
pub struct LabelLeftOut {
    /// The order.
    pub order_no: String,
    /// Why.
    pub error: ErrorDocument,
}

impl Workstation {
    /// Writes the labels of orders into one PDF, in the order given, boxes in theirs. Works offline.
    ///
    /// # Errors
    /// [`ErrorCode::LabelMissing`] where no order has one; a layout or file that cannot be used.
    pub async fn label_export(
        &self,
        order_nos: &[String],
        out: &Path,
        layout: &str,
    ) -> Outcome<LabelExportDocument> {
        let parsed: Layout = layout.parse().map_err(|_: LabelError| {
            let issue = FieldIssue::wrong_kind("layout", "as-is, 100x150, 4x6, a4, a4-4up", layout);
            Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
        })?;
        let (mut pages, mut bytes, mut left_out, mut exits) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for order_no in order_nos {
            let (exit, error) = match self.put_on_pages(order_no, &mut pages, &mut bytes).await {
                Ok(true) => (0, None),
                Ok(false) => {
                    (PARTLY, Some(Problem::new(ErrorCode::LabelNotReady).with("order_no", order_no)))
                }
                Err(error) => (error.code.exit(), Some(error)),
            };
            exits.push(exit);
            if let Some(error) = error {
                left_out.push(LabelLeftOut { order_no: order_no.clone(), error: self.words().error(&error) });
                if pages.is_empty() && left_out.len() == order_nos.len() {
                    return Err(error);
                }
            }
        }
        let pdf = on_a_thread(move || laid_out(&bytes, parsed)).await?;
        write_file(out, &pdf)?;
        let (file, layout) = (out.display().to_string(), layout.to_owned());
        let document = LabelExportDocument { file, layout, bytes: pdf.len(), labels: pages, left_out };
        Ok(Answer { document, exit: exit_over(&exits) })
    }

    /// Puts the labels of an order on pages, all that are here or, where one cannot be read, none. Whether none is late.
    async fn put_on_pages(
        &self,
        order_no: &str,
        pages: &mut Vec<LabelOnPage>,
        bytes: &mut Vec<Vec<u8>>,
    ) -> Result<bool, Problem> {
        let labels = self.labels_of(order_no, DocumentKind::Label).await?;
        let read = labels.iter().map(|label| self.folder.files.get(&label.sha256).map_err(problem));
        bytes.extend(read.collect::<Result<Vec<_>, _>>()?);
        pages.extend(labels.into_iter().map(|label| page(order_no, label)));
        Ok(self.order_row(order_no).await?.state != OrderState::Submitted)
    }

    /// The labels of a kind in force of an order's newest purchase.
    pub(super) async fn labels_of(&self, order_no: &str, kind: DocumentKind) -> Result<Vec<Label>, Problem> {
        let row = self.order_row(order_no).await?;
        let missing = || Problem::new(ErrorCode::LabelMissing).with("order_no", order_no);
        let mut db = self.folder.read().await.map_err(problem)?;
        let newest = purchase::of_order(&mut db, row.id).await.map_err(problem)?.pop().ok_or_else(missing)?;
        // a dead label must not go on a box
        if matches!(newest.state, PurchaseState::Cancelling | PurchaseState::Cancelled) {
            return Err(Problem::new(ErrorCode::OrderCancelled).with("order_no", order_no));
        }
        let mut labels = label::of_purchase(&mut db, newest.id).await.map_err(problem)?;
        labels.retain(|label| label.kind == PrintKind::from(kind).as_str());
        if labels.is_empty() { Err(missing()) } else { Ok(labels) }
    }
}

fn page(order_no: &str, label: Label) -> LabelOnPage {
    let box_no = Some(label.box_no).filter(|box_no| !box_no.is_empty());
    LabelOnPage { order_no: order_no.to_owned(), box_no, kind: label.kind, sha256: label.sha256 }
}

/// Writes a file beside its place and moves it there whole: nobody sees half of it, and a full disk leaves the old one.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let folder =
        path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let failed = |error: std::io::Error| {
        let full =
            matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded);
        let code = if full { ErrorCode::DiskFull } else { ErrorCode::FileUnusable };
        Problem::new(code).with("file", path.display()).with("detail", error)
    };
    if std::fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        let why = "it is not a file";
        return Err(Problem::new(ErrorCode::FileUnusable).with("file", path.display()).with("detail", why));
    }
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    temporary.write_all(bytes).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    temporary.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
