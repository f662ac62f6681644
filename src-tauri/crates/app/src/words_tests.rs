//! The locale files: complete, alike, and well-formed sentences with few parameters or many.

use super::*;
use serde_json::Map;
use shipdesk_core::error::ErrorCode;
use shipdesk_core::print::{BatchState, PrintKind, PrintState, PrinterState, Trouble};
use std::collections::BTreeSet;

/// Sections that are no error.
const SECTIONS: [&str; 21] = [
    "foreign",
    "field",
    "detail",
    "kind",
    "state",
    "status",
    "refund",
    "verdict",
    "charge",
    "label_kind",
    "capability",
    "reason",
    "provider",
    "print_state",
    "batch_state",
    "printer_state",
    "print_kind",
    "trouble",
    "cli",
    "dispute",
    "parcel_table",
];

fn file(language: Language) -> &'static Map<String, Value> {
    language.texts().as_object().expect("a locale file that parses")
}

/// Every text of a language by its path.
fn texts(language: Language) -> BTreeMap<String, &'static str> {
    let of_section = |(section, texts): (&'static String, &'static Value)| {
        let texts = texts.as_object().expect("a section");
        texts.iter().map(move |(name, text)| (format!("{section}/{name}"), text.as_str().expect("a text")))
    };
    file(language).iter().flat_map(of_section).collect()
}

