//! The rows, as the format describes them. Fields whose content it leaves open are not read.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Entry, Role};

#[derive(Deserialize)]
pub struct Init {
    pub v: u32,
    pub ev: String,
    pub voters: Vec<String>,
    pub nodes: BTreeMap<String, NodeInit>,
}

#[derive(Deserialize)]
pub struct NodeInit {
    pub term: u64,
    pub vote: Option<String>,
    pub log: Vec<Entry>,
    pub commit: usize,
    pub applied: usize,
}

#[derive(Deserialize)]
pub struct Row {
    pub seq: u64,
    pub t: f64,
    pub n: String,
    pub ev: String,
    pub msg: Option<Msg>,
    pub out: Vec<Msg>,
    pub apply: Vec<(usize, String)>,
    pub post: Post,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Post {
    pub term: u64,
    pub role: Role,
    pub vote: Option<String>,
    pub commit: usize,
    pub applied: usize,
    pub base: usize,
    pub base_term: u64,
    pub log: Option<Vec<Entry>>,
    pub tail: Option<Tail>,
    /// The format does not promise it, but it is written.
    #[serde(rename = "match")]
    pub matches: Option<BTreeMap<String, usize>>,
}

#[derive(Deserialize)]
pub struct Tail {
    pub from: usize,
    pub ents: Vec<Entry>,
}

#[derive(Deserialize)]
pub struct Msg {
    pub id: u64,
    pub from: String,
    pub to: String,
    pub term: u64,
    #[serde(flatten)]
    pub body: Body,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Body {
    RvReq { last_idx: usize, last_term: u64 },
    RvResp { granted: bool },
    PvReq { last_idx: usize, last_term: u64 },
    PvResp { granted: bool },
    AeReq { prev_idx: usize, prev_term: u64, ents: Vec<Entry>, commit: usize },
    AeResp { ok: bool, r#match: usize },
}
