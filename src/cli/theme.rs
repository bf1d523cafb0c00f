//! `digest theme`: what themes there are, a copy of one file to change, and what a template sees.

use super::console::now;
use super::{Console, Outcome};
use crate::config::{self, Config};
use crate::diag::{Diagnostic, NoTexts, codes, nearest};
use crate::files::{self, Plan as _, Snapshot};
use crate::pipeline::{self, Memory, Options};
use crate::publish::site::Site;
use crate::publish::theme::Shelf;
use crate::text::slug::is_slug;
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// The themes that digest.yaml can name
    List,
    /// Copy one file of the theme into themes/, to be changed there
    Eject {
        /// A template, static file or language file: story.html, css/main.css, i18n/en.yaml
        #[arg(value_name = "FILE")]
        file: String,
        /// One block of the template alone: the copy extends the template and replaces that block
        #[arg(long, value_name = "NAME")]
        block: Option<String>,
        /// Put it into a theme of this name, made where it is not there [default: the site's theme]
        #[arg(long, value_name = "NAME")]
        into: Option<String>,
    },
    /// Print the view that a page's template gets, as JSON
    View {
        /// An address, as /topics/chips/, or a template, as topic.html: then the first page that it makes
        #[arg(value_name = "PAGE")]
        page: String,
    },
}

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    let read = files::read(root);
    let snapshot = read.value;
    let site = pipeline::read_config(&snapshot);
    match &arguments.command {
        Command::List => list(console, &snapshot, &site.value),
        Command::Eject { file, block, into } => eject(root, console, &snapshot, &site.value, (file, block.as_deref(), into.as_deref())),
        Command::View { page } => view(console, &snapshot, page),
    }
}

fn list(console: &Console, snapshot: &Snapshot, config: &Config) -> Outcome {
    let listed = Shelf::new(snapshot).list();
    console.findings(&listed.diagnostics, snapshot);
    let width = listed.value.iter().map(|t| t.name.chars().count()).max().unwrap_or(0);
    for theme in &listed.value {
        let mark = if theme.name == config.theme { "*" } else { " " };
        let place = match (theme.built_in, theme.own) {
            (true, true) => "built in, changed in themes/",
            (true, false) => "built in",
            _ => "in themes/",
        };
        let extends = theme.extends.as_ref().map(|e| format!(", extends {e}")).unwrap_or_default();
        let about = theme.description.as_ref().map(|d| format!("  {d}")).unwrap_or_default();
        let version = theme.version.as_deref().unwrap_or("-");
        console.out(&format!("{mark} {:width$}  {version}  {place}{extends}{about}", theme.name));
    }
    Outcome::Fine
}

fn eject(root: &Path, console: &Console, snapshot: &Snapshot, config: &Config, (file, block, into): (&str, Option<&str>, Option<&str>)) -> Outcome {
    if let Some(name) = into.filter(|n| !is_slug(n)) {
        let d = Diagnostic::homeless(&codes::BAD_VALUE, format!("`{name}` is not the name of a theme"));
        console.findings(&[d.hint("use small letters, digits and hyphens")], &NoTexts);
        return Outcome::Failed;
    }
    let ejected = match Shelf::new(snapshot).eject(&config.theme, file, block, into) {
        Ok(ejected) => ejected,
        Err(found) => {
            console.findings(&found, snapshot);
            return Outcome::Failed;
        }
    };
    if let Err(found) = files::apply(root, &ejected.edits) {
        console.findings(&[found], snapshot);
        return Outcome::Failed;
    }
    let what = block.map_or_else(String::new, |b| format!(" with the block `{b}`"));
    console.say(&format!("{}{what}, a copy from the theme {}: it takes that file's place from now on", ejected.path, ejected.from));
    if ejected.theme != config.theme {
        console.say(&format!("put `theme: {}` into {} to use it", ejected.theme, config::FILE));
    }
    Outcome::Fine
}

fn view(console: &Console, snapshot: &Snapshot, page: &str) -> Outcome {
    // What is to be seen of a draft is wanted here too.
    let options = Options { base_url: None, drafts: true, future: true, now: now() };
    let built = pipeline::build(snapshot, &options, &Memory::default());
    let Some(site) = built.value else {
        console.findings(&built.diagnostics, snapshot);
        return Outcome::Problems;
    };
    match find(&site, page) {
        Ok(view) => {
            console.out(&serde_json::to_string_pretty(&view).unwrap_or_default());
            Outcome::Fine
        }
        Err(templates) => {
            console.findings(&[unknown(&site, page, &templates)], &NoTexts);
            Outcome::Failed
        }
    }
}

/// The view of the page at an address, or of the first page of a template; else the templates that make a page of this site.
fn find(site: &Site, asked: &str) -> Result<serde_json::Value, BTreeSet<&'static str>> {
    let path = asked.trim_start_matches('/');
    let folder = format!("{}/", path.trim_end_matches('/'));
    let candidates = [path.to_owned(), format!("{}index.html", if path.is_empty() { "" } else { folder.as_str() })];
    for address in candidates {
        if let Some((_, view)) = site.view(&address) {
            return Ok(view);
        }
    }
    let template = if asked.ends_with(".html") { asked.to_owned() } else { format!("{asked}.html") };
    let mut templates = BTreeSet::new();
    for address in site.addresses().into_iter().filter(|a| a.ends_with(".html")) {
        let Some((own, view)) = site.view(address) else { continue };
        if own == template {
            return Ok(view);
        }
        templates.insert(own);
    }
    Err(templates)
}

fn unknown(site: &Site, asked: &str, templates: &BTreeSet<&'static str>) -> Diagnostic {
    let d = Diagnostic::homeless(&codes::BAD_VALUE, format!("there is no page and no template `{asked}`"));
    let pages: Vec<String> = site.addresses().into_iter().filter_map(|a| a.strip_suffix("index.html")).map(|a| format!("/{a}")).collect();
    match nearest(asked, pages.iter().map(String::as_str).chain(templates.iter().copied())) {
        Some(near) => d.hint(format!("did you mean `{near}`?")),
        None => d.hint("name an address, as `/topics/`, or a template, as `story.html`"),
    }
}
