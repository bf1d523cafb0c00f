//! Whether copies of one text are passed off as confirmation: `single-origin`.

use super::Case;
use crate::diag::{Diagnostic, codes};
use crate::evidence::{Located, locate};
use crate::types::digest::origins;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// More than one who could have reported.
macro_rules! several {
    () => {
        r"((?:both|two|three|several|multiple|many|various) (?:\w+ )?(?:outlets|newspapers|papers|news organi[sz]ations|sources|publications|reports|media))"
    };
}

static CONFIRMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        // Who works independently has confirmed nothing.
        r"(?i)(?-u:\b)(?:independently (?:\w+ )?(?:confirm|verif|report|corroborat|check|establish|review|test)\w+|(?:confirm|verif|report|check|establish|review|test)\w+ (?:\w+ )?independently|",
        r"separately (?:reported|confirmed)|corroborat\w+|confirmed by (?:\w+ )?(?:outlets|reports|papers|sources|media)|",
        // Told by several, not done to them: `two papers were sued`.
        r"(?:by|to|in|from|across) (?:the )?",
        several!(),
        "|",
        several!(),
        r" (?:\w+ ){0,2}?(?:report|confirm|sa(?:y|id)|wr(?:ite|ote)|agree|tell|told|claim|note)\w*|",
        r"according to (?:several|multiple|various) (?:reports|accounts))(?-u:\b)"
    ))
    .expect("a constant pattern")
});

/// What before a confirmation says that there is none: `has yet to be`.
static DENIED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?-u:\b)(?:not|never|no|nobody|none|nor|without|yet to|cannot|\w+n['’]t)(?: \w+){0,3} $").expect("a constant pattern"));

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for claim in &case.file.body.claims {
        // Those who are said to have reported, or the words that say that somebody did.
        let Some(found_here) = CONFIRMED.captures(&claim.text) else { continue };
        if found_here.get(0).is_some_and(|whole| DENIED.is_match(&claim.text[..whole.start()])) {
            continue;
        }
        let Some(said) = found_here.iter().skip(1).flatten().next().or_else(|| found_here.get(0)) else { continue };
        let ids: BTreeSet<u32> = claim.citations.iter().map(|c| c.source).collect();
        let cited: Vec<_> = ids.iter().filter_map(|id| case.source(*id)).collect();
        // Where the article itself says so, it is the article's finding, not the digest's.
        let words = [said.as_str().to_owned()];
        if cited.iter().any(|(_, _, article)| article.is_some_and(|a| matches!(locate(&words, &a.text), Located::Stands(_)))) {
            continue;
        }
        let sources: Vec<_> = cited.iter().map(|(_, source, _)| *source).collect();
        if sources.is_empty() || origins(sources.iter().copied()) > 1 {
            continue;
        }
        let message = if sources.len() == 1 {
            format!("“{}” rests on one source", said.as_str())
        } else {
            format!("“{}” rests on {} copies of one text", said.as_str(), sources.len())
        };
        found.push(
            Diagnostic::new(&codes::SINGLE_ORIGIN, case.within(claim, &said.range()), message)
                .hint("cite a source of another origin, or say that there is one report"),
        );
    }
    found
}
