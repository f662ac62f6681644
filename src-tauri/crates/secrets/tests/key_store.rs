//! The real key store of a Linux desktop: gnome-keyring on a private bus, in a private home.
#![cfg(target_os = "linux")]

use shipdesk_core::secret::Secret;
use shipdesk_secrets::{FILE_VARIABLE, Place, SecretError, SecretStore};
use std::env;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{fs, io};
use tempfile::TempDir;

/// What the second process shall do; unset in an ordinary run.
const STEP: &str = "SHIPDESK_TEST_STEP";
/// The file in which each step leaves a line.
const RECORD: &str = "SHIPDESK_TEST_RECORD";

/// Starts the keyring daemon unlocked; its streams lead nowhere, or the runner would wait for them.
const UNLOCKED: &str =
    "printf test-password | gnome-keyring-daemon --unlock --components=secrets --daemonize";
/// The same without a password: what was stored stays locked, and no window can ask for it.
const LOCKED: &str = "gnome-keyring-daemon --start --components=secrets --daemonize";

const MISSING: &str = r#"Missing { account: "North Shop", field: "token" }"#;

/// Each step is a process of its own, so that nothing is remembered in memory.
#[tokio::test]
async fn step() {
    let Ok(step) = env::var(STEP) else {
        // this is the first process: nothing is touched, and nothing connected
        let store = SecretStore::key_store("station");
        assert_eq!((store.describe(), store.is_read_only()), (Place::KeyStore, false));
        return;
    };
    let store = SecretStore::key_store("station");
    let other_folder = SecretStore::key_store("other");
    let shown = match step.as_str() {
        "get" => shown(store.get("North Shop", "token").await, |secret| format!("got {}", secret.expose())),
        "elsewhere" => shown(other_folder.get("North Shop", "token").await, |_| "got it".to_owned()),
        "set" => shown(store.set("North Shop", "token", &Secret::new("钥匙 =1")).await, ok),
        "remove" => shown(store.remove("North Shop", &["token", "never_set"]).await, ok),
        other => panic!("no such step: {other}"),
    };
    // not a standard stream: the bus and the daemon write there too
    let mut record = fs::OpenOptions::new().append(true).open(env::var(RECORD).unwrap()).unwrap();
    record.write_all(format!("{shown}\n").as_bytes()).unwrap();
}

fn shown<T>(result: Result<T, SecretError>, value: impl Fn(T) -> String) -> String {
    result.map_or_else(|error| format!("{error:?}"), value)
}

fn ok((): ()) -> String {
    "Ok(())".to_owned()
}

/// A home, a runtime folder and a bus that nobody else uses.
struct Desk(TempDir);

impl Desk {
    fn new() -> io::Result<Self> {
        for program in ["dbus-run-session", "gnome-keyring-daemon"] {
            let path = env::var_os("PATH").unwrap_or_default();
            let there = env::split_paths(&path).any(|folder| folder.join(program).is_file());
            assert!(
                there,
                "{program} is not installed: `make test` installs it (packages dbus and gnome-keyring)"
            );
        }
        let folder = TempDir::new()?;
        for name in ["home", "run"] {
            fs::create_dir(folder.path().join(name))?;
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o700))?;
        }
        Ok(Self(folder))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A command that sees this desk only.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("HOME", self.path("home")).env("XDG_RUNTIME_DIR", self.path("run"));
        for name in ["DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL"] {
            command.env_remove(name);
        }
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", FILE_VARIABLE] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null());
        command
    }

    /// Runs the steps one after another on one bus, and gives what each showed.
    fn steps(&self, bus: &[&str], before: &str, steps: &[&str]) -> io::Result<Vec<String>> {
        let mut script = vec!["set -e".to_owned(), format!("{before} >/dev/null 2>&1")];
        script.extend(
            steps.iter().map(|step| format!("{STEP}={step} \"$TEST\" --exact step --nocapture >/dev/null")),
        );
        let mut command = match bus {
            [] => self.command("bash"),
            [program, options @ ..] => {
                let mut command = self.command(program);
                command.args(options).args(["--", "bash"]);
                command
            }
        };
        let record = self.path("record");
        fs::write(&record, "")?;
        command.args(["-c", &script.join("\n")]).env("TEST", env::current_exe()?).env(RECORD, &record);
        let output = command.output()?;
        assert!(output.status.success(), "{script:#?}\n{}", String::from_utf8_lossy(&output.stderr));
        Ok(fs::read_to_string(record)?.lines().map(str::to_owned).collect())
    }
}

#[test]
fn a_secret_outlives_the_process_that_set_it() {
    let shown = Desk::new()
        .unwrap()
        .steps(&["dbus-run-session"], UNLOCKED, &["get", "set", "get", "elsewhere", "remove", "get"])
        .unwrap();
    assert_eq!(shown, [MISSING, "Ok(())", "got 钥匙 =1", MISSING, "Ok(())", MISSING]);
}

#[test]
fn a_secret_outlives_the_session_and_a_locked_keyring_keeps_it() {
    let desk = Desk::new().unwrap();
    assert_eq!(desk.steps(&["dbus-run-session"], UNLOCKED, &["set"]).unwrap(), ["Ok(())"]);
    let shown = desk.steps(&["dbus-run-session"], LOCKED, &["get", "set", "remove"]).unwrap();
    assert_eq!(shown, ["Locked", "Locked", "Locked"]);
    assert_eq!(desk.steps(&["dbus-run-session"], UNLOCKED, &["get"]).unwrap(), ["got 钥匙 =1"]);
}

#[test]
fn without_a_keyring_there_is_nothing_to_set_it_in() {
    let shown = Desk::new().unwrap().steps(&["dbus-run-session"], LOCKED, &["get", "set"]).unwrap();
    assert_eq!(shown, [MISSING, r#"NoKeyStore { why: "there is no default keyring" }"#]);
}

#[test]
fn without_a_bus_there_is_no_key_store() {
    let shown = Desk::new().unwrap().steps(&[], "true", &["get", "set", "remove"]).unwrap();
    assert_eq!(shown.len(), 3);
    for shown in shown {
        assert!(shown.starts_with("NoKeyStore") && shown.contains("/run/bus"), "{shown}");
    }
}

#[test]
fn a_bus_without_the_service_has_no_key_store() {
    let desk = Desk::new().unwrap();
    // without a <servicedir> nothing is started on demand
    let empty = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
        "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig><type>session</type><listen>unix:dir=RUN</listen><policy context="default">
        <allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#;
    fs::write(desk.path("bus.conf"), empty.replace("RUN", &desk.path("run").display().to_string())).unwrap();
    let config = format!("--config-file={}", desk.path("bus.conf").display());
    let shown = desk.steps(&["dbus-run-session", &config], "true", &["get", "set", "remove"]).unwrap();
    assert_eq!(shown.len(), 3);
    for shown in shown {
        assert!(shown.starts_with("NoKeyStore") && shown.contains("ServiceUnknown"), "{shown}");
    }
}
