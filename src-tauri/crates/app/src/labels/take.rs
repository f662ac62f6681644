//! Takes what a provider has of a purchase: downloads, checks that a label is what it claims, keeps everything.

use crate::line::Line;
use crate::workstation::{Workstation, problem};
use serde_json::json;
use shipdesk_core::charge::Charge;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::status::PurchaseState;
use shipdesk_labels::{Checked, LabelError};
use shipdesk_providers::spi::provider::{BoxLabel, LabelSource, OrderLabels};
use shipdesk_store::purchase::Purchase;
use shipdesk_store::{StoreError, files, label, order, parcel, purchase};
use std::collections::HashSet;

/// A label whose bytes are on the disk, referred to by nothing yet.
pub(crate) struct Kept {
    pub(crate) box_no: String,
    pub(crate) sha256: String,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: usize,
}

/// What a provider has of a purchase, its labels on the disk.
struct Taken {
    tracking_no: Option<String>,
    charges: Vec<Charge>,
    boxes: Vec<BoxLabel>,
    kept: Vec<Kept>,
    failure: Option<Problem>,
    /// Whether no label is missing.
    complete: bool,
}

impl Taken {
    fn apply(&self, purchase: &mut Purchase) {
        if self.tracking_no.is_some() {
            purchase.tracking_no.clone_from(&self.tracking_no);
        }
        // a failed one comes here only where a person says that a number which is taken is ours
        if matches!(purchase.state, PurchaseState::Unknown | PurchaseState::Created | PurchaseState::Failed) {
            purchase.state = if self.complete { PurchaseState::Labelled } else { PurchaseState::Created };
            purchase.missed_at = None;
        }
    }

    /// What the order is told of a failure. What fails while the label is here already is this call's affair.
    fn told(&self, purchase: &Purchase) -> Option<&Problem> {
        self.failure.as_ref().filter(|_| purchase.state != PurchaseState::Labelled)
    }

    fn numbers(&self) -> Vec<(String, String)> {
        let numbered = |carton: &BoxLabel| Some((carton.box_no.clone(), carton.tracking_no.clone()?));
        self.boxes.iter().filter_map(numbered).collect()
    }
}

impl Workstation {
    /// Keeps what the provider has: numbers, charges, labels. The purchase is `labelled` once nothing is missing.
    ///
    /// # Errors
    /// Why a label could not be taken; what could be is kept all the same.
    pub(crate) async fn take(
        &self,
        line: &Line,
        purchase: &mut Purchase,
        found: OrderLabels,
    ) -> Result<(), Problem> {
        let cartons = self.carton_numbers(purchase).await.map_err(problem)?;
        let boxes = named(found.boxes, &cartons);
        let has_label =
            |box_no: &String| boxes.iter().any(|one| one.box_no == *box_no && one.label.is_some());
        let has_own = boxes.iter().any(|one| one.label.is_some());
        let per_box = has_own && cartons.iter().all(has_label) && boxes.iter().all(|one| one.label.is_some());
        // nor does a label of the whole take the place of labels that every box has already
        let number = found.tracking_no.as_deref();
        let has_all = per_box
            || (has_own && purchase.state == PurchaseState::Labelled)
            || self.has_labels_of_boxes(purchase, number, cartons.len()).await.map_err(problem)?;
        let whole = found.label.as_ref().filter(|_| !has_all);
        let (kept, mut failure) = self.keep_labels(line, whole, &boxes).await;
        // where some boxes have labels of their own, those of the others are late
        let complete = if per_box { kept.len() == boxes.len() } else { !has_own && !kept.is_empty() };
        if complete {
            failure = None;
        }
        let tracking_no =
            found.tracking_no.or_else(|| boxes.iter().find_map(|carton| carton.tracking_no.clone()));
        let taken = Taken { tracking_no, charges: found.charges, boxes, kept, failure, complete };
        self.note_taken(purchase, &taken).await.map_err(problem)?;
        match taken.failure {
            Some(error) => Err(error),
            None if complete => Ok(()),
            None => Err(Problem::new(ErrorCode::LabelNotReady).with("order_no", &purchase.order_no)),
        }
    }

