//! What a claim rests on: the sentences of its citations, and what stands around them.

use super::likeness::is_like;
use super::{Cited, Found};
use crate::evidence::SourceText;
use crate::evidence::coverage::Coverage;
use crate::evidence::find::choose;
use crate::evidence::lexicon::Sym;
use crate::evidence::quantities::{Quantity, Unit};
use crate::evidence::reading::Reading;
use crate::evidence::source_text::Readings;
use crate::evidence::tokens::Class;
use std::collections::BTreeSet;
use std::ops::Range;

/// One cited source, as far as the claim leans on it.
pub(super) struct Ground<'a> {
    pub source: &'a SourceText,
    pub article: &'a Readings,
    pub coverage: Coverage,
    /// The sentences that carry the claim: those of the passage; without one, those that say most of it. In reading order.
    pub core: Vec<usize>,
    /// Whether the citation names a passage, and the passage stands in the article.
    pub named: bool,
}

/// All that a claim cites.
pub(super) struct Evidence<'a> {
    pub grounds: Vec<Ground<'a>>,
}

impl<'a> Evidence<'a> {
    pub fn gather(claim: &Reading, found: &[Found<'a>]) -> Self {
        let grounds = found.iter().map(|f| ground(claim, f)).collect();
        Self { grounds }
    }

    /// Every sentence of every source, for texts that no passage carries.
    pub fn whole(cited: &[Cited<'a>]) -> Self {
        let grounds = cited.iter().map(|c| Ground {
            source: c.source,
            article: c.source.readings(),
            coverage: Coverage::default(),
            core: (0..c.source.sentences.len()).collect(),
            named: false,
        });
        Self { grounds: grounds.collect() }
    }

    /// The sentences that carry the claim, over all sources.
    pub fn core(&self) -> impl Iterator<Item = (&Ground<'a>, &'a Reading)> {
        self.grounds.iter().flat_map(|g| g.core.iter().map(move |s| (g, &g.article.sentences[*s])))
    }

    /// What stands around them: the paragraph, the sentences before and behind, the title, the authors, and the lead. Who speaks, who acts and where
    /// may come from there.
    pub fn around(&self) -> impl Iterator<Item = (&Ground<'a>, &'a Reading)> {
        self.grounds.iter().flat_map(|g| {
            let sentences = &g.source.sentences;
            let mut near = BTreeSet::new();
            // Where the core is everything, so is what stands around it.
            if g.core.len() < sentences.len() {
                let mut last = None;
                for core in &g.core {
                    // The sentences of one paragraph need its others once.
                    if last.replace(sentences[*core].block) != Some(sentences[*core].block) {
                        near.extend(g.source.sentences_of(sentences[*core].block));
                    }
                    near.extend(core.saturating_sub(3)..(core + 3).min(sentences.len()));
                }
                near.extend(0..sentences.partition_point(|s| s.block <= 1));
            } else {
                near.extend(0..sentences.len());
            }
            near.into_iter().map(move |s| (g, &g.article.sentences[s])).chain(std::iter::once((g, &g.article.frame)))
        })
    }

    /// Every sentence of every source, and what its frame says.
    pub fn everything(&self) -> impl Iterator<Item = (&Ground<'a>, &'a Reading)> {
        self.grounds.iter().flat_map(|g| g.article.sentences.iter().chain(std::iter::once(&g.article.frame)).map(move |r| (g, r)))
    }

    /// Whether a word stands in the sources that is one letter away, or that begins alike: another spelling, or a country's people.
    pub fn has_near_spelling(&self, lower: &str) -> bool {
        let length = lower.chars().count();
        length >= 5
            && self.everything().any(|(g, r)| {
                r.tokens.iter().filter(|t| t.class == Class::Content && t.range.len().abs_diff(lower.len()) <= 4).any(|t| {
                    let there = g.text(r, t.range.clone()).to_lowercase();
                    is_kin(&there, lower) || (length >= 6 && t.capital && strsim::damerau_levenshtein(&there, lower) <= 1)
                })
            })
    }

    /// Whether a word stands anywhere in the sources.
    pub fn has(&self, word: Sym) -> bool {
        self.grounds.iter().any(|g| g.article.has(word) || g.article.frame.tokens.iter().any(|t| t.sym == word))
    }
}

impl Ground<'_> {
    /// What a number or name of the evidence is typed as, for people.
    pub fn amount(&self, reading: &Reading, range: Range<usize>, unit: Unit) -> String {
        amount_in(self.block_of(reading).unwrap_or(&self.article.frame_text), &range, unit)
    }

    /// The block that a sentence of the article stands in; `None` for the frame.
    pub fn block_of(&self, reading: &Reading) -> Option<&str> {
        Some(&self.source.blocks[self.source.sentences[reading.number?].block].text)
    }

    /// Bytes of the block that a sentence stands in, as typed.
    pub fn text(&self, reading: &Reading, range: Range<usize>) -> &str {
        self.block_of(reading).unwrap_or(&self.article.frame_text).get(range).unwrap_or("")
    }

    /// Tokens of a sentence, as typed.
    pub fn piece(&self, reading: &Reading, tokens: Range<usize>) -> String {
        match (reading.tokens.get(tokens.start), reading.tokens.get(tokens.end.saturating_sub(1))) {
            (Some(a), Some(b)) => self.text(reading, a.range.start..b.range.end).to_owned(),
            _ => String::new(),
        }
    }
}

/// These bytes of a text with the signs that belong to them: `$6 million`, `70%`.
pub(super) fn amount_in(text: &str, range: &Range<usize>, unit: Unit) -> String {
    let mut out = text.get(range.clone()).unwrap_or("").to_owned();
    if let Some(sign) = text.get(..range.start).and_then(|t| t.chars().next_back()).filter(|c| matches!(c, '$' | '€' | '£' | '¥' | '₹')) {
        out.insert(0, sign);
    }
    if unit == Unit::Percent && text.get(range.end..).is_some_and(|t| t.starts_with('%')) {
        out.push('%');
    }
    out
}

/// Whether two words in small letters begin alike for as much as tells them apart from others: Romania, Romanian.
pub(super) fn is_kin(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    shared >= 5 && a.chars().count().max(b.chars().count()) - shared <= 4
}

/// A claim may join what two neighbouring sentences tell: where a value of it stands in none of the chosen ones, the neighbour that has it belongs to them,
/// if that has a word of the claim besides that they lack, and that stands by this value. `Sales rose to $48m, but the loss also grew, to $61m.`
fn with_values(claim: &Reading, article: &Readings, source: &SourceText, coverage: &Coverage, mut core: Vec<usize>) -> Vec<usize> {
    for wanted in claim.quantities.iter().filter(|q| q.value > 2.0 || q.unit != Unit::None) {
        let has = |s: &usize| article.sentences[*s].quantities.iter().any(|q| wanted.agrees(q));
        if core.iter().any(has) {
            continue;
        }
        let covered = coverage.covered(&core);
        let is_value = |term: usize| claim.quantities.iter().any(|q| q.tokens.contains(&coverage.terms[term].token));
        let from = |q: &Quantity, token: usize| token.abs_diff(q.tokens.start).min(token.abs_diff(q.tokens.end));
        let is_by_it = |token: usize| claim.quantities.iter().all(|q| q.tokens == wanted.tokens || q.year || from(wanted, token) < from(q, token));
        let brings_more = |s: &usize| {
            let stands = |term: usize| article.sentences[*s].tokens.iter().any(|t| is_like(coverage.terms[term].sym, t.sym));
            let more = |(term, how): &(usize, f64)| *how > covered[*term] && !is_value(*term) && is_by_it(coverage.terms[*term].token) && stands(*term);
            coverage.sentences.of(*s).iter().any(more)
        };
        let block = |s: usize| source.sentences[s].block;
        let neighbours =
            core.iter().flat_map(|c| [c.checked_sub(1), Some(c + 1)].into_iter().flatten().filter(|s| *s < article.sentences.len() && block(*s) == block(*c)));
        if let Some(found) = neighbours.filter(|s| has(s) && brings_more(s)).min() {
            core.push(found);
            core.sort_unstable();
        }
    }
    core
}

fn ground<'a>(claim: &Reading, found: &Found<'a>) -> Ground<'a> {
    let source = found.cited.source;
    let article = source.readings();
    let coverage = Coverage::of(claim, article, source.published);
    let core: Vec<usize> = match &found.places {
        Some(places) => {
            let mut core = BTreeSet::new();
            for (block, range) in places {
                let first = source.sentence_at(*block, range.start).unwrap_or(0);
                let touched = |s: &usize| {
                    let sentence = &source.sentences[*s];
                    sentence.range.start < range.end && sentence.range.end > range.start
                };
                core.extend((first..source.sentences_of(*block).end).filter(touched));
            }
            core.into_iter().collect()
        }
        None => choose(&coverage, source).map(|core| with_values(claim, article, source, &coverage, core)).unwrap_or_default(),
    };
    Ground { source, article, coverage, core, named: found.places.is_some() }
}

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, judge};
    use crate::types::Article;

    #[test]
    fn a_value_brings_the_sentence_that_it_stands_in() {
        let body = "The yards were busy.\n\nNorvik reported revenue of $48 million in 2025, compared with $19 million in 2024. It is not yet profitable: its net loss widened \
                    to $61 million from $44 million over the same period, according to accounts filed last month.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("Norvik's revenue was $48m in 2025, but its net loss grew to $61m.", true),
            ("Norvik's revenue was $61m in 2025, but its net loss grew to $48m.", false),
            ("Norvik's revenue was $84m in 2025, but its net loss grew to $61m.", false),
        ] {
            let judgement = judge(claim, &[Cited { source: &source, passage: None }]);
            assert_eq!(judgement.supported, right, "{claim}: {judgement:?}");
        }
    }
}
