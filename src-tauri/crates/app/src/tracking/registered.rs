//! Parcels that stand on a provider's list: changed there, asked live, taken off.

use super::ask::Question;
use super::change::{Change, Deed, Listed, invalid_fields, registrations};
use super::{link, read};
use crate::Outcome;
use crate::accounts::any_account;
use crate::documents::{Answer, RegistrationAsk, RegistrationResults, TrackDocument};
use crate::line::{About, Line};
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use shipdesk_core::clock::{age, stamp};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::AccountId;
use shipdesk_providers::spi::tracking::{Registration, Registrations, Tracked, Wanted};
use shipdesk_store::call_place;
use shipdesk_store::parcel::{self, Parcel, registration};
use std::collections::BTreeMap;

impl Workstation {
    /// Changes registrations: only the fields that are given.
    ///
    /// # Errors
    /// No such account; one without a list.
    pub async fn track_edit(
        &self,
        account: &str,
        parcels: Vec<RegistrationAsk>,
    ) -> Outcome<RegistrationResults> {
        let line = self.line_of(account).await?;
        registrations(&line)?;
        let (mut changes, mut ready) = (Vec::new(), Vec::<Listed>::new());
        for ask in parcels {
            match self.prepare_edit(&line, &ask).await {
                Ok(found) if ready.iter().any(|other| other.parcel == found.parcel) => {}
                Ok(found) => ready.push(found),
                Err(error) => changes.push(Change::new(ask.number.trim(), None, Err(error))),
            }
        }
        changes.extend(self.change_listed(&line, Deed::Edit, &ready).await?);
        Ok(self.changes_told(changes))
    }

    async fn prepare_edit(&self, line: &Line, ask: &RegistrationAsk) -> Result<Listed, Problem> {
        let number = &*read::number(&ask.number)?;
        let (parcel, known) = self.registered(number, Some(line.account.id)).await?;
        let mut listed = Listed::new(parcel.id, number, &known);
        listed.sent.fields.clone_from(&ask.fields);
        let mut issues = registrations(line)?.check_edit(&listed.sent);
        if ask.fields.is_empty() {
            issues.push(FieldIssue::missing("fields"));
        }
        if issues.is_empty() { Ok(listed) } else { Err(invalid_fields(issues)) }
    }

    /// Where a number is registered: at this account, or at every one.
    async fn registered_everywhere(
        &self,
        number: &str,
        account: Option<AccountId>,
    ) -> Result<Vec<(Parcel, registration::Registration)>, Problem> {
        let mut found = Vec::new();
        for parcel in self.parcels(number, account).await? {
            let mut db = self.folder.read().await.map_err(problem)?;
            for one in registration::of_parcel(&mut db, parcel.id).await.map_err(problem)? {
                if account.is_none_or(|account| account == one.account_id) {
                    found.push((parcel.clone(), one));
                }
            }
        }
        if found.is_empty() {
            return Err(Problem::new(ErrorCode::NotRegistered).with("number", number));
        }
        Ok(found)
    }

    /// The newest of them.
    pub(super) async fn registered(
        &self,
        number: &str,
        account: Option<AccountId>,
    ) -> Result<(Parcel, registration::Registration), Problem> {
        let found = self.registered_everywhere(number, account).await?.pop();
        found.ok_or_else(|| Problem::new(ErrorCode::NotRegistered).with("number", number))
    }

    async fn account_id_of(&self, name: Option<&str>) -> Result<Option<AccountId>, Problem> {
        match name {
            Some(name) => Ok(Some(self.account_named(name).await?.id)),
            None => Ok(None),
        }
    }

