//! The written-up story: front matter, and a body of claims with their citations.

use super::{Genre, Image, Moment, PackedBody, Places};
use crate::diag::Span;
use crate::text::held::HeldText;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// The front matter of a digest.
#[derive(Clone, Debug, PartialEq)]
pub struct Digest {
    pub title: String,
    /// The latest `published` of its sources; where none is known, the latest `added`.
    pub date: Moment,
    /// Only after a change of substance.
    pub updated: Option<Moment>,
    /// The dek: one sentence.
    pub summary: Option<String>,
    /// Slugs of topics.
    pub topics: Vec<String>,
    pub genre: Genre,
    pub writer: Writer,
    /// Who answers for it.
    pub reviewed_by: Option<String>,
    pub draft: bool,
    /// Leads the front page.
    pub pin: bool,
    /// Takes the place of the file's stem in the address.
    pub slug: Option<String>,
    /// Earlier addresses, each a path that begins with `/`.
    pub aliases: Vec<String>,
    pub corrections: Vec<Correction>,
    pub image: Option<Image>,
    /// The user's own, for themes.
    pub extra: Option<serde_json::Value>,
    pub sources: Vec<Source>,
    /// Articles of the story that it cites nowhere, each as its stem and the hash of its text with a space between: so that they are not news
    /// to the next compose.
    pub also_read: Vec<String>,
    /// Fingerprint of what the program wrote; see [`DigestFile::is_edited`].
    pub composed: Option<String>,
}

impl Digest {
    /// Its last change of substance, an update or a correction; `None` where it stands as it first appeared.
    #[must_use]
    pub fn changed(&self) -> Option<Moment> {
        self.corrections.iter().map(|c| c.date).chain(self.updated).max_by_key(|m| m.instant())
    }
}

/// Who wrote a digest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Writer {
    Extractive,
    /// A language model of this name.
    Model(String),
    #[default]
    Hand,
}

/// A published mistake, owned up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub date: Moment,
    pub text: String,
}

/// An article as a digest cites it. Digests stand alone: all that a page shows of a source is here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its number in citations; never given anew.
    pub id: u32,
    pub title: String,
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<Moment>,
    pub url: Option<String>,
    pub via: Option<String>,
    pub genre: Genre,
    pub language: Option<String>,
    /// Stem in content/articles, if kept.
    pub article: Option<String>,
    /// Fingerprint of that article's text when it was cited: [`super::ArticleFile::hash`].
    pub hash: Option<String>,
    /// Sources with the same origin are copies of one text; without one a source is its own.
    pub origin: Option<String>,
}

impl Source {
    /// Where its links lead: the original, else the re-host.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.url.as_deref().or(self.via.as_deref())
    }

    /// What a reader sees first: the publisher, else the title.
    #[must_use]
    pub fn name(&self) -> &str {
        self.publisher.as_deref().unwrap_or(&self.title)
    }
}

/// How many different texts these sources are.
#[must_use]
pub fn origins<'a>(sources: impl IntoIterator<Item = &'a Source>) -> usize {
    let mut named = std::collections::BTreeSet::new();
    let mut own = 0;
    for source in sources {
        match &source.origin {
            Some(name) => {
                named.insert(name.as_str());
            }
            None => own += 1,
        }
    }
    named.len() + own
}

/// A digest file, read: front matter, body, and where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct DigestFile {
    /// The file's name without `.md`: the name of the story.
    pub stem: String,
    /// Relative to the root.
    pub path: Arc<str>,
    pub text: HeldText,
    /// Where the body begins in the text, in bytes.
    pub body_start: usize,
    pub digest: Digest,
    /// What the body says: [`DigestFile::open`] lays it out.
    pub body: PackedBody,
    /// Where the values of front matter stand.
    pub places: Places,
}

impl DigestFile {
    /// The last part of its address: `slug`, else the stem.
    #[must_use]
    pub fn slug(&self) -> &str {
        self.digest.slug.as_deref().unwrap_or(&self.stem)
    }

    /// Whether anybody but the program has touched the file since it was composed.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.digest.composed.as_deref() != Some(super::digest_file::fingerprint(&self.text.text()).as_str())
    }

    /// The source of this number.
    #[must_use]
    pub fn source(&self, id: u32) -> Option<&Source> {
        self.digest.sources.iter().find(|s| s.id == id)
    }

    /// The digest with its body laid out, for as long as somebody looks at it.
    #[must_use]
    pub fn open(&self) -> OpenDigest<'_> {
        let text = self.text.text();
        OpenDigest { file: self, body: self.body.body(&text), text, labels: OnceLock::new() }
    }

    /// Where a front matter value stands, those of lists and sources as `topics.0`, `sources.1.url`; the file's first byte where it is missing.
    #[must_use]
    pub fn span(&self, key: &str) -> Span {
        Span::new(&self.path, self.places.get(key).unwrap_or(0..0))
    }

    /// A range of the text as a place.
    #[must_use]
    pub fn at(&self, range: &Range<usize>) -> Span {
        Span::new(&self.path, range.clone())
    }
}

