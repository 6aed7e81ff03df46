// Chinese: why something happened.

import type {
  EndpointView,
  LogId,
  Loss,
  MessageKind,
  RoleName,
  Timer,
} from "../../generated/raft_timeline.js";
import { compareLogs, type DecisionOf, type DecisionTexts, type WhatTexts } from "../why/told.ts";
import type { WhyWords } from "./why.en.ts";

const s = (server: number) => `S${server}`;

const roles: Record<RoleName, string> = {
  follower: "跟随者",
  preCandidate: "预候选者",
  candidate: "候选者",
  leader: "领导者",
};

const kinds: Record<MessageKind, string> = {
  requestVote: "RequestVote",
  requestVoteResponse: "对 RequestVote 的答复",
  preVote: "PreVote",
  preVoteResponse: "对 PreVote 的答复",
  appendEntries: "AppendEntries",
  appendEntriesResponse: "对 AppendEntries 的答复",
  clientRequest: "请求",
  clientResponse: "回答",
};

const losses: Record<Loss, string> = {
  network: "网络丢了它",
  cut: "链路断了",
  crashed: "收方已崩溃",
  byHand: "有人丢弃了它",
  networkFull: "在途消息已达上限",
};

const timers: Record<Timer, (server: string) => string> = {
  election: (server) => `${server} 在一个选举超时内没有收到领导者的消息。`,
  heartbeat: (server) => `${server} 该发心跳了。`,
  quorumCheck: (server) => `${server} 查看自己是否还能收到过半数的消息。`,
  leaderLease: (server) => `${server} 有一阵没有收到领导者的消息。`,
};

const endpoint = ({ server, client }: EndpointView) =>
  server === undefined ? `客户端 ${client}` : s(server);

/** Latin words stand apart. */
const spaced = (text: string) => (/^[A-Z]/.test(text) ? ` ${text}` : text);

const logEnd = ({ term, index }: LogId) =>
  index === 0 ? "是空的" : `止于任期 ${term} 的条目 ${index}`;

/** Both logs, as far as they differ. */
function logs(voter: number, { candidate, candidateLog, voterLog }: DecisionOf<"vote">): string {
  const [theirs, own] = [s(candidate), s(voter)];
  const { by } = compareLogs(candidateLog, voterLog);
  if (by === "nothing")
    return voterLog.index === 0 ? "两份日志都是空的" : `两份日志都${logEnd(voterLog)}`;
  if (by === "length" || candidateLog.index === 0 || voterLog.index === 0) {
    return `${theirs} 的日志${logEnd(candidateLog)}，${own} 自己的${logEnd(voterLog)}`;
  }
  return `${theirs} 最后一条的任期是 ${candidateLog.term}，${own} 自己的是 ${voterLog.term}`;
}

function granted(voter: number, decision: DecisionOf<"vote">): string {
  const { candidate, preVote, candidateLog, voterLog, votedFor } = decision;
  const [theirs, own] = [s(candidate), s(voter)];
  const order = compareLogs(candidateLog, voterLog).candidate;
  const does = preVote ? `${own} 会投票给 ${theirs}` : `${own} 投票给 ${theirs}`;
  const twice =
    votedFor !== undefined && votedFor !== candidate
      ? `，尽管它在这个任期已投给 ${s(votedFor)}`
      : "";
  const both = logs(voter, decision);
  if (order === "older") return `${does}${twice}，尽管 ${theirs} 的日志更旧：${both}。`;
  return order === "newer"
    ? `${does}${twice}：${both}，所以 ${theirs} 的日志更新。`
    : `${does}${twice}：${both}，所以 ${theirs} 的日志不比它的旧。`;
}

