//! What theme authors rely on: the views, the interface texts, the themes that ship.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it reads the sources and writes docs on demand")]

use chrono::{DateTime, Utc};
use digest::files::{self, Content, Plan, Snapshot};
use digest::pipeline::{self, Memory, Options};
use digest::publish::site::Site;
use digest::types::locale::placeholders;
use regex::Regex;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The templates and the views that they get.
const PAGES: [(&str, &str); 12] = [
    ("home.html", "HomeView"),
    ("story.html", "StoryView"),
    ("edition.html", "EditionView"),
    ("archive.html", "ArchiveView"),
    ("topics.html", "TopicsView"),
    ("topic.html", "TopicView"),
    ("publishers.html", "PublishersView"),
    ("publisher.html", "PublisherView"),
    ("page.html", "TextView"),
    ("search.html", "SearchView"),
    ("404.html", "NotFoundView"),
    ("email.html", "EmailView"),
];

fn options() -> Options {
    Options { base_url: None, drafts: false, future: false, now: "2026-03-10T12:00:00Z".parse::<DateTime<Utc>>().unwrap() }
}

fn site(snapshot: &Snapshot) -> Site {
    let built = pipeline::build(snapshot, &options(), &Memory::default());
    built.value.unwrap_or_else(|| panic!("{:?}", built.diagnostics))
}

/// A case with a value in as many fields as there are.
fn case(config: &str) -> Snapshot {
    let snapshot = files::read(Path::new("tests/cases/site/basic")).value;
    let yaml = String::from_utf8(snapshot.bytes("digest.yaml").unwrap().to_vec()).unwrap();
    snapshot.with(&[files::Edit { path: "digest.yaml".to_owned(), contents: Some(format!("{yaml}\n{config}")), keep_original: false }])
}

const FURNITURE: &str = "menus: {main: [{name: Archive, url: /archive/}], foot: [{name: About, url: /about/}]}\nlogo: {src: /note.txt, width: 120, height: 30}\nmasthead: [{role: Editor, name: Ana Ruiz, url: 'https://example.org/ana'}]\ncontact: desk@example.org\nnewsletter: https://example.org/newsletter\nreport: desk@example.org\n";

struct Field {
    name: String,
    kind: String,
    about: String,
}

/// The views as the program declares them: by name, what they are for, and their fields in order.
fn declared() -> BTreeMap<String, (String, Vec<Field>)> {
    let mut views = BTreeMap::new();
    for file in ["mod", "lists", "story", "text", "mail"] {
        let source = fs::read_to_string(format!("src/publish/site/views/{file}.rs")).unwrap();
        let (mut docs, mut view) = (String::new(), String::new());
        for line in source.lines() {
            let line = line.trim();
            if let Some(doc) = line.strip_prefix("/// ") {
                let _ = write!(docs, "{}{doc}", if docs.is_empty() { "" } else { " " });
            } else if let Some(rest) = line.strip_prefix("pub struct ") {
                view = rest.trim_end_matches(" {").to_owned();
                views.insert(view.clone(), (std::mem::take(&mut docs), Vec::new()));
            } else if let Some((name, kind)) = line.strip_prefix("pub ").and_then(|l| l.trim_end_matches(',').split_once(": ")) {
                assert!(!docs.is_empty(), "{view}.{name} is not documented");
                views.get_mut(&view).unwrap().1.push(Field { name: name.to_owned(), kind: kind.to_owned(), about: std::mem::take(&mut docs) });
            } else if !line.starts_with("#[") {
                docs.clear();
            }
        }
    }
    views
}

/// A type in the words of the docs.
fn said(kind: &str, views: &BTreeMap<String, (String, Vec<Field>)>) -> String {
    let inner = |prefix: &str| kind.strip_prefix(prefix).and_then(|k| k.strip_suffix('>'));
    if let Some(kind) = inner("Option<") {
        return format!("{} or null", said(kind, views));
    }
    if let Some(kind) = inner("Vec<") {
        return format!("list of {}", said(kind, views));
    }
    // Made once for many pages: to a template the same.
    if let Some(kind) = inner("Ready<") {
        return said(kind, views);
    }
    match kind {
        "String" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u32" => "number".to_owned(),
        "serde_json::Value" => "anything".to_owned(),
        "BTreeMap<String, serde_json::Value>" => "values by name".to_owned(),
        view if views.contains_key(view) => format!("[{}](#{})", title(view), title(view).to_lowercase()),
        other => panic!("no word for {other}"),
    }
}

