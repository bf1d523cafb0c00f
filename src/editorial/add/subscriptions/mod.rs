//! What is new in the feeds that an editor follows.
//!
//! In: the feeds of digest.yaml, what is remembered of them, and the articles that are there. Out: each feed's new articles in its order, findings with the
//! feed's place in digest.yaml, and what to remember once they are kept. Never: the disk; a feed that stops another; a page of an article that is there.

mod memory;
#[cfg(test)]
mod tests;

pub use memory::Memory;

use super::fetch::{Answer, FetchFault, Fetched, Fetcher, Validators, side_by_side};
use super::sniff::{self, Form};
use super::{Cleaned, Held, NotAnArticle, Overrides, RawPage, canonical, clean, contained, decoded, feed, finish};
use crate::config::Feed;
use crate::diag::{Diagnostic, Severity, codes};
use crate::types::Genre;
use memory::Remembered;
use std::collections::{BTreeMap, BTreeSet};

/// Pages fetched for one feed in one run. A feed that is cut short and has thousands of entries gives the rest to the next runs.
const MOST_PAGES: usize = 40;
/// Runs in which a page is asked for before the feed's own beginning of it has to do.
const MOST_TRIES: u32 = 5;

/// How far the work has come, for whoever shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many requests more are to be made.
    More(usize),
    /// One of them is done.
    Done,
}

/// What all feeds gave.
#[derive(Debug, Default)]
pub struct News {
    /// New articles, each with the address that it was read at.
    pub articles: Vec<(String, Cleaned)>,
    pub findings: Vec<Diagnostic>,
    /// What to remember when the articles are kept.
    pub memory: Memory,
}

/// What one feed gave.
struct Issue {
    remembered: Remembered,
    entries: Vec<Entry>,
    findings: Vec<Diagnostic>,
}

/// An entry that is new.
struct Entry {
    key: String,
    link: Option<String>,
    /// What the feed itself carries of it.
    listed: Result<Cleaned, NotAnArticle>,
}

impl Entry {
    /// The page that has to be fetched, for the feed carries less than the article.
    fn wants(&self) -> Option<&str> {
        let is_short = self.listed.as_ref().map_or(true, |cleaned| cleaned.article.truncated);
        self.link.as_deref().filter(|_| is_short)
    }
}

/// Why a page gave no article.
enum NoPage {
    Fault(FetchFault),
    None(NotAnArticle),
}

/// Asks every feed that is due, side by side, and fetches the pages of its new entries where it carries only their beginning.
pub fn news(feeds: &[Feed], memory: &Memory, held: &Held, fetcher: &Fetcher, tell: &(dyn Fn(Step) + Sync)) -> News {
    tell(Step::More(feeds.len()));
    let read = side_by_side(
        feeds,
        |feed| Some(&feed.address),
        |feed| {
            let issue = issue(feed, memory.of(&feed.address), held, fetcher);
            tell(Step::Done);
            issue
        },
    );
    let issues: Vec<Issue> = read.into_iter().zip(feeds).map(|(issue, feed)| issue.unwrap_or_else(|| lost(feed, memory))).collect();

    // An article that two feeds list is fetched once, for the first of them.
    let mut wanted: Vec<(&Feed, &str)> = Vec::new();
    let mut known = BTreeSet::new();
    for (issue, feed) in issues.iter().zip(feeds) {
        let links = issue.entries.iter().filter_map(Entry::wants).filter(|link| known.insert(canonical(link)));
        wanted.extend(links.take(MOST_PAGES).map(|link| (feed, link)));
    }
    tell(Step::More(wanted.len()));
    let fetched = side_by_side(
        &wanted,
        |(_, link)| Some(link),
        |(feed, link)| {
            let page = page(feed, link, fetcher);
            tell(Step::Done);
            page
        },
    );
    let mut pages: Vec<(String, Result<Cleaned, NoPage>)> =
        wanted.iter().zip(fetched).filter_map(|((_, link), page)| Some(((*link).to_owned(), page?))).collect();
    pages.reverse();

    let mut news = News { memory: memory.clone(), ..News::default() };
    for (issue, feed) in issues.into_iter().zip(feeds) {
        let mut take = |link: &str| pages.pop_if(|(asked, _)| asked == link).map(|(_, page)| page);
        gather(feed, issue, &mut take, fetcher, &mut news);
    }
    news.memory.keep(&feeds.iter().map(|f| f.address.as_str()).collect());
    news
}

