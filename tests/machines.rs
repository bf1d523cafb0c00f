//! What machines read of a site: robots.txt, maps, structured data, mails, and what shares of it look like.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use digest::files::{Content, Plan as _, Snapshot};
use digest::pipeline::{self, Memory, Options};
use digest::publish::site::Site;
use serde_json::Value;

fn site_of(config: &str, digests: &[(&str, String)]) -> Site {
    let mut files =
        vec![("digest.yaml".to_owned(), format!("title: The Ledger\nbase_url: https://ledger.example\ncheck: {{deny: []}}\n{config}").into_bytes())];
    files.extend(digests.iter().map(|(stem, text)| (format!("content/digests/{stem}.md"), text.clone().into_bytes())));
    let options = Options { base_url: None, drafts: false, future: false, now: "2026-03-10T12:00:00Z".parse().unwrap() };
    pipeline::build(&Snapshot::of(files), &options, &Memory::default()).value.unwrap()
}

fn text(site: &Site, address: &str) -> String {
    match site.content(address).unwrap() {
        Content::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        Content::CopyOf(_) => unreachable!("these snapshots hold their files"),
    }
}

fn digest(date: &str, front: &str, body: &str) -> String {
    format!("---\ntitle: Harbour wages rise\nsummary: By a tenth.\ndate: {date}\nwriter: hand\n{front}\n---\n\n{body}\n")
}

const SOURCES: &str = "sources:\n  - {id: 1, title: First, publisher: Courier, published: 2026-03-01, url: https://courier.example/1, origin: wire}\n  - {id: 2, title: Copy, publisher: Post, published: 2026-03-02, url: https://post.example/1, origin: wire}\n  - {id: 3, title: Later, publisher: Gazette, published: 2026-03-04, url: https://gazette.example/1}";

#[test]
fn crawlers_for_language_models_are_sent_away_where_the_editor_says_so() {
    let open = site_of("", &[]);
    assert!(!text(&open, "robots.txt").contains("GPTBot") && !text(&open, "_headers").contains("tdm-reservation"));
    let closed = site_of("crawlers: {ai: deny}\n", &[]);
    let robots = text(&closed, "robots.txt");
    assert!(robots.starts_with("User-agent: *\nDisallow:\n") && robots.contains("User-agent: GPTBot\n") && robots.contains("Disallow: /\n"), "{robots}");
    assert!(robots.contains("\n\nSitemap: https://ledger.example/sitemap.xml\n") && text(&closed, "_headers").contains("tdm-reservation: 1"));
}

#[test]
fn the_news_map_holds_two_days() {
    let site = site_of("", &[("new", digest("2026-03-09", SOURCES, "Text.[^1]")), ("old", digest("2026-03-01", SOURCES, "Text.[^1]"))]);
    let news = text(&site, "news-sitemap.xml");
    assert!(news.contains("/story/new/") && !news.contains("/story/old/"), "{news}");
    assert!(text(&site, "sitemap.xml").contains("/story/old/"));
}

#[test]
fn a_story_says_of_itself_what_it_rests_on() {
    let front = format!("{SOURCES}\nupdated: 2026-03-08\ncorrections:\n  - {{date: 2026-03-08, text: A figure was wrong.}}");
    let site = site_of("", &[("a", digest("2026-03-05", &front, "Text.[^1][^3]"))]);
    let page = text(&site, "story/a/index.html");
    let data = page.split("application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["@type"], "NewsArticle");
    assert_eq!(data["isBasedOn"].as_array().unwrap().len(), 3);
    assert_eq!(data["citation"][2]["publisher"]["name"], "Gazette");
    assert_eq!(data["correction"][0]["text"], "A figure was wrong.");
    // Who follows a feed hears of the correction as well, and that there is one.
    let corrected = site_of("", &[("a", digest("2026-03-05", &front.replace("updated: 2026-03-08\n", ""), "Text.[^1][^3]"))]);
    for (feed, day) in [("feed.xml", "<updated>2026-03-08T00:00:00Z</updated>"), ("feed.json", "\"date_modified\":\"2026-03-08T00:00:00Z\"")] {
        let feed = text(&corrected, feed).replace(": \"2026", ":\"2026");
        assert!(feed.contains(day) && feed.contains("A figure was wrong."), "{feed}");
    }
    assert_eq!((data["image"][0].as_str().unwrap(), data["dateModified"].as_str().unwrap()), ("https://ledger.example/story/a/card.png", "2026-03-08"));
    for tag in ["og:image\" content=\"https://ledger.example/story/a/card.png\"", "og:image:width\" content=\"1200\"", "twitter:image:alt\""] {
        assert!(page.contains(tag), "{tag}");
    }
    // The story grew on three days; the copy of the first text is no growth.
    let timeline = page.split("id=\"timeline\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert_eq!(timeline.matches("<li>").count(), 3, "{timeline}");
    assert!(timeline.contains("First") && !timeline.contains("Copy") && timeline.contains("Later"), "{timeline}");
}

#[test]
fn cards_can_be_left_out() {
    let site = site_of("cards: false\n", &[("a", digest("2026-03-05", SOURCES, "Text.[^1]"))]);
    assert!(site.addresses().iter().all(|a| !a.ends_with("card.png")));
    assert!(!text(&site, "story/a/index.html").contains("og:image") && !text(&site, "index.html").contains("og:image"));
}

#[test]
fn a_mail_is_never_cut_off() {
    let long = "A sentence of a story that goes on for quite a while and says little.[^1]\n\n".repeat(400);
    let digests: Vec<(String, String)> =
        (0..90).map(|n| (format!("s{n:02}"), digest("2026-03-05", SOURCES, if n % 3 == 0 { &long } else { "Short.[^1]" }))).collect();
    let digests: Vec<(&str, String)> = digests.iter().map(|(stem, text)| (stem.as_str(), text.clone())).collect();
    let site = site_of("cards: false\n", &digests);
    let mail = text(&site, "2026/03/05/email.html");
    assert!(mail.len() <= 102 * 1024 && mail.len() > 30_000, "{}", mail.len());
    for n in 0..90 {
        assert!(mail.contains(&format!("https://ledger.example/story/s{n:02}/")), "story {n} is not in the mail");
    }
    assert!(!mail.contains("<img") && !mail.contains("<script") && !mail.contains("<link rel=\"stylesheet\""));
    let plain = text(&site, "2026/03/05/email.txt");
    assert!(plain.lines().all(|l| l.chars().count() <= 78 || l.contains("https://")));
    // The mail's own style sheet is the one that the policy lets through.
    assert!(text(&site, "_headers").contains("style-src 'self' 'sha256-"));
}
