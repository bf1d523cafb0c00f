//! `digest stories split|merge|rename|refuse|accept`: the editor's word on what is one story.

use super::locking::lock;
use super::{Console, Outcome, asking, composing, console};
use crate::diag::{NoTexts, codes};
use crate::files;
use crate::pipeline::{self, Content, Decision, Memory, decide};
use std::path::Path;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Give a story another name; its old address leads to the new one
    Rename {
        story: String,
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Make several stories one; the addresses of those that had one lead to it
    Merge {
        #[arg(required = true, value_name = "STORY")]
        stories: Vec<String>,
        /// The story that the others become part of
        #[arg(long, value_name = "STORY")]
        into: String,
    },
    /// Take articles out of a story, into a story of their own
    Split {
        story: String,
        #[arg(required = true, value_name = "ARTICLE")]
        articles: Vec<String>,
        /// What the new story is called; else the title of its first article
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
    },
    /// Write no digest for a story, nor for later articles on it
    Refuse { story: String },
    /// Take a refusal back
    Accept { story: String },
}

impl Verb {
    fn decision(&self) -> Decision {
        match self {
            Self::Rename { story, name } => Decision::Rename { story: story.clone(), name: name.clone() },
            Self::Merge { stories, into } => Decision::Merge { stories: stories.clone(), into: into.clone() },
            Self::Split { story, articles, name } => Decision::Split { story: story.clone(), articles: articles.clone(), name: name.clone() },
            Self::Refuse { story } => Decision::Refuse { story: story.clone() },
            Self::Accept { story } => Decision::Accept { story: story.clone() },
        }
    }
}

pub(super) fn run(root: &Path, console: &Console, verb: &Verb) -> Outcome {
    let _lock = match lock(root, console) {
        Ok(lock) => lock,
        Err(found) => {
            console.findings(&[found], &NoTexts);
            return Outcome::Failed;
        }
    };
    let mut findings = Vec::new();
    let snapshot = files::read(root).take(&mut findings);
    let mut content = Content::read(&snapshot, &Memory::default()).take(&mut findings);
    asking::kept_vectors(root, &mut content);
    // A digest or a configuration that is not understood could say otherwise than what is decided here; and an article that the disk does not hand over now may be
    // of the story.
    if composing::hide_digests(&findings) || findings.iter().any(|d| d.code == codes::UNREADABLE_FILE.name) {
        console.findings(&findings, &snapshot);
        return Outcome::Problems;
    }
    let decided = match decide(&content, &snapshot, &pipeline::stories(&content), &verb.decision()) {
        Ok(decided) => decided,
        Err(nonsense) => {
            console.findings(&[nonsense], &snapshot);
            return Outcome::Problems;
        }
    };
    let faults = files::apply_to(root, &snapshot, &decided.edits);
    if !faults.is_empty() {
        console.findings(&faults, &snapshot);
        return Outcome::Failed;
    }
    decided.said.iter().for_each(|line| console.out(line));
    for edit in &decided.edits {
        console.say(&format!("{} {}", if edit.contents.is_some() { "wrote" } else { "took away" }, edit.path));
    }
    let _ = console::tally(&findings).map(|t| console.say(&format!("{t} in the content: digest check")));
    Outcome::Fine
}
