//! Scan forms: one sheet over the boxes of a channel that a carrier collects.

mod breaking;
mod file;
mod hand_over;
mod sheet;

use crate::Outcome;
use crate::documents::{Answer, ErrorDocument};
use crate::line::{About, Line};
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use sheet::{by_number, keeps_off};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::ScanFormId;
use shipdesk_providers::spi::error::ErrorKind;
use shipdesk_store::journal::{self, Entry};
use shipdesk_store::scan_form::{self, Member, ScanForm};
use shipdesk_store::{StoreError, files};
use std::path::PathBuf;

/// Over which boxes a scan form is made.
#[derive(Debug, Clone, Default)]
pub struct ScanFormRequest {
    /// The account.
    pub account: String,
    /// The channel.
    pub channel: String,
    /// The provider's id of the address where the boxes are collected.
    pub address_id: String,
    /// The day on which they were bought, here; today where neither a day nor orders are given.
    pub date: Option<String>,
    /// These orders instead.
    pub order_nos: Vec<String>,
    /// Ask again for boxes of a form whose answer was lost.
    pub again: bool,
    /// Where the form is written to.
    pub out: Option<PathBuf>,
}

/// A scan form.
#[derive(Debug, Serialize, specta::Type)]
pub struct ScanFormDocument {
    /// Our id of it.
    pub id: Option<String>,
    /// The account.
    pub account: String,
    /// The channel.
    pub channel_id: String,
    /// The address.
    pub address_id: String,
    /// `done`, `unknown`, `failed`; `none` where there was nothing to put on it.
    pub state: String,
    /// When it was asked for.
    pub made_at: String,
    /// The hash of its bytes.
    pub sha256: Option<String>,
    /// Where it was written to.
    pub file: Option<String>,
    /// The boxes on it.
    pub members: Vec<MemberDocument>,
    /// The boxes that are not, each with why.
    pub left_out: Vec<LeftOutDocument>,
    /// What went wrong.
    pub error: Option<ErrorDocument>,
}

/// A box on a scan form.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct MemberDocument {
    /// The order.
    pub order_no: String,
    /// The box.
    pub box_no: String,
    /// Its number.
    pub tracking_no: String,
}

/// A box, or an order, that is not on the form.
#[derive(Debug, Serialize, specta::Type)]
pub struct LeftOutDocument {
    /// The order.
    pub order_no: String,
    /// The box.
    pub box_no: Option<String>,
    /// Its number.
    pub tracking_no: Option<String>,
    /// `not_here` `not_bought` `other_channel` `cancelled` `no_number` `in_form` `form_unknown`.
    pub reason: &'static str,
    /// The same in words.
    pub message: String,
}

impl ScanFormDocument {
    /// Before anything is asked for.
    fn none(
        request: &ScanFormRequest,
        made_at: Timestamp,
        members: Vec<MemberDocument>,
        left_out: Vec<LeftOutDocument>,
    ) -> Self {
        Self {
            id: None,
            account: request.account.clone(),
            channel_id: request.channel.clone(),
            address_id: request.address_id.clone(),
            state: "none".into(),
            made_at: stamp(made_at),
            sha256: None,
            file: None,
            members,
            left_out,
            error: None,
        }
    }
}

