//! What an order form is filled from: sender profiles, recipients, box presets, products.

use super::{Desk, Told, document, open};
use shipdesk_app::documents::{AddressDocument, BoxPresetDocument, PartyForm, ProductDocument};

#[tauri::command]
#[specta::specta]
pub(crate) async fn sender_list(desk: Desk<'_>) -> Told<Vec<AddressDocument>> {
    let open = open(&desk).await?;
    document(&open, open.sender_list().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sender_save(
    desk: Desk<'_>,
    id: Option<String>,
    label: String,
    party: PartyForm,
    is_default: bool,
) -> Told<AddressDocument> {
    let open = open(&desk).await?;
    document(&open, open.sender_save(id.as_deref(), &label, &party, is_default).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sender_remove(desk: Desk<'_>, id: String) -> Told<()> {
    let open = open(&desk).await?;
    document(&open, open.sender_remove(&id).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn recipient_find(desk: Desk<'_>, text: String) -> Told<Vec<AddressDocument>> {
    let open = open(&desk).await?;
    document(&open, open.recipient_find(&text).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn box_preset_list(desk: Desk<'_>) -> Told<Vec<BoxPresetDocument>> {
    let open = open(&desk).await?;
    document(&open, open.box_preset_list().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn box_preset_save(desk: Desk<'_>, preset: BoxPresetDocument) -> Told<BoxPresetDocument> {
    let open = open(&desk).await?;
    document(&open, open.box_preset_save(&preset).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn box_preset_remove(desk: Desk<'_>, id: String) -> Told<()> {
    let open = open(&desk).await?;
    document(&open, open.box_preset_remove(&id).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn product_find(desk: Desk<'_>, text: String) -> Told<Vec<ProductDocument>> {
    let open = open(&desk).await?;
    document(&open, open.product_find(&text).await)
}
