//! Search: whatever part of an order somebody remembers finds it, and no query is ever an error.

use crate::place::Place;
use proptest::prelude::*;
use shipdesk_store::Db;
use shipdesk_store::search::{self, Pieces, folded, matches};
use sqlx::{Connection as _, Row as _};

const TEXTS: [&str; 4] = [
    "A1001\nshop 77\n王小明\n13800138000\nxiaoming@example.com\n深圳\n518000\n衣服\nclothes",
    "A1002\n陳大文\nＡＢＣ Trading Co.\n+49 (0)170 555-0199\nKöln",
    "B-2003\nJosé Ñandú\n0800 7700\nSão Paulo\nstraße 5",
    "C3\n김민수\n서울\n東京都\nさくら\n𠮷野",
];

/// The places of orders that may match, newest first.
async fn candidates(db: &mut Db, query: &str, limit: i64) -> Vec<i64> {
    let rows = match search::expression(query) {
        Some(all) if all.is_empty() => sqlx::query("select rowid from search order by rowid desc limit ?"),
        Some(pieces) => {
            sqlx::query("select rowid from search where search match ? order by rowid desc limit ?")
                .bind(pieces)
        }
        None => return Vec::new(),
    };
    rows.bind(limit).fetch_all(db).await.unwrap().iter().map(|row| row.get("rowid")).collect()
}

async fn find(db: &mut Db, query: &str) -> Vec<i64> {
    let candidates = candidates(db, query, 500).await;
    let text = |seq: &i64| TEXTS[usize::try_from(*seq).unwrap() - 1];
    candidates.into_iter().filter(|seq| matches(&folded(text(seq)), query)).collect()
}

async fn filled() -> Db {
    let mut db = Db::connect("sqlite::memory:").await.unwrap();
    let schema = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/0001_workstation.sql"));
    let table = &schema[schema.find("create virtual table search").unwrap()..];
    sqlx::query(sqlx::AssertSqlSafe(table.to_owned())).execute(&mut db).await.unwrap();
    let pieces: Vec<_> = (1..).zip(TEXTS[..2].iter().map(|text| Pieces::of(text))).collect();
    search::index_many(&mut db, &pieces).await.unwrap();
    for (seq, text) in (3..).zip(&TEXTS[2..]) {
        search::index(&mut db, seq, text).await.unwrap();
    }
    db
}

#[tokio::test]
async fn any_part_finds_an_order() {
    let db = &mut filled().await;
    let cases: &[(&str, &[i64])] = &[
        ("a1001", &[1]),
        ("A100", &[2, 1]),
        ("00", &[3, 2, 1]),
        ("8000", &[1]),
        ("0138", &[1]),
        ("138 0013 8000", &[1]),
        ("138-0013-8000", &[1]),
        ("王小明", &[1]),
        ("王 明", &[1]),
        ("小明", &[1]),
        ("明", &[1]),
        ("深圳 王小明 77", &[1]),
        ("深圳 陈", &[]),
        ("陈大文", &[2]),
        ("陳大", &[2]),
        ("abc trading", &[2]),
        ("ａｂｃ", &[2]),
        ("koln", &[2]),
        ("KÖLN", &[2]),
        ("5550199", &[2]),
        ("0199", &[2]),
        ("b2003", &[3]),
        ("jose", &[3]),
        ("NANDU", &[3]),
        ("strasse", &[3]),
        ("ß", &[3]),
        ("김민", &[4]),
        ("민수", &[4]),
        ("东京", &[4]),
        ("サクラ", &[]),
        ("くら", &[4]),
        ("𠮷野", &[4]),
        ("𠮷", &[4]),
        ("c3", &[4]),
        ("c", &[4, 2, 1]),
        ("明王", &[]),
        ("1100", &[]),
        ("77王", &[]),
        ("", &[]),
        (" -* \" ", &[]),
    ];
    for (query, expected) in cases {
        assert_eq!(find(db, query).await, *expected, "{query}");
    }
}

#[tokio::test]
async fn an_order_is_found_by_its_newest_text_alone_and_not_at_all_once_forgotten() {
    let db = &mut filled().await;
    search::index(db, 1, "李雷").await.unwrap();
    assert_eq!(candidates(db, "王小明", 9).await, [] as [i64; 0]);
    assert_eq!(candidates(db, "李雷", 9).await, [1]);
    search::forget(db, 1).await.unwrap();
    assert_eq!(candidates(db, "李雷", 9).await, [] as [i64; 0]);
}

#[tokio::test]
async fn what_was_forgotten_is_gone_from_the_disk() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    place.order(&mut tx, "A1").await;
    search::index(&mut tx, 77, "Quetzalcoatl 欧阳").await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = place.tx().await;
    search::forget(&mut tx, 77).await.unwrap();
    search::purge(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(candidates(&mut place.folder.read().await.unwrap(), "小明", 9).await.len(), 1);
    place.folder.close().await;
    let bytes = std::fs::read(place.path("data/shipdesk.db")).unwrap();
    for piece in ["uet", "etz", "欧阳"] {
        assert!(!bytes.windows(piece.len()).any(|part| part == piece.as_bytes()), "{piece}");
    }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_query_is_an_error(queries in proptest::collection::vec(any::<String>(), 40), tricky in "[\"'*^:+()\\-{}a王 \u{0}]{0,40}") {
        run(async {
            let db = &mut filled().await;
            for query in queries.iter().chain([&tricky]) {
                find(db, query).await;
            }
        });
    }

    #[test]
    fn every_part_of_two_characters_is_found(text in "[a-zA-Z0-9é陳王小明深圳가ß½Ⅷｶﾞ \\-\n]{2,40}", from in any::<prop::sample::Index>(), length in 1_usize..9) {
        let characters: Vec<char> = text.chars().collect();
        let from = from.index(characters.len());
        let part: String = characters[from..].iter().take(length).collect();
        let asked = part.lines().next().unwrap_or_default();
        prop_assume!(!folded(asked).is_empty());
        prop_assert!(matches(&folded(&text), asked), "{text:?} {asked:?}");
        let found = run(async {
            let db = &mut filled().await;
            search::index(db, 1_000_000, &text).await.unwrap();
            candidates(db, asked, 1).await
        });
        prop_assert_eq!(found, [1_000_000]);
    }
}

#[tokio::test]
async fn a_very_long_query_is_answered() {
    let db = &mut filled().await;
    let long: String = (0x4E00..0x9000).filter_map(char::from_u32).collect();
    assert_eq!(find(db, &long).await, [] as [i64; 0]);
    assert_eq!(find(db, &"王小明 ".repeat(5000)).await, [1]);
    let row = sqlx::query("select count(*) from search").fetch_one(db).await.unwrap();
    assert_eq!(row.get::<i64, _>(0), 4);
}