fn lost(feed: &Feed, memory: &Memory) -> Issue {
    let finding = Diagnostic::new(&codes::FETCH_FAILED, feed.span.clone(), "reading it failed inside the program").hint("please report this feed");
    Issue { remembered: memory.of(&feed.address), entries: Vec::new(), findings: vec![finding] }
}

/// Asks one feed for what it lists now, and leaves out what was seen or is there.
fn issue(feed: &Feed, mut remembered: Remembered, held: &Held, fetcher: &Fetcher) -> Issue {
    let now = fetcher.clock().now();
    let mut findings = Vec::new();
    let mut entries = Vec::new();
    if let Some(until) = remembered.waits_until(now) {
        let message = format!("{} is left alone until {}, for it failed or asked for rest", feed.address, until.format("%Y-%m-%d %H:%M UTC"));
        findings.push(Diagnostic::new(&codes::FEED_WAITS, feed.span.clone(), message).hint("to ask at once, delete .digest/feeds.json"));
        return Issue { remembered, entries, findings };
    }
    match fetcher.ask(&feed.address, &remembered.validators) {
        Err(fault) => {
            remembered.failed(&fault, now);
            let message = format!("the feed {} could not be read: {}", feed.address, fault.reason);
            findings.push(Diagnostic::new(&codes::FETCH_FAILED, feed.span.clone(), message).hint(hint(&fault)));
        }
        Ok(Answer::Unchanged) => remembered.answered(),
        Ok(Answer::Page(Fetched { page, validators, moved })) => match listing(&page) {
            Err(none) => {
                let message = format!("{} gives no feed: {}", feed.address, none.reason);
                findings.push(Diagnostic::new(&codes::NOT_AN_ARTICLE, feed.span.clone(), message).hint(none.hint));
            }
            Ok(listing) => {
                remembered.answered();
                remembered.validators = validators;
                if let Some(moved) = moved {
                    let message = format!("the feed {} has moved for good", feed.address);
                    findings.push(Diagnostic::new(&codes::FEED_MOVED, feed.span.clone(), message).hint(format!("write `address: {moved}`")));
                }
                let old: BTreeSet<&String> = remembered.seen.iter().collect();
                let overrides = overrides(feed);
                let (mut passed, mut keys) = (Vec::new(), BTreeSet::new());
                for at in 0..listing.len() {
                    let key = listing.key(at);
                    if !keys.insert(key.clone()) {
                        continue;
                    }
                    let link = listing.link(at).map(str::to_owned);
                    if old.contains(&key) || link.as_deref().is_some_and(|l| held.has_address(l)) {
                        passed.push(key);
                        continue;
                    }
                    let found = contained(|| Some(listing.clean(at)));
                    let found = found.unwrap_or_else(|| Err(NotAnArticle::new("cleaning it failed inside the program", "please report this feed")));
                    entries.push(Entry { key, link, listed: found.map(|found| finish(&page, found, &overrides)) });
                }
                remembered.has_seen(passed);
            }
        },
    }
    Issue { remembered, entries, findings }
}

fn listing(page: &RawPage) -> Result<feed::Listing, NotAnArticle> {
    let text = decoded(page)?;
    if sniff::form(&text, &page.input, page.content_type.as_deref()) != Form::Feed {
        return Err(NotAnArticle::new("it is neither RSS, Atom nor a JSON feed", "look for the feed's address in the page's source, at `rel=\"alternate\"`"));
    }
    feed::Listing::read(&text, page.address.as_deref())
}

fn overrides(feed: &Feed) -> Overrides {
    Overrides { publisher: feed.publisher.clone(), ..Overrides::default() }
}

fn hint(fault: &FetchFault) -> String {
    if fault.is_passing() { "it is asked again later, after a pause that grows".to_owned() } else { fault.hint.clone() }
}

