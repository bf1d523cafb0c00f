//! Articles come from strangers: every field of every file, tried with every trick. Nothing runs, nothing is written elsewhere, what is refused is named.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it makes the files that it needs")]

use digest::diag::{Diagnostic, Severity};
use digest::files::{Content, Plan as _, Snapshot};
use digest::pipeline::{self, Memory, Options};
use digest::publish::site::Site;
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

const CONFIG: &str = "title: The Ledger\nbase_url: https://ledger.example\ncards: false\ncheck: {deny: []}\n";

/// What somebody who means harm writes into a field.
fn values() -> Vec<String> {
    let mut all: Vec<String> = [
        "<script>window.pwned=1</script>",
        "</title></script><script>window.pwned=1</script>",
        "\"><img src=x onerror=window.pwned=1>",
        "' onmouseover='window.pwned=1' autofocus onfocus='window.pwned=1",
        "<svg/onload=window.pwned=1><iframe srcdoc='<script>parent.pwned=1</script>'>",
        "--><script>window.pwned=1</script><!--",
        "]]><script>window.pwned=1</script><![CDATA[",
        "javascript:window.pwned=1",
        "JaVaScRiPt:window.pwned=1",
        "java\tscript:window.pwned=1",
        "\u{1}javascript:window.pwned=1",
        "javascript&colon;window.pwned=1",
        "&#106;avascript:window.pwned=1",
        "javascript\u{200b}:window.pwned=1",
        "data:text/html,<script>window.pwned=1</script>",
        "vbscript:msgbox(1)",
        "//evil.example/x.js",
        "\\\\evil.example\\share",
        "https://evil.example/\" onclick=\"window.pwned=1",
        "{{ site.title }}{% include '/etc/passwd' %}{# x #}",
        "{{ 7 * 7 }}{{ __tera_context }}",
        "[x](javascript:window.pwned=1) ![x](javascript:window.pwned=1) <javascript:window.pwned=1>",
        "[^1]: [x](javascript:window.pwned=1): “x”",
        "---\ntitle: other\n---",
        "!!python/object:os.system ls",
        "*anchor &anchor <<: *x",
        "abc\u{202e}txt.exe\u{2066}\u{200b}\u{200d}\u{feff}",
        "../../escaped",
        "/escaped",
        "..\\..\\escaped",
        "C:\\escaped",
        "CON",
        "aux.txt",
        "trailing.",
        "%2e%2e%2fescaped",
        "nul\u{0}byte",
        "line\r\nSet-Cookie: a=b\r\n\r\n<script>window.pwned=1</script>",
        "/x /y 301!\n/* https://evil.example/:splat 200",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push("a".repeat(4096));
    all.push(format!("/{}", "b/".repeat(2048)));
    all
}

/// A value between double quotes, as YAML reads it.
fn quoted(value: &str) -> String {
    serde_json::to_string(value).unwrap().replace('\u{feff}', "\\ufeff").replace('\u{202e}', "\\u202e")
}

/// The fields of a digest's front matter, one a line, each with the place of its value.
const DIGEST: [(&str, &str); 20] = [
    ("summary", "summary: @"),
    ("topics", "topics: [@]"),
    ("reviewed_by", "reviewed_by: @"),
    ("slug", "slug: @"),
    ("aliases", "aliases: [@]"),
    ("corrections", "corrections: [{date: 2026-01-02, text: @}]"),
    ("image.src", "image: {src: @, alt: A, credit: C}"),
    ("image.alt", "image: {src: /x.png, alt: @, credit: C}"),
    ("image.credit", "image: {src: /x.png, alt: A, credit: @}"),
    ("extra", "extra: {note: @}"),
    ("writer", "writer: @"),
    ("genre", "genre: @"),
    ("updated", "updated: @"),
    ("also_read", "also_read: [@]"),
    ("composed", "composed: @"),
    ("pin", "pin: @"),
    ("unknown", "unheard_of: @"),
    ("key", "@: value"),
    ("title", "title: @"),
    ("date", "date: @"),
];

const SOURCE: [(&str, &str); 11] = [
    ("title", "title: @"),
    ("publisher", "publisher: @"),
    ("author", "author: [@]"),
    ("published", "published: @"),
    ("url", "url: @"),
    ("via", "via: @"),
    ("genre", "genre: @"),
    ("language", "language: @"),
    ("article", "article: @"),
    ("hash", "hash: @"),
    ("origin", "origin: @"),
];

/// The places of a body, raw and not quoted.
const BODY: [(&str, &str); 9] = [
    ("text", "Text @ more.[^1]"),
    ("heading", "## @\n\nText.[^1]"),
    ("item", "- @[^1]"),
    ("quotation", "> @[^1]"),
    ("code", "```@\n@\n```\n\nText.[^1]"),
    ("link", "Text [x](<@>).[^1]"),
    ("picture", "![@](<@> \"@\")\n\nText.[^1]"),
    ("table", "| @ |\n| --- |\n| @ |\n\nText.[^1]"),
    ("note", "Text.[^1a]\n\n[^1a]: [@](https://courier.example/1): “@”"),
];

/// A digest whose fields are all harmless but those that `hostile` names.
fn digest(hostile: &[&(&str, &str)], source: &[&(&str, &str)], body: &str, value: &str) -> String {
    let has = |list: &[&(&str, &str)], key: &str| list.iter().any(|(k, _)| *k == key);
    let mut front = String::new();
    for (key, line) in [("title", "title: A harmless headline\n"), ("date", "date: 2026-01-02\n"), ("summary", "summary: S\n"), ("writer", "writer: hand\n")] {
        if !has(hostile, key) {
            front.push_str(line);
        }
    }
    for (_, line) in hostile {
        front.push_str(&line.replace('@', &quoted(value)));
        front.push('\n');
    }
    front.push_str("sources:\n  - id: 1\n");
    for (key, line) in [("title", "title: T"), ("publisher", "publisher: Courier"), ("url", "url: https://courier.example/1")] {
        if !has(source, key) {
            front.push_str(&format!("    {line}\n"));
        }
    }
    for (_, line) in source {
        front.push_str(&format!("    {}\n", line.replace('@', &quoted(value))));
    }
    format!("---\n{front}---\n\n{}\n", body.replace('@', value))
}

const ARTICLE: [&str; 12] = [
    "title: @",
    "publisher: @",
    "author: [@]",
    "agency: @",
    "published: @",
    "url: @",
    "via: @",
    "language: @",
    "tags: [@]",
    "image: {src: @, alt: @, credit: @}",
    "story: @",
    "genre: @",
];

fn build(files: Vec<(String, String)>, config: &str) -> (Option<Site>, Vec<Diagnostic>) {
    let files = files.into_iter().map(|(path, text)| (path, text.into_bytes())).chain([("digest.yaml".to_owned(), config.as_bytes().to_vec())]);
    let options = Options { base_url: None, drafts: true, future: true, now: "2026-01-03T00:00:00Z".parse().unwrap() };
    let built = pipeline::build(&Snapshot::of(files), &options, &Memory::default());
    (built.value, built.diagnostics)
}

/// Files that stop the build, with what is said of each.
fn refused(found: &[Diagnostic]) -> BTreeMap<String, Vec<&Diagnostic>> {
    let mut by_file: BTreeMap<String, Vec<&Diagnostic>> = BTreeMap::new();
    for d in found.iter().filter(|d| d.severity == Severity::Error) {
        let span = d.span.as_ref().unwrap_or_else(|| panic!("no place: {}", d.message));
        by_file.entry(span.file.to_string()).or_default().push(d);
    }
    by_file
}

/// An address is a path below the folder of the site that every system can hold.
fn is_safe_address(address: &str) -> bool {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];
    let part = |p: &str| {
        let stem = p.split('.').next().unwrap_or("").to_lowercase();
        !p.is_empty() && p != "." && p != ".." && p.len() <= 200 && !p.ends_with(['.', ' ']) && !DEVICES.contains(&stem.as_str())
    };
    let bad = |c: char| {
        c.is_control()
            || matches!(c, '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    address.split('/').all(part) && !address.contains(bad) && address.len() < 900
}

/// No page holds anything that a browser would run, but what the theme put there.
fn nothing_runs(site: &Site) {
    let everything = Selector::parse("*").unwrap();
    let mut seen = BTreeSet::new();
    for address in site.addresses() {
        assert!(is_safe_address(address), "{address:?}");
        assert!(seen.insert(address.to_lowercase()), "{address} differs from another in case alone");
        let Content::Bytes(bytes) = site.content(address).unwrap() else { unreachable!("these snapshots hold their files") };
        let text = String::from_utf8_lossy(&bytes);
        let kind = address.rsplit('.').next().unwrap();
        match kind {
            "json" | "webmanifest" => drop(serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|e| panic!("{address}: {e}"))),
            "xml" if address.ends_with("feed.xml") => drop(feed_rs::parser::parse(&bytes[..]).unwrap_or_else(|e| panic!("{address}: {e}"))),
            "xml" | "svg" => assert!(!text.contains("<script") && !text.contains("=\"javascript:"), "{address}"),
            "html" => page(address, &Html::parse_document(&text), &everything),
            _ => {}
        }
        if address == "_redirects" || address == "_headers" {
            assert!(!text.lines().any(|l| l.trim_start().starts_with("/*") && l.contains("evil.example")), "{text}");
        }
    }
}

fn page(address: &str, page: &Html, everything: &Selector) {
    let mail = address.ends_with("email.html");
    for element in page.select(everything) {
        let (name, value) = (element.value().name(), element.value());
        match name {
            "script" if value.attr("type") == Some("application/ld+json") => {
                let text: String = element.text().collect();
                serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|e| panic!("{address}: {e}: {text}"));
            }
            "script" => assert!(value.attr("src").is_some_and(|s| s.starts_with('/') && !s.starts_with("//")), "{address}: a script of its own"),
            "iframe" | "object" | "embed" | "base" | "applet" | "frame" => panic!("{address}: <{name}>"),
            "style" => assert!(mail, "{address}: a style of its own"),
            _ => {}
        }
        for (key, text) in value.attrs() {
            assert!(!key.to_lowercase().starts_with("on") && key != "srcdoc", "{address}: <{name} {key}={text}>");
            if matches!(key, "href" | "src" | "action" | "formaction" | "data" | "poster" | "xlink:href" | "srcset" | "content") {
                let bare: String = text.chars().filter(|c| *c > ' ' && !c.is_control()).collect::<String>().to_lowercase();
                let harmful = ["javascript:", "data:", "vbscript:"].iter().any(|s| bare.starts_with(s));
                assert!(!harmful || key == "content", "{address}: <{name} {key}={text:?}>");
            }
            if matches!(name, "img" | "script" | "link" | "source" | "video" | "audio") && matches!(key, "src" | "srcset") {
                assert!(text.starts_with('/') && !text.starts_with("//") || mail, "{address} loads {text}");
            }
        }
    }
}

