//! What the platform of labels may answer beside what its document shows, through the use cases.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

use serde_json::{Value, json};
use shipdesk_app::documents::OrderDocument;
use shipdesk_app::{BuyRequest, Choice, LabelExportDocument, LabelWait, ScanFormRequest};
use shipdesk_core::error::ErrorCode;
use shipdesk_core::status::OrderState;
use shipdesk_simulator::{Config, PracticeAccount};
use shipdesk_tests::bench::{Bench, by, order, two_boxes};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const LABEL: &[u8] = include_bytes!("../../src-tauri/crates/labels/tests/fixtures/label.jpg");

/// Answers by path.
type Answers = Arc<Mutex<HashMap<String, Vec<u8>>>>;

/// A platform that says what it was told to say, call by call.
struct Platform {
    server: MockServer,
    answers: Answers,
    bench: Bench,
}

impl Platform {
    async fn new() -> Self {
        let server = MockServer::start().await;
        let answers = Answers::default();
        let known = Arc::clone(&answers);
        let answer = move |asked: &Request| match known.lock().unwrap().get(asked.url.path()) {
            Some(bytes) => ResponseTemplate::new(200).set_body_bytes(bytes.clone()),
            None => ResponseTemplate::new(404),
        };
        Mock::given(any()).respond_with(answer).mount(&server).await;
        let here = |account: PracticeAccount| {
            let base_url = format!("{}/api", server.uri());
            (account.provider == "dingcang").then_some(PracticeAccount { base_url, ..account })
        };
        let bench = Bench::of_accounts(Config::default(), here).await;
        let platform = Self { server, answers, bench };
        platform.says("channel", &json!([{"channelid": "386", "channelname": "Ground"}]));
        platform.says("interface.api", &json!({"result": [{"code": 200}]}));
        platform.has("/label", LABEL);
        platform
    }

    /// From now on a call is answered so.
    fn says(&self, call: &str, answer: &Value) {
        self.has(&format!("/api/{call}.php"), answer.to_string().as_bytes());
    }

    /// From now on this stands at a path.
    fn has(&self, path: &str, bytes: &[u8]) {
        self.answers.lock().unwrap().insert(path.to_owned(), bytes.to_vec());
    }

    /// How often a call was made.
    async fn calls(&self, call: &str) -> usize {
        let script = format!("/api/{call}.php");
        let asked = self.server.received_requests().await.unwrap();
        asked.iter().filter(|asked| asked.url.path() == script).count()
    }

    fn link(&self) -> String {
        format!("{}/label", self.server.uri())
    }

    /// Creates an order, without a look at its label.
    async fn created(&self, document: Value) -> String {
        let order_no = document["order_no"].as_str().unwrap().to_owned();
        self.bench.put(document).await;
        let request = BuyRequest { labels: LabelWait::Not, ..by("386") };
        let bought = self.bench.desk.buy(std::slice::from_ref(&order_no), request).await;
        assert_eq!(self.bench.over(bought).1.state, Some(OrderState::Submitted));
        order_no
    }

    async fn exported(&self, order_nos: &[&str]) -> (u8, LabelExportDocument) {
        let order_nos: Vec<String> = order_nos.iter().map(|&order_no| order_no.to_owned()).collect();
        let out = self.bench.folder.path().join("out.pdf");
        let answer = self.bench.desk.label_export(&order_nos, &out, "as-is").await.unwrap();
        (answer.exit, answer.document)
    }

    async fn fetched(&self, order_nos: &[&str]) -> (u8, OrderDocument) {
        let order_nos: Vec<String> = order_nos.iter().map(|&order_no| order_no.to_owned()).collect();
        self.bench.over(self.bench.desk.label_fetch(&order_nos).await)
    }
}

fn labels_of(order: &OrderDocument) -> Vec<Option<&str>> {
    order.labels.iter().map(|label| label.box_no.as_deref()).collect()
}

