//! Every answer on disk, against what it means.

use super::{NUMBER, an_order, credentials, fixture, platform, shipment, wanted};
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::{HttpAnswer, Prepared};
use crate::spi::provider::{
    AccountInfo, BoxLabel, CancelOutcome, Channel, Created, LabelSource, OrderLabels, Verdict,
};
use crate::spi::tracking::{PerNumber, Tracked};
use shipdesk_core::charge::{Charge, ChargeKind};
use shipdesk_core::event::{Event, ZoneBasis};
use shipdesk_core::money::{Currency, Money};
use shipdesk_core::status::{DeliveryStatus, RefundState};

/// Reads an answer on disk, as it comes with HTTP 200.
fn read<T>(prepared: &Prepared<T>, path: &str) -> Result<T, ProviderError> {
    (prepared.read)(&HttpAnswer::new(200, fixture(path)))
}

#[track_caller]
fn refuses<T: std::fmt::Debug>(
    prepared: &Prepared<T>,
    path: &str,
    kind: ErrorKind,
    code: Option<&str>,
    words: Option<&str>,
) {
    let error = read(prepared, path).expect_err(path);
    assert_eq!((error.kind, error.code.as_deref(), error.message.as_deref()), (kind, code, words), "{path}");
}

fn charges(minor: [i64; 5]) -> Vec<Charge> {
    let charge = |(kind, minor)| Charge { kind, amount: Money::from_minor(minor, Currency::CNY) };
    ChargeKind::ALL.into_iter().zip(minor).map(charge).collect()
}

fn link(text: &str) -> LabelSource {
    LabelSource::Link(text.to_owned())
}

#[test]
fn reads_created_orders() {
    let (opened, sample) = (platform("dingcang"), an_order("sample"));
    let create = opened.orders().unwrap().create(shipment(&sample));
    assert_eq!(read(&create, "orders/create.ok.json").unwrap(), Created::default());
    assert_eq!(read(&create, "orders/create.warning.ok.json").unwrap(), Created::default());
    assert_eq!(
        read(&create, "orders/create.label.ok.json").unwrap(),
        Created {
            provider_ref: Some("898b4b6e436962e81d140e9c".into()),
            tracking_no: Some(NUMBER.into()),
            labels: vec![
                LabelSource::Inline(b"\x89PNG\r\n\x1a\n an invented label".to_vec()),
                link("http://labels.example/a1001.pdf"),
                link("http://labels.example/a1001.png"),
            ],
        }
    );
    let links = read(&create, "orders/create.links.ok.json").unwrap();
    assert_eq!((links.provider_ref, links.tracking_no.as_deref()), (None, Some("YD20200209")));
    assert_eq!(links.labels, [link("http://labels.example/a1001.png")]);
}

#[test]
fn reads_refused_orders() {
    let (opened, sample) = (platform("dingcang"), an_order("sample"));
    let create = opened.orders().unwrap().create(shipment(&sample));
    let upstream = "接口返回:Ship web service is currently unavailable.";
    refuses(
        &create,
        "orders/create.taken.error.json",
        ErrorKind::Duplicate,
        Some("400"),
        Some("订单号已存在"),
    );
    let taken = Some("订单号已存在");
    let code = Some("400");
    refuses(&create, "orders/create.taken-gbk.error.json", ErrorKind::Duplicate, code, taken);
    refuses(&create, "orders/create.upstream.error.json", ErrorKind::Refused, Some("400"), Some(upstream));
    refuses(
        &create,
        "orders/create.keys.error.json",
        ErrorKind::Auth,
        Some("400"),
        Some("AppKey或AppSecret错误"),
    );
    for path in [
        "orders/create.other-order.error.json",
        "orders/create.cut.error.json",
        "orders/create.page.error.json",
    ] {
        refuses(&create, path, ErrorKind::BadAnswer, None, None);
    }
}

#[test]
fn reads_several_created_orders() {
    let (opened, first, second) = (platform("dingcang"), an_order("sample"), an_order("second"));
    let create = opened.orders().unwrap().create_many(&[shipment(&first), shipment(&second)]);
    let upstream = "接口返回:Ship web service is currently unavailable.";
    let refused = ProviderError::said(ErrorKind::Refused, "400", upstream);
    assert_eq!(
        read(&create, "orders/create_many.ok.json").unwrap(),
        [("A1001".to_owned(), Ok(Created::default())), ("A1002".to_owned(), Err(refused))]
    );
    let doubtful = read(&create, "orders/create_many.doubtful.ok.json").unwrap();
    assert_eq!(doubtful, [("A1001".to_owned(), Ok(Created::default()))]);
    refuses(&create, "orders/create_many.keys.error.json", ErrorKind::Auth, Some("400"), Some("密钥错误"));
}

