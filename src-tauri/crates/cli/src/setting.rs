//! `setting …`: settings of the station.

use crate::output::{Output, Text};
use crate::reader::Reader;
use crate::table::{Column, Table};
use clap::Subcommand;
use shipdesk_app::documents::Items;
use shipdesk_app::{SettingDocument, Workstation};
use shipdesk_core::error::Problem;

#[derive(Debug, Subcommand)]
pub(crate) enum SettingCommand {
    /// Show one setting, or all that were ever set
    #[command(after_help = KEYS)]
    Get {
        /// Its name
        key: Option<String>,
    },
    /// Set a setting
    #[command(after_help = KEYS)]
    Set {
        /// Its name
        key: String,
        /// What to set it to
        value: String,
    },
}

const KEYS: &str = "\
Settings:
  base_currency  the currency that decides what is cheapest
  rate.USD       units of the base currency for one USD, kept with the day it was set
  station        the name of this workplace
  language       en, zh-CN or zh-TW
  order_prefix   what new order numbers begin with
  printer.KIND   the printer for label, transfer or scan_form
  layout.KIND    as-is, 100x150, 4x6, a4 or a4-4up
  copies.KIND    how often it is printed
  theme          system, light or dark; contrast: normal or high; density: compact, normal or roomy

Example:
  shipdesk-cli setting set rate.USD 7.12";

/// Carries a setting command out.
pub(crate) async fn run(command: SettingCommand, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    Ok(match command {
        SettingCommand::Get { key } => out.answer(&desk.setting_get(key.as_deref()).await?),
        SettingCommand::Set { key, value } => out.answer(&desk.setting_set(&key, &value).await?),
    })
}

impl Text for Items<SettingDocument> {
    fn text(&self, reader: &Reader) -> String {
        if self.items.is_empty() {
            return reader.say("no_settings", &[]);
        }
        let mut table = Table::new([(); 3].map(|()| (String::new(), Column::Left)));
        for setting in &self.items {
            table.row(cells(setting, reader));
        }
        table.text()
    }
}

impl Text for SettingDocument {
    fn text(&self, reader: &Reader) -> String {
        cells(self, reader).join("  ").trim_end().to_owned()
    }
}

fn cells(setting: &SettingDocument, reader: &Reader) -> [String; 3] {
    let value = setting.value.clone().unwrap_or_else(|| "–".to_owned());
    [setting.key.clone(), value, setting.set_at.as_deref().map(|at| reader.time(at)).unwrap_or_default()]
}
