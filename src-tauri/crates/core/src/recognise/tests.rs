//! Numbers that are right, nearly right and nobody's. All are invented: figures in a row with the check digit they need.

use super::{Candidate, NumberKind, Sureness, recognise};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn told(text: &str) -> Vec<(&'static str, Sureness)> {
    recognise(text).into_iter().map(|candidate| (candidate.carrier, candidate.sure)).collect()
}

use Sureness::{Checksum, Shape};

#[test]
fn numbers_are_recognised_by_their_check_digits() {
    for (text, carrier) in [
        // 12345678 has the check digit 5, 00000000 has 5, 47312482 has 9
        ("RB123456785CN", "post"),
        ("LK000000005DE", "post"),
        ("cp 473 124 829 us", "post"),
        ("1Z9XV6160327140440", "ups"),
        ("9400100000000000000013", "usps"),
        ("9505 5000 0000 0000 0000 15", "usps"),
        ("4200390194001000000000000000 13", "usps"),
        ("420039011234 9400100000000000000013", "usps"),
        ("9611020123456712345678", "fedex"),
        ("123456789012", "fedex"),
        ("123456789012343", "fedex"),
        ("9622001900000000000000123456789012", "fedex"),
        ("1234567891", "dhl-express"),
        ("618-10010011", "air"),
        ("61810010011", "air"),
    ] {
        assert_eq!(told(text).first(), Some(&(carrier, Checksum)), "{text}: {:?}", recognise(text));
    }
}

#[test]
fn numbers_without_a_check_digit_are_recognised_by_their_shape() {
    for (text, carrier) in [
        ("YT1234567890123456", "yunexpress"),
        ("SF1234567890123", "sf-express"),
        ("SF123456789012", "sf-express"),
        ("UE123456789YP", "yanwen"),
        ("YW123456789", "yanwen"),
        ("WO0000000037", "warehouse"),
        ("ID15270000001060ZZ", "warehouse"),
        ("GM123456789012345678", "dhl-ecommerce"),
        ("JJD000123456789012345", "dhl-express"),
        ("JVGL0123456789", "dhl-express"),
    ] {
        assert_eq!(told(text), [(carrier, Shape)], "{text}");
    }
    assert_eq!(recognise("WO0000000037")[0].kind, NumberKind::Order);
    assert_eq!(recognise("618-10010011")[0].kind, NumberKind::AirWaybill);
}

#[test]
fn what_may_be_several_carriers_is_told_as_several() {
    assert_eq!(told("9261290000000000000014"), [("usps", Checksum), ("fedex", Checksum)]);
    assert_eq!(told("9261290000000000000015"), [("usps", Shape), ("fedex", Shape)]);
    assert_eq!(told("61290000000000000014"), [("fedex", Checksum)]);
    // with its check digit, and with that of a prefix which is not printed
    assert_eq!(told("71969010000000000012"), [("usps", Checksum)]);
    assert_eq!(told("71969010000000000014"), [("usps", Shape)]);
}

#[test]
fn a_wrong_check_digit_leaves_the_shape_or_nothing() {
    for (text, carrier) in [
        ("RB123456786CN", "post"),
        ("1Z9XV6160327140441", "ups"),
        // a letter would count as the right figure
        ("1Z9XV616032714044I", "ups"),
        ("9400100000000000000016", "usps"),
        ("618-10010012", "air"),
    ] {
        assert_eq!(told(text), [(carrier, Shape)], "{text}");
    }
    // figures alone, and a barcode that is not read whole
    for text in
        ["123456789013", "123456789012344", "1234567892", "61810010012", "4200390194001000000000000000 14"]
    {
        assert_eq!(told(text), [], "{text}");
    }
}

#[test]
fn a_label_says_more_than_the_number() {
    let inside = |text: &str| recognise(text)[0].number.clone();
    assert_eq!(inside("420039019400100000000000000013"), "9400100000000000000013");
    assert_eq!(inside("9622001900000000000000123456789012"), "123456789012");
    assert_eq!(inside(" rb 123 456 785 cn "), "RB123456785CN");
    assert_eq!(inside("618-10010011"), "618-10010011");
    assert_eq!(recognise("RB123456785CN")[0].country, Some("CN"));
}

#[test]
fn other_texts_are_nobodys() {
    for text in [
        "",
        " ",
        "A1001",
        "王小明",
        "RB123456785XX",
        "1Z",
        "12345",
        "1Z9XV616032714044",
        "٣٣٣٣٣٣٣٣٣٣",
        "YT123456789012345",
    ] {
        assert_eq!(recognise(text), [], "{text}");
    }
}

/// How many of the ten last figures make this carrier sure.
fn right_ones(number: &str, carrier: &str) -> usize {
    let sure = |candidate: &Candidate| candidate.carrier == carrier && candidate.sure == Checksum;
    (0..10).filter(|digit| recognise(&format!("{number}{digit}")).iter().any(sure)).count()
}

proptest! {
    /// Of all last figures exactly one is right: a wrong one never passes.
    #[test]
    fn exactly_one_check_digit_is_right(figures in "[0-9]{21}", account in "[A-Z0-9]{6}") {
        for (number, carrier) in [
            (format!("1Z{account}{}", &figures[..9]), "ups"),
            (format!("94{}", &figures[..19]), "usps"),
            (format!("92{}", &figures[..19]), "fedex"),
            (format!("96{}", &figures[..19]), "fedex"),
            (figures[..11].to_owned(), "fedex"),
            (figures[..14].to_owned(), "fedex"),
            (figures[..9].to_owned(), "dhl-express"),
            (format!("{}-{}", &figures[..3], &figures[3..10]), "air"),
            (figures[..10].to_owned(), "air"),
        ] {
            prop_assert_eq!(right_ones(&number, carrier), 1, "{}", number);
        }
        prop_assert_eq!(right_ones(&figures[..19], "usps"), 1);
        prop_assert_eq!(right_ones(&format!("61{}", &figures[..17]), "fedex"), 1);
        let posts = (0..10).filter(|digit| {
            let number = format!("RR{}{digit}GB", &figures[..8]);
            recognise(&number)[0].sure == Checksum
        });
        prop_assert_eq!(posts.count(), 1);
    }

    /// Whatever is typed: no panic, the sure ones first, nobody twice for the same kind.
    #[test]
    fn any_text_is_answered(text in "\\PC{0,60}|[A-Z0-9 -]{0,50}|420[0-9]{20,40}|[19][0-9]{33}") {
        let found = recognise(&text);
        prop_assert!(found.is_sorted_by_key(|candidate| candidate.sure));
        let once: BTreeSet<_> = found.iter().map(|candidate| (candidate.carrier, candidate.kind as u8)).collect();
        prop_assert_eq!(once.len(), found.len());
    }
}
