//! What all engines keep and no reader would: headlines repeated, bylines, prompts, credits, teasers and the tails of pages.

use super::blocks::{Block, Holder, Kind};
use super::{engines, frames};
use crate::editorial::add::{agency, bylines, dates, phrases};
use crate::text::normal::folded;
use regex::Regex;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// What trimming left, and what it learned from what it took away.
#[derive(Default)]
pub(super) struct Trimmed<'a> {
    pub blocks: Vec<&'a Block>,
    /// A notice that the rest is for subscribers was among the blocks.
    pub wall: bool,
    pub note: Option<bylines::Note>,
    pub agency: Option<&'static str>,
}

/// What the page says of its article, as far as it helps to tell the article's text from the page's.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub authors: &'a [String],
}

/// The article's blocks without what belongs to the page. `holders` are the elements in which they lie.
pub(super) fn trim<'a>(kept: Vec<&'a Block>, holders: &[Holder], known: Known) -> Trimmed<'a> {
    let Known { title, description, authors } = known;
    let mut out = Trimmed { wall: kept.iter().any(|b| phrases::is_paywall(&b.text)), ..Trimmed::default() };
    let kept = frames::drop_framed(kept, holders);
    let mut kept: Vec<&Block> = kept.into_iter().filter(|b| b.kind == Kind::Cell && b.words == 0 || b.kind == Kind::Code || !is_foreign(b)).collect();
    drop_head(&mut kept, title, description);
    drop_second_copy(&mut kept);
    drop_repeats(&mut kept, holders);
    drop_item_links(&mut kept);
    drop_related(&mut kept);
    drop_link_lists(&mut kept);
    loop {
        let before = kept.len();
        drop_tail(&mut kept);
        if let Some(note) = kept.last().filter(|_| before > 2).and_then(|b| bylines::of_note(&b.text)) {
            out.note = out.note.take().or(Some(note));
            kept.pop();
        }
        if kept.len() == before {
            break;
        }
    }
    drop_empty_headings(&mut kept);
    drop_biography(&mut kept, authors);
    out.agency = kept.last().and_then(|b| agency::closing_credit(&b.text)).map(|c| c.1).or_else(|| kept.first().and_then(|b| agency::dateline(&b.text)));
    out.blocks = kept;
    out
}

/// A prompt, a notice, a credit or a bare link of the page.
fn is_foreign(block: &Block) -> bool {
    let text = block.text.as_str();
    if phrases::is_paywall(text) || phrases::is_prompt(text) {
        return true;
    }
    let bare_link =
        block.kind == Kind::Paragraph && block.words <= 25 && block.link_words * 10 >= block.words * 9 && block.words >= 3 && !phrases::ends_sentence(text);
    bare_link || (matches!(block.kind, Kind::Paragraph | Kind::Caption) && is_credit(text))
}

/// A line that names a photographer or an agency and says nothing else.
fn is_credit(text: &str) -> bool {
    static CREDIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:getty(?: images)?|reuters|afp|shutterstock|istock|unsplash|pexels|pixabay|alamy|bloomberg|ap photo|/ ?ap|nasa[^ ]*|epa|picture alliance|imago|wikimedia commons|flickr|dpa)\)?\.?$").ok()
    });
    text.split_whitespace().count() <= 12
        && (text.contains(['/', '|', '©', '(', ':']) || text.split_whitespace().count() <= 4)
        && CREDIT.as_ref().is_some_and(|r| r.is_match(text))
        && !text.contains(". ")
}

/// Above the first long paragraph: the headline again, the dek where it is the page's own description too, bylines and dates.
fn drop_head(kept: &mut Vec<&Block>, title: &str, description: &str) {
    let first_long = kept.iter().position(|b| b.words >= 30 && b.kind == Kind::Paragraph).unwrap_or(kept.len()).min(8);
    let title = folded(title);
    let description = folded(description);
    let mut at = 0;
    kept.retain(|block| {
        at += 1;
        if at > first_long {
            // The headline is no subheading of its own text, wherever it stands.
            return !(matches!(block.kind, Kind::Heading(_)) && !title.is_empty() && folded(&block.text) == title);
        }
        let text = folded(&block.text);
        let is_title = !title.is_empty() && (text == title || (matches!(block.kind, Kind::Heading(1)) && block.words <= 30));
        let is_dek = matches!(block.kind, Kind::Heading(_)) && !description.is_empty() && text == description;
        !(is_title || is_dek || is_byline(block))
    });
}

