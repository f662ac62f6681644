//! Scan forms: one sheet over the boxes of a channel that a carrier collects.

mod file;

use crate::Outcome;
use crate::documents::{Answer, ErrorDocument};
use crate::line::{About, Line};
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::json;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::ScanFormId;
use shipdesk_core::status::PurchaseState;
use shipdesk_providers::spi::error::ErrorKind;
use shipdesk_store::journal::{self, Entry};
use shipdesk_store::purchase::{self, Purchase};
use shipdesk_store::scan_form::{self, Member, ScanForm};
use shipdesk_store::{Db, StoreError, files, order};
use std::collections::HashMap;
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
#[derive(Debug, Serialize)]
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
#[derive(Debug, Clone, Serialize)]
pub struct MemberDocument {
    /// The order.
    pub order_no: String,
    /// The box.
    pub box_no: String,
    /// Its number.
    pub tracking_no: String,
}

/// A box, or an order, that is not on the form.
#[derive(Debug, Serialize)]
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

/// What is on the form while it is put together.
#[derive(Default)]
struct Sheet {
    members: Vec<(Member, MemberDocument)>,
    /// Those that stand on a form already.
    handed_in: Vec<(Member, MemberDocument)>,
    left_out: Vec<LeftOutDocument>,
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
        let sheet = self.sheet(&line, &request).await?;
        let made_at = self.clock.now();
        let (members, shown): (Vec<_>, Vec<_>) = sheet.members.into_iter().unzip();
        let mut document = ScanFormDocument {
            id: None,
            account: request.account.clone(),
            channel_id: request.channel.clone(),
            address_id: request.address_id.clone(),
            state: "none".into(),
            made_at: stamp(made_at),
            sha256: None,
            file: None,
            members: shown,
            left_out: sheet.left_out,
            error: None,
        };
        if members.is_empty() {
            let error = self.make_none(&line, sheet.handed_in, &request, &mut document).await?;
            return Ok(self.told_form(document, error));
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
        self.note_form(&form).await.map_err(problem)?;
        document.id = Some(form.id.to_string());
        let error = self.make_form(&line, &form, &request, &mut document).await;
        Ok(self.told_form(document, error))
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

    async fn note_form(&self, form: &ScanForm) -> Result<(), StoreError> {
        let mut tx = self.folder.write().await?;
        scan_form::insert(&mut tx, form).await?;
        let numbers: Vec<&str> = form.members.iter().map(|member| member.tracking_no.as_str()).collect();
        let data = json!({"channel": form.channel_id, "address": form.address_id, "numbers": numbers});
        let entry = Entry { kind: "scanform.sent", subject: &form.id.to_string(), data };
        journal::append(&mut tx, self.folder.station, form.made_at, entry).await?;
        Ok(tx.commit().await?)
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

    async fn sheet(&self, line: &Line, request: &ScanFormRequest) -> Result<Sheet, Problem> {
        let mut sheet = Sheet::default();
        let purchases = if request.order_nos.is_empty() {
            let span = day(request.date.as_deref(), self.clock.now())?;
            let mut db = self.folder.read().await.map_err(problem)?;
            purchase::labelled_between(&mut db, line.account.id, &request.channel, span)
                .await
                .map_err(problem)?
        } else {
            self.named_purchases(line, request, &mut sheet).await?
        };
        let mut db = self.folder.read().await.map_err(problem)?;
        for purchase in purchases {
            self.put_on(&mut db, &mut sheet, &purchase).await.map_err(problem)?;
        }
        self.take_off(&mut db, &mut sheet, request.again).await.map_err(problem)?;
        Ok(sheet)
    }

    async fn named_purchases(
        &self,
        line: &Line,
        request: &ScanFormRequest,
        sheet: &mut Sheet,
    ) -> Result<Vec<Purchase>, Problem> {
        let mut purchases = Vec::new();
        let mut db = self.folder.read().await.map_err(problem)?;
        for order_no in &request.order_nos {
            let newest = match order::by_no(&mut db, order_no).await.map_err(problem)? {
                Some(row) => {
                    purchase::of_order(&mut db, row.id).await.map_err(problem)?.pop().ok_or("not_bought")
                }
                None => Err("not_here"),
            };
            match newest {
                Ok(newest)
                    if newest.account_id != line.account.id || newest.channel_id != request.channel =>
                {
                    sheet.left_out.push(self.left_out(order_no, None, None, "other_channel"));
                }
                Ok(newest) => purchases.push(newest),
                Err(reason) => sheet.left_out.push(self.left_out(order_no, None, None, reason)),
            }
        }
        Ok(purchases)
    }

    /// Every box of a purchase that has a number.
    async fn put_on(&self, db: &mut Db, sheet: &mut Sheet, purchase: &Purchase) -> Result<(), StoreError> {
        let row = order::by_id(db, purchase.order_id).await?;
        let order_no = row.and_then(|row| row.order_no).unwrap_or_else(|| purchase.order_no.clone());
        let standing = match purchase.state {
            PurchaseState::Created | PurchaseState::Labelled => None,
            PurchaseState::Cancelling | PurchaseState::Cancelled => Some("cancelled"),
            _ => Some("not_bought"),
        };
        let mut numbers = purchase::boxes(db, purchase.id).await?;
        if numbers.is_empty() {
            numbers.extend(purchase.tracking_no.clone().map(|number| (String::new(), number)));
        }
        if numbers.is_empty() || standing.is_some() {
            let reason = standing.unwrap_or("no_number");
            sheet.left_out.push(self.left_out(&order_no, None, purchase.tracking_no.clone(), reason));
            return Ok(());
        }
        for (box_no, tracking_no) in numbers {
            let shown = MemberDocument {
                order_no: order_no.clone(),
                box_no: box_no.clone(),
                tracking_no: tracking_no.clone(),
            };
            sheet.members.push((Member { tracking_no, purchase_id: purchase.id, box_no }, shown));
        }
        Ok(())
    }

    /// Boxes that are on a form already stay off this one. Those of a form whose fate is unknown go on only where
    /// a person said so.
    async fn take_off(&self, db: &mut Db, sheet: &mut Sheet, again: bool) -> Result<(), StoreError> {
        let numbers: Vec<String> =
            sheet.members.iter().map(|(member, _)| member.tracking_no.clone()).collect();
        let mut held: HashMap<String, String> = HashMap::new();
        for (number, _, state) in scan_form::holding(db, &numbers).await? {
            // a form that is made outweighs one that is not known to be
            if held.get(&number).is_none_or(|known| known != "done") {
                held.insert(number, state);
            }
        }
        let mut staying = Vec::new();
        for (member, shown) in sheet.members.drain(..) {
            let reason = match held.get(&member.tracking_no).map(String::as_str) {
                Some("done") => "in_form",
                Some(_) if !again => "form_unknown",
                _ => {
                    staying.push((member, shown));
                    continue;
                }
            };
            let (box_no, number) = (Some(shown.box_no.clone()), Some(shown.tracking_no.clone()));
            sheet.left_out.push(self.left_out(&shown.order_no, box_no, number, reason));
            if reason == "in_form" {
                sheet.handed_in.push((member, shown));
            }
        }
        sheet.members = staying;
        Ok(())
    }

    fn left_out(
        &self,
        order_no: &str,
        box_no: Option<String>,
        tracking_no: Option<String>,
        reason: &'static str,
    ) -> LeftOutDocument {
        let message = self.words().text(&format!("left_out_{reason}"), &[]);
        LeftOutDocument { order_no: order_no.to_owned(), box_no, tracking_no, reason, message }
    }
}

/// A day here, as the instants it begins and ends.
fn day(date: Option<&str>, now: Timestamp) -> Result<(Timestamp, Timestamp), Problem> {
    let zone = TimeZone::system();
    let date = match date {
        None => now.to_zoned(zone.clone()).date(),
        Some(text) => text.parse::<Date>().map_err(|_| {
            let issue = FieldIssue::wrong_kind("date", "day as YYYY-MM-DD", text);
            Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
        })?,
    };
    let begin = |date: Date| date.to_zoned(zone.clone()).map(|day| day.timestamp());
    let out_of_range =
        |_| Problem::new(ErrorCode::InputInvalid).with_fields(vec![FieldIssue::missing("date")]);
    let next = date.tomorrow().map_err(out_of_range)?;
    Ok((begin(date).map_err(out_of_range)?, begin(next).map_err(out_of_range)?))
}