fn title(view: &str) -> String {
    view.strip_suffix("View").unwrap_or(view).to_owned()
}

/// The view that a type holds, if it holds one.
fn within(kind: &str) -> String {
    kind.trim_start_matches("Option<").trim_start_matches("Vec<").trim_end_matches('>').to_owned()
}

/// Walks a real view beside its declaration: both must have the same fields. The first value of each field is kept as its example.
fn walk(view: &str, value: &Value, views: &BTreeMap<String, (String, Vec<Field>)>, examples: &mut BTreeMap<(String, String), String>) {
    let Some((_, fields)) = views.get(view) else { return };
    for value in value.as_array().map_or_else(|| vec![value], |list| list.iter().collect()) {
        let Value::Object(map) = value else { continue };
        let there: BTreeSet<&str> = map.keys().map(String::as_str).collect();
        let known: BTreeSet<&str> = fields.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(there, known, "{view} is declared with other fields than it has");
        for field in fields {
            let inner = &map[&field.name];
            walk(&within(&field.kind), inner, views, examples);
            if let Some(example) = example(inner) {
                examples.entry((view.to_owned(), field.name.clone())).or_insert(example);
            }
        }
    }
}

fn example(value: &Value) -> Option<String> {
    let short = |text: &str| match text.char_indices().nth(56) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    };
    match value {
        Value::String(text) if !text.is_empty() => Some(short(&text.replace(['\n', '|', '`'], " "))),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(list) => list.first().filter(|v| v.is_string() || v.is_number()).and_then(example),
        _ => None,
    }
}

#[test]
fn every_field_of_every_view_is_in_the_docs() {
    let views = declared();
    let mut examples = BTreeMap::new();
    let site = site(&case(FURNITURE));
    for (template, view) in PAGES {
        let found: Vec<Value> = site.addresses().into_iter().filter_map(|a| site.view(a)).filter(|(t, _)| *t == template).map(|(_, v)| v).collect();
        assert!(!found.is_empty() || template == "email.html", "no page of the case is made by {template}");
        found.iter().for_each(|value| walk(view, value, &views, &mut examples));
    }
    let mut out = String::new();
    let mut table = |name: &str, heading: &str| {
        let (about, fields) = &views[name];
        let _ = write!(out, "### {heading}\n\n");
        if !about.ends_with(".html") {
            let _ = write!(out, "{about}\n\n");
        }
        out.push_str("| field | type | meaning | example |\n| --- | --- | --- | --- |\n");
        for field in fields {
            let example = examples.get(&(name.to_owned(), field.name.clone())).map_or(String::new(), |e| format!("`{e}`"));
            let _ = writeln!(out, "| `{}` | {} | {} | {example} |", field.name, said(&field.kind, &views), field.about.replace('|', "\\|"));
        }
        out.push('\n');
    };
    PAGES.iter().for_each(|(template, view)| table(view, template));
    let own: BTreeSet<&str> = PAGES.iter().map(|(_, v)| *v).collect();
    views.keys().filter(|v| !own.contains(v.as_str())).for_each(|v| table(v, &title(v)));
    let docs = fs::read_to_string("docs/themes.md").unwrap();
    let (before, rest) = docs.split_once("<!-- views -->\n").expect("a mark where the views begin");
    let (_, after) = rest.split_once("<!-- end of views -->").expect("a mark where they end");
    let wanted = format!("{before}<!-- views -->\n\n{out}<!-- end of views -->{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write("docs/themes.md", wanted).unwrap();
    } else {
        assert!(docs == wanted, "docs/themes.md does not tell the views as they are (UPDATE=1 cargo test --test themes writes them)");
    }
}

fn texts(language: &str) -> BTreeMap<String, Value> {
    let path = format!("themes/outpost/i18n/{language}.yaml");
    let snapshot = Snapshot::of(vec![
        ("digest.yaml".to_owned(), format!("title: A\nlanguage: {language}\n").into_bytes()),
        ("content/pages/a.md".to_owned(), format!("---\ntitle: A\nextra:\n{}---\n", indented(&fs::read_to_string(path).unwrap())).into_bytes()),
    ]);
    // Read as the extra of a page: by the program's own reader of YAML.
    let (_, view) = site(&snapshot).view("a/index.html").unwrap();
    view["extra"].as_object().unwrap().iter().map(|(k, v)| (k.clone(), v.clone())).collect()
}

