//! A set of fingerprints, a hash table with numbers as keys, and the hasher that makes the fingerprints. All of them
//! give the same results on every machine.

use std::hash::Hasher;

/// A set of 64-bit fingerprints that takes 8 bytes a place. Nothing depends on its order.
#[derive(Default)]
pub(crate) struct Fingerprints {
    /// 0 marks an empty place.
    places: Vec<u64>,
    count: usize,
}

impl Fingerprints {
    /// Adds a fingerprint. Returns whether it was new.
    pub(crate) fn insert(&mut self, fingerprint: u64) -> bool {
        if self.count * 4 >= self.places.len() * 3 {
            self.grow();
        }
        let fingerprint = fingerprint.max(1);
        let is_new = self.enter(fingerprint);
        self.count += usize::from(is_new);
        is_new
    }

    /// Reads the places of fingerprints, so that they are in the cache when the fingerprints are added: these reads
    /// overlap, those of single additions would not.
    pub(crate) fn fetch(&self, fingerprints: impl Iterator<Item = u64>) {
        let mask = self.places.len().wrapping_sub(1);
        let place = |it: u64| self.places.get(it as usize & mask).copied().unwrap_or(0);
        std::hint::black_box(fingerprints.fold(0, |sum, it| sum ^ place(it)));
    }

    fn enter(&mut self, fingerprint: u64) -> bool {
        let mask = self.places.len() - 1;
        let mut at = fingerprint as usize & mask;
        loop {
            match self.places[at] {
                0 => {
                    self.places[at] = fingerprint;
                    return true;
                }
                there if there == fingerprint => return false,
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = (self.places.len() * 2).max(1024);
        let before = std::mem::replace(&mut self.places, vec![0; size]);
        for fingerprint in before.into_iter().filter(|&it| it != 0) {
            self.enter(fingerprint);
        }
    }
}

/// A hash table with numbers as keys. The largest `u64` cannot be a key. Nothing depends on its order.
#[derive(Default)]
pub(crate) struct Table<V> {
    /// Each key with its bits inverted, so that 0 marks an empty place.
    places: Vec<(u64, V)>,
    count: usize,
}

impl<V: Copy + Default> Table<V> {
    /// The number of keys.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: u64) -> Option<V> {
        if self.places.is_empty() {
            return None;
        }
        let (there, value) = self.places[self.place(!key)];
        (there != 0).then_some(value)
    }

    /// Adds the value of a key that is not in the table.
    pub(crate) fn insert(&mut self, key: u64, value: V) {
        if self.count * 2 >= self.places.len() {
            let size = (self.places.len() * 2).max(64);
            let before = std::mem::replace(&mut self.places, vec![Default::default(); size]);
            for (key, value) in before.into_iter().filter(|(key, _)| *key != 0) {
                let at = self.place(key);
                self.places[at] = (key, value);
            }
        }
        let at = self.place(!key);
        self.places[at] = (!key, value);
        self.count += 1;
    }

    /// The place where an inverted key is, or where it belongs.
    fn place(&self, key: u64) -> usize {
        let mask = self.places.len() - 1;
        let product = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut at = (product ^ product >> 32) as usize & mask;
        while self.places[at].0 != 0 && self.places[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }
}

/// Returns a number in which every bit depends on every bit of `number`.
pub(crate) fn mixed(number: u64) -> u64 {
    let product = u128::from(number) * 0x9FB2_1C65_1E98_DF25;
    (product as u64) ^ ((product >> 64) as u64)
}

/// A fast hasher: one multiplication per word, and one more at the end.
#[derive(Clone, Copy)]
pub(crate) struct Mixer(u64);

impl Default for Mixer {
    fn default() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word) ^ (chunk.len() as u64) << 56);
        }
    }

    fn write_u8(&mut self, i: u8) {
        self.write_u64(i.into());
    }

    fn write_u16(&mut self, i: u16) {
        self.write_u64(i.into());
    }

    fn write_u32(&mut self, i: u32) {
        self.write_u64(i.into());
    }

    fn write_u64(&mut self, i: u64) {
        self.0 = mixed(self.0 ^ i) ^ self.0.rotate_left(23);
    }

    fn write_usize(&mut self, i: usize) {
        self.write_u64(i as u64);
    }

    fn write_isize(&mut self, i: isize) {
        self.write_u64(i as i64 as u64);
    }

    fn finish(&self) -> u64 {
        // The lowest bits decide the place in a table.
        let mixed = (self.0 ^ self.0 >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^ mixed >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_knows_what_was_added() {
        let mut table = Table::default();
        for number in 0..10_000_u64 {
            assert_eq!(table.get(number << 30), None);
            table.insert(number << 30, number);
        }
        assert!((0..10_000).all(|number| table.get(number << 30) == Some(number)));
        assert_eq!((table.get(1), table.len()), (None, 10_000));
    }

    #[test]
    fn a_fingerprint_is_new_once() {
        let mut set = Fingerprints::default();
        let fingerprints = || {
            (0..10_000_u64).map(|number| {
                let mut hasher = Mixer::default();
                hasher.write_u64(number);
                hasher.finish()
            })
        };
        assert!(fingerprints().all(|it| set.insert(it)));
        assert!(fingerprints().all(|it| !set.insert(it)));
    }
}
