//! When the article was published. A day of change is none, and neither is a day that the text merely mentions.

use super::Page;
use crate::editorial::add::dates::{self, Order};
use crate::editorial::add::html::blocks::{Block, Kind};
use crate::text::normal::folded;
use crate::types::Moment;
use chrono::NaiveDate;
use regex::Regex;
use scraper::ElementRef;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use url::Url;

/// The day or time of publication.
pub(super) fn of(page: &Page, canonical: Option<&Url>, title: &str) -> Option<Moment> {
    let order = order(page);
    let visible = visible(page, order, title);
    let stated = stated(page, canonical, order);
    match stated {
        Some(stated) => {
            // Pages are moved, and then machines write the day of the move. What readers see beside the headline, or in two places, and is earlier,
            // outweighs it.
            let mut weights: BTreeMap<NaiveDate, f64> = BTreeMap::new();
            for (moment, weight) in &visible {
                *weights.entry(moment.day()).or_default() += weight;
            }
            let other = weights.iter().find(|(day, weight)| **weight >= BESIDE_TITLE && **day < stated.day());
            match other {
                Some((day, _)) if !weights.contains_key(&stated.day()) => Some(Moment::Day(*day)),
                _ => Some(stated),
            }
        }
        None => vote(&visible),
    }
}

/// The weight of a day that stands beside the headline.
const BESIDE_TITLE: f64 = 0.9;

/// Which of two numbers is the day on this page.
fn order(page: &Page) -> Order {
    let language = page.html.root_element().value().attr("lang").unwrap_or_default().to_lowercase();
    let host = page.address.as_ref().and_then(Url::host_str).unwrap_or_default().to_owned();
    if language.starts_with("en-us") || host.ends_with(".us") || host.ends_with(".gov") || (host.ends_with(".com") && (language.is_empty() || language == "en"))
    {
        Order::MonthFirst
    } else if language.is_empty() && host.is_empty() {
        Order::Unknown
    } else {
        Order::DayFirst
    }
}

const META: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "article:publicationdate",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publication-date",
    "published",
    "published_time",
    "published_date",
    "date_published",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc:created",
    "dc:date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "prism.publicationdate",
    "rnews:datepublished",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "article.published",
    "article.created",
    "originalpublicationdate",
    "created",
    "creation_date",
    "displaydate",
    "ptime",
    "release_date",
    "date",
    "article_date_original",
    "shareaholic:article_published_time",
    "og:pubdate",
    "vr:published_time",
];

/// What the page says to machines.
fn stated(page: &Page, canonical: Option<&Url>, order: Order) -> Option<Moment> {
    let addressed = page.address.as_ref().and_then(of_address);
    let meta = META.iter().find_map(|name| page.meta.first(&[name]).and_then(|c| dates::machine(&c, order)));
    let is_publication = |name: &str| (name.contains("publish") || name.contains("publication")) && !name.contains("modif") && !name.contains("updat");
    let meta = meta.or_else(|| page.meta.named_like(is_publication).into_iter().filter_map(|c| dates::machine(&c, order)).min_by_key(|m| m.day()));
    let linked = || {
        ["datePublished", "dateCreated"].iter().find_map(|key| {
            page.linked
                .article(key)
                .and_then(|d| dates::machine(&d, order))
                .or_else(|| page.linked.of_type(&["WebPage", "ItemPage", "Article"], key).and_then(|d| dates::machine(&d, order)))
        })
    };
    let item = || {
        page.all("[itemprop~=datePublished], [itemprop~=dateCreated], [property='schema:datePublished'], [property='dc:date'], [pubdate]")
            .into_iter()
            .find_map(|e| of_element(e, order))
    };
    let found = meta.or_else(linked).or_else(item);
    match (addressed, found) {
        // The address names the day; the time of that day may stand elsewhere.
        // An address may also name the day of which the text tells: it cannot be published after it was.
        (Some(day), Some(found)) if found.day() == day || (day - found.day()).num_days() > 1 => Some(found),
        (Some(day), _) => Some(Moment::Day(day)),
        (None, Some(found)) => Some(found),
        (None, None) => canonical.and_then(of_address).map(Moment::Day),
    }
}

/// A whole day in an address: `/2026/01/31/`, `/2026-01-31-name`, `/20260131/`.
fn of_address(url: &Url) -> Option<NaiveDate> {
    static DAY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:^|[/_-])((?:19|20)\d\d)(?:[/_-](\d{1,2})[/_-](\d{1,2})|(\d\d)(\d\d))(?:[/_.-]|$)").ok());
    let found = DAY.as_ref()?.captures(url.path())?;
    let number = |a: usize, b: usize| found.get(a).or_else(|| found.get(b)).and_then(|m| m.as_str().parse::<u32>().ok());
    NaiveDate::from_ymd_opt(found.get(1)?.as_str().parse().ok()?, number(2, 4)?, number(3, 5)?)
}

