//! An empty window of the same kind and size: what starting and memory of ours are measured against, by
//! `tests/bench/window.mjs`.

use tauri::{WebviewUrl, WebviewWindowBuilder};

#[expect(clippy::exit, reason = "the macro that embeds the page has one in it")]
fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
                .title("Empty")
                .inner_size(1400.0, 900.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("examples/empty_window/tauri.conf.json"))
}
