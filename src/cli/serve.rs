//! `digest serve`: build and serve, and rebuild as files change.

use super::build::denied;
use super::composing;
use super::console::{count, now, tally, tally_of, took_text};
use super::{Console, Outcome, inbox, locking};
use crate::config;
use crate::diag::{Checked, Diagnostic, Findings, Group, NoTexts, Severity, codes};
use crate::files::{self, Cache, Snapshot};
use crate::pipeline::{self, ARTICLES, Memory, Options};
use crate::serve::{self, Desk, Ended, Event, Made, Settings, Shown, Watching};
use std::collections::{BTreeSet, HashSet};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Rebuild and reload as files change
    #[arg(long, short)]
    watch: bool,
    /// Publish the digests as they are: write none
    #[arg(long)]
    no_compose: bool,
    /// Put no reload script into the pages
    #[arg(long)]
    no_reload: bool,
    /// The port; 8000 or the next free one if none is given
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Lead the browser to the page whose file was saved
    #[arg(long)]
    follow: bool,
    /// Look for changes by reading, for network drives
    #[arg(long)]
    poll: bool,
    /// Drafts as well
    #[arg(long)]
    drafts: bool,
    /// Digests dated in the future as well
    #[arg(long)]
    future: bool,
}

/// How often a folder is looked through with `--poll`.
const POLL: Duration = Duration::from_millis(500);

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    let root = match root.canonicalize() {
        Ok(root) => root,
        Err(error) => {
            let found = Diagnostic::homeless(&codes::UNREADABLE_FILE, format!("{} cannot be read: {}", root.display(), files::plain(&error)));
            console.findings(&[found], &NoTexts);
            return Outcome::Failed;
        }
    };
    let listened = serve::listen(arguments.bind, arguments.port).and_then(|l| l.local_addr().map(|at| (l, at)));
    let (listener, at) = match listened {
        Ok(listening) => listening,
        Err(error) => {
            let port = arguments.port.map_or_else(|| "no port from 8000 to 8099".to_owned(), |p| format!("port {p}"));
            let found = Diagnostic::homeless(&codes::CANNOT_LISTEN, format!("{port} of {} cannot be listened on: {}", arguments.bind, files::plain(&error)));
            console.findings(&[found.hint("another program may be using it; name another one with --port")], &NoTexts);
            return Outcome::Failed;
        }
    };
    let address = serve::base_url(at);
    if arguments.port.is_none() && at.port() != 8000 {
        console.say(&format!("port 8000 is taken; this is {}", at.port()));
    }
    let watching = match (arguments.watch, arguments.poll) {
        (false, _) => Watching::Not,
        (true, true) => Watching::Polling(POLL),
        (true, false) => Watching::Told,
    };
    let options = Options { base_url: Some(address.clone()), drafts: arguments.drafts, future: arguments.future, now: now() };
    let memory = Memory::keeping(Arc::new(Cache::of(&root)));
    let desk = NewsDesk { root: root.clone(), console: console.clone(), options, memory, composes: !arguments.no_compose, refused: Vec::new() };
    let settings = Settings { root, watching, reload: !arguments.no_reload, follow: arguments.follow };
    let voice = Voice { console: console.clone(), address, open: arguments.open, watches: arguments.watch, said: Mutex::default() };
    match serve::run(settings, listener, Box::new(desk), move |event| voice.hear(&event)) {
        Ok(Ended::ByHand) => Outcome::Fine,
        Ok(Ended::NothingToShow) => Outcome::Problems,
        Err(error) => {
            let found = Diagnostic::homeless(&codes::CANNOT_LISTEN, format!("the server ended: {}", files::plain(&error)));
            console.findings(&[found], &NoTexts);
            Outcome::Failed
        }
    }
}

/// Composes where articles changed, and builds.
struct NewsDesk {
    root: PathBuf,
    console: Console,
    options: Options,
    memory: Memory,
    composes: bool,
    /// What is wrong with pages that lie in the inbox still.
    refused: Vec<Diagnostic>,
}

impl Desk for NewsDesk {
    fn make(&mut self, folder: &Checked<Snapshot>, changed: Option<&BTreeSet<String>>) -> Made {
        let mut diagnostics = folder.diagnostics.clone();
        let mut snapshot = folder.value.clone();
        let mut written = BTreeSet::new();
        let mut arrived = false;
        if self.composes && changed.is_none_or(|paths| paths.iter().any(|p| inbox::concerns(p))) {
            let taken = self.take_inbox(&mut snapshot);
            arrived = !taken.touched.is_empty();
            written.extend(taken.touched);
            self.refused = taken.findings;
        }
        diagnostics.extend(self.refused.iter().cloned());
        if self.composes && (arrived || changed.is_none_or(|paths| paths.iter().any(|p| calls_for_digests(p)))) {
            let edits = self.compose(&mut snapshot, &mut diagnostics);
            written.extend(edits);
        }
        // The clock goes on while the server runs.
        self.options.now = now();
        let (site, mut findings) = pipeline::plan(&snapshot, &self.options, &self.memory);
        findings.push(diagnostics);
        // What stops a build is shown over the page as what stops it.
        findings.deny(&denied(&snapshot));
        let site = site.filter(|_| !findings.has_errors()).map(|site| Arc::new(site) as Arc<dyn Shown>);
        Made { site, findings, snapshot, written }
    }
}

