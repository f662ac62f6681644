//! What the window shows first, in one answer: its page comes with it, so the first picture waits for no question.

use crate::Outcome;
use crate::documents::{Answer, FirstOrders, OpeningDocument, OrderListRequest};
use crate::workstation::Workstation;
use serde::Deserialize;

/// What the window notes of itself, as far as it is read here.
#[derive(Deserialize)]
struct Noted {
    /// What its list of orders asked for last: JSON text.
    #[serde(rename = "orders.first")]
    orders: Option<String>,
}

impl Workstation {
    /// The desk, and the orders that the window listed last.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn opening(&self) -> Outcome<OpeningDocument> {
        let desk = self.desk_show().await?.document;
        let orders = async {
            let Some(request) = first_request(desk.session.as_deref()) else { return Ok(None) };
            let page = self.order_rows(request.clone()).await?.document;
            Ok(Some(FirstOrders { request, page }))
        };
        let (status, counts, orders) =
            futures::try_join!(self.desk_status(), self.order_counts(None), orders)?;
        let (status, counts) = (status.document, counts.document);
        Ok(Answer::done(OpeningDocument { desk, status, counts, orders }))
    }
}

/// What another version noted may not be readable: then the window asks.
fn first_request(session: Option<&str>) -> Option<OrderListRequest> {
    let noted: Noted = serde_json::from_str(session?).ok()?;
    serde_json::from_str(&noted.orders?).ok()
}
