//! Purchases on their way to our door.

use super::with_secret;
use shipdesk_app::documents::{InboundDocument, Verdict};
use shipdesk_core::error::ErrorCode;
use shipdesk_simulator::{Config, PracticeAccount};
use shipdesk_tests::bench::Bench;
use std::collections::BTreeSet;

const NAME: &str = "xportcn";
const CALL: &str = "logistics/detail/get";

async fn bench() -> Bench {
    Bench::of(&[NAME]).await
}

async fn purchase(bench: &Bench, id: u64, ask: bool) -> InboundDocument {
    bench.desk.purchase_show(NAME, &format!("70000000{id:04}"), ask).await.unwrap().document
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purchase_comes_in_as_many_parcels_as_it_has() {
    let bench = bench().await;
    for id in 0..6 {
        purchase(&bench, id, true).await;
    }
    // parcels leave one after the other
    bench.advance(600).await;
    let listed = bench.listed("purchases").await;
    for (id, count) in [(0, 1), (1, 2), (2, 0), (3, 3), (4, 1), (5, 1)] {
        let shown = purchase(&bench, id, true).await;
        assert!(shown.error.is_none(), "{:?}", shown.error);
        let numbers: BTreeSet<String> =
            shown.parcels.iter().flat_map(|parcel| parcel.numbers.clone()).collect();
        let known = &listed[usize::try_from(id).unwrap()]["mail_numbers"];
        assert_eq!((shown.parcels.len(), known.as_array().unwrap().len()), (count, count), "{id}");
        for number in known.as_array().unwrap() {
            assert!(numbers.contains(number.as_str().unwrap()), "{number} in {numbers:?}");
        }
        assert!(shown.parcels.iter().all(|parcel| !parcel.goods.is_empty()), "{id}");
    }
    assert_eq!(bench.calls(CALL).await, 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_keep_their_ticks_and_what_is_kept_is_read_offline() {
    let bench = bench().await;
    purchase(&bench, 1, true).await;
    bench.advance(600).await;
    let shown = purchase(&bench, 1, true).await;
    let goods = &shown.parcels[0].goods;
    assert_eq!(goods[0].quantity, "1", "a quantity is text");
    assert_eq!(goods.iter().map(|goods| goods.place).collect::<Vec<_>>(), [1, 2]);
    assert!(bench.desk.goods_receive(&shown.parcels[0].id, 0, true).await.is_err());
    bench.desk.goods_receive(&shown.parcels[0].id, 1, true).await.unwrap();
    let again = purchase(&bench, 1, true).await;
    let parcel = again.parcels.iter().find(|parcel| parcel.id == shown.parcels[0].id).unwrap();
    assert!(parcel.goods[0].received_at.is_some() && parcel.goods[1].received_at.is_none());

    let calls = bench.calls(CALL).await;
    bench.fault("page-500", CALL, 100).await;
    let failed = purchase(&bench, 1, true).await;
    assert_eq!((failed.error.unwrap().code, failed.parcels.len()), (ErrorCode::ProviderDown, 2));
    let asked = bench.calls(CALL).await;
    assert!(asked > calls);
    assert_eq!(purchase(&bench, 1, false).await.parcels.len(), 2);
    assert_eq!(bench.calls(CALL).await, asked, "nobody was asked");
    assert_eq!(bench.desk.purchase_list().await.unwrap().document[0].received, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_and_a_wrong_clock_are_told_apart() {
    let good = bench().await;
    // no document says which code stands for "there is no such purchase": it is quoted, and no refusal of us
    let test = good.desk.account_test(NAME).await.unwrap();
    assert_eq!(
        (test.exit, test.document.verdict, test.document.error.is_none()),
        (0, Verdict::Unclear, true)
    );
    let wrong = |account: PracticeAccount| {
        (account.provider == NAME)
            .then(|| with_secret(account.clone(), "access_secret", "practice-none-of-these"))
    };
    let bench = Bench::of_accounts(Config::default(), wrong).await;
    assert_eq!(words_of_refusal(&bench).await, "签名错误");
    // its codes stand in no document: what tells the two apart are its words
    good.clock.advance(3 * 3600);
    assert!(words_of_refusal(&good).await.starts_with("timestamp已过期"));
}

async fn words_of_refusal(bench: &Bench) -> String {
    let test = bench.desk.account_test(NAME).await.unwrap();
    assert_eq!((test.exit, test.document.verdict), (3, Verdict::Bad));
    let words = test.document.error.unwrap().provider_message.unwrap();
    words.split(" · ").next().unwrap().to_owned()
}
