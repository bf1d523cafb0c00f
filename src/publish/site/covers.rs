//! Covers for stories without a photograph: geometry drawn from the topic and the address, the same on every machine.
//!
//! A grid of tiles; the topic decides which few shapes are used, the address how they lie. Colours are classes of the style sheet, so that a cover
//! follows light, dark and print.

use std::fmt::Write as _;

pub(super) const COLUMNS: usize = 8;
const ROWS: usize = 4;

/// All shapes of one colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layer {
    /// The number of its colour: 0 is the ground, 4 the signal.
    pub colour: usize,
    /// SVG path data. A tile is one unit wide.
    pub outline: String,
}

/// What a cover is made of, from the ground up. The last layer is the one tile in the signal colour.
pub(super) fn layers(topic: &str, address: &str) -> Vec<Layer> {
    let family = blake3::hash(topic.as_bytes());
    let own = blake3::hash(address.as_bytes());
    let mut bytes = own.as_bytes().iter().chain(family.as_bytes()).copied().cycle();
    let shapes = [family.as_bytes()[0] % 6, family.as_bytes()[1] % 6, family.as_bytes()[2] % 6];
    // One tile carries the signal colour.
    let signal = own.as_bytes()[31] as usize % (COLUMNS * ROWS);
    let mut layers = [String::new(), String::new(), String::new()];
    let mut lit = String::new();
    for tile in 0..COLUMNS * ROWS {
        let (x, y) = (tile % COLUMNS, tile / COLUMNS);
        let (a, b) = (bytes.next().unwrap_or(0), bytes.next().unwrap_or(0));
        if tile == signal {
            shape(&mut lit, shapes[a as usize % shapes.len()], a >> 4, x, y);
        } else if b % 8 < 7 {
            shape(&mut layers[b as usize % layers.len()], shapes[a as usize % shapes.len()], a >> 4, x, y);
        }
    }
    let ground = format!("M0 0h{COLUMNS}v{ROWS}H0z");
    let all = [ground].into_iter().chain(layers).chain([lit]).enumerate();
    all.filter(|(_, outline)| !outline.is_empty()).map(|(colour, outline)| Layer { colour, outline }).collect()
}

/// The column of the tile in the signal colour.
pub(super) fn lit_column(layers: &[Layer]) -> usize {
    let lit = layers.last().map_or("", |l| l.outline.as_str());
    lit.trim_start_matches('M').chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// An inline SVG of 8 × 4 tiles, without text.
pub(super) fn draw(topic: &str, address: &str) -> String {
    let mut out =
        format!("<svg class=\"cover\" viewBox=\"0 0 {COLUMNS} {ROWS}\" preserveAspectRatio=\"xMidYMin slice\" aria-hidden=\"true\" focusable=\"false\">");
    for Layer { colour, outline } in layers(topic, address) {
        let _ = write!(out, "<path class=\"c{colour}\" d=\"{outline}\"/>");
    }
    out.push_str("</svg>");
    out
}

/// One shape in the tile whose corner is (x, y), turned by quarters. A tile is one unit wide: short numbers keep pages small.
fn shape(out: &mut String, kind: u8, turn: u8, x: usize, y: usize) {
    // X and Y are the tile's left and top, R and B its right and bottom.
    let path = match (kind, turn % 4) {
        // A quarter of a disc.
        (0, 0) => "MX Yh1a1 1 0 0 1-1 1z",
        (0, 1) => "MR Yv1a1 1 0 0 1-1-1z",
        (0, 2) => "MR Bh-1a1 1 0 0 1 1-1z",
        (0, _) => "MX Bv-1a1 1 0 0 1 1 1z",
        // Half of a square, along the diagonal.
        (1, 0) => "MX Yh1l-1 1z",
        (1, 1) => "MX Yh1v1z",
        (1, 2) => "MR Yv1h-1z",
        (1, _) => "MX Yv1h1z",
        // Bars, like lines of type.
        (2, t) if t % 2 == 0 => "MX Y.1h1v.12h-1zm0 .24h1v.12h-1zm0 .24h1v.12h-1zm0 .24h1v.12h-1z",
        (2, _) => "MX.1 Yh.12v1h-.12zm.24 0h.12v1h-.12zm.24 0h.12v1h-.12zm.24 0h.12v1h-.12z",
        // A disc, as wide as the tile or half as wide.
        (3, t) if t % 2 == 0 => "MX Y.5a.5.5 0 1 1 1 0a.5.5 0 1 1-1 0z",
        (3, _) => "MX.25 Y.5a.25.25 0 1 1 .5 0a.25.25 0 1 1-.5 0z",
        // Four dots, like a halftone.
        (4, _) => {
            "MX.1 Y.3a.13.13 0 1 1 .26 0a.13.13 0 1 1-.26 0zMX.6 Y.3a.13.13 0 1 1 .26 0a.13.13 0 1 1-.26 0zMX.1 Y.8a.13.13 0 1 1 .26 0a.13.13 0 1 1-.26 0zMX.6 Y.8a.13.13 0 1 1 .26 0a.13.13 0 1 1-.26 0z"
        }
        // A half of the tile.
        (_, 0) => "MX Yh1v.5h-1z",
        (_, 1) => "MX Y.5h1v.5h-1z",
        (_, 2) => "MX Yh.5v1h-.5z",
        (_, _) => "MX.5 Yh.5v1h-.5z",
    };
    let digit = |n: usize| char::from(b'0' + n as u8);
    out.extend(path.chars().map(|c| match c {
        'X' => digit(x),
        'Y' => digit(y),
        'R' => digit(x + 1),
        'B' => digit(y + 1),
        other => other,
    }));
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn a_cover_is_the_same_every_time_and_another_for_another_story() {
        assert_eq!(draw("chips", "/story/a/"), draw("chips", "/story/a/"));
        assert_ne!(draw("chips", "/story/a/"), draw("chips", "/story/b/"));
        assert!(draw("", "/").len() < 4000);
    }
}
