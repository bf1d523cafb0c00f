//! When the article was published. A day of change is none, and neither is a day that the text merely mentions.

use super::{Page, scripted};
use crate::editorial::add::dates::{self, Order};
use crate::editorial::add::html::blocks::{Block, Kind};
use crate::editorial::add::phrases;
use crate::text::{markdown::fold_space, normal::folded};
use crate::types::Moment;
use chrono::NaiveDate;
use regex::Regex;
use scraper::ElementRef;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use url::Url;

/// The day or time of publication.
pub(super) fn of(page: &Page, canonical: Option<&Url>, title: &str) -> Option<Moment> {
    let order = order(page, canonical);
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
        None => vote(&visible).or_else(|| scripted::day(page, order, title)),
    }
}

/// The weight of a day that stands beside the headline.
const BESIDE_TITLE: f64 = 0.9;

/// Which of two numbers is the day on this page.
fn order(page: &Page, canonical: Option<&Url>) -> Order {
    let language = page.html.root_element().value().attr("lang").unwrap_or_default().to_lowercase();
    let host = page.address.as_ref().or(canonical).and_then(Url::host_str).unwrap_or_default();
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
    "dc.created",
    "dc:created",
    "dc.date.publication",
    "dc:date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "prism.publicationdate",
    "rnews:datepublished",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "bt:date",
    "rbpubdate",
    "pub_date",
    "gentime",
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
    "datecreated",
    "date_created",
    "uploaddate",
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
    for key in ["datetime", "content", "title", "data-datetime", "data-date", "data-time", "data-timestamp", "data-published"] {
        if let Some(moment) = value.attr(key).and_then(|t| dates::machine(t, order)) {
            return Some(moment);
        }
    }
    let text = element.text().collect::<String>();
    Some(Moment::Day(dates::of_publication(&text, order)?.day))
}

/// Whether an element, or the words just before it, speak of a change.
fn is_of_change(element: ElementRef) -> bool {
    let value = element.value();
    let marks = format!("{} {} {}", value.attr("class").unwrap_or_default(), value.attr("itemprop").unwrap_or_default(), value.attr("id").unwrap_or_default())
        .to_lowercase();
    // Themes call the one day that they show both: the microformat hAtom asks for an `updated`, and WordPress marks a text that never changed so.
    let is_both = marks.contains("publish") || marks.split_whitespace().any(|m| matches!(m, "date" | "entry-date" | "post-date"));
    if marks.contains("modif") || (marks.contains("updat") && !is_both) {
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
        || is_labelled_changed(element)
}

/// Whether the line that an element stands in says "updated" before it. "Published 2 May, updated" speaks of the day that comes next.
fn is_labelled_changed(element: ElementRef) -> bool {
    let own = fold_space(&element.text().collect::<String>());
    element.ancestors().filter_map(ElementRef::wrap).take(3).map_while(label_of).any(|line| {
        let before = line.find(&own).map_or("", |at| &line[..at]);
        let label = before.rsplit(|c: char| c.is_ascii_digit()).next().unwrap_or_default().to_lowercase();
        dates::is_of_change(
            ["publish", "posted", "veröffentlicht"]
                .iter()
                .filter_map(|w| label.rsplit_once(w))
                .map(|(_, rest)| rest)
                .min_by_key(|rest| rest.len())
                .unwrap_or(&label),
        )
    })
}

/// The longest line, in bytes, that is a label with its days and no running text.
const LONGEST_LABEL: usize = 120;

/// The words of an element, where they are no more than a label. No more of them is read: thousands of days may stand in one long text.
fn label_of(element: ElementRef) -> Option<String> {
    let mut out = String::new();
    for word in element.text().flat_map(str::split_whitespace) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if out.len() > LONGEST_LABEL {
            return None;
        }
    }
    Some(out)
}

