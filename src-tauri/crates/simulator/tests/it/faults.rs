//! Each kind of fault, as a client meets it.

use serde_json::{Value, json};
use shipdesk_simulator::Config;

use crate::practice::{Practice, fixture, request};

const CREATE: &str = "interface.api.php";

async fn with(fault: &str) -> Practice {
    Practice::start(Config { faults: vec![fault.parse().unwrap()], ..Config::default() }).await
}

impl Practice {
    async fn exists(&self) -> bool {
        !self.order("A1").await.is_null()
    }
}

#[tokio::test]
async fn answer_lost() {
    let practice = with("answer-lost@interface.api.php=100").await;
    let error = practice.send(CREATE, &request("A1", 386)).await.unwrap_err();
    assert!(error.is_request() && !error.is_timeout() && !error.is_connect(), "{error:?}");
    assert!(practice.exists().await, "carried out");
    assert_eq!(practice.order("A1").await["create_calls"], 1);
}

#[tokio::test]
async fn an_inline_answer_is_lost_without_a_byte() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let practice = with("answer-lost=100").await;
    let mut stream = tokio::net::TcpStream::connect(practice.running.addr()).await.unwrap();
    let body = request("A1", 386).to_string();
    let head = format!(
        "POST /dingcang/api/interface.api.php HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).await.unwrap();
    let mut read = Vec::new();
    let error = stream.read_to_end(&mut read).await.unwrap_err();
    assert_eq!((error.kind(), read.len()), (std::io::ErrorKind::ConnectionReset, 0));
}

#[tokio::test]
async fn hang() {
    let practice = with("hang@interface.api.php=100").await;
    let body = request("A1", 386);
    let carried_out = async { while !practice.exists().await {} };
    tokio::select! {
        answer = practice.send(CREATE, &body) => panic!("no answer was to be expected: {answer:?}"),
        () = carried_out => {}
    }
    // a server that hangs can still be stopped
    practice.running.stop().await;
}

#[tokio::test]
async fn pages_instead_of_answers() {
    for (fault, carried_out) in
        [("page-500@interface.api.php=100", false), ("page-500-late@interface.api.php=100", true)]
    {
        let practice = with(fault).await;
        let answer = practice.send(CREATE, &request("A1", 386)).await.unwrap();
        assert_eq!(answer.status(), 500);
        assert!(answer.text().await.unwrap().starts_with("<html>"));
        assert_eq!(practice.exists().await, carried_out, "{fault}");
    }
}

#[tokio::test]
async fn junk_before() {
    let practice = with("junk-before=100").await;
    let text = practice.text(CREATE, request("A1", 386)).await;
    assert!(text.starts_with("<br />\n<b>Warning</b>"), "{text}");
    assert!(text.ends_with(&format!("\u{FEFF}{}", fixture("create.done.json"))), "{text}");
}

#[tokio::test]
async fn half_json() {
    let practice = with("half-json@interface.api.php=100").await;
    let answer = practice.send(CREATE, &request("A1", 386)).await.unwrap();
    assert_eq!(answer.content_length(), Some(12));
    assert_eq!(answer.text().await.unwrap(), r#"{"result":[{"#);
    assert!(practice.exists().await, "carried out");
}

#[tokio::test]
async fn refused() {
    let practice = with("refused=100").await;
    let words = "接口返回:Ship web service is currently unavailable.";
    let answer = practice.ask(CREATE, request("A1", 386)).await;
    assert_eq!(answer, json!({ "result": [{ "code": 400, "orderid": "A1", "msg": words }] }));
    assert!(!practice.exists().await);
    let answer = practice.ask("multifetchlabels.php", json!({ "orderids": ["A1", "A2"] })).await;
    let entry = |number: &str| json!({ "code": 400, "orderid": number, "msg": words });
    assert_eq!(answer, json!([entry("A1"), entry("A2")]));
    assert_eq!(practice.ask("cancelstatus.php", json!({})).await, json!({ "code": 400, "result": words }));
}

#[tokio::test]
async fn late_label() {
    let practice = with("late-label=100").await;
    practice.ask(CREATE, request("A1", 386)).await;
    let code = |answer: Value| answer["result"][0]["code"].clone();
    assert_eq!(code(practice.ask("fetchlabel.php", json!({ "Orderid": "A1" })).await), 400);
    practice.turn("advance", json!({ "seconds": 6 })).await;
    assert_eq!(code(practice.ask("fetchlabel.php", json!({ "Orderid": "A1" })).await), 200);
}

#[tokio::test]
async fn html_label() {
    let practice = with("html-label=100").await;
    practice.ask(CREATE, request("A1", 386)).await;
    let label = practice.ask("fetchlabel.php", json!({ "Orderid": "A1" })).await;
    let link = label["result"][0]["msg"]["result"]["label_url"].as_str().unwrap();
    let page = practice.http.get(link).send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().starts_with("<html>"));
}

#[tokio::test]
async fn channel_down() {
    let practice = with("channel-down=100").await;
    let mut down = Vec::new();
    for channel in [386, 388, 401, 405, 411, 413, 422, 424, 430, 431, 440, 441, 466] {
        let answer = practice.ask("getprice.php", request("A1", channel)).await;
        if answer["result"][0]["code"] == 400 {
            down.push(channel);
        }
    }
    assert!((3..=10).contains(&down.len()), "{down:?}");
    assert_eq!(
        practice.ask("getprice.php", request("A1", down[0])).await["result"][0]["code"],
        400,
        "still down"
    );
}

#[tokio::test]
async fn rate_limit() {
    let practice = with("rate-limit=100").await;
    let answer = practice.send(CREATE, &request("A1", 386)).await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["retry-after"]), (429, &"2".parse().unwrap()));
    assert!(!practice.exists().await);
}

#[tokio::test]
async fn slow_drip() {
    let practice = with("slow-drip=100").await;
    let mut answer = practice.send(CREATE, &request("A1", 386)).await.unwrap();
    let (mut pieces, mut whole) = (0, Vec::new());
    while let Some(piece) = answer.chunk().await.unwrap() {
        pieces += 1;
        whole.extend(piece);
    }
    assert_eq!(whole, fixture("create.done.json").into_bytes());
    assert!(pieces > 1, "{pieces} pieces");
}

#[tokio::test]
async fn the_dial_turns_while_running() {
    let practice = Practice::start(Config::default()).await;
    practice.turn("faults", json!([{ "kind": "refused", "percent": 100, "call": CREATE, "times": 1 }])).await;
    let code = |answer: Value| answer["result"][0]["code"].clone();
    assert_eq!(code(practice.ask(CREATE, request("A1", 386)).await), 400);
    assert_eq!(code(practice.ask(CREATE, request("A1", 386)).await), 200);
    assert_eq!(practice.order("A1").await["create_calls"], 2);
    assert_eq!(practice.look("calls").await, json!({ CREATE: 2 }));
}
