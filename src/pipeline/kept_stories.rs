//! The grouping of a large site, kept so that a few new articles do not cost the reading and grouping of all.
//!
//! An article that looks as it did when it was last read is not read again: its front matter and all that grouping found out about it are kept here. Where any article is
//! gone or another than before, nothing of this is used. What comes out is the same with it and without it.

use super::content::{LARGEST_ARTICLE, with_text};
use super::{ARTICLES, Content, Memory, published};
use crate::diag::Checked;
use crate::editorial::stories::{self, Earlier};
use crate::files::{File, Look, Snapshot};
use crate::types::{Article, ArticleFile, Grouping, Moment, Placement, article_file};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

/// Smaller sites are grouped in a moment.
const WORTH_KEEPING: usize = 2_000;

/// After so many articles that are new or had to be read again, all is kept anew.
const STALE: usize = 256;

/// An article as it was, without its text.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Brief {
    path: String,
    look: Option<(u64, i64, u64)>,
    hash: String,
    title: String,
    published: Option<String>,
    added: Option<String>,
    agency: Option<String>,
    story: Option<String>,
}

/// What is kept of a grouping.
#[derive(Debug, Default)]
pub struct KeptStories {
    /// In the order of their paths.
    briefs: Vec<Brief>,
    earlier: Earlier,
}

fn short(look: Look) -> Option<(u64, i64, u64)> {
    Some((look.0, i64::try_from(look.1).ok()?, look.2))
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}

impl Brief {
    fn of(file: &ArticleFile, look: Option<Look>, hash: String) -> Self {
        let article = &file.article;
        let story = article.story.as_ref().map(|s| match s {
            Placement::Story(name) => name.clone(),
            Placement::Nowhere => "none".to_owned(),
        });
        Self {
            path: file.path.to_string(),
            look: look.and_then(short),
            hash,
            title: article.title.clone(),
            published: article.published.map(|p| p.to_string()),
            added: article.added.map(|a| a.to_string()),
            agency: article.agency.clone(),
            story,
        }
    }

    /// The article without its text.
    fn article(&self) -> Option<ArticleFile> {
        let published = match &self.published {
            Some(text) => Some(Moment::parse(text)?),
            None => None,
        };
        let added = match &self.added {
            Some(text) => Some(Moment::parse(text)?.day()),
            None => None,
        };
        let story = self.story.clone().map(|s| if s == "none" { Placement::Nowhere } else { Placement::Story(s) });
        let article = Article { title: self.title.clone(), published, added, agency: self.agency.clone(), story, ..Article::default() };
        Some(ArticleFile { stem: article_file::stem_of(&self.path).to_owned(), path: self.path.as_str().into(), body_start: 0, article })
    }
}

