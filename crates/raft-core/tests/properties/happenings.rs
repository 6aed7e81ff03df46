//! Random inputs and random rules.

use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use raft_core::{
    AppendOutcome, Command, Config, Durable, Effects, Entry, Input, LogId, Message, Node, Payload,
    ProposalId, Range, Rules, ServerId, Timer, Timing, Weight,
};

/// Any choice for every rule.
pub fn any_rules() -> impl Strategy<Value = Rules> {
    rules_of(|_| true)
}

/// Any choice that breaks no property of Figure 3.
pub fn safe_rules() -> impl Strategy<Value = Rules> {
    rules_of(|weight| weight != Weight::Unsafe)
}

/// In half of the cases the paper's choice; it is also what a failing case shrinks to.
fn rules_of(accepted: impl Fn(Weight) -> bool + 'static) -> impl Strategy<Value = Rules> {
    vec((any::<bool>(), any::<usize>()), Rules::TABLE.len()).prop_map(move |numbers| {
        let mut rules = Rules::default();
        for (rule, (change, number)) in Rules::TABLE.iter().zip(numbers) {
            let choices: Vec<_> =
                rule.choices.iter().filter(|choice| accepted(choice.weight)).collect();
            if change {
                assert!(rule.choose(&mut rules, choices[number % choices.len()].name));
            }
        }
        rules
    })
}

/// A server that has not started, on first boot.
pub fn new_node(id: u8, servers: u8, rules: Rules) -> Node {
    let election_timeout = Range { min: 150, max: 300 };
    let config = Config {
        id: ServerId(id),
        voters: (1..=servers).map(ServerId).collect(),
        rules,
        timing: Timing { election_timeout, heartbeat_interval: 50 },
    };
    Node::new(config, Durable::default())
}

/// Something that happens to a server. What its numbers mean depends on the server's state then, so
/// that most of them make sense: a random term is almost never the current one.
#[derive(Clone, Debug)]
pub enum Happening {
    Crash,
    Start,
    Timer(Timer),
    Propose(u64),
    Message { from: u8, term: Number, body: Body },
}

#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// This far from the server's own term or last index.
    Near(i64),
    Exactly(u64),
}

/// A message without its term.
#[derive(Clone, Debug)]
pub enum Body {
    RequestVote {
        last_term: Number,
        last_index: Number,
    },
    RequestVoteResponse {
        granted: bool,
    },
    PreVote {
        last_term: Number,
        last_index: Number,
    },
    PreVoteResponse {
        granted: bool,
    },
    AppendEntries {
        prev_index: Number,
        prev_term: Option<Number>,
        terms: Vec<Number>,
        commit: Number,
    },
    Stored {
        match_index: Number,
    },
    Refused {
        prev_index: Number,
        conflict_term: Number,
        first_index: Number,
        last_index: Number,
    },
}

impl Number {
    fn meant(self, own: u64) -> u64 {
        match self {
            Self::Near(distance) => own.saturating_add_signed(distance),
            Self::Exactly(number) => number,
        }
    }
}

impl Happening {
    /// Lets it happen.
    pub fn happen(&self, node: &mut Node, effects: &mut Effects) {
        if matches!(self, Self::Crash) {
            *node = Node::new(node.config.clone(), node.durable.clone());
        }
        let input = self.input(node);
        node.step(input, effects);
    }

    /// What is said to the server.
    pub fn input(&self, node: &Node) -> Input {
        match self {
            Self::Crash | Self::Start => Input::Start,
            Self::Timer(timer) => Input::Timer(*timer),
            Self::Propose(request) => Input::Propose(command(*request)),
            Self::Message { from, term, body } => {
                let message = body.message(term.meant(node.durable.current_term), &node.durable);
                Input::Receive { from: ServerId(*from), message }
            }
        }
    }
}

