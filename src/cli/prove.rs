//! `digest check --site DIR`: a published site proved again by its claims.json and the articles, without the network.

use super::console::{count, tally};
use super::{Console, Outcome};
use crate::diag::{Diagnostic, Span, codes};
use crate::files;
use crate::pipeline::{self, Content, KeptArticles, Memory, Proof};
use serde_json::Value;
use std::path::Path;

pub(super) fn run(root: &Path, site: &Path, console: &Console) -> Outcome {
    let snapshot = files::read(root).value;
    let memory = Memory::default();
    let content = Content::read(&snapshot, &memory).value;
    let kept = KeptArticles::of(&content, &memory);
    let mut findings = Vec::new();
    let mut whole = Proof::default();
    let mut stories = 0;
    for entry in walkdir::WalkDir::new(site).sort_by_file_name().into_iter().filter_map(Result::ok) {
        if entry.file_name() != "claims.json" {
            continue;
        }
        let shown = entry.path().display().to_string().replace('\\', "/");
        let read = std::fs::read(entry.path()).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        match read {
            // The list of all stories has claims as a number.
            Some(story) if story["claims"].is_array() => {
                let (proof, found) = pipeline::prove(&shown, &story, &content, &kept);
                stories += 1;
                whole.claims += proof.claims;
                whole.passages += proof.passages;
                whole.unkept += proof.unkept;
                findings.extend(found);
            }
            Some(_) => {}
            None => findings.push(Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(&shown), "it cannot be read as JSON").hint("build the site again")),
        }
    }
    if stories == 0 {
        console.say(&format!("error: {} holds no story with a claims.json", site.display()));
        return Outcome::Failed;
    }
    console.findings(&findings, &snapshot);
    let unkept = if whole.unkept > 0 { format!("; {} whose article is not kept", count(whole.unkept, "citation")) } else { String::new() };
    let result = tally(&findings).unwrap_or_else(|| "everything holds".to_owned());
    console.say(&format!(
        "proved {} in {} stories, {} word for word{unkept}: {result}",
        count(whole.claims, "claim"),
        stories,
        count(whole.passages, "passage")
    ));
    // Whoever proves a site wants to know of the least thing.
    if findings.is_empty() { Outcome::Fine } else { Outcome::Problems }
}
