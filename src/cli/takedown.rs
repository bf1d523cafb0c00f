//! `digest takedown`: an article or a digest that must go.

use super::locking::lock;
use super::{Console, Outcome, console};
use crate::diag::{NoTexts, Severity, codes};
use crate::files;
use crate::pipeline::{self, Content, Memory};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A digest or an article: its file's name, its path, or the article's address
    name: String,
    /// What readers are told at the address
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
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
    let content = Content::read(&snapshot, &Memory::default()).take(&mut findings);
    // What is wrong elsewhere does not keep anything online; but a record that cannot be read must not be written over, and what the disk does not hand over
    // now may cite what goes.
    let unread: Vec<_> = findings.iter().filter(|d| d.code == codes::UNREADABLE_FILE.name).cloned().collect();
    findings.retain(|d| d.span.as_ref().is_some_and(|s| &*s.file == crate::types::takedowns::FILE));
    if findings.iter().any(|d| d.severity == Severity::Error) {
        console.findings(&findings, &snapshot);
        return Outcome::Problems;
    }
    let plan = match pipeline::takedown(&content, &arguments.name, arguments.reason.as_deref(), console::now().date_naive()) {
        Ok(plan) => plan,
        Err(fault) => {
            console.findings(&[fault], &snapshot);
            return Outcome::Problems;
        }
    };
    if !arguments.dry_run
        && let Err(fault) = files::apply(root, &plan.edits)
    {
        console.findings(&[fault], &snapshot);
        return Outcome::Failed;
    }
    for line in &plan.told {
        console.say(line);
    }
    console.say(if arguments.dry_run { "nothing was written" } else { "build and publish the site to make it so" });
    if !unread.is_empty() {
        console.findings(&unread, &snapshot);
        return Outcome::Problems;
    }
    Outcome::Fine
}
