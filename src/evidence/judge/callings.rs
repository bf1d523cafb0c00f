//! What somebody does, and which office or union it is, where the source says another: `a lorry driver` for a crane operator, `the defence ministry` for that of trade.

use super::evidence::{Evidence, Ground};
use super::likeness::is_like;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words, is_trade};
use crate::evidence::reading::{MANY, Reading};
use crate::evidence::tokens::Class;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that say so little of what somebody does that they may stand for any other.
static GENERAL: LazyLock<Words> = LazyLock::new(|| {
    let all = "expert researcher scientist academic official executive worker employee leader activist critic campaigner spokesman spokeswoman spokesperson manager \
               professor lecturer specialist analyst member man woman resident local colleague veteran boss chief head founder director president chair chairman \
               chairwoman consultant adviser advisor economist engineer lawyer doctor physician politician scholar staffer user customer person author writer";
    Words::compared(all.split_whitespace())
});
/// Callings that the list of trades does not have.
static CALLINGS: LazyLock<Words> = LazyLock::new(|| {
    Words::compared(
        "driver teacher nurse farmer actor actress artist baker butcher builder carpenter cleaner clerk cook chef dancer editor guard judge musician officer painter \
         priest sailor soldier student tailor captain docker dancer monk porter photographer detective inspector sergeant"
            .split_whitespace(),
    )
});
/// Houses of which there are several, told apart by the word before them.
static HOUSES: LazyLock<Words> = LazyLock::new(|| Words::typed("ministry minister department union".split(' ')));
/// What ministries are for.
static PORTFOLIOS: LazyLock<Words> = LazyLock::new(|| {
    let all = "trade defence defense finance health transport interior foreign justice education energy agriculture environment labour labor culture science housing \
               economy economics industry tourism fisheries telecommunications treasury commerce home";
    Words::typed(all.split_whitespace())
});

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    if reading.names.len() > MANY {
        return Vec::new();
    }
    let people = reading.names.iter().filter_map(|name| of_person(claim, reading, name, evidence));
    people.chain(of_house(claim, reading, evidence)).collect()
}

/// A calling in apposition to a name, where the source gives that name another, and has the claim's nowhere.
fn of_person(claim: &str, reading: &Reading, name: &Range<usize>, evidence: &Evidence) -> Option<Fault> {
    let ours = calling(reading, name, &|r| claim.get(r).unwrap_or(""))?;
    let head = reading.tokens[ours.end - 1].sym;
    if !is_calling(claim, reading, ours.end - 1) || is_anywhere(head, evidence) {
        return None;
    }
    let keys: Vec<Sym> = reading.tokens[name.clone()].iter().filter(|t| !t.common).map(|t| t.sym).collect();
    let (ground, sentence, theirs) = evidence.everything().find_map(|(g, r)| {
        let of = |n: &Range<usize>| r.tokens[n.clone()].iter().any(|t| keys.contains(&t.sym));
        r.names.iter().filter(|n| of(n)).find_map(|n| calling(r, n, &|t| g.text(r, t))).map(|found| (g, r, found))
    })?;
    let alike = |n: usize| theirs.clone().any(|m| is_like(reading.tokens[n].sym, sentence.tokens[m].sym));
    let their_head = &sentence.tokens[theirs.end - 1];
    if ours.clone().any(alike) || GENERAL.has(their_head.sym) || !is_calling_there(ground, sentence, theirs.end - 1) {
        return None;
    }
    let range = reading.bytes(&ours);
    let message = format!("the source has “{}”, not “{}”", ground.piece(sentence, theirs), &claim[range.clone()]);
    Some(Fault { kind: FaultKind::Name, range, message })
}

