//! What two names are said to do, each in a clause of its own, where the source gives each the other's part: `A sells while B buys`.

use super::attribution::is_speech;
use super::evidence::{Evidence, Ground};
use super::likeness::is_like;
use super::names::is_title;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words, is_inflected};
use crate::evidence::reading::{MANY, Reading};
use crate::evidence::tokens::Token;
use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that begin a clause, or set two beside each other.
static BREAKS: LazyLock<Words> = LazyLock::new(|| Words::typed(["while", "whereas", "and", "but", "although", "though"]));

/// A clause with a name before what it says of it.
struct Clause {
    name: Range<usize>,
    /// Tokens that carry meaning and are said of it; other names among them.
    said: Vec<usize>,
    /// Those that may be: all of its clause, and what goes on about it.
    near: Vec<usize>,
}

/// A sentence of a source, and its clauses.
struct Told<'e> {
    ground: &'e Ground<'e>,
    sentence: &'e Reading,
    clauses: Vec<Clause>,
}

impl Told<'_> {
    /// The clauses of a name of the claim.
    fn of(&self, reading: &Reading, name: &Range<usize>) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(move |c| shares(reading, name, self.sentence, &c.name))
    }

    fn has(&self, words: &[usize], sym: Sym) -> bool {
        words.iter().any(|w| is_like(sym, self.sentence.tokens[*w].sym))
    }
}

pub(super) fn faults<'e>(claim: &str, reading: &Reading, evidence: &'e Evidence<'e>) -> Vec<Fault> {
    if reading.names.is_empty() {
        return Vec::new();
    }
    let ours = clauses(reading, &|r| claim.get(r).unwrap_or(""));
    // Every clause of what the claim rests on, with the sentence that it stands in.
    let of = |(g, r): (&'e Ground<'e>, &'e Reading)| Told { ground: g, sentence: r, clauses: clauses(r, &|t| g.text(r, t)) };
    let core: Vec<Told> = evidence.core().map(of).collect();
    // What stands around it may say of a name what the claim says. Most claims say nothing that the core does not say of the same name, and need none of it.
    let around = LazyCell::new(|| evidence.around().map(of).collect::<Vec<Told>>());
    let wide = || core.iter().chain(around.iter());
    let is_lacking = |own: &Clause| own.said.iter().any(|w| !core.iter().any(|t| t.of(reading, &own.name).any(|c| t.has(&c.near, reading.tokens[*w].sym))));
    for (n, a) in ours.iter().enumerate() {
        for b in &ours[n + 1..] {
            if shares(reading, &a.name, reading, &b.name) || !is_lacking(a) || !is_lacking(b) {
                continue;
            }
            let crossed = |own: &Clause, other: &Clause| -> (usize, usize) {
                let (mut there, mut here) = (0, 0);
                for word in &own.said {
                    let sym = reading.tokens[*word].sym;
                    // Said of both here, it tells nothing.
                    if other.said.iter().any(|w| is_like(sym, reading.tokens[*w].sym))
                        // A boss is another one's as well.
                        || is_title(&claim[reading.tokens[*word].range.clone()].to_lowercase())
                        || is_part_of(reading, sym, &other.name)
                        || is_part_of(reading, sym, &own.name)
                    {
                        continue;
                    }
                    let own_there = wide().any(|t| t.of(reading, &own.name).any(|c| t.has(&c.near, sym)));
                    here += usize::from(own_there);
                    there += usize::from(!own_there && wide().any(|t| t.of(reading, &other.name).any(|c| t.has(&c.said, sym))));
                }
                (there, here)
            };
            let ((a_there, a_here), (b_there, b_here)) = (crossed(a, b), crossed(b, a));
            if a_there > 0 && b_there > 0 && a_there + b_there > 2 * (a_here + b_here) {
                let (range, other) = (reading.bytes(&a.name), reading.bytes(&b.name));
                let title = core.first().map_or("", |t| t.ground.source.title.as_str());
                let message = format!("“{}” has changed places with “{}” of the source “{title}”", &claim[range.clone()], &claim[other]);
                return vec![Fault { kind: FaultKind::Name, range, message }];
            }
        }
    }
    others(claim, reading, &ours, &core, &around)
}

