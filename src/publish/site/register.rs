//! Addresses as they are given, one after the other; finds what two things claim.

use super::catalogue::Story;
use super::urls::file;
use super::{Place, Site};
use crate::diag::{Checked, Diagnostic, Span, codes};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What stands at which address, in the order of the addresses.
#[derive(Debug, Default)]
pub(super) struct Addresses(Vec<(String, Place)>);

impl Addresses {
    pub fn get(&self, address: &str) -> Option<&Place> {
        self.0.binary_search_by(|(a, _)| a.as_str().cmp(address)).ok().map(|at| &self.0[at].1)
    }

    pub fn contains_key(&self, address: &str) -> bool {
        self.get(address).is_some()
    }

    pub fn iter(&self) -> <&Addresses as IntoIterator>::IntoIter {
        self.into_iter()
    }

    /// All addresses.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(address, _)| address)
    }
}

impl<'a> IntoIterator for &'a Addresses {
    type Item = (&'a String, &'a Place);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (String, Place)>, fn(&'a (String, Place)) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(address, place)| (address, place))
    }
}

/// What claims an address: said in words only where two do.
#[derive(Clone, Debug)]
pub(super) enum Claimant {
    Said(String),
    Fixed(&'static str),
    Topic(usize),
    Publisher(usize),
    Digest(usize),
    ClaimsOf(usize),
    CardOf(usize),
}

impl From<&str> for Claimant {
    fn from(what: &str) -> Self {
        Claimant::Said(what.to_owned())
    }
}

impl From<&String> for Claimant {
    fn from(what: &String) -> Self {
        Claimant::Said(what.clone())
    }
}

/// Addresses being given. Two that differ only in case are one on many disks.
pub(super) struct Register<'a> {
    site: &'a Site,
    taken: Vec<(String, Place)>,
    /// By the address in lower case: its place in `taken`, what claims it, and where that is decided if the claimant does not know.
    claims: HashMap<String, (usize, Claimant, Option<Span>)>,
    /// By their paths, the numbers of stories that had other addresses before.
    moved: HashMap<&'a str, Vec<usize>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Register<'a> {
    pub(super) fn new(site: &'a Site) -> Self {
        let expected = site.catalogue.stories.len() * 3 + 64;
        let mut moved: HashMap<&str, Vec<usize>> = HashMap::new();
        for (n, story) in site.catalogue.stories.iter().enumerate().filter(|(_, s)| !s.file.digest.aliases.is_empty()) {
            moved.entry(&story.path).or_default().push(n);
        }
        Self { site, taken: Vec::with_capacity(expected), claims: HashMap::with_capacity(expected), moved, diagnostics: Vec::new() }
    }

    /// `what` says in a sentence what the address is for, `place` where an editor can change it. Gives whether the address was free.
    pub(super) fn claim(&mut self, path: &str, page: Place, what: impl Into<Claimant>, place: Option<Span>) -> bool {
        let (address, what) = (file(path), what.into());
        let entry = match self.claims.entry(lower(&address)) {
            Entry::Vacant(free) => {
                free.insert((self.taken.len(), what, place));
                self.taken.push((address, page));
                return true;
            }
            Entry::Occupied(taken) => taken.get().clone(),
        };
        let (first_at, first, first_place) = entry;
        let first_address = &self.taken[first_at].0;
        let (place, first_place) = (place.or_else(|| self.decided(&what)), first_place.or_else(|| self.decided(&first)));
        let (what, first) = (self.said(&what), self.said(&first));
        let message = if *first_address == address {
            format!("{what} and {first} would both stand at /{}", shown(&address))
        } else {
            format!("{what} at /{} and {first} at /{} differ only in case, which many disks do not tell apart", shown(&address), shown(first_address))
        };
        let mut d = match place.or_else(|| first_place.clone()) {
            Some(place) => Diagnostic::new(&codes::DUPLICATE_ADDRESS, place, message),
            None => Diagnostic::homeless(&codes::DUPLICATE_ADDRESS, message),
        };
        if let Some(first_place) = first_place {
            d = d.label(first_place, format!("{first} is decided here"));
        }
        self.diagnostics.push(d.hint("rename one of the two, or give it another `slug`"));
        false
    }

    /// Stories at this path that had other addresses before.
    pub(super) fn moved(&self, path: &str) -> impl Iterator<Item = &'a Story> + use<'a> {
        let (stories, numbers) = (&self.site.catalogue.stories, self.moved.get(path).cloned().unwrap_or_default());
        numbers.into_iter().map(|n| &stories[n])
    }

    /// Whether something stands at this path already.
    pub(super) fn is_taken(&self, path: &str) -> bool {
        self.claims.contains_key(&lower(&file(path)))
    }

    /// What stands at the addresses given so far, in the order in which they were.
    pub(super) fn places(&self) -> impl Iterator<Item = &Place> {
        self.taken.iter().map(|(_, place)| place)
    }

    fn said(&self, claimant: &Claimant) -> String {
        let catalogue = &self.site.catalogue;
        match claimant {
            Claimant::Said(what) => what.clone(),
            Claimant::Fixed(what) => (*what).to_owned(),
            Claimant::Topic(t) => format!("the topic `{}`", catalogue.topics[*t].name),
            Claimant::Publisher(p) => format!("the publisher `{}`", catalogue.publishers[*p].name),
            Claimant::Digest(n) => format!("the digest {}", catalogue.stories[*n].file.path),
            Claimant::ClaimsOf(n) => format!("the claims of {}", catalogue.stories[*n].file.path),
            Claimant::CardOf(n) => format!("the card of {}", catalogue.stories[*n].file.path),
        }
    }

    fn decided(&self, claimant: &Claimant) -> Option<Span> {
        let Claimant::Digest(n) = claimant else { return None };
        let file = &self.site.catalogue.stories[*n].file;
        Some(if file.digest.slug.is_some() { file.span("slug") } else { file.at(&(0..0)) })
    }

    /// A file cannot stand where another address needs a folder: `story` in static/, and `/story/a/`.
    fn find_files_in_the_way(&mut self) {
        let mut found = Vec::new();
        let mut looked_at = "";
        for (address, _) in &self.taken {
            let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
            // Neighbours lie in one folder, or in folders that share the most of their paths.
            if folder == looked_at {
                continue;
            }
            let shared = folder.bytes().zip(looked_at.bytes()).take_while(|(a, b)| a == b).count();
            let is_new = |at: usize| at > shared || (at == shared && looked_at.len() > shared);
            let new: Vec<usize> = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]).filter(|at| is_new(*at)).collect();
            looked_at = folder;
            for at in new {
                let Some((_, file, file_place)) = self.claims.get(&lower(&folder[..at])) else { continue };
                let Some((_, page, place)) = self.claims.get(&lower(address)) else { continue };
                let message = format!(
                    "{} at /{} and {} at /{} cannot both be there: a name is a file or a folder",
                    self.said(file),
                    shown(&folder[..at]),
                    self.said(page),
                    shown(address)
                );
                let decided = |given: &Option<Span>, claimant| given.clone().or_else(|| self.decided(claimant));
                let d = match decided(file_place, file).or_else(|| decided(place, page)) {
                    Some(place) => Diagnostic::new(&codes::DUPLICATE_ADDRESS, place, message),
                    None => Diagnostic::homeless(&codes::DUPLICATE_ADDRESS, message),
                };
                found.push(d.hint("rename one of the two, or give it another `slug`"));
            }
        }
        self.diagnostics.extend(found);
    }

    pub(super) fn finish(mut self) -> Checked<Addresses> {
        self.taken.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        self.find_files_in_the_way();
        Checked::new(Addresses(self.taken), self.diagnostics)
    }
}

/// Almost all addresses are in lower case already.
fn lower(address: &str) -> String {
    if address.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) { address.to_owned() } else { address.to_lowercase() }
}

fn shown(address: &str) -> &str {
    address.strip_suffix("index.html").unwrap_or(address)
}
