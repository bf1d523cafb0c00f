//! What stands in an article beside its text: captions, credits, datelines, labels, calls to read, sign and share.

use crate::editorial::compose::lists::{FURNITURE, FURNITURE_OPENINGS, FURNITURE_SHORT};
use crate::editorial::compose::material::{Line, Report};
use crate::text::markdown::TextKind;
use crate::text::words::count;
use regex::Regex;
use std::sync::LazyLock;

/// Whether a headline is none: a credit in brackets, a line that says when the page was put up, a notice.
pub(in crate::editorial::compose) fn is_no_headline(title: &str) -> bool {
    let lower = title.trim().to_lowercase();
    let bracketed = lower.starts_with('(') && lower.ends_with(')') && lower.matches('(').count() == 1;
    let dated = count(title) < 8
        && ["published:", "published on", "posted:", "posted on", "updated:", "updated on", "last updated"].iter().any(|w| lower.starts_with(w))
        && lower.contains(|c: char| c.is_ascii_digit());
    // `UPDATE: Adds details`: a wire's word to its editors.
    let adds =
        ["adds ", "updates ", "corrects ", "clarifies ", "recasts "].iter().any(|verb| lower.split_once(": ").is_some_and(|(_, rest)| rest.starts_with(verb)));
    let wired = adds && (lower.contains("update") || lower.contains("correct") || lower.contains("writethru") || lower.contains("eds:"));
    bracketed || dated || wired || has_notice(title)
}

/// Whether a text carries a phrase that no text of news has.
pub(in crate::editorial::compose) fn has_notice(text: &str) -> bool {
    let lower = text.to_lowercase();
    FURNITURE.is_in(&lower)
}

pub(super) fn is_furniture(report: &Report, line: &Line) -> bool {
    let lower = line.text.to_lowercase();
    let short = count(&line.text) < 14;
    let addressed = || lower.split(|c: char| !c.is_alphabetic()).any(|w| matches!(w, "you" | "your" | "our" | "us" | "please"));
    let notice = count(&line.text) < 24 && FURNITURE_SHORT.is_in(&lower) && (short || addressed());
    // `Note: Figures are rounded.` speaks of the page, not of the news.
    let aside = ["note: ", "editor's note", "editor’s note"].iter().any(|label| lower.starts_with(label));
    if aside || FURNITURE.is_in(&lower) || notice || (short && FURNITURE_OPENINGS.opening(&lower).is_some()) {
        return true;
    }
    if is_byline(&line.text) || is_caption(&line.text) {
        return true;
    }
    // The headline again, a line of labels, an address.
    let bars = line.text.matches(['|', '•', '»', '›', '>']).count();
    let told = crate::text::normal::folded(&report.text.title) == crate::text::normal::folded(line.text.trim_end_matches('.'));
    bars > 1
        || told
        || lower.contains("http://")
        || lower.contains("https://")
        || lower.contains("www.")
        || lower.contains("pic.twitter")
        || is_transcript(&line.text)
}

/// `SMITH: We went there.`, `Q. And then?`
fn is_transcript(text: &str) -> bool {
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?:[A-Z][A-Z .'’-]{2,30}|Q|QUESTION):\s").ok());
    LABEL.as_ref().is_some_and(|r| r.is_match(text)) && !text.starts_with("A:")
}

/// An answer of a list of questions and answers: it says of itself what it speaks of, or is struck like any other line.
pub(super) fn is_answer(report: &Report, at: usize) -> bool {
    report.lines[at].text.starts_with("A:")
        || (report.lines[at].kind != TextKind::Item
            && at > 0
            && report.lines[at - 1].text.starts_with("Q:")
            && report.lines[at - 1].text.ends_with('?')
            && report.lines[at].block >= report.lines[at - 1].block)
}

/// A sentence without its dateline (`SHANGHAI (Reuters) – `) and the label of an answer.
pub(in crate::editorial::compose) fn strip_labels(text: &str) -> &str {
    static DATELINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:[A-Z][A-Z.'’ -]{2,40}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s*(?:\([^)]{2,40}\))?\s*[—–:-]{1,2}\s*|(?:[A-Z][\w.'’ ]{2,30},?\s)?\((?:AP|CNN|Reuters|AFP|UPI|CBS|NBC|ABC|Bloomberg|CBS News|The Associated Press)[^)]{0,20}\)\s*[—–-]{0,2}\s*|[A-Z]{3,}[A-Z,. ]{0,30}\s[—–-]{1,2}\s+)",
        )
        .ok()
    });
    let label = ["A:", "Story highlights ", "- "].iter().find_map(|l| text.strip_prefix(l));
    let text = label.unwrap_or(text).trim_start();
    match DATELINE.as_ref().and_then(|r| r.find(text)) {
        Some(found) if found.end() < text.len() => &text[found.end()..],
        _ => text,
    }
}

/// Titles in full: `Capt. Hale` reads as an end of a sentence to many a program, and to some people.
pub(super) fn spell_titles(text: &str) -> String {
    let mut out = text.to_owned();
    for (short, full) in
        [("Capt. ", "Captain "), ("Prof. ", "Professor "), ("Corp. ", "Corp "), ("Bros. ", "Bros "), ("Dept. ", "Department "), ("Cmdr. ", "Commander ")]
    {
        if out.contains(short) {
            out = out.replace(short, full);
        }
    }
    out
}

/// `A box of flakes is seen in a shop in Caracas, May 15, 2018.`: a picture's line says in the present what is to be seen, and when it was taken.
fn is_caption(text: &str) -> bool {
    static TAKEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}, (?:19|20)\d\d\.?\)?$|\bfile (?:photo|picture|image)\b")
            .ok()
    });
    let seen = [
        " seen ",
        " pictured ",
        " shown ",
        " poses ",
        " pose ",
        " looks on",
        " look on",
        " waves ",
        " speaks ",
        " stands ",
        " stand ",
        " walks ",
        " arrives ",
        " attends ",
        " listens ",
    ];
    seen.iter().any(|verb| text.contains(verb)) && TAKEN.as_ref().is_some_and(|r| r.is_match(text.trim_end()))
}

/// `By Ada Lorne A study found …`: a byline that ran into the text.
fn is_byline(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let capital = |w: Option<&str>| w.is_some_and(|w| w.starts_with(char::is_uppercase) && !w.ends_with(','));
    matches!(words.next(), Some("By" | "BY")) && capital(words.next()) && capital(words.next())
}
