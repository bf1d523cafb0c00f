//! Who is said to have said what.

use super::evidence::{Evidence, Ground};
use super::names::is_title;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::Token;
use crate::text::words::words;
use std::ops::Range;
use std::sync::LazyLock;

/// Verbs by which texts give words to a speaker, in all forms that stand in news; sorted.
const SPEECH: &[&str] = &[
    "acknowledged",
    "acknowledges",
    "added",
    "adding",
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
    "calling",
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
    "estimating",
    "explained",
    "explains",
    "insisted",
    "insisting",
    "insists",
    "joked",
    "maintained",
    "maintains",
    "noted",
    "notes",
    "noting",
    "observed",
    "observes",
    "pointed",
    "points",
    "predicted",
    "predicting",
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
    "warning",
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

/// Under this share of what is said, a sentence is not the one that the words are taken from.
const LEAST: f64 = 0.5;

/// A speaker whom the source does not let say this.
pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let mut out = Vec::new();
    let said = speakers(reading, &|r| claim.get(r).unwrap_or(""));
    for speaker in said.iter().cloned() {
        let name = &reading.tokens[speaker.clone()];
        // The source's own author may say all of it.
        if evidence.grounds.iter().any(|g| is_named(name, &g.article.frame)) {
            continue;
        }
        let about = described(reading, &speaker, &|r| claim.get(r).unwrap_or(""));
        let found = evidence.grounds.iter().find_map(|g| said_there(reading, &about, g));
        let Some((ground, sentence)) = found else { continue };
        let all = &ground.article.sentences;
        let number = sentence.number.unwrap_or(0);
        let own = speakers(sentence, &|r| ground.text(sentence, r));
        // Named in it, or in what comes right before where the sentence itself names no speaker.
        // Who speaks may be told in the paragraph before, what a sentence with a speaker of its own refers to is in its own.
        let paragraph = ground.source.sentences_of(ground.source.sentences[number].block);
        let from = if own.is_empty() { number.saturating_sub(2) } else { number.saturating_sub(2).max(paragraph.start) };
        let before = if own.is_empty() || sentence.refers_back { from..number } else { number..number };
        let behind = if own.is_empty() { number + 1..(number + 2).min(all.len()) } else { number..number };
        // What one says and what another does may stand in one claim, and in two sentences.
        let is_anothers = |other: &Range<usize>| *other != speaker && is_named(&reading.tokens[other.clone()], sentence);
        if said.iter().any(is_anothers) || is_named(name, sentence) || before.clone().chain(behind.clone()).any(|n| is_named(name, &all[n])) {
            continue;
        }
        // `Ada Lorne was more hopeful. It would take a year, she said.`
        let antecedent = number.checked_sub(1).filter(|n| own.is_empty() && paragraph.contains(n) && is_pronouns(sentence)).map(|n| &all[n]);
        let antecedent = antecedent.and_then(|r| first_person(r).map(|name| ground.piece(r, name)));
        let near = before.rev().chain(behind).map(|n| &all[n]);
        let other = std::iter::once(sentence).chain(near).find_map(|r| speakers(r, &|t| ground.text(r, t)).first().map(|s| ground.piece(r, s.clone())));
        let Some(other) = other.or(antecedent) else { continue };
        let range = reading.bytes(&speaker);
        out.push(Fault {
            kind: FaultKind::Attribution, message: format!("the source gives this to “{other}”, not to “{}”", &claim[range.clone()]), range
        });
    }
    out
}

/// A speaker with what is said of who that is: `Ada Lorne, finance director of Norvik,`.
fn described<'a>(reading: &Reading, speaker: &Range<usize>, text: &dyn Fn(Range<usize>) -> &'a str) -> Range<usize> {
    let tokens = &reading.tokens;
    let comma = |n: usize| tokens.get(n + 1).is_some_and(|next| text(tokens[n].range.end..next.range.start).starts_with(','));
    if !comma(speaker.end - 1) {
        return speaker.clone();
    }
    let end = (speaker.end..(speaker.end + 10).min(tokens.len())).find(|n| comma(*n));
    end.filter(|end| !tokens[speaker.end..=*end].iter().any(is_speech_token)).map_or(speaker.clone(), |end| speaker.start..end + 1)
}

