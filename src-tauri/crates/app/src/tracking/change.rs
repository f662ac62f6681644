//! What became of each parcel of a command over registrations.

use super::link;
use crate::documents::{Answer, RegistrationOutcome, RegistrationResult, RegistrationResults};
use crate::line::Line;
use crate::results::exit_over;
use crate::workstation::Workstation;
use shipdesk_core::error::{ErrorClass, ErrorCode, FieldIssue, Problem};
use shipdesk_providers::spi::tracking::{PerNumber, Registered, Registration, Registrations};

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
    pub(super) fn changes_told(&self, changes: Vec<Change>) -> Answer<RegistrationResults> {
        let mut told = RegistrationResults { results: Vec::new(), done: 0, failed: 0, unknown: 0 };
        let mut exits = Vec::with_capacity(changes.len());
        for Change { number, carrier, outcome } in changes {
            let (kind, error) = match outcome {
                Ok(Registered::New) => (RegistrationOutcome::Done, None),
                Ok(Registered::Already) => (RegistrationOutcome::Already, None),
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
            told.results.push(RegistrationResult { number, carrier, outcome: kind, error });
        }
        Answer { document: told, exit: exit_over(&exits) }
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

/// What an answer over several says of each number; one that it leaves out may or may not have been done.
pub(super) fn each<T: Copy>(
    line: &Line,
    numbers: &[&str],
    answer: Result<PerNumber<T>, Problem>,
) -> Vec<Result<T, Problem>> {
    let answers = match answer {
        Ok(answers) => answers,
        Err(error) => return numbers.iter().map(|_| Err(error.clone())).collect(),
    };
    let of = |number: &&str| match answers.iter().find(|(asked, _)| link::same(asked, number)) {
        Some((_, Ok(outcome))) => Ok(*outcome),
        Some((_, Err(error))) => Err(line.problem(error).with("number", *number)),
        None => Err(Problem::new(ErrorCode::ChangeUnknown).with("number", *number)),
    };
    numbers.iter().map(of).collect()
}

/// The numbers of registrations.
pub(super) fn numbers_in(sent: &[Registration]) -> Vec<&str> {
    sent.iter().map(|sent| sent.number.as_str()).collect()
}
