//! Brings the whole list of a provider here, page by page.

use super::ask::Question;
use super::change::registrations;
use super::link::Known;
use super::share::TO_THE_END;
use crate::Outcome;
use crate::documents::{Answer, PullDocument, count};
use crate::line::{About, Line};
use crate::workstation::{Progress, Workstation, problem};
use serde::{Deserialize, Serialize};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_providers::spi::error::ProviderError;
use shipdesk_providers::spi::tracking::{Listing, Page, Wanted, Window};
use shipdesk_store::setting;
use std::collections::HashSet;

/// So much earlier than the last time what changed is asked for: two clocks may differ.
const CLOCKS_DIFFER: i64 = 600;
/// A list that never ends is not read for ever.
const MOST_PAGES: u32 = 1_000;

/// How far a provider's list has been read.
#[derive(Debug, Default, Serialize, Deserialize)]
struct PullState {
    /// The page to read next; 1 is the first.
    page: u32,
    /// How many parcels stood on the pages before it.
    #[serde(default)]
    read: usize,
    /// What changed since then, Unix seconds; all of it where nothing was read before.
    since: Option<i64>,
    /// When reading began.
    begun: i64,
}

impl Workstation {
    /// Brings a provider's list here, page by page: all of it the first time, afterwards what changed. One that was
    /// interrupted goes on where it stopped.
    ///
    /// # Errors
    /// No such account, one without a list, what a call has; the pages before it are kept.
    pub async fn track_pull(&self, account: &str) -> Outcome<PullDocument> {
        self.track_pull_while(account, &*self.progress).await
    }

    /// The same, told to somebody of its own, who may stop it.
    ///
    /// # Errors
    /// As [`Workstation::track_pull`].
    pub async fn track_pull_while(&self, account: &str, progress: &dyn Progress) -> Outcome<PullDocument> {
        let line = self.line_of(account).await?;
        let registrations = registrations(&line)?;
        let key = format!("pull.{}", line.account.id);
        let mut reading = Reading::new(self.pull_state(&key).await?);
        let before = self.parcels_here(line.account.id).await?;
        loop {
            let call = registrations.list(&reading.page());
            let listing = self.ask(&line, About::default(), call, line.timeouts.other).await?;
            let (total, more) = (listing.total, reading.take(&listing));
            self.ask_moved(&line, &listing).await?;
            self.keep_listing(&line, listing).await?;
            self.put_pull_state(&key, &reading.state).await?;
            if more == More::Lacking {
                return Err(incomplete(&line, reading.seen.len(), total));
            }
            let all = total.unwrap_or_default().max(reading.read + usize::from(more == More::Pages));
            progress.advance(reading.read, all);
            if more == More::Nothing || !progress.goes_on() {
                break;
            }
        }
        let new = self.parcels_here(line.account.id).await?.saturating_sub(before);
        let (pulled, pages) = (count(reading.pulled), reading.pages);
        Ok(Answer::done(PullDocument { account: account.to_owned(), pulled, new, pages }))
    }

    async fn pull_state(&self, key: &str) -> Result<PullState, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let kept = setting::get(&mut db, key).await.map_err(problem)?;
        // a note that cannot be read only costs reading the list anew
        let mut state: PullState = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        state.page = state.page.max(1);
        if state.page == 1 {
            state.begun = self.clock.now().as_second();
        }
        Ok(state)
    }

    async fn put_pull_state(&self, key: &str, state: &PullState) -> Result<(), Problem> {
        let text = serde_json::to_string(state).unwrap_or_default();
        let mut tx = self.folder.write().await.map_err(problem)?;
        setting::set(&mut tx, key, &text, self.clock.now()).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))
    }

    /// Parcels of which a page names another carrier than the one that they are registered under here: the provider has
    /// corrected it, or has the number under both. Asked about by the number alone, the list says which.
    async fn ask_moved(&self, line: &Line, listing: &Listing) -> Result<(), Problem> {
        let names: HashSet<_> = listing.parcels.iter().map(|(wanted, _)| name_of(wanted)).collect();
        let numbers: Vec<&str> = listing.parcels.iter().map(|(wanted, _)| wanted.number.as_str()).collect();
        let mut db = self.folder.read().await.map_err(problem)?;
        let known = Known::read(&mut db, line, &numbers, std::iter::empty()).await.map_err(problem)?;
        drop(db);
        let mut questions: Vec<Question> = Vec::new();
        for (wanted, _) in &listing.parcels {
            let Some(carrier) = &wanted.carrier else { continue };
            if known.listed_under(&wanted.number, carrier).is_some() {
                continue;
            }
            let unnamed = known.all_listed(&wanted.number).filter(|(_, one)| {
                let asked = Wanted { number: one.number.clone(), carrier: Some(one.carrier.clone()) };
                !names.contains(&name_of(&asked))
            });
            questions.extend(unnamed.map(|(parcel, one)| Question {
                parcel: Some(parcel.clone()),
                wanted: Wanted { number: one.number.clone(), carrier: None },
                in_passing: false,
            }));
        }
        let share = self.ask_share(line, &questions, TO_THE_END).await?;
        let failed = share.failures().find(|error| error.code != ErrorCode::TrackingNotFound);
        failed.map_or(Ok(()), |error| Err(error.clone()))
    }

    async fn keep_listing(&self, line: &Line, listing: Listing) -> Result<(), Problem> {
        let question = |wanted| Question { parcel: None, wanted, in_passing: false };
        let (questions, said): (Vec<_>, Vec<_>) = listing
            .parcels
            .into_iter()
            .map(|(wanted, tracked)| (question(wanted), Ok(vec![tracked])))
            .unzip();
        self.keep_answers(line, questions, said).await.map(drop)
    }
}

