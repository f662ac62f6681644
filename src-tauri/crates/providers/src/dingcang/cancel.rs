//! Reads cancellations and what becomes of their money.

use super::envelope;
use super::phrases::Call;
use crate::spi::error::ProviderError;
use crate::spi::http::HttpAnswer;
use crate::spi::provider::CancelOutcome;
use shipdesk_core::decimal::{self, Decimal};
use shipdesk_core::status::RefundState;

/// Reads `cancel.php`: 200 is done, 300 is asked for.
pub(super) fn cancel(answer: &HttpAnswer, order_no: &str) -> Result<CancelOutcome, ProviderError> {
    let item = envelope::single(answer, order_no)?;
    if item.code.as_deref() == Some("300") {
        return Ok(CancelOutcome::Requested);
    }
    item.done(Call::Cancel, order_no).map(|_| CancelOutcome::Done)
}

/// Reads `cancelstatus.php`: 0 not asked for, 1 under way, 2 paid back, 3 cannot be; as text or as a number.
pub(super) fn state(answer: &HttpAnswer, order_no: &str) -> Result<RefundState, ProviderError> {
    let item = envelope::single(answer, order_no)?.done(Call::Lookup, order_no)?;
    let digit = item.own("result").and_then(decimal::from_json);
    let states = [RefundState::None, RefundState::InProgress, RefundState::Done, RefundState::Cannot];
    let known = states.into_iter().zip(0_u8..).find(|(_, at)| digit == Some(Decimal::from(*at)));
    known.map(|(state, _)| state).ok_or_else(|| ProviderError::bad_answer("a refund state beyond 0 to 3"))
}
