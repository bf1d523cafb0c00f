//! Merges the nearest groups of articles first, until no two are near enough: average-link agglomeration over the edges of a neighbour graph.
//!
//! The similarity of two groups is exact, from their sum vectors, though only groups with a neighbour in one another are compared
//! (Karypis and others, "Chameleon", 1999, prune in the same way). A small term for size makes one threshold serve stories of two articles
//! and of three hundred: the average similarity inside a story falls as it grows.

use super::calendar::Calendar;
use super::meaning::Sum;
use super::point::{Point, blended};
use super::sparse::Sparse;
use super::tuning::Tuning;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Articles that belong together from the start.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub articles: Vec<u32>,
    /// The story that they stay in; two groups with a story each never merge.
    pub story: Option<usize>,
}

/// What the merging gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cluster {
    /// In order.
    pub articles: Vec<u32>,
    pub story: Option<usize>,
}

struct Node<'a> {
    articles: Vec<u32>,
    own: Cow<'a, Sparse>,
    /// `None` where it is `own`.
    widened: Option<Cow<'a, Sparse>>,
    meaning: Option<Sum>,
    /// The dot product of the group with itself.
    square: f64,
    days: Option<(i64, i64)>,
    story: Option<usize>,
    /// Nodes that it shares an edge with, and the dot product with each; in their order.
    edges: Vec<(u32, f64)>,
    alive: bool,
}

impl<'a> Node<'a> {
    fn of(group: &Group, points: &'a [Point], calendar: &Calendar) -> Self {
        let mut members = group.articles.iter().map(|a| &points[*a as usize]);
        let first = members.next();
        let empty = || Cow::Owned(Sparse::default());
        let mut own = first.map_or_else(empty, |p| Cow::Borrowed(&p.own.terms));
        let mut widened = first.and_then(|p| p.widened.as_ref()).map(|w| Cow::Borrowed(&w.terms));
        for point in members {
            widened = match (&widened, &point.widened) {
                (None, None) => None,
                _ => Some(Cow::Owned(widened.as_ref().unwrap_or(&own).plus(point.wide(), 1.0))),
            };
            own = Cow::Owned(own.plus(&point.own.terms, 1.0));
        }
        let days = group.articles.iter().filter_map(|a| calendar.day(*a)).fold(None, |span, day| joined(span, Some((day, day))));
        let meaning = Sum::of(group.articles.iter().filter_map(|a| points[*a as usize].meaning.as_deref()));
        let mut node = Node { articles: group.articles.clone(), own, widened, meaning, square: 0.0, days, story: group.story, edges: Vec::new(), alive: true };
        node.square = node.dot(&node);
        node
    }

    fn wide(&self) -> &Sparse {
        self.widened.as_deref().unwrap_or(&self.own)
    }

    fn dot(&self, other: &Self) -> f64 {
        let own = self.own.dot(&other.own);
        let in_words = if self.widened.is_none() && other.widened.is_none() { own } else { blended(own, self.wide().dot(other.wide())) };
        in_words + self.meaning.as_ref().zip(other.meaning.as_ref()).map_or(0.0, |(a, b)| a.adds(b))
    }

    /// Average similarity of the two groups' articles, raised with the size of the larger.
    fn nearness(&self, other: &Self, dot: f64) -> f64 {
        let (a, b) = (self.articles.len() as f64, other.articles.len() as f64);
        let tuning = Tuning::get();
        let average = dot / (a * b);
        let mut nearness = average * a.max(b).min(tuning.size_most).powf(tuning.size_power);
        if a.min(b) >= tuning.cohesion_from as f64 {
            let like = average / (self.cohesion() * other.cohesion()).sqrt();
            nearness *= (like / tuning.cohesion).min(1.0).powf(tuning.cohesion_power);
        }
        nearness
    }

    /// So far from one another that the two will not meet, unless through others that are nearer to both. Such edges are forgotten: most of
    /// the work would go into keeping them exact.
    fn is_hopeless(&self, other: &Self, dot: f64, threshold: f64) -> bool {
        dot < Tuning::get().hopeless * threshold * (self.articles.len() * other.articles.len()) as f64
    }

    /// Average similarity of the group's articles with one another.
    fn cohesion(&self) -> f64 {
        let size = self.articles.len() as f64;
        if size < 2.0 { 1.0 } else { ((self.square - size) / (size * (size - 1.0))).max(0.01) }
    }

    fn may_join(&self, other: &Self, apart: i64) -> bool {
        let length = |span: Option<(i64, i64)>| span.map_or(0, |(first, last)| last - first);
        // A published story may span more days than the setting now allows; it stays, and takes in what lies within its days.
        let allowed = apart.max(length(self.days)).max(length(other.days));
        !(self.story.is_some() && other.story.is_some()) && length(joined(self.days, other.days)) <= allowed
    }
}

