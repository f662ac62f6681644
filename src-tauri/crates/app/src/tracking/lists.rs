//! What the sources know beside single parcels: their whole lists, carriers, lanes, air waybills.

use super::ask::Question;
use super::read;
use crate::Outcome;
use crate::documents::{
    AirWaybillDocument, AirWaybillsDocument, Answer, CarrierDocument, CountDocument, CountsDocument,
    DetectDocument, PullDocument, RemoteDocument, TransitDays, TransitDocument, count,
};
use crate::line::{About, Line};
use crate::results::exit_over;
use crate::workstation::{Progress, Workstation, problem};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shipdesk_core::clock::age;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::recognise::recognise;
use shipdesk_providers::spi::error::ProviderError;
use shipdesk_providers::spi::tracking::{self, Page, Window};
use shipdesk_store::carrier::{self, Carrier};
use shipdesk_store::setting;
use std::collections::HashSet;
use std::sync::Arc;

/// How old a list of carriers may be.
const CARRIERS_FRESH: SignedDuration = SignedDuration::from_hours(7 * 24);
/// So much earlier than the last time what changed is asked for: two clocks may differ.
const CLOCKS_DIFFER: i64 = 600;
/// A list that never ends is not read for ever.
const MOST_PAGES: u32 = 1_000;

/// How far a provider's list has been read.
#[derive(Debug, Default, Serialize, Deserialize)]
struct PullState {
    /// The page to read next; 1 is the first.
    page: u32,
    /// What changed since then, Unix seconds; all of it where nothing was read before.
    since: Option<i64>,
    /// When reading began.
    begun: i64,
}

impl Workstation {
    /// How many registered parcels stand where, by the provider's own words, and how many of them are known here.
    ///
    /// # Errors
    /// No such account, one without a list, what the call has.
    pub async fn track_counts(&self, account: &str) -> Outcome<CountsDocument> {
        let line = self.line_of(account).await?;
        let registrations = line.provider.registrations();
        let registrations = registrations.ok_or_else(|| unsupported(&line, "registrations"))?;
        let counts = self.ask(&line, About::default(), registrations.counts(), line.timeouts.other).await?;
        let counts = counts.into_iter().map(|(status, n)| CountDocument { status, count: count(n) });
        Ok(Answer::done(CountsDocument {
            account: account.to_owned(),
            counts: counts.collect(),
            here: self.parcels_here(line.account.id).await?,
        }))
    }

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
        let registrations = line.provider.registrations();
        let registrations = registrations.ok_or_else(|| unsupported(&line, "registrations"))?;
        let key = format!("pull.{}", line.account.id);
        let mut state = self.pull_state(&key).await?;
        let before = self.parcels_here(line.account.id).await?;
        let (mut pulled, mut pages, mut read_before) = (0_usize, 0, None);
        let (mut seen, whole) = (HashSet::new(), state.page == 1);
        loop {
            let updated = Window { since: state.since, until: None };
            let page = Page { number: state.page, updated, ..Page::default() };
            let listing =
                self.ask(&line, About::default(), registrations.list(&page), line.timeouts.other).await?;
            pages += 1;
            pulled += listing.parcels.len();
            let earlier = *read_before.get_or_insert_with(|| earlier_pages(state.page, &listing));
            let brought = listing.parcels.len();
            let new = listing.parcels.iter().filter(|(wanted, _)| seen.insert(name_of(wanted))).count();
            let said = listing.total.and_then(|total| usize::try_from(total).ok());
            let read = said.is_some_and(|said| earlier + pulled >= said);
            let stuck = brought > 0 && new == 0;
            let more = listing.more && pages < MOST_PAGES && !stuck && !read;
            let there = if stuck { seen.len() } else { pulled };
            let short = !more && whole && said.map_or(stuck, |said| there < said);
            let total = total_of(&listing, earlier + pulled);
            self.keep_listing(&line, listing).await?;
            if short {
                // all of it is read anew the next time
                self.put_pull_state(&key, &PullState { page: 1, begun: 0, ..state }).await?;
                return Err(incomplete(&line, seen.len(), said));
            }
            state = if more {
                PullState { page: state.page + 1, ..state }
            } else {
                // the next time begins a little before this one began
                PullState { page: 1, since: Some(state.begun - CLOCKS_DIFFER), begun: 0 }
            };
            self.put_pull_state(&key, &state).await?;
            progress.advance(earlier + pulled, total);
            if !more || !progress.goes_on() {
                break;
            }
        }
        let new = self.parcels_here(line.account.id).await?.saturating_sub(before);
        Ok(Answer::done(PullDocument { account: account.to_owned(), pulled: count(pulled), new, pages }))
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

    async fn keep_listing(&self, line: &Line, listing: tracking::Listing) -> Result<(), Problem> {
        let question = |wanted| Question { parcel: None, wanted, in_passing: false };
        let (questions, said): (Vec<_>, Vec<_>) = listing
            .parcels
            .into_iter()
            .map(|(wanted, tracked)| (question(wanted), Ok(vec![tracked])))
            .unzip();
        self.keep_answers(line, &questions, said).await.map(drop)
    }

