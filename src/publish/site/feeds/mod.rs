//! Feeds: the newest stories in full, for readers that are not browsers.

pub(super) mod atom;
mod entry;
mod json;

use super::Site;
use super::catalogue::Shelf;

/// How many stories a feed holds.
const LONGEST: usize = 50;

/// What a feed says of itself.
struct Head {
    title: String,
    /// The page that shows the same, from the site's root.
    page: String,
    /// Its own path.
    path: String,
    /// What comes last in its id.
    id: String,
}

/// /feed.xml: the newest stories of the site (Atom, RFC 4287).
pub(super) fn atom(site: &Site) -> String {
    atom::feed(site, &of_site(site, "feed.xml"), &newest(site))
}

/// /feed.json: the same stories as the Atom feed (JSON Feed 1.1).
pub(super) fn json(site: &Site) -> String {
    json::feed(site, &of_site(site, "feed.json"), &newest(site))
}

/// /topics/SLUG/feed.xml: the newest stories of one topic.
pub(super) fn topic_atom(site: &Site, topic: usize) -> String {
    let shelf = &site.catalogue.topics[topic];
    atom::feed(site, &of_shelf(site, shelf, "topics", "feed.xml"), longest(&shelf.stories))
}

/// /topics/SLUG/feed.json.
pub(super) fn topic_json(site: &Site, topic: usize) -> String {
    let shelf = &site.catalogue.topics[topic];
    json::feed(site, &of_shelf(site, shelf, "topics", "feed.json"), longest(&shelf.stories))
}

/// /publishers/SLUG/feed.xml: the newest stories that cite one publisher.
pub(super) fn publisher_atom(site: &Site, publisher: usize) -> String {
    let shelf = &site.catalogue.publishers[publisher];
    atom::feed(site, &of_shelf(site, shelf, "publishers", "feed.xml"), longest(&shelf.stories))
}

fn newest(site: &Site) -> Vec<usize> {
    (0..site.catalogue.stories.len().min(LONGEST)).collect()
}

fn longest(stories: &[usize]) -> &[usize] {
    &stories[..stories.len().min(LONGEST)]
}

fn of_site(site: &Site, file: &str) -> Head {
    Head { title: site.config.title.clone(), page: "/".to_owned(), path: format!("/{file}"), id: "feed".to_owned() }
}

fn of_shelf(site: &Site, shelf: &Shelf, folder: &str, file: &str) -> Head {
    let page = format!("/{folder}/{}/", shelf.slug);
    Head {
        title: format!("{}: {}", site.config.title, shelf.name),
        path: format!("{page}{file}"),
        id: format!("{folder}/{}", super::urls::encode(&shelf.slug)),
        page,
    }
}
