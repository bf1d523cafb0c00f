//! Why a model's service gave no answer, in words that say what to do.

use super::answers::Answer;
use super::question::Question;
use super::reply::Unusable;
use super::{FILE, place};
use crate::diag::{Checked, Diagnostic, codes};
use std::time::Duration;

/// What went wrong, sorted by what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    NoKey,
    /// The key is not accepted.
    Refused {
        key_env: Option<String>,
    },
    /// No such model or address.
    Unknown,
    Moved,
    /// The request was not understood, or is too long.
    Rejected,
    Limited,
    Spent,
    /// The service has a fault of its own.
    Broken,
    Slow,
    Unreachable,
    /// An answer that is not of the protocol.
    NoProtocol,
    Declined,
    CutOff,
    Unusable(Unusable),
}

impl Cause {
    /// Whether it may be over when the same request is sent again.
    pub fn may_pass(&self) -> bool {
        matches!(self, Cause::Limited | Cause::Broken | Cause::Slow | Cause::Unreachable | Cause::NoProtocol)
    }

    /// Whether every other question would meet it too.
    pub fn is_of_the_service(&self) -> bool {
        !matches!(self, Cause::Rejected | Cause::Declined | Cause::CutOff | Cause::Unusable(_))
    }

    fn words(&self) -> (String, &'static str) {
        let (message, hint) = match self {
            Cause::NoKey => ("the model's service has no key", "set the variable, or remove `key_env` where the service needs none"),
            Cause::Refused { key_env: Some(name) } => {
                return (format!("the model's service does not accept the key in {name}"), "look whether the key is whole, still valid, and of this service");
            }
            Cause::Refused { key_env: None } => {
                ("the model's service wants a key", "put it into an environment variable, and name that in `compose.model.key_env`")
            }
            Cause::Unknown => {
                ("the model's service knows no such model or address", "compare `compose.model.name` and `base_url` with what the service offers")
            }
            Cause::Moved => ("the model's service sends elsewhere", "write its new address into `compose.model.base_url`"),
            Cause::Rejected => ("the model's service does not take the question", "a model with a larger context may; what it complains of stands above"),
            Cause::Limited => ("the model's service takes no more questions for now", "wait a while and run it again: the answers so far are kept"),
            Cause::Spent => ("the quota at the model's service is spent", "raise it there, or name another service"),
            Cause::Broken => ("the model's service has a fault", "run it again later: the answers so far are kept"),
            Cause::Slow => ("the model's service did not answer in time", "raise `compose.model.timeout` (seconds), or name a smaller model"),
            Cause::Unreachable => ("the model's service cannot be reached", "is it running, and is `compose.model.base_url` right?"),
            Cause::NoProtocol => (
                "what answers at the model's address is no model's service",
                "look at `compose.model.base_url`; Anthropic's own protocol needs `api: anthropic`",
            ),
            Cause::Declined => ("the model would not answer", "name another model, or set `writer: extractive`"),
            Cause::CutOff => ("the model's answer was cut off, twice", "name a model that answers without long thoughts, or lower `compose.words`"),
            Cause::Unusable(why) => return (format!("the model's answer cannot be used, twice: {why}"), "run it again, or name a larger model"),
        };
        (message.to_owned(), hint)
    }
}

/// A question without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub cause: Cause,
    /// What the service said, or where it is; without the key.
    pub detail: String,
    /// How long the service asked to wait.
    pub wait: Option<Duration>,
}

impl Failure {
    pub fn new(cause: Cause, detail: impl Into<String>) -> Self {
        Self { cause, detail: detail.into(), wait: None }
    }

    /// The error for the editor, at the digest that cannot be written.
    pub fn finding(&self, question: Option<&Question>) -> Diagnostic {
        let (mut message, hint) = self.cause.words();
        if !self.detail.is_empty() {
            message = format!("{message} ({})", self.detail);
        }
        if let Some(wait) = self.wait.filter(|_| matches!(self.cause, Cause::Limited | Cause::Broken)) {
            message = format!("{message}; it asks to wait {} seconds", wait.as_secs());
        }
        match question {
            Some(q) => Diagnostic::new(&codes::MODEL_FAILED, place(&q.story), message).hint(hint),
            None => Diagnostic::homeless(&codes::MODEL_FAILED, message).hint(hint),
        }
    }
}

/// Answers and findings, in the order of the questions.
pub(super) fn findings(questions: &[Question], results: Vec<Option<Result<Answer, Failure>>>) -> Checked<Vec<Answer>> {
    let mut answers = Vec::new();
    let mut diagnostics = Vec::new();
    let mut unasked: Vec<&Question> = Vec::new();
    for (question, result) in questions.iter().zip(results) {
        match result {
            Some(Ok(answer)) => answers.push(answer),
            Some(Err(failure)) => diagnostics.push(failure.finding(Some(question))),
            None => unasked.push(question),
        }
    }
    if let Some(first) = unasked.first() {
        let more = if unasked.len() == 1 { String::new() } else { format!(" and {} more", unasked.len() - 1) };
        diagnostics.push(
            Diagnostic::homeless(&codes::MODEL_FAILED, format!("after that, the model was not asked for `{}`{more}", first.story))
                .hint(format!("what it answered is kept in {FILE}: run it again when the service answers")),
        );
    }
    Checked::new(answers, diagnostics)
}
