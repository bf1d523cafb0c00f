//! Reads what a model answered, as leniently as can be done without guessing: models wrap JSON in fences, talk before and after it, think aloud,
//! and write numbers as text.

use serde_json::Value;
use std::fmt;

/// A whole draft as the model wrote it. Nothing in it has been checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DraftReply {
    pub headline: Option<String>,
    pub dek: Option<String>,
    pub sections: Vec<SectionReply>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SectionReply {
    pub heading: Option<String>,
    pub list: bool,
    pub claims: Vec<ClaimReply>,
}

/// A claim and the numbers of the sentences that it is said to rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ClaimReply {
    pub text: String,
    pub sentences: Vec<usize>,
}

/// Claims written once more, each with the number of the one whose place it takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RepairReply {
    pub headline: Option<String>,
    pub dek: Option<String>,
    pub claims: Vec<(usize, ClaimReply)>,
}

/// Why an answer cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    Empty,
    /// No JSON object of the form that was asked for stands in it.
    NotJson,
    /// The object has no claim.
    NoClaims,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Unusable::Empty => "it is empty",
            Unusable::NotJson => "it is not the JSON that was asked for",
            Unusable::NoClaims => "it has no claims",
        })
    }
}

/// Reads the answer to a question for a draft.
pub(super) fn draft(answer: &str) -> Result<DraftReply, Unusable> {
    // Claims without sections are a draft only next to a headline: in an answer that was cut off they are a section of what is missing.
    let object = object(answer, |v| v.get("sections").is_some() || (v.get("claims").is_some() && v.get("headline").is_some()))?;
    let sections = match object.get("sections") {
        Some(Value::Array(sections)) => sections.iter().map(section).collect(),
        _ => vec![section(&object)],
    };
    let reply = DraftReply { headline: text(object.get("headline")), dek: text(object.get("dek")), sections };
    if reply.sections.iter().all(|s| s.claims.is_empty()) {
        return Err(Unusable::NoClaims);
    }
    Ok(reply)
}

/// Reads the answer to a question for a repair; that it leaves every claim out is an answer too.
pub(super) fn repair(answer: &str) -> Result<RepairReply, Unusable> {
    let object = object(answer, |v| ["claims", "headline", "dek", "sections"].iter().any(|k| v.get(k).is_some()))?;
    if object.get("sections").is_some() {
        return Err(Unusable::NotJson);
    }
    let given = object.get("claims").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let claims = given.iter().filter_map(|c| Some((numbers(c.get("claim")?).first().copied()?, claim(c)?))).collect();
    Ok(RepairReply { headline: text(object.get("headline")), dek: text(object.get("dek")), claims })
}

/// Reads the answer to a question for doubts; none is an answer too.
pub(super) fn doubts(answer: &str) -> Result<Vec<(usize, String)>, Unusable> {
    let object = object(answer, |v| v.get("doubts").is_some_and(Value::is_array))?;
    let given = object.get("doubts").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let doubt = |d: &Value| Some((numbers(d.get("claim")?).first().copied()?, text(d.get("reason")).unwrap_or_default()));
    Ok(given.iter().filter_map(doubt).collect())
}

/// The first JSON object of the answer that is of the wanted form.
fn object(answer: &str, is_wanted: impl Fn(&Value) -> bool) -> Result<Value, Unusable> {
    // Models that think aloud may draft the object there.
    let answer = answer.rsplit("</think>").next().unwrap_or(answer);
    if answer.trim().is_empty() {
        return Err(Unusable::Empty);
    }
    // A hostile answer of nothing but braces must not be read a million times.
    let starts = answer.char_indices().filter(|(_, c)| *c == '{').take(256);
    for (at, _) in starts {
        let mut values = serde_json::Deserializer::from_str(&answer[at..]).into_iter::<Value>();
        if let Some(Ok(value)) = values.next()
            && is_wanted(&value)
        {
            return Ok(value);
        }
    }
    Err(Unusable::NotJson)
}

