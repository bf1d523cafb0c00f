//! Sources that tell one matter with different numbers or dates.

use super::ENDLESS;
use super::diff::{Akin, Alignment};
use super::evidence::amount_in;
use crate::evidence::dates::DateMention;
use crate::evidence::lexicon::Words;
use crate::evidence::quantities::{Quantity, Unit, in_small_letters};
use crate::evidence::reading::Reading;
use crate::evidence::source_text::Readings;
use crate::evidence::tokens::{Class, Token};
use crate::evidence::{SourceText, Statement};
use std::ops::Range;
use std::sync::LazyLock;

/// A value of a claim that one source gives and another contradicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The claim's words for it, as bytes of the claim.
    pub range: Range<usize>,
    /// What the other source has in its place, as typed there.
    pub said: String,
}

/// Two sentences tell one matter where so much of the claim's weight pairs with the other source's sentence, in its order.
const ONE_MATTER: f64 = 0.6;

/// So many sentences of a source are laid beside a claim, those that could come nearest.
const LAID_BESIDE: usize = 3;

/// Where `other` has another number or date than the claim, in a sentence that is otherwise a version of it, while `cited` has the claim's. `None` as
/// well where `other` has the claim's value anywhere: then it tells of two things.
#[must_use]
pub fn disagreement(claim: &str, cited: &SourceText, other: &SourceText) -> Option<Disagreement> {
    Statement::new(claim).disagreement(cited, other)
}

impl Statement<'_> {
    /// [`disagreement`], where the same claim is held against more than that.
    #[must_use]
    pub fn disagreement(&self, cited: &SourceText, other: &SourceText) -> Option<Disagreement> {
        disagrees(self.text, self.reading(), cited, other)
    }
}

fn disagrees(claim: &str, reading: &Reading, cited: &SourceText, other: &SourceText) -> Option<Disagreement> {
    let numbers: Vec<&Quantity> = reading.quantities.iter().filter(|q| is_telling(q, &reading.tokens)).collect();
    if (numbers.is_empty() && reading.dates.is_empty()) || reading.tokens.len() > ENDLESS {
        return None;
    }
    if !speaks_of(reading, claim, other) {
        return None;
    }
    let (article, ours) = (other.readings(), cited.readings());
    let says = |d: &DateMention, source: &SourceText| {
        let sentences = &source.readings().sentences;
        sentences.iter().any(|r| r.dates.iter().any(|s| d.is_said_by(s, source.published, true)))
    };
    let has = |a: &Quantity, readings: &Readings| readings.sentences.iter().any(|r| r.quantities.iter().any(|q| a.agrees(q)));
    // What the claim has of the cited source, and the other source has not.
    let is_ours = |a: &Quantity| !has(a, article) && has(a, ours);
    let is_our_day = |d: &DateMention| !says(d, other) && says(d, cited);
    let (our_numbers, our_days): (Vec<&Quantity>, Vec<&DateMention>) =
        (numbers.iter().copied().filter(|a| is_ours(a)).collect(), reading.dates.iter().filter(|d| is_our_day(d)).collect());
    let is_rivalled = |there: &Reading| {
        let number = |a: &&Quantity| there.quantities.iter().any(|b| is_telling(b, &there.tokens) && is_one_kind(a, b) && !a.agrees(b));
        let day = |a: &&DateMention| there.dates.iter().any(|b| a.is_rival(b, other.published));
        our_numbers.iter().any(number) || our_days.iter().any(day)
    };
    let akin = Akin::of(reading);
    // Most sources end here: none of their sentences could be a version of the claim with another value.
    let versions = article.sentences.iter().filter(|there| is_rivalled(there));
    let mut versions: Vec<(f64, &Reading)> = versions.filter_map(|there| Some((akin.most(there, ONE_MATTER)?, there))).collect();
    versions.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, there) in versions.into_iter().take(LAID_BESIDE) {
        let alignment = Alignment::of(&akin, there);
        if !alignment.is_close() || alignment.share < ONE_MATTER {
            continue;
        }
        let gaps = alignment.gaps(reading.tokens.len(), there.tokens.len());
        // Pier 7 and pier 9 are two things, whatever else is alike.
        let label = |all: &[Quantity], at: &Range<usize>| all.iter().find(|q| q.label && at.contains(&q.tokens.start)).map(|q| q.value);
        if gaps.iter().any(|(gap, theirs)| label(&reading.quantities, gap).zip(label(&there.quantities, theirs)).is_some_and(|(a, b)| a != b)) {
            continue;
        }
        for (gap, theirs) in gaps {
            let typed = |tokens: &Range<usize>, unit: Unit| amount(other, there, tokens, unit);
            if let Some(a) = numbers.iter().find(|q| gap.contains(&q.tokens.start))
                && let Some(b) = there.quantities.iter().find(|q| theirs.contains(&q.tokens.start) && is_telling(q, &there.tokens))
                && is_one_kind(a, b)
                && !a.agrees(b)
                && our_numbers.contains(a)
            {
                return Some(Disagreement { range: reading.bytes(&a.tokens), said: typed(&b.tokens, b.unit) });
            }
            if let Some(a) = reading.dates.iter().find(|d| gap.contains(&d.tokens.start))
                && let Some(b) = there.dates.iter().find(|d| theirs.contains(&d.tokens.start))
                && a.is_rival(b, other.published)
                && our_days.contains(&a)
            {
                return Some(Disagreement { range: reading.bytes(&a.tokens), said: typed(&b.tokens, Unit::None) });
            }
        }
    }
    None
}

