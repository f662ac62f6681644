//! The clients by themselves: links that die by the provider's clock, and silence after a 429.

use shipdesk_core::secret::Secret;
use shipdesk_providers::spi::client::Client;
use shipdesk_providers::spi::descriptor::Credentials;
use shipdesk_providers::spi::error::ErrorKind;
use shipdesk_providers::spi::provider::Provider;
use shipdesk_providers::spi::tracking::{Page, PodLink, Wanted};
use shipdesk_tests::bench::Bench;
use std::sync::Arc;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(10);

/// A provider as it is opened for its practice account, and a line to it.
fn opened(bench: &Bench, name: &str) -> (Box<dyn Provider>, Client) {
    let accounts = bench.simulator.accounts();
    let account = accounts.into_iter().find(|account| account.provider == name).unwrap();
    let registration = shipdesk_providers::find(name).unwrap();
    let fields = account.fields.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    let secrets = account.secrets.iter().map(|&(name, secret)| (name.to_owned(), Secret::new(secret)));
    let credentials = Credentials {
        fields: registration.descriptor.with_defaults(fields),
        secrets: secrets.clone().collect(),
        clock: Arc::clone(&bench.clock) as _,
    };
    let masked = secrets.map(|(_, secret)| secret).collect();
    let client = Client::open(&account.base_url, masked, registration.descriptor.limits.silence).unwrap();
    ((registration.open)(&credentials).unwrap(), client)
}

async fn pods(provider: &dyn Provider, client: &Client, number: &str) -> Vec<PodLink> {
    let wanted = Wanted { number: number.to_owned(), carrier: None };
    let found = client.send(provider.tracking().unwrap().track(&[wanted]), SOON).await.outcome.unwrap();
    found.into_iter().flat_map(|(_, tracked)| tracked.unwrap().pods).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proofs_link_lives_for_thirty_minutes() {
    let bench = Bench::of(&[]).await;
    let (provider, client) = opened(&bench, "winit");
    pods(&*provider, &client, "WO7000000002A").await;
    bench.advance(400).await;
    let links = pods(&*provider, &client, "WO7000000002A").await;
    assert_eq!(links.len(), 2);
    bench.advance(29 * 60).await;
    assert!(client.download(&links[0].url, SOON).await.unwrap().starts_with(b"%PDF-"));
    bench.advance(61).await;
    client.download(&links[0].url, SOON).await.unwrap_err();
    let anew = pods(&*provider, &client, "WO7000000002A").await;
    assert_ne!(anew[0].url, links[0].url);
    assert!(client.download(&anew[0].url, SOON).await.unwrap().starts_with(b"%PDF-"));
    assert!(client.download(&anew[1].url, SOON).await.unwrap().starts_with(b"\xff\xd8"));
    // offered for three months
    bench.advance(91 * 24 * 3600).await;
    assert_eq!(pods(&*provider, &client, "WO7000000002A").await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_429_no_call_leaves_for_two_minutes() {
    let bench = Bench::of(&[]).await;
    let (provider, client) = opened(&bench, "trackingmore");
    let list = || provider.registrations().unwrap().list(&Page { number: 1, ..Page::default() });
    client.send(list(), SOON).await.outcome.unwrap();
    let limited = client.send(list(), SOON).await;
    let error = limited.outcome.unwrap_err();
    assert_eq!(error.kind, ErrorKind::RateLimited);
    for silence in [error.retry_after, limited.silence] {
        let two_minutes = Duration::from_secs(110)..=Duration::from_mins(2);
        assert!(two_minutes.contains(&silence.unwrap()), "{silence:?}");
    }
    for _ in 0..3 {
        let silent = client.send(list(), SOON).await;
        assert_eq!((silent.outcome.unwrap_err().kind, silent.exchanges.len()), (ErrorKind::RateLimited, 0));
    }
    assert_eq!(bench.calls("trackings/get").await, 2);
}
