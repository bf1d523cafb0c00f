//! `digest serve`: build and serve, and rebuild as files change.

use super::{Console, Outcome};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Rebuild and reload as files change
    #[arg(long, short)]
    watch: bool,
    /// Publish the digests as they are: write none
    #[arg(long)]
    no_compose: bool,
    /// Put no reload script into the pages
    #[arg(long)]
    no_reload: bool,
    /// The port; 8000 or the next free one if none is given
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: std::net::IpAddr,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Lead the browser to the page whose file was saved
    #[arg(long)]
    follow: bool,
    /// Look for changes by reading, for network drives
    #[arg(long)]
    poll: bool,
    /// Drafts as well
    #[arg(long)]
    drafts: bool,
    /// Digests dated in the future as well
    #[arg(long)]
    future: bool,
}

pub(super) fn run(_root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    console.say(&format!("{arguments:?}"));
    Outcome::Failed
}
