//! Puts parcels on the lists of providers that follow them by themselves.

use super::ask::Question;
use super::change::{Change, each, invalid, numbers_in, registrations};
use super::link::Known;
use super::read;
use super::share::{Share, TO_THE_END, ends};
use crate::Outcome;
use crate::documents::{Answer, RegistrationAsk, RegistrationFieldDocument, RegistrationResults};
use crate::line::{About, Line};
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use serde_json::json;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::order::Order;
use shipdesk_providers::spi::tracking::{FieldSource, Registered, Registration};
use shipdesk_store::journal::{self, Entry};
use shipdesk_store::parcel::{self, Parcel, registration};
use shipdesk_store::{Db, StoreError, order, purchase};
use std::collections::{BTreeMap, HashSet};

impl Workstation {
    /// Follows parcels: registers them where the account keeps a list, else asks about them.
    ///
    /// # Errors
    /// No such account; one that follows nothing.
    pub async fn track_add(
        &self,
        account: &str,
        parcels: Vec<RegistrationAsk>,
    ) -> Outcome<RegistrationResults> {
        if parcels.is_empty() {
            return Err(invalid(FieldIssue::missing("tracking_number")));
        }
        let line = self.line_of(account).await?;
        if line.provider.registrations().is_none() {
            return self.follow(&line, &parcels).await;
        }
        let (mut changes, mut ready, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        for (place, ask) in parcels.into_iter().enumerate() {
            // what cannot be read is told when it is prepared
            let number = read::number(&ask.number).unwrap_or_else(|_| ask.number.trim().to_owned());
            let repeated = !number.is_empty() && !seen.insert((number.clone(), ask.carrier.clone()));
            let prepared = if repeated {
                Err(invalid(FieldIssue::repeated("tracking_number", &number)))
            } else {
                self.prepare(&line, ask).await
            };
            match prepared {
                Ok(registration) => ready.push((place, registration)),
                Err(error) => changes.push((place, Change::new(&number, None, Err(error)))),
            }
        }
        changes.extend(self.register(&line, ready).await?);
        changes.sort_by_key(|(place, _)| *place);
        Ok(self.changes_told(changes.into_iter().map(|(_, change)| change).collect()))
    }

    /// Notes numbers that an account knows parcels by: they are asked about as soon as the account can be.
    pub(crate) async fn await_parcels(&self, account: &str, numbers: &[String]) -> Result<(), Problem> {
        let account = self.account_named(account).await?.id;
        let at = self.clock.now();
        let mut tx = self.folder.write().await.map_err(problem)?;
        for number in numbers {
            let parcel = Parcel {
                numbers: vec![(number.clone(), "provider_order".to_owned())],
                ..Parcel::new(account, at)
            };
            parcel::insert(&mut tx, &parcel).await.map_err(problem)?;
        }
        tx.commit().await.map_err(|error| problem(error.into()))
    }

    /// Accounts without a list are asked at once.
    async fn follow(&self, line: &Line, parcels: &[RegistrationAsk]) -> Outcome<RegistrationResults> {
        if line.provider.tracking().is_none() {
            return Err(crate::accounts::unsupported(&line.account, "tracking"));
        }
        let numbers: Vec<String> =
            parcels.iter().map(|ask| read::number(&ask.number)).collect::<Result<_, _>>()?;
        let questions: Vec<Question> = numbers.iter().map(|number| Question::of_number(number)).collect();
        let Share { outcomes, .. } = self.ask_share(line, &questions, TO_THE_END).await?;
        let changes = numbers.iter().zip(outcomes);
        let changes =
            changes.map(|(number, outcome)| Change::new(number, None, outcome.map(|_| Registered::NEW)));
        Ok(self.changes_told(changes.collect()))
    }

    /// A registration with all that its carrier needs, filled from the order where the parcel has one.
    async fn prepare(&self, line: &Line, ask: RegistrationAsk) -> Result<Registration, Problem> {
        let registrations = registrations(line)?;
        let number = read::number(&ask.number)?;
        let given =
            ask.carrier.map(|carrier| carrier.trim().to_owned()).filter(|carrier| !carrier.is_empty());
        let carrier = match given {
            Some(carrier) => carrier,
            None => self.carrier_of(line, &number).await?,
        };
        let mut fields = ask.fields;
        fields.retain(|_, value| !value.trim().is_empty());
        let needed = registrations.needed(&carrier);
        if let Some(source) = self.order_behind(&number).await? {
            for field in registrations.fields() {
                let only_needed = matches!(field.source, FieldSource::Postcode | FieldSource::ShipDate);
                if !fields.contains_key(field.name)
                    && (!only_needed || needed.contains(&field.name))
                    && let Some(value) = source.value(field.source)
                {
                    fields.insert(field.name.to_owned(), value);
                }
            }
        }
        let registration = Registration { number, carrier, fields };
        let mut issues = registrations.check(&registration);
        let missing = needed.into_iter().filter(|name| !registration.fields.contains_key(*name));
        issues.extend(missing.map(FieldIssue::missing));
        if issues.is_empty() {
            return Ok(registration);
        }
        Err(Problem::new(ErrorCode::InputInvalid).with("account", &line.account.name).with_fields(issues))
    }

    /// The carrier that a registration of the number has, or the only one that the provider finds: never a guess.
    async fn carrier_of(&self, line: &Line, number: &str) -> Result<String, Problem> {
        for parcel in self.parcels(number, Some(line.account.id)).await? {
            if let Some(known) = self.registered_at(parcel.id, line.account.id).await?
                && !known.carrier.is_empty()
            {
                return Ok(known.carrier);
            }
        }
        let Some(carriers) = line.provider.carriers() else {
            return Err(invalid(FieldIssue::missing("carrier_code")));
        };
        let found = self.ask(line, About::default(), carriers.detect(number), line.timeouts.other).await?;
        let codes: Vec<String> = found.into_iter().map(|carrier| carrier.code).collect();
        match codes.as_slice() {
            [one] => Ok(one.clone()),
            several => Err(unclear(line, number, several)),
        }
    }

    async fn registered_at(
        &self,
        parcel: ParcelId,
        account: AccountId,
    ) -> Result<Option<registration::Registration>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let known = registration::of_parcel(&mut db, parcel).await.map_err(problem)?;
        Ok(known.into_iter().find(|one| one.account_id == account))
    }

