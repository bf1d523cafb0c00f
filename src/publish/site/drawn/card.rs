//! The card that stands for a story where a link to it is shared: 1200 × 630, as Open Graph and its readers expect.

use super::canvas::Canvas;
use super::lettering::{Font, set};
use super::outline::{Frame, path};
use super::{COVER, INK, PAPER, SIGNAL, SOFT};
use crate::files::CacheKey;
use crate::publish::site::covers::{self, Layer};
use tiny_skia::{Path, PathBuilder, Rect};

pub(in super::super) const WIDTH: u32 = 1200;
pub(in super::super) const HEIGHT: u32 = 630;

/// Raised whenever the same texts are drawn differently, so that cards of before are not taken for those of now.
const VERSION: &str = "card 2";

/// What a card says.
#[derive(Clone, Debug)]
pub(in super::super) struct Card {
    pub site: String,
    pub title: String,
    /// Stands above the title: genre and topic.
    pub kicker: String,
    /// Stands below: the date, and how many publishers.
    pub facts: String,
    pub cover: Vec<Layer>,
}

impl Card {
    /// Of everything that its picture depends on.
    pub fn key(&self) -> CacheKey {
        let mut hasher = blake3::Hasher::new();
        let layers = self.cover.iter().map(|l| l.outline.as_str());
        for text in [VERSION, &self.site, &self.title, &self.kicker, &self.facts].into_iter().chain(layers) {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        *hasher.finalize().as_bytes()
    }

    /// The card as PNG.
    pub fn draw(&self) -> Vec<u8> {
        let Some(mut canvas) = Canvas::new(WIDTH, HEIGHT, PAPER) else { return Vec::new() };
        match Font::Display.settable(&self.title) {
            Some(title) => self.with_title(&mut canvas, &title),
            None => self.without_title(&mut canvas),
        }
        canvas.png()
    }

    /// The text on the left, a part of the cover on the right.
    fn with_title(&self, canvas: &mut Canvas, title: &str) {
        const LEFT: f32 = 64.0;
        const TEXT: f32 = 600.0;
        const ART: f32 = 474.0;
        let (ink, soft, signal) = (canvas.ink(PAPER, INK), canvas.ink(PAPER, SOFT), canvas.ink(PAPER, SIGNAL));
        self.art(canvas, 1200.0 - ART, 630.0);
        if let Some(site) = Font::Display.settable(&self.site) {
            let setting = set(Font::Display, &site, TEXT, &[(38.0, 1), (30.0, 1)]);
            fill(canvas, Font::Display.line(&setting.lines[0], setting.size, LEFT, 84.0), ink);
        }
        fill(canvas, bar(LEFT, 108.0, TEXT, 2.0), ink);
        let mut top = 150.0;
        if let Some(kicker) = Font::Sans.settable(&self.kicker) {
            let setting = set(Font::Sans, &kicker, TEXT, &[(24.0, 1)]);
            fill(canvas, Font::Sans.line(&setting.lines[0], setting.size, LEFT, 160.0), signal);
            top = 180.0;
        }
        let setting = set(Font::Display, title, TEXT, &[(82.0, 2), (74.0, 3), (66.0, 4), (57.0, 5), (49.0, 6), (42.0, 7)]);
        // Display sizes are set tight, and the smaller a little wider.
        let leading = setting.size * if setting.size > 60.0 { 1.06 } else { 1.1 };
        let mut text = PathBuilder::new();
        for (n, line) in setting.lines.iter().enumerate() {
            Font::Display.write(&mut text, line, setting.size, LEFT, top + setting.size * 0.86 + leading * n as f32);
        }
        fill(canvas, text.finish(), ink);
        if let Some(facts) = Font::Sans.settable(&self.facts) {
            let setting = set(Font::Sans, &facts, TEXT, &[(25.0, 1), (21.0, 1)]);
            fill(canvas, Font::Sans.line(&setting.lines[0], setting.size, LEFT, 574.0), soft);
        }
    }

    /// The cover over the whole width, and below it what can be set.
    fn without_title(&self, canvas: &mut Canvas) {
        const ART: f32 = 450.0;
        let (ink, soft) = (canvas.ink(PAPER, INK), canvas.ink(PAPER, SOFT));
        self.art(canvas, 0.0, ART);
        if let Some(site) = Font::Display.settable(&self.site) {
            let setting = set(Font::Display, &site, 1072.0, &[(64.0, 1), (48.0, 1), (36.0, 1)]);
            fill(canvas, Font::Display.line(&setting.lines[0], setting.size, 64.0, 536.0), ink);
        }
        if let Some(facts) = Font::Sans.settable(&self.facts) {
            let setting = set(Font::Sans, &facts, 1072.0, &[(26.0, 1)]);
            fill(canvas, Font::Sans.line(&setting.lines[0], setting.size, 64.0, 586.0), soft);
        }
    }

    /// The cover from `x` to the right edge, from the upper edge down to `height`, stretched to fill that.
    fn art(&self, canvas: &mut Canvas, x: f32, height: f32) {
        let scale = height / covers::HEIGHT as f32;
        let frame = Frame { x, y: 0.0, scale, wide: (1200.0 - x) / (covers::WIDTH as f32 * scale) };
        for layer in &self.cover {
            let colour = COVER.get(layer.colour).copied().unwrap_or(INK);
            let ink = canvas.ink(COVER[0], colour);
            fill(canvas, path(&layer.outline, frame), ink);
        }
    }
}

fn fill(canvas: &mut Canvas, path: Option<Path>, ink: super::canvas::Ink) {
    if let Some(path) = path {
        canvas.fill(&path, ink);
    }
}

fn bar(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    Rect::from_xywh(x, y, width, height).map(PathBuilder::from_rect)
}
