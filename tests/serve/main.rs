//! `digest serve`: what it shows is what a clean build writes, whatever happened before.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it makes the files that it needs")]

#[path = "../common/copy.rs"]
mod copy;
#[path = "../common/dice.rs"]
mod dice;
mod edits;
mod strangers;
mod support;

use dice::Dice;
use edits::{breakage, change};
use std::collections::BTreeSet;
use std::fs;
use support::{Server, Site, Status};

const CASE: &str = "tests/cases/serve/site";
const SCRIPT: &[u8] = b"<script src=\"/__digest/reload.js\" defer></script>";

/// A page without the one thing that `serve` puts into it.
fn without_script(mut page: Vec<u8>) -> Vec<u8> {
    if let Some(at) = page.windows(SCRIPT.len()).position(|w| w == SCRIPT) {
        assert!(page[at + SCRIPT.len()..].starts_with(b"</body>"));
        page.drain(at..at + SCRIPT.len());
    }
    page
}

/// Every address answers with the bytes that a clean build writes, and addresses of before are gone.
fn same_as_build(server: &Server, site: &Site, known: &mut BTreeSet<String>, when: &str) {
    let built = site.build(&server.base_url()).unwrap_or_else(|said| panic!("{when}: the clean build stops:\n{said}"));
    for (address, bytes) in &built {
        let path = address.strip_suffix("index.html").filter(|a| a.is_empty() || a.ends_with('/')).unwrap_or(address);
        let answer = server.get(&format!("/{path}"));
        assert_eq!(answer.status, 200, "{when}: /{path}");
        let shown = without_script(answer.body);
        assert!(shown == *bytes, "{when}: /{path} shows\n{}\nwhere a build writes\n{}", String::from_utf8_lossy(&shown), String::from_utf8_lossy(bytes));
    }
    for old in known.iter().filter(|k| !built.contains_key(*k)) {
        assert_eq!(server.get(&format!("/{old}")).status, 404, "{when}: /{old} is gone");
    }
    known.extend(built.into_keys());
}

fn random_edits(seed: u64, steps: usize) {
    let site = Site::of(CASE);
    let mut server = Server::start(&site, &["--watch", "--no-compose"]);
    let mut known = BTreeSet::new();
    same_as_build(&server, &site, &mut known, "at the start");
    let mut dice = Dice(seed);
    for step in 1..=steps {
        let mut done = vec![change(&site, &mut dice, step)];
        // Sometimes several at once.
        for _ in 0..dice.roll(3) {
            done.push(change(&site, &mut dice, step + 1000));
        }
        let when = format!("seed {seed}, step {step}, {}", done.join(" + "));
        let status = server.settle_after(&site, step, true);
        assert_eq!(status.errors, 0, "{when}");
        same_as_build(&server, &site, &mut known, &when);
        if dice.roll(4) == 0 {
            let home = without_script(server.get("/").body);
            let (path, good) = breakage(&site, &mut dice);
            let status = server.settle_after(&site, step + 5000, false);
            assert!(status.errors > 0 && site.build(&server.base_url()).is_err(), "{when}, then {path} broken");
            assert!(without_script(server.get("/").body) == home, "{when}, then {path} broken: the good site stays");
            site.put(path, &good);
            let status = server.settle_after(&site, step + 9000, true);
            assert_eq!(status.errors, 0, "{when}, then {path} mended");
            same_as_build(&server, &site, &mut known, &format!("{when}, then {path} mended"));
        }
    }
}

/// `DIGEST_SOAK=12 cargo test --test serve soak` runs so many seeds more, 40 steps each.
#[test]
fn soak() {
    let seeds = std::env::var("DIGEST_SOAK").ok().and_then(|n| n.parse().ok()).unwrap_or(0_u64);
    for seed in 1..=seeds {
        random_edits(seed * 7919, 40);
    }
}

#[test]
fn after_any_edits_it_shows_what_a_clean_build_writes() {
    random_edits(0x5EED_0001, 14);
}

#[test]
fn and_after_others() {
    random_edits(0x00D1_6E57, 14);
}