/// What readers see, with the weight that each place has.
fn visible(page: &Page, order: Order, title: &str) -> Vec<(Moment, f64)> {
    let mut out = Vec::new();
    let wanted = folded(title);
    let mut titles: Vec<usize> =
        page.blocks.iter().enumerate().filter(|(_, b)| !wanted.is_empty() && folded(&b.text) == wanted).map(|(at, _)| at).take(4).collect();
    if titles.is_empty() {
        // What is said to machines is often shortened from the headline that readers see.
        let likest = page.blocks.iter().position(|b| matches!(b.kind, Kind::Heading(_)) && is_worded_alike(&folded(&b.text), &wanted));
        titles.extend(likest);
    }
    // Below a short text its first comments are near the headline.
    let is_comment = |b: &Block| page.is_comment(b, titles.first().copied());
    // What stands above it may be the day on which the page was asked for.
    let around = titles.iter().flat_map(|at| (*at..(at + 7).min(page.blocks.len())).chain(at.saturating_sub(3)..*at).map(|i| (*at, i)));
    let beside = around.into_iter().find_map(|(title, i)| {
        let block = &page.blocks[i];
        // The items below the headline of a list are what it lists.
        let fits = block.words <= 25
            && !block.aside
            && block.kind != Kind::Caption
            && !(page.is_plain() && i > title && matches!(block.kind, Kind::Item | Kind::Heading(_)));
        let dated = fits.then(|| dates::of_publication(&block.text, order)).flatten()?;
        // A sentence that mentions a day is prose or a caption; a line with the day may end in a mark too.
        let others = block.words.saturating_sub(crate::text::words::count(&block.text[dated.at.clone()]));
        let is_line = others <= 6 || (others <= 12 && !phrases::ends_sentence(&block.text) && !block.text.contains(". "));
        (is_line && !is_changed_above(page.blocks, i) && !is_comment(block)).then_some(Moment::Day(dated.day))
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
        "[class~=date], [class~=published], [class~=posted-on], [class~=entry-date], [class~=post-date], [class~=article-date], [class~=pubdate], [class~=publish-date], [class~=timestamp], [class~=dateline], [class*=publish], [class*=date-], [class*=-date], [class*=__date], [class*=Date], [id*=date], [class*=byline], [class*=time], [class*=datum], [id*=datum], [class*=fecha], [class*=parution], [class*=postmeta], [class*=post-meta], [class*=post_meta], [class*=entry-meta], [class*=article-meta], [class*=article__meta], [class*=post-info], [class*=posted], [class*=submitted], [class~=meta], [class*=-meta], [class*=_meta], [class*=meta-], [class~=ago]",
    );
    if let Some(moment) = first_of(classed.into_iter().filter(|e| e.text().map(str::len).sum::<usize>() <= 160).collect()) {
        out.push((moment, 0.6));
    }
    static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^(?:first )?(?:published|posted|post (?:date|time)|veröffentlicht|erstellt|publié|publicado|pubblicato|gepubliceerd|opublikowano|publicerad|publisert|date|datum|erschienen|verfasst|geschrieben)\b",
            r"|\b(?:published|posted|submitted|written) on\b|\b(?:veröffentlicht|erstellt|erschienen|verfasst|geschrieben|eingestellt|gepostet) (?:am|von)\b|\b(?:publié|posté|rédigé) le\b|\bpublicado (?:el|em)\b|\bpubblicato il\b|\bgepubliceerd op\b",
        ))
        .ok()
    });
    let said = page
        .blocks
        .iter()
        .filter(|b| b.words <= 20 && !b.aside && SAID.as_ref().is_some_and(|r| r.is_match(&b.text)) && !is_comment(b))
        .find_map(|b| dates::of_publication(&b.text, order));
    if let Some(dated) = said {
        out.push((Moment::Day(dated.day), 0.5));
    }
    let below = titles.first().map_or(&[][..], |at| &page.blocks[(at + 1).min(page.blocks.len())..(at + 7).min(page.blocks.len())]);
    if let Some(day) = below.iter().filter(|b| b.kind == Kind::Paragraph && !b.aside).find_map(|b| dates::dateline(&b.text, order)) {
        out.push((Moment::Day(day), 0.5));
    }
    out
}

