//! The sub-editor's desk: what must be mended in a sentence before it can stand in a digest, and which sentences are struck.
//!
//! In: a line of a report. Out: [`Copy`](struct@Copy), or nothing where no mend keeps the meaning. Never: a word that no source has, apart from the verbs of
//! attribution.

mod chinese;
mod dates;
mod furniture;
mod names;
mod openings;
mod people;
mod pronouns;
mod quotes;
mod speakers;
mod speech;
mod verbs;
mod voices;

pub(super) use furniture::{has_notice, is_no_headline, strip_labels};
pub(super) use openings::{points_back, stands_for_one_named_before};
pub(super) use people::People;
pub(super) use voices::Voices;

use super::material::Report;
use super::quotation;
use crate::text::markdown::TextKind;
use crate::text::words::{count, is_ideograph, stem, words};

/// Whether a sentence gives what it says to somebody in its own words: `…, Li said`, `according to the lab, …`.
pub(super) fn is_spoken(text: &str) -> bool {
    !speech::subjects(&quotation::outside(text)).is_empty() || text.to_lowercase().contains("according to")
}

/// A sentence fit to print.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Copy {
    pub text: String,
    /// Lines of the report that it rests on, in order: its own, and that which names the speaker.
    pub lines: Vec<usize>,
    /// It can only stand directly behind the line before it: it opens with `He`, or its `he` is named there.
    pub hangs: bool,
    /// Whose words it quotes.
    pub speaker: Option<String>,
    /// Share of its words that are quoted, 0 to 1.
    pub quoted: f64,
    /// An item of a list or an answer in the source.
    pub item: bool,
}

/// Words of a sentence that says something, at least; characters in scripts without spaces.
const SHORTEST: usize = 8;
const LONGEST: usize = 60;

/// The sentence as it can be printed; `None` where it is struck.
pub(super) fn mend(report: &Report, at: usize, voices: &Voices) -> Option<Copy> {
    let line = &report.lines[at];
    if matches!(line.kind, TextKind::Heading | TextKind::Code | TextKind::Cell | TextKind::Quote) || furniture::is_furniture(report, line) {
        return None;
    }
    // Where a scraper cut a text, its first line may be the rest of another.
    if report.file.article.truncated && at == 0 {
        return None;
    }
    let item = line.kind == TextKind::Item || furniture::is_answer(report, at);
    let mut text = furniture::strip_labels(&line.text).trim().to_owned();
    if text.is_empty() || !ends_well(&text, item) || !starts_well(&text, line.quotation.open_before) || is_shouted(&text, report) {
        return None;
    }
    text = quotes::close(&furniture::spell_titles(&text), &line.quotation)?;
    let mut copy = Copy { text, lines: vec![at], hangs: false, speaker: None, quoted: 0.0, item };
    speakers::name(&mut copy, report, at, voices)?;
    openings::strip(&mut copy);
    let in_chinese = chinese::is_written(&copy.text);
    if in_chinese {
        copy.text = chinese::strip(&copy.text);
        copy.hangs |= chinese::hangs(&quotation::outside(&copy.text));
    }
    if openings::hangs(&copy.text) || is_other_name(&copy.text, report, at) {
        copy.hangs = true;
    }
    let bare = quotation::outside(&copy.text);
    if pronouns::speaks_of_self(&bare) || (in_chinese && chinese::speaks_of_self(&bare)) {
        return None;
    }
    if pronouns::names_nobody(&bare) {
        copy.hangs = true;
    }
    copy.text = dates::resolve(&copy.text, report.text.published)?;
    if !(SHORTEST..=LONGEST).contains(&count(&copy.text)) || ends_in_question(&copy.text) || is_no_statement(&copy.text) {
        return None;
    }
    if !item && verbs::is_verbless(&copy.text, report.file.article.language.as_deref()) {
        return None;
    }
    copy.quoted = {
        let marks = quotation::marks(&copy.text);
        quotation::of(&copy.text, &(0..copy.text.len()), &marks).share
    };
    Some(copy)
}

/// A bare noun with its article (`The policy U-turn was announced`) that neither the headline nor a line before has is another name for what the
/// line right before tells.
fn is_other_name(text: &str, report: &Report, at: usize) -> bool {
    let Some(noun) = openings::bare_noun(text).filter(|_| at > 0) else { return false };
    let stem = stem(&noun);
    let title = &report.text.title;
    let in_title = || words(title).into_iter().any(|r| self::stem(&title[r].to_lowercase()) == stem);
    !report.has_before(&stem, at) && !in_title()
}

fn ends_well(text: &str, item: bool) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']);
    let cut = bare.ends_with("...") || bare.ends_with('…');
    let marked = bare.ends_with(['.', '!', '?', '。', '！', '？', '．']);
    !cut && (marked || (item && text.ends_with(char::is_alphanumeric)))
}

fn starts_well(text: &str, inside_quotation: bool) -> bool {
    let mut chars = text.chars().skip_while(|c| matches!(c, '"' | '“' | '‘' | '\'' | '('));
    let Some(first) = chars.next() else { return false };
    if text.starts_with('(') || text.starts_with('[') {
        return false;
    }
    // A small first letter is the rest of something, unless it is a name such as iPhone; inside a quotation as well.
    let small = first.is_lowercase() && !chars.next().is_some_and(char::is_uppercase);
    (first.is_alphanumeric() || first == '$' || first == '€' || first == '£') && !small || (inside_quotation && !small && first.is_alphanumeric())
}

/// A cut that the sentence splitter did not see, or a wish of the writer's: neither can be cited as one statement.
fn is_no_statement(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let low = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, ')' | '”');
    let two = chars.windows(6).any(|w| w[..3].iter().all(low) && matches!(w[3], '.' | '!' | '?') && w[4] == ' ' && (w[5].is_ascii_uppercase() || w[5] == '“'));
    two || quotation::outside(text).trim_end().ends_with('!') || text.contains("??")
}

fn ends_in_question(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['?', '？'])
}

/// Capitals throughout, in an article that is not: a label, a heading, a banner.
fn is_shouted(text: &str, report: &Report) -> bool {
    let letters = text.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    !report.capitals && letters > 0 && capitals * 2 > letters && !text.chars().any(is_ideograph)
}

#[cfg(test)]
mod tests;
