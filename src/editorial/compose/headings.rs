//! Headings of sections: where the articles have none, a clause or a term of the sentences below.

use super::candidate::Candidate;
use super::clauses::{self, stems};
use super::lexicon::{Lexicon, WordSet};
use super::material::Report;
use super::subbing::People;
use crate::text::words::{self, count};
use crate::types::Genre;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Candidates that stand together: indexes of the pool.
pub(super) type Run = Vec<usize>;
/// Runs under their headings.
pub(super) type Headed = Vec<(Option<String>, Vec<Run>)>;

/// A sentence that stands below a heading, and what it offers as one. Each is under many stretches that could be a section, and read once.
struct Sentence {
    /// It is from a column.
    column: bool,
    stems: WordSet,
    words: usize,
    /// The short clauses of it and of the sentences beside it, with their words. A column has none: a clause of it is its writer's view, and a heading
    /// names no one.
    clauses: Vec<Clause>,
    phrases: Vec<Phrase>,
    /// What it speaks of, for columns.
    subject: Option<String>,
}

struct Clause {
    text: String,
    words: usize,
    stems: WordSet,
}

struct Phrase {
    /// Its stems, in their order.
    key: Vec<String>,
    numbers: WordSet,
    /// As it stands in the sentence.
    text: String,
    /// It names a publisher, or says what the title says.
    barred: bool,
}

/// How a phrase stands in the whole story.
#[derive(Clone, Copy)]
struct Term {
    /// How often the sources have it; each text counts three times at most.
    spread: usize,
    /// It is a person, or a part of a person's name.
    person: bool,
}

/// What headings are made of. A draft is arranged anew for each sentence that it loses, and each is read once for all of that.
pub(super) struct Desk<'a> {
    reports: &'a [Report<'a>],
    pool: &'a [Candidate],
    people: BTreeSet<&'a str>,
    title: WordSet,
    publishers: WordSet,
    lexicon: RefCell<Lexicon>,
    /// By their place in the pool.
    sentences: Vec<OnceCell<Sentence>>,
    terms: RefCell<HashMap<String, Term>>,
}

/// Cuts the rest, in its order, into two to four stretches that can be headed; one without a heading where none is good.
pub(super) fn segments(desk: &Desk, rest: &[Run], order: &[usize]) -> Headed {
    let n = rest.len();
    let size = |from: usize, to: usize| rest[from..to].iter().map(Vec::len).sum::<usize>();
    let all = size(0, n);
    let most = match all {
        0..4 => 1,
        4..7 => 2,
        7..11 => 3,
        _ => 4,
    };
    let texts: Vec<&str> = order.iter().map(|c| desk.pool[*c].copy.text.as_str()).collect();
    let mut heads: BTreeMap<(usize, usize), (f64, String)> = BTreeMap::new();
    for from in 0..n {
        for to in from + 1..=n {
            if (2..=6).contains(&size(from, to)) {
                let members: Vec<&Sentence> = rest[from..to].iter().flatten().map(|c| desk.sentence(*c)).collect();
                if let Some(found) = desk.heading(&members, &texts) {
                    heads.insert((from, to), found);
                }
            }
        }
    }
    // Best[k][to]: the best score of cutting the first `to` runs into k headed stretches.
    // The first runs may stay with the lead, without a heading, at a price.
    let unheaded = |from: usize| (from, (-0.5 * size(0, from) as f64, 0));
    let mut best: Vec<BTreeMap<usize, (f64, usize)>> = vec![(0..=n).filter(|from| size(0, *from) <= 3).map(unheaded).collect()];
    for k in 1..=most {
        let mut row: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        for ((from, to), (score, _)) in &heads {
            if let Some((before, _)) = best[k - 1].get(from) {
                let total = before + score;
                if row.get(to).is_none_or(|(b, _)| total > *b + 1e-9) {
                    row.insert(*to, (total, *from));
                }
            }
        }
        best.push(row);
    }
    let pick = (2..=most)
        .filter_map(|k| best[k].get(&n).map(|(score, _)| (score / k as f64 + 0.4 * k as f64, k)))
        .fold(None, |b: Option<(f64, usize)>, o| if b.is_none_or(|b| o.0 > b.0) { Some(o) } else { b });
    let Some((_, k)) = pick else { return vec![(None, rest.to_vec())] };
    let mut out: Headed = Vec::new();
    let mut to = n;
    for k in (1..=k).rev() {
        let Some((_, from)) = best[k].get(&to) else { break };
        let heading = heads.get(&(*from, to)).map(|(_, h)| h.clone());
        out.insert(0, (heading, rest[*from..to].to_vec()));
        to = *from;
    }
    if to > 0 {
        out.insert(0, (None, rest[..to].to_vec()));
    }
    // One heading over two sections says nothing of either.
    let mut seen = BTreeSet::new();
    for (heading, _) in &mut out {
        if heading.as_ref().is_some_and(|h| !seen.insert(h.to_lowercase())) {
            *heading = None;
        }
    }
    out
}

