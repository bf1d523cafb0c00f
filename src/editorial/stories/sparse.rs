//! Sparse vectors over numbered terms.

/// Term numbers and their weights, in the order of the numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sparse(Box<[(u32, f32)]>);

impl Sparse {
    /// From terms in any order, each at most once.
    pub(super) fn of(mut terms: Vec<(u32, f32)>) -> Self {
        terms.sort_unstable_by_key(|(number, _)| *number);
        Self(terms.into_boxed_slice())
    }

    pub(super) fn terms(&self) -> &[(u32, f32)] {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same direction at length 1; empty stays empty.
    pub(super) fn unit(mut self) -> Self {
        let length = self.0.iter().map(|(_, w)| f64::from(*w) * f64::from(*w)).sum::<f64>().sqrt();
        if length > 0.0 {
            self.0.iter_mut().for_each(|(_, w)| *w = (f64::from(*w) / length) as f32);
        }
        self
    }

    pub(super) fn dot(&self, other: &Self) -> f64 {
        let (short, long) = if self.0.len() <= other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        // A long sum vector is searched, not walked.
        if short.len() * 16 < long.len() {
            let mut rest: &[(u32, f32)] = long;
            let mut sum = 0.0;
            for (number, weight) in short {
                let at = rest.partition_point(|(n, _)| n < number);
                rest = &rest[at..];
                match rest.first() {
                    Some((n, w)) if n == number => sum += f64::from(*weight) * f64::from(*w),
                    Some(_) => {}
                    None => break,
                }
            }
            return sum;
        }
        let (mut sum, mut i, mut j) = (0.0, 0, 0);
        while i < short.len() && j < long.len() {
            let (a, b) = (short[i], long[j]);
            if a.0 == b.0 {
                sum += f64::from(a.1) * f64::from(b.1);
            }
            i += usize::from(a.0 <= b.0);
            j += usize::from(b.0 <= a.0);
        }
        sum
    }

    /// The sum of the two, the second times `share`.
    pub(super) fn plus(&self, other: &Self, share: f32) -> Self {
        let mut out = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut i, mut j) = (0, 0);
        loop {
            match (self.0.get(i), other.0.get(j)) {
                (Some(a), Some(b)) if a.0 == b.0 => {
                    out.push((a.0, a.1 + b.1 * share));
                    (i, j) = (i + 1, j + 1);
                }
                (Some(a), b) if b.is_none_or(|b| a.0 < b.0) => {
                    out.push(*a);
                    i += 1;
                }
                (_, Some(b)) => {
                    out.push((b.0, b.1 * share));
                    j += 1;
                }
                (_, None) => break,
            }
        }
        Self(out.into_boxed_slice())
    }

    /// Terms that both have, with what each adds to the dot product, the largest first.
    pub(super) fn shared(&self, other: &Self) -> Vec<(u32, f32)> {
        let mut out: Vec<(u32, f32)> = Vec::new();
        for (number, weight) in &self.0 {
            if let Ok(at) = other.0.binary_search_by_key(number, |(n, _)| *n) {
                out.push((*number, weight * other.0[at].1));
            }
        }
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        out
    }
}

impl FromIterator<(u32, f32)> for Sparse {
    /// From terms in the order of their numbers.
    fn from_iter<I: IntoIterator<Item = (u32, f32)>>(terms: I) -> Self {
        Self(terms.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Sparse;

    #[test]
    fn sums_and_products_agree() {
        let a = Sparse::of(vec![(3, 1.0), (1, 2.0)]);
        let b = Sparse::of(vec![(1, 0.5), (7, 4.0)]);
        assert_eq!(a.plus(&b, 2.0), Sparse::of(vec![(1, 3.0), (3, 1.0), (7, 8.0)]));
        assert!((a.dot(&b) - 1.0).abs() < 1e-9);
        let long = Sparse::of((0..200).map(|n| (n, 1.0)).collect());
        assert!((a.dot(&long) - 3.0).abs() < 1e-9);
        assert_eq!(a.shared(&b), [(1, 1.0)]);
    }
}