    /// Says at the provider that another carrier has the parcel.
    ///
    /// # Errors
    /// [`ErrorCode::NotRegistered`]; what the call has.
    pub async fn track_carrier(
        &self,
        number: &str,
        account: Option<&str>,
        carrier: &str,
    ) -> Outcome<TrackDocument> {
        let (number, carrier) = (&*read::number(number)?, carrier.trim());
        let account = self.account_id_of(account).await?;
        let (parcel, known) = self.registered(number, account).await?;
        let line = self.line_by_id(known.account_id).await?;
        let registrations = registrations(&line)?;
        let next = Registration {
            number: known.number.clone(),
            carrier: carrier.to_owned(),
            fields: BTreeMap::new(),
        };
        let issues = registrations.check(&next);
        if !issues.is_empty() {
            return Err(invalid_fields(issues));
        }
        let wanted = Wanted { number: known.number, carrier: Some(known.carrier) };
        let call = registrations.change_carrier(&wanted, carrier);
        let asked = self.ask(&line, About::default(), call, line.timeouts.other).await;
        asked.map_err(|error| error.with("number", number))?;
        let at = self.clock.now();
        let mut tx = self.folder.write().await.map_err(problem)?;
        registration::set_carrier(&mut tx, parcel.id, line.account.id, carrier).await.map_err(problem)?;
        if parcel.account_id == Some(line.account.id) {
            parcel::set_route(&mut tx, parcel.id, Some(carrier), (None, None), at).await.map_err(problem)?;
        }
        parcel::ask_at(&mut tx, parcel.id, at).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(self.track_document_of(parcel.id, number).await?))
    }

    /// Has the carrier asked now.
    ///
    /// # Errors
    /// [`ErrorCode::NotRegistered`], [`ErrorCode::LiveTooSoon`] with the time it opens; what the call has.
    pub async fn track_live(&self, number: &str, account: Option<&str>) -> Outcome<TrackDocument> {
        let number = &*read::number(number)?;
        let account = self.account_id_of(account).await?;
        let (parcel, known) = self.registered(number, account).await?;
        let line = self.line_by_id(known.account_id).await?;
        let registrations = registrations(&line)?;
        let now = self.clock.now();
        let wanted = Listed::new(parcel.id, number, &known).sent;
        self.take_live(&line, number, (&wanted.number, now)).await?;
        let asked = self.ask(&line, About::default(), registrations.live(&wanted), line.timeouts.other).await;
        let asked = match asked {
            Err(error) if did_not_count(&error) => {
                let mut tx = self.folder.write().await.map_err(problem)?;
                let given = call_place::give_live_back(&mut tx, line.account.id, &wanted.number, now).await;
                given.map_err(problem)?;
                tx.commit().await.map_err(|error| problem(error.into()))?;
                return Err(error.with("number", number));
            }
            asked => asked?,
        };
        // an answer without anything in it only says that it was heard
        if asked != Tracked::default() {
            let question = Question::of_parcel(&parcel, number, Some(&known));
            self.keep_answers(&line, vec![question], vec![Ok(vec![asked])]).await?;
        }
        Ok(Answer::done(self.track_document_of(parcel.id, number).await?))
    }

    /// Takes the live call about a number before it leaves: under the number that it is registered by, whatever it was
    /// named by.
    async fn take_live(
        &self,
        line: &Line,
        named: &str,
        (number, now): (&str, Timestamp),
    ) -> Result<(), Problem> {
        let registrations = registrations(line)?;
        let since = now.checked_sub(registrations.live_every()).unwrap_or(now);
        let mut tx = self.folder.write().await.map_err(problem)?;
        let taken = call_place::take_live(&mut tx, line.account.id, number, (now, since)).await;
        let taken = taken.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        match taken.and_then(|at| opens(registrations, at)) {
            Some(opens) => Err(too_soon(named, opens, now)),
            None => Ok(()),
        }
    }

    /// From when an account may ask about a number live that it asked about then; where it was not opened yet, as late
    /// as any provider of a list wants it.
    pub(super) fn live_opens(&self, account: AccountId, asked: Timestamp) -> Option<Timestamp> {
        let line = self.lines.lock().ok().and_then(|lines| lines.get(&account).cloned());
        if let Some(line) = line {
            return opens(line.provider.registrations()?, asked);
        }
        let providers = self.providers.iter().filter_map(|one| any_account(one));
        providers.filter_map(|provider| opens(provider.registrations()?, asked)).max()
    }

    /// No more updates of these are wanted; the history stays.
    ///
    /// # Errors
    /// No such account.
    pub async fn track_stop(
        &self,
        numbers: &[String],
        account: Option<&str>,
    ) -> Outcome<RegistrationResults> {
        self.change_everywhere(Deed::Stop, numbers, account).await
    }

    /// Takes these off the provider's list; the history stays.
    ///
    /// # Errors
    /// No such account.
    pub async fn track_remove(
        &self,
        numbers: &[String],
        account: Option<&str>,
    ) -> Outcome<RegistrationResults> {
        self.change_everywhere(Deed::Remove, numbers, account).await
    }

    /// Does it wherever these numbers are registered: at this account, or at every one.
    async fn change_everywhere(
        &self,
        deed: Deed,
        numbers: &[String],
        account: Option<&str>,
    ) -> Outcome<RegistrationResults> {
        let (mut changes, by_account) = self.registered_all(numbers, account).await?;
        for (account, parcels) in by_account {
            let line = self.line_by_id(account).await?;
            changes.extend(self.change_listed(&line, deed, &parcels).await?);
        }
        Ok(self.changes_told(changes))
    }

    /// The registrations of these numbers, by account; and those numbers that are registered nowhere.
    async fn registered_all(
        &self,
        numbers: &[String],
        account: Option<&str>,
    ) -> Result<(Vec<Change>, ByAccount), Problem> {
        let account = self.account_id_of(account).await?;
        let (mut changes, mut by_account) = (Vec::<Change>::new(), ByAccount::new());
        for number in numbers {
            let found = match read::number(number) {
                Ok(number) => self.registered_everywhere(&number, account).await,
                Err(error) => Err(error),
            };
            match found {
                Ok(found) => {
                    for (parcel, known) in found {
                        let listed = by_account.entry(known.account_id).or_default();
                        // named twice, or by two of its numbers
                        if listed.iter().all(|other| other.parcel != parcel.id) {
                            listed.push(Listed::new(parcel.id, number.trim(), &known));
                        }
                    }
                }
                Err(_) if changes.iter().any(|change| link::same(&change.number, number)) => {}
                Err(error) => changes.push(Change::new(number.trim(), None, Err(error))),
            }
        }
        Ok((changes, by_account))
    }
}

type ByAccount = BTreeMap<AccountId, Vec<Listed>>;

fn opens(registrations: &dyn Registrations, asked: Timestamp) -> Option<Timestamp> {
    asked.checked_add(registrations.live_every()).ok()
}

/// Whether a live call was surely not worked on: it did not leave, or the answer says no.
fn did_not_count(error: &Problem) -> bool {
    !matches!(error.code, ErrorCode::TimedOut | ErrorCode::ProviderDown | ErrorCode::BadAnswer)
}

fn too_soon(number: &str, opens: Timestamp, now: Timestamp) -> Problem {
    let wait = u64::try_from(age(opens, now).as_secs()).unwrap_or(0).max(1);
    let minutes = wait.div_ceil(60);
    let problem = Problem::new(ErrorCode::LiveTooSoon).with("number", number).with("minutes", minutes);
    Problem { retry_after_s: Some(wait), ..problem.with("opens_at", stamp(opens)) }
}
