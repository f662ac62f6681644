//! The end of a day: what can be handed over, what was, what stays out, and that nothing is handed over twice.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test ends where something is not as it must be"
)]

use futures::future::join_all;
use serde_json::json;
use shipdesk_app::documents::{HandOverDocument, HandOverGroup};
use shipdesk_app::{ScanFormDocument, ScanFormRequest};
use shipdesk_core::error::ErrorCode;
use shipdesk_tests::bench::{Bench, open, two_boxes};

const CALL: &str = "scanform.php";
/// A channel that makes scan forms, and one that does not.
const FORMS: &str = "422";
const NO_FORMS: &str = "386";

fn over(channel: &str) -> ScanFormRequest {
    ScanFormRequest {
        account: "dingcang".into(),
        channel: channel.into(),
        address_id: "93".into(),
        ..ScanFormRequest::default()
    }
}

async fn make(bench: &Bench, request: ScanFormRequest) -> (u8, ScanFormDocument) {
    let answer = bench.desk.scan_form(request).await.unwrap();
    (answer.exit, answer.document)
}

async fn today(bench: &Bench) -> HandOverDocument {
    bench.desk.hand_over_show(None).await.unwrap().document
}

fn group<'a>(day: &'a HandOverDocument, channel: &str) -> &'a HandOverGroup {
    day.groups.iter().find(|group| group.channel_id == channel).expect("the group")
}

/// How many boxes are ready, on a form, and on one of which nobody knows.
fn counts(day: &HandOverDocument, channel: &str) -> [u32; 3] {
    let group = group(day, channel);
    [group.ready, group.in_form, group.form_unknown]
}