#[test]
fn reads_prices() {
    let (opened, sample) = (platform("dingcang"), an_order("sample"));
    let price = opened.rates().unwrap().price(shipment(&sample));
    assert_eq!(read(&price, "rates/price.ok.json").unwrap(), charges([520, 0, 0, 0, 0]));
    assert_eq!(read(&price, "rates/price.text.ok.json").unwrap(), charges([3966, 0, 0, 0, 120]));
    assert_eq!(read(&price, "rates/price.grouped.ok.json").unwrap(), charges([123_450, 0, 0, 0, 120]));
    let words = Some("该渠道不支持此国家");
    refuses(&price, "rates/price.refused.error.json", ErrorKind::Refused, Some("400"), words);
    for path in [
        "rates/price.no-fee.error.json",
        "rates/price.negative.error.json",
        "rates/price.comma.error.json",
        "rates/price.unreadable.error.json",
    ] {
        refuses(&price, path, ErrorKind::BadAnswer, None, None);
    }
}

#[test]
fn prices_are_in_the_accounts_currency() {
    let (mut account, sample) = (credentials(), an_order("sample"));
    account.fields.insert("currency".into(), "JPY".into());
    let opened = (crate::find("dingexpress").unwrap().open)(&account).unwrap();
    let prices = read(&opened.rates().unwrap().price(shipment(&sample)), "rates/price.text.ok.json").unwrap();
    assert_eq!(prices[0].amount, Money::from_minor(40, "JPY".parse().unwrap()));
    account.fields.insert("currency".into(), "yuan".into());
    assert_eq!((crate::find("dingcang").unwrap().open)(&account).unwrap_err().kind, ErrorKind::Auth);
}

#[test]
fn reads_labels() {
    let opened = platform("dingcang");
    let label = opened.labels().unwrap().label("A1001");
    let expected = OrderLabels {
        tracking_no: Some(NUMBER.into()),
        label: Some(link("http://labels.example/a1001.pdf")),
        charges: charges([3966, 0, 0, 0, 0]),
        boxes: vec![],
    };
    assert_eq!(read(&label, "labels/label.ok.json").unwrap(), expected);
    let bare = read(&label, "labels/label.in-msg.ok.json").unwrap();
    let number = Some("9405500897846053129766".to_owned());
    assert_eq!(bare, OrderLabels { tracking_no: number, charges: vec![], ..expected });
    let flat = read(&label, "labels/label.flat.ok.json").unwrap();
    let registration =
        Charge { kind: ChargeKind::Registration, amount: Money::from_minor(150, Currency::CNY) };
    assert_eq!(flat, OrderLabels { charges: vec![registration], ..OrderLabels::default() });
    assert!(!flat.is_evidence());
}

#[test]
fn reads_labels_that_are_not_there() {
    let opened = platform("dingcang");
    let label = opened.labels().unwrap().label("A1001");
    let code = Some("400");
    refuses(&label, "labels/label.refused.error.json", ErrorKind::Refused, code, Some("Error message"));
    let unknown = Some("订单不存在或无权限");
    refuses(&label, "labels/label.unknown-order.error.json", ErrorKind::NotFound, code, unknown);
    let later = Some("标签未生成,请稍后再试");
    refuses(&label, "labels/label.not-ready.error.json", ErrorKind::NotReady, code, later);
}

#[test]
fn reads_labels_of_several_orders_and_their_boxes() {
    let labels =
        platform("dingcang").labels().unwrap().labels(&["A1001", "A1002", "A1003"].map(str::to_owned));
    let carton = |box_no: &str, number: &str, label: &str| BoxLabel {
        box_no: box_no.into(),
        tracking_no: Some(number.into()),
        label: Some(link(label)),
    };
    let found = OrderLabels {
        tracking_no: Some(NUMBER.into()),
        label: Some(link("http://440.pdf")),
        charges: charges([3966, 0, 0, 0, 0]),
        boxes: vec![
            carton("box1", NUMBER, "http://40440.png"),
            carton("box2", "1Z9XV6160334558852", "http://4558852.pdf"),
            carton("", "1Z9XV6160334558853", "http://4558853.pdf"),
        ],
    };
    let unknown = ProviderError::said(ErrorKind::NotFound, "400", "订单不存在或无权限");
    let expected = [("A1001".to_owned(), Ok(found)), ("A1002".to_owned(), Err(unknown))];
    assert_eq!(read(&labels, "labels/labels.ok.json").unwrap(), expected);
    let loose = read(&labels, "labels/labels.loose.ok.json").unwrap();
    let expected = OrderLabels {
        tracking_no: Some(NUMBER.into()),
        boxes: vec![
            carton("", NUMBER, "http://40440.png"),
            carton("", "1160334558852", "http://4558852.pdf"),
        ],
        ..OrderLabels::default()
    };
    assert_eq!(loose, [("A1001".to_owned(), Ok(expected))]);
    refuses(&labels, "labels/labels.keys.error.json", ErrorKind::Auth, Some("400"), Some("AppSecret错误"));
}

