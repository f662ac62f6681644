//! A running practice server and somebody who calls it.

use std::path::Path;

use serde_json::{Value, json};
use shipdesk_simulator::{Config, Running, start};

pub(crate) struct Practice {
    pub(crate) running: Running,
    pub(crate) http: reqwest::Client,
}

/// The bytes of a fixture.
pub(crate) fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// The document's example of a create request, with this number and channel.
pub(crate) fn request(number: &str, channel: u32) -> Value {
    let mut request: Value = serde_json::from_str(&fixture("create.request.json")).unwrap();
    request["Channel_id"] = channel.to_string().into();
    request["orders"][0]["OrderID"] = number.into();
    request
}

/// The same with two boxes, the first of them in two rows.
pub(crate) fn two_boxes(number: &str, channel: u32) -> Value {
    let mut request = request(number, channel);
    let order = &mut request["orders"][0];
    let first = order["parcels"][0].clone();
    let mut second = first.clone();
    second["box"] = "box2".into();
    second["weight"] = "1.5".into();
    order["parcels"] = json!([first, first, second]);
    order["Parcel_num"] = 2.into();
    order["Weight"] = "1.75".into();
    request
}

impl Practice {
    pub(crate) async fn start(config: Config) -> Self {
        Self { running: start(config).await.unwrap(), http: reqwest::Client::new() }
    }

    /// Sends a request to the first host. Key and secret are put in where the body lacks them.
    pub(crate) async fn send(&self, script: &str, body: &Value) -> reqwest::Result<reqwest::Response> {
        let account = self.running.accounts().remove(0);
        let mut body = body.clone();
        for (name, secret) in [("AppKey", account.fields[0].1), ("AppSecret", account.secrets[0].1)] {
            if body.get(name).is_none() {
                body[name] = secret.into();
            }
        }
        let url = format!("{}/{script}", account.base_url);
        self.http.post(url).header("content-type", "application/json").body(body.to_string()).send().await
    }

    /// The text of an answer.
    pub(crate) async fn text(&self, script: &str, body: Value) -> String {
        self.send(script, &body).await.unwrap().text().await.unwrap()
    }

    /// A JSON answer.
    pub(crate) async fn ask(&self, script: &str, body: Value) -> Value {
        let text = self.text(script, body).await;
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    /// Turns something of the practice server itself.
    pub(crate) async fn turn(&self, page: &str, body: Value) {
        let url = format!("http://{}/_practice/{page}", self.running.addr());
        let sent = self.http.post(url).header("content-type", "application/json").body(body.to_string());
        assert!(sent.send().await.unwrap().status().is_success(), "{page}");
    }
}