    /// Whose number it may be: by its shape and check digit, and, with `ask`, by accounts that know carriers. Where a
    /// check digit says it, nobody is asked.
    ///
    /// # Errors
    /// An empty number.
    pub async fn track_detect(&self, number: &str, ask: bool) -> Outcome<DetectDocument> {
        let number = &*read::number(number)?;
        let candidates = recognise(number);
        let (mut carriers, mut error) = (Vec::new(), None);
        if ask {
            match self.detect_at_accounts(number).await {
                Ok(found) => carriers = found,
                Err(failure) => error = Some(failure),
            }
        }
        let nothing = candidates.is_empty() && carriers.is_empty();
        let exit = error.as_ref().filter(|_| nothing).map_or(0, |error| error.code.exit());
        let error = error.map(|error| self.words().error(&error));
        let document = DetectDocument { number: number.to_owned(), candidates, carriers, error };
        Ok(Answer { document, exit })
    }

    async fn detect_at_accounts(&self, number: &str) -> Result<Vec<CarrierDocument>, Problem> {
        for account in self.accounts().await? {
            if !account.enabled || !self.can(&account, "carriers") {
                continue;
            }
            let line = self.line(&account).await?;
            let Some(carriers) = line.provider.carriers() else { continue };
            let found =
                self.ask(&line, About::default(), carriers.detect(number), line.timeouts.other).await?;
            return Ok(found.into_iter().map(|carrier| carrier_document(&line, kept(carrier))).collect());
        }
        Ok(Vec::new())
    }

    /// The carriers that an account knows, by name: as they were listed last, asked for anew after a week.
    ///
    /// # Errors
    /// No such account, one that knows none; what the call has, where none were ever listed.
    pub async fn carrier_list(&self, account: &str) -> Outcome<Vec<CarrierDocument>> {
        let account = self.account_named(account).await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let (known, listed_at) = carrier::all(&mut db, account.id).await.map_err(problem)?;
        drop(db);
        let now = self.clock.now();
        let fresh = listed_at.is_some_and(|at| age(now, at) < CARRIERS_FRESH);
        let line = self.line(&account).await?;
        let list = if fresh { known } else { self.list_carriers(&line, known, now).await? };
        Ok(Answer::done(list.into_iter().map(|carrier| carrier_document(&line, carrier)).collect()))
    }

    async fn list_carriers(
        &self,
        line: &Arc<Line>,
        known: Vec<Carrier>,
        now: Timestamp,
    ) -> Result<Vec<Carrier>, Problem> {
        let carriers = line.provider.carriers().ok_or_else(|| unsupported(line, "carriers"))?;
        let listed = match self.ask(line, About::default(), carriers.list(), line.timeouts.other).await {
            Ok(listed) => listed,
            // an old list is better than none
            Err(_) if !known.is_empty() => return Ok(known),
            Err(error) => return Err(error),
        };
        let mut list: Vec<Carrier> = listed.into_iter().map(kept).collect();
        let mut tx = self.folder.write().await.map_err(problem)?;
        carrier::replace(&mut tx, line.account.id, &list, now).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        list.sort_by_key(|carrier| carrier.name.to_lowercase());
        Ok(list)
    }

    /// Whether a postcode is a remote area, and for which carriers.
    ///
    /// # Errors
    /// No such account, one without lanes, what the call has.
    pub async fn check_remote(
        &self,
        account: &str,
        country: &str,
        postcode: &str,
    ) -> Outcome<RemoteDocument> {
        let (country, postcode) = (country.trim().to_uppercase(), postcode.trim());
        require(&[("country", &country), ("postcode", postcode)])?;
        let line = self.line_of(account).await?;
        let lanes = line.provider.lanes().ok_or_else(|| unsupported(&line, "lanes"))?;
        let call = lanes.remote(&country, postcode);
        let found = self.ask(&line, About::default(), call, line.timeouts.other).await?;
        let postcode = postcode.to_owned();
        Ok(Answer::done(RemoteDocument { country, postcode, carriers: found.carriers }))
    }

    /// How long a carrier takes from one country to another.
    ///
    /// # Errors
    /// No such account, one without lanes, what the call has.
    pub async fn check_transit_time(
        &self,
        account: &str,
        carrier: &str,
        from: &str,
        to: &str,
    ) -> Outcome<TransitDocument> {
        let (carrier, from, to) = (carrier.trim(), from.trim().to_uppercase(), to.trim().to_uppercase());
        require(&[("carrier", carrier), ("from", &from), ("to", &to)])?;
        let line = self.line_of(account).await?;
        let lanes = line.provider.lanes().ok_or_else(|| unsupported(&line, "lanes"))?;
        let call = lanes.transit_time(carrier, &from, &to);
        let found = self.ask(&line, About::default(), call, line.timeouts.other).await?;
        let days = found.days.into_iter().map(|(name, value)| TransitDays { name, value }).collect();
        Ok(Answer::done(TransitDocument { carrier: carrier.to_owned(), from, to, days }))
    }

