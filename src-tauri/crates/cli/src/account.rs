//! `account …`: our credentials at the providers.

use crate::output::{Output, Text};
use crate::reader::{Reader, paragraph};
use crate::secrets_input::gather;
use crate::session::Session;
use crate::table::{Column, Table};
use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use serde::Serialize;
use serde_json::Value;
use shipdesk_app::documents::{AccountDocument, AccountInfoDocument, Answer, Items, TestDocument};
use shipdesk_app::{AccountRequest, Workstation};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_providers::registry;
use shipdesk_providers::spi::descriptor::{Descriptor, FieldKind};
use std::collections::BTreeMap;
use std::fmt::Write as _;

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    Add(AddArgs),
    /// List the accounts, what each can do, and what to know about it
    #[command(after_help = "Example:\n  shipdesk-cli account list")]
    List,
    /// Make one harmless authenticated call
    ///
    /// The verdict is good, bad (exit 3), unclear (an answer that the provider's document does not explain, quoted) or
    /// unreachable (exit 4).
    #[command(after_help = "Example:\n  shipdesk-cli account test north")]
    Test {
        /// The account's name
        name: String,
    },
    /// Ask for an account's balance or quota
    #[command(after_help = "Example:\n  shipdesk-cli account info north")]
    Info {
        /// The account's name
        name: String,
    },
    /// Remove an account and its secrets; its orders and history stay
    #[command(after_help = "Example:\n  shipdesk-cli account remove north")]
    Remove {
        /// The account's name
        name: String,
    },
}

/// Add an account
///
/// Its secrets go to the key store of the operating system. They are asked for without echo, or read as FIELD=VALUE
/// lines from standard input with --secret-stdin. Where `SHIPDESK_SECRETS` names a file, they are in there and nothing is
/// asked.
#[derive(Debug, clap::Args)]
#[command(after_help = after_add())]
pub(crate) struct AddArgs {
    /// The provider
    #[arg(long, value_name = "P", value_parser = PossibleValuesParser::new(provider_ids()))]
    provider: String,
    /// A name for the account, by which commands and secrets refer to it
    #[arg(long, value_name = "N")]
    name: String,
    /// Replaces scheme, host and leading path of every call
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Agree that keys and addresses are sent over plain http; loopback needs no consent
    #[arg(long)]
    allow_http: bool,
    /// A field of the account that is no secret; may be given several times
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Read the secrets as FIELD=VALUE lines from standard input
    #[arg(long)]
    secret_stdin: bool,
}

fn provider_ids() -> Vec<&'static str> {
    registry().iter().map(|registration| registration.descriptor.id).collect()
}

/// The fields of every provider, and an example of the first.
fn after_add() -> String {
    let mut text = "Fields of each provider (secrets marked *, needed ones without brackets):\n".to_owned();
    for registration in registry() {
        let fields: Vec<String> = registration.descriptor.fields.iter().map(shown_field).collect();
        let _ = writeln!(text, "  {:<13} {}", registration.descriptor.id, fields.join(" "));
    }
    text.push_str("Every account also has timeout_price, timeout_create, timeout_label, timeout_other (seconds), parallel.\n");
    if let Some(registration) = registry().first() {
        text.push_str(&example(registration.descriptor));
    }
    text
}

fn shown_field(field: &shipdesk_providers::spi::descriptor::AccountField) -> String {
    match field.kind {
        FieldKind::Secret => format!("{}*", field.name),
        _ if field.required && field.default.is_none() => field.name.to_owned(),
        _ => format!("[{}]", field.name),
    }
}

fn example(descriptor: &Descriptor) -> String {
    let shown = descriptor.fields.iter().filter(|field| field.required && field.kind != FieldKind::Secret);
    let words = format!("\nExample:\n  shipdesk-cli account add --provider {} --name north", descriptor.id);
    shown.fold(words, |words, field| words + " --set " + field.name + "=…")
}

/// Carries an account command out.
pub(crate) async fn run(
    command: AccountCommand,
    desk: &Workstation,
    session: &Session,
) -> Result<u8, Problem> {
    let out = session.out;
    Ok(match command {
        AccountCommand::Add(args) => {
            out.answer(&shown(desk.account_add(request(args, desk, session)?).await?))
        }
        AccountCommand::List => out.answer(&shown(desk.account_list().await?)),
        AccountCommand::Test { name } => out.answer(&desk.account_test(&name).await?),
        AccountCommand::Info { name } => out.answer(&desk.account_info(&name).await?),
        AccountCommand::Remove { name } => out.answer(&shown(desk.account_remove(&name).await?)),
    })
}

