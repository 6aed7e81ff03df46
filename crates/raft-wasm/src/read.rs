//! Reads what the page sends: numbers, strings, actions and setups.
//!
//! The definitions the page is checked against are generated from the same types. A value of another
//! type, or out of its range, is an error that names it; nothing is converted or guessed.
//!
//! Reading an object may run code of the page: a getter, or a proxy's trap. That code may throw. An exception that
//! passed through Rust would leave the simulation borrowed for ever, so every import used here catches it. The code
//! may also call the simulation that is being read for; `wasm-bindgen` refuses that call, inside the getter.

use js_sys::{JsString, Reflect};
#[cfg(feature = "timeline")]
use raft_core::Rules;
use raft_core::{ServerId, Timer};
use raft_sim::{
    Action, Duration, MessageFilter, MessageId, MessageKind, NetworkSettings, Setup, Time,
};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsError, JsValue};

#[cfg(feature = "timeline")]
mod later;

type Result<T> = std::result::Result<T, JsError>;

/// The longest string that is read, in UTF-16 code units. What a string is for may set a shorter limit; this one only
/// bounds the module's memory.
pub(crate) const MAX_STRING: u32 = 1 << 22;

#[wasm_bindgen]
extern "C" {
    /// Throws for a proxy that was revoked.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> std::result::Result<bool, JsValue>;
}

