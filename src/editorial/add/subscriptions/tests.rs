//! Whole runs against a small server, with a clock that only the test moves.

use super::{Memory, News, news};
use crate::config::Feed;
use crate::diag::{Severity, Span};
use crate::editorial::add::Held;
use crate::editorial::add::fetch::tests::{Request, Server, TestClock, response};
use crate::editorial::add::fetch::{Fetcher, Patience};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An editor's desk: what is remembered and what is kept, from run to run.
struct Desk {
    feeds: Vec<Feed>,
    memory: Memory,
    held: Held,
    clock: Arc<TestClock>,
}

impl Desk {
    fn new(addresses: &[String]) -> Self {
        let feed = |address: &String| Feed { address: address.clone(), publisher: None, topics: Vec::new(), span: Span::whole("digest.yaml") };
        Self { feeds: addresses.iter().map(feed).collect(), memory: Memory::default(), held: Held::default(), clock: TestClock::new() }
    }

    /// A run of the command, half an hour after the last.
    fn run(&mut self) -> News {
        self.clock.pass(Duration::from_secs(30 * 60));
        let fetcher = Fetcher::new(true, Patience::default(), Arc::<TestClock>::clone(&self.clock));
        let found = news(&self.feeds, &Memory::read(&self.memory.write()), &self.held, &fetcher, &|_| {});
        self.memory = found.memory.clone();
        for (n, (_, cleaned)) in found.articles.iter().enumerate() {
            self.held.insert(&cleaned.article, &format!("content/articles/{n}.md"));
        }
        found
    }
}

fn titles(news: &News) -> Vec<&str> {
    news.articles.iter().map(|(_, c)| c.article.title.as_str()).collect()
}

fn said(news: &News) -> Vec<String> {
    news.findings.iter().map(|d| format!("{:?} {}: {} ({})", d.severity, d.code, d.message, d.hints.join("; "))).collect()
}

/// Prose enough for an article, another for each name.
fn prose(name: &str) -> String {
    let mut out = String::new();
    for n in 0..6 {
        let _ = write!(
            out,
            "<p>The harbour office of {name} said on day {n} that its new crane had lifted {n} hundred boxes without a driver, and that nobody was hurt while it did so.</p>"
        );
    }
    out
}

fn rss(items: &[(&str, &str, &str)]) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Example Times</title>".to_owned();
    for (title, link, text) in items {
        let _ = write!(out, "<item><title>{title}</title><link>{link}</link><pubDate>Sun, 22 Nov 2026 05:00:00 +0000</pubDate>{text}</item>");
    }
    out + "</channel></rss>"
}

fn whole(name: &str) -> String {
    format!("<content:encoded><![CDATA[{}]]></content:encoded>", prose(name))
}

fn page(title: &str) -> Vec<u8> {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><title>{title} - Example Times</title><meta property=\"og:title\" content=\"{title}\"><meta name=\"author\" content=\"Ann Lee\"></head><body><nav><a href=\"/\">Home</a></nav><article><h1>{title}</h1>{}</article></body></html>",
        prose(title)
    );
    response("200 OK", "Content-Type: text/html\r\n", html)
}

fn not_found() -> Vec<u8> {
    response("404 Not Found", "", "")
}

#[test]
fn only_what_is_new_is_taken() {
    let later = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&later);
    let server = Server::start(move |r: &Request| {
        let grown = flag.load(Ordering::Relaxed);
        let tag = if grown { "\"two\"" } else { "\"one\"" };
        match r.path.as_str() {
            "/feed" if r.header("if-none-match") == Some(tag) => b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_vec(),
            "/feed" => {
                let (a, b, c) = (whole("a"), whole("b"), whole("c"));
                let mut items = vec![("B", "https://times.example/b", b.as_str()), ("A", "https://times.example/a", a.as_str())];
                if grown {
                    items.insert(0, ("C", "https://times.example/c", c.as_str()));
                }
                response("200 OK", &format!("ETag: {tag}\r\n"), rss(&items))
            }
            _ => not_found(),
        }
    });
    let mut desk = Desk::new(&[format!("{}/feed", server.base)]);
    desk.feeds[0].publisher = Some("The Example Times".to_owned());
    desk.feeds[0].topics = vec!["ports".to_owned()];
    let first = desk.run();
    assert_eq!((titles(&first), said(&first)), (vec!["B", "A"], vec![]));
    let article = &first.articles[0].1.article;
    assert_eq!((article.publisher.as_deref(), article.tags.as_slice()), (Some("The Example Times"), &["ports".to_owned()][..]));
    assert!(!article.truncated && article.body.contains("day 5"));
    assert_eq!(titles(&desk.run()), [""; 0]);
    assert_eq!(server.asked().last().unwrap().header("if-none-match"), Some("\"one\""));
    later.store(true, Ordering::Relaxed);
    assert_eq!(titles(&desk.run()), ["C"]);
    // Without the memory, one full request, and nothing is taken twice.
    desk.memory = Memory::default();
    assert_eq!(titles(&desk.run()), [""; 0]);
    assert_eq!(server.asked().last().unwrap().header("if-none-match"), None);
    // An article that the editor has deleted does not come back.
    desk.held = Held::default();
    desk.run();
    assert_eq!(titles(&desk.run()), [""; 0]);
    assert_eq!(server.paths().iter().filter(|p| *p != "/robots.txt" && *p != "/feed").count(), 0, "the feed carries its articles whole");
}

