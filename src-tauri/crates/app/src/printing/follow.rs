//! What a report of the print server makes of a job.

use jiff::{SignedDuration, Timestamp};
use shipdesk_core::clock::age;
use shipdesk_core::print::{PrintState, Trouble};
use shipdesk_labels::spool::{JobReport, JobState};
use shipdesk_store::print_job::Job;

/// A print server repeats the trouble of the job before until it has asked the printer anew: what is older than this is
/// the job's own.
const LASTING: SignedDuration = SignedDuration::from_secs(3);

/// Puts a report into a job; gives whether something of the job changed.
pub(super) fn apply(job: &mut Job, report: &JobReport, now: Timestamp) -> bool {
    let before = (job.state, job.trouble, job.followed);
    let hard = report.stopping_trouble();
    match report.state {
        JobState::Pending | JobState::Held => {
            // the print server has it whole: what was open is settled
            if !report.incoming && matches!(job.trouble, Some(Trouble::Interrupted | Trouble::Lost)) {
                job.state = PrintState::Sent;
            }
            if job.state == PrintState::Sent {
                // somebody holds it: it goes on when they let it
                let held = (report.state == JobState::Held).then_some(Trouble::Paused);
                job.trouble = hard.or(held);
            }
        }
        JobState::Stopped => {
            (job.state, job.trouble) = (PrintState::Unsure, hard.or(Some(Trouble::Other)));
        }
        JobState::Processing => {
            let waits = hard.is_none_or(waits_by_itself);
            let lasts = job.trouble == hard && age(now, job.updated_at) >= LASTING;
            if !waits && lasts {
                job.state = PrintState::Unsure;
            } else if job.state == PrintState::Sent || job.trouble == Some(Trouble::Interrupted) {
                (job.state, job.trouble) = (PrintState::Sent, hard);
            }
        }
        // a job that the printer dropped counts as completed, too: where something keeps the printer, it is looked at
        // until that is gone, or has lasted too long to be the trouble of the job before
        JobState::Completed => match hard.filter(|hard| !waits_by_itself(*hard)) {
            None => end(job, PrintState::Printed, None),
            Some(hard) if job.trouble == Some(hard) && age(now, job.updated_at) >= LASTING => {
                end(job, PrintState::Unsure, Some(hard));
            }
            Some(hard) => job.trouble = Some(hard),
        },
        JobState::Cancelled => broken_off(job, report, (PrintState::Cancelled, Trouble::CancelledThere)),
        JobState::Aborted => broken_off(job, report, (PrintState::Failed, Trouble::Aborted)),
    }
    before != (job.state, job.trouble, job.followed)
}

/// A job that came to no good end: where the printer had not begun with it, nothing of it is on paper.
fn broken_off(job: &mut Job, report: &JobReport, (nothing, why): (PrintState, Trouble)) {
    let hard = report.stopping_trouble();
    let physical = hard.filter(|trouble| !matches!(trouble, Trouble::CancelledThere | Trouble::Aborted));
    let state = if report.started { PrintState::Unsure } else { nothing };
    end(job, state, Some(physical.unwrap_or(why)));
}

/// A printer that is off or paused goes on with the whole sheet later.
fn waits_by_itself(trouble: Trouble) -> bool {
    matches!(trouble, Trouble::Offline | Trouble::Paused)
}

/// The print server has nothing more to say of it.
pub(super) fn end(job: &mut Job, state: PrintState, trouble: Option<Trouble>) {
    (job.state, job.trouble, job.followed) = (state, trouble, false);
}

#[cfg(test)]
mod tests {
    use super::*;
    use shipdesk_core::id::{PrintBatchId, PrintJobId};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn sent() -> Job {
        Job {
            id: PrintJobId::new(),
            batch_id: PrintBatchId::new(),
            items: Vec::new(),
            printer: "p".to_owned(),
            media: "m".to_owned(),
            size: (10_000, 15_000),
            copies: 1,
            state: PrintState::Sent,
            owner: None,
            spooler_id: Some(7),
            followed: true,
            trouble: None,
            error: None,
            queued_at: at(0),
            sent_at: Some(at(0)),
            ended_at: None,
            updated_at: at(0),
            revision: 1,
        }
    }

