//! Articles → stories: which articles tell of one event, and which are copies of one text.
//!
//! In: articles, the stories that have digests, how far apart dates may lie. Out: a [`Grouping`] in which every article stands once. Never: the
//! order of the input, a hash map's order or the number of threads in the result; the disk.
//!
//! Each article is read into weighted terms (`reading`, `background`, `vectors`), its nearest neighbours are found (`neighbours`), and groups merge, the
//! nearest first (`clusters`). Copies of one text are found apart from that (`copies`) and stand together from the start. What a grouping found out can be
//! kept (`earlier`, `keeping`), so that one of a few articles more works out only what these change (`again`).

mod again;
mod background;
mod calendar;
mod clusters;
mod copies;
mod earlier;
mod hashing;
mod joins;
mod junk;
mod keeping;
mod meaning;
mod names;
mod neighbours;
mod point;
mod reading;
mod sparse;
mod tuning;
mod vectors;

pub use earlier::Earlier;
pub use meaning::{Vectors, asked, fingerprint};

use crate::config::Stories as Settings;
use crate::text::slug::{is_slug, slug};
use crate::types::{Article, ArticleFile, Grouping, Origin, Placement, Story, Undecided};
use calendar::Calendar;
use chrono::Datelike as _;
use clusters::{Cluster, Group};
use joins::{Bond, Evidence};
use point::Point;
use rayon::prelude::*;
use reading::Reading;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use tuning::Tuning;
use vectors::{Scale, Vocabulary};

/// A story that has a digest: its name, and the stems of the articles that it cites or was written beside. Where two lay claim to an article, the
/// first by name has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedStory {
    pub name: String,
    pub articles: Vec<String>,
}

/// Groups articles into stories. `vectors` are what a model made of them, where `settings` names one.
#[must_use]
pub fn group(articles: &[&ArticleFile], published: &[PublishedStory], settings: &Settings, vectors: &Vectors) -> Grouping {
    let (articles, apart) = sorted(articles);
    let mut batch = Batch::of(&articles, published, settings.days);
    if let Some(model) = settings.model.as_ref().filter(|_| !vectors.is_empty()) {
        batch.add_meaning(vectors.of(&articles, &model.name));
    }
    settled(batch.grouping().0, &apart, settings)
}

/// Groups articles into stories; what comes beside them makes the next grouping of the same articles and a few more cheap: see [`group_again`].
#[must_use]
pub fn group_and_keep(articles: &[&ArticleFile], published: &[PublishedStory], settings: &Settings) -> (Grouping, Earlier) {
    let (articles, apart) = sorted(articles);
    let (grouping, earlier) = Batch::of(&articles, published, settings.days).grouping();
    (settled(grouping, &apart, settings), earlier)
}

/// What [`group`] would give, from an earlier grouping of some of these articles, which are as they were then; their texts may be missing. `whole` gives the article with
/// its text. `None` where little of the earlier grouping would hold: then all has to be grouped.
#[must_use]
pub fn group_again(
    articles: &[&ArticleFile],
    published: &[PublishedStory],
    settings: &Settings,
    earlier: Earlier,
    whole: Whole,
) -> Option<(Grouping, Earlier)> {
    let (articles, apart) = sorted(articles);
    let (grouping, earlier) = Batch::again(&articles, published, settings.days, earlier, whole)?.grouping();
    Some((settled(grouping, &apart, settings), earlier))
}

/// Gives an article with its text; `None` where it cannot be read, or is another by now.
pub type Whole<'a> = &'a (dyn Fn(&ArticleFile) -> Option<Arc<ArticleFile>> + Sync);

/// The articles in the order of grouping, and those that an editor keeps out of all stories.
fn sorted<'a>(articles: &[&'a ArticleFile]) -> (Vec<&'a ArticleFile>, Vec<&'a ArticleFile>) {
    let is_apart = |a: &&ArticleFile| a.article.story == Some(Placement::Nowhere);
    let (apart, mut articles): (Vec<&ArticleFile>, Vec<&ArticleFile>) = articles.iter().copied().partition(is_apart);
    articles.par_sort_by(|a, b| order(a).cmp(&order(b)));
    (articles, apart)
}

