//! A story → a digest: headline, dek, sections of claims, each cited to every source that supports it.
//!
//! In: a story, its articles, the configuration. Out: a digest and its body, or findings why none can be written. Never: a claim without a
//! passage that stands in its article; the disk; the network, except in `model`.
//!
//! The work flows as in a newsroom: the reports are read ([`material`]), each sentence is mended or struck ([`subbing`]), what the reports share is
//! weighed ([`weight`]), sentences are chosen ([`select`]) within the quote budget ([`budget`]), put in order ([`arrange`]), given headline and dek
//! ([`headline`]), attributed ([`attribution`]) and cited ([`cite`]).

mod arrange;
mod attribution;
mod budget;
mod candidate;
mod cite;
mod clauses;
mod figures;
mod headings;
mod headline;
mod lexicon;
mod lists;
mod material;
pub mod model;
mod quotation;
mod select;
mod sources;
mod subbing;
mod support;
mod topics;
mod weight;
mod write;

use crate::config::{Config, WriterChoice};
use crate::diag::{Checked, Diagnostic, Span, codes};
use crate::types::{ArticleFile, Digest, Genre, Moment, Story, Writer};
use chrono::NaiveDate;
use material::Report;
use model::{Answers, Assignment, Outcome, Reading};
use std::collections::BTreeSet;

/// A digest as its writer made it: front matter without `composed`, and the body in Markdown.
#[derive(Clone, Debug, PartialEq)]
pub struct Composed {
    pub digest: Digest,
    pub body: String,
}

/// How far the writing of a story came.
#[derive(Clone, Debug, PartialEq)]
pub enum Composition {
    Written(Box<Composed>),
    /// A model has to be asked this first; then compose again with its answer.
    Needs(Box<model::Question>),
    /// The findings say why there is no digest.
    Nothing,
}

/// Writes the digest of a story. `earlier` is the digest that stands there now: its sources keep their numbers, and what an editor's tools set
/// (slug, aliases, corrections, pin, image, reviewed_by, extra) is kept. `today` dates a digest none of whose articles has a date. `answers` are a
/// model's so far, for the writer that asks one.
#[must_use]
pub fn compose(
    story: &Story,
    articles: &[&ArticleFile],
    earlier: Option<&Digest>,
    config: &Config,
    today: NaiveDate,
    answers: &Answers,
) -> Checked<Composition> {
    let mut articles = articles.to_vec();
    // The numbers of sources follow the dates, and where those are equal or unknown the names: never the order of the files. What has no date comes last.
    articles.sort_by_key(|a| (a.article.published.is_none(), a.article.published.map(Moment::instant), &a.stem));
    let reports = material::read(story, &articles);
    let numbers = sources::numbers(&reports, earlier);
    let mut diagnostics = Vec::new();
    let (writer, written) = match (config.compose.writer, &config.compose.model) {
        (WriterChoice::Model, Some(service)) => match by_model(story, &reports, &numbers, config, &service.name, answers).take(&mut diagnostics) {
            Ok(written) => written,
            Err(composition) => return Checked::new(composition, diagnostics),
        },
        _ => match write::write(&reports, &numbers, config) {
            Some(written) => (Writer::Extractive, written),
            None => return Checked::new(Composition::Nothing, vec![nothing(story, &articles)]),
        },
    };
    let cited: BTreeSet<u32> = written.draft.claims().flat_map(|c| &c.citations).map(|c| c.source).collect();
    let listed = sources::listed(&reports, &numbers, &cited);
    let sources = sources::sources(&reports, &numbers, &listed, story);
    let also_read = reports.iter().zip(&numbers).filter(|(_, id)| !listed.contains(id)).map(|(r, _)| format!("{} {}", r.file.stem, r.file.hash())).collect();
    let body = written.draft.body(&sources);
    let kept = earlier.cloned();
    let digest = Digest {
        title: written.title,
        date: date(&reports, today),
        updated: None,
        summary: written.dek,
        topics: topics::topics(&reports, config),
        genre: genre(&reports, &written.used),
        writer,
        reviewed_by: kept.as_ref().and_then(|d| d.reviewed_by.clone()),
        draft: kept.as_ref().is_some_and(|d| d.draft),
        pin: kept.as_ref().is_some_and(|d| d.pin),
        slug: kept.as_ref().and_then(|d| d.slug.clone()),
        aliases: kept.as_ref().map(|d| d.aliases.clone()).unwrap_or_default(),
        corrections: kept.as_ref().map(|d| d.corrections.clone()).unwrap_or_default(),
        image: kept.as_ref().and_then(|d| d.image.clone()).or_else(|| reports.iter().filter(|r| !r.junk).find_map(|r| r.file.article.image.clone())),
        extra: kept.as_ref().and_then(|d| d.extra.clone()),
        sources,
        also_read,
        composed: None,
    };
    Checked::new(Composition::Written(Box::new(Composed { digest, body })), diagnostics)
}

