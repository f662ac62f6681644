//! Sends prepared calls: the only place that talks to a provider's API.
//!
//! What can be told apart here, and nowhere later: whether a byte of the request may have left. A refused connection
//! has sent nothing. Everything after that, on a call that changes something, is [`ErrorKind::OutcomeUnknown`] unless
//! the provider's own answer says otherwise.

use super::download::{Downloads, is_loopback};
use super::encoding;
use super::error::{ErrorKind, ProviderError};
use super::gate::{Gate, Open};
use super::http::{Effect, HttpAnswer, HttpRequest, Prepared};
use super::reading::understood;
use super::redact::{redact, without_keys};
use super::silence::{self, Silence};
use super::tries::Tries;
use jiff::Timestamp;
use shipdesk_core::error::FieldIssue;
use shipdesk_core::secret::Secret;
use shipdesk_core::text::shorten;
use std::time::{Duration, Instant};
use url::Url;

/// The most that an answer of an API may weigh: labels may come inside, in base64.
const MAX_ANSWER: usize = 32 * 1024 * 1024;
/// No provider is asked again without a pause, whatever it says.
const SHORTEST_SILENCE: Duration = Duration::from_secs(1);

/// One account's line to its provider.
#[derive(Debug)]
pub struct Client {
    base: Url,
    http: reqwest::Client,
    /// For calls that are not asked again by themselves: a fresh connection each, because one that the provider is just
    /// closing would lose the answer for nothing.
    http_writes: reqwest::Client,
    downloads: Downloads,
    secrets: Vec<Secret>,
    /// Silence after a 429 that does not say for how long, or for less.
    default_silence: Duration,
    silence: Silence,
}

/// One call as it went over the line, secrets removed: kept as an attempt.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// What the call is called.
    pub action: &'static str,
    /// Method and address.
    pub address: String,
    /// The body that was sent.
    pub request: String,
    /// The HTTP status, where an answer began.
    pub status: Option<u16>,
    /// The answer's body, where it came whole.
    pub answer: Option<String>,
    /// What went wrong.
    pub error: Option<ProviderError>,
    /// How long it took.
    pub took: Duration,
}

/// What a call gave, and every exchange that it took.
#[derive(Debug)]
pub struct Reply<T> {
    /// The result.
    pub outcome: Result<T, ProviderError>,
    /// All tries, in order. Empty where nothing was sent.
    pub exchanges: Vec<Exchange>,
    /// How long the provider asks to be left alone, counted from now.
    pub silence: Option<Duration>,
}

impl Client {
    /// A line to `base`. `secrets` are masked in everything that is kept.
    ///
    /// # Errors
    /// [`ErrorKind::Unreachable`] where the base URL or this machine's TLS cannot be used.
    pub fn open(base: &str, secrets: Vec<Secret>, default_silence: Duration) -> Result<Self, ProviderError> {
        let unusable = |why: String| ProviderError::new(ErrorKind::Unreachable, why);
        let mut base = Url::parse(base).map_err(|error| unusable(format!("base URL: {error}")))?;
        if !base.path().ends_with('/') {
            let path = format!("{}/", base.path());
            base.set_path(&path);
        }
        let build = |idle| http_client(&base, idle).map_err(|error| unusable(error.to_string()));
        let (http, http_writes) = (build(8)?, build(0)?);
        let downloads = Downloads::new(&base).map_err(|error| unusable(error.to_string()))?;
        Ok(Self { base, http, http_writes, downloads, secrets, default_silence, silence: Silence::default() })
    }

    /// Keeps silent for so long from now: what an earlier process was told.
    pub fn keep_silent(&self, silence: Duration) {
        self.silence.keep(silence);
    }

