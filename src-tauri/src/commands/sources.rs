//! What else the sources know: their lists, carriers, lanes, purchases, waybills and orders.

use super::{Desk, Told, document, open, to_the_end};
use crate::course::{Come, Underway};
use shipdesk_app::documents::{
    AirWaybillsDocument, CarrierDocument, CountsDocument, DetectDocument, ForeignOrderDocument,
    ForeignOrderRow, InboundDocument, InboundRow, PullDocument, RemoteDocument, TransitDocument,
};
use tauri::State;
use tauri::ipc::Channel;

/// How many registered parcels stand where, by the provider's own words, and how many of them are known here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_counts(desk: Desk<'_>, account: String) -> Told<CountsDocument> {
    to_the_end(&desk, async move |open| open.track_counts(&account).await).await
}

/// Brings the provider's whole list here, page by page, from where it stopped; tells after each page how far it has come.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_pull(
    desk: Desk<'_>,
    underway: State<'_, Underway>,
    account: String,
    on_come: Channel<Come>,
) -> Told<PullDocument> {
    let course = underway.begin(on_come);
    to_the_end(&desk, async move |open| open.track_pull_while(&account, &course).await).await
}

/// Stops long work between two calls, by the number of the channel that hears of it; what is done stays done.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command is given its state so")]
pub(crate) fn work_stop(underway: State<'_, Underway>, channel: u32) {
    underway.stop(channel);
}

/// Whose number it may be: by its check digit here, and, with `ask`, by the accounts that know carriers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_detect(desk: Desk<'_>, number: String, ask: bool) -> Told<DetectDocument> {
    to_the_end(&desk, async move |open| open.track_detect(&number, ask).await).await
}

/// The carriers that an account knows, by name; kept here for a week.
#[tauri::command]
#[specta::specta]
pub(crate) async fn carrier_list(desk: Desk<'_>, account: String) -> Told<Vec<CarrierDocument>> {
    to_the_end(&desk, async move |open| open.carrier_list(&account).await).await
}

/// Air waybills (`ddd-dddddddd`); each costs twenty units of the quota.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_awb(
    desk: Desk<'_>,
    account: String,
    numbers: Vec<String>,
) -> Told<AirWaybillsDocument> {
    to_the_end(&desk, async move |open| open.track_awb(&account, &numbers).await).await
}

/// A purchase by its sub-order id; `ask`: asks the provider, else what is kept here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn purchase_show(
    desk: Desk<'_>,
    account: String,
    purchase: String,
    ask: bool,
) -> Told<InboundDocument> {
    to_the_end(&desk, async move |open| open.purchase_show(&account, &purchase, ask).await).await
}

/// The purchases that are known here, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn purchase_list(desk: Desk<'_>) -> Told<Vec<InboundRow>> {
    let open = open(&desk).await?;
    document(&open, open.purchase_list().await)
}

/// Ticks goods of a parcel as received, or takes the tick back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn goods_receive(desk: Desk<'_>, parcel: String, place: u32, received: bool) -> Told<()> {
    let open = open(&desk).await?;
    document(&open, open.goods_receive(&parcel, place, received).await)
}

/// Whether a postcode is a remote area, and for which carriers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_remote(
    desk: Desk<'_>,
    account: String,
    country: String,
    postcode: String,
) -> Told<RemoteDocument> {
    to_the_end(&desk, async move |open| open.check_remote(&account, &country, &postcode).await).await
}

/// How long a carrier takes from one country to another, in the provider's own figures.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_transit_time(
    desk: Desk<'_>,
    account: String,
    carrier: String,
    from: String,
    to: String,
) -> Told<TransitDocument> {
    to_the_end(&desk, async move |open| open.check_transit_time(&account, &carrier, &from, &to).await).await
}

/// An order that was made at the provider, by its number or by the seller's reference; `ask`: asks the provider, else
/// what is kept here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn isp_show(
    desk: Desk<'_>,
    account: String,
    order: Option<String>,
    reference: Option<String>,
    ask: bool,
) -> Told<ForeignOrderDocument> {
    to_the_end(&desk, async move |open| {
        open.isp_show(&account, order.as_deref(), reference.as_deref(), ask).await
    })
    .await
}

/// Such orders that are kept here, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn isp_list(desk: Desk<'_>) -> Told<Vec<ForeignOrderRow>> {
    let open = open(&desk).await?;
    document(&open, open.isp_list().await)
}