/// A line with a name or a day on it and little else.
fn is_byline(block: &Block) -> bool {
    if block.words > 16 || !matches!(block.kind, Kind::Paragraph | Kind::Heading(_)) || phrases::ends_sentence(&block.text) {
        return false;
    }
    let text = block.text.as_str();
    if !bylines::of_line(text).is_empty() {
        return true;
    }
    dates::first(text, dates::Order::DayFirst).is_some_and(|d| block.words.saturating_sub(crate::text::words::count(&text[d.at])) <= 6)
}

/// The same long words twice: pull quotes, a page that holds its article once for each size of screen. Short ones may be meant, and so may those
/// that stand side by side in one element: a recipe says some things twice.
fn drop_repeats(kept: &mut Vec<&Block>, holders: &[Holder]) {
    let parent = |at: usize| holders.get(at).map_or(0, |h| h.parent);
    let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    kept.retain(|block| {
        if matches!(block.kind, Kind::Cell | Kind::Code) || block.words < 25 {
            return true;
        }
        let around = parent(block.holder);
        let (first_around, first_list) = *seen.entry(folded(&block.text)).or_insert((around, parent(around)));
        // Two items of one list, each with a paragraph in it, lie one element deeper.
        first_around == around || (block.kind == Kind::Item && first_list == parent(around))
    });
}

/// The article once more, below itself, as its editors typed it or cut into other blocks: from the block on that says again how the text began, if nearly all
/// that follows stood above in the same runs of four words.
fn drop_second_copy(kept: &mut Vec<&Block>) {
    let shingles: Vec<Vec<u64>> = kept.iter().map(|b| engines::shingles(&engines::tokens(&b.text))).collect();
    let says_again = |of: &[u64], said: &HashSet<u64>| !of.is_empty() && of.iter().filter(|s| said.contains(s)).count() * 10 >= of.len() * 8;
    let opening: Vec<HashSet<u64>> = (0..kept.len().min(4)).filter(|at| kept[*at].words >= 12).map(|at| shingles[at].iter().copied().collect()).collect();
    let begins = |at: &usize| opening.iter().any(|o| kept[*at].words >= 12 && says_again(&shingles[*at], o));
    let Some(again) = (6..kept.len()).find(begins) else { return };
    let said: HashSet<u64> = shingles[..again].iter().flatten().copied().collect();
    let below = || shingles[again..].iter().flatten();
    let repeated = below().filter(|s| said.contains(s)).count();
    if repeated >= 80 && repeated * 10 >= below().count() * 6 {
        kept.truncate(again);
    }
}

/// Below the text of an item stands the way to another page.
fn drop_item_links(kept: &mut Vec<&Block>) {
    let mut has_text = false;
    kept.retain(|block| {
        let goes_on = block.list.is_some_and(|l| !l.first);
        let leads_away =
            goes_on && has_text && block.words >= 3 && block.words <= 25 && block.link_words * 10 >= block.words * 9 && !phrases::ends_sentence(&block.text);
        has_text = goes_on && has_text || block.list.is_some() && block.words >= 12;
        !leads_away
    });
}

