//! Folders as values, to hold one against another.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub type Tree = BTreeMap<String, Vec<u8>>;

/// Every file below a folder with its bytes, by its path from there.
pub fn tree(folder: &Path) -> Tree {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    files.map(|e| (e.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned(), fs::read(e.path()).unwrap())).collect()
}
