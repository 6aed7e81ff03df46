//! A map as chunks of pairs, which copies share until they change one.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The most pairs in a chunk.
pub(super) const CHUNK: usize = 64;

/// Keys in ascending order, each with its value. No chunk is empty.
#[derive(Clone, Debug)]
pub(crate) struct SortedMap<K, V>(pub(super) Vec<Arc<Vec<(K, V)>>>);

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// Compares the pairs alone, as equal maps may be divided into chunks differently.
impl<K: PartialEq, V: PartialEq> PartialEq for SortedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.pairs().eq(other.pairs())
    }
}

impl<K: Eq, V: Eq> Eq for SortedMap<K, V> {}

/// Hashes the pairs as one list.
impl<K: Hash, V: Hash> Hash for SortedMap<K, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.pairs().for_each(|pair| pair.hash(state));
    }
}

impl<K, V> SortedMap<K, V> {
    fn pairs(&self) -> impl DoubleEndedIterator<Item = &(K, V)> {
        self.0.iter().flat_map(|chunk| chunk.iter())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|chunk| chunk.len()).sum()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.pairs().map(|(key, value)| (key, value))
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.pairs().map(|(_, value)| value)
    }

    pub(crate) fn last_key(&self) -> Option<&K> {
        self.0.last()?.last().map(|(key, _)| key)
    }
}

impl<K: Ord + Clone, V: Clone> SortedMap<K, V> {
    /// The chunk where `key` is or belongs, and the place in it.
    fn find(&self, key: &K) -> (usize, Result<usize, usize>) {
        let is_before = |chunk: &Arc<Vec<(K, V)>>| chunk.last().is_some_and(|(last, _)| last < key);
        // Most keys are after all others, or in the last chunk.
        let last = self.0.len().saturating_sub(1);
        match self.0.last() {
            None => return (0, Err(0)),
            Some(chunk) if is_before(chunk) => return (last, Err(chunk.len())),
            Some(_) => {}
        }
        let at = self.0[..last].partition_point(is_before);
        (at, self.0[at].binary_search_by(|(other, _)| other.cmp(key)))
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        let (chunk, place) = self.find(key);
        place.ok().map(|at| &self.0[chunk][at].1)
    }

    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let (chunk, place) = self.find(key);
        place.ok().map(|at| &mut Arc::make_mut(&mut self.0[chunk])[at].1)
    }

    /// The value of `key`, set to the default if it has none.
    pub(crate) fn entry(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        match self.find(&key) {
            (chunk, Ok(at)) => &mut Arc::make_mut(&mut self.0[chunk])[at].1,
            (chunk, Err(at)) => self.insert_at(chunk, at, (key, V::default())),
        }
    }

    pub(crate) fn insert(&mut self, key: K, value: V) {
        match self.find(&key) {
            (chunk, Ok(at)) => Arc::make_mut(&mut self.0[chunk])[at].1 = value,
            (chunk, Err(at)) => {
                self.insert_at(chunk, at, (key, value));
            }
        }
    }

    fn insert_at(&mut self, mut chunk: usize, mut at: usize, pair: (K, V)) -> &mut V {
        match self.0.get(chunk).map(|chunk| chunk.len()) {
            None => self.0.push(Arc::default()),
            // A pair added at the end starts a new chunk, so that the earlier ones stay full.
            Some(CHUNK) if at == CHUNK => {
                (chunk, at) = (chunk + 1, 0);
                self.0.insert(chunk, Arc::default());
            }
            Some(CHUNK) => {
                let upper = Arc::make_mut(&mut self.0[chunk]).split_off(CHUNK / 2);
                self.0.insert(chunk + 1, Arc::new(upper));
                if at > CHUNK / 2 {
                    (chunk, at) = (chunk + 1, at - CHUNK / 2);
                }
            }
            Some(_) => {}
        }
        let chunk = Arc::make_mut(&mut self.0[chunk]);
        chunk.insert(at, pair);
        &mut chunk[at].1
    }

    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        let (at, place) = self.find(key);
        let place = place.ok()?;
        let chunk = Arc::make_mut(self.0.get_mut(at)?);
        let (_, value) = chunk.remove(place);
        let left = chunk.len();
        if left == 0 {
            self.0.remove(at);
        } else if self.0.get(at + 1).is_some_and(|next| left + next.len() <= CHUNK / 2) {
            let next = self.0.remove(at + 1);
            Arc::make_mut(&mut self.0[at]).extend_from_slice(&next);
        }
        Some(value)
    }

    pub(crate) fn pop_last(&mut self) -> Option<(K, V)> {
        let chunk = Arc::make_mut(self.0.last_mut()?);
        let pair = chunk.pop();
        if chunk.is_empty() {
            self.0.pop();
        }
        pair
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(&K) -> bool) {
        for chunk in &mut self.0 {
            if !chunk.iter().all(|(key, _)| keep(key)) {
                Arc::make_mut(chunk).retain(|(key, _)| keep(key));
            }
        }
        self.0.retain(|chunk| !chunk.is_empty());
    }
}
