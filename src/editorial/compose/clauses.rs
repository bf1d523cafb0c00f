//! Whole short clauses and shared phrases of the sources: what headings and, where no headline serves, headlines are made of.

use super::lists::{CLAUSE_VERBS, PHRASE_EDGES, PRONOUNS};
use crate::text::words;
use std::collections::BTreeSet;

/// The clauses of a sentence that stand by themselves, of 4 to `most` words: from the sentence's begin, a semicolon, a colon or a dash to the
/// next of these, the end, or a comma before "but", "and", "while". Never cut at a list or a complement.
pub(super) fn clauses(sentence: &str, most: usize) -> Vec<String> {
    let mut out = Vec::new();
    if sentence.contains(['“', '”', '"', '(', '[']) {
        return out;
    }
    let text = sentence.trim_end_matches(['.', '!', '。']);
    let mut starts = vec![0];
    let mut ends = vec![text.len()];
    for mark in ["; ", ": ", " — ", " – ", " -- ", ", but ", ", and ", ", while ", ", yet ", ", as "] {
        for (at, _) in text.match_indices(mark) {
            ends.push(at);
            if !matches!(mark, ", as " | ", while ") {
                starts.push(at + mark.len());
            }
        }
    }
    ends.sort_unstable();
    for start in starts {
        let Some(end) = ends.iter().copied().find(|e| *e > start) else { continue };
        let clause = text[start..end].trim();
        if is_clause(clause, most) && !(end < text.len() && text[end..].starts_with(", and ") && clause.contains(", ")) {
            out.push(words::capitalised(clause));
        }
    }
    out
}

/// The main clause at the begin of a long sentence, of 5 to `most` words, cut before its circumstances. Never before a condition.
pub(super) fn opening(sentence: &str, most: usize) -> Option<String> {
    if sentence.contains(['“', '”', '"', '(', '[', ':', ';']) || [" if ", " unless ", " not ", " would "].iter().any(|w| sentence.contains(w)) {
        return None;
    }
    let cuts = [", ", " after ", " while ", " because ", " following ", " when ", " — ", " – ", " -- "];
    let mut ends: Vec<usize> = cuts.iter().flat_map(|c| sentence.match_indices(c).map(|(at, _)| at)).collect();
    ends.sort_unstable();
    ends.into_iter()
        .map(|end| sentence[..end].trim())
        .find(|text| {
            let list: Vec<String> = text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect();
            let verb = list.iter().skip(1).take(list.len().saturating_sub(2)).any(|w| is_verb(w));
            let stop = words::is_stop_word(list.last().map_or("", String::as_str))
                || words::is_stop_word(list.first().map_or("", String::as_str)) && !matches!(list[0].as_str(), "the" | "a" | "an");
            (5..=most).contains(&list.len()) && verb && !stop && !text.contains(',')
        })
        .map(str::to_owned)
}

fn is_clause(clause: &str, most: usize) -> bool {
    let list: Vec<String> = clause.split_whitespace().map(|w| w.to_lowercase().replace('’', "'")).collect();
    let word = |w: &String| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let plain: Vec<String> = list.iter().map(word).collect();
    if !(4..=most).contains(&plain.len()) || clause.contains([',', '?', ':', ';']) || !clause.chars().any(char::is_lowercase) {
        return false;
    }
    let first = plain.first().map_or("", String::as_str);
    let last = plain.last().map_or("", String::as_str);
    let opens = !words::is_stop_word(first) || matches!(first, "the" | "a" | "an" | "no" | "not");
    let subordinate = [
        "when",
        "while",
        "after",
        "as",
        "if",
        "because",
        "although",
        "though",
        "since",
        "despite",
        "with",
        "until",
        "unless",
        "whether",
        "including",
        "from",
        "to",
        "not",
        "instead",
        "during",
    ];
    let verb = plain.iter().enumerate().skip(1).take(plain.len().saturating_sub(2)).position(|(_, w)| is_verb(w));
    opens
        && !subordinate.contains(&first)
        && !first.ends_with("ing")
        && !words::is_stop_word(last)
        && verb.is_some()
        && !plain.iter().any(|w| PRONOUNS.has(w) || w.starts_with("yesterday") || w == "today" || DAYS.contains(&w.as_str()))
}

