//! Reading what the page sends: actions and setups.
//!
//! The definitions the page is checked against are generated from the same types. What does not
//! answer to them is an error that says which field is wrong; a number is never guessed.

use js_sys::{Array, Object, Reflect};
#[cfg(feature = "timeline")]
use raft_core::Rules;
use raft_core::{ServerId, Timer};
use raft_sim::{Action, MessageFilter, MessageId, MessageKind, NetworkSettings, Time};
use wasm_bindgen::{JsCast, JsError, JsValue};

type Result<T> = std::result::Result<T, JsError>;

/// An action: an object with the action's name and its fields, or the name alone.
pub(crate) fn action(value: &JsValue) -> Result<Action> {
    if value.as_string().as_deref() == Some("heal") {
        return Ok(Action::Heal);
    }
    let entries = value.dyn_ref::<Object>().map(Object::entries);
    let entry = entries.filter(|entries| entries.length() == 1).map(|entries| entries.get(0));
    let Some(entry) = entry else {
        return Err(JsError::new("an action has one name"));
    };
    let entry: Array = entry.unchecked_into();
    let name = entry.get(0).as_string().unwrap_or_default();
    let fields = Fields(entry.get(1));
    let server = || fields.server("server");
    let ends = || -> Result<_> { Ok((fields.server("from")?, fields.server("to")?)) };
    let message = || fields.whole("message").map(MessageId);
    Ok(match name.as_str() {
        "crash" => Action::Crash { server: server()? },
        "restart" => Action::Restart { server: server()? },
        "pause" => Action::Pause { server: server()? },
        "resume" => Action::Resume { server: server()? },
        "fire" => Action::Fire { server: server()?, timer: fields.one_of("timer", TIMERS)? },
        "cut" | "mend" => {
            let ((from, to), both_ways) = (ends()?, fields.get("bothWays").is_truthy());
            if name == "cut" {
                Action::Cut { from, to, both_ways }
            } else {
                Action::Mend { from, to, both_ways }
            }
        }
        "partition" => Action::Partition { groups: fields.groups()? },
        "setLink" => {
            let (from, to) = ends()?;
            Action::SetLink { from, to, settings: fields.optional("settings", network)? }
        }
        "setNetwork" => Action::SetNetwork { settings: network(&fields.get("settings"))? },
        "command" => Action::Command {
            text: fields.get("text").as_string().ok_or_else(|| wrong("text"))?.into(),
            to: fields.optional("to", server_id)?,
        },
        "drop" => Action::Drop { message: message()? },
        "deliver" => Action::Deliver { message: message()? },
        "duplicate" => Action::Duplicate { message: message()? },
        "delay" => Action::Delay { message: message()?, by: fields.time("by")? },
        "hold" => Action::Hold { message: message()? },
        "release" => Action::Release { message: message()? },
        "holdAll" => Action::HoldAll { filter: fields.filter()? },
        "releaseAll" => Action::ReleaseAll { filter: fields.filter()? },
        _ => return Err(wrong(&name)),
    })
}

const TIMERS: &[(&str, Timer)] = &[
    ("election", Timer::Election),
    ("heartbeat", Timer::Heartbeat),
    ("quorumCheck", Timer::QuorumCheck),
    ("leaderLease", Timer::LeaderLease),
];

const KINDS: &[(&str, MessageKind)] = &[
    ("requestVote", MessageKind::RequestVote),
    ("requestVoteResponse", MessageKind::RequestVoteResponse),
    ("preVote", MessageKind::PreVote),
    ("preVoteResponse", MessageKind::PreVoteResponse),
    ("appendEntries", MessageKind::AppendEntries),
    ("appendEntriesResponse", MessageKind::AppendEntriesResponse),
    ("clientRequest", MessageKind::ClientRequest),
    ("clientResponse", MessageKind::ClientResponse),
];

