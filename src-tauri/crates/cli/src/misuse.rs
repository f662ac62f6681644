//! Why words do not fit together, in the reader's language: what is wrong and where, and what would fit.

use crate::account;
use crate::args::language_of;
use crate::output::Output;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use shipdesk_core::error::{ErrorCode, Problem};
use std::error::Error as _;

/// Says why the words could not be used, or shows the help that was asked for. Gives the exit code.
pub(crate) fn refuse(error: &clap::Error, words: &[String]) -> u8 {
    if !error.use_stderr() {
        // a reader who closed the pipe has seen enough
        let _ = error.print();
        return 0;
    }
    let json = words.iter().take_while(|word| *word != "--").any(|word| word == "--json");
    let out = Output::new(json, language_of(words));
    if error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return out.problem(&problem(error, words, out));
    }
    if json {
        return out.problem(&out.misuse("no_command", &[]));
    }
    let _ = error.print();
    2
}

/// What is wrong, with the usage of the command that was meant. No secret that stands among the words is told on.
pub(crate) fn problem(error: &clap::Error, words: &[String], out: Output) -> Problem {
    let detail = account::without_secrets(&Misuse { error, out }.reason(), words);
    let problem = Problem::new(ErrorCode::InputUsage).with("detail", detail);
    match text(error, ContextKind::Usage) {
        Some(usage) => problem.with("usage", in_one_line(usage.trim_start_matches("Usage:"))),
        None => problem,
    }
}

/// An error of the words, on its way to a sentence.
struct Misuse<'a> {
    error: &'a clap::Error,
    out: Output,
}

impl Misuse<'_> {
    fn reason(&self) -> String {
        let word = self.of(ContextKind::InvalidArg);
        match self.error.kind() {
            ErrorKind::InvalidSubcommand => {
                let command = self.of(ContextKind::InvalidSubcommand);
                let near = self.of(ContextKind::SuggestedSubcommand);
                self.say("unknown_command", &[("word", &command), ("near", &near)])
            }
            ErrorKind::UnknownArgument => {
                let near = self.of(ContextKind::SuggestedArg);
                self.say("unknown_word", &[("word", &word), ("near", &near)])
            }
            ErrorKind::MissingRequiredArgument => self.say("word_missing", &[("words", &word)]),
            ErrorKind::ArgumentConflict => {
                let other = Some(self.of(ContextKind::PriorArg)).filter(|other| *other != word);
                self.say("words_at_odds", &[("word", &word), ("other", &other.unwrap_or_default())])
            }
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => self.bad_value(&word),
            ErrorKind::InvalidUtf8 => self.say("word_not_text", &[]),
            // no command here can be misused in another way
            _ => in_one_line(&self.error.to_string()),
        }
    }

    fn bad_value(&self, word: &str) -> String {
        let value = self.of(ContextKind::InvalidValue);
        let [known, near] = [ContextKind::ValidValue, ContextKind::SuggestedValue].map(|kind| self.of(kind));
        let why = self.error.source().map(|why| self.why(&why.to_string())).unwrap_or_default();
        let named = [("word", word), ("value", &value), ("known", &known), ("near", &near), ("why", &why)];
        self.say(if value.is_empty() { "value_missing" } else { "bad_value" }, &named)
    }

    /// Why a value is refused: a reader of ours gives the key of a text, others an English sentence.
    fn why(&self, told: &str) -> String {
        let range = told.split_once(" is not in ").and_then(|(_, range)| range.split_once(".."));
        match range {
            Some((from, to)) => {
                self.say("value_range", &[("from", from), ("to", to.trim_start_matches('='))])
            }
            None if told.contains("digit") => self.say("value_number", &[]),
            None => self.say(told, &[]),
        }
    }

    /// A text, with those of the values that are known.
    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let known: Vec<_> = values.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
        self.out.words().text(key, &known)
    }

    fn of(&self, kind: ContextKind) -> String {
        text(self.error, kind).unwrap_or_default()
    }
}

/// What an error says of this kind.
fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Cli;
    use clap::Parser as _;
    use shipdesk_app::words::{Language, Words};

    fn told(words: &str, language: Language) -> Problem {
        let words: Vec<String> =
            std::iter::once("shipdesk-cli").chain(words.split(' ')).map(str::to_owned).collect();
        problem(&Cli::try_parse_from(&words).unwrap_err(), &words, Output::new(true, language))
    }

    fn detail(words: &str, language: Language) -> String {
        told(words, language).params["detail"].clone()
    }

    #[test]
    fn what_is_wrong_is_said_with_the_words_that_are() {
        let states = "draft, ready, submitting, unknown, submitted, labelled, failed, cancelling, cancelled";
        for (words, expected) in [
            ("order shwo A1", "there is no command “shwo” (did you mean “show”?)"),
            ("order zzz", "there is no command “zzz”"),
            ("order list --limti 3", "“--limti” fits nowhere here (did you mean “--limit”?)"),
            ("verify A1", "“A1” fits nowhere here"),
            ("order show", "<NO>... is missing"),
            ("buy A1", "--account <N>, --channel <ID> is missing"),
            ("print queue --resume B --stop B", "--resume <BATCH> and --stop <BATCH> do not go together"),
            ("order list --limit 1 --limit 2", "--limit <N> stands there more than once"),
            ("order list --limit", "--limit <N> needs a value"),
            ("order list --limit many", "--limit <N> cannot be “many”: a whole number is needed"),
            ("order list --limit 0", "--limit <N> cannot be “0”: a number from 1 to 10000 is needed"),
            ("--lang de verify", "--lang <TAG> cannot be “de”: known are en, zh-CN and zh-TW"),
        ] {
            assert_eq!(detail(words, Language::En), expected, "{words}");
        }
        let state = detail("order list --state bought", Language::En);
        assert_eq!(state, format!("--state <S> cannot be “bought”; it may be {states}"));
        let near = detail("order list --state redy", Language::En);
        assert!(near.ends_with(" (did you mean “ready”?)"), "{near}");
    }

    #[test]
    fn it_is_said_in_each_language() {
        for (words, simplified, traditional) in [
            (
                "order shwo",
                "没有“shwo”这个命令（是不是“show”？）",
                "沒有「shwo」這個指令（是不是「show」？）",
            ),
            ("order list --limit 0", "--limit <N> 不能是“0”：", "--limit <N> 不能是「0」："),
            ("order show", "缺 <NO>...", "缺 <NO>..."),
            ("--lang de verify", "--lang <TAG> 不能是“de”：", "--lang <TAG> 不能是「de」："),
        ] {
            let told = [Language::ZhCn, Language::ZhTw].map(|language| detail(words, language));
            assert!(told[0].starts_with(simplified) && told[1].starts_with(traditional), "{told:?}");
        }
    }

    #[test]
    fn the_usage_is_that_of_the_command_that_was_meant() {
        let usage = |words| told(words, Language::En).params.get("usage").cloned().unwrap_or_default();
        assert!(usage("order show").starts_with("shipdesk-cli order show"), "{}", usage("order show"));
        let next_step = |words| Words::new(Language::En).error(&told(words, Language::En)).next_step;
        assert!(next_step("order show").starts_with("Usage: shipdesk-cli order show"));
        assert_eq!(next_step("order list --limit many"), "The command with --help shows what fits.");
    }

    #[test]
    fn a_range_without_an_end_is_told_from_its_beginning() {
        let open = detail("track received P --account n --item 0", Language::ZhCn);
        assert!(open.contains("不能是“0”：要从 1 "), "{open}");
    }
}
