//! The end of a day: what is handed to the carriers.

use super::{Desk, Told, document, open, to_the_end};
use shipdesk_app::documents::{BrokenFormDocument, HandOverDocument};
use shipdesk_app::{ScanFormDocument, ScanFormRequest};
use std::path::PathBuf;

/// The boxes of a day (today's without one) by account and channel, and its scan forms. Nobody is asked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hand_over_show(desk: Desk<'_>, date: Option<String>) -> Told<HandOverDocument> {
    let open = open(&desk).await?;
    document(&open, open.hand_over_show(date.as_deref()).await)
}

/// Makes the scan form over a channel's boxes of a day; `again`: also over those of a form whose answer was lost.
#[tauri::command]
#[specta::specta]
pub(crate) async fn scan_form_make(
    desk: Desk<'_>,
    account: String,
    channel: String,
    address_id: String,
    date: String,
    again: bool,
) -> Told<ScanFormDocument> {
    let date = Some(date);
    let request = ScanFormRequest { account, channel, address_id, date, again, ..ScanFormRequest::default() };
    to_the_end(&desk, async move |open| open.scan_form(request).await).await
}

/// Gets the file of a form that is made.
#[tauri::command]
#[specta::specta]
pub(crate) async fn scan_form_fetch(desk: Desk<'_>, id: String) -> Told<()> {
    to_the_end(&desk, async move |open| open.scan_form_fetch(&id).await).await
}

/// A person has seen at the provider that a form whose answer was lost is made.
#[tauri::command]
#[specta::specta]
pub(crate) async fn scan_form_confirm(desk: Desk<'_>, id: String) -> Told<()> {
    let open = open(&desk).await?;
    document(&open, open.scan_form_confirm(&id).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn scan_form_save(desk: Desk<'_>, id: String, path: PathBuf) -> Told<()> {
    let open = open(&desk).await?;
    document(&open, open.scan_form_save(&id, &path).await)
}

/// The scan forms that cancelling these orders breaks.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forms_broken_by(desk: Desk<'_>, order_nos: Vec<String>) -> Told<Vec<BrokenFormDocument>> {
    let open = open(&desk).await?;
    document(&open, open.forms_broken_by(&order_nos).await)
}
