//! Every file of the tree: how long it is, and that it knows no particular machine.

use shipdesk_tests::tree::{Finding, Source, assert_none, sources};
use std::path::Path;

const LONGEST: usize = 600;

/// Folders of one machine. In two halves, so that this file keeps the rule itself.
const MACHINE: [&str; 7] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/tm", "p/"),
    concat!("/var/fol", "ders/"),
    concat!(r"C:\Us", "ers"),
];

/// Where packages come from is the business of each machine's own settings.
const REGISTRIES: [&str; 9] = [
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("registry.npmjs", ".org"),
    concat!("registry.yarnpkg", ".com"),
    concat!("pypi", ".org"),
    concat!("files.pythonhosted", ".org"),
    concat!("deb.debian", ".org"),
    concat!("artifact", "ory"),
    concat!("/nexus", "/repository"),
];

/// Lock files name the public registry of their tool, and no other.
const LOCKS: [(&str, &str, &str); 2] = [
    ("Cargo.lock", "source = \"", concat!("registry+https://github.com/rust-lang/crates", ".io-index")),
    ("package-lock.json", "\"resolved\": \"", concat!("https://registry.npmjs", ".org/")),
];

fn too_long(source: &Source) -> Option<Finding> {
    let lines = source.text.lines().count();
    let rust = Path::new(&source.path).extension().is_some_and(|end| end == "rs");
    (rust && lines > LONGEST).then(|| Finding {
        path: source.path.clone(),
        line: LONGEST + 1,
        says: format!("{lines} lines, {LONGEST} are allowed; give a part that has a name of its own a file"),
    })
}

fn tied_to_a_machine(source: &Source) -> Vec<Finding> {
    let lock = LOCKS.iter().find(|(name, ..)| source.path.rsplit('/').next() == Some(name));
    let lines = source.text.lines().enumerate();
    lines
        .filter_map(|(index, line)| {
            let says = match lock {
                Some((_, key, registry)) => foreign_registry(line, key, registry)?,
                None => machine_word(line)?,
            };
            Some(Finding { path: source.path.clone(), line: index + 1, says })
        })
        .collect()
}

fn foreign_registry(line: &str, key: &str, registry: &str) -> Option<String> {
    let value = line.trim_start().strip_prefix(key)?;
    (!value.starts_with(registry))
        .then(|| format!("locked from elsewhere than {registry}; lock it again from there"))
}

fn machine_word(line: &str) -> Option<String> {
    let path = MACHINE.iter().find(|path| whole_path(line, path));
    let registry = || REGISTRIES.iter().find(|host| line.to_ascii_lowercase().contains(**host));
    path.map(|path| format!("'{path}' is a folder of one machine; use a relative path or a temporary folder"))
        .or_else(|| {
            registry()
                .map(|host| format!("'{host}' is a package registry; leave it to the machine's own settings"))
        })
}

/// Whether `path` begins a path here, rather than being the middle of another (`https://host/home/…`, `src/work/`).
fn whole_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric() && !"._-/}>)~*".contains(before))
    })
}

#[test]
fn files_are_short_enough() {
    let findings: Vec<Finding> = sources("").unwrap().iter().filter_map(too_long).collect();
    assert_none(&findings);
}

#[test]
fn no_file_knows_a_machine() {
    let findings: Vec<Finding> = sources("").unwrap().iter().flat_map(tied_to_a_machine).collect();
    assert_none(&findings);
}

mod the_rules_can_fail {
    use super::{LONGEST, Source, tied_to_a_machine, too_long};

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn length() {
        let longest = "//\n".repeat(LONGEST);
        assert_eq!(too_long(&source("a.rs", &longest)), None);
        assert_eq!(too_long(&source("a.rs", &(longest.clone() + "//"))).unwrap().line, 601);
        assert_eq!(too_long(&source("a.json", &(longest + "//"))), None);
    }

    #[test]
    fn machine_words() {
        for (text, found) in [
            (concat!("let path = \"/wo", "rk/x\";"), true),
            (concat!("see /ho", "me/me"), true),
            (concat!("/ro", "ot/.cargo"), true),
            (concat!("C:\\Us", "ers\\me"), true),
            (concat!("https://index.crates", ".io"), true),
            (concat!("https://Artifact", "ory.example"), true),
            (concat!("https://example.com/ho", "me/page"), false),
            (concat!("src/wo", "rk/x"), false),
            ("a tidy line", false),
        ] {
            let findings = tied_to_a_machine(&source("x.rs", &format!("first\n{text}\n")));
            assert_eq!(
                findings.iter().map(|finding| finding.line).collect::<Vec<_>>(),
                vec![2; usize::from(found)]
            );
        }
    }

    #[test]
    fn foreign_locks() {
        let public = concat!("source = \"registry+https://github.com/rust-lang/crates", ".io-index\"");
        let mirror = "source = \"registry+https://mirror.example/index\"";
        let lock = source("Cargo.lock", &format!("{public}\n{mirror}\n"));
        assert_eq!(tied_to_a_machine(&lock).iter().map(|finding| finding.line).collect::<Vec<_>>(), [2]);
        let npm = source("ui/package-lock.json", "      \"resolved\": \"https://mirror.example/x.tgz\",\n");
        assert_eq!(tied_to_a_machine(&npm).len(), 1);
    }
}
