//! Claims that copy what they cite: there is nothing to weigh, unless what was left out turns the meaning.

use super::{Cited, Found};
use crate::evidence::Statement;
use crate::evidence::wording::Wording;
use std::ops::Range;

/// Words before a piece of a sentence that take back what it says.
const TAKEN_BACK: &[&str] = &[
    "deny",
    "denied",
    "denies",
    "denying",
    "refute",
    "refuted",
    "reject",
    "rejected",
    "rejects",
    "dispute",
    "disputed",
    "doubt",
    "doubts",
    "doubted",
    "unclear",
    "unlikely",
    "false",
    "untrue",
    "wrong",
    "if",
    "whether",
    "unless",
    "myth",
    "rumour",
    "rumours",
    "rumors",
    "rumor",
    "not",
    "no",
    "never",
    "without",
    "hardly",
    "claim",
    "claims",
    "claimed",
    "alleged",
    "alleges",
    "allegedly",
];

/// Whether the claim stands word for word in what it cites: in the passage's own sentences, where it names one. A leading connective or a closing
/// "he said" may have been left out; words that take back what follows may not.
pub(super) fn is_copy(claim: &Statement, found: &[Found]) -> bool {
    let wanted = claim.wording();
    wanted.words.len() >= 3 && found.iter().any(|f| stands(wanted, f))
}

fn stands(wanted: &Wording, found: &Found) -> bool {
    let cited = &found.cited;
    let article = &cited.source.wording;
    // A passage that does not stand there is a finding of its own; the claim may still be true of the article.
    let passage = found.places.as_deref().unwrap_or_default();
    let mut from = 0;
    while let Some(found) = article.find(wanted, from) {
        let (first, last) = (&article.words[found.start], &article.words[found.end - 1]);
        let inside = passage.is_empty()
            || passage.iter().any(|(block, range)| {
                let whole = sentences_of(cited, *block, range);
                first.block() == *block && last.block() == *block && first.range().start >= whole.start && last.range().end <= whole.end
            });
        if inside && !is_taken_back(cited, found.start) {
            return true;
        }
        from = found.start + 1;
    }
    false
}

/// The sentences that a range of a block touches.
fn sentences_of(cited: &Cited, block: usize, range: &Range<usize>) -> Range<usize> {
    let first = cited.source.sentence_at(block, range.start).map_or(range.start, |s| cited.source.sentences[s].range.start);
    let last = cited.source.sentence_at(block, range.end.saturating_sub(1)).map_or(range.end, |s| cited.source.sentences[s].range.end);
    first.min(range.start)..last.max(range.end)
}

/// Whether the words left out before the claim, in its sentence, speak against it.
fn is_taken_back(cited: &Cited, start: usize) -> bool {
    let article = &cited.source.wording;
    let word = &article.words[start];
    let Some(sentence) = cited.source.sentence_at(word.block(), word.range().start) else { return false };
    let begin = cited.source.sentences[sentence].range.start;
    let before = (0..start).rev().take(6).take_while(|n| article.words[*n].block() == word.block() && article.words[*n].range().start >= begin);
    before.into_iter().any(|n| TAKEN_BACK.contains(&article.word(n)))
}