    /// Sends a call and reads its answer, all within `within`, with nothing to keep it back but what this line was told.
    pub async fn send<T: Send + 'static>(&self, prepared: Prepared<T>, within: Duration) -> Reply<T> {
        self.send_through(&Open, prepared, within).await
    }

    /// Sends a call and reads its answer, all within `within`. Each time that it leaves it passes the gate.
    ///
    /// Calls that change nothing are asked again after a broken connection, a 5xx or an unreadable answer. After a 429
    /// calls that spend nothing are sent once more when the silence is over, if that is still within `within`; what
    /// spends money leaves once, whatever is answered. A second silence in a row ends the calls of this line until it is
    /// over.
    pub async fn send_through<T: Send + 'static>(
        &self,
        gate: &impl Gate,
        mut prepared: Prepared<T>,
        within: Duration,
    ) -> Reply<T> {
        let deadline = Instant::now() + within;
        let mut exchanges = Vec::new();
        let mut tries = Tries::default();
        let outcome = loop {
            if let Err(error) = self.may_leave(gate, deadline).await {
                break Err(error);
            }
            // only now: what it says of the time must not have waited
            if let Some(request) = prepared.anew.as_ref().map(|make| make()) {
                prepared.request = request;
            }
            let (result, exchange) = self.once(&prepared, deadline).await;
            exchanges.push(exchange);
            let Err(error) = result else { break result };
            let Some(pause) = tries.pause(prepared.effect, &error) else { break Err(error) };
            let silence = self.silence.left().unwrap_or_default();
            if Instant::now() + pause.max(silence) >= deadline || self.silence.is_lasting() {
                break Err(error);
            }
            if !silence.is_zero() {
                gate.keep_silent(silence).await;
            }
            tokio::time::sleep(pause).await;
        };
        Reply { outcome, exchanges, silence: self.silence.left() }
    }

    /// Fetches what an answer of this account links to, under the rules for providers' links.
    ///
    /// # Errors
    /// [`ErrorKind::LinkRefused`] for links that may not be followed, and what the network does.
    pub async fn download(&self, link: &str, within: Duration) -> Result<Vec<u8>, ProviderError> {
        self.downloads.fetch(link, within).await
    }

    async fn may_leave(&self, gate: &impl Gate, deadline: Instant) -> Result<(), ProviderError> {
        loop {
            self.await_silence(deadline).await?;
            gate.pass(deadline).await?;
            // in the meantime another call may have been told to be silent
            if self.silence.left().is_none() {
                return Ok(());
            }
        }
    }

    async fn await_silence(&self, deadline: Instant) -> Result<(), ProviderError> {
        while let Some(left) = self.silence.left() {
            if Instant::now() + left >= deadline || self.silence.is_lasting() {
                let detail = "the provider asked for silence";
                let error = ProviderError::new(ErrorKind::RateLimited, detail);
                return Err(ProviderError { retry_after: Some(left), ..error });
            }
            tokio::time::sleep(left).await;
        }
        Ok(())
    }

    async fn once<T: Send + 'static>(
        &self,
        prepared: &Prepared<T>,
        deadline: Instant,
    ) -> (Result<T, ProviderError>, Exchange) {
        let started = Instant::now();
        let request = &prepared.request;
        let within = deadline.saturating_duration_since(started);
        let begun = self.begin(prepared.effect, request, within).await;
        let status = begun.as_ref().ok().map(|answer| answer.status().as_u16());
        // before the rest of it is read: other calls of this account wait as well
        let limited = begun.as_ref().ok().and_then(too_many).map(|error| self.begin_silence(error));
        let busy = begun.as_ref().ok().and_then(busy).map(|asked| self.note_busy(asked));
        let answer = match begun {
            Ok(answer) => whole(answer, within).await,
            Err(error) => Err(error),
        };
        let hidden = [self.secrets.as_slice(), &request.hidden].concat();
        let is_limited = limited.is_some();
        let (judged, body) = match (answer, limited) {
            (Ok(answer), Some(error)) => (Err(error), Some(redact(&encoding::text(&answer.body), &hidden))),
            (Ok(answer), None) => understood(answer, &prepared.read, busy, hidden.clone()).await,
            (Err(_), Some(error)) | (Err(error), None) => (Err(error), None),
        };
        let result = match judged {
            Err(error) if is_limited => Err(error),
            judged => self.weighed(prepared.effect, judged, status.is_some()),
        };
        let mask = |text: &str| redact(text, &hidden);
        let result = result.map_err(|error| masked(&error, &hidden));
        let exchange = Exchange {
            action: prepared.action,
            address: mask(&format!("{} {}", request.method, self.address(&without_keys(&request.path)))),
            request: mask(&String::from_utf8_lossy(&request.body)),
            status,
            answer: body,
            error: result.as_ref().err().cloned(),
            took: started.elapsed(),
        };
        (result, exchange)
    }

    /// What is made of what an answer says: a silence is kept, and of a change that may have been made nobody knows.
    fn weighed<T>(
        &self,
        effect: Effect,
        judged: Result<T, ProviderError>,
        is_answer: bool,
    ) -> Result<T, ProviderError> {
        match judged {
            Err(error) if error.kind == ErrorKind::RateLimited => Err(self.begin_silence(error)),
            Err(error) if effect == Effect::Write && leaves_doubt(error.kind) => Err(error.outcome_unknown()),
            result => {
                if is_answer {
                    self.silence.end_row();
                }
                result
            }
        }
    }

    /// The base URL and a path below it. Put together, not joined: no path, whatever stands in it, takes the keys to
    /// another host. Without a path it is the base URL as it was given, which ends without a slash.
    fn address(&self, path: &str) -> String {
        let base = self.base.as_str();
        if path.is_empty() || path.starts_with('?') {
            return format!("{}{path}", base.trim_end_matches('/'));
        }
        format!("{base}{path}")
    }

    /// Sends a request and waits until its answer begins.
    async fn begin(
        &self,
        effect: Effect,
        request: &HttpRequest,
        within: Duration,
    ) -> Result<reqwest::Response, ProviderError> {
        let url = Url::parse(&self.address(&request.path))
            .map_err(|error| ProviderError::new(ErrorKind::Unreachable, error.to_string()))?;
        let method = reqwest::Method::from_bytes(request.method.as_bytes()).unwrap_or(reqwest::Method::POST);
        let http = if effect == Effect::Read { &self.http } else { &self.http_writes };
        let mut builder = http.request(method, url).timeout(within).body(request.body.clone());
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        builder.send().await.map_err(|error| transport_error(&error, within))
    }

    /// Notes for how long a provider that is out of order wants to be left alone.
    fn note_busy(&self, asked: Duration) -> Duration {
        let silence = asked.clamp(SHORTEST_SILENCE, silence::LONGEST);
        self.keep_silent(silence);
        silence
    }

    /// Notes the silence that the provider asks for: the one that the error names, but not less than the account's
    /// usual one, which is what the provider's document promises to be enough.
    fn begin_silence(&self, error: ProviderError) -> ProviderError {
        let asked = error.retry_after.unwrap_or_default();
        let silence = asked.max(self.default_silence).min(silence::LONGEST);
        self.silence.begin(silence);
        ProviderError { retry_after: Some(silence), ..error }
    }

    /// An error without secrets and at the length that is kept: also for those that stand inside a result over several
    /// orders.
    pub fn masked(&self, error: &ProviderError) -> ProviderError {
        masked(error, &self.secrets)
    }
}

