//! Channels: the shipping services of accounts.

use crate::Outcome;
use crate::accounts::unsupported;
use crate::documents::{Answer, ChannelDocument, Items};
use crate::line::{About, Line};
use crate::workstation::{Workstation, problem};
use jiff::SignedDuration;
use serde_json::json;
use shipdesk_core::clock::age;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_store::account;
use shipdesk_store::channel::{self, Channel};
use shipdesk_store::journal::{self, Entry};

/// The most characters of an alias.
const LONGEST_ALIAS: usize = 60;
/// How old a list of channels may be before it is asked for again when prices are.
const FRESH: SignedDuration = SignedDuration::from_hours(24);

impl Workstation {
    /// The channels of one account or all, asked for where they never were, or on wish. An account that fails while
    /// others answer does not fail the list.
    ///
    /// # Errors
    /// No such account; what asking has, where only one is asked.
    pub async fn channel_list(
        &self,
        account: Option<&str>,
        refresh: bool,
    ) -> Outcome<Items<ChannelDocument>> {
        let accounts = match account {
            Some(name) => vec![self.account_named(name).await?],
            None => self.accounts().await?,
        };
        let (mut items, mut failures) = (Vec::new(), Vec::new());
        for account in &accounts {
            let ask = account.enabled && (refresh || account.channels_at.is_none());
            let channels = match self.line(account).await {
                Ok(line) if line.provider.channels().is_none() => continue,
                Ok(line) if ask => self.refresh_channels(&line).await,
                Err(error) if ask => Err(error),
                // also offline, or without its keys, what is known is still there
                _ => self.known_channels(account.id).await,
            };
            match channels {
                Ok(channels) => items.extend(channels.iter().map(|channel| document(&account.name, channel))),
                Err(error) => failures.push(error),
            }
        }
        match failures.into_iter().next() {
            Some(error) if items.is_empty() => Err(error),
            Some(_) => Ok(Answer { document: Items::all(items), exit: 6 }),
            None => Ok(Answer::done(Items::all(items))),
        }
    }

    /// The same as a plain list.
    ///
    /// # Errors
    /// As [`Workstation::channel_list`].
    pub async fn channel_all(&self, account: Option<&str>, refresh: bool) -> Outcome<Vec<ChannelDocument>> {
        let Answer { document, exit } = self.channel_list(account, refresh).await?;
        Ok(Answer { document: document.items, exit })
    }

    /// Keeps what the team chose for a channel: its alias, whether it is preferred or hidden. What the provider says of
    /// it stays as it is.
    ///
    /// # Errors
    /// No such account or channel; an alias that is too long.
    pub async fn channel_change(&self, chosen: ChannelDocument) -> Outcome<ChannelDocument> {
        let account = self.account_named(&chosen.account).await?;
        let alias = chosen.alias.as_deref().map(str::trim).filter(|alias| !alias.is_empty());
        let length = alias.map_or(0, |alias| alias.chars().count());
        if length > LONGEST_ALIAS {
            let issue = FieldIssue::too_long("alias", LONGEST_ALIAS, length);
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]));
        }
        let mut tx = self.folder.write().await.map_err(problem)?;
        let found = channel::find(&mut tx, account.id, &chosen.channel_id).await.map_err(problem)?;
        let found = found.ok_or_else(|| {
            Problem::new(ErrorCode::ChannelNotFound)
                .with("channel", &chosen.channel_id)
                .with("account", &account.name)
        })?;
        let (alias, favourite, hidden) = (alias.map(str::to_owned), chosen.favourite, chosen.hidden);
        let changed = Channel { alias, favourite, hidden, ..found };
        channel::set_choices(&mut tx, &changed).await.map_err(problem)?;
        let data = json!({
            "channel": changed.channel_id, "alias": changed.alias, "favourite": favourite, "hidden": hidden,
        });
        let entry = Entry { kind: "channel.changed", subject: &account.id.to_string(), data };
        journal::append(&mut tx, self.folder.station, self.clock.now(), entry).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(document(&account.name, &changed)))
    }

    /// The channels that can be priced, from the store while they are fresh.
    pub(crate) async fn current_channels(&self, line: &Line) -> Result<Vec<Channel>, Problem> {
        let known = self.known_channels(line.account.id).await?;
        // the line's own copy of the account may be old
        let asked_at = self.account_named(&line.account.name).await?.channels_at;
        let fresh = asked_at.is_some_and(|at| age(self.clock.now(), at) < FRESH);
        if fresh && !known.is_empty() {
            return Ok(known);
        }
        match self.refresh_channels(line).await {
            Err(_) if !known.is_empty() => Ok(known),
            other => other,
        }
    }

    /// A channel of an account. One that is not known here is looked for at the provider before it is refused; where
    /// the provider's list cannot be had, the provider decides.
    pub(crate) async fn require_channel(&self, line: &Line, channel_id: &str) -> Result<(), Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let known = channel::find(&mut db, line.account.id, channel_id).await.map_err(problem)?;
        drop(db);
        if known.is_some_and(|channel| !channel.gone) {
            return Ok(());
        }
        match self.refresh_channels(line).await {
            Ok(channels)
                if channels.iter().any(|channel| channel.channel_id == channel_id && !channel.gone) =>
            {
                Ok(())
            }
            Ok(_) => Err(Problem::new(ErrorCode::ChannelNotFound)
                .with("channel", channel_id)
                .with("account", &line.account.name)),
            Err(error) if matches!(error.code, ErrorCode::BadAnswer | ErrorCode::ProviderElsewhere) => Ok(()),
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn known_channels(
        &self,
        account: shipdesk_core::id::AccountId,
    ) -> Result<Vec<Channel>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        channel::of_account(&mut db, account).await.map_err(problem)
    }

    async fn refresh_channels(&self, line: &Line) -> Result<Vec<Channel>, Problem> {
        let channels = line.provider.channels().ok_or_else(|| unsupported(&line.account, "channels"))?;
        let listed = self.ask(line, About::default(), channels.list(), line.timeouts.other).await?;
        let rows: Vec<_> =
            listed.into_iter().map(|channel| (channel.id, channel.name, channel.test)).collect();
        let at = self.clock.now();
        let mut tx = self.folder.write().await.map_err(problem)?;
        channel::replace(&mut tx, line.account.id, &rows, at).await.map_err(problem)?;
        account::set_channels_at(&mut tx, line.account.id, at).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        self.known_channels(line.account.id).await
    }
}

fn document(account: &str, channel: &Channel) -> ChannelDocument {
    ChannelDocument {
        account: account.to_owned(),
        channel_id: channel.channel_id.clone(),
        name: channel.name.clone(),
        alias: channel.alias.clone(),
        test: channel.test,
        favourite: channel.favourite,
        hidden: channel.hidden,
        gone: channel.gone,
    }
}