fn indented(text: &str) -> String {
    text.lines().map(|l| format!("  {l}\n")).collect()
}

fn names(value: &Value) -> BTreeSet<String> {
    match value {
        Value::String(text) => placeholders(text).into_iter().map(str::to_owned).collect(),
        Value::Array(list) => list.iter().flat_map(names).collect(),
        Value::Object(map) => map.values().flat_map(names).collect(),
        _ => BTreeSet::new(),
    }
}

#[test]
fn every_text_stands_in_every_language_and_is_asked_for() {
    let english = texts("en");
    for entry in fs::read_dir("themes/outpost/i18n").unwrap() {
        let language = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        let other = texts(&language);
        let keys = |texts: &BTreeMap<String, Value>| texts.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&english), keys(&other), "{language}");
        for (key, text) in &other {
            let (ours, theirs) = (names(text), names(&english[key]));
            assert!(ours.is_subset(&theirs), "{language}: `{key}` names {ours:?}, which gets {theirs:?}");
        }
        assert_eq!(
            (other["months"].as_array().unwrap().len(), other["weekdays"].as_array().unwrap().len(), other["quotes"].as_array().unwrap().len()),
            (12, 7, 4)
        );
    }
    let mut sources = String::new();
    for folder in ["themes", "src/publish", "src/types"] {
        gather(Path::new(folder), &mut sources);
    }
    let unused: Vec<&String> = english.keys().filter(|k| !sources.contains(&format!("\"{k}\""))).collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

