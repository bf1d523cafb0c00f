//! Numbers that have changed places: each stands in the source, but beside the other's words.

use super::evidence::{Evidence, Ground};
use super::likeness::are_like;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words};
use crate::evidence::quantities::{Quantity, Unit};
use crate::evidence::reading::{MANY, Reading};
use crate::evidence::tokens::Class;
use std::ops::Range;
use std::sync::LazyLock;

const AND: Sym = Sym::raw("and");
/// How far from its number a word still belongs to it.
const REACH: usize = 4;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let ours: Vec<&Quantity> = reading.quantities.iter().filter(|q| !q.year && !q.label).collect();
    if !(2..=MANY).contains(&ours.len()) {
        return Vec::new();
    }
    for (ground, sentence) in evidence.core().filter(|(_, s)| s.quantities.len() <= MANY) {
        for a in &ours {
            // The source's number where the claim has this one, by a word that both stand beside.
            let Some(there) = sentence.quantities.iter().find(|q| a.agrees(q)) else { continue };
            let mine = beside(reading, a, &|r| claim.get(r).unwrap_or(""));
            let own = beside(sentence, there, &|r| ground.text(sentence, r));
            let in_place = |q: &Quantity| {
                let theirs = ours.iter().filter(|o| o.agrees(q));
                theirs.into_iter().any(|o| Exchange { claim, reading, ground, sentence, ours: [a, o], theirs: [there, q] }.is_refuted())
            };
            let crossed = sentence.quantities.iter().filter(|q| !a.agrees(q) && q.tokens != there.tokens && !in_place(q)).find(|q| {
                let other = ours.iter().find(|o| o.agrees(q)).map(|o| beside(reading, o, &|r| claim.get(r).unwrap_or("")));
                other.is_some_and(|other| is_crossed([mine[0], other[0]], [own[0], beside(sentence, q, &|r| ground.text(sentence, r))[0]]))
            });
            if let Some(rightful) = crossed {
                return vec![fault(claim, reading, a, ground, sentence, rightful)];
            }
            if mine.iter().zip(&own).any(|(x, y)| are_like(*x, *y)) {
                continue;
            }
            let taken = sentence.quantities.iter().filter(|q| !a.agrees(q) && ours.iter().any(|o| o.agrees(q)) && !in_place(q)).find(|q| {
                let theirs = beside(sentence, q, &|r| ground.text(sentence, r));
                // `Gained most, about five months, those at the top gained one`: a word that stands there twice tells nothing.
                let tells = |x: Option<Sym>| sentence.tokens.iter().filter(|t| are_like(x, Some(t.sym))).count() == 1;
                let nested = ours.iter().any(|o| o.agrees(q) && is_of(reading, a, o));
                !nested && a.unit_agrees(q) && mine.iter().zip(&theirs).any(|(x, y)| are_like(*x, *y) && tells(*x))
            });
            // Where that number of the claim stands right itself, nothing was exchanged.
            let kept = |rightful: &Quantity| {
                let theirs = beside(sentence, rightful, &|r| ground.text(sentence, r));
                // Where the claim's number took over the other's word before it (`may carry 94`), that both count one thing no longer tells the two apart.
                let by_verb = are_like(mine[0], theirs[0]);
                ours.iter()
                    .filter(|o| o.agrees(rightful))
                    .map(|o| beside(reading, o, &|r| claim.get(r).unwrap_or("")))
                    .any(|o| are_like(o[0], theirs[0]) || (are_like(o[1], theirs[1]) && !(by_verb && o[0].is_some())))
            };
            if let Some(rightful) = taken.filter(|r| !kept(r)) {
                return vec![fault(claim, reading, a, ground, sentence, rightful)];
            }
        }
    }
    exchanged(claim, reading, &ours, evidence)
        .or_else(|| reached(claim, reading, &ours, evidence))
        .or_else(|| across(claim, reading, &ours, evidence))
        .into_iter()
        .collect()
}

