//! Lies: changes to a trace that make it illegal wherever they are made.

use serde_json::{Value, json};

/// A change to the rows at one of them. Returns false and changes nothing when it does not apply there.
pub type Lie = fn(&mut Vec<Value>, usize) -> bool;

/// All lies, by name.
pub const LIES: [(&str, Lie); 29] = [
    ("a vote is flipped where it is given", |rows, at| {
        rows[at].pointer_mut("/out/0").is_some_and(|msg| flip(msg, "rv_resp", "granted"))
    }),
    ("a vote is flipped everywhere", |rows, at| {
        everywhere(rows, at, |msg| flip(msg, "rv_resp", "granted"))
    }),
    ("entries are refused or not, against the log", |rows, at| {
        everywhere(rows, at, |msg| flip(msg, "ae_resp", "ok"))
    }),
    ("an acknowledgement reaches further", |rows, at| {
        everywhere(rows, at, |msg| msg["ok"] == true && add(msg, "/match"))
    }),
    ("a candidate claims a longer log", |rows, at| {
        everywhere(rows, at, |msg| msg["type"] == "rv_req" && add(msg, "/lastIdx"))
    }),
    ("a candidate claims a later log", |rows, at| {
        everywhere(rows, at, |msg| msg["type"] == "rv_req" && add(msg, "/lastTerm"))
    }),
    ("a message claims a later term", |rows, at| everywhere(rows, at, |msg| add(msg, "/term"))),
    ("a leader claims another predecessor", |rows, at| {
        everywhere(rows, at, |msg| add(msg, "/prevTerm"))
    }),
    ("a leader sends from elsewhere", |rows, at| {
        everywhere(rows, at, |msg| msg.pointer("/ents/0").is_some() && add(msg, "/prevIdx"))
    }),
    ("a sent entry has another term", |rows, at| everywhere(rows, at, |msg| add(msg, "/ents/0/0"))),
    ("a sent entry has another value", |rows, at| {
        everywhere(rows, at, |msg| rename(msg, "/ents/0/1"))
    }),
    ("a leader claims more to be committed", |rows, at| {
        everywhere(rows, at, |msg| msg["type"] == "ae_req" && set(msg, "/commit", json!(9999)))
    }),
    ("a term is later", |rows, at| add(&mut rows[at], "/post/term")),
    ("a vote is forgotten", |rows, at| {
        !rows[at]["post"]["vote"].is_null() && set(&mut rows[at], "/post/vote", Value::Null)
    }),
    ("a role is another", |rows, at| {
        let leads = rows[at]["post"]["role"] == "leader";
        let other = if leads { "candidate" } else { "leader" };
        set(&mut rows[at], "/post/role", json!(other))
    }),
    ("an entry is missing", |rows, at| {
        let log = rows[at].pointer_mut("/post/log").and_then(Value::as_array_mut);
        log.is_some_and(|log| log.pop().is_some())
    }),
    ("an entry has another term", |rows, at| add(&mut rows[at], "/post/log/0/0")),
    ("an entry has another value", |rows, at| rename(&mut rows[at], "/post/log/0/1")),
    ("more is committed", |rows, at| add(&mut rows[at], "/post/commit")),
    ("nothing is committed any more", |rows, at| {
        rows[at]["post"]["commit"] != 0 && set(&mut rows[at], "/post/commit", json!(0))
    }),
    ("an entry is not applied", |rows, at| {
        let applied = rows[at].pointer_mut("/apply").and_then(Value::as_array_mut);
        applied.is_some_and(|applied| applied.pop().is_some())
    }),
    ("a message that nobody sent is received", |rows, at| {
        rows[at]["ev"] == "recv" && set(&mut rows[at], "/msg/id", json!(999_999))
    }),
    ("two messages have one id", |rows, at| {
        let first = rows[at].pointer("/out/0/id").cloned();
        first.is_some_and(|first| set(&mut rows[at], "/out/1/id", first))
    }),
    ("a client is told another value", |rows, at| {
        later(rows, at, "ack", |row| rename(row, "/value"))
    }),
    ("a client is told that there is no value", |rows, at| {
        later(rows, at, "ack", |row| row["value"].is_string() && set(row, "/value", Value::Null))
    }),
    ("another client is told", |rows, at| later(rows, at, "ack", |row| rename(row, "/client"))),
    ("a request is acknowledged that nobody made", |rows, at| {
        later(rows, at, "ack", |row| set(row, "/request", json!(9999)))
    }),
    ("a request is acknowledged before it is in the log", |rows, at| {
        later(rows, at, "ack", |row| set(row, "/index", json!(0)))
    }),
    ("a row is missing, whose message is received", |rows, at| {
        let id = rows[at].pointer("/out/0/id").cloned();
        let missed = id.is_some() && rows.iter().any(|row| row.pointer("/msg/id") == id.as_ref());
        if missed {
            rows.remove(at);
            for (row, seq) in rows[at..].iter_mut().zip(at..) {
                row["seq"] = json!(seq);
            }
        }
        missed
    }),
];

/// Changes the first row of a kind at or after row `at`.
fn later(rows: &mut [Value], at: usize, ev: &str, change: impl Fn(&mut Value) -> bool) -> bool {
    rows[at..].iter_mut().any(|row| row["ev"] == ev && change(row))
}

/// Changes the first message that a row sends, and the same message wherever it is received.
fn everywhere(rows: &mut [Value], at: usize, change: impl Fn(&mut Value) -> bool) -> bool {
    let Some(sent) = rows[at].pointer_mut("/out/0") else {
        return false;
    };
    if !change(sent) {
        return false;
    }
    let id = sent["id"].clone();
    for row in &mut rows[at + 1..] {
        if let Some(msg) = row.get_mut("msg").filter(|msg| msg["id"] == id) {
            change(msg);
        }
    }
    true
}

fn flip(msg: &mut Value, kind: &str, field: &str) -> bool {
    let flag = msg.get(field).and_then(Value::as_bool).filter(|_| msg["type"] == kind);
    flag.is_some_and(|flag| set(msg, &format!("/{field}"), json!(!flag)))
}

fn add(value: &mut Value, path: &str) -> bool {
    let number = value.pointer(path).and_then(Value::as_u64);
    number.is_some_and(|number| set(value, path, json!(number + 1)))
}

fn rename(value: &mut Value, path: &str) -> bool {
    let text = value.pointer(path).and_then(Value::as_str).map(|text| format!("{text}'"));
    text.is_some_and(|text| set(value, path, json!(text)))
}

/// Replaces a value at a path. Returns false when nothing is there.
fn set(value: &mut Value, path: &str, other: Value) -> bool {
    value.pointer_mut(path).map(|place| *place = other).is_some()
}
