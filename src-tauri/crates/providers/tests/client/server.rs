//! A server that plays a script on every connection: bytes, pauses, cuts and resets exactly where a test wants them.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// One thing that the server does on a connection.
#[derive(Clone)]
pub(crate) enum Step {
    /// Reads one whole request.
    Hear,
    /// Sends bytes.
    Say(Vec<u8>),
    /// Sends bytes one by one, with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Sends the same bytes again and again, for as long as they are taken.
    Flood(Vec<u8>),
    /// Waits until the test says so.
    Await(Arc<Notify>),
    /// Keeps silent until the other side leaves.
    Hang,
    /// Tears the connection down (RST) instead of closing it.
    Reset,
}

/// What happens on one connection; after the last step it is closed.
pub(crate) type Script = Vec<Step>;

/// One request as it arrived.
#[derive(Clone)]
pub(crate) struct Heard {
    /// Which connection brought it, from 0.
    pub(crate) connection: usize,
    pub(crate) at: Instant,
    pub(crate) text: String,
}

#[derive(Default)]
struct Log {
    connections: usize,
    heard: Vec<Heard>,
    sent: usize,
}

/// A listening server; it ends with the test's runtime.
pub(crate) struct Server {
    address: SocketAddr,
    log: Arc<Mutex<Log>>,
}

impl Server {
    /// Plays the first script on the first connection and so on; the last one also on all that follow.
    pub(crate) async fn plays(scripts: Vec<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, log) = (listener.local_addr().unwrap(), Arc::<Mutex<Log>>::default());
        let server = Self { address, log: Arc::clone(&log) };
        tokio::spawn(async move {
            for connection in 0.. {
                let Ok((stream, _)) = listener.accept().await else { break };
                log.lock().unwrap().connections += 1;
                let script = scripts[connection.min(scripts.len() - 1)].clone();
                tokio::spawn(play(script, stream, connection, Arc::clone(&log)));
            }
        });
        server
    }

    /// Answers every request with these bytes, each on a connection of its own.
    pub(crate) async fn says(answer: Vec<u8>) -> Self {
        Self::plays(vec![vec![Step::Hear, Step::Say(answer)]]).await
    }

    /// A path of this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }

    /// All requests, also those that came in part.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.log.lock().unwrap().heard.clone()
    }

    /// How many bytes the other side let it send.
    pub(crate) fn sent(&self) -> usize {
        self.log.lock().unwrap().sent
    }
}

/// An address at which nobody listens.
pub(crate) async fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}

async fn play(script: Script, mut stream: TcpStream, connection: usize, log: Arc<Mutex<Log>>) {
    for step in script {
        let gone = match step {
            Step::Hear => {
                let (at, text, whole) = hear(&mut stream).await;
                if !text.is_empty() {
                    log.lock().unwrap().heard.push(Heard { connection, at, text });
                }
                !whole
            }
            Step::Say(bytes) => stream.write_all(&bytes).await.is_err(),
            Step::Drip(bytes, pause) => drip(&mut stream, &bytes, pause).await,
            Step::Flood(bytes) => {
                while stream.write_all(&bytes).await.is_ok() {
                    log.lock().unwrap().sent += bytes.len();
                }
                true
            }
            Step::Await(told) => {
                told.notified().await;
                false
            }
            Step::Hang => {
                while stream.read(&mut [0; 1024]).await.is_ok_and(|count| count > 0) {}
                true
            }
            Step::Reset => {
                stream.set_zero_linger().unwrap();
                true
            }
        };
        if gone {
            return;
        }
    }
}

async fn drip(stream: &mut TcpStream, bytes: &[u8], pause: Duration) -> bool {
    for byte in bytes {
        tokio::time::sleep(pause).await;
        if stream.write_all(&[*byte]).await.is_err() {
            return true;
        }
    }
    false
}

/// A request, when it began to arrive, and whether it is whole.
async fn hear(stream: &mut TcpStream) -> (Instant, String, bool) {
    let (mut bytes, mut buffer, mut at) = (Vec::new(), [0; 4096], None);
    loop {
        let count = stream.read(&mut buffer).await.unwrap_or(0);
        let at = *at.get_or_insert_with(Instant::now);
        bytes.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let whole = is_whole(&text);
        if whole || count == 0 {
            return (at, text, whole);
        }
    }
}

fn is_whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length =
        head.to_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

/// An answer with its length, after which the connection is closed.
pub(crate) fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    [head.as_bytes(), body].concat()
}

/// The same answer on a connection that stays open.
pub(crate) fn kept_alive(status: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// A file packed by gzip that never ends: every further zero unpacks to a kilobyte of them.
pub(crate) fn bomb() -> Script {
    const BEGIN: &[u8] =
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc1\x01\x01\x00\x00\x00\x80\x90\xfe\xaf\xee\x08\x0a";
    let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
    vec![Step::Hear, Step::Say([head, BEGIN].concat()), Step::Flood(vec![0; 4096])]
}
