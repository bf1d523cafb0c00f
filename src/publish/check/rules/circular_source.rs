//! Whether a source is a report of its own: `circular-source`. A digest that cites a digest, an aggregator or itself makes two witnesses out of one
//! (the circle of reports that news editors call circular reporting).

use super::Case;
use crate::diag::{Diagnostic, codes};
use crate::evidence::SourceText;
use crate::publish::check::KeptArticle;
use crate::types::{DigestFile, Source};
use std::sync::Arc;
use url::Url;

/// Hosts that gather what others report, and write none of it; sorted. Those below them count too. `check: {aggregators: […]}` in digest.yaml adds more.
const AGGREGATORS: &[&str] = &[
    "allsides.com",
    "apple.news",
    "digg.com",
    "drudgereport.com",
    "feedly.com",
    "flipboard.com",
    "ground.news",
    "inshorts.com",
    "kite.kagi.com",
    "lobste.rs",
    "memeorandum.com",
    "news.google.com",
    "news.ycombinator.com",
    "newsbreak.com",
    "particle.news",
    "perplexity.ai",
    "reddit.com",
    "slashdot.org",
    "smartnews.com",
    "techmeme.com",
    "theoutpost.ai",
    "upday.com",
];

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (n, source, article) in case.sources() {
        let place = |key: &str| case.file.span(&format!("sources.{n}.{key}"));
        if let Some(key) = is_own(case, source) {
            found.push(
                Diagnostic::new(&codes::CIRCULAR_SOURCE, place(key), format!("source {} is this site itself", source.id))
                    .hint("cite the articles that the digest there rests on; a link to it can stand in the text"),
            );
        } else if let Some(host) = aggregator(case, source) {
            found.push(
                Diagnostic::new(&codes::CIRCULAR_SOURCE, place("url"), format!("source {} is what {host} gathered, not a report of its own", source.id))
                    .hint("put the reporting article's address into `url:`, and this one into `via:`"),
            );
        } else if article.is_some_and(|a| credits(&a.text, &case.desk.config.title)) {
            found.push(
                Diagnostic::new(
                    &codes::CIRCULAR_SOURCE,
                    place("title"),
                    format!("the article of source {} takes what it says from {}", source.id, case.desk.config.title),
                )
                .hint("cite the first report of it"),
            );
        }
    }
    found
}

/// The key that shows a source to be this very site.
fn is_own(case: &Case, source: &Source) -> Option<&'static str> {
    let base = &case.desk.config.base_url;
    let below = |address: &str| address.strip_prefix(base.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
    if source.url.as_deref().is_some_and(below) {
        return Some("url");
    }
    if source.via.as_deref().is_some_and(below) {
        return Some("via");
    }
    is_named(source, &case.desk.config.title).then_some("publisher")
}

/// Whether a source is published under the title of a site.
fn is_named(source: &Source, title: &str) -> bool {
    source.publisher.as_ref().is_some_and(|p| !title.is_empty() && p.eq_ignore_ascii_case(title))
}

/// Whether it would matter to the rule that the site has this title.
pub(in super::super) fn names_site(digest: &DigestFile, title: &str, article: &dyn Fn(&str) -> Option<Arc<KeptArticle>>) -> bool {
    let cited = |s: &Source| s.article.as_deref().and_then(article);
    digest.digest.sources.iter().any(|s| is_named(s, title) || cited(s).is_some_and(|a| credits(&a.text, title)))
}

/// The host of the source's address, where it gathers what others report.
fn aggregator(case: &Case, source: &Source) -> Option<String> {
    let url = Url::parse(source.url.as_deref()?).ok()?;
    let host = url.host_str()?.trim_start_matches("www.");
    let own = &case.desk.config.aggregators;
    let known = AGGREGATORS.iter().copied().chain(own.iter().map(String::as_str));
    known.into_iter().any(|a| host == a || host.strip_suffix(a).is_some_and(|rest| rest.ends_with('.'))).then(|| host.to_owned())
}

/// Whether an article gives this site as where it has its matter from.
fn credits(article: &SourceText, title: &str) -> bool {
    if title.split_whitespace().count() < 2 {
        return false;
    }
    let said = |text: &str| {
        text.match_indices(title).any(|(at, _)| {
            let before = text[..at].trim_end().trim_end_matches([',', '“', '"', '*']).to_lowercase();
            let before = before.strip_suffix(" the").unwrap_or(&before);
            let behind = text[at + title.len()..].trim_start().to_lowercase();
            ["according to", "reported by", "as reported in", "first told by"].iter().any(|b| before.ends_with(b))
                || ["reported", "reports", "wrote", "writes", "first reported"].iter().any(|b| behind.starts_with(b))
        })
    };
    article.blocks.iter().any(|b| said(&b.text))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hosts_are_sorted() {
        assert!(super::AGGREGATORS.is_sorted());
    }
}
