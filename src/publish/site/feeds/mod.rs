//! Feeds: the newest stories in full, for readers that are not browsers.

pub(super) mod atom;
mod entry;
mod json;

use super::Site;

/// How many stories a feed holds.
const LONGEST: usize = 50;

/// /feed.xml: the newest stories of the site (Atom, RFC 4287).
pub(super) fn atom(site: &Site) -> String {
    let stories: Vec<usize> = (0..site.catalogue.stories.len().min(LONGEST)).collect();
    atom::feed(site, &atom::Head { title: site.config.title.clone(), page: "/".to_owned(), path: "/feed.xml".to_owned(), id: "feed".to_owned() }, &stories)
}

/// /topics/SLUG/feed.xml: the newest stories of one topic.
pub(super) fn topic_atom(site: &Site, topic: usize) -> String {
    let topic = &site.catalogue.topics[topic];
    let page = format!("/topics/{}/", topic.slug);
    let head = atom::Head {
        title: format!("{}: {}", site.config.title, topic.name),
        path: format!("{page}feed.xml"),
        id: format!("topics/{}", super::urls::encode(&topic.slug)),
        page,
    };
    atom::feed(site, &head, &topic.stories[..topic.stories.len().min(LONGEST)])
}

/// /feed.json: the same stories as the Atom feed (JSON Feed 1.1).
pub(super) fn json(site: &Site) -> String {
    json::feed(site, LONGEST)
}