/// Whether most of the claim's own words stand in an article as they are typed: without that, no sentence of it is a version of the claim. Looked at first,
/// for most articles of a digest tell most things otherwise.
fn speaks_of(reading: &Reading, claim: &str, other: &SourceText) -> bool {
    let own = reading.tokens.iter().filter(|t| t.class == Class::Content && !t.range.is_empty());
    let all = own.clone().count();
    let known = &other.readings().known;
    // So many may be missing, and no more.
    let mut spare = all * 3 / 10;
    for token in own {
        // Read, an article tells it faster.
        if known.has(token.typed) {
            continue;
        }
        let word = &claim[token.range.clone()];
        // The article's words are small by their letters, not by the rules for whole words.
        let lower = if word.is_ascii() { in_small_letters(word) } else { word.chars().flat_map(char::to_lowercase).collect() };
        if !other.wording.has_word_with(&lower) {
            let Some(rest) = spare.checked_sub(1) else { return false };
            spare = rest;
        }
    }
    true
}

/// A value that can be wrong by itself: no part of a name, no small word, no bound such as "at least".
fn is_telling(quantity: &Quantity, tokens: &[Token]) -> bool {
    let before = quantity.tokens.start.checked_sub(1).and_then(|n| tokens.get(n));
    let bounded = before.is_some_and(|t| BOUND.has(t.typed));
    !quantity.year && !quantity.label && !quantity.ordinal && !quantity.rough && !bounded && quantity.value > 2.0
}

static BOUND: LazyLock<Words> =
    LazyLock::new(|| Words::typed(["than", "over", "under", "least", "most", "nearly", "almost", "about", "around", "to", "above", "below"]));

fn is_one_kind(a: &Quantity, b: &Quantity) -> bool {
    a.unit_agrees(b) && ((a.unit == b.unit && a.unit != Unit::None) || (a.noun.is_some() && a.noun == b.noun))
}

/// A number or date as the other source types it.
fn amount(source: &SourceText, reading: &Reading, tokens: &Range<usize>, unit: Unit) -> String {
    let Some(sentence) = reading.number.map(|n| &source.sentences[n]) else { return String::new() };
    let text = &source.blocks[sentence.block].text;
    amount_in(text, &reading.bytes(tokens), unit)
}

#[cfg(test)]
mod tests {
    use super::disagreement;
    use crate::evidence::SourceText;
    use crate::types::Article;

    fn said(claim: &str, cited: &str, other: &str) -> Option<(String, String)> {
        let source = |body: &str| SourceText::new(&Article { title: "T".to_owned(), body: body.to_owned(), ..Article::default() });
        disagreement(claim, &source(cited), &source(other)).map(|d| (claim[d.range].to_owned(), d.said))
    }

    #[test]
    fn another_value_for_one_matter_is_seen() {
        let claim = "The crash on the Norrby bridge injured nine passengers on 3 May.";
        let first = "The crash on the Norrby bridge injured nine passengers on 3 May, police said.";
        assert_eq!(said(claim, first, "The crash on the Norrby bridge injured seven passengers on 3 May."), Some(("nine".into(), "seven".into())));
        assert_eq!(said(claim, first, "The crash on the Norrby bridge injured nine passengers on 4 May."), Some(("3 May".into(), "4 May".into())));
        assert_eq!(
            said("It paid $5 million for the old Norrby mill.", "It paid $5 million.", "It paid $6 million for the old Norrby mill."),
            Some(("5 million".into(), "$6 million".into()))
        );
        // Another thing of the kind.
        let pier = |n: u32, bicycles: u32| format!("A count at pier {n} found {bicycles} bicycles on board within the first week, the port said.");
        assert_eq!(said(&pier(73, 416), &pier(73, 416), &pier(1, 200)), None);
        assert_eq!(said(&pier(73, 416), &pier(73, 416), &pier(73, 200)), Some(("416".into(), "200".into())));
        // The same, another matter, or a bound that both can hold to.
        assert_eq!(said(claim, first, "The crash on the Norrby bridge injured 9 passengers on 3 May."), None);
        assert_eq!(said(claim, first, "The bridge of Norrby is seven hundred metres long."), None);
        assert_eq!(
            said("The crash on the Norrby bridge injured more than 30 people.", "more than 30 people", "The crash on the Norrby bridge injured 41 people."),
            None
        );
        // A claim whose number its own source does not have is no matter of two sources.
        assert_eq!(said(claim, "The crash on the Norrby bridge injured ten.", "The crash on the Norrby bridge injured seven passengers on 3 May."), None);
    }
}
