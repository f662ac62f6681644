//! Orders: the list, the form, files in and out, finding.

use super::{Desk, Told, document, open};
use shipdesk_app::OnDuplicate;
use shipdesk_app::documents::{
    FindHit, FormDocument, ImportPreview, OrderCounts, OrderDocument, OrderExportDocument, OrderForm,
    OrderListRequest, OrderPage, PasteDocument,
};
use std::path::PathBuf;

#[tauri::command]
#[specta::specta]
pub(crate) async fn order_list(desk: Desk<'_>, request: OrderListRequest) -> Told<OrderPage> {
    let open = open(&desk).await?;
    document(&open, open.order_rows(request).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn order_counts(desk: Desk<'_>, query: Option<String>) -> Told<OrderCounts> {
    let open = open(&desk).await?;
    document(&open, open.order_counts(query.as_deref()).await)
}

/// An order with everything that happened to it, by our id or by its number.
#[tauri::command]
#[specta::specta]
pub(crate) async fn order_show(desk: Desk<'_>, order: String) -> Told<OrderDocument> {
    let open = open(&desk).await?;
    document(&open, open.order_one(&order).await)
}

/// A new draft: the next free number, the default sender, one empty box.
#[tauri::command]
#[specta::specta]
pub(crate) async fn order_new(desk: Desk<'_>) -> Told<FormDocument> {
    let open = open(&desk).await?;
    document(&open, open.order_new().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn order_form(desk: Desk<'_>, id: String) -> Told<FormDocument> {
    let open = open(&desk).await?;
    document(&open, open.order_form(&id).await)
}

/// Keeps the form exactly as typed; the order follows as far as it can be read.
#[tauri::command]
#[specta::specta]
pub(crate) async fn order_save(desk: Desk<'_>, id: String, form: OrderForm) -> Told<FormDocument> {
    let open = open(&desk).await?;
    document(&open, open.order_save(&id, form).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn order_duplicate(desk: Desk<'_>, id: String) -> Told<FormDocument> {
    let open = open(&desk).await?;
    document(&open, open.order_duplicate(&id).await)
}

/// Takes away an order that was never sent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn order_discard(desk: Desk<'_>, id: String) -> Told<()> {
    let open = open(&desk).await?;
    document(&open, open.order_discard(&id).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn order_paste(desk: Desk<'_>, text: String) -> Told<PasteDocument> {
    let open = open(&desk).await?;
    document(&open, open.order_paste(&text).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn import_preview(desk: Desk<'_>, path: PathBuf) -> Told<ImportPreview> {
    let open = open(&desk).await?;
    document(&open, open.import_preview(&path).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn import_run(
    desk: Desk<'_>,
    path: PathBuf,
    on_duplicate: OnDuplicate,
) -> Told<ImportPreview> {
    let open = open(&desk).await?;
    document(&open, open.import_run(&path, on_duplicate).await)
}

/// Writes orders into a file (CSV, XLSX): those with these ids; without ids all that `order_list` lists.
#[tauri::command]
#[specta::specta]
pub(crate) async fn order_export(
    desk: Desk<'_>,
    path: PathBuf,
    request: OrderListRequest,
    ids: Vec<String>,
) -> Told<OrderExportDocument> {
    let open = open(&desk).await?;
    document(&open, open.order_export(&path, &request, &ids).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn find(desk: Desk<'_>, text: String) -> Told<Vec<FindHit>> {
    let open = open(&desk).await?;
    document(&open, open.find_hits(&text).await)
}
