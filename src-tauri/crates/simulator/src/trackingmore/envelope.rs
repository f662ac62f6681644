//! `{"meta":{"code","type","message"},"data":…}`: empty data is always an empty array, slashes are escaped.
//!
//! The page of codes does not say which of them are HTTP's too; those of three digits are here.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// A code of the vendor's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    Success,
    Created,
    /// Refused, over the limit.
    Refused,
    Unauthorized,
    KeyInvalid,
    ParameterMissing,
    NumberRequired,
    NumberInvalid,
    CarrierInvalid,
    Exists,
    Unknown,
    TooManyItems,
    QuotaUsedUp,
    Empty,
    Undetected,
    StatusInvalid,
    NoSuchPath,
    OtherMethod,
    TooMany,
    Down,
}

impl Code {
    /// The number, `type` and `message`.
    fn words(self) -> (u16, &'static str, &'static str) {
        match self {
            Self::Success => (200, "Success", "Success"),
            Self::Created => (201, "Created", "The request was successful and a resource was created."),
            Self::Refused => (
                202,
                "Accepted",
                "The same tracking number can be queried in real time only once within 2 hours.",
            ),
            Self::Unauthorized => (401, "Unauthorized", "Authentication failed or has not been provided."),
            Self::KeyInvalid => (4001, "Unauthorized", "Invalid API key."),
            Self::ParameterMissing => (4012, "BadRequest", "Parameters are missing or in a wrong format."),
            Self::NumberRequired => (4013, "BadRequest", "Tracking_number is required."),
            Self::NumberInvalid => (4014, "BadRequest", "The value of tracking_number is invalid."),
            Self::CarrierInvalid => (4015, "BadRequest", "The value of carrier_code is invalid."),
            Self::Exists => (4016, "BadRequest", "Tracking already exists."),
            Self::Unknown => (4017, "BadRequest", "Tracking does not exist."),
            Self::TooManyItems => (4020, "BadRequest", "Too many items in one request."),
            Self::QuotaUsedUp => (4021, "PaymentRequired", "Your quota is used up."),
            Self::Empty => (4031, "NotFound", "No tracking has been created yet."),
            Self::Undetected => (4032, "NotFound", "Cannot detect any carrier."),
            Self::StatusInvalid => (4033, "BadRequest", "Invalid package status."),
            Self::NoSuchPath => (404, "NotFound", "Page does not exist."),
            Self::OtherMethod => (405, "MethodNotAllowed", "The method is not supported here."),
            Self::TooMany => (429, "TooManyRequests", "Too many requests; try again in 2 minutes."),
            Self::Down => (503, "ServiceUnavailable", "The service is temporarily unavailable."),
        }
    }

    /// One entry of `errors`.
    pub(super) fn entry(self, number: &str, carrier: &str) -> Value {
        let (code, _, message) = self.words();
        json!({ "tracking_number": number, "carrier_code": carrier, "code": code, "message": message })
    }
}

/// What is answered.
#[derive(Debug)]
pub(super) struct Answer {
    code: Code,
    data: Value,
}

impl Answer {
    pub(super) fn new(code: Code, data: Value) -> Self {
        Self { code, data }
    }

    pub(super) fn done(data: Value) -> Self {
        Self::new(Code::Success, data)
    }

    pub(super) fn refused(code: Code) -> Self {
        Self::new(code, json!([]))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let (code, kind, message) = self.code.words();
        let document =
            json!({ "meta": { "code": code, "type": kind, "message": message }, "data": self.data });
        // slashes stand inside texts alone
        let body = document.to_string().replace('/', "\\/");
        let status = StatusCode::from_u16(code).ok().filter(|_| code < 1_000).unwrap_or(StatusCode::OK);
        (status, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
    }
}
