//! The dispute pack: everything that is known of a parcel as one PDF, for a claim at its carrier or provider.
//!
//! It leaves the house. The recipient stands in it whole, because the claim is about what was sent to whom; phones and
//! couriers' names in the sources' words are masked as everywhere (decision 14).

mod contents;

use crate::Outcome;
use crate::documents::{
    Answer, DisputePackDocument, ForeignOrderDocument, OrderDocument, PodDocument, ProofLeftOut,
    TrackDocument, count,
};
use crate::labels::write_file;
use crate::results::Names;
use crate::words::Language;
use crate::workstation::{Workstation, on_a_thread, problem};
use contents::Contents;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::order::Order;
use shipdesk_labels::report::{Drawn, Enclosed, Report, Script, report};
use shipdesk_labels::{LabelError, check};
use shipdesk_store::foreign_order::{self, ForeignOrder};
use shipdesk_store::order;
use shipdesk_store::parcel::Parcel;
use std::collections::HashSet;
use std::path::Path;

/// The exit code where a proof of delivery is not in it.
const PARTLY: u8 = 6;
/// The most orders from elsewhere that are looked at for one number.
const ELSEWHERE: i64 = 20;

/// The order that it was bought for.
struct Ordered {
    document: OrderDocument,
    order: Order,
}

/// A proof of delivery, and its bytes or why they are of no use.
struct Proof {
    pod: PodDocument,
    bytes: Result<Vec<u8>, Problem>,
}

impl Workstation {
    /// Writes what is known here of a parcel into one PDF: numbers, order, weights, charges, the timeline of all
    /// sources, and each proof of delivery with its hash. Works offline. Of several parcels with one number `account`
    /// or `id`, our id of it, says which.
    ///
    /// # Errors
    /// [`ErrorCode::TrackingNotFound`]; a number that several parcels have; [`ErrorCode::FontMissing`] where the text
    /// cannot be written here; what the disk has.
    pub async fn dispute_pack(
        &self,
        number: &str,
        account: Option<&str>,
        id: Option<&str>,
        out: &Path,
    ) -> Outcome<DisputePackDocument> {
        let parcel = self.disputed(number, account, id).await?;
        let track = self.track_document(parcel.number(), &parcel, false).await.map_err(problem)?;
        let number = parcel.number().to_owned();
        let order = self.disputed_order(&track).await?;
        let elsewhere = self.told_elsewhere(&track).await?;
        let proofs = self.proofs(&track).await?;
        let station = self.settings().await?.value("station").unwrap_or_default();
        let made_at = self.clock.now();
        let contents = Contents {
            words: self.words(),
            track: &track,
            order: order.as_ref(),
            elsewhere: &elsewhere,
            proofs: &proofs,
            station,
            made_at,
        };
        let drawn = draw(&contents).await?;
        write_file(out, &drawn.pdf)?;
        Ok(self.packed(out, number, proofs, &drawn))
    }

