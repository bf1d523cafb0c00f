//! Outlines written as SVG path data (SVG 2, section 9.3), as covers write them, as paths that can be filled.

use tiny_skia::{Path, PathBuilder};

/// Where the units of an outline come to lie on a canvas: `at + unit * scale`, sideways times `wide`.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub x: f32,
    pub y: f32,
    pub scale: f32,
    /// How much wider than tall a unit is.
    pub wide: f32,
}

/// A path from its data. Commands that covers do not use, and anything behind them, are passed over.
pub(super) fn path(text: &str, frame: Frame) -> Option<Path> {
    let mut pen = Pen { out: PathBuilder::new(), frame, at: (0.0, 0.0), start: (0.0, 0.0) };
    let mut words = Words { text: text.as_bytes(), at: 0 };
    let mut command = b'M';
    while let Some(next) = words.command(command) {
        let relative = next.is_ascii_lowercase();
        let origin = if relative { pen.at } else { (0.0, 0.0) };
        match next.to_ascii_uppercase() {
            b'Z' => pen.close(),
            b'M' => {
                let (x, y) = (words.number()?, words.number()?);
                pen.move_to((origin.0 + x, origin.1 + y));
            }
            b'L' => {
                let (x, y) = (words.number()?, words.number()?);
                pen.line_to((origin.0 + x, origin.1 + y));
            }
            b'H' => {
                let x = words.number()?;
                pen.line_to((origin.0 + x, pen.at.1));
            }
            b'V' => {
                let y = words.number()?;
                pen.line_to((pen.at.0, origin.1 + y));
            }
            b'Q' => {
                let n = words.numbers::<4>()?;
                pen.quad_to((origin.0 + n[0], origin.1 + n[1]), (origin.0 + n[2], origin.1 + n[3]));
            }
            b'C' => {
                let n = words.numbers::<6>()?;
                pen.cubic_to((origin.0 + n[0], origin.1 + n[1]), (origin.0 + n[2], origin.1 + n[3]), (origin.0 + n[4], origin.1 + n[5]));
            }
            b'A' => {
                let n = words.numbers::<7>()?;
                pen.arc_to(n[0], n[3] != 0.0, n[4] != 0.0, (origin.0 + n[5], origin.1 + n[6]));
            }
            _ => break,
        }
        // More numbers behind a move are lines.
        command = match next {
            b'M' => b'L',
            b'm' => b'l',
            other => other,
        };
    }
    pen.out.finish()
}

type Point = (f32, f32);

struct Pen {
    out: PathBuilder,
    frame: Frame,
    at: Point,
    start: Point,
}

impl Pen {
    fn place(&self, p: Point) -> Point {
        (self.frame.x + p.0 * self.frame.scale * self.frame.wide, self.frame.y + p.1 * self.frame.scale)
    }

    fn move_to(&mut self, p: Point) {
        let (x, y) = self.place(p);
        self.out.move_to(x, y);
        (self.at, self.start) = (p, p);
    }

    fn line_to(&mut self, p: Point) {
        let (x, y) = self.place(p);
        self.out.line_to(x, y);
        self.at = p;
    }

    fn quad_to(&mut self, control: Point, p: Point) {
        let ((cx, cy), (x, y)) = (self.place(control), self.place(p));
        self.out.quad_to(cx, cy, x, y);
        self.at = p;
    }

    fn cubic_to(&mut self, first: Point, second: Point, p: Point) {
        let ((ax, ay), (bx, by), (x, y)) = (self.place(first), self.place(second), self.place(p));
        self.out.cubic_to(ax, ay, bx, by, x, y);
        self.at = p;
    }

    fn close(&mut self) {
        self.out.close();
        self.at = self.start;
    }