/// What is refused alone is left out; what is taken stands together, one digest a value.
#[test]
fn every_field_of_a_digest() {
    let values = values();
    let mut alone = BTreeMap::new();
    for (v, value) in values.iter().enumerate() {
        for (f, field) in DIGEST.iter().enumerate() {
            alone.insert(format!("content/digests/d{v}-{f}.md"), (v, 0, f, digest(&[field], &[], "Text.[^1]", value)));
        }
        for (f, field) in SOURCE.iter().enumerate() {
            alone.insert(format!("content/digests/s{v}-{f}.md"), (v, 1, f, digest(&[], &[field], "Text.[^1]", value)));
        }
        for (f, (_, body)) in BODY.iter().enumerate() {
            alone.insert(format!("content/digests/b{v}-{f}.md"), (v, 2, f, digest(&[], &[], body, value)));
        }
    }
    let (_, found) = build(alone.iter().map(|(path, (.., text))| (path.clone(), text.clone())).collect(), CONFIG);
    let stopped = refused(&found);
    assert!(stopped.len() > 200, "{}", stopped.len());
    for (path, said) in &stopped {
        assert!(said.iter().all(|d| !d.message.is_empty()), "{path}");
        assert!(said.iter().any(|d| !d.hints.is_empty()), "{path}: {:?}", said[0].message);
    }
    // What a page may not link to is refused in words, whatever it is wrapped in.
    for (v, value) in values.iter().enumerate().filter(|(_, v)| v.contains("script:") || v.starts_with("data:") || v.starts_with("//")) {
        for f in [4, 5] {
            let path = format!("content/digests/s{v}-{f}.md");
            assert!(stopped.contains_key(&path), "{:?} = {value:?} is taken", SOURCE[f]);
        }
    }
    // What would leave the site's folder, or cannot be a name, is refused.
    for (v, value) in values.iter().enumerate().filter(|(_, v)| v.contains("escaped") || v.contains('\0') || v.len() > 4000) {
        assert!(stopped.contains_key(&format!("content/digests/d{v}-3.md")), "slug: {value:?} is taken");
        let alias = format!("content/digests/d{v}-4.md");
        assert!(stopped.contains_key(&alias) || value == "/escaped", "alias: {value:?} is taken");
    }
    let mut together = Vec::new();
    for (v, value) in values.iter().enumerate() {
        let taken = |kind: &str, f: usize| !stopped.contains_key(&format!("content/digests/{kind}{v}-{f}.md"));
        // An image has one address, one text and one credit at a time.
        for image in [6, 7, 8] {
            let fields: Vec<_> = DIGEST.iter().enumerate().filter(|(f, _)| taken("d", *f) && (!(6..=8).contains(f) || *f == image)).map(|(_, f)| f).collect();
            let source: Vec<_> = SOURCE.iter().enumerate().filter(|(f, _)| taken("s", *f)).map(|(_, f)| f).collect();
            let fields: Vec<_> = fields.into_iter().filter(|(k, _)| image == 6 || !matches!(*k, "slug" | "aliases")).collect();
            together.push((format!("content/digests/t{v}-{image}.md"), digest(&fields, &source, "Text.[^1]", value)));
        }
        for (f, (_, body)) in BODY.iter().enumerate().filter(|(f, _)| taken("b", *f)) {
            together.push((format!("content/digests/b{v}-{f}.md"), digest(&[], &[], body, value)));
        }
    }
    let (site, found) = build(together, CONFIG);
    let stopped = refused(&found);
    assert!(stopped.is_empty(), "{:?}", stopped.iter().map(|(path, said)| (path, &said[0].message)).collect::<Vec<_>>());
    nothing_runs(&site.unwrap());
}

