//! What is on show: the last good site, what is wrong with the folder since, and whether something newer is being made.

use super::Shown;
use super::headers_file::HeaderRules;
use crate::diag::{self, Diagnostic, Format, Severity, Texts};
use crate::files::Content;
use crate::publish::site::Fingerprint;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;

/// A site with what is needed to answer from it.
pub(super) struct Printed {
    plan: Arc<dyn Shown>,
    pub headers: HeaderRules,
    /// The build that made it.
    pub number: u64,
}

impl Printed {
    pub fn new(plan: Arc<dyn Shown>, number: u64) -> Self {
        let headers = match plan.content("_headers") {
            Ok(Content::Bytes(bytes)) => HeaderRules::read(&String::from_utf8_lossy(&bytes)),
            Ok(Content::CopyOf(path)) => std::fs::read_to_string(path).map(|text| HeaderRules::read(&text)).unwrap_or_default(),
            Err(_) => HeaderRules::default(),
        };
        Self { plan, headers, number }
    }

    pub fn has(&self, address: &str) -> bool {
        self.plan.has(address)
    }

    /// The plan's own order.
    #[cfg(test)]
    pub fn addresses(&self) -> Vec<&str> {
        self.plan.addresses()
    }

    pub fn fingerprints(&self) -> Vec<(&str, Fingerprint)> {
        self.plan.fingerprints()
    }

    pub fn content(&self, address: &str) -> Result<Content, Diagnostic> {
        self.plan.content(address)
    }

    pub fn page_of(&self, path: &str) -> Option<String> {
        self.plan.page_of(path)
    }
}

/// The state after a build.
#[derive(Clone, Default)]
pub(super) struct Edition {
    /// Of the last build, good or not; 0 before the first.
    pub number: u64,
    /// The last good site.
    pub site: Option<Arc<Printed>>,
    /// The one before it, as long as nobody has looked through all pages of the last.
    pub earlier: Option<Arc<Printed>>,
    /// Addresses that could not be rendered: the next build is not shown before they can.
    pub suspects: BTreeSet<String>,
    pub errors: usize,
    pub warnings: usize,
    /// What stops the build, for people, as it is shown over the page.
    pub fault: Option<String>,
    /// The build before which the last site differs from this one in style sheets alone.
    pub restyled: Option<u64>,
    /// The page whose file was saved, where the browser is to follow.
    pub go: Option<String>,
}

/// Where the server finds what is on show, and the builder puts it.
pub(super) struct Newsstand {
    current: watch::Sender<Arc<Edition>>,
    seen: AtomicU64,
    done: AtomicU64,
    closing: tokio::sync::Notify,
}

impl Newsstand {
    pub fn new() -> Self {
        // The first build is a change that was seen before anybody looked.
        Self { current: watch::channel(Arc::new(Edition::default())).0, seen: AtomicU64::new(1), done: AtomicU64::new(0), closing: tokio::sync::Notify::new() }
    }

    /// A change was seen: from now on the server is busy.
    pub fn see(&self) {
        self.seen.fetch_add(1, Ordering::SeqCst);
    }

    /// So many changes are on show now.
    pub fn done(&self, changes: u64) {
        self.done.fetch_add(changes, Ordering::SeqCst);
    }

    pub fn is_busy(&self) -> bool {
        // In this order: a change that comes between the two is one that is not done.
        let done = self.done.load(Ordering::SeqCst);
        self.seen.load(Ordering::SeqCst) != done
    }

    pub fn show(&self, edition: Edition) {
        self.current.send_replace(Arc::new(edition));
    }

    /// Changes what is on show, if it is still the build of this number.
    pub fn amend(&self, number: u64, change: impl FnOnce(&mut Edition)) {
        self.current.send_if_modified(|current| {
            let is_current = current.number == number;
            if is_current {
                change(Arc::make_mut(current));
            }
            is_current
        });
    }

    pub fn current(&self) -> Arc<Edition> {
        Arc::clone(&self.current.borrow())
    }

    /// What is on show, as soon as there is something.
    pub async fn first(&self) -> Arc<Edition> {
        let mut editions = self.watch();
        match editions.wait_for(|edition| edition.number > 0).await {
            Ok(edition) => Arc::clone(&edition),
            Err(_) => self.current(),
        }
    }

    pub fn watch(&self) -> watch::Receiver<Arc<Edition>> {
        self.current.subscribe()
    }

    /// Ends the server: there is nothing to show, and never will be.
    pub fn close(&self) {
        self.closing.notify_one();
    }

    pub async fn closed(&self) {
        self.closing.notified().await;
    }
}

/// The errors of a build as they are shown over a page: at most so many as a person reads.
pub(super) fn fault(diagnostics: &[Diagnostic], texts: &dyn Texts) -> Option<String> {
    const MOST: usize = 20;
    let mut errors: Vec<Diagnostic> = diagnostics.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
    diag::sort(&mut errors);
    let more = errors.len().saturating_sub(MOST);
    errors.truncate(MOST);
    let mut text = diag::render(&errors, texts, Format::Human, false);
    if more > 0 {
        text.push_str(&format!("and {more} more"));
    }
    (!errors.is_empty()).then(|| text.trim_end().to_owned())
}
