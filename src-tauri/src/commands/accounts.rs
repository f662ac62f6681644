//! Providers, accounts and their channels.

use super::{Desk, Told, document, open};
use shipdesk_app::documents::{AccountAsk, AccountDocument, ChannelDocument, ProviderDocument, TestDocument};

#[tauri::command]
#[specta::specta]
pub(crate) async fn provider_list(desk: Desk<'_>) -> Told<Vec<ProviderDocument>> {
    let open = open(&desk).await?;
    document(&open, open.provider_list().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn account_list(desk: Desk<'_>) -> Told<Vec<AccountDocument>> {
    let open = open(&desk).await?;
    document(&open, open.account_all().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn account_add(desk: Desk<'_>, ask: AccountAsk) -> Told<AccountDocument> {
    let open = open(&desk).await?;
    document(&open, open.account_add(ask.into()).await)
}

/// Secrets that are not given stay what they are.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_change(desk: Desk<'_>, id: String, ask: AccountAsk) -> Told<AccountDocument> {
    let open = open(&desk).await?;
    document(&open, open.account_change(&id, ask.into()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn account_enable(desk: Desk<'_>, id: String, enabled: bool) -> Told<AccountDocument> {
    let open = open(&desk).await?;
    document(&open, open.account_enable(&id, enabled).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn account_move(desk: Desk<'_>, id: String, position: u32) -> Told<Vec<AccountDocument>> {
    let open = open(&desk).await?;
    document(&open, open.account_move(&id, position).await)
}

/// One harmless authenticated call.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_test(desk: Desk<'_>, name: String) -> Told<TestDocument> {
    let open = open(&desk).await?;
    document(&open, open.account_test(&name).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn account_remove(desk: Desk<'_>, name: String) -> Told<AccountDocument> {
    let open = open(&desk).await?;
    document(&open, open.account_remove(&name).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn channel_list(
    desk: Desk<'_>,
    account: Option<String>,
    refresh: bool,
) -> Told<Vec<ChannelDocument>> {
    let open = open(&desk).await?;
    document(&open, open.channel_all(account.as_deref(), refresh).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn channel_change(desk: Desk<'_>, channel: ChannelDocument) -> Told<ChannelDocument> {
    let open = open(&desk).await?;
    document(&open, open.channel_change(channel).await)
}
