//! The second look of a model at supported claims, where digest.yaml names one: what is known of its answers, and what has to be asked.

use super::{Content, KeptArticles};
use crate::diag::Diagnostic;
use crate::editorial::compose::model::Question;
use crate::publish::check::{Desk, Verdict, inquiries};
use crate::types::DigestFile;
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::sync::Arc;

/// What a model's answers come to.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    /// In the order of the digests.
    pub findings: Vec<Diagnostic>,
    /// What no answer is kept for: put the answers into [`Content::answers`] and check again. What is not asked blocks nothing.
    pub questions: Vec<Question>,
}

/// The doubts about these digests. Without `check.model` there are none, and nothing to ask.
pub(super) fn doubts<'a>(checked: &[(&'a Arc<DigestFile>, &'a [Verdict])], content: &Content, now: DateTime<Utc>, kept: &KeptArticles) -> Doubts {
    let Some(service) = &content.config.check_model else { return Doubts::default() };
    let article = |stem: &str| kept.get(stem);
    let desk = Desk { config: &content.config, article: &article, now };
    let one = |(file, verdicts): &(&Arc<DigestFile>, &[Verdict])| {
        let mut found = Doubts::default();
        let open = file.open();
        for inquiry in inquiries(&open, verdicts, &desk) {
            let question = Question::about_doubts(&file.stem, &service.name, inquiry.rules, &inquiry.text, inquiry.count());
            match content.answers.get(&question.key).and_then(|answer| question.doubts(&answer.text)) {
                Some(doubts) => found.findings.extend(inquiry.doubted(&open, &service.name, &doubts)),
                None => found.questions.push(question),
            }
        }
        found
    };
    let each: Vec<Doubts> = checked.par_iter().map(one).collect();
    each.into_iter().fold(Doubts::default(), |mut all, one| {
        all.findings.extend(one.findings);
        all.questions.extend(one.questions);
        all
    })
}
