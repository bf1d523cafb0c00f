//! Which sentences make the digest: greedily the one that says most that is not said yet, a word.

use super::budget::Taken;
use super::candidate::Candidate;
use super::material::Report;
use super::subbing::stands_for_one_named_before;
use super::weight::{Content, Weights, likeness};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Two sentences more alike than this say the same.
const SAME: f64 = 0.4;
/// Sentences in a row that hang one on the other, at most.
const CHAIN: usize = 3;
/// Share of a digest's words that may be quoted.
const QUOTED: f64 = 0.4;
/// A unit's words count for less than one each, or the choice is all short sentences.
const LENGTH: f64 = 0.8;
/// Quotations of one speaker.
const PER_SPEAKER: usize = 2;

/// What has been chosen so far.
struct Choice<'a> {
    pool: &'a [Candidate],
    weights: &'a Weights,
    chosen: Vec<usize>,
    /// Whether a chosen sentence has it, by the number of the bigram.
    covered: Vec<bool>,
    words: usize,
    quoted: f64,
    taken: Taken<'a>,
    barred: &'a BTreeSet<usize>,
}

impl Choice<'_> {
    /// The candidate and those before it that it needs, in order, without what is chosen already; `None` where the chain is too long.
    fn unit(&self, at: usize) -> Option<Vec<usize>> {
        let mut unit = vec![at];
        let mut first = at;
        while let Some(leader) = self.pool[first].leader() {
            if self.chosen.contains(&leader) {
                break;
            }
            unit.insert(0, leader);
            first = leader;
            if unit.len() > CHAIN {
                return None;
            }
        }
        Some(unit)
    }

    /// New weight for its length, or `None` where the unit may not be taken.
    fn gain(&self, unit: &[usize], budget: usize) -> Option<f64> {
        let words: usize = unit.iter().map(|c| self.pool[*c].words).sum();
        if words == 0 || self.words + words > budget {
            return None;
        }
        let fresh = |c: &usize| self.pool[*c].bigrams.iter().copied().filter(|b| !self.covered[*b as usize]);
        let sum = |bigrams: &mut dyn Iterator<Item = u32>| bigrams.map(|b| self.weights.weight(b)).sum::<f64>();
        let weight = match unit {
            [alone] => sum(&mut fresh(alone)),
            _ => {
                let mut all: Vec<u32> = unit.iter().flat_map(fresh).collect();
                all.sort_unstable();
                all.dedup();
                sum(&mut all.into_iter())
            }
        };
        Some(weight / (words as f64).powf(LENGTH))
    }

    fn fits(&self, unit: &[usize], budget: usize) -> bool {
        let alike = |c: usize| {
            // What hangs on a chosen sentence speaks of the same by nature.
            self.chosen.iter().filter(|o| self.pool[c].leader() != Some(**o)).any(|o| likeness(&self.pool[c].content, &self.pool[*o].content) > SAME)
        };
        let quoted: f64 = self.quoted + unit.iter().map(|c| self.pool[*c].copy.quoted * self.pool[*c].words as f64).sum::<f64>();
        let speakers = unit.iter().filter_map(|c| self.pool[*c].copy.speaker.as_deref());
        let talkative = speakers.into_iter().any(|s| self.chosen.iter().filter(|c| self.pool[**c].copy.speaker.as_deref() == Some(s)).count() >= PER_SPEAKER);
        !talkative && quoted <= QUOTED * budget as f64 && !unit.iter().any(|c| alike(*c)) && self.taken.allows(unit, self.pool, &self.chosen)
    }

    fn take(&mut self, unit: &[usize]) {
        for c in unit {
            self.chosen.push(*c);
            self.pool[*c].bigrams.iter().for_each(|b| self.covered[*b as usize] = true);
            self.words += self.pool[*c].words;
            self.quoted += self.pool[*c].copy.quoted * self.pool[*c].words as f64;
        }
        self.taken.take(unit, self.pool);
    }

    /// Begins with the lead, where there is room for it.
    fn open_with(&mut self, lead: Option<usize>, budget: usize) {
        if let Some(lead) = lead.filter(|l| self.gain(&[*l], budget).is_some() && self.fits(&[*l], budget)) {
            self.take(&[lead]);
        }
    }

    /// Takes the best units among those that `wanted` accepts, until nothing fits or `most` units are taken.
    fn fill(&mut self, budget: usize, most: usize, wanted: &dyn Fn(&Candidate) -> bool) {
        let mut barred = self.barred.clone();
        let mut taken = 0;
        while taken < most {
            let mut offers: BinaryHeap<Offer> = BinaryHeap::new();
            for at in 0..self.pool.len() {
                if self.chosen.contains(&at) || barred.contains(&at) || !wanted(&self.pool[at]) {
                    continue;
                }
                let Some(unit) = self.unit(at).filter(|u| !u.iter().any(|c| self.barred.contains(c))) else {
                    barred.insert(at);
                    continue;
                };
                if let Some(gain) = self.gain(&unit, budget).filter(|gain| *gain > 0.0) {
                    offers.push(Offer { gain, at });
                }
            }
            // What a unit gains changes only when another is taken: those that do not fit are passed over without asking all others anew.
            let fitting = std::iter::from_fn(|| offers.pop()).find_map(|offer| {
                let unit = self.unit(offer.at).filter(|unit| self.fits(unit, budget));
                if unit.is_none() {
                    barred.insert(offer.at);
                }
                unit
            });
            let Some(unit) = fitting else { return };
            self.take(&unit);
            taken += 1;
        }
    }
}

