//! `digest add`: raw pages into content/articles.

use super::{Console, Outcome, console};
use crate::config;
use crate::diag::{Diagnostic, NoTexts, Span, codes, nearest};
use crate::editorial::add::fetch::{Fetcher, Patience};
use crate::editorial::add::{self, Cleaned, Held, NotAnArticle, Overrides, RawPage};
use crate::files::{self, Edit, Lock};
use crate::pipeline;
use crate::types::{Article, Genre, Moment, article_file};
use chrono::NaiveDate;
use indicatif::ProgressBar;
use serde_json::json;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files (HTML, text dump, Markdown, RSS, Atom, JSON feed), addresses, or `-` for standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<String>,
    /// The original's address
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    url: Option<String>,
    /// Where it was read, if that is a re-host or an aggregator
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    via: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME", value_parser = text)]
    publisher: Option<String>,
    /// Who wrote it; several with `;` between them
    #[arg(long, value_name = "NAME", value_parser = text)]
    author: Option<String>,
    /// When it was published
    #[arg(long, value_name = "DATE", value_parser = moment)]
    published: Option<Moment>,
    /// Its headline
    #[arg(long, value_name = "TEXT", value_parser = text)]
    title: Option<String>,
    /// news, opinion, analysis, press-release or paper
    #[arg(long, value_name = "GENRE", value_parser = genre)]
    genre: Option<Genre>,
    /// Write nothing, only show what would be added
    #[arg(long)]
    dry_run: bool,
    /// Also fetch addresses of this machine and of its network
    #[arg(long)]
    allow_private: bool,
    /// Print one JSON object an article
    #[arg(long)]
    json: bool,
}

fn address(given: &str) -> Result<String, String> {
    match url::Url::parse(given.trim()) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(given.trim().to_owned()),
        _ => Err("not an http or https address, such as https://paper.example/article".to_owned()),
    }
}

fn text(given: &str) -> Result<String, String> {
    let folded = crate::text::markdown::fold_space(given);
    if folded.is_empty() { Err("it is empty".to_owned()) } else { Ok(folded) }
}

fn moment(given: &str) -> Result<Moment, String> {
    Moment::parse(given).ok_or_else(|| "not a date; write 2026-01-31 or 2026-01-31T09:30:00Z".to_owned())
}

fn genre(given: &str) -> Result<Genre, String> {
    let words: Vec<_> = Genre::ALL.iter().map(|g| g.word()).collect();
    Genre::named(given).ok_or_else(|| match nearest(given, words.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("one of: {}", words.join(", ")),
    })
}

/// What one input gave.
struct Taken {
    input: String,
    /// Whether its bytes were to be had; always for a file that could be read.
    fetched: bool,
    results: Vec<Result<Cleaned, NotAnArticle>>,
}

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    let single = [("--url", arguments.url.is_some()), ("--via", arguments.via.is_some()), ("--title", arguments.title.is_some())];
    if let Some((flag, _)) = single.iter().find(|(_, given)| *given && arguments.inputs.len() > 1) {
        console.say(&format!("error: {flag} says something about one page, but there are {} inputs; add them one by one", arguments.inputs.len()));
        return Outcome::Failed;
    }
    if !arguments.dry_run && !root.join(config::FILE).is_file() {
        let missing = Diagnostic::new(&codes::MISSING_CONFIG, Span::whole(config::FILE), "there is no digest.yaml here")
            .hint("run this in a site's folder, name it with --root, or make a site with `digest new DIR`; --dry-run needs none");
        console.findings(&[missing], &NoTexts);
        return Outcome::Failed;
    }
    let overrides = Overrides {
        url: arguments.url.clone(),
        via: arguments.via.clone(),
        publisher: arguments.publisher.clone(),
        author: arguments.author.clone(),
        published: arguments.published,
        title: arguments.title.clone(),
        genre: arguments.genre,
    };
    let taken = take_all(arguments, &overrides, console);
    let mut findings = Vec::new();
    let mut failed = false;
    for one in &taken {
        for result in &one.results {
            match result {
                Ok(cleaned) => findings.extend(cleaned.remarks.iter().cloned()),
                Err(none) => {
                    failed = true;
                    let code = if one.fetched { &codes::NOT_AN_ARTICLE } else { &codes::FETCH_FAILED };
                    findings.push(Diagnostic::new(code, Span::whole(&one.input), none.reason.clone()).hint(none.hint.clone()));
                }
            }
        }
    }
    if arguments.dry_run {
        show(&taken, console, arguments.json);
    } else if let Err(fault) = keep(root, console, taken, arguments.json, &mut findings) {
        findings.push(fault);
        console.findings(&findings, &NoTexts);
        return Outcome::Failed;
    }
    console.findings(&findings, &NoTexts);
    if failed { Outcome::Problems } else { Outcome::Fine }
}

