//! What is written reads back as the same orders, and nothing of it computes.

use proptest::prelude::*;
use shipdesk_app::export::{ExportRow, csv, xlsx};
use shipdesk_app::import::{orders, read};
use shipdesk_core::decimal::Decimal;
use shipdesk_core::measure::{Length, Weight};
use shipdesk_core::money::{Currency, Money};
use shipdesk_core::order::{Carton, Item, Order, Party};
use shipdesk_core::status::OrderState;
use shipdesk_core::text::clean;
use std::collections::BTreeMap;

fn row(order: Order) -> ExportRow {
    ExportRow {
        order,
        state: OrderState::Labelled,
        account: Some("main".to_owned()),
        channel_id: Some("0007".to_owned()),
        tracking_no: Some("9405500000000000000000".to_owned()),
        charged: Some(Money::from_minor(-570, Currency::CNY)),
        created_at: "2026-01-02T03:04:05Z".to_owned(),
    }
}

fn order() -> Order {
    let item = |sku: &str| Item {
        sku: sku.to_owned(),
        name_cn: "衣服".to_owned(),
        unit_price: Some(Decimal::new(100, 2)),
        currency: Some(Currency::USD),
        quantity: Some(2),
        ..Item::default()
    };
    Order {
        order_no: "A1001".to_owned(),
        note: "=1+1".to_owned(),
        recipient: Party {
            name: "王小明".to_owned(),
            phone: "+86 139 0000 0001".to_owned(),
            postcode: "03901".to_owned(),
            country: "US".to_owned(),
            ..Party::default()
        },
        options: BTreeMap::from([("alpha.ptid".to_owned(), "07".to_owned())]),
        boxes: vec![
            Carton {
                box_no: "box1".to_owned(),
                weight: Some(Weight::from_grams(250)),
                length: Some(Length::from_mm(105)),
                items: vec![item("001"), item("002")],
                ..Carton::default()
            },
            Carton { box_no: "box2".to_owned(), note: "rear".to_owned(), ..Carton::default() },
        ],
        ..Order::default()
    }
}

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn reimported(name: &str, bytes: &[u8]) -> Vec<Order> {
    let sheet = read(name, bytes, None).unwrap();
    assert_eq!(
        sheet.passed_over(),
        [
            "order_state",
            "account",
            "channel_id",
            "tracking_no",
            "charged_total",
            "charged_currency",
            "created_at"
        ]
    );
    let read = orders(&sheet).into_iter().map(|imported| {
        assert_eq!(imported.issues, []);
        imported.order.unwrap()
    });
    read.collect()
}

#[test]
fn a_row_is_an_item_and_what_became_of_its_order() {
    let bytes = csv([row(order())].into_iter());
    assert!(bytes.starts_with(b"\xEF\xBB\xBForder_no,reference,note,sender_name,"));
    let cells = cells(&bytes[3..]);
    let column = |name: &str| {
        let index = cells[0].iter().position(|header| header == name).unwrap();
        cells[1..].iter().map(|row| row[index].as_str()).collect::<Vec<_>>()
    };
    assert_eq!(column("order_no"), ["A1001"; 3]);
    assert_eq!(column("recipient_postcode"), ["03901"; 3]);
    assert_eq!(column("recipient_phone"), ["'+86 139 0000 0001"; 3]);
    assert_eq!(column("note"), ["'=1+1"; 3]);
    assert_eq!(column("box_no"), ["box1", "box1", "box2"]);
    assert_eq!(column("weight_kg"), ["0.25", "0.25", ""]);
    assert_eq!(column("length_cm"), ["10.5", "10.5", ""]);
    assert_eq!(column("sku"), ["001", "002", ""]);
    assert_eq!(column("unit_price"), ["1.00", "1.00", ""]);
    assert_eq!(column("options.alpha.ptid"), ["07"; 3]);
    assert_eq!(column("order_state"), ["labelled"; 3]);
    assert_eq!(column("tracking_no"), ["9405500000000000000000"; 3]);
    assert_eq!(column("charged_total"), ["'-5.70"; 3]);
    assert_eq!(column("charged_currency"), ["CNY"; 3]);
}

