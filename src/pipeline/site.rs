//! A snapshot as the plan of its site: content read, digests checked, theme put together, addresses given.

use super::{Content, KeptArticles, Memory};
use crate::config::usable_base;
use crate::diag::{Checked, Diagnostic, codes};
use crate::files::{File, Snapshot};
use crate::publish::check::{self, Desk, Verdict};
use crate::publish::site::{self, Articles, CheckedDigest, Input, Site, StaticContent, StaticFile};
use crate::publish::theme::Theme;
use crate::types::{DigestFile, Moment};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rayon::prelude::*;
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
    let theme = Theme::load(snapshot, &config.theme, &config.base_path()).take(&mut diagnostics);
    let kept = KeptArticles::of(&content);
    let articles: Articles = Arc::new(move |stem| kept.get(stem));
    let digests = check_all(&content, &config, options, &articles).take(&mut diagnostics);
    let Some(theme) = theme else { return Checked::new(None, diagnostics) };
    let input = Input {
        config,
        home_url,
        digests,
        pages: content.pages.iter().filter(|p| options.drafts || !p.draft).cloned().collect(),
        statics: statics(snapshot),
        theme,
        articles,
        cache: Arc::clone(&memory.cache),
        now: options.now,
        preview: options.drafts,
    };
    let site = site::plan(input).take(&mut diagnostics);
    Checked::new(Some(site), diagnostics)
}

/// What an editor wrote, with the verdicts on the claims of each digest in the order of [`Content::digests`].
#[derive(Clone, Debug, Default)]
pub struct CheckedContent {
    pub content: Content,
    pub verdicts: Vec<Vec<Verdict>>,
}

/// Every rule on every digest of a snapshot, drafts and future ones too: what files, claims and sources say, and what addresses and links of the
/// site come to.
#[must_use]
pub fn check_site(snapshot: &Snapshot, now: DateTime<Utc>, memory: &Memory) -> Checked<CheckedContent> {
    let mut diagnostics = Vec::new();
    let content = Content::read(snapshot, memory).take(&mut diagnostics);
    let kept = KeptArticles::of(&content);
    let articles: Articles = Arc::new(move |stem| kept.get(stem));
    let options = Options { base_url: None, drafts: true, future: true, now };
    let digests = check_all(&content, &content.config, &options, &articles).take(&mut diagnostics);
    let verdicts = digests.iter().map(|d| d.verdicts.clone()).collect();
    // What is wrong with a theme is no matter of the digests.
    if let Some(theme) = Theme::load(snapshot, &content.config.theme, &content.config.base_path()).value {
        let config = content.config.clone();
        let input = Input {
            home_url: config.base_url.clone(),
            config,
            digests,
            pages: content.pages.clone(),
            statics: statics(snapshot),
            theme,
            articles,
            now,
            preview: true,
        };
        site::plan(input).take(&mut diagnostics);
    }
    Checked::new(CheckedContent { content, verdicts }, diagnostics)
}

/// Verdicts for every digest that is to be seen.
fn check_all(content: &Content, config: &crate::config::Config, options: &Options, articles: &Articles) -> Checked<Vec<CheckedDigest>> {
    let article = |stem: &str| articles(stem);
    let desk = Desk { config, article: &article, now: options.now };
    let seen: Vec<&Arc<DigestFile>> = content.digests.iter().filter(|d| is_seen(d, options, config.timezone)).collect();
    let checked: Vec<Checked<CheckedDigest>> =
        seen.par_iter().map(|file| check::check(file, &desk).map(|verdicts| CheckedDigest { file: Arc::clone(file), verdicts })).collect();
    let mut diagnostics = Vec::new();
    let digests = checked.into_iter().map(|c| c.take(&mut diagnostics)).collect();
    Checked::new(digests, diagnostics)
}

fn is_seen(file: &DigestFile, options: &Options, zone: Tz) -> bool {
    let waits = match file.digest.date {
        Moment::Day(day) => day > options.now.with_timezone(&zone).date_naive(),
        Moment::Time(time) => time > options.now,
    };
    (options.drafts || !file.digest.draft) && (options.future || !waits)
}

/// What lies in static/, at its address.
fn statics(snapshot: &Snapshot) -> Vec<StaticFile> {
    let content = |file: &File| match file {
        File::Held(bytes) => StaticContent::Held(Arc::clone(bytes)),
        File::OnDisk { path, .. } => StaticContent::OnDisk(path.clone()),
    };
    snapshot
        .under("static/")
        .map(|(path, file)| StaticFile { address: path["static/".len()..].to_owned(), path: Arc::clone(path), content: content(file) })
        .collect()
}
