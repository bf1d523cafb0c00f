//! `digest build`: compose, check, render, write.

use super::{Console, Outcome};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Where the site goes
    #[arg(long, short, value_name = "DIR", default_value = "public")]
    output: PathBuf,
    /// The site's address, instead of that in digest.yaml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Drafts as well
    #[arg(long)]
    drafts: bool,
    /// Digests dated in the future as well
    #[arg(long)]
    future: bool,
    /// Warnings stop the build
    #[arg(long)]
    strict: bool,
    /// Publish the digests as they are: write none
    #[arg(long)]
    no_compose: bool,
    /// Print how long each stage took
    #[arg(long)]
    timings: bool,
}

pub(super) fn run(_root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    console.say(&format!("{arguments:?}"));
    Outcome::Failed
}