impl Workstation {
    /// Makes a scan form.
    ///
    /// # Errors
    /// No such account, a day that is none; what the provider says stands in the document.
    pub async fn scan_form(&self, request: ScanFormRequest) -> Outcome<ScanFormDocument> {
        let line = self.line_of(&request.account).await?;
        if line.provider.scan_forms().is_none() {
            return Err(crate::accounts::unsupported(&line.account, "scan_forms"));
        }
        if request.address_id.trim().is_empty() {
            let issue = FieldIssue::missing("address_id");
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]));
        }
        loop {
            if let Some(answer) = self.try_scan_form(&line, &request).await? {
                return Ok(answer);
            }
        }
    }

    /// Makes a scan form over the boxes as they stand now; `None` where another process put one of them on another form
    /// in this moment.
    async fn try_scan_form(
        &self,
        line: &Line,
        request: &ScanFormRequest,
    ) -> Result<Option<Answer<ScanFormDocument>>, Problem> {
        let sheet = self.sheet(line, request).await?;
        let made_at = self.clock.now();
        let (members, shown): (Vec<_>, Vec<_>) = sheet.members.into_iter().unzip();
        let mut document = ScanFormDocument::none(request, made_at, shown, sheet.left_out);
        if members.is_empty() {
            let error = self.make_none(line, sheet.handed_in, request, &mut document).await?;
            return Ok(Some(self.told_form(document, error)));
        }
        // committed before it is sent: these boxes may be on a form from now on
        let form = ScanForm {
            id: ScanFormId::new(),
            account_id: line.account.id,
            channel_id: request.channel.clone(),
            address_id: request.address_id.clone(),
            state: "unknown".into(),
            sha256: None,
            error: None,
            made_at,
            members,
        };
        if !self.claim_form(&form, request.again).await.map_err(problem)? {
            return Ok(None);
        }
        document.id = Some(form.id.to_string());
        let error = self.make_form(line, &form, request, &mut document).await;
        Ok(Some(self.told_form(document, error)))
    }

    fn told_form(&self, mut document: ScanFormDocument, error: Option<Problem>) -> Answer<ScanFormDocument> {
        let exit = error.as_ref().map_or(0, |error| error.code.exit());
        document.error = error.map(|error| self.words().error(&error));
        Answer { document, exit }
    }

    /// Where no box is left to hand in: the file of the form that they stand on, if it is not here yet.
    async fn make_none(
        &self,
        line: &Line,
        handed_in: Vec<(Member, MemberDocument)>,
        request: &ScanFormRequest,
        document: &mut ScanFormDocument,
    ) -> Result<Option<Problem>, Problem> {
        let Some((form, link)) = self.without_file(&handed_in).await.map_err(problem)? else {
            let empty = Problem::new(ErrorCode::ScanFormEmpty).with("account", &request.account);
            return Ok(Some(empty.with("channel", &request.channel)));
        };
        document.put_form(&form, handed_in);
        Ok(self.keep_form_file(line, form.id, &link, request.out.as_deref(), document).await)
    }

    async fn make_form(
        &self,
        line: &Line,
        form: &ScanForm,
        request: &ScanFormRequest,
        document: &mut ScanFormDocument,
    ) -> Option<Problem> {
        let scan_forms = line.provider.scan_forms()?;
        let numbers: Vec<String> = form.members.iter().map(|member| member.tracking_no.clone()).collect();
        let call = scan_forms.scan_form(&form.channel_id, &form.address_id, &numbers);
        let reply = line.send(call, line.timeouts.create).await;
        if let Err(error) = self.keep(line, About::default(), &reply).await {
            return Some(error);
        }
        let (state, error) = match &reply.outcome {
            Ok(source) => {
                return self.keep_form_file(line, form.id, source, request.out.as_deref(), document).await;
            }
            Err(error) if error.kind == ErrorKind::OutcomeUnknown => {
                let told = Problem { code: ErrorCode::ScanFormUnknown, ..line.problem(error) };
                ("unknown", told.with("channel", &form.channel_id))
            }
            Err(error) => ("failed", line.problem(error).with("channel", &form.channel_id)),
        };
        document.state = state.into();
        match self.settle_form(form.id, state, None, Some(&error)).await {
            Ok(()) => Some(error),
            Err(failed) => Some(problem(failed)),
        }
    }

    /// Commits a form before it is asked for, unless a box of it stands on another one meanwhile.
    async fn claim_form(&self, form: &ScanForm, again: bool) -> Result<bool, StoreError> {
        let numbers: Vec<String> = form.members.iter().map(|member| member.tracking_no.clone()).collect();
        let mut tx = self.folder.write().await?;
        let held = by_number(scan_form::holding(&mut tx, &numbers).await?);
        if held.values().any(|held| keeps_off(held, again, form.made_at).is_some()) {
            return Ok(false);
        }
        scan_form::insert(&mut tx, form).await?;
        let data = json!({"channel": form.channel_id, "address": form.address_id, "numbers": numbers});
        let entry = Entry { kind: "scanform.sent", subject: &form.id.to_string(), data };
        journal::append(&mut tx, self.folder.station, form.made_at, entry).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn settle_form(
        &self,
        id: ScanFormId,
        state: &str,
        kept: Option<&(String, &'static str, usize)>,
        error: Option<&Problem>,
    ) -> Result<(), StoreError> {
        let at = self.clock.now();
        let mut tx = self.folder.write().await?;
        if let Some((sha256, media_type, bytes)) = kept {
            files::record(&mut tx, sha256, media_type, *bytes, at).await?;
        }
        let sha256 = kept.map(|(sha256, ..)| sha256.as_str());
        scan_form::settle(&mut tx, id, state, sha256, error).await?;
        let data = json!({"state": state, "file": sha256, "code": error.map(|error| error.code)});
        let entry = Entry { kind: "scanform.answered", subject: &id.to_string(), data };
        journal::append(&mut tx, self.folder.station, at, entry).await?;
        Ok(tx.commit().await?)
    }
}
