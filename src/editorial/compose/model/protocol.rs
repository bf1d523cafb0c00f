//! The two protocols as JSON: the chat completions that OpenAI set out and most local servers speak, and Anthropic's messages.

use super::question::{Message, Question, Role};
use crate::config::ModelApi;
use serde_json::{Value, json};

/// What a service was found not to take. Newer models refuse settings that older servers need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Refusals {
    /// Wants `max_completion_tokens` instead.
    pub max_tokens: bool,
    pub temperature: bool,
    pub response_format: bool,
}

impl Refusals {
    /// Learns from the text of a refusal; whether there was anything new in it.
    pub fn learn(&mut self, message: &str) -> bool {
        let before = *self;
        self.max_tokens |= message.contains("max_completion_tokens");
        self.temperature |= message.contains("temperature");
        self.response_format |= message.contains("response_format");
        *self != before
    }
}

/// Where a question is sent.
pub(super) fn address(base_url: &str, api: ModelApi) -> String {
    let base = base_url.trim_end_matches('/');
    let has_path = base.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
    match api {
        ModelApi::OpenAi if has_path => format!("{base}/chat/completions"),
        ModelApi::OpenAi => format!("{base}/v1/chat/completions"),
        ModelApi::Anthropic if base.ends_with("/v1") => format!("{base}/messages"),
        ModelApi::Anthropic => format!("{base}/v1/messages"),
    }
}

/// The body of a request.
pub(super) fn request(question: &Question, api: ModelApi, max_tokens: u32, refusals: Refusals) -> Value {
    let said = |m: &Message| json!({"role": m.role.word(), "content": m.text});
    let mut body = json!({"model": question.model, "stream": false});
    match api {
        ModelApi::OpenAi => {
            body["messages"] = question.messages.iter().map(said).collect();
            body[if refusals.max_tokens { "max_completion_tokens" } else { "max_tokens" }] = max_tokens.into();
            if !refusals.response_format {
                body["response_format"] = json!({"type": "json_object"});
            }
        }
        ModelApi::Anthropic => {
            let system: Vec<&str> = question.messages.iter().filter(|m| m.role == Role::System).map(|m| m.text.as_str()).collect();
            body["system"] = system.join("\n\n").into();
            body["messages"] = question.messages.iter().filter(|m| m.role != Role::System).map(said).collect();
            body["max_tokens"] = max_tokens.into();
        }
    }
    if !refusals.temperature {
        body["temperature"] = 0.into();
    }
    body
}

/// What a service said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub text: String,
    pub end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Whole,
    /// The limit was reached in the middle of it.
    CutOff,
    /// The model or its service would not answer.
    Declined,
}

/// Reads the body of a response; `None` where it is not of the protocol.
pub(super) fn response(body: &str, api: ModelApi) -> Option<Said> {
    let body: Value = serde_json::from_str(body).ok()?;
    match api {
        ModelApi::OpenAi => {
            let choice = body.get("choices")?.get(0)?;
            let message = choice.get("message")?;
            let refused = message.get("refusal").is_some_and(Value::is_string);
            let end = match choice.get("finish_reason").and_then(Value::as_str) {
                Some("length") => End::CutOff,
                Some("content_filter") => End::Declined,
                _ if refused => End::Declined,
                _ => End::Whole,
            };
            Some(Said { text: content(message.get("content")), end })
        }
        ModelApi::Anthropic => {
            let end = match body.get("stop_reason").and_then(Value::as_str) {
                Some("max_tokens" | "model_context_window_exceeded") => End::CutOff,
                Some("refusal") => End::Declined,
                _ => End::Whole,
            };
            Some(Said { text: content(Some(body.get("content")?)), end })
        }
    }
}

/// A text, or the texts of a list of parts.
fn content(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => parts.iter().filter_map(|p| p.get("text").and_then(Value::as_str)).collect(),
        _ => String::new(),
    }
}

/// What a service says of an error, in a line; the beginning of the body where it has no form that is known.
pub(super) fn complaint(body: &str) -> String {
    let parsed: Option<Value> = serde_json::from_str(body).ok();
    let message = parsed.as_ref().and_then(|v| {
        let error = v.get("error").unwrap_or(v);
        error.get("message").or(error.get("detail")).unwrap_or(error).as_str()
    });
    let text: String = message.unwrap_or(body).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = crate::text::markdown::fold_space(&text);
    match text.char_indices().nth(300) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{End, Refusals, Said, address, complaint, request, response};
    use crate::config::ModelApi::{Anthropic, OpenAi};
    use crate::editorial::compose::model::question::{Message, Question, Role, Round};

    #[test]
    fn addresses_are_found_from_what_people_write() {
        for (base, api, wanted) in [
            ("http://127.0.0.1:11434/v1", OpenAi, "http://127.0.0.1:11434/v1/chat/completions"),
            ("http://127.0.0.1:8080", OpenAi, "http://127.0.0.1:8080/v1/chat/completions"),
            ("https://api.example/openai/", OpenAi, "https://api.example/openai/chat/completions"),
            ("https://api.example", Anthropic, "https://api.example/v1/messages"),
            ("https://api.example/v1", Anthropic, "https://api.example/v1/messages"),
        ] {
            assert_eq!(address(base, api), wanted);
        }
    }

    #[test]
    fn a_request_leaves_out_what_was_refused() {
        let messages = vec![Message { role: Role::System, text: "S".to_owned() }, Message { role: Role::User, text: "U".to_owned() }];
        let question = Question::new("s", "m", messages, 9, Round::Draft);
        let mut refusals = Refusals::default();
        let plain = request(&question, OpenAi, 9, refusals);
        assert_eq!((plain["max_tokens"].as_u64(), plain["temperature"].as_u64(), plain["messages"][0]["role"].as_str()), (Some(9), Some(0), Some("system")));
        assert!(refusals.learn("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."));
        assert!(!refusals.learn("'max_completion_tokens' is too large"));
        let other = request(&question, OpenAi, 9, refusals);
        assert_eq!((other["max_completion_tokens"].as_u64(), other.get("max_tokens")), (Some(9), None));
        let anthropic = request(&question, Anthropic, 9, refusals);
        assert_eq!((anthropic["system"].as_str(), anthropic["messages"].as_array().map(Vec::len)), (Some("S"), Some(1)));
    }

    #[test]
    fn responses_are_read_and_complaints_shortened() {
        let said = |body, api| response(body, api).map(|Said { text, end }| (text, end));
        assert_eq!(said(r#"{"choices":[{"message":{"content":"A"},"finish_reason":"stop"}]}"#, OpenAi), Some(("A".to_owned(), End::Whole)));
        assert_eq!(
            said(r#"{"choices":[{"message":{"content":[{"type":"text","text":"A"}]},"finish_reason":"length"}]}"#, OpenAi),
            Some(("A".to_owned(), End::CutOff))
        );
        assert_eq!(said(r#"{"choices":[{"message":{"content":null,"refusal":"no"}}]}"#, OpenAi), Some((String::new(), End::Declined)));
        assert_eq!(said(r#"{"content":[{"type":"text","text":"A"}],"stop_reason":"end_turn"}"#, Anthropic), Some(("A".to_owned(), End::Whole)));
        assert_eq!(said("<html>", OpenAi), None);
        assert_eq!(said(r#"{"choices":[]}"#, OpenAi), None);
        assert_eq!(complaint(r#"{"error":{"message":"no\nsuch model"}}"#), "no such model");
        assert_eq!(complaint(r#"{"error":"busy"}"#), "busy");
        assert_eq!(complaint(&"x".repeat(1000)).chars().count(), 301);
    }
}
