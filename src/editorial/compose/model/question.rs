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
    /// Which of so many claims their passages do not carry.
    Doubts(usize),
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

    /// Asks which of `count` claims, numbered from 1 in `text`, the passages that stand beside them do not carry.
    #[must_use]
    pub fn about_doubts(story: &str, model: &str, rules: &str, text: &str, count: usize) -> Self {
        let messages = vec![Message { role: Role::System, text: rules.to_owned() }, Message { role: Role::User, text: text.to_owned() }];
        // A reason is a sentence; a model that thinks first needs room for that too.
        let max_tokens = u32::try_from(count).unwrap_or(u32::MAX).saturating_mul(80).saturating_add(2048);
        Self::new(story, model, messages, max_tokens, Round::Doubts(count))
    }

    /// The doubts of an answer: the number of each claim that is doubted, and why. `None` for an answer to anything else, and for one that cannot be read.
    #[must_use]
    pub fn doubts(&self, answer: &str) -> Option<Vec<(usize, String)>> {
        let Round::Doubts(count) = self.round else { return None };
        let doubts = reply::doubts(answer).ok()?;
        Some(doubts.into_iter().filter(|(claim, _)| (1..=count).contains(claim)).collect())
    }

    /// Whether an answer can be read, so that one that cannot is asked for again at once and never kept.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn accepts(&self, answer: &str) -> Result<(), Unusable> {
        match self.round {
            Round::Draft => reply::draft(answer).map(drop),
            Round::Repair => reply::repair(answer).map(drop),
            Round::Doubts(_) => reply::doubts(answer).map(drop),
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
