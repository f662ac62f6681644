//! The page comes with what it shows first. Calls find their way out of it only when all of it is there, so a first
//! picture that had to ask would be a late one.

use crate::open::Open;
use shipdesk_app::documents::OpeningDocument;
use std::borrow::Cow;
use std::sync::Mutex;
use std::time::Duration;
use tauri::async_runtime::spawn;
use tauri::http::{Request, Response, header::CONTENT_TYPE};
use tauri::{AppHandle, Manager as _};
use tokio::runtime::Handle;
use tokio::task::block_in_place;
use tokio::time::timeout;

/// A folder that is not open by then is asked for by the page, which says that it waits.
const PATIENCE: Duration = Duration::from_millis(250);
const END_OF_HEAD: &str = "</head>";

/// A file of the pages on its way out.
type Answer = Response<Cow<'static, [u8]>>;

/// Puts what is shown first into the page, on its way out; other files pass as they are. It is read while the page is
/// still to be asked for, and again for a page that is loaded again.
pub(crate) fn furnished(app: &AppHandle) -> impl Fn(Request<Vec<u8>>, &mut Answer) + Send + Sync + use<> {
    let app = app.clone();
    let begun = spawn(opening(app.clone()));
    let first = Mutex::new(Some(begun));
    move |_, response| {
        let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "text/html");
        if !is_page {
            return;
        }
        let begun = first.lock().ok().and_then(|mut first| first.take());
        let read = async {
            match begun {
                Some(begun) => begun.await.ok().flatten(),
                None => opening(app.clone()).await,
            }
        };
        let in_time = async { timeout(PATIENCE, read).await.ok().flatten() };
        let Some(opening) = block_in_place(|| Handle::current().block_on(in_time)) else { return };
        if let Some(page) = with_opening(response.body(), &opening) {
            *response.body_mut() = Cow::Owned(page);
        }
    }
}

async fn opening(app: AppHandle) -> Option<String> {
    let workstation = app.state::<Open>().workstation().await.ok()?;
    let opening: OpeningDocument = workstation.opening().await.ok()?.document;
    serde_json::to_string(&opening).ok()
}

/// As data, which no page runs; without a `<` nothing in it can end it.
fn with_opening(page: &[u8], json: &str) -> Option<Vec<u8>> {
    let page = std::str::from_utf8(page).ok()?;
    let (head, rest) = page.split_once(END_OF_HEAD)?;
    let json = json.replace('<', "\\u003c");
    let data =
        format!(r#"{head}<script type="application/json" id="opening">{json}</script>{END_OF_HEAD}{rest}"#);
    Some(data.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_first_stands_in_the_head_and_cannot_leave_it() {
        let page = b"<head><title>A</title></head><body></body>";
        let json = r#"{"name":"</script><!--<script>alert(1)"}"#;
        let told = String::from_utf8(with_opening(page, json).unwrap()).unwrap();
        let data = r#"{"name":"\u003c/script>\u003c!--\u003cscript>alert(1)"}"#;
        assert_eq!(
            told,
            format!(
                r#"<head><title>A</title><script type="application/json" id="opening">{data}</script></head><body></body>"#
            )
        );
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(data), read(json));
    }

    #[test]
    fn what_is_no_page_of_ours_passes() {
        assert_eq!(with_opening(b"<p>", "{}"), None);
        assert_eq!(with_opening(b"\xff</head>", "{}"), None);
    }
}
