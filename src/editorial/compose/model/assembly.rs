//! The statements that may be printed, as a draft.

use super::form;
use super::statement::{Statement, content};
use crate::text::words::count;
use crate::types::{Draft, DraftBlock, DraftClaim, DraftSection};
use std::collections::BTreeSet;

/// Sentences of a paragraph at most.
const PARAGRAPH: usize = 3;

/// Fewer sentences than this need no headings.
const LEAST_FOR_HEADINGS: usize = 6;

/// Puts the statements that have no fault in their sections, `words` words at most, headings among them. `headings` has each section's heading and whether it is a list.
pub(super) fn assemble(statements: &[Statement], headings: &[(Option<String>, bool)], words: usize) -> Draft {
    let sound: Vec<&Statement> = statements.iter().filter(|s| !s.is_faulty()).collect();
    let kept = within(&sound, headings, words);
    let with_headings = kept.len() >= LEAST_FOR_HEADINGS;
    let mut sections: Vec<DraftSection> = Vec::new();
    for (at, (heading, list)) in headings.iter().enumerate() {
        let claims: Vec<DraftClaim> =
            kept.iter().filter(|s| s.section == at).map(|s| DraftClaim { text: s.text.clone(), citations: s.citations.clone() }).collect();
        if claims.is_empty() {
            continue;
        }
        let blocks = if *list && claims.len() > 1 { vec![DraftBlock::List { lead_in: None, items: claims }] } else { paragraphs(claims) };
        // The first that is printed is the lead, whatever the model called it.
        let heading = heading.clone().filter(|_| with_headings && !sections.is_empty());
        sections.push(DraftSection { heading, blocks });
    }
    Draft { sections }
}

/// Marks what says nothing new, and what hangs on a sentence that is left out.
pub(super) fn strike(statements: &mut [Statement]) {
    let mut said: Vec<BTreeSet<String>> = Vec::new();
    let mut before: Option<(usize, bool)> = None;
    for statement in statements {
        let stands_after = before.is_some_and(|(section, printed)| section == statement.section && printed);
        let gist = content(&statement.text);
        if statement.fault.is_none() && said.iter().any(|s| is_same(s, &gist)) {
            statement.fault = Some("it says what an earlier claim says".to_owned());
        }
        if statement.fault.is_none() && !stands_after && form::hangs(&statement.text) {
            statement.fault = Some("it hangs on a sentence that is left out".to_owned());
        }
        if statement.fault.is_none() {
            said.push(gist);
        }
        before = Some((statement.section, statement.fault.is_none()));
    }
}

/// Whether two claims share four fifths of their content words.
fn is_same(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let all = a.union(b).count();
    all > 0 && a.intersection(b).count() * 5 >= all * 4
}

/// The statements from the first on that fit.
fn within<'a>(statements: &[&'a Statement], headings: &[(Option<String>, bool)], words: usize) -> Vec<&'a Statement> {
    let mut kept: Vec<&Statement> = Vec::new();
    let mut room = words;
    for statement in statements {
        let opens = kept.last().is_none_or(|s| s.section != statement.section);
        let heading = headings.get(statement.section).and_then(|(h, _)| h.as_deref()).filter(|_| opens).map_or(0, count);
        let Some(left) = room.checked_sub(count(&statement.text) + heading) else { break };
        room = left;
        kept.push(statement);
    }
    kept
}

/// Claims in as few paragraphs as may be, of about one length.
fn paragraphs(claims: Vec<DraftClaim>) -> Vec<DraftBlock> {
    let each = claims.len().div_ceil(claims.len().div_ceil(PARAGRAPH));
    claims.chunks(each).map(|c| DraftBlock::Paragraph(c.to_vec())).collect()
}

#[cfg(test)]
mod tests {
    use super::{assemble, strike};
    use crate::editorial::compose::model::statement::Statement;

    fn statement(section: usize, text: &str, fault: Option<&str>) -> Statement {
        Statement { section, text: text.to_owned(), numbers: vec![1], citations: Vec::new(), fault: fault.map(str::to_owned) }
    }

    #[test]
    fn what_hangs_on_a_dropped_claim_goes_with_it() {
        let mut statements = [
            statement(0, "Acme sold two units.", None),
            statement(0, "Acme sold the two units!", None),
            statement(1, "Beta lost 40 workers.", Some("no")),
            statement(1, "It closed its doors.", None),
            statement(1, "Gamma opened a plant.", None),
        ];
        strike(&mut statements);
        let draft = assemble(&statements, &[(None, false), (Some("Beta closes".to_owned()), false)], 100);
        let texts: Vec<_> = draft.claims().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["Acme sold two units.", "Gamma opened a plant."]);
        assert!(draft.sections.iter().all(|s| s.heading.is_none()), "two sentences need no headings");
    }

    #[test]
    fn the_budget_holds_with_headings() {
        let texts = ["One aa bb.", "Two cc dd.", "Three ee ff.", "Four gg hh.", "Five ii jj.", "Six kk ll.", "Seven mm nn."];
        let statements: Vec<_> = texts.iter().enumerate().map(|(n, t)| statement(n / 4, t, None)).collect();
        let headings = [(Some("A lead".to_owned()), false), (Some("Two words".to_owned()), false)];
        let total = |words| {
            let draft = assemble(&statements, &headings, words);
            draft.claims().map(|c| crate::text::words::count(&c.text)).sum::<usize>()
        };
        assert_eq!((total(100), total(24), total(14), total(2)), (21, 18, 12, 0));
    }
}