/// An action: an object with the action's name and its fields, or the name alone.
pub(crate) fn action(value: &JsValue) -> Result<Action> {
    if value.is_string() {
        return match string(value, "action")?.as_str() {
            "heal" => Ok(Action::Heal),
            _ => Err(wrong("action")),
        };
    }
    let name = only_key(value)?;
    let fields = Fields::of(Fields::of(value.clone(), "action")?.get(&name)?, &name)?;
    let server = || fields.server("server");
    let ends = || -> Result<_> { Ok((fields.server("from")?, fields.server("to")?)) };
    let message = || fields.whole("message").map(MessageId);
    Ok(match name.as_str() {
        "crash" => Action::Crash { server: server()? },
        "restart" => Action::Restart { server: server()? },
        "pause" => Action::Pause { server: server()? },
        "resume" => Action::Resume { server: server()? },
        "fire" => Action::Fire {
            server: server()?,
            timer: one_of(&fields.get("timer")?, "timer", TIMERS)?,
        },
        "cut" | "mend" => {
            let ((from, to), both_ways) = (ends()?, fields.get("bothWays")?);
            let both_ways = both_ways.as_bool().ok_or_else(|| wrong("bothWays"))?;
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
        "setNetwork" => Action::SetNetwork { settings: network(&fields.get("settings")?)? },
        "command" => Action::Command {
            text: string(&fields.get("text")?, "text")?.into(),
            to: fields.optional("to", server_id)?,
        },
        #[cfg(feature = "timeline")]
        "commandBy" | "cutClient" | "mendClient" | "partitionClients" | "setClientLink"
        | "setClock" => later::action(&name, &fields)?,
        "drop" => Action::Drop { message: message()? },
        "deliver" => Action::Deliver { message: message()? },
        "duplicate" => Action::Duplicate { message: message()? },
        "delay" => Action::Delay { message: message()?, by: fields.duration("by")? },
        "hold" => Action::Hold { message: message()? },
        "release" => Action::Release { message: message()? },
        "holdAll" => Action::HoldAll { filter: fields.filter()? },
        "releaseAll" => Action::ReleaseAll { filter: fields.filter()? },
        _ => return Err(wrong("action")),
    })
}

/// The key of an object that has one key, and no more.
fn only_key(value: &JsValue) -> Result<String> {
    let keys = Reflect::own_keys(value).map_err(|_| wrong("action"))?;
    if keys.length() != 1 {
        return Err(JsError::new("an action has one name"));
    }
    string(&keys.get(0), "action")
}

const TIMERS: &[(&str, Timer)] = &[
    ("election", Timer::Election),
    ("heartbeat", Timer::Heartbeat),
    ("quorumCheck", Timer::QuorumCheck),
    ("leaderContact", Timer::LeaderContact),
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
    let fields = Fields::of(value.clone(), "network")?;
    let share = |key| u16::try_from(fields.whole(key)?).map_err(|_| wrong(key));
    Ok(NetworkSettings {
        latency_min: fields.duration("latencyMin")?,
        latency_max: fields.duration("latencyMax")?,
        loss: share("loss")?,
        duplication: share("duplication")?,
    })
}

/// Choices by the names of rules. A rule that is left out has the paper's choice.
#[cfg(feature = "timeline")]
pub(crate) fn rules(value: &JsValue) -> Result<Rules> {
    let fields = Fields::of(value.clone(), "rules")?;
    let mut rules = Rules::default();
    for rule in Rules::TABLE {
        let choice = fields.get(rule.name)?;
        if !choice.is_undefined() && !rule.choose(&mut rules, &string(&choice, rule.name)?) {
            return Err(wrong(rule.name));
        }
    }
    Ok(rules)
}

/// A server's number. The simulation decides whether there is such a server.
fn server_id(value: &JsValue) -> Result<ServerId> {
    whole(value, "server").and_then(|number| server_of(number, "server"))
}

fn server_of(number: u64, what: &str) -> Result<ServerId> {
    u8::try_from(number).map(ServerId).map_err(|_| wrong(what))
}

/// A server's number, from 1 to the greatest that a cluster can have.
#[cfg(feature = "timeline")]
pub(crate) fn server(value: &JsValue) -> Result<ServerId> {
    let id = server_id(value)?;
    (1..=Setup::MAX_SERVERS).contains(&id.0).then_some(id).ok_or_else(|| wrong("server"))
}

/// A whole number from 0 to 2⁵³ − 1, which are exact in JavaScript.
pub(crate) fn whole(value: &JsValue, what: &str) -> Result<u64> {
    let number = number(value, what)?;
    let is_whole = number >= 0.0 && number.fract() == 0.0 && number <= Setup::MAX_SEED as f64;
    is_whole.then_some(number as u64).ok_or_else(|| wrong(what))
}

/// An instant in milliseconds, with a fraction or without.
pub(crate) fn time(value: &JsValue, what: &str) -> Result<Time> {
    milliseconds(value, what).map(Time::from_ms_f64)
}

fn milliseconds(value: &JsValue, what: &str) -> Result<f64> {
    let ms = number(value, what)?;
    (0.0..=Time::MAX.ms()).contains(&ms).then_some(ms).ok_or_else(|| wrong(what))
}

/// A finite number. No other value is converted to a number.
pub(crate) fn number(value: &JsValue, what: &str) -> Result<f64> {
    value.as_f64().filter(|number| number.is_finite()).ok_or_else(|| wrong(what))
}

/// A string of at most [`MAX_STRING`]. A lone surrogate reads as U+FFFD.
pub(crate) fn string(value: &JsValue, what: &str) -> Result<String> {
    let string = value.dyn_ref::<JsString>().ok_or_else(|| wrong(what))?;
    if string.length() > MAX_STRING {
        return Err(JsError::new(&[what, " is too long"].concat()));
    }
    value.as_string().ok_or_else(|| wrong(what))
}

/// A list of at most `most` strings.
#[cfg(feature = "timeline")]
pub(crate) fn strings(value: &JsValue, what: &str, most: u32) -> Result<Vec<String>> {
    let items = Fields::of(value.clone(), what)?.list(value, most).map_err(|_| wrong(what))?;
    items.iter().map(|item| string(item, what)).collect()
}

/// The value that one of these names stands for.
fn one_of<T: Copy>(value: &JsValue, what: &str, names: &[(&str, T)]) -> Result<T> {
    let name = string(value, what)?;
    let found = names.iter().find(|(other, _)| name == *other);
    found.map(|&(_, value)| value).ok_or_else(|| wrong(what))
}

fn wrong(what: &str) -> JsError {
    JsError::new(&["there is something wrong with ", what].concat())
}

/// An object that the page sent.
pub(crate) struct Fields(JsValue);

impl Fields {
    /// # Errors
    /// Returns an error when the value is not an object.
    pub(crate) fn of(value: JsValue, what: &str) -> Result<Self> {
        if value.is_object() { Ok(Self(value)) } else { Err(wrong(what)) }
    }

    /// A field, `undefined` when it is absent.
    ///
    /// # Errors
    /// Returns an error when the field cannot be read because its getter threw.
    pub(crate) fn get(&self, key: &str) -> Result<JsValue> {
        Reflect::get(&self.0, &key.into()).map_err(|_| wrong(key))
    }

    pub(crate) fn whole(&self, key: &str) -> Result<u64> {
        whole(&self.get(key)?, key)
    }

    pub(crate) fn duration(&self, key: &str) -> Result<Duration> {
        milliseconds(&self.get(key)?, key).map(Duration::from_ms_f64)
    }

    fn server(&self, key: &str) -> Result<ServerId> {
        server_of(self.whole(key)?, key)
    }

    fn groups(&self) -> Result<Vec<Vec<ServerId>>> {
        let most = u32::from(Setup::MAX_SERVERS);
        let group = |list: &JsValue| self.list(list, most)?.iter().map(server_id).collect();
        self.list(&self.get("groups")?, most)?.iter().map(group).collect()
    }

    /// The items of a list of at most `most` items.
    fn list(&self, value: &JsValue, most: u32) -> Result<Vec<JsValue>> {
        let wrong = || wrong("groups");
        if !is_array(value).unwrap_or(false) {
            return Err(wrong());
        }
        let length = whole(&Self(value.clone()).get("length")?, "groups")?;
        let length = u32::try_from(length).map_err(|_| wrong())?;
        if length > most {
            return Err(wrong());
        }
        (0..length).map(|at| Reflect::get_u32(value, at).map_err(|_| wrong())).collect()
    }

    fn filter(&self) -> Result<MessageFilter> {
        let filter = Self::of(self.get("filter")?, "filter")?;
        let kind = filter.optional("kind", |kind| one_of(kind, "kind", KINDS))?;
        let (from, to) = (filter.optional("from", server_id)?, filter.optional("to", server_id)?);
        Ok(MessageFilter { from, to, kind })
    }

    /// A field that may be absent.
    pub(crate) fn optional<T>(
        &self,
        key: &str,
        read: impl FnOnce(&JsValue) -> Result<T>,
    ) -> Result<Option<T>> {
        let value = self.get(key)?;
        if value.is_undefined() { Ok(None) } else { read(&value).map(Some) }
    }
}
