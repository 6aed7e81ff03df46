//! A run as a scenario.

use raft_core::{ServerId, Timer};
use raft_scenario::{Act, Localized, MessageAction, Scenario, Selector, Step, Task, Trial, Which};
use raft_sim::{Action, Event, Time, World};

use crate::explain::{Sentence, sentences, violated};
use crate::goal::{Goal, Reached};
use crate::moves::{Move, Named};
use crate::run::command;
use crate::search_task::SearchTask;

/// A line of the text, and the phase of the run that it belongs to.
#[derive(Clone, Debug)]
struct Line {
    act: Act,
    phase: u64,
}

/// The time between two phases.
const PHASE_MS: u64 = 100;

/// Writes the run of these moves as a scenario that expects what the run reaches. Returns `None` when one of the
/// moves cannot be made.
pub(crate) fn scenario(task: &SearchTask, moves: &[Move], reached: Reached) -> Option<Scenario> {
    let lines = merge(task, lines(task, moves)?, reached);
    let mut trial = begin(task)?;
    let (mut steps, mut from) = (Vec::new(), 0);
    while from < lines.len() {
        let phase = lines[from].phase;
        let to = from + lines[from..].iter().take_while(|line| line.phase == phase).count();
        let at = Time::from_ms(phase * PHASE_MS);
        trial.wait(at, &mut ());
        let mut events = Vec::<Event>::new();
        for line in &lines[from..to] {
            trial.act(&line.act, &mut events).ok()?;
        }
        let said = sentences(&events, trial.world());
        if !said.is_empty() {
            steps.push(note(at, &said));
        }
        steps.extend(lines[from..to].iter().map(|line| Step::act(at, line.act.clone())));
        from = to;
    }
    end(&trial, &task.goal, reached, &mut steps);
    let title = title(&task.goal, reached);
    let title = Localized(vec![("en".into(), title.en), ("zh".into(), title.zh)]);
    Some(Scenario { title, setup: task.setup.clone(), steps, ..Scenario::default() })
}

/// Adds the final note and the expectations.
fn end(trial: &Trial, goal: &Goal, reached: Reached, steps: &mut Vec<Step>) {
    let at = trial.world().now();
    if let Reached::Violated(property) = reached {
        let mut violations = trial.judge().violations();
        let found = violations.find(|violation| violation.property == property);
        steps.extend(found.map(|violation| note(at, &[violated(violation)])));
    }
    for expectation in goal.expectations(reached) {
        steps.push(Step { task: Task::Expect(expectation), ..blank(at) });
    }
}

fn title(goal: &Goal, reached: Reached) -> Sentence {
    match (reached, goal) {
        (Reached::Violated(property), _) => {
            let (en, zh) = crate::explain::property(property);
            Sentence::new(format!("A run that violates {en}"), format!("违反{zh}的一次运行"))
        }
        (Reached::Held, goal) => {
            let written: Vec<_> = goal.predicates().iter().map(ToString::to_string).collect();
            let written = written.join("; ");
            Sentence::new(
                format!("A run that reaches: {written}"),
                format!("达到目标的一次运行：{written}"),
            )
        }
    }
}

fn blank(at: Time) -> Step {
    Step::act(at, Act::Plain(Action::Heal))
}

fn note(at: Time, said: &[Sentence]) -> Step {
    let en = said.iter().map(|it| it.en.as_str()).collect::<Vec<_>>().join(" ");
    let zh = said.iter().map(|it| it.zh.as_str()).collect::<String>();
    Step { task: Task::Note(Localized(vec![("en".into(), en), ("zh".into(), zh)])), ..blank(at) }
}

fn begin(task: &SearchTask) -> Option<Trial> {
    Trial::new(task.setup.clone(), task.goal.predicates(), &mut ()).ok()
}

/// The acts of the run, one a line, in phases. A new phase begins where something new begins, such as an election.
fn lines(task: &SearchTask, moves: &[Move]) -> Option<Vec<Line>> {
    let mut trial = begin(task)?;
    let (mut lines, mut phase, mut begun): (Vec<Line>, u64, Option<Move>) = (Vec::new(), 0, None);
    let mut delivered = false;
    for &made in moves {
        let is_message = matches!(made, Move::Deliver(_) | Move::Drop(_) | Move::Duplicate(_));
        if !is_message {
            let goes_on = begun.is_none_or(|before| goes_on(before, made, delivered));
            if !goes_on {
                phase += 1;
            }
            (begun, delivered) = (Some(made), false);
        } else {
            delivered = true;
        }
        for act in acts(made, &mut trial)? {
            lines.push(Line { act, phase });
        }
    }
    Some(lines)
}

