//! What holds for every provider of the registry, chosen by what it can do.
//!
//! A provider's fixtures stand in its folder (the one whose `descriptor.rs` has its id) under
//! `fixtures/CAPABILITY/`: `CALL.ok.json` and `CALL.CASE.ok.json` are answers that must be read as a success,
//! `CALL.CASE.error.json` such that must not. `CALL` is the name of the call in the history of attempts. Answers are
//! about the orders, parcels, the air waybill and the purchase of [`calls`].
#![cfg(test)]

#[path = "conformance/calls.rs"]
mod calls;
#[path = "conformance/damage.rs"]
mod damage;
#[path = "conformance/fuzz.rs"]
mod fuzz;
#[path = "conformance/lines.rs"]
mod lines;
#[path = "conformance/told.rs"]
mod told;

use calls::{Call, SECRET, calls, credentials, open};
use shipdesk_providers::registry;
use shipdesk_providers::spi::descriptor::Descriptor;
use shipdesk_providers::spi::error::ErrorKind;
use shipdesk_providers::spi::json;
use shipdesk_providers::spi::provider::capabilities;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use url::Url;

/// The folder of a provider: the one whose descriptor names its id.
fn folder(descriptor: &Descriptor) -> PathBuf {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let id = format!("\"{}\"", descriptor.id);
    let names_it = |folder: &PathBuf| {
        std::fs::read_to_string(folder.join("descriptor.rs")).is_ok_and(|source| source.contains(&id))
    };
    let mut folders = std::fs::read_dir(sources).unwrap().map(|entry| entry.unwrap().path());
    folders.find(names_it).unwrap_or_else(|| panic!("no folder has the descriptor of {id}"))
}

/// A call's fixtures that end so, each with its file name.
fn fixtures(descriptor: &Descriptor, call: &Call, end: &str) -> Vec<(String, Vec<u8>)> {
    let folder = folder(descriptor).join("fixtures").join(call.capability);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|_| panic!("no folder {}", folder.display()));
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.split('.').next() == Some(call.action) && name.ends_with(end));
    names.sort();
    names.into_iter().map(|name| (name.clone(), std::fs::read(folder.join(&name)).unwrap())).collect()
}

/// The registry with everything that can be asked of it.
fn all() -> Vec<(&'static Descriptor, Vec<Call>)> {
    registry()
        .into_iter()
        .map(|registration| (registration.descriptor, calls(&*open(registration))))
        .collect()
}

#[test]
fn descriptors_are_usable_as_data() {
    let mut ids = HashSet::new();
    for registration in registry() {
        let descriptor = registration.descriptor;
        let id = descriptor.id;
        assert!(ids.insert(id), "{id} is there twice");
        assert!(!id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{id}");
        assert!(!descriptor.label.is_empty(), "{id}");
        for url in [descriptor.base_url, descriptor.docs_url].into_iter().chain(descriptor.sandbox_url) {
            assert!(matches!(Url::parse(url).unwrap().scheme(), "http" | "https"), "{id}: {url}");
        }
        let mut names = HashSet::new();
        assert!(
            descriptor.fields.iter().all(|field| names.insert(field.name)),
            "{id}: a field is there twice"
        );
        let mut options = HashSet::new();
        assert!(
            descriptor.options.iter().all(|option| options.insert(option.name)),
            "{id}: an option is there twice"
        );
        let limits = descriptor.limits;
        assert!(limits.parallel > 0 && limits.create_batch > 0 && limits.label_batch > 0, "{id}");
        assert_ne!(limits.per_minute, Some(0), "{id}");
        assert!(serde_json::to_value(descriptor).unwrap().is_object(), "{id}");
        assert_eq!(descriptor.check_fields(&credentials(descriptor).fields), [], "{id}");
        assert!(std::ptr::eq(shipdesk_providers::find(id).unwrap(), registration), "{id}");
        assert!(std::ptr::eq(open(registration).descriptor(), descriptor), "{id}");
    }
}

#[test]
fn what_it_can_do_is_what_it_implements() {
    for registration in registry() {
        let provider = open(registration);
        let mut asked: Vec<&str> = calls(&*provider).iter().map(|call| call.capability).collect();
        asked.dedup();
        assert_eq!(asked, capabilities(&*provider), "{}", registration.descriptor.id);
    }
}

#[test]
fn without_its_secrets_it_does_not_open() {
    for registration in registry() {
        let whole = credentials(registration.descriptor);
        for name in registration.descriptor.secrets() {
            let mut lacking = whole.clone();
            lacking.secrets.remove(name);
            let error = (registration.open)(&lacking).unwrap_err();
            assert_eq!(error.kind, ErrorKind::Auth, "{}: {name}", registration.descriptor.id);
        }
    }
}

#[test]
fn secrets_are_never_shown() {
    for registration in registry() {
        let provider = open(registration);
        let opened = credentials(registration.descriptor);
        let mut shown = vec![format!("{provider:?} {:?} {opened:?}", provider.probe())];
        for call in calls(&*provider) {
            shown.push(call.shown.clone());
            let errors = fixtures(registration.descriptor, &call, ".error.json");
            shown.extend(errors.iter().map(|(_, body)| format!("{:?}", (call.read)(body))));
        }
        assert!(!shown.concat().contains(SECRET), "{}", registration.descriptor.id);
    }
}

#[test]
fn every_answer_on_disk_is_read_as_what_it_is() {
    for (descriptor, calls) in all() {
        for call in calls {
            let (id, action) = (descriptor.id, call.action);
            let (good, bad) =
                (fixtures(descriptor, &call, ".ok.json"), fixtures(descriptor, &call, ".error.json"));
            assert!(!good.is_empty(), "{id}: no success of `{action}` on disk");
            assert!(!bad.is_empty(), "{id}: no error of `{action}` on disk");
            for (name, body) in good {
                assert_eq!((call.read)(&body).map(drop), Ok(()), "{id}: {name}");
            }
            for (name, body) in bad {
                assert!((call.read)(&body).is_err(), "{id}: {name}");
            }
        }
    }
}

#[test]
fn half_an_answer_is_never_a_success() {
    for (descriptor, calls) in all() {
        for call in calls {
            for (name, body) in fixtures(descriptor, &call, ".ok.json") {
                let whole = body.len();
                let end = (0..=whole).find(|&end| json::parse(&body[..end]).is_ok()).unwrap();
                assert!(body[end - 1] == b'}' || body[end - 1] == b']', "{name} is read before its end");
                assert_eq!(json::parse(&body[..end]).unwrap(), json::parse(&body).unwrap(), "{name}");
                for cut in 0..end {
                    assert!(
                        (call.read)(&body[..cut]).is_err(),
                        "{}: {name} cut at byte {cut}",
                        descriptor.id
                    );
                }
            }
        }
    }
}

#[test]
fn junk_is_never_a_success() {
    let pages: [&[u8]; 6] =
        [b"", b"\xff\xfe", b"null", b"OK", b"<html><body>{\"code\":200}</body></html>", b"[1,2]"];
    for (descriptor, calls) in all() {
        for call in calls {
            for page in pages {
                let error = (call.read)(page).unwrap_err();
                assert_eq!(error.kind, ErrorKind::BadAnswer, "{}: {} {page:?}", descriptor.id, call.action);
            }
        }
    }
}
