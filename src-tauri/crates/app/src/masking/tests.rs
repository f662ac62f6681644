//! What is hidden and what stays, in the words that carriers write. All people and phones are invented.

use super::{mask, mask_json};
use proptest::prelude::*;
use serde_json::json;

/// Each text as it is shown.
const HIDDEN: [(&str, &str); 79] = [
    // couriers and mobiles
    ("派送中，快递员：张小三，电话：13800001111", "派送中，快递员：***，电话：***"),
    ("快递员李四正在派件 138-0000-1111", "快递员***正在派件 ***"),
    ("【深圳市】派件员【王五】(13900002222)正在派件", "【深圳市】派件员【***】(***)正在派件"),
    ("快遞員：陳小明，聯絡電話 0912-345-678", "快遞員：***，聯絡電話 ***"),
    ("配送員林大文(0912345678)已出發", "配送員***(***)已出發"),
    ("快递小哥赵六将为您派送，电话+86 138 0000 1111", "快递小哥***将为您派送，电话***"),
    ("司机 孙七 008613800001111", "司机 *** ***"),
    ("快递员电话：13800001111", "快递员电话：***"),
    ("签收人：周八", "签收人：***"),
    ("簽收人：吳小九，已簽收", "簽收人：***，已簽收"),
    ("快递员于小明正在派件", "快递员***正在派件"),
    ("派送员郑十（电话：13800001111）", "派送员***（电话：***）"),
    ("已联系收件人13800001111 2026-01-05 10:00:30", "已联系收件人*** 2026-01-05 10:00:30"),
    ("2026-01-05 10:00:30 13800001111", "2026-01-05 10:00:30 ***"),
    ("2026-01-05 13800001111 已签收", "2026-01-05 *** 已签收"),
    ("手机号码：138 0000 1111。", "手机号码：***。"),
    ("手機號碼 138-00001111", "手機號碼 ***"),
    ("请致电86-13800001111", "请致电***"),
    // landlines
    ("网点电话 0755-8888 8888", "网点电话 ***"),
    ("如有疑问 0755-8888 8888", "如有疑问 ***"),
    ("0755-88888888", "***"),
    ("0755 88888888 转 12", "*** 转 12"),
    ("0755-88888888-123", "***"),
    ("(021) 5555 5555", "***"),
    ("（021）55555555", "***"),
    ("021-5555-5555", "***"),
    ("010-66666666 2026-01-05 10:00", "*** 2026-01-05 10:00"),
    ("网点(0769)8888888已收", "网点***已收"),
    ("電話：02-2345-6789", "電話：***"),
    ("(02) 2345-6789", "***"),
    ("04-2345-6789", "***"),
    ("电话075588888888", "电话***"),
    ("快递员张三(075588888888)", "快递员***(***)"),
    // hotlines
    ("客服热线400-820-8388", "客服热线***"),
    ("拨打 400 820 8388 或 95338", "拨打 *** 或 95338"),
    ("客服 4008-208-388", "客服 ***"),
    ("800-830-1234", "***"),
    ("客服电话：4008208388", "客服电话：***"),
    ("客服电话：95338", "客服电话：***"),
    // abroad
    ("Out for delivery, courier: John Example, tel 555-0100", "Out for delivery, courier: ***, tel ***"),
    ("Call +49 170 5550100", "Call ***"),
    ("Call (213) 555-0147 for pickup", "Call *** for pickup"),
    ("Facility 213-555-0147", "Facility ***"),
    ("1-800-555-0147", "***"),
    ("213.555.0147", "***"),
    ("+1 (213) 555-0147", "***"),
    ("0049 170 5550100", "***"),
    ("Phone number: 020 7946 0018", "Phone number: ***"),
    ("Mobile No. 13800001111", "Mobile No. ***"),
    ("Signed for by: P EXAMPLE", "Signed for by: ***"),
    ("Delivered. Signed by J. Example at 10:00", "Delivered. Signed by *** at 10:00"),
    ("Driver KIM WOODS is on the way", "Driver *** is on the way"),
    ("Courier Mary-Ann O'Example notified", "Courier *** notified"),
    // several numbers, whatever stands between them
    ("电话 13912345678/13912345679", "电话 ***/***"),
    ("13912345678/13912345679/13912345680", "***/***/***"),
    ("电话:021-55556666 13912345678", "电话:*** ***"),
    ("13912345678 13912345679", "*** ***"),
    ("13912345678 13912345679 2026-01-05 10:00", "*** *** 2026-01-05 10:00"),
    ("13912345678、02155556666", "***、***"),
    ("02155556666、13912345678", "***、***"),
    ("13912345678;13912345679；021-55556666", "***;***；***"),
    ("13912345678 | 0755-88888888", "*** | ***"),
    ("138 0000 1111 139 0000 2222", "*** ***"),
    ("021-55556666/55557777", "***/***"),
    ("电话 5550100 5550101", "电话 *** ***"),
    ("电话：55556666，55557777", "电话：***，***"),
    ("(13912345678)/(13912345679)", "(***)/(***)"),
    ("+8613912345678/+8613912345679", "***/***"),
    ("13912345678 - 13912345679", "*** - ***"),
    ("派件员李四13912345678/15912345678正在派件", "派件员******/***正在派件"),
    // mail
    ("Processed by kim.woods@example.com", "Processed by ***"),
    ("operator:kim_woods+1@mail.example.co.uk;", "operator:***;"),
    ("操作人pam@shop.example 已出库", "操作人*** 已出库"),
    ("<PAM@SHOP.EXAMPLE>", "<***>"),
    ("联系 pam＠shop.example。", "联系 ***。"),
    ("a@b.cc,c@d.ee", "***,***"),
    // several
    ("快递员张三13800001111，备用 0755-88888888", "快递员******，备用 ***"),
    ("联系人：张三 联系电话：13800001111", "联系人：*** 联系电话：***"),
    ("courier: Kim Woods, kim@example.com, +1 213 555 0147", "courier: ***, ***, ***"),
];

