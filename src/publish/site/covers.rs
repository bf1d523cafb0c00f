//! Covers for stories without a photograph: the story itself, drawn.
//!
//! On the left edge the sources, each as tall as the part of the citations that go to it; on the right edge the claims in reading order, each as tall as
//! its words are many; a ribbon for every claim and source that it rests on. So a story of one voice is a fan, one of many voices a weave, and no two
//! are alike. The claim that the most origins support carries the signal colour. Colours are classes of the style sheet, so that a cover follows
//! light, dark and print; it fills any frame, because nothing in it has a shape that stretching could spoil.

use super::catalogue::Story;
use crate::text::words;
use crate::types::digest::origins;
use crate::types::{Claim, OpenDigest};
use std::fmt::Write as _;

/// Units of the drawing; whole numbers keep pages small.
pub(super) const WIDTH: usize = 200;
pub(super) const HEIGHT: usize = 100;
/// So many claims are drawn; of a longer story the first.
const CLAIMS: usize = 18;
/// The empty part between two bands of an edge.
const GAP: usize = 2;

/// A claim as the drawing sees it.
#[derive(Clone, Debug)]
struct Strand {
    /// How tall it is beside the others.
    weight: usize,
    /// Places of its sources in the list of sources, once each.
    sources: Vec<usize>,
    origins: usize,
}

/// All shapes of one colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layer {
    /// The number of its colour: 0 is the ground, 4 the signal.
    pub colour: usize,
    /// SVG path data, in a box of [`WIDTH`] × [`HEIGHT`] that may be stretched.
    pub outline: String,
}

/// What a cover is made of, from the ground up. `file` is the story's, laid out.
pub(super) fn layers(story: &Story, file: &OpenDigest) -> Vec<Layer> {
    let strands: Vec<Strand> = file.body.claims.iter().filter_map(|claim| strand(file, claim)).take(CLAIMS).collect();
    drawn(&strands, file.digest.sources.len().max(1), &story.path)
}

/// An inline SVG without text.
pub(super) fn draw(story: &Story, file: &OpenDigest) -> String {
    svg(&layers(story, file))
}

