//! What the sources know beside single parcels: how many stand where, carriers, lanes, air waybills.

use super::ask::Question;
use super::change::{invalid, registrations};
use super::read;
use crate::Outcome;
use crate::documents::{
    AirWaybillDocument, AirWaybillsDocument, Answer, CarrierDocument, CountDocument, CountsDocument,
    DetectDocument, RemoteDocument, TransitDays, TransitDocument, count,
};
use crate::line::{About, Line};
use crate::results::exit_over;
use crate::workstation::{Workstation, problem};
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::clock::age;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::recognise::recognise;
use shipdesk_providers::spi::tracking;
use shipdesk_store::carrier::{self, Carrier};
use std::sync::Arc;

/// How old a list of carriers may be.
const CARRIERS_FRESH: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Workstation {
    /// How many registered parcels stand where, by the provider's own words, and how many of them are known here.
    ///
    /// # Errors
    /// No such account, one without a list, what the call has.
    pub async fn track_counts(&self, account: &str) -> Outcome<CountsDocument> {
        let line = self.line_of(account).await?;
        let registrations = registrations(&line)?;
        let counts = self.ask(&line, About::default(), registrations.counts(), line.timeouts.other).await?;
        let counts = counts.into_iter().map(|(status, n)| CountDocument { status, count: count(n) });
        Ok(Answer::done(CountsDocument {
            account: account.to_owned(),
            counts: counts.collect(),
            here: self.parcels_here(line.account.id).await?,
        }))
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
        if numbers.is_empty() {
            return Err(invalid(FieldIssue::missing("track_number")));
        }
        let mut read: Vec<String> = Vec::with_capacity(numbers.len());
        for number in numbers {
            let number = read::air_waybill(number)?;
            // each costs
            if !read.contains(&number) {
                read.push(number);
            }
        }
        let numbers = read;
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
            let kept = self.keep_answers(&line, vec![Question::of_number(&number)], vec![said]).await?;
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
