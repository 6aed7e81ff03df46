//! Reading a printed scenario gives that scenario, whatever it is.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use raft_check::Property;
use raft_core::{
    Command, Durable, Entry, Log, Payload, Range, RoleName, Rules, ServerId, Timer, Timing,
};
use raft_scenario::{
    Act, Bound, Carries, Comparison, Expectation, Holds, InFlight, Known, LONGEST_RUN, Localized,
    MessageAction, MessageNumber, Origin, Period, Predicate, ProgressIndex, Scenario, Selector,
    Servers, Step, Task, When, Which,
};
use raft_sim::{
    Action, ClientId, Duration, Endpoint, MessageFilter, MessageId, MessageKind, NetworkSettings,
    Proposal, RequestId, Setup, Status, Time,
};
use smol_str::SmolStr;

const KINDS: [MessageKind; 8] = [
    MessageKind::RequestVote,
    MessageKind::RequestVoteResponse,
    MessageKind::PreVote,
    MessageKind::PreVoteResponse,
    MessageKind::AppendEntries,
    MessageKind::AppendEntriesResponse,
    MessageKind::ClientRequest,
    MessageKind::ClientResponse,
];

const COMPARISONS: [Comparison; 6] = [
    Comparison::Equal,
    Comparison::NotEqual,
    Comparison::Less,
    Comparison::AtMost,
    Comparison::More,
    Comparison::AtLeast,
];

const LANGUAGES: [&str; 6] = ["en", "zh", "zh-Hant", "de", "pt-BR", "EN"];

/// Mostly small numbers, and the largest there is.
fn number() -> impl Strategy<Value = u64> {
    prop_oneof![6 => 0..20u64, 1 => 0..=Time::MAX.0, 1 => Just(Time::MAX.0)]
}

fn duration() -> impl Strategy<Value = Duration> {
    time().prop_map(|Time(us)| Duration(us))
}

fn time() -> impl Strategy<Value = Time> {
    prop_oneof![
        4 => (0..2000u64).prop_map(Time::from_ms),
        2 => (0..2_000_000u64).prop_map(Time),
        1 => (0..=LONGEST_RUN.0).prop_map(Time),
    ]
}

fn server(servers: u8) -> impl Strategy<Value = ServerId> {
    (1..=servers).prop_map(ServerId)
}

/// Anything that a string can hold, with the special characters of the language more often.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z ]{0,6}",
        1 => any::<String>(),
        2 => select(&["\"", "\\", "\n", "\r", "\r\n", "\t", "#", "->", "日志", "🗳", "\u{feff}", "\u{2028}"][..])
            .prop_map(str::to_owned),
    ];
    vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn localized(at_least: usize) -> impl Strategy<Value = Localized> {
    let texts = btree_map(select(&LANGUAGES[..]), words(), at_least..4);
    (texts, any::<bool>()).prop_map(|(texts, reverse)| {
        let mut texts: Vec<_> =
            texts.into_iter().map(|(code, text)| (SmolStr::new(code), text)).collect();
        if reverse {
            texts.reverse();
        }
        Localized(texts)
    })
}

/// A comment is one line, without space around it.
fn comment() -> impl Strategy<Value = Vec<String>> {
    let line = words().prop_map(|text| text.replace('\n', " ").trim().to_owned());
    prop_oneof![3 => Just(Vec::new()), 1 => vec(line, 1..3)]
}

fn network() -> impl Strategy<Value = NetworkSettings> {
    let limit = NetworkSettings::LATENCY_LIMIT.0;
    let latency = prop_oneof![
        Just((10_000, 20_000)),
        (0..100_000u64, 0..100_000u64),
        (0..=limit, 0..=limit),
    ];
    let share = || prop_oneof![2 => Just(0u16), 1 => 0..=1000u16];
    (latency, share(), share()).prop_map(|((a, b), loss, duplication)| NetworkSettings {
        latency_min: Duration(a.min(b)),
        latency_max: Duration(a.max(b)),
        loss,
        duplication,
    })
}

