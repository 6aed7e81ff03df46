//! The two facts of a violation, in both languages.

use raft_check::{Claim, Fact, Property, Violation};
use raft_core::ServerSet;
use raft_scenario::claim_in_words;

use super::{Sentence, s};

/// Says what is violated, and by what.
pub(crate) fn violated(violation: &Violation) -> Sentence {
    let (en, zh) = property(violation.property);
    let facts = || violation.facts().into_iter().filter_map(|it| Some((it, in_chinese(it)?)));
    let english: String =
        facts().map(|(it, _)| format!(" {} {}.", s(it.server), claim_in_words(it, s))).collect();
    let chinese: String = facts().map(|(_, zh)| format!("{zh}。")).collect();
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

/// A fact in Chinese. `None` when it is about state machines or operations: the page and `raft check` say more about
/// those.
fn in_chinese(fact: &Fact) -> Option<String> {
    let (who, term) = (s(fact.server), fact.term);
    Some(match &fact.claim {
        Claim::Elected => format!("{who} 当选任期 {term} 的领导者"),
        Claim::ElectedWithout { index, instead } => {
            let there = instead.as_ref().map(|it| format!("，那里是任期 {} 的另一个条目", it.term));
            let there = there.unwrap_or_default();
            format!("{who} 当选任期 {term} 的领导者，却没有条目 {index}{there}")
        }
        Claim::Stored { index, entry, prev_term } => {
            let before = match prev_term {
                0 => String::new(),
                _ => format!("，前一个条目属于任期 {prev_term}"),
            };
            format!("{who} 存下了任期 {} 的条目 {index}{before}", entry.term)
        }
        Claim::Removed { index, .. } => format!("{who} 删掉了条目 {index}"),
        Claim::Committed { index, entry } => {
            format!("{who} 作为任期 {term} 的领导者提交了任期 {} 的条目 {index}", entry.term)
        }
        Claim::Applied { index, entry } => {
            format!("{who} 应用了任期 {} 的条目 {index}", entry.term)
        }
        Claim::AppliedAgain { index, .. } => format!("{who} 又应用了一次条目 {index}"),
        Claim::AppliedWithout { index, left_out, .. } => {
            format!("{who} 应用了条目 {index}，漏掉了条目 {left_out}")
        }
        Claim::Acknowledged { request, index, .. } => {
            format!("{who} 告诉客户端请求 {} 已完成，即条目 {index}", request.0)
        }
        Claim::Answered { request, index, .. } => {
            format!("{who} 回复了请求 {}，即条目 {index}", request.0)
        }
        Claim::OnDisksOf { servers, needed } => {
            format!("当时这个条目只在 {} 的磁盘上，多数派是 {needed} 台", names(*servers))
        }
        Claim::LastCopyGone { index } => {
            format!("{who} 删掉了条目 {index}，别的磁盘上也没有这条命令")
        }
        Claim::LastCopyLost { index } => {
            format!("{who} 崩溃，磁盘丢了条目 {index}，别的磁盘上也没有这条命令")
        }
        Claim::Reported { request, index } => {
            format!("{who} 告诉客户端请求 {} 已完成，条目是 {index}", request.0)
        }
        Claim::NotThere { index, .. } => format!("{who} 的条目 {index} 是别的命令，或者没有"),
        _ => return None,
    })
}

fn names(servers: ServerSet) -> String {
    servers.iter().map(s).collect::<Vec<_>>().join("、")
}
