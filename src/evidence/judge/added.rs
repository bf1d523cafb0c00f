//! What a claim adds of its own: words in a row of which no source has any, nor one that is near to it in meaning.

use super::evidence::Evidence;
use super::{Fault, FaultKind};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::Class;

/// So many in a row are no other way to put it. Of the claims in `tests/cases/check/planted*.txt` that were called supported without it, one in several hundred of
/// the true ones had as many, and one in seven of the inventions.
const FEWEST: usize = 3;
/// What they weigh together by being uncommon, each 0 to 1.
const LEAST: f64 = 1.6;

pub(super) fn fault(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    let mut known = vec![false; reading.tokens.len()];
    for ground in &evidence.grounds {
        let terms = &ground.coverage.terms;
        ground.coverage.sentences.iter().flat_map(|(_, found)| found).for_each(|(term, _)| known[terms[*term].token] = true);
        for (n, token) in reading.tokens.iter().enumerate() {
            known[n] |= ground.article.frame.tokens.iter().any(|t| t.sym == token.sym);
        }
    }
    let (mut first, mut count, mut weight) = (0, 0, 0.0);
    for (n, token) in reading.tokens.iter().enumerate() {
        // A mark between two words, seen as a wider gap, ends the row.
        let is_parted = n > 0 && token.range.start > reading.tokens[n - 1].range.end + 1;
        let telling = token.class == Class::Content && !token.quoted;
        if is_parted || telling && known[n] {
            (count, weight) = (0, 0.0);
        }
        if !telling || known[n] {
            continue;
        }
        if count == 0 {
            first = n;
        }
        (count, weight) = (count + 1, weight + token.weight);
        if count >= FEWEST && weight >= LEAST {
            let range = reading.bytes(&(first..n + 1));
            let message = format!("nothing in the source speaks of “{}”", &claim[range.clone()]);
            return Some(Fault { kind: FaultKind::Unsupported, range, message });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, judge};
    use crate::types::Article;

    #[test]
    fn what_no_source_speaks_of_is_told() {
        let body = "The lower house of Skarn debated the hiring bill in Tideham on Monday for nearly 11 hours. It passed the bill by 187 votes to 142.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("The lower house of Skarn debated the hiring bill in Tideham for nearly 11 hours.", true),
            ("Angry protesters gathered while the lower house of Skarn debated the hiring bill in Tideham for nearly 11 hours.", false),
        ] {
            let judgement = judge(claim, &[Cited { source: &source, passage: None }]);
            assert_eq!(judgement.supported, right, "{claim}: {judgement:?}");
        }
    }
}
