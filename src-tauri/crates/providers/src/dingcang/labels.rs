//! Reads labels, transfer labels and scan forms: links, numbers, fees.

use super::envelope::{self, Item};
use super::fees::charged;
use super::phrases::Call;
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::provider::{BoxLabel, LabelSource, OrderLabels, PerOrder};
use serde_json::Value;
use shipdesk_core::money::Currency;
use url::Url;

/// Reads `fetchlabel.php`.
pub(super) fn one(
    answer: &HttpAnswer,
    order_no: &str,
    currency: Currency,
) -> Result<OrderLabels, ProviderError> {
    let item = envelope::single(answer, order_no)?.done(Call::Lookup, order_no)?;
    Ok(order_labels(&item, currency))
}

/// Reads `multifetchlabels.php`.
pub(super) fn many(
    answer: &HttpAnswer,
    order_nos: &[String],
    currency: Currency,
) -> Result<PerOrder<OrderLabels>, ProviderError> {
    envelope::each(answer, Call::Lookup, order_nos, |item| order_labels(item, currency))
}

/// Reads `transferlabel.php`: `msg` is the link.
pub(super) fn transfer(answer: &HttpAnswer, order_no: &str) -> Result<LabelSource, ProviderError> {
    let item = envelope::single(answer, order_no)?.done(Call::Lookup, order_no)?;
    let nothing_yet = || ProviderError::new(ErrorKind::NotReady, "no transfer label yet");
    let message = item.own("msg").ok_or_else(nothing_yet)?;
    let words = json::text(message).ok_or_else(nothing_yet)?;
    link(message).ok_or_else(|| ProviderError::said(ErrorKind::NotReady, "200", &words))
}

/// Reads `scanform.php`.
pub(super) fn scan_form(answer: &HttpAnswer) -> Result<LabelSource, ProviderError> {
    let item = envelope::whole(answer)?.done(Call::Other, "")?;
    item.get("sfurl").and_then(link).ok_or_else(|| ProviderError::bad_answer("`sfurl` is no link"))
}

fn order_labels(item: &Item, currency: Currency) -> OrderLabels {
    OrderLabels {
        tracking_no: item.text("trackingno"),
        label: item.get("label_url").and_then(link),
        charges: charged(item, currency),
        boxes: item
            .get("trackingnolist")
            .map(json::list)
            .unwrap_or_default()
            .into_iter()
            .filter(|value| value.is_object())
            .map(carton)
            .collect(),
    }
}

fn carton(value: &Value) -> BoxLabel {
    let label = ["pdf", "label_png"].into_iter().find_map(|name| json::get(value, name).and_then(link));
    BoxLabel {
        box_no: json::text_of(value, "boxno").unwrap_or_default(),
        tracking_no: json::text_of(value, "trackingno"),
        label,
    }
}

/// A link. The document's own samples (`http://..xxx.pdf`) are none: nothing is there yet. A path without a host is one,
/// for a file is there: whoever follows it is told why nobody can.
pub(super) fn link(value: &Value) -> Option<LabelSource> {
    let text = json::text(value)?;
    if is_path(&text) {
        return Some(LabelSource::Link(text));
    }
    let url = Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    let is_name = host.trim_end_matches('.').split('.').all(|part| !part.is_empty());
    is_name.then_some(LabelSource::Link(text))
}

/// `/labels/A1.pdf`, `//cdn/A1.pdf`, `label.php?id=1`: a path that names a file, and nothing before it.
fn is_path(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit('/').next().and_then(|file| file.rsplit_once('.')).map(|(_, ending)| ending);
    let is_ending = |ending: &str| {
        (2..=4).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    !path.contains([':', ' ']) && ending.is_some_and(is_ending)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_is_a_label_that_nobody_can_get() {
        for text in ["/labels/A1.pdf", "//cdn.example/A1.PDF", "a.png", "label.php?id=1:2", "../a.pdf"] {
            assert_eq!(link(&json!(text)), Some(LabelSource::Link(text.to_owned())), "{text}");
        }
        for text in ["N/A", "处理中...", "1.0", "label 1.pdf is late", "2026.01.02"] {
            assert_eq!(link(&json!(text)), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_followed_is_no_link() {
        for text in [
            "",
            " ",
            "http://..xxx.pdf",
            "xxx",
            "转运标签url",
            "http://",
            "ftp://a.example/a.pdf",
            "javascript:1",
        ] {
            assert_eq!(link(&json!(text)), None, "{text}");
        }
        for text in
            ["http://440.pdf", "https://a.example/b c.pdf?d=1", "http://127.0.0.1:9/a", "http://[::1]/a"]
        {
            assert_eq!(
                link(&json!(format!(" {text}\n"))),
                Some(LabelSource::Link(text.to_owned())),
                "{text}"
            );
        }
    }
}
