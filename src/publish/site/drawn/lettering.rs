//! Type: which letters the bundled fonts have, how wide words are, how a headline breaks into lines, and the outlines of all that.

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use rustybuzz::{Direction, Face, GlyphBuffer, ShapePlan, UnicodeBuffer, script, shape, shape_with_plan};
use std::sync::LazyLock;
use tiny_skia::{Path, PathBuilder};
use unicode_normalization::UnicodeNormalization;

/// Newsreader at its display size, of which Latin is kept. OFL; the licence lies beside it.
static DISPLAY: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::from_slice(include_bytes!("fonts/newsreader-display.ttf"), 0));
/// Instrument Sans, semibold. OFL; the licence lies beside it.
static SANS: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::from_slice(include_bytes!("fonts/instrument-sans.ttf"), 0));

/// How texts are shaped: worked out once for each font, because it costs more than shaping a headline.
static DISPLAY_PLAN: LazyLock<Option<ShapePlan>> = LazyLock::new(|| DISPLAY.as_ref().map(plan));
static SANS_PLAN: LazyLock<Option<ShapePlan>> = LazyLock::new(|| SANS.as_ref().map(plan));

fn plan(face: &Face<'static>) -> ShapePlan {
    ShapePlan::new(face, Direction::LeftToRight, Some(script::LATIN), None, &[])
}

/// A bundled font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Font {
    Display,
    Sans,
}

impl Font {
    fn face(self) -> Option<&'static Face<'static>> {
        match self {
            Font::Display => DISPLAY.as_ref(),
            Font::Sans => SANS.as_ref(),
        }
    }

    /// The text as this font can set it: in composed form, without emoji and other signs that it lacks. `None` where it lacks a letter or digit:
    /// a text with a hole in a word would say something else.
    pub fn settable(self, text: &str) -> Option<String> {
        let face = self.face()?;
        let mut out = String::with_capacity(text.len());
        for c in text.nfc() {
            if c.is_whitespace() {
                out.push(' ');
            } else if face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0) {
                out.push(c);
            } else if c.is_alphanumeric() {
                return None;
            } else if is_joint(c) {
                // Between two words in some scripts, inside a sign made of several in emoji.
                continue;
            } else {
                out.push(' ');
            }
        }
        let words: Vec<&str> = out.split_whitespace().collect();
        let joined = words.join(" ");
        joined.chars().any(char::is_alphanumeric).then_some(joined)
    }

    /// The glyphs of a text and where they stand.
    fn shaped(self, face: &Face, text: &str) -> GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let plan = match self {
            Font::Display => &DISPLAY_PLAN,
            Font::Sans => &SANS_PLAN,
        };
        match plan.as_ref() {
            Some(plan) => shape_with_plan(face, plan, buffer),
            None => shape(face, &[], buffer),
        }
    }

    /// How wide a text is at this size, in pixels.
    pub fn width(self, text: &str, size: f32) -> f32 {
        let Some(face) = self.face() else { return 0.0 };
        let shaped = self.shaped(face, text);
        let units: i32 = shaped.glyph_positions().iter().map(|p| p.x_advance).sum();
        units as f32 * size / face.units_per_em() as f32
    }

    /// Adds a line of text to a path, its baseline beginning at (x, y).
    pub fn write(self, into: &mut PathBuilder, text: &str, size: f32, x: f32, y: f32) {
        let Some(face) = self.face() else { return };
        let scale = size / face.units_per_em() as f32;
        let shaped = self.shaped(face, text);
        let (mut pen_x, mut pen_y) = (x, y);
        for (glyph, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let mut stroke = Stroke { out: into, x: pen_x + place.x_offset as f32 * scale, y: pen_y - place.y_offset as f32 * scale, scale };
            // A space has no outline.
            let _ = face.outline_glyph(GlyphId(glyph.glyph_id as u16), &mut stroke);
            pen_x += place.x_advance as f32 * scale;
            pen_y -= place.y_advance as f32 * scale;
        }
    }

    /// The outline of one line.
    pub fn line(self, text: &str, size: f32, x: f32, y: f32) -> Option<Path> {
        let mut out = PathBuilder::new();
        self.write(&mut out, text, size, x, y);
        out.finish()
    }
}

fn is_joint(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
        || unicode_normalization::char::is_combining_mark(c)
}

/// A text broken into lines, at the size at which it fits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    pub lines: Vec<String>,
    pub size: f32,
}

