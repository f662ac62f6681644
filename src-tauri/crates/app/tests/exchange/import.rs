//! Files of orders, read from bytes on disk.

use proptest::prelude::*;
use shipdesk_app::import::{ColumnMap, ImportedOrder, MAX_BYTES, MAX_ROWS, Sheet, orders, read};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::order::Order;
use std::collections::BTreeMap;
use std::path::Path;

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)).unwrap()
}

fn file(name: &str) -> Sheet {
    read(name, &bytes(name), None).unwrap()
}

fn text(text: &str) -> Vec<ImportedOrder> {
    orders(&read("text.csv", text.as_bytes(), None).unwrap())
}

fn good(imported: &ImportedOrder) -> &Order {
    assert_eq!(imported.issues, []);
    imported.order.as_ref().unwrap()
}

fn refused(bytes: &[u8]) -> Problem {
    read("a.csv", bytes, None).unwrap_err()
}

fn reason(problem: &Problem) -> &str {
    &problem.params["reason"]
}

#[test]
fn the_encoding_and_the_delimiter_are_found() {
    for (name, encoding, guessed, delimiter) in [
        ("gbk.csv", "gb18030", true, ','),
        ("big5.csv", "Big5", true, ','),
        ("bom.csv", "UTF-8", false, ','),
        ("semicolon.csv", "UTF-8", false, ';'),
        ("tabs.tsv", "UTF-16LE", false, '\t'),
    ] {
        let form = file(name).form;
        assert_eq!(
            (form.encoding, form.guessed, form.delimiter),
            (Some(encoding), guessed, Some(delimiter)),
            "{name}"
        );
    }
}

#[test]
fn headers_settle_what_a_short_file_leaves_open() {
    let (bytes, ..) = encoding_rs::GBK.encode("订单号,数量\nA1,7\n");
    let sheet = read("a.csv", &bytes, None).unwrap();
    assert_eq!((sheet.form.encoding, sheet.form.guessed), (Some("gb18030"), true));
    assert_eq!(good(&orders(&sheet)[0]).boxes[0].items[0].quantity, Some(7));
}