/// A network's settings; `latencyMin` and `latencyMax` are in milliseconds.
pub(crate) fn network(value: &JsValue) -> Result<NetworkSettings> {
    let fields = Fields(value.clone());
    let share = |key| u16::try_from(fields.whole(key)?).map_err(|_| wrong(key));
    Ok(NetworkSettings {
        latency_min: fields.time("latencyMin")?,
        latency_max: fields.time("latencyMax")?,
        loss: share("loss")?,
        duplication: share("duplication")?,
    })
}

/// Choices by the names of rules; what is left out is the paper's.
#[cfg(feature = "timeline")]
pub(crate) fn rules(value: &JsValue) -> Result<Rules> {
    let fields = Fields(value.clone());
    let mut rules = Rules::default();
    for rule in Rules::TABLE {
        let choice = fields.get(rule.name);
        if !choice.is_undefined()
            && !choice.as_string().is_some_and(|choice| rule.choose(&mut rules, &choice))
        {
            return Err(wrong(rule.name));
        }
    }
    Ok(rules)
}

fn server_id(value: &JsValue) -> Result<ServerId> {
    let id = whole(value).and_then(|number| u8::try_from(number).ok()).map(ServerId);
    id.ok_or_else(|| wrong("a server"))
}

/// A whole number that is exact in JavaScript.
fn whole(value: &JsValue) -> Option<u64> {
    let number = value.as_f64()?;
    let is_whole = number >= 0.0 && number.fract() == 0.0 && number <= Time::MAX.0 as f64;
    is_whole.then_some(number as u64)
}

fn wrong(what: &str) -> JsError {
    JsError::new(&["there is something wrong with ", what].concat())
}

/// An object of the page's.
pub(crate) struct Fields(pub(crate) JsValue);

impl Fields {
    pub(crate) fn get(&self, key: &str) -> JsValue {
        // Of something that is no object, every field is undefined.
        Reflect::get(&self.0, &key.into()).unwrap_or(JsValue::UNDEFINED)
    }

    pub(crate) fn whole(&self, key: &str) -> Result<u64> {
        whole(&self.get(key)).ok_or_else(|| wrong(key))
    }

    /// Milliseconds, with a fraction or without.
    pub(crate) fn time(&self, key: &str) -> Result<Time> {
        let ms = self.get(key).as_f64().filter(|&ms| (0.0..=Time::MAX.ms()).contains(&ms));
        ms.map(Time::from_ms_f64).ok_or_else(|| wrong(key))
    }

    fn server(&self, key: &str) -> Result<ServerId> {
        server_id(&self.get(key)).map_err(|_| wrong(key))
    }

    fn one_of<T: Copy>(&self, key: &str, names: &[(&str, T)]) -> Result<T> {
        let name = self.get(key).as_string();
        let found = names.iter().find(|(other, _)| name.as_deref() == Some(*other));
        found.map(|&(_, value)| value).ok_or_else(|| wrong(key))
    }

    fn groups(&self) -> Result<Vec<Vec<ServerId>>> {
        let lists = self.get("groups").dyn_into::<Array>().map_err(|_| wrong("groups"))?;
        let group = |list: JsValue| {
            let list = list.dyn_into::<Array>().map_err(|_| wrong("groups"))?;
            list.iter().map(|server| server_id(&server)).collect()
        };
        lists.iter().map(group).collect()
    }

    fn filter(&self) -> Result<MessageFilter> {
        let filter = Self(self.get("filter"));
        let kind = if filter.get("kind").is_undefined() {
            None
        } else {
            Some(filter.one_of("kind", KINDS)?)
        };
        let (from, to) = (filter.optional("from", server_id)?, filter.optional("to", server_id)?);
        Ok(MessageFilter { from, to, kind })
    }

    /// A field that may be absent.
    fn optional<T>(
        &self,
        key: &str,
        read: impl FnOnce(&JsValue) -> Result<T>,
    ) -> Result<Option<T>> {
        let value = self.get(key);
        if value.is_undefined() { Ok(None) } else { read(&value).map(Some) }
    }
}
