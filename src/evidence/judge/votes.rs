//! Votes for and against that have changed sides: `1,288 in favour, 1,613 against`, where a deal was backed by 1,613 votes to 1,288.

use super::evidence::{Evidence, Ground};
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words};
use crate::evidence::quantities::{Quantity, Unit};
use crate::evidence::reading::{MANY, Reading};
use std::sync::LazyLock;

/// Words that say that somebody voted.
static VOTING: LazyLock<Words> = LazyLock::new(|| Words::typed("vote votes voted voting ballot ballots members lawmakers judges favour favor".split(' ')));
/// What those do who vote for a thing, and those who vote against it.
static FOR: LazyLock<Words> = LazyLock::new(|| {
    Words::typed(
        "favour favor for backed backing back support supported supporting approved approve approving passed accepted accept adopted endorsed ratified yes"
            .split(' '),
    )
});
static AGAINST: LazyLock<Words> =
    LazyLock::new(|| Words::typed("against opposed opposing oppose rejected rejecting reject defeated dismissed blocked dissented".split(' ')));

/// So many words may stand between a number and what it was for.
const REACH: usize = 7;

/// How many were for, and how many against.
#[derive(Clone, Copy)]
struct Tally<'a> {
    ayes: &'a Quantity,
    noes: &'a Quantity,
}

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    let ours = tally(reading)?;
    let told: Vec<_> = evidence.core().filter_map(|(g, r)| tally(r).map(|t| (g, r, t))).collect();
    let same = |(_, _, t): &(&Ground, &Reading, Tally)| ours.ayes.agrees(t.ayes) && ours.noes.agrees(t.noes);
    let crossed = |(_, _, t): &&(&Ground, &Reading, Tally)| ours.ayes.agrees(t.noes) && ours.noes.agrees(t.ayes);
    if told.iter().any(same) || ours.ayes.agrees(ours.noes) {
        return None;
    }
    let (ground, sentence, theirs) = told.iter().find(crossed)?;
    let range = reading.bytes(&ours.ayes.tokens);
    let said = ground.amount(sentence, sentence.bytes(&theirs.ayes.tokens), theirs.ayes.unit);
    Some(Fault { kind: FaultKind::Number, message: format!("“{}” has changed places: the source says “{said}” here", &claim[range.clone()]), range })
}

/// What a sentence says of a vote: `19 votes to 7` with a verb of agreeing or of refusing before it, or each number with its own word.
fn tally(reading: &Reading) -> Option<Tally<'_>> {
    let tokens = &reading.tokens;
    if !tokens.iter().any(|t| VOTING.has(t.typed)) || reading.quantities.len() > MANY {
        return None;
    }
    let counts: Vec<&Quantity> = reading.quantities.iter().filter(|q| !q.year && !q.label && q.unit == Unit::None).collect();
    for pair in counts.windows(2) {
        let [first, second] = [pair[0], pair[1]];
        let between = &tokens[first.tokens.end..second.tokens.start];
        let score = between.last().is_some_and(|t| t.typed == Sym::raw("to")) && between[..between.len() - 1].iter().all(|t| VOTING.has(t.typed));
        if score {
            // `A panel advised against publication by 19 votes to 7`: what is nearest before it.
            let before = tokens[..first.tokens.start].iter().rev().find_map(|t| match (FOR.has(t.typed) && t.typed != Sym::raw("for"), AGAINST.has(t.typed)) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            });
            return before.map(|agreed| if agreed { Tally { ayes: first, noes: second } } else { Tally { ayes: second, noes: first } });
        }
    }
    let side = |n: usize| {
        let end = counts.get(n + 1).map_or(tokens.len(), |q| q.tokens.start).min(counts[n].tokens.end + REACH);
        tokens[counts[n].tokens.end..end].iter().find_map(|t| match (FOR.has(t.typed), AGAINST.has(t.typed)) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        })
    };
    let find = |wanted: bool| (0..counts.len()).find(|n| side(*n) == Some(wanted)).map(|n| counts[n]);
    Some(Tally { ayes: find(true)?, noes: find(false)? })
}

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, judge};
    use crate::types::Article;

    #[test]
    fn votes_keep_their_sides() {
        let body = "Members of the union backed the deal by 1,613 votes to 1,288 in a ballot that closed on Thursday.\n\nThe council rejected the plan by 11 votes to 4.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("The deal got 1,613 votes in favour, with 1,288 members voting against it.", true),
            ("The deal got 1,288 votes in favour, with 1,613 members voting against it.", false),
            ("The union's members backed the deal by 1,613 votes to 1,288.", true),
            ("Four members of the council voted for the plan, and 11 against.", true),
            ("Eleven members of the council voted for the plan, and four against.", false),
        ] {
            let faults = judge(claim, &[Cited { source: &source, passage: None }]).faults;
            assert_eq!(!faults.iter().any(|f| f.message.contains("changed places")), right, "{claim}: {faults:?}");
        }
    }
}
