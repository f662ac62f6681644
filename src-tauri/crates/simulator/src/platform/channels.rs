//! The channels of both hosts: invented, but each a kind that the trade knows.

use serde_json::{Value, json};

use super::Platform;
use super::account::Host::{self, Dingcang, Dingexpress};
use super::numbers::Carrier::{self, Fedex, Post, Ups, Usps, YunExpress};

use self::Cancelling::{Denied, Granted};
use self::Form::{Pdf100x150, PdfA4, PdfTurned, Png4x6};
use self::Reply::{Inline, Links};

/// A shipping service.
#[derive(Debug, Clone, Copy)]
pub(super) struct Channel {
    pub(super) id: u32,
    name: &'static str,
    only: Option<Host>,
    pub(super) carrier: Carrier,
    /// Countries that it serves; empty for all.
    pub(super) countries: &'static [&'static str],
    /// The lightest and heaviest order, in kilograms.
    pub(super) kg: (i64, i64),
    pub(super) tariff: Tariff,
    pub(super) label: Form,
    pub(super) reply: Reply,
    /// The label appears some seconds after the order.
    pub(super) late: bool,
    pub(super) cancel: Cancelling,
    pub(super) scan_form: bool,
    pub(super) transfer: bool,
}

/// What a parcel costs, in hundredths.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tariff {
    pub(super) base: i64,
    /// For each started 100 g.
    pub(super) step: i64,
    pub(super) registration: i64,
    pub(super) handling: i64,
    pub(super) fuel_percent: i64,
    /// Cubic centimetres that count as one kilogram; 0 where size does not matter.
    pub(super) volume: i64,
}

/// What its labels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Pdf100x150,
    Pdf4x6,
    PdfA4,
    /// 6 × 4 inches, stored upright with `/Rotate 90`.
    PdfTurned,
    Png4x6,
}

/// How a single create is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reply {
    /// `{"code":200}` alone.
    Code,
    /// The "3.1" form with links.
    Links,
    /// The "3.1" form with the label itself in base64.
    Inline,
}

/// What becomes of a wish to cancel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cancelling {
    AtOnce,
    /// Asked for, granted later.
    Granted,
    /// Asked for, denied later.
    Denied,
}

const US: &[&str] = &["US"];
const WORLD: &[&str] = &["US", "CA", "GB", "DE", "FR", "IT", "ES", "NL", "PL", "AU", "JP", "BR", "MX"];
const EUROPE: &[&str] = &["GB", "DE", "FR", "IT", "ES", "NL", "PL", "BE", "AT", "SE"];

const fn tariff(base: i64, step: i64, extras: (i64, i64), fuel_percent: i64, volume: i64) -> Tariff {
    Tariff { base, step, registration: extras.0, handling: extras.1, fuel_percent, volume }
}

/// A channel without peculiarities.
const fn plain(
    id: u32,
    name: &'static str,
    carrier: Carrier,
    countries: &'static [&'static str],
    tariff: Tariff,
) -> Channel {
    Channel {
        id,
        name,
        only: None,
        carrier,
        countries,
        kg: (0, 30),
        tariff,
        label: Form::Pdf4x6,
        reply: Reply::Code,
        late: false,
        cancel: Cancelling::AtOnce,
        scan_form: false,
        transfer: false,
    }
}

impl Channel {
    const fn only(self, host: Host) -> Self {
        Self { only: Some(host), ..self }
    }

    const fn kg(self, lightest: i64, heaviest: i64) -> Self {
        Self { kg: (lightest, heaviest), ..self }
    }

    const fn label(self, label: Form) -> Self {
        Self { label, ..self }
    }

    const fn reply(self, reply: Reply) -> Self {
        Self { reply, ..self }
    }

    const fn late(self) -> Self {
        Self { late: true, ..self }
    }

    const fn cancel(self, cancel: Cancelling) -> Self {
        Self { cancel, ..self }
    }

    const fn scan_form(self) -> Self {
        Self { scan_form: true, ..self }
    }

    const fn transfer(self) -> Self {
        Self { transfer: true, ..self }
    }

    pub(super) fn name(&self) -> String {
        match self.id.checked_sub(SYNTHETIC) {
            None => self.name.to_owned(),
            Some(place) => format!("{}-{place:04}", self.name),
        }
    }
}

