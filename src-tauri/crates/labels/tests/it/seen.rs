//! What independent readers (poppler, zbar) see in an assembled document.

use std::io::Write as _;
use std::process::Command;

use tempfile::NamedTempFile;

/// A document on disk, looked at with other people's eyes.
pub(crate) struct Seen {
    file: NamedTempFile,
}

impl Seen {
    pub(crate) fn new(pdf: &[u8]) -> Self {
        let mut file = NamedTempFile::with_suffix(".pdf").expect("a file");
        file.write_all(pdf).expect("a document on disk");
        Self { file }
    }

    /// Width and height of every page in points.
    pub(crate) fn pages(&self) -> Vec<(f32, f32)> {
        let text = run("pdfinfo", &["-box", "-l", "-1", self.path()]);
        let text = String::from_utf8(text).expect("text");
        let sizes = text.lines().filter(|line| line.starts_with("Page") && line.contains(" size:"));
        sizes
            .map(|line| {
                let words: Vec<&str> = line.split_whitespace().collect();
                (words[3].parse().expect("a width"), words[5].parse().expect("a height"))
            })
            .collect()
    }

    /// The Code128 texts on a page at 203 dpi, sorted. Pages count from 1.
    pub(crate) fn codes(&self, page: usize) -> Vec<String> {
        self.codes_in(page, &[])
    }

    /// The same in a part of the page: left, top, width and height in millimetres.
    pub(crate) fn codes_within(&self, page: usize, part: [f32; 4]) -> Vec<String> {
        let dots = part.map(|mm| format!("{}", (mm / 25.4 * 203.0).round()));
        self.codes_in(page, &["-x", &dots[0], "-y", &dots[1], "-W", &dots[2], "-H", &dots[3]])
    }

    fn codes_in(&self, page: usize, part: &[&str]) -> Vec<String> {
        let mut image = NamedTempFile::with_suffix(".pgm").expect("a file");
        image.write_all(&self.grey(page, part)).expect("an image on disk");
        let path = image.path().to_str().expect("a path");
        let text = run("zbarimg", &["--quiet", "--raw", "-Sdisable", "-Scode128.enable", path]);
        let mut codes: Vec<String> = String::from_utf8_lossy(&text).lines().map(str::to_owned).collect();
        codes.sort();
        codes
    }

    /// The box around everything dark on a page: left, top, width and height in millimetres.
    pub(crate) fn ink(&self, page: usize) -> [f32; 4] {
        let image = self.grey(page, &[]);
        let mut words = image.splitn(4, u8::is_ascii_whitespace);
        let mut number = || -> usize {
            let word = words.next().expect("a header");
            std::str::from_utf8(word).expect("text").parse().unwrap_or(0)
        };
        let (_magic, width, _height) = (number(), number(), number());
        let rest = words.next().expect("pixels");
        let pixels = &rest[rest.iter().position(u8::is_ascii_whitespace).expect("a maximum") + 1..];
        let dark: Vec<(usize, usize)> =
            (0..pixels.len()).filter(|at| pixels[*at] < 128).map(|at| (at % width, at / width)).collect();
        let bounds = |values: Vec<usize>| {
            let low = values.iter().min().copied().expect("ink");
            let high = values.iter().max().copied().expect("ink") + 1;
            (low as f32 * 25.4 / 203.0, (high - low) as f32 * 25.4 / 203.0)
        };
        let (left, across) = bounds(dark.iter().map(|(x, _)| *x).collect());
        let (top, down) = bounds(dark.iter().map(|(_, y)| *y).collect());
        [left, top, across, down]
    }

    /// All text, as it is read down the pages.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(run("pdftotext", &["-layout", self.path(), "-"])).expect("text")
    }

    fn grey(&self, page: usize, part: &[&str]) -> Vec<u8> {
        let page = page.to_string();
        let mut arguments = vec!["-r", "203", "-gray", "-f", &page, "-l", &page];
        arguments.extend(part);
        arguments.push(self.path());
        run("pdftoppm", &arguments)
    }

    fn path(&self) -> &str {
        self.file.path().to_str().expect("a path")
    }
}

fn run(tool: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(tool)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{tool} (poppler-utils, zbar-tools): {error}"));
    output.stdout
}
