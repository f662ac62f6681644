//! A print room of its own for a test (`tests/printlab`), and what reached its printers.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// A private print server with its printers. Dropping it stops them.
#[derive(Debug)]
pub struct Lab {
    child: Child,
    folder: PathBuf,
    /// The print server, as `CUPS_SERVER` names it.
    pub server: String,
}

/// A document that reached a printer.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrived {
    /// What `zbarimg` reads on its pages.
    pub codes: Vec<String>,
    /// How many pages.
    pub pages: usize,
    /// The size of its first page in points.
    pub size: (f32, f32),
    /// The attributes that came with it.
    pub attributes: String,
    /// The file.
    pub file: PathBuf,
}

impl Lab {
    /// Starts one.
    ///
    /// # Panics
    /// If it does not start: a machine without a print server cannot tell whether printing works.
    pub fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("printlab/start.sh");
        let mut child = Command::new(&script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", script.display()));
        let said = child.stdout.take().expect("its words");
        let (mut folder, mut server, mut ready) = (None, None, false);
        for line in BufReader::new(said).lines().map_while(Result::ok) {
            match line.split_once('=') {
                Some(("LAB", value)) => folder = Some(PathBuf::from(value)),
                Some(("CUPS_SERVER", value)) => server = Some(value.to_owned()),
                _ => ready = line == "READY",
            }
            if ready {
                break;
            }
        }
        assert!(ready, "the print room did not start; `.ci/install.sh test` brings what it needs");
        Self { child, folder: folder.expect("its folder"), server: server.expect("its server") }
    }

    /// Jams the printer, or clears it.
    pub fn jam(&self, jammed: bool) {
        let mark = self.folder.join("got/JAM");
        if jammed {
            std::fs::write(mark, "").expect("room");
        } else {
            std::fs::remove_file(mark).expect("a jam");
        }
    }

    /// Lets the printer take so many seconds for each job.
    pub fn slow(&self, seconds: u32) {
        std::fs::write(self.folder.join("got/SLOW"), seconds.to_string()).expect("room");
    }

    /// Runs a program of the print system against this one.
    pub fn run(&self, words: &[&str]) {
        let done = self.command(words[0]).args(&words[1..]).output().expect("a program of the print system");
        assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// How many jobs the print server has that are not done.
    pub fn open_jobs(&self) -> usize {
        let listed = self.command("lpstat").args(["-W", "not-completed", "-o"]).output().expect("lpstat");
        String::from_utf8_lossy(&listed.stdout).lines().count()
    }

    /// What has reached the virtual printer so far, in order.
    pub fn arrived(&self) -> Vec<Arrived> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.folder.join("got"))
            .expect("its folder")
            .map(|entry| entry.expect("a file").path())
            .filter(|path| path.extension().is_some_and(|end| end == "pdf"))
            .collect();
        files.sort();
        files.into_iter().map(Arrived::read).collect()
    }

    /// Waits until so many documents have reached the printer.
    ///
    /// # Panics
    /// If they do not come.
    pub async fn until_arrived(&self, count: usize) -> Vec<Arrived> {
        for _ in 0..200 {
            let arrived = std::fs::read_dir(self.folder.join("got")).expect("its folder");
            let pdf = |entry: &std::fs::DirEntry| entry.path().extension().is_some_and(|end| end == "pdf");
            if arrived.flatten().filter(pdf).count() >= count {
                return self.arrived();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} of {count} documents reached the printer", self.arrived().len());
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("CUPS_SERVER", &self.server).env("PATH", format!("{path}:/usr/sbin:/sbin"));
        command
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        // it stays as long as its input is open
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

impl Arrived {
    fn read(file: PathBuf) -> Self {
        let told = output("pdfinfo", &[&file]);
        let line = |name: &str| {
            let found = told.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            found.trim().to_owned()
        };
        let mut sides =
            line("Page size:").split(' ').filter_map(|word| word.parse().ok()).collect::<Vec<f32>>();
        sides.resize(2, 0.0);
        let attributes = std::fs::read_to_string(file.with_extension("env")).expect("its attributes");
        let pages = line("Pages:").parse().expect("a number of pages");
        Self { codes: codes(&file), pages, size: (sides[0], sides[1]), attributes, file }
    }
}

/// What `zbarimg` reads on the pages of a PDF, in the dots of a label printer.
pub fn codes(pdf: &Path) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    raster(pdf, folder.path());
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(folder.path()).expect("pages").map(|page| page.expect("a page").path()).collect();
    pages.sort();
    pages
        .iter()
        .flat_map(|page| {
            let read = Command::new("zbarimg").args(["-q", "--raw"]).arg(page).output().expect("zbarimg");
            String::from_utf8_lossy(&read.stdout).lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// How many of the pixels of two PDFs' first pages differ, of how many.
pub fn difference(one: &Path, other: &Path) -> (usize, usize) {
    let pixels = |pdf: &Path| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        raster(pdf, folder.path());
        let page = std::fs::read_dir(folder.path()).expect("pages").flatten().map(|page| page.path()).min();
        std::fs::read(page.expect("a page")).expect("its pixels")
    };
    let (one, other) = (pixels(one), pixels(other));
    assert_eq!(one.len(), other.len(), "the pages have another size");
    (one.iter().zip(&other).filter(|(a, b)| a.abs_diff(**b) > 96).count(), one.len())
}

fn raster(pdf: &Path, folder: &Path) {
    output("pdftoppm", &[Path::new("-r"), Path::new("203"), Path::new("-gray"), pdf, &folder.join("page")]);
}

fn output(program: &str, words: &[impl AsRef<std::ffi::OsStr>]) -> String {
    let done: Output = Command::new(program).args(words).output().expect("a program of the tests");
    assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}
