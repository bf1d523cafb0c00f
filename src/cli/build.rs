//! `digest build`: compose, check, render, write.

use super::composing;
use super::console::{Folded, Stopwatch, count, now, tally, tally_of};
use super::locking::lock;
use super::progress::Progress;
use super::standing;
use super::{Console, Outcome, inbox};
use crate::config::{self, Config};
use crate::diag::{Checked, Diagnostic, NoTexts, Severity, Texts, codes};
use crate::files::{self, Cache, Lock, Plan as _, PublishFault, Published, Snapshot, Target};
use crate::pipeline::{self, Memory, Options};
use chrono::Utc;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Where the site goes [default: public, in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The site's address, instead of that in digest.yaml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Drafts as well
    #[arg(long)]
    drafts: bool,
    /// Digests dated in the future as well
    #[arg(long)]
    future: bool,
    /// Warnings stop the build
    #[arg(long)]
    strict: bool,
    /// Publish the digests as they are: write none
    #[arg(long)]
    no_compose: bool,
    /// Print how long each stage took
    #[arg(long)]
    timings: bool,
}

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    let mut watch = Stopwatch::start();
    let outcome = build(root, console, arguments, &mut watch);
    if arguments.timings {
        watch.laps().for_each(|line| console.say(&line));
    }
    outcome
}

fn build(root: &Path, console: &Console, arguments: &Arguments, watch: &mut Stopwatch) -> Outcome {
    let fail = |found: Diagnostic| {
        console.findings(&[found], &NoTexts);
        Outcome::Failed
    };
    if let Some(given) = &arguments.base_url
        && config::usable_base(given).is_none()
    {
        let found = Diagnostic::homeless(&codes::BAD_VALUE, format!("`{given}` is not the address of a site"));
        return fail(found.hint("write it whole, as `--base-url https://example.org/ai`"));
    }
    let target = match Target::new(root, arguments.output.as_deref().unwrap_or(&root.join("public"))) {
        Ok(target) => target,
        Err(found) => return fail(found),
    };
    let _lock = match take_lock(root, &target, console, arguments) {
        Ok(lock) => lock,
        Err(found) => return fail(found),
    };
    watch.lap("wait");
    let mut findings = Vec::new();
    let cache = Arc::new(Cache::of(root));
    let memory = Memory::keeping(Arc::clone(&cache));
    let progress = Progress::start(console);
    progress.stage("reading", None);
    let read_at = Utc::now();
    let mut snapshot = files::read(root).take(&mut findings);
    watch.lap("read");
    let options = Options { base_url: arguments.base_url.clone(), drafts: arguments.drafts, future: arguments.future, now: now() };
    let key = if findings.is_empty() {
        pipeline::fingerprint(&snapshot, &options, &standing::program(arguments.strict, arguments.no_compose), read_at)
    } else {
        None
    };
    if let Some(told) = key.filter(|_| console.is_for_people()).and_then(|key| standing::told(root, &target, key, options.now)) {
        watch.lap("compare");
        console.folded(&told.findings, &snapshot);
        console.say(&summary(told.pages, Published::default(), told.tally, watch, &target));
        return Outcome::Fine;
    }
    let has_arrivals = snapshot.under(files::INBOX).next().is_some();
    let mut composed_nothing = true;
    if !arguments.no_compose && !composing::has_errors(&findings) {
        progress.stage("composing", None);
        findings.extend(inbox::take(root, console, &mut snapshot).findings);
        let written = composing::compose(root, console, &snapshot, &memory, composing::all, composing::has_errors);
        for edit in &written.edits {
            console.say(&format!("wrote {}", edit.path));
        }
        composed_nothing = written.edits.is_empty() && !written.asked && !has_arrivals;
        findings.extend(written.findings);
        snapshot = written.snapshot;
        if written.failed {
            console.findings(&findings, &snapshot);
            return Outcome::Failed;
        }
        watch.lap("compose");
    }
    progress.stage("checking", None);
    let (site, mut found) = pipeline::plan(&snapshot, &options, &memory);
    found.push(findings);
    watch.lap("check and plan");
    let deny = denied(&snapshot);
    let stopped = found.has_errors() || (arguments.strict && found.summary().warnings > 0) || found.has_any(&deny);
    let Some(site) = site.filter(|_| !stopped) else {
        progress.done();
        let findings = found.to_vec();
        console.findings(&findings, &snapshot);
        say_why_not(console, &findings, &deny, &target);
        return Outcome::Problems;
    };
    progress.stage("writing", Some(site.addresses().len()));
    let published = files::publish(&site, &target, &|| progress.step());
    progress.done();
    watch.lap("render and write");
    match published {
        Ok(published) => {
            cache.sweep();
            if console.is_for_people() {
                console.folded(&Folded::of(found.iter()), &snapshot);
            } else {
                console.findings(&found.to_vec(), &snapshot);
            }
            let pages = site.addresses().iter().filter(|a| a.ends_with(".html")).count();
            console.say(&summary(pages, published, tally_of(found.summary()), watch, &target));
            if let Some(key) = key.filter(|_| composed_nothing) {
                let content = pipeline::Content::read(&snapshot, &memory).value;
                standing::keep(root, &target, key, pipeline::steady(&content, options.now), pages, &found);
                watch.lap("remember");
            }
            // The system takes all of it back at once, far faster than it could be taken apart.
            std::mem::forget((site, snapshot, memory, found));
            Outcome::Fine
        }
        Err(PublishFault::Content(faults)) => {
            found.push(faults);
            let findings = found.to_vec();
            console.findings(&findings, &snapshot);
            say_why_not(console, &findings, &deny, &target);
            Outcome::Problems
        }
        Err(PublishFault::Disk(fault)) => {
            found.push(vec![fault]);
            console.findings(&found.to_vec(), &snapshot);
            Outcome::Failed
        }
    }
}

