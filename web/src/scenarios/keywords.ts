// The words by which the built-in scenarios are found besides their titles: keywords, and their notes.

import { foldWord } from "../ui/fold-words.ts";

/** Keywords in English and Chinese. Titles and notes are searched as well. */
const KEYWORDS: Record<string, string> = {
  "first-election": "leader election, timeout, heartbeat, intro; 选主 领导者选举 心跳 入门",
  "command-step-by-step": "log replication, commit, request, intro; 日志复制 提交 请求 入门",
  "leader-crash": "failover, leader failure, retry; 故障转移 主节点宕机 重试",
  "figure-7":
    "log repair, log matching, inconsistent logs, nextIndex; 日志修复 日志不一致 日志匹配",
  "figure-7-by-run": "inconsistent logs, crashes; 日志不一致 崩溃",
  "repair-by-length": "fast backup, log repair, optimization; 快速回退 日志修复 优化",
  "repair-by-term": "fast backup, log repair, optimization; 快速回退 日志修复 优化",
  "figure-8-safe": "commit rule, current term, §5.4.2; 提交规则 当前任期",
  "figure-8-unsafe":
    "commit rule, leader completeness, lost commit, overwritten, §5.4.2; 提交规则 领导者完备性 完整性 提交丢失 覆盖",
  "split-vote": "tie, two candidates; 选票分裂 平票 瓜分选票",
  "fixed-timeouts": "livelock, split vote, randomized timeout, no leader; 活锁 选票分裂 随机超时",
  "old-leader-returns":
    "network partition, split brain, stale leader, two leaders, minority; 网络分区 脑裂 旧主 双主 少数派",
  "slow-follower": "latency, straggler, fault tolerance; 延迟 慢节点 容错",
  "spinning-follower":
    "network partition, isolated, disruptive server, term inflation; 网络分区 隔离 任期膨胀 干扰",
  "sending-next-heartbeat": "batching, latency, throughput; 批处理 延迟 吞吐",
  "sending-at-once": "latency, resend; 延迟 重发",
  "sending-pipelined": "pipeline, latency, throughput; 管道 吞吐",
  "heartbeats-empty": "keepalive, bandwidth, retransmission; 保活 带宽 重传",
  noop: "no-op, empty entry, new leader, §8; 空操作 空条目 空日志",
  "pre-vote": "network partition, isolated, disruptive server, §9.6; 网络分区 隔离 预投票",
  "check-quorum":
    "network partition, split brain, stale leader, step down, lease; 网络分区 脑裂 下台 租约",
  "pre-vote-alone":
    "network partition, partial partition, liveness, no leader; 网络分区 部分分区 活性 预投票",
  "broken-commit-at-once": "early commit, durability, lost write; 过早提交 持久性 丢失写入",
  "broken-consistency-check": "log matching, prevLogIndex, gap; 日志匹配 空洞",
  "broken-disk": "fsync, durability, power failure, persistence; 刷盘 持久化 断电",
  "broken-follower-commit": "commitIndex, leaderCommit, state machine safety; 状态机安全",
  "broken-log-check-length": "election restriction, up-to-date, longest log; 选举限制 最长日志",
  "broken-log-check-none": "election restriction, up-to-date, lost commit; 选举限制 提交丢失",
  "broken-log-check-term": "election restriction, up-to-date; 选举限制",
  "broken-quorum":
    "network partition, split brain, two leaders, majority; 网络分区 脑裂 双主 多数派",
  "broken-stale-replies":
    "old replies, delayed, two leaders, election safety; 旧回复 双主 选举安全",
  "broken-suffix-cut": "reordering, out of order, truncation, lost commit; 乱序 截断 提交丢失",
  "broken-suffix-kept": "conflict, truncation, log matching; 冲突 截断 日志匹配",
  "broken-terms": "stale leader, split brain, epoch, fencing; 旧主 脑裂 纪元",
  "broken-vote-memory":
    "votedFor, persistence, double vote, two leaders, split brain; 持久化 重复投票 双主 脑裂",
  "broken-votes-any": "double vote, two leaders, split brain, election safety; 重复投票 双主 脑裂",
};

/** A line that addresses the reader, and the quoted texts in it. */
const SAID = /^(?:title|at \S+ note) .*$/gm;
const QUOTED = /"((?:[^"\\]|\\.)*)"/g;

/**
 * The words by which a scenario can be found besides its displayed title, folded. `text` is the scenario's
 * text.
 */
export function searchWords(name: string, text: string): string {
  const said = [...text.matchAll(SAID)].flatMap(([line]) =>
    [...line.matchAll(QUOTED)].map(([, words = ""]) => words),
  );
  return foldWord([name, KEYWORDS[name] ?? "", ...said].join("\n"));
}
