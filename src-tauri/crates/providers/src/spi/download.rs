//! Fetches what a provider's answer links to, under the rules for links from outside: nothing that a provider says may
//! make this machine talk to itself or to its own network.

use super::error::{ErrorKind, ProviderError};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;
use url::{Host, Url};

/// The most that a label, scan form or proof of delivery may weigh.
const MAX_BYTES: usize = 20 * 1024 * 1024;
const MAX_REDIRECTS: usize = 3;

/// What links of an account may point at, given its own base URL.
#[derive(Debug, Clone, Copy)]
struct Rules {
    /// Plain `http`: only where the account itself is on it.
    http: bool,
    /// This machine: only where the account itself is on it.
    loopback: bool,
}

/// Fetches links under the rules of one account.
#[derive(Debug)]
pub(super) struct Downloads {
    rules: Rules,
    http: reqwest::Client,
}

impl Downloads {
    pub(super) fn new(base: &Url) -> Result<Self, reqwest::Error> {
        let rules = Rules { http: base.scheme() == "http", loopback: is_loopback(base) };
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(Duration::from_secs(10))
            .dns_resolver(std::sync::Arc::new(GuardedResolver { loopback: rules.loopback }));
        if rules.loopback {
            builder = builder.no_proxy();
        }
        Ok(Self { rules, http: builder.build()? })
    }

    /// The bytes behind a link: at most 20 MiB, at most three redirects and only within the same host.
    pub(super) async fn fetch(&self, link: &str, within: Duration) -> Result<Vec<u8>, ProviderError> {
        match tokio::time::timeout(within, self.follow(link)).await {
            Ok(result) => result,
            Err(_) => {
                Err(ProviderError::new(ErrorKind::TimedOut, format!("no file within {} s", within.as_secs())))
            }
        }
    }

    async fn follow(&self, link: &str) -> Result<Vec<u8>, ProviderError> {
        let mut url = Url::parse(link.trim()).map_err(|_| refused("not a link"))?;
        for _ in 0..=MAX_REDIRECTS {
            self.rules.check(&url)?;
            let answer = self.http.get(url.clone()).send().await.map_err(|error| transport(&error))?;
            let status = answer.status();
            if !status.is_redirection() {
                return if status.is_success() { read(answer).await } else { Err(failed(status)) };
            }
            let target =
                answer.headers().get(reqwest::header::LOCATION).and_then(|target| target.to_str().ok());
            let target = target
                .and_then(|target| url.join(target).ok())
                .ok_or_else(|| refused("redirect to nowhere"))?;
            if target.host() != url.host() {
                return Err(refused("redirect to another host"));
            }
            url = target;
        }
        Err(refused("too many redirects"))
    }
}

impl Rules {
    fn check(self, url: &Url) -> Result<(), ProviderError> {
        match url.scheme() {
            "https" => {}
            "http" if self.http => {}
            "http" => return Err(refused("plain http, while the account is on https")),
            _ => return Err(refused("neither http nor https")),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("a link with a user name"));
        }
        let allowed = match url.host() {
            Some(Host::Ipv4(address)) => is_allowed(IpAddr::V4(address), self.loopback),
            Some(Host::Ipv6(address)) => is_allowed(IpAddr::V6(address), self.loopback),
            // names are checked when they are resolved
            Some(Host::Domain(_)) => true,
            None => false,
        };
        if allowed { Ok(()) } else { Err(refused("an address of this machine or its network")) }
    }
}

/// Whether the host of a URL is this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

