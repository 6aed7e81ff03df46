//! The replicated state machine: a small key-value store with client sessions.

use std::fmt;

use serde::Serialize;
use smol_str::{SmolStr, ToSmolStr};

use crate::ids::{ClientId, RequestId};
use crate::sorted::SortedMap;

/// What a command does.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation<'a> {
    /// Gives a key a value.
    Set { key: &'a str, value: &'a str },
    /// Reads a key's value.
    Get { key: &'a str },
    /// Removes a key.
    Delete { key: &'a str },
    /// Adds to a key's value; a key without one counts as 0.
    Add { key: &'a str, number: i64 },
}

/// Why a command cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum CommandError {
    /// The command is empty.
    Empty,
    /// It begins with none of `set`, `get`, `del` and `add`.
    UnknownWord,
    /// It has too few or too many words.
    WrongLength,
    /// The number of an `add` is not a whole number, or out of range.
    NotANumber,
    /// It is longer than [`MAX_COMMAND`] bytes.
    TooLong,
}

/// The longest command, in bytes.
pub const MAX_COMMAND: usize = 200;

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the command is empty",
            Self::UnknownWord => "a command begins with set, get, del or add",
            Self::WrongLength => "commands are: set KEY VALUE, get KEY, del KEY, add KEY NUMBER",
            Self::NotANumber => "add needs a whole number",
            Self::TooLong => "a command has at most 200 bytes",
        })
    }
}

impl std::error::Error for CommandError {}

impl<'a> Operation<'a> {
    /// Reads a command.
    ///
    /// # Errors
    /// Returns the [`CommandError`] that says what is wrong with it.
    pub fn parse(text: &'a str) -> Result<Self, CommandError> {
        if text.len() > MAX_COMMAND {
            return Err(CommandError::TooLong);
        }
        let mut words = text.split_whitespace();
        let word = words.next().ok_or(CommandError::Empty)?;
        let (key, value, more) = (words.next(), words.next(), words.next());
        match (word, key, value, more) {
            ("set", Some(key), Some(value), None) => Ok(Self::Set { key, value }),
            ("get", Some(key), None, None) => Ok(Self::Get { key }),
            ("del", Some(key), None, None) => Ok(Self::Delete { key }),
            ("add", Some(key), Some(value), None) => {
                let number = value.parse().map_err(|_| CommandError::NotANumber)?;
                Ok(Self::Add { key, number })
            }
            ("set" | "get" | "del" | "add", ..) => Err(CommandError::WrongLength),
            _ => Err(CommandError::UnknownWord),
        }
    }

    /// The only key that it reads or writes.
    pub fn key(self) -> &'a str {
        match self {
            Self::Set { key, .. }
            | Self::Get { key }
            | Self::Delete { key }
            | Self::Add { key, .. } => key,
        }
    }
}

/// Checks that the state machine can read this command.
///
/// # Errors
/// Returns the [`CommandError`] that says what is wrong with it.
pub fn check_command(text: &str) -> Result<(), CommandError> {
    Operation::parse(text).map(|_| ())
}

/// The answer to a command.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Answer {
    /// The command was done, and returns no value.
    Done,
    /// The key's value, if it has one.
    Value {
        /// The value.
        #[cfg_attr(feature = "typescript", tsify(type = "string | undefined"))]
        value: Option<SmolStr>,
    },
    /// The state machine could not do it, for instance `add` to a value that is not a number.
    Failed,
}

/// Keys and values: the state that clients see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Values(SortedMap<SmolStr, SmolStr>);

/// One server's copy of the state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Machine {
    values: Values,
    /// Each client's last request, and the answer to it (§8; dissertation §6.3). A client has one request
    /// outstanding at a time, so it can only retry its last.
    sessions: SortedMap<ClientId, (RequestId, Answer)>,
}

impl Machine {
    /// Applies a command, unless its client's session shows that it was applied before: a retry gets the
    /// first answer again.
    pub fn apply(&mut self, session: Option<(ClientId, RequestId)>, text: &str) -> Answer {
        let Some((client, request)) = session else { return self.perform(text) };
        match self.sessions.get(&client) {
            Some((last, answer)) if *last >= request => answer.clone(),
            _ => {
                let answer = self.perform(text);
                self.sessions.insert(client, (request, answer.clone()));
                answer
            }
        }
    }