#[test]
fn digests_are_composed_as_articles_come() {
    let site = Site::of(CASE);
    let mut server = Server::start(&site, &["--watch"]);
    site.put(
        "content/articles/.late.tmp",
        "---\ntitle: Norrby labels its letters\npublisher: Northern Register\npublished: 2026-11-18\nurl: https://northern-register.example/labels\nlanguage: en\n---\n\nThe city council of Norrby decided on Tuesday that every letter drafted by a language model must carry a label. The rule takes effect on 1 March 2027 and covers all 14 departments of the city.\n\nThe council voted 31 to 12 for the rule after a dispute about parking fines. In April the city had sent 860 letters with a wrong deadline.\n",
    );
    let before = server.settle_after(&site, 1, true);
    fs::rename(site.root().join("content/articles/.late.tmp"), site.root().join("content/articles/late.md")).unwrap();
    let after = server.settle_after(&site, 2, true);
    let written: Vec<_> = fs::read_dir(site.root().join("content/digests")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert!(written.iter().any(|n| n.contains("norrby")), "{written:?}");
    same_as_build(&server, &site, &mut BTreeSet::new(), "after an article came");
    // What the program wrote itself is no change: another one makes one build, not two.
    let Status { build, .. } = server.settle_after(&site, 3, true);
    assert!(build == after.build + 1 && after.build > before.build, "{before:?} {after:?} {build}");
}

#[test]
fn a_page_dropped_into_the_inbox_becomes_a_story_and_is_kept() {
    let site = Site::of(CASE);
    let mut server = Server::start(&site, &["--watch"]);
    let page = "<!doctype html><html lang=\"en\"><head><title>Norrby labels its letters | Northern Register</title><link rel=\"canonical\" href=\"https://northern-register.example/labels\"></head><body><article><h1>Norrby labels its letters</h1><time datetime=\"2026-11-18\">18 November 2026</time><p>The city council of Norrby decided on Tuesday that every letter drafted by a language model must carry a label. The rule takes effect on 1 March 2027 and covers all 14 departments of the city.</p><p>The council voted 31 to 12 for the rule after a dispute about parking fines. In April the city had sent 860 letters with a wrong deadline.</p></article></body></html>";
    site.put("content/inbox/labels.html", page);
    site.put("content/inbox/nothing.html", "<html><body></body></html>");
    server.settle_after(&site, 1, true);
    let names = |folder: &str| -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(site.root().join(folder)).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(names("content/inbox"), ["done", "nothing.html"], "a page that holds no article stays where it is");
    assert_eq!(fs::read_to_string(site.root().join("content/inbox/done/labels.html")).unwrap(), page);
    assert!(names("content/articles").iter().any(|n| n.contains("norrby")));
    let story = names("content/digests").into_iter().find(|n| n.contains("norrby")).unwrap();
    assert_eq!(server.get(&format!("/story/{}/", story.trim_end_matches(".md"))).status, 200);
    same_as_build(&server, &site, &mut BTreeSet::new(), "after a page came in");
    // The same page once more: it is known, and set aside beside the first.
    site.put("content/inbox/labels.html", page);
    server.settle_after(&site, 2, true);
    assert_eq!(names("content/inbox/done"), ["labels.html", "labels.html.2"]);
    // One entry of a feed that is no article keeps none of the others back.
    let entry = |title: &str, text: &str| {
        format!("<item><title>{title}</title><link>https://northern-register.example/{}</link><description>{text}</description></item>", title.len())
    };
    let long = |what: &str| {
        format!(
            "The harbour office of Norrby has bought {what} for 40,000 crowns. It will be tried on the quay until the end of March, the office said on Monday. "
        )
        .repeat(3)
    };
    let entries = [
        entry("A crane that counts", &long("a crane that counts containers")),
        entry("", ""),
        entry("A buoy that listens in", &long("a buoy that hears ships")),
    ];
    site.put(
        "content/inbox/feed.xml",
        &format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Northern Register</title>{}</channel></rss>", entries.concat()),
    );
    server.settle_after(&site, 3, true);
    let articles = names("content/articles");
    assert!(["crane", "buoy"].iter().all(|w| articles.iter().any(|n| n.contains(w))), "{articles:?}");
    assert_eq!(
        (names("content/inbox"), names("content/inbox/done").contains(&"feed.xml".to_owned())),
        (vec!["done".to_owned(), "nothing.html".to_owned()], true)
    );
}

#[test]
fn only_this_machine_is_answered_and_only_with_the_site() {
    let site = Site::of(CASE);
    site.put("secret.txt", "secret");
    let server = Server::start(&site, &["--no-compose", "--no-reload"]);
    for host in ["evil.example", "127.0.0.1.evil.example:80", ""] {
        assert_eq!(server.ask("GET", "/", &[("Host", host)]).unwrap().status, 403, "{host}");
    }
    for host in ["localhost", "127.0.0.1", "[::1]:9"] {
        assert_eq!(server.ask("GET", "/", &[("Host", host)]).unwrap().status, 200, "{host}");
    }
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//secret.txt",
        "/digest.yaml",
        "/.digest-site",
        "/content/digests/ferry.md",
        "/static/notes.txt",
    ] {
        let answer = server.get(path);
        assert!(answer.status == 404 && !answer.body.windows(6).any(|w| w == b"secret"), "{path}");
    }
    assert_eq!(server.ask("POST", "/", &[]).unwrap().status, 405);
    let page = server.get("/story/ferry/");
    assert!(!page.body.windows(SCRIPT.len()).any(|w| w == SCRIPT), "with --no-reload nothing is put in");
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert!(page.headers["content-security-policy"].starts_with("default-src 'none'"));
    let head = server.ask("HEAD", "/story/ferry/", &[]).unwrap();
    assert_eq!((head.status, head.body.len(), head.headers["content-length"].parse()), (200, 0, Ok(page.body.len())));
    let part = server.ask("GET", "/notes.txt", &[("Range", "bytes=5-8")]).unwrap();
    assert_eq!((part.status, part.body.as_slice()), (206, &b"note"[..]));
    let known = server.ask("GET", "/notes.txt", &[("If-None-Match", &server.get("/notes.txt").headers["etag"])]).unwrap();
    assert_eq!((known.status, known.body.len()), (304, 0));
    assert_eq!(server.get("/feed.xml").headers["content-type"], "application/atom+xml; charset=utf-8");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_though_a_page_is_listening() {
    let site = Site::of(CASE);
    let mut server = Server::start(&site, &["--watch", "--no-compose"]);
    let listening = server.listen();
    let sent = std::process::Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(server.end().code(), Some(0));
    drop(listening);
}

#[test]
fn a_port_that_is_taken_is_said() {
    let site = Site::of(CASE);
    let server = Server::start(&site, &["--no-compose"]);
    let second = site.run(&["--format", "short", "serve", "--no-compose", "--port", &server.port.to_string()]);
    assert_eq!(second.status.code(), Some(2));
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(said.starts_with(&format!("error[cannot-listen]: port {} of 127.0.0.1 cannot be listened on", server.port)), "{said}");
}

#[test]
fn a_broken_site_is_not_served_unless_it_is_watched() {
    let site = Site::of(CASE);
    let good = site.text("content/digests/ferry.md");
    site.put("content/digests/ferry.md", "---\ntitle: [\n---\n");
    let port = support::free_port().to_string();
    assert_eq!(site.run(&["serve", "--no-compose", "--port", &port]).status.code(), Some(1));
    let mut server = Server::start(&site, &["--watch", "--no-compose"]);
    let page = server.get("/story/ferry/");
    assert_eq!(page.status, 500);
    let text = String::from_utf8(page.body).unwrap();
    assert!(text.contains("content/digests/ferry.md:") && text.contains("/__digest/reload.js"), "{text}");
    site.put("content/digests/ferry.md", &good);
    server.settle_after(&site, 1, true);
    same_as_build(&server, &site, &mut BTreeSet::new(), "mended");
}