    /// Whether a purchase of several boxes, still under this number, has a label for each.
    async fn has_labels_of_boxes(
        &self,
        purchase: &Purchase,
        number: Option<&str>,
        boxes: usize,
    ) -> Result<bool, StoreError> {
        let renumbered = number.is_some() && number != purchase.tracking_no.as_deref();
        if purchase.state != PurchaseState::Labelled || boxes < 2 || renumbered {
            return Ok(false);
        }
        let labels = label::of_purchase(&mut *self.folder.read().await?, purchase.id).await?;
        Ok(labels.iter().filter(|label| label.kind == "label" && !label.box_no.is_empty()).count() >= boxes)
    }

    /// Keeps what was taken, on top of whatever else happened to the purchase meanwhile.
    async fn note_taken(&self, purchase: &mut Purchase, taken: &Taken) -> Result<(), StoreError> {
        let at = self.clock.now();
        let mut tx = self.folder.write().await?;
        *purchase = purchase::current(&mut tx, purchase).await?;
        taken.apply(purchase);
        purchase::save(&mut tx, purchase, taken.told(purchase), at).await?;
        purchase::put_charges(&mut tx, purchase.id, &taken.charges).await?;
        let numbers = taken.numbers();
        purchase::put_boxes(&mut tx, purchase.id, &numbers).await?;
        // boxes after the whole: they replace it
        for kept in &taken.kept {
            files::record(&mut tx, &kept.sha256, kept.media_type, kept.bytes, at).await?;
            label::put(&mut tx, purchase.id, ("label", &kept.box_no), &kept.sha256, at).await?;
        }
        let country =
            order::by_id(&mut tx, purchase.order_id).await?.map(|row| row.country).unwrap_or_default();
        let whole = purchase.tracking_no.clone().filter(|_| numbers.is_empty());
        for (box_no, number) in numbers.into_iter().chain(whole.map(|number| (String::new(), number))) {
            let destination = Some(country.as_str());
            parcel::for_box(&mut tx, purchase.id, &box_no, &number, purchase.account_id, destination, at)
                .await?;
        }
        let hashes: Vec<&str> = taken.kept.iter().map(|kept| kept.sha256.as_str()).collect();
        let code = taken.failure.as_ref().map(|failure| failure.code);
        let data = json!({"state": purchase.state, "labels": hashes, "code": code});
        self.note(&mut tx, "purchase.received", purchase, data).await?;
        tx.commit().await?;
        crate::fail::point("received");
        Ok(())
    }

    /// The label of the whole order where there is one, else those of its boxes: labels of some boxes would take the place
    /// of the one that may be for all.
    async fn keep_labels(
        &self,
        line: &Line,
        whole: Option<&LabelSource>,
        boxes: &[BoxLabel],
    ) -> (Vec<Kept>, Option<Problem>) {
        let (mut kept, mut failure) = (Vec::new(), None);
        let own = boxes.iter().filter_map(|carton| Some((carton.box_no.as_str(), carton.label.as_ref()?)));
        for (box_no, source) in whole.map(|source| ("", source)).into_iter().chain(own) {
            match self.keep_label(line, source).await {
                Ok((sha256, media_type, bytes)) => {
                    kept.push(Kept { box_no: box_no.to_owned(), sha256, media_type, bytes });
                    if box_no.is_empty() {
                        break;
                    }
                }
                Err(error) => failure = Some(error),
            }
        }
        (kept, failure)
    }

