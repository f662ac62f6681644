//! What a provider's answer links to, fetched under the rules for links from outside.

use crate::calls::{DONE, EFFECTS, LONG, SECRET, call, client};
use crate::server::{Server, Step, answer, bomb, nobody};
use shipdesk_providers::spi::error::{ErrorKind, ProviderError};
use std::time::{Duration, Instant};

const PDF: &[u8] = b"%PDF-1.7\n\x00\xff label";
const MIB: usize = 1024 * 1024;
const IN_FLIGHT: usize = 16 * MIB;
const HOME: &str = "http://127.0.0.1:9/api";

fn file(bytes: &[u8]) -> Vec<u8> {
    answer("200 OK", "", bytes)
}

fn moved(location: &str) -> Vec<u8> {
    answer("302 Found", &format!("Location: {location}\r\n"), "moved")
}

async fn fetch(link: &str) -> Result<Vec<u8>, ProviderError> {
    client(HOME).download(link, LONG).await
}

async fn refusal(base: &str, link: &str) -> ErrorKind {
    client(base).download(link, LONG).await.expect_err(link).kind
}

async fn plays(answers: Vec<Vec<u8>>) -> Server {
    Server::plays(answers.into_iter().map(|bytes| vec![Step::Hear, Step::Say(bytes)]).collect()).await
}

