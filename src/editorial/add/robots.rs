//! robots.txt, after RFC 9309.

/// The name under which rules address this program.
pub(super) const NAME: &str = "digest";

/// The rules of one host that concern this program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Robots {
    /// Pattern, and whether it allows.
    rules: Vec<(String, bool)>,
}

impl Robots {
    /// Reads a file. The group that names this program counts, else the one for all.
    pub fn read(text: &str) -> Self {
        let (mut own, mut all) = (Vec::new(), Vec::new());
        let (mut for_own, mut for_all, mut named, mut found_own) = (false, false, false, false);
        for line in text.lines().take(20_000) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    if !named {
                        (for_own, for_all) = (false, false);
                    }
                    named = true;
                    for_own |= value.to_ascii_lowercase() == NAME;
                    for_all |= value == "*";
                    found_own |= for_own;
                }
                key @ ("allow" | "disallow") => {
                    named = false;
                    // An empty `Disallow` forbids nothing.
                    if !value.is_empty() {
                        let rule = (value.to_owned(), key == "allow");
                        if for_own {
                            own.push(rule.clone());
                        }
                        if for_all {
                            all.push(rule);
                        }
                    }
                }
                _ => {}
            }
        }
        Self { rules: if found_own { own } else { all } }
    }

    /// Whether a path with its query may be fetched: the longest rule that fits decides, an allowing one before a forbidding one.
    pub fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, path));
        fitting.max_by_key(|(pattern, allows)| (pattern.len(), *allows)).is_none_or(|(_, allows)| *allows)
    }
}

/// Whether a pattern with `*` and a closing `$` fits the beginning of a path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, anchored) = pattern.strip_suffix('$').map_or((pattern, false), |p| (p, true));
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    if parts.is_empty() {
        return !anchored || rest.is_empty();
    }
    for (at, part) in parts.iter().enumerate() {
        if anchored && at + 1 == parts.len() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(found) => rest = &rest[found + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::Robots;

    #[test]
    fn the_longest_rule_decides() {
        let robots = Robots::read("User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\n\nUser-agent: other\nDisallow: /\n");
        for (path, allowed) in [("/", true), ("/private/x", false), ("/private/open/x", true), ("/a.pdf", false), ("/a.pdf?x", true)] {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
        let own = Robots::read("User-agent: *\nDisallow:\nUser-agent: Digest\nUser-agent: x\nDisallow: /\n");
        assert!(!own.allows("/a"));
        assert!(Robots::read("").allows("/a"));
    }
}