    /// Gets a label's bytes onto the disk, once they are known to be a label.
    pub(crate) async fn keep_label(
        &self,
        line: &Line,
        source: &LabelSource,
    ) -> Result<(String, &'static str, usize), Problem> {
        let bytes = match source {
            LabelSource::Inline(bytes) => bytes.clone(),
            LabelSource::Link(link) => line.download(link).await.map_err(|error| line.problem(&error))?,
        };
        let files = self.folder.files.clone();
        let unusable = |why: String| {
            let unusable = Problem::new(ErrorCode::LabelUnusable).with("detail", why);
            Problem { provider: Some(line.account.provider.clone()), ..unusable }
        };
        // parsing and fsync are no work for the threads that serve the network
        let work = tokio::task::spawn_blocking(move || {
            let checked: Checked = shipdesk_labels::check(&bytes).map_err(Failed::Label)?;
            let sha256 = files.put(&bytes).map_err(Failed::Store)?;
            Ok((sha256, checked.media.as_str(), bytes.len()))
        });
        match work.await {
            Ok(Ok(kept)) => {
                crate::fail::point("file_kept");
                Ok(kept)
            }
            Ok(Err(Failed::Label(LabelError::NotALabel { found }))) => Err(unusable(found.into())),
            Ok(Err(Failed::Label(error))) => Err(unusable(error.to_string())),
            Ok(Err(Failed::Store(error))) => Err(problem(error)),
            Err(_) => Err(unusable("it could not be read".into())),
        }
    }

    /// The numbers of the order's boxes, in order.
    async fn carton_numbers(&self, purchase: &Purchase) -> Result<Vec<String>, StoreError> {
        let mut db = self.folder.read().await?;
        let (order, _) = order::document(&mut db, purchase.order_id).await?;
        Ok(order.boxes.into_iter().map(|carton| carton.box_no).collect())
    }
}

enum Failed {
    Label(LabelError),
    Store(StoreError),
}

/// The provider's boxes under our numbers, which it may write in another case. Where it does not tell them apart by numbers
/// that are ours, and has exactly as many, they are taken in order. Else one without a number is left out: nobody could
/// tell which carton its label belongs on.
fn named(mut boxes: Vec<BoxLabel>, cartons: &[String]) -> Vec<BoxLabel> {
    for carton in boxes.iter_mut().filter(|carton| !cartons.contains(&carton.box_no)) {
        let own = cartons.iter().find(|own| own.eq_ignore_ascii_case(&carton.box_no));
        carton.box_no = own.unwrap_or(&carton.box_no).clone();
    }
    let mut seen = HashSet::new();
    let told_apart = boxes.iter().all(|carton| !carton.box_no.is_empty() && seen.insert(&carton.box_no));
    let known = boxes.iter().any(|carton| cartons.contains(&carton.box_no));
    if !(told_apart && known) && boxes.len() == cartons.len() {
        for (carton, own) in boxes.iter_mut().zip(cartons) {
            carton.box_no.clone_from(own);
        }
    }
    boxes.retain(|carton| !carton.box_no.is_empty());
    boxes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(told: &[&str]) -> Vec<(String, Option<String>)> {
        let cartons = ["box1", "box2", "box3"].map(str::to_owned);
        let carton = |(at, box_no): (usize, &&str)| BoxLabel {
            box_no: (*box_no).to_owned(),
            tracking_no: Some(format!("N{at}")),
            label: None,
        };
        let boxes = named(told.iter().enumerate().map(carton).collect(), &cartons);
        boxes.into_iter().map(|carton| (carton.box_no, carton.tracking_no)).collect()
    }

    #[test]
    fn every_box_finds_its_carton() {
        let in_order = [("box1", "N0"), ("box2", "N1"), ("box3", "N2")];
        let in_order = in_order.map(|(box_no, number)| (box_no.to_owned(), Some(number.to_owned())));
        for told in [
            ["box1", "box2", "box3"],
            ["BOX1", "Box2", "box3"],
            ["x", "y", "z"],
            ["", "", ""],
            ["box1", "box1", ""],
        ] {
            assert_eq!(taken(&told), in_order, "{told:?}");
        }
        let swapped: Vec<_> =
            taken(&["box3", "BOX1", "box2"]).into_iter().map(|(box_no, _)| box_no).collect();
        assert_eq!(swapped, ["box3", "box1", "box2"]);
    }

    #[test]
    fn a_box_that_could_be_any_is_left_out() {
        assert_eq!(taken(&["box2", ""]), [("box2".to_owned(), Some("N0".to_owned()))]);
    }
}