fn joined(a: Option<(i64, i64)>, b: Option<(i64, i64)>) -> Option<(i64, i64)> {
    match (a, b) {
        (Some((a0, a1)), Some((b0, b1))) => Some((a0.min(b0), a1.max(b1))),
        (one, other) => one.or(other),
    }
}

/// Two nodes that may merge. The nearest come first, of equals those that stand first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Candidate {
    nearness: f64,
    pair: (u32, u32),
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.nearness.total_cmp(&other.nearness).then_with(|| other.pair.cmp(&self.pair))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Merges groups. `near` names the neighbours of each article; every article stands in one group at most.
pub(super) fn merge(points: &[Point], groups: &[Group], near: &[Vec<u32>], calendar: &Calendar, apart: u32, threshold: f64) -> Vec<Cluster> {
    let mut nodes: Vec<Node> = groups.par_iter().map(|g| Node::of(g, points, calendar)).collect();
    join_neighbours(&mut nodes, points.len(), near, threshold);
    let apart = i64::from(apart);
    let mut heap: BinaryHeap<Candidate> = BinaryHeap::new();
    for (at, node) in (0u32..).zip(&nodes) {
        for &(other, dot) in node.edges.iter().filter(|(other, _)| *other > at) {
            let nearness = node.nearness(&nodes[other as usize], dot);
            if nearness >= threshold && node.may_join(&nodes[other as usize], apart) {
                heap.push(Candidate { nearness, pair: (at, other) });
            }
        }
    }
    while let Some(Candidate { pair: (a, b), .. }) = heap.pop() {
        if nodes[a as usize].alive && nodes[b as usize].alive {
            let new = merge_two(&mut nodes, a, b, threshold);
            let node = &nodes[new as usize];
            for &(other, dot) in &node.edges {
                let nearness = node.nearness(&nodes[other as usize], dot);
                if nearness >= threshold && node.may_join(&nodes[other as usize], apart) {
                    heap.push(Candidate { nearness, pair: (other, new) });
                }
            }
        }
    }
    nodes.iter().filter(|n| n.alive).map(cluster).collect()
}

