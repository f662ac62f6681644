//! Printers and what they are given.

use super::{Desk, Told, document, open};
use shipdesk_app::documents::{PrintAsk, PrintBatchDocument, PrintQueueDocument, PrinterDocument};

#[tauri::command]
#[specta::specta]
pub(crate) async fn printer_list(desk: Desk<'_>) -> Told<Vec<PrinterDocument>> {
    let open = open(&desk).await?;
    document(&open, open.printer_list().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn print(desk: Desk<'_>, ask: PrintAsk) -> Told<PrintBatchDocument> {
    let open = open(&desk).await?;
    document(&open, open.print(ask).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn print_queue(desk: Desk<'_>) -> Told<PrintQueueDocument> {
    let open = open(&desk).await?;
    document(&open, open.print_queue().await)
}

/// Goes on with a batch that stopped, from a place in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_resume(
    desk: Desk<'_>,
    batch: String,
    from: u32,
    include_unsure: bool,
) -> Told<PrintBatchDocument> {
    let open = open(&desk).await?;
    document(&open, open.print_resume(&batch, from, include_unsure).await)
}

/// Gives what is left of a batch to another printer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_move(desk: Desk<'_>, batch: String, printer: String) -> Told<PrintBatchDocument> {
    let open = open(&desk).await?;
    document(&open, open.print_move(&batch, &printer).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn print_stop(desk: Desk<'_>, batch: String) -> Told<PrintBatchDocument> {
    let open = open(&desk).await?;
    document(&open, open.print_stop(&batch).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn print_test(desk: Desk<'_>, printer: String) -> Told<PrintBatchDocument> {
    let open = open(&desk).await?;
    document(&open, open.print_test(&printer).await)
}