fn svg(layers: &[Layer]) -> String {
    let mut out = format!("<svg class=\"cover\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">");
    for Layer { colour, outline } in layers {
        let _ = write!(out, "<path class=\"c{colour}\" d=\"{outline}\"/>");
    }
    out.push_str("</svg>");
    out
}

fn strand(file: &OpenDigest, claim: &Claim) -> Option<Strand> {
    let mut ids: Vec<u32> = claim.citations.iter().map(|c| c.source).collect();
    ids.sort_unstable();
    ids.dedup();
    let sources: Vec<usize> = ids.iter().filter_map(|id| file.digest.sources.iter().position(|s| s.id == *id)).collect();
    let origins = origins(ids.iter().filter_map(|id| file.source(*id)));
    (!sources.is_empty()).then(|| Strand { weight: words::count(&claim.text).clamp(6, 40), sources, origins })
}

/// A part of an edge: where it begins, and how tall it is.
type Band = (usize, usize);

fn drawn(strands: &[Strand], sources: usize, address: &str) -> Vec<Layer> {
    let own = blake3::hash(address.as_bytes());
    let own = own.as_bytes();
    let ground = Layer { colour: 0, outline: format!("M0 0h{WIDTH}v{HEIGHT}H0z") };
    if strands.is_empty() {
        // A story that cites nothing is a blank sheet with a rule on it, at a height of its own.
        return vec![ground, Layer { colour: 4, outline: format!("M0 {}h{WIDTH}v1H0z", 20 + usize::from(own[0]) % 60) }];
    }
    // The left edge. One source alone does not fill it: it is a point that the story fans out from.
    let mut cited = vec![0; sources];
    for strand in strands {
        for source in &strand.sources {
            cited[*source] += strand.weight;
        }
    }
    let voices = cited.iter().filter(|c| **c > 0).count();
    let tall = HEIGHT * (2 + voices).min(6) / 7;
    let from = (HEIGHT - tall) * (1 + usize::from(own[1]) % 3) / 4;
    let left = bands(&cited, from, tall);
    let right = bands(&strands.iter().map(|s| s.weight).collect::<Vec<_>>(), 4, HEIGHT - 8);
    let best = strands.iter().map(|s| s.origins).max().unwrap_or(0);
    let lit = strands.iter().position(|s| s.origins == best);
    // Each source takes the next tone; where the tones begin is the story's own.
    let tone = |source: usize| 1 + (source + usize::from(own[2])) % 3;
    let mut taken = vec![0; sources];
    let mut layers = [String::new(), String::new(), String::new(), String::new()];
    for (at, strand) in strands.iter().enumerate() {
        let (mut end, all) = right[at];
        for (n, source) in strand.sources.iter().enumerate() {
            let height = all * (n + 1) / strand.sources.len() - all * n / strand.sources.len();
            let (start, whole) = left[*source];
            let (before, after) = (taken[*source], taken[*source] + strand.weight);
            taken[*source] = after;
            let share = |part: usize| (start + whole * part / cited[*source].max(1), start);
            let (top, bottom) = (share(before).0, share(after).0.max(share(before).0 + 1));
            let layer = if lit == Some(at) { 3 } else { tone(*source) - 1 };
            ribbon(&mut layers[layer], (top, bottom), (end, end + height.max(1)), 60 + usize::from(own[3 + *source % 24]) % 70);
            end += height;
        }
    }
    let coloured = layers.into_iter().enumerate().filter(|(_, outline)| !outline.is_empty());
    std::iter::once(ground).chain(coloured.map(|(n, outline)| Layer { colour: n + 1, outline })).collect()
}

/// Divides an edge among weights, with gaps between those that are drawn.
fn bands(weights: &[usize], from: usize, tall: usize) -> Vec<Band> {
    let drawn = weights.iter().filter(|w| **w > 0).count().max(1);
    let gap = if drawn * GAP * 2 > tall { 0 } else { GAP };
    let room = tall - gap * (drawn - 1);
    let whole = weights.iter().sum::<usize>().max(1);
    let (mut sum, mut before) = (0, 0);
    let mut out = Vec::with_capacity(weights.len());
    for weight in weights {
        let (start, end) = (room * sum / whole, room * (sum + weight) / whole);
        out.push((from + start + before * gap, end - start));
        sum += weight;
        before += usize::from(*weight > 0);
    }
    out
}

/// A band that leaves the left edge level, and meets the right edge level. `bend` is where it turns.
fn ribbon(out: &mut String, (a, b): (usize, usize), (c, d): (usize, usize), bend: usize) {
    let _ = write!(out, "M0 {a}C{bend} {a} {bend} {c} {WIDTH} {c}V{d}C{bend} {d} {bend} {b} 0 {b}z");
}

#[cfg(test)]
mod tests {
    use super::{CLAIMS, Strand, drawn};

    fn story(shape: &[&[usize]]) -> Vec<Strand> {
        shape.iter().enumerate().map(|(n, s)| Strand { weight: 6 + n % 9, sources: s.to_vec(), origins: s.len() }).collect()
    }

    fn svg(strands: &[Strand], sources: usize, address: &str) -> String {
        super::svg(&drawn(strands, sources, address))
    }

    #[test]
    fn a_cover_is_the_same_every_time_and_another_for_another_story() {
        let woven = story(&[&[0], &[0, 1], &[2], &[1]]);
        assert_eq!(svg(&woven, 3, "/story/a/"), svg(&woven, 3, "/story/a/"));
        assert_ne!(svg(&woven, 3, "/story/a/"), svg(&woven, 3, "/story/b/"));
        assert_ne!(svg(&woven, 3, "/story/a/"), svg(&story(&[&[0], &[0, 1]]), 3, "/story/a/"));
    }

    #[test]
    fn the_signal_colour_is_the_claim_that_the_most_origins_support() {
        let cover = svg(&story(&[&[0], &[0, 1], &[2]]), 3, "/story/a/");
        let lit = cover.split("class=\"c4\" d=\"").nth(1).map(|rest| rest.split('"').next().unwrap_or("").matches('z').count());
        assert_eq!(lit, Some(2), "a ribbon for each of its two sources: {cover}");
    }

    #[test]
    fn a_cover_is_small_whatever_the_story() {
        let long: Vec<Strand> = (0..CLAIMS).map(|n| Strand { weight: 40, sources: vec![n % 7, 7 + n % 3], origins: 2 }).collect();
        assert!(svg(&long, 80, "/").len() < 4000);
        assert!(svg(&[], 1, "/").contains("class=\"c4\""));
        assert!(svg(&story(&[&[0]]), 1, "/").len() < 500);
    }
}