/// Accounts as scripts know them: `secrets` are names alone.
struct Shown<T>(T);

fn shown<T>(Answer { document, exit }: Answer<T>) -> Answer<Shown<T>> {
    Answer { document: Shown(document), exit }
}

impl<T: Serialize> Serialize for Shown<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut value = serde_json::to_value(&self.0).map_err(serde::ser::Error::custom)?;
        match value.get_mut("items").and_then(Value::as_array_mut) {
            Some(accounts) => accounts.iter_mut().for_each(name_secrets),
            None => name_secrets(&mut value),
        }
        value.serialize(serializer)
    }
}

impl<T: Text> Text for Shown<T> {
    fn text(&self, reader: &Reader) -> String {
        self.0.text(reader)
    }
}

fn name_secrets(account: &mut Value) {
    for secret in account.get_mut("secrets").and_then(Value::as_array_mut).into_iter().flatten() {
        *secret = secret.get_mut("name").map(Value::take).unwrap_or_default();
    }
}

fn request(args: AddArgs, desk: &Workstation, session: &Session) -> Result<AccountRequest, Problem> {
    let names: Vec<&str> = desk.provider(&args.provider)?.descriptor.secrets().collect();
    let fields = fields(&args.set, &names, session.out)?;
    let secrets = gather(&names, args.secret_stdin, session.has_given_secrets()?, session.out)?;
    let AddArgs { provider, name, base_url, allow_http, .. } = args;
    Ok(AccountRequest { provider, name, base_url, allow_http, fields, secrets })
}

/// Reads `FIELD=VALUE` words. A secret among them is refused and not repeated; a word that is neither may be a part of
/// one, so that it is not repeated either.
pub(crate) fn fields(
    words: &[String],
    secrets: &[&str],
    out: Output,
) -> Result<BTreeMap<String, String>, Problem> {
    let mut fields = BTreeMap::new();
    for word in words {
        let (field, value) = word.split_once('=').ok_or_else(|| out.misuse("set_form", &[]))?;
        let field = field.trim();
        if secrets.contains(&field) {
            return Err(out.misuse("set_secret", &[("field", field)]));
        }
        if fields.insert(field.to_owned(), value.to_owned()).is_some() {
            let issue = FieldIssue::repeated(field, value);
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]));
        }
    }
    Ok(fields)
}

/// A message about the words of a command, without the secrets that somebody put among them.
pub(crate) fn without_secrets(message: &str, words: &[String]) -> String {
    let names: Vec<&str> =
        registry().iter().flat_map(|registration| registration.descriptor.secrets()).collect();
    let secret = |word: &String| {
        let named = |name: &&str| word.split_once(&format!("{name}=")).map(|(_, value)| value.to_owned());
        names.iter().find_map(named).filter(|value| !value.is_empty())
    };
    words.iter().filter_map(secret).fold(message.to_owned(), |text, value| text.replace(&value, "***"))
}

impl Text for AccountDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut card = Table::card();
        card.fact(reader.say("fact_provider", &[]), reader.words.provider(&self.provider));
        card.fact(reader.say("fact_base_url", &[]), &*self.base_url);
        for (field, value) in &self.fields {
            card.fact(field.clone(), &**value);
        }
        let secrets: Vec<&str> = self.secrets.iter().map(|secret| secret.name.as_str()).collect();
        card.fact(reader.say("fact_secrets", &[]), secrets.join(", "));
        card.fact(reader.say("fact_can", &[]), capabilities(&self.capabilities, reader));
        if let Some(until) = &self.silent_until {
            card.fact(reader.say("fact_silent_until", &[]), reader.time(until));
        }
        for remark in &self.remarks {
            card.fact(reader.say("fact_remark", &[]), &**remark);
        }
        format!("{}\n{}", self.name, card.text())
    }
}

fn capabilities(ids: &[&str], reader: &Reader) -> String {
    ids.iter().map(|id| reader.say(&format!("capability.{id}"), &[])).collect::<Vec<_>>().join(", ")
}