    /// A part of a circle (SVG 2, appendix B.2.4), as cubic curves of at most a quarter each.
    fn arc_to(&mut self, radius: f32, large: bool, sweep: bool, to: Point) {
        let (dx, dy) = ((to.0 - self.at.0) / 2.0, (to.1 - self.at.1) / 2.0);
        let half = dx.hypot(dy);
        if half == 0.0 {
            return;
        }
        let radius = radius.abs().max(half);
        // The centre lies beside the middle of the chord, on the side that the flags tell.
        let away = (radius * radius - half * half).max(0.0).sqrt() / half * if large == sweep { -1.0 } else { 1.0 };
        let centre = (self.at.0 + dx - away * dy, self.at.1 + dy + away * dx);
        let angle = |p: Point| (p.1 - centre.1).atan2(p.0 - centre.0);
        let from = angle(self.at);
        let mut turn = angle(to) - from;
        let whole = std::f32::consts::TAU;
        match sweep {
            true if turn <= 0.0 => turn += whole,
            false if turn >= 0.0 => turn -= whole,
            _ => {}
        }
        let pieces = (turn.abs() / std::f32::consts::FRAC_PI_2 - 1e-3).ceil().max(1.0);
        let step = turn / pieces;
        let handle = 4.0 / 3.0 * (step / 4.0).tan() * radius;
        for piece in 0..pieces as usize {
            let (a, b) = (from + step * piece as f32, from + step * (piece + 1) as f32);
            let on = |angle: f32| (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin());
            let (p, q) = (on(a), on(b));
            self.cubic_to((p.0 - handle * a.sin(), p.1 + handle * a.cos()), (q.0 + handle * b.sin(), q.1 - handle * b.cos()), q);
        }
        self.at = to;
    }
}

struct Words<'a> {
    text: &'a [u8],
    at: usize,
}

impl Words<'_> {
    fn skip_space(&mut self) {
        while self.text.get(self.at).is_some_and(|b| b.is_ascii_whitespace() || *b == b',') {
            self.at += 1;
        }
    }

    /// The next command; the one before it again where numbers follow at once. Behind a close they belong to nothing.
    fn command(&mut self, before: u8) -> Option<u8> {
        self.skip_space();
        let next = *self.text.get(self.at)?;
        if next.is_ascii_alphabetic() {
            self.at += 1;
            return Some(next);
        }
        Some(before).filter(|c| !c.eq_ignore_ascii_case(&b'Z'))
    }

    fn number(&mut self) -> Option<f32> {
        self.skip_space();
        let start = self.at;
        let mut dots = 0;
        while let Some(b) = self.text.get(self.at) {
            let goes_on = match b {
                b'-' => self.at == start,
                b'.' => {
                    dots += 1;
                    dots == 1
                }
                b => b.is_ascii_digit(),
            };
            if !goes_on {
                break;
            }
            self.at += 1;
        }
        std::str::from_utf8(&self.text[start..self.at]).ok()?.parse().ok()
    }

    fn numbers<const N: usize>(&mut self) -> Option<[f32; N]> {
        let mut out = [0.0; N];
        for slot in &mut out {
            *slot = self.number()?;
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, path};

    fn bounds(text: &str) -> [i32; 4] {
        let b = path(text, Frame { x: 0.0, y: 0.0, scale: 100.0, wide: 1.0 }).unwrap().bounds();
        [b.left(), b.top(), b.right(), b.bottom()].map(|n| n.round() as i32)
    }

    #[test]
    fn the_shapes_of_covers_lie_where_they_are_meant() {
        assert_eq!(bounds("M2 1h1v1h-1z"), [200, 100, 300, 200]);
        assert_eq!(bounds("M0 0.1h1v.12h-1zm0 .24h1v.12h-1z"), [0, 10, 100, 46], "a move behind a close is from the start");
        assert_eq!(bounds("M2 1h1v1h-1z7 9"), [200, 100, 300, 200], "numbers behind a close");
        assert_eq!(bounds("M0 .5a.5.5 0 1 1 1 0a.5.5 0 1 1-1 0z"), [0, 0, 100, 100], "a whole disc");
        assert_eq!(bounds("M0 0h1a1 1 0 0 1-1 1z"), [0, 0, 100, 100], "a quarter of one");
        assert!(path("M0", Frame { x: 0.0, y: 0.0, scale: 1.0, wide: 1.0 }).is_none() && path("", Frame { x: 0.0, y: 0.0, scale: 1.0, wide: 1.0 }).is_none());
    }
}
