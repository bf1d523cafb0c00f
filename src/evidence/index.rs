//! Where words stand: a table from a word to rising numbers, in three pieces of memory however many words there are.

use super::lexicon::Sym;

/// For each word the numbers of the sentences, or the places, where it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Open addressing; a power of two, at most three quarters of it taken.
    slots: Vec<Slot>,
    taken: usize,
    /// Every entry, and the number of the one that follows it for the same word.
    entries: Vec<(u32, u32)>,
    /// A bit for each word's hash, so that most words that stand nowhere are told at a glance.
    seen: [u64; 32],
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    word: Sym,
    /// The first and the last entry, counted from 1; 0 is an empty slot.
    first: u32,
    last: u32,
}

impl Index {
    /// A table with room for so many entries.
    pub fn with_room(entries: usize) -> Self {
        let slots = (entries * 2 / 3).next_power_of_two().max(16);
        Self { slots: vec![Slot::default(); slots], taken: 0, entries: Vec::with_capacity(entries), seen: [0; 32] }
    }

    /// Adds a place of a word, unless it is the one that was added last for it.
    pub fn add(&mut self, word: Sym, place: u32) {
        if (self.taken + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let at = self.slot(word);
        let slot = &mut self.slots[at];
        let number = u32::try_from(self.entries.len() + 1).unwrap_or(u32::MAX);
        if slot.first == 0 {
            *slot = Slot { word, first: number, last: number };
            self.taken += 1;
            let (cell, bit) = bit(word);
            self.seen[cell] |= bit;
        } else {
            let last = &mut self.entries[slot.last as usize - 1];
            if last.0 == place {
                return;
            }
            last.1 = number;
            slot.last = number;
        }
        self.entries.push((place, 0));
    }

    /// The places of a word, in the order in which they were added.
    pub fn places(&self, word: Sym) -> impl Iterator<Item = u32> {
        let mut next = self.first(word);
        std::iter::from_fn(move || {
            let (place, following) = *self.entries.get((next as usize).checked_sub(1)?)?;
            next = following;
            Some(place)
        })
    }

    pub fn has(&self, word: Sym) -> bool {
        self.first(word) != 0
    }

    fn first(&self, word: Sym) -> u32 {
        let (cell, bit) = bit(word);
        if self.seen[cell] & bit == 0 { 0 } else { self.slots[self.slot(word)].first }
    }

    /// The slot that a word has, or would have.
    fn slot(&self, word: Sym) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = word.spread() & mask;
        while self.slots[at].first != 0 && self.slots[at].word != word {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); (self.slots.len() * 2).max(16)];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if slot.first != 0 {
                let at = self.slot(slot.word);
                self.slots[at] = slot;
            }
        }
    }
}

fn bit(word: Sym) -> (usize, u64) {
    let hash = word.spread() >> 3;
    (hash >> 6 & 31, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::{Index, Sym};

    #[test]
    fn places_come_back_in_their_order() {
        let mut index = Index::with_room(4);
        for n in 0..500_u32 {
            index.add(Sym::raw(&format!("w{}", n % 90)), n / 2);
            index.add(Sym::raw("the"), n / 2);
        }
        let places = |word: &str| index.places(Sym::raw(word)).collect::<Vec<_>>();
        assert_eq!(places("w7"), [3, 48, 93, 138, 183, 228]);
        assert_eq!(places("the"), (0..250).collect::<Vec<_>>());
        assert!(!index.has(Sym::raw("w90")) && places("w90").is_empty() && !Index::default().has(Sym::raw("the")));
    }
}
