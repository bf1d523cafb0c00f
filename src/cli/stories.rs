//! `digest stories`: how the articles group, and why.

use super::console::count;
use super::{Console, Outcome, asking, console, deciding, grouping};
use crate::pipeline::{self, Content};
use crate::types::{Grouping, Join, Placement, Story, Undecided};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    /// Print one JSON object: {"stories":[{"story","articles","origins"}]}
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    verb: Option<deciding::Verb>,
}

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    if let Some(verb) = &arguments.verb {
        return deciding::run(root, console, verb);
    }
    let mut diagnostics = Vec::new();
    let (snapshot, content, grouping) = grouping::read(root);
    let (snapshot, mut content) = (snapshot.take(&mut diagnostics), content.take(&mut diagnostics));
    let grouping = grouping.unwrap_or_else(|| {
        asking::vectors(root, console, &mut content, &mut diagnostics);
        pipeline::stories(&content)
    });
    console.findings(&diagnostics, &snapshot);
    console.out(if arguments.json { as_json(&grouping) } else { as_text(&grouping, &content) }.trim_end());
    if console::stops(&diagnostics, false, &[]) { Outcome::Problems } else { Outcome::Fine }
}

fn as_json(grouping: &Grouping) -> String {
    let story = |s: &Story| {
        let origins: Vec<_> = s.origins.iter().map(|o| &o.articles).collect();
        json!({"story": s.name, "articles": s.articles, "origins": origins})
    };
    json!({"stories": grouping.stories.iter().map(story).collect::<Vec<_>>()}).to_string()
}

fn as_text(grouping: &Grouping, content: &Content) -> String {
    let mut out = String::new();
    let undecided: HashMap<&str, &Undecided> = grouping.undecided.iter().map(|u| (u.article.as_str(), u)).collect();
    let no_article: HashMap<&str, &str> = grouping.no_article.iter().map(|(a, why)| (a.as_str(), why.as_str())).collect();
    for story in &grouping.stories {
        let mut head = vec![count(story.articles.len(), "article"), count(story.origins.len(), "origin")];
        if story.published {
            head.push("has a digest".to_owned());
        }
        let _ = writeln!(out, "{}  ({})", story.name, head.join(", "));
        for article in &story.articles {
            let mut why: Vec<String> = Vec::new();
            if content.article(article).is_some_and(|a| matches!(a.article.story, Some(Placement::Story(_)))) {
                why.push("put here by its `story:`".to_owned());
            }
            why.extend(story.joins.iter().find(|j| j.article == *article).map(reason));
            why.extend(no_article.get(article.as_str()).map(|n| format!("stands alone: {n}")));
            let _ = if why.is_empty() { writeln!(out, "  {article}") } else { writeln!(out, "  {article}: {}", why.join("; ")) };
            if let Some(u) = undecided.get(article.as_str()) {
                let _ = writeln!(out, "    undecided: may belong to {}: {}", u.story, reason(&u.join));
                let _ = writeln!(out, "    to join it, put this line into its front matter: story: {}", u.story);
            }
        }
    }
    for story in &grouping.refused {
        let _ = writeln!(out, "{}  ({}, refused)", story.name, count(story.articles.len(), "article"));
        listing(&mut out, story.articles.iter());
    }
    let refused: HashSet<&String> = grouping.refused.iter().flat_map(|s| &s.articles).collect();
    let apart: Vec<&String> = grouping.apart.iter().filter(|a| !refused.contains(a)).collect();
    if !apart.is_empty() {
        let _ = writeln!(out, "in no story  ({}, `story: none`)", count(apart.len(), "article"));
        listing(&mut out, apart.into_iter());
    }
    out
}

fn listing<'a>(out: &mut String, articles: impl Iterator<Item = &'a String>) {
    for article in articles {
        let _ = writeln!(out, "  {article}");
    }
}

/// A join in a line that a person understands.
pub(super) fn reason(join: &Join) -> String {
    let mut parts = Vec::new();
    if join.copy {
        parts.push(format!("a copy of the text of {}", join.with));
    } else if join.shared.is_empty() {
        parts.push(format!("shares no word with {}", join.with));
    } else {
        parts.push(format!("shares {} with {}", shared(&join.shared), join.with));
    }
    if !join.copy && !join.around.is_empty() {
        parts.push(format!("articles like both tell of {}", shared(&join.around)));
    }
    if let Some(meaning) = join.meaning.filter(|_| !join.copy) {
        parts.push(format!("the model finds the two alike ({:.2})", f64::from(meaning) / 1000.0));
    }
    match join.days {
        Some(0) => parts.push("same day".to_owned()),
        Some(days) => parts.push(format!("{} apart", count(usize::try_from(days).unwrap_or_default(), "day"))),
        None => {}
    }
    parts.push(format!("similarity {:.2}", f64::from(join.similarity) / 1000.0));
    parts.join(", ")
}

/// "Harwick, Tollen and the number 12": a bare number among words says nothing.
fn shared(terms: &[String]) -> String {
    let is_number = |t: &&String| t.starts_with(|c: char| c.is_ascii_digit());
    let (numbers, words): (Vec<&String>, Vec<&String>) = terms.iter().partition(is_number);
    let counted = |all: &[String]| if all.len() == 1 { "the number" } else { "the numbers" };
    let numbers: Vec<String> = numbers.into_iter().cloned().collect();
    let mut parts: Vec<String> = words.into_iter().cloned().collect();
    match (parts.len(), numbers.is_empty()) {
        (_, true) => listed(&parts),
        (0, _) => format!("{} {}", counted(&numbers), listed(&numbers)),
        _ if numbers.len() == 1 => {
            parts.push(format!("the number {}", numbers[0]));
            listed(&parts)
        }
        _ => format!("{}, and the numbers {}", listed(&parts), listed(&numbers)),
    }
}

/// "a, b and c".
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}
