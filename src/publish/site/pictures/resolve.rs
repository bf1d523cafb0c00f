//! Which file a text means by a picture's address.

use percent_encoding::percent_decode_str;
use std::sync::Arc;

/// Where a picture lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A file of the folder, by its path relative to the root.
    File(Arc<str>),
    /// On another host.
    Remote,
    Nowhere,
}

/// `/images/x.jpg` and `static/images/x.jpg` lie in static/; `x.jpg` lies beside the text, or else in static/. `has` gives the path of a file of the
/// folder, if there is one.
pub(super) fn resolve(src: &str, text: &str, has: &dyn Fn(&str) -> Option<Arc<str>>) -> Place {
    let src = src.trim();
    let scheme = src.split_once(':').is_some_and(|(s, _)| s.len() > 1 && s.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')));
    if scheme || src.starts_with("//") {
        return Place::Remote;
    }
    let path = src.split(['?', '#']).next().unwrap_or("");
    let path = percent_decode_str(path).decode_utf8_lossy();
    let in_static = |path: &str| normal(&format!("static/{}", path.trim_start_matches('/')));
    let folder = text.rsplit_once('/').map_or("", |(folder, _)| folder);
    let candidates = match path.strip_prefix("static/") {
        Some(rest) => vec![in_static(rest)],
        None if path.starts_with('/') => vec![in_static(&path)],
        None => vec![normal(&format!("{folder}/{path}")), in_static(&path)],
    };
    candidates.iter().flatten().find_map(|c| has(c)).map_or(Place::Nowhere, Place::File)
}

/// Without `.` and `..`; `None` for what leads out of the root.
fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Place, resolve};

    #[test]
    fn pictures_lie_in_static_or_beside_the_text() {
        let files = ["static/images/a.jpg", "content/digests/b.png", "static/b.png", "content/digests/with space.png"];
        let has = |path: &str| files.iter().find(|f| **f == path).map(|f| (*f).into());
        for (src, wanted) in [
            ("/images/a.jpg", Some("static/images/a.jpg")),
            ("static/images/a.jpg", Some("static/images/a.jpg")),
            ("images/a.jpg?v=1", Some("static/images/a.jpg")),
            ("b.png", Some("content/digests/b.png")),
            ("./b.png", Some("content/digests/b.png")),
            ("/b.png", Some("static/b.png")),
            ("../../static/b.png", Some("static/b.png")),
            ("with%20space.png", Some("content/digests/with space.png")),
            ("../../../../etc/passwd", None),
            ("", None),
        ] {
            let wanted = wanted.map_or(Place::Nowhere, |w| Place::File(w.into()));
            assert_eq!(resolve(src, "content/digests/story.md", &has), wanted, "{src}");
        }
        for src in ["https://a.example/x.jpg", "//a.example/x.jpg", "data:image/png;base64,AAAA", "javascript:alert(1)"] {
            assert_eq!(resolve(src, "content/digests/story.md", &has), Place::Remote, "{src}");
        }
    }
}
