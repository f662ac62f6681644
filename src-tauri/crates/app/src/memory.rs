//! What a front end remembers in the folder for itself. Nobody sets these by hand, so they are no settings.

use crate::workstation::{Workstation, problem};
use shipdesk_core::error::Problem;
use shipdesk_store::setting;

impl Workstation {
    /// What was noted under a name of the front end's own, `window.…`.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn remembered(&self, name: &str) -> Result<Option<String>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        setting::get(&mut db, name).await.map_err(problem)
    }

    /// Notes something, or forgets it.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn remember(&self, name: &str, text: Option<&str>) -> Result<(), Problem> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        match text {
            Some(text) => setting::set(&mut tx, name, text, self.clock.now()).await,
            None => setting::remove(&mut tx, name).await,
        }
        .map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))
    }
}
