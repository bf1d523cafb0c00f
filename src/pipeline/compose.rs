//! Which digests are written, and which are left as they are.

use super::Content;
use crate::diag::{Checked, Diagnostic, Span, codes, nearest};
use crate::editorial::compose::model::Question;
use crate::editorial::compose::{self, Composed, Composition};
use crate::files::Edit;
use crate::types::{ArticleFile, Digest, DigestFile, Grouping, Moment, Source, Story, digest_file, takedowns};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What was asked for.
#[derive(Clone, Debug)]
pub struct ComposeOptions {
    /// Names of stories; all where empty.
    pub stories: Vec<String>,
    /// In place of `compose.words`.
    pub words: Option<u32>,
    /// Write anew whatever stands there: over a hand's edits too, which are kept beside the file.
    pub force: bool,
    /// Dates a digest whose articles have no date, and the update of one.
    pub today: NaiveDate,
}

/// What composing gives.
#[derive(Clone, Debug, Default)]
pub struct ComposePlan {
    /// In the order of their paths.
    pub edits: Vec<Edit>,
    /// What a model has to be asked before the rest can be written: put its answers into [`Content::answers`] and compose again.
    pub questions: Vec<Question>,
}

/// The digests that are new or whose sources changed.
#[must_use]
pub fn compose(content: &Content, grouping: &Grouping, options: &ComposeOptions) -> Checked<ComposePlan> {
    let mut config = content.config.clone();
    config.compose.words = options.words.unwrap_or(config.compose.words);
    let mut diagnostics: Vec<Diagnostic> = options.stories.iter().filter_map(|name| unknown(name, grouping)).collect();
    let asked = |s: &&Story| options.stories.is_empty() || options.stories.contains(&s.name);
    // What was taken down is not written again, whatever the story is called now.
    let is_down = |s: &Story| content.digest(&s.name).is_none() && content.takedowns.covers(&s.name, &s.articles);
    let wanted: Vec<&Story> = grouping.stories.iter().filter(asked).filter(|s| !is_down(s)).collect();
    diagnostics.extend(grouping.stories.iter().filter(|s| options.stories.contains(&s.name) && is_down(s)).map(|s| {
        Diagnostic::new(&codes::TAKEN_DOWN, Span::whole(takedowns::FILE), format!("the story `{}` was taken down and is not written again", s.name))
            .hint(format!("delete its entry in {} if it may come back", takedowns::FILE))
    }));
    // What may belong to a published story gets no digest of its own before the editor has said so, by the name of its story or by `story:`.
    let undecided = Waiting::of(grouping);
    let (waiting, wanted): (Vec<&Story>, Vec<&Story>) = wanted.into_iter().partition(|s| options.stories.is_empty() && undecided.holds(s));
    diagnostics.extend(waiting.iter().flat_map(|s| undecided.notes(s, content)));
    // What is no article is told of by `digest stories`; only an editor's `story:` makes it part of one.
    let no_articles: BTreeSet<&str> = grouping.no_article.iter().map(|(stem, _)| stem.as_str()).collect();
    let made: Vec<Checked<Step>> = wanted.par_iter().map(|story| one(story, content, &config, options, &no_articles)).collect();
    let mut plan = ComposePlan::default();
    for checked in made {
        match checked.take(&mut diagnostics) {
            Step::Nothing => {}
            Step::Write(edit) => plan.edits.push(edit),
            Step::Ask(question) => plan.questions.push(*question),
        }
    }
    plan.edits.sort_by(|a, b| a.path.cmp(&b.path));
    plan.questions.sort_by(|a, b| a.story.cmp(&b.story));
    Checked::new(plan, diagnostics)
}

/// Articles that wait for the editor's word, with the published story that each may belong to.
struct Waiting<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Waiting<'a> {
    fn of(grouping: &'a Grouping) -> Self {
        Self(grouping.undecided.iter().map(|u| (u.article.as_str(), u.story.as_str())).collect())
    }

    fn holds(&self, story: &Story) -> bool {
        !story.published && story.articles.iter().any(|a| self.0.contains_key(a.as_str()))
    }

    fn notes(&self, story: &Story, content: &Content) -> Vec<Diagnostic> {
        let note = |stem: &String| {
            let (article, other) = (content.article(stem)?, self.0.get(stem.as_str())?);
            let message = format!("“{}” may belong to the story `{other}`, so no digest of its own is written for it", article.article.title);
            Some(Diagnostic::new(&codes::UNDECIDED_ARTICLE, Span::whole(&article.path), message).hint(format!(
                "put `story: {other}` into its front matter to join, or `story: {}` to begin a story of its own; `digest stories` says how alike they are",
                story.name
            )))
        };
        story.articles.iter().filter_map(note).collect()
    }
}

/// What is to be done for one story.
enum Step {
    Nothing,
    Write(Edit),
    Ask(Box<Question>),
}

fn unknown(name: &str, grouping: &Grouping) -> Option<Diagnostic> {
    if grouping.stories.iter().any(|s| s.name == name) {
        return None;
    }
    let found = Diagnostic::homeless(&codes::BAD_VALUE, format!("there is no story `{name}`"));
    Some(match nearest(name, grouping.stories.iter().map(|s| s.name.as_str())) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint("`digest stories` lists them all"),
    })
}

