//! Covers for stories without a photograph: geometry drawn from the topic and the address, the same on every machine.
//!
//! A grid of tiles; the topic decides which few shapes are used, the address how they lie. Colours are classes of the style sheet, so that a cover
//! follows light, dark and print.

use std::fmt::Write as _;

const COLUMNS: usize = 8;
const ROWS: usize = 4;
/// Side of a tile in units of the drawing.
const SIDE: usize = 50;

/// An inline SVG of 8 × 4 tiles, without text.
pub(super) fn draw(topic: &str, address: &str) -> String {
    let family = blake3::hash(topic.as_bytes());
    let own = blake3::hash(address.as_bytes());
    let mut bytes = own.as_bytes().iter().chain(family.as_bytes()).copied().cycle();
    let shapes = [family.as_bytes()[0] % 6, family.as_bytes()[1] % 6, family.as_bytes()[2] % 6];
    let (width, height) = (COLUMNS * SIDE, ROWS * SIDE);
    // One tile carries the signal colour.
    let signal = own.as_bytes()[31] as usize % (COLUMNS * ROWS);
    let mut layers = [String::new(), String::new(), String::new()];
    let mut lit = String::new();
    for tile in 0..COLUMNS * ROWS {
        let (x, y) = (tile % COLUMNS * SIDE, tile / COLUMNS * SIDE);
        let (a, b) = (bytes.next().unwrap_or(0), bytes.next().unwrap_or(0));
        let path = shape(shapes[a as usize % shapes.len()], a >> 4, x, y);
        if tile == signal {
            lit = path;
        } else if b % 8 < 6 {
            layers[b as usize % layers.len()].push_str(&path);
        }
    }
    let mut out =
        format!("<svg class=\"cover\" viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"xMidYMid slice\" aria-hidden=\"true\" focusable=\"false\">");
    let _ = write!(out, "<path class=\"c0\" d=\"M0 0h{width}v{height}H0z\"/>");
    for (n, layer) in layers.iter().enumerate().filter(|(_, l)| !l.is_empty()) {
        let _ = write!(out, "<path class=\"c{}\" d=\"{layer}\"/>", n + 1);
    }
    let _ = write!(out, "<path class=\"c4\" d=\"{lit}\"/></svg>");
    out
}

/// One shape in the tile at (x, y), turned by quarters.
fn shape(kind: u8, turn: u8, x: usize, y: usize) -> String {
    let s = SIDE;
    let (r, b) = (x + s, y + s);
    match (kind, turn % 4) {
        // A quarter of a disc.
        (0, 0) => format!("M{x} {y}h{s}a{s} {s} 0 0 1-{s} {s}z"),
        (0, 1) => format!("M{r} {y}v{s}a{s} {s} 0 0 1-{s}-{s}z"),
        (0, 2) => format!("M{r} {b}h-{s}a{s} {s} 0 0 1 {s}-{s}z"),
        (0, _) => format!("M{x} {b}v-{s}a{s} {s} 0 0 1 {s} {s}z"),
        // Half of a square, along the diagonal.
        (1, 0) => format!("M{x} {y}h{s}L{x} {b}z"),
        (1, 1) => format!("M{x} {y}h{s}v{s}z"),
        (1, 2) => format!("M{r} {y}v{s}H{x}z"),
        (1, _) => format!("M{x} {y}v{s}h{s}z"),
        // Bars, like lines of type.
        (2, t) if t % 2 == 0 => (0..4).map(|n| format!("M{x} {}h{s}v6H{x}z", y + 5 + n * 12)).collect(),
        (2, _) => (0..4).map(|n| format!("M{} {y}h6v{s}h-6z", x + 5 + n * 12)).collect(),
        // A disc.
        (3, t) => {
            let radius = if t % 2 == 0 { 25 } else { 14 };
            format!("M{} {}a{radius} {radius} 0 1 1 {} 0a{radius} {radius} 0 1 1-{} 0z", x + 25 - radius, y + 25, radius * 2, radius * 2)
        }
        // A grid of dots, like a halftone.
        (4, _) => {
            let dots = (0..9).map(|n| (x + 10 + n % 3 * 15, y + 10 + n / 3 * 15));
            dots.map(|(dx, dy)| format!("M{} {dy}a4 4 0 1 1 8 0a4 4 0 1 1-8 0z", dx - 4)).collect()
        }
        // A half of the tile.
        (_, 0) => format!("M{x} {y}h{s}v25H{x}z"),
        (_, 1) => format!("M{x} {}h{s}v25H{x}z", y + 25),
        (_, 2) => format!("M{x} {y}h25v{s}H{x}z"),
        (_, _) => format!("M{} {y}h25v{s}h-25z", x + 25),
    }
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn a_cover_is_the_same_every_time_and_another_for_another_story() {
        assert_eq!(draw("chips", "/story/a/"), draw("chips", "/story/a/"));
        assert_ne!(draw("chips", "/story/a/"), draw("chips", "/story/b/"));
        assert!(draw("", "/").len() < 6000);
    }
}