/// `Fell 9 percent to $680 million`, where the source has that it fell 9 percent to $590 million, and $680 million for something else.
fn reached(claim: &str, reading: &Reading, ours: &[&Quantity], evidence: &Evidence) -> Option<Fault> {
    /// So many words stand between how much and to what.
    const BETWEEN: usize = 4;
    let to = |r: &Reading, by: &Quantity| -> Option<usize> {
        let next = r.quantities.iter().position(|q| !q.year && q.tokens.start >= by.tokens.end)?;
        let start = r.quantities[next].tokens.start;
        (start - by.tokens.end <= BETWEEN && r.tokens[start - 1].typed == TO && r.quantities[next].unit != by.unit).then_some(next)
    };
    for by in ours.iter().filter(|q| q.unit == Unit::Percent && q.share.is_none()) {
        let Some(reached) = to(reading, by).map(|n| &reading.quantities[n]) else { continue };
        for (ground, sentence) in evidence.core().filter(|(_, s)| s.quantities.len() <= MANY) {
            let Some(rightful) = sentence.quantities.iter().find(|q| by.agrees(q)).and_then(|q| to(sentence, q)).map(|n| &sentence.quantities[n]) else {
                continue;
            };
            if rightful.unit == reached.unit && !reached.agrees(rightful) {
                return Some(fault(claim, reading, reached, ground, sentence, rightful));
            }
        }
    }
    None
}

/// Two values that stand in two sentences of the source, each among the words that the claim has by the other: `demands $18 million, was offered $45 million`
/// for `is demanding $45 million. The company has offered $18 million`.
fn across(claim: &str, reading: &Reading, ours: &[&Quantity], evidence: &Evidence) -> Option<Fault> {
    /// So many words have to say it, and none the contrary.
    const LEAST: usize = 2;
    let pairs = ours.iter().enumerate().flat_map(|(n, a)| ours[n + 1..].iter().map(move |b| (*a, *b)));
    // Each in a clause of its own: what stands before `from 90 days to 30` is said of both.
    let are_apart = |a: &Quantity, b: &Quantity| are_parted(reading, [a, b], &|r| claim.get(r).unwrap_or(""));
    for (a, b) in pairs.filter(|(a, b)| a.unit_agrees(b) && !a.agrees(b) && are_apart(a, b)) {
        let core: Vec<(&Ground, &Reading)> = evidence.core().filter(|(_, s)| s.quantities.len() <= MANY).collect();
        let only = |has: &Quantity, lacks: &Quantity| {
            let mut with = core.iter().filter(|(_, s)| s.quantities.iter().any(|q| has.agrees(q)));
            let one = with.next().filter(|_| with.next().is_none())?;
            (!one.1.quantities.iter().any(|q| lacks.agrees(q))).then_some(*one)
        };
        let (Some((_, in_a)), Some((ground, in_b))) = (only(a, b), only(b, a)) else { continue };
        // `640 million according to the government, 210 million according to the federation`.
        let said = [credited(reading, a, claim), credited(reading, b, claim)];
        let stands = |words: &[Sym], r: &Reading| words.iter().any(|w| r.tokens.iter().any(|t| t.sym == *w));
        if said.iter().all(|words| !words.is_empty())
            && (stands(&said[0], in_b) && stands(&said[1], in_a))
            && !(stands(&said[0], in_a) || stands(&said[1], in_b))
        {
            let rightful = in_b.quantities.iter().find(|q| b.agrees(q))?;
            return Some(fault(claim, reading, a, ground, in_b, rightful));
        }
        // `Today four in ten do`, and of the first months the other.
        let now = |r: &Reading| r.tokens.iter().position(|t| NOW.has(t.typed));
        let here = now(reading).and_then(|at| nearer(reading, at, [a, b], &|r| claim.get(r).unwrap_or("")));
        let there = [now(in_a), now(in_b)].map(|at| at.is_some());
        if matches!((here, there), (Some(0), [false, true]) | (Some(1), [true, false])) {
            let rightful = in_b.quantities.iter().find(|q| b.agrees(q))?;
            return Some(fault(claim, reading, a, ground, in_b, rightful));
        }
        let (mut same, mut crossed) = (0, 0);
        for (at, token) in reading.tokens.iter().enumerate().filter(|(_, t)| t.class == Class::Content && !t.capital) {
            let has = |r: &Reading| r.tokens.iter().any(|t| are_like(Some(t.sym), Some(token.sym)));
            let (first, second) = (has(in_a), has(in_b));
            if first == second {
                continue;
            }
            match nearer(reading, at, [a, b], &|r| claim.get(r).unwrap_or("")) {
                Some(here) if (here == 0) == first => same += 1,
                Some(_) => crossed += 1,
                None => {}
            }
        }
        if crossed >= LEAST && same == 0 {
            let rightful = in_b.quantities.iter().find(|q| b.agrees(q))?;
            return Some(fault(claim, reading, a, ground, in_b, rightful));
        }
    }
    None
}