#[tokio::test]
async fn bytes_come_as_they_are() {
    for bytes in [PDF, b"<html>sign in</html>", b""] {
        let server = Server::says(file(bytes)).await;
        assert_eq!(fetch(&server.url("a.pdf")).await.unwrap(), bytes);
        // blanks around a link are a provider's slip
        assert_eq!(fetch(&format!(" {}\n", server.url("a.pdf"))).await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn hosts_of_labels_learn_nothing_of_the_account() {
    let api = Server::says(answer("200 OK", "Set-Cookie: session=1; Path=/\r\n", DONE)).await;
    let label_host = plays(vec![moved("/b.pdf"), file(PDF)]).await;
    let client = client(&api.url("api"));
    for effect in EFFECTS {
        client.send(call(effect), LONG).await.outcome.unwrap();
    }
    client.download(&label_host.url("a.pdf"), LONG).await.unwrap();
    client.download(&api.url("a.pdf"), LONG).await.unwrap();
    let mut heard = label_host.heard();
    heard.extend(api.heard().into_iter().skip(EFFECTS.len()));
    assert_eq!(heard.len(), 3);
    for request in heard {
        let text = request.text.to_lowercase();
        assert!(text.starts_with("get /"), "{text}");
        for word in [SECRET, "x-shipdesk-key", "authorization", "cookie", "referer"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
}

#[tokio::test]
async fn a_redirect_within_the_host_is_followed() {
    for location in ["/b.pdf", "b.pdf"] {
        let server = plays(vec![moved(location), file(PDF)]).await;
        assert_eq!(fetch(&server.url("a.pdf")).await.unwrap(), PDF);
        assert!(server.heard()[1].text.starts_with("GET /b.pdf "));
    }
}

#[tokio::test]
async fn a_redirect_to_anywhere_else_is_refused_without_going_there() {
    let elsewhere = Server::says(file(PDF)).await;
    let port = elsewhere.port();
    for location in [
        format!("http://localhost:{port}/b.pdf"),
        format!("//localhost:{port}/b.pdf"),
        format!("https://localhost:{port}/b.pdf"),
        format!("http://user:word@127.0.0.1:{port}/b.pdf"),
        "http://10.0.0.1/b.pdf".to_owned(),
        "http://169.254.169.254/latest".to_owned(),
        "file:///etc/hostname".to_owned(),
        "http://".to_owned(),
    ] {
        let server = Server::says(moved(&location)).await;
        assert_eq!(refusal(HOME, &server.url("a.pdf")).await, ErrorKind::LinkRefused, "{location}");
        assert_eq!(server.heard().len(), 1, "{location}");
    }
    let server = Server::says(answer("302 Found", "", "")).await;
    assert_eq!(refusal(HOME, &server.url("a.pdf")).await, ErrorKind::LinkRefused);
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn redirects_end_after_three() {
    let there = plays(vec![moved("/1"), moved("/2"), moved("/3"), file(PDF)]).await;
    assert_eq!(fetch(&there.url("a.pdf")).await.unwrap(), PDF);
    let nowhere = Server::says(moved("/a.pdf")).await;
    assert_eq!(refusal(HOME, &nowhere.url("a.pdf")).await, ErrorKind::LinkRefused);
    assert_eq!(nowhere.heard().len(), 4);
}

#[tokio::test]
async fn a_link_that_is_not_there_is_not_ready_and_a_failing_host_is_down() {
    for (status, kind) in [
        ("404 Not Found", ErrorKind::NotReady),
        ("403 Forbidden", ErrorKind::NotReady),
        ("410 Gone", ErrorKind::NotReady),
        ("500 Trouble", ErrorKind::Down),
        ("503 Unavailable", ErrorKind::Down),
    ] {
        let server = Server::says(answer(status, "", "<html>")).await;
        let error = fetch(&server.url("a.pdf")).await.unwrap_err();
        assert_eq!((error.kind, error.detail), (kind, format!("the link answers HTTP {}", &status[..3])));
        assert_eq!(server.heard().len(), 1);
    }
}

#[tokio::test]
async fn a_file_that_breaks_off_is_no_file() {
    let cut = |text: &str| vec![vec![Step::Hear, Step::Say(text.as_bytes().to_vec())]];
    for text in [
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n%PDF",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n%PDF\r\n",
    ] {
        let server = Server::plays(cut(text)).await;
        assert_eq!(refusal(HOME, &server.url("a.pdf")).await, ErrorKind::Interrupted);
        assert_eq!(server.connections(), 1);
    }
    assert_eq!(refusal(HOME, &format!("{}a.pdf", nobody().await)).await, ErrorKind::Unreachable);
}

#[tokio::test]
async fn a_file_without_an_end_is_left_at_20_mib() {
    let head = b"HTTP/1.1 200 OK\r\n\r\n%PDF".to_vec();
    let flood = vec![Step::Hear, Step::Say(head), Step::Flood(vec![0; 256 * 1024])];
    let server = Server::plays(vec![flood]).await;
    assert_eq!(refusal(HOME, &server.url("a.pdf")).await, ErrorKind::BadAnswer);
    let sent = server.sent();
    assert!((19 * MIB..20 * MIB + IN_FLIGHT).contains(&sent), "{sent} bytes");

    let largest = Server::says(file(&vec![0; 20 * MIB])).await;
    assert_eq!(fetch(&largest.url("a.pdf")).await.unwrap().len(), 20 * MIB);
}

#[tokio::test]
async fn a_small_file_that_unpacks_without_end_is_left_at_20_mib() {
    let server = Server::plays(vec![bomb()]).await;
    let error = fetch(&server.url("a.pdf")).await.unwrap_err();
    assert_eq!((error.kind, error.detail.as_str()), (ErrorKind::BadAnswer, "a file of more than 20 MiB"));
    assert!(server.sent() < IN_FLIGHT, "{} bytes", server.sent());
}

#[tokio::test]
async fn slow_hosts_are_left_in_time() {
    let slow = Duration::from_millis(40);
    for script in [
        vec![Step::Hear, Step::Hang],
        vec![Step::Hear, Step::Drip(file(&[0; 999]), slow)],
        vec![Step::Hear, Step::Say(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()), Step::Drip(vec![0; 999], slow)],
    ] {
        let server = Server::plays(vec![vec![Step::Hear, Step::Say(moved("/b.pdf"))], script]).await;
        let started = Instant::now();
        let result = client(HOME).download(&server.url("a.pdf"), Duration::from_millis(400)).await;
        assert_eq!(result.unwrap_err().kind, ErrorKind::TimedOut);
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn what_is_no_link_into_the_world_is_refused() {
    let client = client(HOME);
    for link in [
        "",
        "label.pdf",
        "/labels/a.pdf",
        "//203.0.113.5/a.pdf",
        "not a link",
        "https://",
        "data:application/pdf;base64,JVBERi0=",
        "javascript:alert(1)",
        "file:///etc/hostname",
        "ftp://203.0.113.5/a.pdf",
        "https://user:word@203.0.113.5/a.pdf",
        "https://user@203.0.113.5/a.pdf",
        "https://:word@203.0.113.5/a.pdf",
        "http://10.1.2.3/a.pdf",
        "http://[fd00::1]/a.pdf",
    ] {
        let error = client.download(link, LONG).await.expect_err(link);
        assert_eq!(error.kind, ErrorKind::LinkRefused, "{link}");
    }
}

#[tokio::test]
async fn plain_http_and_this_machine_are_refused_where_the_account_is_not_on_them() {
    let server = Server::says(file(PDF)).await;
    let port = server.port();
    let hosts =
        ["127.0.0.1", "localhost", "LOCALHOST", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.0.0.2"];
    let plain = hosts.map(|host| format!("http://{host}:{port}/a.pdf"));
    let safe = hosts.map(|host| format!("https://{host}:{port}/a.pdf"));
    let abroad = ["http://203.0.113.5/a.pdf".to_owned()];
    for (base, links) in [
        ("http://api.example.com/", [plain.as_slice(), safe.as_slice()].concat()),
        ("https://api.example.com/", [plain.as_slice(), safe.as_slice(), abroad.as_slice()].concat()),
        ("https://127.0.0.1:9/api", plain.to_vec()),
    ] {
        let client = client(base);
        for link in links {
            let error = client.download(&link, LONG).await.expect_err(&link);
            assert_eq!(error.kind, ErrorKind::LinkRefused, "{link}");
        }
    }
    assert_eq!(server.connections(), 0);
}
