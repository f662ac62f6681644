//! The desk: what is open, how it stands, and where the window was.

use super::{Desk, Told, document, open, told};
use shipdesk_app::documents::{DeskDocument, StatusDocument};

/// What the window noted of itself: where it was, what was open.
const SESSION: &str = "window.session";

#[tauri::command]
#[specta::specta]
pub(crate) async fn desk_show(desk: Desk<'_>) -> Told<DeskDocument> {
    let open = open(&desk).await?;
    document(&open, open.desk_show().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn desk_status(desk: Desk<'_>) -> Told<StatusDocument> {
    let open = open(&desk).await?;
    document(&open, open.desk_status().await)
}

/// Opens the practice folder beside the real one; the first time it is filled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_start(desk: Desk<'_>) -> Told<DeskDocument> {
    let open = desk.practise().await?;
    document(&open, open.desk_show().await)
}

/// Opens the real folder again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_leave(desk: Desk<'_>) -> Told<DeskDocument> {
    let open = desk.leave_practice().await?;
    document(&open, open.desk_show().await)
}

/// The window may close: all that was typed is saved.
#[tauri::command]
#[specta::specta]
pub(crate) async fn window_close(window: tauri::Window) {
    crate::closing::close(&window);
}

/// Notes where the window is, so that it opens there again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn session_set(desk: Desk<'_>, session: String) -> Told<()> {
    let open = open(&desk).await?;
    told(&open, open.remember(SESSION, Some(&session)).await)
}
