//! Nothing of a secret is kept or told, in whatever form the provider sends it back.

use crate::calls::{DONE, EFFECTS, LONG, SECRET, call, client, request, with};
use crate::server::{Server, answer};
use futures::future::join_all;
use shipdesk_core::secret::Secret;
use shipdesk_providers::spi::client::{Client, Reply};
use shipdesk_providers::spi::error::ProviderError;
use shipdesk_providers::spi::http::Effect;

/// A secret with all that JSON and URLs escape.
const AWKWARD: &str = r#"k/9"jump+q w\x"#;
/// Its middle, which nothing escapes, and its two ends.
const PARTS: [&str; 3] = ["jump", "k/9", r"w\x"];
/// The forms in which it may come back.
const FORMS: [&str; 10] = [
    r#"k/9"jump+q w\x"#,
    r#"k/9\"jump+q w\\x"#,
    r#"k\/9\"jump+q w\\x"#,
    "k%2F9%22jump%2Bq+w%5Cx",
    "k%2F9%22jump%2Bq%20w%5Cx",
    "k%2f9%22jump%2bq%20w%5cx",
    "k%2F9%5C%22jump%2Bq+w%5C%5Cx",
    "k%5C%2F9%5C%22jump%2Bq%20w%5C%5Cx",
    r#"k\\\/9\\\"jump+q w\\\\x"#,
    r"k\u002f9\u0022jump+q w\\x",
];

/// All that is kept or told of a reply, in every way in which it can be shown.
fn shown(reply: &Reply<Vec<u8>>) -> String {
    let told = |error: &ProviderError| {
        format!("{error} {error:?} {}", serde_json::to_string(&error.problem("someone")).unwrap())
    };
    let kept = reply.exchanges.iter().flat_map(|exchange| {
        let error = exchange.error.as_ref().map(told).unwrap_or_default();
        [
            exchange.address.clone(),
            exchange.request.clone(),
            exchange.answer.clone().unwrap_or_default(),
            error,
        ]
    });
    let error = reply.outcome.as_ref().err().map(told).unwrap_or_default();
    [format!("{reply:?}"), error].into_iter().chain(kept).collect::<Vec<_>>().join("\n")
}

fn nothing_of_it(text: &str) {
    for part in PARTS {
        assert!(!text.contains(part), "{part} in {text}");
    }
}

#[tokio::test]
async fn an_echo_in_any_form_is_masked() {
    let echo = FORMS.join(" | ");
    let words = serde_json::Value::from(format!("unknown key {}", FORMS.join(" ")));
    let answers = [
        answer("200 OK", "", format!(r#"{{"ok":"{echo}"}}"#)),
        answer("200 OK", "", format!(r#"{{"no":{words}}}"#)),
        answer("200 OK", "", format!("<html>{echo}</html>")),
        answer("302 Found", &format!("Location: /?{}\r\n", FORMS[3]), format!("<html>{echo}</html>")),
        answer("429 Busy", "Retry-After: 60\r\n", &echo),
        answer("500 Trouble", "", format!("<html>{echo}</html>")),
    ];
    let all = answers.iter().flat_map(|bytes| EFFECTS.map(|effect| masks(effect, bytes)));
    join_all(all).await;
}

async fn masks(effect: Effect, bytes: &[u8]) {
    let server = Server::says(bytes.to_vec()).await;
    let client = Client::open(&server.url(""), vec![Secret::new(AWKWARD)], LONG).unwrap();
    let path = format!("orders.php?a={}&b={}&c={}", FORMS[3], FORMS[4], FORMS[5]);
    let reply = client.send(with(effect, request(&path, AWKWARD)), LONG).await;
    assert!(server.heard()[0].text.contains(FORMS[1]), "the provider gets the secret itself");
    assert_eq!(reply.exchanges.len(), server.heard().len());
    for exchange in &reply.exchanges {
        assert_eq!(exchange.address, format!("POST {}", server.url("orders.php?a=***&b=***&c=***")));
        assert_eq!(exchange.request, r#"{"AppSecret":"***","OrderID":"A1001"}"#);
        let kept = exchange.answer.as_deref().unwrap();
        assert_eq!(kept.matches("***").count(), FORMS.len(), "{kept}");
    }
    nothing_of_it(&shown(&reply));
    nothing_of_it(&format!("{client:?}"));
}

#[tokio::test]
async fn no_beginning_of_a_secret_is_left_where_words_are_cut() {
    // words are cut at 300 and at 500 characters
    for length in [280, 290, 295, 480, 490, 495] {
        let words = format!("{}{SECRET}{}", "x".repeat(length), "y".repeat(300));
        for body in [format!(r#"{{"no":"{words}"}}"#), words] {
            let server = Server::says(answer("200 OK", "", body)).await;
            let reply = client(&server.url("")).send(call(Effect::Write), LONG).await;
            let text = shown(&reply);
            assert!(text.contains("***") && !text.contains(&SECRET[..4]), "{length}: {text}");
        }
    }
}

#[tokio::test]
async fn a_secret_within_another_leaves_nothing_of_the_longer_one() {
    let server = Server::says(answer("200 OK", "", DONE)).await;
    for secrets in [[&SECRET[..8], SECRET], [SECRET, &SECRET[..8]]] {
        let secrets = secrets.map(Secret::new).to_vec();
        let reply =
            Client::open(&server.url(""), secrets, LONG).unwrap().send(call(Effect::Read), LONG).await;
        assert_eq!(reply.exchanges[0].request, r#"{"AppSecret":"***","OrderID":"A1001"}"#);
    }
}

#[tokio::test]
async fn a_prepared_call_shows_neither_body_nor_headers() {
    for effect in EFFECTS {
        assert!(!format!("{:?}", call(effect)).contains(SECRET));
    }
}
