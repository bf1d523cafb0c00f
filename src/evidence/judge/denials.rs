//! What somebody in the source denies, told in the claim as if it were so: `he denied that managers had approved it`.

use super::evidence::Evidence;
use super::likeness::is_like;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::{Class, Token};
use std::sync::LazyLock;

/// Verbs by which somebody says that a thing is not so.
static DENIES: LazyLock<Words> = LazyLock::new(|| Words::typed("denied denies deny denying disputed rejected rejects refuted refutes".split(' ')));
/// Words of a claim by which it leaves open whether a thing is so, or has it from others.
static OPEN: LazyLock<Words> = LazyLock::new(|| {
    let all = "denied denies deny denying disputed disputes dispute rejected rejects reject refuted refutes refute dismissed dismisses alleged alleges allegation \
               allegations allegedly accused accuses accusing accusation accusations claimed claims suspected suspects charge charges charged suing sued sues false \
               falsely wrong untrue argued argues whether if despite although against contrary";
    Words::typed(all.split_whitespace())
});
/// Where what is denied ends: a word that opens another clause.
static ENDS: LazyLock<Words> = LazyLock::new(|| Words::typed("but saying while although though because when after before as".split(' ')));

/// Whether a word is such a verb.
pub(super) fn is_denial(token: &Token) -> bool {
    DENIES.has(token.typed)
}

const THAT: Sym = Sym::raw("that");
const HAVING: Sym = Sym::raw("having");
/// How far behind the verb `that` stands: denied reports that, rejected the claim that.
const NEAR: usize = 4;

/// The fewest words that carry meaning in what is denied, and the share of them that make a claim tell the same.
const FEWEST: usize = 3;
const SHARE: f64 = 0.6;
/// The share of them that another sentence has that tells the same.
const NEARLY_ALL: f64 = 0.75;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    let tokens = &reading.tokens;
    if let Some(fault) = confirmed(claim, reading, evidence) {
        return Some(fault);
    }
    if tokens.iter().any(|t| t.class == Class::Negation || OPEN.has(t.typed)) {
        return None;
    }
    let has = |tokens: &[Token], sym: Sym| tokens.iter().any(|t| t.is_content() && is_like(t.sym, sym));
    if (0..tokens.len()).any(|n| is_ruled_out(tokens, n)) {
        return None;
    }
    for (ground, sentence) in evidence.core() {
        // Who denies a request, or disputes a plan, says nothing of what is so.
        let that =
            |n: usize| sentence.tokens[n + 1..].iter().take(NEAR).any(|t| t.typed == THAT) || sentence.tokens.get(n + 1).is_some_and(|t| t.typed == HAVING);
        // `She ruled out a cheaper model`.
        let out = |n: usize| is_ruled_out(&sentence.tokens, n);
        let is_verb = |n: &usize| !sentence.tokens[*n].quoted && (DENIES.has(sentence.tokens[*n].typed) && that(*n) || out(*n));
        let Some(verb) = (0..sentence.tokens.len()).find(is_verb) else { continue };
        let range = denied(&sentence.tokens, verb);
        let said: Vec<Sym> = sentence.tokens[range].iter().filter(|t| t.is_content()).map(|t| t.sym).collect();
        let told = |tokens: &[Token]| said.iter().filter(|s| has(tokens, **s)).count() as f64 >= SHARE * said.len() as f64;
        // What stands before the verb, or in any other sentence, may be told of it.
        let before = &sentence.tokens[..verb];
        let same = |r: &Reading| said.iter().filter(|s| r.tokens.iter().any(|t| t.sym == **s)).count() as f64 >= NEARLY_ALL * said.len() as f64;
        let elsewhere = || ground.article.sentences.iter().any(|r| r.number != sentence.number && same(r)) || told(before);
        // What is ruled out is told in few words, and all of them tell it.
        let enough = if out(verb) { said.len() + 1 >= FEWEST && said.iter().all(|s| has(tokens, *s)) } else { said.len() >= FEWEST && told(tokens) };
        if !enough || elsewhere() {
            continue;
        }
        let places: Vec<usize> = (0..tokens.len()).filter(|n| tokens[*n].class == Class::Content && said.iter().any(|s| is_like(*s, tokens[*n].sym))).collect();
        let (Some(first), Some(last)) = (places.first(), places.last()) else { continue };
        let range = tokens[*first].range.start..tokens[*last].range.end;
        let message = format!("the source has “{}” of “{}”", ground.piece(sentence, verb..verb + 1), &claim[range.clone()]);
        return Some(Fault { kind: FaultKind::Negation, range, message });
    }
    None
}