    /// Air waybills, a call for all of them; what is found is kept as parcels.
    ///
    /// # Errors
    /// No such account, one without waybills, a number that is none; what the call has.
    pub async fn track_awb(&self, account: &str, numbers: &[String]) -> Outcome<AirWaybillsDocument> {
        let numbers: Vec<String> = numbers.iter().map(|number| number.trim().to_owned()).collect();
        let wrong = numbers.iter().find(|number| !is_air_waybill(number));
        if let Some(wrong) = wrong.or(Some(&String::new()).filter(|_| numbers.is_empty())) {
            let issue = FieldIssue::wrong_kind("track_number", "air waybill such as 016-12345675", wrong);
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]));
        }
        let line = self.line_of(account).await?;
        let waybills = line.provider.air_waybills().ok_or_else(|| unsupported(&line, "air_waybills"))?;
        let call = waybills.air_waybills(&numbers);
        let found = self.ask(&line, About::default(), call, line.timeouts.other).await?;
        let (mut items, mut exits) = (Vec::with_capacity(numbers.len()), Vec::new());
        for number in numbers {
            let its = found.iter().find(|(asked, _)| super::link::same(asked, &number)).map(|(_, it)| it);
            let said = match its {
                Some(Ok(tracked)) => Ok(vec![tracked.clone()]),
                Some(Err(error)) => Err(line.problem(error).with("number", &number)),
                None => Err(Problem::new(ErrorCode::TrackingNotFound).with("number", &number)),
            };
            let kept = self.keep_answers(&line, &[Question::of_number(&number)], vec![said]).await?;
            let outcome = kept.into_iter().next().unwrap_or_else(|| Ok(Vec::new()));
            exits.push(outcome.as_ref().map_or_else(|error| error.code.exit(), |_| 0));
            items.push(match outcome {
                Ok(ids) => AirWaybillDocument {
                    track: match ids.first() {
                        Some(id) => Some(self.track_document_of(*id, &number).await?),
                        None => None,
                    },
                    number,
                    error: None,
                },
                Err(error) => {
                    AirWaybillDocument { number, track: None, error: Some(self.words().error(&error)) }
                }
            });
        }
        Ok(Answer { document: AirWaybillsDocument { items }, exit: exit_over(&exits) })
    }
}

/// What makes an entry of a list another one.
fn name_of(wanted: &tracking::Wanted) -> (String, Option<String>) {
    (wanted.number.to_uppercase(), wanted.carrier.clone())
}

/// A list that ended before all of it was there.
fn incomplete(line: &Line, read: usize, said: Option<usize>) -> Problem {
    let of = said.map_or_else(|| "?".to_owned(), |said| said.to_string());
    line.problem(&ProviderError::bad_answer(format!("the list ended after {read} of {of} parcels")))
}

/// How many parcels stand on the pages before one, which an interrupted reading has brought here.
fn earlier_pages(page: u32, listing: &tracking::Listing) -> usize {
    usize::try_from(page.saturating_sub(1)).unwrap_or(0) * listing.parcels.len()
}

/// How many parcels there are in all when so many were read; where that is not said, one more than that while pages
/// follow.
fn total_of(listing: &tracking::Listing, read: usize) -> usize {
    let said = listing.total.and_then(|total| usize::try_from(total).ok());
    match said {
        _ if !listing.more => read,
        Some(total) => total.max(read + 1),
        None => read + 1,
    }
}

/// Three digits of the airline, eight of the waybill, a dash or a blank between them or nothing.
fn is_air_waybill(number: &str) -> bool {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let marks = number.chars().filter(|c| !c.is_ascii_digit());
    digits == 11 && marks.clone().all(|c| c == '-' || c == ' ') && marks.count() <= 1
}

fn kept(carrier: tracking::Carrier) -> Carrier {
    let tracking::Carrier { code, name, homepage, phone } = carrier;
    Carrier { code, name, homepage, phone }
}

fn carrier_document(line: &Line, carrier: Carrier) -> CarrierDocument {
    let Carrier { code, name, homepage, phone } = carrier;
    CarrierDocument { account: line.account.name.clone(), code, name, homepage, phone }
}

fn unsupported(line: &Line, what: &str) -> Problem {
    crate::accounts::unsupported(&line.account, what)
}

fn require(values: &[(&str, &str)]) -> Result<(), Problem> {
    let empty = values.iter().filter(|(_, value)| value.is_empty());
    let issues: Vec<FieldIssue> = empty.map(|(name, _)| FieldIssue::missing(*name)).collect();
    if issues.is_empty() { Ok(()) } else { Err(Problem::new(ErrorCode::InputInvalid).with_fields(issues)) }
}

#[cfg(test)]
mod tests {
    use super::is_air_waybill;

    #[test]
    fn air_waybills_have_eleven_digits_and_one_mark_at_the_most() {
        for good in ["016-12345675", "01612345675", "016 12345675"] {
            assert!(is_air_waybill(good), "{good}");
        }
        for bad in ["016-1234567", "016-123-45675", "O16-12345675", ""] {
            assert!(!is_air_waybill(bad), "{bad}");
        }
    }
}
