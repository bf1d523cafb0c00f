//! Topics and publishers: their lists, and a page for each.

use super::super::Site;
use super::super::catalogue::Shelf;
use super::super::urls::nth;
use super::super::views::{LinkView, PublisherView, PublishersView, QuotedStory, ShelfLine, TopicView, TopicsView};
use super::Made;
use super::frame::{nth_title, page_view, pager, slice};
use super::sources::passages_of;

pub(in super::super) fn topics(site: &Site) -> Made {
    let path = "/topics/";
    let view = TopicsView {
        site: site.shared.site(site),
        page: page_view(site, Some(site.locale().text("topics")), site.locale().text("topics_about"), path, "topics"),
        topics: site.catalogue.topics.iter().map(|t| line(site, t, path)).collect(),
    };
    Made::new("topics.html", view, path)
}

/// Page `n` of the list of publishers, by name.
pub(in super::super) fn publishers(site: &Site, n: usize) -> Made {
    let first = "/publishers/";
    let path = nth(first, n);
    let by_name = &site.catalogue.publishers_by_name;
    let shown = by_name[slice(by_name.len(), n)].iter();
    let view = PublishersView {
        site: site.shared.site(site),
        page: page_view(site, Some(&nth_title(site, site.locale().text("publishers"), n)), site.locale().text("publishers_about"), &path, "publishers"),
        publishers: shown.map(|p| line(site, &site.catalogue.publishers[*p], first)).collect(),
        count: by_name.len(),
        pager: pager(site, first, by_name.len(), n),
    };
    Made::new("publishers.html", view, &path)
}

fn line(site: &Site, shelf: &Shelf, folder: &str) -> ShelfLine {
    let newest = shelf.stories.first().map(|s| {
        let story = &site.catalogue.stories[*s];
        LinkView { name: story.file.digest.title.clone(), url: site.urls.link(&story.path) }
    });
    ShelfLine { name: shelf.name.clone(), url: site.urls.link(&format!("{folder}{}/", shelf.slug)), stories: shelf.stories.len(), newest }
}

/// Page `n` of a topic.
pub(in super::super) fn topic(site: &Site, t: usize, n: usize) -> Made {
    let topic = &site.catalogue.topics[t];
    let first = format!("/topics/{}/", topic.slug);
    let path = nth(&first, n);
    let feed = site.urls.link(&format!("{first}feed.xml"));
    let about = site.locale().say("topic_about", &[("topic", &topic.name)]);
    let mut page = page_view(site, Some(&nth_title(site, &topic.name, n)), &about, &path, &site.urls.link(&first));
    page.feed = Some(LinkView { name: format!("{}: {}", site.config.title, topic.name), url: feed.clone() });
    let view = TopicView {
        site: site.shared.site(site),
        page,
        name: topic.name.clone(),
        feed,
        count: topic.stories.len(),
        stories: topic.stories[slice(topic.stories.len(), n)].iter().map(|s| site.shared.teaser(site, *s)).collect(),
        pager: pager(site, &first, topic.stories.len(), n),
    };
    Made::new("topic.html", view, &path)
}

/// Page `n` of a publisher: what the stories cite from it.
pub(in super::super) fn publisher(site: &Site, p: usize, n: usize) -> Made {
    let publisher = &site.catalogue.publishers[p];
    let first = format!("/publishers/{}/", publisher.slug);
    let path = nth(&first, n);
    let count = publisher.stories.len();
    let quoted = |s: &usize| QuotedStory { story: site.shared.teaser(site, *s), passages: passages_of(site, *s, p) };
    let description = site.locale().say("publisher_about", &[("publisher", &publisher.name)]);
    let feed = site.urls.link(&format!("{first}feed.xml"));
    let mut page = page_view(site, Some(&nth_title(site, &publisher.name, n)), &description, &path, "publishers");
    page.feed = Some(LinkView { name: format!("{}: {}", site.config.title, publisher.name), url: feed.clone() });
    let view = PublisherView {
        site: site.shared.site(site),
        page,
        feed,
        name: publisher.name.clone(),
        count,
        stories: publisher.stories[slice(count, n)].iter().map(quoted).collect(),
        pager: pager(site, &first, count, n),
    };
    Made::new("publisher.html", view, &path)
}
