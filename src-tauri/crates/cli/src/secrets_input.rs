//! Secrets from a person: lines of standard input, or asked for without echo. Never an argument; no message quotes one.

use crate::output::Output;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::secret::Secret;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Read, stdin};

/// The secrets of one account, by field.
pub(crate) type Secrets = BTreeMap<String, Secret>;

/// Gets the secrets named `names`; `None` where they have a place of their own already (`given`).
pub(crate) fn gather(
    names: &[&str],
    from_stdin: bool,
    given: bool,
    out: Output,
) -> Result<Option<Secrets>, Problem> {
    let refuse = |key| Err(out.misuse(key, &[]));
    match (given, from_stdin) {
        (true, true) => refuse("secrets_are_given"),
        (true, false) => Ok(None),
        (false, true) => {
            let mut text = String::new();
            let read = stdin().lock().read_to_string(&mut text);
            let text = Secret::new(text);
            if read.is_err() {
                return refuse("secrets_not_text");
            }
            parse(text.expose(), names).map(Some)
        }
        (false, false) if names.is_empty() => Ok(Some(Secrets::new())),
        (false, false) if stdin().is_terminal() => ask(names, out).map(Some),
        (false, false) => refuse("secrets_needed"),
    }
}

fn ask(names: &[&str], out: Output) -> Result<Secrets, Problem> {
    let mut secrets = Secrets::new();
    for name in names {
        let prompt = out.words().text("secret_prompt", &[("field", name)]);
        let typed = rpassword::prompt_password(prompt)
            .map_err(|error| Problem::new(ErrorCode::InputUsage).with("detail", error))?;
        if typed.is_empty() {
            return Err(invalid(vec![FieldIssue::missing(*name)]));
        }
        secrets.insert((*name).to_owned(), Secret::new(typed));
    }
    Ok(secrets)
}

/// Reads `FIELD=VALUE` lines. A byte order mark, line ends of Windows and blank lines are fine; blanks in a value are
/// part of it.
pub(crate) fn parse(text: &str, names: &[&str]) -> Result<Secrets, Problem> {
    let mut secrets = Secrets::new();
    let mut issues = Vec::new();
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let (field, value) = line.split_once('=').unwrap_or(("", ""));
        let field = field.trim();
        if field.is_empty() {
            // the line may be the secret itself: only its number is told
            issues.push(FieldIssue::wrong_kind(format!("stdin:{}", index + 1), "FIELD=VALUE", ""));
        } else if !names.contains(&field) {
            issues.push(FieldIssue::unknown(field));
        } else if value.trim().is_empty() {
            issues.push(FieldIssue::missing(field));
        } else if secrets.insert(field.to_owned(), Secret::new(value)).is_some() {
            issues.push(FieldIssue::repeated(field, ""));
        }
    }
    let told = |name: &str, issues: &[FieldIssue]| issues.iter().any(|issue| issue.path == name);
    for name in names {
        if !secrets.contains_key(*name) && !told(name, &issues) {
            issues.push(FieldIssue::missing(*name));
        }
    }
    if issues.is_empty() { Ok(secrets) } else { Err(invalid(issues)) }
}

fn invalid(issues: Vec<FieldIssue>) -> Problem {
    Problem::new(ErrorCode::InputInvalid).with_fields(issues)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shipdesk_app::words::Language;
    use shipdesk_core::error::FieldProblem;

    const NAMES: [&str; 2] = ["token", "client_secret"];

    fn issues(text: &str) -> Vec<(String, FieldProblem)> {
        let problem = parse(text, &NAMES).unwrap_err();
        assert_eq!(problem.code, ErrorCode::InputInvalid);
        problem.fields.into_iter().map(|issue| (issue.path, issue.problem)).collect()
    }

    #[test]
    fn lines_are_read_as_editors_of_all_systems_write_them() {
        let secrets = parse("\u{feff}token= a=b \r\n\r\nclient_secret=c d\r\n", &NAMES).unwrap();
        assert_eq!(secrets["token"], Secret::new(" a=b "));
        assert_eq!(secrets["client_secret"], Secret::new("c d"));
    }

    #[test]
    fn each_fault_is_named_by_its_field() {
        use FieldProblem::{Missing, Repeated, UnknownField, WrongKind};
        let [token, client] = NAMES.map(str::to_owned);
        assert_eq!(issues("token=1\n"), [(client.clone(), Missing)]);
        assert_eq!(issues(""), [(token.clone(), Missing), (client.clone(), Missing)]);
        assert_eq!(issues("token=\nclient_secret= \n"), [(token.clone(), Missing), (client, Missing)]);
        assert_eq!(issues("token=1\nclient_secret=2\npassword=3"), [("password".to_owned(), UnknownField)]);
        assert_eq!(issues("token=1\nclient_secret=2\ntoken=3"), [(token, Repeated)]);
        assert_eq!(issues("token=1\nclient_secret=2\nhunter2"), [("stdin:3".to_owned(), WrongKind)]);
    }

    #[test]
    fn no_message_quotes_a_secret() {
        let text = "token=s3cr3t-1\ntoken=s3cr3t-2\ns3cr3t-3\nother=s3cr3t-4";
        let problem = parse(text, &NAMES).unwrap_err();
        assert!(!format!("{problem:?}").contains("s3cr3t"), "{problem:?}");
    }

    #[test]
    fn given_secrets_are_never_asked_for_and_never_taken_from_stdin() {
        let out = Output::new(true, Language::En);
        assert_eq!(gather(&NAMES, false, true, out), Ok(None));
        assert_eq!(gather(&NAMES, true, true, out).unwrap_err().code, ErrorCode::InputUsage);
        assert_eq!(gather(&[], false, false, out), Ok(Some(Secrets::new())));
    }
}
