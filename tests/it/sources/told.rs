//! A server that says what it was told to say, whatever it is asked.

use shipdesk_app::documents::RegistrationAsk;
use shipdesk_simulator::{Config, PracticeAccount};
use shipdesk_tests::bench::Bench;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A file that may be a proof of delivery.
const PROOF: &[u8] = include_bytes!("../../../src-tauri/crates/labels/tests/fixtures/label.jpg");

/// What is said to calls with such a text in their first line, the newest first: status and body.
type Answers = Arc<Mutex<Vec<(&'static str, u16, Vec<u8>)>>>;

/// A server that gives every call the same answer, and keeps what it heard. Under `/dead-NNN` it answers with status NNN,
/// under `/proof` with a file.
pub(super) struct Told {
    answers: Answers,
    heard: Arc<Mutex<Vec<String>>>,
    pub(super) url: String,
}

impl Told {
    pub(super) fn new(answer: &[u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answers: Answers = Arc::new(Mutex::new(vec![("", 200, answer.to_vec())]));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (given, kept) = (Arc::clone(&answers), Arc::clone(&heard));
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                reply(connection.unwrap(), &given, &kept);
            }
        });
        Self { answers, heard, url }
    }

    pub(super) fn say(&self, status: u16, answer: &[u8]) {
        *self.answers.lock().unwrap() = vec![("", status, answer.to_vec())];
    }

    /// Says something else to calls with this text in their first line.
    pub(super) fn say_to(&self, text: &'static str, status: u16, answer: &[u8]) {
        self.answers.lock().unwrap().insert(0, (text, status, answer.to_vec()));
    }

    pub(super) fn calls(&self) -> usize {
        self.heard.lock().unwrap().len()
    }

    /// The last call: method and path, a blank, the body.
    pub(super) fn last(&self) -> String {
        self.heard.lock().unwrap().last().cloned().unwrap_or_default()
    }

    /// The practice account of a provider, asked here.
    pub(super) async fn bench(&self, provider: &str) -> Bench {
        let here = |account: PracticeAccount| {
            (account.provider == provider)
                .then(|| PracticeAccount { base_url: self.url.clone(), ..account.clone() })
        };
        Bench::of_accounts(Config::default(), here).await
    }
}

fn reply(stream: TcpStream, answers: &Answers, heard: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    let (mut line, mut asked, mut length) = (String::new(), String::new(), 0);
    while reader.read_line(&mut line).unwrap_or(0) > 2 {
        if asked.is_empty() {
            line.trim_end().trim_end_matches(" HTTP/1.1").clone_into(&mut asked);
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut sent = vec![0; length];
    // who asks may be gone by now
    let came = reader.read_exact(&mut sent).is_ok();
    heard.lock().unwrap().push(format!("{asked} {}", String::from_utf8_lossy(&sent)));
    if came {
        let (status, body) = answer_to(&asked, answers);
        let mut stream = reader.into_inner();
        let head =
            format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    }
}

fn answer_to(asked: &str, answers: &Answers) -> (u16, Vec<u8>) {
    let answers = answers.lock().unwrap();
    let (_, status, body) = answers.iter().find(|(text, ..)| asked.contains(text)).unwrap();
    let dead = asked.split_once("/dead-").and_then(|(_, rest)| rest.get(..3)?.parse().ok());
    let is_proof = asked.starts_with("GET ") && asked.contains("/proof");
    (dead.unwrap_or(*status), if is_proof { PROOF.to_vec() } else { body.clone() })
}

/// The provider whose answers [`answer_of`] makes.
pub(super) const TM: &str = "trackingmore";

pub(super) fn answer_of(code: u16, data: &str) -> Vec<u8> {
    format!(r#"{{"meta":{{"code":{code},"message":"said"}},"data":{data}}}"#).into_bytes()
}

pub(super) fn ask_of(number: &str) -> RegistrationAsk {
    RegistrationAsk {
        number: number.to_owned(),
        carrier: Some("dhl".to_owned()),
        ..RegistrationAsk::default()
    }
}
