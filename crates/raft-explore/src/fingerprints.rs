//! A set of fingerprints, and the hasher that makes them: the same on every machine.

use std::hash::Hasher;

/// A set of 64-bit fingerprints that takes 8 bytes a place. Its order is never looked at.
#[derive(Default)]
pub(crate) struct Fingerprints {
    /// 0 where nothing is.
    places: Vec<u64>,
    count: usize,
}

impl Fingerprints {
    /// Adds a fingerprint. False, when it was there.
    pub(crate) fn insert(&mut self, fingerprint: u64) -> bool {
        if self.count * 4 >= self.places.len() * 3 {
            self.grow();
        }
        let fingerprint = fingerprint.max(1);
        let is_new = self.enter(fingerprint);
        self.count += usize::from(is_new);
        is_new
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

/// A quick hasher: a multiplication a word, and one more at the end.
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
        let product = u128::from(self.0 ^ i) * 0x9FB2_1C65_1E98_DF25;
        self.0 = (product as u64) ^ ((product >> 64) as u64) ^ self.0.rotate_left(23);
    }

    fn write_usize(&mut self, i: usize) {
        self.write_u64(i as u64);
    }

    fn write_isize(&mut self, i: isize) {
        self.write_u64(i as i64 as u64);
    }

    fn finish(&self) -> u64 {
        // The last bits decide the place in a table.
        let mixed = (self.0 ^ self.0 >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^ mixed >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
