use super::*;
use shipdesk_store::account::Account;
use std::collections::BTreeMap;

const SOON: Duration = Duration::from_millis(50);
const LATE: Duration = Duration::from_secs(20);

#[derive(Debug)]
struct Standing(Timestamp);

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        self.0
    }
}

#[derive(Debug)]
struct Running(Timestamp, Instant);

impl Clock for Running {
    fn now(&self) -> Timestamp {
        self.0 + self.1.elapsed()
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn standing(now: &str) -> Arc<dyn Clock> {
    Arc::new(Standing(at(now)))
}

fn running() -> Arc<dyn Clock> {
    Arc::new(Running(at("2026-01-02T03:04:00Z"), Instant::now()))
}

async fn open(root: &std::path::Path) -> Folder {
    Folder::open(root, &Standing(at("2026-01-02T03:04:00Z"))).await.unwrap()
}

async fn account(folder: &Folder, name: &str) -> AccountId {
    let account = Account {
        id: AccountId::new(),
        name: name.to_owned(),
        provider: "p".to_owned(),
        base_url: "https://api.example".to_owned(),
        http_consent_at: None,
        fields: BTreeMap::new(),
        enabled: true,
        silent_until: None,
        channels_at: None,
        created_at: at("2026-01-02T03:04:00Z"),
    };
    let mut tx = folder.write().await.unwrap();
    account::insert(&mut tx, &account).await.unwrap();
    tx.commit().await.unwrap();
    account.id
}

fn budget(folder: &Folder, account: AccountId, clock: &Arc<dyn Clock>, limits: &[Limit]) -> Budget {
    Budget {
        folder: folder.clone(),
        clock: Arc::clone(clock),
        account,
        limits: limits.to_vec(),
        lot: tokio::sync::Mutex::default(),
        heard: Mutex::default(),
    }
}

/// Of so many at once, spread over three processes, when each has passed.
async fn passed(limits: &[Limit], calls: usize) -> Vec<Duration> {
    let root = tempfile::tempdir().unwrap();
    let folders = [open(root.path()).await, open(root.path()).await, open(root.path()).await];
    let account = account(&folders[0], "one").await;
    let (clock, started) = (running(), Instant::now());
    let desks = folders.each_ref().map(|folder| budget(folder, account, &clock, limits));
    let one = async |index: usize| {
        desks[index % 3].pass(Instant::now() + LATE).await.unwrap();
        started.elapsed()
    };
    let mut passed = futures::future::join_all((0..calls).map(one)).await;
    passed.sort();
    passed
}

#[tokio::test]
async fn a_full_while_is_waited_out_and_an_old_call_is_not() {
    let root = tempfile::tempdir().unwrap();
    let folder = open(root.path()).await;
    let (one, other) = (account(&folder, "one").await, account(&folder, "other").await);
    let minute = |calls| [Limit { calls, window: SignedDuration::from_mins(1) }];
    let pass = async |account, calls, now: &str| {
        let budget = budget(&folder, account, &standing(now), &minute(calls));
        let passed = budget.pass(Instant::now() + SOON).await;
        passed.map_err(|error| (error.kind, error.retry_after.unwrap().as_millis()))
    };
    for now in ["2026-01-02T03:03:01Z", "2026-01-02T03:03:20Z", "2026-01-02T03:03:50Z"] {
        assert_eq!(pass(one, 3, now).await, Ok(()));
    }
    let used_up = |left| Err((ErrorKind::RateLimited, left));
    assert_eq!(pass(one, 3, "2026-01-02T03:04:00Z").await, used_up(1_000));
    assert_eq!(pass(one, 2, "2026-01-02T03:04:00Z").await, used_up(20_000));
    assert_eq!(pass(other, 3, "2026-01-02T03:04:00Z").await, Ok(()));
    assert_eq!(pass(one, 3, "2026-01-02T03:04:01Z").await, Ok(()));
    assert_eq!(pass(one, 3, "2026-01-02T03:04:01Z").await, used_up(19_000));
    // a clock that was set back an hour keeps nobody waiting
    assert_eq!(pass(one, 3, "2026-01-02T02:04:00Z").await, Ok(()));
}

#[tokio::test]
async fn all_limits_of_an_account_hold() {
    let root = tempfile::tempdir().unwrap();
    let folder = open(root.path()).await;
    let account = account(&folder, "one").await;
    let limits = Limits {
        parallel: 1,
        silence: LATE,
        create_batch: 1,
        label_batch: 1,
        apart: Duration::from_secs(5),
        per_minute: Some(2),
    };
    let pass = async |now: &str| {
        let budget = Budget::new(folder.clone(), standing(now), account, &limits);
        budget.pass(Instant::now() + SOON).await.map_err(|error| error.retry_after.unwrap().as_millis())
    };
    assert_eq!(pass("2026-01-02T03:04:00Z").await, Ok(()));
    assert_eq!(pass("2026-01-02T03:04:03Z").await, Err(2_500));
    assert_eq!(pass("2026-01-02T03:04:06Z").await, Ok(()));
    assert_eq!(pass("2026-01-02T03:04:20Z").await, Err(40_500));
}

#[tokio::test(flavor = "multi_thread")]
async fn three_processes_together_never_send_more_than_the_limit() {
    let second = SignedDuration::from_secs(1);
    let passed_few = passed(&[Limit { calls: 4, window: second }], 14).await;
    for pair in passed_few.windows(5) {
        assert!(pair[4] > pair[0] + Duration::from_millis(800), "{passed_few:?}");
    }
    let apart = passed(&[Limit { calls: 1, window: second / 4 }], 9).await;
    assert!(apart[8] >= Duration::from_secs(2), "{apart:?}");
    // places that are taken several at a time
    let many = limit(200, SignedDuration::from_millis(500));
    assert_eq!(many.window, SignedDuration::from_millis(2_000));
    let passed_many = passed(&[many], 430).await;
    for pair in passed_many.windows(201) {
        assert!(pair[200] > pair[0] + Duration::from_millis(500), "{passed_many:?}");
    }
    assert!(passed_many[29] < Duration::from_secs(1), "what fits leaves at once: {passed_many:?}");
}

#[tokio::test]
async fn calls_that_come_close_together_take_their_places_together() {
    let root = tempfile::tempdir().unwrap();
    let folder = open(root.path()).await;
    let account = account(&folder, "one").await;
    let clock = running();
    let budget = budget(&folder, account, &clock, &[limit(1_000, SignedDuration::from_mins(1))]);
    let mut lots = Vec::new();
    for _ in 0..35 {
        let in_hand = budget.lot.lock().await.left;
        budget.pass(Instant::now() + SOON).await.unwrap();
        lots.extend((in_hand == 0).then_some(budget.lot.lock().await.size));
    }
    assert_eq!(lots, [1, 2, 4, 8, 10, 10]);
    tokio::time::sleep(LOT_LASTS).await;
    budget.pass(Instant::now() + SOON).await.unwrap();
    assert_eq!(budget.lot.lock().await.size, 1, "one that comes alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silence_that_one_process_was_told_is_all_processes() {
    let root = tempfile::tempdir().unwrap();
    let (here, there) = (open(root.path()).await, open(root.path()).await);
    let account = account(&here, "one").await;
    let (clock, quarter) = (running(), Duration::from_millis(250));
    let apart = [Limit { calls: 1, window: SignedDuration::from_millis(500) }];
    let (told, other) = (budget(&here, account, &clock, &[]), budget(&there, account, &clock, &apart));
    let started = Instant::now();
    told.keep_silent(4 * quarter).await;
    let error = other.pass(started + quarter).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::RateLimited);
    assert!(error.retry_after.unwrap() > 2 * quarter, "{error:?}");
    other.pass(started + LATE).await.unwrap();
    assert!(started.elapsed() >= 4 * quarter);
    // a place that was taken before a silence began is none in it
    let started = Instant::now();
    let begins = async {
        tokio::time::sleep(quarter).await;
        told.keep_silent(5 * quarter).await;
    };
    let (passed, ()) = tokio::join!(other.pass(started + LATE), begins);
    assert_eq!(passed, Ok(()));
    assert!(started.elapsed() >= 6 * quarter, "{:?}", started.elapsed());
}
