//! The words of DESIGN.md, section 2, as plain types, and the two file formats where they meet the disk.
//!
//! In: the text of a file. Out: typed values, and from typed values the text of a file. Never: the disk, a judgement about truth.

pub mod article;
pub mod article_file;
pub mod digest;
pub mod digest_file;
pub mod draft;
mod fields;
mod front;
pub mod genre;
pub mod hand_edit;
pub mod locale;
pub mod moment;
pub mod packed;
pub mod page_file;
pub mod places;
pub mod story;
pub mod takedowns;
pub mod yaml;

pub use article::{Article, ArticleFile, Image, Placement};
pub use digest::{Block, BlockKind, Body, Citation, Claim, Correction, Digest, DigestFile, Note, OpenDigest, Source, Writer};
pub use draft::{Draft, DraftBlock, DraftCitation, DraftClaim, DraftSection};
pub use fields::{Fields, FreeValue};
pub(crate) use front::read_whole_map;
pub use front::{FrontMatter, split_front_matter};
pub use genre::Genre;
pub use hand_edit::HandText;
pub use locale::{Locale, Phrase, Plural};
pub use moment::Moment;
pub use packed::PackedBody;
pub use page_file::PageFile;
pub use places::Places;
pub use story::{Grouping, Join, Origin, Story, Undecided};
pub use takedowns::Takedowns;
