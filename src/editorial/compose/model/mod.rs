//! The writer that asks a language model.
//!
//! In: a story's articles, sentence by sentence, and the answers that the model has given so far. Out: a headline, a dek and a draft, or the question
//! that has to be asked first. Never: a word of the model's taken on trust. It returns claims with the numbers of the sentences that they rest on;
//! the passages are cut from the articles by those numbers, and each claim meets the judge that a hand's claim meets. Composing stays pure: only
//! `service` speaks to the network, when the caller wants the questions asked; an answer that is known is never asked for again.

mod answers;
mod assembly;
mod embeddings;
mod failure;
mod form;
mod prompt;
mod protocol;
mod question;
mod reply;
mod selection;
mod service;
mod statement;

pub use answers::{Answer, Answers, FILE};
pub use question::{Message, Question, Role, Round};
pub use reply::Unusable;
pub use service::{Service, Wait, ask_all, embed_all};

use crate::diag::{Checked, Diagnostic, Span, codes};
use crate::evidence::SourceText;
use crate::types::{Draft, Source};
use statement::Statement;

/// An article as the model reads it and as the digest cites it.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub source: &'a Source,
    pub text: &'a SourceText,
}

/// What a digest is to be made of, and how.
#[derive(Clone, Copy, Debug)]
pub struct Assignment<'a> {
    /// The story's name.
    pub story: &'a str,
    /// In the order of the digest's sources. Of the copies of one text only the fullest is shown to the model; the others are cited all the same.
    pub readings: &'a [Reading<'a>],
    /// The model's name, as its service calls it.
    pub model: &'a str,
    /// At most so many words in the body.
    pub words: u32,
    /// A BCP 47 tag.
    pub language: &'a str,
}

/// How far the writing came.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Written(Written),
    /// This has to be asked before the digest can be written.
    Needs(Box<Question>),
    /// No digest comes of it; the findings say why, and an earlier digest stays.
    Nothing,
}

/// What came of a model's answers. The digest's writer is [`crate::types::Writer::Model`] of `model`.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub model: String,
    /// `None` where the model's headline said what the articles do not: the best of the sources' takes its place.
    pub headline: Option<String>,
    /// `None` where the model's dek said what the articles do not.
    pub dek: Option<String>,
    pub draft: Draft,
}

/// Writes a story's digest from the answers that are known, or says what to ask next: first for a draft, then, once, for the claims that cannot stay
/// as they are. The same assignment and the same answers always give the same outcome.
#[must_use]
pub fn write(assignment: &Assignment, answers: &Answers) -> Checked<Outcome> {
    let selection = selection::select(assignment.readings);
    if selection.is_empty() {
        let d = finding(assignment, &codes::NOTHING_TO_WRITE, "the story's articles have no sentence that a model could be given");
        return Checked::new(Outcome::Nothing, vec![d]);
    }
    let first = prompt::draft(assignment, &selection);
    let Some((answer, reply)) = answers.get(&first.key).and_then(|a| reply::draft(&a.text).ok().map(|r| (a, r))) else {
        return Checked::clean(Outcome::Needs(Box::new(first)));
    };
    let desk = statement::Desk::new(assignment.readings, &selection);
    let mut statements = desk.statements(&reply.sections);
    let mut headline = desk.title_line(reply.headline, statement::Line::Headline);
    let mut dek = desk.title_line(reply.dek, statement::Line::Dek);
    let mut diagnostics = Vec::new();
    if statements.iter().any(Statement::is_faulty) || headline.is_err() || dek.is_err() {
        let second = prompt::repair(&first, &answer.text, &statements, headline.as_ref().err(), dek.as_ref().err());
        let Some(repair) = answers.get(&second.key).and_then(|a| reply::repair(&a.text).ok()) else {
            return Checked::clean(Outcome::Needs(Box::new(second)));
        };
        desk.mend(&mut statements, &repair.claims);
        for (line, given, which) in [(&mut headline, repair.headline, statement::Line::Headline), (&mut dek, repair.dek, statement::Line::Dek)] {
            if line.is_err() {
                *line = desk.title_line(given, which);
                if let Err(fault) = line {
                    let text = format!("the model's {} is left out: {}", which.word(), fault.message);
                    diagnostics.push(finding(assignment, &codes::CLAIM_DROPPED, text));
                }
            }
        }
    }
    assembly::strike(&mut statements);
    for (statement, fault) in statements.iter().filter_map(|s| s.fault.as_ref().map(|f| (s, f))) {
        diagnostics.push(finding(assignment, &codes::CLAIM_DROPPED, format!("a claim of the model's is left out: “{}”: {fault}", statement.text)));
    }
    let headings = reply.sections.iter().map(|s| (s.heading.as_deref().and_then(|h| desk.heading(h)), s.list)).collect::<Vec<_>>();
    let draft = assembly::assemble(&statements, &headings, assignment.words as usize);
    if draft.claims().next().is_none() {
        let d = finding(assignment, &codes::MODEL_FAILED, format!("not one claim of the model {} is supported by the articles", answer.model))
            .hint(format!("delete the answers of `{}` from {FILE} to ask again, name another model, or set `writer: extractive`", assignment.story));
        diagnostics.push(d);
        return Checked::new(Outcome::Nothing, diagnostics);
    }
    let written = Written { model: answer.model.clone(), headline: headline.ok(), dek: dek.ok(), draft };
    Checked::new(Outcome::Written(written), diagnostics)
}

fn finding(assignment: &Assignment, code: &crate::diag::Code, message: impl Into<std::borrow::Cow<'static, str>>) -> Diagnostic {
    Diagnostic::new(code, place(assignment.story), message)
}

/// The digest that a finding is about; it need not exist yet.
fn place(story: &str) -> Span {
    Span::whole(&format!("content/digests/{story}.md"))
}