#[test]
fn reads_cancellations() {
    let opened = platform("dingcang");
    let cancel = opened.cancellations().unwrap().cancel("A1001");
    assert_eq!(read(&cancel, "cancellations/cancel.ok.json"), Ok(CancelOutcome::Done));
    assert_eq!(read(&cancel, "cancellations/cancel.requested.ok.json"), Ok(CancelOutcome::Requested));
    let code = Some("400");
    refuses(&cancel, "cancellations/cancel.refused.error.json", ErrorKind::Refused, code, Some("撤消失败!"));
    let unknown = Some("撤消失败!订单不存在或无权限");
    refuses(&cancel, "cancellations/cancel.unknown-order.error.json", ErrorKind::NotFound, code, unknown);
}

#[test]
fn reads_what_becomes_of_the_money() {
    let opened = platform("dingcang");
    let refund = opened.cancellations().unwrap().state("A1001");
    assert_eq!(read(&refund, "cancellations/refund.ok.json"), Ok(RefundState::Cannot));
    assert_eq!(read(&refund, "cancellations/refund.number.ok.json"), Ok(RefundState::InProgress));
    let unknown = Some("记录不存在!");
    refuses(
        &refund,
        "cancellations/refund.unknown-order.error.json",
        ErrorKind::NotFound,
        Some("400"),
        unknown,
    );
    refuses(&refund, "cancellations/refund.beyond.error.json", ErrorKind::BadAnswer, None, None);
    let state = |text: &str| {
        let body = format!("{{\"code\":200,\"result\":{text}}}").into_bytes();
        (refund.read)(&HttpAnswer::new(200, body))
    };
    assert_eq!((state("\"0\""), state(" 2")), (Ok(RefundState::None), Ok(RefundState::Done)));
    for odd in ["null", "\"\"", "-1", "1.5", "\"done\"", "[]"] {
        assert_eq!(state(odd).unwrap_err().kind, ErrorKind::BadAnswer, "{odd}");
    }
}

#[test]
fn reads_transfer_labels_and_scan_forms() {
    let opened = platform("dingcang");
    let transfer = opened.transfer_labels().unwrap().transfer_label("A1001");
    let found = read(&transfer, "transfer_labels/transfer_label.ok.json").unwrap();
    assert_eq!(found, link("http://labels.example/transfer/a1001.pdf"));
    let (code, words) = (Some("400"), Some("失败原因"));
    refuses(&transfer, "transfer_labels/transfer_label.refused.error.json", ErrorKind::Refused, code, words);
    let words = Some("转运标签处理中");
    refuses(
        &transfer,
        "transfer_labels/transfer_label.words.error.json",
        ErrorKind::NotReady,
        Some("200"),
        words,
    );
    refuses(
        &transfer,
        "transfer_labels/transfer_label.nothing-yet.error.json",
        ErrorKind::NotReady,
        None,
        None,
    );

    let form = opened.scan_forms().unwrap().scan_form("422", "93", &[NUMBER.to_owned()]);
    let found = read(&form, "scan_forms/scan_form.ok.json").unwrap();
    assert_eq!(found, link("https://labels.example/372b3abfe56c49d0a00bf80070707d12.pdf"));
    refuses(&form, "scan_forms/scan_form.refused.error.json", ErrorKind::Refused, code, Some("reason"));
    refuses(&form, "scan_forms/scan_form.no-link.error.json", ErrorKind::BadAnswer, None, None);
}

#[test]
fn reads_channels() {
    let channels = platform("dingcang").channels().unwrap().list();
    let channel = |id: &str, name: &str, test| Channel { id: id.into(), name: name.into(), test };
    assert_eq!(
        read(&channels, "channels/channels.ok.json").unwrap(),
        [channel("386", "FEDEX_GROUND", false), channel("405", "测试渠道", true)]
    );
    assert_eq!(
        read(&channels, "channels/channels.loose.ok.json").unwrap(),
        [channel("386", "FEDEX_GROUND", false), channel("7", "7", false)]
    );
    assert_eq!(read(&channels, "channels/channels.none.ok.json").unwrap(), []);
    let words = Some("AppKey或AppSecret错误");
    refuses(&channels, "channels/channels.keys.error.json", ErrorKind::Auth, Some("400"), words);
    refuses(&channels, "channels/channels.keys-in-list.error.json", ErrorKind::Auth, Some("400"), words);
    refuses(&channels, "channels/channels.odd.error.json", ErrorKind::BadAnswer, None, None);
}

