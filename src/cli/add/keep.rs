//! What was taken: shown, or written into content/articles.

use super::Taken;
use crate::cli::locking::lock;
use crate::cli::{Console, console};
use crate::diag::{Diagnostic, Span, codes};
use crate::editorial::add::{self, Held};
use crate::files::{self, Edit, Snapshot};
use crate::pipeline;
use crate::types::{Article, Takedowns, article_file, takedowns::FILE};
use chrono::NaiveDate;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

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

pub(super) fn show(taken: &[Taken], console: &Console, as_json: bool) {
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
pub(super) fn keep(root: &Path, console: &Console, taken: Vec<Taken>, as_json: bool, findings: &mut Vec<Diagnostic>) -> Result<(), Diagnostic> {
    let _lock = lock(root, console)?;
    let snapshot = files::read(root).value;
    let (mut held, mut stems) = inventory(&snapshot);
    let takedowns = pipeline::takedowns(&snapshot).take(findings);
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
            if let Some(down) = taken_down(&takedowns, &cleaned.article, &input) {
                findings.push(down);
                continue;
            }
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
            let path = write(root, cleaned.article.clone(), today, &mut held, &mut stems)?.path;
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

/// What is said where an article was taken down: it does not come back, by whatever way.
pub(in crate::cli) fn taken_down(takedowns: &Takedowns, article: &Article, input: &str) -> Option<Diagnostic> {
    let down = takedowns.article(article)?;
    let message = format!("this article was taken down on {} and is not taken again", down.date);
    Some(Diagnostic::new(&codes::TAKEN_DOWN, Span::whole(input), message).hint(format!("delete its entry in {FILE} if it may come back")))
}

/// Writes an article into a file of its own, and enters it where what the site has is held. No file that is there is written over: another program may have put
/// one there since the folder was read.
///
/// # Errors
/// The file cannot be written.
pub(in crate::cli) fn write(root: &Path, mut article: Article, today: NaiveDate, held: &mut Held, stems: &mut BTreeSet<String>) -> Result<Edit, Diagnostic> {
    article.added = Some(today);
    let path_of = |stem: &str| format!("{}{stem}.md", pipeline::ARTICLES);
    let stem = add::stem(&article, |s| stems.contains(s) || root.join(path_of(s)).symlink_metadata().is_ok());
    let path = path_of(&stem);
    let edit = Edit { path, contents: Some(article_file::write(&article)), keep_original: false };
    files::apply(root, std::slice::from_ref(&edit))?;
    held.insert(&article, &edit.path);
    stems.insert(stem);
    Ok(edit)
}

/// What the site has: its articles, and the stems that are taken, in lower case, by files of any kind.
pub(in crate::cli) fn inventory(snapshot: &Snapshot) -> (Held, BTreeSet<String>) {
    let mut held = Held::default();
    let mut stems = BTreeSet::new();
    for (path, file) in snapshot.markdown(pipeline::ARTICLES) {
        stems.insert(article_file::stem_of(path).to_lowercase());
        if let Some(text) = file.text()
            && let Some(file) = article_file::read(&Arc::clone(path), &text).value
        {
            held.insert(&file.article, path);
        }
    }
    // A digest's own file is named by its story, never by an article, so that only articles can collide.
    (held, stems)
}
