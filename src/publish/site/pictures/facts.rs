//! What is known of a picture, in which widths it is offered, and why one cannot be shown.

use image::DynamicImage;
use std::fmt;

/// Bytes of a file that are read at most.
pub(super) const LONGEST: u64 = 80_000_000;

/// Pixels of a picture that are unpacked at most: three hundred megabytes.
pub(super) const MOST: u64 = 100_000_000;

/// What pages need to know of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// As it is seen, turned as its Exif orientation says.
    pub width: u32,
    pub height: u32,
    pub kind: Kind,
    /// BLAKE3 of the file.
    pub hash: [u8; 32],
}

/// How a picture is handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As JPEG.
    Photo,
    /// As PNG: it has clear parts, or was drawn rather than taken.
    Graphic,
    /// The file itself, with this ending: drawings that scale, and what moves.
    AsIs(&'static str),
}

impl Kind {
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Photo => "jpg",
            Kind::Graphic => "png",
            Kind::AsIs(end) => end,
        }
    }
}

/// Widths in which a picture is offered, as far as it is that wide.
const WIDTHS: [u32; 4] = [400, 800, 1200, WIDEST];

/// The largest width in which a picture is offered.
pub(super) const WIDEST: u32 = 1600;

impl Facts {
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The widths in which it is offered: never wider than it is, and none that differs little from the next.
    pub fn widths(&self) -> Vec<u32> {
        if let Kind::AsIs(_) = self.kind {
            return vec![self.width];
        }
        let widest = self.width.min(WIDEST);
        WIDTHS.into_iter().filter(|w| *w * 10 < widest * 9).chain([widest]).collect()
    }

    /// Its measures at a width.
    pub fn scaled(&self, width: u32) -> (u32, u32) {
        (width, scaled((self.width, self.height), width))
    }
}

/// The height at a width of what has this width and height; at least 1.
pub(super) fn scaled((wide, high): (u32, u32), width: u32) -> u32 {
    let height = (u64::from(high) * u64::from(width) + u64::from(wide) / 2) / u64::from(wide.max(1));
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

/// Why a picture cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Unreadable(String),
    Empty,
    TooLong,
    TooLarge(u32, u32),
    NoPicture,
    Broken(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Unreadable(why) => write!(f, "{why}"),
            Fault::Empty => write!(f, "the file is empty"),
            Fault::TooLong => write!(f, "the file is larger than {} MB", LONGEST / 1_000_000),
            Fault::TooLarge(width, height) => write!(f, "{width} × {height} pixels are more than {} megapixels", MOST / 1_000_000),
            Fault::NoPicture => write!(f, "it is no JPEG, PNG, WebP, GIF or SVG"),
            Fault::Broken(why) => write!(f, "the file is broken ({why})"),
        }
    }
}

impl Fault {
    pub fn hint(&self) -> &'static str {
        match self {
            Fault::TooLong | Fault::TooLarge(..) => "save it no wider than 2400 pixels",
            Fault::NoPicture => "save it as JPEG, PNG or WebP",
            Fault::Unreadable(_) => "correct the file's permissions",
            Fault::Empty | Fault::Broken(_) => "save it anew from its original",
        }
    }
}

/// A picture unpacked and the right way up.
pub(super) struct Decoded {
    /// Its own width and height; `image` may be smaller, though never too small for the largest size that is offered.
    pub size: (u32, u32),
    pub image: DynamicImage,
    pub kind: Kind,
    /// The ICC profile of its colours, where they are not those that everybody assumes.
    pub profile: Option<Vec<u8>>,
}
