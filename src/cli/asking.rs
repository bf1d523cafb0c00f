//! Composing with a model: what composing needs to know is asked, kept, and composing begins again.

use super::Console;
use super::console::count;
use crate::diag::Diagnostic;
use crate::editorial::compose::model::{self, Question, Service};
use crate::files::{self, Edit};
use crate::pipeline::{self, ComposeOptions, Content};
use std::collections::BTreeSet;
use std::path::Path;

/// Composes until nothing is needed, or what is needed cannot be had. Each answer is kept in the site's folder as it comes, so that nothing is asked
/// twice, even if the program is stopped. Stories whose questions failed are errors in `findings`, and their earlier digests stay.
///
/// Without a model this composes once and asks nothing.
///
/// # Errors
/// The file of answers cannot be written.
pub(super) fn compose(
    root: &Path,
    console: &Console,
    content: &mut Content,
    options: &ComposeOptions,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Edit>, Diagnostic> {
    let grouping = pipeline::stories(content);
    // A broken file of answers must not be written over, and what it holds not be asked again.
    let is_broken = findings.iter().any(|d| d.span.as_ref().is_some_and(|s| &*s.file == model::FILE));
    let mut asked: BTreeSet<String> = BTreeSet::new();
    loop {
        let composed = pipeline::compose(content, &grouping, options);
        let questions: Vec<Question> = composed.value.questions.iter().filter(|q| !asked.contains(&q.key)).cloned().collect();
        if questions.is_empty() || is_broken {
            return Ok(composed.take(findings).edits);
        }
        asked.extend(questions.iter().map(|q| q.key.clone()));
        ask(root, console, content, &questions, findings)?;
    }
}

fn ask(root: &Path, console: &Console, content: &mut Content, questions: &[Question], findings: &mut Vec<Diagnostic>) -> Result<(), Diagnostic> {
    let Some(settings) = content.config.compose.model.clone() else { return Ok(()) };
    let key = settings.key_env.as_ref().and_then(|name| std::env::var(name).ok());
    let service = match Service::new(&settings, key.as_deref(), &std::thread::sleep) {
        Ok(service) => service,
        Err(fault) => {
            findings.push(fault);
            return Ok(());
        }
    };
    console.say(&format!("asking {}: {}", settings.name, count(questions.len(), "question")));
    let mut fault = None;
    let answers = model::ask_all(questions, &service, &mut |answer| {
        content.answers.insert(answer.clone());
        let kept = Edit { path: model::FILE.to_owned(), contents: Some(content.answers.write()), keep_original: false };
        fault = fault.take().or(files::apply(root, &[kept]).err());
    });
    answers.take(findings);
    fault.map_or(Ok(()), Err)
}