fn rules() -> impl Strategy<Value = Rules> {
    vec((0..Rules::TABLE.len(), 0..4usize), 0..6).prop_map(|chosen| {
        let mut rules = Rules::default();
        for (rule, choice) in chosen {
            let rule = &Rules::TABLE[rule];
            let choice = rule.choices[choice % rule.choices.len()].name;
            assert!(rule.choose(&mut rules, choice));
        }
        rules
    })
}

fn disk(servers: u8) -> impl Strategy<Value = Durable> {
    let payload = prop_oneof![
        3 => Just(String::new()).prop_map(Some),
        1 => words().prop_map(Some),
        1 => Just(None),
    ];
    let entry = (0..3u64, payload);
    (vec(entry, 0..6), 0..3u64, option::of(server(servers))).prop_map(
        |(entries, more, voted_for)| {
            let (mut term, mut log) = (1, Log::default());
            for (later, payload) in entries {
                term += later;
                let command = |text| {
                    Payload::Command(Command { proposal: Proposal::NONE, text: SmolStr::new(text) })
                };
                log.push(Entry { term, payload: payload.map_or(Payload::Noop, command) });
            }
            Durable { current_term: log.last_id().term + more, voted_for, log }
        },
    )
}

fn setup(servers: u8) -> impl Strategy<Value = Setup> {
    let wait = || prop_oneof![1_000..1_000_000u64, 1_000..=3_600_000_000u64];
    let timing = prop_oneof![
        Just(Setup::default().timing),
        (wait(), wait(), wait()).prop_map(|(a, b, heartbeat_interval)| Timing {
            election_timeout: Range { min: a.min(b), max: a.max(b) },
            heartbeat_interval,
        }),
    ];
    let disks = vec(disk(servers), 0..=usize::from(servers));
    let numbers = vec(0..500u16, 9);
    (number(), timing, network(), rules(), any::<bool>(), disks, numbers).prop_map(
        move |(seed, timing, network, rules, manual, disks, numbers)| Setup {
            servers,
            seed,
            timing,
            network,
            rules,
            manual,
            commits: commits(&disks, &numbers),
            clocks: clocks(&numbers[..usize::from(servers)]),
            disks,
        },
    )
}

/// Commit indexes within the logs; the last one is not 0.
fn commits(disks: &[Durable], numbers: &[u16]) -> Vec<u64> {
    let commit =
        |(disk, number): (&Durable, &u16)| (u64::from(*number) / 100).min(disk.log.last_index());
    let mut commits: Vec<_> = disks.iter().zip(numbers).map(commit).collect();
    while commits.last() == Some(&0) {
        commits.pop();
    }
    commits
}

/// Clock rates; the last one is not the usual one.
fn clocks(numbers: &[u16]) -> Vec<u16> {
    let clock = |&number: &u16| if number % 4 > 0 { 1000 } else { 100 + number * 19 };
    let mut clocks: Vec<_> = numbers.iter().map(clock).collect();
    while clocks.last() == Some(&1000) {
        clocks.pop();
    }
    clocks
}

fn endpoint(servers: u8) -> impl Strategy<Value = Endpoint> {
    prop_oneof![
        3 => server(servers).prop_map(Endpoint::Server),
        1 => (1..=u8::MAX).prop_map(|client| Endpoint::Client(ClientId(client))),
    ]
}

fn selector(servers: u8) -> impl Strategy<Value = Selector> {
    let which = prop_oneof![
        3 => Just(Which::Nth(1)),
        1 => (1..=u32::MAX).prop_map(Which::Nth),
        1 => Just(Which::Last),
        1 => Just(Which::Every),
    ];
    let ends = || option::of(endpoint(servers));
    let described = (option::of(select(&KINDS[..])), ends(), ends(), which)
        .prop_map(|(kind, from, to, which)| Selector { kind, from, to, which });
    let numbered = number().prop_map(|id| Selector {
        kind: None,
        from: None,
        to: None,
        which: Which::Identity(MessageId(id)),
    });
    prop_oneof![4 => described, 1 => numbered]
}

