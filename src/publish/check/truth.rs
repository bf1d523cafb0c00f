//! What each claim is worth: its verdict, and findings where the evidence does not carry it.

use super::case::Case;
use super::{KeptArticle, Verdict, VerdictKind};
use crate::diag::{Checked, Code, Diagnostic, codes};
use crate::evidence::{Cited, Fault, FaultKind, Judgement, Located, Passage, absent, judge, link, locate};
use crate::text::markdown::escape;
use crate::types::draft::letters;
use crate::types::{Claim, Source};

/// A verdict for each claim, in order.
pub(super) fn verdicts(case: &Case) -> Checked<Vec<Verdict>> {
    let mut findings = Vec::new();
    let verdicts = case.file.body.claims.iter().map(|claim| verdict(case, claim).take(&mut findings)).collect();
    Checked::new(verdicts, findings)
}

fn verdict(case: &Case, claim: &Claim) -> Checked<Verdict> {
    let given = |kind: VerdictKind, support: f64| Verdict { span: claim.span.clone(), support, kind };
    if claim.citations.is_empty() {
        return if claim.synthesis {
            Checked::new(given(VerdictKind::Synthesis, 0.0), synthesis(case, claim))
        } else {
            Checked::clean(given(VerdictKind::Uncited, 0.0))
        };
    }
    let mut sources: Vec<(&Source, Cited)> = Vec::new();
    for citation in &claim.citations {
        if let Some((_, source, Some(article))) = case.source(citation.source) {
            let passage = case.file.note(&citation.label).map(|n| n.passage.as_slice()).filter(|p| citation.has_passage() && !p.is_empty());
            sources.push((source, Cited { source: &article.text, passage }));
        }
    }
    if sources.is_empty() {
        return Checked::clean(given(VerdictKind::Unverifiable, 0.0));
    }
    let cited: Vec<Cited> = sources.iter().map(|(_, c)| *c).collect();
    let judgement = judge(&claim.text, &cited);
    let kind = match (claim.synthesis, judgement.supported) {
        (true, _) => VerdictKind::Synthesis,
        (false, true) => VerdictKind::Supported,
        // A citation whose article is not kept may carry what the others do not.
        (false, false) if cited.len() < claim.citations.len() && !has_quote_fault(&judgement) => VerdictKind::Unverifiable,
        (false, false) => VerdictKind::Unsupported,
    };
    let findings = match kind {
        VerdictKind::Synthesis => synthesis(case, claim),
        VerdictKind::Unverifiable => Vec::new(),
        _ => judgement.faults.iter().map(|fault| finding(case, claim, fault, &judgement, &sources)).collect(),
    };
    let support = if kind == VerdictKind::Unverifiable { 0.0 } else { judgement.support };
    Checked::new(given(kind, support), findings)
}

fn has_quote_fault(judgement: &Judgement) -> bool {
    judgement.faults.iter().any(|f| f.kind == FaultKind::Quote)
}

/// A conclusion of the writer's own: its names and numbers must stand in some source.
fn synthesis(case: &Case, claim: &Claim) -> Vec<Diagnostic> {
    if !case.is_complete() {
        return Vec::new();
    }
    let sources: Vec<_> = case.kept().map(|a| &a.text).collect();
    let faults = absent(&claim.text, &sources).into_iter().filter(|f| is_typed(f.kind));
    faults.map(|f| Diagnostic::new(code_of(f.kind), case.within(claim, &f.range), f.message).hint("no source of the digest says so; mend it")).collect()
}

pub(super) fn code_of(kind: FaultKind) -> &'static Code {
    match kind {
        FaultKind::Number => &codes::NUMBER_NOT_IN_SOURCE,
        FaultKind::Name => &codes::NAME_NOT_IN_SOURCE,
        FaultKind::Date => &codes::DATE_NOT_IN_SOURCE,
        FaultKind::Negation => &codes::NEGATION_DIFFERS,
        FaultKind::Attribution => &codes::ATTRIBUTION_DIFFERS,
        FaultKind::Quote => &codes::QUOTE_NOT_IN_ARTICLE,
        FaultKind::Unsupported => &codes::UNSUPPORTED_CLAIM,
    }
}