fn gather(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "html") {
            into.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn no_template_says_a_word_of_its_own() {
    let mut found = Vec::new();
    let class = Regex::new(r"\{% block kind %\}\w+\{% endblock %\}").unwrap();
    let code = Regex::new(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<style>.*?</style>|<!--.*?-->").unwrap();
    let attributes = Regex::new(r#"\b(?:aria-label|title|alt|placeholder|content)="([^"]*)""#).unwrap();
    let tags = Regex::new(r"(?s)<[^>]*>").unwrap();
    let keys = Regex::new(r"<kbd>[^<]*</kbd>").unwrap();
    let head = Regex::new(r#"<meta (?:name|property|charset|http-equiv)[^>]*>"#).unwrap();
    for theme in ["outpost", "broadsheet"] {
        let mut files = Vec::new();
        templates(&Path::new("themes").join(theme).join("templates"), &mut files);
        for path in files {
            let text = code.replace_all(&class.replace_all(&fs::read_to_string(&path).unwrap(), ""), "").into_owned();
            let text = keys.replace_all(&head.replace_all(&text, ""), "").into_owned();
            let words: Vec<String> = attributes.captures_iter(&text).map(|c| c[1].to_owned()).chain([tags.replace_all(&text, " ").into_owned()]).collect();
            let letters = |w: &&str| w.chars().filter(|c| c.is_alphabetic()).count() > 1;
            found.extend(words.iter().flat_map(|w| w.split_whitespace()).filter(letters).map(|w| format!("{}: {w}", path.display())));
        }
    }
    assert!(found.is_empty(), "hard-coded: {found:#?}");
}

fn templates(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { templates(&path, into) } else { into.push(path) }
    }
}

fn page(site: &Site, address: &str) -> String {
    match site.content(address).unwrap() {
        Content::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        Content::CopyOf(path) => fs::read_to_string(path).unwrap(),
    }
}

#[test]
fn each_theme_renders_every_page_in_each_language() {
    for theme in ["outpost", "broadsheet"] {
        for (language, word) in [("en", "Skip to the text"), ("de", "Zum Text springen"), ("zh", "跳到正文"), ("ar", "dir=\"rtl\"")] {
            let yaml = format!("title: A\nlanguage: {language}\ntheme: {theme}\n{FURNITURE}");
            let edit = files::Edit { path: "digest.yaml".to_owned(), contents: Some(yaml), keep_original: false };
            let site = site(&case("").with(&[edit]));
            for address in site.addresses() {
                site.content(address).unwrap();
            }
            let home = page(&site, "index.html");
            assert!(home.contains(word) && home.contains("desk@example.org") && home.contains("Ana Ruiz"), "{theme} in {language}");
        }
    }
}

#[test]
fn dates_and_counts_follow_the_language() {
    let said = |language: &str| {
        let edit = files::Edit { path: "digest.yaml".to_owned(), contents: Some(format!("title: A\nlanguage: {language}\n")), keep_original: false };
        let site = site(&case("").with(&[edit]));
        let address = site.addresses().into_iter().find(|a| site.view(a).is_some_and(|(t, _)| t == "edition.html")).unwrap().to_owned();
        site.view(&address).unwrap().1["date"]["long"].as_str().unwrap().to_owned()
    };
    let (english, german, chinese) = (said("en"), said("de-AT"), said("zh-Hans"));
    assert!(Regex::new(r"^[A-Z][a-z]+day, \d+ [A-Z][a-z]+ \d{4}$").unwrap().is_match(&english), "{english}");
    assert!(Regex::new(r"^[A-Z][a-z]+, \d+\. \w+ \d{4}$").unwrap().is_match(&german), "{german}");
    assert!(chinese.contains('年') && chinese.contains("星期"), "{chinese}");
}

#[test]
fn a_theme_overrides_one_block_one_text_and_one_setting() {
    let put = |path: &str, text: &str| files::Edit { path: path.to_owned(), contents: Some(text.to_owned()), keep_original: false };
    let snapshot = case("").with(&[
        put("digest.yaml", "title: A\ntheme: gazette\ntheme_settings: {signal: \"#0a5\"}\n"),
        put(
            "themes/gazette/theme.yaml",
            "extends: broadsheet\nversion: 0.1.0\nsettings:\n  motto: All of it cited\n  corner: {default: left, one_of: [left, right]}\n",
        ),
        put(
            "themes/gazette/templates/topics.html",
            "{% extends \"outpost/topics.html\" %}{% block main %}{{ super() }}<p>{{ site.settings.corner }}</p>{% endblock %}",
        ),
        put("themes/gazette/i18n/en.yaml", "publishers: The papers\n"),
    ]);
    let site = site(&snapshot);
    let home = page(&site, "index.html");
    assert!(home.contains("All of it cited") && home.contains("The papers") && !home.contains(">Publishers<"), "{home}");
    let topics = page(&site, "topics/index.html");
    assert!(topics.contains("<p>left</p>") && topics.contains("class=\"ledger\""), "{topics}");
    let sheet = site.addresses().into_iter().find(|a| a.starts_with("css/main.")).unwrap().to_owned();
    assert!(page(&site, &sheet).contains("--setting-signal:#0a5;"));
}

#[test]
fn a_copy_of_a_block_extends_what_it_is_taken_from_and_renders() {
    use digest::publish::theme::Shelf;
    let snapshot = case("");
    let ejected = Shelf::new(&snapshot).eject("outpost", "story.html", Some("share"), None).unwrap();
    assert_eq!((ejected.path.as_str(), ejected.edits.len()), ("themes/outpost/templates/story.html", 1));
    let text = ejected.edits[0].contents.clone().unwrap();
    assert!(text.starts_with("{% extends \"outpost/story.html\" %}\n{%- block share %}") && text.trim_end().ends_with("{%- endblock %}"), "{text}");
    let changed = files::Edit { contents: Some(text.replace("class=\"share\"", "class=\"share mine\"")), ..ejected.edits[0].clone() };
    let site = site(&snapshot.with(&[changed]));
    let story = site.addresses().into_iter().find(|a| a.starts_with("story/") && a.ends_with("index.html")).unwrap().to_owned();
    assert!(page(&site, &story).contains("class=\"share mine\"") && page(&site, &story).contains("doc-endnotes"));
    // Into a theme of its own: with a theme.yaml that extends.
    let ejected = Shelf::new(&snapshot).eject("outpost", "css/main.css", None, Some("mine")).unwrap();
    assert_eq!(ejected.edits.iter().map(|e| e.path.as_str()).collect::<Vec<_>>(), ["themes/mine/static/css/main.css", "themes/mine/theme.yaml"]);
    for (file, block, hint) in [
        ("storry.html", None, "`story.html`"),
        ("story", None, "`story.html`"),
        ("story.html", Some("sorces"), "`sources`"),
        ("fonts/newsreader-text.woff2", None, "your own file"),
    ] {
        let said = format!("{:?}", Shelf::new(&snapshot).eject("outpost", file, block, None).unwrap_err());
        assert!(said.contains(hint), "{said}");
    }
}
