//! Parcels in lists, and finding anything.

use serde_json::json;
use shipdesk_app::documents::{FindHit, ParcelPage};
use shipdesk_core::error::ErrorCode;
use shipdesk_tests::bench::{Bench, order};

async fn list(bench: &Bench, query: Option<&str>, after: Option<&str>, limit: u32) -> ParcelPage {
    bench.desk.parcel_list(query, false, after, limit).await.unwrap().document
}

fn orders(page: &ParcelPage) -> Vec<&str> {
    page.items.iter().map(|row| row.order_no.as_deref().unwrap_or("")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn parcels_of_which_something_was_heard_last_come_first() {
    let bench = Bench::new().await;
    let mut numbers = Vec::new();
    for order_no in ["P1", "P2", "P3"] {
        bench.clock.advance(1);
        bench.order(order_no).await;
        numbers.push(bench.bought(order_no, "386").await.tracking_no.unwrap());
    }
    let all = list(&bench, None, None, 50).await;
    assert_eq!((orders(&all), all.total, all.next.as_deref()), (vec!["P3", "P2", "P1"], 3, None));
    assert_eq!((all.items[0].recipient.as_str(), all.items[0].country.as_str()), ("Pam P.", "US"));
    assert_eq!((all.items[0].fetched_at.as_deref(), all.items[0].last_text.as_str()), (None, ""));

    bench.advance(200).await;
    bench.desk.track_one(&numbers[0], true, false).await.unwrap();
    let page = list(&bench, None, None, 2).await;
    assert_eq!((orders(&page), page.total), (vec!["P1", "P3"], 3));
    let row = &page.items[0];
    assert_eq!(row.number, numbers[0]);
    assert_eq!(row.sources, ["dingcang"]);
    assert!(row.fetched_at.is_some() && !row.last_text.is_empty());
    let at = row.last_event_at.as_deref().unwrap();
    assert!(at.contains('T') && !at.ends_with('Z'), "the platform states no zone: {at}");
    let rest = list(&bench, None, page.next.as_deref(), 2).await;
    assert_eq!((orders(&rest), rest.next.as_deref()), (vec!["P2"], None));

    let wrong = bench.desk.parcel_list(None, false, Some("somewhere"), 2).await.unwrap_err();
    assert_eq!((wrong.code, wrong.fields[0].path.as_str()), (ErrorCode::InputInvalid, "after"));
}

#[tokio::test(flavor = "multi_thread")]
async fn several_numbers_that_are_pasted_find_their_parcels() {
    let bench = Bench::new().await;
    let mut numbers = Vec::new();
    for order_no in ["P1001", "P1002", "P1003"] {
        bench.order(order_no).await;
        numbers.push(bench.bought(order_no, "386").await.tracking_no.unwrap());
    }
    let found = async |query: &str| {
        let page = list(&bench, Some(query), None, 50).await;
        let mut found: Vec<String> = orders(&page).into_iter().map(str::to_owned).collect();
        found.sort();
        found
    };
    assert_eq!(found(&format!("{}, {}", numbers[0], numbers[2].to_lowercase())).await, ["P1001", "P1003"]);
    assert_eq!(found(&format!("{} NOBODY000111 P1002", numbers[0])).await, ["P1001", "P1002"]);
    let text = format!("{} NOBODY000111 P1002", numbers[0]);
    let read = bench.desk.numbers_read(&text).await.unwrap().document.rows;
    assert_eq!(read.iter().map(|row| row.known).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(found("NOBODY000111 NOBODY000222").await, Vec::<String>::new());
    // a name is no number: it is looked for as ever
    assert_eq!(found("Pam Pierson").await, ["P1001", "P1002", "P1003"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn parcels_are_found_by_number_and_by_recipient() {
    let bench = Bench::new().await;
    let mut other = order("P2");
    other["recipient"]["name"] = json!("周晓雨");
    bench.order("P1").await;
    bench.put(other).await;
    let number = bench.bought("P1", "386").await.tracking_no.unwrap();
    bench.bought("P2", "386").await;
    let found = async |query: &str| {
        let page = list(&bench, Some(query), None, 50).await;
        (page.total, orders(&page).into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    assert_eq!(found(&number.to_lowercase()).await, (1, vec!["P1".to_owned()]));
    assert_eq!(found(" 晓雨 ").await, (1, vec!["P2".to_owned()]));
    assert_eq!(found("nothing like it").await, (0, Vec::new()));
    assert!(found(&number[..4]).await.1.contains(&"P1".to_owned()));
    let row = list(&bench, Some("晓雨"), None, 50).await.items.remove(0);
    assert_eq!(row.recipient, "周**");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exact_number_is_found_first() {
    let bench = Bench::new().await;
    for order_no in ["A1", "A10", "A100", "XA1"] {
        bench.order(order_no).await;
    }
    let number = bench.bought("A10", "386").await.tracking_no.unwrap();
    let found = async |text: &str| {
        let hits = bench.desk.find_hits(text).await.unwrap().document;
        let told = |hit: FindHit| match hit {
            FindHit::Order { order } => format!("order {}", order.order_no.unwrap_or_default()),
            FindHit::Parcel { parcel } => format!("parcel {}", parcel.order_no.unwrap_or_default()),
            FindHit::ForeignOrder { order } => format!("elsewhere {}", order.order_no),
        };
        hits.into_iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(
        found("a1").await,
        ["order A1", "order A100", "order A10", "order XA1"],
        "this very order, then those that begin so, then what holds it"
    );
    assert_eq!(found(&number).await[..2], ["parcel A10", "order A10"]);
    assert_eq!(found("").await, Vec::<String>::new());
    assert_eq!(found("nothing like it").await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn parcels_are_written_into_a_file_all_of_them_or_those_that_were_chosen() {
    let bench = Bench::new().await;
    let mut numbers = Vec::new();
    for order_no in ["P1", "P2", "P3"] {
        bench.clock.advance(1);
        bench.order(order_no).await;
        numbers.push(bench.bought(order_no, "386").await.tracking_no.unwrap());
    }
    bench.advance(200).await;
    bench.desk.track_one(&numbers[0], true, false).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("parcels.csv");
    let written = async |query: Option<&str>, chosen: &[String]| {
        let written = bench.desk.parcel_export(&out, query, false, chosen).await.unwrap().document;
        let text = std::fs::read_to_string(&out).unwrap();
        let lines: Vec<String> = text.trim_start_matches('\u{FEFF}').lines().map(str::to_owned).collect();
        assert_eq!((written.parcels as usize, written.bytes as usize), (lines.len() - 1, text.len()));
        lines
    };
    let all = written(None, &[]).await;
    let status = "Number,Order,Carrier,To,Status,Status code,";
    assert!(all[0].starts_with(status), "{}", all[0]);
    let first = format!("{},P1,", numbers[0]);
    assert!(all[1].starts_with(&first) && all[1].contains(",dingcang,"), "{}", all[1]);
    assert!(all[3].starts_with(&format!("{},P2,", numbers[1])), "{}", all[3]);
    assert_eq!(written(Some("P3"), &[]).await.len(), 2);
    let pasted = format!("{} {} NOBODY0001", numbers[0], numbers[1]);
    assert_eq!(written(Some(&pasted), &[]).await.len(), 3);
    // who has chosen gets those, whatever is listed
    let chosen = written(Some("P3"), &numbers[1..2]).await;
    assert_eq!((chosen.len(), chosen[1].split(',').nth(1)), (2, Some("P2")));

    let wrong = bench.desk.parcel_export(&folder.path().join("p.txt"), None, false, &[]).await.unwrap_err();
    assert_eq!((wrong.code, wrong.fields[0].path.as_str()), (ErrorCode::InputInvalid, "file"));
}
