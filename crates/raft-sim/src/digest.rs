//! A digest (64-bit hash) of a state that is the same on every machine.

use std::hash::{Hash, Hasher};

/// The digest of a value, equal for equal values, natively and in WebAssembly.
pub fn digest(value: &impl Hash) -> u64 {
    let mut hasher = Fnv(0xCBF2_9CE4_8422_2325);
    value.hash(&mut hasher);
    hasher.finish()
}

/// FNV-1a with 64 bits. The standard library's hashers may change, and hash lengths in the machine's
/// own word size and byte order; this one fixes both.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }

    fn write_u16(&mut self, i: u16) {
        self.write(&i.to_le_bytes());
    }

    fn write_u32(&mut self, i: u32) {
        self.write(&i.to_le_bytes());
    }

    fn write_u64(&mut self, i: u64) {
        self.write(&i.to_le_bytes());
    }

    fn write_usize(&mut self, i: usize) {
        self.write_u64(i as u64);
    }

    fn write_isize(&mut self, i: isize) {
        self.write_u64(i as i64 as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_fnv_1a() {
        let mut hasher = Fnv(0xCBF2_9CE4_8422_2325);
        hasher.write(b"foobar");
        assert_eq!(hasher.finish(), 0x8594_4171_F739_67E8);
    }

    #[test]
    fn lengths_are_64_bits_little_endian_everywhere() {
        let mut by_hand = Fnv(0xCBF2_9CE4_8422_2325);
        by_hand.write(&[1, 0, 0, 0, 0, 0, 0, 0, 7]);
        assert_eq!(digest(&vec![7u8]), by_hand.finish());
    }
}