/// A list as it is read, page by page.
struct Reading {
    state: PullState,
    /// Whether it began at the first page.
    whole: bool,
    /// What was on the pages, each once.
    seen: HashSet<(String, Option<String>)>,
    /// How many parcels came, each once, also those of an interrupted reading before.
    read: usize,
    /// How many came now, and on how many pages.
    pulled: usize,
    pages: u32,
}

/// What follows a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum More {
    /// Another page.
    Pages,
    /// Nothing: that was all.
    Nothing,
    /// Nothing, and that was not all.
    Lacking,
}

impl Reading {
    fn new(state: PullState) -> Self {
        let (whole, read) = (state.page == 1, state.read);
        Self { state, whole, seen: HashSet::new(), read, pulled: 0, pages: 0 }
    }

    /// The page to ask for.
    fn page(&self) -> Page {
        let updated = Window { since: self.state.since, until: None };
        Page { number: self.state.page, updated, ..Page::default() }
    }

    /// Takes a page in, and says what follows it.
    fn take(&mut self, listing: &Listing) -> More {
        let brought = listing.parcels.len();
        let new = listing.parcels.iter().filter(|(wanted, _)| self.seen.insert(name_of(wanted))).count();
        self.pages += 1;
        self.pulled += brought;
        self.read += new;
        let stuck = brought > 0 && new == 0;
        let all = listing.total.is_some_and(|total| self.read >= total);
        let more = if listing.more && self.pages < MOST_PAGES && !stuck && !all {
            More::Pages
        } else {
            let there = if stuck { self.seen.len() } else { self.pulled };
            let lacking = self.whole && listing.total.map_or(stuck, |total| there < total);
            if lacking { More::Lacking } else { More::Nothing }
        };
        let PullState { page, since, begun, .. } = self.state;
        self.state = match more {
            More::Pages => PullState { page: page + 1, read: self.read, since, begun },
            // the next time begins a little before this one began
            More::Nothing => {
                PullState { page: 1, since: Some(begun - CLOCKS_DIFFER), ..PullState::default() }
            }
            // all of it is read anew the next time
            More::Lacking => PullState { page: 1, since, ..PullState::default() },
        };
        more
    }
}

/// What makes an entry of a list another one.
fn name_of(wanted: &Wanted) -> (String, Option<String>) {
    (wanted.number.to_uppercase(), wanted.carrier.as_ref().map(|carrier| carrier.to_lowercase()))
}

/// A list that ended before all of it was there.
fn incomplete(line: &Line, read: usize, said: Option<usize>) -> Problem {
    let of = said.map_or_else(|| "?".to_owned(), |said| said.to_string());
    line.problem(&ProviderError::bad_answer(format!("the list ended after {read} of {of} parcels")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shipdesk_providers::spi::tracking::Tracked;

    fn page(numbers: std::ops::Range<usize>, total: Option<usize>, more: bool) -> Listing {
        let parcel =
            |number: usize| (Wanted { number: format!("A{number}"), carrier: None }, Tracked::default());
        Listing { parcels: numbers.map(parcel).collect(), total, more }
    }

    fn begin(page: u32, read: usize) -> Reading {
        Reading::new(PullState { page, read, since: None, begun: 10_000 })
    }

    #[test]
    fn a_list_is_read_until_all_of_it_is_there() {
        let mut reading = begin(1, 0);
        assert_eq!(reading.take(&page(0..2, Some(5), true)), More::Pages);
        assert_eq!((reading.state.page, reading.state.read, reading.page().number), (2, 2, 2));
        assert_eq!(reading.take(&page(2..4, Some(5), true)), More::Pages);
        assert_eq!(reading.take(&page(4..5, Some(5), true)), More::Nothing);
        assert_eq!((reading.read, reading.pulled, reading.pages), (5, 5, 3));
        let next = (reading.state.page, reading.state.read, reading.state.since);
        assert_eq!(next, (1, 0, Some(10_000 - CLOCKS_DIFFER)));
    }

    #[test]
    fn a_list_that_was_interrupted_knows_what_came_before_a_short_last_page() {
        let mut reading = begin(3, 4);
        assert_eq!(reading.take(&page(4..5, Some(5), true)), More::Nothing);
        assert_eq!((reading.read, reading.pulled, reading.pages), (5, 1, 1));
    }

    #[test]
    fn a_list_that_moves_on_while_it_is_read_is_read_to_its_end() {
        let mut reading = begin(1, 0);
        assert_eq!(reading.take(&page(0..3, Some(5), true)), More::Pages);
        // two came in front meanwhile, so two came once more
        assert_eq!(reading.take(&page(1..4, Some(5), true)), More::Pages);
        assert_eq!(reading.take(&page(4..5, Some(5), false)), More::Nothing);
        assert_eq!((reading.read, reading.pulled, reading.pages), (5, 7, 3));
    }

    #[test]
    fn a_list_that_ends_too_early_is_read_anew() {
        let mut reading = begin(1, 0);
        assert_eq!(reading.take(&page(0..2, Some(5), false)), More::Lacking);
        assert_eq!((reading.state.page, reading.state.read, reading.state.since), (1, 0, None));
        for total in [None, Some(9)] {
            let mut stuck = begin(1, 0);
            assert_eq!(stuck.take(&page(0..2, total, true)), More::Pages);
            assert_eq!(stuck.take(&page(0..2, total, true)), More::Lacking, "{total:?}");
        }
        assert_eq!(begin(1, 0).take(&page(0..0, None, false)), More::Nothing);
    }
}
