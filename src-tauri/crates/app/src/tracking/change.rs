//! What is done to parcels on providers' lists, and what became of each.

use super::link;
use crate::documents::{Answer, RegistrationOutcome, RegistrationResult, RegistrationResults};
use crate::line::{About, Line};
use crate::results::exit_over;
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use shipdesk_core::error::{ErrorClass, ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_providers::spi::error::{ErrorKind, ProviderError};
use shipdesk_providers::spi::http::Prepared;
use shipdesk_providers::spi::tracking::{PerNumber, Registered, Registration, Registrations, Wanted};
use shipdesk_store::parcel::registration;
use shipdesk_store::{Db, StoreError};
use std::sync::Arc;

/// A parcel that stands on an account's list.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) parcel: ParcelId,
    /// The number that it was named by.
    pub(super) named: String,
    /// What the provider is told of it: the number and the carrier that it goes under there.
    pub(super) sent: Registration,
}

impl Listed {
    pub(super) fn new(parcel: ParcelId, named: &str, known: &registration::Registration) -> Self {
        let registration::Registration { number, carrier, fields, .. } = known.clone();
        Self { parcel, named: named.to_owned(), sent: Registration { number, carrier, fields } }
    }
}

/// What is done to parcels that stand on a list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Deed {
    /// Their fields are changed.
    Edit,
    /// No more updates of them are wanted.
    Stop,
    /// They are taken off.
    Remove,
}

impl Deed {
    /// The call about one parcel alone, where there is such a call.
    fn about_one(self, list: &dyn Registrations, one: &Registration) -> Option<Prepared<()>> {
        match self {
            Self::Edit => Some(list.edit(one)),
            Self::Stop => None,
            Self::Remove => Some(taken_off(list.remove(&wanted(one)), gone)),
        }
    }

    fn about_all(self, list: &dyn Registrations, all: &[Registration]) -> Prepared<PerNumber<()>> {
        let names = || all.iter().map(wanted).collect::<Vec<_>>();
        match self {
            Self::Edit => list.edit_many(all),
            Self::Stop => list.stop(&names()),
            Self::Remove => taken_off(list.remove_many(&names()), |told| {
                Ok(told?.into_iter().map(|(number, outcome)| (number, gone(outcome))).collect())
            }),
        }
    }

    /// Notes that it was done.
    async fn note(
        self,
        db: &mut Db,
        account: AccountId,
        listed: &Listed,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let parcel = listed.parcel;
        match self {
            Self::Edit => registration::edit(db, parcel, account, &listed.sent.fields).await,
            Self::Stop => registration::note_stopped(db, parcel, account, at).await,
            Self::Remove => registration::remove(db, parcel, account).await,
        }
    }
}

/// What became of one parcel, before it is told.
pub(super) struct Change {
    pub(super) number: String,
    pub(super) carrier: Option<String>,
    pub(super) outcome: Result<Registered, Problem>,
}

impl Change {
    pub(super) fn new(number: &str, carrier: Option<&str>, outcome: Result<Registered, Problem>) -> Self {
        Self { number: number.to_owned(), carrier: carrier.map(str::to_owned), outcome }
    }
}

impl Workstation {
    /// Does it to parcels of an account's list in the provider's batches, and notes each batch in one transaction.
    pub(super) async fn change_listed(
        &self,
        line: &Line,
        deed: Deed,
        parcels: &[Listed],
    ) -> Result<Vec<Change>, Problem> {
        let batch = registrations(line)?.batch().max(1);
        let alone = parcels.len() == 1;
        let mut changes = Vec::with_capacity(parcels.len());
        for chunk in parcels.chunks(batch) {
            let sent: Vec<Registration> = chunk.iter().map(|listed| listed.sent.clone()).collect();
            let answer = self.send_deed(line, deed, &sent, alone).await;
            let at = self.clock.now();
            let mut tx = self.folder.write().await.map_err(problem)?;
            for (listed, outcome) in chunk.iter().zip(each(line, &numbers_in(&sent), answer)) {
                if outcome.is_ok() {
                    deed.note(&mut tx, line.account.id, listed, at).await.map_err(problem)?;
                }
                let carrier = Some(listed.sent.carrier.as_str());
                changes.push(Change::new(&listed.named, carrier, outcome.map(|()| Registered::NEW)));
            }
            tx.commit().await.map_err(|error| problem(error.into()))?;
        }
        Ok(changes)
    }

    /// One call.
    async fn send_deed(
        &self,
        line: &Line,
        deed: Deed,
        sent: &[Registration],
        alone: bool,
    ) -> Result<PerNumber<()>, Problem> {
        let (list, about, within) = (registrations(line)?, About::default(), line.timeouts.other);
        let about_one = match sent {
            [one] if alone => deed.about_one(list, one),
            _ => None,
        };
        let Some(call) = about_one else {
            return self.ask(line, about, deed.about_all(list, sent), within).await;
        };
        self.ask(line, about, call, within).await?;
        Ok(sent.iter().map(|one| (one.number.clone(), Ok(()))).collect())
    }