    /// The order that a number's parcel was bought for, where there is exactly one.
    async fn order_behind(&self, number: &str) -> Result<Option<OrderBehind>, Problem> {
        let found = self.parcels(number, None).await?;
        let [parcel] = found.as_slice() else { return Ok(None) };
        let Some(purchase_id) = parcel.purchase_id else { return Ok(None) };
        let mut db = self.folder.read().await.map_err(problem)?;
        let Some(bought) = purchase::by_id(&mut db, purchase_id).await.map_err(problem)? else {
            return Ok(None);
        };
        let row = order::by_id(&mut db, bought.order_id).await.map_err(problem)?;
        // an order whose document was erased fills nothing
        let document = order::document(&mut db, bought.order_id).await.ok();
        Ok(row.zip(document).map(|(row, (order, _))| OrderBehind {
            order,
            ordered_at: row.created_at,
            sent_at: bought.sent_at,
        }))
    }

    /// Sends registrations: one by its own call, several together.
    async fn register(
        &self,
        line: &Line,
        ready: Vec<(usize, Registration)>,
    ) -> Result<Vec<(usize, Change)>, Problem> {
        let registrations = registrations(line)?;
        let (mut changes, mut ended) = (Vec::with_capacity(ready.len()), None::<Problem>);
        let total = ready.len();
        for chunk in ready.chunks(registrations.batch().max(1)) {
            let sent: Vec<Registration> =
                chunk.iter().map(|(_, registration)| registration.clone()).collect();
            let answer = match (&ended, sent.as_slice()) {
                (Some(error), _) => Err(error.clone()),
                (None, [one]) if total == 1 => {
                    let call = registrations.register(one);
                    let asked = self.ask(line, About::default(), call, line.timeouts.other).await;
                    asked.map(|registered| vec![(one.number.clone(), Ok(registered))])
                }
                (None, several) => {
                    let call = registrations.register_many(several);
                    self.ask(line, About::default(), call, line.timeouts.other).await
                }
            };
            let outcomes = each(line, &numbers_in(&sent), answer);
            ended = outcomes
                .iter()
                .find_map(|outcome| outcome.as_ref().err().filter(|error| ends(error)).cloned());
            self.keep_registered(line, &sent, &outcomes).await.map_err(problem)?;
            for ((place, sent), outcome) in chunk.iter().zip(outcomes) {
                changes.push((*place, Change::new(&sent.number, Some(&sent.carrier), outcome)));
            }
            self.progress.advance(changes.len(), total);
        }
        Ok(changes)
    }