async fn read(mut answer: reqwest::Response) -> Result<Vec<u8>, ProviderError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| transport(&error))? {
        if bytes.len() + chunk.len() > MAX_BYTES {
            return Err(ProviderError::bad_answer("a file of more than 20 MiB"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn refused(why: &str) -> ProviderError {
    ProviderError::new(ErrorKind::LinkRefused, why)
}

fn failed(status: reqwest::StatusCode) -> ProviderError {
    let kind = if status.is_server_error() { ErrorKind::Down } else { ErrorKind::NotReady };
    ProviderError::new(kind, format!("the link answers HTTP {}", status.as_u16()))
}

fn transport(error: &reqwest::Error) -> ProviderError {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(inner) = source {
        if inner.is::<Forbidden>() {
            return refused("a name that stands for this machine or its network");
        }
        source = inner.source();
    }
    let kind = if error.is_connect() { ErrorKind::Unreachable } else { ErrorKind::Interrupted };
    ProviderError::new(
        kind,
        if error.is_connect() { "no connection to the link's host" } else { "the file broke off" },
    )
}

/// A name resolved to nothing that may be reached.
#[derive(Debug, thiserror::Error)]
#[error("the name resolves to no address that may be reached")]
struct Forbidden;

/// Resolves names and keeps only addresses that may be reached, so that the address that was checked is the one
/// that is connected to.
struct GuardedResolver {
    loopback: bool,
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let loopback = self.loopback;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<_> = found.filter(|address| is_allowed(address.ip(), loopback)).collect();
            if allowed.is_empty() {
                return Err(Box::new(Forbidden) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

fn is_allowed(address: IpAddr, loopback: bool) -> bool {
    match address {
        IpAddr::V4(v4) => v4_allowed(v4, loopback),
        IpAddr::V6(v6) => {
            embedded(v6).map_or_else(|| v6_allowed(v6, loopback), |v4| v4_allowed(v4, loopback))
        }
    }
}

fn v4_allowed(address: Ipv4Addr, loopback: bool) -> bool {
    let [a, b, c, _] = address.octets();
    if address.is_loopback() {
        return loopback;
    }
    !(address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b)))
}

fn v6_allowed(address: Ipv6Addr, loopback: bool) -> bool {
    if address.is_loopback() {
        return loopback;
    }
    let first = address.segments()[0];
    !(address.is_unspecified()
        || address.is_multicast()
        || first & 0xfe00 == 0xfc00
        || first & 0xffc0 == 0xfe80)
}

/// The IPv4 address inside a mapped or translated (NAT64) one.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    if let Some(v4) = address.to_ipv4_mapped() {
        return Some(v4);
    }
    let [translated @ .., high, low] = address.segments();
    let ([h0, h1], [l0, l1]) = (high.to_be_bytes(), low.to_be_bytes());
    (translated == [0x64, 0xff9b, 0, 0, 0, 0]).then(|| Ipv4Addr::new(h0, h1, l0, l1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, link: &str) -> Result<(), ProviderError> {
        let base = Url::parse(base).unwrap();
        let rules = Rules { http: base.scheme() == "http", loopback: is_loopback(&base) };
        rules.check(&Url::parse(link).unwrap())
    }

    #[test]
    fn links_into_this_machine_or_its_network_are_refused() {
        for link in [
            "http://127.0.0.1/a.pdf",
            "http://127.1/a.pdf",
            "http://0x7f.0.0.1/a.pdf",
            "http://2130706433/a.pdf",
            "http://0.0.0.0/a.pdf",
            "http://10.1.2.3/a.pdf",
            "http://172.16.0.1/a.pdf",
            "http://192.168.0.10/a.pdf",
            "http://169.254.169.254/latest",
            "http://100.64.0.1/a.pdf",
            "http://198.18.0.1/a.pdf",
            "http://224.0.0.1/a.pdf",
            "http://255.255.255.255/a.pdf",
            "http://[::1]/a.pdf",
            "http://[::]/a.pdf",
            "http://[fe80::1]/a.pdf",
            "http://[fd00::1]/a.pdf",
            "http://[::ffff:10.0.0.1]/a.pdf",
            "http://[64:ff9b::a00:1]/a.pdf",
            "ftp://203.0.113.5/a.pdf",
            "file:///etc/passwd",
            "http://user@203.0.113.5/a.pdf",
        ] {
            let error = check("http://api.example.com/api", link).expect_err(link);
            assert_eq!(error.kind, ErrorKind::LinkRefused, "{link}");
        }
        assert_eq!(check("http://api.example.com/api", "http://203.0.113.5/a.pdf"), Ok(()));
        assert_eq!(check("http://api.example.com/api", "https://cdn.example.com/a.pdf"), Ok(()));
    }

    #[test]
    fn plain_http_only_where_the_account_is_on_it() {
        assert!(check("https://api.example.com/api", "http://203.0.113.5/a.pdf").is_err());
        assert!(check("https://api.example.com/api", "https://203.0.113.5/a.pdf").is_ok());
    }

    #[test]
    fn loopback_only_where_the_account_is_on_it() {
        assert_eq!(check("http://127.0.0.1:9000/api", "http://127.0.0.1:9001/a.pdf"), Ok(()));
        assert!(check("http://127.0.0.1:9000/api", "http://10.0.0.1/a.pdf").is_err());
    }

    #[tokio::test]
    async fn a_name_that_resolves_to_this_machine_is_refused() {
        let downloads = Downloads::new(&Url::parse("http://api.example.com/").unwrap()).unwrap();
        let error = downloads.fetch("http://localhost:9/a.pdf", Duration::from_secs(5)).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::LinkRefused);
    }
}
