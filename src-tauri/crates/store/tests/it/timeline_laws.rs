//! What holds for every timeline: it is the same in whatever order its sources answer, however often and in however many
//! pieces.

use crate::place::{Place, an_account, at};
use crate::timeline::a_parcel;
use jiff::tz::Offset;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};
use shipdesk_core::event::{Event, EventKind, EventTime};
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::status::DeliveryStatus as S;
use shipdesk_store::parcel::{self, Source, Standing, Statement, StoredEvent, merge, standing, told_once};
use shipdesk_store::{Db, account};

/// Times of one day, so that several share a minute.
const DAY: [&str; 6] = [
    "2026-03-01 10:00",
    "2026-03-01 10:00:30",
    "2026-03-01 10:01",
    "2026-03-01 18:00",
    "2026-03-02 00:30",
    "2026-03-02 00:30",
];

/// Words, and what their source makes of them: the sources of one parcel need not agree.
const WORDS: [(&str, S); 8] = [
    ("Arrived", S::InTransit),
    ("Held", S::Exception),
    ("已签收", S::Delivered),
    ("Not delivered", S::AttemptFailed),
    ("On its way back", S::Returning),
    ("Q9", S::Unknown),
    ("Nothing known", S::Unknown),
    ("Handed over without tracking", S::ShippedUntracked),
];

/// Everything that a source has to say, newest first, in a zone of its own or in none. One line of eight has a time that
/// nobody can read.
fn source() -> impl Strategy<Value = Vec<Event>> {
    let line = (0..DAY.len(), select(WORDS.to_vec()), any::<bool>(), 0_u8..8);
    (prop::collection::vec(line, 1..9), prop::option::of(-11_i8..13)).prop_map(|(mut lines, zone)| {
        lines.sort_by_key(|(time, ..)| std::cmp::Reverse(*time));
        lines
            .into_iter()
            .map(|(time, (words, status), last, odd)| {
                event((odd > 0).then_some(DAY[time]), words, status, last, zone)
            })
            .collect()
    })
}

fn event(time: Option<&str>, words: &str, status: S, last: bool, zone: Option<i8>) -> Event {
    let read = EventTime::zoneless(time.unwrap_or("last week"));
    Event {
        at: zone.map_or(read.clone(), |hours| read.documented(Offset::constant(hours))),
        kind: EventKind::Carrier,
        status,
        code: Some("T1".to_owned()),
        text: words.to_owned(),
        location: None,
        last,
        raw: format!("[\"{}\",\"{words}\"]", time.unwrap_or_default()),
    }
}

fn sources() -> impl Strategy<Value = Vec<Vec<Event>>> {
    prop::collection::vec(source(), 1..4)
}

/// A folder whose accounts are the sources, for many cases in a row.
struct Bench {
    runtime: tokio::runtime::Runtime,
    place: Place,
    accounts: Vec<AccountId>,
}

impl Bench {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (place, accounts) = runtime.block_on(async {
            let place = Place::new().await;
            let mut tx = place.tx().await;
            let mut accounts = vec![place.account];
            for name in ["Hongkong", "Ningbo"] {
                let made = an_account(name);
                account::insert(&mut tx, &made).await.unwrap();
                accounts.push(made.id);
            }
            tx.commit().await.unwrap();
            (place, accounts)
        });
        Self { runtime, place, accounts }
    }

    /// The timeline after these answers, each of a source, and how many lines each brought.
    fn after(&self, answers: &[(usize, &[Event])]) -> (Vec<(AccountId, Event)>, Vec<usize>) {
        self.runtime.block_on(async {
            let tx = &mut *self.place.tx().await;
            let parcel = a_parcel(tx).await;
            let mut new = Vec::new();
            for (source, answer) in answers {
                new.push(self.add(tx, parcel, *source, answer).await);
            }
            (timeline(tx, parcel).await, new)
        })
    }

    async fn add(&self, tx: &mut Db, parcel: ParcelId, source: usize, answer: &[Event]) -> usize {
        parcel::add_events(tx, parcel, self.accounts[source], answer, at("2026-03-03T09:00:00Z"))
            .await
            .unwrap()
    }
}

