//! The server and the builder with a site made of plain texts.

mod answering;
mod working;

use super::{Desk, Made, Shown};
use crate::diag::{Checked, Diagnostic, Findings, Span, codes};
use crate::files::{Content, File, Plan, Snapshot};
use crate::publish::site::Fingerprint;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A site of texts and copies; a text that begins with `broken` cannot be rendered.
#[derive(Clone, Default)]
struct Texts {
    pages: BTreeMap<String, String>,
    copies: BTreeMap<String, PathBuf>,
}

impl Texts {
    fn of(pages: &[(&str, &str)]) -> Self {
        Self { pages: pages.iter().map(|(a, t)| ((*a).to_owned(), (*t).to_owned())).collect(), ..Self::default() }
    }
}

impl Plan for Texts {
    fn addresses(&self) -> Vec<&str> {
        self.pages.keys().chain(self.copies.keys()).map(String::as_str).collect()
    }

    fn content(&self, address: &str) -> Result<Content, Diagnostic> {
        match (self.pages.get(address), self.copies.get(address)) {
            (Some(text), _) if text.starts_with("broken") => Err(Diagnostic::homeless(&codes::TEMPLATE_ERROR, format!("{address}: {text}"))),
            (Some(text), _) => Ok(Content::Bytes(text.clone().into_bytes())),
            (None, Some(path)) => Ok(Content::CopyOf(path.clone())),
            (None, None) => Ok(Content::Bytes(Vec::new())),
        }
    }
}

impl Shown for Texts {
    fn page_of(&self, path: &str) -> Option<String> {
        let stem = path.strip_prefix("content/digests/")?.strip_suffix(".md")?;
        self.pages.contains_key(&format!("story/{stem}/index.html")).then(|| format!("/story/{stem}/"))
    }

    fn fingerprints(&self) -> Vec<(&str, Fingerprint)> {
        let of = |text: &str| blake3::hash(text.as_bytes()).as_bytes()[..16].try_into().unwrap();
        self.pages.iter().map(|(address, text)| (address.as_str(), of(text))).collect()
    }
}

/// content/digests/STEM.md becomes story/STEM/index.html, static/ is copied; a file that begins with `bad` stops the build. What stands in
/// content/articles is written to content/digests.
#[derive(Default)]
struct Press {
    composes: bool,
}

impl Desk for Press {
    fn make(&mut self, snapshot: &Checked<Snapshot>, _changed: Option<&BTreeSet<String>>) -> Made {
        let mut snapshot = snapshot.value.clone();
        let mut written = BTreeSet::new();
        if self.composes {
            let edits: Vec<_> = snapshot
                .markdown("content/articles/")
                .map(|(path, file)| (path.replace("articles", "digests"), file.text().unwrap().into_owned()))
                .filter(|(path, text)| snapshot.get(path).and_then(File::text).is_none_or(|t| *t != **text))
                .map(|(path, text)| crate::files::Edit { path, contents: Some(text), keep_original: false })
                .collect();
            crate::files::apply(&PathBuf::from(ROOT.with(|r| r.borrow().clone())), &edits).unwrap();
            snapshot = snapshot.with(&edits);
            written = edits.into_iter().map(|e| e.path).collect();
        }
        let mut site = Texts::default();
        let mut diagnostics = Vec::new();
        for (path, file) in snapshot.markdown("content/digests/") {
            let text = file.text().unwrap().into_owned();
            if text.starts_with("bad") {
                diagnostics.push(Diagnostic::new(&codes::FRONT_MATTER, Span::new(path, 0..3), "this is bad"));
            }
            let stem = path.trim_start_matches("content/digests/").trim_end_matches(".md");
            site.pages.insert(format!("story/{stem}/index.html"), text);
        }
        for (path, file) in snapshot.under("static/") {
            if let File::OnDisk { path: from, .. } = file {
                site.copies.insert(path.trim_start_matches("static/").to_owned(), from.clone());
            }
        }
        let site = diagnostics.is_empty().then(|| Arc::new(site) as Arc<dyn Shown>);
        let mut findings = Findings::default();
        findings.push(diagnostics);
        Made { site, findings, snapshot, written }
    }
}

thread_local! {
    /// The folder of the test that runs on this thread.
    static ROOT: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

#[test]
fn without_a_port_the_next_free_one_is_taken() {
    let bind = "127.0.0.1".parse().unwrap();
    let port = |listener: &std::net::TcpListener| listener.local_addr().unwrap().port();
    let first = super::listen(bind, None).unwrap();
    let second = super::listen(bind, None).unwrap();
    assert!(port(&second) > port(&first) && port(&first) >= 8000);
    super::listen(bind, Some(port(&first))).unwrap_err();
}

#[test]
fn a_fault_in_making_the_site_ends_the_server_and_is_told() {
    struct Faulty;
    impl Desk for Faulty {
        fn make(&mut self, _: &Checked<Snapshot>, _: Option<&BTreeSet<String>>) -> Made {
            panic!("a fault")
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let settings = super::Settings { root: folder.path().to_owned(), watching: super::Watching::Told, reload: true, follow: false };
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let ended = super::run(settings, listener, Box::new(Faulty), |_| ());
    assert!(ended.is_err_and(|error| error.to_string().contains("a fault of the program")));
}
