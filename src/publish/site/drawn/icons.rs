//! The icons of the site: its initial and a point in the signal colour, like a letter with its footnote.

use super::canvas::Canvas;
use super::lettering::Font;
use super::{INK, PAPER};
use std::fmt::Write as _;
use tiny_skia::{Path, PathBuilder, PathSegment, Rect};

/// The signal colour on ink, brighter than on paper.
const POINT: super::Colour = [0xff, 0x8f, 0x6b];

/// A file with an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Icon {
    /// A PNG so many pixels wide, with round corners cut out of paper.
    Plain(u32),
    /// A PNG whose outer tenth a system may cut away (W3C Web App Manifest, maskable icons).
    Maskable(u32),
    /// A PNG that the system gives its corners to.
    Full(u32),
    /// Windows' icon file, of 16, 32 and 48 pixels.
    Ico,
    Svg,
}

/// The icon of a site of this title.
pub(in super::super) fn icon(title: &str, kind: Icon) -> Vec<u8> {
    match kind {
        Icon::Plain(size) => png(title, size, 0.19, 1.0),
        Icon::Maskable(size) => png(title, size, 0.0, 0.74),
        Icon::Full(size) => png(title, size, 0.0, 0.92),
        Icon::Ico => ico(title),
        Icon::Svg => svg(title).into_bytes(),
    }
}

/// The letter that stands for a title: the first that is not an article's.
fn initial(title: &str) -> Option<String> {
    const ARTICLES: [&str; 14] = ["the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "los", "il", "lo", "de"];
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let word = words.iter().find(|w| !ARTICLES.contains(&w.to_lowercase().as_str())).or_else(|| words.first())?;
    Font::Display.settable(&word.chars().next()?.to_uppercase().to_string())
}

/// Letter and point in a square of `size`, the drawing taking `share` of it.
fn shapes(title: &str, size: f32, share: f32) -> (Option<Path>, Option<Path>) {
    let unit = size * share / 64.0;
    let edge = size * (1.0 - share) / 2.0;
    let mut out = PathBuilder::new();
    let right = match initial(title) {
        Some(letter) => {
            let em = 54.0 * unit;
            let width = Font::Display.width(&letter, em);
            // The letter and its point are centred together.
            let left = (size - width - 9.0 * unit) / 2.0;
            Font::Display.write(&mut out, &letter, em, left, edge + 49.5 * unit);
            left + width
        }
        None => {
            // Lines of type, where the fonts do not have the letter.
            for (x, y, width, height) in [(14.0, 18.0, 28.0, 5.0), (14.0, 29.0, 36.0, 4.0), (14.0, 38.0, 36.0, 4.0), (14.0, 47.0, 22.0, 4.0)] {
                if let Some(rect) = Rect::from_xywh(edge + x * unit, edge + y * unit, width * unit, height * unit) {
                    out.push_rect(rect);
                }
            }
            edge + 44.0 * unit
        }
    };
    let point = PathBuilder::from_circle(right + 4.5 * unit, edge + 18.0 * unit, 5.2 * unit);
    (out.finish(), point)
}

fn png(title: &str, size: u32, corner: f32, share: f32) -> Vec<u8> {
    let side = size as f32;
    let Some(mut canvas) = Canvas::new(size, size, if corner > 0.0 { PAPER } else { INK }) else { return Vec::new() };
    if corner > 0.0 {
        let ink = canvas.ink(PAPER, INK);
        if let Some(square) = rounded(side, side * corner) {
            canvas.fill(&square, ink);
        }
    }
    let (letter, point) = shapes(title, side, share);
    for (path, colour) in [(letter, PAPER), (point, POINT)] {
        let ink = canvas.ink(INK, colour);
        if let Some(path) = path {
            canvas.fill(&path, ink);
        }
    }
    if corner > 0.0 { canvas.png_clear() } else { canvas.png() }
}

fn rounded(side: f32, corner: f32) -> Option<Path> {
    // The share of a corner that a cubic's handle takes for a quarter of a circle.
    let handle = corner * 0.447_7;
    let mut out = PathBuilder::new();
    out.move_to(corner, 0.0);
    out.line_to(side - corner, 0.0);
    out.cubic_to(side - handle, 0.0, side, handle, side, corner);
    out.line_to(side, side - corner);
    out.cubic_to(side, side - handle, side - handle, side, side - corner, side);
    out.line_to(corner, side);
    out.cubic_to(handle, side, 0.0, side - handle, 0.0, side - corner);
    out.line_to(0.0, corner);
    out.cubic_to(0.0, handle, handle, 0.0, corner, 0.0);
    out.close();
    out.finish()
}

/// An ICO file whose pictures are PNG, as every system since Windows Vista reads it.
fn ico(title: &str) -> Vec<u8> {
    let pictures: Vec<(u32, Vec<u8>)> = [16, 32, 48].into_iter().map(|size| (size, png(title, size, 0.19, 1.0))).collect();
    let mut out: Vec<u8> = vec![0, 0, 1, 0, pictures.len() as u8, 0];
    let mut at = 6 + 16 * pictures.len();
    for (size, bytes) in &pictures {
        out.extend([*size as u8, *size as u8, 0, 0, 1, 0, 32, 0]);
        out.extend((bytes.len() as u32).to_le_bytes());
        out.extend((at as u32).to_le_bytes());
        at += bytes.len();
    }
    out.extend(pictures.into_iter().flat_map(|(_, bytes)| bytes));
    out
}

fn svg(title: &str) -> String {
    let (letter, point) = shapes(title, 64.0, 1.0);
    let hex = |c: super::Colour| format!("#{:02x}{:02x}{:02x}", c[0], c[1], c[2]);
    let mut out = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"12\" fill=\"{}\"/>", hex(INK));
    for (path, colour) in [(letter, PAPER), (point, POINT)] {
        if let Some(path) = path {
            let _ = write!(out, "<path d=\"{}\" fill=\"{}\"/>", path_text(&path), hex(colour));
        }
    }
    out.push_str("</svg>\n");
    out
}