function vote(voter: number, decision: DecisionOf<"vote">): string {
  const { candidate, preVote, because, candidateTerm, voterTerm, votedFor } = decision;
  const [theirs, own] = [s(candidate), s(voter)];
  const refuses = preVote ? `${own} 不会投票给 ${theirs}` : `${own} 拒绝投票给 ${theirs}`;
  switch (because) {
    case "granted":
      return granted(voter, decision);
    case "staleTerm":
      return `${refuses}：${theirs} 求的是任期 ${candidateTerm} 的票，而 ${own} 在任期 ${voterTerm}。`;
    case "alreadyVoted":
      return `${refuses}：它在任期 ${candidateTerm} 已投给 ${s(votedFor ?? 0)}。`;
    case "leaderAlive":
      return `${refuses}：它收得到领导者的消息。`;
    case "logOlder":
      return compareLogs(decision.candidateLog, decision.voterLog).candidate === "older"
        ? `${refuses}：${logs(voter, decision)}，所以 ${theirs} 的日志更旧。`
        : `${refuses}，尽管 ${theirs} 的日志并不更旧：${logs(voter, decision)}。`;
  }
}

const decisions: DecisionTexts = {
  term: (server, { theirs, ours, verdict }) => {
    const message = `消息的任期是 ${theirs}`;
    if (verdict === "refuse") return `${message}，${s(server)} 在任期 ${ours}：它拒绝。`;
    return verdict === "stepDown"
      ? `${message}，${s(server)} 原在任期 ${ours}：它采用较大的任期，成为跟随者。`
      : `${message}，${s(server)} 在任期 ${ours}：它照样处理。`;
  },
  staleReply: (server, { theirs, ours, counted }) =>
    `答复的任期是 ${theirs}，${s(server)} 在任期 ${ours}：它${counted ? "照样计入" : "丢弃它"}。`,
  vote,
  election: (server, { preVote, votes: have, needed, won }) => {
    if (!won) return `${s(server)} 有 ${have} 票，需要 ${needed} 票。`;
    return `${s(server)} 有 ${have} 票，需要 ${needed} 票：它${preVote ? "参选" : "当选"}。`;
  },
  commit: (server, { index, entryTerm, currentTerm, needed, allowed }) => {
    const found = `条目 ${index} 已在所需的 ${needed} 台服务器上，任期是 ${entryTerm}`;
    const leads = `${s(server)} 领导任期 ${currentTerm}`;
    if (entryTerm === currentTerm) {
      return `${found}，正是领导者自己的任期：${s(server)} ${allowed ? "提交它" : "不提交它"}。`;
    }
    return allowed
      ? `${found}。${leads}，尽管条目属于更早的任期，仍提交它。`
      : `${found}。${leads}，不靠数副本提交更早任期的条目。`;
  },
  consistency: (server, { prevLog, ownTerm, matches }) => {
    if (prevLog.index === 0) return "新条目从 1 开始：没有什么要比较。";
    const does = matches ? "存下新条目" : "拒绝";
    if (ownTerm === prevLog.term) {
      return `${s(server)} 的条目 ${prevLog.index} 任期是 ${ownTerm}，与领导者的相同：它${does}。`;
    }
    const own =
      ownTerm === undefined
        ? `${s(server)} 没有条目 ${prevLog.index}`
        : `${s(server)} 的条目 ${prevLog.index} 任期是 ${ownTerm}`;
    return `${own}，领导者的任期是 ${prevLog.term}：它${matches ? "照样" : ""}${does}。`;
  },
  conflict: (server, { conflict, deletedFrom }) => {
    if (conflict === undefined) {
      return deletedFrom === undefined
        ? `新条目与 ${s(server)} 的都不冲突：它什么也不删。`
        : `新条目都不冲突，${s(server)} 却从 ${deletedFrom} 起删掉日志。`;
    }
    return deletedFrom === undefined
      ? `${s(server)} 的条目 ${conflict} 与新条目冲突，${s(server)} 却保留自己的。`
      : `${s(server)} 的条目 ${conflict} 与新条目冲突：它从 ${deletedFrom} 起删掉日志。`;
  },
  followerCommit: (server, { leaderCommit, lastNew, lastOwn, commitIndex }) =>
    `领导者已提交到 ${leaderCommit}，消息担保到条目 ${lastNew}，${s(server)} 的日志止于 ${lastOwn}：它的 commitIndex 是 ${commitIndex}。`,
  nextTry: (server, { follower, refused, nextIndex }) =>
    `${s(follower)} 拒绝了条目 ${refused} 之后的内容：${s(server)} 下次从 ${nextIndex} 开始。`,
  voteMemory: (server, { stored, remembered }) =>
    remembered
      ? `${s(server)} 从磁盘得知自己投给了 ${s(stored)}。`
      : `${s(server)} 在这个任期投给了 ${s(stored)}，却忘掉了。`,
  checkQuorum: (server, { heard, needed, stays }) =>
    `${s(server)} 收到了 ${heard} 台服务器（含自己）的消息，需要 ${needed} 台：它${
      stays ? "继续领导" : "退位"
    }。`,
};