#[test]
fn every_field_of_articles_pages_and_the_configuration() {
    for (v, value) in values().iter().enumerate() {
        let mut files = vec![("content/digests/a.md".to_owned(), digest(&[], &[], "Text.[^1]", ""))];
        for (f, field) in ARTICLE.iter().enumerate() {
            let title = if f == 0 { "" } else { "title: T\n" };
            files.push((format!("content/articles/a{v}-{f}.md"), format!("---\n{title}{}\n---\n\nA paragraph. {value}\n", field.replace('@', &quoted(value)))));
        }
        for (f, field) in ["title: @", "title: T\nsummary: @", "title: T\naliases: [@]", "title: T\nextra: {a: @}"].iter().enumerate() {
            files.push((format!("content/pages/p{v}-{f}.md"), format!("---\n{}\n---\n\nText {value}\n\n[x](<{value}>)\n", field.replace('@', &quoted(value)))));
        }
        let (_, found) = build(files.clone(), CONFIG);
        let stopped: BTreeSet<String> = refused(&found).into_keys().collect();
        files.retain(|(path, _)| !stopped.contains(path));
        let config =
            format!("title: {0}\ntagline: {0}\nbase_url: https://ledger.example\ncards: false\ntopics: {{a: {{name: {0}, keywords: [{0}]}}}}\n", quoted(value));
        let (site, found) = build(files, &config);
        // None of these values stops a configuration, so that there are pages to look at.
        nothing_runs(&site.unwrap_or_else(|| panic!("{value:?}: {found:?}")));
    }
}