fn numbers_of(order: &OrderDocument) -> Vec<Option<&str>> {
    order.boxes.iter().map(|carton| carton.tracking_no.as_deref()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_has_its_labels_once_every_box_has() {
    let platform = Platform::new().await;
    let link = platform.link();
    let order_no = platform.created(two_boxes("B1")).await;
    let answer = |late: &str| {
        json!([{"code": 200, "orderid": "B1", "label_url": link, "trackingno": "N1", "trackingnolist": [
            {"boxno": "BOX1", "trackingno": "N1", "pdf": link, "label_png": ""},
            {"boxno": "Box2", "trackingno": "N2", "pdf": "", "label_png": late},
        ]}])
    };
    platform.says("multifetchlabels", &answer(""));
    let (exit, early) = platform.fetched(&[&order_no]).await;
    assert_eq!((exit, early.state), (4, Some(OrderState::Submitted)), "the second label is late");
    assert_eq!(early.last_error.as_ref().map(|error| error.code), Some(ErrorCode::LabelNotReady));
    assert_eq!(numbers_of(&early), [Some("N1"), Some("N2")]);
    assert_eq!(labels_of(&early), [None], "the one that may be for both is in force until each has its own");
    let (exit, exported) = platform.exported(&[&order_no]).await;
    assert_eq!((exit, exported.labels.len()), (6, 1));
    assert_eq!(exported.left_out[0].error.code, ErrorCode::LabelNotReady);

    // a file that is not there yet, and one that nobody can get
    for (late, code) in [
        (format!("{link}-2"), ErrorCode::LabelNotReady),
        ("/labels/B1-2.pdf".to_owned(), ErrorCode::LinkRefused),
    ] {
        platform.says("multifetchlabels", &answer(&late));
        let (exit, one) = platform.fetched(&[&order_no]).await;
        assert_eq!((exit, one.state), (4, Some(OrderState::Submitted)), "{late}");
        assert_eq!(one.last_error.as_ref().map(|error| error.code), Some(code), "{late}");
    }

    platform.says("multifetchlabels", &answer(&link));
    let (exit, whole) = platform.fetched(&[&order_no]).await;
    assert_eq!((exit, whole.state), (0, Some(OrderState::Labelled)));
    assert_eq!(labels_of(&whole), [Some("box1"), Some("box2")]);

    platform.says("multifetchlabels", &answer(""));
    let (_, later) = platform.fetched(&[&order_no]).await;
    assert_eq!(labels_of(&later), [Some("box1"), Some("box2")], "what was here stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_of_boxes_stay_where_an_answer_names_no_box() {
    let platform = Platform::new().await;
    let link = platform.link();
    let order_no = platform.created(two_boxes("B1")).await;
    let answer = |number: &str, list: Value| json!([{"code": 200, "orderid": "B1", "label_url": link, "trackingno": number, "trackingnolist": list}]);
    let boxes = json!([
        {"boxno": "box1", "trackingno": "N1", "pdf": link},
        {"boxno": "box2", "trackingno": "N2", "pdf": link},
    ]);
    platform.says("multifetchlabels", &answer("N1", boxes));
    assert_eq!(platform.fetched(&[&order_no]).await.0, 0);
    for bare in [json!([]), Value::Null] {
        platform.says("multifetchlabels", &answer("N1", bare));
        let (exit, order) = platform.fetched(&[&order_no]).await;
        assert_eq!((exit, order.state), (4, Some(OrderState::Labelled)));
        assert_eq!(labels_of(&order), [Some("box1"), Some("box2")], "one page is not two boxes' labels");
        assert_eq!(platform.exported(&[&order_no]).await.1.labels.len(), 2);
    }
    platform.says("multifetchlabels", &answer("N9", json!([])));
    let (exit, order) = platform.fetched(&[&order_no]).await;
    assert_eq!((exit, order.tracking_no.as_deref()), (0, Some("N9")));
    assert_eq!(labels_of(&order), [None], "labels of a number that is no longer true go");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_order_tells_of_a_call_over_several() {
    let platform = Platform::new().await;
    let link = platform.link();
    let order_nos = [platform.created(order("A1")).await, platform.created(order("A2")).await];
    let answer =
        |order_no: &str| json!({"code": 200, "orderid": order_no, "label_url": link, "trackingno": "N1"});
    platform.says("multifetchlabels", &json!([answer("A1"), answer("A2")]));
    let results = platform.bench.desk.label_fetch(&order_nos).await.unwrap().document.results;
    assert_eq!(platform.calls("multifetchlabels").await, 1);
    for order in results {
        let told: Vec<_> = order
            .attempts
            .iter()
            .map(|attempt| (attempt.action.as_str(), attempt.outcome.as_str()))
            .collect();
        assert_eq!(told, [("labels", "done"), ("create", "done")], "{:?}", order.order_no);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn boxes_that_are_not_named_are_taken_in_order() {
    let platform = Platform::new().await;
    let link = platform.link();
    let order_no = platform.created(two_boxes("B1")).await;
    let list =
        json!([{"boxno": null, "trackingno": "N1", "pdf": link}, {"trackingno": 22, "label_png": link}]);
    let answer = json!([{"code": 200, "orderid": "B1", "trackingno": "N1", "trackingnolist": list}]);
    platform.says("multifetchlabels", &answer);
    let (exit, order) = platform.fetched(&[&order_no]).await;
    assert_eq!((exit, order.state), (0, Some(OrderState::Labelled)));
    assert_eq!(numbers_of(&order), [Some("N1"), Some("22")]);
    assert_eq!(labels_of(&order), [Some("box1"), Some("box2")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_box_has_one_label_whichever_call_it_came_by() {
    let platform = Platform::new().await;
    let link = platform.link();
    platform.created(order("A1")).await;
    platform.created(order("A2")).await;
    let one = json!({"label_url": link, "trackingno": "N1"});
    let one = json!({"result": [{"code": 200, "orderid": "A1", "msg": {"result": one}}]});
    platform.says("fetchlabel", &one);
    let list = json!([{"boxno": "box1", "trackingno": "N1", "pdf": link}]);
    let many = json!([{"code": 200, "orderid": "A1", "label_url": link, "trackingno": "N1", "trackingnolist": list}]);
    platform.says("multifetchlabels", &many);
    for (order_nos, expected) in
        [(&["A1"][..], None), (&["A1", "A2"], Some("box1")), (&["A1"], None), (&["A1", "A2"], Some("box1"))]
    {
        let (_, order) = platform.fetched(order_nos).await;
        assert_eq!(labels_of(&order), [expected], "{order_nos:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_form_is_made_once_and_its_file_fetched_until_it_is_here() {
    let platform = Platform::new().await;
    let one = json!({"label_url": platform.link(), "trackingno": "N1"});
    platform.says("fetchlabel", &json!({"result": [{"code": 200, "orderid": "A1", "msg": {"result": one}}]}));
    platform.bench.put(order("A1")).await;
    platform.bench.bought("A1", "386").await;
    platform.says("scanform", &json!({"code": "200", "sfurl": format!("{}/form", platform.server.uri())}));
    let out = tempfile::tempdir().unwrap();
    let request = ScanFormRequest {
        account: "dingcang".into(),
        channel: "386".into(),
        address_id: "93".into(),
        order_nos: vec!["A1".into()],
        out: Some(out.path().join("form.jpg")),
        ..ScanFormRequest::default()
    };
    let made = platform.bench.desk.scan_form(request.clone()).await.unwrap();
    let error = made.document.error.unwrap();
    assert_eq!((made.exit, made.document.state.as_str(), error.code), (4, "done", ErrorCode::ScanFormFile));
    assert_eq!(
        error.message,
        "The scan form is made, but its file could not be had (the link answers HTTP 404)."
    );

    platform.has("/form", LABEL);
    let later = platform.bench.desk.scan_form(request.clone()).await.unwrap();
    assert_eq!(
        (later.exit, later.document.state.as_str(), later.document.error.is_none()),
        (0, "done", true)
    );
    assert_eq!((later.document.id, later.document.made_at), (made.document.id, made.document.made_at));
    assert_eq!((later.document.members.len(), later.document.left_out.len()), (1, 0));
    assert_eq!(std::fs::read(out.path().join("form.jpg")).unwrap(), LABEL);

    let again = platform.bench.desk.scan_form(request).await.unwrap();
    assert_eq!((again.exit, again.document.left_out[0].reason), (2, "in_form"));
    assert_eq!(platform.calls("scanform").await, 1, "its parcels are handed in once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_that_is_damaged_here_holds_no_other_and_is_fetched_again() {
    let platform = Platform::new().await;
    platform.has("/other", include_bytes!("../../src-tauri/crates/labels/tests/fixtures/label.pdf"));
    for (order_no, at) in [("A1", "label"), ("A2", "other")] {
        let one = json!({"label_url": format!("{}/{at}", platform.server.uri()), "trackingno": order_no});
        let one = json!({"result": [{"code": 200, "orderid": order_no, "msg": {"result": one}}]});
        platform.says("fetchlabel", &one);
        platform.bench.put(order(order_no)).await;
        let sha256 = platform.bench.bought(order_no, "386").await.labels[0].sha256.clone();
        let file = platform.bench.folder.path().join("files").join(&sha256[..2]).join(&sha256);
        if order_no == "A2" {
            std::fs::write(file, b"%PDF-").unwrap();
        }
    }
    let (exit, exported) = platform.exported(&["A1", "A2"]).await;
    assert_eq!((exit, exported.labels.len()), (6, 1));
    assert_eq!(exported.left_out[0].error.code, ErrorCode::StoreDamaged);
    assert_eq!(exported.left_out[0].order_no, "A2");
    assert_eq!(platform.fetched(&["A2"]).await.0, 0);
    assert_eq!(platform.exported(&["A1", "A2"]).await.1.labels.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_costs_nothing_is_shown_and_never_chosen_by_itself() {
    let platform = Platform::new().await;
    let order_no = platform.bench.order("A1").await;
    let request = || BuyRequest { choice: Choice::Cheapest, ..by("") };
    platform.says("getprice", &json!({"result": [{"code": 200, "orderid": "A1", "post_fee": 0}]}));
    let free = platform.bench.desk.buy(std::slice::from_ref(&order_no), request()).await;
    let (exit, free) = platform.bench.over(free);
    assert_eq!((exit, free.state, free.purchases.len()), (2, Some(OrderState::Ready), 0));
    platform.says("getprice", &json!({"result": [{"code": 200, "orderid": "A1", "post_fee": "0.01"}]}));
    let bought = platform.bench.desk.buy(std::slice::from_ref(&order_no), request()).await;
    assert_eq!(platform.bench.over(bought).1.channel_id.as_deref(), Some("386"));
}
