//! Claims that copy what they cite, but give a name in full where their sentence has a part of it: `Ada Lorne left` for `Ms. Lorne left`.

use super::Found;
use crate::evidence::Statement;
use crate::evidence::wording::Wording;
use std::ops::Range;

/// Forms of address, which a full name takes the place of.
const COURTESY: &[&str] = &["mr", "ms", "mrs", "dr", "miss", "sir"];

/// Whether the claim's words are those of one passage, in their order and without a gap, but for words of names that the article has in full.
pub(super) fn is_copy(claim: &Statement, found: &[Found]) -> bool {
    let wanted = claim.wording();
    let names = names(claim.text, wanted);
    if wanted.words.len() < 3 || names.is_empty() {
        return false;
    }
    found.iter().any(|f| {
        let article = &f.cited.source.wording;
        // A word may be left out of the comparison where its name stands whole in the article.
        let spare: Vec<bool> = (0..wanted.words.len()).map(|n| names.iter().any(|name| name.contains(&n) && article.contains(wanted, name))).collect();
        let Some(places) = &f.places else { return false };
        let inside = |n: usize| {
            let word = &article.words[n];
            places.iter().any(|(block, range)| *block == word.block() && range.start <= word.range().start && word.range().end <= range.end)
        };
        let mut words = places.iter().flat_map(|(block, range)| article.within(*block, range));
        spare.contains(&true) && words.any(|from| runs_from(wanted, &spare, article, from, &inside))
    })
}

/// Whether the claim runs along the article from a word on: what differs is a word of a full name here, a form of address there.
fn runs_from(wanted: &Wording, spare: &[bool], article: &Wording, from: usize, inside: &dyn Fn(usize) -> bool) -> bool {
    let mut there = from;
    let mut matched = 0;
    for (here, spare) in spare.iter().enumerate() {
        let word = wanted.word(here);
        let fits = |n: usize| n < article.words.len() && inside(n) && article.word(n) == word;
        if matched > 0 && !fits(there) && there < article.words.len() && COURTESY.contains(&article.word(there)) && (fits(there + 1) || *spare) {
            there += 1;
        }
        if fits(there) {
            there += 1;
            matched += 1;
        } else if !spare {
            return false;
        }
    }
    matched >= 3
}

/// Runs of two words or more with a capital, as ranges of words.
fn names(claim: &str, wanted: &Wording) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (n, word) in wanted.words.iter().enumerate() {
        if !claim[word.range()].starts_with(char::is_uppercase) {
            continue;
        }
        match out.last_mut() {
            Some(run) if run.end == n && claim[wanted.words[n - 1].range().end..word.range().start].chars().all(|c| matches!(c, ' ' | '.' | '-')) => {
                run.end = n + 1
            }
            _ => out.push(n..n + 1),
        }
    }
    out.retain(|run| run.len() > 1);
    out
}

#[cfg(test)]
mod tests {
    use super::is_copy;
    use crate::evidence::judge::Found;
    use crate::evidence::{Cited, SourceText, Statement};
    use crate::types::Article;

    #[test]
    fn a_name_in_full_changes_nothing_where_the_article_has_it() {
        let body = "Ada Lorne runs the mill. The board met. Ms. Lorne did what she could. Quist left.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        let passage = ["Ms. Lorne did what she could. Quist left.".to_owned()];
        let cited = [Cited { source: &source, passage: Some(&passage) }];
        for (claim, copy) in [
            ("Ada Lorne did what she could.", true),
            ("Eva Lorne did what she could.", false),
            ("Ada Lorne did what he could.", false),
            ("Ada Lorne left.", false),
            ("Ada Quist left the mill.", false),
        ] {
            assert_eq!(is_copy(&Statement::new(claim), &Found::of(&cited)), copy, "{claim}");
        }
    }
}