fn action() -> impl Strategy<Value = MessageAction> {
    prop_oneof![
        Just(MessageAction::Drop),
        Just(MessageAction::Deliver),
        Just(MessageAction::DeliverUntilQuiet),
        Just(MessageAction::Duplicate),
        duration().prop_map(MessageAction::Delay),
        Just(MessageAction::Hold),
        Just(MessageAction::Release),
    ]
}

fn filter(servers: u8) -> impl Strategy<Value = MessageFilter> {
    let end = || option::of(server(servers));
    (end(), end(), option::of(select(&KINDS[..]))).prop_map(|(from, to, kind)| MessageFilter {
        from,
        to,
        kind,
    })
}

/// A client and a server, in either direction.
fn client_ends(servers: u8) -> impl Strategy<Value = (Endpoint, Endpoint)> {
    (1..=u8::MAX, server(servers), any::<bool>()).prop_map(|(client, server, back)| {
        let (client, server) = (Endpoint::Client(ClientId(client)), Endpoint::Server(server));
        if back { (server, client) } else { (client, server) }
    })
}

fn plain(servers: u8) -> impl Strategy<Value = Action> {
    let one = move || server(servers);
    let two = move || (server(servers), server(servers));
    let commands = ["set x 1", "get x", "del x", "add x -3", "set 键 值", r#"set x "\"#, "get #"];
    prop_oneof![
        one().prop_map(|server| Action::Crash { server }),
        one().prop_map(|server| Action::Restart { server }),
        one().prop_map(|server| Action::Pause { server }),
        one().prop_map(|server| Action::Resume { server }),
        (one(), select(&Timer::ALL[..])).prop_map(|(server, timer)| Action::Fire { server, timer }),
        (two(), any::<bool>()).prop_map(|((from, to), both_ways)| Action::Cut {
            from,
            to,
            both_ways
        }),
        (two(), any::<bool>()).prop_map(|((from, to), both_ways)| Action::Mend {
            from,
            to,
            both_ways
        }),
        vec(vec(one(), 1..4), 1..4).prop_map(|groups| Action::Partition { groups }),
        Just(Action::Heal),
        (two(), option::of(network())).prop_map(|((from, to), settings)| Action::SetLink {
            from,
            to,
            settings
        }),
        network().prop_map(|settings| Action::SetNetwork { settings }),
        (select(commands.to_vec()), option::of(one()))
            .prop_map(|(text, to)| Action::Command { text: SmolStr::new(text), to }),
        (1..=u8::MAX, select(commands.to_vec()), option::of(one())).prop_map(
            |(client, text, to)| Action::CommandBy {
                client: ClientId(client),
                text: SmolStr::new(text),
                to
            }
        ),
        (client_ends(servers), any::<bool>())
            .prop_map(|((from, to), both_ways)| Action::CutClient { from, to, both_ways }),
        (client_ends(servers), any::<bool>())
            .prop_map(|((from, to), both_ways)| Action::MendClient { from, to, both_ways }),
        (client_ends(servers), option::of(network()))
            .prop_map(|((from, to), settings)| Action::SetClientLink { from, to, settings }),
        (1..=u8::MAX, vec(vec(endpoint(servers), 1..4), 1..4)).prop_map(|(client, mut groups)| {
            groups[0].push(Endpoint::Client(ClientId(client)));
            Action::PartitionClients { groups }
        }),
        (one(), Setup::MIN_RATE..=Setup::MAX_RATE)
            .prop_map(|(server, rate)| Action::SetClock { server, rate }),
        filter(servers).prop_map(|filter| Action::HoldAll { filter }),
        filter(servers).prop_map(|filter| Action::ReleaseAll { filter }),
    ]
}

/// Fails to compile if there is an action that [`plain`] does not know.
fn _known(action: &Action) {
    match action {
        Action::Crash { .. } | Action::Restart { .. } | Action::Pause { .. } => {}
        Action::Resume { .. } | Action::Fire { .. } | Action::Cut { .. } => {}
        Action::Mend { .. } | Action::Partition { .. } | Action::Heal => {}
        Action::SetLink { .. } | Action::SetNetwork { .. } | Action::Command { .. } => {}
        Action::HoldAll { .. } | Action::ReleaseAll { .. } => {}
        Action::CommandBy { .. } | Action::CutClient { .. } | Action::MendClient { .. } => {}
        Action::PartitionClients { .. } | Action::SetClientLink { .. } => {}
        Action::SetClock { .. } => {}
        // These are about one message: in a text they are an action and a selector.
        Action::Drop { .. } | Action::Deliver { .. } | Action::Duplicate { .. } => {}
        Action::Delay { .. } | Action::Hold { .. } | Action::Release { .. } => {}
    }
}

fn which_servers(servers: u8) -> impl Strategy<Value = Servers> {
    prop_oneof![
        3 => server(servers).prop_map(Servers::One),
        1 => Just(Servers::All),
        1 => Just(Servers::Any),
    ]
}

fn predicate(servers: u8) -> impl Strategy<Value = Predicate> {
    let who = move || which_servers(servers);
    let bound = || -> BoxedStrategy<Bound> { (select(&COMPARISONS[..]), number()).boxed() };
    let roles = [RoleName::Follower, RoleName::PreCandidate, RoleName::Candidate, RoleName::Leader];
    let status = [Status::Up, Status::Paused, Status::Crashed];
    let known = [Known::Waiting, Known::Unknown, Known::Acknowledged];
    let text = || words().prop_map(SmolStr::from);
    let end = move || option::of(server(servers));
    prop_oneof![
        (end(), option::of(number())).prop_map(|(server, term)| Predicate::Leader { server, term }),
        Just(Predicate::NoLeader),
        (who(), select(roles.to_vec()))
            .prop_map(|(servers, role)| Predicate::Role { servers, role }),
        (who(), select(status.to_vec()))
            .prop_map(|(servers, status)| Predicate::Status { servers, status }),
        (who(), bound()).prop_map(|(servers, bound)| Predicate::Term { servers, bound }),
        (who(), end()).prop_map(|(servers, vote)| Predicate::Vote { servers, vote }),
        (who(), vec(number(), 0..5)).prop_map(|(servers, terms)| Predicate::Log { servers, terms }),
        (who(), bound()).prop_map(|(servers, bound)| Predicate::Length { servers, bound }),
        (who(), 1..99u64, text()).prop_map(|(servers, index, command)| Predicate::Entry {
            servers,
            index,
            holds: Holds::Command(command),
        }),
        (who(), 1..99u64).prop_map(|(servers, index)| Predicate::Entry {
            servers,
            index,
            holds: Holds::Noop,
        }),
        (1..99u64, option::of(text()))
            .prop_map(|(request, value)| Predicate::Value { request: RequestId(request), value }),
        (server(servers), server(servers), any::<bool>(), bound()).prop_map(
            |(leader, follower, next, bound)| {
                let index = if next { ProgressIndex::Next } else { ProgressIndex::Match };
                Predicate::Progress { leader, follower, index, bound }
            }
        ),
        (any::<bool>(), in_flight(servers))
            .prop_map(|(is_there, message)| Predicate::InFlight { is_there, message }),
        any::<bool>().prop_map(|equal| Predicate::Logs { equal }),
        who().prop_map(|servers| Predicate::TermNeverDecreases { servers }),
        (who(), bound()).prop_map(|(servers, bound)| Predicate::Commit { servers, bound }),
        (who(), bound()).prop_map(|(servers, bound)| Predicate::Applied { servers, bound }),
        (who(), text(), option::of(text())).prop_map(|(servers, key, value)| Predicate::State {
            servers,
            key,
            value
        }),
        (1..99u64, select(known.to_vec()))
            .prop_map(|(request, known)| Predicate::Answer { request: RequestId(request), known }),
        (option::of(select(&KINDS[..])), end(), end(), period(), bound()).prop_map(
            |(kind, from, to, between, bound)| Predicate::Sent { kind, from, to, between, bound }
        ),
        (period(), bound())
            .prop_map(|(between, bound)| Predicate::ElectionTimeouts { between, bound }),
        (end(), end(), period(), bound()).prop_map(|(from, to, between, bound)| {
            Predicate::Carried { from, to, between, bound }
        }),
        (1..=9u64, select(&COMPARISONS[..]), duration()).prop_map(|(request, comparison, time)| {
            Predicate::Took { request: RequestId(request), comparison, time }
        }),
        property().prop_map(|property| Predicate::Violation { property }),
        property().prop_map(|property| Predicate::NoViolation { property }),
        bound().prop_map(|bound| Predicate::Violations { bound }),
    ]
}

fn period() -> impl Strategy<Value = Option<Period>> {
    let ends = (time(), time());
    option::of(ends.prop_map(|(a, b)| Period { from: a.min(b), to: a.max(b) }))
}

/// A message of a kind that can carry what is asked of it.
fn in_flight(servers: u8) -> impl Strategy<Value = InFlight> {
    use MessageNumber::{
        Entries, LastIndex, LastTerm, LeaderCommit, MatchIndex, PrevIndex, PrevTerm, Term,
    };
    let append = vec![Term, PrevIndex, PrevTerm, Entries, LeaderCommit];
    let numbers = |numbers: Vec<MessageNumber>| {
        (select(numbers), select(&COMPARISONS[..]), number())
            .prop_map(|(number, comparison, with)| Carries::Number(number, (comparison, with)))
    };
    let news = || select(vec![Carries::Granted, Carries::Refused]);
    let stored = prop_oneof![
        numbers(vec![Term, MatchIndex]),
        select(vec![Carries::Stored, Carries::Refused])
    ];
    let of = |kind| Just(Some(kind));
    let carries = prop_oneof![
        (of(MessageKind::AppendEntries), vec(numbers(append), 0..4)),
        (of(MessageKind::PreVote), vec(numbers(vec![Term, LastIndex, LastTerm]), 0..4)),
        (of(MessageKind::RequestVoteResponse), vec(news(), 0..2)),
        (of(MessageKind::AppendEntriesResponse), vec(stored, 0..3)),
        (of(MessageKind::ClientRequest), Just(Vec::new())),
        (Just(None), vec(prop_oneof![numbers(vec![Entries, MatchIndex]), news()], 0..3)),
    ];
    let ends = || option::of(endpoint(servers));
    (carries, ends(), ends()).prop_map(|((kind, carries), from, to)| InFlight {
        kind,
        from,
        to,
        carries,
    })
}

fn property() -> impl Strategy<Value = Option<Property>> {
    option::of(select(Property::ALL.map(|(_, property)| property).to_vec()))
}

/// The same for [`predicate`].
fn _judged(predicate: &Predicate) {
    match predicate {
        Predicate::Leader { .. } | Predicate::NoLeader | Predicate::Role { .. } => {}
        Predicate::Status { .. } | Predicate::Term { .. } | Predicate::Vote { .. } => {}
        Predicate::Log { .. } | Predicate::Length { .. } | Predicate::Entry { .. } => {}
        Predicate::Commit { .. } | Predicate::Applied { .. } | Predicate::State { .. } => {}
        Predicate::Answer { .. } | Predicate::Sent { .. } | Predicate::ElectionTimeouts { .. } => {}
        Predicate::Took { .. } | Predicate::Carried { .. } | Predicate::Violation { .. } => {}
        Predicate::NoViolation { .. } | Predicate::Violations { .. } => {}
        Predicate::Value { .. } | Predicate::Progress { .. } | Predicate::InFlight { .. } => {}
        Predicate::Logs { .. } | Predicate::TermNeverDecreases { .. } => {}
    }
}

fn step(servers: u8) -> impl Strategy<Value = Step> {
    let when = select(vec![When::At, When::By, When::Always, When::Never]);
    let task = prop_oneof![
        2 => plain(servers).prop_map(|action| Task::Act(Act::Plain(action))),
        2 => (selector(servers), action())
            .prop_filter("`hold every` is about messages to come as well: Action::HoldAll", |act| {
                let is_every = act.0.which == Which::Every;
                match act.1 {
                    MessageAction::Hold | MessageAction::Release => !is_every,
                    MessageAction::DeliverUntilQuiet => is_every,
                    _ => true,
                }
            })
            .prop_map(|(selector, action)| Task::Act(Act::Message { selector, action })),
        1 => localized(1).prop_map(Task::Note),
        3 => (when, predicate(servers))
            .prop_map(|(when, predicate)| Task::Expect(Expectation { when, predicate })),
    ];
    (time(), task, comment()).prop_map(|(at, task, comment)| {
        let step = Step { at, task, comment, origin: Origin::default(), repeat: None };
        if step.is_timeless() { Step { at: Time::default(), ..step } } else { step }
    })
}

/// Makes some commands the first of several.
fn repeated(step: Step) -> Vec<Step> {
    let draw = step.at.0 + step.comment.len() as u64;
    let last = step.at.0 + 4 * 1_500;
    match &step.task {
        Task::Act(Act::Plain(Action::Command { .. }))
            if !draw.is_multiple_of(3) && last <= LONGEST_RUN.0 =>
        {
            step.repeated(2 + (draw % 4) as u32, Duration(draw % 1_500)).collect()
        }
        _ => vec![step],
    }
}

fn scenario() -> impl Strategy<Value = Scenario> {
    (1..=Setup::MAX_SERVERS).prop_flat_map(|servers| {
        let end = option::of(time());
        (localized(0), setup(servers), end, comment(), vec(step(servers), 0..12)).prop_map(
            |(title, setup, end, comment, mut steps)| {
                let by_time = |step: &Step| (!step.is_timeless(), step.at);
                steps.sort_by_key(by_time);
                let mut steps: Vec<_> = steps.into_iter().flat_map(repeated).collect();
                steps.sort_by_key(by_time);
                Scenario { title, setup, end, comment, steps }
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_what_was_printed_gives_it_back(scenario in scenario()) {
        let text = scenario.print();
        let read = Scenario::parse(&text);
        prop_assert_eq!(read.as_ref(), Ok(&scenario), "{}", text);
        prop_assert_eq!(read.map(|scenario| scenario.print()), Ok(text));
    }

    /// Line ends, tabs, spaces around lines, blank lines and a byte order mark mean nothing.
    #[test]
    fn space_means_nothing(scenario in scenario()) {
        let text = scenario.print();
        let loose: Vec<_> = text.lines().map(|line| format!(" \t{line} \t\r\n\r\n")).collect();
        prop_assert_eq!(Scenario::parse(&loose.concat()), Ok(scenario.clone()));
        let marked = format!("\u{feff}{}", text.trim_end_matches('\n'));
        prop_assert_eq!(Scenario::parse(&marked), Ok(scenario));
    }

    #[test]
    fn an_act_alone_is_read_like_one_in_a_scenario(step in step(5)) {
        if let Task::Act(act) = step.task {
            prop_assert_eq!(raft_scenario::parse_act(&act.to_string(), 5), Ok(act));
        }
    }
}
