//! The best passage for a claim.

use super::coverage::Coverage;
use super::reading::Reading;
use super::{Passage, SourceText};

/// A second and third sentence are worth their place where they add so much of the claim's weight.
const GAIN: f64 = 0.1;
/// Under this share of the claim's weight, the article does not speak of its matter.
const LEAST: f64 = 0.2;

/// The words of `source` that best support `claim`, one to three sentences of it; `None` where nothing in it speaks of the claim's matter.
#[must_use]
pub fn find(claim: &str, source: &SourceText) -> Option<Passage> {
    let reading = Reading::new(claim, 0, &mut false);
    let coverage = Coverage::of(&reading, source.readings(), source.published);
    let chosen = choose(&coverage, source)?;
    let mut parts: Vec<(usize, String)> = Vec::new();
    for sentence in chosen {
        let text = source.text(&source.sentences[sentence]);
        match parts.last_mut() {
            Some((last, part)) if *last + 1 == sentence && source.sentences[*last].block == source.sentences[sentence].block => {
                part.push(' ');
                part.push_str(text);
                *last = sentence;
            }
            _ => parts.push((sentence, text.to_owned())),
        }
    }
    Some(Passage { parts: parts.into_iter().map(|(_, part)| part).collect() })
}

/// The sentences, in reading order. A word that stands everywhere in the article says little of where the claim's matter is told.
pub(super) fn choose(coverage: &Coverage, source: &SourceText) -> Option<Vec<usize>> {
    let weights: Vec<f64> = {
        let mut count = vec![0_usize; coverage.terms.len()];
        coverage.sentences.iter().flat_map(|(_, terms)| terms).for_each(|(term, _)| count[*term] += 1);
        coverage.terms.iter().zip(count).map(|(t, n)| t.weight * (0.4 + 0.6 / (n.max(1) as f64).sqrt())).collect()
    };
    let whole: f64 = weights.iter().sum();
    if whole <= 0.0 {
        return None;
    }
    let score = |sentence: usize, covered: &[f64]| -> f64 {
        let gained: f64 = coverage.sentences.of(sentence).iter().map(|(term, how)| weights[*term] * (how - covered[*term]).max(0.0)).sum();
        gained / whole
    };
    let penalty = |sentence: usize| if is_about_itself(source.text(&source.sentences[sentence])) { 0.15 } else { 0.0 };
    let mut covered = vec![0.0; coverage.terms.len()];
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < 3 {
        let best = coverage
            .sentences
            .numbers()
            .filter(|s| !chosen.contains(s))
            .map(|s| {
                let beside = chosen.iter().any(|c| c.abs_diff(s) <= 2);
                (s, score(s, &covered) + if beside { 0.05 } else { 0.0 } - penalty(s))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some((sentence, gain)) = best else { break };
        if gain < if chosen.is_empty() { LEAST } else { GAIN + 0.05 * chosen.len() as f64 } {
            break;
        }
        for (term, how) in coverage.sentences.of(sentence) {
            covered[*term] = covered[*term].max(*how);
        }
        chosen.push(sentence);
    }
    chosen.sort_unstable();
    (!chosen.is_empty()).then_some(chosen)
}

/// Lines that scrapers leave: they name the matter and say nothing of it.
fn is_about_itself(text: &str) -> bool {
    text.contains("(meta data)") || (text.len() < 80 && !text.ends_with(['.', '!', '?', '”', '"', '’', ')', '。']))
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::evidence::SourceText;
    use crate::types::Article;

    #[test]
    fn the_sentences_that_carry_the_claim_are_found() {
        let body = "The council met on Monday.\n\nThe plant in Ulm will make 1,500 robots a year. It is to open in May.\n\nLocal shops hope for new customers.";
        let source = SourceText::new(&Article { title: "T".to_owned(), body: body.to_owned(), ..Article::default() });
        let parts = |claim: &str| find(claim, &source).map(|p| p.parts);
        assert_eq!(parts("A plant in Ulm is going to build 1,500 robots each year."), Some(vec!["The plant in Ulm will make 1,500 robots a year.".to_owned()]));
        assert_eq!(
            parts("The Ulm plant, which makes robots, opens in May."),
            Some(vec!["The plant in Ulm will make 1,500 robots a year. It is to open in May.".to_owned()])
        );
        assert_eq!(parts("Whales sing in the deep ocean."), None);
    }
}
