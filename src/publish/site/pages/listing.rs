//! The front page, the editions and the archive.

use super::super::rank::Edition;
use super::super::urls::nth;
use super::super::views::{ArchiveView, EditionLine, EditionView, HomeView, LinkView, MonthView, PageView};
use super::super::{Site, dates, machines};
use super::Made;
use super::frame::{nth_title, page_view, pager, slice};
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// Page `n` of the front page: the lead, the rest of the newest day, the days before.
pub(in super::super) fn home(site: &Site, n: usize) -> Made {
    let front = &site.catalogue.front;
    let path = nth("/", n);
    let shown: Vec<usize> = front[slice(front.len(), n)].to_vec();
    let newest = site.catalogue.editions.first();
    let of_today = |s: &&usize| n == 1 && newest.is_some_and(|e| e.day == site.catalogue.stories[**s].day);
    let (lead, rest) = match shown.split_first() {
        Some((lead, rest)) if n == 1 => (Some(*lead), rest),
        _ => (None, shown.as_slice()),
    };
    let title = (n > 1).then(|| site.locale().count("page_n", n, &[]));
    let mut page = page_view(site, title.as_deref(), site.config.tagline.as_deref().unwrap_or(""), &path, "home");
    page.json_ld = (n == 1).then(|| machines::json_ld::site(site));
    let view = HomeView {
        site: site.shared.site(site),
        page,
        lead: lead.map(|l| site.shared.teaser(site, l)),
        today: rest.iter().filter(of_today).map(|s| site.shared.teaser(site, *s)).collect(),
        older: rest.iter().filter(|s| !of_today(s)).map(|s| site.shared.teaser(site, *s)).collect(),
        pager: pager(site, "/", front.len(), n),
        edition: newest.map(|e| site.urls.link(&edition_path(e.day))),
        minutes: newest.map_or(0, |e| edition_minutes(site, e)),
    };
    Made::new("home.html", view, &path)
}

/// How long reading a whole edition takes.
pub(in super::super) fn edition_minutes(site: &Site, edition: &Edition) -> usize {
    edition.stories.iter().map(|s| site.catalogue.stories[*s].minutes).sum()
}

/// `/2025/07/30/`.
pub(in super::super) fn edition_path(day: NaiveDate) -> String {
    format!("/{:04}/{:02}/{:02}/", day.year(), day.month(), day.day())
}

/// Page `n` of the edition at this place among all.
pub(in super::super) fn edition(site: &Site, e: usize, n: usize) -> Made {
    let editions = &site.catalogue.editions;
    let edition = &editions[e];
    let first = edition_path(edition.day);
    let path = nth(&first, n);
    let link = |e: &Edition| LinkView { name: dates::words(e.day, site.locale()), url: site.urls.link(&edition_path(e.day)) };
    let date = dates::of_day(edition.day, site.locale());
    let title = nth_title(site, &date.words, n);
    let stories = edition.stories.len();
    let description = site.locale().count("edition_about", stories, &[("date", &date.words)]);
    let view = EditionView {
        site: site.shared.site(site),
        page: page_view(site, Some(&title), &description, &path, "archive"),
        date,
        stories: edition.stories[slice(stories, n)].iter().map(|s| site.shared.teaser(site, *s)).collect(),
        count: stories,
        sources: edition.stories.iter().map(|s| site.catalogue.stories[*s].file.digest.sources.len()).sum(),
        minutes: edition_minutes(site, edition),
        pager: pager(site, &first, stories, n),
        email: site.urls.link(&format!("{first}email.html")),
        email_text: site.urls.link(&format!("{first}email.txt")),
        previous: editions.get(e + 1).map(link),
        next: e.checked_sub(1).and_then(|e| editions.get(e)).map(link),
    };
    Made::new("edition.html", view, &path)
}

/// The head of an edition's mail: search engines are to find the edition itself. `path` is that of the edition.
pub(in super::super) fn mail_page(site: &Site, e: usize, path: &str) -> PageView {
    let date = dates::of_day(site.catalogue.editions[e].day, site.locale());
    let mut page = page_view(site, Some(&date.words), "", path, "");
    page.noindex = true;
    page
}

/// The editions of each month, newest first, as ranges of the catalogue's.
pub(in super::super) fn months(site: &Site) -> Vec<Range<usize>> {
    let editions = &site.catalogue.editions;
    let mut months: Vec<Range<usize>> = Vec::new();
    for (n, edition) in editions.iter().enumerate() {
        match months.last_mut() {
            Some(last) if (editions[last.start].day.year(), editions[last.start].day.month()) == (edition.day.year(), edition.day.month()) => last.end = n + 1,
            _ => months.push(n..n + 1),
        }
    }
    months
}

/// Page `n` of the archive.
pub(in super::super) fn archive(site: &Site, n: usize) -> Made {
    let path = nth("/archive/", n);
    let months = months(site);
    let editions = &site.catalogue.editions;
    let line = |e: &Edition| EditionLine {
        date: dates::of_day(e.day, site.locale()),
        url: site.urls.link(&edition_path(e.day)),
        stories: e.stories.len(),
        lead: e.stories.first().map(|s| site.catalogue.stories[*s].file.digest.title.clone()).unwrap_or_default(),
    };
    let view = ArchiveView {
        site: site.shared.site(site),
        page: page_view(site, Some(&nth_title(site, site.locale().text("archive"), n)), site.locale().text("archive_about"), &path, "archive"),
        months: months[slice(months.len(), n)]
            .iter()
            .map(|m| MonthView { name: dates::month(editions[m.start].day, site.locale()), editions: editions[m.clone()].iter().map(line).collect() })
            .collect(),
        editions: editions.len(),
        stories: site.catalogue.stories.len(),
        pager: pager(site, "/archive/", months.len(), n),
    };
    Made::new("archive.html", view, &path)
}