/// Inputs worked on at once. More would be impolite where they are pages of one host.
const AT_ONCE: usize = 4;
/// Pages nest deeper than a thread's usual stack is made for.
const STACK: usize = 32 * 1024 * 1024;

/// Reads and cleans all inputs, several at once, and gives what they hold in the order in which they were named.
fn take_all(arguments: &Arguments, overrides: &Overrides, console: &Console) -> Vec<Taken> {
    let fetcher = Fetcher::new(arguments.allow_private, Patience::default());
    let progress = if console.is_watched() && arguments.inputs.len() > 1 { ProgressBar::new(arguments.inputs.len() as u64) } else { ProgressBar::hidden() };
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<Taken>>> = arguments.inputs.iter().map(|_| Mutex::new(None)).collect();
    let work = || {
        while let Some((at, input)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| arguments.inputs.get(at).map(|i| (at, i))) {
            let taken = take(input, overrides, &fetcher);
            *slots[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(taken);
            progress.inc(1);
        }
    };
    std::thread::scope(|scope| {
        let started =
            (0..AT_ONCE.min(arguments.inputs.len())).filter_map(|_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()).count();
        if started == 0 {
            work();
        }
    });
    progress.finish_and_clear();
    let lost = |input: &String| Taken {
        input: input.clone(),
        fetched: true,
        results: vec![Err(NotAnArticle { reason: "reading it failed inside the program".to_owned(), hint: "please report this page".to_owned() })],
    };
    slots
        .into_iter()
        .zip(&arguments.inputs)
        .map(|(slot, input)| slot.into_inner().unwrap_or_else(PoisonError::into_inner).unwrap_or_else(|| lost(input)))
        .collect()
}

fn take(input: &str, overrides: &Overrides, fetcher: &Fetcher) -> Taken {
    let none = |reason: String, hint: String| vec![Err(NotAnArticle { reason, hint })];
    let (fetched, results) = if input.starts_with("http://") || input.starts_with("https://") {
        match fetcher.fetch(input) {
            Ok(raw) => (true, add::clean(&raw, overrides)),
            Err(fault) => (false, none(fault.reason, fault.hint)),
        }
    } else {
        let results = match bytes(input) {
            Ok(bytes) => add::clean(&RawPage { input: input.to_owned(), bytes, address: None, content_type: None }, overrides),
            Err(error) => none(format!("it cannot be read: {}", plain(&error)), "name a file that is there, or `-`".to_owned()),
        };
        (true, results)
    };
    Taken { input: input.to_owned(), fetched, results }
}

/// The bytes of a file or of standard input; one byte more than is allowed at most, so that a device without end ends.
fn bytes(input: &str) -> std::io::Result<Vec<u8>> {
    let limit = add::LARGEST as u64 + 1;
    let mut bytes = Vec::new();
    if input == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(input)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    }
}

