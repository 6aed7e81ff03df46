use proptest::prelude::*;

use super::{chunked, plain};

#[derive(Clone, Debug)]
enum Edit {
    Push(u8),
    Extend(usize, u8),
    Truncate(usize),
    Set(usize, u8),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        any::<u8>().prop_map(Edit::Push),
        (0..2500usize, any::<u8>()).prop_map(|(count, item)| Edit::Extend(count, item)),
        (0..6000usize).prop_map(Edit::Truncate),
        (0..6000usize, any::<u8>()).prop_map(|(at, item)| Edit::Set(at, item)),
    ];
    proptest::collection::vec(edit, 0..20)
}

/// Edits a list and a vector, and compares both, also the copies made on the way.
macro_rules! compare_with_a_vector {
    ($list:ty, $edits:expr, $from:expr, $most:expr) => {{
        let (mut list, mut model) = (<$list>::default(), Vec::new());
        let mut copies = Vec::new();
        for edit in &$edits {
            copies.push((list.clone(), model.clone()));
            match *edit {
                Edit::Push(item) => {
                    list.push(item);
                    model.push(item);
                }
                Edit::Extend(count, item) => {
                    let items: Vec<_> = (0..count).map(|at| item.wrapping_add(at as u8)).collect();
                    list.extend_from_slice(&items);
                    model.extend(items);
                }
                Edit::Truncate(len) => {
                    list.truncate(len);
                    model.truncate(len);
                }
                Edit::Set(at, item) => {
                    prop_assert_eq!(list.get_mut(at).is_some(), at < model.len());
                    if let (Some(there), Some(other)) = (list.get_mut(at), model.get_mut(at)) {
                        (*there, *other) = (item, item);
                    }
                }
            }
        }
        copies.push((list, model));
        for (list, model) in &copies {
            prop_assert_eq!(list.len(), model.len());
            prop_assert_eq!(list.is_empty(), model.is_empty());
            prop_assert!(list.iter().eq(model));
            prop_assert!(list.iter().rev().eq(model.iter().rev()));
            prop_assert_eq!(list.last(), model.last());
            prop_assert_eq!(list.get($from), model.get($from));
            let expected: Vec<_> = model.iter().skip($from).take($most).copied().collect();
            prop_assert_eq!(list.copy_from($from, $most), expected);
            let mut anew = <$list>::default();
            anew.extend_from_slice(model);
            prop_assert_eq!(&anew, list);
        }
        copies
    }};
}

proptest! {
    #[test]
    fn a_plain_list_behaves_like_a_vector(
        edits in edits(), from in 0..6000usize, most in 0..3000usize,
    ) {
        compare_with_a_vector!(plain::Blocks<u8>, edits, from, most);
    }

    #[test]
    fn a_chunked_list_behaves_like_a_vector(
        edits in edits(), from in 0..6000usize, most in 0..3000usize,
    ) {
        let copies = compare_with_a_vector!(chunked::Blocks<u8>, edits, from, most);
        for [(one, model), (two, other)] in copies.array_windows() {
            let same = model.iter().zip(other).take_while(|(a, b)| a == b).count();
            prop_assert_eq!(one.in_common(two), same);
        }
    }

    #[test]
    fn finds_the_edge(len in 0..4000usize, edge in 0..4000usize) {
        let mut list = chunked::Blocks::default();
        (0..len).for_each(|at| list.push(at));
        prop_assert_eq!(list.partition_point(|&at| at < edge), edge.min(len));
    }
}

/// Copies of a list of 100,000 items that differ in the last are compared from the last block on.
#[test]
fn what_is_shared_is_not_compared() {
    use std::cell::Cell;
    thread_local!(static COMPARED: Cell<usize> = const { Cell::new(0) });
    #[derive(Clone)]
    struct Item(usize);
    impl PartialEq for Item {
        fn eq(&self, other: &Self) -> bool {
            COMPARED.set(COMPARED.get() + 1);
            self.0 == other.0
        }
    }
    let mut list = chunked::Blocks::default();
    (0..100_000).for_each(|at| list.push(Item(at)));
    let mut other = list.clone();
    other.push(Item(1));
    list.push(Item(2));
    assert_eq!(list.in_common(&other), 100_000);
    assert!(COMPARED.get() < 20);
}
