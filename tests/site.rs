//! Golden sites: each folder of tests/cases/site is a site, and what it must become.
//!
//! `expected/` holds every file of the built site, no more and no less; a case without it has a fault that leaves no site. `findings.txt` holds the
//! findings; a case without it must have none but notes and warnings. Fingerprints of the theme's style, script and fonts are written as
//! FINGERPRINT, and of the theme's own files and of drawn pictures only the names are compared: a change of colour changes no case. `UPDATE=1 cargo test --test site`
//! writes what is built now; look at the difference before it is committed.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; cases are files")]

use chrono::{DateTime, Utc};
use digest::diag::{self, Format, Severity};
use digest::files::{self, Content, Plan};
use digest::pipeline::{self, Memory, Options};
use regex::Regex;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The clock of every case.
const NOW: &str = "2026-03-10T12:00:00Z";

fn cases() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir("tests/cases/site").unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    found.sort();
    found
}

fn options() -> Options {
    Options { base_url: None, drafts: false, future: false, now: NOW.parse::<DateTime<Utc>>().unwrap() }
}

/// The site's files by address; theme files by name alone.
fn built(site: &dyn Plan) -> BTreeMap<String, Vec<u8>> {
    let mark = Regex::new(r"\.[0-9a-f]{8}\.(css|js|woff2)\b").unwrap();
    let mut out = BTreeMap::new();
    for address in site.addresses() {
        let bytes = match site.content(address).unwrap() {
            Content::Bytes(bytes) => bytes,
            Content::CopyOf(path) => fs::read(path).unwrap(),
        };
        let name = mark.replace(address, ".FINGERPRINT.$1").into_owned();
        let of_theme = name != address || name.starts_with("fonts/");
        let text = String::from_utf8_lossy(&bytes);
        let drawn = bytes.starts_with(b"\x89PNG") || name == "favicon.ico" || name == "icon.svg";
        let bytes = if of_theme {
            b"of the theme\n".to_vec()
        } else if drawn {
            b"drawn\n".to_vec()
        } else {
            mark.replace_all(&text, ".FINGERPRINT.$1").into_owned().into_bytes()
        };
        out.insert(name, bytes);
    }
    out
}

fn files_below(folder: &Path, root: &Path, into: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, root, into);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            into.insert(name, fs::read(&path).unwrap());
        }
    }
}