/// The story as a model writes it, or what comes in its place. A headline that the model may not have is the extractive writer's.
fn by_model(
    story: &Story,
    reports: &[Report],
    numbers: &[u32],
    config: &Config,
    name: &str,
    answers: &Answers,
) -> Checked<Result<(Writer, write::Written), Composition>> {
    let sources = sources::sources(reports, numbers, &numbers.iter().copied().collect(), story);
    let readings: Vec<Reading> = sources
        .iter()
        .filter_map(|source| {
            let report = numbers.iter().position(|id| *id == source.id).map(|at| &reports[at])?;
            (!report.junk).then_some(Reading { source, text: &report.text })
        })
        .collect();
    let assignment = Assignment { story: &story.name, readings: &readings, model: name, words: config.compose.words, language: &config.language };
    model::write(&assignment, answers).map(|outcome| match outcome {
        Outcome::Written(written) => {
            let cited: BTreeSet<u32> = written.draft.claims().flat_map(|c| &c.citations).map(|c| c.source).collect();
            let used = (0..reports.len()).filter(|at| cited.contains(&numbers[*at])).collect();
            let title = written
                .headline
                .or_else(|| write::write(reports, numbers, config).map(|w| w.title))
                .or_else(|| readings.first().map(|r| r.source.title.clone()))
                .unwrap_or_else(|| story.name.clone());
            Ok((Writer::Model(written.model), write::Written { title, dek: written.dek, draft: written.draft, used }))
        }
        Outcome::Needs(question) => Err(Composition::Needs(question)),
        Outcome::Nothing => Err(Composition::Nothing),
    })
}

/// The latest day of publication that can be true; where none is known, the latest on which an article was put in; else today.
fn date(reports: &[Report], today: NaiveDate) -> Moment {
    let published = reports.iter().filter_map(|r| r.file.article.published).filter(|p| is_likely(p.day(), today)).max();
    let added = || reports.iter().filter_map(|r| r.file.article.added).max().map(Moment::Day);
    published.or_else(added).unwrap_or(Moment::Day(today))
}

/// A digest is shown from its date on, so that one slip of a page, a year 2100, would hide it for good; the first day of 1970 is a clock that was never set.
fn is_likely(day: NaiveDate, today: NaiveDate) -> bool {
    day != chrono::DateTime::UNIX_EPOCH.date_naive() && day <= today.checked_add_days(chrono::Days::new(366)).unwrap_or(today)
}

/// The genre that all reports share from which a sentence was taken; news where they differ.
fn genre(reports: &[Report], used: &[usize]) -> Genre {
    let mut genres = used.iter().map(|r| attribution::genre(*r, reports));
    let first = genres.next().unwrap_or_default();
    if genres.all(|g| g == first) { first } else { Genre::News }
}

fn nothing(story: &Story, articles: &[&ArticleFile]) -> Diagnostic {
    let place = articles.first().map_or_else(|| Span::whole(&format!("content/digests/{}.md", story.name)), |a| Span::new(&a.path, a.body_start..a.body_start));
    let what =
        if articles.len() == 1 { "the article gives no sentence".to_owned() } else { format!("none of the {} articles gives a sentence", articles.len()) };
    let message = format!("no digest is written for `{}`: {what} that can stand alone within the quote budget", story.name);
    Diagnostic::new(&codes::NOTHING_TO_WRITE, place, message)
        .hint(format!("write content/digests/{}.md by hand, or keep the article out with `story: none`", story.name))
}
