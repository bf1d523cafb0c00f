//! Who is said to have said what.

use super::evidence::Evidence;
use super::{Fault, FaultKind};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::Token;
use crate::text::words::words;
use std::ops::Range;

/// Verbs by which texts give words to a speaker, in all forms that stand in news; sorted.
const SPEECH: &[&str] = &[
    "acknowledged",
    "acknowledges",
    "added",
    "adds",
    "admits",
    "admitted",
    "advised",
    "advises",
    "alleged",
    "alleges",
    "announced",
    "announces",
    "argued",
    "argues",
    "arguing",
    "asserted",
    "asserts",
    "believed",
    "believes",
    "boasted",
    "called",
    "calls",
    "cautioned",
    "cautions",
    "claimed",
    "claiming",
    "claims",
    "commented",
    "comments",
    "complained",
    "complains",
    "conceded",
    "concedes",
    "concluded",
    "concludes",
    "contended",
    "contends",
    "criticised",
    "criticized",
    "declared",
    "declares",
    "denied",
    "denies",
    "described",
    "describes",
    "emphasised",
    "emphasized",
    "estimated",
    "estimates",
    "explained",
    "explains",
    "insisted",
    "insists",
    "joked",
    "maintained",
    "maintains",
    "noted",
    "notes",
    "observed",
    "observes",
    "pointed",
    "points",
    "predicted",
    "predicts",
    "promised",
    "quipped",
    "recalled",
    "recalls",
    "remarked",
    "remarks",
    "replied",
    "replies",
    "reported",
    "reports",
    "said",
    "say",
    "saying",
    "says",
    "stated",
    "states",
    "stressed",
    "stresses",
    "suggested",
    "suggests",
    "tells",
    "testified",
    "thinks",
    "thought",
    "told",
    "tweeted",
    "urged",
    "urges",
    "warned",
    "warns",
    "write",
    "writes",
    "writing",
    "wrote",
];

/// Whether this word, in small letters, gives words to a speaker.
pub(in crate::evidence) fn is_speech(lower: &str) -> bool {
    SPEECH.binary_search(&lower).is_ok()
}

/// Whether a text says whose words or thoughts it gives.
#[must_use]
pub fn is_attributed(text: &str) -> bool {
    let list: Vec<String> = words(text).into_iter().map(|w| text[w].to_lowercase()).collect();
    list.iter().any(|w| is_speech(w)) || list.windows(2).any(|w| matches!((w[0].as_str(), w[1].as_str()), ("according", "to") | ("in", "opinion")))
}

/// A speaker whom the source does not let say this.
pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let mut out = Vec::new();
    for speaker in speakers(reading, &|r| claim.get(r).unwrap_or("")) {
        let name = &reading.tokens[speaker.clone()];
        let names = |tokens: &[Token]| tokens.iter().any(|t| name.iter().any(|n| n.sym == t.sym));
        // Named in what the claim rests on, or the source's own author: then the words may be theirs.
        if evidence.core().any(|(_, s)| names(&s.tokens)) || evidence.grounds.iter().any(|g| names(&g.article.frame.tokens)) {
            continue;
        }
        for (ground, sentence) in evidence.core() {
            let theirs = speakers(sentence, &|r| ground.text(sentence, r));
            let Some(other) = theirs.first() else { continue };
            if theirs.iter().any(|t| sentence.tokens[t.clone()].iter().any(|s| reading.tokens.iter().any(|c| c.sym == s.sym))) {
                break;
            }
            let range = name[0].range.start..name[name.len() - 1].range.end;
            let said = ground.piece(sentence, other.clone());
            out.push(Fault {
                kind: FaultKind::Attribution, message: format!("the source gives this to “{said}”, not to “{}”", &claim[range.clone()]), range
            });
            break;
        }
    }
    out
}

/// The names that speech verbs have beside them: shortly before, shortly behind, or behind "according to".
fn speakers<'a>(reading: &Reading, text: &dyn Fn(Range<usize>) -> &'a str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let word = |n: usize| reading.tokens.get(n).map(|t| text(t.range.clone()).to_lowercase()).unwrap_or_default();
    for (n, token) in reading.tokens.iter().enumerate() {
        let according = word(n) == "to" && n > 0 && word(n - 1) == "according";
        if token.quoted || !(according || is_speech(&word(n))) {
            continue;
        }
        let before = reading.names.iter().rev().find(|r| !according && r.end <= n && n - r.end <= 5);
        let behind = reading.names.iter().find(|r| r.start > n && r.start - n <= 4);
        let close = behind.filter(|r| r.start - n <= 1);
        out.extend(close.or(before).or(behind).cloned());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{SPEECH, is_attributed};

    #[test]
    fn speakers_are_seen() {
        assert!(SPEECH.is_sorted());
        assert!(is_attributed("“It is over,” Ms Wei said.") && is_attributed("According to Nature, it works.") && !is_attributed("It works."));
    }
}
