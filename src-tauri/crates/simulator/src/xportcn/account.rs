//! The developer who may call. Invented; good nowhere else.

use crate::PracticeCredentials;

pub(super) const ACCESS_KEY: &str = "PRACTICE-XPORTCN-AK-3071";
pub(super) const ACCESS_SECRET: &str = "practice-xportcn-9c47d20b";
pub(super) const USER_ID: &str = "50012";

pub(crate) const ACCOUNT: PracticeCredentials = PracticeCredentials {
    provider: "xportcn",
    name: "practice-xportcn",
    path: "xportcn/api",
    fields: &[("access_key", ACCESS_KEY), ("user_id", USER_ID)],
    secrets: &[("access_secret", ACCESS_SECRET)],
    numbers: &[],
};
