//! `digest add`: raw pages into content/articles.

mod follow;
mod keep;
mod take;

pub(super) use keep::{inventory, taken_down, write};

use super::console::SystemClock;
use super::progress::Progress;
use super::{Console, Outcome};
use crate::diag::{Diagnostic, NoTexts, Span, codes, nearest};
use crate::editorial::add::fetch::{Fetcher, Patience};
use crate::editorial::add::{Cleaned, NotAnArticle, Overrides};
use crate::types::{Genre, Moment};
use std::path::Path;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files (HTML, text dump, Markdown, RSS, Atom, JSON feed), addresses, or `-` for standard input
    #[arg(value_name = "INPUT", required_unless_present = "feeds")]
    inputs: Vec<String>,
    /// Take what is new in the feeds of digest.yaml
    #[arg(long, conflicts_with_all = ["inputs", "url", "via", "publisher", "author", "published", "title", "genre"])]
    feeds: bool,
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

impl Arguments {
    /// Whoever only wants to see what comes of a page needs no site.
    pub fn needs_a_site(&self) -> bool {
        !self.dry_run || self.feeds
    }
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
    let fetcher = Fetcher::new(arguments.allow_private, Patience::default(), Arc::new(SystemClock));
    if arguments.feeds {
        return follow::run(root, console, arguments, &fetcher);
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
    let progress = Progress::start_at_once(console);
    if arguments.inputs.len() > 1 {
        progress.stage("cleaning", Some(arguments.inputs.len()));
    }
    let taken = take::all(&arguments.inputs, &overrides, &fetcher, &|| progress.step());
    progress.done();
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
        keep::show(&taken, console, arguments.json);
    } else if let Err(fault) = keep::keep(root, console, taken, arguments.json, &mut findings) {
        findings.push(fault);
        console.findings(&findings, &NoTexts);
        return Outcome::Failed;
    }
    console.findings(&findings, &NoTexts);
    if failed { Outcome::Problems } else { Outcome::Fine }
}
