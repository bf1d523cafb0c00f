//! A digest as a writer makes it: sections of claims, each with the passages it rests on. It becomes the body of a digest file.

use super::Source;
use crate::text::markdown::escape;
use std::fmt::Write as _;

/// What a writer hands over; [`Draft::body`] is its Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// In reading order. The first has no heading: it is the lead.
    pub sections: Vec<DraftSection>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftSection {
    pub heading: Option<String>,
    pub blocks: Vec<DraftBlock>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftBlock {
    Paragraph(Vec<DraftClaim>),
    /// An optional line before the list, ending in a colon, that is no claim; then one claim an item.
    List {
        lead_in: Option<String>,
        items: Vec<DraftClaim>,
    },
}

/// A sentence of plain text and its evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DraftClaim {
    pub text: String,
    pub citations: Vec<DraftCitation>,
}

/// A passage of a source, word for word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DraftCitation {
    pub source: u32,
    /// Parts of the article's plain text, in its order; more than one where there are gaps.
    pub passage: Vec<String>,
    /// The source's address with a text fragment; `None` where no address is known.
    pub link: Option<String>,
}

impl Draft {
    /// The body as Markdown: claims with `[^1a]`, and the definitions below, by source and letter.
    #[must_use]
    pub fn body(&self, sources: &[Source]) -> String {
        let mut notes = Labels::default();
        let mut out = String::new();
        for section in &self.sections {
            if let Some(heading) = &section.heading {
                let _ = write!(out, "## {}\n\n", escape(heading));
            }
            for block in &section.blocks {
                match block {
                    DraftBlock::Paragraph(claims) => {
                        let sentences: Vec<_> = claims.iter().map(|c| notes.cite(c)).collect();
                        let _ = write!(out, "{}\n\n", sentences.join(" "));
                    }
                    DraftBlock::List { lead_in, items } => {
                        if let Some(lead_in) = lead_in {
                            let _ = write!(out, "{}\n\n", escape(lead_in));
                        }
                        for item in items {
                            let _ = writeln!(out, "- {}", notes.cite(item));
                        }
                        out.push('\n');
                    }
                }
            }
        }
        notes.write(sources, &mut out);
        out.truncate(out.trim_end().len());
        out
    }

    pub fn claims(&self) -> impl Iterator<Item = &DraftClaim> {
        self.sections.iter().flat_map(|s| &s.blocks).flat_map(|b| match b {
            DraftBlock::Paragraph(claims) => claims,
            DraftBlock::List { items, .. } => items,
        })
    }
}

/// The passages cited so far and their labels. One passage cited twice keeps one label.
#[derive(Default)]
struct Labels {
    seen: Vec<(String, DraftCitation)>,
}

impl Labels {
    fn cite(&mut self, claim: &DraftClaim) -> String {
        let mut out = escape(&claim.text);
        for citation in &claim.citations {
            let _ = write!(out, "[^{}]", self.label(citation));
        }
        out
    }

    fn label(&mut self, citation: &DraftCitation) -> String {
        if let Some((label, _)) = self.seen.iter().find(|(_, c)| c.source == citation.source && c.passage == citation.passage) {
            return label.clone();
        }
        let nth = self.seen.iter().filter(|(_, c)| c.source == citation.source).count();
        let label = format!("{}{}", citation.source, letters(nth));
        self.seen.push((label.clone(), citation.clone()));
        label
    }

    fn write(&self, sources: &[Source], out: &mut String) {
        let mut seen: Vec<_> = self.seen.iter().enumerate().collect();
        seen.sort_by_key(|(at, (_, c))| (c.source, *at));
        for (_, (label, citation)) in seen {
            // Without a link the first “ opens the passage, so the name must have none.
            let name = sources.iter().find(|s| s.id == citation.source).map_or("", Source::name).replace(['“', '”'], "\"");
            let publisher = match &citation.link {
                Some(link) => format!("[{}]({})", escape(&name), destination(link)),
                None => escape(&name),
            };
            let parts: Vec<_> = citation.passage.iter().map(|p| escape(p)).collect();
            let _ = writeln!(out, "[^{label}]: {publisher}: “{}”", parts.join(" […] "));
        }
    }
}

/// a … z, aa, ab … : the letters of the nth passage of a source, from 0.
#[must_use]
pub fn letters(nth: usize) -> String {
    let mut n = nth + 1;
    let mut out = Vec::new();
    while n > 0 {
        n -= 1;
        out.push(char::from(b'a' + u8::try_from(n % 26).unwrap_or(0)));
        n /= 26;
    }
    out.iter().rev().collect()
}

/// An address as a Markdown link destination: parentheses, spaces and angle brackets percent-encoded.
fn destination(link: &str) -> String {
    let mut out = String::with_capacity(link.len());
    for c in link.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            ' ' => out.push_str("%20"),
            '\\' => out.push_str("%5C"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_run_on_after_z() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letters), ["a", "z", "aa", "ab", "zz", "aaa"]);
    }
}