const TOWNS: [&str; 6] = ["Ansel", "Brunn", "Corvey", "Dalby", "Ewell", "Fjord"];

/// Every field of a feed's entry, in the three forms of feeds: what `add` makes of it is composed and built, and nothing runs.
#[test]
fn every_field_of_a_feed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("digest.yaml"), CONFIG).unwrap();
    let mut inputs = Vec::new();
    for (v, value) in values().iter().enumerate() {
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        let escaped = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        // A text of its own in each, so that none is taken for a copy of another.
        let html = |kind: &str| {
            let text: String = (0..6)
                .map(|n| {
                    format!(
                        "<p>The {kind} of {} number {v} opened its gate {n} times in 19{v}{n}, said the keeper of the {kind}'s {v} books.</p>",
                        TOWNS[(v + n) % 6]
                    )
                })
                .collect();
            format!("{text}<p>{value}</p><p title=\"{escaped}\"><a href=\"{escaped}\">{escaped}</a><img src=\"{escaped}\" alt=\"{escaped}\"></p>")
        };
        let in_xml = |kind: &str| html(kind).replace('&', "&amp;").replace('<', "&lt;");
        let title = |kind: &str| format!("The {kind} of number {v} opens its gate {escaped}");
        let rss = format!(
            "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>{escaped}</title><link>{escaped}</link><item><title>{}</title><link>{escaped}</link>\
             <guid>{escaped}</guid><dc:creator>{escaped}</dc:creator><category>{escaped}</category><pubDate>{escaped}</pubDate><enclosure url=\"{escaped}\" type=\"{escaped}\"/>\
             <description>{}</description></item></channel></rss>",
            title("mill"),
            in_xml("mill")
        );
        let atom = format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{escaped}\"><title>{escaped}</title><id>{escaped}</id><entry><title>{}</title><id>{escaped}</id>\
             <link href=\"{escaped}\"/><author><name>{escaped}</name><uri>{escaped}</uri></author><updated>{escaped}</updated><content type=\"html\">{}</content></entry></feed>",
            title("pier"),
            in_xml("pier")
        );
        let json = serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": value, "items": [{
            "id": value, "url": value, "external_url": value, "title": format!("The tower of number {v} opens its gate {value}"), "content_html": html("tower"), "image": value,
            "date_published": value, "authors": [{"name": value, "url": value}], "tags": [value], "language": value}]});
        for (kind, feed) in [("rss", rss), ("atom", atom), ("json", json.to_string())] {
            let name = format!("{v}.{kind}");
            fs::write(root.join(&name), feed).unwrap();
            inputs.push(name);
        }
    }
    let before = tree(root).len();
    let arguments: Vec<&str> = std::iter::once("add").chain(inputs.iter().map(String::as_str)).collect();
    let (code, said) = run(root, &arguments);
    assert!(code == Some(0) || code == Some(1), "{said}");
    let articles: Vec<String> = tree(root).into_keys().filter(|path| path.contains("/content/articles/") && path.ends_with(".md")).collect();
    assert!(articles.len() > 40, "{} articles\n{said}", articles.len());
    let outside = tree(root).into_iter().filter(|(path, file)| file.is_some() && !path.contains("/content/articles/") && !path.contains("/.digest/")).count();
    assert_eq!(outside, before - 1, "nothing is written anywhere else");
    // Each in a story of its own, so that each has its page.
    for (n, path) in articles.iter().enumerate() {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replacen("---\n", &format!("---\nstory: story-{n}\n"), 1)).unwrap();
    }
    let (code, said) = run(root, &["compose"]);
    assert!(code == Some(0) || code == Some(1), "{said}");
    let snapshot = digest::files::read(root).value;
    let options = Options { base_url: None, drafts: true, future: true, now: "2026-12-03T00:00:00Z".parse().unwrap() };
    let built = pipeline::build(&snapshot, &options, &Memory::default());
    let digests = snapshot.under("content/digests/").count();
    assert!(digests > 40, "{digests} digests of {} articles: {said}", articles.len());
    nothing_runs(&built.value.unwrap_or_else(|| panic!("what the program itself wrote cannot be built: {:?}", built.diagnostics)));
}

