//! The pictures that texts show: found in static/ or beside the text, measured, and made as small as a page needs them.
//!
//! In: what digests and pages name, the files of the folder. Out: a [`Gallery`] that knows each picture's size and addresses, and findings about those
//! that cannot be shown. Never: an address on another host; a picture without its measures, unless it is a drawing that has none.

mod decode;
mod facts;
mod resize;
mod resolve;

pub use decode::PictureMemory;

use super::urls::Urls;
use super::views::ImageView;
use super::{CheckedDigest, StaticContent, StaticFile};
use crate::diag::{Checked, Diagnostic, Span, codes};
use crate::files::{Cache, Content};
use crate::publish::render::{Link, Text, internal_links};
use crate::text::slug::slug;
use crate::types::{Image, PageFile};
use facts::{Facts, Fault, Kind};
use rayon::prelude::*;
use resolve::{Place, resolve};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Beyond so many pixels the file is larger than any page needs, and slow to work on.
const LARGE: u64 = 24_000_000;

/// A picture of the site.
#[derive(Debug)]
pub(super) struct Picture {
    file: StaticFile,
    facts: Facts,
    /// What its addresses begin with, from the site's root: `/pictures/harbour-1f2e3d4c`.
    stem: String,
}

/// All pictures that texts of the site show.
#[derive(Debug, Default)]
pub(super) struct Gallery {
    pictures: Vec<Picture>,
    /// By the path of the file, relative to the root.
    by_path: HashMap<Arc<str>, usize>,
}

/// A text that names pictures.
struct Naming<'a> {
    path: &'a Arc<str>,
    image: Option<(&'a Image, Span)>,
    links: &'a [Link],
}

/// Looks for every picture that is named. `files` are those of static/ and those beside the texts.
pub(super) fn gather(
    digests: &[impl AsRef<CheckedDigest>],
    pages: &[Arc<PageFile>],
    files: &[StaticFile],
    memory: &PictureMemory,
    cache: &Cache,
) -> Checked<Gallery> {
    let page_links: Vec<Vec<Link>> = pages.iter().map(|p| internal_links(Text::Page(p))).collect();
    let of_digest = |d: &'_ CheckedDigest| d.file.digest.image.is_some() || d.links.iter().any(|l| l.picture);
    let mut namings: Vec<Naming> = Vec::new();
    for digest in digests.iter().map(AsRef::as_ref).filter(|d| of_digest(d)) {
        let image = digest.file.digest.image.as_ref().map(|i| (i, digest.file.span("image")));
        namings.push(Naming { path: &digest.file.path, image, links: &digest.links });
    }
    for (page, links) in pages.iter().zip(&page_links).filter(|(_, links)| links.iter().any(|l| l.picture)) {
        namings.push(Naming { path: &page.path, image: None, links });
    }
    if namings.is_empty() {
        return Checked::new(Gallery::default(), Vec::new());
    }
    let files: BTreeMap<Arc<str>, StaticFile> = files.iter().map(|f| (Arc::clone(&f.path), f.clone())).collect();
    let named = |naming: &Naming| -> Vec<(String, Span)> {
        let image = naming.image.iter().map(|(image, span)| (image.src.clone(), span.clone()));
        let links = naming.links.iter().filter(|l| l.picture).map(|l| (l.address.clone(), Span::new(naming.path, l.span.clone())));
        image.chain(links).collect()
    };
    let mut wanted: BTreeMap<Arc<str>, Option<Result<Facts, Fault>>> = BTreeMap::new();
    let has = |path: &str| files.get_key_value(path).map(|(path, _)| Arc::clone(path));
    for naming in &namings {
        for (src, _) in named(naming) {
            if let Place::File(path) = resolve(&src, naming.path, &has) {
                wanted.insert(path, None);
            }
        }
    }
    wanted.par_iter_mut().for_each(|(path, facts)| *facts = files.get(path).map(|file| decode::facts(file, memory, cache)));
    let mut diagnostics = Vec::new();
    for naming in &namings {
        for (n, (src, span)) in named(naming).into_iter().enumerate() {
            let instead = if n == 0 && naming.image.is_some() { "a drawn cover takes its place" } else { "its description takes its place" };
            diagnostics.extend(finding(&src, span, &resolve(&src, naming.path, &has), &wanted, instead));
        }
    }
    let mut gallery = Gallery::default();
    for (path, facts) in wanted {
        if let (Some(Ok(facts)), Some(file)) = (facts, files.get(&path)) {
            let name = path.rsplit('/').next().unwrap_or("").rsplit_once('.').map_or("", |(stem, _)| stem);
            let name = Some(slug(name, 40)).filter(|s| !s.is_empty()).unwrap_or_else(|| "picture".to_owned());
            let stem = format!("/pictures/{name}-{}", &blake3::Hash::from_bytes(facts.hash).to_hex()[..8]);
            gallery.by_path.insert(path, gallery.pictures.len());
            gallery.pictures.push(Picture { file: file.clone(), facts, stem });
        }
    }
    Checked::new(gallery, diagnostics)
}

