//! What the model says, each sentence held against the sentences that it names.

use super::reply::{ClaimReply, SectionReply};
use super::selection::Selection;
use super::{Reading, form};
use crate::editorial::compose::cite::{SPEAKING, is_many};
use crate::evidence::{Cited, Fault as Found, FaultKind, Judgement, SourceText, absent, find, judge, link};
use crate::text::words::{count, is_stop_word, stem, words};
use crate::types::{DraftCitation, Genre, Source};
use std::collections::{BTreeMap, BTreeSet};

/// How many sentences of one article a claim may rest on: who needs more has not found the passage.
const LONGEST_PASSAGE: usize = 3;

/// A sentence of the model's. It may be printed where it has no fault; then it has citations.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement {
    /// Index of its section in the answer.
    pub section: usize,
    pub text: String,
    /// The sentences that the model named, those that exist.
    pub numbers: Vec<usize>,
    pub citations: Vec<DraftCitation>,
    /// Why it cannot be printed, for the model and for the editor.
    pub fault: Option<String>,
}

impl Statement {
    pub fn is_faulty(&self) -> bool {
        self.fault.is_some()
    }
}

/// A headline or a dek that cannot be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub text: String,
    pub message: String,
}

/// A line above the body. It has no citations of its own, and must say nothing that no article says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Headline,
    Dek,
}

impl Line {
    pub fn word(self) -> &'static str {
        match self {
            Line::Headline => "headline",
            Line::Dek => "dek",
        }
    }

    /// The most words that it may have.
    fn longest(self) -> usize {
        match self {
            Line::Headline => 18,
            Line::Dek => 45,
        }
    }
}

/// Whether a claim can still be asked for once more. What is stated as a fact in an opinion piece may be one: the model is asked to say whose it is, but
/// a claim that it lets stand is left to the editor, whom the check tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strictness {
    First,
    Last,
}

/// A passage of an article on the desk.
#[derive(Clone, Debug)]
struct Evidence {
    reading: usize,
    parts: Vec<String>,
}

/// The articles, and what the model was shown of them.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    readings: &'a [Reading<'a>],
    selection: &'a Selection<'a>,
}