/// Texts that are shown as they are: numbers of parcels and orders, weights, times, places, and words about nobody.
const SHOWN: [&str; 68] = [
    "单号 13912345678/13912345679",
    "https://pod.example/13912345678/1",
    "02155556666、02155556667",
    "0034 0434 1612 3456 7890 0034 0434 1612 3456 7890",
    "940550089784/940550089785",
    "2026/01/05 2026/01/06",
    "Parcel 9405500897846053129766 accepted",
    "9405 5008 9784 6053 1297 66",
    "YT13800001111 arrived at 10 2020-08-21",
    "1Z9XV6160327140440",
    "LK894734223CN",
    "运单号 13800001111",
    "运单号：13800001111",
    "單號 0912345678",
    "订单号: 4008208388",
    "Tracking number 13800001111",
    "Order no. 213-555-0147",
    "AWB 160-12345675",
    "提单号 172-00001111",
    "order 111-2223334-5556667",
    "WO0000000037",
    "ID15270000001060ZZ",
    "SF1234567890123",
    "JD0138000011112",
    "00340434161234567890",
    "0034 0434 1612 3456 7890",
    "75312345678901",
    "4200390194001000000000000000 13",
    "1234567890",
    "123456789012",
    "单号13800001111已揽收",
    "包裹 0755-88888888",
    "Item 13800001111 departed",
    "Shipment ref 800-830-1234",
    "2026-01-05 10:00:30",
    "2026-01-05 10:00",
    "2026/01/05 10:00",
    "20260105100030",
    "05.01.2026 10:00",
    "10:00-18:00",
    "08:00 - 20:00",
    "重量 1.25 kg",
    "Weight 0.250 kg, 10 x 5 x 2.5 cm",
    "实重1250克",
    "计费重量：12.500公斤",
    "12,345.67",
    "518000",
    "邮编：518000",
    "90012-1234",
    "100-0001",
    "Flight CX880 2026-01-05",
    "航班 CX880",
    "Courier picked up the parcel",
    "Courier Notified",
    "The goods have arrived",
    "The courier has collected 3 parcels",
    "Driver is on the way",
    "快递员正在派件",
    "快递员已取件",
    "快遞員已取件",
    "派送中",
    "本人签收",
    "签收人凭取货码签收",
    "签收人：本人签收",
    "签收人：前台",
    "Arrived @ hub LAX",
    "DEPOT@LAX",
    "",
];

