//! `digest add --feeds`: what is new in the feeds of digest.yaml.

use super::{Arguments, Taken, keep};
use crate::cli::progress::Progress;
use crate::cli::{Console, Outcome, console};
use crate::editorial::add::fetch::Fetcher;
use crate::editorial::add::subscriptions::{Memory, News, Step, news};
use crate::files::{self, Edit};
use crate::pipeline;
use std::path::Path;

/// Where the feeds' memory lies, relative to the root. It may be lost or damaged at any time.
const MEMORY: &str = ".digest/feeds.json";

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments, fetcher: &Fetcher) -> Outcome {
    let snapshot = files::read(root).value;
    let config = pipeline::read_config(&snapshot);
    if console::stops(&config.diagnostics, false, &[]) {
        console.findings(&config.diagnostics, &snapshot);
        return Outcome::Problems;
    }
    let feeds = config.value.feeds;
    if feeds.is_empty() {
        console.say("digest.yaml names no feeds; add them under `feeds:`, as `- address: https://paper.example/feed.xml`");
        return Outcome::Fine;
    }
    let memory = std::fs::read_to_string(root.join(MEMORY)).map(|text| Memory::read(&text)).unwrap_or_default();
    let (held, _) = keep::inventory(&snapshot);
    let progress = Progress::start_at_once(console);
    progress.stage("fetching", Some(0));
    let tell = |step| match step {
        Step::More(more) => progress.more(more),
        Step::Done => progress.step(),
    };
    let News { articles, mut findings, memory } = news(&feeds, &memory, &held, fetcher, &tell);
    progress.done();
    let is_quiet_day = articles.is_empty();
    for (_, cleaned) in &articles {
        findings.extend(cleaned.remarks.iter().cloned());
    }
    let taken: Vec<Taken> = articles.into_iter().map(|(input, cleaned)| Taken { input, fetched: true, results: vec![Ok(cleaned)] }).collect();
    if arguments.dry_run {
        keep::show(&taken, console, arguments.json);
    } else {
        // What is remembered is written last: killed before, the articles that stand are known by their files.
        let kept = keep::keep(root, console, taken, arguments.json, &mut findings);
        let edit = Edit { path: MEMORY.to_owned(), contents: Some(memory.write()), keep_original: false };
        if let Err(fault) = kept.and_then(|()| files::apply(root, &[edit])) {
            findings.push(fault);
            console.findings(&findings, &snapshot);
            return Outcome::Failed;
        }
    }
    if is_quiet_day && findings.is_empty() {
        console.say("nothing new");
    }
    console.findings(&findings, &snapshot);
    if console::stops(&findings, false, &[]) { Outcome::Problems } else { Outcome::Fine }
}
