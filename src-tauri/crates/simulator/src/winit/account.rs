//! The one seller who may call, and the application that calls. Invented; good nowhere else.

use crate::PracticeCredentials;

pub(super) const APP_KEY: &str = "practice-seller";
pub(super) const CLIENT_ID: &str = "PRACTICE-CLIENT-ID-20461";
pub(super) const PLATFORM: &str = "PRACTICEERP";
pub(super) const TOKEN: &str = "practice-winit-token-4d1f8e06";
pub(super) const CLIENT_SECRET: &str = "practice-winit-client-a90b3c57";

pub(crate) const ACCOUNT: PracticeCredentials = PracticeCredentials {
    provider: "winit",
    name: "practice-winit",
    path: "winit/openapi/service",
    fields: &[("app_key", APP_KEY), ("client_id", CLIENT_ID), ("platform", PLATFORM)],
    secrets: &[("token", TOKEN), ("client_secret", CLIENT_SECRET)],
    // a delivered one, one of two parcels, some that end otherwise
    numbers: &[
        "WO7000000000",
        "WO7000000001",
        "WO7000000002",
        "WO7000000004",
        "WO7000000006",
        "WO7000000008",
        "WO7000000010",
        "WO7000000012",
    ],
};
