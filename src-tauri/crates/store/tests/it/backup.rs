//! A backup brings a folder back, whole or not at all.

use crate::place::{Place, Standing};
use crate::verify::fill;
use serde_json::{Value, json};
use shipdesk_core::clock::Clock as _;
use shipdesk_store::backup::{create, restore};
use shipdesk_store::journal::sha256;
use shipdesk_store::verify::verify;
use shipdesk_store::{Folder, StoreError, order};
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

#[tokio::test]
async fn a_backup_brings_everything_back() {
    let place = Place::new().await;
    let hash = fill(&place).await;
    fs::write(place.path("data/notes.txt"), "not ours").unwrap();
    let file = place.path("backup.zip");
    let made = create(&place.folder, &file, &Standing).await.unwrap();
    assert_eq!((made.orders, made.files, made.made_at), (1, 1, Standing.now()));
    assert_eq!((made.bytes, made.left_out.len()), (fs::metadata(&file).unwrap().len(), 0));
    let mut held: Vec<String> = entries(&file).into_iter().map(|(name, _)| name).collect();
    held.sort();
    assert_eq!(held, [format!("files/{}/{hash}", &hash[..2]), "manifest.json".into(), "shipdesk.db".into()]);

    let root = place.path("restored");
    let report = restore(&file, &root).await.unwrap();
    assert_eq!((report.orders, report.files, report.made_at), (1, 1, made.made_at));
    let folder = Folder::open(&root, &Standing).await.unwrap();
    assert_eq!(folder.station, place.folder.station);
    assert_eq!(folder.files.get(&hash).unwrap(), b"%PDF-1.4 label");
    assert_eq!(verify(&folder).await.unwrap(), verify(&place.folder).await.unwrap());
    let mut db = folder.read().await.unwrap();
    let kept = order::by_no(&mut db, "A1001").await.unwrap().unwrap();
    assert_eq!(order::document(&mut db, kept.id).await.unwrap().0.recipient.name, "王小明");
    assert_eq!(left_behind(&place), ["backup.zip", "data", "restored"]);
}

#[tokio::test]
async fn a_backup_of_a_folder_in_use_holds_what_was_committed() {
    let place = Place::new().await;
    fill(&place).await;
    let mut tx = place.tx().await;
    place.order(&mut tx, "A1002").await;
    let file = place.path("backup.zip");
    assert_eq!(create(&place.folder, &file, &Standing).await.unwrap().orders, 1);
    tx.commit().await.unwrap();
    assert_eq!(
        create(&place.folder, &file, &Standing).await.unwrap().orders,
        2,
        "an older backup is replaced"
    );
}

#[tokio::test]
async fn a_damaged_file_is_left_out_and_named() {
    let place = Place::new().await;
    let hash = fill(&place).await;
    fs::write(place.folder.files.path(&hash), "something else").unwrap();
    let file = place.path("backup.zip");
    let made = create(&place.folder, &file, &Standing).await.unwrap();
    assert_eq!((made.files, made.left_out), (0, vec![hash.clone()]));
    let report = restore(&file, &place.path("restored")).await.unwrap();
    assert_eq!((report.files, report.left_out), (0, vec![hash]));
}

#[tokio::test]
async fn a_backup_to_nowhere_leaves_nothing() {
    let place = Place::new().await;
    let made = create(&place.folder, &place.path("data/shipdesk.db/x.zip"), &Standing).await;
    assert!(matches!(made, Err(StoreError::Folder { .. })), "{made:?}");
    assert_eq!(left_behind(&place), ["data"]);
}

#[tokio::test]
async fn a_folder_with_something_in_it_is_never_replaced() {
    let place = Place::new().await;
    let file = place.path("backup.zip");
    create(&place.folder, &file, &Standing).await.unwrap();
    let refused = restore(&file, &place.path("data")).await;
    assert!(matches!(refused, Err(StoreError::Folder { .. })), "{refused:?}");
    assert!(place.path("data/shipdesk.db").exists());
    fs::create_dir(place.path("empty")).unwrap();
    restore(&file, &place.path("empty")).await.unwrap();
    assert!(place.path("empty/shipdesk.db").exists());
}

