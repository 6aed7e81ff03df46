use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::shared::CHUNK;
use super::{plain, shared};
use crate::digest::digest;

type Edit = (u8, u16, u16);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec((0..40u8, any::<u16>(), 0..9u16), 0..1200)
}

/// Makes the same edits to a map and a tree, and compares the two, and the copies made on the way.
macro_rules! compare_with_a_tree {
    ($map:ty, $keys:expr, $edits:expr) => {{
        let (mut map, mut model) = (<$map>::default(), BTreeMap::new());
        let mut copies = Vec::new();
        for (edit, key, value) in $edits {
            let key = key % $keys;
            match edit {
                0 if value == 0 => {
                    map.clear();
                    model.clear();
                }
                0 => {
                    map.retain(|other| other % 7 != value);
                    model.retain(|other, _| other % 7 != value);
                }
                1 => copies.push((map.clone(), model.clone())),
                2..18 => {
                    map.insert(key, value);
                    model.insert(key, value);
                }
                18..30 => prop_assert_eq!(map.remove(&key), model.remove(&key)),
                _ => {
                    *map.entry(key) += value;
                    *model.entry(key).or_default() += value;
                }
            }
            prop_assert_eq!(map.get(&key), model.get(&key));
            prop_assert_eq!(map.get_mut(&key), model.get_mut(&key));
        }
        copies.push((map, model));
        for (map, model) in &copies {
            prop_assert!(map.iter().eq(model.iter()));
            prop_assert!(map.values().eq(model.values()));
            prop_assert_eq!(map.len(), model.len());
            let list: Vec<_> = model.iter().map(|(&key, &value)| (key, value)).collect();
            prop_assert_eq!(digest(map), digest(&list));
            let mut anew = <$map>::default();
            model.iter().rev().for_each(|(&key, &value)| anew.insert(key, value));
            prop_assert_eq!(&anew, map);
        }
        copies
    }};
}

proptest! {
    #[test]
    fn a_plain_map_behaves_like_a_tree(keys in 1..400u16, edits in edits()) {
        compare_with_a_tree!(plain::SortedMap<u16, u16>, keys, edits);
    }

    #[test]
    fn a_shared_map_behaves_like_a_tree(keys in 1..400u16, edits in edits()) {
        let mut copies = compare_with_a_tree!(shared::SortedMap<u16, u16>, keys, edits);
        for (map, model) in &mut copies {
            prop_assert_eq!(map.last_key(), model.last_key_value().map(|(key, _)| key));
            prop_assert_eq!(map.pop_last(), model.pop_last());
            prop_assert!(map.iter().eq(model.iter()));
        }
        let mut chunks = copies.iter().flat_map(|(map, _)| &map.0);
        prop_assert!(chunks.all(|chunk| (1..=CHUNK).contains(&chunk.len())));
    }
}

/// A change to a long map copies only one chunk.
#[test]
fn copies_share_what_is_not_changed() {
    let mut map = shared::SortedMap::default();
    (0..10_000u32).for_each(|key| map.insert(key, key));
    let copy = map.clone();
    map.insert(10_000, 0);
    map.remove(&5000);
    *map.get_mut(&0).expect("a value") = 1;
    let is_shared = |chunk: &&Arc<Vec<_>>| map.0.iter().any(|other| Arc::ptr_eq(other, chunk));
    let shared = copy.0.iter().filter(is_shared).map(|chunk| chunk.len()).sum::<usize>();
    assert!(shared >= 10_000 - 3 * CHUNK);
}
