//! Asking a model: what composing needs to know is asked, kept, and composing begins again; so is what a check wants to know.

use super::console::count;
use super::{Console, locking};
use crate::config::ModelService;
use crate::diag::{Diagnostic, Severity, Span, codes};
use crate::editorial::compose::model::{self, Answers, Question, Service};
use crate::editorial::stories::{self, Vectors};
use crate::files::{self, Edit, Snapshot, shelf};
use crate::pipeline::{self, CheckedContent, ComposeOptions, Content};
use std::collections::{BTreeMap, BTreeSet};
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
    snapshot: &Snapshot,
    options: &ComposeOptions,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Edit>, Diagnostic> {
    vectors(root, console, content, findings);
    let grouping = super::grouping::of(root, content, snapshot);
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
        let Some(settings) = content.config.compose.model.clone() else { return Ok(composed.take(findings).edits) };
        ask(root, console, content, &settings, &questions, findings)?;
    }
}

/// Where the vectors of articles are kept, below .digest/, and what keeps them apart from those of another form.
const VECTORS: &str = "vectors";
const FORM: &[u8; 32] = b"vectors of articles, first form.";

/// Puts in what the model of `stories.model` made of the articles, as far as it is kept; asks nothing.
pub(super) fn kept_vectors(root: &Path, content: &mut Content) {
    if content.config.stories.model.is_some() {
        content.vectors = shelf::get(root, VECTORS, FORM).and_then(|bytes| Vectors::from_bytes(&bytes)).unwrap_or_default();
    }
}

/// Puts in what the model of `stories.model` makes of the articles: what is kept, and what it says of the others when it is asked. A service that fails is a warning:
/// articles that it has not told of are grouped by their words.
pub(super) fn vectors(root: &Path, console: &Console, content: &mut Content, findings: &mut Vec<Diagnostic>) {
    let Some(settings) = content.config.stories.model.clone() else { return };
    kept_vectors(root, content);
    let texts: BTreeMap<String, String> =
        content.articles.iter().map(|article| stories::asked(article)).map(|text| (stories::fingerprint(&settings.name, &text), text)).collect();
    let (keys, missing): (Vec<&String>, Vec<&str>) = texts.iter().filter(|(key, _)| !content.vectors.has(key)).map(|(key, text)| (key, text.as_str())).unzip();
    if missing.is_empty() {
        return;
    }
    let key = settings.key_env.as_ref().and_then(|name| std::env::var(name).ok());
    let asked = Service::new(&settings, key.as_deref(), &std::thread::sleep).and_then(|service| {
        console.say(&format!("asking {}: vectors of {}", settings.name, count(missing.len(), "article")));
        let mut unkept = 0;
        model::embed_all(&missing, &settings.name, &service, &mut |first, vectors| {
            for (key, vector) in keys.iter().skip(first).zip(vectors) {
                content.vectors.insert((*key).clone(), vector);
            }
            // The file is written whole each time.
            unkept += vectors.len();
            if unkept * 4 >= first {
                shelf::put(root, VECTORS, FORM, &content.vectors.to_bytes());
                unkept = 0;
            }
        })
    });
    content.vectors.keep_only(&texts.keys().cloned().collect());
    shelf::put(root, VECTORS, FORM, &content.vectors.to_bytes());
    findings.extend(asked.err().map(|d| {
        let hints = d.hints.iter().map(|hint| hint.replace("compose.model", "stories.model").into()).collect();
        let message = format!("{}: articles that it has not told of are grouped by their words alone", d.message.replace("compose.model", "stories.model"));
        Diagnostic { message: message.into(), hints, ..d }.severity(Severity::Warning)
    }));
}

/// Asks what `check.model` has to be asked, once, and keeps each answer as it comes. A service that fails is a note: what it was not asked about stays as the
/// program's own judge has it. Whether there is a new answer.
///
/// # Errors
/// The file of answers cannot be written.
pub(super) fn doubts(
    root: &Path,
    console: &Console,
    checked: &mut CheckedContent,
    findings: &[Diagnostic],
    told: &mut Vec<Diagnostic>,
) -> Result<bool, Diagnostic> {
    let is_broken = findings.iter().any(|d| d.span.as_ref().is_some_and(|s| &*s.file == model::FILE));
    let Some(settings) = checked.content.config.check_model.clone().filter(|_| !checked.questions.is_empty() && !is_broken) else { return Ok(false) };
    // As whoever composes, so that no two write the file of answers at once. Where none can be written, nothing is asked.
    let _lock = match locking::lock(root, console) {
        Ok(lock) => lock,
        Err(fault) => {
            told.push(fault.severity(Severity::Note));
            return Ok(false);
        }
    };
    let before = checked.content.answers.clone();
    let mut faults = Vec::new();
    ask(root, console, &mut checked.content, &settings, &checked.questions, &mut faults)?;
    told.extend(faults.into_iter().map(|d| {
        let hints = d.hints.iter().map(|h| of_check(h).into()).collect();
        Diagnostic { message: of_check(&d.message).into(), hints, ..d }.severity(Severity::Note)
    }));
    Ok(before != checked.content.answers)
}

/// What is said of the writer's model, said of that which checks.
fn of_check(text: &str) -> String {
    text.replace("compose.model", "check.model").replace("set `writer: extractive`", "take `model:` out of `check:`").replace(", or lower `compose.words`", "")
}

fn ask(
    root: &Path,
    console: &Console,
    content: &mut Content,
    settings: &ModelService,
    questions: &[Question],
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Diagnostic> {
    let key = settings.key_env.as_ref().and_then(|name| std::env::var(name).ok());
    let service = match Service::new(settings, key.as_deref(), &std::thread::sleep) {
        Ok(service) => service,
        Err(fault) => {
            findings.push(fault);
            return Ok(());
        }
    };
    catch_up(root, &mut content.answers)?;
    let questions: Vec<Question> = questions.iter().filter(|q| content.answers.get(&q.key).is_none()).cloned().collect();
    if questions.is_empty() {
        return Ok(());
    }
    console.say(&format!("asking {}: {}", settings.name, count(questions.len(), "question")));
    let mut fault = None;
    let answers = model::ask_all(&questions, &service, &mut |answer| {
        content.answers.insert(answer.clone());
        let kept = Edit { path: model::FILE.to_owned(), contents: Some(content.answers.write()), keep_original: false };
        fault = fault.take().or(files::apply(root, &[kept]).err());
    });
    answers.take(findings);
    fault.map_or(Ok(()), Err)
}

/// Takes in what another command has asked since the folder was read: the file is written whole, and what stands there has been paid for.
///
/// # Errors
/// The file cannot be read, or not as one of answers: it must not be written over.
fn catch_up(root: &Path, answers: &mut Answers) -> Result<(), Diagnostic> {
    let path = root.join(model::FILE);
    if !path.exists() {
        return Ok(());
    }
    let bytes = files::contents(&path).map_err(|why| Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(model::FILE), format!("cannot be read: {why}")))?;
    let mut findings = Vec::new();
    let standing = Answers::read_bytes(Some(&bytes)).take(&mut findings);
    if let Some(fault) = findings.into_iter().find(|d| d.severity == Severity::Error) {
        return Err(fault);
    }
    answers.take_in(standing);
    Ok(())
}
