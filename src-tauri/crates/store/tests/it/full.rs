//! A disk without room, and the folder behind it.

use crate::place::{Place, an_account};
use shipdesk_store::{StoreError, Tx, account};

/// Lets the database of this transaction's connection have no page more than it has.
async fn fill(tx: &mut Tx) {
    sqlx::query("pragma max_page_count = 1").execute(&mut **tx).await.unwrap();
}

async fn write(tx: &mut Tx) -> Result<(), StoreError> {
    let made = an_account(&"x".repeat(100_000));
    account::insert(tx, &made).await
}

#[tokio::test]
async fn a_full_disk_is_told_again_and_writing_goes_on_when_there_is_room() {
    let place = Place::new().await;
    for _ in 0..3 {
        let mut tx = place.tx().await;
        fill(&mut tx).await;
        let error = write(&mut tx).await.unwrap_err();
        assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    }
    let mut tx = place.folder.write().await.unwrap();
    write(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut db = place.folder.read().await.unwrap();
    assert_eq!(account::all(&mut db).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_folder_that_may_only_be_read_is_told_from_a_mistake_of_ours() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    sqlx::query("pragma query_only = on").execute(&mut *tx).await.unwrap();
    let error = write(&mut tx).await.unwrap_err();
    assert!(matches!(error, StoreError::Folder { .. }), "{error:?}");
}