pub(super) fn is_verb(lower: &str) -> bool {
    CLAUSE_VERBS.has(lower) || (lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed"))
}

/// What a sentence opens with and speaks of, of 2 to 5 words without the article before it: `the domestic rivalries on display were …` gives
/// `domestic rivalries on display`. It ends before the verb; an unknown verb is known by the article or possessive that follows it.
pub(super) fn subject(sentence: &str) -> Option<String> {
    const DETERMINERS: &[&str] = &["the", "a", "an", "its", "their", "his", "her", "our", "some", "many", "more", "several", "these", "those", "this", "that"];
    const LOOSE: &[&str] = &["which", "who", "and", "or", "but", "than", "as", "if", "when", "while", "to", "for", "not"];
    let found = words::words(sentence);
    let text = |at: usize| found.get(at).map_or("", |r| &sentence[r.clone()]);
    let from = usize::from(matches!(text(0), "The" | "A" | "An"));
    let mut end = None;
    for at in from..found.len().min(from + 7) {
        let lower = text(at).to_lowercase();
        if is_verb(&lower) {
            end = Some(at);
            break;
        }
        if at > from && DETERMINERS.contains(&lower.as_str()) {
            end = at.checked_sub(1);
            break;
        }
        // A mark between words means that something else has begun.
        let marked = found.get(at + 1).is_some_and(|next| sentence[found[at].end..next.start].trim() != "");
        if marked || LOOSE.contains(&lower.as_str()) || PRONOUNS.has(&lower) {
            return None;
        }
    }
    let end = end.filter(|end| (from + 2..=from + 5).contains(end))?;
    let (first, last) = (text(from).to_lowercase(), text(end - 1).to_lowercase());
    let sound = !words::is_stop_word(&first)
        && !words::is_stop_word(&last)
        && !last.ends_with("ly")
        && !first.ends_with("ing")
        && !DETERMINERS.contains(&first.as_str());
    sound.then(|| sentence[found[from].start..found[end - 1].end].to_owned())
}

const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Phrases of 2 to 4 words, without a stop word or verb at their edges, as they stand in a text, with their stems.
pub(super) fn phrases(text: &str) -> Vec<(Vec<String>, String)> {
    let ranges = words::words(text);
    let mut out = Vec::new();
    for start in 0..ranges.len() {
        for length in 2..=4 {
            let Some(end) = ranges.get(start + length - 1) else { break };
            let span = &text[ranges[start].start..end.end];
            let lower: Vec<String> = ranges[start..start + length].iter().map(|r| text[r.clone()].to_lowercase().replace('’', "'")).collect();
            let broken = (start..start + length - 1).any(|n| !text[ranges[n].end..ranges[n + 1].start].trim().is_empty());
            let edge =
                |w: &String| words::is_stop_word(w) || is_verb(w) || PRONOUNS.has(w) || w.ends_with("ly") || DAYS.contains(&w.as_str()) || PHRASE_EDGES.has(w);
            let inner = lower
                .iter()
                .any(|w| is_verb(w) || PRONOUNS.has(w) || (words::is_stop_word(w) && !matches!(w.as_str(), "of" | "and" | "for" | "on" | "in" | "the")));
            if broken
                || edge(&lower[0])
                || edge(&lower[length - 1])
                || inner
                || lower[length - 1].ends_with("ing") && length == 2
                || lower[length - 1].ends_with("'s")
            {
                continue;
            }
            if lower.iter().all(|w| w.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')) {
                continue;
            }
            out.push((lower.iter().map(|w| words::stem(w.trim_end_matches("'s"))).collect(), span.to_owned()));
        }
    }
    out
}

/// The content stems of a text, as a set.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    words::words(text)
        .into_iter()
        .map(|r| text[r].to_lowercase().replace('’', "'"))
        .map(|w| w.trim_end_matches("'s").to_owned())
        .filter(|w| !words::is_stop_word(w))
        .map(|w| words::stem(&w))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn a_subject_is_what_a_sentence_opens_with_before_its_verb() {
        for (sentence, found) in [
            ("The domestic rivalries on display were overshadowed by a contest.", Some("domestic rivalries on display")),
            ("China's current AI frenzy represents the best of capitalism.", Some("China's current AI frenzy")),
            ("The policy U-turn was announced in the midst of talks.", Some("policy U-turn")),
            ("What these leaders say is one thing.", None),
            ("It came after a visit.", None),
            ("Washington reversed course.", None),
            ("During the summit, media touted the country.", None),
        ] {
            assert_eq!(subject(sentence).as_deref(), found, "{sentence}");
        }
    }
}
