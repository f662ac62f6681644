//! The sources of tracking, each through its real client against the practice providers over HTTP.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test ends where something is not as it must be"
)]

#[path = "sources/beside.rs"]
mod beside;
#[path = "sources/bytes.rs"]
mod bytes;
#[path = "sources/client.rs"]
mod client;
#[path = "sources/corrected.rs"]
mod corrected;
#[path = "sources/dispute.rs"]
mod dispute;
#[path = "sources/listed.rs"]
mod listed;
#[path = "sources/long.rs"]
mod long;
#[path = "sources/together.rs"]
mod together;
#[path = "sources/told.rs"]
mod told;
#[path = "sources/trackingmore.rs"]
mod trackingmore;
#[path = "sources/winit.rs"]
mod winit;
#[path = "sources/xportcn.rs"]
mod xportcn;

use shipdesk_app::documents::{
    RegistrationAsk, RegistrationOutcome, RegistrationResults, TestDocument, Verdict,
};
use shipdesk_core::error::ErrorCode;
use shipdesk_simulator::PracticeAccount;
use shipdesk_tests::bench::Bench;

fn asks(numbers: &[String]) -> Vec<RegistrationAsk> {
    numbers
        .iter()
        .map(|number| RegistrationAsk { number: number.clone(), ..RegistrationAsk::default() })
        .collect()
}

/// How many went how, in the order done, already, failed, unknown.
fn outcomes(results: &RegistrationResults) -> [usize; 4] {
    use RegistrationOutcome as R;
    [R::Done, R::Already, R::Failed, R::Unknown]
        .map(|wanted| results.results.iter().filter(|result| result.outcome == wanted).count())
}

/// The same account with another secret in the place of one.
fn with_secret(account: PracticeAccount, name: &str, secret: &'static str) -> PracticeAccount {
    let secrets: Vec<_> = account
        .secrets
        .iter()
        .map(|&(field, known)| (field, if field == name { secret } else { known }))
        .collect();
    PracticeAccount { secrets: secrets.leak(), ..account }
}

/// The account's test, which must be a no, with the fields that it points at.
async fn told_apart(bench: &Bench, account: &str) -> Vec<String> {
    let answer = bench.desk.account_test(account).await.unwrap();
    let TestDocument { verdict, error, .. } = answer.document;
    let error = error.unwrap();
    assert_eq!((answer.exit, verdict, error.code), (3, Verdict::Bad, ErrorCode::ProviderAuth), "{error:?}");
    error.fields.into_iter().map(|field| field.path).collect()
}