/// The line of `--json`: unknown is null.
fn line(input: &str, article: &Article, file: Option<&str>) -> String {
    let author = match article.authors.as_slice() {
        [] => serde_json::Value::Null,
        [one] => json!(one),
        many => json!(many),
    };
    let mut object = json!({
        "input": input,
        "title": article.title,
        "author": author,
        "publisher": article.publisher,
        "published": article.published.map(|p| p.to_string()),
        "url": article.url,
        "language": article.language,
        "genre": article.genre.word(),
        "body": article.body,
    });
    if let (Some(file), Some(map)) = (file, object.as_object_mut()) {
        map.insert("file".to_owned(), json!(file));
    }
    object.to_string()
}

fn show(taken: &[Taken], console: &Console, as_json: bool) {
    for Taken { input, results, .. } in taken {
        for result in results {
            match result {
                Ok(cleaned) if as_json => console.out(&line(input, &cleaned.article, None)),
                Ok(cleaned) => console.out(&article_file::write(&cleaned.article)),
                Err(none) if as_json => console.out(&json!({"input": input, "error": none.reason}).to_string()),
                Err(_) => {}
            }
        }
    }
}

/// Writes what is new into content/articles.
fn keep(root: &Path, console: &Console, taken: Vec<Taken>, as_json: bool, findings: &mut Vec<Diagnostic>) -> Result<(), Diagnostic> {
    let cannot = |error: std::io::Error| Diagnostic::homeless(&codes::CANNOT_WRITE, format!("{} cannot be written: {}", root.display(), plain(&error)));
    let _lock = Lock::take(root, || console.say("waiting for another command in this folder to end")).map_err(cannot)?;
    let (mut held, mut stems) = inventory(root);
    let today = console::now().date_naive();
    let mut added = 0;
    for Taken { input, results, .. } in taken {
        for result in results {
            let cleaned = match result {
                Ok(cleaned) => cleaned,
                Err(none) => {
                    if as_json {
                        console.out(&json!({"input": input, "error": none.reason}).to_string());
                    }
                    continue;
                }
            };
            if let Some((path, why)) = held.find(&cleaned.article) {
                let message = match why {
                    add::Sameness::Address => format!("{path} has this article already: its address is the same"),
                    add::Sameness::Text => format!("{path} has this article already: its text is the same"),
                };
                if as_json {
                    console.out(&line(&input, &cleaned.article, Some(path)));
                }
                findings.push(Diagnostic::new(&codes::ALREADY_ADDED, Span::whole(&input), message).hint("to add it anew, delete that file first"));
                continue;
            }
            let path = write(root, cleaned.article.clone(), today, &mut held, &mut stems)?;
            if as_json {
                console.out(&line(&input, &cleaned.article, Some(&path)));
            } else {
                console.say(&format!("added {path}: {}", cleaned.article.title));
            }
            added += 1;
        }
    }
    if added > 1 && !as_json {
        console.say(&format!("{} added", console::count(added, "article")));
    }
    Ok(())
}

fn write(root: &Path, mut article: Article, today: NaiveDate, held: &mut Held, stems: &mut BTreeSet<String>) -> Result<String, Diagnostic> {
    article.added = Some(today);
    let stem = add::stem(&article, |s| stems.contains(s));
    let path = format!("{}{stem}.md", pipeline::ARTICLES);
    files::apply(root, &[Edit { path: path.clone(), contents: Some(article_file::write(&article)), keep_original: false }])?;
    held.insert(&article, &path);
    stems.insert(stem);
    Ok(path)
}

/// What the site has: its articles, and the stems that are taken, in lower case, by files of any kind.
fn inventory(root: &Path) -> (Held, BTreeSet<String>) {
    let snapshot = files::read(root).value;
    let mut held = Held::default();
    let mut stems = BTreeSet::new();
    for (path, bytes) in snapshot.markdown(pipeline::ARTICLES) {
        stems.insert(article_file::stem_of(path).to_lowercase());
        if let Ok(text) = std::str::from_utf8(bytes)
            && let Some(file) = article_file::read(&Arc::clone(path), text).value
        {
            held.insert(&file.article, path);
        }
    }
    // A digest's own file is named by its story, never by an article, so that only articles can collide.
    (held, stems)
}