async fn timeline(tx: &mut Db, parcel: ParcelId) -> Vec<(AccountId, Event)> {
    merge(parcel::events(tx, parcel).await.unwrap())
        .into_iter()
        .map(|line| (line.account_id, line.event))
        .collect()
}

/// A few hundred cases in one folder.
fn for_all<S: Strategy>(strategy: &S, law: impl Fn(&Bench, S::Value) -> Result<(), TestCaseError>) {
    let bench = Bench::new();
    let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    runner.run(strategy, |case| law(&bench, case)).unwrap_or_else(|why| panic!("{why}"));
}

fn shuffled<T>(mut all: Vec<T>, swaps: &[(Index, Index)]) -> Vec<T> {
    for (one, other) in swaps {
        let (one, other) = (one.index(all.len()), other.index(all.len()));
        all.swap(one, other);
    }
    all
}

fn swaps() -> impl Strategy<Value = Vec<(Index, Index)>> {
    prop::collection::vec(any::<(Index, Index)>(), 0..12)
}

#[test]
fn sources_may_answer_in_any_order_and_as_often_as_they_like() {
    for_all(&(sources(), swaps()), |bench, (sources, swaps)| {
        let once: Vec<(usize, &[Event])> = sources.iter().map(Vec::as_slice).enumerate().collect();
        let thrice = shuffled([once.clone(), once.clone(), once.clone()].concat(), &swaps);
        let (told_once, _) = bench.after(&once);
        let (told_often, new) = bench.after(&thrice);
        prop_assert_eq!(&told_often, &told_once);
        prop_assert_eq!(told_once.len(), sources.iter().map(Vec::len).sum::<usize>());
        for (source, lines) in sources.iter().enumerate() {
            let its: Vec<usize> =
                thrice.iter().zip(&new).filter(|((of, _), _)| *of == source).map(|(_, new)| *new).collect();
            prop_assert_eq!(its, [lines.len(), 0, 0]);
        }
        Ok(())
    });
}

#[test]
fn a_timeline_that_grew_is_the_one_that_came_at_once() {
    let grown = (source(), prop::collection::vec(any::<Index>(), 0..4));
    for_all(&grown, |bench, (lines, cuts)| {
        let mut sizes: Vec<usize> = cuts.iter().map(|cut| cut.index(lines.len())).collect();
        sizes.sort_unstable();
        sizes.push(lines.len());
        let answers: Vec<(usize, &[Event])> =
            sizes.iter().map(|size| (0, &lines[lines.len() - size..])).collect();
        prop_assert_eq!(bench.after(&answers).0, bench.after(&[(0, &lines)]).0);
        Ok(())
    });
}

#[test]
fn the_newest_stands_first_and_no_line_is_lost_or_made() {
    for_all(&sources(), |bench, sources| {
        let answers: Vec<(usize, &[Event])> = sources.iter().map(Vec::as_slice).enumerate().collect();
        let (timeline, _) = bench.after(&answers);
        for (at, lines) in sources.iter().enumerate() {
            let its = timeline.iter().filter(|(account, _)| *account == bench.accounts[at]);
            let mut its: Vec<&str> = its.map(|(_, event)| event.raw.as_str()).collect();
            let mut told: Vec<&str> = lines.iter().map(|line| line.raw.as_str()).collect();
            its.sort_unstable();
            told.sort_unstable();
            prop_assert_eq!(its, told);
        }
        for (_, older) in timeline
            .windows(2)
            .map(|pair| (&pair[0].1.at, &pair[1].1.at))
            .filter(|(newer, _)| newer.wall.is_none())
        {
            prop_assert_eq!(older.wall, None, "a line without a time stands before one that has one");
        }
        Ok(())
    });
}