/// Whether something is ruled out here.
fn is_ruled_out(tokens: &[Token], at: usize) -> bool {
    const RULES: [Sym; 4] = [Sym::raw("ruled"), Sym::raw("rules"), Sym::raw("rule"), Sym::raw("ruling")];
    RULES.contains(&tokens[at].typed) && tokens.get(at + 1).is_some_and(|t| t.typed == Sym::raw("out"))
}

/// What the source has somebody deny, and the claim has the same one confirm: `denied that there were any such plans`.
fn confirmed(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    static CONFIRMS: LazyLock<Words> =
        LazyLock::new(|| Words::typed("confirmed confirms admitted admits acknowledged acknowledges conceded concedes".split(' ')));
    /// How far before its verb a speaker is named.
    const WITHIN: usize = 5;
    let tokens = &reading.tokens;
    let verb = tokens.iter().position(|t| CONFIRMS.has(t.typed) && !t.quoted)?;
    let who = reading.names.iter().rev().filter(|r| r.end <= verb && verb - r.end <= WITHIN).flat_map(Clone::clone);
    let who: Vec<Sym> = who.filter(|n| !tokens[*n].common).map(|n| tokens[n].sym).collect();
    let says = |r: &Reading, verb: usize| r.tokens[..verb].iter().any(|t| who.contains(&t.sym));
    for ground in &evidence.grounds {
        for sentence in ground.article.sentences.iter().filter(|r| who.iter().any(|w| r.marks.may_have(*w))) {
            let Some(at) = sentence.tokens.iter().position(|t| CONFIRMS.has(t.typed) || DENIES.has(t.typed)) else { continue };
            if !says(sentence, at) || sentence.tokens[at].quoted {
                continue;
            }
            // Who confirms something as well may confirm this.
            if CONFIRMS.has(sentence.tokens[at].typed) {
                return None;
            }
            let range = denied(&sentence.tokens, at);
            let mut said = sentence.tokens[range.clone()].iter().filter(|t| t.class == Class::Content).peekable();
            let is_here = |t: &Token| tokens[verb..].iter().any(|o| o.class == Class::Content && is_like(o.sym, t.sym));
            if said.peek().is_some() && said.all(is_here) {
                let there = ground.piece(sentence, at..range.end);
                let range = tokens[verb].range.clone();
                return Some(Fault { kind: FaultKind::Negation, message: format!("“{}”: the source has “{there}”", &claim[range.clone()]), range });
            }
        }
    }
    None
}

/// The tokens of what is denied: up to a mark, seen as a wider gap, or to a word that opens another clause.
fn denied(tokens: &[Token], verb: usize) -> std::ops::Range<usize> {
    let end = (verb + 1..tokens.len()).find(|n| tokens[*n].range.start > tokens[n - 1].range.end + 1 || ENDS.has(tokens[*n].typed));
    verb + 1..end.unwrap_or(tokens.len())
}

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, FaultKind, judge};
    use crate::types::Article;

    #[test]
    fn what_is_denied_is_not_told() {
        let body = "Rolf Avel denied that senior managers had approved the use of the accounts, and said that the engineers had left.\n\n\
                    The company rejected a report that its model had copied the maps of a rival. Prosecutors said the model had copied the maps of a rival firm.\n\n\
                    The union feared that the tutor would be used to make classes larger. The minister, Ada Thole, denied that there were any such plans.\n\n\
                    Norvik sold few of its Skarn models last year, its chief executive said. She ruled out a cheaper Skarn model.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("Rolf Avel said that senior managers had approved the use of the accounts.", false),
            ("Senior managers had not approved the use of the accounts, Rolf Avel said.", true),
            ("Rolf Avel denies that managers approved the use of the accounts.", true),
            ("The model copied the maps of a rival firm, prosecutors said.", true),
            ("The minister, Ada Thole, confirmed that there were plans to use the tutor to make classes larger.", false),
            ("There were no such plans, said the minister, Ada Thole.", true),
            ("Norvik plans to bring out a cheaper Skarn model, its chief executive said.", false),
            ("Norvik's chief executive ruled out a cheaper Skarn model.", true),
        ] {
            let faults = judge(claim, &[Cited { source: &source, passage: None }]).faults;
            assert_eq!(!faults.iter().any(|f| f.kind == FaultKind::Negation), right, "{claim}: {faults:?}");
        }
    }
}
