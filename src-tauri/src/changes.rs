//! Tells the window what changed in the folder, whoever changed it.

use crate::open::Open;
use serde::{Deserialize, Serialize};
use shipdesk_app::Workstation;
use shipdesk_app::documents::Topic;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tauri_specta::Event as _;
use tokio::sync::watch;

/// Before a folder that could not be watched is tried again.
const PAUSE: Duration = Duration::from_secs(2);

/// Something changed: what is shown of these topics is to be read again.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct Changed {
    topics: Vec<Topic>,
}

/// Watches the folder that is open, and does its background work, until the program ends.
pub(crate) fn watch(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let open = app.state::<Open>();
        let mut turns = open.turns();
        loop {
            turns.borrow_and_update();
            match open.workstation().await {
                Ok(workstation) => follow(&app, workstation, &mut turns).await,
                // nothing is open: until another folder is
                Err(_) => drop(turns.changed().await),
            }
        }
    });
}

/// One folder, until another one is opened.
async fn follow(app: &AppHandle, workstation: Arc<Workstation>, turns: &mut watch::Receiver<u32>) {
    let (stop, stopped) = watch::channel(false);
    let work = tauri::async_runtime::spawn(Arc::clone(&workstation).work(stopped));
    tokio::select! {
        () = tell(app, &workstation) => {}
        _ = turns.changed() => {}
    }
    // who works is told to stop, and waited for: two folders are never worked on at once
    let _ = stop.send(true);
    let _ = work.await;
}

async fn tell(app: &AppHandle, workstation: &Workstation) {
    let mut changes = loop {
        match workstation.changes().await {
            Ok(changes) => break changes,
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    };
    loop {
        let topics = changes.next().await;
        // a window that is closing hears nothing any more
        let _ = Changed { topics }.emit(app);
    }
}
