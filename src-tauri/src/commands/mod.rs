//! What the window may ask for. Each command is one line over a use case; a file a noun.

pub(crate) mod accounts;
pub(crate) mod addresses;
pub(crate) mod bytes;
pub(crate) mod compare;
pub(crate) mod desk;
pub(crate) mod hand_over;
pub(crate) mod orders;
pub(crate) mod parcels;
pub(crate) mod printing;
pub(crate) mod settings;
pub(crate) mod sources;

use crate::open::Open;
use shipdesk_app::documents::{Answer, ErrorDocument};
use shipdesk_app::{Outcome, Workstation};
use shipdesk_core::error::{ErrorCode, Problem};
use std::sync::Arc;
use tauri::State;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

/// What a command gives: a document, or an error in the reader's language.
type Told<T> = Result<T, ErrorDocument>;
type Desk<'a> = State<'a, Open>;

macro_rules! window_commands {
    ($($noun:ident { $($command:ident),* $(,)? })*) => {
        /// Every command that answers with a document.
        pub(crate) fn all() -> tauri_specta::Commands<tauri::Wry> {
            tauri_specta::collect_commands![$($($noun::$command),*),*]
        }

        /// The names of all commands, those that answer with bytes too.
        #[cfg(test)]
        pub(crate) fn names() -> Vec<String> {
            let documents = [$($(stringify!($command)),*),*];
            documents.iter().chain(&bytes::NAMES).map(|name| (*name).to_owned()).collect()
        }
    };
}

window_commands! {
    desk { desk_show, desk_status, practice_start, practice_leave, window_close, session_set }
    orders {
        order_list, order_counts, order_show, order_new, order_form, order_save, order_duplicate, order_discard,
        order_paste, import_preview, import_run, order_export, find,
    }
    addresses {
        sender_list, sender_save, sender_remove, recipient_find, box_preset_list, box_preset_save,
        box_preset_remove, product_find,
    }
    compare { quotes_show, quote_ask, rate_set, buy, reconcile, cancel, refund, label_fetch, label_transfer }
    printing { printer_list, print, print_queue, print_resume, print_move, print_stop, print_test }
    hand_over {
        hand_over_show, scan_form_make, scan_form_fetch, scan_form_confirm, scan_form_save, forms_broken_by,
    }
    parcels {
        parcel_list, parcel_export, dispute_pack, track_show, track_refresh, track_read, track_read_file, registration_fields, track_add, track_edit,
        track_carrier, track_live, track_stop, track_remove, pod_list, pod_export, pod_print,
    }
    sources {
        track_counts, track_pull, track_detect, carrier_list, track_awb, purchase_show, purchase_list, goods_receive,
        check_remote, check_transit_time, isp_show, isp_list, work_stop,
    }
    accounts {
        provider_list, account_list, account_add, account_change, account_enable, account_move, account_test,
        account_remove, channel_list, channel_change,
    }
    settings { settings_show, setting_set, backup, restore, verify }
}

/// The document of an outcome: how it went stands in it, so the exit code is the command line's alone.
fn document<T>(workstation: &Workstation, outcome: Outcome<T>) -> Told<T> {
    told(workstation, outcome.map(|Answer { document, .. }| document))
}

fn told<T>(workstation: &Workstation, outcome: Result<T, Problem>) -> Told<T> {
    outcome.map_err(|problem| workstation.words().error(&problem))
}

async fn open(desk: &Desk<'_>) -> Told<Arc<Workstation>> {
    desk.workstation().await
}

/// Carries a use case out on a thread of its own, to its end: a purchase goes on though the window that asked for it is
/// gone. (Its future need not be one that may change threads, either.)
async fn to_the_end<T, Work>(
    desk: &Desk<'_>,
    work: impl FnOnce(Arc<Workstation>) -> Work + Send + 'static,
) -> Told<T>
where
    T: Send + 'static,
    Work: Future<Output = Outcome<T>>,
{
    let open = open(desk).await?;
    let (runtime, busy) = (Handle::current(), Arc::clone(&open));
    let ended = spawn_blocking(move || runtime.block_on(work(busy))).await;
    let failed = |error| Problem::new(ErrorCode::Internal).with("detail", error);
    document(&open, ended.map_err(failed).and_then(|outcome| outcome))
}