/// Two orders with three boxes on one channel, one on another.
async fn bought() -> Bench {
    let bench = Bench::new().await;
    bench.put(two_boxes("C1")).await;
    for order_no in ["C2", "C3"] {
        bench.order(order_no).await;
    }
    for (order_no, channel) in [("C1", FORMS), ("C2", FORMS), ("C3", NO_FORMS)] {
        bench.bought(order_no, channel).await;
    }
    bench
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_told_without_asking_anybody_and_then_handed_in() {
    let bench = bought().await;
    bench.order("C4").await;
    bench.bought("C4", FORMS).await;
    bench.desk.cancel(&["C4".to_owned()]).await.unwrap();
    bench.faults(json!([{"kind": "page-500", "percent": 100}])).await;
    let day = today(&bench).await;
    assert_eq!(day.date, day.today);
    let names: Vec<_> = day.groups.iter().map(|group| group.channel_id.as_str()).collect();
    assert_eq!(names, [NO_FORMS, FORMS]);
    assert_eq!((counts(&day, FORMS), counts(&day, NO_FORMS)), ([3, 0, 0], [1, 0, 0]));
    let forms = group(&day, FORMS);
    assert_eq!(forms.address_id, None);
    assert_eq!(forms.unprinted, ["C1", "C2"]);
    let left_out = &forms.left_out[0];
    assert_eq!(
        (left_out.reason, left_out.boxes, &*left_out.order_nos),
        ("cancelled", 1, &["C4".to_owned()][..])
    );
    bench.faults(json!([])).await;

    let (exit, made) = make(&bench, over(FORMS)).await;
    assert_eq!((exit, made.state.as_str(), made.members.len()), (0, "done", 3), "{:?}", made.error);
    let (exit, refused) = make(&bench, over(NO_FORMS)).await;
    assert_eq!((exit, refused.state.as_str()), (3, "failed"));
    let day = today(&bench).await;
    assert_eq!((counts(&day, FORMS), counts(&day, NO_FORMS)), ([0, 3, 0], [1, 0, 0]));
    let form = &group(&day, FORMS).forms[0];
    assert_eq!((form.state.as_str(), form.boxes, &form.sha256), ("done", 3, &made.sha256));
    let failed = &group(&day, NO_FORMS).forms[0];
    let words = failed.error.as_ref().unwrap().provider_message.clone();
    assert_eq!((failed.state.as_str(), words.as_deref()), ("failed", Some("该渠道不支持SCANFORM")));
    assert_eq!(group(&day, FORMS).address_id.as_deref(), Some("93"));

    let out = bench.folder.path().join("form.pdf");
    bench.desk.scan_form_save(&form.id, &out).await.unwrap();
    assert!(std::fs::read(out).unwrap().starts_with(b"%PDF-"));
    let none = bench.desk.scan_form(ScanFormRequest { address_id: " ".into(), ..over(FORMS) }).await;
    assert_eq!(none.unwrap_err().fields[0].path, "address_id");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_keeps_its_boxes_until_a_person_asks_again() {
    for kind in ["answer-lost", "half-json", "page-500-late"] {
        let bench = bought().await;
        bench.fault(kind, CALL, 1).await;
        let (exit, lost) = make(&bench, over(FORMS)).await;
        assert_eq!((exit, lost.state.as_str()), (5, "unknown"), "{kind}");
        let day = today(&bench).await;
        assert_eq!(counts(&day, FORMS), [0, 0, 3], "{kind}");
        assert_eq!(group(&day, FORMS).forms[0].state, "unknown", "{kind}");
        let (exit, again) = make(&bench, over(FORMS)).await;
        assert_eq!((exit, again.state.as_str()), (2, "none"), "{kind}");
        assert_eq!(bench.calls(CALL).await, 1, "{kind}: nothing is asked by itself");

        // the provider had made it: it says so, and the boxes stay with the first form
        let (exit, refused) = make(&bench, ScanFormRequest { again: true, ..over(FORMS) }).await;
        assert_eq!((exit, refused.state.as_str()), (3, "failed"), "{kind}");
        assert!(refused.error.unwrap().provider_message.unwrap().ends_with("已生成过SCANFORM"), "{kind}");
        let day = today(&bench).await;
        assert_eq!(counts(&day, FORMS), [0, 0, 3], "{kind}");
        let states: Vec<_> = group(&day, FORMS).forms.iter().map(|form| form.state.as_str()).collect();
        assert_eq!(states, ["failed", "unknown"], "{kind}");
        assert!(bench.desk.scan_form_confirm(&group(&day, FORMS).forms[0].id).await.is_err(), "{kind}");
        bench.desk.scan_form_confirm(&group(&day, FORMS).forms[1].id).await.unwrap();
        assert_eq!(counts(&today(&bench).await, FORMS), [0, 3, 0], "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nothing_came_of_can_be_asked_again() {
    let bench = bought().await;
    bench.fault("page-500", CALL, 1).await;
    assert_eq!(make(&bench, over(FORMS)).await.0, 5);
    let (exit, made) = make(&bench, ScanFormRequest { again: true, ..over(FORMS) }).await;
    assert_eq!((exit, made.state.as_str(), made.members.len()), (0, "done", 3));
    let day = today(&bench).await;
    assert_eq!(counts(&day, FORMS), [0, 3, 0]);
    let states: Vec<_> = group(&day, FORMS).forms.iter().map(|form| form.state.as_str()).collect();
    assert_eq!(states, ["done"], "the one that was lost holds nothing any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_hand_in_at_once_hand_in_once() {
    let bench = bought().await;
    let other = open(bench.folder.path(), &bench.simulator.accounts(), &bench.clock).await;
    let desks = [&bench.desk, &other];
    let again = |index: usize| ScanFormRequest { again: index > 3, ..over(FORMS) };
    let answers = join_all((0..8).map(|index| desks[index % 2].scan_form(again(index)))).await;
    let done = answers.iter().filter(|answer| answer.as_ref().unwrap().document.state == "done").count();
    assert_eq!((done, bench.calls(CALL).await), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn boxes_of_days_before_are_told_until_they_are_handed_in_or_taken() {
    let bench = bought().await;
    let before = today(&bench).await.date;
    bench.clock.advance(26 * 3600);
    let day = today(&bench).await;
    assert_eq!(day.groups.len(), 0);
    let waiting: Vec<_> =
        day.waiting.iter().map(|one| (&*one.date, &*one.account, &*one.channel_id, one.boxes)).collect();
    assert_eq!(waiting, [(&*before, "dingcang", NO_FORMS, 1), (&*before, "dingcang", FORMS, 3)]);

    let request = ScanFormRequest { date: Some(before.clone()), ..over(FORMS) };
    assert_eq!(make(&bench, request).await.0, 0);
    let day = today(&bench).await;
    assert_eq!(day.waiting.len(), 1);
    assert_eq!(group(&day, FORMS).forms[0].boxes, 3, "what was made today is told today");
    let then = bench.desk.hand_over_show(Some(&before)).await.unwrap().document;
    assert_eq!(counts(&then, FORMS), [0, 3, 0]);
    assert_eq!(group(&then, FORMS).forms.len(), 1, "and on the day of its boxes");
    let wrong = bench.desk.hand_over_show(Some("2026-13-01")).await.unwrap_err();
    assert_eq!(wrong.code, ErrorCode::InputInvalid);
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_an_order_says_which_form_it_breaks() {
    let bench = bought().await;
    make(&bench, over(FORMS)).await;
    let orders = ["C2".to_owned(), "C3".to_owned()];
    let broken = bench.desk.forms_broken_by(&orders).await.unwrap().document;
    assert_eq!(broken.iter().map(|form| (form.boxes, form.certain)).collect::<Vec<_>>(), [(3, true)]);
    let results = bench.desk.cancel(&orders).await.unwrap().document.results;
    let warnings: Vec<_> = results.iter().map(|order| order.warnings.len()).collect();
    assert_eq!(warnings, [1, 0]);
    let said = &results[0].warnings[0];
    assert!(said.contains("with 3 boxes, which is broken by this"), "{said}");
}
