//! What a site's folder says: configuration, articles, digests and pages, read from a snapshot.

use super::Memory;
use crate::config::{self, Config, WriterChoice};
use crate::diag::{Checked, Diagnostic, Span, codes};
use crate::editorial::compose::model::{self, Answers};
use crate::editorial::stories::Vectors;
use crate::files::{File, Snapshot};
use crate::types::{ArticleFile, DigestFile, PageFile, Takedowns, article_file, digest_file, page_file};
use rayon::prelude::*;
use std::sync::Arc;

/// The folders that this program reads, relative to the root.
pub const ARTICLES: &str = "content/articles/";
pub const DIGESTS: &str = "content/digests/";
pub const PAGES: &str = "content/pages/";

/// Bytes of an article: what `digest add` takes of a text without markup.
pub(super) const LARGEST_ARTICLE: usize = 4 * 1024 * 1024;
/// Bytes of a digest or a page: three hundred times what a long one has. Every word of it stands on pages, in feeds and in the search index.
const LARGEST_PAGE: usize = 1024 * 1024;

/// Everything that an editor wrote, typed. Files that could not be used are missing here and named in the findings.
#[derive(Clone, Debug, Default)]
pub struct Content {
    pub config: Config,
    /// In the order of their stems.
    pub articles: Vec<Arc<ArticleFile>>,
    /// In the order of their stems.
    pub digests: Vec<Arc<DigestFile>>,
    /// What a model answered so far; read only where a model writes or checks.
    pub answers: Answers,
    /// What a model made of the articles, for grouping; put in by who asks it.
    pub vectors: Vectors,
    /// What was taken down, and is not to come back.
    pub takedowns: Takedowns,
    /// In the order of their stems.
    pub pages: Vec<Arc<PageFile>>,
}

