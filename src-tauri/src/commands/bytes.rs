//! Labels and pages as bytes, past JSON: a raw response arrives as an `ArrayBuffer`.

use super::{Desk, Told, open, told};
use shipdesk_app::documents::{DocumentKind, Layout};
use tauri::Wry;
use tauri::ipc::{Invoke, Response};

/// The commands of this file: bytes have no type that bindings could be made of.
pub(super) const NAMES: [&str; 2] = ["file_bytes", "label_pages"];

/// Whether a command is one of this file's.
pub(crate) fn answers(command: &str) -> bool {
    NAMES.contains(&command)
}

/// Carries them out.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool {
    tauri::generate_handler![file_bytes, label_pages]
}

/// A file of the folder, by its hash; checked against it.
#[tauri::command]
async fn file_bytes(desk: Desk<'_>, sha256: String) -> Told<Response> {
    let open = open(&desk).await?;
    told(&open, open.file_bytes(&sha256).await.map(Response::new))
}

/// Labels as they would be printed, one PDF.
#[tauri::command]
async fn label_pages(
    desk: Desk<'_>,
    order_nos: Vec<String>,
    kind: DocumentKind,
    layout: Layout,
) -> Told<Response> {
    let open = open(&desk).await?;
    told(&open, open.label_pages(&order_nos, kind, layout).await.map(Response::new))
}
