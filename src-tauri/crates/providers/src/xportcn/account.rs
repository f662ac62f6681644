//! The provider opened for one account.

use super::sign::{nonce, signature};
use super::{descriptor, purchase};
use crate::spi::descriptor::{Credentials, Descriptor};
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::{HttpAnswer, HttpRequest, Prepared};
use crate::spi::provider::{Provider, Verdict};
use crate::spi::redact::redact;
use crate::spi::tracking::{Purchased, Purchases};
use shipdesk_core::clock::Clock;
use shipdesk_core::secret::Secret;
use shipdesk_core::text::shorten;
use std::sync::Arc;

/// The address of the one call.
const DETAIL: &str = "open/order/logistics/detail/get";
/// No purchase has it.
const NOBODYS_ID: &str = "0";

/// One account.
#[derive(Debug, Clone)]
struct Account {
    access_key: String,
    /// The sub-account; empty where there is none.
    user_id: String,
    access_secret: Secret,
    clock: Arc<dyn Clock>,
}

/// Opens the provider for an account.
///
/// # Errors
/// Keys that are missing.
pub(super) fn open(credentials: &Credentials) -> Result<Box<dyn Provider>, ProviderError> {
    let access_secret = credentials.secret("access_secret")?;
    let field = |name| credentials.field(name).trim().to_owned();
    let access_key = field("access_key");
    if access_key.is_empty() || access_secret.expose().is_empty() {
        return Err(ProviderError::auth("no `access_key` or an empty `access_secret`"));
    }
    let clock = Arc::clone(&credentials.clock);
    Ok(Box::new(Account { access_key, user_id: field("user_id"), access_secret, clock }))
}

impl Account {
    /// The signed request, with the time of now and a nonce of its own.
    fn request(&self, sub_order_id: &str) -> HttpRequest {
        let id: String = url::form_urlencoded::byte_serialize(sub_order_id.as_bytes()).collect();
        let (timestamp, nonce) = (self.clock.now().as_second().to_string(), nonce());
        let signature = signature(&self.access_key, &timestamp, &nonce, &self.access_secret);
        let mut request = HttpRequest::get(format!("{DETAIL}?subPurchaseOrderId={id}"));
        request.hidden = [signature.clone(), self.access_key.clone()].map(Secret::new).to_vec();
        request.headers = vec![
            ("access-key", self.access_key.clone()),
            ("timestamp", timestamp),
            ("nonce-str", nonce),
            ("signature", signature),
        ];
        if !self.user_id.is_empty() {
            request.headers.push(("user-id", self.user_id.clone()));
        }
        request
    }

    fn ask<T>(
        &self,
        name: &'static str,
        sub_order_id: &str,
        read: impl Fn(&HttpAnswer) -> Result<T, ProviderError> + Send + Sync + 'static,
    ) -> Prepared<T> {
        let (account, id) = (self.clone(), sub_order_id.trim().to_owned());
        let make = move || account.request(&id);
        Prepared::read(name, make(), read).made_anew(make)
    }
}

impl Provider for Account {
    fn descriptor(&self) -> &'static Descriptor {
        &descriptor::XPORTCN
    }

    fn probe(&self) -> Prepared<Verdict> {
        let secrets = [self.access_secret.clone(), Secret::new(self.access_key.as_str())];
        self.ask("probe", NOBODYS_ID, move |answer| verdict(answer, &secrets))
    }

    fn purchases(&self) -> Option<&dyn Purchases> {
        Some(self)
    }
}

impl Purchases for Account {
    fn purchase(&self, sub_order_id: &str) -> Prepared<Purchased> {
        self.ask("purchase", sub_order_id, purchase::read)
    }
}

/// Whether we are accepted. The codes of refusals stand in no document: what is said beside "done" is quoted.
fn verdict(answer: &HttpAnswer, secrets: &[Secret]) -> Result<Verdict, ProviderError> {
    match purchase::read(answer) {
        Ok(_) => Ok(Verdict::Good),
        Err(error) if error.kind == ErrorKind::Refused => {
            let code = error.code.as_deref().unwrap_or_default();
            let words = format!("{code} {}", error.message.as_deref().unwrap_or_default());
            Ok(Verdict::Unclear(shorten(redact(&words, secrets).trim(), 200)))
        }
        Err(error) => Err(error),
    }
}