const INVENTED: [Channel; 20] = [
    plain(386, "FEDEX_GROUND", Fedex, US, tariff(4_120, 95, (0, 0), 12, 5_000)).kg(0, 68),
    plain(388, "FEDEX_2DAY", Fedex, US, tariff(9_860, 210, (0, 0), 14, 5_000))
        .label(PdfTurned)
        .cancel(Granted),
    plain(401, "USPS Ground Advantage", Usps, US, tariff(2_630, 120, (0, 0), 0, 0)).cancel(Granted),
    plain(405, "测试渠道", Ups, &[], tariff(1, 0, (0, 0), 0, 0)),
    plain(411, "UPS_GROUND", Ups, US, tariff(3_480, 98, (0, 0), 14, 5_000)).label(Png4x6).cancel(Granted),
    plain(413, "UPS美西特惠", Ups, US, tariff(3_115, 102, (0, 150), 13, 5_000)).label(Png4x6).reply(Links),
    plain(422, "USPS Priority Mail", Usps, US, tariff(4_455, 180, (0, 0), 0, 0)).scan_form().cancel(Granted),
    plain(424, "USPS经济小包", Usps, US, tariff(2_240, 135, (0, 0), 0, 0)).scan_form().late(),
    plain(430, "云途全球专线挂号(标快)", YunExpress, WORLD, tariff(1_900, 560, (1_800, 0), 0, 8_000))
        .label(Pdf100x150)
        .transfer(),
    plain(431, "云途全球专线平邮", YunExpress, WORLD, tariff(800, 720, (0, 0), 0, 8_000))
        .label(Pdf100x150)
        .transfer()
        .kg(0, 2),
    plain(440, "中国邮政挂号小包", Post("RX"), &[], tariff(500, 905, (800, 0), 0, 0))
        .label(PdfA4)
        .transfer()
        .kg(0, 2)
        .cancel(Denied),
    plain(441, "国际E邮宝", Post("LX"), WORLD, tariff(1_500, 640, (0, 250), 0, 0))
        .label(Pdf100x150)
        .reply(Inline)
        .kg(0, 2),
    plain(452, "燕文专线追踪小包", Post("UM"), EUROPE, tariff(1_420, 595, (1_650, 0), 0, 8_000))
        .label(Pdf100x150)
        .kg(0, 20),
    plain(458, "欧洲快线", YunExpress, EUROPE, tariff(2_900, 420, (0, 500), 9, 6_000))
        .label(Pdf100x150)
        .kg(0, 20)
        .cancel(Granted),
    plain(466, "FedEx International Priority", Fedex, WORLD, tariff(12_600, 880, (0, 0), 18, 5_000))
        .label(PdfTurned)
        .kg(0, 68),
    plain(470, "美国海运卡派", Ups, US, tariff(6_000, 55, (0, 1_200), 0, 6_000))
        .label(PdfA4)
        .kg(12, 500)
        .cancel(Denied),
    plain(475, "加拿大专线", YunExpress, &["CA"], tariff(2_300, 510, (1_200, 0), 0, 8_000)).only(Dingcang),
    plain(488, "AU Direct Line", YunExpress, &["AU", "NZ"], tariff(2_050, 530, (1_000, 0), 0, 8_000))
        .only(Dingcang)
        .late(),
    plain(492, "日本专线", YunExpress, &["JP"], tariff(1_650, 390, (0, 300), 0, 6_000)).only(Dingexpress),
    plain(495, "DingExpress US Saver", Usps, US, tariff(2_380, 118, (0, 100), 0, 0))
        .only(Dingexpress)
        .scan_form()
        .reply(Links),
];

/// Ids from here on belong to synthetic channels.
const SYNTHETIC: u32 = 9_000;

/// The channels of a host, with `extra` synthetic ones behind them.
pub(super) fn of(host: Host, extra: usize) -> impl Iterator<Item = Channel> {
    let here = move |channel: &Channel| channel.only.is_none_or(|only| only == host);
    INVENTED.into_iter().filter(here).chain((1_u32..).take(extra).map(synthetic))
}

fn synthetic(place: u32) -> Channel {
    let tariff = tariff(2_000 + i64::from(place * 7 % 900), 100 + i64::from(place % 50), (0, 0), 5, 0);
    plain(SYNTHETIC + place, "LOAD", YunExpress, &[], tariff)
}

impl Platform {
    /// `channel.php`: a bare array, ids as texts.
    pub(super) fn channel_list(&self, host: Host) -> Value {
        let entry =
            |channel: Channel| json!({ "channelid": channel.id.to_string(), "channelname": channel.name() });
        self.channels(host).map(entry).collect()
    }
}