#[tokio::test]
async fn a_backup_that_is_not_whole_is_refused_and_nothing_appears() {
    let place = Place::new().await;
    let hash = fill(&place).await;
    let file = place.path("backup.zip");
    create(&place.folder, &file, &Standing).await.unwrap();
    let label = format!("files/{}/{hash}", &hash[..2]);
    let newer = |entries: &mut Entries| change(entries, |manifest| manifest["format"] = json!(2));
    refused(&place, newer, "newer").await;
    let cases: Vec<(&str, Spoil)> = vec![
        ("no manifest", Box::new(|entries| entries.retain(|(name, _)| name != "manifest.json"))),
        ("no database", Box::new(|entries| entries.retain(|(name, _)| name != "shipdesk.db"))),
        ("no label", Box::new(|entries| entries.retain(|(name, _)| !name.starts_with("files/")))),
        ("one too many", Box::new(|entries| entries.push(("files/aa/more".to_owned(), vec![1])))),
        ("a changed label", Box::new(move |entries| find(entries, &label)[3] ^= 1)),
        ("a longer database", Box::new(|entries| find(entries, "shipdesk.db").push(0))),
        ("a manifest that is none", Box::new(|entries| find(entries, "manifest.json").truncate(40))),
        ("a way out", Box::new(|entries| smuggle(entries, "../smuggled"))),
        ("an absolute way out", Box::new(|entries| smuggle(entries, "/smuggled"))),
        ("a way out by another slash", Box::new(|entries| smuggle(entries, "files\\..\\..\\smuggled"))),
        ("a log", Box::new(|entries| smuggle(entries, "logs/today"))),
        ("a database that is none", Box::new(|entries| swap_database(entries, b"not a database"))),
        (
            "a bomb",
            Box::new(|entries| {
                change(entries, |manifest| manifest["entries"][0]["bytes"] = json!(1_u64 << 40));
            }),
        ),
    ];
    for (case, spoil) in cases {
        refused(&place, spoil, case).await;
    }
    fs::write(place.path("spoilt.zip"), &fs::read(&file).unwrap()[..200]).unwrap();
    let cut = restore(&place.path("spoilt.zip"), &place.path("restored")).await;
    assert!(matches!(cut, Err(StoreError::Damaged { .. })), "{cut:?}");
    assert!(restore(&place.path("nothing.zip"), &place.path("restored")).await.is_err());
    assert_eq!(left_behind(&place), ["backup.zip", "data", "spoilt.zip"]);
}

#[tokio::test]
async fn a_backup_of_a_newer_schema_is_refused() {
    let place = Place::new().await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 values (999, 'later', 1, x'00', 0)";
    sqlx::query(newer).execute(&mut *place.folder.read().await.unwrap()).await.unwrap();
    create(&place.folder, &place.path("backup.zip"), &Standing).await.unwrap();
    let refused = restore(&place.path("backup.zip"), &place.path("restored")).await;
    assert!(matches!(refused, Err(StoreError::Newer { found: 999, .. })), "{refused:?}");
    assert_eq!(left_behind(&place), ["backup.zip", "data"]);
}

type Entries = Vec<(String, Vec<u8>)>;
type Spoil = Box<dyn Fn(&mut Entries)>;

fn entries(path: &Path) -> Entries {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let read = |at| {
        let mut entry = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    };
    (0..ZipArchive::new(File::open(path).unwrap()).unwrap().len()).map(read).collect()
}

fn find<'a>(entries: &'a mut Entries, name: &str) -> &'a mut Vec<u8> {
    &mut entries.iter_mut().find(|(found, _)| found == name).unwrap().1
}

fn change(entries: &mut Entries, how: impl Fn(&mut Value)) {
    let text = find(entries, "manifest.json");
    let mut manifest: Value = serde_json::from_slice(text).unwrap();
    how(&mut manifest);
    *text = manifest.to_string().into_bytes();
}

/// An entry that the manifest names and describes rightly.
fn smuggle(entries: &mut Entries, name: &str) {
    entries.push((name.to_owned(), b"x".to_vec()));
    let entry = json!({ "name": name, "bytes": 1, "sha256": sha256(b"x") });
    change(entries, |manifest| manifest["entries"].as_array_mut().unwrap().push(entry.clone()));
}

fn swap_database(entries: &mut Entries, bytes: &[u8]) {
    *find(entries, "shipdesk.db") = bytes.to_vec();
    change(entries, |manifest| {
        let named = manifest["entries"].as_array_mut().unwrap();
        let database = named.iter_mut().find(|entry| entry["name"] == "shipdesk.db").unwrap();
        (database["bytes"], database["sha256"]) = (json!(bytes.len()), json!(sha256(bytes)));
    });
}

async fn refused(place: &Place, spoil: impl Fn(&mut Entries), case: &str) {
    let mut spoilt = entries(&place.path("backup.zip"));
    spoil(&mut spoilt);
    let mut zip = ZipWriter::new(File::create(place.path("spoilt.zip")).unwrap());
    for (name, bytes) in spoilt {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap();
    let done = restore(&place.path("spoilt.zip"), &place.path("restored")).await;
    match done {
        Err(StoreError::Newer { .. }) => assert_eq!(case, "newer"),
        Err(StoreError::Damaged { .. }) => assert_ne!(case, "newer"),
        other => panic!("{case}: {other:?}"),
    }
    assert_eq!(left_behind(place), ["backup.zip", "data", "spoilt.zip"], "{case}");
}

fn left_behind(place: &Place) -> Vec<String> {
    let names = fs::read_dir(place.beside.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}
