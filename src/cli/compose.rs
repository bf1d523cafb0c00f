//! `digest compose`: digests for new or changed stories.

use super::composing;
use super::console::{count, stops, tally};
use super::locking::lock;
use super::{Console, Outcome};
use crate::diag::{NoTexts, codes};
use crate::files;
use crate::pipeline::{ComposeOptions, Content, Memory};
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

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    let _lock = match lock(root, console) {
        Ok(lock) => lock,
        Err(found) => {
            console.findings(&[found], &NoTexts);
            return Outcome::Failed;
        }
    };
    let mut findings = Vec::new();
    let snapshot = files::read(root).take(&mut findings);
    if findings.iter().any(|d| d.code == codes::UNREADABLE_FILE.name) {
        // An article that the disk does not hand over now is not an article that is gone: a story would be written without it.
        console.findings(&findings, &snapshot);
        console.say("0 digests written: first every file has to be readable");
        return Outcome::Problems;
    }
    let options =
        |content: &Content| ComposeOptions { stories: arguments.stories.clone(), words: arguments.words, force: arguments.force, ..composing::all(content) };
    let written = composing::compose(root, console, &snapshot, &Memory::default(), options, composing::hide_digests);
    findings.extend(written.findings);
    console.findings(&findings, &written.snapshot);
    for edit in &written.edits {
        console.say(&format!("wrote {}", edit.path));
    }
    let said = tally(&findings).map_or(String::new(), |t| format!("; {t}"));
    console.say(&format!("{} written{said}", count(written.edits.len(), "digest")));
    match written.failed {
        true => Outcome::Failed,
        false if stops(&findings, false, &[]) => Outcome::Problems,
        false => Outcome::Fine,
    }
}