    fn report(state: JobState, started: bool, troubles: &[Trouble]) -> JobReport {
        let (troubles, message) = (troubles.to_vec(), String::new());
        JobReport { state, incoming: false, started, troubles, message, sheets_done: 0 }
    }

    #[test]
    fn only_what_the_printer_began_with_is_unsure() {
        for (state, started, troubles, expected, trouble) in [
            (JobState::Completed, true, &[][..], PrintState::Printed, None),
            (JobState::Cancelled, false, &[], PrintState::Cancelled, Some(Trouble::CancelledThere)),
            (JobState::Cancelled, true, &[Trouble::MediaJam], PrintState::Unsure, Some(Trouble::MediaJam)),
            (JobState::Aborted, false, &[], PrintState::Failed, Some(Trouble::Aborted)),
            (JobState::Aborted, true, &[Trouble::MediaLow], PrintState::Unsure, Some(Trouble::Aborted)),
        ] {
            let mut job = sent();
            assert!(apply(&mut job, &report(state, started, troubles), at(1)));
            assert_eq!(
                (job.state, job.trouble, job.followed),
                (expected, trouble, false),
                "{state:?} {started}"
            );
        }
    }

    #[test]
    fn a_jam_that_lasts_makes_the_sheet_unsure_and_it_is_still_followed() {
        let mut job = sent();
        let jammed = report(JobState::Processing, true, &[Trouble::MediaJam]);
        apply(&mut job, &jammed, at(9));
        assert_eq!((job.state, job.trouble), (PrintState::Sent, Some(Trouble::MediaJam)));
        job.updated_at = at(9);
        apply(&mut job, &jammed, at(11));
        assert_eq!(job.state, PrintState::Sent);
        apply(&mut job, &jammed, at(12));
        assert_eq!((job.state, job.followed), (PrintState::Unsure, true));
        apply(&mut job, &report(JobState::Completed, true, &[]), at(30));
        assert_eq!((job.state, job.trouble), (PrintState::Printed, None));
    }

    #[test]
    fn what_is_completed_while_the_printer_is_jammed_is_unsure_unless_the_jam_was_the_job_befores() {
        let jammed = report(JobState::Completed, true, &[Trouble::MediaJam]);
        let mut job = sent();
        apply(&mut job, &jammed, at(9));
        assert_eq!(
            (job.state, job.followed),
            (PrintState::Sent, true),
            "it may be the trouble of the job before"
        );
        let mut cleared = job.clone();
        apply(&mut cleared, &report(JobState::Completed, true, &[Trouble::MediaLow]), at(10));
        assert_eq!((cleared.state, cleared.trouble), (PrintState::Printed, None));
        job.updated_at = at(9);
        apply(&mut job, &jammed, at(12));
        assert_eq!(
            (job.state, job.trouble, job.followed),
            (PrintState::Unsure, Some(Trouble::MediaJam), false)
        );
        let mut paused = sent();
        apply(&mut paused, &report(JobState::Completed, true, &[Trouble::Paused]), at(9));
        assert_eq!(paused.state, PrintState::Printed);
    }

    #[test]
    fn a_printer_that_is_paused_or_off_only_waits() {
        let mut job = sent();
        for trouble in [Trouble::Offline, Trouble::Paused] {
            apply(&mut job, &report(JobState::Processing, true, &[trouble]), at(100));
            assert_eq!((job.state, job.trouble), (PrintState::Sent, Some(trouble)));
        }
        apply(&mut job, &report(JobState::Held, false, &[]), at(100));
        assert_eq!((job.state, job.trouble), (PrintState::Sent, Some(Trouble::Paused)));
    }
}
