//! `digest check`: every rule on every digest.

use super::{Console, Outcome};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print the verdict on every claim instead of findings
    #[arg(long)]
    claims: bool,
    /// With --claims: one JSON object a claim
    #[arg(long, requires = "claims")]
    json: bool,
    /// Ask whether the originals still answer
    #[arg(long)]
    external: bool,
    /// Warnings count as errors
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(_root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    console.say(&format!("{arguments:?}"));
    Outcome::Failed
}
