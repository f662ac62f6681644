//! Where a parcel stands, when its sources do not agree.

use crate::place::at;
use crate::timeline::{line, stored};
use jiff::tz::Offset;
use shipdesk_core::event::Event;
use shipdesk_core::id::AccountId;
use shipdesk_core::status::DeliveryStatus as S;
use shipdesk_store::parcel::{Source, Standing, Statement, StoredEvent, merge, standing};

fn account(n: u8) -> AccountId {
    format!("01890000-0000-7000-8000-00000000000{n}").parse().unwrap()
}

fn told(source: u8, time: &str, status: S) -> StoredEvent {
    stored(account(source), 0, Event { status, ..line(time, "") })
}

fn says(source: u8, status: Option<S>, is_final: bool) -> Source {
    let statement = Statement { status, is_final, ..Statement::default() };
    Source {
        account_id: account(source),
        asked_at: at("2026-03-05T09:00:00Z"),
        error: None,
        knows: true,
        statement,
    }
}

fn stands(lines: &[StoredEvent], sources: &[Source]) -> (S, bool) {
    let Standing { status, is_final, .. } = standing(&merge(lines.to_vec()), sources);
    (status, is_final)
}

#[test]
fn the_newest_line_of_a_source_with_a_known_status_decides() {
    let last = |mut line: StoredEvent| {
        line.event.last = true;
        line
    };
    let (unknown, transit) =
        (told(1, "2026-03-02 10:00", S::Unknown), told(1, "2026-03-01 10:00", S::InTransit));
    let delivered = told(1, "2026-03-01 10:00", S::Delivered);
    let shipped = last(told(1, "2026-02-28 10:00", S::ShippedUntracked));
    let cases = [
        (vec![], (S::Pending, false)),
        (vec![unknown.clone()], (S::Unknown, false)),
        (vec![unknown.clone(), transit.clone()], (S::InTransit, false)),
        (vec![unknown.clone(), delivered], (S::Delivered, true)),
        (vec![last(unknown), transit.clone()], (S::InTransit, true)),
        (vec![transit, shipped], (S::InTransit, false)),
    ];
    for (lines, expected) in cases {
        assert_eq!(stands(&lines, &[]), expected);
    }
}

#[test]
fn of_times_that_no_zone_makes_sure_an_end_decides_and_otherwise_the_wall() {
    // the platform writes the time in China, the warehouse that of the place: which is newer, nobody can know
    let platform = told(1, "2026-03-02 09:00", S::InTransit);
    let warehouse = told(2, "2026-03-01 20:00", S::Delivered);
    assert_eq!(stands(&[platform.clone(), warehouse], &[]), (S::Delivered, true));
    let van = told(2, "2026-03-01 20:00", S::OutForDelivery);
    assert_eq!(stands(&[platform.clone(), van], &[]), (S::InTransit, false));
    // more than a day apart it is the newer one everywhere on earth
    let long_ago = told(2, "2026-03-01 06:59", S::Delivered);
    assert_eq!(stands(&[platform.clone(), long_ago], &[]), (S::InTransit, false));
    let a_day_ago = told(2, "2026-03-01 07:00", S::Delivered);
    assert_eq!(stands(&[platform, a_day_ago], &[]), (S::Delivered, true));
}

#[test]
fn times_whose_instants_are_known_are_compared_as_they_are() {
    let zoned = |source, time: &str, hours, status| {
        let mut line = told(source, time, status);
        line.event.at = line.event.at.documented(Offset::constant(hours));
        line
    };
    // 09:00 in China is 01:00 UTC
    let back = zoned(1, "2026-03-02 09:00", 8, S::Returning);
    let delivered = |time| zoned(2, time, 0, S::Delivered);
    assert_eq!(stands(&[back.clone(), delivered("2026-03-02 00:59")], &[]), (S::Returning, false));
    assert_eq!(stands(&[back, delivered("2026-03-02 01:01")], &[]), (S::Delivered, true));
}

#[test]
fn who_knows_only_the_data_or_the_packing_never_beats_who_knows_the_parcel() {
    let delivered = told(1, "2026-03-01 10:00", S::Delivered);
    for early in [S::InfoReceived, S::Processing, S::ShippedUntracked, S::Expired, S::NotFound] {
        let late = told(2, "2026-03-09 10:00", early);
        assert_eq!(stands(&[delivered.clone(), late.clone()], &[]), (S::Delivered, true));
        assert_eq!(stands(&[late], &[]).0, early);
    }
    let registered = told(2, "2026-03-09 10:00", S::Pending);
    let data = told(1, "2026-03-01 10:00", S::InfoReceived);
    assert_eq!(stands(&[data, registered], &[]), (S::InfoReceived, false));
}