impl NewsDesk {
    /// Makes articles of the pages in the inbox. Where no lock can be made they stay there; composing says why.
    fn take_inbox(&self, snapshot: &mut Snapshot) -> inbox::Taken {
        if snapshot.under(files::INBOX).next().is_none() {
            return inbox::Taken::default();
        }
        let Ok(_lock) = locking::waited_for(&self.root, &self.console) else { return inbox::Taken::default() };
        inbox::take(&self.root, &self.console, snapshot)
    }

    /// Writes digests for new and changed stories; the paths of what was written.
    fn compose(&self, snapshot: &mut Snapshot, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
        if composing::has_errors(diagnostics) {
            return Vec::new();
        }
        let lock = match locking::waited_for(&self.root, &self.console) {
            Ok(lock) => lock,
            Err(error) => {
                let found = Diagnostic::homeless(&codes::CANNOT_WRITE, format!("no digest can be written here: {}", files::plain(&error)));
                diagnostics.push(found.severity(Severity::Warning).hint("serve the digests as they are with --no-compose"));
                return Vec::new();
            }
        };
        let made = composing::compose(&self.root, &self.console, snapshot, &self.memory, composing::all, composing::has_errors);
        drop(lock);
        for edit in &made.edits {
            self.console.say(&format!("wrote {}", edit.path));
        }
        diagnostics.extend(made.findings);
        *snapshot = made.snapshot;
        made.edits.into_iter().map(|e| e.path).collect()
    }
}

/// Whether a change at this path can make a story that has no digest yet, or change one.
fn calls_for_digests(path: &str) -> bool {
    path.is_empty() || path == config::FILE || path == "content" || format!("{path}/").starts_with(ARTICLES)
}

/// What a person is told while the server runs.
struct Voice {
    console: Console,
    address: String,
    open: bool,
    watches: bool,
    /// The findings of the build before: they are not said again.
    said: Mutex<Said>,
}

/// What was said with the last build.
#[derive(Default)]
struct Said {
    groups: Vec<Arc<Group>>,
}

impl Said {
    /// The findings that the last build did not have.
    fn news(&mut self, findings: &Findings) -> Vec<Diagnostic> {
        let now = findings.groups().to_vec();
        let before = std::mem::replace(&mut self.groups, now);
        // Most groups are the very ones of before.
        let is_in = |group: &Arc<Group>, known: &HashSet<*const Group>| known.contains(&Arc::as_ptr(group));
        let (old, new): (HashSet<_>, HashSet<_>) = (before.iter().map(Arc::as_ptr).collect(), self.groups.iter().map(Arc::as_ptr).collect());
        let key = |d: &Diagnostic| (d.span.clone(), d.code, d.message.clone());
        let known: HashSet<_> = before.iter().filter(|g| !is_in(g, &new)).flat_map(|g| g.findings()).map(|d| key(&d)).collect();
        let fresh = self.groups.iter().filter(|g| !is_in(g, &old)).flat_map(|g| g.findings());
        fresh.filter(|d| !known.contains(&key(d))).collect()
    }
}

impl Voice {
    fn hear(&self, event: &Event) {
        match event {
            Event::Built { number, made, changed, took } => self.built(*number, made, *changed, *took),
            Event::Broken { diagnostics, snapshot } => {
                self.console.findings(diagnostics, *snapshot);
                self.console.say(&format!("{}: these pages stay as they were", tally(diagnostics).unwrap_or_default()));
            }
            Event::Blind { why } => {
                let found = Diagnostic::homeless(&codes::CANNOT_WATCH, format!("the system does not tell of all changes: {why}"));
                self.console.findings(&[found.hint("try --poll, which looks for them itself")], &NoTexts);
            }
        }
    }

    fn built(&self, number: u64, made: &Made, changed: Option<&BTreeSet<String>>, took: Duration) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let news = said.news(&made.findings);
        if made.site.is_some() {
            self.console.findings_folded(&news, &made.snapshot);
        } else {
            self.console.findings(&news, &made.snapshot);
        }
        let what = match &made.site {
            Some(site) => count(site.addresses().iter().filter(|a| a.ends_with(".html")).count(), "page"),
            None if number == 1 => "nothing to show".to_owned(),
            None => "the last good site stays".to_owned(),
        };
        let because = changed.map(|paths| format!("{}: ", shortened(paths))).unwrap_or_default();
        let found = tally_of(made.findings.summary()).map(|t| format!(", {t}")).unwrap_or_default();
        self.console.say(&format!("{because}{what}{found} in {}", took_text(took)));
        if number == 1 && (made.site.is_some() || self.watches) {
            let hint = if self.watches { "; it changes as files do" } else { "" };
            self.console.say(&format!("{}/  Ctrl-C ends it{hint}", self.address));
            if self.open {
                open(&self.console, &format!("{}/", self.address));
            }
        }
    }
}

/// The first changed path, and how many more there are.
fn shortened(paths: &BTreeSet<String>) -> String {
    let first = paths.iter().find(|p| p.contains('.')).or_else(|| paths.first()).map_or("", String::as_str);
    match (first, paths.len()) {
        ("", _) => "the folder".to_owned(),
        (first, 1) => first.to_owned(),
        (first, n) => format!("{first} and {} more", n - 1),
    }
}

fn open(console: &Console, address: &str) {
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/c", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let quiet = std::process::Stdio::null;
    let started = std::process::Command::new(program).args(before).arg(address).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
    if started.is_err() {
        console.say(&format!("no browser could be opened ({program}); open {address} yourself"));
    }
}
