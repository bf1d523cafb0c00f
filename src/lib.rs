//! From raw pages to a site in which every claim is cited to a passage, told in the order in which the work flows.
//!
//! - [`text`], [`diag`] and [`types`] are what all rooms speak with; [`config`] is digest.yaml; [`files`] is the only door to the disk.
//! - A raw page becomes an article in [`editorial::add`], articles become stories in [`editorial::stories`], a story becomes a digest in
//!   [`editorial::compose`].
//! - [`evidence`] finds the passage that supports a claim and judges whether it does. Both wings ask it, so that a drafted claim and a hand's
//!   claim meet the same judge.
//! - A digest is checked in [`publish::check`], its body rendered in [`publish::render`], dressed by [`publish::theme`], and
//!   takes its address in [`publish::site`].
//! - [`pipeline`] wires the rooms, [`serve`] shows the site while it is written, [`cli`] is what people type.

pub mod diag;
pub mod text;
pub mod types;

pub mod config;
pub mod files;

pub mod evidence;

pub mod editorial;
pub mod publish;

pub mod pipeline;

pub mod cli;
pub mod serve;