#[test]
fn reads_the_balance() {
    let opened = platform("dingcang");
    let balance = opened.balance().unwrap().balance();
    let info = |minor| AccountInfo {
        uid: Some("11".into()),
        balance: Some(Money::from_minor(minor, Currency::CNY)),
    };
    assert_eq!(read(&balance, "balance/balance.ok.json").unwrap(), info(636_922));
    assert_eq!(read(&balance, "balance/balance.debt.ok.json").unwrap(), info(-1250));
    let words = Some("AppKey或AppSecret错误");
    refuses(&balance, "balance/balance.keys.error.json", ErrorKind::Auth, Some("400"), words);
    refuses(&balance, "balance/balance.refused.error.json", ErrorKind::Auth, Some("400"), Some("帐户异常"));
}

#[test]
fn the_probe_tells_whether_we_are_accepted() {
    let probe = platform("dingcang").probe();
    assert_eq!(read(&probe, "balance/balance.ok.json").unwrap(), Verdict::Good);
    refuses(&probe, "balance/balance.refused.error.json", ErrorKind::Auth, Some("400"), Some("帐户异常"));
    refuses(&probe, "orders/create.page.error.json", ErrorKind::BadAnswer, None, None);
    let body = br#"{"status":"ok","echo":"test-secret-5d1f0c7e"}"#.to_vec();
    let odd = (probe.read)(&HttpAnswer::new(200, body)).unwrap();
    assert_eq!(odd, Verdict::Unclear(r#"{"status":"ok","echo":"***"}"#.into()));
}

/// The events of the one number that was asked about.
#[track_caller]
fn timeline(track: &Prepared<PerNumber<Tracked>>, path: &str) -> Vec<Event> {
    let mut found = read(track, path).unwrap();
    assert_eq!(found.len(), 1, "{path}");
    let (number, tracked) = found.remove(0);
    assert_eq!(number, NUMBER);
    tracked.unwrap().events
}

#[test]
fn reads_timelines() {
    let track = platform("dingcang").tracking().unwrap().track(&[wanted()]);
    let events = timeline(&track, "tracking/track.ok.json");
    let statuses: Vec<_> = events.iter().map(|event| event.status).collect();
    assert_eq!(
        statuses,
        [DeliveryStatus::InTransit, DeliveryStatus::Processing, DeliveryStatus::InfoReceived]
    );
    let newest = &events[0];
    assert_eq!(newest.text, "The goods have been packed and sent from Yiwu to Russia");
    assert_eq!(newest.at.text, "2020-08-21 04:54:46");
    assert_eq!(newest.at.wall.unwrap().to_string(), "2020-08-21T04:54:46");
    assert_eq!((newest.at.instant, newest.at.basis), (None, ZoneBasis::Unknown));
    assert_eq!((&newest.code, &newest.location, newest.last), (&None, &None, false));
    assert_eq!(timeline(&track, "tracking/track.nothing.ok.json"), []);
    let code = Some("400");
    refuses(
        &track,
        "tracking/track.unknown-number.error.json",
        ErrorKind::NotFound,
        code,
        Some("单号不存在或暂无轨迹"),
    );
    refuses(&track, "tracking/track.refused.error.json", ErrorKind::Refused, code, Some("系统错误"));
}

#[test]
fn one_odd_event_never_costs_the_others() {
    let track = platform("dingcang").tracking().unwrap().track(&[wanted()]);
    let events = timeline(&track, "tracking/track.loose.ok.json");
    let seen: Vec<_> = events
        .iter()
        .map(|event| (event.at.text.as_str(), event.text.as_str(), event.status.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("2020-08-21 04:54", "Undefined status 42", "unknown"),
            ("1598000000", "", "unknown"),
            ("", "Delivered", "delivered"),
            ("yesterday", "已签收", "delivered"),
        ]
    );
    let raw = r#"{"time":"2020-08-21 04:54","eventdescription":"Undefined status 42","code":"X9"}"#;
    assert_eq!((events[0].raw.as_str(), events[2].raw.as_str()), (raw, "\"Delivered\""));
}
