//! `digest add`: raw pages into content/articles.

use super::{Console, Outcome};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files (HTML, text dump, Markdown, RSS, Atom, JSON feed), addresses, or `-` for standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<String>,
    /// The original's address
    #[arg(long, value_name = "ADDRESS")]
    url: Option<String>,
    /// Where it was read, if that is a re-host or an aggregator
    #[arg(long, value_name = "ADDRESS")]
    via: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Who wrote it
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// When it was published
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Its headline
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// news, opinion, analysis, press-release or paper
    #[arg(long, value_name = "GENRE")]
    genre: Option<String>,
    /// Write nothing, only show what would be added
    #[arg(long)]
    dry_run: bool,
    /// Print one JSON object an article
    #[arg(long)]
    json: bool,
}

pub(super) fn run(_root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    console.say(&format!("{} inputs", arguments.inputs.len()));
    Outcome::Failed
}
