//! `digest clean`: takes away what can be made again.

use super::locking::lock;
use super::{Console, Outcome};
use crate::diag::{Diagnostic, NoTexts};
use crate::files::{self, Cleaned, Target};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Where the site is [default: public, in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    match clean(root, console, arguments) {
        Ok(cleaned) => {
            console.say(&told(cleaned, &arguments.output.clone().unwrap_or_else(|| root.join("public"))));
            Outcome::Fine
        }
        Err(found) => {
            console.findings(&[found], &NoTexts);
            Outcome::Failed
        }
    }
}

fn clean(root: &Path, console: &Console, arguments: &Arguments) -> Result<Cleaned, Diagnostic> {
    let target = Target::new(root, arguments.output.as_deref().unwrap_or(&root.join("public")))?;
    files::clean(root, &target, lock(root, console)?)
}

fn told(cleaned: Cleaned, site: &Path) -> String {
    let site = files::shown(site).display();
    match (cleaned.site, cleaned.caches) {
        (false, false) => "nothing to take away".to_owned(),
        (true, false) => format!("took away {site}"),
        (false, true) => "took away .digest".to_owned(),
        (true, true) => format!("took away {site} and .digest"),
    }
}