/// Numbers, names and dates: what can be looked for without a passage.
pub(super) fn is_typed(kind: FaultKind) -> bool {
    matches!(kind, FaultKind::Number | FaultKind::Name | FaultKind::Date | FaultKind::Quote)
}

fn finding(case: &Case, claim: &Claim, fault: &Fault, judgement: &Judgement, sources: &[(&Source, Cited)]) -> Diagnostic {
    let place = case.within(claim, &fault.range);
    if fault.kind == FaultKind::Quote {
        let quoted = claim.text[fault.range.clone()].trim_matches(['“', '”', '"', '„', '«', '»']).to_owned();
        let cited = sources.first().map_or(0, |(s, _)| s.id);
        if let Some(other) = other_source(case, cited, std::slice::from_ref(&quoted)) {
            return Diagnostic::new(&codes::QUOTE_FROM_OTHER_SOURCE, place, format!("the quotation stands in source {other}, not in what the claim cites"))
                .hint(format!("cite `[^{other}]` behind the claim"));
        }
    }
    let d = Diagnostic::new(code_of(fault.kind), place, fault.message.clone());
    if fault.kind == FaultKind::Quote {
        return d.hint("quote the words as they stand in the article, or take the quotation marks away and say it in your own words");
    }
    match &judgement.best {
        Some((index, passage)) => {
            let (source, cited) = &sources[*index];
            let already =
                cited.passage.is_some_and(|p| passage.parts.iter().all(|part| p.iter().any(|own| own.contains(part.as_str()) || part.contains(own.as_str()))));
            if already {
                d.hint(format!("the cited passage reads: “{}”", passage.parts.join(" […] ")))
            } else {
                d.hint(footnote(case, source, cited, passage))
            }
        }
        None => d.hint("nothing in the cited source speaks of it: cite another, or take the claim out"),
    }
}

/// A definition to paste, with the source's next free letter.
fn footnote(case: &Case, source: &Source, cited: &Cited, passage: &Passage) -> String {
    let free = (0..).map(|n| format!("{}{}", source.id, letters(n))).find(|label| case.file.note(label).is_none()).unwrap_or_default();
    let name = escape(source.name());
    let publisher = match source.address() {
        Some(address) => format!("[{name}]({})", link(address, &passage.parts, Some(cited.source))),
        None => name,
    };
    let parts: Vec<String> = passage.parts.iter().map(|p| escape(p)).collect();
    format!("the nearest passage, ready to paste: `[^{free}]: {publisher}: “{}”`", parts.join(" […] "))
}

/// The source, other than `id`, in whose article these words stand.
pub(super) fn other_source(case: &Case, id: u32, words: &[String]) -> Option<u32> {
    let stands = |article: &KeptArticle| matches!(locate(words, &article.text), Located::Stands(_));
    case.sources().filter(|(_, s, _)| s.id != id).find(|(_, _, article)| article.is_some_and(stands)).map(|(_, s, _)| s.id)
}

/// The first words in which a passage and the article's text part, for people.
pub(super) fn difference(given: &str, article: &str) -> String {
    let plain = |w: &&str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let (a, b): (Vec<&str>, Vec<&str>) = (given.split_whitespace().collect(), article.split_whitespace().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| plain(x) == plain(y)).count();
    let same_end = a[same..].iter().rev().zip(b[same..].iter().rev()).take_while(|(x, y)| plain(x) == plain(y)).count();
    let middle = |w: &[&str]| w[same..w.len() - same_end].join(" ");
    match (middle(&a), middle(&b)) {
        (x, y) if x.is_empty() => format!("“{y}” is left out"),
        (x, y) if y.is_empty() => format!("“{x}” is not there"),
        (x, y) => format!("“{x}” should be “{y}”"),
    }
}