fn section(value: &Value) -> SectionReply {
    let claims = value.get("claims").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    SectionReply {
        heading: text(value.get("heading")),
        list: value.get("list").and_then(Value::as_bool).unwrap_or(false),
        claims: claims.iter().filter_map(claim).collect(),
    }
}

fn claim(value: &Value) -> Option<ClaimReply> {
    let text = text(value.get("text").or_else(|| value.get("claim").filter(|c| c.is_string())))?;
    Some(ClaimReply { text, sentences: value.get("sentences").map_or_else(Vec::new, numbers) })
}

fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
}

/// 3, "3", `[3]`, "3, 5" and lists of them. A range such as "3-5" means its ends: what lies between was not named.
fn numbers(value: &Value) -> Vec<usize> {
    match value {
        Value::Number(n) => n.as_u64().and_then(|n| usize::try_from(n).ok()).into_iter().collect(),
        Value::String(text) => text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect(),
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ClaimReply, Unusable, doubts, draft, repair};

    const WHOLE: &str = r#"{"headline": "H", "dek": " ", "sections": [{"heading": null, "claims": [{"text": " A. ", "sentences": [1, "2", "[3], 4"]}]}]}"#;

    #[test]
    fn fences_talk_and_thoughts_around_the_object_do_not_matter() {
        for answer in [
            WHOLE.to_owned(),
            format!("```json\n{WHOLE}\n```"),
            format!("<think>{{\"sections\": []}} or {{?</think>Sure! Here {{it}} is:\n{WHOLE}\nAnything else? {{}}"),
            format!("{{\"answer\": {WHOLE}}}"),
        ] {
            let reply = draft(&answer).unwrap();
            assert_eq!((reply.headline.as_deref(), reply.dek), (Some("H"), None), "{answer}");
            assert_eq!(reply.sections[0].claims, [ClaimReply { text: "A.".to_owned(), sentences: vec![1, 2, 3, 4] }], "{answer}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(draft("  \n"), Err(Unusable::Empty));
        assert_eq!(draft("<think>hm</think>"), Err(Unusable::Empty));
        assert_eq!(draft("I cannot help with that."), Err(Unusable::NotJson));
        for cut in 1..WHOLE.len() {
            assert_eq!(draft(&WHOLE[..WHOLE.len() - cut]), Err(Unusable::NotJson), "{cut}");
        }
        assert_eq!(draft(&"{".repeat(100_000)), Err(Unusable::NotJson));
        assert_eq!(draft(&format!("{{\"sections\": {}", "[".repeat(100_000))), Err(Unusable::NotJson));
        assert_eq!(draft(r#"{"sections": [{"claims": []}, 7, {"claims": [{"sentences": [1]}, "x"]}]}"#), Err(Unusable::NoClaims));
    }

    #[test]
    fn doubts_name_a_claim_and_may_be_none() {
        assert_eq!(doubts("Here: {\"doubts\": []}"), Ok(Vec::new()));
        let read = doubts(r#"{"doubts": [{"claim": "Claim 2", "reason": " No. "}, {"claim": 3}, {"reason": "x"}, 7]}"#);
        assert_eq!(read, Ok(vec![(2, "No.".to_owned()), (3, String::new())]));
        assert_eq!(doubts(r#"{"doubts": "none"}"#), Err(Unusable::NotJson));
        assert_eq!(doubts(" "), Err(Unusable::Empty));
    }

    #[test]
    fn a_repair_may_leave_everything_out() {
        assert_eq!(repair(WHOLE), Err(Unusable::NotJson), "a whole draft is no repair");
        assert_eq!(repair(r#"{"claims": []}"#).unwrap().claims, []);
        let reply = repair(r#"{"dek": "D", "claims": [{"claim": "Claim 3", "text": "A.", "sentences": 2}, {"text": "B."}]}"#).unwrap();
        assert_eq!(reply.claims, [(3, ClaimReply { text: "A.".to_owned(), sentences: vec![2] })]);
        assert_eq!(reply.dek.as_deref(), Some("D"));
    }
}
