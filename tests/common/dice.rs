//! Chance that comes again.

/// A small generator with a fixed seed (xorshift, Marsaglia 2003), so that a failure comes again.
pub struct Dice(pub u64);

impl Dice {
    /// From 0 up to below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}
