//! Whose words each line of an article quotes, followed through the article as its readers follow it.

use super::people::People;
use super::speech::{self, Subject};
use super::{names, quotes};
use crate::editorial::compose::material::{Line, Report};
use crate::editorial::compose::quotation;
use std::collections::BTreeSet;

/// The owner of a line's quoted words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::editorial::compose) struct Voice {
    /// In full where the article gives the name in full.
    pub name: String,
    /// The line that binds the name to a verb of speech, or names whom its pronoun means.
    pub line: usize,
}

/// The voices of an article, line by line.
#[derive(Clone, Debug, Default)]
pub(in crate::editorial::compose) struct Voices {
    voices: Vec<Option<Voice>>,
    /// A line that tells whose its quotation is, by name or not, so that what is quoted right behind it goes on.
    owned: Vec<bool>,
}

/// Paragraphs between a pronoun and the name that it stands for, at most; and lines.
const REACH: usize = 2;
const LINES: usize = 4;
/// Share of a line's words from which on it is nothing but quotation.
const WHOLE: f64 = 0.9;
/// Lines in a row that go on in one voice without naming it.
const RUN: usize = 4;

impl Voices {
    pub fn of(report: &Report, people: &People) -> Self {
        let bare: Vec<String> =
            report.lines.iter().map(|l| quotation::outside(&quotes::close(&l.text, &l.quotation).unwrap_or_else(|| l.text.clone()))).collect();
        let mut desk = Desk { lines: &report.lines, bare, people, voices: Vec::new(), runs: Vec::new() };
        let mut owned = Vec::new();
        for at in 0..report.lines.len() {
            let own = desk.own(at);
            let (voice, run) = match own {
                Own::Voice(voice) => (Some(voice), 0),
                Own::Nobody => (None, 0),
                Own::Silent => desk.carried(at),
            };
            owned.push(desk.bare[at].contains("“”") && speech::owns_its_quotation(&desk.bare[at]));
            desk.voices.push(voice);
            desk.runs.push(run);
        }
        Self { voices: desk.voices, owned }
    }

    /// Whose words a line quotes.
    pub fn of_line(&self, at: usize) -> Option<&Voice> {
        self.voices.get(at)?.as_ref()
    }

    /// Whether a line says, in whatever words, whose its quotation is.
    pub fn is_owned(&self, at: usize) -> bool {
        self.owned.get(at).copied().unwrap_or(false)
    }
}

/// What a line itself says of its speaker.
enum Own {
    Voice(Voice),
    /// Somebody speaks, but it cannot be said who.
    Nobody,
    /// It has no verb of speech.
    Silent,
}

struct Desk<'a> {
    lines: &'a [Line],
    bare: Vec<String>,
    people: &'a People,
    voices: Vec<Option<Voice>>,
    /// How many lines before it have been in the same voice without naming it.
    runs: Vec<usize>,
}

impl Desk<'_> {
    fn own(&self, at: usize) -> Own {
        let subjects = speech::subjects(&self.bare[at]);
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut pronoun = None;
        for subject in &subjects {
            match subject {
                Subject::Named(name) => match self.full(name) {
                    Some(name) => {
                        names.insert(name);
                    }
                    None => return Own::Nobody,
                },
                Subject::Pronoun(range) => pronoun = pronoun.or(Some(range.clone())),
                Subject::Other => return Own::Nobody,
            }
        }
        match (names.len(), pronoun) {
            (0, None) => Own::Silent,
            (0, Some(range)) => self.meant(at, range).map_or(Own::Nobody, Own::Voice),
            (1, _) => names.pop_first().map_or(Own::Nobody, |name| Own::Voice(Voice { name, line: at })),
            _ => Own::Nobody,
        }
    }

    /// The name in full, or a lone name that the article never gives in full.
    fn full(&self, name: &str) -> Option<String> {
        if name.contains(' ') {
            return names::person(name);
        }
        Some(self.people.full(name).unwrap_or(name).to_owned())
    }

    /// Whom a pronoun means: the only person of the nearest text before it that names one, or who speaks there.
    fn meant(&self, at: usize, pronoun: std::ops::Range<usize>) -> Option<Voice> {
        let she = self.bare[at][pronoun.clone()].eq_ignore_ascii_case("she");
        let fits = |name: &str| self.people.is_she(name).is_none_or(|known| known == she);
        if !self.people.named_in(&self.bare[at][..pronoun.start]).is_empty() {
            // The sentence itself says whom it means.
            return None;
        }
        for line in (at.saturating_sub(LINES)..at).rev() {
            if self.lines[line].block + REACH < self.lines[at].block {
                return None;
            }
            let named: BTreeSet<String> = self.people.named_in(&self.bare[line]).into_iter().filter(|n| fits(n)).collect();
            let voice = self.voices.get(line).and_then(Option::as_ref).filter(|v| fits(&v.name));
            match (named.len(), voice) {
                (0, None) => {}
                // Whoever spoke there goes on, unless the line names somebody else.
                (0, Some(voice)) => return Some(voice.clone()),
                (1, None) => return named.into_iter().next().filter(|n| self.is_subject(n, line)).map(|name| Voice { name, line }),
                (_, Some(voice)) if voice.line == line || named.contains(&voice.name) => return Some(voice.clone()),
                _ => return None,
            }
        }
        None
    }

    /// Whether a line speaks of somebody, rather than mentioning them on its way: its first words name them.
    fn is_subject(&self, name: &str, line: usize) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        self.bare[line].split_whitespace().take(4).any(|w| w.trim_matches(|c: char| !c.is_alphanumeric()) == last)
    }

    /// The voice in which a quotation without a verb of speech goes on: that which closes it, or that of the line before.
    fn carried(&self, at: usize) -> (Option<Voice>, usize) {
        let own = &self.lines[at];
        if own.quotation.share < WHOLE {
            return (None, 0);
        }
        if own.quotation.open_after {
            let end = (at + 1..self.lines.len().min(at + 1 + LINES)).find(|n| !self.lines[*n].quotation.open_after);
            if let Some(end) = end.filter(|end| self.lines[*end].block == own.block && (at + 1..=*end).all(|n| self.lines[n].quotation.open_before)) {
                match self.own(end) {
                    Own::Voice(voice) => return (Some(voice), 0),
                    Own::Nobody => return (None, 0),
                    Own::Silent => {}
                }
            }
        }
        let Some(before) = at.checked_sub(1) else { return (None, 0) };
        let run = self.runs.get(before).copied().unwrap_or(0) + 1;
        let (Some(voice), true) = (self.voices.get(before).and_then(Option::as_ref), run <= RUN) else { return (None, 0) };
        let near = self.lines[before].block == own.block || self.lines[before].block + 1 == own.block;
        // A paragraph that names another speaker behind its first quotation gives it to that one.
        let claimed = self
            .lines
            .get(at + 1)
            .is_some_and(|next| next.block == own.block && self.lines[before].block != own.block && !matches!(self.own(at + 1), Own::Silent));
        if near && !claimed { (Some(voice.clone()), run) } else { (None, 0) }
    }
}