/// A heading over other stories, and they.
fn drop_related(kept: &mut Vec<&Block>) {
    let total: usize = kept.iter().map(|b| b.words).sum();
    let mut at = 0;
    let mut passed = 0;
    while at < kept.len() {
        let block = kept[at];
        passed += block.words;
        if !phrases::ends_article(&block.text) || block.words > 8 || matches!(block.kind, Kind::Cell | Kind::Code) {
            at += 1;
            continue;
        }
        // What follows up to the next running text belongs to the heading; late on the page, all of it.
        let prose = |b: &Block| b.words >= 25 && b.is_little_linked() && b.kind == Kind::Paragraph;
        let rest: usize = kept[at + 1..].iter().filter(|b| prose(b)).map(|b| b.words).sum();
        if passed * 10 >= total * 6 && rest < 120 {
            kept.truncate(at);
            return;
        }
        let until = kept[at + 1..].iter().position(|b| prose(b) || matches!(b.kind, Kind::Heading(_))).map_or(kept.len(), |n| at + 1 + n);
        let short = kept[at + 1..until].iter().all(|b| b.words <= 30);
        kept.drain(at..if short { until } else { at + 1 });
    }
}

/// Link lists of a page from which on they are what its text is about: one below each of many subheadings.
const MOST_LINK_LISTS: usize = 4;

/// Runs of items that are nothing but links to other stories.
fn drop_link_lists(kept: &mut Vec<&Block>) {
    let is_bare = |b: &Block| b.words >= 4 && b.link_words * 10 >= b.words * 9 && !phrases::ends_sentence(&b.text);
    let runs: Vec<&[&Block]> = kept.chunk_by(|a, b| (a.kind == Kind::Item) == (b.kind == Kind::Item)).collect();
    let leads_away = |run: &[&Block]| run.len() <= 6 && run.iter().all(|b| b.kind == Kind::Item && is_bare(b));
    if runs.iter().filter(|run| leads_away(run)).count() >= MOST_LINK_LISTS {
        return;
    }
    *kept = runs.into_iter().filter(|run| !leads_away(run)).flatten().copied().collect();
}

/// Headings, bare links and short leftovers below the last sentence.
fn drop_tail(kept: &mut Vec<&Block>) {
    while kept.len() > 1
        && let Some(last) = kept.last()
    {
        let leftover = match last.kind {
            Kind::Heading(_) | Kind::Caption => true,
            Kind::Paragraph => last.words <= 12 && !phrases::ends_sentence(&last.text) && agency::closing_credit(&last.text).is_none() && !last.quoted,
            // A list of nothing but links: sources, places, other pages.
            Kind::Item => last.words > 0 && last.link_words * 10 >= last.words * 9 && !phrases::ends_sentence(&last.text),
            _ => false,
        };
        if !leftover {
            break;
        }
        kept.pop();
    }
}

/// What a page says of the author below the text, paragraph by paragraph: from the first that begins with the name on.
fn drop_biography(kept: &mut Vec<&Block>, authors: &[String]) {
    static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^[^.]{0,60}?\b(?:is|was|has|have|writes|covers|works|specializes|specialises|joined|leads|serves|brings|holds|helps|founded|spent|loves|lives|reports)\b").ok()
    });
    let is_life = |b: &Block| {
        let text = b.text.trim_start_matches(['(', '[', '*']);
        let text = text.strip_prefix("About ").unwrap_or(text);
        authors.iter().filter(|a| a.contains(' ')).filter_map(|a| text.strip_prefix(a.as_str())).any(|rest| VERB.as_ref().is_some_and(|r| r.is_match(rest)))
    };
    let total: usize = kept.iter().map(|b| b.words).sum();
    let from = kept.len().saturating_sub(8).max(1);
    if let Some(at) = (from..kept.len()).find(|i| matches!(kept[*i].kind, Kind::Paragraph | Kind::Item) && is_life(kept[*i])) {
        let rest: usize = kept[at..].iter().map(|b| b.words).sum();
        if rest <= 180 && rest * 3 <= total {
            kept.truncate(at);
            drop_tail(kept);
        }
    }
}

/// A heading directly before one of the same or a higher level has lost its text.
fn drop_empty_headings(kept: &mut Vec<&Block>) {
    let level = |b: &Block| match b.kind {
        Kind::Heading(level) => Some(level),
        _ => None,
    };
    let mut at = 0;
    while at + 1 < kept.len() {
        match (level(kept[at]), level(kept[at + 1])) {
            (Some(a), Some(b)) if b < a => {
                kept.remove(at);
            }
            _ => at += 1,
        }
    }
}
