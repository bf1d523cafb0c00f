//! `digest status`: what awaits the editor.

use super::{Console, Outcome};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_root: &Path, console: &Console, _arguments: &Arguments) -> Outcome {
    console.say("");
    Outcome::Failed
}
