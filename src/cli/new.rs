//! `digest new`: a site that builds at once.

use super::{Console, Outcome};
use crate::diag::{Diagnostic, NoTexts, codes};
use crate::files::{self, Edit};
use rust_embed::RustEmbed;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to make
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Where the site will be published: writes the files that this host reads
    #[arg(long, value_enum, default_value_t = Host::Netlify)]
    host: Host,
}

/// A host that publishes a site from a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Host {
    Netlify,
    Cloudflare,
    Github,
}

impl Host {
    /// The folder of its files in [`HostFiles`].
    fn folder(self) -> &'static str {
        match self {
            Self::Netlify => "netlify/",
            Self::Cloudflare => "cloudflare/",
            Self::Github => "github/",
        }
    }
}

/// The files of a new site. A name that begins with a dot has it taken off here, so that this repository's own tools do not read it.
#[derive(RustEmbed)]
#[folder = "src/cli/new/site/"]
struct Sample;

/// What each host reads, a folder a host.
#[derive(RustEmbed)]
#[folder = "src/cli/new/hosts/"]
struct HostFiles;

/// Files and folders whose names begin with a dot in the new site.
const HIDDEN: [&str; 2] = ["gitignore", "github"];

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    // `--root` says where the command is run, as everywhere.
    let dir = root.join(&arguments.dir);
    match make(&dir, &arguments.dir, arguments.host) {
        Ok(()) => {
            say_what_next(console, &arguments.dir);
            Outcome::Fine
        }
        Err(found) => {
            console.findings(&[found], &NoTexts);
            Outcome::Failed
        }
    }
}

fn make(dir: &Path, shown: &Path, host: Host) -> Result<(), Diagnostic> {
    let refuse = |why: String| Diagnostic::homeless(&codes::NOT_OURS, format!("{} {why}", shown.display())).hint("name a new folder, or an empty one");
    match std::fs::read_dir(dir).map(|mut entries| entries.next().is_some()) {
        Ok(true) => return Err(refuse("is not empty; nothing is written there".to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(refuse("is a file".to_owned())),
        _ => {}
    }
    std::fs::create_dir_all(dir)
        .map_err(|error| Diagnostic::homeless(&codes::CANNOT_WRITE, format!("{} cannot be made: {}", shown.display(), files::plain(&error))))?;
    let sample = Sample::iter().filter_map(|name| Some((name.to_string(), Sample::get(&name)?)));
    let hosting = HostFiles::iter().filter_map(|name| Some((name.strip_prefix(host.folder())?.to_owned(), HostFiles::get(&name)?)));
    let edits: Vec<Edit> = sample
        .chain(hosting)
        .filter_map(|(name, file)| {
            let text = String::from_utf8(file.data.into_owned()).ok()?;
            let hidden = HIDDEN.contains(&name.split('/').next().unwrap_or_default());
            Some(Edit { path: if hidden { format!(".{name}") } else { name }, contents: Some(text), keep_original: false })
        })
        .collect();
    files::apply(dir, &edits)
}

fn say_what_next(console: &Console, dir: &Path) {
    let dir = dir.display();
    console.say(&format!(
        "{dir} holds a small site with sample articles. What to do next:

    cd {dir}
    digest serve --watch      write its digests, and see it in a browser while you work on it
    digest add PAGE           put in an article: a saved page, a text dump, a feed or an address
    digest build              write the whole site to public/"
    ));
}
