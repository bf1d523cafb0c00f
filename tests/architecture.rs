//! Who may import whom, and that ARCHITECTURE.md tells the truth about it.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it reads the sources")]

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A room and the rooms it may reach. `editorial` and `publish` are wings: each of their rooms stands here on its own, so that siblings stay
/// strangers. What is not listed may reach nothing.
const RULES: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("diag", &[]),
    ("types", &["text", "diag"]),
    ("config", &["text", "diag", "types"]),
    ("files", &["text", "config", "diag"]),
    ("evidence", &["text", "types"]),
    ("editorial::add", &["text", "diag", "types", "config"]),
    ("editorial::stories", &["text", "diag", "types", "config"]),
    ("editorial::compose", &["text", "diag", "types", "config", "evidence"]),
    ("publish::check", &["text", "diag", "types", "config", "evidence"]),
    ("publish::render", &["text", "diag", "types", "config", "evidence"]),
    ("publish::theme", &["text", "diag", "types", "config", "files"]),
    // The site is where the publish wing comes together: it takes what its siblings give.
    ("publish::site", &["text", "diag", "types", "config", "evidence", "files", "publish::check", "publish::render", "publish::theme"]),
    (
        "pipeline",
        &[
            "text",
            "diag",
            "types",
            "config",
            "files",
            "evidence",
            "editorial::add",
            "editorial::stories",
            "editorial::compose",
            "publish::check",
            "publish::render",
            "publish::theme",
            "publish::site",
        ],
    ),
    ("serve", &["diag", "types", "config", "files", "pipeline", "publish::site"]),
    (
        "cli",
        &[
            "text",
            "diag",
            "types",
            "config",
            "files",
            "evidence",
            "editorial::add",
            "editorial::stories",
            "editorial::compose",
            "publish::check",
            "publish::site",
            "publish::theme",
            "pipeline",
            "serve",
        ],
    ),
];

/// Files where the network may be named.
const NETWORK: &[&str] = &["src/editorial/add/fetch", "src/editorial/compose/model/service", "src/serve", "src/cli"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Code without comments and tests, in which names of rooms are no imports.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned();
    let comments = Regex::new(r"(?m)//.*$").unwrap();
    comments.replace_all(&text, "").into_owned()
}

/// The room of a file: its first folder below src, or two of them in a wing.
fn room_of(path: &Path) -> Option<String> {
    let parts: Vec<String> = path.components().map(|c| c.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()).collect();
    let below = parts.iter().position(|p| p == "src")? + 1;
    let first = parts.get(below)?;
    let wing = first == "editorial" || first == "publish";
    match parts.get(below + 1) {
        Some(second) if wing && second != "mod" => Some(format!("{first}::{second}")),
        _ if wing => None,
        Some(_) => Some(first.clone()),
        None => None,
    }
}

/// Every room that a file names by `crate::…`, groups opened.
fn reached(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let path = Regex::new(r"\bcrate::(?:(\w+)(?:::(\w+|\{[^}]*\}))?|\{([^;]*)\};)").unwrap();
    let mut note = |first: &str, second: Option<&str>| {
        if first == "editorial" || first == "publish" {
            let second = second.unwrap_or("");
            for name in second.trim_matches(['{', '}']).split(',') {
                found.insert(format!("{first}::{}", name.trim().split("::").next().unwrap_or("")));
            }
        } else {
            found.insert(first.to_owned());
        }
    };
    for c in path.captures_iter(code) {
        match (c.get(1), c.get(3)) {
            (Some(first), _) => note(first.as_str(), c.get(2).map(|m| m.as_str())),
            (None, Some(group)) => {
                let mut depth = 0;
                for part in group.as_str().split_inclusive([',', '{', '}']) {
                    if depth == 0 {
                        let names: Vec<&str> = part.trim_end_matches([',', '{', '}']).trim().split("::").filter(|n| !n.is_empty()).collect();
                        if let Some(first) = names.first() {
                            note(first, names.get(1).copied());
                        }
                    }
                    depth += i32::from(part.ends_with('{')) - i32::from(part.ends_with('}'));
                }
            }
            (None, None) => {}
        }
    }
    found
}

#[test]
fn rooms_reach_only_where_they_may() {
    let rules: BTreeMap<&str, &[&str]> = RULES.iter().copied().collect();
    let mut faults = Vec::new();
    for path in sources(Path::new("src")) {
        let Some(room) = room_of(&path) else { continue };
        let Some(allowed) = rules.get(room.as_str()) else {
            faults.push(format!("{}: the room `{room}` has no rule in tests/architecture.rs", path.display()));
            continue;
        };
        for other in reached(&code(&path)) {
            let other = other.as_str();
            if other != room && !allowed.contains(&other) && rules.contains_key(other) {
                faults.push(format!("{}: `{room}` may not reach `{other}`", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_rule_sees_what_it_forbids() {
    let code = "use crate::{diag::{Code, codes}, publish::site::Site, text};\nuse crate::editorial::{add, stories::group};\nfn f() { crate::files::read(); }\n";
    let found: Vec<_> = reached(code).into_iter().collect();
    assert_eq!(found, ["diag", "editorial::add", "editorial::stories", "files", "publish::site", "text"]);
}

#[test]
fn the_network_has_its_corners() {
    let mut faults = Vec::new();
    for path in sources(Path::new("src")) {
        let name = path.to_string_lossy().replace('\\', "/");
        let code = code(&path);
        let networked =
            ["ureq::", "axum::", "hyper::", "hyper_util", "tokio", "TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs"].iter().any(|n| code.contains(n));
        if networked && !NETWORK.iter().any(|n| name.starts_with(n)) {
            faults.push(name);
        }
    }
    assert!(faults.is_empty(), "the network is named in {faults:?}");
}

#[test]
fn architecture_md_names_what_exists() {
    let text = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let path = Regex::new(r"`((?:src|themes|tests|content|docs|benches|fuzz)/[A-Za-z0-9_./-]*)`").unwrap();
    let missing: Vec<_> = path.captures_iter(&text).map(|c| c[1].to_owned()).filter(|p| !Path::new(p).exists()).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names {missing:?}");
    for (room, _) in RULES {
        let folder = format!("`src/{}/`", room.replace("::", "/"));
        assert!(text.contains(&folder), "ARCHITECTURE.md does not name {folder}");
    }
}

#[test]
fn files_stay_small_enough_to_read() {
    let long: Vec<_> = sources(Path::new("src"))
        .into_iter()
        .map(|p| (fs::read_to_string(&p).unwrap().lines().count(), p))
        .filter(|(lines, _)| *lines > 600)
        .map(|(lines, p)| format!("{} has {lines} lines", p.display()))
        .collect();
    assert!(long.is_empty(), "split them: {}", long.join(", "));
}