fn one(story: &Story, content: &Content, config: &crate::config::Config, options: &ComposeOptions, no_articles: &BTreeSet<&str>) -> Checked<Step> {
    let is_one = |a: &&ArticleFile| !no_articles.contains(a.stem.as_str()) || a.article.story.is_some();
    let articles: Vec<&ArticleFile> = story.articles.iter().filter_map(|stem| content.article(stem)).map(|a| &**a).filter(is_one).collect();
    let earlier = content.digest(&story.name);
    if articles.is_empty() {
        return Checked::clean(Step::Nothing);
    }
    let mut edited = false;
    if let Some(file) = earlier {
        let news = Changes::of(file, &articles);
        edited = file.is_edited();
        if !options.force {
            if news.is_empty() {
                return Checked::clean(Step::Nothing);
            }
            if edited {
                return Checked::new(Step::Nothing, vec![news.left_alone(file)]);
            }
            if let Some(d) = not_kept(file, content) {
                return Checked::new(Step::Nothing, vec![d]);
            }
        }
    }
    let path = format!("content/digests/{}.md", story.name);
    let composition = compose::compose(story, &articles, earlier.map(|f| &f.digest), config, options.today, &content.answers);
    composition.map(|composition| {
        let composed = match composition {
            Composition::Written(composed) => *composed,
            Composition::Needs(question) => return Step::Ask(question),
            Composition::Nothing => return Step::Nothing,
        };
        let contents = text_of(composed, earlier, options.today);
        // Nothing new: the file stays as it is, dates and all.
        if earlier.is_some_and(|f| f.text.text() == contents) {
            return Step::Nothing;
        }
        Step::Write(Edit { path: earlier.map_or(path, |f| f.path.to_string()), contents: Some(contents), keep_original: edited })
    })
}

/// The file's text, with `updated` where the substance changed, and the fingerprint of it all.
fn text_of(composed: Composed, earlier: Option<&Arc<DigestFile>>, today: NaiveDate) -> String {
    let Composed { mut digest, body } = composed;
    if let Some(file) = earlier {
        let (old, new) = (substance(file), substance_of(&digest, &body));
        digest.updated = if old == new { file.digest.updated } else { Some(Moment::Day(today.max(digest.date.day()))) };
        if old == new {
            // What a reader was told did not change, so neither does the day on which it was told.
            digest.date = file.digest.date;
        } else {
            // Who answered for the old text does not answer for the new one.
            digest.reviewed_by = None;
        }
    }
    digest.composed = Some(digest_file::fingerprint(&digest_file::write(&digest, &body)));
    digest_file::write(&digest, &body)
}

/// What a reader is told: headline, dek and the body without its notes.
fn substance(file: &DigestFile) -> (String, Option<String>, Vec<String>) {
    (file.digest.title.clone(), file.digest.summary.clone(), file.open().body.blocks.iter().map(|b| b.text.clone()).collect())
}

fn substance_of(digest: &Digest, body: &str) -> (String, Option<String>, Vec<String>) {
    let path: Arc<str> = "content/digests/new.md".into();
    let blocks = digest_file::read(&path, &digest_file::write(digest, body)).value.map(|f| f.open().body.blocks.iter().map(|b| b.text.clone()).collect());
    (digest.title.clone(), digest.summary.clone(), blocks.unwrap_or_default())
}

/// A source whose article is not kept cannot be written from again.
fn not_kept(file: &DigestFile, content: &Content) -> Option<Diagnostic> {
    let lost = file.digest.sources.iter().enumerate().find(|(_, s)| s.article.as_deref().is_none_or(|a| content.article(a).is_none()))?;
    Some(
        Diagnostic::new(
            &codes::ARTICLE_NOT_KEPT,
            file.span(&format!("sources.{}.article", lost.0)),
            format!("the story has changed, but its digest is left alone: the article of source {} is not kept", lost.1.id),
        )
        .hint("put the article back, edit the digest by hand, or run `digest compose --force` to write it from what is there"),
    )
}

/// How a story differs from what its digest was written from.
struct Changes<'a> {
    new: Vec<&'a ArticleFile>,
    changed: Vec<(&'a ArticleFile, u32)>,
}

impl<'a> Changes<'a> {
    fn of(file: &DigestFile, articles: &[&'a ArticleFile]) -> Self {
        let source = |a: &ArticleFile| -> Option<&Source> { file.digest.sources.iter().find(|s| s.article.as_deref() == Some(a.stem.as_str())) };
        let passed_over = |a: &ArticleFile| file.digest.also_read.contains(&also_read(a));
        let new = articles.iter().copied().filter(|a| source(a).is_none() && !passed_over(a)).collect();
        let changed = articles.iter().copied().filter_map(|a| source(a).filter(|s| s.hash.as_deref() != Some(a.hash().as_str())).map(|s| (a, s.id))).collect();
        Self { new, changed }
    }

    fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty()
    }

    fn left_alone(&self, file: &DigestFile) -> Diagnostic {
        let mut parts: Vec<String> = Vec::new();
        for a in &self.new {
            parts.push(format!("new: “{}” ({})", a.article.title, a.path));
        }
        for (a, id) in &self.changed {
            parts.push(format!("changed: source {id}, “{}” ({})", a.article.title, a.path));
        }
        Diagnostic::new(
            &codes::EDITED_DIGEST,
            file.span("title"),
            format!("edited by hand and left alone, though its story has moved on; {}", parts.join("; ")),
        )
        .hint(format!("work it in by hand, or run `digest compose --force {}`, which keeps your text as {}.orig", file.stem, file.path))
    }
}

/// How a digest remembers an article that it was written beside, but cites nowhere.
fn also_read(article: &ArticleFile) -> String {
    format!("{} {}", article.stem, article.hash())
}
