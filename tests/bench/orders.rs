//! Files of invented orders, imported.

use shipdesk_app::{ImportRequest, OnDuplicate};
use shipdesk_tests::bench::Bench;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// So many orders are in a file.
pub(crate) const FILE: usize = 10_000;

/// Imports a file of orders, the first of them with this number; gives how long it took.
pub(crate) async fn import(bench: &Bench, from: usize) -> Duration {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let file = scratch.path().join("orders.csv");
    std::fs::write(&file, rows(from)).expect("room for a file");
    let request = ImportRequest { file, map: None, dry_run: false, on_duplicate: OnDuplicate::Fail };
    let started = Instant::now();
    let answer = bench.desk.order_import(request).await.expect("a file of orders");
    let took = started.elapsed();
    assert_eq!(answer.document.added, FILE, "every row is an order");
    took
}

fn rows(from: usize) -> String {
    let mut text = String::from(
        "order_no,recipient_name,recipient_phone,recipient_address1,recipient_city,recipient_state,recipient_postcode,\
         recipient_country,sender_name,sender_phone,sender_address1,sender_city,sender_state,sender_postcode,sender_country,\
         box_no,weight_kg,length_cm,width_cm,height_cm,sku,name_cn,name_en,unit_price,currency,quantity\n",
    );
    for index in from..from + FILE {
        writeln!(
            text,
            "L{index:07},Pam Example {index},555{index:07},27 Sample Rd,Berwick,ME,03901,US,Kim Woods,9495550134,\
             2777 Example Pkwy,Irvine,CA,92606,US,box1,0.25,10,5,2,SKU-{},棉T恤,cotton shirt,6.50,USD,2",
            index % 500
        )
        .expect("writing to a text");
    }
    text
}