impl Text for Items<AccountDocument> {
    fn text(&self, reader: &Reader) -> String {
        if self.items.is_empty() {
            return reader.say("no_accounts", &[]);
        }
        let head = |key| (reader.say(key, &[]), Column::Left);
        let mut table = Table::new([
            (reader.say("head_account", &[]), Column::Name),
            head("head_provider"),
            (reader.say("head_url", &[]), Column::Left),
            head("head_can"),
        ]);
        let mut remarks = Vec::new();
        for account in &self.items {
            let provider = reader.words.provider(&account.provider).to_owned();
            table.row([
                account.name.clone(),
                provider,
                account.base_url.clone(),
                capabilities(&account.capabilities, reader),
            ]);
            remarks.extend(account.remarks.iter().map(|remark| format!("{}: {remark}", account.name)));
        }
        [vec![table.text()], remarks].concat().join("\n")
    }
}

impl Text for TestDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut text = format!("{}: {}", self.account, reader.words.verdict(self.verdict));
        match (&self.error, &self.quoted) {
            (Some(error), _) => text.extend(["\n", &paragraph(error)]),
            (None, Some(words)) => text.extend(["\n", &reader.say("quoted", &[("words", words)])]),
            (None, None) => {}
        }
        text
    }
}

impl Text for AccountInfoDocument {
    fn text(&self, reader: &Reader) -> String {
        let mut card = Table::card();
        card.fact(reader.say("fact_provider", &[]), reader.words.provider(&self.provider));
        card.fact(reader.say("fact_uid", &[]), self.uid.clone().unwrap_or_default());
        let balance = self
            .balance
            .as_ref()
            .map(|balance| [balance, self.currency.as_deref().unwrap_or_default()].join(" "));
        card.fact(reader.say("fact_balance", &[]), balance.unwrap_or_default());
        let quota = self.quota.map(|quota| match quota.of {
            Some(of) => format!("{} / {of}", quota.left),
            None => quota.left.to_string(),
        });
        card.fact(reader.say("fact_quota", &[]), quota.unwrap_or_default());
        card.fact(reader.say("fact_asked", &[]), reader.time(&self.asked_at));
        format!("{}\n{}", self.account, card.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shipdesk_app::words::Language;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn read(given: &[&str]) -> Result<BTreeMap<String, String>, Problem> {
        fields(&words(given), &["app_secret"], Output::new(false, Language::En))
    }

    #[test]
    fn fields_are_read_with_whatever_their_values_hold() {
        let expected = [("app_key", "k"), ("empty", ""), ("note", "a=b")];
        let expected = expected.map(|(field, value)| (field.to_owned(), value.to_owned()));
        assert_eq!(read(&["app_key=k", "note=a=b", "empty="]), Ok(expected.into()));
    }

    #[test]
    fn a_secret_among_them_is_refused_and_not_repeated() {
        for given in ["app_secret=s3cr3t", " app_secret =s3cr3t", "s3cr3t"] {
            let refused = read(&["app_key=k", given]).unwrap_err();
            assert_eq!(refused.code, ErrorCode::InputUsage);
            assert!(!format!("{refused:?}").contains("s3cr3t"), "{refused:?}");
        }
        assert_eq!(read(&["a=1", "a=2"]).unwrap_err().fields, [FieldIssue::repeated("a", "2")]);
    }

    #[test]
    fn a_message_about_words_keeps_secrets_to_itself() {
        let name =
            registry().iter().find_map(|registration| registration.descriptor.secrets().next()).unwrap();
        let word = format!("{name}=s3cr3t");
        let told = without_secrets(
            &format!("unexpected argument '{word}' found"),
            &words(&["account", "add", &word]),
        );
        assert_eq!(told, format!("unexpected argument '{name}=***' found"));
        assert_eq!(without_secrets("nothing", &words(&["order", "show"])), "nothing");
    }

    #[test]
    fn the_help_names_every_provider_and_every_field() {
        let help = after_add();
        for registration in registry() {
            assert!(help.contains(registration.descriptor.id));
            for field in registration.descriptor.fields {
                assert!(help.contains(field.name), "{} {}", registration.descriptor.id, field.name);
            }
        }
    }
}