/// Gives the nodes their edges with the dot products.
fn join_neighbours(nodes: &mut [Node], articles: usize, near: &[Vec<u32>], threshold: f64) {
    let mut home = vec![u32::MAX; articles];
    for (at, node) in (0u32..).zip(nodes.iter()) {
        node.articles.iter().for_each(|a| home[*a as usize] = at);
    }
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (article, others) in near.iter().enumerate() {
        let from = home[article];
        if from == u32::MAX {
            continue;
        }
        pairs.extend(others.iter().map(|o| home[*o as usize]).filter(|to| *to != from && *to != u32::MAX).map(|to| (from.min(to), from.max(to))));
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    let dots: Vec<f64> = pairs.par_iter().map(|(a, b)| nodes[*a as usize].dot(&nodes[*b as usize])).collect();
    for (&(a, b), dot) in pairs.iter().zip(dots) {
        if nodes[a as usize].is_hopeless(&nodes[b as usize], dot, threshold) {
            continue;
        }
        nodes[a as usize].edges.push((b, dot));
        nodes[b as usize].edges.push((a, dot));
    }
    nodes.par_iter_mut().for_each(|n| n.edges.sort_unstable_by_key(|(other, _)| *other));
}

/// Puts a node for both at the end; gives its place.
fn merge_two(nodes: &mut Vec<Node>, a: u32, b: u32, threshold: f64) -> u32 {
    let new = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    let [left, right] = [a, b].map(|at| {
        let node = &mut nodes[at as usize];
        node.alive = false;
        let (articles, edges) = (std::mem::take(&mut node.articles), std::mem::take(&mut node.edges));
        let (own, widened) = (std::mem::replace(&mut node.own, Cow::Owned(Sparse::default())), node.widened.take());
        let meaning = node.meaning.take();
        Node { articles, own, widened, meaning, square: node.square, days: node.days, story: node.story, edges, alive: false }
    });
    let mut edges: Vec<(u32, f64)> = Vec::with_capacity(left.edges.len() + right.edges.len());
    let (mut i, mut j) = (0, 0);
    while i < left.edges.len() || j < right.edges.len() {
        let (l, r) = (left.edges.get(i).copied(), right.edges.get(j).copied());
        let (other, dot) = match (l, r) {
            (Some((other, x)), Some((same, y))) if other == same => {
                (i, j) = (i + 1, j + 1);
                (other, x + y)
            }
            // An edge that only one side has does not mean that the other is not alike: its part is worked out.
            (Some((other, x)), r) if r.is_none_or(|r| other < r.0) => {
                i += 1;
                if other == b {
                    continue;
                }
                (other, x + right.dot(&nodes[other as usize]))
            }
            (_, Some((other, y))) => {
                j += 1;
                if other == a {
                    continue;
                }
                (other, y + left.dot(&nodes[other as usize]))
            }
            (_, None) => break,
        };
        edges.push((other, dot));
    }
    let size = left.articles.len() + right.articles.len();
    let hopeless = |nodes: &[Node], other: u32, dot: f64| dot < Tuning::get().hopeless * threshold * (size * nodes[other as usize].articles.len()) as f64;
    edges.retain(|&(other, dot)| {
        let forgotten = hopeless(nodes, other, dot);
        let theirs = &mut nodes[other as usize].edges;
        theirs.retain(|(to, _)| *to != a && *to != b);
        if !forgotten {
            theirs.push((new, dot));
        }
        !forgotten
    });
    let widened = match (&left.widened, &right.widened) {
        (None, None) => None,
        _ => Some(Cow::Owned(left.wide().plus(right.wide(), 1.0))),
    };
    let square = left.square + right.square + 2.0 * left.dot(&right);
    let mut articles = left.articles;
    articles.extend(right.articles);
    nodes.push(Node {
        articles,
        own: Cow::Owned(left.own.plus(&right.own, 1.0)),
        widened,
        meaning: Sum::plus(left.meaning.as_ref(), right.meaning.as_ref()),
        square,
        days: joined(left.days, right.days),
        story: left.story.or(right.story),
        edges,
        alive: true,
    });
    new
}

fn cluster(node: &Node) -> Cluster {
    let mut articles = node.articles.clone();
    articles.sort_unstable();
    Cluster { articles, story: node.story }
}

/// For each cluster without a story, the nearest one with a story that it did not join, with the nearness as a share of the threshold. Clusters are
/// compared that have neighbours in one another.
pub(super) fn nearly(clusters: &[Cluster], points: &[Point], near: &[Vec<u32>], calendar: &Calendar, apart: u32, threshold: f64) -> Vec<Option<(usize, f64)>> {
    let mut nearest = vec![None; clusters.len()];
    if clusters.iter().all(|c| c.story.is_none()) {
        return nearest;
    }
    let mut home = vec![0u32; points.len()];
    for (at, cluster) in (0u32..).zip(clusters) {
        cluster.articles.iter().for_each(|a| home[*a as usize] = at);
    }
    let has_story = |at: u32| clusters[at as usize].story.is_some();
    // Of two clusters the one without a story first.
    let told = |(a, b): (u32, u32)| match (has_story(a), has_story(b)) {
        (false, true) => Some((a, b)),
        (true, false) => Some((b, a)),
        _ => None,
    };
    let mut pairs: Vec<(u32, u32)> = near
        .iter()
        .enumerate()
        .flat_map(|(article, others)| others.iter().map(move |o| (article, *o)))
        .filter_map(|(a, o)| told((home[a], home[o as usize])))
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let node = |at: u32| Node::of(&Group { articles: clusters[at as usize].articles.clone(), story: clusters[at as usize].story }, points, calendar);
    let told = nodes_of(pairs.iter().map(|(_, told)| *told), node);
    let of_one = |pairs: &[(u32, u32)]| {
        let (untold, _) = *pairs.first()?;
        let own = node(untold);
        let share = |(_, with): &(u32, u32)| {
            let other = told.get(with)?;
            let story = other.story.filter(|_| own.may_join(other, i64::from(apart)))?;
            Some((story, own.nearness(other, own.dot(other)) / threshold))
        };
        Some((untold, pairs.iter().filter_map(share).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))))
    };
    let found: Vec<_> = pairs.par_chunk_by(|a, b| a.0 == b.0).filter_map(of_one).collect();
    for (cluster, story) in found {
        nearest[cluster as usize] = story;
    }
    nearest
}

/// Clusters as they were before some articles came or changed.
#[derive(Debug)]
pub(super) struct Before {
    /// The cluster of each group, where it had one.
    pub clusters: Vec<Option<u32>>,
    /// Groups that are new or not what they were, and those of articles that are not, or whose neighbours are not.
    pub dirty: Vec<bool>,
}

