//! Files that machines read: search engines, hosts, checkers of claims, the search page's script.

pub(super) mod claims;
pub(super) mod hosts;
pub(super) mod json_ld;
pub(super) mod sitemap;
pub(super) mod withdrawn;
