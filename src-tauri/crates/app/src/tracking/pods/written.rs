//! Proofs of delivery as files.

use crate::documents::PodRow;
use crate::labels::write_file;
use crate::workstation::problem;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_store::files::Files;
use std::path::{Path, PathBuf};

/// The most characters of a number in a file's name: file systems take 255 bytes, and a character may have four.
const LONGEST_NAME: usize = 50;

/// Writes proofs into a folder, each under the parcel's number.
pub(super) fn write_all(
    store: &Files,
    folder: &Path,
    number: &str,
    rows: &[PodRow],
) -> Result<Vec<String>, Problem> {
    std::fs::create_dir_all(folder).map_err(|error| {
        Problem::new(ErrorCode::FileUnusable).with("file", folder.display()).with("detail", error)
    })?;
    let mut written = Vec::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        let bytes = store.get(&row.sha256).map_err(problem)?;
        let path = free_path(folder, &file_name(number, place, rows.len(), &row.media_type), &bytes);
        write_file(&path, &bytes)?;
        written.push(path.display().to_string());
    }
    Ok(written)
}

/// `NUMBER-pod.pdf`, or `NUMBER-pod-2.pdf` where there are several. What no file name holds becomes `_`.
fn file_name(number: &str, place: usize, of: usize, media_type: &str) -> String {
    let plain: String =
        number.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
    let plain: String = plain.trim_matches('.').chars().take(LONGEST_NAME).collect();
    let kind = media_type.rsplit('/').next().unwrap_or("bin").replace("jpeg", "jpg");
    match of {
        1 => format!("{plain}-pod.{kind}"),
        _ => format!("{plain}-pod-{}.{kind}", place + 1),
    }
}

/// The path of a name in a folder; with a counter where another file has it. The same bytes are written over.
fn free_path(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let (stem, kind) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let mut path = folder.join(name);
    for counter in 2.. {
        match std::fs::read(&path) {
            Ok(there) if there != bytes => path = folder.join(format!("{stem} ({counter}).{kind}")),
            _ => break,
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_the_number_and_stay_in_their_folder() {
        assert_eq!(file_name("LK894734223CN", 0, 1, "application/pdf"), "LK894734223CN-pod.pdf");
        assert_eq!(file_name("ID 1/2", 1, 2, "image/jpeg"), "ID_1_2-pod-2.jpg");
        assert_eq!(file_name("../../etc", 0, 1, "image/png"), "_.._etc-pod.png");
        assert!(file_name(&"單".repeat(300), 0, 2, "application/pdf").len() < 255);
    }

    #[test]
    fn a_file_of_another_content_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let first = free_path(folder.path(), "A-pod.pdf", b"one");
        std::fs::write(&first, b"one").unwrap();
        assert_eq!(free_path(folder.path(), "A-pod.pdf", b"one"), first);
        assert_eq!(free_path(folder.path(), "A-pod.pdf", b"two"), folder.path().join("A-pod (2).pdf"));
    }
}
