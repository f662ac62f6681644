//! Reads the configuration, the capabilities and the permissions.

fn main() {
    tauri_build::build();
}
