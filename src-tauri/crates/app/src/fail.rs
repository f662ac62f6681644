//! Places where a test ends the process, to see what the next one makes of it. Compiled in for tests alone.

/// Ends the process here, without any clean-up, where `SHIPDESK_FAIL_POINT` names this place.
#[cfg(feature = "failpoints")]
pub(crate) fn point(name: &str) {
    if std::env::var("SHIPDESK_FAIL_POINT").is_ok_and(|wanted| wanted == name) {
        std::process::abort();
    }
}

/// Nothing: this build is not one for tests.
#[cfg(not(feature = "failpoints"))]
pub(crate) fn point(_name: &str) {}