/// The article of an entry's page.
fn page(feed: &Feed, link: &str, fetcher: &Fetcher) -> Result<Cleaned, NoPage> {
    let raw = fetcher.fetch(link).map_err(NoPage::Fault)?;
    let none = || NotAnArticle::new("the page is a feed", "name that feed in digest.yaml");
    let mut found = clean(&raw, &overrides(feed));
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => one.map_err(NoPage::None),
        _ => Err(NoPage::None(none())),
    }
}

/// Puts one feed's articles together, and what is to be remembered of it.
fn gather(feed: &Feed, issue: Issue, take: &mut dyn FnMut(&str) -> Option<Result<Cleaned, NoPage>>, fetcher: &Fetcher, news: &mut News) {
    let Issue { mut remembered, entries, findings } = issue;
    news.findings.extend(findings);
    let say = |message: String, hint: &str, code| Diagnostic::new(code, feed.span.clone(), message).severity(Severity::Warning).hint(hint.to_owned());
    let (mut done, mut later) = (Vec::new(), 0_usize);
    // A feed that failed or did not change has said nothing of the entries that are being waited for.
    let tries = if entries.is_empty() { BTreeMap::new() } else { std::mem::take(&mut remembered.tries) };
    for entry in entries {
        let fetched = match entry.wants().map(&mut *take) {
            None => None,
            Some(Some(page)) => Some(page),
            // Another feed has it, or this one has had its share of pages for this run.
            Some(None) => {
                later += 1;
                continue;
            }
        };
        let Entry { key, link, listed } = entry;
        let input = link.unwrap_or_else(|| feed.address.clone());
        let result = match fetched {
            None => listed,
            Some(Ok(page)) => Ok(merged(page, listed.ok(), &input)),
            Some(Err(NoPage::Fault(fault))) => {
                if fault.asks_for_rest() {
                    remembered.failed(&fault, fetcher.clock().now());
                }
                let known = tries.get(&key).copied().unwrap_or_default();
                if fault.is_passing() && (known + 1 < MOST_TRIES || fault.asks_for_rest()) {
                    // A host that asks for rest has said nothing on this page.
                    remembered.tries.insert(key, known + u32::from(!fault.asks_for_rest()));
                    if later == 0 {
                        news.findings.push(say(format!("{input} could not be fetched: {}", fault.reason), "it is taken the next time", &codes::FETCH_FAILED));
                    }
                    later += 1;
                    continue;
                }
                // What the feed carries of it is better than nothing, and says that it is cut off.
                listed.map_err(|_| NotAnArticle { reason: fault.reason, hint: fault.hint })
            }
            Some(Err(NoPage::None(none))) => listed.map_err(|_| none),
        };
        done.push(key);
        match result {
            Ok(mut cleaned) => {
                let tags = &mut cleaned.article.tags;
                tags.extend(feed.topics.iter().filter(|t| !tags.contains(t)).cloned().collect::<Vec<_>>());
                news.articles.push((input, cleaned));
            }
            Err(none) => news.findings.push(say(format!("{input} gives no article: {}", none.reason), &none.hint, &codes::NOT_AN_ARTICLE)),
        }
    }
    remembered.seen.splice(0..0, done);
    if later > 0 {
        // The feed has to show them again, even if it does not change.
        remembered.validators = Validators::default();
    }
    news.memory.set(&feed.address, remembered);
}

/// The page's article, with what only the feed says of it.
fn merged(mut page: Cleaned, listed: Option<Cleaned>, link: &str) -> Cleaned {
    let article = &mut page.article;
    article.url = article.url.take().or_else(|| Some(link.to_owned()));
    let Some(Cleaned { article: listed, remarks }) = listed else { return page };
    article.publisher = article.publisher.take().or(listed.publisher);
    article.agency = article.agency.take().or(listed.agency);
    article.published = article.published.or(listed.published);
    article.language = article.language.take().or(listed.language);
    article.image = article.image.take().or(listed.image);
    if article.authors.is_empty() {
        article.authors = listed.authors;
    }
    if article.genre == Genre::News {
        article.genre = listed.genre;
    }
    for tag in listed.tags {
        if !article.tags.contains(&tag) {
            article.tags.push(tag);
        }
    }
    if article.truncated && listed.body.len() > article.body.len() {
        article.body = listed.body;
        page.remarks = remarks;
    }
    page
}