fn of_element(element: ElementRef, order: Order) -> Option<Moment> {
    if is_of_change(element) {
        return None;
    }
    let value = element.value();
    for key in ["datetime", "content", "title", "data-datetime"] {
        if let Some(moment) = value.attr(key).and_then(|t| dates::machine(t, order)) {
            return Some(moment);
        }
    }
    let text = element.text().collect::<String>();
    let dated = dates::first(&text, order).filter(|d| !dates::is_of_change(&text[..d.at.start]))?;
    Some(Moment::Day(dated.day))
}

/// Whether an element, or the words just before it, speak of a change.
fn is_of_change(element: ElementRef) -> bool {
    let value = element.value();
    let marks = format!("{} {} {}", value.attr("class").unwrap_or_default(), value.attr("itemprop").unwrap_or_default(), value.attr("id").unwrap_or_default())
        .to_lowercase();
    if marks.contains("modif") || marks.contains("updat") {
        return true;
    }
    let before: String = element
        .prev_siblings()
        .take(2)
        .filter_map(|n| n.value().as_text().map(|t| t.to_string()).or_else(|| ElementRef::wrap(n).map(|e| e.text().collect())))
        .collect();
    let parent = element.parent().and_then(ElementRef::wrap).map(|p| p.value().attr("class").unwrap_or_default().to_lowercase()).unwrap_or_default();
    dates::is_of_change(&before.chars().rev().take(40).collect::<String>().chars().rev().collect::<String>())
        || parent.contains("updated")
        || parent.contains("modified")
}

/// What readers see, with the weight that each place has.
fn visible(page: &Page, order: Order, title: &str) -> Vec<(Moment, f64)> {
    let mut out = Vec::new();
    let wanted = folded(title);
    let titles = page.blocks.iter().enumerate().filter(|(_, b)| !wanted.is_empty() && folded(&b.text) == wanted).map(|(at, _)| at).take(4);
    let beside = titles.flat_map(|at| at.saturating_sub(3)..(at + 7).min(page.blocks.len())).find_map(|i| {
        let block = &page.blocks[i];
        // The items below the headline of a list are what it lists.
        let fits = block.words <= 25 && !block.aside && !(page.is_plain() && matches!(block.kind, Kind::Item | Kind::Heading(_)));
        let dated = fits.then(|| dates::first(&block.text, order)).flatten()?;
        (!dates::is_of_change(&block.text[..dated.at.start]) && !is_changed_above(page.blocks, i)).then_some(Moment::Day(dated.day))
    });
    if let Some(moment) = beside {
        out.push((moment, BESIDE_TITLE));
    }
    // On a page that is no article, dates in several places are those of several things.
    let first_of = |found: Vec<ElementRef>| {
        let mut days = found.into_iter().filter(|e| !page.is_aside(*e)).filter_map(|e| of_element(e, order));
        let first = days.next()?;
        (!page.is_plain() || days.all(|d| d.day() == first.day())).then_some(first)
    };
    if let Some(moment) = first_of(page.all("time")) {
        out.push((moment, 0.7));
    }
    let classed = page.all(
        "[class~=date], [class~=published], [class~=posted-on], [class~=entry-date], [class~=post-date], [class~=article-date], [class~=pubdate], [class~=publish-date], [class~=timestamp], [class~=dateline], [class*=publish], [class*=date-], [class*=-date], [class*=__date], [class*=Date], [id*=date], [class*=byline], [class*=time]",
    );
    if let Some(moment) = first_of(classed.into_iter().filter(|e| e.text().map(str::len).sum::<usize>() <= 160).collect()) {
        out.push((moment, 0.6));
    }
    static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:first )?(?:published|posted|veröffentlicht|erstellt|publié|publicado|pubblicato|gepubliceerd|opublikowano|publicerad|publisert|date)\b",
        )
        .ok()
    });
    let said = page.blocks.iter().filter(|b| b.words <= 20 && SAID.as_ref().is_some_and(|r| r.is_match(&b.text))).find_map(|b| dates::first(&b.text, order));
    if let Some(dated) = said {
        out.push((Moment::Day(dated.day), 0.5));
    }
    out
}

/// Whether the block above is a label that speaks of a change and of nothing else.
fn is_changed_above(blocks: &[Block], at: usize) -> bool {
    at.checked_sub(1).and_then(|i| blocks.get(i)).is_some_and(|b| b.words <= 3 && dates::is_of_change(&b.text))
}

/// The day with the most weight behind it, the earlier of two with the same.
fn vote(visible: &[(Moment, f64)]) -> Option<Moment> {
    let mut weights: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    for (moment, weight) in visible {
        *weights.entry(moment.day()).or_default() += weight;
    }
    let mut best: Option<(NaiveDate, f64)> = None;
    for (day, weight) in weights {
        if best.is_none_or(|(_, most)| weight > most) {
            best = Some((day, weight));
        }
    }
    let (day, _) = best?;
    visible.iter().map(|(m, _)| *m).find(|m| m.day() == day && matches!(m, Moment::Time(_))).or(Some(Moment::Day(day)))
}