#[test]
fn a_file_where_a_folder_has_to_be_is_told() {
    let story = ("content/digests/a.md".to_owned(), "---\ntitle: A\ndate: 2026-01-01\naliases: [/x.y, /x.y/z/]\n---\n\nText.\n".to_owned());
    for own in ["static/story", "static/Topics", "static/story/a", "static/fine"] {
        let (_, found) = build(vec![story.clone(), (own.to_owned(), String::new())], CONFIG);
        let said = |what: &str| found.iter().filter(|d| d.code == "duplicate-address" && d.message.contains(what)).count();
        assert_eq!(said(own), usize::from(own != "static/fine"), "{own}: {found:?}");
        assert_eq!(said("/x.y/z/"), 1, "{found:?}");
    }
}

#[test]
fn more_shelves_than_a_disk_could_hold_are_refused() {
    let topics: Vec<String> = (0..501).map(|n| format!("t{n}")).collect();
    let sources: String = (1..2002).map(|n| format!("  - {{id: {n}, title: S, publisher: P{n}}}\n")).collect();
    for (front, said) in [(format!("topics: [{}]\n", topics.join(", ")), "501 topics"), (format!("sources:\n{sources}"), "2001 sources")] {
        let text = format!("---\ntitle: A\ndate: 2026-01-01\n{front}---\n\nText.\n");
        let (site, found) = build(vec![("content/digests/a.md".to_owned(), text)], CONFIG);
        assert!(found.iter().any(|d| d.severity == Severity::Error && d.message.starts_with(said)), "{said}: {found:?}");
        assert!(site.is_none_or(|site| site.addresses().len() < 100));
    }
}

