//! The path of a request → the address of the plan that it asks for.

use percent_encoding::percent_decode_str;

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// An address of the plan.
    Address(String),
    /// A folder asked for without the slash at its end: links on its page would lead astray.
    Folder(String),
    Nothing,
}

/// Looks a path up, as a static host does: `/story/a/` is `story/a/index.html`. `has` knows the addresses of the plan, and nothing that it
/// does not know is found: so no path leads out of the site.
pub(super) fn find(path: &str, has: impl Fn(&str) -> bool) -> Found {
    let Some(path) = path.strip_prefix('/') else { return Found::Nothing };
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else { return Found::Nothing };
    if decoded.is_empty() || decoded.ends_with('/') {
        let index = format!("{decoded}index.html");
        return if has(&index) { Found::Address(index) } else { Found::Nothing };
    }
    if has(&decoded) {
        return Found::Address(decoded.into_owned());
    }
    if has(&format!("{decoded}/index.html")) {
        // As it came, still encoded; one slash at its front, so that it cannot name another host.
        return Found::Folder(format!("/{}/", path.trim_start_matches('/')));
    }
    Found::Nothing
}

#[cfg(test)]
mod tests {
    use super::{Found, find};

    #[test]
    fn paths_are_found_as_on_a_static_host() {
        let plan = ["index.html", "story/a/index.html", "story/straße/index.html", "feed.xml", "a b.txt"];
        let find = |path: &str| find(path, |a| plan.contains(&a));
        let address = |a: &str| Found::Address(a.to_owned());
        assert_eq!(find("/"), address("index.html"));
        assert_eq!(find("/index.html"), address("index.html"));
        assert_eq!(find("/story/a/"), address("story/a/index.html"));
        assert_eq!(find("/story/stra%C3%9Fe/"), address("story/straße/index.html"));
        assert_eq!(find("/a%20b.txt"), address("a b.txt"));
        assert_eq!(find("/story/a"), Found::Folder("/story/a/".to_owned()));
        assert_eq!(find("/story/stra%C3%9Fe"), Found::Folder("/story/stra%C3%9Fe/".to_owned()));
        for nothing in ["", "story/a/", "/story/", "/feed.xml/", "/../feed.xml", "/%2e%2e/feed.xml", "//story/a/", "/story//a/", "/%ff", "/feed.xml%00"] {
            assert_eq!(find(nothing), Found::Nothing, "{nothing}");
        }
    }
}
