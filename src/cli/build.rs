//! `digest build`: compose, check, render, write.

use super::{Console, Outcome, console};
use crate::files::{self, PublishFault, Target};
use crate::pipeline::{self, Content, Memory, Options};
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

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    let mut diagnostics = Vec::new();
    let snapshot = files::read(root).take(&mut diagnostics);
    let options =
        Options { base_url: arguments.base_url.clone(), drafts: arguments.drafts, future: arguments.future, now: console::now(), reload: false };
    let site = pipeline::build(&snapshot, &options, &Memory::default()).take(&mut diagnostics);
    let deny: Vec<String> = Content::read(&snapshot, &Memory::default()).value.config.deny;
    console.findings(&diagnostics, &snapshot);
    let Some(site) = site.filter(|_| !console::stops(&diagnostics, arguments.strict, &deny)) else { return Outcome::Problems };
    let target = match Target::new(root, &root.join(&arguments.output)) {
        Ok(target) => target,
        Err(found) => {
            console.findings(&[found], &snapshot);
            return Outcome::Failed;
        }
    };
    match files::publish(&site, &target) {
        Ok(published) => {
            console.say(&format!("{}, {} changed", console::count(published.files, "file"), published.changed));
            Outcome::Fine
        }
        Err(PublishFault::Content(found)) => {
            console.findings(&found, &snapshot);
            Outcome::Problems
        }
        Err(PublishFault::Disk(found)) => {
            console.findings(&[found], &snapshot);
            Outcome::Failed
        }
    }
}