#[test]
fn a_parcel_that_surely_came_back_after_its_delivery_is_on_its_way_back() {
    let delivered = told(1, "2026-03-01 10:00", S::Delivered);
    let back = told(2, "2026-03-03 10:00", S::Returning);
    assert_eq!(stands(&[delivered, back], &[]), (S::Returning, false));
}

#[test]
fn a_word_for_the_whole_parcel_counts_where_no_line_is_understood_or_where_it_ends_the_journey() {
    let odd = told(1, "2026-03-02 12:00", S::Unknown);
    let held = told(1, "2026-03-02 11:00", S::Exception);
    let transit = told(1, "2026-03-02 10:00", S::InTransit);
    let cases = [
        (vec![held, transit.clone()], S::InTransit, (S::Exception, false)),
        (vec![odd.clone()], S::InTransit, (S::InTransit, false)),
        (vec![odd, transit.clone()], S::Customs, (S::InTransit, false)),
        (vec![transit.clone()], S::Expired, (S::Expired, true)),
        (vec![told(1, "2026-03-02 13:00", S::Delivered), transit], S::Expired, (S::Delivered, true)),
    ];
    for (lines, word, expected) in cases {
        assert_eq!(stands(&lines, &[says(1, Some(word), false)]), expected);
    }
}

#[test]
fn each_sources_word_speaks_for_its_own_lines_only() {
    let (mine, other) =
        (told(1, "2026-03-02 10:00", S::InTransit), told(2, "2026-03-02 11:00", S::InTransit));
    let lines = [mine.clone(), other];
    assert_eq!(stands(&lines, &[says(1, Some(S::Delivered), false)]), (S::Delivered, true));
    assert_eq!(stands(&lines, &[says(2, Some(S::Pending), false)]), (S::InTransit, false));
    // who says that no more will come, says it of what it knows
    let further = told(2, "2026-03-02 11:00", S::OutForDelivery);
    assert_eq!(stands(&[mine.clone(), further], &[says(1, None, true)]), (S::OutForDelivery, false));
    // a word without a line counts where no line is understood
    assert_eq!(stands(&[], &[says(1, Some(S::NotFound), false)]), (S::NotFound, false));
    assert_eq!(
        stands(&[], &[says(1, Some(S::NotFound), false), says(2, Some(S::Customs), false)]),
        (S::Customs, false)
    );
    assert_eq!(stands(&[mine], &[says(2, Some(S::Delivered), false)]), (S::InTransit, false));
}

#[test]
fn the_line_that_decides_is_named() {
    let timeline = merge(vec![
        told(1, "2026-03-02 12:00", S::Unknown),
        told(1, "2026-03-02 10:00", S::InTransit),
        told(2, "2026-03-02 09:00", S::Delivered),
    ]);
    assert_eq!(standing(&timeline, &[]).by, Some(2));
    assert_eq!(standing(&[], &[says(1, Some(S::Customs), false)]).by, None);
}

#[test]
fn an_end_that_several_tell_is_named_by_the_earliest_wall() {
    // one delivery: the platform writes the time in China, the warehouse that of the place
    let platform = told(1, "2026-11-23 02:10", S::Delivered);
    let warehouse = told(2, "2026-11-22 13:10", S::Delivered);
    let by = |lines: &[StoredEvent], sources: &[Source]| {
        let timeline = merge(lines.to_vec());
        standing(&timeline, sources).by.map(|by| timeline[by].event.at.text.clone())
    };
    let earlier = Some("2026-11-22 13:10".to_owned());
    assert_eq!(by(&[platform.clone(), warehouse.clone()], &[]), earlier);
    let zoned = told(1, "2026-11-22 18:10", S::Delivered);
    let zoned =
        StoredEvent { event: Event { at: zoned.event.at.documented(Offset::UTC), ..zoned.event }, ..zoned };
    assert_eq!(by(&[zoned, warehouse.clone()], &[]), earlier);
    // surely later is another end, and so is one of another kind
    let again = told(1, "2026-11-23 15:11", S::Delivered);
    assert_eq!(by(&[again, warehouse.clone()], &[]).as_deref(), Some("2026-11-23 15:11"));
    let returned = told(1, "2026-11-23 02:10", S::Returned);
    assert_eq!(by(&[returned, warehouse], &[]).as_deref(), Some("2026-11-23 02:10"));
    // a line that is no end names none, whatever its source says of the whole
    let van = told(2, "2026-11-22 09:00", S::OutForDelivery);
    let whole = says(2, Some(S::Delivered), true);
    assert_eq!(by(&[platform, van], &[whole]).as_deref(), Some("2026-11-23 02:10"));
}
