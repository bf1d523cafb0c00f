//! What has to be written so that an article or a digest is gone, and stays gone.

use super::Content;
use crate::diag::{Checked, Diagnostic, codes, nearest};
use crate::files::{Edit, Snapshot};
use crate::types::takedowns::{self, DownArticle, DownDigest};
use crate::types::{ArticleFile, Block, BlockKind, Correction, Digest, DigestFile, Moment, Takedowns, digest_file};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// The record of a site; nothing where it has none.
#[must_use]
pub fn takedowns(snapshot: &Snapshot) -> Checked<Takedowns> {
    snapshot.bytes(takedowns::FILE).map_or_else(|| Checked::clean(Takedowns::default()), |bytes| Takedowns::read(&String::from_utf8_lossy(bytes)))
}

/// What a takedown comes to.
#[derive(Clone, Debug, Default)]
pub struct TakedownPlan {
    /// In the order in which they are to be made: the record first, then digests that stay, and the file whose name was given last, so that the same command
    /// finishes what was cut off between any two of them.
    pub edits: Vec<Edit>,
    /// What was done, a line each, for whoever asked for it.
    pub told: Vec<String>,
}

/// Takes down the digest or the article of this name, or the article of this address. A digest's address says from then on that it was withdrawn. An
/// article's words leave every digest: what rests on it alone goes, what rests on others too loses its reference, and a digest that would be left
/// without a claim goes with it.
///
/// # Errors
/// Nothing has this name, or both a digest and an article have it.
pub fn takedown(content: &Content, name: &str, reason: Option<&str>, today: NaiveDate) -> Result<TakedownPlan, Diagnostic> {
    let stem = name.trim_start_matches("content/digests/").trim_start_matches("content/articles/").trim_end_matches(".md");
    let digest = content.digest(stem).filter(|_| !name.starts_with("content/articles/"));
    let article = content.article(stem).or_else(|| content.articles.iter().find(|a| [&a.article.url, &a.article.via].into_iter().flatten().any(|u| u == name)));
    let article = article.filter(|_| !name.starts_with("content/digests/"));
    let mut work = Work { content, down: content.takedowns.clone(), plan: TakedownPlan::default(), reason, today };
    match (digest, article) {
        (Some(_), Some(_)) => {
            let both = Diagnostic::homeless(&codes::BAD_VALUE, format!("a digest and an article are called `{stem}`"));
            return Err(both.hint(format!("write `content/digests/{stem}.md` or `content/articles/{stem}.md`")));
        }
        (Some(digest), None) => work.digest(digest),
        (None, Some(article)) => work.article(article),
        (None, None) => {
            let down = &content.takedowns;
            let address = format!("/{}/", name.trim_matches('/'));
            let article = |a: &&DownArticle| a.article == stem || [&a.url, &a.via].into_iter().flatten().any(|u| u == name);
            let digest = |d: &&DownDigest| d.addresses.iter().any(|a| *a == address || *a == format!("/story/{stem}/"));
            let day = down.articles.iter().find(article).map(|a| a.date).or_else(|| down.digests.iter().find(digest).map(|d| d.date));
            if let Some(day) = day {
                let gone = Diagnostic::homeless(&codes::BAD_VALUE, format!("`{name}` was taken down on {day}"));
                return Err(gone.hint(format!("{} has it; build and publish the site to make it so", takedowns::FILE)));
            }
            let names = content.digests.iter().map(|d| d.stem.as_str()).chain(content.articles.iter().map(|a| a.stem.as_str()));
            let none = Diagnostic::homeless(&codes::BAD_VALUE, format!("there is no digest and no article `{name}`"));
            return Err(match nearest(stem, names) {
                Some(near) => none.hint(format!("did you mean `{near}`?")),
                None => none.hint("write the name of a file in content/digests or content/articles, or the article's address"),
            });
        }
    }
    work.plan.edits.push(Edit { path: takedowns::FILE.to_owned(), contents: Some(work.down.write()), keep_original: false });
    let rank = |edit: &Edit| match edit.contents {
        Some(_) if edit.path == takedowns::FILE => 0,
        Some(_) => 1,
        None if article.is_some_and(|a| *a.path == *edit.path) => 3,
        None => 2,
    };
    work.plan.edits.sort_by(|a, b| (rank(a), &a.path).cmp(&(rank(b), &b.path)));
    Ok(work.plan)
}

struct Work<'a> {
    content: &'a Content,
    down: Takedowns,
    plan: TakedownPlan,
    reason: Option<&'a str>,
    today: NaiveDate,
}