fn is_named(name: &[Token], reading: &Reading) -> bool {
    // What somebody is, between two names, names nobody.
    reading.tokens.iter().any(|t| name.iter().any(|n| n.capital && n.sym == t.sym))
}

/// The sentence of a source that has most of what the speaker is said to say, if it has enough of it.
fn said_there<'g, 'a>(reading: &Reading, speaker: &Range<usize>, ground: &'g Ground<'a>) -> Option<(&'g Ground<'a>, &'a Reading)> {
    let coverage = &ground.coverage;
    let said = |term: usize| !speaker.contains(&coverage.terms[term].token) && !is_speech_token(&reading.tokens[coverage.terms[term].token]);
    let whole: f64 = (0..coverage.terms.len()).filter(|t| said(*t)).map(|t| coverage.terms[t].weight).sum();
    let share = |terms: &[(usize, f64)]| {
        terms.iter().filter(|(t, _)| said(*t)).map(|(t, how)| coverage.terms[*t].weight * how).sum::<f64>() / whole.max(f64::MIN_POSITIVE)
    };
    let best = coverage.sentences.iter().map(|(n, terms)| (n, share(terms))).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (best.1 >= LEAST).then(|| (ground, &ground.article.sentences[best.0]))
}

/// Verbs that say what somebody thinks of a thing: whose opinion it is, a claim must not change either.
static OPINES: LazyLock<Words> = LazyLock::new(|| {
    let all = "objected objects welcomed welcomes praised praises opposed opposes doubts doubted fears feared accused accuses criticises criticizes complains demanded \
               demands";
    Words::typed(all.split_whitespace())
});

/// Forms of verbs of speech that are more often nouns, or go on about whoever the sentence is about: `he was sorry that he had met Lorne, saying`.
static NOUNS: LazyLock<Words> = LazyLock::new(|| {
    Words::typed("calls claims reports comments notes points states estimates remarks thought warning adding calling saying writing arguing claiming noting estimating insisting predicting".split(' '))
});

/// Verbs of speech of which the name right behind is the object.
static OF_OTHERS: LazyLock<Words> = LazyLock::new(|| {
    Words::typed(
        "criticised criticized urged urges told tells called calls described describes praised praises welcomed welcomes accused accuses warned warns"
            .split(' '),
    )
});
/// What goes on about a speaker who is named behind the verb.
static OF_WHOM: LazyLock<Words> = LazyLock::new(|| Words::typed(["of", "at", "from", "in", "who", "as", "and"]));

/// Who speaks, without a name.
static PRONOUNS: LazyLock<Words> = LazyLock::new(|| Words::typed(["he", "she", "they", "it", "who"]));

/// Whether somebody speaks in a sentence whom it only calls he or she.
fn is_pronouns(sentence: &Reading) -> bool {
    let one = |t: &Token| t.typed == Sym::raw("he") || t.typed == Sym::raw("she");
    sentence.tokens.windows(2).any(|w| !w[0].quoted && !w[1].quoted && one(&w[0]) && is_speech_token(&w[1]))
}

/// The person that a sentence begins with: two words of a name at least.
fn first_person(reading: &Reading) -> Option<Range<usize>> {
    reading.names.first().filter(|r| r.start <= 1 && r.len() >= 2 && reading.tokens[(*r).clone()].iter().any(|t| !t.common)).cloned()
}

static SPOKEN: LazyLock<Words> = LazyLock::new(|| Words::typed(SPEECH.iter().copied()));

