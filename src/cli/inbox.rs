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
    let (held, stems) = inventory(snapshot);
    // What is wrong with the list is said where the site is read.
    let takedowns = pipeline::takedowns(snapshot).value;
    let mut desk = Desk { root, console, takedowns, held, stems };
    for (path, bytes) in pages {
        let mut edits = Vec::new();
        let fault = desk.take(&path, bytes, &mut edits, &mut taken.findings).err();
        taken.findings.extend(fault);
        *snapshot = snapshot.with(&edits);
        taken.touched.extend(edits.into_iter().map(|e| e.path));
    }
    taken
}

/// Where pages become articles, and what the site has by now.
struct Desk<'a> {
    root: &'a Path,
    console: &'a Console,
    takedowns: Takedowns,
    held: add::Held,
    stems: BTreeSet<String>,
}

impl Desk<'_> {
    /// Takes one page or feed. What is written stands in `edits`, whatever becomes of the rest. A file none of whose entries is an article stays where it is; of
    /// another it is said which entries are none.
    fn take(&mut self, path: &str, bytes: Vec<u8>, edits: &mut Vec<Edit>, findings: &mut Vec<Diagnostic>) -> Result<(), Diagnostic> {
        let place = Span::whole(path);
        let page = RawPage { input: path.to_owned(), bytes, address: None, content_type: None };
        let mut holds_an_article = false;
        for result in add::clean(&page, &Overrides::default()) {
            let cleaned = match result {
                Ok(cleaned) => cleaned,
                Err(none) => {
                    findings.push(Diagnostic::new(&codes::NOT_AN_ARTICLE, place.clone(), none.reason).severity(Severity::Warning).hint(none.hint));
                    continue;
                }
            };
            holds_an_article = true;
            findings.extend(cleaned.remarks);
            let article = cleaned.article;
            if let Some(down) = taken_down(&self.takedowns, &article, path) {
                findings.push(down);
                continue;
            }
            if let Some((there, _)) = self.held.find(&article) {
                self.console.say(&format!("{there} has the article of {path} already"));
                continue;
            }
            let title = article.title.clone();
            let edit = write(self.root, article, now().date_naive(), &mut self.held, &mut self.stems)?;
            self.console.say(&format!("added {}: {title}", edit.path));
            edits.push(edit);
        }
        if !holds_an_article {
            return Ok(());
        }
        files::set_aside(self.root, path).map_err(|error| {
            Diagnostic::new(&codes::CANNOT_WRITE, place, format!("cannot be set aside: {}", files::plain(&error))).severity(Severity::Warning)
        })?;
        edits.push(Edit { path: path.to_owned(), contents: None, keep_original: false });
        Ok(())
    }
}
