//! A picture of few colours: every pixel is a number in a palette, which makes drawings small and quick to compress.

use super::Colour;
use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use tiny_skia::{FillRule, Mask, Path, Transform};

/// So many steps lead from a ground to a colour on it, at the edges of what is drawn.
const STEPS: usize = 15;

/// So many pixels are looked at together.
const RUN: usize = 32;

/// An indexed picture. At most sixteen inks fit into its palette.
pub(super) struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
    palette: Vec<Colour>,
    mask: Mask,
}

/// A colour on a ground: the last place of its steps in the palette.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    /// Of its first step.
    first: usize,
}

impl Canvas {
    /// An empty picture of one colour; `None` where it has no area.
    pub fn new(width: u32, height: u32, ground: Colour) -> Option<Self> {
        let mask = Mask::new(width, height)?;
        Some(Self { width, height, pixels: vec![0; width as usize * height as usize], palette: vec![ground], mask })
    }

    /// Makes a colour ready that will be drawn over `ground`.
    pub fn ink(&mut self, ground: Colour, colour: Colour) -> Ink {
        let first = self.palette.len();
        for step in 1..=STEPS {
            let mixed = |c: usize| {
                let (a, b) = (usize::from(ground[c]), usize::from(colour[c]));
                ((a * (STEPS - step) + b * step + STEPS / 2) / STEPS) as u8
            };
            self.palette.push([mixed(0), mixed(1), mixed(2)]);
        }
        Ink { first }
    }

    /// Fills a path. Its edges mix with the ground that the ink was made for, whatever lies there.
    pub fn fill(&mut self, path: &Path, ink: Ink) {
        self.mask.fill_path(path, FillRule::Winding, true, Transform::identity());
        let bounds = path.bounds();
        let within = |at: f32, most: u32| (at.max(0.0) as u32).min(most) as usize;
        let (top, bottom) = (within(bounds.top().floor(), self.height), within(bounds.bottom().ceil() + 1.0, self.height));
        let (left, right) = (within(bounds.left().floor(), self.width), within(bounds.right().ceil() + 1.0, self.width));
        let width = self.width as usize;
        let mask = self.mask.data_mut();
        for row in top..bottom {
            let part = row * width + left..row * width + right;
            let (pixels, covered) = (&mut self.pixels[part.clone()], &mut mask[part]);
            for (pixels, covered) in pixels.chunks_mut(RUN).zip(covered.chunks_mut(RUN)) {
                // Most of a picture is left alone by most paths.
                if *covered == [0; RUN][..covered.len()] {
                    continue;
                }
                for (pixel, covered) in pixels.iter_mut().zip(covered) {
                    if *covered > 8 {
                        *pixel = (ink.first + (usize::from(*covered) * STEPS + 127) / 255 - 1) as u8;
                    }
                    *covered = 0;
                }
            }
        }
    }

    /// The picture as PNG (ISO/IEC 15948), indexed.
    pub fn png(&self) -> Vec<u8> {
        self.encoded(None)
    }

    /// The same where nothing but the first ink is drawn on the ground itself: the ground is clear, and that ink's edges are half clear.
    pub fn png_clear(&self) -> Vec<u8> {
        let mut palette = self.palette.clone();
        let mut alpha = vec![255; palette.len()];
        if let Some(full) = palette.get(STEPS).copied() {
            for (step, (colour, alpha)) in palette.iter_mut().zip(&mut alpha).take(STEPS + 1).enumerate() {
                (*colour, *alpha) = (full, (step * 255 / STEPS) as u8);
            }
        }
        self.encoded(Some((palette, alpha)))
    }

    fn encoded(&self, clear: Option<(Vec<Colour>, Vec<u8>)>) -> Vec<u8> {
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut head = [self.width.to_be_bytes(), self.height.to_be_bytes()].concat();
        // Eight bits a pixel, indexed; the one compression and filtering there is, not interlaced.
        head.extend([8, 3, 0, 0, 0]);
        chunk(&mut out, b"IHDR", &head);
        let (palette, alpha) = clear.unzip();
        chunk(&mut out, b"PLTE", &palette.as_ref().unwrap_or(&self.palette).concat());
        if let Some(alpha) = alpha {
            chunk(&mut out, b"tRNS", &alpha);
        }
        let width = self.width as usize;
        let mut rows = Vec::with_capacity(self.pixels.len() + self.height as usize);
        for row in self.pixels.chunks(width) {
            // Rows are not filtered: numbers of a palette have no slopes.
            rows.push(0);
            rows.extend_from_slice(row);
        }
        chunk(&mut out, b"IDAT", &packed(&rows));
        chunk(&mut out, b"IEND", &[]);
        out
    }
}

/// All at once: packing row by row costs as much again.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut compress = Compress::new(Compression::new(6), true);
    let mut out = Vec::with_capacity(bytes.len() / 8 + 1024);
    while compress.compress_vec(&bytes[compress.total_in() as usize..], &mut out, FlushCompress::Finish).is_ok_and(|status| status != Status::StreamEnd) {
        out.reserve(bytes.len() / 8 + 1024);
    }
    out
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], bytes: &[u8]) {
    out.extend((bytes.len() as u32).to_be_bytes());
    let at = out.len();
    out.extend_from_slice(kind);
    out.extend_from_slice(bytes);
    let mut sum = Crc::new();
    sum.update(&out[at..]);
    out.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::Canvas;
    use tiny_skia::{PathBuilder, Rect};

    #[test]
    fn what_is_drawn_can_be_read_again() {
        let mut canvas = Canvas::new(4, 2, [255, 255, 255]).unwrap();
        let ink = canvas.ink([255, 255, 255], [0, 0, 0]);
        canvas.fill(&PathBuilder::from_rect(Rect::from_xywh(1.0, 0.0, 2.0, 1.0).unwrap()), ink);
        let read = image::load_from_memory(&canvas.png()).unwrap().to_luma8();
        assert_eq!(read.into_raw(), [255, 0, 0, 255, 255, 255, 255, 255]);
    }
}