    fn perform(&mut self, text: &str) -> Answer {
        match Operation::parse(text) {
            Ok(operation) => self.values.perform(operation),
            Err(_) => Answer::Failed,
        }
    }

    /// Keys and values, in the order of the keys.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The values alone, without the clients' sessions.
    pub fn content(&self) -> &Values {
        &self.values
    }

    /// A client's last request, and the answer to it; `None` if the client has no session.
    pub fn session(&self, client: ClientId) -> Option<(RequestId, &Answer)> {
        self.sessions.get(&client).map(|(request, answer)| (*request, answer))
    }

    /// How many clients have a session.
    pub fn sessions(&self) -> usize {
        self.sessions.len()
    }
}

impl Values {
    /// Carries out an operation.
    pub fn perform(&mut self, operation: Operation<'_>) -> Answer {
        match operation {
            Operation::Set { key, value } => {
                self.0.insert(key.into(), value.into());
                Answer::Done
            }
            Operation::Get { key } => Answer::Value { value: self.get(key).cloned() },
            Operation::Delete { key } => {
                self.0.remove(&key.into());
                Answer::Done
            }
            Operation::Add { key, number } => self.add(key, number),
        }
    }

    fn add(&mut self, key: &str, number: i64) -> Answer {
        let before = self.get(key).map_or(Ok(0), |value| value.parse::<i64>());
        let Some(sum) = before.ok().and_then(|before| before.checked_add(number)) else {
            return Answer::Failed;
        };
        let value = sum.to_smolstr();
        self.0.insert(key.into(), value.clone());
        Answer::Value { value: Some(value) }
    }

    /// The value of a key, if it has one.
    pub fn get(&self, key: &str) -> Option<&SmolStr> {
        self.0.get(&key.into())
    }

    /// How many keys have a value.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no key has a value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(machine: &mut Machine, request: u64, text: &str) -> Answer {
        machine.apply(Some((ClientId(1), RequestId(request))), text)
    }

    #[test]
    fn commands_do_what_they_say() {
        let mut machine = Machine::default();
        assert_eq!(apply(&mut machine, 1, "set x 1"), Answer::Done);
        assert_eq!(apply(&mut machine, 2, "get x"), Answer::Value { value: Some("1".into()) });
        assert_eq!(apply(&mut machine, 3, "add x 41"), Answer::Value { value: Some("42".into()) });
        assert_eq!(apply(&mut machine, 4, "del x"), Answer::Done);
        assert_eq!(apply(&mut machine, 5, "get x"), Answer::Value { value: None });
        assert_eq!(apply(&mut machine, 6, "set y one"), Answer::Done);
        assert_eq!(apply(&mut machine, 7, "add y 1"), Answer::Failed);
        assert_eq!(machine.values().collect::<Vec<_>>(), [("y", "one")]);
    }

    #[test]
    fn a_retry_is_answered_but_not_done_again() {
        let mut machine = Machine::default();
        let first = apply(&mut machine, 1, "add x 1");
        assert_eq!(apply(&mut machine, 1, "add x 1"), first);
        assert_eq!(machine.values().collect::<Vec<_>>(), [("x", "1")]);
        apply(&mut machine, 2, "add x 1");
        assert_eq!(machine.values().collect::<Vec<_>>(), [("x", "2")]);
    }

    #[test]
    fn bad_commands_are_told_apart() {
        let cases = [
            ("", CommandError::Empty),
            ("  ", CommandError::Empty),
            ("put x 1", CommandError::UnknownWord),
            ("set x", CommandError::WrongLength),
            ("set x 1 2", CommandError::WrongLength),
            ("get", CommandError::WrongLength),
            ("add x y", CommandError::NotANumber),
        ];
        for (text, problem) in cases {
            assert_eq!(check_command(text), Err(problem), "{text:?}");
        }
        assert_eq!(
            check_command(&format!("set x {}", "1".repeat(200))),
            Err(CommandError::TooLong)
        );
        assert_eq!(check_command("set 键 值"), Ok(()));
    }
}
