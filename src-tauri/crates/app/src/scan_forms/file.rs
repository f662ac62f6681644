//! The file of a scan form, which can be late or gone while the form itself is made: boxes are handed in once, and the file
//! is fetched until it is here.

use super::sheet::is_underway;
use super::{MemberDocument, ScanFormDocument};
use crate::Outcome;
use crate::documents::Answer;
use crate::labels::write_file;
use crate::line::Line;
use crate::workstation::{Workstation, problem};
use shipdesk_core::error::{ErrorClass, ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::ScanFormId;
use shipdesk_providers::spi::provider::LabelSource;
use shipdesk_store::scan_form::{self, Member, ScanForm};
use shipdesk_store::{StoreError, account};
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

    /// Gets the file of a form that is made, where it is not here yet.
    ///
    /// # Errors
    /// No such form, one that is not known to be made, and why its file cannot be had.
    pub async fn scan_form_fetch(&self, id: &str) -> Outcome<()> {
        let form = self.form_of(id).await?;
        if form.sha256.is_some() {
            return Ok(Answer::done(()));
        }
        let link = form.error.as_ref().and_then(|error| error.params.get(LINK)).cloned();
        let link = link.ok_or_else(|| Problem::new(ErrorCode::ScanFormFile))?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let owner = account::by_id(&mut db, form.account_id).await.map_err(problem)?;
        drop(db);
        let owner = owner.ok_or_else(|| Problem::new(ErrorCode::AccountNotFound))?;
        let line = self.line(&owner).await?;
        let source = LabelSource::Link(link);
        let kept = self.keep_label(&line, &source).await.map_err(|failed| not_here(failed, &source))?;
        self.settle_form(form.id, "done", Some(&kept), None).await.map_err(problem)?;
        Ok(Answer::done(()))
    }

    /// A person has seen at the provider that a form whose answer was lost is made: its boxes are handed in.
    ///
    /// # Errors
    /// No such form, and one of which something else is known or may be told any moment.
    pub async fn scan_form_confirm(&self, id: &str) -> Outcome<()> {
        let form = self.form_of(id).await?;
        if form.state != "unknown" || is_underway(form.error.is_some(), form.made_at, self.clock.now()) {
            let issue = FieldIssue::wrong_kind("scan_form", "scan form whose answer was lost", id);
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]));
        }
        self.settle_form(form.id, "done", None, None).await.map_err(problem)?;
        Ok(Answer::done(()))
    }

    /// Writes a form to a file.
    ///
    /// # Errors
    /// No such form, one whose file is not here, a place that cannot be written to.
    pub async fn scan_form_save(&self, id: &str, out: &Path) -> Outcome<()> {
        let form = self.form_of(id).await?;
        let sha256 = form.sha256.ok_or_else(|| Problem::new(ErrorCode::ScanFormFile))?;
        let bytes = self.folder.files.get(&sha256).map_err(problem)?;
        write_file(out, &bytes)?;
        Ok(Answer::done(()))
    }

    async fn form_of(&self, id: &str) -> Result<ScanForm, Problem> {
        let unknown = || {
            let issue = FieldIssue::wrong_kind("scan_form", "id of a scan form", id);
            Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
        };
        let parsed: ScanFormId = id.parse().map_err(|_| unknown())?;
        let mut db = self.folder.read().await.map_err(problem)?;
        scan_form::by_id(&mut db, parsed).await.map_err(problem)?.ok_or_else(unknown)
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
