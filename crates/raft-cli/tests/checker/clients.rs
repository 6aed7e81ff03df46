//! Checks whether what clients are told is true. Every acknowledgement is compared with the result of applying the
//! server's log from its beginning, each request once.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Entry, ensure};

/// A row about a client.
#[derive(Deserialize)]
pub struct ClientRow {
    pub seq: u64,
    pub t: f64,
    #[serde(flatten)]
    what: What,
}

#[derive(Deserialize)]
#[serde(tag = "ev", rename_all = "camelCase")]
enum What {
    Invoke {
        client: String,
        request: u64,
        text: String,
    },
    Ack {
        client: String,
        request: u64,
        by: String,
        index: usize,
        answer: String,
        value: Option<String>,
    },
}

/// The clients' requests: for each, who asked for what, and whether it was acknowledged.
#[derive(Default)]
pub struct Clients(BTreeMap<u64, (String, String, bool)>);

impl Clients {
    /// Checks a row. `log_of` returns the present log of a server.
    pub fn row<'a>(
        &mut self,
        row: &ClientRow,
        log_of: impl Fn(&str) -> Option<&'a [Entry]>,
    ) -> Result<(), String> {
        match &row.what {
            What::Invoke { client, request, text } => {
                let new = (client.clone(), text.clone(), false);
                ensure(self.0.insert(*request, new).is_none(), "the request was made before")
            }
            What::Ack { client, request, by, index, answer, value } => {
                let (asker, _, is_acknowledged) =
                    self.0.get_mut(request).ok_or("nobody made the request")?;
                ensure(asker == client, "another client made the request")?;
                ensure(!*is_acknowledged, "it is acknowledged twice")?;
                *is_acknowledged = true;
                let log = log_of(by).ok_or("there is no such server")?;
                let applied = log.get(..*index).ok_or("the log is shorter")?;
                let returned = self.replay(applied);
                let returned = returned.get(request).ok_or("no entry holds the request")?;
                ensure(*returned == (answer.clone(), value.clone()), "it returned something else")
            }
        }
    }

    /// The result of each request in a log.
    fn replay(&self, log: &[Entry]) -> BTreeMap<u64, (String, Option<String>)> {
        let mut returned = BTreeMap::new();
        let mut state: BTreeMap<&str, String> = BTreeMap::new();
        let mut sessions: BTreeMap<&str, u64> = BTreeMap::new();
        for (_, value) in log {
            let (name, text) = value.split_once(' ').unwrap_or((value, ""));
            let number = |name: &str| name.strip_prefix('r')?.split('.').next()?.parse().ok();
            let request: Option<u64> = number(name);
            if let Some(request) = request {
                let client = self.0.get(&request).map_or("", |(client, _, _)| client);
                let last = sessions.entry(client).or_insert(0);
                if *last >= request {
                    continue;
                }
                *last = request;
            }
            let words: Vec<_> = text.split_whitespace().collect();
            let answer = match words[..] {
                ["set", key, value] => {
                    state.insert(key, value.to_owned());
                    ("done", None)
                }
                ["del", key] => {
                    state.remove(key);
                    ("done", None)
                }
                ["get", key] => ("value", state.get(key).cloned()),
                ["add", key, number] => {
                    let before = state.get(key).map_or(Ok(0), |value| value.parse::<i64>());
                    let sum = before.map(|it| it + number.parse::<i64>().unwrap_or(0));
                    match sum {
                        Ok(sum) => {
                            state.insert(key, sum.to_string());
                            ("value", Some(sum.to_string()))
                        }
                        Err(_) => ("failed", None),
                    }
                }
                _ => continue,
            };
            if let Some(request) = request {
                returned.insert(request, (answer.0.to_owned(), answer.1));
            }
        }
        returned
    }
}
