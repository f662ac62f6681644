//! Which boxes go on a scan form, and why others do not.

use super::{LeftOutDocument, MemberDocument, ScanFormRequest};
use crate::line::Line;
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::status::PurchaseState;
use shipdesk_store::hand_over::{self, Candidate};
use shipdesk_store::scan_form::{self, Held, Member};
use shipdesk_store::{Db, StoreError, order, purchase};
use std::collections::HashMap;
use std::time::Duration;

/// So long the asking for a form may go on in another process: until then nobody can say that its answer is lost.
pub(super) const UNDERWAY: Duration = Duration::from_mins(2);

/// What is on the form while it is put together.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) members: Vec<(Member, MemberDocument)>,
    /// Those that stand on a form already.
    pub(super) handed_in: Vec<(Member, MemberDocument)>,
    pub(super) left_out: Vec<LeftOutDocument>,
}

impl Workstation {
    pub(super) async fn sheet(&self, line: &Line, request: &ScanFormRequest) -> Result<Sheet, Problem> {
        let mut sheet = Sheet::default();
        let candidates = if request.order_nos.is_empty() {
            let (from, to) = span(day(request.date.as_deref(), self.clock.now())?)?;
            let mut db = self.folder.read().await.map_err(problem)?;
            let mut bought = hand_over::sent_between(&mut db, (from, to)).await.map_err(problem)?;
            bought.retain(|one| one.account_id == line.account.id && one.channel_id == request.channel);
            bought
        } else {
            self.named(line, request, &mut sheet).await?
        };
        for candidate in candidates {
            self.put_on(&mut sheet, candidate);
        }
        let mut db = self.folder.read().await.map_err(problem)?;
        self.take_off(&mut db, &mut sheet, request.again).await.map_err(problem)?;
        Ok(sheet)
    }

    async fn named(
        &self,
        line: &Line,
        request: &ScanFormRequest,
        sheet: &mut Sheet,
    ) -> Result<Vec<Candidate>, Problem> {
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
                Ok(newest) => purchases.push(newest.id),
                Err(reason) => sheet.left_out.push(self.left_out(order_no, None, None, reason)),
            }
        }
        hand_over::of_purchases(&mut db, &purchases).await.map_err(problem)
    }

    /// A box that has a number, of a purchase that stands.
    fn put_on(&self, sheet: &mut Sheet, candidate: Candidate) {
        let reason = standing(&candidate);
        let Candidate { purchase_id, order_no, box_no, tracking_no, .. } = candidate;
        match (tracking_no, reason) {
            (Some(tracking_no), None) => {
                let shown =
                    MemberDocument { order_no, box_no: box_no.clone(), tracking_no: tracking_no.clone() };
                sheet.members.push((Member { tracking_no, purchase_id, box_no }, shown));
            }
            (tracking_no, reason) => {
                let reason = reason.unwrap_or("no_number");
                let box_no = Some(box_no).filter(|box_no| !box_no.is_empty());
                sheet.left_out.push(self.left_out(&order_no, box_no, tracking_no, reason));
            }
        }
    }

    /// Boxes that are on a form already stay off this one. Those of a form whose fate is unknown go on only where
    /// a person said so.
    async fn take_off(&self, db: &mut Db, sheet: &mut Sheet, again: bool) -> Result<(), StoreError> {
        let numbers: Vec<String> =
            sheet.members.iter().map(|(member, _)| member.tracking_no.clone()).collect();
        let held = by_number(scan_form::holding(db, &numbers).await?);
        let now = self.clock.now();
        for (member, shown) in std::mem::take(&mut sheet.members) {
            let reason = held.get(&member.tracking_no).and_then(|held| keeps_off(held, again, now));
            let Some(reason) = reason else {
                sheet.members.push((member, shown));
                continue;
            };
            let (box_no, number) = (Some(shown.box_no.clone()), Some(shown.tracking_no.clone()));
            sheet.left_out.push(self.left_out(&shown.order_no, box_no, number, reason));
            if reason == "in_form" {
                sheet.handed_in.push((member, shown));
            }
        }
        Ok(())
    }

    fn left_out(
        &self,
        order_no: &str,
        box_no: Option<String>,
        tracking_no: Option<String>,
        reason: &'static str,
    ) -> LeftOutDocument {
        LeftOutDocument {
            order_no: order_no.to_owned(),
            box_no,
            tracking_no,
            reason,
            message: self.left_out_words(reason),
        }
    }

    pub(super) fn left_out_words(&self, reason: &str) -> String {
        self.words().text(&format!("left_out_{reason}"), &[])
    }
}

/// Why what was bought cannot stand on any form.
pub(super) fn standing(candidate: &Candidate) -> Option<&'static str> {
    match candidate.state {
        PurchaseState::Created | PurchaseState::Labelled => {
            candidate.tracking_no.is_none().then_some("no_number")
        }
        PurchaseState::Cancelling | PurchaseState::Cancelled => Some("cancelled"),
        _ => Some("not_bought"),
    }
}

/// By number, the form that decides: one that is made outweighs one that may be; of several that may be, the newest.
pub(super) fn by_number(forms: Vec<Held>) -> HashMap<String, Held> {
    let mut held: HashMap<String, Held> = HashMap::with_capacity(forms.len());
    for form in forms {
        if held.get(&form.tracking_no).is_none_or(|known| known.state != "done") {
            held.insert(form.tracking_no.clone(), form);
        }
    }
    held
}

/// Why a form keeps its boxes off others. `again`: a person said that boxes of a lost one are to be asked for once more.
pub(super) fn keeps_off(held: &Held, again: bool, now: Timestamp) -> Option<&'static str> {
    if held.state == "done" {
        return Some("in_form");
    }
    (!again || is_underway(held.answered, held.made_at, now)).then_some("form_unknown")
}

/// Whether somebody may be asking for a form this moment.
pub(super) fn is_underway(answered: bool, made_at: Timestamp, now: Timestamp) -> bool {
    !answered && now < made_at + UNDERWAY
}

/// A day by its name; today where none is given.
pub(super) fn day(date: Option<&str>, now: Timestamp) -> Result<Date, Problem> {
    let Some(text) = date else { return Ok(now.to_zoned(TimeZone::system()).date()) };
    text.parse::<Date>().map_err(|_| {
        let issue = FieldIssue::wrong_kind("date", "day as YYYY-MM-DD", text);
        Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
    })
}

/// A day here, as the instants it begins and ends.
pub(super) fn span(date: Date) -> Result<(Timestamp, Timestamp), Problem> {
    let begin = |date: Date| date.to_zoned(TimeZone::system()).map(|day| day.timestamp());
    let out_of_range =
        |_| Problem::new(ErrorCode::InputInvalid).with_fields(vec![FieldIssue::missing("date")]);
    let next = date.tomorrow().map_err(out_of_range)?;
    Ok((begin(date).map_err(out_of_range)?, begin(next).map_err(out_of_range)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shipdesk_core::id::ScanFormId;

    #[test]
    fn a_form_that_is_made_outweighs_one_that_may_be() {
        let form = |state: &str| Held {
            tracking_no: "N1".to_owned(),
            form_id: ScanFormId::new(),
            state: state.to_owned(),
            made_at: Timestamp::UNIX_EPOCH,
            answered: true,
        };
        for (states, decides) in
            [(["done", "unknown"], 0), (["unknown", "done"], 1), (["unknown", "unknown"], 1)]
        {
            let forms = states.map(form);
            let wanted = forms[decides].form_id;
            assert_eq!(by_number(forms.into())["N1"].form_id, wanted, "{states:?}");
        }
    }
}
