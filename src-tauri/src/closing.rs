//! Closing the window: the pages save what is typed first, and say when they are done.

use serde::{Deserialize, Serialize};
use std::time::Duration;
use tauri::{Manager as _, Window, WindowEvent};
use tauri_specta::Event;

/// How long the pages may take: one that hangs does not hold the window.
const LAST_WORD: Duration = Duration::from_secs(3);

/// The window is about to close: what is not saved is to be saved now, then `window_close` is to be called.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct Closing;

/// Holds a close until the pages have saved.
pub(crate) fn hold(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if Closing.emit(window).is_err() {
        // nobody can be told: it closes as it is
        return;
    }
    api.prevent_close();
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(LAST_WORD).await;
        close(&window);
    });
}

/// Closes for good. One that is gone already is closed, too.
pub(crate) fn close(window: &Window) {
    if let Some(window) = window.app_handle().get_webview_window(window.label()) {
        let _ = window.destroy();
    }
}
