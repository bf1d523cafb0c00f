//! `digest new`: a site that builds at once.

use super::{Console, Outcome};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to make
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

pub(super) fn run(_root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    console.say(&format!("{} would be made", arguments.dir.display()));
    Outcome::Failed
}
