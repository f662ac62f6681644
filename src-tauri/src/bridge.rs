//! The commands and events of the window, as types for its side: `ui/src/ipc/bindings.ts` is made from them.

use crate::changes::Changed;
use crate::closing::Closing;
use crate::commands;
use shipdesk_app::documents::OpeningDocument;
use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_events};

/// Everything the window may call and hear.
pub(crate) fn builder() -> Builder<Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        // what is sent and what is read have one shape
        .disable_serde_phases()
        .commands(commands::all())
        // the page comes with it
        .typ::<OpeningDocument>()
        .events(collect_events![Changed, Closing])
}

#[cfg(test)]
mod tests {
    use super::*;
    use specta_typescript::Typescript;
    use std::path::Path;
    use std::{env, fs};

    const BINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/bindings.ts");

    fn made() -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bindings.ts");
        let header = "// Made from the commands of src-tauri by `make bindings`. Never edited by hand.\n";
        builder().export(Typescript::default().header(header), &file).unwrap();
        fs::read_to_string(file).unwrap()
    }

    #[test]
    fn the_committed_bindings_are_those_of_the_commands() {
        let made = made();
        if env::var_os("SHIPDESK_WRITE_BINDINGS").is_some() {
            fs::write(BINDINGS, &made).unwrap();
        }
        assert!(
            fs::read_to_string(BINDINGS).unwrap() == made,
            "run `make bindings` and commit what it writes"
        );
    }

    #[test]
    fn the_window_may_call_every_command_and_nothing_else() {
        let permissions =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("permissions/window.toml"));
        let permissions: toml::Value = toml::from_str(&permissions.unwrap()).unwrap();
        let allowed = permissions["permission"][0]["commands"]["allow"].as_array().unwrap();
        let mut allowed: Vec<String> = allowed.iter().map(|name| name.as_str().unwrap().to_owned()).collect();
        let mut known = commands::names();
        allowed.sort();
        known.sort();
        assert_eq!(allowed, known);
    }
}