fn finding(src: &str, span: Span, place: &Place, facts: &BTreeMap<Arc<str>, Option<Result<Facts, Fault>>>, instead: &str) -> Option<Diagnostic> {
    const HINT: &str = "put the picture into static/ and write its path, as `/images/NAME.jpg`";
    let path = match place {
        Place::Remote => {
            let message = format!("the picture `{src}` lies on another host, of which a page asks nothing; {instead}");
            return Some(Diagnostic::new(&codes::REMOTE_PICTURE, span, message).hint(HINT));
        }
        Place::Nowhere => {
            let message = format!("the picture `{src}` is not there; {instead}");
            return Some(Diagnostic::new(&codes::BROKEN_PICTURE, span, message).hint(HINT));
        }
        Place::File(path) => path,
    };
    match facts.get(path)?.as_ref()? {
        Err(fault) => {
            let message = format!("the picture `{src}` cannot be shown: {fault}; {instead}");
            Some(Diagnostic::new(&codes::BROKEN_PICTURE, span, message).hint(fault.hint()))
        }
        Ok(facts) if facts.pixels() > LARGE => {
            let message = format!("the picture `{src}` has {} × {} pixels, far more than a page shows", facts.width, facts.height);
            Some(
                Diagnostic::new(&codes::LARGE_PICTURE, span, message)
                    .hint("save it no wider than 2400 pixels: builds are faster, and nobody sees a difference"),
            )
        }
        Ok(_) => None,
    }
}

impl Gallery {
    /// The picture that a text means by this address.
    pub fn find(&self, text: &str, src: &str) -> Option<&Picture> {
        if self.pictures.is_empty() {
            return None;
        }
        let has = |path: &str| self.by_path.get_key_value(path).map(|(path, _)| Arc::clone(path));
        match resolve(src, text, &has) {
            Place::File(path) => self.by_path.get(&path).map(|n| &self.pictures[*n]),
            _ => None,
        }
    }

    /// Every file to be made: its address from the site's root, the number of its picture and its width.
    pub fn files(&self) -> impl Iterator<Item = (String, usize, u32)> {
        self.pictures.iter().enumerate().flat_map(|(n, picture)| picture.facts.widths().into_iter().map(move |width| (picture.address(width), n, width)))
    }

    /// The file that a picture is made from.
    pub fn file(&self, picture: usize) -> &StaticFile {
        &self.pictures[picture].file
    }

    /// One of the files.
    ///
    /// # Errors
    /// The picture cannot be read any more.
    pub fn content(&self, picture: usize, width: u32, cache: &Cache) -> Result<Content, Diagnostic> {
        let picture = &self.pictures[picture];
        if let Kind::AsIs(_) = picture.facts.kind {
            return Ok(match &picture.file.content {
                StaticContent::OnDisk { path, .. } => Content::CopyOf(path.clone()),
                StaticContent::Held(bytes) => Content::Bytes(bytes.to_vec()),
            });
        }
        let key = resize::key(&picture.facts, width);
        if let Some(bytes) = cache.get(&key) {
            return Ok(Content::Bytes(bytes));
        }
        let made = decode::bytes(&picture.file).and_then(|bytes| decode::decode(&bytes)).and_then(|decoded| resize::variant(&decoded, width));
        match made {
            Ok(bytes) => {
                cache.put(&key, &bytes);
                Ok(Content::Bytes(bytes))
            }
            Err(fault) => Err(Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(&picture.file.path), format!("cannot be read: {fault}"))),
        }
    }
}

impl Picture {
    /// All that its addresses and measures follow from.
    pub fn shape(&self) -> (&str, u32, u32, &'static str) {
        (&self.stem, self.facts.width, self.facts.height, self.facts.kind.ending())
    }

    fn address(&self, width: u32) -> String {
        match self.facts.kind {
            Kind::AsIs(end) => format!("{}.{end}", self.stem),
            kind => format!("{}-{width}.{}", self.stem, kind.ending()),
        }
    }

    /// As a page shows it. Where nobody described it, it has no description.
    pub fn view(&self, urls: &Urls, alt: &str, credit: Option<&str>) -> ImageView {
        let widths = self.facts.widths();
        let middle = widths.iter().copied().find(|w| *w >= 800).or(widths.last().copied()).unwrap_or(0);
        let each = widths.iter().map(|w| format!("{} {w}w", urls.link(&self.address(*w))));
        // A drawing that scales has no measures of its own.
        let measures = Some(self.facts.scaled(middle)).filter(|_| !matches!(self.facts.kind, Kind::AsIs("svg")));
        ImageView {
            url: urls.link(&self.address(middle)),
            absolute: urls.absolute(&self.address(middle)),
            srcset: if widths.len() > 1 { each.collect::<Vec<_>>().join(", ") } else { String::new() },
            width: measures.map(|m| m.0),
            height: measures.map(|m| m.1),
            alt: alt.to_owned(),
            credit: credit.map(str::to_owned),
        }
    }

    /// The largest file, for previews elsewhere: its path, media type and measures.
    pub fn largest(&self) -> Option<(String, &'static str, (u32, u32))> {
        let kind = match self.facts.kind {
            Kind::Photo => "image/jpeg",
            Kind::Graphic => "image/png",
            Kind::AsIs(_) => return None,
        };
        let width = self.facts.widths().last().copied()?;
        Some((self.address(width), kind, self.facts.scaled(width)))
    }
}