    /// The parcel that is meant.
    async fn disputed(
        &self,
        number: &str,
        account: Option<&str>,
        id: Option<&str>,
    ) -> Result<Parcel, Problem> {
        let number = &*crate::tracking::read::number(number)?;
        let only = match account {
            Some(name) => Some(self.account_named(name).await?.id),
            None => None,
        };
        let mut parcels = self.parcels(number, only).await?;
        if let Some(id) = id {
            parcels.retain(|parcel| parcel.id.to_string() == id);
        }
        if parcels.len() > 1 {
            let numbers: Vec<&str> = parcels.iter().map(Parcel::number).collect();
            let issue = FieldIssue::wrong_kind("number", &numbers.join(", "), number);
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]));
        }
        parcels.pop().ok_or_else(|| Problem::new(ErrorCode::TrackingNotFound).with("number", number))
    }

    /// Its order, where it is ours.
    async fn disputed_order(&self, track: &TrackDocument) -> Result<Option<Ordered>, Problem> {
        let Some(order_no) = &track.order_no else { return Ok(None) };
        let row = self.order_row(order_no).await?;
        let document = self.order_document(&row).await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let (order, _) = order::document(&mut db, row.id).await.map_err(problem)?;
        Ok(Some(Ordered { document, order }))
    }

    /// What providers told of orders with its numbers: there they may have weighed it.
    async fn told_elsewhere(&self, track: &TrackDocument) -> Result<Vec<ForeignOrderDocument>, Problem> {
        let numbers: HashSet<&str> =
            track.numbers.iter().chain(&track.order_no).map(String::as_str).collect();
        let is_its = |order: &ForeignOrder| {
            let texts = [Some(&order.order_no), order.reference.as_ref(), order.tracking_no.as_ref()];
            texts.into_iter().flatten().any(|text| numbers.contains(text.as_str()))
        };
        let mut db = self.folder.read().await.map_err(problem)?;
        let (mut names, mut seen, mut told) = (Names::default(), HashSet::new(), Vec::new());
        for number in &numbers {
            let found = foreign_order::with_number(&mut db, number, ELSEWHERE).await.map_err(problem)?;
            for row in found.into_iter().filter(is_its) {
                if !seen.insert((row.account_id, row.order_no.clone())) {
                    continue;
                }
                let owner = names.of(&mut db, row.account_id).await.map_err(problem)?;
                let key = Some(row.order_no.as_str());
                let whole =
                    foreign_order::by_key(&mut db, row.account_id, key, None).await.map_err(problem)?;
                told.extend(whole.map(|whole| self.foreign_document(&owner, whole)).transpose()?);
            }
        }
        Ok(told)
    }

    /// Its proofs of delivery, each with its bytes as far as they are what they were and open.
    async fn proofs(&self, track: &TrackDocument) -> Result<Vec<Proof>, Problem> {
        let mut proofs = Vec::with_capacity(track.pods.len());
        for pod in &track.pods {
            let bytes = match self.folder.files.get(&pod.sha256).map_err(problem) {
                Ok(bytes) => {
                    on_a_thread(move || check(&bytes).map(|_| bytes).map_err(|error| refused(&error))).await
                }
                Err(error) => Err(error),
            };
            proofs.push(Proof { pod: pod.clone(), bytes });
        }
        Ok(proofs)
    }

    fn packed(
        &self,
        out: &Path,
        number: String,
        proofs: Vec<Proof>,
        drawn: &Drawn,
    ) -> Answer<DisputePackDocument> {
        let (mut pods, mut left_out) = (Vec::new(), Vec::new());
        for Proof { pod, bytes } in proofs {
            match bytes {
                Ok(_) => pods.push(pod),
                Err(error) => {
                    left_out.push(ProofLeftOut { sha256: pod.sha256, error: self.words().error(&error) });
                }
            }
        }
        // one that opened and could not be drawn all the same
        for (place, error) in drawn.left_out.iter().rev() {
            let error = self.words().error(&refused(error));
            left_out.push(ProofLeftOut { sha256: pods.remove(*place).sha256, error });
        }
        let exit = if left_out.is_empty() { 0 } else { PARTLY };
        let (pages, bytes) = (count(drawn.pages), count(drawn.pdf.len()));
        let file = out.display().to_string();
        Answer { document: DisputePackDocument { file, number, pages, bytes, pods, left_out }, exit }
    }
}

/// Draws a pack; files that are of no use stay out.
async fn draw(contents: &Contents<'_>) -> Result<Drawn, Problem> {
    let (title, foot, parts, captions) =
        (contents.title(), contents.foot(), contents.parts(), contents.captions());
    let script = match contents.words.language() {
        Language::ZhTw => Script::Traditional,
        Language::En | Language::ZhCn => Script::Simplified,
    };
    let files: Vec<(String, Vec<u8>)> = captions
        .into_iter()
        .zip(contents.proofs)
        .filter_map(|(caption, proof)| Some((caption, proof.bytes.as_ref().ok()?.clone())))
        .collect();
    on_a_thread(move || {
        let files = files.iter().map(|(caption, bytes)| Enclosed { caption: caption.clone(), bytes });
        let files = files.collect();
        report(&Report { title, foot, script, parts, files }).map_err(|error| refused(&error))
    })
    .await
}

fn refused(error: &LabelError) -> Problem {
    match error {
        LabelError::NoFont => Problem::new(ErrorCode::FontMissing),
        error => Problem::new(ErrorCode::FileUnusable).with("detail", error),
    }
}
