//! Parcels, their timelines and their proofs of delivery.

use super::{Desk, Told, document, open, to_the_end};
use crate::course::{Come, Underway};
use shipdesk_app::documents::{
    DisputePackDocument, NumbersRead, ParcelExportDocument, ParcelPage, PodExportDocument, PodRow,
    PrintBatchDocument, RefreshedDocument, RegistrationAsk, RegistrationFieldDocument, RegistrationResults,
    TrackDocument,
};
use std::path::PathBuf;
use tauri::State;
use tauri::ipc::Channel;

/// Parcels, those of which something was heard last first; `needs_person`: only those that wait for somebody.
#[tauri::command]
#[specta::specta]
pub(crate) async fn parcel_list(
    desk: Desk<'_>,
    query: Option<String>,
    needs_person: bool,
    after: Option<String>,
    limit: u32,
) -> Told<ParcelPage> {
    let open = open(&desk).await?;
    document(&open, open.parcel_list(query.as_deref(), needs_person, after.as_deref(), limit).await)
}

/// Writes parcels into a file (CSV, XLSX): those with these numbers; without numbers all that `parcel_list` lists.
#[tauri::command]
#[specta::specta]
pub(crate) async fn parcel_export(
    desk: Desk<'_>,
    path: PathBuf,
    query: Option<String>,
    needs_person: bool,
    numbers: Vec<String>,
) -> Told<ParcelExportDocument> {
    let open = open(&desk).await?;
    document(&open, open.parcel_export(&path, query.as_deref(), needs_person, &numbers).await)
}

/// Writes what is known here of a parcel into one PDF; `id` is our id of it, for several may have its number.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dispute_pack(
    desk: Desk<'_>,
    number: String,
    id: String,
    path: PathBuf,
) -> Told<DisputePackDocument> {
    let open = open(&desk).await?;
    document(&open, open.dispute_pack(&number, None, Some(&id), &path).await)
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

/// Asks the sources about these parcels, or, without numbers, about all that are due, in the providers' batches; tells
/// after each call how far it has come.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_refresh(
    desk: Desk<'_>,
    underway: State<'_, Underway>,
    numbers: Vec<String>,
    on_come: Channel<Come>,
) -> Told<RefreshedDocument> {
    let course = underway.begin(on_come);
    to_the_end(&desk, async move |open| open.track_check_while(&numbers, &course).await).await
}

/// Reads what was pasted: one number a line or many in one, or a table with a line of column names. Nothing is sent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_read(desk: Desk<'_>, text: String) -> Told<NumbersRead> {
    let open = open(&desk).await?;
    document(&open, open.numbers_read(&text).await)
}

/// The same of a file (CSV, TSV, XLSX).
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_read_file(desk: Desk<'_>, path: String) -> Told<NumbersRead> {
    let open = open(&desk).await?;
    document(&open, open.numbers_read_file(path.as_ref()).await)
}

/// What a registration of this account may hold, and which of it this carrier cannot do without; with a number also
/// what that of this parcel holds.
#[tauri::command]
#[specta::specta]
pub(crate) async fn registration_fields(
    desk: Desk<'_>,
    account: String,
    carrier: String,
    number: Option<String>,
) -> Told<Vec<RegistrationFieldDocument>> {
    let open = open(&desk).await?;
    document(&open, open.registration_fields(&account, &carrier, number.as_deref()).await)
}

/// Follows parcels: registers them where the account keeps a list, else asks about them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_add(
    desk: Desk<'_>,
    account: String,
    parcels: Vec<RegistrationAsk>,
) -> Told<RegistrationResults> {
    to_the_end(&desk, async move |open| open.track_add(&account, parcels).await).await
}

/// Changes registrations; only the fields that are given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_edit(
    desk: Desk<'_>,
    account: String,
    parcels: Vec<RegistrationAsk>,
) -> Told<RegistrationResults> {
    to_the_end(&desk, async move |open| open.track_edit(&account, parcels).await).await
}

/// Says at the provider that another carrier has the parcel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_carrier(
    desk: Desk<'_>,
    number: String,
    account: Option<String>,
    carrier: String,
) -> Told<TrackDocument> {
    to_the_end(&desk, async move |open| open.track_carrier(&number, account.as_deref(), &carrier).await).await
}

/// Has the carrier asked now; within two hours of the last time it is refused with the time it opens.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_live(
    desk: Desk<'_>,
    number: String,
    account: Option<String>,
) -> Told<TrackDocument> {
    to_the_end(&desk, async move |open| open.track_live(&number, account.as_deref()).await).await
}

/// No more updates of these are wanted at the provider, or at the account that is named; the history stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_stop(
    desk: Desk<'_>,
    numbers: Vec<String>,
    account: Option<String>,
) -> Told<RegistrationResults> {
    to_the_end(&desk, async move |open| open.track_stop(&numbers, account.as_deref()).await).await
}

/// Takes these off the provider's list, or off that of the account that is named; the history stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn track_remove(
    desk: Desk<'_>,
    numbers: Vec<String>,
    account: Option<String>,
) -> Told<RegistrationResults> {
    to_the_end(&desk, async move |open| open.track_remove(&numbers, account.as_deref()).await).await
}

/// Proofs of delivery that are kept here: of one parcel, or all, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pod_list(desk: Desk<'_>, number: Option<String>) -> Told<Vec<PodRow>> {
    let open = open(&desk).await?;
    document(&open, open.pod_list(number.as_deref()).await)
}

/// Writes a parcel's proofs of delivery into a folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pod_export(desk: Desk<'_>, number: String, folder: String) -> Told<PodExportDocument> {
    let open = open(&desk).await?;
    document(&open, open.pod_export(&number, folder.as_ref()).await)
}

/// Prints a proof of delivery, as large as the paper takes it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pod_print(
    desk: Desk<'_>,
    sha256: String,
    printer: Option<String>,
) -> Told<PrintBatchDocument> {
    to_the_end(&desk, async move |open| open.pod_print(&sha256, printer.as_deref()).await).await
}