/// Breaks a text into lines no wider than `width`: at the largest of `sizes` at which at most so many lines do; at the last one what is
/// too long ends with an ellipsis. `sizes` are pairs of size and lines, the largest first.
pub(super) fn set(font: Font, text: &str, width: f32, sizes: &[(f32, usize)]) -> Setting {
    let words = Words::new(font, text);
    for (size, most) in sizes {
        let lines = words.broken(width / size);
        if lines.len() <= *most {
            return Setting { lines: words.balanced(width / size, lines), size: *size };
        }
    }
    let (size, most) = sizes.last().copied().unwrap_or((40.0, 1));
    let mut lines = words.broken(width / size);
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        let mut words: Vec<&str> = last.split(' ').collect();
        while words.len() > 1 && font.width(&format!("{}…", words.join(" ")), size) > width {
            words.pop();
        }
        *last = format!("{}…", words.join(" ").trim_end_matches(['.', ',', ';', ':', '–', '—', '-']));
    }
    Setting { lines, size }
}

/// The words of a text with their widths, in units of the size.
struct Words<'a> {
    font: Font,
    words: Vec<(&'a str, f32)>,
    space: f32,
}

impl<'a> Words<'a> {
    fn new(font: Font, text: &'a str) -> Self {
        let measured = |word: &'a str| (word, font.width(word, 1.0));
        Self { font, words: text.split(' ').map(measured).collect(), space: font.width(" ", 1.0) }
    }

    /// As many words in each line as it holds.
    fn broken(&self, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let (mut line, mut filled) = (String::new(), 0.0);
        for (word, wide) in &self.words {
            let pieces = if *wide <= width { vec![((*word).to_owned(), *wide)] } else { self.pieces(word, width) };
            for (piece, wide) in pieces {
                if line.is_empty() {
                    (line, filled) = (piece, wide);
                } else if filled + self.space + wide <= width {
                    line.push(' ');
                    line.push_str(&piece);
                    filled += self.space + wide;
                } else {
                    lines.push(std::mem::replace(&mut line, piece));
                    filled = wide;
                }
            }
        }
        lines.push(line);
        lines
    }

    /// A word that no line holds, in pieces that one does.
    fn pieces(&self, word: &str, width: f32) -> Vec<(String, f32)> {
        let mut out: Vec<(String, f32)> = Vec::new();
        for c in word.chars() {
            let wide = self.font.width(c.encode_utf8(&mut [0; 4]), 1.0);
            match out.last_mut() {
                Some((piece, filled)) if *filled + wide <= width => {
                    piece.push(c);
                    *filled += wide;
                }
                _ => out.push((c.to_string(), wide)),
            }
        }
        out
    }

    /// The same number of lines, as even as they can be: a last line of one word looks like a slip.
    fn balanced(&self, width: f32, greedy: Vec<String>) -> Vec<String> {
        let mut best = greedy;
        let widest = self.words.iter().map(|(_, wide)| *wide).fold(0.0, f32::max);
        let (mut low, mut high) = ((width / 2.0).max(widest.min(width)), width);
        for _ in 0..6 {
            let middle = (low + high) / 2.0;
            let tried = self.broken(middle);
            if tried.len() <= best.len() {
                (best, high) = (tried, middle);
            } else {
                low = middle;
            }
        }
        best
    }
}

/// Takes a glyph's outline down, turned from the font's upward y to the canvas's downward one.
struct Stroke<'a> {
    out: &'a mut PathBuilder,
    x: f32,
    y: f32,
    scale: f32,
}

impl Stroke<'_> {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Stroke<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.out.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.out.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.place(x1, y1), self.place(x, y));
        self.out.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.out.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.out.close();
    }
}

#[cfg(test)]
mod tests {
    use super::{Font, set};

    #[test]
    fn a_text_with_a_hole_in_it_is_not_set() {
        let settable = |text: &str| Font::Display.settable(text);
        assert_eq!(settable("Łódź’s  “chips”: naïve?").as_deref(), Some("Łódź’s “chips”: naïve?"));
        assert_eq!(settable("🚀 Kimi K2 👩‍🔬 launches ❤️").as_deref(), Some("Kimi K2 launches"));
        assert_eq!(settable("cafe\u{301}").as_deref(), Some("café"));
        for holed in ["人工智能", "KI を使う", "عربي", "Модель", "🚀", ""] {
            assert_eq!(settable(holed), None, "{holed}");
        }
    }

    #[test]
    fn long_headlines_end_in_an_ellipsis_and_long_words_are_broken() {
        let sizes = [(70.0, 4), (44.0, 7)];
        let short = set(Font::Display, "Chips at last", 600.0, &sizes);
        assert_eq!((short.size, short.lines.len()), (70.0, 1));
        for text in ["word ".repeat(60).trim().to_owned(), "x".repeat(300)] {
            let long = set(Font::Display, &text, 600.0, &sizes);
            assert_eq!((long.size, long.lines.len()), (44.0, 7));
            assert!(long.lines[6].ends_with('…') && long.lines.iter().all(|l| Font::Display.width(l, 44.0) <= 620.0), "{long:?}");
        }
    }
}
