//! Whether topics are those of digest.yaml: `unknown-topic`.

use super::Case;
use crate::diag::{Diagnostic, codes, nearest};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    // Of topics that could not be read nothing is known; that they could not is a finding of its own.
    if case.desk.config.topics_unread {
        return Vec::new();
    }
    let known = &case.desk.config.topics;
    let mut found = Vec::new();
    for (n, topic) in case.file.digest.topics.iter().enumerate() {
        if case.desk.config.topic(topic).is_some() {
            continue;
        }
        let d = Diagnostic::new(&codes::UNKNOWN_TOPIC, case.file.span(&format!("topics.{n}")), format!("digest.yaml names no topic `{topic}`"));
        let near = nearest(topic, known.iter().flat_map(|t| [t.slug.as_str(), t.name.as_str()]));
        found.push(match near.and_then(|near| known.iter().find(|t| t.slug == near || t.name == near)) {
            Some(near) => d.hint(format!("did you mean `{}`?", near.slug)),
            None => d.hint(format!("add `{topic}: {{name: …}}` under `topics:` in digest.yaml, or take it out")),
        });
    }
    found
}