#[test]
fn a_word_or_two_are_read_in_the_script_they_are_written_in() {
    use encoding_rs::{BIG5, GBK, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
    for (encoding, words) in [
        (GBK, &["衣", "裤子", "书", "茶", "灯", "包", "笔", "毛巾", "深圳衣服", "衣（蓝）"][..]),
        (BIG5, &["衣", "鞋", "杯", "書", "茶", "手機殼"]),
        (WINDOWS_1252, &["Müller", "José García", "François", "Straße 5", "Ärzte", "Ångström", "Élodie"]),
        (WINDOWS_1250, &["Kraków", "Łódź"]),
        (WINDOWS_1251, &["Москва", "Иванов"]),
    ] {
        for &word in words {
            let text = format!("order_no,name_cn,quantity\nA1,{word},7\n");
            let sheet = read("a.csv", &encoding.encode(&text).0, None).unwrap();
            assert_eq!(good(&orders(&sheet)[0]).boxes[0].items[0].name_cn, word, "{}", encoding.name());
            assert!(sheet.form.guessed);
        }
    }
}

#[test]
fn rows_of_one_number_are_one_order_with_their_box_and_items() {
    let sheet = file("gbk.csv");
    assert_eq!(sheet.passed_over(), ["颜色"]);
    let read = orders(&sheet);
    assert_eq!(read.iter().map(|order| order.rows.clone()).collect::<Vec<_>>(), [vec![2, 3], vec![4]]);
    let order = good(&read[0]);
    assert_eq!((order.recipient.name.as_str(), order.recipient.postcode.as_str()), ("王小明", "03901"));
    let [carton] = order.boxes.as_slice() else { panic!("{order:?}") };
    assert_eq!((carton.weight.unwrap().grams(), carton.height.unwrap().mm()), (250, 25));
    let skus: Vec<_> = carton.items.iter().map(|item| (item.sku.as_str(), item.name_cn.as_str())).collect();
    assert_eq!(skus, [("00123", "衣服"), ("00124", "帽子")]);
    assert_eq!(carton.items[1].declared().unwrap().to_string(), "2.50");
    assert_eq!(good(&read[1]).boxes[0].box_no, "box1");
}

#[test]
fn traditional_headers_are_known_too() {
    let read = orders(&file("big5.csv"));
    let order = good(&read[0]);
    assert_eq!(order.order_no, "B2001");
    assert_eq!((order.recipient.name.as_str(), order.recipient.postcode.as_str()), ("陳大文", "00110"));
    assert_eq!(order.recipient.address1, "示範路一段7號");
    assert_eq!(order.boxes[0].weight.unwrap().grams(), 300);
    assert_eq!(order.boxes[0].items[0].name_cn, "圍巾");
}

#[test]
fn ids_stay_text_and_lines_are_those_of_the_file() {
    let read = orders(&file("bom.csv"));
    assert_eq!(read.iter().map(|order| order.rows[0]).collect::<Vec<_>>(), [2, 4, 7]);
    let order = good(&read[0]);
    assert_eq!(order.recipient.postcode, "03901");
    assert_eq!(order.boxes[0].items[0].sku, "0000123456789012345678");
    let order = good(&read[1]);
    assert_eq!(order.recipient.name, r#"Pam "P" Example (rear door)"#);
    assert_eq!(order.boxes[0].items[0].sku, "1,5");
}

#[test]
fn marketplaces_headers_are_known() {
    let read = orders(&file("semicolon.csv"));
    let order = good(&read[0]);
    assert_eq!(
        (order.recipient.name.as_str(), order.recipient.postcode.as_str()),
        ("Erika Beispiel, c/o Muster", "01067")
    );
    assert_eq!(order.boxes[0].items[0].name_en, "scarf, wool");
    let read = orders(&file("tabs.tsv"));
    let order = good(&read[0]);
    assert_eq!((order.recipient.address1.as_str(), order.recipient.state.as_str()), ("27 Sample Rd", "ME"));
    assert_eq!(order.boxes[0].items[0].sku, "00042");
}

#[test]
fn a_workbook_is_read_as_it_is_shown() {
    let sheet = file("orders.xlsx");
    assert_eq!(sheet.form.sheet.as_deref(), Some("订单"));
    let read = orders(&sheet);
    let order = good(&read[0]);
    assert_eq!((read[0].rows.as_slice(), order.order_no.as_str()), (&[3, 4][..], "F6001"));
    assert_eq!(order.recipient.postcode, "03901");
    assert_eq!(order.reference, "202601021234567");
    assert_eq!(order.note, "2026-01-02");
    assert_eq!(order.boxes[0].weight.unwrap().grams(), 300);
    assert_eq!(read[0].document["boxes"][0]["weight_kg"], "0.3");
    let items: Vec<_> = order.boxes[0].items.iter().map(|item| (item.sku.as_str(), item.quantity)).collect();
    assert_eq!(items, [("94055", Some(2)), ("0042", Some(1))]);
}

#[test]
fn what_a_spreadsheet_spoilt_is_refused() {
    let read = orders(&file("orders.xlsx"));
    assert_eq!(
        read[1].issues,
        [
            FieldIssue::wrong_kind("row 6, 参考号 (reference)", "text, all digits", "9.40551E+21"),
            FieldIssue::wrong_kind("row 6, 备注 (note)", "text", "#N/A"),
        ]
    );
    assert_eq!(
        read[2].issues,
        [FieldIssue::wrong_kind("row 7, 参考号 (reference)", "text, all digits", "9.4055E+21")]
    );
    assert_eq!((&read[1].order, &read[2].order), (&None, &None));
    assert_eq!(read[2].document["note"], "2026-01-02T10:30:00");
    assert_eq!(read[2].document["boxes"][0]["items"][0]["sku"], "TRUE");
    assert_eq!(good(&text("order_no,sku\nA1,1E5")[0]).boxes[0].items[0].sku, "1E5");
}

#[test]
fn contradictions_name_both_rows() {
    let read = text(
        "order_no,recipient_city,recipient_country,box_no,weight_kg,sku\n\
         A1,Berwick,US,b1,0.5,1\n\
         A1,Boston,us,b1,0.50,2\n\
         A1,Ber\u{200B}wick,US,b1,0.5,4\n\
         A1,,,b1,0.7,3\n",
    );
    assert_eq!(
        read[0].issues,
        [
            FieldIssue::wrong_kind(
                "row 3, recipient_city (recipient.city)",
                "as in row 2: Berwick",
                "Boston"
            ),
            FieldIssue::wrong_kind("row 5, weight_kg (boxes[].weight_kg)", "as in row 2: 0.5", "0.7"),
        ]
    );
    assert_eq!(read[0].order, None);
}

#[test]
fn boxes_go_by_their_numbers_and_rows_without_one_stay_in_the_box_before() {
    let read = text(
        "order_no,box_no,weight_kg,sku\n\
         A1,b1,1,1\n\
         A2,,2,9\n\
         A1,b2,2,2\n\
         A1,,,3\n\
         A1,b1,,4\n",
    );
    let boxes: Vec<(&str, Vec<&str>)> = good(&read[0])
        .boxes
        .iter()
        .map(|carton| (carton.box_no.as_str(), carton.items.iter().map(|item| item.sku.as_str()).collect()))
        .collect();
    assert_eq!(boxes, [("b1", vec!["1", "4"]), ("b2", vec!["2", "3"])]);
    assert_eq!(read[0].rows, [2, 4, 5, 6]);
    assert_eq!(good(&read[1]).boxes.len(), 1);
}

#[test]
fn issues_of_the_document_name_row_column_and_field() {
    let read = text(
        "订单号,收件人国家,选项,数量,重量(g),options.alpha.ptid\n\
         A1,USA,x,1,250,7\n\
         A1,,x,1.5,x,7\n\
         ,US,,1,,\n\
         ,DE,,0,,\n",
    );
    assert_eq!(
        read[0].issues.iter().map(|issue| issue.path.as_str()).collect::<Vec<_>>(),
        [
            "row 3, 重量(g) (boxes[].weight_kg)",
            "row 2, 收件人国家 (recipient.country)",
            "row 3, 数量 (boxes[0].items[1].quantity)",
        ]
    );
    assert_eq!(read[0].document["options"]["alpha.ptid"], "7");
    assert_eq!(read[0].document["boxes"][0]["weight_kg"], "0.25");
    assert_eq!(read[1].issues, [FieldIssue::missing("row 4, 订单号 (order_no)")]);
    assert_eq!(
        read[2].issues,
        [
            FieldIssue::missing("row 5, 订单号 (order_no)"),
            FieldIssue::out_of_range("row 5, 数量 (boxes[0].items[0].quantity)", "1 … 1000000", "0"),
        ]
    );
}

#[test]
fn the_strongest_header_holds_a_field_and_the_others_are_told() {
    let sheet = read(
        "a.csv",
        "buyer name,order id,单号,phone,recipient_phone,Recipient Name（必填）\nP,A1,7,1,2,Q".as_bytes(),
        None,
    )
    .unwrap();
    assert_eq!(sheet.passed_over(), ["buyer name", "单号", "phone"]);
    let read = orders(&sheet);
    let order = good(&read[0]);
    let found = (order.order_no.as_str(), order.recipient.phone.as_str(), order.recipient.name.as_str());
    assert_eq!(found, ("A1", "2", "Q"));
}

#[test]
fn a_map_of_ones_own_comes_first() {
    let map = ColumnMap {
        name: "shop".to_owned(),
        columns: BTreeMap::from([
            ("Ref".to_owned(), "order_no".to_owned()),
            ("mass".to_owned(), "weight_g".to_owned()),
            ("PHONE".to_owned(), String::new()),
        ]),
    };
    let read = |map: &ColumnMap| read("a.csv", b"Ref;mass;phone\nA1;250;5550100", Some(map));
    let sheet = read(&map).unwrap();
    assert_eq!(sheet.passed_over(), ["phone"]);
    let found = orders(&sheet);
    assert_eq!(good(&found[0]).boxes[0].weight.unwrap().grams(), 250);
    assert_eq!(good(&found[0]).recipient.phone, "");

    let wrong = ColumnMap { columns: BTreeMap::from([("mass".into(), "heaviness".into())]), name: map.name };
    let problem = read(&wrong).unwrap_err();
    assert_eq!((problem.code, reason(&problem)), (ErrorCode::InputInvalid, "map_field"));
    assert_eq!(problem.fields[0].path, "columns.mass");
    let stored = serde_json::to_string(&wrong).unwrap();
    assert_eq!(stored, r#"{"name":"shop","columns":{"mass":"heaviness"}}"#);
    assert_eq!(serde_json::from_str::<ColumnMap>(&stored).unwrap(), wrong);
}

#[test]
fn a_quote_before_a_formula_is_taken_off_once() {
    for (cell, value) in [
        ("'=1+1", "=1+1"),
        ("''=1", "'=1"),
        ("'＝1", "＝1"),
        ("'tis", "'tis"),
        ("'12", "'12"),
        ("\"=\"\"0042\"\"\"", "0042"),
        ("'", "'"),
    ] {
        let read = text(&format!("order_no,sku\nA1,{cell}"));
        assert_eq!(good(&read[0]).boxes[0].items[0].sku, value, "{cell}");
    }
}

#[test]
fn lines_are_counted_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["order_no,note", "", "A1,x", " , ", "", "A2,y", "A3,\"two", "lines\"", "A4,z"].join(end);
        let lines: Vec<usize> = text(&file).iter().map(|order| order.rows[0]).collect();
        assert_eq!(lines, [3, 6, 7, 9], "{end:?}");
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let big = vec![b'x'; MAX_BYTES + 1];
    let long = format!("order_no\n{}", "1\n".repeat(MAX_ROWS + 1));
    let wide = format!("order_no{}x\n", ",".repeat(20_000));
    let damaged =
        [b"order_no,name\nA1,\xE5\xA7\x93".as_slice(), "姓名姓名姓名姓名\n".as_bytes(), b"\xE5"].concat();
    for (bytes, why) in [
        (big.as_slice(), "too_large"),
        (long.as_bytes(), "too_many_rows"),
        (wide.as_bytes(), "too_many_cells"),
        (b"", "empty"),
        (b"\n \n,,\n", "empty"),
        (b"order_no\0,x", "not_text"),
        (b"order_no,note\nA1,\"open\nA2,x\nA3,y", "open_quote"),
        (&damaged, "encoding_damaged"),
        (&bytes("bomb.xlsx"), "packed_too_tightly"),
        (&bytes("broken.xlsx"), "not_a_workbook"),
        (&bytes("not-a-workbook.xlsx"), "not_a_workbook"),
        (&bytes("old.xls"), "old_or_locked_workbook"),
    ] {
        let problem = refused(bytes);
        assert_eq!((problem.code, reason(&problem)), (ErrorCode::FileUnusable, why));
        assert_eq!(problem.params["file"], "a.csv");
    }
    let full = read("a.csv", &long.as_bytes()[..long.len() - 2], None).unwrap();
    assert_eq!(full.rows.len(), MAX_ROWS);
    assert_eq!(refused(b"order_no,note\nA1,\"open\nA2,x").params["line"], "2");
    assert_eq!(refused(&damaged).params["line"], "3");
}

#[test]
fn a_file_without_order_numbers_is_refused() {
    let problem = refused(b"recipient_name,sku\nPam,1");
    assert_eq!((problem.code, reason(&problem)), (ErrorCode::InputInvalid, "no_order_no"));
    assert_eq!(problem.fields, [FieldIssue::missing("order_no")]);
}

fn with_damage(mut bytes: Vec<u8>, damage: &[(usize, u8)]) -> Vec<u8> {
    let length = bytes.len();
    for (at, value) in damage {
        bytes[at % length] = *value;
    }
    bytes
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read("a.csv", &bytes, None).map(|sheet| orders(&sheet));
        let headed = [b"order_no,weight_g,box_no,sku\nA1,1,".as_slice(), &bytes].concat();
        let _ = read("a.csv", &headed, None).map(|sheet| orders(&sheet));
    }

    #[test]
    fn no_damage_makes_it_panic(
        name in prop::sample::select(vec!["gbk.csv", "big5.csv", "bom.csv", "tabs.tsv", "orders.xlsx"]),
        damage in prop::collection::vec((any::<usize>(), any::<u8>()), 1..8),
    ) {
        let _ = read(name, &with_damage(bytes(name), &damage), None).map(|sheet| orders(&sheet));
    }
}
