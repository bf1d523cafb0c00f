//! robots.txt, after RFC 9309, with the `Crawl-delay` that many files add to it.

use percent_encoding::{CONTROLS, utf8_percent_encode};
use std::time::Duration;

/// The name under which rules address this program.
pub(super) const NAME: &str = "digest";

/// The rules of one host that concern this program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Robots {
    /// Pattern, and whether it allows.
    rules: Vec<(String, bool)>,
    /// The time that shall pass between two requests.
    pub delay: Option<Duration>,
}

impl Robots {
    /// Reads a file. The group that names this program counts, else the one for all.
    pub fn read(text: &str) -> Self {
        let (mut own, mut all) = (Self::default(), Self::default());
        let (mut for_own, mut for_all, mut named, mut found_own) = (false, false, false, false);
        // Editors of other systems put a byte order mark before the first line, which would hide its group.
        for line in text.trim_start_matches('\u{feff}').lines().take(20_000) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    if !named {
                        (for_own, for_all) = (false, false);
                    }
                    named = true;
                    // "Digest/1.0" addresses us too: the name ends where a product token does.
                    let token = value.split(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '_'))).next().unwrap_or_default();
                    for_own |= token.eq_ignore_ascii_case(NAME);
                    for_all |= value == "*";
                    found_own |= for_own;
                }
                key @ ("allow" | "disallow") => {
                    named = false;
                    // An empty `Disallow` forbids nothing.
                    if !value.is_empty() {
                        // Addresses come percent-encoded, rules as people type them.
                        let rule = (utf8_percent_encode(value, CONTROLS).to_string(), key == "allow");
                        if for_own {
                            own.rules.push(rule.clone());
                        }
                        if for_all {
                            all.rules.push(rule);
                        }
                    }
                }
                "crawl-delay" => {
                    named = false;
                    let delay = value.parse::<f64>().ok().and_then(|s| Duration::try_from_secs_f64(s).ok());
                    if for_own {
                        own.delay = delay.or(own.delay);
                    }
                    if for_all {
                        all.delay = delay.or(all.delay);
                    }
                }
                _ => {}
            }
        }
        if found_own { own } else { all }
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
    use std::time::Duration;

    #[test]
    fn the_longest_rule_decides() {
        let robots = Robots::read("User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\n\nUser-agent: other\nDisallow: /\n");
        for (path, allowed) in [("/", true), ("/private/x", false), ("/private/open/x", true), ("/a.pdf", false), ("/a.pdf?x", true)] {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
        let own = Robots::read("User-agent: *\nDisallow:\nUser-agent: Digest\nUser-agent: x\nDisallow: /\n");
        assert!(!own.allows("/a"));
        assert!(Robots::read("").allows("/a"));
        assert!(!Robots::read("User-agent: digest/0.1\nDisallow: /käse\n").allows("/k%C3%A4se"));
        assert!(!Robots::read("\u{feff}User-agent: *\nDisallow: /\n").allows("/a"));
        assert!(Robots::read("User-agent: digestor\nDisallow: /\n").allows("/a"));
    }

    #[test]
    fn a_delay_is_read_where_it_is_a_number() {
        let delay = |text: &str| Robots::read(text).delay;
        assert_eq!(delay("User-agent: *\nCrawl-delay: 2.5\nDisallow: /x\n"), Some(Duration::from_millis(2500)));
        assert_eq!(delay("User-agent: *\nCrawl-delay: 2\nUser-agent: digest\nDisallow:\n"), None);
        for odd in ["soon", "-1", "1e300", "NaN", ""] {
            assert_eq!(delay(&format!("User-agent: *\nCrawl-delay: {odd}\n")), None, "{odd}");
        }
    }
}
