//! A published site proved again, offline: its claims.json against the articles.

use super::{Content, KeptArticles};
use crate::diag::{Diagnostic, Span, codes};
use crate::evidence::{Cited, Located, judge, locate};
use crate::publish::check::KeptArticle;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    pub claims: usize,
    /// Passages that stand word for word in their articles.
    pub passages: usize,
    /// Citations whose articles are not kept, so that nothing can be said of them.
    pub unkept: usize,
}

/// Holds one story's claims.json against the articles of `content`: each exact passage stands in its article, the article is the text that was cited, and each
/// verdict is the one that the check gives now. `path` names the file in findings.
#[must_use]
pub fn prove(path: &str, story: &Value, content: &Content, kept: &KeptArticles) -> (Proof, Vec<Diagnostic>) {
    let mut proof = Proof::default();
    let mut found = Vec::new();
    let text = |value: &Value, key: &str| value[key].as_str().map(str::to_owned);
    let mut articles: BTreeMap<u64, Arc<KeptArticle>> = BTreeMap::new();
    for source in story["sources"].as_array().into_iter().flatten() {
        let (Some(id), Some(article)) = (source["id"].as_u64(), text(source, "article").filter(|a| content.article(a).is_some()).and_then(|a| kept.get(&a)))
        else {
            continue;
        };
        if text(source, "hash").is_some_and(|hash| hash != article.hash()) {
            let message = format!("the article of source {id} is no longer the text that was cited");
            found.push(Diagnostic::new(&codes::SOURCE_CHANGED, Span::whole(path), message).hint("check the digest, and publish the site anew"));
        }
        articles.insert(id, article);
    }
    for claim in story["claims"].as_array().into_iter().flatten() {
        proof.claims += 1;
        let id = text(claim, "id").unwrap_or_default();
        let citations: Vec<&Value> = claim["citations"].as_array().into_iter().flatten().collect();
        let mut cited: Vec<(Arc<KeptArticle>, Option<Vec<String>>)> = Vec::new();
        for citation in &citations {
            let Some(article) = citation["source"].as_u64().and_then(|s| articles.get(&s)) else {
                proof.unkept += 1;
                continue;
            };
            let parts: Option<Vec<String>> = text(citation, "exact").map(|e| e.split(" […] ").map(str::to_owned).collect());
            if let Some(parts) = &parts {
                if matches!(locate(parts, &article.text), Located::Stands(_)) {
                    proof.passages += 1;
                } else {
                    let label = text(citation, "label").unwrap_or_default();
                    let message = format!("{id}: the passage of citation {label} does not stand in its article");
                    found.push(Diagnostic::new(&codes::QUOTE_NOT_IN_ARTICLE, Span::whole(path), message).hint("check the digest, and publish the site anew"));
                }
            }
            cited.push((Arc::clone(article), parts));
        }
        // What rests on an article that is not kept cannot be judged again.
        let verdict = claim["verdict"].as_str().unwrap_or_default();
        if cited.is_empty() || cited.len() < citations.len() || !matches!(verdict, "supported" | "unsupported") {
            continue;
        }
        let cited: Vec<Cited> = cited.iter().map(|(article, passage)| Cited { source: &article.text, passage: passage.as_deref() }).collect();
        let now = if judge(&text(claim, "text").unwrap_or_default(), &cited).supported { "supported" } else { "unsupported" };
        if now != verdict {
            let message = format!("{id}: the verdict is “{verdict}” there, and “{now}” by its sources");
            found.push(Diagnostic::new(&codes::UNSUPPORTED_CLAIM, Span::whole(path), message).hint("check the digest, and publish the site anew"));
        }
    }
    (proof, found)
}