fn stored(sources: &[Vec<Event>]) -> Vec<StoredEvent> {
    let accounts: Vec<AccountId> =
        (1..=3).map(|n| format!("01890000-0000-7000-8000-00000000000{n}").parse().unwrap()).collect();
    let lines = sources.iter().zip(accounts).flat_map(|(lines, account_id)| {
        (0..).zip(lines.iter().rev()).map(move |(position, event)| StoredEvent {
            account_id,
            position,
            event: event.clone(),
        })
    });
    lines.collect()
}

/// The minute of the instant, or of the time on the wall: some sources leave the seconds out.
fn minute(at: &EventTime) -> Option<String> {
    let form = "%Y-%m-%d %H:%M";
    let wall = || at.wall.map(|wall| wall.strftime(form).to_string());
    at.instant.map(|instant| instant.strftime(form).to_string() + "Z").or_else(wall)
}

proptest! {
    /// The status is the deciding line's, and never made of a code that nobody knows.
    #[test]
    fn unknown_codes_never_decide_where_a_parcel_stands(sources in sources()) {
        let timeline = merge(stored(&sources));
        let Standing { status, is_final, by } = standing(&timeline, &[]);
        let known: Vec<StoredEvent> = timeline.iter().filter(|line| line.event.status != S::Unknown).cloned().collect();
        prop_assert_eq!(status, by.map_or(S::Unknown, |by| timeline[by].event.status));
        prop_assert_eq!(by.is_none(), known.is_empty());
        // lines that nobody knows change nothing but whether more will come
        if let Some(by) = by {
            let without = standing(&known, &[]);
            prop_assert_eq!(without.by.map(|by| &known[by]), Some(&timeline[by]));
            let teller = timeline[by].account_id;
            let said = timeline[..=by].iter().any(|line| line.account_id == teller && line.event.last);
            prop_assert_eq!(is_final, said || status.is_final());
        }
    }

    /// Who decides is the newest of its source, and no other source has surely newer news from the same leg.
    #[test]
    fn the_line_that_decides_is_its_sources_newest(sources in sources()) {
        let timeline = merge(stored(&sources));
        if let Some(by) = standing(&timeline, &[]).by {
            let decides = &timeline[by];
            let its = timeline.iter().filter(|line| line.account_id == decides.account_id && line.event.status != S::Unknown);
            prop_assert_eq!(its.into_iter().next(), Some(decides));
            let own_alone: Vec<StoredEvent> = timeline.iter().filter(|line| line.account_id == decides.account_id).cloned().collect();
            prop_assert_eq!(standing(&own_alone, &[]).status, decides.event.status);
        }
    }

    /// A parcel ends once: of its sources' newest lines that tell the same end and cannot be told apart, the earliest names
    /// it.
    #[test]
    fn no_other_line_names_the_same_end_earlier(sources in sources()) {
        let timeline = merge(stored(&sources));
        if let Some(by) = standing(&timeline, &[]).by.filter(|by| timeline[*by].event.status == S::Delivered) {
            let accounts = sources_of(&timeline);
            let newest = accounts.iter().filter_map(|account| {
                let mut its = timeline.iter().enumerate().filter(|(_, line)| line.account_id == *account);
                its.find(|(_, line)| line.event.status != S::Unknown)
            });
            let newest: Vec<(usize, &StoredEvent)> = newest.collect();
            for (_, later) in newest.iter().filter(|(place, line)| *place > by && line.event.status == S::Delivered) {
                // it is left out because somebody has surely newer news
                let outdated = newest.iter().any(|(_, other)| surely_older(&later.event.at, &other.event.at));
                prop_assert!(outdated, "{:?}", later.event.at);
            }
        }
    }

    /// What comes after the line that said it was the last, is newer: then more has come.
    #[test]
    fn a_last_line_without_a_delivery_is_final_while_nothing_newer_is_known(older in source(), newer in prop::option::of(select(WORDS.to_vec()))) {
        let untracked = event(Some("2026-03-03 08:00"), "Shipped via post", S::ShippedUntracked, true, None);
        let newer = newer.map(|(words, status)| event(Some("2026-03-04 08:00"), words, status, false, None));
        let mut lines: Vec<Event> = newer.clone().into_iter().chain([untracked]).collect();
        lines.extend(older.into_iter().map(|line| Event { at: EventTime::zoneless(&line.at.text), ..line }));
        let told = standing(&merge(stored(&[lines])), &[]);
        let expected = match newer.map(|newer| newer.status) {
            None | Some(S::Unknown) => (S::ShippedUntracked, true),
            Some(status) => (status, status.is_final()),
        };
        prop_assert_eq!((told.status, told.is_final), expected);
    }

    /// What several sources told alike is shown once and counted for each; what one source told twice stays.
    #[test]
    fn lines_that_are_told_alike_are_all_still_there(sources in sources()) {
        let timeline = merge(stored(&sources));
        let told = told_once(timeline.clone());
        prop_assert_eq!(told.iter().map(|told| 1 + told.also.len()).sum::<usize>(), timeline.len());
        for told in &told {
            let it = &told.line.event;
            for account in &told.also {
                prop_assert!(*account != told.line.account_id);
                let its = timeline.iter().filter(|line| line.account_id == *account);
                prop_assert!(its.into_iter().any(|line| line.event.text == it.text && minute(&line.event.at) == minute(&it.at)));
            }
        }
        for account in sources_of(&timeline) {
            let count = told.iter().filter(|told| told.line.account_id == account || told.also.contains(&account)).count();
            prop_assert_eq!(count, timeline.iter().filter(|line| line.account_id == account).count());
        }
    }

    /// Sources without a word of their own change nothing; a word counts where its source has no line that is understood,
    /// and where it ends the journey; never against a line that ends it.
    #[test]
    fn a_sources_word_never_undoes_an_end(sources in sources(), word in prop::option::of(select(S::ALL.to_vec())), says_final in any::<bool>()) {
        let timeline = merge(stored(&sources));
        let silently = standing(&timeline, &[]);
        let said: Vec<Source> = sources_of(&timeline).into_iter().map(|account| source_saying(account, word, says_final)).collect();
        let silent: Vec<Source> = said.iter().map(|source| source_saying(source.account_id, None, false)).collect();
        prop_assert_eq!(standing(&timeline, &silent), silently);
        let Standing { status: stands, is_final: ended, by } = standing(&timeline, &said);
        let has_a_word = word.is_some_and(|word| !matches!(word, S::Unknown | S::Pending | S::NotFound));
        let its = by.map_or(S::Unknown, |by| timeline[by].event.status);
        if its.is_final() {
            prop_assert_eq!((stands, ended), (its, true));
        } else if has_a_word && (its == S::Unknown || word.is_some_and(S::is_final)) {
            prop_assert_eq!(Some(stands), word);
        } else {
            prop_assert_eq!(stands, its);
        }
        prop_assert!(!stands.is_final() || ended);
    }
}

