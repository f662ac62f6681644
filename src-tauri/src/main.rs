//! The window: a Tauri shell over the use cases. Commands are one-line adapters; what they do stands in `shipdesk-app`.
#![cfg_attr(all(not(debug_assertions), target_os = "windows"), windows_subsystem = "windows")]

mod arguments;
mod bridge;
mod changes;
mod closing;
mod commands;
mod course;
mod open;
mod page;

use arguments::Arguments;
use course::Underway;
use open::Open;
use std::process::ExitCode;
use tauri::{AppHandle, Manager as _, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;

fn main() -> ExitCode {
    let arguments = match Arguments::of_process() {
        Ok(arguments) => arguments,
        Err(exit) => return exit,
    };
    match start(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => arguments::fail(&error.to_string()),
    }
}

#[expect(clippy::exit, reason = "the macro that embeds the pages has one in it")]
fn start(arguments: Arguments) -> tauri::Result<()> {
    let bridge = bridge::builder();
    let handler = bridge.invoke_handler();
    let mut builder = tauri::Builder::default();
    // first of all: a second start only brings the first window to the front
    if !arguments.beside_others {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| bring_to_front(app)));
    }
    builder
        .plugin(tauri_plugin_window_state::Builder::default().with_state_flags(remembered()).build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(move |invoke| {
            if commands::bytes::answers(invoke.message.command()) {
                return commands::bytes::handler()(invoke);
            }
            handler(invoke)
        })
        .on_window_event(closing::hold)
        .setup(move |app| {
            bridge.mount_events(app);
            app.manage(Open::start(arguments.folder));
            app.manage(Underway::default());
            changes::watch(app.handle().clone());
            window(app.handle())?;
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// The one window.
fn window(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .on_web_resource_request(page::furnished(app))
        .title("Shipdesk")
        .inner_size(1400.0, 900.0)
        .min_inner_size(800.0, 560.0)
        .build()?;
    Ok(())
}

/// Size, place and whether it fills the screen: not whether it was visible.
fn remembered() -> StateFlags {
    StateFlags::all() - StateFlags::VISIBLE
}

fn bring_to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // a window manager may refuse; the window is there all the same
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}
