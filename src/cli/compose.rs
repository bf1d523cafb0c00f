//! `digest compose`: digests for new or changed stories.

use super::console::{count, now, stops, tally};
use super::{Console, Outcome, composing};
use crate::diag::{Diagnostic, Texts as _, codes};
use crate::files::{self, Lock};
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
    let mut findings = Vec::new();
    let snapshot = files::read(root).take(&mut findings);
    if snapshot.text(crate::config::FILE).is_none() {
        findings.extend(Content::read(&snapshot, &Memory::default()).diagnostics);
        console.findings(&findings, &snapshot);
        return Outcome::Problems;
    }
    let _lock = match Lock::take(root, || console.say("another command is at work in this folder; waiting for it to end")) {
        Ok(lock) => lock,
        Err(error) => {
            findings.push(Diagnostic::homeless(&codes::CANNOT_WRITE, format!("no digest can be written here: {}", files::plain(&error))));
            console.findings(&findings, &snapshot);
            return Outcome::Failed;
        }
    };
    let options = |content: &Content| ComposeOptions {
        stories: arguments.stories.clone(),
        words: arguments.words,
        force: arguments.force,
        today: now().with_timezone(&content.config.timezone).date_naive(),
    };
    let written = composing::compose(root, console, &snapshot, options, composing::hide_digests);
    findings.extend(written.findings);
    console.findings(&findings, &written.snapshot);
    for edit in &written.edits {
        console.say(&format!("wrote {}", edit.path));
    }
    let said = tally(&findings).map_or(String::new(), |t| format!("; {t}"));
    console.say(&format!("{} written{said}", count(written.edits.len(), "digest")));
    match (written.failed, stops(&findings, false, &[])) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Problems,
        (false, false) => Outcome::Fine,
    }
}
