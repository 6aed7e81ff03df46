//! The two facts of a violation, in both languages.

use raft_check::{Claim, Fact, Property, Violation};
use raft_core::ServerSet;

use super::{Sentence, s};

/// Says what is violated, and by what.
pub(crate) fn violated(violation: &Violation) -> Sentence {
    let (en, zh) = property(violation.property);
    let facts: Vec<_> = violation.facts().into_iter().filter_map(fact).collect();
    let english = facts.iter().map(|(en, _)| format!(" {en}.")).collect::<String>();
    let chinese = facts.iter().map(|(_, zh)| format!("{zh}。")).collect::<String>();
    Sentence::new(format!("This violates {en}.{english}"), format!("这违反了{zh}。{chinese}"))
}

/// A property's name.
pub(crate) fn property(property: Property) -> (&'static str, &'static str) {
    match property {
        Property::ElectionSafety => ("Election Safety", "选举安全性"),
        Property::LeaderAppendOnly => ("Leader Append-Only", "“领导者只追加”"),
        Property::LogMatching => ("Log Matching", "日志匹配性"),
        Property::LeaderCompleteness => ("Leader Completeness", "领导者完备性"),
        Property::StateMachineSafety => ("State Machine Safety", "状态机安全性"),
        Property::AcknowledgedLost => ("“nothing acknowledged is lost”", "“已确认的命令不会丢”"),
        Property::UncommittedRead => ("“nothing uncommitted is read”", "“读不到未提交的值”"),
        Property::FalseAcknowledgement => ("“acknowledgements are true”", "“确认必须属实”"),
        Property::StateDivergence => ("“equal state machines”", "“状态机一致”"),
        Property::ExecutedTwice => ("“every request executes once”", "“每个请求只执行一次”"),
        Property::Linearizability => ("linearizability", "线性一致性"),
        Property::LeaderIgnored => {
            ("“no PreVote against a live leader”", "“领导者在位时不同意预投票”")
        }
    }
}

fn fact(fact: &Fact) -> Option<(String, String)> {
    let (who, term) = (s(fact.server), fact.term);
    Some(match &fact.claim {
        Claim::Elected => (
            format!("{who} was elected leader of term {term}"),
            format!("{who} 当选任期 {term} 的领导者"),
        ),
        Claim::ElectedWithout { index, instead } => {
            let (en, zh) = match instead {
                Some(entry) => (
                    format!(" and has an entry of term {} there", entry.term),
                    format!("，那里是任期 {} 的另一个条目", entry.term),
                ),
                None => (String::new(), String::new()),
            };
            (
                format!("{who} was elected leader of term {term} without entry {index}{en}"),
                format!("{who} 当选任期 {term} 的领导者，却没有条目 {index}{zh}"),
            )
        }
        Claim::Stored { index, entry, prev_term } => {
            let (en, zh) = match prev_term {
                0 => (String::new(), String::new()),
                _ => (
                    format!(", after one of term {prev_term}"),
                    format!("，前一个条目属于任期 {prev_term}"),
                ),
            };
            (
                format!("{who} stored entry {index} of term {}{en}", entry.term),
                format!("{who} 存下了任期 {} 的条目 {index}{zh}", entry.term),
            )
        }
        Claim::Removed { index, .. } => {
            (format!("{who} removed entry {index}"), format!("{who} 删掉了条目 {index}"))
        }
        Claim::Committed { index, entry } => (
            format!(
                "{who} committed entry {index} of term {} as leader of term {term}",
                entry.term
            ),
            format!("{who} 作为任期 {term} 的领导者提交了任期 {} 的条目 {index}", entry.term),
        ),
        Claim::Applied { index, entry } => (
            format!("{who} applied entry {index} of term {}", entry.term),
            format!("{who} 应用了任期 {} 的条目 {index}", entry.term),
        ),
        Claim::AppliedAgain { index, .. } => (
            format!("{who} applied entry {index} again"),
            format!("{who} 又应用了一次条目 {index}"),
        ),
        Claim::AppliedWithout { index, left_out, .. } => (
            format!("{who} applied entry {index} and left out entry {left_out}"),
            format!("{who} 应用了条目 {index}，漏掉了条目 {left_out}"),
        ),
        Claim::Acknowledged { request, index, .. } => (
            format!(
                "A client heard from {who} that request {} is done, as entry {index}",
                request.0
            ),
            format!("{who} 告诉客户端请求 {} 已完成，即条目 {index}", request.0),
        ),
        Claim::Answered { request, index, .. } => (
            format!("{who} answered request {}, which is entry {index}", request.0),
            format!("{who} 回复了请求 {}，即条目 {index}", request.0),
        ),
        Claim::OnDisksOf { servers, needed } => (
            format!(
                "The entry was on the disks of {} only; a majority is {needed}",
                names(*servers, " and ")
            ),
            format!("当时这个条目只在 {} 的磁盘上，多数派是 {needed} 台", names(*servers, "、")),
        ),
        Claim::LastCopyGone { index } => (
            format!("{who} removed entry {index}, and no other disk has its command"),
            format!("{who} 删掉了条目 {index}，别的磁盘上也没有这条命令"),
        ),
        Claim::LastCopyLost { index } => (
            format!(
                "{who} crashed, and its disk lost entry {index}; no other disk has its command"
            ),
            format!("{who} 崩溃，磁盘丢了条目 {index}，别的磁盘上也没有这条命令"),
        ),
        Claim::Reported { request, index } => (
            format!("{who} told a client that request {} was done, as entry {index}", request.0),
            format!("{who} 告诉客户端请求 {} 已完成，条目是 {index}", request.0),
        ),
        Claim::NotThere { index, .. } => (
            format!("{who} has another entry {index}, or none"),
            format!("{who} 的条目 {index} 是别的命令，或者没有"),
        ),
        // These are about state machines and operations; the page and `raft check` say more.
        _ => return None,
    })
}

fn names(servers: ServerSet, between: &str) -> String {
    servers.iter().map(s).collect::<Vec<_>>().join(between)
}