/// The grouping once refused stories and articles kept apart are taken out.
fn settled(mut grouping: Grouping, apart: &[&ArticleFile], settings: &Settings) -> Grouping {
    let is_refused = |s: &Story| !s.published && settings.refused.contains(&s.name);
    (grouping.refused, grouping.stories) = grouping.stories.into_iter().partition(is_refused);
    grouping.apart = apart.iter().map(|a| a.stem.clone()).collect();
    grouping.apart.extend(grouping.refused.iter().flat_map(|s| s.articles.iter().cloned()));
    grouping.apart.sort();
    let is_apart = |u: &Undecided| grouping.apart.binary_search(&u.article).is_ok();
    grouping.undecided.retain(|u| !is_apart(u));
    grouping
}

/// Articles without a day first, then by day: so the articles of some days stand together, whatever the order they came in.
fn order(file: &ArticleFile) -> impl Ord + use<'_> {
    (file.article.published.map(crate::types::Moment::day), file.article.added, file.stem.as_str(), &file.path)
}

/// A story that articles are held in: it has a digest, or an editor named it.
struct Held {
    name: String,
    published: bool,
}

/// Articles being grouped; everything about them goes by their place in `articles`.
struct Batch<'a> {
    articles: &'a [&'a ArticleFile],
    held: Vec<Held>,
    /// The held story of each article.
    home: Vec<Option<usize>>,
    calendar: Calendar,
    days: u32,
    known: Earlier,
    near: Vec<Vec<u32>>,
    /// What of an earlier grouping is to be looked at again; `None` where there is none.
    dirty: Option<Vec<bool>>,
}

/// Articles read at a time: their texts are held only until their terms are counted.
const CHUNK: usize = 2048;

