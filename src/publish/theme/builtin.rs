//! The themes that lie in themes/ of this program's own repository, inside the program.

use rust_embed::Embed;
use std::borrow::Cow;
use std::collections::BTreeSet;

#[derive(Embed)]
#[folder = "themes"]
struct Themes;

/// The files of a built-in theme, by their path in its folder.
pub(super) fn files(theme: &str) -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    let folder = format!("{theme}/");
    Themes::iter().filter_map(move |path| {
        let own = path.strip_prefix(&folder)?.to_owned();
        Some((own, Themes::get(&path)?.data))
    })
}

/// The names of the built-in themes.
pub(super) fn names() -> BTreeSet<String> {
    Themes::iter().filter_map(|path| path.split_once('/').map(|(theme, _)| theme.to_owned())).collect()
}