impl<'a> Desk<'a> {
    pub fn new(readings: &'a [Reading<'a>], selection: &'a Selection<'a>) -> Self {
        Self { readings, selection }
    }

    /// Every sentence of the answer. A citation covers one sentence, so a claim of two becomes two, and each is judged alone.
    pub fn statements(&self, sections: &[SectionReply]) -> Vec<Statement> {
        let mut out: Vec<Statement> = Vec::new();
        for (section, reply) in sections.iter().enumerate() {
            for claim in &reply.claims {
                let found = self.sentences(claim, section, &out, Strictness::First);
                out.extend(found);
            }
        }
        out
    }

    /// Puts the claims that were asked for once more in the place of those that could not stay. What the model left out keeps its fault.
    pub fn mend(&self, statements: &mut Vec<Statement>, claims: &[(usize, ClaimReply)]) {
        let mut out: Vec<Statement> = Vec::new();
        for (n, statement) in std::mem::take(statements).into_iter().enumerate() {
            let again: Vec<_> = claims.iter().filter(|(number, _)| *number == n + 1).map(|(_, c)| c).collect();
            if !statement.is_faulty() || again.is_empty() {
                out.push(statement);
                continue;
            }
            for claim in again {
                let found = self.sentences(claim, statement.section, &out, Strictness::Last);
                out.extend(found);
            }
        }
        *statements = out;
    }

    fn sentences(&self, claim: &ClaimReply, section: usize, so_far: &[Statement], strictness: Strictness) -> Vec<Statement> {
        let numbers: Vec<usize> = claim.sentences.iter().copied().filter(|n| self.selection.get(*n).is_some()).collect::<BTreeSet<_>>().into_iter().collect();
        let mut before = so_far.last().filter(|s| s.section == section).map(|s| s.text.clone());
        let mut out = Vec::new();
        for text in form::claims(&claim.text) {
            let (citations, fault) = match self.support(&text, &numbers, before.as_deref(), strictness) {
                Ok(citations) => (citations, None),
                Err(fault) => (Vec::new(), Some(fault)),
            };
            before = Some(text.clone());
            out.push(Statement { section, text, numbers: numbers.clone(), citations, fault });
        }
        out
    }

    /// The citations of a claim, or why it cannot be printed. `before` is the sentence before it in its section.
    fn support(&self, claim: &str, numbers: &[usize], before: Option<&str>, strictness: Strictness) -> Result<Vec<DraftCitation>, String> {
        if let Some(fault) = form::fault(claim, before.is_none()) {
            return Err(fault.to_owned());
        }
        let named = self.passages(claim, numbers);
        if named.is_empty() {
            return Err("it names no sentence of the articles".to_owned());
        }
        let judgement = self.judge(claim, &named);
        if !judgement.supported {
            return Err(in_words(&judgement.faults));
        }
        let mut needed = self.needed(claim, named);
        self.others(claim, &mut needed);
        self.spare(&mut needed);
        needed.sort_by_key(|e| self.readings[e.reading].source.id);
        if strictness == Strictness::First && !self.is_all_opinion() {
            let sources: Vec<&Source> = needed.iter().map(|e| self.readings[e.reading].source).collect();
            if let Some(fault) = form::unattributed(claim, before, &sources) {
                return Err(fault);
            }
        }
        Ok(needed.into_iter().map(|e| self.citation(e)).collect())
    }

    /// Then the digest is labelled as opinion, and its readers know.
    fn is_all_opinion(&self) -> bool {
        self.readings.iter().all(|r| r.source.genre == Genre::Opinion)
    }

    /// The passages that the named sentences are: neighbours as one part, those apart with a gap between.
    fn passages(&self, claim: &str, numbers: &[usize]) -> Vec<Evidence> {
        let mut by_reading: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for number in numbers {
            if let Some(numbered) = self.selection.get(*number) {
                by_reading.entry(numbered.reading).or_default().push(*number);
            }
        }
        let gist = content(claim);
        by_reading
            .into_iter()
            .map(|(reading, mut numbers)| {
                if numbers.len() > LONGEST_PASSAGE {
                    let shared = |n: &usize| self.selection.get(*n).map_or(0, |s| content(s.text).intersection(&gist).count());
                    numbers.sort_by_key(|n| (std::cmp::Reverse(shared(n)), *n));
                    numbers.truncate(LONGEST_PASSAGE);
                    numbers.sort_unstable();
                }
                Evidence { reading, parts: self.parts(self.readings[reading].text, &numbers) }
            })
            .collect()
    }

    fn parts(&self, article: &SourceText, numbers: &[usize]) -> Vec<String> {
        let mut spans: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
        for sentence in numbers.iter().filter_map(|n| self.selection.get(*n)).map(|n| n.sentence) {
            match spans.last_mut() {
                Some((block, span))
                    if *block == sentence.block && article.blocks[*block].text.get(span.end..sentence.range.start).is_some_and(|gap| gap.trim().is_empty()) =>
                {
                    span.end = sentence.range.end;
                }
                _ => spans.push((sentence.block, sentence.range.clone())),
            }
        }
        spans.into_iter().map(|(block, span)| article.blocks[block].text[span].to_owned()).collect()
    }

    fn judge(&self, claim: &str, evidence: &[Evidence]) -> Judgement {
        let cited: Vec<Cited> = evidence.iter().map(|e| Cited { source: self.readings[e.reading].text, passage: Some(&e.parts) }).collect();
        judge(claim, &cited)
    }

    /// Drops the articles whose passage neither supports the claim by itself nor is needed beside the others: citation precision as ALCE has it (Gao et
    /// al. 2023).
    fn needed(&self, claim: &str, mut evidence: Vec<Evidence>) -> Vec<Evidence> {
        let mut at = evidence.len();
        while at > 0 && evidence.len() > 1 {
            at -= 1;
            if self.judge(claim, &evidence[at..=at]).supported {
                continue;
            }
            let mut rest = evidence.clone();
            rest.remove(at);
            if self.judge(claim, &rest).supported {
                evidence = rest;
            }
        }
        evidence
    }

    /// Adds the articles that support the claim too: copies, which the model was not shown, and what it overlooked.
    fn others(&self, claim: &str, evidence: &mut Vec<Evidence>) {
        for (reading, r) in self.readings.iter().enumerate() {
            if evidence.iter().any(|e| e.reading == reading) {
                continue;
            }
            if let Some(passage) = find(claim, r.text) {
                let found = [Evidence { reading, parts: passage.parts }];
                if self.judge(claim, &found).supported {
                    evidence.extend(found);
                }
            }
        }
    }

    /// Leaves a few copies of a text that very many papers ran; what the model named stands first.
    fn spare(&self, evidence: &mut Vec<Evidence>) {
        let origin = |e: &Evidence| self.readings[e.reading].source.origin.as_deref();
        let of = |name: &str| self.readings.iter().filter(|r| r.source.origin.as_deref() == Some(name)).count();
        let mut speaking: BTreeMap<String, usize> = BTreeMap::new();
        evidence.retain(|e| {
            let Some(name) = origin(e).filter(|name| is_many(of(name))) else { return true };
            let spoken = speaking.entry(name.to_owned()).or_default();
            *spoken += 1;
            *spoken <= SPEAKING
        });
    }

    fn citation(&self, evidence: Evidence) -> DraftCitation {
        let Reading { source, text } = self.readings[evidence.reading];
        let link = source.address().map(|address| link(address, &evidence.parts, Some(text)));
        DraftCitation { source: source.id, passage: evidence.parts, link }
    }

    /// A headline or dek as it can be printed.
    pub fn title_line(&self, given: Option<String>, line: Line) -> Result<String, Fault> {
        let fault = |text: &str, message: String| Fault { text: text.to_owned(), message };
        let text = given.map(|g| if line == Line::Headline { form::heading(&g) } else { form::claims(&g).into_iter().next().unwrap_or_default() });
        let Some(text) = text.filter(|t| t.chars().any(char::is_alphanumeric)) else { return Err(fault("", "it is missing".to_owned())) };
        if let Some(message) = form::fault(&text, true) {
            return Err(fault(&text, message.to_owned()));
        }
        if count(&text) > line.longest() {
            return Err(fault(&text, format!("it has more than {} words", line.longest())));
        }
        match self.invented(&text) {
            Some(message) => Err(fault(&text, message)),
            None => Ok(text),
        }
    }

    /// A heading as it can be printed; one that says nothing or too much is left out.
    pub fn heading(&self, given: &str) -> Option<String> {
        let text = form::heading(given);
        let fits = text.chars().any(char::is_alphanumeric) && count(&text) <= 10 && !form::is_empty_heading(&text) && form::fault(&text, false).is_none();
        (fits && self.invented(&text).is_none()).then_some(text)
    }

    /// What a line without citations says that no article does: a number, a name, a date, a quotation. Short lines that sum up have too few words
    /// to be judged as a claim is.
    fn invented(&self, text: &str) -> Option<String> {
        let articles: Vec<&SourceText> = self.readings.iter().map(|r| r.text).collect();
        let cited: Vec<Cited> = articles.iter().map(|source| Cited { source, passage: None }).collect();
        let mut faults = absent(text, &articles);
        faults.extend(judge(text, &cited).faults.into_iter().filter(|f| f.kind == FaultKind::Quote));
        (!faults.is_empty()).then(|| in_words(&faults))
    }
}

fn in_words(faults: &[Found]) -> String {
    let mut messages: Vec<&str> = Vec::new();
    for fault in faults {
        let message = match fault.kind {
            // It has nothing to point at: what the model has to know is what it named.
            FaultKind::Unsupported => "the sentences that it names do not say this",
            _ => fault.message.trim_end_matches('.'),
        };
        if !messages.contains(&message) {
            messages.push(message);
        }
    }
    if messages.is_empty() { "the sentences that it names do not say this".to_owned() } else { messages.join("; ") }
}

/// The stems of a text's words that carry content.
pub(super) fn content(text: &str) -> BTreeSet<String> {
    words(text).into_iter().map(|r| text[r].to_lowercase()).filter(|w| !is_stop_word(w)).map(|w| stem(&w)).collect()
}