impl Work<'_> {
    fn remove(&mut self, path: &str) {
        self.plan.edits.push(Edit { path: path.to_owned(), contents: None, keep_original: false });
    }

    fn digest(&mut self, file: &DigestFile) {
        let mut addresses = vec![format!("/story/{}/", file.slug())];
        addresses.extend(file.digest.aliases.iter().cloned());
        // One that was cut off may have been recorded already.
        self.down.digests.retain(|d| d.story != file.stem || d.addresses != addresses);
        self.down.digests.push(DownDigest {
            story: file.stem.clone(),
            addresses,
            articles: file.digest.sources.iter().filter_map(|s| s.article.clone()).collect(),
            date: self.today,
            reason: self.reason.map(str::to_owned),
        });
        self.remove(&file.path);
        self.plan.told.push(format!("{} is taken down; /story/{}/ says so", file.path, file.slug()));
    }

    fn article(&mut self, file: &ArticleFile) {
        let hash = Some(file.hash());
        self.down.articles.retain(|a| a.article != file.stem || a.hash != hash);
        self.down.articles.push(DownArticle {
            article: file.stem.clone(),
            url: file.article.url.clone(),
            via: file.article.via.clone(),
            hash,
            date: self.today,
            reason: self.reason.map(str::to_owned),
        });
        self.remove(&file.path);
        self.plan.told.push(format!("{} is taken down; `digest add` will not take it again", file.path));
        let citing: Vec<Arc<DigestFile>> =
            self.content.digests.iter().filter(|d| d.digest.sources.iter().any(|s| s.article.as_deref() == Some(file.stem.as_str()))).cloned().collect();
        for digest in citing {
            match without(&digest, &file.stem, self.today) {
                None => self.digest(&digest),
                Some((contents, gone)) => {
                    self.plan.told.push(format!(
                        "{}: what rested on it alone is out ({gone} of {} claims); read its title and summary",
                        digest.path,
                        digest.open().body.claims.len()
                    ));
                    self.plan.edits.push(Edit { path: digest.path.to_string(), contents: Some(contents), keep_original: false });
                }
            }
        }
    }
}

/// A digest without the words of an article, and how many claims went; `None` where no claim is left.
fn without(file: &DigestFile, article: &str, today: NaiveDate) -> Option<(String, usize)> {
    let file = &file.open();
    let gone: BTreeSet<u32> = file.digest.sources.iter().filter(|s| s.article.as_deref() == Some(article)).map(|s| s.id).collect();
    let rests = |c: &&crate::types::Claim| !c.citations.is_empty() && c.citations.iter().all(|c| gone.contains(&c.source));
    let lost: Vec<_> = file.body.claims.iter().filter(rests).collect();
    if lost.len() == file.body.claims.iter().filter(|c| !c.citations.is_empty()).count() {
        return None;
    }
    // Claims with their references, references of claims that stay, and definitions, as bytes of the file.
    let end = |c: &crate::types::Claim| c.citations.iter().map(|c| c.span.end).max().unwrap_or(c.span.end);
    // The space behind a claim goes with it.
    let space = |at: usize| file.text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len());
    let mut cuts: Vec<Range<usize>> = lost.iter().map(|c| c.span.start..end(c) + space(end(c))).collect();
    cuts.extend(file.body.claims.iter().flat_map(|c| &c.citations).filter(|c| gone.contains(&c.source)).map(|c| c.span.clone()));
    let of_gone = |label: &str| crate::types::Citation::parse(label, 0..0).is_some_and(|c| gone.contains(&c.source));
    cuts.extend(file.body.notes.iter().filter(|n| of_gone(&n.label)).map(|n| n.span.clone()));
    // An item or a paragraph that is left empty goes with its mark; so does a heading that has nothing below it.
    let empty = |block: &Block| !block.claims.is_empty() && file.body.claims[block.claims.clone()].iter().all(|c| rests(&c));
    cuts.extend(file.body.blocks.iter().filter(|b| empty(b)).map(|b| line_start(&file.text, b.span.start)..b.span.end));
    for (n, block) in file.body.blocks.iter().enumerate().filter(|(_, b)| matches!(b.kind, BlockKind::Heading(_))) {
        let below: Vec<&Block> = file.body.blocks[n + 1..].iter().take_while(|b| !matches!(b.kind, BlockKind::Heading(_))).collect();
        if !below.is_empty() && below.iter().all(|b| empty(b)) {
            cuts.push(line_start(&file.text, block.span.start)..block.span.end);
        }
    }
    let body = tidy(&cut(&file.text, file.body_start, cuts));
    let publisher = file.digest.sources.iter().find(|s| gone.contains(&s.id)).map_or("a source", |s| s.name()).to_owned();
    let mut digest = Digest { sources: file.digest.sources.iter().filter(|s| !gone.contains(&s.id)).cloned().collect(), ..file.digest.clone() };
    digest.also_read.retain(|a| a.split(' ').next() != Some(article));
    digest.updated = Some(Moment::Day(today.max(digest.date.day())));
    digest.corrections.push(Correction { date: Moment::Day(today), text: format!("What rested on an article of {publisher} was taken out.") });
    digest.composed = None;
    if !file.is_edited() {
        digest.composed = Some(digest_file::fingerprint(&digest_file::write(&digest, &body)));
    }
    Some((digest_file::write(&digest, &body), lost.len()))
}

/// Where the mark of a list item, of a heading or of a quotation on this line begins.
fn line_start(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    if text[start..at].chars().all(|c| c.is_whitespace() || c.is_ascii_digit() || "-*+.)>#".contains(c)) { start } else { at }
}

/// The text from `from` on without these ranges, which may overlap.
fn cut(text: &str, from: usize, mut cuts: Vec<Range<usize>>) -> String {
    cuts.sort_by_key(|c| (c.start, c.end));
    let (mut out, mut at) = (String::new(), from);
    for cut in cuts {
        if cut.start > at {
            out.push_str(&text[at..cut.start]);
        }
        at = at.max(cut.end);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// No space left behind by what was cut, and one empty line between blocks at most.
fn tidy(body: &str) -> String {
    let mut out = String::new();
    let mut empty = 0;
    for line in body.lines() {
        let line = line.trim_end();
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty <= 1 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.trim_matches('\n').to_owned()
}
