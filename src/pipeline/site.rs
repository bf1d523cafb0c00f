//! A snapshot as the plan of its site: content read, digests checked, theme put together, addresses given.

use super::check::{Then, check_all};
use super::content::{DIGESTS, PAGES};
use super::doubts::{Doubts, doubts};
use super::{Content, KeptArticles, Memory};
use crate::config::usable_base;
use crate::diag::{Checked, Diagnostic, Findings, Severity, codes};
use crate::editorial::compose::model::Question;
use crate::files::{File, Snapshot};
use crate::publish::check::Verdict;
use crate::publish::site::{self, Articles, Input, Site, StaticContent, StaticFile};
use crate::types::DigestFile;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::sync::Arc;

/// What a build is for.
#[derive(Clone, Debug)]
pub struct Options {
    /// In place of the address in digest.yaml.
    pub base_url: Option<String>,
    pub drafts: bool,
    /// Digests dated in the future as well.
    pub future: bool,
    /// The clock: nothing in a build looks at another one.
    pub now: DateTime<Utc>,
}

/// Plans the site of a snapshot. The plan is there whenever the theme can render at all, so that a server can show what is left of a site with faults;
/// whether faults forbid to publish it is for the caller to decide by the findings.
#[must_use]
pub fn build(snapshot: &Snapshot, options: &Options, memory: &Memory) -> Checked<Option<Site>> {
    let (site, findings) = plan(snapshot, options, memory);
    Checked::new(site, findings.to_vec())
}

/// [`build`], with the findings in their groups.
#[must_use]
pub fn plan(snapshot: &Snapshot, options: &Options, memory: &Memory) -> (Option<Site>, Findings) {
    let mut findings = Findings::default();
    let mut diagnostics = Vec::new();
    let content = Content::read(snapshot, memory).take(&mut diagnostics);
    let mut config = content.config.clone();
    let home_url = config.base_url.clone();
    if let Some(given) = &options.base_url {
        match usable_base(given) {
            Some(base) => config.base_url = base,
            None => diagnostics.push(
                Diagnostic::homeless(&codes::BAD_VALUE, format!("`{given}` is not the address of a site"))
                    .hint("write it whole, as `--base-url https://example.org/ai`"),
            ),
        }
    }
    let theme = memory.theme(snapshot, &config).take(&mut diagnostics);
    let kept = KeptArticles::of(&content, memory);
    let seen: Vec<&Arc<DigestFile>> = content.digests.iter().filter(|d| is_seen(d, options, config.timezone)).collect();
    let checked = check_all(&seen, &config, options.now, &kept, Then::Passages, memory);
    checked.iter().for_each(|past| findings.share(&past.findings));
    let judged: Vec<_> = checked.iter().map(|past| (&past.file, &past.digest.verdicts[..])).collect();
    diagnostics.extend(doubts(&judged, &content, options.now, &kept).findings);
    let digests = checked.iter().map(|past| Arc::clone(&past.digest)).collect();
    let articles: Articles = Arc::new(move |stem| kept.get(stem));
    let Some(theme) = theme else {
        findings.push(diagnostics);
        return (None, findings);
    };
    let input = Input {
        config,
        home_url,
        digests,
        pages: content.pages.iter().filter(|p| options.drafts || !p.draft).cloned().collect(),
        statics: statics(snapshot),
        beside: beside(snapshot),
        theme,
        articles,
        takedowns: content.takedowns.clone(),
        cache: Arc::clone(&memory.cache),
        memory: Arc::clone(&memory.site),
        now: options.now,
        preview: options.drafts,
    };
    let site = site::plan(input).take(&mut diagnostics);
    findings.push(diagnostics);
    (Some(site), findings)
}

/// What an editor wrote, with the verdicts on the claims of each digest in the order of [`Content::digests`].
#[derive(Clone, Debug, Default)]
pub struct CheckedContent {
    pub content: Content,
    pub verdicts: Vec<Vec<Verdict>>,
    /// What `check.model` has to be asked before all its doubts are known.
    pub questions: Vec<Question>,
}

/// Every rule on every digest of a snapshot, drafts and future ones too: what files, claims and sources say, and what addresses and links of the
/// site come to.
#[must_use]
pub fn check_site(snapshot: &Snapshot, now: DateTime<Utc>, memory: &Memory) -> Checked<CheckedContent> {
    let mut diagnostics = Vec::new();
    let content = Content::read(snapshot, memory).take(&mut diagnostics);
    let kept = KeptArticles::of(&content, memory);
    let checked = check_all(&content.digests.iter().collect::<Vec<_>>(), &content.config, now, &kept, Then::Nothing, memory);
    diagnostics.extend(checked.iter().flat_map(|past| past.findings.findings()));
    let verdicts = checked.iter().map(|past| past.digest.verdicts.clone()).collect();
    let judged: Vec<_> = checked.iter().map(|past| (&past.file, &past.digest.verdicts[..])).collect();
    let Doubts { findings, questions } = doubts(&judged, &content, now, &kept);
    diagnostics.extend(findings);
    let articles: Articles = Arc::new(move |stem| kept.get(stem));
    let theme = memory.theme(snapshot, &content.config);
    // A theme that cannot be used is no matter of the digests; what it only remarks is told nowhere else.
    diagnostics.extend(theme.diagnostics.into_iter().filter(|d| d.severity < Severity::Error));
    if let Some(theme) = theme.value {
        let config = content.config.clone();
        let input = Input {
            home_url: config.base_url.clone(),
            config,
            digests: checked.iter().map(|past| Arc::clone(&past.digest)).collect(),
            pages: content.pages.clone(),
            statics: statics(snapshot),
            beside: beside(snapshot),
            theme,
            articles,
            takedowns: content.takedowns.clone(),
            cache: Arc::clone(&memory.cache),
            memory: Arc::clone(&memory.site),
            now,
            preview: true,
        };
        site::plan(input).take(&mut diagnostics);
    }
    Checked::new(CheckedContent { content, verdicts, questions }, diagnostics)
}

/// Whether a digest is shown now.
fn is_seen(file: &DigestFile, options: &Options, zone: Tz) -> bool {
    (options.drafts || !file.digest.draft) && (options.future || !file.digest.date.is_ahead(options.now, zone))
}

/// The files of a folder that are wanted, each at its path from there.
fn files(snapshot: &Snapshot, folder: &str, wanted: impl Fn(&str) -> bool) -> Vec<StaticFile> {
    let content = |file: &File| match file {
        File::Held(bytes) => StaticContent::Held(bytes.shared()),
        File::Digest(text) => StaticContent::Held(text.text().into_bytes().into()),
        File::OnDisk { path, length, modified } => StaticContent::OnDisk { path: path.clone(), length: *length, modified: *modified },
    };
    let files = snapshot.under(folder).filter(|(path, _)| wanted(path));
    files.map(|(path, file)| StaticFile { address: path[folder.len()..].to_owned(), path: Arc::clone(path), content: content(file) }).collect()
}

fn statics(snapshot: &Snapshot) -> Vec<StaticFile> {
    files(snapshot, "static/", |_| true)
}

/// What lies beside the texts and is none: pictures, if anything.
fn beside(snapshot: &Snapshot) -> Vec<StaticFile> {
    [DIGESTS, PAGES].into_iter().flat_map(|folder| files(snapshot, folder, |path| !path.ends_with(".md"))).collect()
}