#[test]
fn a_workbook_holds_ids_as_text_and_numbers_as_numbers() {
    use calamine::{Data, Reader, Xlsx};
    let bytes = xlsx([row(order())].into_iter()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let cell = |name: &str| {
        let index = range.headers().unwrap().iter().position(|header| header == name).unwrap();
        range.rows().nth(1).unwrap()[index].clone()
    };
    assert_eq!(cell("recipient_postcode"), Data::String("03901".to_owned()));
    assert_eq!(cell("tracking_no"), Data::String("9405500000000000000000".to_owned()));
    assert_eq!(cell("note"), Data::String("=1+1".to_owned()));
    assert_eq!((cell("weight_kg"), cell("quantity")), (Data::Float(0.25), Data::Float(2.0)));
    assert_eq!(cell("charged_total"), Data::Float(-5.7));
}

#[test]
fn drafts_without_boxes_have_a_row_and_nothing_is_a_table_of_headers() {
    let draft = Order { order_no: "A2".to_owned(), ..Order::default() };
    let bytes = csv([row(draft.clone())].into_iter());
    assert_eq!(reimported("a.csv", &bytes), [draft]);
    let unnumbered = Order { boxes: vec![Carton::default(), Carton::default()], ..order() };
    let numbers = reimported("a.csv", &csv([row(unnumbered)].into_iter()));
    assert_eq!(
        numbers[0].boxes.iter().map(|carton| carton.box_no.as_str()).collect::<Vec<_>>(),
        ["box1", "box2"]
    );
    assert_eq!(cells(&csv(std::iter::empty())[3..]).len(), 1);
}

/// What people and formulas put into a field, as the order's reader leaves it.
fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "=", "+", "-", "@", "'", "＝", "＋", "－", "＠", "\"", ",", ";", "\t", "|",
    ]);
    let words = prop_oneof![
        3 => "[a-z0-9 ',;=\"姓名🙂é_x-]{0,12}",
        2 => (prop::collection::vec(hostile, 1..4), "[A-Z0-9(]{0,6}").prop_map(|(marks, rest)| marks.concat() + &rest),
        1 => Just(String::new()),
        1 => "\\PC{0,10}",
    ];
    words.prop_map(|text| clean(&text))
}

fn filled() -> impl Strategy<Value = String> {
    (text(), "[A-Z][0-9]{3}").prop_map(|(text, id)| clean(&(text + &id)))
}

fn party() -> impl Strategy<Value = Party> {
    let country = prop::sample::select(vec!["", "US", "DE", "CN"]);
    (prop::array::uniform10(text()), country).prop_map(|(texts, country)| {
        let [name, company, phone, email, address1, address2, house_no, city, state, postcode] = texts;
        let country = country.to_owned();
        Party { name, company, phone, email, address1, address2, house_no, city, state, postcode, country }
    })
}

fn item() -> impl Strategy<Value = Item> {
    let price =
        prop::option::of((0..i64::MAX, 0..12_u32).prop_map(|(price, scale)| Decimal::new(price, scale)));
    let weight = prop::option::of(any::<u32>().prop_map(Weight::from_grams));
    let currency = prop::option::of(prop::sample::select(vec![Currency::CNY, Currency::USD]));
    let texts = prop::array::uniform6(text());
    let item = (filled(), texts, price, currency, prop::option::of(1..1_000_000_u32), weight);
    item.prop_map(
        |(
            sku,
            [name_cn, name_en, material, usage, hs_code, battery],
            unit_price,
            currency,
            quantity,
            unit_weight,
        )| {
            Item {
                sku,
                name_cn,
                name_en,
                unit_price,
                currency,
                quantity,
                unit_weight,
                material,
                usage,
                hs_code,
                battery,
            }
        },
    )
}

fn carton() -> impl Strategy<Value = Carton> {
    let side = || prop::option::of(any::<u32>().prop_map(Length::from_mm));
    let weight = prop::option::of(any::<u32>().prop_map(Weight::from_grams));
    (text(), weight, side(), side(), side(), prop::collection::vec(item(), 0..3)).prop_map(
        |(note, weight, length, width, height, items)| Carton {
            box_no: String::new(),
            note,
            weight,
            length,
            width,
            height,
            items,
        },
    )
}

fn an_order() -> impl Strategy<Value = Order> {
    let options = prop::collection::btree_map("[a-z]{1,5}\\.[A-Za-z0-9]{1,6}", filled(), 0..3);
    let texts = (text(), text(), prop::option::of(filled()));
    (texts, options, party(), party(), prop::collection::vec(carton(), 0..4)).prop_map(
        |((reference, note, warehouse_id), options, sender, recipient, mut boxes)| {
            for (index, carton) in boxes.iter_mut().enumerate() {
                carton.box_no = format!("-{index}");
            }
            Order {
                order_no: String::new(),
                reference,
                note,
                sender,
                recipient,
                warehouse_id,
                options,
                boxes,
            }
        },
    )
}

fn some_orders() -> impl Strategy<Value = Vec<Order>> {
    prop::collection::vec(an_order(), 1..4).prop_map(|mut orders| {
        for (index, order) in orders.iter_mut().enumerate() {
            order.order_no = format!("=A{index}");
        }
        orders
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(orders in some_orders()) {
        let rows = || orders.iter().cloned().map(row);
        prop_assert_eq!(&reimported("a.csv", &csv(rows())), &orders);
        prop_assert_eq!(&reimported("a.xlsx", &xlsx(rows()).unwrap()), &orders);
    }

    #[test]
    fn no_cell_begins_a_formula(orders in some_orders(), raw in "[=+\\-@'\t\r＝＋－＠]{1,3}.{0,5}") {
        let mut rows: Vec<ExportRow> = orders.into_iter().map(row).collect();
        rows[0].account = Some(raw.clone());
        rows[0].order.reference = raw;
        for cell in cells(&csv(rows.into_iter())[3..]).concat() {
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']), "{cell:?}");
        }
    }
}