    pub(super) fn changes_told(&self, changes: Vec<Change>) -> Answer<RegistrationResults> {
        let mut told = RegistrationResults { results: Vec::new(), done: 0, failed: 0, unknown: 0 };
        let mut exits = Vec::with_capacity(changes.len());
        for Change { number, carrier, outcome } in changes {
            let (mut carrier, mut corrected_from) = (carrier, None);
            let (kind, error) = match outcome {
                Ok(Registered { before, corrected }) => {
                    if corrected.is_some() {
                        corrected_from = std::mem::replace(&mut carrier, corrected);
                    }
                    let kind = if before { RegistrationOutcome::Already } else { RegistrationOutcome::Done };
                    (kind, None)
                }
                Err(error) if error.code.class() == ErrorClass::Unknown => {
                    (RegistrationOutcome::Unknown, Some(error))
                }
                Err(error) => (RegistrationOutcome::Failed, Some(error)),
            };
            exits.push(error.as_ref().map_or(0, |error| error.code.exit()));
            *(match kind {
                RegistrationOutcome::Done | RegistrationOutcome::Already => &mut told.done,
                RegistrationOutcome::Failed => &mut told.failed,
                RegistrationOutcome::Unknown => &mut told.unknown,
            }) += 1;
            let error = error.map(|error| self.words().error(&error));
            told.results.push(RegistrationResult { number, carrier, corrected_from, outcome: kind, error });
        }
        Answer { document: told, exit: exit_over(&exits) }
    }
}

/// The same call, with what its answer means for a parcel that is to be off the list.
fn taken_off<T: 'static>(
    call: Prepared<T>,
    meaning: fn(Result<T, ProviderError>) -> Result<T, ProviderError>,
) -> Prepared<T> {
    let Prepared { action, effect, request, anew, read } = call;
    Prepared { action, effect, request, anew, read: Arc::new(move |answer| meaning(read(answer))) }
}

/// A parcel that is not there is as good as taken off.
fn gone(outcome: Result<(), ProviderError>) -> Result<(), ProviderError> {
    match outcome {
        Err(error) if error.kind == ErrorKind::NoParcel => Ok(()),
        outcome => outcome,
    }
}

/// The list that an account's provider keeps.
pub(super) fn registrations(line: &Line) -> Result<&dyn Registrations, Problem> {
    line.provider.registrations().ok_or_else(|| crate::accounts::unsupported(&line.account, "registrations"))
}

pub(super) fn invalid(issue: FieldIssue) -> Problem {
    invalid_fields(vec![issue])
}

pub(super) fn invalid_fields(issues: Vec<FieldIssue>) -> Problem {
    Problem::new(ErrorCode::InputInvalid).with_fields(issues)
}

/// What an answer over several says of each number; one that it leaves out may or may not have been done. Of a number
/// that several carriers have the answers come in the order in which they were asked for.
pub(super) fn each<T: Clone>(
    line: &Line,
    numbers: &[&str],
    answer: Result<PerNumber<T>, Problem>,
) -> Vec<Result<T, Problem>> {
    let answers = match answer {
        Ok(answers) => answers,
        Err(error) => return numbers.iter().map(|number| Err(lost(&error, number))).collect(),
    };
    let of = |(place, number): (usize, &&str)| {
        let times = |numbers: &[&str]| numbers.iter().filter(|other| link::same(other, number)).count();
        let (earlier, all) = (times(&numbers[..place]), times(numbers));
        let its: Vec<_> = answers.iter().filter(|(asked, _)| link::same(asked, number)).collect();
        // where one was left out nobody knows which
        match its.get(earlier).filter(|_| its.len() >= all) {
            Some((_, Ok(outcome))) => Ok(outcome.clone()),
            Some((_, Err(error))) => Err(line.problem(error).with("number", *number)),
            None => Err(Problem::new(ErrorCode::ChangeUnknown).with("number", *number)),
        }
    };
    numbers.iter().enumerate().map(of).collect()
}

/// The failure of a whole call for one of its numbers: where the answer was lost after the call had left, nobody knows
/// what became of it.
fn lost(error: &Problem, number: &str) -> Problem {
    match error.code {
        ErrorCode::TimedOut | ErrorCode::ProviderDown | ErrorCode::BadAnswer => {
            Problem { code: ErrorCode::ChangeUnknown, ..error.clone() }.with("number", number)
        }
        _ => error.clone().with("number", number),
    }
}

/// The numbers of registrations.
pub(super) fn numbers_in(sent: &[Registration]) -> Vec<&str> {
    sent.iter().map(|sent| sent.number.as_str()).collect()
}

fn wanted(sent: &Registration) -> Wanted {
    Wanted { number: sent.number.clone(), carrier: Some(sent.carrier.clone()) }
}
