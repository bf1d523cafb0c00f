//! Digest → verdicts and findings: a rule a file.
//!
//! In: a digest, the articles that it cites as far as they are kept, the configuration. Out: a [`Verdict`] for each claim, and findings. Never: a
//! second parser of digests; the disk.

mod case;
mod difference;
mod doubts;
mod rules;
mod truth;

pub use doubts::{Inquiry, inquiries};

use crate::config::Config;
use crate::diag::Checked;
use crate::evidence::SourceText;
use crate::types::{ArticleFile, DigestFile, OpenDigest};
use chrono::{DateTime, Utc};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// What the check makes of a claim. The words are those of `digest check --claims --json` and claims.json.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictKind {
    Supported,
    Unsupported,
    Uncited,
    Synthesis,
    /// The articles are not kept.
    Unverifiable,
}

impl VerdictKind {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            VerdictKind::Supported => "supported",
            VerdictKind::Unsupported => "unsupported",
            VerdictKind::Uncited => "uncited",
            VerdictKind::Synthesis => "synthesis",
            VerdictKind::Unverifiable => "unverifiable",
        }
    }
}

/// The verdict on one claim of a digest.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The claim's place in the file.
    pub span: Range<usize>,
    /// 0 to 1; 0 where not judged.
    pub support: f64,
    pub kind: VerdictKind,
}

/// An article that is kept, prepared, with the fingerprint of its text.
#[derive(Clone, Debug)]
pub struct KeptArticle {
    pub text: SourceText,
    file: Arc<ArticleFile>,
    hash: OnceLock<String>,
}

impl KeptArticle {
    #[must_use]
    pub fn new(file: Arc<ArticleFile>) -> Self {
        Self { text: SourceText::new(&file.article), file, hash: OnceLock::new() }
    }

    /// [`ArticleFile::hash`]: most digests never ask for it.
    #[must_use]
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| self.file.hash())
    }
}

/// What the rules may ask for.
pub struct Desk<'a> {
    pub config: &'a Config,
    /// The article of this stem, if it is kept.
    pub article: &'a (dyn Fn(&str) -> Option<Arc<KeptArticle>> + Sync),
    /// Rules may ask it for the day in the site's zone, and whether the digest's own moment has come; nothing finer, so that what was found can be kept.
    pub now: DateTime<Utc>,
}

/// Whether a check of this digest looks at the title of the site, if that is `title`: its own name among the sources, or in an article. Where it looks neither at
/// the old title nor at the new one, a renamed site needs no second check.
#[must_use]
pub fn names_site(digest: &DigestFile, title: &str, article: &dyn Fn(&str) -> Option<Arc<KeptArticle>>) -> bool {
    rules::names_site(digest, title, article)
}

/// Checks one digest: a verdict for each of its claims, in order, and all findings of form and truth that concern it alone.
#[must_use]
pub fn check(digest: &OpenDigest, desk: &Desk) -> Checked<Vec<Verdict>> {
    let case = case::Case::open(digest, desk);
    let mut findings = Vec::new();
    for rule in rules::ALL {
        findings.extend(rule(&case));
    }
    let verdicts = truth::verdicts(&case).take(&mut findings);
    Checked::new(verdicts, findings)
}
