//! Topics and publishers: their lists, and a page for each.

use super::super::Site;
use super::super::catalogue::Shelf;
use super::super::urls::nth;
use super::super::views::{LinkView, PublisherView, PublishersView, QuotedStory, ShelfLine, TopicView, TopicsView};
use super::frame::{nth_title, page_view, pager, slice};
use super::sources::passages_of;
use super::{Rendered, render};

pub(in super::super) fn topics(site: &Site) -> Rendered {
    let path = "/topics/";
    let view = TopicsView {
        site: site.shared.site(site),
        page: page_view(site, Some("Topics"), "All topics, and what is newest in each.", path, "topics"),
        topics: site.catalogue.topics.iter().map(|t| line(site, t, path)).collect(),
    };
    render(site, "topics.html", &view, path)
}

pub(in super::super) fn publishers(site: &Site) -> Rendered {
    let path = "/publishers/";
    let mut publishers: Vec<ShelfLine> = site.catalogue.publishers.iter().map(|p| line(site, p, path)).collect();
    publishers.sort_by(|a, b| (a.name.to_lowercase(), &a.url).cmp(&(b.name.to_lowercase(), &b.url)));
    let view = PublishersView {
        site: site.shared.site(site),
        page: page_view(site, Some("Publishers"), "Whose articles the stories cite, and how often.", path, "publishers"),
        publishers,
    };
    render(site, "publishers.html", &view, path)
}

fn line(site: &Site, shelf: &Shelf, folder: &str) -> ShelfLine {
    let newest = shelf.stories.first().map(|s| {
        let story = &site.catalogue.stories[*s];
        LinkView { name: story.file.digest.title.clone(), url: site.urls.link(&story.path) }
    });
    ShelfLine { name: shelf.name.clone(), url: site.urls.link(&format!("{folder}{}/", shelf.slug)), stories: shelf.stories.len(), newest }
}

/// Page `n` of a topic.
pub(in super::super) fn topic(site: &Site, t: usize, n: usize) -> Rendered {
    let topic = &site.catalogue.topics[t];
    let first = format!("/topics/{}/", topic.slug);
    let path = nth(&first, n);
    let feed = site.urls.link(&format!("{first}feed.xml"));
    let mut page = page_view(site, Some(&nth_title(&topic.name, n)), &format!("Stories on {}, newest first.", topic.name), &path, &site.urls.link(&first));
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
    render(site, "topic.html", &view, &path)
}

/// Page `n` of a publisher: what the stories cite from it.
pub(in super::super) fn publisher(site: &Site, p: usize, n: usize) -> Rendered {
    let publisher = &site.catalogue.publishers[p];
    let first = format!("/publishers/{}/", publisher.slug);
    let path = nth(&first, n);
    let count = publisher.stories.len();
    let quoted = |s: &usize| QuotedStory { story: site.shared.teaser(site, *s), passages: passages_of(site, *s, p) };
    let description = format!("What the stories cite from {}.", publisher.name);
    let view = PublisherView {
        site: site.shared.site(site),
        page: page_view(site, Some(&nth_title(&publisher.name, n)), &description, &path, "publishers"),
        name: publisher.name.clone(),
        count,
        stories: publisher.stories[slice(count, n)].iter().map(quoted).collect(),
        pager: pager(site, &first, count, n),
    };
    render(site, "publisher.html", &view, &path)
}
