//! Old addresses of stories and pages, each a page that leads on. One that leads back to where a reader came from is an `alias-loop`.

use super::Place;
use super::register::Register;
use super::urls::is_part;
use crate::diag::{Diagnostic, Span, codes};

/// Gives an old address of the page at `to`, whose file is `owner`, its page.
pub(super) fn register(register: &mut Register, (to, owner): (&str, &str), alias: &str, place: Span) {
    let Some(path) = path(alias) else {
        let d = Diagnostic::new(&codes::BAD_VALUE, place, format!("`{alias}` is not an address of this site"));
        register.diagnostics.push(d.hint("write the old address from the site's root, as `/old/address/`"));
        return;
    };
    if path.eq_ignore_ascii_case(to) {
        let d = Diagnostic::new(&codes::ALIAS_LOOP, place, format!("`{alias}` is this page's own address, so it would lead back to itself"));
        register.diagnostics.push(d.hint("delete it: `aliases` holds only addresses that it had before"));
        return;
    }
    let other = register.moved(&path).find(|s| s.file.digest.aliases.iter().any(|a| self::path(a).as_deref() == Some(to)));
    if let Some(other) = other {
        let d = Diagnostic::new(&codes::ALIAS_LOOP, place, format!("{owner} and {} are each an old address of the other", other.file.path));
        register.diagnostics.push(d.hint("delete the alias in the one that is to be read on its own, or take one of the two digests down"));
        return;
    }
    register.claim(&path, Place::Alias(to.to_owned()), &format!("an old address of {owner}"), Some(place));
}

/// Bytes of an old address. A path of the disk has 4,096 on Linux and a quarter of it on other systems, and the site's folder takes a part of them.
const LONGEST: usize = 500;

/// The address as a path of the site, a folder's with a slash at its end; `None` for what is no address of this site.
pub(super) fn path(alias: &str) -> Option<String> {
    let parts: Vec<&str> = alias.trim_start_matches('/').trim_end_matches('/').split('/').collect();
    if alias.len() > LONGEST || !alias.starts_with('/') || alias.starts_with("//") || !parts.iter().all(|p| is_part(p)) {
        return None;
    }
    let ends_as_file = parts.last().is_some_and(|p| p.contains('.')) && !alias.ends_with('/');
    Some(if ends_as_file { alias.to_owned() } else { format!("/{}/", parts.join("/")) })
}