/// An error without these secrets and at the length that is kept.
fn masked(error: &ProviderError, secrets: &[Secret]) -> ProviderError {
    let mask = |text: &Option<String>| text.as_deref().map(|text| redact(text, secrets));
    let fields = error.fields.iter().cloned();
    let fields = fields.map(|issue| FieldIssue { given: mask(&issue.given), ..issue }).collect();
    let message = mask(&error.message).map(|message| shorten(&message, 500));
    let detail = shorten(&redact(&error.detail, secrets), 300);
    ProviderError { detail, code: mask(&error.code), message, fields, ..error.clone() }
}

/// Follows no redirect and sends nothing twice by itself; keeps at most `idle` connections open.
fn http_client(base: &Url, idle: usize) -> reqwest::Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .pool_max_idle_per_host(idle)
        .connect_timeout(Duration::from_secs(6))
        .user_agent(concat!("shipdesk/", env!("CARGO_PKG_VERSION")));
    if is_loopback(base) {
        builder = builder.no_proxy();
    }
    builder.build()
}

/// The rest of an answer.
async fn whole(mut answer: reqwest::Response, within: Duration) -> Result<HttpAnswer, ProviderError> {
    let (status, date) = (answer.status().as_u16(), date(&answer));
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| transport_error(&error, within))? {
        if body.len() + chunk.len() > MAX_ANSWER {
            return Err(ProviderError::bad_answer("an answer of more than 32 MiB"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(HttpAnswer { status, body, date })
}

/// When the provider says it is.
fn date(answer: &reqwest::Response) -> Option<Timestamp> {
    let header = answer.headers().get(reqwest::header::DATE)?.to_str().ok()?;
    Some(jiff::fmt::rfc2822::parse(header).ok()?.timestamp())
}

/// `Retry-After`: seconds, or a moment by the clock of whoever answers.
fn retry_after(answer: &reqwest::Response) -> Option<Duration> {
    let header = answer.headers().get(reqwest::header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = header.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(header).ok()?.timestamp();
    Duration::try_from(until.duration_since(date(answer)?)).ok()
}

/// How long a provider that is out of order wants to be left alone, where it says so.
fn busy(answer: &reqwest::Response) -> Option<Duration> {
    retry_after(answer).filter(|_| answer.status() == reqwest::StatusCode::SERVICE_UNAVAILABLE)
}

/// A 429, with the silence that it asks for.
fn too_many(answer: &reqwest::Response) -> Option<ProviderError> {
    if answer.status() != reqwest::StatusCode::TOO_MANY_REQUESTS {
        return None;
    }
    let error = ProviderError::new(ErrorKind::RateLimited, "HTTP 429");
    Some(ProviderError { code: Some("429".to_owned()), retry_after: retry_after(answer), ..error })
}

/// After these, on a call that changes something, nobody here knows whether it was done.
fn leaves_doubt(kind: ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(kind, K::TimedOut | K::Interrupted | K::Down | K::BadAnswer | K::Elsewhere)
}

fn transport_error(error: &reqwest::Error, within: Duration) -> ProviderError {
    if error.is_connect() || error.is_builder() {
        return ProviderError::new(ErrorKind::Unreachable, root_cause(error));
    }
    if error.is_timeout() {
        return ProviderError::new(
            ErrorKind::TimedOut,
            format!("no answer within {:.1} s", within.as_secs_f32()),
        );
    }
    ProviderError::new(ErrorKind::Interrupted, root_cause(error))
}

/// The innermost words of an error: the outer ones carry the address, which stands elsewhere.
fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
