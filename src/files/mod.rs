//! The only door to the disk: reads a site's folder into a [`Snapshot`], writes the editor's files one by one and whole, publishes a site in one step.
//!
//! In: a root, edits, a plan of addresses with what is to stand there. Out: a snapshot, or what could not be read or written. Never: a
//! half-written file, a folder emptied that this program did not make, a path outside the root.

#![expect(clippy::disallowed_methods, reason = "this room is a door to the outside")]

mod bytes;
mod cache;
mod clean;
mod edits;
mod errors;
mod lock;
mod names;
mod publish;
mod read;
pub mod record;
mod sealed;
pub mod shelf;
mod snapshot;
mod stage;
mod target;

pub use bytes::Bytes;
pub use cache::{Cache, CacheKey};
pub use clean::{Cleaned, clean};
pub use edits::{Edit, apply, apply_to, set_aside};
pub use errors::plain;
pub use lock::Lock;
pub use names::{INBOX, MARKER, concerns};
pub use publish::{Content, Plan, PublishFault, Published, publish};
pub use read::{contents, read, read_but, relative, reread};
pub use record::Look;
pub use snapshot::{File, Snapshot};
pub use target::{Target, shown};

#[cfg(test)]
mod tests;
