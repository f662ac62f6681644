use super::*;
use crate::error::FieldProblem;
use serde_json::json;

fn document() -> Value {
    json!({
        "order_no": "A1001", "reference": "shop 77", "note": "label note",
        "sender": {"name": "Kim Woods", "phone": "1234567890", "address1": "2777 Example Parkway", "city": "Irvine",
            "state": "CA", "postcode": "92606", "country": "us"},
        "recipient": {"name": "Pam Example", "phone": "5550100", "address1": "27 Sample Rd", "city": "Berwick",
            "state": "ME", "postcode": "03901", "country": "US"},
        "warehouse_id": null, "options": {"alpha.ptid": 7},
        "boxes": [{"box_no": "box1", "weight_kg": "0.25", "length_cm": 10, "width_cm": "5", "height_cm": 2.5,
            "items": [{"sku": 1, "name_cn": "衣服", "name_en": "clothes", "unit_price": "1.00", "currency": "usd",
                "quantity": "2", "unit_weight_kg": 0.1}]}]
    })
}

fn issues(change: impl FnOnce(&mut Value)) -> Vec<(String, FieldProblem)> {
    let mut document = document();
    change(&mut document);
    read(&document).unwrap_err().into_iter().map(|issue| (issue.path, issue.problem)).collect()
}

#[test]
fn reads_numbers_as_text_and_text_as_numbers() {
    let order = read(&document()).unwrap().order;
    assert_eq!(order.recipient.postcode, "03901");
    assert_eq!(order.sender.country, "US");
    assert_eq!(order.options["alpha.ptid"], "7");
    let carton = &order.boxes[0];
    assert_eq!(carton.weight.unwrap().grams(), 250);
    assert_eq!((carton.width.unwrap().mm(), carton.height.unwrap().mm()), (50, 25));
    assert_eq!((carton.items[0].sku.as_str(), carton.items[0].quantity), ("1", Some(2)));
    assert_eq!(carton.items[0].declared().unwrap().to_string(), "2.00");
    assert_eq!(order.missing(), []);
}

#[test]
fn its_own_document_reads_back_the_same() {
    let order = read(&document()).unwrap().order;
    assert_eq!(read(&order.to_json()).unwrap(), Reading { order, ignored: vec![] });
}

#[test]
fn names_every_problem_by_path() {
    let found = issues(|d| {
        d["order_no"] = json!("A 1");
        d["recipient"]["country"] = json!("USA");
        d["recipient"]["name"] = json!("x".repeat(101));
        d["sender"] = json!([]);
        d["boxes"][0]["weight_kg"] = json!("-1");
        d["boxes"][0]["length_cm"] = json!("1,200");
        d["boxes"][0]["items"][0]["quantity"] = json!(1.5);
        d["boxes"][0]["items"][0]["currency"] = json!("dollars");
    });
    assert_eq!(
        found,
        [
            ("order_no".to_owned(), FieldProblem::WrongKind),
            ("sender".to_owned(), FieldProblem::WrongKind),
            ("recipient.name".to_owned(), FieldProblem::TooLong),
            ("recipient.country".to_owned(), FieldProblem::WrongKind),
            ("boxes[0].weight_kg".to_owned(), FieldProblem::OutOfRange),
            ("boxes[0].length_cm".to_owned(), FieldProblem::WrongKind),
            ("boxes[0].items[0].currency".to_owned(), FieldProblem::WrongKind),
            ("boxes[0].items[0].quantity".to_owned(), FieldProblem::OutOfRange),
        ]
    );
}

#[test]
fn two_boxes_of_one_number_are_refused() {
    let found = issues(|d| {
        let carton = d["boxes"][0].clone();
        d["boxes"].as_array_mut().unwrap().push(carton);
    });
    assert_eq!(found, [("boxes[1].box_no".to_owned(), FieldProblem::Repeated)]);
}

#[test]
fn a_field_of_no_order_is_passed_over_and_said() {
    let mut document = document();
    document["recipient"]["postode"] = json!("03901");
    assert_eq!(read(&document).unwrap().ignored, [FieldIssue::unknown("recipient.postode")]);
}

#[test]
fn what_has_no_field_of_an_order_is_none() {
    let list = json!({"orders": [document()], "shop": 7});
    assert_eq!(read(&list).unwrap_err(), [FieldIssue::unknown("orders"), FieldIssue::unknown("shop")]);
}

#[test]
fn an_empty_document_is_a_draft_that_says_what_it_lacks() {
    let order = read(&json!({})).unwrap().order;
    let paths: Vec<String> = order.missing().into_iter().map(|issue| issue.path).collect();
    assert_eq!(paths.first().map(String::as_str), Some("order_no"));
    assert_eq!(paths.last().map(String::as_str), Some("boxes"));
    assert_eq!(paths.len(), 14);
}

#[test]
fn a_state_is_needed_only_where_the_country_has_them() {
    let mut document = document();
    document["recipient"]["state"] = json!("");
    let missing = |document: &Value| read(document).unwrap().order.missing();
    assert_eq!(missing(&document), [FieldIssue::missing("recipient.state")]);
    document["recipient"]["country"] = json!("DE");
    assert_eq!(missing(&document), []);
}

#[test]
fn goods_in_a_warehouse_need_no_items_but_a_weight() {
    let mut document = document();
    document["warehouse_id"] = json!(3);
    document["boxes"][0]["items"] = json!([]);
    document["boxes"][0]["weight_kg"] = json!("0");
    assert_eq!(read(&document).unwrap().order.missing(), [FieldIssue::missing("boxes[0].weight_kg")]);
}
