//! Orders as the window enters them: forms that keep every keystroke, what the address book and the product library
//! learn, texts that are pasted.
#![cfg(test)]

use shipdesk_app::documents::{
    BoxForm, BoxPresetDocument, Confidence, FormDocument, ItemForm, OrderForm, PartyForm,
};
use shipdesk_core::error::FieldProblem;
use shipdesk_core::status::OrderState;
use shipdesk_tests::bench::{Bench, open};

fn party(name: &str) -> PartyForm {
    PartyForm {
        name: name.into(),
        phone: "2075550129".into(),
        address1: "27 Sample Road".into(),
        city: "Berwick".into(),
        state: "ME".into(),
        postcode: "03901".into(),
        country: "US".into(),
        ..PartyForm::default()
    }
}

/// A new order, filled in as far as it takes to be ready.
async fn typed(bench: &Bench, name: &str) -> (String, OrderForm) {
    let FormDocument { id, form, .. } = bench.desk.order_new().await.unwrap().document;
    let item = ItemForm {
        sku: "TS-01".into(),
        name_cn: "棉T恤".into(),
        name_en: "cotton T-shirt".into(),
        unit_price: "6.50".into(),
        currency: "USD".into(),
        quantity: "2".into(),
        unit_weight_kg: "0.1".into(),
        hs_code: "610910".into(),
        ..ItemForm::default()
    };
    let carton = BoxForm {
        weight_kg: "0.30".into(),
        length_cm: "10".into(),
        width_cm: "5".into(),
        height_cm: "2".into(),
        items: vec![item],
        ..BoxForm::default()
    };
    (id, OrderForm { sender: party("Kim Woods"), recipient: party(name), boxes: vec![carton], ..form })
}

async fn save(bench: &Bench, id: &str, form: &OrderForm) -> FormDocument {
    bench.desk.order_save(id, form.clone()).await.unwrap().document
}

