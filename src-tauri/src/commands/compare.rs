//! Prices, buying, and what follows from it.

use super::{Desk, Told, document, open, to_the_end};
use shipdesk_app::documents::{BuyAsk, QuoteAsk, QuoteEvent, QuotesDocument, RateSetDocument, Results};
use tauri::ipc::Channel;

/// What was last answered, from the folder alone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quotes_show(desk: Desk<'_>, order_no: String) -> Told<QuotesDocument> {
    let open = open(&desk).await?;
    document(&open, open.quotes_show(&order_no).await)
}

/// Asks every channel; each price is sent as it arrives.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quote_ask(desk: Desk<'_>, ask: QuoteAsk, on_event: Channel<QuoteEvent>) -> Told<()> {
    to_the_end(&desk, async move |open| {
        // a window that went away has nobody to tell
        let tell = move |event| drop(on_event.send(event));
        open.quote_ask(ask, &tell).await
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rate_set(desk: Desk<'_>, currency: String, rate: String) -> Told<RateSetDocument> {
    let open = open(&desk).await?;
    document(&open, open.rate_set(&currency, &rate).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn buy(desk: Desk<'_>, ask: BuyAsk) -> Told<Results> {
    to_the_end(&desk, async move |open| open.buy_at(ask).await).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reconcile(desk: Desk<'_>, order_nos: Vec<String>) -> Told<Results> {
    to_the_end(&desk, async move |open| open.reconcile(&order_nos).await).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel(desk: Desk<'_>, order_nos: Vec<String>) -> Told<Results> {
    to_the_end(&desk, async move |open| open.cancel(&order_nos).await).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refund(desk: Desk<'_>, order_nos: Vec<String>) -> Told<Results> {
    to_the_end(&desk, async move |open| open.refund(&order_nos).await).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn label_fetch(desk: Desk<'_>, order_nos: Vec<String>) -> Told<Results> {
    to_the_end(&desk, async move |open| open.label_fetch(&order_nos).await).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn label_transfer(desk: Desk<'_>, order_no: String) -> Told<Results> {
    to_the_end(&desk, async move |open| open.label_transfer(&[order_no]).await).await
}
