//! A process that ends in the middle of printing: the label is unsure, nothing is sent by itself, and in the end every
//! label came out once.
#![expect(clippy::expect_used, reason = "a test ends where something is not as it must be")]

use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The print room of `tests/printlab`; it goes when its input ends.
struct Lab {
    child: Child,
    folder: String,
    server: String,
}

impl Lab {
    fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/printlab/start.sh");
        let mut command = Command::new(script);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the print room");
        let said = BufReader::new(child.stdout.take().expect("its words")).lines().map_while(Result::ok);
        let lines: Vec<String> = said.take_while(|line| line != "READY").collect();
        let told = |name: &str| lines.iter().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        let (folder, server) = (told("LAB=").expect("its folder"), told("CUPS_SERVER=").expect("its server"));
        Self { child, folder, server }
    }

    fn arrived(&self) -> usize {
        let got = std::fs::read_dir(Path::new(&self.folder).join("got")).expect("its folder").flatten();
        got.filter(|entry| entry.path().extension().is_some_and(|end| end == "pdf")).count()
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

struct Station<'a> {
    folder: tempfile::TempDir,
    lab: &'a Lab,
}

impl Station<'_> {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shipdesk-cli"));
        command.arg("--data-dir").arg(self.folder.path()).arg("--json").args(words);
        command.env("CUPS_SERVER", &self.lab.server).stdin(Stdio::null());
        command
    }

    fn run(&self, words: &[&str]) -> (i32, Value) {
        let done = self.command(words).output().expect("the command line starts");
        let document = serde_json::from_slice(&done.stdout).unwrap_or_default();
        (done.status.code().unwrap_or(-1), document)
    }

    /// The states of the newest batch's labels, once nothing is on its way any more.
    fn states(&self) -> Vec<String> {
        for _ in 0..20 {
            let (_, queue) = self.run(&["print", "queue"]);
            let batches = queue["batches"].as_array().expect("batches");
            let jobs = batches.last().expect("a batch")["jobs"].as_array().expect("labels");
            let states: Vec<String> =
                jobs.iter().map(|job| job["state"].as_str().unwrap_or_default().to_owned()).collect();
            if !states.iter().any(|state| state == "sent") {
                return states;
            }
        }
        Vec::new()
    }
}

#[test]
fn a_label_whose_process_died_is_unsure_and_comes_out_once() {
    for (place, already_out) in [("print_claimed", 0), ("print_created", 0), ("print_sent", 1)] {
        let lab = Lab::start();
        let station = Station { folder: tempfile::tempdir().expect("a temporary folder"), lab: &lab };
        station.run(&["demo"]);
        assert_eq!(station.run(&["buy", "A1001", "A1003", "--cheapest"]).0, 0);
        let mut dying = station.command(&["print", "A1001", "A1003", "--printer", "label4x6"]);
        let ended = dying.env("SHIPDESK_FAIL_POINT", place).output().expect("it starts");
        assert_eq!(ended.status.code(), None, "{place}: it ended by itself");

        let states = station.states();
        if place == "print_sent" {
            // the print server has all of it and says that it came out: that settles it
            assert_eq!(states, ["printed", "queued"], "{place}");
        } else {
            assert_eq!(states, ["unsure", "queued"], "{place}");
        }
        assert_eq!(lab.arrived(), already_out, "{place}: nothing is sent by itself");
        let batch =
            station.run(&["print", "queue"]).1["batches"][0]["name"].as_str().expect("its name").to_owned();
        let (exit, _) = station.run(&["print", "queue", "--resume", &batch, "--include-unsure"]);
        assert_eq!(exit, 0, "{place}");
        assert_eq!(station.states(), ["printed", "printed"], "{place}");
        assert_eq!(lab.arrived(), 2, "{place}: each came out once");
        let (exit, _) = station.run(&["print", "A1001", "--printer", "label4x6"]);
        assert_eq!((exit, lab.arrived()), (2, 2), "{place}");
    }
}
