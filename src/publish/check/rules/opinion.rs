//! Whether an opinion is passed on as a fact: `opinion-as-fact`.

use super::Case;
use crate::diag::{Diagnostic, codes};
use crate::evidence::is_attributed;
use crate::text::words::words;
use crate::types::{Block, Claim, Genre};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    // A digest that is labelled as opinion has told its readers.
    if case.file.digest.genre != Genre::News {
        return Vec::new();
    }
    let mut found = Vec::new();
    for block in &case.file.body.blocks {
        for claim in &case.file.body.claims[block.claims.clone()] {
            if rests_on_opinion(case, claim) && is_evaluative(&claim.text) && !is_attributed_in(case, block, claim) {
                let (_, source, _) = claim.citations.first().and_then(|c| case.source(c.source)).map_or((0, None, None), |(n, s, a)| (n, Some(s), a));
                let who = source.and_then(|s| s.authors.first()).map_or_else(|| source.map_or("its author", |s| s.name()), String::as_str);
                found.push(
                    Diagnostic::new(
                        &codes::OPINION_AS_FACT,
                        case.file.at(&claim.span),
                        "a judgement that rests on an opinion column alone stands here as a fact",
                    )
                    .hint(format!("say whose it is: “…, writes {who}”")),
                );
            }
        }
    }
    found
}

fn rests_on_opinion(case: &Case, claim: &Claim) -> bool {
    !claim.citations.is_empty() && claim.citations.iter().all(|c| case.source(c.source).is_some_and(|(_, source, _)| source.genre == Genre::Opinion))
}

/// Whether the claim, or the one before it in its paragraph, says who speaks.
fn is_attributed_in(case: &Case, block: &Block, claim: &Claim) -> bool {
    let names = |text: &str| {
        claim.citations.iter().filter_map(|c| case.source(c.source)).any(|(_, source, _)| {
            source.authors.iter().any(|a| a.split_whitespace().next_back().is_some_and(|last| text.contains(last))) || text.contains(source.name())
        })
    };
    let before = case.file.body.claims[block.claims.clone()].iter().take_while(|c| c.span.end <= claim.span.start);
    is_attributed(&claim.text) || names(&claim.text) || before.last().is_some_and(|c| is_attributed(&c.text) || names(&c.text))
}

/// Words by which a writer judges, sorted.
const JUDGING: &[&str] = &[
    "absurd",
    "alarming",
    "bad",
    "best",
    "better",
    "brilliant",
    "dangerous",
    "deserve",
    "deserves",
    "disaster",
    "doomed",
    "failure",
    "foolish",
    "good",
    "great",
    "hypocritical",
    "ideal",
    "ill-advised",
    "inevitable",
    "insane",
    "misguided",
    "mistake",
    "must",
    "naive",
    "need",
    "needs",
    "obviously",
    "ought",
    "perhaps",
    "reckless",
    "ridiculous",
    "seem",
    "seems",
    "shameful",
    "should",
    "smart",
    "stupid",
    "surely",
    "terrible",
    "unacceptable",
    "wise",
    "worse",
    "worst",
    "wrong",
];

fn is_evaluative(text: &str) -> bool {
    words(text).into_iter().any(|w| JUDGING.binary_search(&text[w].to_lowercase().as_str()).is_ok())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_are_sorted() {
        assert!(super::JUDGING.is_sorted());
    }
}