/// Whether a mark or a word that joins clauses stands between two values.
fn are_parted<'a>(reading: &Reading, [a, b]: [&Quantity; 2], text: &dyn Fn(Range<usize>) -> &'a str) -> bool {
    let (from, to) = (a.tokens.end.min(b.tokens.end), a.tokens.start.max(b.tokens.start));
    let gap = |n: usize| text(reading.tokens[n - 1].range.end..reading.tokens[n].range.start);
    (from..=to).any(|n| JOINTS.contains(&reading.tokens[n].typed) || gap(n).contains([',', ';', '—', '–']))
}

/// The words for those whose value it is, where `according to` stands behind it.
fn credited(reading: &Reading, value: &Quantity, claim: &str) -> Vec<Sym> {
    let tokens = &reading.tokens;
    let runs_on = |n: usize| n == 0 || claim.get(tokens[n - 1].range.end..tokens[n].range.start).is_some_and(|gap| gap.trim().is_empty());
    let from = value.with_measure().end;
    let to = (from..tokens.len().min(from + REACH)).find(|n| tokens[*n].typed == TO && tokens[n - 1].typed == Sym::raw("according"));
    let Some(to) = to else { return Vec::new() };
    let end = (to + 1..tokens.len()).find(|n| !runs_on(*n) || tokens[*n].number().is_some() || JOINTS.contains(&tokens[*n].typed)).unwrap_or(tokens.len());
    tokens[to + 1..end].iter().filter(|t| t.class == Class::Content).map(|t| t.sym).collect()
}

/// Whether two values of a claim stand in a sentence of the source among the words that they have there, in whatever order.
pub(super) fn are_in_place(claim: &str, reading: &Reading, ground: &Ground, sentence: &Reading, ours: [&Quantity; 2]) -> bool {
    let the = |ours: &Quantity| sentence.quantities.iter().find(|q| ours.agrees(q));
    the(ours[0]).zip(the(ours[1])).is_some_and(|(x, y)| Exchange { claim, reading, ground, sentence, ours, theirs: [x, y] }.is_refuted())
}

/// Whether one of two values is a share of what has the other: half of a rise of 3%.
pub(super) fn is_of(reading: &Reading, a: &Quantity, b: &Quantity) -> bool {
    let (share, whole) = if a.tokens.start < b.tokens.start { (a, b) } else { (b, a) };
    let between = share.tokens.end..whole.tokens.start;
    share.share.is_some() && between.len() <= REACH && between.into_iter().any(|n| reading.tokens[n].typed == Sym::raw("of"))
}