/// A candidate and what it would gain with all that it needs. That which gains most comes first, of equals that which stands first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Offer {
    gain: f64,
    at: usize,
}

impl Eq for Offer {}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.gain.total_cmp(&other.gain).then(other.at.cmp(&self.at))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// How well each candidate would open the digest: early, weighty, on the subject of the headlines, in our own voice, leaning on nothing.
fn openers(reports: &[Report], pool: &[Candidate], weights: &Weights, barred: &BTreeSet<usize>) -> BTreeMap<usize, f64> {
    let titles = reports.iter().filter(|r| !r.junk).map(|r| weights.content(&r.text.title)).collect::<Vec<_>>();
    let titles = Content::mean_direction(&titles);
    let value = |c: &Candidate| {
        let subject = c.content.mean_likeness(&titles);
        (0.2 + subject) * weights.worth(&c.copy.text) / (c.words as f64).sqrt() / (1.0 + c.offset as f64 / 40.0).sqrt()
    };
    let fits = |c: &Candidate| {
        c.offset < 80
            && c.leader().is_none()
            && c.copy.quoted < 0.3
            && !c.copy.text.starts_with('“')
            && !c.copy.item
            && !stands_for_one_named_before(&c.copy.text)
    };
    pool.iter().enumerate().filter(|(at, c)| fits(c) && !barred.contains(at)).map(|(at, c)| (at, value(c))).collect()
}

/// The chosen candidates, in the order of choice. Every independent text gives at least one sentence where the budget has room for it.
pub(super) fn select(
    reports: &[Report],
    pool: &[Candidate],
    weights: &Weights,
    budget: usize,
    taken: Taken,
    supports: &dyn Fn(usize, usize) -> bool,
    barred: &BTreeSet<usize>,
) -> Vec<usize> {
    let make = || Choice { pool, weights, chosen: Vec::new(), covered: vec![false; weights.count()], words: 0, quoted: 0.0, taken: taken.clone(), barred };
    let mut choice = make();
    choice.fill(budget, usize::MAX, &|_| true);
    // Where no chosen sentence opens the digest half as well as another would, that one is taken first.
    let openers = openers(reports, pool, weights, barred);
    let best = openers.iter().fold(None, |best: Option<(usize, f64)>, (at, v)| if best.is_none_or(|(_, b)| *v > b + 1e-9) { Some((*at, *v)) } else { best });
    let opened = choice.chosen.iter().filter_map(|c| openers.get(c)).fold(0.0, |a: f64, b| a.max(*b));
    let lead = best.filter(|(_, v)| opened < 0.5 * v).map(|(at, _)| at);
    if lead.is_some() {
        choice = make();
        choice.open_with(lead, budget);
        choice.fill(budget, usize::MAX, &|_| true);
    }
    // A text that no chosen sentence rests on is heard first in a second round.
    let heard = |chosen: &[usize], origin: usize| {
        chosen.iter().any(|c| reports[pool[*c].report].origin == origin || reports.iter().enumerate().any(|(r, o)| o.origin == origin && supports(*c, r)))
    };
    let origins: BTreeSet<usize> = reports.iter().filter(|r| !r.junk).map(|r| r.origin).collect();
    let silent: Vec<usize> = origins.iter().copied().filter(|o| !heard(&choice.chosen, *o)).collect();
    if silent.is_empty() {
        return choice.chosen;
    }
    let room = (budget / 55).max(1);
    let mut second = make();
    second.open_with(lead, budget);
    for origin in silent.into_iter().take(room) {
        second.fill(budget, 1, &|c| reports[c.report].origin == origin);
    }
    second.fill(budget, usize::MAX, &|_| true);
    second.chosen
}