/// A digest that is looked at: all of its file, and what its body says.
#[derive(Clone, Debug)]
pub struct OpenDigest<'a> {
    file: &'a DigestFile,
    /// The file's text.
    pub text: String,
    pub body: Body,
    /// The indices of the footnotes by their labels, of two with one label the first alone; put together when a footnote is first asked for.
    labels: OnceLock<Vec<usize>>,
}

impl Deref for OpenDigest<'_> {
    type Target = DigestFile;

    fn deref(&self) -> &DigestFile {
        self.file
    }
}

impl OpenDigest<'_> {
    /// The footnote of this label; of two with one label the first.
    #[must_use]
    pub fn note(&self, label: &str) -> Option<&Note> {
        let notes = &self.body.notes;
        let labels = self.labels.get_or_init(|| {
            let mut labels: Vec<usize> = (0..notes.len()).collect();
            labels.sort_by(|a, b| notes[*a].label.cmp(&notes[*b].label));
            labels.dedup_by(|b, a| notes[*b].label == notes[*a].label);
            labels
        });
        labels.binary_search_by(|n| notes[*n].label.as_str().cmp(label)).ok().map(|at| &notes[labels[at]])
    }
}

/// What the body of a digest says. All ranges are bytes of the file's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    pub blocks: Vec<Block>,
    /// In reading order; claim N of the page is `claims[N - 1]`.
    pub claims: Vec<Claim>,
    /// Footnote definitions, in the order of the text.
    pub notes: Vec<Note>,
}

/// A block of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Range<usize>,
    /// Its text without Markdown and without citations.
    pub text: String,
    /// Its claims, as a range of [`Body::claims`].
    pub claims: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// With its level, 1 to 6.
    Heading(u8),
    Paragraph,
    /// A list item's own text.
    Item,
    Quote,
    Cell,
    Code,
}

/// One checkable statement: a sentence of a paragraph, list item or quotation; no question, no lead-in that ends in a colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Plain text, without Markdown and citations.
    pub text: String,
    /// From its first byte to its last, citations behind it not included.
    pub span: Range<usize>,
    pub citations: Vec<Citation>,
    /// Marked `[^synthesis]`: drawn by the writer from several sources, stated by none.
    pub synthesis: bool,
}

/// A reference of a claim to a source: `[^2]` or `[^2b]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// As written between `[^` and `]`: `2`, `2b`.
    pub label: String,
    pub source: u32,
    pub span: Range<usize>,
}

impl Citation {
    /// `2` and `2b` with their source; `None` for anything else.
    #[must_use]
    pub fn parse(label: &str, span: Range<usize>) -> Option<Self> {
        let digits = label.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &label[digits..];
        let source = label[..digits].parse().ok().filter(|n| *n > 0)?;
        (!label.starts_with('0') && rest.bytes().all(|b| b.is_ascii_lowercase())).then(|| Self { label: label.to_owned(), source, span })
    }

    /// Whether it names a passage rather than the source as a whole.
    #[must_use]
    pub fn has_passage(&self) -> bool {
        self.label.ends_with(|c: char| c.is_ascii_lowercase())
    }
}

/// A footnote definition: `[^1a]: [publisher](link): “passage”`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub label: String,
    /// The whole definition.
    pub span: Range<usize>,
    /// The publisher as written there.
    pub publisher: String,
    pub link: Option<String>,
    /// The passage, in as many parts as its gaps `[…]` leave; empty where the definition has none.
    pub passage: Vec<String>,
}

impl Note {
    /// The passage as people read it, gaps as ` […] `.
    #[must_use]
    pub fn passage_text(&self) -> String {
        self.passage.join(" […] ")
    }
}

#[cfg(test)]
mod tests {
    use super::Citation;

    #[test]
    fn labels_are_a_number_and_small_letters() {
        for (label, source) in [("1", 1), ("12a", 12), ("3aa", 3)] {
            assert_eq!(Citation::parse(label, 0..0).map(|c| c.source), Some(source), "{label}");
        }
        for bad in ["", "a", "0", "01", "1A", "1-a", "synthesis", "1a2"] {
            assert_eq!(Citation::parse(bad, 0..0), None, "{bad}");
        }
    }
}