impl Content {
    /// Reads a snapshot; what `memory` has read before from the same bytes is taken from there.
    #[must_use]
    pub fn read(snapshot: &Snapshot, memory: &Memory) -> Checked<Content> {
        let mut diagnostics = Vec::new();
        let config = read_config(snapshot).take(&mut diagnostics);
        diagnostics.extend([ARTICLES, DIGESTS, PAGES].into_iter().flat_map(|folder| snapshot.under(folder)).filter_map(|(path, _)| unread_text(path)));
        let (mut articles, mut digests, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        for reading in
            memory.articles.of(snapshot.markdown(ARTICLES), |path, file| with_text(path, file, LARGEST_ARTICLE, |text| article_file::read(path, text)))
        {
            articles.extend(reading.take(&mut diagnostics));
        }
        for reading in memory.digests.of(snapshot.markdown(DIGESTS), read_digest) {
            digests.extend(reading.take(&mut diagnostics));
        }
        let takedowns = super::takedowns(snapshot).take(&mut diagnostics);
        let asks = config.compose.writer == WriterChoice::Model || config.check_model.is_some();
        let answers = if asks { Answers::read_bytes(snapshot.bytes(model::FILE).map(|b| &b[..])).take(&mut diagnostics) } else { Answers::default() };
        for reading in memory.pages.of(snapshot.markdown(PAGES), |path, file| with_text(path, file, LARGEST_PAGE, |text| page_file::read(path, text))) {
            pages.extend(reading.take(&mut diagnostics));
        }
        pages.sort_by(|a, b| (&a.stem, &a.path).cmp(&(&b.stem, &b.path)));
        articles.sort_by(|a, b| (&a.stem, &a.path).cmp(&(&b.stem, &b.path)));
        digests.sort_by(|a, b| (&a.stem, &a.path).cmp(&(&b.stem, &b.path)));
        Checked::new(Content { config, articles, digests, answers, vectors: Vectors::default(), takedowns, pages }, diagnostics)
    }

    /// [`Content::read`] that lets go of each article's bytes once they are read, but for those that findings are about: an article holds its own text,
    /// and a hundred thousand files need not be held twice.
    #[must_use]
    pub fn read_and_let_go(snapshot: &mut Snapshot, memory: &Memory) -> Checked<Content> {
        let files = snapshot.take_under(ARTICLES);
        let mut read = Content::read(snapshot, memory);
        let one = |(path, file): (Arc<str>, File)| match &file {
            File::Held(_) if path.ends_with(".md") => {
                let checked = with_text(&path, &file, LARGEST_ARTICLE, |text| article_file::read(&path, text));
                let kept = (!checked.diagnostics.is_empty()).then_some((path, file));
                (Some(checked), kept)
            }
            _ => (None, Some((path, file))),
        };
        let all: Vec<_> = files.into_par_iter().map(one).collect();
        for (checked, kept) in all {
            read.value.articles.extend(checked.and_then(|c| c.take(&mut read.diagnostics)).map(Arc::new));
            if let Some((path, file)) = kept {
                snapshot.put_back(path, file);
            }
        }
        read.value.articles.sort_by(|a, b| (&a.stem, &a.path).cmp(&(&b.stem, &b.path)));
        read
    }

    /// The article of this stem.
    #[must_use]
    pub fn article(&self, stem: &str) -> Option<&Arc<ArticleFile>> {
        let at = self.articles.partition_point(|a| a.stem.as_str() < stem);
        self.articles.get(at).filter(|a| a.stem == stem)
    }

    /// The digest of this story.
    #[must_use]
    pub fn digest(&self, story: &str) -> Option<&Arc<DigestFile>> {
        let at = self.digests.partition_point(|d| d.stem.as_str() < story);
        self.digests.get(at).filter(|d| d.stem == story)
    }
}

/// Names that people and programs give to texts, in small letters.
const TEXTS: [&str; 6] = ["md", "markdown", "mdown", "mkd", "mdx", "txt"];

/// What is said of a file that looks like a text and is none to the program, which reads names in `.md` alone: whoever saved it waits for it to appear.
fn unread_text(path: &Arc<str>) -> Option<Diagnostic> {
    let (stem, extension) = path.rsplit_once('.')?;
    if extension == "md" || !TEXTS.contains(&extension.to_ascii_lowercase().as_str()) {
        return None;
    }
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let raw = if path.starts_with(ARTICLES) { "; a raw text belongs into content/inbox/, or give it to `digest add`" } else { "" };
    let message = format!("the file is not read: its name ends in `.{extension}`, not in `.md`");
    Some(Diagnostic::new(&codes::UNREAD_TEXT, Span::whole(path), message).hint(format!("rename it to `{name}.md`{raw}")))
}

/// digest.yaml of a snapshot; what is missing or faulty has its default.
#[must_use]
pub fn read_config(snapshot: &Snapshot) -> Checked<Config> {
    let path: Arc<str> = config::FILE.into();
    match snapshot.bytes(&path) {
        // That it is there and cannot be read has been said.
        None if snapshot.is_unread(&path) => Checked::clean(Config::unread()),
        None => Checked::new(
            Config::unread(),
            vec![
                Diagnostic::new(&codes::MISSING_CONFIG, Span::whole(&path), "there is no digest.yaml here")
                    .hint("run this in a site's folder, name it with --root, or make a site with `digest new DIR`"),
            ],
        ),
        Some(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Config::read(&path, text),
            Err(error) => Checked::new(Config::unread(), vec![not_utf8(&path, &error)]),
        },
    }
}

/// Reads the text of a file that is held in memory, and is no larger than it may be.
pub(super) fn with_text<T>(path: &Arc<str>, file: &File, largest: usize, read: impl FnOnce(&str) -> Checked<Option<T>>) -> Checked<Option<T>> {
    let contents = file.contents().unwrap_or_default();
    if contents.len() > largest {
        return Checked::new(None, vec![too_large(path, largest)]);
    }
    match std::str::from_utf8(&contents) {
        Ok(text) => read(text),
        Err(error) => Checked::new(None, vec![not_utf8(path, &error)]),
    }
}

fn read_digest(path: &Arc<str>, file: &File) -> Checked<Option<DigestFile>> {
    match file {
        File::Digest(text) if text.len() <= LARGEST_PAGE => digest_file::read_held(path, text),
        _ => with_text(path, file, LARGEST_PAGE, |text| digest_file::read(path, text)),
    }
}

fn too_large(path: &Arc<str>, largest: usize) -> Diagnostic {
    let message = format!("is larger than {} MiB, which is more than a text of its kind can be", largest / 1024 / 1024);
    Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(path), message).hint("divide it, or move it out of the folder")
}

fn not_utf8(path: &Arc<str>, error: &std::str::Utf8Error) -> Diagnostic {
    let at = error.valid_up_to();
    Diagnostic::new(&codes::NOT_UTF8, Span::new(path, at..at), format!("the file is not UTF-8 text: byte {} is not", at + 1))
        .hint("save it as UTF-8; `digest add` reads pages in any charset")
}
