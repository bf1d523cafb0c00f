//! `digest status`: what awaits the editor. And `digest` alone: what to do next.

use super::asking;
use super::composing;
use super::console::{count, now, tally};
use super::{Console, Outcome};
use crate::config;
use crate::diag::{self, Diagnostic, codes};
use crate::files::{self, Snapshot};
use crate::pipeline::{self, Content, Memory, Options};
use crate::types::Writer;
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(root: &Path, console: &Console, _arguments: &Arguments) -> Outcome {
    let read = files::read(root);
    let desk = Desk::look(root, &read.value, read.diagnostics);
    console.out(&desk.head);
    for item in &desk.items {
        console.out(&format!("\n{}", item.what));
        item.which.iter().for_each(|line| console.out(&format!("    {line}")));
        console.out(&format!("    → {}", item.next));
    }
    if desk.items.is_empty() {
        console.out("\nNothing awaits you.");
    }
    Outcome::Fine
}

/// What to do next in this folder, for whoever typed `digest` and nothing else.
pub(super) fn guide(root: &Path, console: &Console) {
    let site = root.join(config::FILE).exists();
    let lines: &[&str] = if site {
        let read = files::read(root);
        let desk = Desk::look(root, &read.value, read.diagnostics);
        console.out(&desk.head);
        desk.items.iter().for_each(|item| console.out(&format!("  {}", item.what)));
        &[
            "",
            "  digest serve --watch    write digests for new stories, and see the site while you work on it",
            "  digest add PAGE         put in an article: a saved page, a text dump, a feed or an address",
            "  digest status           what awaits you, file by file",
            "  digest build            write the whole site to public/",
        ]
    } else {
        &[
            "There is no site in this folder (no digest.yaml).",
            "",
            "  digest new DIR          make one, with sample articles, that builds at once",
            "  digest --root DIR …     work on one that lies elsewhere",
        ]
    };
    lines.iter().for_each(|line| console.out(line));
    console.out("\n`digest --help` names all commands.");
}

/// Something that awaits the editor.
struct Item {
    what: String,
    /// Each by its file, with what there is to say.
    which: Vec<String>,
    /// What to do about it.
    next: &'static str,
}

/// The editor's desk: what lies on it.
struct Desk {
    head: String,
    items: Vec<Item>,
}

impl Desk {
    fn look(root: &Path, snapshot: &Snapshot, findings: Vec<Diagnostic>) -> Self {
        let memory = Memory::default();
        let mut content = Content::read(snapshot, &memory).value;
        asking::kept_vectors(root, &mut content);
        let grouping = super::grouping::of(root, &content, snapshot);
        let mut items = Vec::new();
        let mut add = |what: String, mut which: Vec<String>, next: &'static str| {
            if !which.is_empty() {
                which.sort();
                items.push(Item { what, which, next });
            }
        };

        // What composing would do now, without doing it.
        let composed = pipeline::compose(&content, &grouping, &composing::all(&content));
        let is_new = |path: &str| snapshot.get(path).is_none();
        let (new, changed): (Vec<_>, Vec<_>) = composed.value.edits.iter().map(|e| e.path.clone()).partition(|path| is_new(path));
        add(format!("{} without a digest", stories(new.len())), new, "digest compose");
        let asked: Vec<String> = composed.value.questions.iter().map(|q| q.story.clone()).collect();
        add(format!("{} that the model has to be asked about", stories(asked.len())), asked, "digest compose");
        add(format!("{} whose articles changed since", count(changed.len(), "digest")), changed, "digest compose");
        let moved: Vec<String> = composed.diagnostics.iter().filter(|d| d.code == codes::EDITED_DIGEST.name).map(line).collect();
        add(format!("{} edited by hand whose story moved on", count(moved.len(), "digest")), moved, "work it in by hand, or digest compose --force STORY");

        let undecided: Vec<String> = grouping
            .undecided
            .iter()
            .map(|u| {
                let path = content.article(&u.article).map_or(u.article.as_str(), |a| &a.path);
                format!("{path} may belong to {}: {}; put `story: {}` into it to join", u.story, super::stories::reason(&u.join), u.story)
            })
            .collect();
        add(
            format!("{} undecided", count(undecided.len(), "article")),
            undecided,
            "put the line into its front matter, or `story: NAME` for a story of its own, or `story: none`",
        );

        let digests = || content.digests.iter();
        let paths = |chosen: Vec<&std::sync::Arc<crate::types::DigestFile>>| chosen.into_iter().map(|d| d.path.to_string()).collect::<Vec<_>>();
        let drafts = paths(digests().filter(|d| d.digest.draft).collect());
        add(count(drafts.len(), "draft"), drafts, "read it, then take out `draft: true`");
        let unread = paths(digests().filter(|d| !d.digest.draft && d.digest.reviewed_by.is_none() && d.digest.writer != Writer::Hand).collect());
        add(format!("{} that nobody has answered for", count(unread.len(), "digest")), unread, "read it, then put `reviewed_by: NAME` into its front matter");
        let waiting = paths(digests().filter(|d| d.digest.date.is_ahead(now(), content.config.timezone)).collect());
        add(format!("{} that waits for its day", count(waiting.len(), "digest")), waiting, "nothing; --future shows it before");

        let options = Options { base_url: None, drafts: true, future: true, now: now() };
        let mut all = findings;
        all.extend(pipeline::build(snapshot, &options, &memory).diagnostics);
        diag::sort(&mut all);
        if let Some(tally) = tally(&all) {
            let mut by_code: Vec<(&str, usize)> = Vec::new();
            for d in &all {
                match by_code.iter_mut().find(|(code, _)| *code == d.code) {
                    Some((_, n)) => *n += 1,
                    None => by_code.push((d.code, 1)),
                }
            }
            add(format!("{tally} in the content"), by_code.into_iter().map(|(code, n)| format!("{code}: {n}")).collect(), "digest check");
        }
        let head = format!(
            "{}: {} in {}, {}",
            content.config.title,
            count(content.articles.len(), "article"),
            stories(grouping.stories.len()),
            count(content.digests.len(), "digest")
        );
        Self { head, items }
    }
}

fn stories(n: usize) -> String {
    count(n, "story")
}

/// A finding in one line.
fn line(d: &Diagnostic) -> String {
    match &d.span {
        Some(span) => format!("{}: {}", span.file, d.message),
        None => d.message.to_string(),
    }
}