impl<'a> Desk<'a> {
    /// `people`: those of each report.
    pub fn of(reports: &'a [Report<'a>], pool: &'a [Candidate], people: &'a [People], title: &str) -> Self {
        let mut lexicon = Lexicon::default();
        let title = lexicon.stems(title);
        let publishers = reports.iter().filter_map(|r| r.file.article.publisher.as_deref()).flat_map(stems).map(|stem| lexicon.learn(stem)).collect();
        let people = people.iter().flat_map(|p| p.surnames().map(|(_, full)| full)).collect();
        let sentences = pool.iter().map(|_| OnceCell::new()).collect();
        Self { reports, pool, people, title, publishers, lexicon: RefCell::new(lexicon), sentences, terms: RefCell::default() }
    }

    fn sentence(&self, at: usize) -> &Sentence {
        self.sentences[at].get_or_init(|| self.read(&self.pool[at], &mut self.lexicon.borrow_mut()))
    }

    fn read(&self, candidate: &Candidate, lexicon: &mut Lexicon) -> Sentence {
        let text = candidate.copy.text.as_str();
        let column = super::attribution::genre(candidate.report, self.reports) == Genre::Opinion;
        let stems = lexicon.stems(text);
        let clauses = if column { Vec::new() } else { self.clauses(candidate, lexicon) };
        let phrase = |(key, text): (Vec<String>, String)| {
            let numbers: Vec<u32> = key.iter().map(|k| lexicon.learn(k.clone())).collect();
            let in_title = numbers.iter().filter(|k| self.title.has(**k)).count() * 2 > key.len();
            let barred = in_title || numbers.iter().all(|k| self.publishers.has(*k));
            Phrase { key, numbers: numbers.into_iter().collect(), text, barred }
        };
        let phrases = clauses::phrases(text).into_iter().map(phrase).collect();
        let subject = column.then(|| clauses::subject(text)).flatten().filter(|subject| {
            let stems = lexicon.stems(subject);
            stems.len() >= 2 && stems.shared(&self.title) * 2 <= stems.len() && !self.is_person(subject)
        });
        Sentence { column, stems, words: count(text), clauses, phrases, subject }
    }

    /// The clauses of a sentence and of those beside it, which say in other words what it is about; none that says the title again.
    fn clauses(&self, candidate: &Candidate, lexicon: &mut Lexicon) -> Vec<Clause> {
        let report = &self.reports[candidate.report];
        let near = candidate.line.saturating_sub(1)..report.lines.len().min(candidate.line + 2);
        // Where a scraper cut a text, its first line may be the rest of another.
        let whole = near.filter(|at| !(report.file.article.truncated && *at == 0));
        let texts = whole.map(|at| if at == candidate.line { candidate.copy.text.as_str() } else { report.lines[at].text.as_str() });
        let clause = |text: String| {
            let stems = lexicon.stems(&text);
            (stems.len() >= 3 && stems.shared(&self.title) * 2 <= stems.len()).then(|| Clause { words: count(&text), stems, text })
        };
        texts.flat_map(|text| clauses::clauses(text, 8)).filter_map(clause).collect()
    }

    fn is_person(&self, text: &str) -> bool {
        self.people.iter().any(|p| text.contains(p) || p.contains(text))
    }

    fn term(&self, text: &str) -> Term {
        if let Some(known) = self.terms.borrow().get(text) {
            return *known;
        }
        let spread = |r: &Report| r.text.blocks.iter().map(|b| b.text.matches(text).count()).sum::<usize>().min(3);
        let term = Term { spread: self.reports.iter().map(spread).sum(), person: self.is_person(text) };
        self.terms.borrow_mut().insert(text.to_owned(), term);
        term
    }

    /// The best heading for these sentences of a digest and how good it is; `texts` are all of the digest.
    fn heading(&self, members: &[&Sentence], texts: &[&str]) -> Option<(f64, String)> {
        let all = members.len() as f64;
        let mut best: Option<(f64, String)> = None;
        let mut offer = |score: f64, text: &str| {
            if best.as_ref().is_none_or(|(b, _)| score > *b + 1e-9) {
                best = Some((score, text.to_owned()));
            }
        };
        let column = members.iter().all(|s| s.column);
        let together: WordSet = members.iter().flat_map(|s| s.stems.iter()).collect();
        for clause in members.iter().flat_map(|s| &s.clauses) {
            let known = clause.stems.shared(&together);
            // The whole of a sentence below it as its heading is said twice.
            let whole = || members.iter().any(|s| s.words < clause.words + 3 && s.stems.has_all(&clause.stems));
            if known * 2 >= clause.stems.len() && !whole() {
                let carried: f64 = members.iter().map(|s| clause.stems.shared(&s.stems) as f64 / clause.stems.len() as f64).sum();
                offer(1.2 + carried / all, &clause.text);
            }
        }
        // In how many of the sentences each phrase stands, as the first of them has it.
        let mut shared: BTreeMap<&[String], (BTreeSet<usize>, &Phrase)> = BTreeMap::new();
        for (n, phrase) in members.iter().enumerate().flat_map(|(n, s)| s.phrases.iter().map(move |p| (n, p))) {
            shared.entry(&phrase.key).or_insert_with(|| (BTreeSet::new(), phrase)).0.insert(n);
        }
        for (key, (places, phrase)) in shared {
            // It names what most of the sentences below it are about, not what one of them mentions.
            let subject = members.iter().filter(|s| s.stems.has_all(&phrase.numbers)).count();
            if phrase.barred || subject < 2 || subject * 2 <= members.len() {
                continue;
            }
            let names = phrase.text.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count();
            let named = names >= 2 || (names == 1 && key.len() >= 3);
            // A term of the story is met more than once in its sources. A person is no subject of a section; a column is told in its own terms, where
            // nothing else heads it.
            let Term { spread, person } = self.term(&phrase.text);
            let term = !person && (spread >= 3 || (column && named && spread >= 2));
            if !term || texts.iter().filter(|t| t.contains(phrase.text.as_str())).count() * 10 > texts.len() * 6 {
                continue;
            }
            let score = 0.8 * places.len() as f64 / all + 0.1 * key.len() as f64 + 0.05 * names.min(2) as f64 + 0.05 * spread.min(8) as f64;
            offer(score, &words::capitalised(&phrase.text));
        }
        // A column, where nothing else heads it, is headed by what one of its sentences speaks of, the first of them before the others.
        for (n, sentence) in members.iter().enumerate().filter(|_| column) {
            if let Some(subject) = &sentence.subject {
                offer(0.4 - 0.02 * n as f64, &words::capitalised(subject));
            }
        }
        best
    }
}