/// Whether a move continues the phase of the one before it, both of them not about messages. `delivered` says whether
/// moves about messages came in between.
fn goes_on(before: Move, made: Move, delivered: bool) -> bool {
    match (before, made) {
        (Move::Crash(one), Move::Restart(other)) => one == other,
        (Move::Crash(_), Move::Crash(_)) | (Move::Ask(_), Move::Ask(_)) => !delivered,
        (Move::Restart(one), Move::Fire(other, Timer::Election)) => one == other,
        (Move::Fire(one, Timer::Election), Move::Fire(other, Timer::Election)) => {
            one == other && !delivered
        }
        _ => false,
    }
}

/// Performs a move, and returns the acts that describe it.
fn acts(made: Move, trial: &mut Trial) -> Option<Vec<Act>> {
    let message = |name: Named, action, world: &World| {
        let selector = Selector::naming(name.find(world)?, world)?;
        Some(Act::Message { selector, action })
    };
    let act = match made {
        Move::Deliver(name) => message(name, MessageAction::Deliver, trial.world())?,
        Move::Drop(name) => message(name, MessageAction::Drop, trial.world())?,
        Move::Duplicate(name) => message(name, MessageAction::Duplicate, trial.world())?,
        Move::Fire(server, timer) => Act::Plain(Action::Fire { server, timer }),
        Move::Crash(server) => Act::Plain(Action::Crash { server }),
        Move::Restart(server) => Act::Plain(Action::Restart { server }),
        Move::Ask(server) => return ask(server, trial),
    };
    trial.act(&act, &mut ()).ok()?;
    Some(vec![act])
}

fn ask(server: ServerId, trial: &mut Trial) -> Option<Vec<Act>> {
    let text = command(trial.world());
    let command = Act::Plain(Action::Command { text, to: Some(server) });
    trial.act(&command, &mut ()).ok()?;
    let request = trial.world().messages().last()?.id;
    let selector = Selector::naming(request, trial.world())?;
    let deliver = Act::Message { selector, action: MessageAction::Deliver };
    trial.act(&deliver, &mut ()).ok()?;
    Some(vec![command, deliver])
}

/// Merges consecutive deliveries of one kind into one line, where the run with that line still reaches the same.
fn merge(task: &SearchTask, mut lines: Vec<Line>, reached: Reached) -> Vec<Line> {
    let mut at = 0;
    while at < lines.len() {
        let alike = alike(&lines[at..]);
        let merged = (2..=alike).rev().find_map(|count| merged(task, &lines, at, count, reached));
        lines = merged.unwrap_or(lines);
        at += 1;
    }
    lines
}

/// How many deliveries of the same kind and phase the lines begin with.
fn alike(lines: &[Line]) -> usize {
    let kind = |line: &Line| match &line.act {
        Act::Message { selector, action: MessageAction::Deliver } => {
            Some((selector.kind, line.phase))
        }
        _ => None,
    };
    let Some(first) = lines.first().and_then(kind) else { return 0 };
    lines.iter().take_while(|line| kind(line) == Some(first)).count()
}

fn merged(
    task: &SearchTask,
    lines: &[Line],
    at: usize,
    count: usize,
    reached: Reached,
) -> Option<Vec<Line>> {
    let Act::Message { selector, action } = lines[at].act.clone() else { return None };
    let every = Selector { which: Which::Every, ..selector };
    let any = [
        Selector { from: None, to: None, ..every },
        Selector { to: None, ..every },
        Selector { from: None, ..every },
    ];
    any.into_iter().find_map(|selector| {
        let line = Line { act: Act::Message { selector, action }, phase: lines[at].phase };
        let rest = lines[at + count..].iter().cloned();
        let shorter: Vec<_> = lines[..at].iter().cloned().chain([line]).chain(rest).collect();
        reaches(task, &shorter, reached).then_some(shorter)
    })
}

/// Whether the last of these lines is the first to reach the goal, and reaches what is wanted.
fn reaches(task: &SearchTask, lines: &[Line], wanted: Reached) -> bool {
    let Some(mut trial) = begin(task) else { return false };
    for (number, line) in lines.iter().enumerate() {
        if trial.act(&line.act, &mut ()).is_err() {
            return false;
        }
        let reached = task.goal.reached(&trial);
        if reached.is_some() {
            return number + 1 == lines.len() && reached == Some(wanted);
        }
    }
    false
}
