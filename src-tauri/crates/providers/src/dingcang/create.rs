//! Reads what creating orders gave. A success has two forms: a bare code, and since "3.1" one that brings the number and
//! the label with it.

use super::envelope::{self, Item};
use super::labels::link;
use super::phrases::Call;
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::provider::{Created, LabelSource, PerOrder};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Reads `interface.api.php`.
pub(super) fn one(answer: &HttpAnswer, order_no: &str) -> Result<Created, ProviderError> {
    let item = envelope::single(answer, order_no)?.done(Call::Create, order_no)?;
    Ok(created(&item))
}

/// Reads `multicreateorder.php`. A verdict that cannot be read is left out: that order's outcome is unknown.
pub(super) fn many(answer: &HttpAnswer, order_nos: &[String]) -> Result<PerOrder<Created>, ProviderError> {
    let mut verdicts = envelope::each(answer, Call::Create, order_nos, created)?;
    verdicts.retain(|(_, verdict)| !matches!(verdict, Err(error) if error.kind == ErrorKind::BadAnswer));
    Ok(verdicts)
}

fn created(item: &Item) -> Created {
    let source = item.get("source").map(json::list).and_then(|sources| sources.first().copied());
    let text = |name| source.and_then(|source| json::text_of(source, name));
    let inline = text("base64").and_then(|text| decode(&text)).map(LabelSource::Inline);
    let links =
        ["pdf_url", "png_url"].map(|name| source.and_then(|source| json::get(source, name)).and_then(link));
    Created {
        provider_ref: item.text("nborderid"),
        // 运单号: the carrier's number too, where 跟踪号 is not filled in
        tracking_no: text("tracking").or_else(|| text("waybill")),
        labels: [inline].into_iter().chain(links).flatten().collect(),
    }
}

/// The bytes of a label in base64: any alphabet, padded or not, in lines, behind `data:…;base64,`. What the answer says
/// of their kind (`base64_type`) is not believed: the bytes themselves tell.
fn decode(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let text = text.trim_start();
    let text = if text.starts_with("data:") { text.split_once(',')?.1 } else { text };
    let standard = |c: char| match c {
        '-' => '+',
        '_' => '/',
        c => c,
    };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(standard).collect();
    GeneralPurpose::new(&STANDARD, config).decode(text).ok().filter(|bytes| !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn base64_is_read_in_every_form() {
        for text in [
            "JVBERi0+Pz8/",
            "data:application/pdf;base64,JVBERi0+Pz8/",
            "JVBE\r\nRi0+\n Pz8/",
            "JVBERi0-Pz8_",
        ] {
            assert_eq!(decode(text).as_deref(), Some(b"%PDF->???".as_slice()), "{text}");
        }
        assert_eq!(decode("JVBERg").as_deref(), decode("JVBERg==").as_deref());
        for text in ["", "base64代码", "data:,", "J", "%PDF-1.4"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    #[test]
    fn an_empty_source_gives_nothing() {
        for source in
            [json!(null), json!(""), json!([]), json!({"tracking": "", "pdf_url": null, "base64": " "})]
        {
            let body = json!({"result": [{"code": 200, "source": source}]}).to_string().into_bytes();
            assert_eq!(one(&HttpAnswer::new(200, body), "A1").unwrap(), Created::default());
        }
    }
}
