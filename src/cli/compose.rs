//! `digest compose`: digests for new or changed stories.

use super::console::{count, now, stops, tally};
use super::{Console, Outcome, asking};
use crate::diag::Texts as _;
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
    let mut findings = Vec::new();
    let snapshot = files::read(root).take(&mut findings);
    let mut content = Content::read(&snapshot, &Memory::default()).take(&mut findings);
    if snapshot.text(crate::config::FILE).is_none() {
        console.findings(&findings, &snapshot);
        return Outcome::Problems;
    }
    let options = ComposeOptions {
        stories: arguments.stories.clone(),
        words: arguments.words,
        force: arguments.force,
        today: now().with_timezone(&content.config.timezone).date_naive(),
    };
    let edits = match asking::compose(root, console, &mut content, &options, &mut findings) {
        Ok(edits) => edits,
        Err(fault) => {
            findings.push(fault);
            console.findings(&findings, &snapshot);
            return Outcome::Failed;
        }
    };
    if let Err(fault) = files::apply(root, &edits) {
        findings.push(fault);
        console.findings(&findings, &snapshot);
        return Outcome::Failed;
    }
    console.findings(&findings, &snapshot);
    for edit in &edits {
        console.say(&format!("wrote {}", edit.path));
    }
    let said = tally(&findings).map_or(String::new(), |t| format!("; {t}"));
    console.say(&format!("{} written{said}", count(edits.len(), "digest")));
    if stops(&findings, false, &[]) { Outcome::Problems } else { Outcome::Fine }
}