#[test]
fn the_page_is_fetched_where_the_feed_is_cut_short() {
    let server = Server::start(|r| {
        let base = format!("http://{}", r.header("host").unwrap());
        match r.path.as_str() {
            "/feed" => {
                let short = "<description>The harbour office said on Sunday that its new crane lifts boxes without a driver […]</description>";
                let links = ["a", "gone", "login"].map(|n| format!("{base}/{n}"));
                response("200 OK", "", rss(&[("A", &links[0], short), ("Gone", &links[1], short), ("Login", &links[2], ""), ("Note", "", "")]))
            }
            "/a" => page("A crane without a driver"),
            "/login" => response("200 OK", "Content-Type: text/html\r\n", "<html><title>Log in</title><body><form><input type=password></form></body></html>"),
            _ => not_found(),
        }
    });
    let mut desk = Desk::new(&[format!("{}/feed", server.base)]);
    let first = desk.run();
    assert_eq!(titles(&first), ["A crane without a driver", "Gone"]);
    let (whole, short) = (&first.articles[0].1.article, &first.articles[1].1.article);
    assert_eq!((whole.authors.as_slice(), whole.truncated, whole.url.clone()), (&["Ann Lee".to_owned()][..], false, Some(format!("{}/a", server.base))));
    assert!(whole.published.is_some() && whole.publisher.as_deref() == Some("Example Times"), "what only the feed says: {whole:?}");
    assert!(short.truncated && first.articles[1].1.remarks.len() == 1, "a beginning is better than nothing");
    let said = said(&first);
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(said[0].contains("/login gives no article") && said[0].starts_with("Warning"), "{said:#?}");
    assert_eq!(desk.clock.waited(), [1, 1, 1], "a pause before each page of the feed's own host");
    let asked = server.paths().len();
    assert_eq!((titles(&desk.run()).len(), server.paths().len()), (0, asked + 2), "what held no article is not looked at again");
}

#[test]
fn a_page_that_fails_is_tried_again_and_not_for_ever() {
    let failures = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&failures);
    let server = Server::start(move |r| {
        let base = format!("http://{}", r.header("host").unwrap());
        match r.path.as_str() {
            "/feed" => response(
                "200 OK",
                "ETag: \"x\"\r\n",
                rss(&[("A", &format!("{base}/a"), "<description>The harbour office said on Sunday that its new crane lifts boxes on its own.</description>")]),
            ),
            "/a" => {
                count.fetch_add(1, Ordering::Relaxed);
                response("500 Oops", "", "")
            }
            _ => not_found(),
        }
    });
    let mut desk = Desk::new(&[format!("{}/feed", server.base)]);
    for run in 1..5 {
        let found = desk.run();
        assert_eq!(titles(&found), [""; 0], "run {run}");
        assert!(said(&found)[0].contains("it is taken the next time"), "{:?}", said(&found));
    }
    assert_eq!(server.asked().iter().filter(|r| r.header("if-none-match").is_some()).count(), 0, "the feed has to show it again");
    assert_eq!(titles(&desk.run()), ["A"]);
    desk.run();
    assert_eq!(failures.load(Ordering::Relaxed), 5);
}

