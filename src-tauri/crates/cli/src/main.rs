//! `shipdesk-cli`: a second front end over the same use cases as the window's. Each noun has a file with its words, its
//! use case's call and its text; `output` alone prints.

mod account;
mod args;
mod buy;
mod card;
mod channel;
mod exchange;
mod find;
mod folder;
mod follow;
mod label;
mod misuse;
mod order;
mod output;
mod pod;
mod practice;
mod print;
mod progress;
mod quote;
mod reader;
mod scanform;
mod secrets_input;
mod session;
mod setting;
mod sources;
mod table;
mod track;

#[cfg(test)]
mod texts_tests;

use args::{Cli, Command, DeskCommand};
use clap::{CommandFactory, Parser};
use output::Output;
use session::Session;
use shipdesk_app::Workstation;
use shipdesk_core::error::{ErrorCode, Problem};
use std::process::ExitCode;
use tokio::runtime::{Builder, Runtime};

fn main() -> ExitCode {
    let code = match Cli::try_parse() {
        Ok(cli) => start(cli),
        Err(error) => {
            let words: Vec<String> =
                std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
            misuse::refuse(&error, &words)
        }
    };
    ExitCode::from(code)
}

fn start(cli: Cli) -> u8 {
    let language = cli.global.lang.unwrap_or_else(args::language_of_locale);
    let out = Output::new(cli.global.json, language);
    let outcome = runtime(&cli.command).and_then(|runtime| {
        let session = Session::new(cli.global.data_dir, language, out);
        let outcome = runtime.block_on(run(cli.command, &session));
        // a key store that still waits for somebody must not keep the process alive
        runtime.shutdown_background();
        outcome
    });
    outcome.unwrap_or_else(|problem| out.problem(&problem))
}

/// One thread starts fastest; a server that many ask at once gets several.
fn runtime(command: &Command) -> Result<Runtime, Problem> {
    let mut builder = match command {
        Command::Simulate(_) => Builder::new_multi_thread(),
        _ => Builder::new_current_thread(),
    };
    let started = builder.enable_all().build();
    started.map_err(|error| Problem::new(ErrorCode::Internal).with("detail", error))
}

/// Carries a command out; gives the exit code.
async fn run(command: Command, session: &Session) -> Result<u8, Problem> {
    match command {
        Command::Completion { shell } => Ok(session.out.completion(shell, &mut Cli::command())),
        Command::Simulate(args) => practice::simulate(args, session).await,
        Command::Restore(args) => folder::restore(args, session).await,
        Command::Demo(_) => practice::demo(session).await,
        Command::Desk(command) => {
            let desk = session.open().await?;
            let outcome = at_desk(command, &desk, session).await;
            desk.close().await;
            outcome
        }
    }
}

async fn at_desk(command: DeskCommand, desk: &Workstation, session: &Session) -> Result<u8, Problem> {
    match command {
        DeskCommand::Account(command) => account::run(command, desk, session).await,
        DeskCommand::Channel(command) => channel::run(command, desk, session.out).await,
        DeskCommand::Order(command) => order::run(command, desk, session.out).await,
        DeskCommand::Quote(args) => quote::run(args, desk, session.out).await,
        DeskCommand::Buy(args) => buy::run(args, desk, session.out).await,
        DeskCommand::Reconcile(args) => buy::reconcile(args, desk, session.out).await,
        DeskCommand::Label(command) => label::run(command, desk, session.out).await,
        DeskCommand::Print(args) => print::run(args, desk, session.out).await,
        DeskCommand::Printer(command) => print::printer(command, desk, session.out).await,
        DeskCommand::Cancel(args) => buy::cancel(args, desk, session.out).await,
        DeskCommand::Refund(args) => buy::refund(args, desk, session.out).await,
        DeskCommand::Scanform(args) => scanform::run(args, desk, session.out).await,
        DeskCommand::Track(command) => track::run(command, desk, session.out).await,
        DeskCommand::Check(command) => sources::check(command, desk, session.out).await,
        DeskCommand::Isp(command) => sources::isp(command, desk, session.out).await,
        DeskCommand::Pod(command) => pod::run(command, desk, session.out).await,
        DeskCommand::Find(args) => find::run(args, desk, session.out).await,
        DeskCommand::Backup(args) => folder::backup(args, desk, session.out).await,
        DeskCommand::Verify(_) => folder::verify(desk, session.out).await,
        DeskCommand::Setting(command) => setting::run(command, desk, session.out).await,
    }
}
