//! The file of a scan form, which can be late or gone while the form itself is made: boxes are handed in once, and the file
//! is fetched until it is here.

use super::{MemberDocument, ScanFormDocument};
use crate::labels::write_file;
use crate::line::Line;
use crate::workstation::{Workstation, problem};
use shipdesk_core::error::{ErrorClass, ErrorCode, Problem};
use shipdesk_core::id::ScanFormId;
use shipdesk_providers::spi::provider::LabelSource;
use shipdesk_store::StoreError;
use shipdesk_store::scan_form::{self, Member, ScanForm};
use std::path::Path;

/// Where the error of a form says that its file should be.
const LINK: &str = "link";

impl ScanFormDocument {
    /// Puts a form that is made in the place of the one that was asked for, with those of the boxes that stand on it.
    pub(super) fn put_form(&mut self, form: &ScanForm, boxes: Vec<(Member, MemberDocument)>) {
        let is_on = |number: &str| form.members.iter().any(|member| member.tracking_no == number);
        self.id = Some(form.id.to_string());
        self.address_id.clone_from(&form.address_id);
        self.made_at = shipdesk_core::clock::stamp(form.made_at);
        self.members =
            boxes.into_iter().map(|(_, shown)| shown).filter(|shown| is_on(&shown.tracking_no)).collect();
        self.left_out.retain(|left_out| !left_out.tracking_no.as_deref().is_some_and(is_on));
    }
}

impl Workstation {
    /// Gets the file of a form that is made, keeps it, and writes it where it is wanted.
    pub(super) async fn keep_form_file(
        &self,
        line: &Line,
        id: ScanFormId,
        source: &LabelSource,
        out: Option<&Path>,
        document: &mut ScanFormDocument,
    ) -> Option<Problem> {
        document.state = "done".into();
        let (kept, error) = match self.keep_label(line, source).await {
            Ok(kept) => (Some(kept), None),
            Err(failed) => (None, Some(not_here(failed, source))),
        };
        if let Err(failed) = self.settle_form(id, "done", kept.as_ref(), error.as_ref()).await {
            return Some(problem(failed));
        }
        let Some((sha256, ..)) = kept else { return error };
        document.sha256 = Some(sha256.clone());
        let out = out?;
        let bytes = self.folder.files.get(&sha256).map_err(problem);
        match bytes.and_then(|bytes| write_file(out, &bytes)) {
            Ok(()) => {
                document.file = Some(out.display().to_string());
                None
            }
            Err(failed) => Some(failed),
        }
    }

    /// A form that boxes stand on whose file never came, and where it should be.
    pub(super) async fn without_file(
        &self,
        boxes: &[(Member, MemberDocument)],
    ) -> Result<Option<(ScanForm, LabelSource)>, StoreError> {
        let mut db = self.folder.read().await?;
        for (member, _) in boxes {
            for form in scan_form::of_purchase(&mut db, member.purchase_id).await? {
                let link = form.error.as_ref().and_then(|error| error.params.get(LINK)).cloned();
                if let (Some(link), None, "done") = (link, &form.sha256, form.state.as_str()) {
                    return Ok(Some((form, LabelSource::Link(link))));
                }
            }
        }
        Ok(None)
    }
}

/// Why a file is not here, with where it should be.
fn not_here(failed: Problem, source: &LabelSource) -> Problem {
    let told = match failed.code.class() {
        ErrorClass::Local => failed,
        _ => Problem { code: ErrorCode::ScanFormFile, retryable: true, ..failed },
    };
    match source {
        LabelSource::Link(link) => told.with(LINK, link),
        LabelSource::Inline(_) => told,
    }
}
