//! The run of lines that is the article.

use super::super::phrases;
use super::lines::Line;
use crate::text::words;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The lines of the article, title and prompts in its midst among them; `None` where nothing is worth more than nothing.
pub(super) fn find(lines: &[Line], insets: &BTreeSet<usize>) -> Option<Range<usize>> {
    let end = first_stop(lines, insets);
    let worth = |at: usize| if insets.contains(&at) { 0 } else { score(&lines[at]) };
    let scores: Vec<i64> = (0..end).map(|at| if is_button(lines, at) { -1 } else { worth(at) }).collect();
    let mut best: Option<(i64, Range<usize>)> = None;
    let (mut sum, mut start) = (0, 0);
    for (at, score) in scores.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += score;
        if best.as_ref().is_none_or(|(most, _)| sum > *most) && sum > 0 {
            best = Some((sum, start..at + 1));
        }
    }
    let (sum, mut range) = best?;
    // A list at the end is worth nothing by its score, but belongs to the text that leads up to it.
    while range.end < end && lines[range.end].is_item && lines[range.end].words >= 3 && !phrases::is_prompt(&lines[range.end].text) {
        range.end += 1;
    }
    (sum >= 12 && lines[range.clone()].iter().any(Line::is_prose)).then_some(range)
}

/// What a line adds to the run that holds it.
fn score(line: &Line) -> i64 {
    if phrases::ends_article(&line.text) {
        return -25;
    }
    if phrases::is_prompt(&line.text) {
        return if line.words <= 2 { -1 } else { -4 };
    }
    let words = i64::try_from(line.words).unwrap_or(i64::MAX);
    if line.is_prose() {
        words.min(60)
    } else if line.words >= 12 {
        2
    } else if line.is_item {
        0
    } else if line.words >= 4 && line.ends_sentence() {
        1
    } else if line.words <= 2 && !line.text.ends_with('?') {
        -2
    } else {
        -3
    }
}

/// How far below a line its page is looked at to tell what the line is. A line of few words may stand there a hundred thousand times.
const NEAR: usize = 400;

/// Where the page turns to other things: the first stop heading that comes after enough of a text, or behind which the lines are plainly those of a
/// list of stories.
fn first_stop(lines: &[Line], insets: &BTreeSet<usize>) -> usize {
    let prose = |l: &Line| if l.is_prose() && !phrases::is_prompt(&l.text) { l.words } else { 0 };
    let total: usize = lines.iter().map(prose).sum();
    let mut seen = 0;
    for (at, line) in lines.iter().enumerate() {
        seen += prose(line);
        if phrases::ends_article(&line.text) && !line.is_item && !insets.contains(&at) && !is_button(lines, at) {
            let enough = seen >= 250 || seen * 10 >= total * 3;
            if enough || (seen >= 40 && lists_stories(near(lines, at))) {
                return at;
            }
        }
    }
    lines.len()
}

/// The lines in the midst of a text that lead to others: a heading such as `Read more`, and the titles below it, where the text goes on behind them.
pub(super) fn insets(lines: &[Line]) -> BTreeSet<usize> {
    let headings = (0..lines.len()).filter(|at| !lines[*at].is_item && phrases::is_inset(&lines[*at].text));
    headings.take(MOST_INSETS).filter_map(|at| inset_end(lines, at).map(|end| at..end)).flatten().collect()
}

/// No article has more of them.
const MOST_INSETS: usize = 20;

/// The most titles below such a heading.
const MOST_TITLES: usize = 6;

fn inset_end(lines: &[Line], at: usize) -> Option<usize> {
    let below = near(lines, at);
    let is_told = |l: &Line| l.words >= 4 && l.ends_sentence() && !l.text.ends_with('?') && !phrases::is_prompt(&l.text);
    let titles = below.iter().take_while(|l| !is_told(l) && !l.is_prose() && !phrases::ends_article(&l.text)).count();
    if !(1..=MOST_TITLES).contains(&titles) {
        return None;
    }
    let rest = &below[titles..];
    let rest = &rest[..rest.iter().position(|l| phrases::ends_article(&l.text)).unwrap_or(rest.len())];
    let first = &rest[..rest.iter().take(8).position(|l| !is_told(l)).unwrap_or(rest.len().min(8))];
    // Teasers of other stories have a title each.
    let words: usize = first.iter().map(|l| l.words).sum();
    if words < 25 || first.len() < 2 || lists_stories(rest) {
        return None;
    }
    // The text that goes on speaks of what the text before spoke of.
    let stems = |lines: &[Line]| -> BTreeSet<String> {
        let told = lines.iter().filter(|l| is_told(l));
        told.flat_map(|l| words::words(&l.text).into_iter().map(|r| l.text[r].to_lowercase()).filter(|w| !words::is_stop_word(w)))
            .map(|w| words::stem(&w))
            .collect()
    };
    let (before, behind) = (stems(&lines[at.saturating_sub(NEAR)..at]), stems(first));
    let shared = behind.intersection(&before).count();
    (shared >= 3 && shared * 8 >= behind.len()).then_some(at + 1 + titles)
}

fn near(lines: &[Line], at: usize) -> &[Line] {
    &lines[at + 1..lines.len().min(at + 1 + NEAR)]
}

/// A way to the comments in a row of buttons: another button stands directly beside it, and the text goes on below.
pub(super) fn is_button(lines: &[Line], at: usize) -> bool {
    let beside = |at: usize| lines.get(at).is_some_and(|l| l.words <= 2 && phrases::is_prompt(&l.text));
    let bare = lines[at].text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')')).to_lowercase();
    let is_way = matches!(bare.as_str(), "comment" | "comments" | "kommentare" | "commentaires" | "comentarios" | "commenti" | "comentários" | "reacties");
    let answers = |l: &Line| matches!(l.text.to_lowercase().as_str(), "reply" | "report" | "like" | "antworten" | "répondre" | "responder");
    is_way && (beside(at + 1) || (at > 0 && beside(at - 1))) && {
        let rest = near(lines, at);
        rest.iter().any(Line::is_prose) && !rest.iter().take(12).any(answers)
    }
}

/// Relative times and headlines that stand there twice: what follows is a list of other stories.
fn lists_stories(rest: &[Line]) -> bool {
    let times = rest.iter().filter(|l| l.words <= 4 && (l.text.ends_with(" ago") || l.text.starts_with("time"))).count();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in rest.iter().filter(|l| l.words >= 3) {
        *counts.entry(line.text.as_str()).or_default() += 1;
    }
    times >= 2 || counts.values().filter(|n| **n >= 2).count() >= 2
}