const whats: WhatTexts = {
  acted: ({ text }) => `人为或按计划：${text}。`,
  started: ({ server }) => `${s(server)} 带着磁盘上的内容启动。`,
  crashed: ({ server }) => `${s(server)} 崩溃。`,
  paused: ({ server }) => `${s(server)} 被暂停。`,
  resumed: ({ server }) => `${s(server)} 继续运行。`,
  timerFired: ({ server, timer }) => timers[timer](s(server)),
  sent: ({ letter: { kind, from, to, term, entries } }) => {
    const what =
      kind === "appendEntries"
        ? entries === 0
          ? "心跳"
          : `带 ${entries} 个条目的 ${kinds[kind]}`
        : kinds[kind];
    return `${endpoint(from)} 向 ${endpoint(to)} 发送${term > 0 ? `任期 ${term} 的` : ""}${spaced(what)}。`;
  },
  arrived: ({ to }) => `一条消息到达 ${endpoint(to)}。`,
  lost: ({ letter: { kind, from, to }, why }) =>
    `${endpoint(from)} 向 ${endpoint(to)} 发送了 ${kinds[kind]}，但${losses[why]}。`,
  becameRole: ({ server, role, term }) =>
    role === "leader"
      ? `${s(server)} 当选任期 ${term} 的领导者。`
      : `${s(server)} 在任期 ${term} 成为${roles[role]}。`,
  persisted: ({ server, term, votedFor }) =>
    votedFor === undefined
      ? `${s(server)} 把任期 ${term} 写入磁盘。`
      : `${s(server)} 把任期 ${term} 和给 ${s(votedFor)} 的一票写入磁盘。`,
  appended: ({ server, first, count }) =>
    count === 1
      ? `${s(server)} 追加条目 ${first}。`
      : `${s(server)} 追加条目 ${first} 到 ${first + count - 1}。`,
  truncated: ({ server, from }) => `${s(server)} 从条目 ${from} 起删掉日志。`,
  committed: ({ server, index }) => `${s(server)} 把 commitIndex 移到 ${index}。`,
  applied: ({ server, index }) => `${s(server)} 应用条目 ${index}。`,
  decided: ({ server, decision }) => {
    const text = decisions[decision.rule] as (server: number, of: typeof decision) => string;
    return text(server, decision);
  },
  accepted: ({ server, request, index }) =>
    `${s(server)} 把请求 ${request} 写入日志，成为条目 ${index}。`,
  acknowledged: ({ request }) => `客户端得知请求 ${request} 已完成。`,
  triedAgain: ({ request }) => `客户端等够了，重发请求 ${request}。`,
};

export const why: WhyWords = {
  title: "为什么？",
  close: "关闭",
  decisions,
  whats,
  section: (name, dissertation) => (dissertation ? `博士论文 ${name}` : name),
  role: (server, role, term) => `${s(server)} 为什么是任期 ${term} 的${roles[role]}？`,
  crashed: (server) => `${s(server)} 为什么停了？`,
  entry: (server, index) => `${s(server)} 为什么有条目 ${index}？`,
  committed: (server, index) => `${s(server)} 为什么认为条目 ${index} 已提交？`,
  message: (from, to) => `为什么 ${from} 给 ${to} 发了这条消息？`,
  endpoint,
  unknown: "一开始就是这样。",
  chain: "一步步往回看",
  goTo: (when) => `转到 ${when}`,
  more: (count) => `更早的 ${count} 个原因`,
  askRole: "为什么是这个角色和任期？",
  askEntry: "这个条目为什么在这里？",
  askCommitted: "它为什么已提交？",
  askMessage: "这条消息为什么发出？",
};