impl<'a> Batch<'a> {
    fn of(articles: &'a [&'a ArticleFile], published: &[PublishedStory], days: u32) -> Self {
        let (held, home) = held(articles, published);
        let mut vocabulary = Vocabulary::default();
        let (mut junk, mut lengths, mut prints, mut frequencies) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let read = |chunk: &[&ArticleFile]| chunk.par_iter().map(|file| reading::read(file)).collect::<Vec<_>>();
        let mut count = |readings: Vec<Reading>| {
            for reading in readings {
                frequencies.push(if reading.junk.is_none() { vocabulary.count(&reading) } else { Box::default() });
                junk.push(reading.junk);
                lengths.push(reading.length);
                prints.push(if reading.junk.is_none() { reading.prints } else { Vec::new() });
            }
        };
        // While the terms of one chunk are counted, the next is read.
        let mut readings = Vec::new();
        for chunk in articles.chunks(CHUNK) {
            readings = rayon::join(|| count(std::mem::take(&mut readings)), || read(chunk)).1;
        }
        count(readings);
        let texts = texts(articles, &lengths, &prints);
        let copies = copies::copies(&texts, &|at| Some(copies::words_of(articles[at as usize]))).unwrap_or_default();
        drop(texts);
        let own = vocabulary.vectors(frequencies);
        let (batch, scale) = (vocabulary.batch(), Scale::of(vocabulary.batch()));
        let words = vocabulary.table();
        let calendar = calendar(articles, days);
        let (points, neighbours) = neighbours::points(own, &calendar, |key| scale.reach(words.articles(key)));
        let near = neighbours.all_names();
        let paths = articles.iter().map(|a| Arc::clone(&a.path)).collect();
        let known = Earlier { days, paths, batch, junk, lengths, prints, points, neighbours, words, copies, ..Earlier::default() };
        Self { articles, held, home, calendar, days, known, near, dirty: None }
    }

    /// Gives the articles what a model makes of them, and neighbours by it. What is no article has no meaning.
    fn add_meaning(&mut self, vectors: Vec<Option<Arc<[i16]>>>) {
        for ((point, vector), junk) in self.known.points.iter_mut().zip(vectors).zip(&self.known.junk) {
            point.meaning = vector.filter(|_| junk.is_none());
        }
        let vectors: Vec<Option<&[i16]>> = self.known.points.iter().map(|p| p.meaning.as_deref()).collect();
        for (near, more) in self.near.iter_mut().zip(meaning::neighbours(&vectors, &self.calendar)) {
            near.extend(more);
        }
    }

    fn grouping(mut self) -> (Grouping, Earlier) {
        let groups = self.groups();
        let threshold = self.threshold();
        let merged = self.merged(&groups, threshold);
        let (clusters, before): (Vec<Cluster>, Vec<Option<u32>>) = {
            // By their earliest article: the order in which new names are given.
            let mut merged = merged;
            merged.sort_by_key(|(c, _)| c.articles.first().copied());
            merged.into_iter().unzip()
        };
        let told: Vec<(Vec<u32>, String)> = clusters
            .par_iter()
            .zip(&before)
            .map(|(cluster, before)| {
                let articles = self.in_story_order(&cluster.articles);
                let known = before.and_then(|b| self.known.names.get(b as usize)).cloned();
                let name = known.unwrap_or_else(|| names::name(&articles.iter().map(|a| self.articles[*a as usize]).collect::<Vec<_>>()));
                (articles, name)
            })
            .collect();
        let mut taken: HashSet<String> = self.held.iter().map(|h| h.name.clone()).collect();
        let mut named = Vec::with_capacity(clusters.len());
        for (cluster, (_, base)) in clusters.iter().zip(&told) {
            let name = match cluster.story {
                Some(story) => self.held[story].name.clone(),
                None => names::free(base, &taken),
            };
            taken.insert(name.clone());
            named.push(name);
        }
        let stems: Vec<&str> = self.articles.iter().map(|a| a.stem.as_str()).collect();
        let evidence =
            Evidence { points: &self.known.points, calendar: &self.calendar, near: &self.near, originals: &self.known.copies.originals, stems: &stems };
        let undecided = self.undecided(&clusters, threshold, &evidence);
        let is_same = |articles: &[u32]| self.dirty.as_ref().is_some_and(|dirty| !articles.iter().any(|a| dirty[*a as usize]));
        let bonds: Vec<Vec<(u32, Bond)>> = told
            .par_iter()
            .zip(&before)
            .map(|((articles, _), before)| {
                let known = |a: &u32| Some((*a, self.known.bonds.get(*a as usize)?.clone()?));
                let known = before.filter(|_| is_same(articles)).and_then(|_| articles.iter().skip(1).map(known).collect::<Option<Vec<_>>>());
                known.unwrap_or_else(|| joins::joins(articles, &evidence))
            })
            .collect();
        let mut stories: Vec<Story> = named
            .into_par_iter()
            .zip(&told)
            .zip(&clusters)
            .zip(&bonds)
            .map(|(((name, (articles, _)), cluster), bonds)| {
                let joins = bonds.iter().map(|(article, bond)| evidence.told(*article, bond, &self.known.words)).collect();
                let articles_of_it = articles.iter().map(|a| stems[*a as usize].to_owned()).collect();
                let published = cluster.story.is_some_and(|s| self.held[s].published);
                Story { name, articles: articles_of_it, origins: self.origins(articles), joins, published }
            })
            .collect();
        stories.par_sort_by(|a, b| a.name.cmp(&b.name));
        let junk = self.articles.iter().zip(&self.known.junk).filter_map(|(a, why)| why.map(|why| (a.stem.clone(), why.to_owned())));
        let mut no_article: Vec<_> = junk.collect();
        no_article.sort();
        drop(stems);
        self.known.keep(&groups, &clusters, told.into_iter().map(|(_, name)| name).collect(), bonds);
        (Grouping { stories, undecided, no_article, ..Grouping::default() }, self.known)
    }

    /// The groups merged, and for each cluster which it was before, where it is the same.
    fn merged(&self, groups: &[Group], threshold: f64) -> Vec<(Cluster, Option<u32>)> {
        let points = &self.known.points;
        match &self.dirty {
            None => clusters::merge(points, groups, &self.near, &self.calendar, self.days, threshold).into_iter().map(|c| (c, None)).collect(),
            Some(dirty) => {
                let before = self.known.before(groups, dirty);
                clusters::merge_again(points, groups, &self.near, &self.calendar, self.days, threshold, &before)
            }
        }
    }

    /// How near groups of this batch must be.
    fn threshold(&self) -> f64 {
        let articles: Vec<usize> = (0..self.articles.len()).filter(|a| self.known.junk[*a].is_none()).collect();
        let batch = articles.len();
        if !Tuning::is_small(batch) {
            return Tuning::get().threshold(batch, 0.0);
        }
        let texts: Vec<&Point> = articles.iter().filter(|a| self.known.copies.originals[**a] as usize == **a).map(|a| &self.known.points[*a]).collect();
        let mut alike: Vec<f64> = texts.iter().enumerate().flat_map(|(at, a)| texts[..at].iter().map(|b| a.similarity(b))).collect();
        alike.sort_by(f64::total_cmp);
        Tuning::get().threshold(batch, alike.get(alike.len() / 2).copied().unwrap_or_default())
    }

    /// What stands together from the start: the articles of a held story, and copies of one text.
    fn groups(&self) -> Vec<Group> {
        let mut held: Vec<Group> = (0..self.held.len()).map(|story| Group { articles: Vec::new(), story: Some(story) }).collect();
        let mut by_original: BTreeMap<u32, Vec<Group>> = BTreeMap::new();
        for article in 0u32.. {
            let Some(home) = self.home.get(article as usize) else { break };
            if let Some(story) = home {
                held[*story].articles.push(article);
                continue;
            }
            // Copies that lie further apart than the days allow are copies in two stories.
            let copies = by_original.entry(self.known.copies.originals[article as usize]).or_default();
            match copies.iter_mut().find(|g| g.articles.iter().all(|a| self.calendar.may_meet(*a, article))) {
                Some(group) => group.articles.push(article),
                None => copies.push(Group { articles: vec![article], story: None }),
            }
        }
        held.retain(|g| !g.articles.is_empty());
        held.into_iter().chain(by_original.into_values().flatten()).collect()
    }

    /// The articles of clusters that are all but near enough to a published story.
    fn undecided(&self, clusters: &[Cluster], threshold: f64, evidence: &Evidence) -> Vec<Undecided> {
        let told: HashMap<usize, &[u32]> = clusters.iter().filter_map(|c| Some((c.story?, &c.articles[..]))).collect();
        let nearly = clusters::nearly(clusters, evidence.points, evidence.near, &self.calendar, self.days, threshold);
        let of_one = |(cluster, nearly): (&Cluster, Option<(usize, f64)>)| -> Vec<Undecided> {
            let Some((held, _)) = nearly.filter(|(held, share)| self.held[*held].published && *share >= Tuning::UNDECIDED) else { return Vec::new() };
            let beside = |a: &u32| {
                let bond = joins::beside(*a, told.get(&held)?, evidence)?;
                let join = evidence.told(*a, &bond, &self.known.words);
                Some(Undecided { article: self.articles[*a as usize].stem.clone(), story: self.held[held].name.clone(), join })
            };
            cluster.articles.iter().filter_map(beside).collect()
        };
        let mut undecided: Vec<Undecided> = clusters.par_iter().zip(nearly).flat_map_iter(of_one).collect();
        undecided.sort_by(|a, b| (&a.article, &a.story).cmp(&(&b.article, &b.story)));
        undecided
    }

    /// By publication, those without a date last, then by stem.
    fn in_story_order(&self, articles: &[u32]) -> Vec<u32> {
        let mut articles = articles.to_vec();
        let key = |a: &u32| {
            let file = self.articles[*a as usize];
            (file.article.published.is_none(), file.article.published, file.stem.as_str(), *a)
        };
        articles.sort_by(|a, b| key(a).cmp(&key(b)));
        articles
    }

    /// The articles of a story by the text that they are copies of, the fullest of each first.
    fn origins(&self, articles: &[u32]) -> Vec<Origin> {
        let mut order: Vec<u32> = Vec::new();
        let mut copies: HashMap<u32, Vec<u32>> = HashMap::new();
        for article in articles {
            let original = self.known.copies.originals[*article as usize];
            let known = copies.entry(original).or_default();
            if known.is_empty() {
                order.push(original);
            }
            known.push(*article);
        }
        let origin = |original: &u32| {
            let mut of_it = copies.remove(original).unwrap_or_default();
            // Stable, so that copies of one length stay in the order of the story.
            of_it.sort_by_key(|a| (*a != *original, std::cmp::Reverse(self.known.lengths[*a as usize])));
            let fullest = self.articles[*original as usize];
            let mut credited = std::iter::once(original).chain(&of_it).filter_map(|a| self.articles[*a as usize].article.agency.as_deref());
            let agency = credited.next().map(|a| slug(a, 30)).filter(|a| !a.is_empty());
            let name = agency.map_or_else(|| fullest.stem.clone(), |a| format!("{a}-{}", fullest.stem));
            Origin { name, articles: of_it.iter().map(|a| self.articles[*a as usize].stem.clone()).collect() }
        };
        order.iter().map(origin).collect()
    }
}

