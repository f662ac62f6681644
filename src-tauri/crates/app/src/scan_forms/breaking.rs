//! A scan form counts for the boxes on it as they were: cancelling one of them breaks it for all.

use crate::Outcome;
use crate::documents::{Answer, BrokenFormDocument, OrderDocument, count};
use crate::workstation::{Workstation, problem};
use jiff::tz::TimeZone;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::status::OrderState;
use shipdesk_store::scan_form::{self, Told};

impl Workstation {
    /// The scan forms that cancelling these orders breaks, oldest first.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn forms_broken_by(&self, order_nos: &[String]) -> Outcome<Vec<BrokenFormDocument>> {
        let forms = self.forms_of(order_nos).await?.into_iter();
        Ok(Answer::done(
            forms
                .map(|Told { form, boxes, .. }| BrokenFormDocument {
                    id: form.id.to_string(),
                    made_at: stamp(form.made_at),
                    boxes: count(boxes),
                    certain: form.state == "done",
                })
                .collect(),
        ))
    }

    async fn forms_of(&self, order_nos: &[String]) -> Result<Vec<Told>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        scan_form::of_orders(&mut db, order_nos).await.map_err(problem)
    }

    /// Says of an order that is cancelled, or being cancelled, which scan forms it broke.
    pub(crate) async fn warn_of_broken_forms(&self, order: &mut OrderDocument) -> Result<(), Problem> {
        let ended = matches!(order.state, Some(OrderState::Cancelling | OrderState::Cancelled));
        let Some(order_no) = order.order_no.clone().filter(|_| ended) else { return Ok(()) };
        let today = self.clock.now().to_zoned(TimeZone::system()).date();
        for Told { form, boxes, .. } in self.forms_of(&[order_no]).await? {
            let at = form.made_at.to_zoned(TimeZone::system());
            let format = if at.date() == today { "%H:%M" } else { "%Y-%m-%d %H:%M" };
            let (time, boxes) = (at.strftime(format).to_string(), boxes.to_string());
            order.warnings.push(self.words().text("broken_form", &[("time", &time), ("boxes", &boxes)]));
        }
        Ok(())
    }
}
