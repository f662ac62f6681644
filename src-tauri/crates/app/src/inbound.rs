//! Purchases on their way to our door, with the check-lists of their goods.

use crate::Outcome;
use crate::documents::{Answer, InboundDocument, InboundRow, count};
use crate::line::About;
use crate::results::Names;
use crate::tracking::{purchased, read};
use crate::workstation::{Workstation, problem};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::ParcelId;
use shipdesk_providers::spi::tracking::Purchased;
use shipdesk_store::account::Account;
use shipdesk_store::inbound::{self, Inbound};
use shipdesk_store::parcel;

/// How many purchases the list shows.
const LIST: i64 = 1_000;

impl Workstation {
    /// A purchase by its sub-order id; with `ask` the provider is asked first, and what it does not answer is told beside
    /// what is kept.
    ///
    /// # Errors
    /// No such account, one without purchases; what the call has, where nothing is kept.
    pub async fn purchase_show(&self, account: &str, purchase: &str, ask: bool) -> Outcome<InboundDocument> {
        let sub_order = &*read::number_in("purchase", purchase)?;
        // what is kept here is read without the account's keys
        let owner = self.account_named(account).await?;
        if !self.can(&owner, "purchases") {
            return Err(crate::accounts::unsupported(&owner, "purchases"));
        }
        let asked = if ask { self.ask_purchase(&owner, sub_order).await } else { Ok(()) };
        let mut db = self.folder.read().await.map_err(problem)?;
        let kept = inbound::by_sub_order(&mut db, owner.id, sub_order).await.map_err(problem)?;
        drop(db);
        let Some(kept) = kept else {
            let unknown = || Problem::new(ErrorCode::TrackingNotFound).with("number", sub_order);
            return Err(asked.err().unwrap_or_else(unknown));
        };
        let mut parcels = Vec::new();
        for parcel in self.parcels(sub_order, Some(owner.id)).await? {
            parcels.push(self.track_document(parcel.number(), &parcel, false).await.map_err(problem)?);
        }
        Ok(Answer::done(InboundDocument {
            purchase: sub_order.to_owned(),
            account: account.to_owned(),
            outer_id: kept.outer_id,
            fetched_at: Some(stamp(kept.fetched_at)),
            error: asked.err().map(|error| self.words().error(&error)),
            parcels,
        }))
    }

    async fn ask_purchase(&self, account: &Account, sub_order: &str) -> Result<(), Problem> {
        let line = &*self.line(account).await?;
        let Some(purchases) = line.provider.purchases() else { return Ok(()) };
        let found =
            self.ask(line, About::default(), purchases.purchase(sub_order), line.timeouts.other).await?;
        if found == Purchased::default() {
            // what is kept of one that is known stays
            return Err(Problem::new(ErrorCode::TrackingNotFound).with("number", sub_order));
        }
        let kept = Inbound {
            account_id: line.account.id,
            sub_order: sub_order.to_owned(),
            outer_id: found.outer_id.clone(),
            fetched_at: self.clock.now(),
        };
        let mut tx = self.folder.write().await.map_err(problem)?;
        inbound::put(&mut tx, &kept).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        self.keep_purchase(line, sub_order, purchased(found)).await
    }

    /// The purchases that were asked about, newest first.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn purchase_list(&self) -> Outcome<Vec<InboundRow>> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let mut names = Names::default();
        let mut rows = Vec::new();
        for kept in inbound::all(&mut db, LIST).await.map_err(problem)? {
            let parcels = parcel::by_number(&mut db, &kept.sub_order).await.map_err(problem)?;
            let own = parcels.into_iter().filter(|parcel| parcel.account_id == Some(kept.account_id));
            let (mut statuses, mut goods, mut received, mut many) = (Vec::new(), 0, 0, 0);
            for parcel in own {
                many += 1;
                let lines = inbound::goods(&mut db, parcel.id).await.map_err(problem)?;
                goods += lines.len();
                received += lines.iter().filter(|line| line.received_at.is_some()).count();
                if !statuses.contains(&parcel.status) {
                    statuses.push(parcel.status);
                }
            }
            rows.push(InboundRow {
                purchase: kept.sub_order,
                account: names.of(&mut db, kept.account_id).await.map_err(problem)?,
                parcels: many,
                goods: count(goods),
                received: count(received),
                statuses,
                fetched_at: stamp(kept.fetched_at),
            });
        }
        Ok(Answer::done(rows))
    }

    /// Ticks lines of goods of a purchase as received, or takes the ticks back: in the parcel of this number where it
    /// comes in several.
    ///
    /// # Errors
    /// As [`Workstation::purchase_show`]; no such parcel, or several; [`ErrorCode::InputInvalid`] for a line that it has
    /// not: then nothing is ticked.
    pub async fn purchase_receive(
        &self,
        account: &str,
        purchase: &str,
        parcel: Option<&str>,
        places: &[u32],
        received: bool,
    ) -> Outcome<InboundDocument> {
        let wanted = parcel.map(|number| read::number_in("parcel", number)).transpose()?;
        let shown = self.purchase_show(account, purchase, false).await?.document;
        let is_it =
            |number: &String| wanted.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(number));
        let mut parcels = shown.parcels.iter().filter(|parcel| parcel.numbers.iter().any(is_it));
        let (Some(parcel), None) = (parcels.next(), parcels.next()) else {
            let number = wanted.unwrap_or(shown.purchase);
            return Err(Problem::new(ErrorCode::TrackingNotFound).with("number", number));
        };
        if let Some(none) =
            places.iter().find(|place| parcel.goods.iter().all(|goods| goods.place != **place))
        {
            let allowed = format!("1 … {}", parcel.goods.len());
            let issue = FieldIssue::out_of_range("item", &allowed, &none.to_string());
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]));
        }
        for place in places {
            self.goods_receive(&parcel.id, *place, received).await?;
        }
        self.purchase_show(account, purchase, false).await
    }

    /// Ticks goods of a parcel (our id of it) as received, or takes the tick back; `place` is their line, from 1.
    ///
    /// # Errors
    /// No such parcel or line.
    pub async fn goods_receive(&self, parcel: &str, place: u32, received: bool) -> Outcome<()> {
        let unknown = || Problem::new(ErrorCode::TrackingNotFound).with("number", parcel);
        let id: ParcelId = parcel.parse().map_err(|_| unknown())?;
        let place = place.checked_sub(1).ok_or_else(unknown)?;
        let at = received.then(|| self.clock.now());
        let mut tx = self.folder.write().await.map_err(problem)?;
        let done = inbound::receive(&mut tx, id, place, at).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        if done { Ok(Answer::done(())) } else { Err(unknown()) }
    }
}