fn tree(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries.map(|e| (e.path().to_string_lossy().into_owned(), e.file_type().is_file().then(|| fs::read(e.path()).unwrap()))).collect()
}

fn run(root: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digest"));
    let ran = command.args(arguments).current_dir(root).env("SOURCE_DATE_EPOCH", "1795000000").env("NO_COLOR", "1").output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), "{said}");
    (ran.status.code(), said)
}

/// Through the program and onto the disk: nothing outside public/ is touched.
#[test]
#[cfg(unix)]
fn nothing_is_written_or_read_outside() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("around/site");
    fs::create_dir_all(root.join("content/digests")).unwrap();
    fs::create_dir_all(root.join("content/articles")).unwrap();
    fs::create_dir_all(root.join("static")).unwrap();
    fs::create_dir_all(root.join("themes/own/templates")).unwrap();
    let secret = folder.path().join("secret");
    fs::create_dir(&secret).unwrap();
    fs::write(secret.join("secret.md"), "---\ntitle: THE-SECRET\n---\n\nTHE-SECRET\n").unwrap();
    fs::write(root.join("digest.yaml"), CONFIG).unwrap();
    // Names that a disk takes and that an address must not be.
    for (n, name) in
        ["CON", "aux.x", "dots..", "a\\b", "a:b", "..x", "UPPER", "upper", "a\u{202e}b", "<img src=x onerror=alert(1)>", "a\nb", " "].iter().enumerate()
    {
        let text = digest(&[], &[], "Text.[^1]", "").replace("harmless", &format!("harmless {n}"));
        fs::write(root.join(format!("content/digests/{name}.md")), text).unwrap();
    }
    let before = tree(folder.path());
    let (code, said) = run(&root, &["build", "--no-compose", "--drafts"]);
    assert_eq!(code, Some(1), "{said}");
    for named in ["bad-file-name", "CON", "aux.x", "dots..", "UPPER"] {
        assert!(said.contains(named), "{named}: {said}");
    }
    let mut after = tree(folder.path());
    after.retain(|path, _| !path.contains("/site/.digest"));
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    fs::remove_dir_all(root.join("content/digests")).unwrap();
    fs::create_dir(root.join("content/digests")).unwrap();
    fs::write(root.join("content/digests/a.md"), digest(&[], &[], "Text.[^1]", "")).unwrap();
    assert_eq!(run(&root, &["build", "--no-compose"]).0, Some(0));

    // Links out of the tree, of files and of folders.
    let links = ["content/articles/out.md", "content/digests/out.md", "static/out.txt", "content/more", "static/folder", "themes/other"];
    for link in links {
        let to = if link.contains("out.") { secret.join("secret.md") } else { secret.clone() };
        std::os::unix::fs::symlink(&to, root.join(link)).unwrap();
        let (code, said) = run(&root, &["build", "--no-compose"]);
        assert!(code == Some(1) && said.contains("unreadable-file") && said.contains(link) && !said.contains("THE-SECRET"), "{link}: {said}");
        fs::remove_file(root.join(link)).unwrap();
    }
    // Templates that ask for files outside of theme and site.
    fs::write(root.join("digest.yaml"), format!("{CONFIG}theme: own\n")).unwrap();
    fs::write(root.join("themes/own/theme.yaml"), "extends: outpost\n").unwrap();
    let outside = secret.join("secret.md");
    for path in [outside.to_str().unwrap(), "../../../../../secret/secret.md", "../../../digest.yaml", "/etc/passwd"] {
        for template in [format!("{{% include \"{path}\" %}}"), format!("{{% extends \"{path}\" %}}"), format!("{{% import \"{path}\" as x %}}")] {
            fs::write(root.join("themes/own/templates/story.html"), &template).unwrap();
            let (code, said) = run(&root, &["build", "--no-compose"]);
            assert!(code == Some(1) && said.contains("template-error") && !said.contains("THE-SECRET") && !said.contains("root:x"), "{template}: {said}");
        }
    }
    fs::write(root.join("themes/own/templates/story.html"), "{{ get_env(name=\"PATH\") }}{{ load_file(path=\"/etc/passwd\") }}").unwrap();
    assert_eq!(run(&root, &["build", "--no-compose"]).0, Some(1));
    let built: String = tree(&root.join("public")).into_values().flatten().map(|b| String::from_utf8_lossy(&b).into_owned()).collect();
    assert!(!built.contains("THE-SECRET") && !built.contains("root:x"));
    assert_eq!(tree(&secret).len(), 2);
}
