//! content/inbox/: raw pages that an editor drops there become articles; the pages themselves are set aside in content/inbox/done/, never thrown away.

use super::Console;
use super::add::{inventory, taken_down, write};
use super::console::now;
use crate::diag::{Diagnostic, Severity, Span, codes};
use crate::editorial::add::{self, Overrides, RawPage};
use crate::files::{self, Edit, File, INBOX, Snapshot};
use crate::pipeline;
use crate::types::Takedowns;
use std::collections::BTreeSet;
use std::path::Path;

/// What came of the pages in the inbox.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Paths that were written, moved or moved away.
    pub touched: BTreeSet<String>,
    /// Pages that gave no article stay where they are, with a warning each.
    pub findings: Vec<Diagnostic>,
}

/// Whether a change at this path can put something into the inbox.
pub(super) fn concerns(path: &str) -> bool {
    path.is_empty() || path == "content" || format!("{path}/").starts_with(INBOX)
}

/// Cleans what lies in the inbox and puts it into content/articles. An article is written before its page is set aside: whatever happens in between, the page is
/// taken once more and found to be there already.
pub(super) fn take(root: &Path, console: &Console, snapshot: &mut Snapshot) -> Taken {
    let mut taken = Taken::default();
    let raw = |(path, file): (&std::sync::Arc<str>, &File)| match file {
        File::Held(bytes) => Some((path.to_string(), bytes.to_vec())),
        File::Digest(_) | File::OnDisk { .. } => None,
    };
    let pages: Vec<(String, Vec<u8>)> = snapshot.under(INBOX).filter_map(raw).collect();
    if pages.is_empty() {
        return taken;
    }
    let (mut held, mut stems) = inventory(snapshot);
    // What is wrong with the list is said where the site is read.
    let takedowns = pipeline::takedowns(snapshot).value;
    for (path, bytes) in pages {
        match one(root, console, (&path, bytes), &takedowns, &mut held, &mut stems, &mut taken) {
            Ok(edits) => {
                *snapshot = snapshot.with(&edits);
                taken.touched.extend(edits.into_iter().map(|e| e.path));
            }
            Err(found) => taken.findings.push(found),
        }
    }
    taken
}

fn one(
    root: &Path,
    console: &Console,
    (path, bytes): (&str, Vec<u8>),
    takedowns: &Takedowns,
    held: &mut add::Held,
    stems: &mut BTreeSet<String>,
    taken: &mut Taken,
) -> Result<Vec<Edit>, Diagnostic> {
    let place = Span::whole(path);
    let page = RawPage { input: path.to_owned(), bytes, address: None, content_type: None };
    let mut edits = Vec::new();
    for result in add::clean(&page, &Overrides::default()) {
        let cleaned = result.map_err(|none| Diagnostic::new(&codes::NOT_AN_ARTICLE, place.clone(), none.reason).severity(Severity::Warning).hint(none.hint))?;
        taken.findings.extend(cleaned.remarks);
        let article = cleaned.article;
        if let Some(down) = taken_down(takedowns, &article, path) {
            taken.findings.push(down);
            continue;
        }
        if let Some((there, _)) = held.find(&article) {
            console.say(&format!("{there} has the article of {path} already"));
            continue;
        }
        let title = article.title.clone();
        let edit = write(root, article, now().date_naive(), held, stems)?;
        console.say(&format!("added {}: {title}", edit.path));
        edits.push(edit);
    }
    files::set_aside(root, path)
        .map_err(|error| Diagnostic::new(&codes::CANNOT_WRITE, place, format!("cannot be set aside: {}", files::plain(&error))).severity(Severity::Warning))?;
    edits.push(Edit { path: path.to_owned(), contents: None, keep_original: false });
    Ok(edits)
}