/// One build at a time. A folder that cannot be written needs no lock where nothing is written there.
fn take_lock(root: &Path, target: &Target, console: &Console, arguments: &Arguments) -> Result<Option<Lock>, Diagnostic> {
    lock(root, console).map(Some).or_else(|found| if arguments.no_compose && !target.is_within(root) { Ok(None) } else { Err(found) })
}

/// The codes that digest.yaml lets stop every build.
pub(super) fn denied(snapshot: &Snapshot) -> Vec<String> {
    let text = snapshot.text(config::FILE).unwrap_or_default();
    let Checked { value, .. } = Config::read(&config::FILE.into(), &text);
    value.deny
}

fn say_why_not(console: &Console, findings: &[Diagnostic], deny: &[String], target: &Target) {
    let told = tally(findings).unwrap_or_else(|| "nothing found".to_owned());
    let by_code = findings.iter().find(|d| d.severity != Severity::Error && deny.iter().any(|c| c == d.code));
    let why = match by_code {
        _ if findings.iter().any(|d| d.severity == Severity::Error) => String::new(),
        Some(d) => format!("; `{}` stops every build (check.deny in digest.yaml)", d.code),
        None => "; warnings stop a build with --strict".to_owned(),
    };
    console.say(&format!("not built: {told}{why}; {} is as it was", target.shown().display()));
}

fn summary(pages: usize, published: Published, found: Option<String>, watch: &Stopwatch, target: &Target) -> String {
    let mut parts = vec![count(pages, "page")];
    match (published.changed, published.removed) {
        (0, 0) => parts.push("nothing changed".to_owned()),
        (changed, removed) => {
            parts.push(format!("{} changed", count(changed, "file")));
            if removed > 0 {
                parts.push(format!("{removed} removed"));
            }
        }
    }
    parts.extend(found);
    format!("{} in {}: {}", parts.join(", "), watch.total(), target.shown().display())
}