impl Body {
    fn message(&self, term: u64, own: &Durable) -> Message {
        let LogId { term: own_last_term, index: own_last } = own.log.last_id();
        let last_log = |last_term: Number, last_index: Number| LogId {
            term: last_term.meant(own_last_term),
            index: last_index.meant(own_last),
        };
        match *self {
            Self::RequestVote { last_term, last_index } => {
                Message::RequestVote { term, last_log: last_log(last_term, last_index) }
            }
            Self::RequestVoteResponse { granted } => Message::RequestVoteResponse { term, granted },
            Self::PreVote { last_term, last_index } => {
                Message::PreVote { term, last_log: last_log(last_term, last_index) }
            }
            Self::PreVoteResponse { granted } => Message::PreVoteResponse { term, granted },
            Self::AppendEntries { prev_index, prev_term, ref terms, commit } => {
                let index = prev_index.meant(own_last);
                let matching = own.log.term_at(index).unwrap_or(own_last_term);
                let prev_term = prev_term.map_or(matching, |number| number.meant(own_last_term));
                let entries = (0..).zip(terms).map(|(request, number)| Entry {
                    term: number.meant(term),
                    payload: Payload::Command(command(request)),
                });
                Message::AppendEntries {
                    term,
                    prev_log: LogId { term: prev_term, index },
                    entries: entries.collect(),
                    leader_commit: commit.meant(own_last),
                }
            }
            Self::Stored { match_index } => {
                let outcome = AppendOutcome::Stored { match_index: match_index.meant(own_last) };
                Message::AppendEntriesResponse { term, outcome }
            }
            Self::Refused { prev_index, conflict_term, first_index, last_index } => {
                let outcome = AppendOutcome::Refused {
                    prev_index: prev_index.meant(own_last),
                    conflict_term: conflict_term.meant(own_last_term),
                    first_index: first_index.meant(own_last),
                    last_index: last_index.meant(own_last),
                };
                Message::AppendEntriesResponse { term, outcome }
            }
        }
    }
}

pub fn command(proposal: u64) -> Command {
    Command { proposal: ProposalId(proposal), text: "x".into() }
}

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        12 => (-2..=1i64).prop_map(Number::Near),
        2 => (0..6u64).prop_map(Number::Exactly),
        1 => any::<u64>().prop_map(Number::Exactly),
        1 => (0..3u64).prop_map(|below| Number::Exactly(u64::MAX - below)),
    ]
}

/// A message's term: mostly the server's own, or an election or two away, and very rarely so large
/// that the server can know no other after it.
fn term() -> impl Strategy<Value = Number> {
    prop_oneof![
        100 => Just(Number::Near(0)),
        10 => (-2..=2i64).prop_map(Number::Near),
        1 => (0..3u64).prop_map(|below| Number::Exactly(u64::MAX - below)),
    ]
}

fn sender() -> impl Strategy<Value = u8> {
    prop_oneof![20 => 1..=5u8, 1 => any::<u8>()]
}

fn body() -> impl Strategy<Value = Body> {
    let terms = vec(prop_oneof![4 => Just(Number::Near(0)), 1 => number()], 0..5);
    prop_oneof![
        2 => (number(), number())
            .prop_map(|(last_term, last_index)| Body::RequestVote { last_term, last_index }),
        4 => weighted(0.8).prop_map(|granted| Body::RequestVoteResponse { granted }),
        1 => (number(), number())
            .prop_map(|(last_term, last_index)| Body::PreVote { last_term, last_index }),
        1 => any::<bool>().prop_map(|granted| Body::PreVoteResponse { granted }),
        6 => (number(), proptest::option::weighted(0.2, number()), terms, number()).prop_map(
            |(prev_index, prev_term, terms, commit)| {
                Body::AppendEntries { prev_index, prev_term, terms, commit }
            }
        ),
        3 => number().prop_map(|match_index| Body::Stored { match_index }),
        2 => (number(), number(), number(), number()).prop_map(
            |(prev_index, conflict_term, first_index, last_index)| {
                Body::Refused { prev_index, conflict_term, first_index, last_index }
            }
        ),
    ]
}

/// A life of a server.
pub fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let happening = prop_oneof![
        1 => Just(Happening::Crash),
        1 => Just(Happening::Start),
        4 => select(&Timer::ALL[..]).prop_map(Happening::Timer),
        4 => any::<u64>().prop_map(Happening::Propose),
        24 => (sender(), term(), body())
            .prop_map(|(from, term, body)| Happening::Message { from, term, body }),
    ];
    vec(happening, 0..60)
}
