//! A picture of few colours: every pixel is a number in a palette, which makes drawings small and quick to compress.

use super::Colour;
use tiny_skia::{FillRule, Mask, Path, Transform};

/// So many steps lead from a ground to a colour on it, at the edges of what is drawn.
const STEPS: usize = 15;

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
        let row = |y: f32, most: u32| (y.max(0.0) as u32).min(most) as usize;
        let (top, bottom) = (row(bounds.top().floor(), self.height), row(bounds.bottom().ceil() + 1.0, self.height));
        let rows = top * self.width as usize..bottom * self.width as usize;
        for (pixel, covered) in self.pixels[rows.clone()].iter_mut().zip(&mut self.mask.data_mut()[rows]) {
            let step = (usize::from(*covered) * STEPS + 127) / 255;
            if step > 0 {
                *pixel = (ink.first + step - 1) as u8;
            }
            *covered = 0;
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
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width, self.height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        match clear {
            Some((palette, alpha)) => {
                encoder.set_palette(palette.concat());
                encoder.set_trns(alpha);
            }
            None => encoder.set_palette(self.palette.concat()),
        }
        encoder.set_compression(png::Compression::Balanced);
        encoder.set_filter(png::Filter::NoFilter);
        // Writing to memory cannot fail, and the picture has as many bytes as its size says.
        if let Ok(mut writer) = encoder.write_header() {
            let _ = writer.write_image_data(&self.pixels);
        }
        out
    }
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
