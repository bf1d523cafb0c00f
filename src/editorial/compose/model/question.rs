//! What is to be asked of a model.

use super::reply::{self, Unusable};
use crate::text::hash;

/// A question that stands alone: whoever has it needs no article to ask it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Fingerprint of all that can change the answer: the prompt and its version, the model's name, the limit.
    pub key: String,
    /// The story that it is asked for.
    pub story: String,
    /// The model's name, as its service calls it.
    pub model: String,
    /// In their order; the first is the system's.
    pub messages: Vec<Message>,
    /// The longest answer that is wanted, in the model's tokens.
    pub max_tokens: u32,
    pub round: Round,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub role: Role,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    System,
    User,
    Assistant,
}

/// What the question is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// A whole draft.
    Draft,
    /// The claims of a draft that cannot stay as they are.
    Repair,
}

/// Goes into every key: a change of what the prompts mean, or of how answers are read, asks anew.
const VERSION: &str = "1";

impl Question {
    pub(super) fn new(story: &str, model: &str, messages: Vec<Message>, max_tokens: u32, round: Round) -> Self {
        let limit = max_tokens.to_string();
        let mut parts = vec![VERSION, model, limit.as_str()];
        for message in &messages {
            parts.extend([message.role.word(), message.text.as_str()]);
        }
        let key = hash::of(&parts);
        Self { key, story: story.to_owned(), model: model.to_owned(), messages, max_tokens, round }
    }

    /// Whether an answer can be read, so that one that cannot is asked for again at once and never kept.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn accepts(&self, answer: &str) -> Result<(), Unusable> {
        match self.round {
            Round::Draft => reply::draft(answer).map(drop),
            Round::Repair => reply::repair(answer).map(drop),
        }
    }
}

impl Role {
    /// The word of both protocols.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Role::System => "system",
            Role::User => "user",
            Role::Assistant => "assistant",
        }
    }
}
