//! What each claim is worth: its verdict, and findings where the evidence does not carry it.

use super::case::Case;
use super::difference::difference;
use super::{KeptArticle, Verdict, VerdictKind};
use crate::diag::{Checked, Code, Diagnostic, Span, codes};
use crate::evidence::{Cited, Fault, FaultKind, Judgement, Located, Passage, SourceText, Statement, absent, find, link, locate};
use crate::text::markdown::escape;
use crate::types::{Claim, Source};

/// A verdict for each claim, in order.
pub(super) fn verdicts(case: &Case) -> Checked<Vec<Verdict>> {
    let mut findings = Vec::new();
    let verdicts = case.claims().map(|(claim, statement)| verdict(case, claim, statement).take(&mut findings)).collect();
    Checked::new(verdicts, findings)
}

fn verdict(case: &Case, claim: &Claim, statement: &Statement) -> Checked<Verdict> {
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
    let judgement = statement.judge(&cited);
    let kind = match (claim.synthesis, judgement.supported) {
        (true, _) => VerdictKind::Synthesis,
        (false, true) => VerdictKind::Supported,
        // A citation whose article is not kept may carry what the others do not.
        (false, false) if cited.len() < claim.citations.len() && !has_quote_fault(&judgement) => VerdictKind::Unverifiable,
        (false, false) => VerdictKind::Unsupported,
    };
    let findings = match kind {
        VerdictKind::Synthesis => synthesis(case, claim),
        VerdictKind::Unverifiable | VerdictKind::Supported => Vec::new(),
        _ => {
            let elsewhere = elsewhere(case, claim, statement);
            // Where another source says all of it, each word that this one lacks is the same finding.
            let told = if elsewhere.is_some() && !has_quote_fault(&judgement) { 1 } else { judgement.faults.len() };
            judgement.faults.iter().take(told).map(|fault| finding(case, claim, fault, &judgement, &sources, elsewhere.as_deref())).collect()
        }
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
    let faults = absent(&claim.text, &sources).into_iter().filter(|f| needs_no_passage(f.kind));
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

/// Whether a fault can be told of a text that cites no passage: its numbers, names, dates and quotations must stand in some source.
pub(super) fn needs_no_passage(kind: FaultKind) -> bool {
    matches!(kind, FaultKind::Number | FaultKind::Name | FaultKind::Date | FaultKind::Quote)
}

fn finding(case: &Case, claim: &Claim, fault: &Fault, judgement: &Judgement, sources: &[(&Source, Cited)], elsewhere: Option<&str>) -> Diagnostic {
    let place = case.within(claim, &fault.range);
    if fault.kind == FaultKind::Quote {
        return quotation(case, claim, fault, sources, place);
    }
    let d = Diagnostic::new(code_of(fault.kind), place, fault.message.clone());
    if let Some(hint) = elsewhere {
        return d.hint(hint.to_owned());
    }
    match &judgement.best {
        Some((index, passage)) => {
            let (source, cited) = &sources[*index];
            let already =
                cited.passage.is_some_and(|p| passage.parts.iter().all(|part| p.iter().any(|own| own.contains(part.as_str()) || part.contains(own.as_str()))));
            if already {
                d.hint(format!("the cited passage reads: “{}”", passage.parts.join(" […] ")))
            } else {
                d.hint(format!("the nearest passage, ready to paste: `{}`", footnote(case, source, cited.source, passage)))
            }
        }
        None => d.hint("nothing in the cited source speaks of it: cite another, or take the claim out"),
    }
}

/// A quotation inside a claim that does not stand in what it cites.
fn quotation(case: &Case, claim: &Claim, fault: &Fault, sources: &[(&Source, Cited)], place: Span) -> Diagnostic {
    let quoted = vec![claim.text[fault.range.clone()].trim_matches(['“', '”', '"', '„', '«', '»']).to_owned()];
    let cited: Vec<u32> = sources.iter().map(|(s, _)| s.id).collect();
    if let Some(other) = other_source(case, &cited, &quoted) {
        return Diagnostic::new(&codes::QUOTE_FROM_OTHER_SOURCE, place, format!("the quotation stands in source {other}, not in what the claim cites"))
            .hint(format!("cite `[^{other}]` behind the claim"));
    }
    let d = Diagnostic::new(&codes::QUOTE_NOT_IN_ARTICLE, place, fault.message.clone());
    let near = sources.iter().find_map(|(_, c)| match locate(&quoted, c.source) {
        Located::Differs { nearest, .. } => nearest,
        Located::Stands(_) => None,
    });
    let d = match near.and_then(|near| difference(&quoted[0], &near)) {
        Some(difference) => d.hint(difference),
        None => d,
    };
    d.hint("quote the words as they stand in the article, or take the quotation marks away and say it in your own words")
}

/// Where a source that the claim does not cite carries it: what to cite instead, ready to paste.
fn elsewhere(case: &Case, claim: &Claim, statement: &Statement) -> Option<String> {
    let others = case.sources().filter(|(_, s, _)| !claim.citations.iter().any(|c| c.source == s.id));
    let (source, article) =
        others.filter_map(|(_, s, a)| Some((s, a?))).find(|(_, a)| statement.judge(&[Cited { source: &a.text, passage: None }]).supported)?;
    let passage = find(&claim.text, &article.text)?;
    Some(format!("source {}, {}, says so; ready to paste: `{}`", source.id, source.name(), footnote(case, source, &article.text, &passage)))
}

/// A definition to paste, with the source's next free letter.
pub(super) fn footnote(case: &Case, source: &Source, article: &SourceText, passage: &Passage) -> String {
    let free = case.free_label(source.id);
    let name = escape(source.name());
    let publisher = match source.address() {
        Some(address) => format!("[{name}]({})", link(address, &passage.parts, Some(article))),
        None => name,
    };
    let parts: Vec<String> = passage.parts.iter().map(|p| escape(p)).collect();
    format!("[^{free}]: {publisher}: “{}”", parts.join(" […] "))
}

/// The source, other than these, in whose article the words stand.
pub(super) fn other_source(case: &Case, ids: &[u32], words: &[String]) -> Option<u32> {
    let stands = |article: &KeptArticle| matches!(locate(words, &article.text), Located::Stands(_));
    case.sources().filter(|(_, s, _)| !ids.contains(&s.id)).find(|(_, _, article)| article.is_some_and(stands)).map(|(_, s, _)| s.id)
}