    async fn keep_registered(
        &self,
        line: &Line,
        sent: &[Registration],
        outcomes: &[Result<Registered, Problem>],
    ) -> Result<(), StoreError> {
        let at = self.clock.now();
        let mut tx = self.folder.write().await?;
        let numbers: Vec<&str> = sent.iter().map(|sent| sent.number.as_str()).collect();
        let mut known = Known::read(&mut tx, line, &numbers, std::iter::empty()).await?;
        for (sent, outcome) in sent.iter().zip(outcomes) {
            let Ok(Registered { corrected, .. }) = outcome else { continue };
            let corrected = corrected.as_deref();
            let here = known.registered(line.account.id, &sent.number, &sent.carrier, corrected);
            let parcel = match here.and_then(|id| known.parcel(id)) {
                Some(parcel) => parcel.clone(),
                None => {
                    let parcel = registered_parcel(line, sent, at);
                    parcel::insert(&mut tx, &parcel).await?;
                    known.add(parcel.clone());
                    parcel
                }
            };
            let entry = (sent.number.as_str(), sent.carrier.as_str(), &sent.fields);
            registration::put(&mut tx, parcel.id, line.account.id, entry, at).await?;
            if let Some(to) = corrected {
                self.take_over_carrier(&mut tx, line, &parcel, (&sent.carrier, to), at).await?;
            }
            parcel::ask_at(&mut tx, parcel.id, at).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Takes over that the provider has a parcel under another carrier than it was registered under.
    pub(super) async fn take_over_carrier(
        &self,
        db: &mut Db,
        line: &Line,
        parcel: &Parcel,
        (from, to): (&str, &str),
        at: Timestamp,
    ) -> Result<(), StoreError> {
        registration::set_carrier(db, parcel.id, line.account.id, to).await?;
        // what another account calls the carrier of its own parcel stays
        if parcel.account_id == Some(line.account.id) {
            parcel::set_route(db, parcel.id, Some(to), (None, None), at).await?;
        }
        let data = json!({"account": line.account.name, "from": from, "to": to});
        let entry = Entry { kind: "parcel.carrier_corrected", subject: &parcel.id.to_string(), data };
        journal::append(db, self.folder.station, at, entry).await
    }

    /// What a registration of an account may hold, and which of it this carrier cannot do without; with a number also
    /// what that of this parcel holds, and what else may be done to it.
    ///
    /// # Errors
    /// No such account; one without a list; [`ErrorCode::NotRegistered`].
    pub async fn registration_fields(
        &self,
        account: &str,
        carrier: &str,
        number: Option<&str>,
    ) -> Outcome<Vec<RegistrationFieldDocument>> {
        let line = self.line_of(account).await?;
        let registrations = registrations(&line)?;
        let needed = registrations.needed(carrier);
        let (held, deeds) = match number {
            Some(number) => {
                let (_, known) = self.registered(&read::number(number)?, Some(line.account.id)).await?;
                (known.fields, registrations.deeds())
            }
            None => (BTreeMap::new(), Vec::new()),
        };
        let fields = registrations.fields().into_iter().chain(deeds);
        let fields = fields.map(|field| RegistrationFieldDocument {
            name: field.name.to_owned(),
            needed: needed.contains(&field.name),
            from_order: field.source != FieldSource::Given,
            editable: field.editable,
            choices: field.choices.to_vec(),
            value: held.get(field.name).filter(|value| !value.is_empty()).cloned(),
        });
        Ok(Answer::done(fields.collect()))
    }
}

/// An order, as far as it fills registrations.
struct OrderBehind {
    order: Order,
    ordered_at: Timestamp,
    sent_at: Option<Timestamp>,
}

impl OrderBehind {
    fn value(&self, source: FieldSource) -> Option<String> {
        let recipient = &self.order.recipient;
        let text = match source {
            FieldSource::Given => String::new(),
            FieldSource::OrderNo => self.order.order_no.clone(),
            FieldSource::DestinationCountry => recipient.country.clone(),
            FieldSource::Postcode => recipient.postcode.clone(),
            FieldSource::ShipDate => {
                self.sent_at.map(|at| at.strftime("%Y-%m-%d").to_string()).unwrap_or_default()
            }
            FieldSource::OrderedAt => self.ordered_at.strftime("%Y-%m-%d %H:%M").to_string(),
            FieldSource::RecipientName => recipient.name.clone(),
            FieldSource::RecipientEmail => recipient.email.clone(),
            FieldSource::RecipientPhone => recipient.phone.clone(),
        };
        Some(text).filter(|text| !text.is_empty())
    }
}

/// Asked whose number it is, the provider names nobody or several.
fn unclear(line: &Line, number: &str, carriers: &[String]) -> Problem {
    let issue = match carriers {
        [] => FieldIssue::missing("carrier_code"),
        several => FieldIssue::wrong_kind("carrier_code", &several.join(", "), ""),
    };
    let problem = Problem::new(ErrorCode::CarrierUnclear).with_fields(vec![issue]);
    let problem = problem.with("account", &line.account.name).with("number", number);
    if carriers.is_empty() { problem } else { problem.with("carriers", carriers.join(", ")) }
}

/// A parcel of which only its registration is known.
fn registered_parcel(line: &Line, sent: &Registration, at: Timestamp) -> Parcel {
    Parcel {
        carrier: Some(sent.carrier.clone()),
        destination: sent.fields.get("destination_code").map(|code| code.to_uppercase()),
        numbers: vec![(sent.number.clone(), "tracking".to_owned())],
        ..Parcel::new(line.account.id, at)
    }
}
