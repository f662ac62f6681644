//! `channel …`: the shipping services of the accounts.

use crate::output::{Output, Text};
use crate::reader::Reader;
use crate::table::{Column, Table};
use clap::Subcommand;
use shipdesk_app::Workstation;
use shipdesk_app::documents::{ChannelDocument, Items};
use shipdesk_core::error::Problem;

#[derive(Debug, Subcommand)]
pub(crate) enum ChannelCommand {
    /// List the channels of one account or of all
    ///
    /// They are asked for once and then known; --refresh asks again.
    #[command(after_help = "Example:\n  shipdesk-cli channel list --account north --refresh")]
    List {
        /// Only those of this account
        #[arg(long, value_name = "N")]
        account: Option<String>,
        /// Ask the provider again
        #[arg(long)]
        refresh: bool,
    },
}

/// Carries a channel command out.
pub(crate) async fn run(command: ChannelCommand, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let ChannelCommand::List { account, refresh } = command;
    Ok(out.answer(&desk.channel_list(account.as_deref(), refresh).await?))
}

impl Text for Items<ChannelDocument> {
    fn text(&self, reader: &Reader) -> String {
        if self.items.is_empty() {
            return reader.say("no_channels", &[]);
        }
        let mut table = Table::new([
            (reader.say("head_account", &[]), Column::Name),
            (reader.say("head_channel", &[]), Column::Left),
            (reader.say("head_name", &[]), Column::Name),
            (reader.say("head_alias", &[]), Column::Name),
            (reader.say("head_marks", &[]), Column::Left),
        ]);
        for channel in &self.items {
            let marks = [
                (channel.test, "mark_test"),
                (channel.favourite, "mark_favourite"),
                (channel.hidden, "mark_hidden"),
                (channel.gone, "mark_gone"),
            ];
            let marks: Vec<String> =
                marks.into_iter().filter(|(set, _)| *set).map(|(_, key)| reader.say(key, &[])).collect();
            table.row([
                channel.account.clone(),
                channel.channel_id.clone(),
                channel.name.clone(),
                channel.alias.clone().unwrap_or_default(),
                marks.join(", "),
            ]);
        }
        table.text()
    }
}