/// The defence ministry, where the source has the trade ministry, and nothing of defence.
fn of_house(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    let kinds = |r: &Reading, text: &dyn Fn(Range<usize>) -> String| -> Vec<(usize, Sym)> {
        let kind = |n: usize| {
            let lower = text(r.tokens[n].range.clone()).to_lowercase();
            let plain = lower.trim_end_matches(['\'', '’']).trim_end_matches("'s").trim_end_matches("’s");
            PORTFOLIOS.has(Sym::raw(plain)) || [&CALLINGS, &GENERAL].iter().any(|list| list.has(r.tokens[n].sym)) || is_trade(plain)
        };
        (1..r.tokens.len()).filter(|n| HOUSES.has(r.tokens[*n].typed) && kind(n - 1)).map(|n| (n - 1, r.tokens[n].typed)).collect()
    };
    let own = kinds(reading, &|r| claim.get(r).unwrap_or("").to_owned());
    let (at, house) = own.into_iter().find(|(n, _)| !evidence.has(reading.tokens[*n].sym))?;
    let (ground, sentence, there) = evidence.core().find_map(|(g, r)| {
        let found = kinds(r, &|t| g.text(r, t).to_owned());
        found.into_iter().find(|(_, h)| is_like(*h, house) || *h == house).map(|(n, _)| (g, r, n))
    })?;
    let range = reading.tokens[at].range.clone();
    let message = format!("the source has “{}”, not “{}”", ground.piece(sentence, there..there + 2), &claim[range.start..reading.tokens[at + 1].range.end]);
    Some(Fault { kind: FaultKind::Name, range, message })
}

/// The words of what a name is said to be: `Ansgar Tull, a crane operator who`, as tokens.
fn calling<'a>(reading: &Reading, name: &Range<usize>, text: &dyn Fn(Range<usize>) -> &'a str) -> Option<Range<usize>> {
    const ARTICLES: [Sym; 2] = [Sym::raw("a"), Sym::raw("an")];
    const LONGEST: usize = 5;
    let tokens = &reading.tokens;
    let gap = |n: usize| tokens.get(n + 1).map_or("", |next| text(tokens[n].range.end..next.range.start));
    let article = name.end;
    if !tokens.get(article).is_some_and(|t| ARTICLES.contains(&t.typed)) || gap(name.end - 1).trim() != "," {
        return None;
    }
    let start = article + 1;
    let ends = |n: &usize| *n >= tokens.len() || tokens[*n].class != Class::Content || gap(*n - 1).trim() != "";
    let end = (start..start + LONGEST).find(ends)?;
    (end > start).then_some(start..end)
}

fn is_calling(claim: &str, reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens[at];
    !GENERAL.has(token.sym) && (CALLINGS.has(token.sym) || is_trade(&claim[token.range.clone()].to_lowercase()))
}

fn is_calling_there(ground: &Ground, sentence: &Reading, at: usize) -> bool {
    let token = &sentence.tokens[at];
    CALLINGS.has(token.sym) || is_trade(&ground.text(sentence, token.range.clone()).to_lowercase())
}

/// Whether a word, or one near to it in meaning, stands in any source.
fn is_anywhere(word: Sym, evidence: &Evidence) -> bool {
    evidence.everything().any(|(_, r)| r.tokens.iter().any(|t| is_like(word, t.sym)))
}

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, FaultKind, judge};
    use crate::types::Article;

    #[test]
    fn callings_and_houses_are_told_apart() {
        let body = "Ansel Tull, a crane operator who campaigned against the deal, said that the committee could look at the rules. \
                    The trade ministry said that no decision had been taken. Carewell, the nurses' union, called for the tool to be suspended.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("Ansel Tull, a crane operator, campaigned against the deal.", true),
            ("Ansel Tull, a worker who campaigned against the deal, said that the committee could look at the rules.", true),
            ("Ansel Tull, a lorry driver who campaigned against the deal, said that the committee could look at the rules.", false),
            ("No decision had been taken, the trade ministry said.", true),
            ("No decision had been taken, the defence ministry said.", false),
            ("Carewell, the doctors' union, wants the tool suspended.", false),
            ("Carewell, the nurses' union, wants the tool suspended.", true),
        ] {
            let faults = judge(claim, &[Cited { source: &source, passage: None }]).faults;
            assert_eq!(!faults.iter().any(|f| f.kind == FaultKind::Name), right, "{claim}: {faults:?}");
        }
    }
}