/// Two numbers whose words stand nearer to the other one in the source: `$9,000 a season` for `$120,000, or $9,000 a season`.
fn exchanged(claim: &str, reading: &Reading, ours: &[&Quantity], evidence: &Evidence) -> Option<Fault> {
    let pairs = ours.iter().enumerate().flat_map(|(n, a)| ours[n + 1..].iter().map(move |b| (*a, *b)));
    for (a, b) in pairs.filter(|(a, b)| a.unit_agrees(b) && !a.agrees(b) && !is_of(reading, a, b)) {
        for (ground, sentence) in evidence.core().filter(|(_, s)| s.quantities.len() <= MANY) {
            let the = |ours: &Quantity| sentence.quantities.iter().find(|q| ours.agrees(q));
            let Some((x, y)) = the(a).zip(the(b)).filter(|(x, y)| x.tokens != y.tokens) else { continue };
            let exchange = Exchange { claim, reading, ground, sentence, ours: [a, b], theirs: [x, y] };
            if exchange.is_shown() || exchange.is_of_others() {
                return Some(fault(claim, reading, a, ground, sentence, y));
            }
        }
    }
    None
}

/// Two numbers of a claim, and the same two in a sentence of the source: have they changed places?
struct Exchange<'a> {
    claim: &'a str,
    reading: &'a Reading,
    ground: &'a Ground<'a>,
    sentence: &'a Reading,
    ours: [&'a Quantity; 2],
    theirs: [&'a Quantity; 2],
}

/// How many words may stand between a name and its value.
const FROM_ITS_NAME: usize = 9;

/// The names of which two values are told, where a text gives each value behind its own name and nothing else: name, value, name, value.
fn owners(reading: &Reading, values: [&Quantity; 2]) -> Option<[Range<usize>; 2]> {
    let before = |value: &Quantity| -> Option<Range<usize>> {
        let name = reading.names.iter().rev().find(|r| r.end <= value.tokens.start)?.clone();
        let between = name.end..value.tokens.start;
        let is_parted = reading.quantities.iter().any(|q| !q.label && between.contains(&q.tokens.start));
        (between.len() <= FROM_ITS_NAME && !is_parted).then_some(name)
    };
    let [first, second] = [before(values[0])?, before(values[1])?];
    // `17 for Norvik, 11 for Helion`: the name in between is the first value's.
    let earlier = if values[0].tokens.start < values[1].tokens.start { [&first, &second] } else { [&second, &first] };
    let starts = reading.quantities.iter().filter(|q| !q.label && !q.year).map(|q| q.tokens.start).min();
    (first != second && earlier[0].end <= starts?).then_some([first, second])
}

/// How many words of the claim stand by the same number in the source, and how many by the other one.
#[derive(Clone, Copy, Default)]
struct Tally {
    same: usize,
    crossed: usize,
}

/// The words that tell. What stands before both numbers in both texts is said of both, and tells nothing.
#[derive(Clone, Copy, Default)]
struct Sides {
    all: Tally,
    /// Those behind the claim's first number.
    behind: Tally,
    names: Tally,
}

impl Exchange<'_> {
    fn is_shown(&self) -> bool {
        if self.is_turned_round() {
            return true;
        }
        if self.is_in_order() {
            return false;
        }
        let Sides { all, behind, names } = self.sides();
        let [a, b] = self.ours;
        let one_unit = a.unit != Unit::None && a.unit == b.unit;
        // `21 hours a day, crewed ones 16` leaves out the second unit: then two words have to say it.
        let is_measure = |q: &Quantity| matches!(q.unit, Unit::Measure(_));
        let left_out = ((is_measure(a) && b.unit == Unit::None) || (a.unit == Unit::None && is_measure(b))) && all.crossed > 1 && all.crossed > all.same;
        let by_words = left_out || one_unit && all.crossed > all.same && (all.crossed > 1 || behind.crossed > 0 && behind.same == 0);
        !self.is_told_from_old_to_new() && (by_words || names.crossed > 1 && names.same == 0 && all.crossed > all.same)
    }

    /// `Helion got 17 percent wrong, Norvik 11`, for `Norvik got 17 percent wrong, while Helion did so for 11`: each value has the other's name before it.
    fn is_of_others(&self) -> bool {
        let [a, b] = self.ours;
        if a.unit != b.unit || (a.unit == Unit::None && a.noun != b.noun) {
            return false;
        }
        if self.is_of_the_other() {
            return true;
        }
        let (Some([a, b]), Some([x, y])) = (owners(self.reading, self.ours), owners(self.sentence, self.theirs)) else { return false };
        let meet = |a: &Range<usize>, b: &Range<usize>| a.clone().any(|n| b.clone().any(|m| self.is_one_name(n, m)));
        // One of the two may be a common word: the Ray 11.
        let is_word = |n: usize, m: usize| {
            let (ours, theirs) = (&self.reading.tokens[n], &self.sentence.tokens[m]);
            ours.sym == theirs.sym && ours.capital && theirs.capital
        };
        let touch = |a: &Range<usize>, b: &Range<usize>| a.clone().any(|n| b.clone().any(|m| is_word(n, m)));
        touch(&a, &y) && touch(&b, &x) && (meet(&a, &y) || meet(&b, &x)) && !touch(&a, &x) && !touch(&b, &y)
    }

    /// `Helion's shares fell 12%, whereas Norvik's rose 9%`, for `the shares fell 12%, whereas Helion's rose 9%`: whose the second value is, is said right before
    /// it, and the claim says that the first one is theirs.
    fn is_of_the_other(&self) -> bool {
        let Some(ours) = owners(self.reading, self.ours) else { return false };
        let first = |of: [&Quantity; 2]| usize::from(of[1].tokens.start < of[0].tokens.start);
        let (first, second) = (first(self.theirs), 1 - first(self.theirs));
        let value = self.theirs[second].tokens.start;
        let between = self.theirs[first].tokens.end..value;
        let Some(owner) = self.sentence.names.iter().rev().find(|r| between.start <= r.start && r.end <= value) else { return false };
        let contrasts = self.sentence.tokens[between.start..owner.start].iter().any(|t| JOINTS.contains(&t.typed) && t.typed != AND);
        let has = |name: &Range<usize>| name.clone().any(|n| owner.clone().any(|m| self.is_one_name(n, m)));
        // Named before the first value as well, it may be told of both.
        let before = &self.sentence.tokens[..self.theirs[first].tokens.start];
        let twice = owner.clone().any(|m| before.iter().any(|t| t.sym == self.sentence.tokens[m].sym));
        contrasts && !twice && has(&ours[first]) && !has(&ours[second])
    }

    fn is_one_name(&self, ours: usize, theirs: usize) -> bool {
        let (ours, theirs) = (&self.reading.tokens[ours], &self.sentence.tokens[theirs]);
        ours.sym == theirs.sym && !ours.common && !theirs.common
    }

    fn is_refuted(&self) -> bool {
        let Sides { all, .. } = self.sides();
        self.is_in_order() || all.same > all.crossed || self.is_told_from_old_to_new() || self.is_one_of_the_other()
    }

    /// What the source tells `respectively` it tells in an order, and the words beside a value are another's.
    fn is_in_order(&self) -> bool {
        let ([a, b], [x, y]) = (self.ours, self.theirs);
        self.sentence.tokens.iter().any(|t| t.typed == RESPECTIVELY) && (a.tokens.start < b.tokens.start) == (x.tokens.start < y.tokens.start)
    }

    /// `Two of seven floods`, `two floods out of seven`: side by side in one order.
    fn is_one_of_the_other(&self) -> bool {
        let runs = |[a, b]: [&'_ Quantity; 2]| b.tokens.start.checked_sub(a.tokens.end).is_some_and(|between| between <= SIDE_BY_SIDE);
        let ([a, b], [x, y]) = (self.ours, self.theirs);
        (runs([a, b]) && runs([x, y])) || (runs([b, a]) && runs([y, x]))
    }

    /// Whether each value stands in a clause of its own, here and there.
    fn are_parted(&self) -> bool {
        are_parted(self.reading, self.ours, &|r| self.claim.get(r).unwrap_or(""))
            && are_parted(self.sentence, self.theirs, &|r| self.ground.text(self.sentence, r))
    }

    fn sides(&self) -> Sides {
        let mut sides = Sides::default();
        let first = |of: [&Quantity; 2]| of[0].tokens.start.min(of[1].tokens.start);
        let (ours, theirs) = (first(self.ours), first(self.theirs));
        let is_unit = |at: usize| self.reading.quantities.iter().any(|q| q.tokens.end == at && matches!(q.unit, Unit::Measure(_)));
        for (at, token) in self.reading.tokens.iter().enumerate().filter(|(at, t)| t.class == Class::Content && !is_unit(*at)) {
            let mut places = (0..self.sentence.tokens.len()).filter(|n| are_like(Some(token.sym), Some(self.sentence.tokens[*n].sym)));
            let Some(place) = places.next().filter(|place| places.next().is_none() && (at > ours || *place > theirs)) else { continue };

            let here = nearer(self.reading, at, self.ours, &|r| self.claim.get(r).unwrap_or(""));
            let there = nearer(self.sentence, place, self.theirs, &|r| self.ground.text(self.sentence, r));
            let (Some(here), Some(there)) = (here, there) else { continue };
            // `45 patients waited 52 minutes`: what stands between the two belongs to both.
            if here != there && is_between(self.ours, at) && is_between(self.theirs, place) && !self.are_parted() {
                continue;
            }
            let is_name = self.reading.names.iter().any(|n| n.contains(&at));
            let told = [Some(&mut sides.all), Some(&mut sides.behind).filter(|_| at > ours), Some(&mut sides.names).filter(|_| is_name)];
            for tally in told.into_iter().flatten() {
                *(if here == there { &mut tally.same } else { &mut tally.crossed }) += 1;
            }
        }
        sides
    }

    /// `From 9% to 13%` for `from 13% to 9%`.
    fn is_turned_round(&self) -> bool {
        let runs = |reading: &Reading, [from, to]: [&Quantity; 2]| {
            let is_behind = |q: &Quantity, word: Sym| q.tokens.start > 0 && reading.tokens[q.tokens.start - 1].typed == word;
            is_behind(from, FROM) && is_behind(to, TO) && to.tokens.start.checked_sub(from.tokens.end).is_some_and(|between| between <= SIDE_BY_SIDE)
        };
        // `A fine of 5 million, which was cut to 4 million`.
        let ends = |reading: &Reading, from: &Quantity, to: &Quantity| {
            let is_behind = |q: &Quantity| q.tokens.start > 0 && reading.tokens[q.tokens.start - 1].typed == TO;
            from.tokens.end <= to.tokens.start && is_behind(to) && !is_behind(from)
        };
        let ([a, b], [x, y]) = (self.ours, self.theirs);
        let changes = |reading: &Reading, from: &Quantity, to: &Quantity| runs(reading, [from, to]) || ends(reading, from, to);
        (changes(self.reading, a, b) && changes(self.sentence, y, x)) || (changes(self.reading, b, a) && changes(self.sentence, x, y))
    }

    /// `From 47 days to 29`, and `29 days rather than 47`: the claim marks the same number as the old one.
    fn is_told_from_old_to_new(&self) -> bool {
        let before = |reading: &Reading, q: &Quantity, back: usize| q.tokens.start.checked_sub(back).map(|n| reading.tokens[n].typed);
        let is_from = |q: &Quantity| before(self.sentence, q, 1) == Some(FROM);
        let is_old = |q: &Quantity| (1..=2).any(|back| before(self.reading, q, back).is_some_and(|w| OLD.contains(&w)));
        let [old, new] = match self.theirs.map(is_from) {
            [true, false] => [0, 1],
            [false, true] => [1, 0],
            _ => return false,
        };
        is_old(self.ours[old]) && !is_old(self.ours[new])
    }
}

fn is_between([a, b]: [&Quantity; 2], at: usize) -> bool {
    (a.tokens.end <= at && at < b.tokens.start) || (b.tokens.end <= at && at < a.tokens.start)
}

/// What sets the present apart from what was.
static NOW: LazyLock<Words> = LazyLock::new(|| Words::typed(["today", "now", "currently", "presently", "nowadays"]));
/// So many words lie between two numbers of one phrase at most.
const SIDE_BY_SIDE: usize = 3;
/// Between one clause and another.
const JOINTS: [Sym; 4] = [AND, Sym::raw("while"), Sym::raw("whereas"), Sym::raw("but")];
const RESPECTIVELY: Sym = Sym::raw("respectively");
const FROM: Sym = Sym::raw("from");
const TO: Sym = Sym::raw("to");
/// Before the number that was there first.
const OLD: [Sym; 6] = [FROM, Sym::raw("than"), Sym::raw("instead"), Sym::raw("against"), Sym::raw("with"), Sym::raw("not")];

/// Which of two numbers a word stands nearer to; `None` where that is not clear. What lies beyond a comma, or a word that joins two clauses, is farther away.
pub(super) fn nearer<'a>(reading: &Reading, at: usize, numbers: [&Quantity; 2], text: &dyn Fn(Range<usize>) -> &'a str) -> Option<usize> {
    const COMMA: usize = 3;
    const SEMICOLON: usize = 12;
    let [a, b] = numbers.map(|q| {
        let (first, last) = if at < q.tokens.start { (at, q.tokens.start) } else { (q.tokens.end - 1, at.max(q.tokens.end - 1)) };
        let (from, to) = (reading.tokens[first].range.end, reading.tokens[last].range.start);
        let between = if from < to { text(from..to) } else { "" };
        let joints = reading.tokens[first..=last].iter().filter(|t| JOINTS.contains(&t.typed)).count();
        last - first + COMMA * (between.matches([',', ':', '—', '–', '(', ')']).count() + joints) + SEMICOLON * between.matches(';').count()
    });
    match a.abs_diff(b) {
        0 | 1 => None,
        _ => Some(usize::from(b < a)),
    }
}

