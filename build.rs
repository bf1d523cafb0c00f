#![expect(clippy::disallowed_methods, reason = "a build script asks its environment")]

//! Tells the program which commit it is made from, for `digest --version`.
//!
//! From the checkout where there is one, from .cargo_vcs_info.json in a package that `cargo package` made, and else from `DIGEST_COMMIT`, which whoever packs a plain
//! folder of the sources may set. Where none of them is there, the version stands alone.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-env-changed=DIGEST_COMMIT");
    println!("cargo::rerun-if-changed=build.rs");
    let commit = std::env::var("DIGEST_COMMIT").ok().or_else(from_package).or_else(from_checkout);
    let version = env!("CARGO_PKG_VERSION");
    match commit.map(|c| c.trim().chars().take(10).collect::<String>()).filter(|c| !c.is_empty()) {
        Some(commit) => println!("cargo::rustc-env=DIGEST_VERSION={version} ({commit})"),
        None => println!("cargo::rustc-env=DIGEST_VERSION={version}"),
    }
}

/// The commit that `cargo package` wrote down.
fn from_package() -> Option<String> {
    let text = std::fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, rest) = text.split_once("\"sha1\"")?;
    rest.split('"').nth(1).map(str::to_owned)
}

/// The commit of the checkout that this file lies in; not of one that merely holds it somewhere.
fn from_checkout() -> Option<String> {
    if !Path::new(".git").exists() {
        return None;
    }
    // Which commit is checked out changes with these two.
    for name in ["HEAD", "logs/HEAD"] {
        if let Some(path) = git(&["rev-parse", "--git-path", name]).filter(|p| Path::new(p).exists()) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    git(&["rev-parse", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let ran = Command::new("git").args(arguments).output().ok()?;
    ran.status.success().then(|| String::from_utf8_lossy(&ran.stdout).trim().to_owned()).filter(|s| !s.is_empty())
}
