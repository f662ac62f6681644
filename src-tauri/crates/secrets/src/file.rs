//! The file form: `account.field=value` a line, for servers and tests.

use crate::entries::Entries;
use crate::error::SecretError;
use shipdesk_core::secret::Secret;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Checks who may touch the file, then reads all of it.
pub(crate) fn read(path: &Path) -> Result<Entries, SecretError> {
    let unreadable =
        |error: io::Error| SecretError::FileUnreadable { path: path.to_owned(), why: error.to_string() };
    let mut file = File::open(path).map_err(unreadable)?;
    // the open file is asked, not the path: the path may name another file a moment later
    let about = file.metadata().map_err(unreadable)?;
    if about.is_dir() {
        return Err(unreadable(io::ErrorKind::IsADirectory.into()));
    }
    #[cfg(unix)]
    private(path, &about, rustix::process::geteuid().as_raw())?;
    let mut text = String::new();
    let result = file.read_to_string(&mut text);
    let text = Secret::new(text);
    result.map_err(unreadable)?;
    parse(text.expose()).map_err(|line| SecretError::FileLine { path: path.to_owned(), line })
}

#[cfg(unix)]
fn private(path: &Path, about: &std::fs::Metadata, us: u32) -> Result<(), SecretError> {
    use std::os::unix::fs::MetadataExt;
    let mode = about.mode() & 0o7777;
    if mode & 0o077 != 0 {
        return Err(SecretError::FileMode { path: path.to_owned(), mode });
    }
    if about.uid() != us {
        return Err(SecretError::FileOwner { path: path.to_owned(), owner: about.uid() });
    }
    Ok(())
}

/// The entries, or the number of the first line that is wrong.
fn parse(text: &str) -> Result<Entries, usize> {
    let mut entries = Entries::default();
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (account, field, value) = split(line).ok_or(index + 1)?;
        if !entries.add(account, field, Secret::new(value)) {
            return Err(index + 1);
        }
    }
    Ok(entries)
}

fn split(line: &str) -> Option<(&str, &str, &str)> {
    let (key, value) = line.split_once('=')?;
    let (account, field) = key.rsplit_once('.')?;
    // blanks beside the `=` or at the margin would make an entry that nobody can find
    let exact = |name: &str| !name.is_empty() && name.trim() == name;
    (exact(account) && exact(field)).then_some((account, field, value))
}

#[cfg(test)]
mod tests {
    use super::{parse, read};
    use crate::{Place, SecretError, SecretStore};
    use shipdesk_core::secret::Secret;
    use std::fs;
    use std::path::PathBuf;
    use tempfile::TempDir;

    fn written(bytes: &[u8], mode: u32) -> (TempDir, PathBuf) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("secrets");
        fs::write(&path, bytes).unwrap();
        restrict(&path, mode);
        (folder, path)
    }

    #[cfg(unix)]
    fn restrict(path: &PathBuf, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[cfg(not(unix))]
    fn restrict(_: &PathBuf, _: u32) {}

    #[test]
    fn lines_are_split_at_the_last_dot_before_the_first_equals_sign() {
        for (line, account, field, value) in [
            ("north.token=abc", "north", "token", "abc"),
            ("North Shop 2.client_secret=a.b=c==", "North Shop 2", "client_secret", "a.b=c=="),
            ("shop.example.app_secret=x", "shop.example", "app_secret", "x"),
            ("北仓.token=钥匙", "北仓", "token", "钥匙"),
            ("a.b=  blanks stay \t", "a", "b", "  blanks stay \t"),
            ("a.b=", "a", "b", ""),
            ("a.b=# not a comment", "a", "b", "# not a comment"),
            ("\u{feff}a.b=after a BOM", "a", "b", "after a BOM"),
            ("a.b=crlf\r\n", "a", "b", "crlf"),
            ("# note\n\n  \t\r\na.b=1", "a", "b", "1"),
            ("a.b=1\nc.d=2\n", "a", "b", "1"),
        ] {
            let entries = parse(line).unwrap();
            assert_eq!(entries.get(account, field), Ok(Secret::new(value)), "{line:?}");
        }
    }

    #[test]
    fn a_wrong_line_is_named_by_its_number() {
        for (text, line) in [
            ("token=abc", 1),
            ("no equals sign", 1),
            (".token=abc", 1),
            ("north.=abc", 1),
            ("north.token =abc", 1),
            (" north.token=abc", 1),
            ("north. token=abc", 1),
            ("# fine\r\n\r\nnorth.token=1\r\nbroken\r\n", 4),
            ("a.b=1\nc.d=2\na.b=3\n", 3),
        ] {
            assert_eq!(parse(text).err(), Some(line), "{text:?}");
        }
    }

    #[tokio::test]
    async fn a_file_is_read_and_never_written() {
        let content = b"\xef\xbb\xbfnorth.token=abc\r\nnorth.app_secret= d=e \r\n";
        let (_folder, path) = written(content, 0o600);
        let store = SecretStore::file(&path).unwrap();
        assert_eq!(store.get("north", "token").await, Ok(Secret::new("abc")));
        assert_eq!(store.get("north", "app_secret").await, Ok(Secret::new(" d=e ")));
        assert_eq!(
            store.get("north", "api_key").await,
            Err(SecretError::Missing { account: "north".into(), field: "api_key".into() })
        );
        assert_eq!(store.set("north", "token", &Secret::new("new")).await, Err(SecretError::ReadOnly));
        assert_eq!(store.remove("north", &["token"]).await, Err(SecretError::ReadOnly));
        assert_eq!((store.is_read_only(), store.describe()), (true, Place::File(&path)));
        assert_eq!(fs::read(&path).unwrap(), content);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_touch_is_refused() {
        for mode in [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o777] {
            let (_folder, path) = written(b"a.b=c\n", mode);
            assert_eq!(read(&path).err(), Some(SecretError::FileMode { path, mode }));
        }
        for mode in [0o600, 0o400] {
            let (_folder, path) = written(b"a.b=c\n", mode);
            assert_eq!(read(&path).err(), None, "{mode:o}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_somebody_else_is_refused() {
        use std::os::unix::fs::MetadataExt;
        let (_folder, path) = written(b"a.b=c\n", 0o600);
        let about = fs::metadata(&path).unwrap();
        let owner = about.uid();
        assert_eq!(super::private(&path, &about, owner), Ok(()));
        assert_eq!(super::private(&path, &about, owner + 1), Err(SecretError::FileOwner { path, owner }));
    }

    #[test]
    fn a_file_that_cannot_be_read_says_why() {
        let (folder, path) = written(b"a.b=\xff\xfe\n", 0o600);
        for path in [path, folder.path().join("absent")] {
            match read(&path).err() {
                Some(SecretError::FileUnreadable { path: named, why }) => {
                    assert_eq!(named, path);
                    assert!(!why.is_empty());
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn errors_quote_no_line() {
        let (_folder, path) = written(b"hunter2-without-a-key\n", 0o600);
        let error = read(&path).err().unwrap();
        assert_eq!(error, SecretError::FileLine { path, line: 1 });
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}