/// [`merge`], where most groups and their neighbours are as they were before. Gives the clusters, and for each the one that it was before where that is known to be
/// the same.
///
/// The merging of a set of groups runs by itself while none of them merges with one outside: what lies outside changes neither what they are nor the order in which
/// they merge. So it is enough to merge anew the clusters that anything changed in, together with all clusters around them that could have met them, and to widen
/// that set for as long as one of those meets them.
pub(super) fn merge_again(
    points: &[Point],
    groups: &[Group],
    near: &[Vec<u32>],
    calendar: &Calendar,
    apart: u32,
    threshold: f64,
    before: &Before,
) -> Vec<(Cluster, Option<u32>)> {
    let fresh = |clusters: Vec<Cluster>| clusters.into_iter().map(|c| (c, None)).collect();
    let units = before.clusters.iter().flatten().max().map_or(0, |last| *last as usize + 1);
    let mut home = vec![u32::MAX; points.len()];
    for (at, group) in (0u32..).zip(groups) {
        group.articles.iter().for_each(|a| home[*a as usize] = at);
    }
    let mut touched = vec![false; units];
    let mut inside: Vec<bool> = before.dirty.clone();
    for (group, unit) in before.clusters.iter().enumerate() {
        match unit {
            Some(unit) => touched[*unit as usize] |= before.dirty[group],
            None => inside[group] = true,
        }
    }
    loop {
        for (group, unit) in before.clusters.iter().enumerate() {
            inside[group] |= unit.is_some_and(|u| touched[u as usize]);
        }
        let around = around(points, groups, near, calendar, threshold, &home, &inside);
        let ring: BTreeSet<u32> = around.iter().filter_map(|group| before.clusters[*group as usize]).collect();
        let chosen: Vec<usize> = (0..groups.len()).filter(|g| inside[*g] || before.clusters[*g].is_some_and(|unit| ring.contains(&unit))).collect();
        if chosen.len() * 2 > groups.len() {
            return fresh(merge(points, groups, near, calendar, apart, threshold));
        }
        let part: Vec<Group> = chosen.iter().map(|g| groups[*g].clone()).collect();
        let merged = merge(points, &part, near, calendar, apart, threshold);
        let sides = |cluster: &Cluster| {
            let (mut within, mut beyond) = (false, false);
            for article in &cluster.articles {
                if inside[home[*article as usize] as usize] { within = true } else { beyond = true }
            }
            (within, beyond)
        };
        let mixed: Vec<&Cluster> = merged.iter().filter(|c| sides(c) == (true, true)).collect();
        if mixed.is_empty() {
            let mut clusters: Vec<(Cluster, Option<u32>)> = merged.into_iter().filter(|c| sides(c).0).map(|c| (c, None)).collect();
            let mut rest: BTreeMap<u32, Cluster> = BTreeMap::new();
            for (group, unit) in groups.iter().zip(&before.clusters) {
                let Some(unit) = unit.filter(|u| !touched[*u as usize]) else { continue };
                let cluster = rest.entry(unit).or_insert_with(|| Cluster { articles: Vec::new(), story: None });
                cluster.articles.extend(&group.articles);
                cluster.story = cluster.story.or(group.story);
            }
            for (unit, mut cluster) in rest {
                cluster.articles.sort_unstable();
                clusters.push((cluster, Some(unit)));
            }
            return clusters;
        }
        for article in mixed.iter().flat_map(|c| &c.articles) {
            if let Some(unit) = before.clusters[home[*article as usize] as usize] {
                touched[unit as usize] = true;
            }
        }
    }
}

/// The groups outside that share an edge with one inside.
fn around(points: &[Point], groups: &[Group], near: &[Vec<u32>], calendar: &Calendar, threshold: f64, home: &[u32], inside: &[bool]) -> Vec<u32> {
    let crosses = |article: usize, other: u32| {
        let (a, b) = (home[article], home[other as usize]);
        match (inside[a as usize], inside[b as usize]) {
            (true, false) => Some((a, b)),
            (false, true) => Some((b, a)),
            _ => None,
        }
    };
    let mut pairs: Vec<(u32, u32)> =
        near.par_iter().enumerate().flat_map_iter(|(article, others)| others.iter().filter_map(move |o| crosses(article, *o))).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let nodes = nodes_of(pairs.iter().flat_map(|(a, b)| [*a, *b]), |group| Node::of(&groups[group as usize], points, calendar));
    let meets = |(own, other): &(u32, u32)| {
        let (own, with) = (nodes.get(own)?, nodes.get(other)?);
        (!own.is_hopeless(with, own.dot(with), threshold)).then_some(*other)
    };
    pairs.par_iter().filter_map(meets).collect()
}

fn nodes_of<'a>(of: impl Iterator<Item = u32>, node: impl Fn(u32) -> Node<'a> + Sync) -> BTreeMap<u32, Node<'a>> {
    let of: BTreeSet<u32> = of.collect();
    of.into_par_iter().map(|at| (at, node(at))).collect()
}