/// Whether nearly all words of the one line stand in the other, and half of the other's in it.
fn is_worded_alike(a: &str, b: &str) -> bool {
    let words = |t: &str| t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect::<BTreeSet<_>>();
    let (a, b) = (words(a), words(b));
    let (shorter, longer, both) = (a.len().min(b.len()), a.len().max(b.len()), a.intersection(&b).count());
    shorter >= 4 && both * 5 >= shorter * 4 && both * 2 >= longer
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

#[cfg(test)]
mod tests {
    use crate::editorial::add::html::clean;

    /// The day that is read from a page with this head and this line above its text.
    fn day(head: &str, line: &str) -> Option<String> {
        let text =
            "<p>The forty meters along the estuary used to report to the harbour office alone, and since Monday they compare what they measure.</p>".repeat(3);
        let page = format!("<html lang='en-GB'><head>{head}</head><body><article><h1>Tide meters talk</h1>{line}{text}</article></body></html>");
        clean(&page, None).ok()?.article.published.map(|m| m.day().to_string())
    }

    #[test]
    fn days_of_publication_are_read_where_pages_write_them() {
        for line in [
            "<p class=byline>By Ann Lee, 4 March 2026</p>",
            "<time class='entry-date published updated' datetime='2026-03-04T10:00:00+01:00'>yesterday</time>",
            "<span class='post-date updated'>4th of March, 2026</span>",
            "<abbr class=published title='2026-03-04'>Wednesday</abbr>",
            "<div class=datum>Mittwoch, 04.03.2026, 10:12 Uhr</div>",
            "<p>By Ann Lee | Posted on March 4, 2026 | 12 comments</p>",
            "<div><span>Published 4 March 2026, updated</span> <time>9 March 2026</time></div>",
            "<p><script>x = {\"datePublished\": \"2026-03-04\", \"dateModified\": \"2026-05-01\"}</script></p>",
            "<p>Post time: 2026-03-04</p>",
            "<p>Updated 9 March 2026, published 4 March 2026</p>",
            "<p>BRISTOL, March 4, 2026 /Newswire/ -- Three harbours have bought the same meters, and the fourth is to follow in the summer.</p>",
            "<p>Hafenamt, den 04. März 2026 – Drei Häfen haben die gleichen Messgeräte gekauft, ein vierter soll im Sommer folgen.</p>",
            "<footer class=entry-footer>Posted on <time class='entry-date published' datetime='2026-03-04'>4 March</time><time class=updated datetime='2026-05-01'>1 May</time></footer>",
            "<ul class=meta><li>4 March 2026</li><li>Ann Lee</li></ul>",
            "<p>Mi., 04.03.26 | 10:15 Uhr</p>",
            "<script type='application/json'>[{\"title\": \"Tide meters talk\", \"published_at\": \"2026-03-04\"}, {\"title\": \"Oars\", \"published_at\": \"2026-03-09\"}]</script>",
            "<script id=d type='application/json'>{\"posted_at\": \"2026-03-04\", \"fields\": {\"name\": \"Tide meters talk\", \"by\": {\"posted_at\": \"2020-01-09\"}}}</script>",
        ] {
            assert_eq!(day("", line).as_deref(), Some("2026-03-04"), "{line}");
        }
        assert_eq!(day("<meta name=date content='Wed Mar 4 12:00:00 CET 2026'>", "").as_deref(), Some("2026-03-04"));
    }

    #[test]
    fn days_of_change_captions_and_guesses_are_none() {
        for line in [
            "<p>Last Updated <span>on</span> <span class=date>Mar 4, 2026</span></p>",
            "<p>Last updated</p><time>4 March 2026</time>",
            "<figure><figcaption>The mayor speaks in the harbour on Sunday, 1 March 2026, to guests. Photo: Ann Lee</figcaption></figure>",
            "<p>The mayor spoke in the harbour on Sunday, 1 March 2026, to those who came.</p>",
            "<p>On Sunday, 1 March 2026 - the day of the great tide - the mayor spoke in the harbour.</p>",
            "<script>x = [{\"datePublished\": \"2026-03-04\"}, {\"datePublished\": \"2026-03-05\"}]</script>",
        ] {
            assert_eq!(day("", line), None, "{line}");
        }
        let caption = "<p>The mayor speaks in the harbour on Sunday, 1 March 2026, to guests. Photo: Ann Lee</p>";
        assert_eq!(day("<meta property='article:published_time' content='2026-03-04'>", caption).as_deref(), Some("2026-03-04"));
    }
}