#[test]
fn a_feed_that_fails_is_left_alone_and_stops_no_other() {
    let busy = Arc::new(AtomicBool::new(true));
    let flag = Arc::clone(&busy);
    let bad = Server::start(move |r| match r.path.as_str() {
        "/busy" if flag.load(Ordering::Relaxed) => response("503 Busy", "Retry-After: 7200\r\n", ""),
        "/busy" => response("200 OK", "", rss(&[("Back", "https://times.example/back", &whole("back"))])),
        _ => not_found(),
    });
    let odd = Server::start(|r| match r.path.as_str() {
        "/page" => page("No feed"),
        "/broken" => response("200 OK", "", "<rss><channel><item><title>x"),
        "/binary" => response("200 OK", "", b"\x89PNG\r\n\x1a\n\0\0\0\0"),
        "/empty" => response("200 OK", "", ""),
        "/none" => response("200 OK", "", rss(&[])),
        "/moved" => response("301 Moved", "Location: /good\r\n", ""),
        "/good" => response("200 OK", "", rss(&[("Good", "https://times.example/good", &whole("good"))])),
        _ => not_found(),
    });
    let mut addresses = vec![format!("{}/busy", bad.base)];
    addresses.extend(["gone", "page", "broken", "binary", "empty", "none", "moved"].map(|n| format!("{}/{n}", odd.base)));
    let mut desk = Desk::new(&addresses);
    let first = desk.run();
    assert_eq!(titles(&first), ["Good"]);
    let said_first = said(&first);
    let parts = ["failed (503)", "no such page", "neither RSS", "not well-formed", "a picture", "it is empty", "has moved for good"];
    assert_eq!(said_first.len(), parts.len(), "{said_first:#?}");
    for (said, part) in said_first.iter().zip(parts) {
        assert!(said.contains(part), "{part}: {said_first:#?}");
    }
    assert!(said_first[6].contains(&format!("write `address: {}/good`", odd.base)));
    assert_eq!(first.findings.iter().filter(|d| d.severity == Severity::Error).count(), 6);
    // Half an hour later: still before the two hours that the host asked for.
    let second = desk.run();
    assert!(said(&second)[0].contains("is left alone until 2026-11-22 09:30"), "{:?}", said(&second));
    assert_eq!(bad.paths(), ["/robots.txt", "/busy"]);
    busy.store(false, Ordering::Relaxed);
    desk.clock.pass(Duration::from_secs(7200));
    assert_eq!(titles(&desk.run()), ["Back"]);
}

#[test]
fn a_long_feed_gives_its_pages_over_several_runs() {
    let server = Server::start(|r| {
        let base = format!("http://{}", r.header("host").unwrap());
        match r.path.as_str() {
            "/feed" => {
                let links: Vec<(String, String)> = (0..60).map(|n| (format!("Crane {n}"), format!("{base}/page/{n}"))).collect();
                let items: Vec<(&str, &str, &str)> = links.iter().map(|(t, l)| (t.as_str(), l.as_str(), "")).collect();
                response("200 OK", "ETag: \"x\"\r\n", rss(&items))
            }
            path => match path.strip_prefix("/page/") {
                Some(n) => page(&format!("Crane {n}")),
                None => not_found(),
            },
        }
    });
    let mut desk = Desk::new(&[format!("{}/feed", server.base)]);
    let counts: Vec<usize> = (0..3).map(|_| desk.run().articles.len()).collect();
    assert_eq!(counts, [40, 20, 0]);
}

#[test]
fn feeds_of_several_hosts_are_asked_side_by_side() {
    // Each server answers only once the other has been asked: one after the other would never end.
    let arrived = Arc::new((Mutex::new(0), std::sync::Condvar::new()));
    let server = |name: &'static str| {
        let arrived = Arc::clone(&arrived);
        Server::start(move |r| match r.path.as_str() {
            "/feed" => {
                let (count, changed) = &*arrived;
                let mut count = count.lock().unwrap();
                *count += 1;
                changed.notify_all();
                while *count < 2 {
                    count = changed.wait(count).unwrap();
                }
                // Both carry one article, and one of their own.
                let (own, both) = (whole(name), whole("both"));
                response("200 OK", "", rss(&[(name, &format!("https://{name}.example/own"), &own), ("Both", "https://wire.example/both?utm_source=x", &both)]))
            }
            _ => not_found(),
        })
    };
    let (one, two) = (server("one"), server("two"));
    let mut desk = Desk::new(&[format!("{}/feed", one.base), format!("{}/feed", two.base)]);
    let found = desk.run();
    assert_eq!(titles(&found), ["one", "Both", "two", "Both"], "in the order of digest.yaml; what is there twice is told when it is kept");
}

#[test]
fn a_declared_charset_is_read_once() {
    let server = Server::start(|r| match r.path.as_str() {
        "/feed" => {
            let text = rss(&[("Привет, мир", "https://times.example/a", &whole("мир"))]).replace("utf-8", "windows-1251");
            response("200 OK", "Content-Type: application/rss+xml\r\n", encoding_rs::WINDOWS_1251.encode(&text).0)
        }
        _ => not_found(),
    });
    let found = Desk::new(&[format!("{}/feed", server.base)]).run();
    assert_eq!(titles(&found), ["Привет, мир"]);
}
