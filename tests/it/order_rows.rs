//! Orders as the window lists them: what is to be done, page by page; files before they are taken in; the practice folder.
#![cfg(test)]

use serde_json::json;
use shipdesk_app::documents::{OrderListRequest, OrderPage, OrderRow, OrderSort, OrderView, RowOutcome};
use shipdesk_app::{OnDuplicate, QuoteRequest};
use shipdesk_core::status::OrderState;
use shipdesk_tests::bench::{Bench, order};
use std::collections::HashMap;

fn request(view: OrderView) -> OrderListRequest {
    OrderListRequest {
        view,
        states: Vec::new(),
        batch: None,
        query: None,
        sort: OrderSort::Newest,
        limit: 0,
        after: None,
    }
}

async fn page(bench: &Bench, request: OrderListRequest) -> OrderPage {
    bench.desk.order_rows(request).await.unwrap().document
}

fn numbers(page: &OrderPage) -> Vec<&str> {
    page.items.iter().map(|row| row.order_no.as_deref().unwrap_or("-")).collect()
}

fn row<'a>(page: &'a OrderPage, number: &str) -> &'a OrderRow {
    page.items.iter().find(|row| row.order_no.as_deref() == Some(number)).unwrap()
}

/// Eight orders: A1 and A7 are ready, A2 is bought, A3 cancelled, A4 refused, A5 unknown, A6 priced, A8 a draft.
async fn eight() -> Bench {
    let bench = Bench::new().await;
    for number in 1..=7 {
        bench.order(&format!("A{number}")).await;
        bench.clock.advance(1);
    }
    bench.bought("A2", "386").await;
    bench.bought("A3", "386").await;
    bench.desk.cancel(&["A3".into()]).await.unwrap();
    bench.fault("refused", "interface.api.php", 1).await;
    bench.buy("A4", "386").await;
    bench.fault("page-500", "interface.api.php", 1).await;
    bench.buy("A5", "386").await;
    bench.desk.quote(&["A6".into()], QuoteRequest::default()).await.unwrap();
    let mut draft = order("A8");
    draft["recipient"]["name"] = "周晓雨".into();
    draft["recipient"]["postcode"] = "".into();
    draft["boxes"][0]["weight_kg"] = "".into();
    bench.put(draft).await;
    bench
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_says_how_far_its_order_is() {
    let bench = eight().await;
    let counts = bench.desk.order_counts(None).await.unwrap().document;
    let seen = (counts.today, counts.failed, counts.unknown, counts.unprinted, counts.all);
    assert_eq!(seen, (8, 1, 1, 1, 8));
    let all = page(&bench, request(OrderView::All)).await;
    assert_eq!(numbers(&all), ["A8", "A7", "A6", "A5", "A4", "A3", "A2", "A1"]);
    let progress = |number: &str| serde_json::to_value(&row(&all, number).progress).unwrap();
    let kinds: Vec<String> =
        (1..=8).map(|number| progress(&format!("A{number}"))["kind"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["none", "unprinted", "refund", "error", "lost", "quoted", "none", "missing"]);
    assert_eq!(
        (&progress("A8")["issue"]["path"], &progress("A8")["more"]),
        (&"recipient.postcode".into(), &1.into())
    );
    assert!(progress("A6")["channels"].as_u64() > Some(2));
    assert!(progress("A5")["asked_again_at"].is_null());
    assert_eq!(progress("A4")["error"]["code"], "purchase.refused");
    let recipients = (row(&all, "A8").recipient.as_str(), row(&all, "A7").recipient.as_str());
    assert_eq!(recipients, ("周**", "Pam P."));
    let bought = row(&all, "A2");
    assert_eq!((bought.charged, bought.price.as_ref().unwrap().currency.as_str()), (true, "CNY"));
    assert_eq!((bought.account.as_deref(), bought.channel_id.as_deref()), (Some("dingcang"), Some("386")));
    let shown = bench.desk.order_one("A2").await.unwrap().document;
    assert_eq!(
        (bought.channel_name.as_deref(), &shown.channel_name),
        (Some("FEDEX_GROUND"), &bought.channel_name)
    );
    assert!(bought.tracking_no.is_some());
    let priced = |number: &str| (row(&all, number).charged, row(&all, number).price.is_some());
    assert_eq!((priced("A6"), priced("A7")), ((false, true), (false, false)));

    bench.clock.advance(31);
    bench.fault("page-500", "fetchlabel.php", 1).await;
    bench.reconcile("A5").await;
    let all = page(&bench, request(OrderView::Unknown)).await;
    let lost = serde_json::to_value(&row(&all, "A5").progress).unwrap();
    assert!(lost["asked_again_at"].is_string(), "{lost}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_without_a_gap() {
    let bench = eight().await;
    let all = page(&bench, request(OrderView::All)).await;
    let newest: Vec<String> = all.items.iter().map(|row| row.id.clone()).collect();
    let oldest: Vec<String> = newest.iter().rev().cloned().collect();
    for (sort, wanted) in [(OrderSort::Newest, newest), (OrderSort::Oldest, oldest)] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let part =
                page(&bench, OrderListRequest { sort, limit: 3, after, ..request(OrderView::All) }).await;
            assert_eq!(part.total, 8);
            seen.extend(part.items.into_iter().map(|row| row.id));
            after = part.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, wanted);
    }
    // an order that changes comes first where the last change counts
    bench.clock.advance(60);
    bench.bought("A1", "386").await;
    let updated = OrderListRequest { sort: OrderSort::Updated, ..request(OrderView::Today) };
    let first = page(&bench, OrderListRequest { limit: 2, ..updated.clone() }).await;
    assert_eq!(numbers(&first)[0], "A1");
    let rest = page(&bench, OrderListRequest { after: first.next, ..updated.clone() }).await;
    assert_eq!((rest.items.len(), rest.total), (6, 8));
    let foreign = OrderListRequest { after: Some("12".into()), ..updated };
    assert_eq!(bench.desk.order_rows(foreign).await.unwrap_err().code.as_str(), "input.invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_narrowed_by_state_text_and_day() {
    let bench = eight().await;
    let all = page(&bench, request(OrderView::All)).await;
    let states = vec![OrderState::Ready, OrderState::Draft, OrderState::Ready];
    let resting = page(&bench, OrderListRequest { states, ..request(OrderView::Today) }).await;
    assert_eq!((numbers(&resting), resting.total), (vec!["A8", "A7", "A6", "A1"], 4));
    let searched = |query: &str, sort, limit| OrderListRequest {
        query: Some(query.into()),
        sort,
        limit,
        ..request(OrderView::All)
    };
    let found = page(&bench, searched("周晓", OrderSort::Newest, 0)).await;
    assert_eq!((numbers(&found), found.total), (vec!["A8"], 1));
    let found = page(&bench, searched("pierson", OrderSort::Oldest, 2)).await;
    assert_eq!((numbers(&found), found.total), (vec!["A1", "A2"], 7));
    let next = OrderListRequest { after: found.next, ..searched("pierson", OrderSort::Oldest, 2) };
    assert_eq!(numbers(&page(&bench, next).await), ["A3", "A4"]);
    let query = row(&all, "A2").tracking_no.clone().unwrap();
    assert_eq!(numbers(&page(&bench, searched(&query, OrderSort::Newest, 0)).await), ["A2"]);
    let counts = bench.desk.order_counts(Some("pierson")).await.unwrap().document;
    assert_eq!((counts.today, counts.failed, counts.unknown, counts.unprinted, counts.all), (7, 1, 1, 1, 7));

    // two days later, what was cancelled is no work any more; everything else still waits for somebody
    bench.clock.advance(2 * 86_400);
    let today = page(&bench, request(OrderView::Today)).await;
    assert_eq!((numbers(&today), today.total), (vec!["A8", "A7", "A6", "A5", "A4", "A2", "A1"], 7));
}

/// The rows of an exported file by the heads of its columns; none of these tests has a comma in a cell.
fn rows_of(csv: &str) -> Vec<HashMap<&str, &str>> {
    let mut lines = csv.strip_prefix('\u{FEFF}').unwrap().lines().map(|line| line.split(','));
    let heads: Vec<&str> = lines.next().unwrap().collect();
    lines.map(|line| heads.iter().copied().zip(line).collect()).collect()
}

fn column(csv: &str, head: &str) -> Vec<String> {
    rows_of(csv).iter().map(|row| row[head].to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_written_into_a_file_all_that_are_listed_or_those_that_were_chosen() {
    let bench = eight().await;
    let out = bench.folder.path().join("orders.csv");
    let written = async |request: OrderListRequest, ids: &[String]| {
        let written = bench.desk.order_export(&out, &request, ids).await.unwrap().document;
        let csv = std::fs::read_to_string(&out).unwrap();
        assert_eq!((written.orders as usize, written.bytes as usize), (csv.lines().count() - 1, csv.len()));
        csv
    };
    let numbers = async |request, ids: &[String]| column(&written(request, ids).await, "order_no");
    let all = written(request(OrderView::All), &[]).await;
    assert_eq!(column(&all, "order_no"), ["A8", "A7", "A6", "A5", "A4", "A3", "A2", "A1"]);
    let listed = page(&bench, request(OrderView::All)).await;
    let (a2, told) = (&rows_of(&all)[6], row(&listed, "A2"));
    let heads = ["order_state", "recipient_name", "account", "channel_id", "charged_currency"];
    assert_eq!(heads.map(|head| a2[head]), ["labelled", "Pam Pierson", "dingcang", "386", "CNY"]);
    assert_eq!(Some(a2["tracking_no"]), told.tracking_no.as_deref());
    assert_eq!(a2["charged_total"], told.price.as_ref().unwrap().amount);
    assert_eq!(rows_of(&all)[7]["charged_total"], "");

    // the view, the states, what is looked for and which come first are those of the list; a page of it is no end
    assert_eq!(numbers(request(OrderView::Failed), &[]).await, ["A4"]);
    let states = vec![OrderState::Ready, OrderState::Draft];
    let oldest = OrderListRequest { states, sort: OrderSort::Oldest, limit: 1, ..request(OrderView::Today) };
    assert_eq!(numbers(oldest.clone(), &[]).await, ["A1", "A6", "A7", "A8"]);
    let searched = OrderListRequest { query: Some(" pierson ".into()), ..oldest };
    assert_eq!(numbers(searched.clone(), &[]).await, ["A1", "A6", "A7"]);
    bench.clock.advance(60);
    bench.bought("A6", "386").await;
    let changed = OrderListRequest { sort: OrderSort::Updated, ..request(OrderView::All) };
    assert_eq!(numbers(changed.clone(), &[]).await[0], "A6");

    // who has chosen gets those, whatever is listed, as the list would have them
    let ids = ["A2", "A8", "A6"].map(|number| row(&listed, number).id.clone());
    assert_eq!(numbers(searched, &ids).await, ["A2", "A6", "A8"]);
    assert_eq!(numbers(changed, &ids).await, ["A6", "A8", "A2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_shown_before_it_is_taken_in() {
    let bench = Bench::new().await;
    bench.order("A2").await;
    let file = bench.folder.path().join("orders.csv");
    std::fs::write(
        &file,
        "order_no,收件人姓名,收件人电话,地址1,城市,州,邮编,国家,重量(kg),mystery\n\
         A1,Pam Pierson,2075550129,27 Sample Road,Berwick,ME,03901,US,0.25,x\n\
         A2,Jordan Lake,5035550188,410 Invented Ave,Portland,OR,97205,US,1.2,x\n\
         A3,Alex Moor,2055550123,3 Fiction Lane,Leeds,,LS1 4AB,Mars,heavy,x\n",
    )
    .unwrap();
    let shown = bench.desk.import_preview(&file).await.unwrap().document;
    assert_eq!(
        (shown.source.as_str(), shown.orders, shown.good, shown.wrong, shown.duplicates),
        ("orders.csv", 3, 1, 1, 1)
    );
    let outcomes: Vec<RowOutcome> = shown.rows.iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [RowOutcome::Good, RowOutcome::Skipped, RowOutcome::Wrong]);
    assert_eq!(
        (shown.columns[6].field.as_deref(), shown.columns[9].field.as_deref()),
        (Some("recipient_postcode"), None)
    );
    assert_eq!((shown.rows[2].line, shown.rows[2].issues.len()), (4, 2), "{:?}", shown.rows[2].issues);
    assert_eq!(shown.rows[2].error.as_ref().unwrap().code.as_str(), "input.invalid");
    assert_eq!(shown.rows[0].issues[0].path, "sender.name", "it comes in as a draft, and says what it lacks");
    assert_eq!(bench.desk.order_counts(None).await.unwrap().document.all, 1, "nothing was stored");

    let taken = bench.desk.import_run(&file, OnDuplicate::Update).await.unwrap().document;
    let outcomes: Vec<RowOutcome> = taken.rows.iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [RowOutcome::Good, RowOutcome::Updated, RowOutcome::Wrong]);
    let counts = bench.desk.order_counts(None).await.unwrap().document;
    assert_eq!((counts.all, counts.batches.len(), counts.batches[0].orders), (2, 1, 1));
    let batch = OrderListRequest { batch: Some(counts.batches[0].id.clone()), ..request(OrderView::Today) };
    let found = page(&bench, batch).await;
    assert_eq!((numbers(&found), found.total), (vec!["A1"], 1));
    assert_eq!(found.items[0].batch, Some(counts.batches[0].id.clone()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_folder_has_everything_to_begin_with() {
    let folder = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::default();
    let desk = shipdesk_tests::bench::open(folder.path(), &[], &clock).await;
    let made = shipdesk_app::practice::demo(&desk, &[]).await.unwrap().document;
    assert_eq!(made.orders.len(), 12);
    let all = desk.order_rows(request(OrderView::Today)).await.unwrap().document;
    let drafts: Vec<&str> = all
        .items
        .iter()
        .filter(|row| row.state == OrderState::Draft)
        .filter_map(|row| row.order_no.as_deref())
        .collect();
    assert_eq!(drafts, ["A1012", "A1007"]);
    assert_eq!(all.items.iter().filter(|row| row.battery).count(), 3);
    let countries: std::collections::BTreeSet<&str> =
        all.items.iter().map(|row| row.country.as_str()).collect();
    assert_eq!(countries.into_iter().collect::<Vec<_>>(), ["DE", "GB", "JP", "TW", "US"]);
    assert_eq!(desk.sender_list().await.unwrap().document.len(), 2);
    assert_eq!(desk.box_preset_list().await.unwrap().document.len(), 4);
    assert_eq!(desk.product_find("lamp").await.unwrap().document.len(), 3);
    let draft = desk.order_form(&all.items[0].id).await.unwrap().document;
    assert_eq!(draft.form.order_no, "A1012");
    let hints: Vec<&str> = draft.hints.iter().map(|hint| hint.path.as_str()).collect();
    assert_eq!(hints, ["recipient.postcode", "boxes[0].items[0].hs_code"]);
    assert_eq!(desk.order_new().await.unwrap().document.form.order_no, "A1013");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_opens_with_the_list_that_it_showed_last() {
    let bench = eight().await;
    let first = OrderListRequest { limit: 2, ..request(OrderView::Failed) };
    let first = serde_json::to_value(first).unwrap();
    let noted = json!({"place": "/orders", "orders.first": first.to_string()}).to_string();
    bench.desk.remember("window.session", Some(&noted)).await.unwrap();
    let opening = bench.desk.opening().await.unwrap().document;
    assert_eq!(opening.desk.session, Some(noted));
    assert_eq!((opening.counts.all, opening.counts.failed), (8, 1));
    let status = bench.desk.desk_status().await.unwrap().document;
    assert!(!status.accounts.is_empty());
    assert_eq!(
        serde_json::to_value(opening.status.accounts).unwrap(),
        serde_json::to_value(status.accounts).unwrap()
    );
    let orders = opening.orders.unwrap();
    assert_eq!(serde_json::to_value(orders.request).unwrap(), first);
    assert_eq!((numbers(&orders.page), orders.page.total), (vec!["A4"], 1));
    for unreadable in ["", "{}", "[]", r#"{"orders.first":7}"#, r#"{"orders.first":"{\"view\":\"gone\"}"}"#] {
        bench.desk.remember("window.session", Some(unreadable)).await.unwrap();
        assert!(bench.desk.opening().await.unwrap().document.orders.is_none(), "{unreadable}");
    }
}