fn calendar(articles: &[&ArticleFile], days: u32) -> Calendar {
    let day = |a: &Article| a.published.map(|m| i64::from(m.day().num_days_from_ce()));
    Calendar::new(articles.iter().map(|a| day(&a.article)).collect(), days)
}

/// The texts as copies are told among them.
fn texts<'t>(articles: &[&'t ArticleFile], lengths: &[u32], prints: &'t [Vec<u32>]) -> Vec<copies::Text<'t>> {
    articles.iter().zip(lengths).zip(prints).map(|((a, length), prints)| copies::Text { stem: &a.stem, length: *length, prints }).collect()
}

/// The stories that hold articles, and the one that holds each. An editor's `story:` wins over the digest that cites the article; of two digests
/// that cite it, the first by name has it.
fn held(articles: &[&ArticleFile], published: &[PublishedStory]) -> (Vec<Held>, Vec<Option<usize>>) {
    let mut stories: Vec<&PublishedStory> = published.iter().collect();
    stories.sort_by(|a, b| a.name.cmp(&b.name));
    let mut held: Vec<Held> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut cited: HashMap<&str, usize> = HashMap::new();
    for story in stories {
        let place = place_of(&story.name, true, &mut held, &mut places);
        for stem in &story.articles {
            cited.entry(stem).or_insert(place);
        }
    }
    let mut home = Vec::with_capacity(articles.len());
    for file in articles {
        home.push(match &file.article.story {
            Some(Placement::Story(given)) => {
                let name = if is_slug(given) || places.contains_key(given) { given.clone() } else { slug(given, 60) };
                (!name.is_empty()).then(|| place_of(&name, false, &mut held, &mut places))
            }
            _ => cited.get(file.stem.as_str()).copied(),
        });
    }
    // By name, so that their order does not hang on which article came first.
    let mut order: Vec<usize> = (0..held.len()).collect();
    order.sort_by(|a, b| held[*a].name.cmp(&held[*b].name));
    let mut place = vec![0; held.len()];
    order.iter().enumerate().for_each(|(to, from)| place[*from] = to);
    held.sort_by(|a, b| a.name.cmp(&b.name));
    (held, home.into_iter().map(|h: Option<usize>| h.map(|h| place[h])).collect())
}

fn place_of(name: &str, published: bool, held: &mut Vec<Held>, places: &mut HashMap<String, usize>) -> usize {
    *places.entry(name.to_owned()).or_insert_with(|| {
        held.push(Held { name: name.to_owned(), published });
        held.len() - 1
    })
}
