//! What people type: a file a command. The only room that prints.
//!
//! In: arguments, the environment, the clock. Out: text on standard output and error, and an exit code: 0 fine, 1 problems in the content, 2 the tool
//! could not work. Never: work that belongs to another room.

#![expect(clippy::disallowed_methods, reason = "this room is a door to the outside")]

mod add;
mod asking;
mod build;
mod check;
mod clean;
mod compose;
mod composing;
mod console;
mod deciding;
mod explain;
mod external;
mod grouping;
mod here;
mod inbox;
mod locking;
mod new;
mod progress;
mod prove;
mod serve;
mod standing;
mod status;
mod stories;
mod takedown;
mod theme;

use crate::diag::NoTexts;
use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum};
use console::Console;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// A static-site generator for a curated news digest: every claim cited to a passage, and every citation checked.
#[derive(Debug, Parser)]
#[command(name = "digest", version = env!("DIGEST_VERSION"), propagate_version = true, max_term_width = 100, disable_help_subcommand = true)]
struct Arguments {
    /// The site's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".", hide_default_value = true)]
    root: PathBuf,
    /// How findings are printed
    #[arg(long, global = true, value_enum, default_value_t = FormatName::Human)]
    format: FormatName,
    /// Print findings alone
    #[arg(long, short, global = true)]
    quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    color: ColorChoice,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    Human,
    Short,
    Json,
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ColorChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new site that builds at once
    New(new::Arguments),
    /// Clean raw pages into content/articles
    Add(add::Arguments),
    /// Show how the articles group into stories, and why; split, merge, rename and refuse them
    Stories(stories::Arguments),
    /// Write digests for new or changed stories
    Compose(compose::Arguments),
    /// Run every rule on every digest
    Check(check::Arguments),
    /// Compose, check, render, and write the site
    Build(build::Arguments),
    /// Build and serve the site, and rebuild it as files change
    Serve(serve::Arguments),
    /// Take down an article or a digest that must go
    Takedown(takedown::Arguments),
    /// Show what awaits the editor
    Status(status::Arguments),
    /// Take away the built site and the caches; nothing else
    Clean(clean::Arguments),
    /// Tell what a finding's code means, with an example and how to mend it
    Explain(explain::Arguments),
    /// List themes, copy a file of one to change it, print what a template sees
    Theme(theme::Arguments),
    /// Print what a shell needs to complete this program's arguments
    #[command(hide = true)]
    Completions { shell: clap_complete::Shell },
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Fine,
    /// The content has problems.
    Problems,
    /// The tool could not work.
    Failed,
}

/// Reads the arguments, runs the command, and says how it ended.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse_from(asked_for_help(std::env::args_os())) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A closed pipe is no error.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let console = Console::new(arguments.format.into(), arguments.color, arguments.quiet);
    let root = arguments.root;
    let Some(command) = arguments.command else {
        status::guide(&root, &console);
        return ExitCode::SUCCESS;
    };
    if command.needs_a_site()
        && let Some(found) = here::fault(&root)
    {
        console.findings(&[found], &NoTexts);
        return Outcome::Failed.into();
    }
    let outcome = match command {
        Command::New(a) => new::run(&root, &console, &a),
        Command::Add(a) => add::run(&root, &console, &a),
        Command::Stories(a) => stories::run(&root, &console, &a),
        Command::Compose(a) => compose::run(&root, &console, &a),
        Command::Check(a) => check::run(&root, &console, &a),
        Command::Build(a) => build::run(&root, &console, &a),
        Command::Serve(a) => serve::run(&root, &console, &a),
        Command::Takedown(a) => takedown::run(&root, &console, &a),
        Command::Status(a) => status::run(&root, &console, &a),
        Command::Clean(a) => clean::run(&root, &console, &a),
        Command::Explain(a) => explain::run(&console, &a),
        Command::Theme(a) => theme::run(&root, &console, &a),
        Command::Completions { shell } => {
            completions(shell);
            Outcome::Fine
        }
    };
    outcome.into()
}

impl Command {
    /// Whether it works in a site's folder alone.
    fn needs_a_site(&self) -> bool {
        match self {
            Command::New(_) | Command::Explain(_) | Command::Completions { .. } => false,
            Command::Add(a) => a.needs_a_site(),
            _ => true,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Problems => 1,
            Outcome::Failed => 2,
        })
    }
}

/// `digest help COMMAND` as `digest COMMAND --help`, for that is what people type.
fn asked_for_help(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut given: Vec<OsString> = given.collect();
    if given.get(1).is_some_and(|word| word == "help") {
        given.remove(1);
        given.push("--help".into());
    }
    given
}

fn completions(shell: clap_complete::Shell) {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "digest", &mut script);
    // A closed pipe is no error.
    let _ = std::io::stdout().lock().write_all(&script);
}

impl From<FormatName> for crate::diag::Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Human => Self::Human,
            FormatName::Short => Self::Short,
            FormatName::Json => Self::Json,
            FormatName::Github => Self::Github,
        }
    }
}
