//! A day's hand-over, read without asking anybody.

use super::sheet::{by_number, day, is_underway, keeps_off, span, standing};
use crate::Outcome;
use crate::documents::{
    Answer, HandOverDocument, HandOverForm, HandOverGroup, HandOverLeftOut, WaitingDocument, count,
};
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use jiff::civil::Date;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::AccountId;
use shipdesk_core::status::PurchaseState;
use shipdesk_store::account::Account;
use shipdesk_store::hand_over::{self, Candidate, Day, Waiting};
use shipdesk_store::scan_form::{self, Held, Told};
use shipdesk_store::{Db, StoreError, channel};
use std::collections::{BTreeMap, HashMap, HashSet};

/// So many days back boxes are looked for that were forgotten: what is older has long been taken or given up.
const DAYS_BACK: usize = 7;

/// The groups by the place of their account, and their channel.
type Groups = BTreeMap<(usize, String), HandOverGroup>;

impl Workstation {
    /// What is to be handed over of a day's boxes; today's unless a day is named.
    ///
    /// # Errors
    /// A day that is none.
    pub async fn hand_over_show(&self, date: Option<&str>) -> Outcome<HandOverDocument> {
        let now = self.clock.now();
        let (date, today) = (day(date, now)?, day(None, now)?);
        let span = span(date)?;
        let before = days_before(date)?;
        let mut accounts = self.accounts().await?;
        accounts.retain(|account| self.can(account, "scan_forms"));
        let mut db = self.folder.read().await.map_err(problem)?;
        let read = self.read_hand_over(&mut db, &accounts, span).await;
        let waiting = hand_over::waiting(&mut db, &before).await.map_err(problem)?;
        Ok(Answer::done(HandOverDocument {
            date: date.to_string(),
            today: today.to_string(),
            groups: read.map_err(problem)?.into_values().collect(),
            waiting: waiting.into_iter().filter_map(|waiting| waiting_document(waiting, &accounts)).collect(),
        }))
    }

    async fn read_hand_over(
        &self,
        db: &mut Db,
        accounts: &[Account],
        span: (Timestamp, Timestamp),
    ) -> Result<Groups, StoreError> {
        let places: HashMap<AccountId, usize> = accounts.iter().map(|account| account.id).zip(0..).collect();
        let mut bought = hand_over::sent_between(db, span).await?;
        bought.retain(|one| places.contains_key(&one.account_id));
        let numbers: Vec<String> = bought.iter().filter_map(|one| one.tracking_no.clone()).collect();
        let held = by_number(scan_form::holding(db, &numbers).await?);
        let forms: HashSet<_> = held.values().map(|held| held.form_id).collect();
        let told = scan_form::told(db, span, &forms.into_iter().collect::<Vec<_>>()).await?;

        let mut groups = Groups::new();
        let now = self.clock.now();
        for candidate in &bought {
            let place = places[&candidate.account_id];
            let group = group_of(&mut groups, accounts, place, &candidate.channel_id);
            self.count_in(group, candidate, &held, now);
        }
        for told in told {
            if let Some(place) = places.get(&told.form.account_id) {
                let group = group_of(&mut groups, accounts, *place, &told.form.channel_id);
                group.forms.push(self.told_document(told, now));
            }
        }
        let addresses = scan_form::addresses(db).await?;
        for ((place, channel_id), group) in &mut groups {
            let account = accounts[*place].id;
            group.address_id = address_of(&addresses, account, channel_id);
            let found = channel::find(db, account, channel_id).await?;
            group.channel_name = found.map(|found| found.shown_name().to_owned());
        }
        Ok(groups)
    }

    fn told_document(&self, Told { form, boxes, order_no }: Told, now: Timestamp) -> HandOverForm {
        let underway = form.state == "unknown" && is_underway(form.error.is_some(), form.made_at, now);
        HandOverForm {
            id: form.id.to_string(),
            state: if underway { "asking".into() } else { form.state },
            made_at: stamp(form.made_at),
            address_id: form.address_id,
            boxes: count(boxes),
            order_no,
            sha256: form.sha256,
            error: form.error.map(|error| self.words().error(&error)),
        }
    }

    /// Counts a box where it belongs.
    fn count_in(
        &self,
        group: &mut HandOverGroup,
        candidate: &Candidate,
        held: &HashMap<String, Held>,
        now: Timestamp,
    ) {
        let order_no = &candidate.order_no;
        if candidate.state == PurchaseState::Labelled
            && !candidate.printed
            && group.unprinted.last() != Some(order_no)
        {
            group.unprinted.push(order_no.clone());
        }
        if let Some(reason) = standing(candidate) {
            let known = group.left_out.iter().position(|left_out| left_out.reason == reason);
            let at = known.unwrap_or_else(|| {
                let message = self.left_out_words(reason);
                group.left_out.push(HandOverLeftOut { reason, message, boxes: 0, order_nos: Vec::new() });
                group.left_out.len() - 1
            });
            let left_out = &mut group.left_out[at];
            left_out.boxes += 1;
            if left_out.order_nos.last() != Some(order_no) {
                left_out.order_nos.push(order_no.clone());
            }
            return;
        }
        let held = candidate.tracking_no.as_ref().and_then(|number| held.get(number));
        match held.and_then(|held| keeps_off(held, false, now)) {
            None => group.ready += 1,
            Some("in_form") => group.in_form += 1,
            Some(_) => group.form_unknown += 1,
        }
    }
}

fn group_of<'a>(
    groups: &'a mut Groups,
    accounts: &[Account],
    place: usize,
    channel_id: &str,
) -> &'a mut HandOverGroup {
    groups.entry((place, channel_id.to_owned())).or_insert_with(|| HandOverGroup {
        account: accounts[place].name.clone(),
        channel_id: channel_id.to_owned(),
        channel_name: None,
        address_id: None,
        ready: 0,
        in_form: 0,
        form_unknown: 0,
        left_out: Vec::new(),
        unprinted: Vec::new(),
        forms: Vec::new(),
    })
}

/// The address given last for a channel, else for any channel of its account: most collect at one place.
fn address_of(
    addresses: &[(AccountId, String, String)],
    account: AccountId,
    channel_id: &str,
) -> Option<String> {
    let own = || addresses.iter().filter(|(owner, ..)| *owner == account);
    let found = own().find(|(_, channel, _)| channel == channel_id).or_else(|| own().next());
    found.map(|(.., address)| address.clone())
}

fn days_before(date: Date) -> Result<Vec<Day>, Problem> {
    let days = date.series(jiff::Span::new().days(-1)).skip(1).take(DAYS_BACK);
    days.map(|day| span(day).map(|(from, to)| (day.to_string(), from, to))).collect()
}

fn waiting_document(waiting: Waiting, accounts: &[Account]) -> Option<WaitingDocument> {
    let account = accounts.iter().find(|account| account.id == waiting.account_id)?;
    Some(WaitingDocument {
        date: waiting.day,
        account: account.name.clone(),
        channel_id: waiting.channel_id,
        boxes: count(waiting.boxes),
    })
}
