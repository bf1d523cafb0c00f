//! The words that give a claim to the author or the publisher of its own source: `…, writes Ada Lorne in the Harbour Courier`. They stand in no
//! sentence of the article, so the rest is what is judged; a byline that names anybody else is judged like all other words.

use super::Cited;
use super::attribution::is_speech;
use crate::text::words::words;
use std::ops::Range;

/// The statement of a claim, as bytes of it, where a byline of a cited source goes before or follows; `None` where none does.
pub(super) fn statement(claim: &str, cited: &[Cited]) -> Option<Range<usize>> {
    // Spaces at its end are no part of any clause.
    let claim = claim.trim_end();
    let end = claim.len();
    if let Some(rest) = claim.strip_prefix("According to ") {
        let start = claim.len() - rest.len();
        let comma = rest.match_indices(", ").map(|(at, _)| at).find(|at| is_byline(&rest[..*at], cited))?;
        return Some(start + comma + 2..end);
    }
    // `X writes that …`
    if let Some(at) = claim.find(" that ").filter(|at| is_source_clause(&claim[..*at], cited)) {
        return Some(at + " that ".len()..end);
    }
    // The last comma before which the rest of the sentence is a byline.
    let commas: Vec<usize> = claim.match_indices(", ").map(|(at, _)| at).collect();
    let at = commas.into_iter().rev().take(3).find(|at| is_source_clause(claim[at + 2..end].trim_end_matches('.'), cited))?;
    Some(0..at)
}

/// `writes X in the Y`, `X writes`, `according to X`.
fn is_source_clause(clause: &str, cited: &[Cited]) -> bool {
    let clause = clause.trim();
    if let Some(rest) = clause.strip_prefix("according to ") {
        return is_byline(rest, cited);
    }
    let first = clause.split_whitespace().next().unwrap_or("");
    let last = clause.split_whitespace().next_back().unwrap_or("");
    let rest = if is_speech(first) {
        &clause[first.len()..]
    } else if is_speech(last) {
        &clause[..clause.len() - last.len()]
    } else {
        return false;
    };
    is_byline(rest, cited)
}

/// Names of a cited source's authors and publisher, and the words that join them.
fn is_byline(text: &str, cited: &[Cited]) -> bool {
    let mut named = false;
    let all = words(text).into_iter().all(|range| {
        let word = &text[range];
        let known = cited.iter().any(|c| {
            let names = c.source.authors.iter().map(String::as_str).chain(c.source.publisher.as_deref());
            names.into_iter().any(|name| words(name).into_iter().any(|r| name[r].eq_ignore_ascii_case(word)))
        });
        named |= (known && word.starts_with(char::is_uppercase)) || REPORTS.contains(&word);
        known || REPORTS.contains(&word) || JOINING.contains(&word.to_lowercase().as_str())
    });
    all && named
}

const JOINING: &[&str] = &[
    "in",
    "the",
    "for",
    "from",
    "of",
    "and",
    "an",
    "a",
    "opinion",
    "press",
    "others",
    "several",
    "multiple",
    "many",
    "various",
    "both",
    "two",
    "three",
    "local",
    "news",
    "independently",
    "separately",
    "to",
    "by",
];

/// What a source can be called by. That a claim rests on several of them is for the check of its citations.
const REPORTS: &[&str] = &[
    "column",
    "article",
    "author",
    "columnist",
    "commentary",
    "editorial",
    "essay",
    "piece",
    "release",
    "newspapers",
    "papers",
    "outlets",
    "reports",
    "media",
    "publications",
    "accounts",
    "organisations",
    "organizations",
];

#[cfg(test)]
mod tests {
    use super::statement;
    use crate::evidence::{Cited, SourceText};
    use crate::types::Article;

    #[test]
    fn the_byline_of_the_source_itself_is_no_part_of_what_it_says() {
        let article =
            Article { authors: vec!["Ada Lorne".into()], publisher: Some("Harbour Courier".into()), body: "Ferries sink.".into(), ..Article::default() };
        let source = SourceText::new(&article);
        let cited = [Cited { source: &source, passage: None }];
        let said = |claim: &'static str| statement(claim, &cited).map(|r| &claim[r]);
        assert_eq!(said("Ferries sink, writes Ada Lorne in the Harbour Courier."), Some("Ferries sink"));
        assert_eq!(said("According to Lorne, ferries sink."), Some("ferries sink."));
        assert_eq!(said("Ferries, old ones, sink, according to an opinion column in the Harbour Courier."), Some("Ferries, old ones, sink"));
        assert_eq!(said("Lorne writes that ferries sink."), Some("ferries sink."));
        assert_eq!(said("Several local newspapers reported that ferries sink."), Some("ferries sink."));
        assert_eq!(said("Ferries sink, according to several reports."), Some("Ferries sink"));
        assert_eq!(said("Ferries sink, writes Bob Lorne."), None);
        assert_eq!(said("Ferries sink, says the captain."), None);
        // Spaces where a clause would be.
        for odd in ["Ferries sink, ", "According to Lorne, ", "Lorne writes that ", "Ferries sink, \u{3000}\u{3000}\u{3000}says.", "Says\u{3000}\u{3000} that "]
        {
            assert_eq!(said(odd), None, "{odd:?}");
        }
    }
}