#[test]
fn people_go() {
    let wrong: Vec<String> = HIDDEN
        .iter()
        .filter(|(given, masked)| mask(given) != *masked)
        .map(|(given, masked)| format!("{given}\n   is    {}\n   wants {masked}", mask(given)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn everything_else_stays() {
    let wrong: Vec<String> = SHOWN
        .iter()
        .filter(|text| mask(text) != **text)
        .map(|text| format!("{text} -> {}", mask(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_was_masked_stays_as_it_is() {
    for (_, masked) in HIDDEN {
        assert_eq!(mask(masked), masked);
    }
}

#[test]
fn a_raw_answer_has_no_people_and_all_of_its_numbers() {
    let raw = json!({
        "type": "S", "date": "2026-01-05 10:00:00", "eventCode": "DLI", "lastEvent": "N", "operator": "kim.woods",
        "eventDescription": "派送中，快递员：张小三，电话：13800001111", "trackingNo": "9405500897846053129766",
        "weight": 1.25, "number": 13_800_001_111_u64, "mobilePhone": 13_800_001_111_u64, "singed_by": "P EXAMPLE",
        "contact_name": "", "Signed-By": null, "receiver": {"name": "王小明", "phones": ["0755-88888888", 7]},
        "notes": ["pam@shop.example", "LK894734223CN"], "buyerContactNo": "07700900000", "headphones": "2",
    });
    let masked = json!({
        "type": "S", "date": "2026-01-05 10:00:00", "eventCode": "DLI", "lastEvent": "N", "operator": "***",
        "eventDescription": "派送中，快递员：***，电话：***", "trackingNo": "9405500897846053129766",
        "weight": 1.25, "number": 13_800_001_111_u64, "mobilePhone": "***", "singed_by": "***",
        "contact_name": "", "Signed-By": null, "receiver": {"name": "***", "phones": ["***", "***"]},
        "notes": ["***", "LK894734223CN"], "buyerContactNo": "***", "headphones": "2",
    });
    assert_eq!(mask_json(raw), masked);
}

#[test]
fn the_names_of_members_can_be_searched() {
    assert!(super::PERSONAL.is_sorted());
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,60}|[-0-9 +().:@a-c快递员电话，]{0,60}") {
        let masked = mask(&text);
        prop_assert_eq!(mask(&masked).matches("***").count() >= masked.matches("***").count(), true);
    }

    /// Wherever a mobile, a landline or an address stands in a sentence, nothing of it is left.
    #[test]
    fn a_phone_goes_wherever_it_stands(
        before in prop::sample::select(vec!["", "派送中，", "快递员张三，", "Delivered. ", "(", "2026-01-05 10:00 "]),
        after in prop::sample::select(vec!["", "。", "，请保持畅通", " at 10:00", ")", " 2026-01-05 10:00"]),
        form in prop::sample::select(vec!["1389###6###", "138-9###-6###", "138 9### 6###", "0755-9### 6###", "(021) 9###6###", "0571-9###6###", "400-9##-6###", "+86 1389###6###", "p###.q@example.com"]),
        figures in "[0-9]{8}",
    ) {
        let mut figures = figures.chars();
        let it: String = form.chars().map(|c| if c == '#' { figures.next().unwrap_or('5') } else { c }).collect();
        let masked = mask(&format!("{before}{it}{after}"));
        prop_assert!(masked.contains("***") && !masked.contains(&it), "{} of {}", masked, it);
        let left = masked.replace("2026-01-05 10:00", "").replace("10:00", "");
        prop_assert!(!left.contains(|c: char| c.is_ascii_digit()), "{} of {}", masked, it);
    }

    /// Whatever stands between several numbers, nothing of any is left.
    #[test]
    fn all_phones_of_a_list_go(
        before in prop::sample::select(vec!["", "派送中，", "电话 ", "快递员张三：", "Delivered. "]),
        forms in prop::collection::vec(prop::sample::select(vec!["1389###6###", "138-9###-6###", "138 9### 6###", "0755-9### 6###", "(021) 9###6###", "0571-9###6###", "400-9##-6###", "+86 1389###6###", "Mobile 1389###6###"]), 2..4),
        between in prop::sample::select(vec!["/", " / ", "、", " ", ";", "; ", "；", "|", " | ", "，", ", "]),
        after in prop::sample::select(vec!["", "。", "，请保持畅通", ")", " 2026-01-05 10:00"]),
        figures in "[0-9]{8}",
    ) {
        let one = |form: &&str| {
            let mut figures = figures.chars();
            form.chars().map(|c| if c == '#' { figures.next().unwrap_or('5') } else { c }).collect::<String>()
        };
        let text = format!("{before}{}{after}", forms.iter().map(one).collect::<Vec<_>>().join(between));
        let left = mask(&text).replace("2026-01-05 10:00", "");
        prop_assert!(!left.contains(|c: char| c.is_ascii_digit()), "{} of {}", left, text);
    }

    /// A number of a parcel stays, in any sentence.
    #[test]
    fn a_parcels_number_stays_wherever_it_stands(
        before in prop::sample::select(vec!["", "派送中，", "包裹", "Parcel ", "快递员已揽收 ", "(", "2026-01-05 10:00 ", "重量 1.25 kg ", "【深圳市】"]),
        after in prop::sample::select(vec!["", "。", "，已签收", " accepted", ")", " 2026-01-05 10:00", " 3件"]),
        number in "1Z[A-Z0-9]{16}|[RLCE][A-Z][0-9]{9}(CN|US|DE|TW)|9[2-5][0-9]{20}|[2-9][0-9]{11}|[0-9]{14,20}|YT[0-9]{16}|WO[0-9]{10}|SF[0-9]{13}|[2-9][0-9]{9}|9[2-5][0-9]{2}( [0-9]{4}){4} [0-9]{2}",
    ) {
        let text = format!("{before}{number}{after}");
        prop_assert_eq!(mask(&text), text);
    }
}
