//! `digest compose`: digests for new or changed stories.

use super::{Console, Outcome};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stories to write; all that are new or changed if none is named
    #[arg(value_name = "STORY")]
    stories: Vec<String>,
    /// At most so many words in a digest's body
    #[arg(long, value_name = "N")]
    words: Option<u32>,
    /// Write over digests edited by hand as well, after saving them as FILE.orig
    #[arg(long)]
    force: bool,
}

pub(super) fn run(_root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    console.say(&format!("{:?} {:?} {}", arguments.stories, arguments.words, arguments.force));
    Outcome::Failed
}