fn path_text(path: &Path) -> String {
    let n = |v: f32| {
        let text = format!("{v:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let mut out = String::new();
    for segment in path.segments() {
        let _ = match segment {
            PathSegment::MoveTo(p) => write!(out, "M{} {}", n(p.x), n(p.y)),
            PathSegment::LineTo(p) => write!(out, "L{} {}", n(p.x), n(p.y)),
            PathSegment::QuadTo(a, p) => write!(out, "Q{} {} {} {}", n(a.x), n(a.y), n(p.x), n(p.y)),
            PathSegment::CubicTo(a, b, p) => write!(out, "C{} {} {} {} {} {}", n(a.x), n(a.y), n(b.x), n(b.y), n(p.x), n(p.y)),
            PathSegment::Close => write!(out, "Z"),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Icon, icon, initial};

    #[test]
    fn the_initial_is_not_that_of_an_article() {
        assert_eq!(initial("The Daily Model").as_deref(), Some("D"));
        assert_eq!(initial("“Über” KI").as_deref(), Some("Ü"));
        assert_eq!((initial("人工"), initial("…")), (None, None));
    }

    #[test]
    fn icons_are_what_their_names_say() {
        for title in ["The Daily Model", "人工智能日报", ""] {
            for (kind, size) in [(Icon::Plain(192), 192), (Icon::Maskable(512), 512), (Icon::Full(180), 180)] {
                let read = image::load_from_memory(&icon(title, kind)).unwrap();
                assert_eq!((read.width(), read.height()), (size, size));
                let corner = read.to_rgba8().get_pixel(0, 0).0;
                assert_eq!(corner[3] == 0, matches!(kind, Icon::Plain(_)), "{title} {kind:?} {corner:?}");
            }
            assert!(icon(title, Icon::Ico).starts_with(&[0, 0, 1, 0, 3, 0, 16, 16]));
        }
    }
}
