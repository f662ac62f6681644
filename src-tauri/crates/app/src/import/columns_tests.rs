use super::*;

fn source() -> Source {
    toml::from_str(include_str!("columns.toml")).unwrap()
}

fn column_of(header: &str) -> String {
    known(header).map(|(field, _)| format!("{} /{}", field.column(), field.per)).unwrap_or_default()
}

#[test]
fn every_word_means_the_field_it_is_listed_under() {
    let source = source();
    let lists = [
        (Part::Order, 1, &source.order),
        (Part::Sender, 1, &source.sender),
        (Part::Recipient, 1, &source.recipient),
        (Part::Box, 1, &source.carton),
        (Part::Item, 1, &source.item),
    ];
    for (part, per, lists) in lists {
        for (name, word) in lists.iter().flat_map(|(name, list)| list.iter().map(move |word| (name, word))) {
            let meant = Field { part, name: name.clone(), per };
            assert_eq!(known(word).map(|(field, _)| field), Some(meant), "{word}");
        }
    }
}

#[test]
fn every_side_has_every_word_of_a_party() {
    let source = source();
    for (side, prefixes) in &source.prefixes {
        for prefix in prefixes {
            for (name, word) in
                source.party.iter().flat_map(|(name, list)| list.iter().map(move |word| (name, word)))
            {
                assert_eq!(
                    column_of(&format!("{prefix}{word}")),
                    format!("{side}_{name} /1"),
                    "{prefix}{word}"
                );
            }
        }
    }
}

#[test]
fn case_blanks_punctuation_and_width_do_not_count_but_units_do() {
    for (header, column) in [
        ("Order No.", "order_no /1"),
        ("*订单号", "order_no /1"),
        ("單號（必填）", "order_no /1"),
        ("ＳＫＵ", "sku /1"),
        ("\u{FEFF}order_no", "order_no /1"),
        ("recipient postcode", "recipient_postcode /1"),
        ("Ship To State/Province", "recipient_state /1"),
        ("寄件人手機號碼", "sender_phone /1"),
        ("重量（KG）", "weight_kg /1"),
        ("weight_g", "weight_kg /1000"),
        ("单重(克)", "unit_weight_kg /1000"),
        ("长(mm)", "length_cm /10"),
        ("Options.alpha.Ptid", "options.alpha.Ptid /1"),
        ("box note", "box_note /1"),
        ("weight (lb)", ""),
        ("order_state", ""),
        ("", ""),
        ("必填", ""),
    ] {
        assert_eq!(column_of(header), column, "{header}");
    }
}
