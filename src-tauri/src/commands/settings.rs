//! The station's settings, and its folder as a whole.

use super::{Desk, Told, document, open};
use shipdesk_app::documents::{BackupDocument, DeskDocument, SettingsDocument, VerifyDocument};
use std::path::PathBuf;

#[tauri::command]
#[specta::specta]
pub(crate) async fn settings_show(desk: Desk<'_>) -> Told<SettingsDocument> {
    let open = open(&desk).await?;
    document(&open, open.settings_show().await)
}

/// Gives all of them, as they are then.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setting_set(desk: Desk<'_>, key: String, value: String) -> Told<SettingsDocument> {
    let open = open(&desk).await?;
    open.setting_set(&key, &value).await.map_err(|problem| open.words().error(&problem))?;
    document(&open, open.settings_show().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn backup(desk: Desk<'_>, path: PathBuf) -> Told<BackupDocument> {
    let open = open(&desk).await?;
    document(&open, open.backup_to(&path).await)
}

/// Replaces the folder by a backup that was checked, and opens it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore(desk: Desk<'_>, path: PathBuf) -> Told<DeskDocument> {
    let open = desk.restore(&path).await?;
    document(&open, open.desk_show().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn verify(desk: Desk<'_>) -> Told<VerifyDocument> {
    let open = open(&desk).await?;
    document(&open, open.verify_folder().await)
}
