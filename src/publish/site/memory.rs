//! What earlier plans of one site were made from, so that the next one is made anew only where it is made from something else.
//!
//! Each part of a plan is kept beside all that it depends on: lists and addresses beside how the stories stand ([`CheckedDigest::stands_like`]), pictures beside
//! what names them, links that lead nowhere beside the addresses that they were looked for in. A part of which anything was wrong is not kept, since findings
//! have places in files, and places move. An empty memory is always right.

use super::catalogue::Catalogue;
use super::pictures::{Gallery, PictureMemory};
use super::register::Addresses;
use super::related::Neighbourhood;
use super::{CheckedDigest, Input, Site, StaticContent, StaticFile};
use crate::config::Topic;
use crate::diag::Diagnostic;
use crate::types::{PageFile, Takedowns};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Kept while one program runs.
#[derive(Debug, Default)]
pub struct SiteMemory {
    /// Pictures looked at before.
    pub(super) pictures: PictureMemory,
    /// Which stories are near to which.
    pub(super) neighbourhood: Neighbourhood,
    pub(super) last: Mutex<Option<Past>>,
}

/// The parts of the last plan.
#[derive(Debug)]
pub(super) struct Past {
    digests: Vec<Arc<CheckedDigest>>,
    topics: Vec<Topic>,
    pages: Vec<Arc<PageFile>>,
    files: Vec<StaticFile>,
    frame: Frame,
    catalogue: Option<Catalogue>,
    gallery: Arc<Gallery>,
    /// Whether nothing was found wrong with any picture.
    has_good_pictures: bool,
    addresses: Option<Arc<Addresses>>,
    lost: Lost,
}

/// Findings of stories by their numbers in the catalogue.
pub(super) type Lost = BTreeMap<usize, Vec<Diagnostic>>;

/// What addresses depend on beside stories, texts and pictures.
#[derive(Debug, Default, PartialEq)]
struct Frame {
    search: bool,
    cards: bool,
    statics: Vec<(String, Arc<str>)>,
    assets: Vec<(String, String)>,
    takedowns: Takedowns,
}

impl Frame {
    fn of(input: &Input) -> Self {
        Self {
            search: input.config.search,
            cards: input.config.cards,
            statics: input.statics.iter().map(|s| (s.address.clone(), Arc::clone(&s.path))).collect(),
            assets: input.theme.assets().iter().map(|a| (a.address.clone(), a.name.clone())).collect(),
            takedowns: input.takedowns.clone(),
        }
    }
}

/// The parts of the last plan that hold for this one as well.
#[derive(Debug, Default)]
pub(super) struct Standing {
    pub catalogue: Option<Catalogue>,
    pub gallery: Option<Arc<Gallery>>,
    /// With the pictures that they were given to.
    addresses: Option<(Arc<Addresses>, Arc<Gallery>)>,
    /// What is known of links as long as the addresses stay, and the numbers of the stories whose links have to be looked at again.
    lost: Lost,
    changed: Vec<usize>,
    frame: Frame,
}

impl Standing {
    pub fn of(past: Option<Past>, input: &Input, files: &[StaticFile]) -> Self {
        let mut standing = Self { frame: Frame::of(input), ..Self::default() };
        let Some(mut past) = past.filter(|past| past.digests.len() == input.digests.len()) else { return standing };
        let pairs = || past.digests.iter().zip(&input.digests).enumerate().filter(|(_, (a, b))| !Arc::ptr_eq(a, b));
        let same_pages = past.pages == input.pages;
        if same_pages && past.files == files && files.iter().all(is_steady) && pairs().all(|(_, (a, b))| a.shows_like(b)) {
            standing.gallery = past.has_good_pictures.then(|| Arc::clone(&past.gallery));
        }
        let stands = past.topics == input.config.topics && pairs().all(|(_, (a, b))| a.stands_like(b));
        if let Some(catalogue) = past.catalogue.take().filter(|_| stands) {
            let numbered: Vec<_> = pairs().map(|(came, (_, digest))| (catalogue.number(came), Arc::clone(digest))).collect();
            standing.changed = numbered.iter().map(|(n, _)| *n).collect();
            standing.catalogue = Some(catalogue.with(numbered));
            if same_pages && past.frame == standing.frame {
                standing.addresses = past.addresses.take().map(|addresses| (addresses, past.gallery));
                standing.lost = past.lost;
            }
        }
        standing
    }

    /// The addresses, if they hold with these pictures, with what is known of links, and the numbers of the stories whose links have to be looked at again.
    pub fn addresses(&mut self, gallery: &Arc<Gallery>) -> Option<(Arc<Addresses>, Lost, Vec<usize>)> {
        let (addresses, shown) = self.addresses.take()?;
        let holds = Arc::ptr_eq(&shown, gallery) || shown.files().eq(gallery.files());
        holds.then(|| (addresses, std::mem::take(&mut self.lost), std::mem::take(&mut self.changed)))
    }
}

/// Whether another file at this path would be known by its look.
fn is_steady(file: &StaticFile) -> bool {
    !matches!(file.content, StaticContent::OnDisk { modified: None, .. })
}

/// Whether nothing was found wrong with a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Good {
    pub catalogue: bool,
    pub gallery: bool,
    pub addresses: bool,
}

impl Past {
    /// What the plan after `site` may take from it.
    pub fn of(site: &Site, standing: Standing, digests: Vec<Arc<CheckedDigest>>, files: Vec<StaticFile>, lost: Lost, good: Good) -> Self {
        Self {
            digests,
            topics: site.config.topics.clone(),
            pages: site.pages.clone(),
            files,
            frame: standing.frame,
            catalogue: good.catalogue.then(|| site.catalogue.clone()),
            gallery: Arc::clone(&site.gallery),
            has_good_pictures: good.gallery,
            addresses: good.addresses.then(|| Arc::clone(&site.addresses)),
            lost,
        }
    }
}
