//! The view of a story page.

use super::{DateView, ImageView, LinkView, PageView, SiteView, TeaserView};
use crate::publish::theme::{Part, Ready, View};
use serde::Serialize;

/// story.html
#[derive(Clone, Debug, Serialize)]
pub struct StoryView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// The story in full.
    pub story: StoryDetail,
    /// Stories that share topics, publishers and words with this one, nearest first.
    #[serde(skip)]
    pub related: Vec<Ready<TeaserView>>,
    /// The story published after this one, or null.
    pub newer: Option<Neighbour>,
    /// The story published before this one, or null.
    pub older: Option<Neighbour>,
}

/// The story next to this one in time.
#[derive(Clone, Debug, Serialize)]
pub struct Neighbour {
    /// The headline.
    pub title: String,
    /// The address of the story.
    pub url: String,
}

/// A story in full.
#[derive(Clone, Debug, Serialize)]
pub struct StoryDetail {
    /// The headline.
    pub title: String,
    /// The dek, or null.
    pub summary: Option<String>,
    /// Whole address, to be shared.
    pub url: String,
    /// Places to share it, as plain links.
    pub share: Vec<LinkView>,
    /// When it was published.
    pub date: DateView,
    /// The address of its day's edition.
    pub edition: String,
    /// The last change of substance, or null.
    pub updated: Option<DateView>,
    /// "Opinion", "Analysis", "Press release", "Paper"; null for news.
    pub label: Option<String>,
    /// Its topics, the first one first.
    pub topics: Vec<LinkView>,
    /// Reading time.
    pub minutes: usize,
    /// Whether it is a draft; only in previews.
    pub draft: bool,
    /// HTML: the body with claims and numbered citations.
    pub body: String,
    /// Its sources, in the order of its file.
    pub sources: Vec<SourceView>,
    /// How the story grew, oldest first: empty where everything is of one day.
    pub timeline: Vec<StageView>,
    /// How many different texts the sources are.
    pub origins: usize,
    /// How many claims there are, and what the check made of them.
    pub counts: CountsView,
    /// How it was made.
    pub made: MadeView,
    /// Published mistakes, owned up to.
    pub corrections: Vec<CorrectionView>,
    /// The photograph, or null.
    pub image: Option<ImageView>,
    /// HTML: a drawn cover, purely ornamental.
    pub cover: String,
    /// Where a reader can report a mistake in the story, or null.
    pub report: Option<String>,
    /// The same for one claim: `%7Bclaim%7D` stands for its number, `%7Btext%7D` for its words; or null.
    pub report_claim: Option<String>,
    /// The address of the claims as JSON.
    pub claims_url: String,
    /// `extra` of the front matter, for themes; null where there is none.
    pub extra: Option<serde_json::Value>,
}

/// How many claims there are, and what the check made of them.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct CountsView {
    /// All claims.
    pub claims: usize,
    /// All citations.
    pub citations: usize,
    /// Found supported by the text of their sources.
    pub supported: usize,
    /// Compared, and not found supported.
    pub unsupported: usize,
    /// Without a citation.
    pub uncited: usize,
    /// Marked as drawn from several sources.
    pub synthesis: usize,
    /// The articles are not kept, so nothing could be compared.
    pub unverifiable: usize,
}

/// How the story was made.
#[derive(Clone, Debug, Serialize)]
pub struct MadeView {
    /// "extractive", "model" or "hand".
    pub writer: String,
    /// The model's name, or null.
    pub model: Option<String>,
    /// Who answers for it, or null.
    pub reviewed_by: Option<String>,
    /// A model wrote it and nobody has reviewed it: readers must be told (EU AI Act, article 50(4)).
    pub ai_label: bool,
}

/// A day on which something was added to the story.
#[derive(Clone, Debug, Serialize)]
pub struct StageView {
    /// The day.
    pub date: DateView,
    /// Sources of that day that are not copies of an earlier one.
    pub sources: Vec<StageSource>,
    /// The digest itself was changed that day.
    pub changed: bool,
}

/// A source on the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct StageSource {
    /// The number of its entry, `#source-N`.
    pub id: u32,
    /// The article's headline.
    pub title: String,
    /// Publisher, or null.
    pub publisher: Option<String>,
}

/// A source in the Sources list.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// The number that citations show; the entry's id is `source-N`.
    pub id: u32,
    /// The title of the article.
    pub title: String,
    /// Publisher, or null.
    pub publisher: Option<String>,
    /// The publisher's page on this site, or null.
    pub publisher_url: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published, or null.
    pub date: Option<DateView>,
    /// Where the title leads: the original, else the re-host; null where no address is known.
    pub link: Option<String>,
    /// The host of the re-host, where only that is known; else null.
    pub via: Option<String>,
    /// "Opinion", "Analysis", "Press release", "Paper"; null for news.
    pub label: Option<String>,
    /// A BCP 47 tag, or null.
    pub language: Option<String>,
    /// Numbers of the other sources that are copies of the same text.
    pub copies: Vec<u32>,
    /// The passages cited from it, in the order of the file.
    pub passages: Vec<PassageView>,
    /// Claims that cite it as a whole.
    pub claims: Vec<ClaimLink>,
}

/// A passage that a claim rests on. Its entry's id is `note-LABEL`.
#[derive(Clone, Debug, Serialize)]
pub struct PassageView {
    /// "1a".
    pub label: String,
    /// The words, without quotation marks around them; " […] " for a gap.
    pub text: String,
    /// Leads to the passage in the original; null where no address is known.
    pub link: Option<String>,
    /// The claims that rest on it.
    pub claims: Vec<ClaimLink>,
    /// The writer cited the source as a whole; the program found the passage for the claim.
    pub found: bool,
}

/// The way back to a claim.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimLink {
    /// The number of the claim, from 1.
    pub number: usize,
    /// "#claim-3" on the story's own page, with its address elsewhere.
    pub url: String,
}

/// A published mistake, owned up to.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// When it was corrected.
    pub date: DateView,
    /// What was wrong.
    pub text: String,
}

impl View for StoryView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into()), ("related", (&self.related).into())]
    }
}
