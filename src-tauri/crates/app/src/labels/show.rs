//! Labels to be looked at: a file as it is kept, and pages as they would be printed.

use super::laid_out;
use crate::documents::{DocumentKind, Layout};
use crate::workstation::{Workstation, on_a_thread, problem};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};

impl Workstation {
    /// The bytes of a file of the folder, checked against their hash.
    ///
    /// # Errors
    /// No such file, and one that was damaged.
    pub async fn file_bytes(&self, sha256: &str) -> Result<Vec<u8>, Problem> {
        // the name of a file is never made of anything but a hash
        if sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let issue = FieldIssue::wrong_kind("sha256", "SHA-256 in hexadecimal", sha256);
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]));
        }
        let (files, sha256) = (self.folder.files.clone(), sha256.to_owned());
        on_a_thread(move || files.get(&sha256).map_err(problem)).await
    }

    /// The labels of orders as they would be printed, as one PDF.
    ///
    /// # Errors
    /// [`ErrorCode::LabelMissing`] for an order without one, and a label that cannot be laid out.
    pub async fn label_pages(
        &self,
        order_nos: &[String],
        kind: DocumentKind,
        layout: Layout,
    ) -> Result<Vec<u8>, Problem> {
        let mut hashes = Vec::new();
        for order_no in order_nos {
            hashes.extend(self.labels_of(order_no, kind).await?.into_iter().map(|label| label.sha256));
        }
        let files = self.folder.files.clone();
        on_a_thread(move || {
            let bytes = hashes.iter().map(|hash| files.get(hash)).collect::<Result<Vec<_>, _>>();
            let bytes = bytes.map_err(problem)?;
            laid_out(&bytes, layout.into())
        })
        .await
    }
}
