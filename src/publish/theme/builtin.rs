//! The theme `outpost` as it lies in themes/outpost, inside the program.

use rust_embed::Embed;
use std::borrow::Cow;

#[derive(Embed)]
#[folder = "themes/outpost"]
struct Outpost;

/// Its files, by their path in the theme's folder.
pub(super) fn files() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    Outpost::iter().filter_map(|path| Outpost::get(&path).map(|file| (path.into_owned(), file.data)))
}
