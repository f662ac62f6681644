//! Opens the service for one account.

use super::v2::Service;
use crate::spi::descriptor::Credentials;
use crate::spi::error::ProviderError;
use crate::spi::provider::Provider;
use shipdesk_core::secret::Secret;

/// # Errors
/// A key that is missing or can stand in no header.
pub(super) fn open(credentials: &Credentials) -> Result<Box<dyn Provider>, ProviderError> {
    let key = credentials.secret("api_key")?;
    let key = key.expose().trim();
    if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(ProviderError::auth("`api_key` is empty, or has characters that no key has"));
    }
    let send_recipient = credentials.field("send_recipient").trim() == "yes";
    Ok(Box::new(Service { api_key: Secret::new(key), send_recipient }))
}