/// What is said of one name alone, where a sentence of the source says it of another and something else of this one.
fn others<'e>(claim: &str, reading: &Reading, ours: &[Clause], core: &[Told], around: &LazyCell<Vec<Told<'e>>, impl FnOnce() -> Vec<Told<'e>>>) -> Vec<Fault> {
    let Some(own) = ours.first() else { return Vec::new() };
    let words: Vec<Sym> = own.said.iter().map(|n| reading.tokens[*n].sym).collect();
    // `Two students from Turin` are not Turin.
    let small = |t: &Token| ARTICLES.contains(&t.typed) || t.capital;
    if words.len() < LEAST_SAID || !reading.tokens[..own.name.start].iter().all(small) || ours.iter().any(|c| !shares(reading, &c.name, reading, &own.name)) {
        return Vec::new();
    }
    let count = |t: &Told, list: &[usize]| words.iter().filter(|w| t.has(list, **w)).count();
    let is_told = |t: &Told| t.of(reading, &own.name).any(|c| count(t, &c.near) * 3 >= words.len());
    if core.iter().any(is_told) {
        return Vec::new();
    }
    for told in core.iter().filter(|t| t.of(reading, &own.name).next().is_some()) {
        let Some(other) = told.clauses.iter().find(|c| count(told, &c.said) * 3 >= words.len() * 2) else { continue };
        if around.iter().any(is_told) {
            return Vec::new();
        }
        let range = reading.bytes(&own.name);
        let said = told.ground.piece(told.sentence, other.name.clone());
        let message = format!("the source says this of “{said}”, and something else of “{}”", &claim[range.clone()]);
        return vec![Fault { kind: FaultKind::Name, range, message }];
    }
    Vec::new()
}

const ARTICLES: [Sym; 3] = [Sym::raw("the"), Sym::raw("a"), Sym::raw("an")];
/// More words than a sentence of news has.
const LONG: usize = 400;
/// Fewer words than these are said of many.
const LEAST_SAID: usize = 3;

/// The clauses of a sentence that have a name. Of names in a row inside one, each has what stands behind it, and the first has all.
fn clauses<'a>(reading: &Reading, text: &dyn Fn(Range<usize>) -> &'a str) -> Vec<Clause> {
    let tokens = &reading.tokens;
    let named = |n: usize| reading.names.iter().find(|r| r.contains(&n));
    let telling = |n: usize| !tokens[n].common && !is_title(&text(tokens[n].range.clone()).to_lowercase());
    let proper = |r: &Range<usize>| r.clone().any(telling);
    let mut out: Vec<Clause> = Vec::new();
    if reading.names.len() > MANY || tokens.len() > LONG {
        return out;
    }
    // The names of the two clauses before, the nearer last: what a clause without a name goes on about.
    let mut heads: [Range<usize>; 2] = [0..0, 0..0];
    // Whether the nearer of them begins with its name: if not, it may only describe the one before.
    let mut begins = true;
    let begins_with = |clause: &Range<usize>, name: &Range<usize>| name.start <= clause.start + usize::from(BREAKS.has(tokens[clause.start].typed));
    let (mut start, mut aside) = (0, false);
    for end in 1..=tokens.len() {
        let ends = end == tokens.len() || {
            let gap = text(tokens[end - 1].range.end..tokens[end].range.start);
            gap.contains([',', ';', ':', '—', '–', '(', ')', '“', '”']) || (BREAKS.has(tokens[end].typed) && !joins_names(reading, end))
        };
        if !ends {
            continue;
        }
        let all = std::mem::replace(&mut start, end)..end;
        let content: Vec<usize> = all.clone().filter(|n| tokens[*n].is_content()).collect();
        let names: Vec<&Range<usize>> = reading.names.iter().filter(|r| all.contains(&r.start) && proper(r)).collect();
        // `The model cost a million and took Norvik a year`: a verb behind the joint has the subject of the clause before.
        let joint = BREAKS.has(tokens[all.start].typed);
        let verb = all.start + usize::from(joint);
        // `Norvik, founded in 2022 by Ada Lorne and her brother Bo, sold it`: a participle is said of the name before, and so is what goes on to the next comma.
        aside = (aside && joint) || (!joint && is_done(tokens, all.start, text));
        let goes_on = aside || (joint && verb < all.end && is_past(text(tokens[verb].range.clone())));
        // `The company, based in the capital, Tideham, sold it`: a name alone between two commas tells which capital.
        let gap = |n: usize| text(tokens[n - 1].range.end..tokens[n].range.start).trim();
        let alone =
            names.len() == 1 && *names[0] == all && start > 0 && !out.is_empty() && !joint && end < tokens.len() && gap(all.start) == "," && gap(end) == ",";
        if names.is_empty() || ((goes_on || alone) && !heads[1].is_empty()) {
            for at in if begins { heads[1].clone() } else { heads[0].start..heads[1].end } {
                out[at].said.extend(&content);
                out[at].near.extend(&content);
            }
            continue;
        }
        let first = out.len();
        begins = begins_with(&all, names[0]);
        if !begins {
            // `Farrow, which rents chips, has asked for 800 in Pike County`: what comes before the name is still Farrow's.
            let before: Vec<usize> = content.iter().copied().filter(|n| *n < names[0].start).collect();
            for clause in &mut out[heads[1].clone()] {
                clause.said.extend(&before);
                clause.near.extend(&before);
            }
        }
        for (n, name) in names.iter().enumerate() {
            // A word is said of the first name and of the nearest before it; other names are said of all before them.
            let nearest = |word: usize| names.get(n + 1).is_none_or(|next| word < next.start);
            let said = content.iter().copied().filter(|w| *w >= name.end && (n == 0 || nearest(*w) || named(*w).is_some_and(&proper)));
            let near = content.iter().copied().filter(|w| !name.contains(w));
            out.push(Clause { name: (*name).clone(), said: said.collect(), near: near.collect() });
        }
        heads = [heads[1].clone(), first..out.len()];
    }
    out
}

