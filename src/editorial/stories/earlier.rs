//! A grouping of articles as a later one can go on from: everything that was worked out for each article.

use super::clusters::{Before, Cluster, Group};
use super::copies::Copies;
use super::joins::Bond;
use super::neighbours::Neighbours;
use super::point::Point;
use super::vectors::Table;
use std::sync::Arc;

/// What a grouping found out about its articles. Lists go by the place of the articles in the order of grouping.
#[derive(Debug, Default)]
pub struct Earlier {
    /// The setting that it was made with.
    pub(super) days: u32,
    pub(super) paths: Vec<Arc<str>>,
    /// Articles whose terms are counted: all but those that are none.
    pub(super) batch: u32,
    pub(super) junk: Vec<Option<&'static str>>,
    pub(super) lengths: Vec<u32>,
    pub(super) prints: Vec<Vec<u32>>,
    pub(super) points: Vec<Point>,
    pub(super) neighbours: Neighbours,
    pub(super) words: Table,
    pub(super) copies: Copies,
    /// What stood together from the start, and whether a story held it.
    pub(super) groups: Vec<(u32, bool)>,
    pub(super) clusters: Vec<u32>,
    /// Of each cluster, the name that its headlines give it.
    pub(super) names: Vec<String>,
    pub(super) bonds: Vec<Option<Bond>>,
}

/// Stands for an article that was not there.
pub(super) const NONE: u32 = u32::MAX;

impl Earlier {
    /// How many articles were grouped.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.paths.len()
    }

    /// Keeps what the merging gave.
    pub(super) fn keep(&mut self, groups: &[Group], clusters: &[Cluster], names: Vec<String>, bonds: Vec<Vec<(u32, Bond)>>) {
        self.groups = vec![(NONE, false); self.paths.len()];
        for (at, group) in (0u32..).zip(groups) {
            group.articles.iter().for_each(|a| self.groups[*a as usize] = (at, group.story.is_some()));
        }
        self.clusters = vec![NONE; self.paths.len()];
        for (at, cluster) in (0u32..).zip(clusters) {
            cluster.articles.iter().for_each(|a| self.clusters[*a as usize] = at);
        }
        self.names = names;
        self.bonds = vec![None; self.paths.len()];
        for (article, bond) in bonds.into_iter().flatten() {
            self.bonds[article as usize] = Some(bond);
        }
    }

    /// Which of these groups are as they were, and the clusters that they stood in.
    pub(super) fn before(&self, groups: &[Group], dirty: &[bool]) -> Before {
        let mut sizes = vec![0u32; self.groups.iter().filter(|(group, _)| *group != NONE).map(|(group, _)| *group as usize + 1).max().unwrap_or_default()];
        self.groups.iter().filter(|(group, _)| *group != NONE).for_each(|(group, _)| sizes[*group as usize] += 1);
        let cluster = |group: &Group| group.articles.iter().map(|a| self.clusters[*a as usize]).find(|c| *c != NONE);
        let changed = |group: &Group| {
            let Some(first) = group.articles.first().map(|a| self.groups[*a as usize]) else { return true };
            first.0 == NONE
                || first.1 != group.story.is_some()
                || sizes[first.0 as usize] as usize != group.articles.len()
                || group.articles.iter().any(|a| dirty[*a as usize] || self.groups[*a as usize] != first)
        };
        let mut changed: Vec<bool> = groups.iter().map(changed).collect();
        // A group with articles of several clusters leaves none of them as it was.
        let clusters: Vec<Option<u32>> = groups.iter().map(cluster).collect();
        let touched: std::collections::BTreeSet<u32> = groups
            .iter()
            .zip(&changed)
            .filter(|(_, changed)| **changed)
            .flat_map(|(group, _)| group.articles.iter().map(|a| self.clusters[*a as usize]))
            .filter(|c| *c != NONE)
            .collect();
        for (cluster, changed) in clusters.iter().zip(&mut changed) {
            *changed |= cluster.is_some_and(|c| touched.contains(&c));
        }
        Before { clusters, dirty: changed }
    }
}