/// Whether two numbers have exchanged the words right before them, whatever they count: `had 150 people, may carry 94` for `may carry 150 people, had 94`.
fn is_crossed(here: [Option<Sym>; 2], there: [Option<Sym>; 2]) -> bool {
    are_like(here[0], there[1]) && are_like(here[1], there[0]) && !are_like(here[0], there[0]) && !are_like(here[1], there[1])
}

fn fault(claim: &str, reading: &Reading, a: &Quantity, ground: &Ground, sentence: &Reading, rightful: &Quantity) -> Fault {
    let range = reading.bytes(&a.tokens);
    let said = ground.amount(sentence, sentence.bytes(&rightful.tokens), rightful.unit);
    Fault { kind: FaultKind::Number, message: format!("“{}” has changed places: the source says “{said}” here", &claim[range.clone()]), range }
}

/// The words that carry meaning next to a number, before and behind it, in its own clause.
fn beside<'a>(reading: &Reading, quantity: &Quantity, text: &dyn Fn(Range<usize>) -> &'a str) -> [Option<Sym>; 2] {
    let tokens = &reading.tokens;
    let runs_on = |a: usize, b: usize| !text(tokens[a].range.end..tokens[b].range.start).contains([',', ';', ':', '—', '–', '.', '(', ')']);
    let mut found = [None, None];
    let first = quantity.tokens.start;
    for n in (0..first).rev().take(REACH) {
        // What stands before `and` belongs to what came before.
        if !runs_on(n, n + 1) || tokens[n].number().is_some() || tokens[n].typed == AND {
            break;
        }
        if tokens[n].class == Class::Content {
            found[0] = Some(tokens[n].sym);
            break;
        }
    }
    let last = quantity.tokens.end - 1;
    // What it is measured in belongs to it.
    let unit = |n: usize| matches!(quantity.unit, Unit::Measure(unit) if tokens[n].sym == unit);
    for n in (last + 1..tokens.len()).take(REACH) {
        if !runs_on(n - 1, n) || tokens[n].number().is_some() {
            break;
        }
        if tokens[n].class == Class::Content && !unit(n) {
            found[1] = Some(tokens[n].sym);
            break;
        }
    }
    found
}