/// Whether an `and` stands between two names that do one thing: `took Norvik and Helion two years`.
fn joins_names(reading: &Reading, and: usize) -> bool {
    let tokens = &reading.tokens;
    let before = reading.names.iter().any(|r| r.end == and);
    let behind = reading.names.iter().find(|r| r.start == and + 1).map(|r| tokens.get(r.end));
    tokens[and].typed == AND && before && behind.is_some_and(|next| next.is_none_or(|t| t.number().is_some() || OF_BOTH.has(t.typed)))
}

const AND: Sym = Sym::raw("and");
/// What goes on behind two names without being done by the second alone.
static OF_BOTH: LazyLock<Words> = LazyLock::new(|| Words::typed(["in", "of", "from", "for", "to", "at", "with", "on", "by"]));

/// Whether a clause begins behind a comma with what somebody is said to have done to the name before it: `, founded in 2022 by`. `, said Lorne` does not.
fn is_done<'a>(tokens: &[Token], start: usize, text: &dyn Fn(Range<usize>) -> &'a str) -> bool {
    let typed = text(tokens[start].range.clone());
    start > 0 && text(tokens[start - 1].range.end..tokens[start].range.start).contains(',') && is_past(typed) && !is_speech(typed)
}

/// Whether a word, as typed, looks like the past of a verb.
fn is_past(typed: &str) -> bool {
    typed.chars().all(char::is_lowercase) && (typed.ends_with("ed") || is_inflected(typed))
}

fn is_part_of(reading: &Reading, sym: Sym, name: &Range<usize>) -> bool {
    reading.tokens[name.clone()].iter().any(|t| t.sym == sym)
}

/// Whether two names have a word in common that tells whom they name.
fn shares(reading: &Reading, name: &Range<usize>, sentence: &Reading, other: &Range<usize>) -> bool {
    let (ours, theirs) = (&reading.tokens[name.clone()], &sentence.tokens[other.clone()]);
    // Of a name of nothing but common words, these tell.
    let is_common = |tokens: &[Token]| tokens.iter().all(|t| t.common);
    let (all_ours, all_theirs) = (is_common(ours), is_common(theirs));
    ours.iter().filter(|t| all_ours || !t.common).any(|t| theirs.iter().any(|o| o.sym == t.sym && (all_theirs || !o.common)))
}
