//! One request, one answer, over a socket of the machine or of the network: plain HTTP, no proxies, no redirects,
//! nothing sent twice.

use super::SpoolError;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1::handshake;
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PORT: u16 = 631;
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_mins(1);
/// The largest answer: a list of hundreds of printers.
const MAX_ANSWER: usize = 16 * 1024 * 1024;

/// Where the spooler listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// `host:port`.
    Network(String),
    /// A socket of this machine.
    Socket(PathBuf),
}

impl Address {
    /// As `CUPS_SERVER` writes it: `host`, `host:port`, `[::1]:631` or the path of a socket, perhaps with
    /// `/version=1.1` after it.
    pub(super) fn parse(text: &str) -> Self {
        if text.starts_with('/') {
            return Self::Socket(PathBuf::from(text));
        }
        let host = text.split('/').next().unwrap_or_default();
        let has_port = host.rsplit_once(':').is_some_and(|(before, port)| {
            port.parse::<u16>().is_ok() && (!before.contains(':') || before.ends_with(']'))
        });
        if has_port { Self::Network(host.to_owned()) } else { Self::Network(format!("{host}:{PORT}")) }
    }

    fn host(&self) -> &str {
        match self {
            Self::Network(host) => host,
            Self::Socket(_) => "localhost",
        }
    }

    /// Sends a body and gives the answer's.
    pub(super) async fn post(&self, path: &str, body: Vec<u8>) -> Result<Bytes, SpoolError> {
        let unreachable = |why: String| SpoolError::Unreachable { at: self.to_string(), why };
        let connected = match self {
            Self::Network(host) => {
                let stream = timeout(CONNECT, TcpStream::connect(host)).await;
                let stream = stream.map_err(|_| unreachable("no answer".into()))?;
                exchange(stream.map_err(|error| unreachable(error.to_string()))?, self.host(), path, body)
                    .await
            }
            #[cfg(unix)]
            Self::Socket(socket) => {
                let stream = tokio::net::UnixStream::connect(socket).await;
                exchange(stream.map_err(|error| unreachable(error.to_string()))?, self.host(), path, body)
                    .await
            }
            #[cfg(not(unix))]
            Self::Socket(_) => return Err(unreachable("this system has no such sockets".into())),
        };
        connected.map_err(|error| match error {
            Failed::Refused(status) => SpoolError::Refused { words: format!("HTTP {status}") },
            Failed::Lost(why) => SpoolError::Lost { why },
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(host) => f.write_str(host),
            Self::Socket(path) => path.display().fmt(f),
        }
    }
}

enum Failed {
    Refused(StatusCode),
    Lost(String),
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    host: &str,
    path: &str,
    body: Vec<u8>,
) -> Result<Bytes, Failed> {
    let lost = |error: &dyn fmt::Display| Failed::Lost(error.to_string());
    let work = async {
        let (mut sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|error| lost(&error))?;
        let request = Request::post(path)
            .header(header::HOST, host)
            .header(header::CONTENT_TYPE, "application/ipp")
            .header(header::CONNECTION, "close")
            .body(Full::new(Bytes::from(body)))
            .map_err(|error| lost(&error))?;
        let talk = async {
            let answer = sender.send_request(request).await.map_err(|error| lost(&error))?;
            let status = answer.status();
            let body = Limited::new(answer.into_body(), MAX_ANSWER).collect().await;
            if status.is_success() {
                Ok(body.map_err(|error| lost(&error))?.to_bytes())
            } else {
                Err(Failed::Refused(status))
            }
        };
        tokio::pin!(talk);
        tokio::pin!(connection);
        // the connection moves the bytes that the talk waits for
        tokio::select! {
            answer = &mut talk => return answer,
            closed = &mut connection => if let Err(error) = closed { return Err(lost(&error)) },
        }
        talk.await
    };
    timeout(ANSWER, work).await.unwrap_or_else(|_| Err(Failed::Lost("no answer in time".into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_as_cups_writes_them() {
        for (text, network) in [
            ("print.example", "print.example:631"),
            ("127.0.0.1:8631", "127.0.0.1:8631"),
            ("127.0.0.1:8631/version=1.1", "127.0.0.1:8631"),
            ("[::1]", "[::1]:631"),
            ("[::1]:8631", "[::1]:8631"),
        ] {
            assert_eq!(Address::parse(text), Address::Network(network.to_owned()), "{text}");
        }
        let socket = Address::parse("/run/cups/cups.sock");
        assert_eq!(socket, Address::Socket("/run/cups/cups.sock".into()));
    }

    #[tokio::test]
    async fn where_nothing_listens_nothing_was_sent() {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let refused = Address::Network(free.to_string()).post("/", vec![1]).await.unwrap_err();
        assert!(matches!(refused, SpoolError::Unreachable { .. }), "{refused}");
    }

    #[tokio::test]
    async fn a_connection_that_breaks_leaves_it_open_what_was_done() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        tokio::spawn(async move { drop(listener.accept().await) });
        let lost = Address::Network(at.to_string()).post("/", vec![1]).await.unwrap_err();
        assert!(matches!(lost, SpoolError::Lost { .. }), "{lost}");
    }
}