fn update(expected: &Path, files: &BTreeMap<String, Vec<u8>>) {
    let _ = fs::remove_dir_all(expected);
    for (name, bytes) in files {
        let path = expected.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn every_case_becomes_what_is_expected() {
    let updating = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let snapshot = files::read(&case).value;
        let checked = pipeline::build(&snapshot, &options(), &Memory::default());
        let (expected, findings) = (case.join("expected"), case.join("findings.txt"));
        let mut all = checked.diagnostics;
        diag::sort(&mut all);
        let said = diag::render(&all, &snapshot, Format::Short, false);
        let now = checked.value.map(|site| built(&site)).filter(|_| expected.exists() || (updating && !findings.exists())).unwrap_or_default();
        if updating {
            if !now.is_empty() {
                update(&expected, &now);
            }
            if findings.exists() {
                fs::write(&findings, &said).unwrap();
            }
            continue;
        }
        let mut wanted = BTreeMap::new();
        files_below(&expected, &expected, &mut wanted);
        for name in wanted.keys().chain(now.keys()) {
            match (wanted.get(name), now.get(name)) {
                (Some(a), Some(b)) if a == b => {}
                (Some(a), Some(b)) => wrong.push(format!("{}: {name} differs\n{}", case.display(), first_difference(a, b))),
                (Some(_), None) => wrong.push(format!("{}: {name} is not built", case.display())),
                _ => wrong.push(format!("{}: {name} is built, but not expected", case.display())),
            }
        }
        match fs::read_to_string(&findings) {
            Ok(wanted) if wanted == said => {}
            Ok(wanted) => wrong.push(format!("{}: findings\n--- expected\n{wanted}--- found\n{said}", case.display())),
            Err(_) if all.iter().any(|d| d.severity == Severity::Error) => wrong.push(format!("{}: errors\n{said}", case.display())),
            Err(_) => {}
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}\n(UPDATE=1 writes what is built now)", wrong.join("\n"));
}

fn first_difference(a: &[u8], b: &[u8]) -> String {
    let (a, b) = (String::from_utf8_lossy(a), String::from_utf8_lossy(b));
    let at = a.lines().zip(b.lines()).position(|(x, y)| x != y).unwrap_or_else(|| a.lines().count().min(b.lines().count()));
    format!("  line {}\n  - {}\n  + {}", at + 1, a.lines().nth(at).unwrap_or(""), b.lines().nth(at).unwrap_or(""))
}

#[test]
fn threads_and_order_do_not_show() {
    let snapshot = files::read(Path::new("tests/cases/site/basic")).value;
    let build = || pipeline::build(&snapshot, &options(), &Memory::default()).value.map(|site| built(&site));
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(build);
    let eight = rayon::ThreadPoolBuilder::new().num_threads(8).build().unwrap().install(build);
    assert!(one.is_some() && one == eight);
}

#[test]
fn every_template_fault_names_its_line_its_page_and_the_field_that_was_meant() {
    let with = |template: &str, text: &str| {
        let mut files: Vec<(String, Vec<u8>)> = vec![
            ("digest.yaml".to_owned(), b"title: A\n".to_vec()),
            ("content/digests/a.md".to_owned(), b"---\ntitle: A\ndate: 2026-01-01\n---\n\nText.\n".to_vec()),
        ];
        files.push((format!("themes/outpost/templates/{template}"), text.as_bytes().to_vec()));
        digest::files::Snapshot::of(files)
    };
    // While rendering.
    let snapshot = with("story.html", "{% extends \"base.html\" %}\n{% block main %}\n<main>{{ story.titel }}</main>{% endblock %}");
    let site = pipeline::build(&snapshot, &options(), &Memory::default()).value.unwrap();
    let fault = site.content("story/a/index.html").unwrap_err();
    let said = diag::render(&[fault], &snapshot, Format::Human, false);
    assert!(said.contains("themes/outpost/templates/story.html:3:") && said.contains("/story/a/") && said.contains("`title`"), "{said}");
    assert!(site.content("index.html").is_ok(), "other pages still render");
    // While parsing, both at once.
    let broken = with("topic.html", "{% if %}");
    let other = broken.with(&[]);
    let checked = pipeline::build(&other, &options(), &Memory::default());
    assert!(checked.value.is_none() && checked.diagnostics.iter().any(|d| d.code == "template-error"), "{:?}", checked.diagnostics);
    // A parent that is not there.
    let orphan = with("page.html", "{% extends \"bse.html\" %}");
    let checked = pipeline::build(&orphan, &options(), &Memory::default());
    let said = diag::render(&checked.diagnostics, &orphan, Format::Human, false);
    assert!(said.contains("`base.html`"), "{said}");
}

/// A site of so many digests in one topic and from one publisher, two a day.
fn many(count: usize) -> digest::files::Snapshot {
    let digest = |n: usize| {
        let text = format!(
            "---\ntitle: Story {n}\ndate: 2026-02-{:02}\ntopics: [chips]\nsources: [{{id: 1, title: S, publisher: The Sun, url: \"https://sun.example/{n}\"}}]\n---\n\nIt is so.[^1]\n",
            n / 2 % 28 + 1
        );
        (format!("content/digests/s{n}.md"), text.into_bytes())
    };
    let config = b"title: A\nbase_url: https://a.example\ntopics: {chips: {}}\n".to_vec();
    digest::files::Snapshot::of(std::iter::once(("digest.yaml".to_owned(), config)).chain((0..count).map(digest)))
}

#[test]
fn lists_have_twenty_a_page() {
    let site = pipeline::build(&many(41), &options(), &Memory::default()).value.unwrap();
    let addresses = site.addresses();
    for list in ["", "topics/chips/", "publishers/the-sun/"] {
        for (page, there) in [("", true), ("page/2/", true), ("page/3/", true), ("page/1/", false), ("page/4/", false)] {
            let address = format!("{list}{page}index.html");
            assert_eq!(addresses.contains(&address.as_str()), there, "{address}");
        }
        let last = String::from_utf8(built(&site)[&format!("{list}page/3/index.html")].clone()).unwrap();
        assert_eq!((last.matches("href=\"/story/").count(), last.contains("rel=\"next\"")), (1, false), "{list}");
    }
    assert!(addresses.contains(&"2026/02/01/index.html") && addresses.contains(&"archive/index.html"));
}

#[test]
fn drafts_and_days_to_come_wait_until_they_are_asked_for() {
    let snapshot = files::read(Path::new("tests/cases/site/basic")).value;
    let stories = |options: &Options| {
        let site = pipeline::build(&snapshot, options, &Memory::default()).value.unwrap();
        let names = site.addresses().into_iter().filter_map(|a| Some(a.strip_prefix("story/")?.strip_suffix("/index.html")?.to_owned()));
        names.collect::<Vec<_>>()
    };
    let plain = options();
    assert_eq!(stories(&plain), ["glass-chips", "law-on-labels", "model-made"]);
    assert_eq!(stories(&Options { drafts: true, ..plain.clone() }), ["draft", "glass-chips", "law-on-labels", "model-made"]);
    assert_eq!(stories(&Options { future: true, ..plain.clone() }), ["glass-chips", "later", "law-on-labels", "model-made"]);
    // In Berlin the day begins an hour before it does in UTC.
    let eve = |time: &str| Options { now: time.parse().unwrap(), ..plain.clone() };
    assert!(!stories(&eve("2026-03-10T22:59:59Z")).contains(&"later".to_owned()));
    assert!(stories(&eve("2026-03-10T23:00:00Z")).contains(&"later".to_owned()));
}

#[test]
fn a_preview_has_its_own_address_and_the_ids_of_the_site() {
    let snapshot = files::read(Path::new("tests/cases/site/basic")).value;
    let preview = Options { base_url: Some("https://preview.example".to_owned()), drafts: true, ..options() };
    let (site, preview) = (
        built(&pipeline::build(&snapshot, &options(), &Memory::default()).value.unwrap()),
        built(&pipeline::build(&snapshot, &preview, &Memory::default()).value.unwrap()),
    );
    let text = |files: &BTreeMap<String, Vec<u8>>, name: &str| String::from_utf8(files[name].clone()).unwrap();
    let feed = text(&preview, "feed.xml");
    assert!(feed.contains("<id>tag:gazette.example,2026:news/story/glass-chips</id>") && feed.contains("https://preview.example/story/glass-chips/"));
    assert!(text(&site, "story/glass-chips/index.html").contains("href=\"/news/story/law-on-labels/\""));
    assert!(text(&preview, "story/glass-chips/index.html").contains("href=\"/story/law-on-labels/\""));
    assert!(text(&preview, "index.html").contains("content=\"noindex\"") && !text(&preview, "robots.txt").contains("Sitemap"));
    // No id twice in a feed, and no relative link.
    let mut ids: Vec<&str> = feed.split("id=&quot;").skip(1).filter_map(|r| r.split("&quot;").next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    assert!(!feed.contains("href=&quot;/"));
}
