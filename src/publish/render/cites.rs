//! The numbers behind a claim: neighbouring references to one source are one number, solid where two origins support the claim.

use super::{Place, Style, escape};
use crate::types::digest::origins;
use crate::types::{Citation, Claim, Note, OpenDigest, Source};
use std::fmt::Write as _;

/// References that stand side by side.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Index of the claim that they belong to.
    pub claim: Option<usize>,
    /// Labels by source, in order of first mention.
    sources: Vec<(u32, Vec<String>)>,
    synthesis: bool,
}

impl Group {
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty() && !self.synthesis
    }

    pub fn add(&mut self, citation: Citation) {
        match self.sources.iter_mut().find(|(id, _)| *id == citation.source) {
            Some((_, labels)) => {
                if !labels.contains(&citation.label) {
                    labels.push(citation.label);
                }
            }
            None => self.sources.push((citation.source, vec![citation.label])),
        }
    }

    pub fn add_synthesis(&mut self) {
        self.synthesis = true;
    }

    /// Writes the numbers. `origins`: how many different texts the claim rests on.
    pub fn write(&self, out: &mut String, file: &OpenDigest, origins: usize, style: &Style) {
        let claim = self.claim.and_then(|n| Some((n + 1, file.body.claims.get(n)?)));
        if style.place == Place::Page && !self.sources.is_empty() {
            // The word joiner keeps the first number on the line of the word that it stands behind.
            out.push_str("<span class=\"cites\">\u{2060}");
        }
        let mut sources: Vec<_> = self.sources.iter().collect();
        sources.sort_by_key(|(id, _)| *id);
        for (id, labels) in sources {
            let source = file.source(*id);
            let note = labels.iter().find_map(|l| file.note(l));
            let href = href(*id, source, note, style);
            if style.place != Place::Page {
                let _ = write!(out, "<sup>[<a href=\"{}\">{id}</a>]</sup>", escape(&href));
                continue;
            }
            let locale = style.locale;
            let name = source.map_or(locale.text("cite_unlisted"), Source::name);
            let mut said = locale.say("cite", &[("source", &id.to_string()), ("publisher", name)]);
            if let Some((n, _)) = claim {
                said.push_str(&locale.say("cite_for", &[("number", &n.to_string())]));
            }
            if origins > 0 {
                said.push_str(&locale.count("cite_origins", origins, &[]));
            }
            let class = if origins > 1 { "cite many" } else { "cite" };
            let _ = write!(
                out,
                "<a class=\"{class}\" role=\"doc-noteref\" href=\"{}\" data-notes=\"{}\" aria-label=\"{}\"><span>{id}</span></a>",
                escape(&href),
                labels.iter().map(|l| of_claim(l, *id, claim.map(|(n, _)| n))).collect::<Vec<_>>().join(" "),
                escape(&said),
            );
        }
        if style.place == Place::Page && !self.sources.is_empty() {
            out.push_str("</span>");
        }
        if self.synthesis {
            let number = claim.map_or(String::new(), |(n, _)| n.to_string());
            let (word, name) = (escape(style.locale.text("synthesis")), escape(&style.locale.say("synthesis_of", &[("number", &number)])));
            let _ = match style.place {
                Place::Feed | Place::Mail => write!(out, "<sup>[{word}]</sup>"),
                Place::Page => write!(out, "<a class=\"synthesis\" href=\"#made\" aria-label=\"{name}\">{word}</a>"),
            };
        }
    }
}

/// The label of a passage that the program found for a claim which cites a source as a whole.
#[must_use]
pub fn found_label(source: u32, claim: usize) -> String {
    format!("{source}-claim-{claim}")
}

/// A label as the Sources list has it: of a source as a whole, that of the passage found for the claim.
fn of_claim(label: &str, source: u32, claim: Option<usize>) -> String {
    match claim {
        Some(n) if !label.ends_with(|c: char| c.is_ascii_lowercase()) => found_label(source, n),
        _ => label.to_owned(),
    }
}

/// How many different texts a claim rests on.
pub(super) fn supporting_origins(file: &OpenDigest, claim: &Claim) -> usize {
    let mut ids: Vec<u32> = claim.citations.iter().map(|c| c.source).collect();
    ids.sort_unstable();
    ids.dedup();
    origins(ids.iter().filter_map(|id| file.source(*id)))
}

/// The passage in the original, else the source's address, else its entry in the Sources list.
fn href(id: u32, source: Option<&Source>, note: Option<&Note>, style: &Style) -> String {
    let linked = note.and_then(|n| n.link.as_deref()).or_else(|| source.and_then(Source::address));
    linked.and_then(|l| style.links.href(l)).unwrap_or_else(|| match style.place {
        Place::Mail => format!("{}{}#source-{id}", style.links.base, style.links.page),
        Place::Page | Place::Feed => format!("#{}source-{id}", style.prefix),
    })
}
