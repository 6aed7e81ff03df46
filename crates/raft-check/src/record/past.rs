//! All entries that any log ever held, each once.

use std::hash::{Hash, Hasher};

use raft_core::{Blocks, Entry, Index, ServerId, Term};
use raft_sim::{EventId, Time};

use crate::violation::{Claim, Fact};

/// When something happened, and to which server in which term.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occurrence {
    pub(crate) seq: EventId,
    pub(crate) at: Time,
    pub(crate) server: ServerId,
    pub(crate) term: Term,
}

impl Occurrence {
    pub(crate) fn fact(self, claim: Claim) -> Fact {
        let Self { seq, at, server, term } = self;
        Fact { seq, at, server, term, claim }
    }
}

/// One entry *with all that came before it*: the logs of a run form a tree, and this is a place in it.
/// Two logs that hold the same place are identical up to there, so most questions about two logs are
/// one comparison. [`EntryNode::ROOT`] is the empty log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct EntryNode(u32);

impl EntryNode {
    pub(crate) const ROOT: Self = Self(0);
}

/// What is known of a place.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) entry: Entry,
    pub(crate) index: Index,
    /// The place before it.
    pub(crate) before: EntryNode,
    /// The next older place with the same index.
    sibling: EntryNode,
    /// Who stored it first.
    pub(crate) stored: Occurrence,
    /// Which of [`super::leaders::Leaders::commits`] committed it in the earliest term.
    pub(crate) commit: Option<u32>,
    /// Whether the command in it was acknowledged to a client.
    pub(crate) acknowledged: bool,
    /// Whether a leader that lacks it, or an entry before it, has been reported.
    pub(crate) missed: bool,
    /// Whether it was found to be applied where another entry had been.
    pub(crate) misapplied: bool,
}

/// A name for each place that depends on nothing but the entries up to it.
pub(crate) struct Names(Vec<u64>);

impl Names {
    pub(crate) fn of(&self, place: EntryNode) -> u64 {
        self.0[place.0 as usize]
    }
}

/// The tree of all entries. Nothing is ever removed from it, and copies share it ([`Blocks`]).
#[derive(Clone, Debug, Default)]
pub(crate) struct Past {
    held: Blocks<Held>,
    /// By index: the youngest place there.
    youngest: Blocks<EntryNode>,
}

impl Past {
    /// Returns the place after `before` with this entry, a new one if no log held it before. With a new
    /// place, it also returns the oldest place of the same index and term, if there is one.
    pub(crate) fn enter(
        &mut self,
        before: EntryNode,
        entry: &Entry,
        stored: Occurrence,
    ) -> (EntryNode, Option<EntryNode>) {
        let index = self.index(before) + 1;
        let youngest = self.youngest_at(index);
        let (mut place, mut rival) = (youngest, None);
        while let Some(held) = self.get(place) {
            if held.entry.term == entry.term {
                if held.before == before && held.entry == *entry {
                    return (place, None);
                }
                rival = Some(place);
            }
            place = held.sibling;
        }
        let new = EntryNode(self.held.len() as u32 + 1);
        self.held.push(Held {
            entry: entry.clone(),
            index,
            before,
            sibling: youngest,
            stored,
            commit: None,
            acknowledged: false,
            missed: false,
            misapplied: false,
        });
        match self.youngest.get_mut(index as usize - 1) {
            Some(youngest) => *youngest = new,
            None => self.youngest.push(new),
        }
        (new, rival)
    }

    /// Every place, in the order in which they were entered: each comes before those after it.
    pub(crate) fn all(&self) -> impl Iterator<Item = (EntryNode, &Held)> {
        self.held.iter().zip(1..).map(|(held, number)| (EntryNode(number), held))
    }

    /// The places' names.
    pub(crate) fn names<H: Hasher + Default>(&self) -> Names {
        let mut names = vec![0];
        for (_, held) in self.all() {
            let mut hasher = H::default();
            (names[held.before.0 as usize], &held.entry).hash(&mut hasher);
            names.push(hasher.finish());
        }
        Names(names)
    }

    /// All places with an index, youngest first.
    pub(crate) fn all_at(&self, index: Index) -> impl Iterator<Item = EntryNode> {
        let first = Some(self.youngest_at(index)).filter(|place| *place != EntryNode::ROOT);
        let older = |&place: &EntryNode| Some(self.get(place)?.sibling);
        std::iter::successors(first, move |place| older(place).filter(|it| *it != EntryNode::ROOT))
    }

    fn youngest_at(&self, index: Index) -> EntryNode {
        self.youngest.get(index as usize - 1).copied().unwrap_or_default()
    }

    /// What is known of a place; `None` for the empty log.
    pub(crate) fn get(&self, place: EntryNode) -> Option<&Held> {
        self.held.get((place.0 as usize).checked_sub(1)?)
    }

    pub(crate) fn get_mut(&mut self, place: EntryNode) -> Option<&mut Held> {
        self.held.get_mut((place.0 as usize).checked_sub(1)?)
    }

    /// The index of a place: 0 for the empty log.
    pub(crate) fn index(&self, place: EntryNode) -> Index {
        self.get(place).map_or(0, |held| held.index)
    }

    /// The term of a place's entry: 0 for the empty log.
    pub(crate) fn term(&self, place: EntryNode) -> Term {
        self.get(place).map_or(0, |held| held.entry.term)
    }

    pub(crate) fn before(&self, place: EntryNode) -> EntryNode {
        self.get(place).map_or(EntryNode::ROOT, |held| held.before)
    }

    /// All places on the path to `end`, from it back to the first.
    pub(crate) fn way_to(&self, end: EntryNode) -> impl Iterator<Item = EntryNode> {
        let not_root = |place: &EntryNode| *place != EntryNode::ROOT;
        let next = move |&place: &EntryNode| Some(self.before(place)).filter(not_root);
        std::iter::successors(Some(end).filter(not_root), next)
    }

    /// The place at an index on the path to `end`; `None` if the path is shorter.
    pub(crate) fn on_the_way(&self, end: EntryNode, index: Index) -> Option<EntryNode> {
        let mut place = end;
        if self.index(end) < index {
            return None;
        }
        while self.index(place) > index {
            place = self.before(place);
        }
        Some(place)
    }
}