fn names(texts: &Value) -> BTreeSet<&str> {
    texts.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

/// The parameters that a text names.
fn params(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

#[test]
fn every_code_and_nothing_else_has_a_message_and_a_next_step() {
    let codes: BTreeSet<&str> = ErrorCode::ALL.iter().map(|code| code.as_str()).chain(SECTIONS).collect();
    for language in Language::ALL {
        assert_eq!(file(language).keys().map(String::as_str).collect::<BTreeSet<_>>(), codes, "{language:?}");
        for code in ErrorCode::ALL {
            let sentences = &file(language)[code.as_str()];
            assert_eq!(names(sentences), BTreeSet::from(["message", "next_step"]), "{language:?} {code}");
        }
    }
}

#[test]
fn every_state_has_a_word_and_nothing_else_has() {
    let verdicts = [Verdict::Good, Verdict::Bad, Verdict::Unclear, Verdict::Unreachable].map(verdict_name);
    let problems =
        ["missing", "too_long", "wrong_kind", "out_of_range", "repeated", "unknown_field", "more", "join"];
    for language in Language::ALL {
        let section = |name: &str| names(&file(language)[name]);
        assert_eq!(section("state"), OrderState::ALL.iter().map(|state| state.as_str()).collect());
        assert_eq!(section("status"), DeliveryStatus::ALL.iter().map(|status| status.as_str()).collect());
        assert_eq!(section("refund"), RefundState::ALL.iter().map(|refund| refund.as_str()).collect());
        assert_eq!(section("verdict"), verdicts.into_iter().collect());
        assert_eq!(section("field"), problems.into_iter().collect());
        assert_eq!(section("print_state"), PrintState::ALL.iter().map(|state| state.as_str()).collect());
        assert_eq!(section("batch_state"), BatchState::ALL.iter().map(|state| state.as_str()).collect());
        assert_eq!(section("printer_state"), PrinterState::ALL.iter().map(|state| state.as_str()).collect());
        assert_eq!(section("print_kind"), PrintKind::ALL.iter().map(|kind| kind.as_str()).collect());
        assert_eq!(section("trouble"), Trouble::ALL.iter().map(|trouble| trouble.as_str()).collect());
    }
}

#[test]
fn all_languages_have_the_same_texts_with_the_same_parameters() {
    let english = texts(Language::En);
    for language in [Language::ZhCn, Language::ZhTw] {
        let other = texts(language);
        assert_eq!(other.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{language:?}");
        for (path, text) in &other {
            assert_eq!(params(text), params(english[path]), "{language:?} {path}");
        }
    }
}

#[test]
fn texts_keep_the_house_style() {
    for language in Language::ALL {
        for (path, text) in texts(language) {
            assert!(!text.is_empty(), "{language:?} {path}");
            assert!(!text.contains(['!', '！']), "{language:?} {path}: {text}");
            assert!(
                !["please", "Please", "请", "請"].iter().any(|word| text.contains(word)),
                "{path}: {text}"
            );
            assert_eq!(text.matches('[').count(), text.matches(']').count(), "{language:?} {path}");
            assert_eq!(text.matches('{').count(), text.matches('}').count(), "{language:?} {path}");
        }
    }
    let traditional = texts(Language::ZhTw);
    assert!(traditional.iter().all(|(_, text)| !text.contains(['“', '”'])), "quoted in 「」 there");
}

#[test]
fn a_sentence_reads_well_with_all_parameters_and_with_none() {
    let all =
        ["order_no", "account", "channel", "number", "file", "detail", "seconds", "found", "known", "field"]
            .into_iter()
            .chain(["what", "path", "base_currency", "next_no", "reason"]);
    for code in ErrorCode::ALL {
        let bare = Problem::new(*code);
        let mut full =
            all.clone().fold(Problem::new(*code), |problem, name| problem.with(name, format!("<{name}>")));
        full.provider = Some("<provider>".to_owned());
        full.provider_message = Some("<words>".to_owned());
        full.retry_after_s = Some(7);
        full.fields = vec![FieldIssue::missing("<field>")];
        for language in Language::ALL {
            for problem in [&bare, &full] {
                let told = Words::new(language).error(problem);
                for text in [&told.message, &told.next_step] {
                    let ugly = [
                        "{", "}", "[", "]", "  ", " .", " ,", "()", "（）", "“”", "「」", " 。", "：。",
                        ": .",
                    ];
                    let found = ugly.iter().find(|ugly| text.contains(*ugly));
                    assert_eq!(found, None, "{language:?} {code}: {text}");
                    assert!(text.ends_with(['.', '。']), "{language:?} {code}: {text}");
                }
            }
        }
    }
}

#[test]
fn orders_and_purchases_are_named_only_where_one_is_meant() {
    use ErrorCode as E;
    for code in [E::ProviderRefused, E::ProviderAuth, E::ProviderDown, E::BadAnswer, E::LinkRefused] {
        for (language, words) in [
            (Language::En, &["the order", "bought"][..]),
            (Language::ZhCn, &["订单", "下单"]),
            (Language::ZhTw, &["訂單", "下單"]),
        ] {
            let message = |problem: &Problem| Words::new(language).error(problem).message.to_lowercase();
            let told = message(&Problem::new(code).with("account", "north").with("number", "LK1"));
            assert!(!words.iter().any(|word| told.contains(word)), "{told}");
            let of_order = message(&Problem::new(code).with("order_no", "A1001"));
            assert_eq!(of_order.contains("a1001"), code != E::ProviderAuth, "{of_order}");
        }
    }
}

#[test]
fn an_error_is_told_with_the_words_of_the_provider() {
    let mut problem =
        Problem::new(ErrorCode::PurchaseRefused).with("account", "north").with("order_no", "A1001");
    problem.provider = Some("somewhere".to_owned());
    problem.provider_code = Some("400".to_owned());
    problem.provider_message = Some("余额\u{202e}不足 {detail} [x]\n".to_owned());
    let told = Words::new(Language::En).error(&problem);
    assert_eq!(
        told.message, "somewhere refused A1001: “余额不足 {detail} [x]”. Nothing was charged for it.",
        "a value is never read as a text, and cannot turn it round"
    );
    assert_eq!(told.provider_code.as_deref(), Some("400"));
    assert_eq!(told.provider_message, problem.provider_message);
    assert_eq!(
        Words::new(Language::ZhTw).error(&problem).message,
        "somewhere不收 A1001：「余额不足 {detail} [x]」。沒有扣款。"
    );
}

#[test]
fn what_was_found_is_told_in_the_readers_language() {
    let told = |language, detail: &str| {
        let problem = Problem::new(ErrorCode::LabelUnusable).with("detail", detail);
        Words::new(language).error(&problem).message
    };
    assert!(told(Language::En, "web page").contains("is not a label: a web page."));
    assert!(told(Language::ZhCn, "web page").contains("不是面单：网页。"));
    assert!(told(Language::ZhTw, "damaged application/pdf: it is cut short").contains("PDF 損壞: 不完整。"));
    assert!(told(Language::ZhCn, "HTTP 404: no verdict").contains("：HTTP 404: 没有说结果。"));
    assert!(told(Language::ZhCn, "something new").contains("：something new。"));
}

#[test]
fn fields_are_told_up_to_a_number_and_then_counted() {
    let words = Words::new(Language::En);
    let issues = [
        FieldIssue::missing("recipient.postcode"),
        FieldIssue::too_long("note", 30, 41),
        FieldIssue::wrong_kind("boxes[0].weight_kg", "number", "heavy"),
        FieldIssue::wrong_kind("", "object", "3"),
        FieldIssue::out_of_range("quantity", "1 … 1000000", "0"),
        FieldIssue::repeated("boxes[1].box_no", "box1"),
        FieldIssue::unknown("colour"),
    ];
    assert_eq!(
        words.fields(&issues),
        "recipient.postcode is needed; note has 41 characters, 30 are allowed; boxes[0].weight_kg: “heavy” is \
         given, wanted is a number; “3” is given, wanted is an object; quantity: “0” is outside of 1 … 1000000; boxes[1].box_no: “box1” \
         stands there twice; there is no field colour"
    );
    let many: Vec<_> = (0..11).map(|index| FieldIssue::missing(index.to_string())).collect();
    assert!(words.fields(&many).ends_with("7 is needed; and 3 more"), "{}", words.fields(&many));
    assert_eq!(Words::new(Language::ZhCn).field(&issues[2]), "boxes[0].weight_kg：写着“heavy”，应为数字");
}

#[test]
fn ids_are_told_in_words() {
    let unsupported = Problem::new(ErrorCode::Unsupported).with("account", "北仓").with("what", "scan_forms");
    let told = Words::new(Language::ZhCn).error(&unsupported);
    assert_eq!(told.message, "账户“北仓”做不了这件事：服务商没有提供（交运单）。什么都没发出。");
    let unusable = Problem::new(ErrorCode::FileUnusable).with("file", "a.xls").with("reason", "too_large");
    let told = Words::new(Language::En).error(&unusable);
    assert_eq!(told.message, "The file a.xls cannot be read or written: it is too large. Nothing was sent.");
}

#[test]
fn optional_parts_go_or_say_the_other_thing() {
    let value = |name: &str| (name == "a").then_some("[A]");
    for (text, filled) in [
        ("x[ {a}] y", "x [A] y"),
        ("x[ {b}] y", "x y"),
        ("x[ {a} {b}] y", "x y"),
        ("[{b}|else] y", "else y"),
        ("[{a}|else] y", "[A] y"),
        ("{b}{a}", "[A]"),
    ] {
        assert_eq!(fill(text, &value), filled, "{text}");
    }
}

#[test]
fn languages_are_known_by_the_tags_of_browsers_and_locales() {
    for (tag, language) in [
        ("en", Some(Language::En)),
        ("en_GB.UTF-8", Some(Language::En)),
        ("C.UTF-8", Some(Language::En)),
        ("POSIX", Some(Language::En)),
        ("zh", Some(Language::ZhCn)),
        ("zh_CN.GB18030", Some(Language::ZhCn)),
        ("zh-Hans-HK", Some(Language::ZhCn)),
        ("zh_SG", Some(Language::ZhCn)),
        ("zh_TW.UTF-8", Some(Language::ZhTw)),
        ("zh-Hant", Some(Language::ZhTw)),
        ("ZH-hk", Some(Language::ZhTw)),
        ("zh_TW@radical", Some(Language::ZhTw)),
        ("de_DE.UTF-8", None),
        ("", None),
    ] {
        assert_eq!(Language::from_tag(tag), language, "{tag}");
    }
    for language in Language::ALL {
        assert_eq!(Language::from_tag(language.tag()), Some(language));
    }
}

#[test]
fn a_text_that_nobody_wrote_is_its_key() {
    assert_eq!(Words::new(Language::En).text("cli.never_written", &[]), "cli.never_written");
    assert_eq!(Words::new(Language::En).text("minutes", &[("count", "5")]), "5 min");
    assert_eq!(Words::new(Language::ZhTw).text("minutes", &[("count", "5")]), "5 分");
}

#[test]
fn a_provider_is_called_as_each_language_writes_it() {
    let descriptor = shipdesk_providers::registry()[0].descriptor;
    let names = [Language::En, Language::ZhCn, Language::ZhTw]
        .map(|language| Words::new(language).provider_label(descriptor));
    // one and the same in simplified and traditional characters, and in Latin letters
    assert_eq!(names.map(|name| name.chars().count() == 2), [false, true, true], "{names:?}");
    assert_eq!((names[1] == descriptor.label, names[1] == names[2]), (true, false), "{names:?}");
    let stranger =
        shipdesk_providers::spi::descriptor::Descriptor { id: "stranger", label: "S", ..*descriptor };
    assert_eq!(Words::new(Language::En).provider_label(&stranger), "S");
}
