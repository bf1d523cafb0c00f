//! The site's own `_headers`, as hosts read it, so that what is seen here is what the host will do.
//!
//! A line that begins with `/` is a pattern (`*` for anything, `:name` for one part of a path), the indented lines below it are its headers; `#` begins a
//! comment. See <https://docs.netlify.com/routing/headers/>.

/// Headers by pattern, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeaderRules(Vec<(String, Vec<(String, String)>)>);

impl HeaderRules {
    pub fn read(text: &str) -> Self {
        let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for line in text.lines() {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                continue;
            }
            if !line.starts_with([' ', '\t']) {
                rules.push((trimmed.to_owned(), Vec::new()));
            } else if let (Some((_, headers)), Some((name, value))) = (rules.last_mut(), trimmed.split_once(':')) {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self(rules)
    }

    /// All headers of the patterns that a path matches; those of one name are for the caller to join.
    pub fn of<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter(|(pattern, _)| matches(pattern, path)).flat_map(|(_, headers)| headers.iter().map(|(n, v)| (n.as_str(), v.as_str())))
    }
}

/// Matches bytes; only the last `*` is ever tried again, so that no pattern takes more than the product of the two lengths.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, path) = (pattern.as_bytes(), path.as_bytes());
    let (mut p, mut at) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        let next = match pattern.get(p) {
            None if at == path.len() => return true,
            Some(b'*') => {
                star = Some((p + 1, at));
                Some((p + 1, at))
            }
            Some(b':') => {
                let name = pattern[p..].iter().position(|b| *b == b'/').map_or(pattern.len(), |n| p + n);
                let part = path[at..].iter().position(|b| *b == b'/').map_or(path.len(), |n| at + n);
                (part > at).then_some((name, part))
            }
            Some(byte) if path.get(at) == Some(byte) => Some((p + 1, at + 1)),
            _ => None,
        };
        (p, at) = match (next, star) {
            (Some(next), _) => next,
            (None, Some((after, from))) if from < path.len() => {
                star = Some((after, from + 1));
                (after, from + 1)
            }
            (None, _) => return false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::HeaderRules;

    #[test]
    fn headers_come_by_pattern() {
        let rules = HeaderRules::read(
            "# ours\n/*\n  Content-Security-Policy: default-src 'none'; img-src 'self'\n  X-Frame-Options: DENY\n\n/css/*\n  Cache-Control: public\n/story/:slug/card.png\n\tX-Card: yes\n",
        );
        let names = |path: &str| rules.of(path).map(|(n, _)| n.to_owned()).collect::<Vec<_>>();
        assert_eq!(names("/"), ["content-security-policy", "x-frame-options"]);
        assert_eq!(names("/css/main.css"), ["content-security-policy", "x-frame-options", "cache-control"]);
        assert_eq!(names("/story/a/card.png"), ["content-security-policy", "x-frame-options", "x-card"]);
        assert_eq!(names("/story/a/b/card.png").len(), 2);
        assert_eq!(rules.of("/").next(), Some(("content-security-policy", "default-src 'none'; img-src 'self'")));
    }

    #[test]
    fn nonsense_is_passed_over() {
        assert_eq!(HeaderRules::read("  X: before any pattern\n/a\n  no colon\n").of("/a").count(), 0);
        assert_eq!(HeaderRules::read("/***************************b\n  X: y\n").of(&"/a".repeat(20)).count(), 0);
    }
}
