//! `digest stories`: how the articles group, and why.

use super::{Console, Outcome};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print one JSON object: {"stories":[{"story","articles","origins"}]}
    #[arg(long)]
    json: bool,
}

pub(super) fn run(_root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    console.say(if arguments.json { "{}" } else { "" });
    Outcome::Failed
}