fn is_speech_token(token: &Token) -> bool {
    SPOKEN.has(token.typed)
}

/// The names that speech verbs have beside them: shortly before, shortly behind, or behind "according to".
fn speakers<'a>(reading: &Reading, text: &dyn Fn(Range<usize>) -> &'a str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (n, token) in reading.tokens.iter().enumerate() {
        let according = n > 0 && token.typed == Sym::raw("to") && reading.tokens[n - 1].typed == Sym::raw("according");
        let so_called = n > 0 && token.typed == Sym::raw("called") && reading.tokens[n - 1].typed == Sym::raw("so");
        if token.quoted || so_called || !(according || is_speech_token(token) || OPINES.has(token.typed)) {
            continue;
        }
        // `He wrote that Norvik had gone`: he is named elsewhere.
        if !according && n > 0 && PRONOUNS.has(reading.tokens[n - 1].typed) {
            continue;
        }
        let who = |r: &&Range<usize>| reading.tokens[(*r).clone()].iter().any(|t| !t.common && !is_title(&text(t.range.clone()).to_lowercase()));
        // `Ada Lorne, of the Health Board, said`: a name of nothing but common words has another before it.
        let before = reading.names.iter().rev().filter(who).find(|r| !according && r.end <= n && n - r.end <= 5);
        // `Aria resolved 38% of customer calls`: what may be a noun needs its speaker right before it.
        let before = before.filter(|r| !NOUNS.has(token.typed) || r.end == n);
        let that = reading.tokens.get(n + 1).is_some_and(|t| t.typed == Sym::raw("that"));
        let behind = reading.names.iter().find(|r| !that && r.start > n && r.start - n <= 4);
        let behind = behind.filter(who);
        // `Ada Lorne of Norvik, who led it, said`: not the house but who is of it.
        let before = before.map(|r| of_house(reading, r).unwrap_or(r));
        // `Lorne said Norvik should publish it`, `Lorne criticised Norvik`: only who ends the sentence, or is told of more, speaks behind the verb.
        let speaks_behind = |r: &&Range<usize>| {
            let next = reading.tokens.get(r.end);
            next.is_none_or(|t| OF_WHOM.has(t.typed) || text(reading.tokens[r.end - 1].range.end..t.range.start) != " ")
        };
        let close = behind.filter(|r| r.start - n <= 1 && (before.is_none() || speaks_behind(r) && !OF_OTHERS.has(token.typed)));
        out.extend(close.or(before).or(behind).map(|r| whole(reading, r, text)));
    }
    out
}

/// Who is of the house that a name is of.
fn of_house<'r>(reading: &'r Reading, house: &Range<usize>) -> Option<&'r Range<usize>> {
    const OF: [Sym; 3] = [Sym::raw("of"), Sym::raw("at"), Sym::raw("from")];
    let the = house.start.checked_sub(1).filter(|n| reading.tokens[*n].typed == Sym::raw("the")).unwrap_or(house.start);
    let of = the.checked_sub(1).filter(|n| OF.contains(&reading.tokens[*n].typed))?;
    reading.names.iter().find(|r| r.end == of)
}

/// A speaker with the names that belong to them: `Norvik spokeswoman Ada Lorne`. Between them stand nothing but words for what somebody is.
fn whole<'a>(reading: &Reading, name: &Range<usize>, text: &dyn Fn(Range<usize>) -> &'a str) -> Range<usize> {
    let tokens = &reading.tokens;
    let mut all = name.clone();
    for next in reading.names.iter().filter(|r| r.start >= name.end) {
        let describes = |n: usize| is_title(&text(tokens[n].range.clone()).to_lowercase());
        let runs_on = |n: usize| text(tokens[n - 1].range.end..tokens[n].range.start) == " ";
        if next.start == all.end || !(all.end..next.start).all(describes) || !(all.end..=next.start).all(runs_on) {
            break;
        }
        all.end = next.end;
    }
    all
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
