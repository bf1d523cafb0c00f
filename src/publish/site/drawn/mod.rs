//! Pictures drawn from text: the preview card of a story and the icons of the site.
//!
//! In: texts, and the layers of a cover. Out: PNG, ICO and SVG, the same bytes on every machine. Never: a box in place of a letter that the bundled
//! fonts do not have: what cannot be set in type is left out, and the drawing takes the room.

mod canvas;
mod card;
mod icons;
mod lettering;
mod outline;

pub(super) use card::{Card, HEIGHT, WIDTH};
pub(super) use icons::{Icon, icon};

/// A colour: red, green, blue.
type Colour = [u8; 3];

// The light scheme of the theme outpost.
const PAPER: Colour = [0xfa, 0xf8, 0xf3];
const INK: Colour = [0x1b, 0x1a, 0x17];
const SOFT: Colour = [0x57, 0x53, 0x4a];
const SIGNAL: Colour = [0xb4, 0x39, 0x1a];
/// The ground of a cover, then its layers; the last is the signal.
const COVER: [Colour; 5] = [[0xec, 0xe7, 0xdb], INK, [0xb9, 0xb1, 0xa0], [0x7d, 0x76, 0x67], SIGNAL];