impl KeptStories {
    /// Reads what [`KeptStories::to_bytes`] wrote.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk::<8>()?;
        let (briefs, earlier) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        let (briefs, earlier) = rayon::join(
            || std::str::from_utf8(briefs).ok()?.par_lines().map(|line| serde_json::from_str(line).ok()).collect::<Option<Vec<Brief>>>(),
            || Earlier::from_bytes(earlier),
        );
        let kept = Self { briefs: briefs?, earlier: earlier? };
        kept.briefs.is_sorted_by(|a, b| a.path < b.path).then_some(kept)
    }

    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let lines: Vec<String> = self.briefs.par_iter().map(|b| serde_json::to_string(b).unwrap_or_default()).collect();
        let briefs = lines.join("\n");
        drop(lines);
        let mut bytes = (briefs.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(briefs.as_bytes());
        drop(briefs);
        self.earlier.put(bytes)
    }

    fn brief(&self, path: &str) -> Option<&Brief> {
        self.briefs.binary_search_by(|b| b.path.as_str().cmp(path)).ok().map(|at| &self.briefs[at])
    }

    /// How the articles of a content that was read whole group, from what was kept where that holds: the same as from nothing.
    #[must_use]
    pub fn grouping(self, content: &Content, snapshot: &Snapshot) -> Grouping {
        let Self { briefs, earlier } = self;
        let by_path: HashMap<&str, &Arc<ArticleFile>> = content.articles.iter().map(|a| (&*a.path, a)).collect();
        let stands = |b: &Brief| by_path.contains_key(b.path.as_str()) && snapshot.bytes(b.path.as_str()).is_some_and(|bytes| hash(bytes) == b.hash);
        if !briefs.par_iter().all(stands) {
            return super::stories(content);
        }
        let read = |file: &ArticleFile| by_path.get(&*file.path).map(|a| Arc::clone(a));
        let articles: Vec<&ArticleFile> = content.articles.iter().map(|a| &**a).collect();
        let again = stories::group_again(&articles, &published(content), &content.config.stories, earlier, &read);
        again.map_or_else(|| super::stories(content), |(grouping, _)| grouping)
    }

    /// Whether so many articles are worth keeping anything for.
    #[must_use]
    pub fn is_for(articles: usize) -> bool {
        articles >= WORTH_KEEPING
    }

    /// Whether a file need not be read.
    #[must_use]
    pub fn knows(&self, path: &str, look: Look) -> bool {
        self.brief(path).is_some_and(|b| b.look.is_some() && b.look == short(look))
    }

    /// Groups the articles of a snapshot that was read whole, and gives what is to be kept where that is worth it. The articles of the content may then be without
    /// their texts, as those are that are known.
    #[must_use]
    pub fn group(snapshot: &mut Snapshot, looks: &BTreeMap<Arc<str>, Look>) -> (Checked<Content>, Grouping, Option<Self>) {
        let count = snapshot.markdown(ARTICLES).count();
        if !Self::is_for(count) {
            let content = Content::read_and_let_go(snapshot, &Memory::default());
            let grouping = super::stories(&content.value);
            return (content, grouping, None);
        }
        let files: Vec<(&Arc<str>, &File)> = snapshot.markdown(ARTICLES).collect();
        let hashes: HashMap<Arc<str>, String> = files.par_iter().map(|(path, file)| (Arc::clone(path), hash(&file.contents().unwrap_or_default()))).collect();
        let mut content = Content::read_and_let_go(snapshot, &Memory::default());
        let articles: Vec<&ArticleFile> = content.value.articles.iter().map(|a| &**a).collect();
        let (grouping, earlier) = stories::group_and_keep(&articles, &published(&content.value), &content.value.config.stories);
        // A file that there is something to say of is read every time.
        let look = |a: &ArticleFile| looks.get(&a.path).copied().filter(|_| snapshot.bytes(&a.path).is_none());
        let mut briefs: Vec<Brief> = articles.par_iter().map(|a| Brief::of(a, look(a), hashes.get(&a.path).cloned().unwrap_or_default())).collect();
        drop(articles);
        for article in &mut content.value.articles {
            Arc::make_mut(article).article.body = String::new();
        }
        briefs.sort_by(|a, b| a.path.cmp(&b.path));
        (content, grouping, Some(Self { briefs, earlier }))
    }

    /// Groups the articles of a snapshot in which those that are [known](Self::knows) were left on the disk, where `contents` reads them. Gives what is to be kept
    /// where much has changed. `None` where all has to be read and grouped.
    #[must_use]
    pub fn group_again(
        self,
        snapshot: &Snapshot,
        looks: &BTreeMap<Arc<str>, Look>,
        contents: &(dyn Fn(&Path) -> Option<Vec<u8>> + Sync),
    ) -> Option<(Checked<Content>, Grouping, Option<Self>)> {
        let Self { mut briefs, earlier } = self;
        let mut content = Content::read(snapshot, &Memory::default());
        let whole: HashMap<Arc<str>, Arc<ArticleFile>> = content.value.articles.iter().map(|a| (Arc::clone(&a.path), Arc::clone(a))).collect();
        // Every article that was there is there, and is what it was.
        let stands = |b: &Brief| match snapshot.get(&b.path) {
            Some(File::OnDisk { .. }) => true,
            Some(File::Held(bytes)) => hash(bytes) == b.hash && whole.contains_key(b.path.as_str()),
            _ => false,
        };
        if !briefs.par_iter().all(stands) {
            return None;
        }
        let unread: Vec<&Brief> = briefs.iter().filter(|b| !whole.contains_key(b.path.as_str())).collect();
        content.value.articles.extend(unread.par_iter().map(|b| b.article().map(Arc::new)).collect::<Option<Vec<_>>>()?);
        content.value.articles.par_sort_by(|a, b| (&a.stem, &a.path).cmp(&(&b.stem, &b.path)));
        let known: HashMap<&str, &str> = unread.iter().map(|b| (b.path.as_str(), b.hash.as_str())).collect();
        let read = |file: &ArticleFile| -> Option<Arc<ArticleFile>> {
            if let Some(article) = whole.get(&file.path) {
                return Some(Arc::clone(article));
            }
            let File::OnDisk { path, .. } = snapshot.get(&file.path)? else { return None };
            let bytes = contents(path).filter(|bytes| known.get(&*file.path) == Some(&hash(bytes).as_str()))?;
            with_text(&file.path, &File::Held(bytes.into()), LARGEST_ARTICLE, |text| article_file::read(&file.path, text)).value.map(Arc::new)
        };
        let articles: Vec<&ArticleFile> = content.value.articles.iter().map(|a| &**a).collect();
        let (grouping, earlier) = stories::group_again(&articles, &published(&content.value), &content.value.config.stories, earlier, &read)?;
        let keep = whole.len() > STALE;
        if keep {
            let faulty: Vec<&str> = content.diagnostics.iter().filter_map(|d| Some(&*d.span.as_ref()?.file)).collect();
            let again = |article: &Arc<ArticleFile>| {
                let look = looks.get(&article.path).copied().filter(|_| !faulty.contains(&&*article.path));
                Brief::of(article, look, snapshot.bytes(&article.path).map(|b| hash(b)).unwrap_or_default())
            };
            briefs.retain(|b| !whole.contains_key(b.path.as_str()));
            briefs.extend(whole.values().map(again));
            briefs.sort_by(|a, b| a.path.cmp(&b.path));
        }
        Some((content, grouping, keep.then_some(Self { briefs, earlier })))
    }
}
