//! Parcels and their timelines.

use super::{Desk, Told, document, open};
use shipdesk_app::documents::{ParcelPage, TrackDocument};

#[tauri::command]
#[specta::specta]
pub(crate) async fn parcel_list(
    desk: Desk<'_>,
    query: Option<String>,
    after: Option<String>,
    limit: u32,
) -> Told<ParcelPage> {
    let open = open(&desk).await?;
    document(&open, open.parcel_list(query.as_deref(), after.as_deref(), limit).await)
}

/// A parcel's timeline; `refresh` asks every account that may know the number first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_show(
    desk: Desk<'_>,
    number: String,
    refresh: bool,
    raw: bool,
) -> Told<TrackDocument> {
    let open = open(&desk).await?;
    document(&open, open.track_one(&number, refresh, raw).await)
}
