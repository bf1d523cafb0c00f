//! What `digest new --host` writes for a host does what it says there: the commands in it are run as that host runs them, with its environment.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it makes the files that it needs")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A new site for a host, with its digests written, as an editor would commit it.
fn site(host: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let digest = |arguments: &[&str]| {
        let ran = Command::new(env!("CARGO_BIN_EXE_digest")).args(arguments).current_dir(folder.path()).output().unwrap();
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    digest(&["new", "site", "--host", host]);
    digest(&["--root", "site", "compose"]);
    (folder, site)
}

/// Runs a command line as a host does: with its own environment and nothing of ours but the program.
fn run(site: &Path, line: &str, environment: &[(&str, &str)]) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_digest")).parent().unwrap();
    let mut command = Command::new("bash");
    command.args(["-euo", "pipefail", "-c", line]).current_dir(site).stdin(Stdio::null()).env_clear();
    command.env("PATH", format!("{}:/usr/bin:/bin", program.display())).env("HOME", site).env("SOURCE_DATE_EPOCH", "1795900000");
    command.envs(environment.iter().copied()).output().unwrap()
}

fn built(site: &Path, ran: &Output) -> String {
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let page = fs::read_to_string(site.join("public/index.html")).unwrap();
    fs::remove_dir_all(site.join("public")).unwrap();
    page
}

/// Every file of a site that is not content.
fn files(site: &Path) -> Vec<String> {
    let mut found: Vec<String> = walkdir::WalkDir::new(site)
        .into_iter()
        .map(|e| e.unwrap())
        .filter(|e| e.file_type().is_file())
        .map(|e| e.path().strip_prefix(site).unwrap().to_string_lossy().into_owned())
        .filter(|p| !p.starts_with("content/") && !p.starts_with(".digest/"))
        .collect();
    found.sort();
    found
}

#[test]
fn netlify() {
    let (_folder, site) = site("netlify");
    assert_eq!(files(&site), [".gitignore", "README.md", "digest.yaml", "netlify-install.sh", "netlify.toml"]);
    let text = fs::read_to_string(site.join("netlify.toml")).unwrap();
    let commands: Vec<&str> = text.lines().filter_map(|l| l.trim().strip_prefix("command = '''")?.strip_suffix("'''")).collect();
    assert_eq!(commands.len(), 3, "{text}");
    let environment = [("URL", "https://paper.example"), ("DEPLOY_PRIME_URL", "https://preview.example"), ("NETLIFY_CACHE_DIR", "kept")];
    let page = built(&site, &run(&site, commands[0], &environment));
    assert!(page.contains("https://paper.example/") && !page.contains("noindex"), "{page}");
    for preview in &commands[1..] {
        let page = built(&site, &run(&site, preview, &environment));
        assert!(page.contains("https://preview.example/") && page.contains("noindex"), "{page}");
    }
    // Where the program is missing, the log says what to do; where it is told from where, cargo is asked once, and again when that changes.
    let ran = run(&site, commands[0], &[("PATH", "/usr/bin:/bin")]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("bin/digest"));
    let cargo = "#!/bin/bash\n[ \"$1\" = install ] && echo \"asked $*\" >> asked && mkdir -p kept/digest/bin && printf '#!/bin/sh\\nmkdir -p public; echo \"$*\" > public/index.html\\n' > kept/digest/bin/digest && chmod +x kept/digest/bin/digest; true\n";
    fs::create_dir_all(site.join("host")).unwrap();
    fs::write(site.join("host/cargo"), cargo).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(site.join("host/cargo")).status().unwrap().success());
    let path = format!("{}:/usr/bin:/bin", site.join("host").display());
    for (tag, times) in [("1", 1), ("1", 1), ("2", 2)] {
        let from = format!("--git https://code.example/digest --tag {tag}");
        let host = [("PATH", path.as_str()), ("NETLIFY_CACHE_DIR", "kept"), ("URL", "https://paper.example"), ("DIGEST_FROM", &from)];
        let page = built(&site, &run(&site, commands[0], &host));
        assert_eq!(page, "build --no-compose --strict --base-url https://paper.example\n");
        assert_eq!(fs::read_to_string(site.join("asked")).unwrap().lines().count(), times, "{tag}");
    }
}

#[test]
fn cloudflare() {
    let (_folder, site) = site("cloudflare");
    assert_eq!(files(&site), [".gitignore", "README.md", "cloudflare-build.sh", "digest.yaml", "wrangler.toml"]);
    let line = "bash cloudflare-build.sh";
    let environment = |branch| [("CF_PAGES", "1"), ("CF_PAGES_BRANCH", branch), ("CF_PAGES_URL", "https://preview.example")];
    let page = built(&site, &run(&site, line, &environment("main")));
    assert!(!page.contains("https://preview.example/") && !page.contains("noindex"), "{page}");
    let page = built(&site, &run(&site, line, &environment("new-look")));
    assert!(page.contains("https://preview.example/") && page.contains("noindex"), "{page}");
    // Where the program is missing, the log says what to do.
    let ran = run(&site, line, &[("PATH", "/usr/bin:/bin")]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("bin/digest"));
    assert!(fs::read_to_string(site.join("wrangler.toml")).unwrap().contains("pages_build_output_dir = \"public\""));
}

#[test]
fn github() {
    let (_folder, site) = site("github");
    assert_eq!(files(&site), [".github/workflows/pages.yml", ".gitignore", "README.md", "digest.yaml"]);
    let text = fs::read_to_string(site.join(".github/workflows/pages.yml")).unwrap();
    let line = text.lines().find_map(|l| l.trim().strip_prefix("run: ").filter(|l| *l != "|")).unwrap();
    let ran = run(&site, line, &[("BASE_URL", "https://someone.example/paper")]);
    // A project's pages lie under the repository's name: no address may begin at the root of the host.
    let page = built(&site, &ran);
    assert!(page.contains("https://someone.example/paper/"), "{page}");
    let addresses = regex::Regex::new(r#"(?:href|src|action|content)="(/[^"]*)""#).unwrap();
    let own: Vec<&str> = addresses.captures_iter(&page).map(|c| c.get(1).unwrap().as_str()).collect();
    assert!(own.len() > 10, "{page}");
    let astray: Vec<&str> = own.into_iter().filter(|a| !a.starts_with("/paper/")).collect();
    assert_eq!(astray, [""; 0], "addresses outside the subpath");
    // The install step says what to do where the program is missing.
    let install: Vec<&str> =
        text.lines().skip_while(|l| l.trim() != "- name: Install digest").skip(2).take_while(|l| !l.trim().starts_with("- name")).collect();
    let ran = run(&site, &install.join("\n"), &[("GITHUB_PATH", "paths"), ("DIGEST_FROM", "")]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stdout).contains("::error file="));
}