fn issues(document: &FormDocument) -> Vec<(&str, FieldProblem)> {
    document.issues.iter().map(|issue| (issue.path.as_str(), issue.problem)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_keeps_what_is_typed_and_the_order_follows_as_far_as_it_can_be_read() {
    let mut bench = Bench::new().await;
    let (id, mut form) = typed(&bench, "Pam Pierson").await;
    assert_eq!(form.order_no, "A1001");
    let ready = save(&bench, &id, &form).await;
    assert_eq!((issues(&ready), ready.state, ready.locked), (vec![], OrderState::Ready, false));
    assert_eq!((ready.totals.pieces, ready.totals.weight_kg.as_deref()), (2, Some("0.3")));
    assert_eq!(
        (ready.totals.declared[0].amount.as_str(), ready.totals.declared[0].currency.as_str()),
        ("13.00", "USD")
    );

    form.boxes[0].items[0].unit_price = "6,5x ".into();
    let unread = save(&bench, &id, &form).await;
    assert_eq!(issues(&unread), [("boxes[0].items[0].unit_price", FieldProblem::WrongKind)]);
    assert_eq!((unread.state, unread.form == form), (OrderState::Draft, true));
    // nothing is required of a price, and still nothing is priced or bought that differs from what is on the screen
    let quoted =
        bench.desk.quote(&["A1001".into()], shipdesk_app::QuoteRequest::default()).await.unwrap().document;
    let refused = quoted[0].error.as_ref().unwrap();
    assert_eq!(
        (refused.code.as_str(), refused.fields[0].path.as_str()),
        ("order.incomplete", "boxes[0].items[0].unit_price")
    );
    let (exit, bought) = bench.buy("A1001", "386").await;
    assert_eq!(
        (exit, bought.last_error.unwrap().code.as_str(), bought.purchases.len()),
        (2, "order.incomplete", 0)
    );
    assert_eq!(bench.show("A1001").await.missing[0].path, "boxes[0].items[0].unit_price");

    bench.reopen().await;
    let kept = bench.desk.order_form(&id).await.unwrap().document;
    assert_eq!((kept.form == form, kept.saved_at == unread.saved_at), (true, true));
    form.boxes[0].items[0].unit_price = "6.5".into();
    assert_eq!(save(&bench, &id, &form).await.state, OrderState::Ready);
    bench.bought("A1001", "386").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_follow_the_highest_and_are_one_orders_only() {
    let bench = Bench::new().await;
    bench.order("a1041").await;
    bench.order("B0099").await;
    let (id, mut form) = typed(&bench, "Pam Pierson").await;
    assert_eq!(form.order_no, "A1042", "a provider may not tell a1041 from A1041");
    form.order_no = "B0099".into();
    let taken = save(&bench, &id, &form).await;
    assert_eq!(issues(&taken), [("order_no", FieldProblem::Repeated)]);
    assert_eq!((taken.form.order_no.as_str(), taken.state), ("B0099", OrderState::Draft));
    assert_eq!(bench.show("A1042").await.id, Some(id.clone()), "it keeps the number that it has");
    bench.desk.setting_set("order_prefix", "B").await.unwrap();
    assert_eq!(
        bench.desk.order_new().await.unwrap().document.form.order_no,
        "B0100",
        "as wide as the others"
    );
    bench.desk.setting_set("order_prefix", "X").await.unwrap();
    assert_eq!(bench.desk.order_new().await.unwrap().document.form.order_no, "X1001");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_sent_is_what_was_sent() {
    let bench = Bench::new().await;
    let (id, mut form) = typed(&bench, "Pam Pierson").await;
    form.options = [("dingcang.ptid".to_owned(), "7".to_owned())].into();
    save(&bench, &id, &form).await;
    bench.bought("A1001", "386").await;
    let locked = save(&bench, &id, &form).await;
    assert_eq!((locked.locked, locked.state), (true, OrderState::Labelled), "the same form is no change");
    let changed = OrderForm { reference: "shop 9".into(), ..form.clone() };
    let refused = bench.desk.order_save(&id, changed).await.unwrap_err();
    assert_eq!(refused.code.as_str(), "order.sent");
    assert_eq!(bench.desk.order_discard(&id).await.unwrap_err().code.as_str(), "order.sent");

    let copy = bench.desk.order_duplicate(&id).await.unwrap().document;
    assert_eq!((copy.form.order_no.as_str(), copy.state, copy.locked), ("A1002", OrderState::Ready, false));
    assert_eq!(copy.form.options["dingcang.ptid"], "7");
    assert_eq!(OrderForm { order_no: "A1001".into(), ..copy.form }, form);
    let shown = bench.show("A1002").await;
    assert_eq!((shown.purchases.len(), shown.tracking_no), (0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_order_is_put_right_under_its_number() {
    let bench = Bench::new().await;
    let (id, mut form) = typed(&bench, "Pam Pierson").await;
    save(&bench, &id, &form).await;
    bench.fault("refused", "interface.api.php", 1).await;
    assert_eq!(bench.buy("A1001", "386").await.1.state, Some(OrderState::Failed));
    assert_eq!(save(&bench, &id, &form).await.state, OrderState::Failed, "looking is no change");

    form.order_no = "Z1".into();
    let fixed = save(&bench, &id, &form).await;
    assert_eq!(issues(&fixed), [("order_no", FieldProblem::WrongKind)]);
    assert!(fixed.issues[0].message.contains("A1001"), "{}", fixed.issues[0].message);
    assert_eq!(bench.desk.order_discard(&id).await.unwrap_err().code.as_str(), "order.sent");
    form.order_no = "A1001".into();
    form.recipient.phone = "2075550130".into();
    assert_eq!(save(&bench, &id, &form).await.state, OrderState::Ready);
    bench.bought("A1001", "386").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_heard_of_can_be_discarded_and_leaves_its_number() {
    let bench = Bench::new().await;
    let (id, form) = typed(&bench, "Discarded Person").await;
    save(&bench, &id, &form).await;
    bench.desk.quote(&["A1001".into()], shipdesk_app::QuoteRequest::default()).await.unwrap();
    bench.desk.order_discard(&id).await.unwrap();
    assert_eq!(bench.desk.order_form(&id).await.unwrap_err().code.as_str(), "order.not_found");
    assert_eq!(bench.desk.order_discard(&id).await.unwrap_err().code.as_str(), "order.not_found");
    assert_eq!(bench.desk.find("Discarded").await.unwrap().document.items.len(), 0);
    assert_eq!(bench.desk.recipient_find("Discarded").await.unwrap().document.len(), 0);
    assert_eq!(bench.desk.order_new().await.unwrap().document.form.order_no, "A1001");
    let verified = bench.desk.verify().await.unwrap();
    assert_eq!((verified.exit, verified.document.report.findings.len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_teach_recipients_and_products_and_stages_of_typing_are_forgotten() {
    let bench = Bench::new().await;
    let (id, mut form) = typed(&bench, "Hannah Kess").await;
    save(&bench, &id, &form).await;
    form.recipient.name = "Hannah Kessler".into();
    form.boxes[0].items[0].sku = "TS-011".into();
    save(&bench, &id, &form).await;
    let found = |text: &'static str| {
        let bench = &bench;
        async move {
            let found = bench.desk.recipient_find(text).await.unwrap().document;
            found.into_iter().map(|address| address.party.name).collect::<Vec<_>>()
        }
    };
    for text in ["hannah", "KESS", "kess hann", "0129", "berw", "han 55501 29"] {
        let wanted: &[&str] = if text == "han 55501 29" { &[] } else { &["Hannah Kessler"] };
        assert_eq!(found(text).await, wanted, "{text}");
    }
    let skus = |text: &'static str| {
        let bench = &bench;
        async move {
            let found = bench.desk.product_find(text).await.unwrap().document;
            found.into_iter().map(|product| product.sku).collect::<Vec<_>>()
        }
    };
    assert_eq!(skus("ts-01").await, ["TS-011"]);
    assert_eq!(skus("T恤").await, ["TS-011"]);

    // another order has the same person: from now on it is nobody's stage of typing
    let (other, mut second) = typed(&bench, "Hannah Kessler").await;
    save(&bench, &other, &second).await;
    assert_eq!(skus("ts-01").await, ["TS-01", "TS-011"], "the very SKU first");
    second.recipient.name = "Ines Muster".into();
    second.boxes[0].items[0].hs_code = String::new();
    bench.clock.advance(5);
    save(&bench, &other, &second).await;
    assert_eq!(found("0129").await, ["Ines Muster", "Hannah Kessler"], "used last first");
    let product = bench.desk.product_find("TS-01").await.unwrap().document.remove(0);
    assert_eq!(
        (product.item.hs_code.as_str(), product.item.quantity.as_str()),
        ("610910", ""),
        "what is blank teaches nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_sender_is_the_default_and_presets_keep_their_order() {
    let bench = Bench::new().await;
    let first = bench.desk.sender_save(None, "Irvine", &party("Kim Woods"), false).await.unwrap().document;
    assert!(first.is_default, "the only one");
    let second = bench.desk.sender_save(None, "Leeds", &party("Alex Moor"), true).await.unwrap().document;
    assert_eq!(bench.desk.order_new().await.unwrap().document.form.sender, party("Alex Moor"));
    let wrong = PartyForm { country: "Mars".into(), ..party("x") };
    let refused = bench.desk.sender_save(None, " ", &wrong, false).await.unwrap_err();
    let paths: Vec<&str> = refused.fields.iter().map(|issue| issue.path.as_str()).collect();
    assert_eq!(paths, ["label", "sender.country"]);
    bench.desk.sender_remove(&second.id).await.unwrap();
    let left = bench.desk.sender_list().await.unwrap().document;
    assert_eq!((left.len(), left[0].label.as_str(), left[0].is_default), (1, "Irvine", true));
    let gone =
        bench.desk.sender_save(Some(&second.id), "Leeds", &party("Alex Moor"), false).await.unwrap_err();
    assert_eq!(gone.code.as_str(), "input.invalid");

    let preset = |name: &str| BoxPresetDocument {
        id: String::new(),
        name: name.into(),
        length_cm: "40".into(),
        width_cm: "30.50".into(),
        height_cm: "18".into(),
        tare_kg: "0.25".into(),
    };
    for name in ["L 40", "S 25"] {
        bench.desk.box_preset_save(&preset(name)).await.unwrap();
    }
    let mut presets = bench.desk.box_preset_list().await.unwrap().document;
    assert_eq!((presets[0].name.as_str(), presets[0].width_cm.as_str()), ("L 40", "30.5"));
    presets[0].name = "XL".into();
    bench.desk.box_preset_save(&presets[0]).await.unwrap();
    bench.desk.box_preset_remove(&presets[1].id).await.unwrap();
    let names: Vec<String> =
        bench.desk.box_preset_list().await.unwrap().document.into_iter().map(|preset| preset.name).collect();
    assert_eq!(names, ["XL"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_text_fills_the_form_with_what_it_says() {
    let bench = Bench::new().await;
    let text = "Ines Muster\nBeispielstraße 12a\n50667 Köln\nDeutschland";
    let pasted = bench.desk.order_paste(text).await.unwrap().document;
    let of = |path: &str| {
        pasted
            .fields
            .iter()
            .find(|field| field.path == path)
            .map(|field| (field.value.as_str(), field.confidence))
    };
    assert_eq!(of("recipient.postcode"), Some(("50667", Confidence::Sure)));
    assert_eq!(of("recipient.house_no"), Some(("12a", Confidence::Check)));
    assert_eq!((of("recipient.country"), pasted.text.as_str()), (Some(("DE", Confidence::Sure)), text));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_of_two_processes_wins_and_neither_touches_what_was_bought() {
    let bench = Bench::new().await;
    let other = open(bench.folder.path(), &bench.simulator.accounts(), &bench.clock).await;
    let (id, form) = typed(&bench, "Pam Pierson").await;
    save(&bench, &id, &form).await;
    let theirs = OrderForm { reference: "theirs".into(), ..form.clone() };
    other.order_save(&id, theirs.clone()).await.unwrap();
    let ours = OrderForm { reference: "ours".into(), ..form };
    save(&bench, &id, &ours).await;
    assert_eq!(other.order_form(&id).await.unwrap().document.form, ours);
    assert_eq!(bench.show("A1001").await.reference.as_deref(), Some("ours"));

    // two new orders at the same moment have two numbers
    let (one, two) = futures::join!(bench.desk.order_new(), other.order_new());
    let mut numbers = [one.unwrap().document.form.order_no, two.unwrap().document.form.order_no];
    numbers.sort();
    assert_eq!(numbers, ["A1002", "A1003"]);

    let bought = bench.bought("A1001", "386").await;
    let late = other.order_save(&id, theirs).await.unwrap_err();
    assert_eq!(late.code.as_str(), "order.sent");
    assert_eq!(bench.show("A1001").await.tracking_no, bought.tracking_no);
}