/// Whether a time is older than the other whatever the zones; the times of these laws that nobody can read are.
fn surely_older(at: &EventTime, than: &EventTime) -> bool {
    let apart = match (at.instant, than.instant) {
        (Some(at), Some(than)) => return at < than,
        // between two walls lie a day and two hours at the most; a wall and an instant are half of it apart
        (None, None) => jiff::SignedDuration::from_hours(26),
        (None, Some(_)) => jiff::SignedDuration::from_hours(12),
        (Some(_), None) => jiff::SignedDuration::from_hours(14),
    };
    let utc = |time: &EventTime| time.instant.map(|at| Offset::UTC.to_datetime(at)).or(time.wall);
    match (utc(at), utc(than)) {
        (Some(at), Some(than)) => than.duration_since(at) > apart,
        (at, _) => at.is_none(),
    }
}

fn sources_of(timeline: &[StoredEvent]) -> Vec<AccountId> {
    let mut accounts: Vec<AccountId> = timeline.iter().map(|line| line.account_id).collect();
    accounts.sort();
    accounts.dedup();
    accounts
}

fn source_saying(account_id: AccountId, status: Option<S>, is_final: bool) -> Source {
    let statement = Statement { status, is_final, ..Statement::default() };
    Source { account_id, asked_at: at("2026-03-03T09:00:00Z"), error: None, knows: true, statement }
}
