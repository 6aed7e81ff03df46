// Chinese: the answers to "why".

import type { EndpointView, LogId, Loss, Timer } from "../../generated/raft_timeline.js";
import { findings } from "./findings.zh.ts";
import { given } from "./given.ts";
import { kinds, roles } from "./names.zh.ts";
import { compareLogs, type DecisionOf, type DecisionTexts, type WhatTexts } from "./sentences.ts";
import { s } from "./units.ts";
import type { WhyWords } from "./why.en.ts";

const losses: Record<Loss, string> = {
  network: "消息在网络中丢失",
  cut: "链路已断开",
  crashed: "接收方已崩溃",
  byHand: "消息被手动丢弃",
  networkFull: "在途消息已达上限",
};

const timers: Record<Timer, (server: string) => string> = {
  election: (server) => `${server} 的选举定时器超时。`,
  heartbeat: (server) => `${server} 该发心跳了。`,
  quorumCheck: (server) => `${server} 检查自己是否还能收到多数派的消息。`,
  leaderContact: (server) => `${server} 的领导者联系定时器超时：从现在起可以同意预投票。`,
};

const endpoint = ({ server, client }: EndpointView) =>
  server === undefined ? `客户端 c${client}` : s(server);

/** Puts a space before Latin words. */
const spaced = (text: string) => (/^[A-Z]/.test(text) ? ` ${text}` : text);

const logEnd = ({ term, index }: LogId) =>
  index === 0 ? "是空的" : `以条目 ${index}（任期 ${term}）结尾`;

/** Both logs, as far as they differ. */
function logs(voter: number, { candidate, candidateLog, voterLog }: DecisionOf<"vote">): string {
  const [theirs, own] = [s(candidate), s(voter)];
  const { by } = compareLogs(candidateLog, voterLog);
  if (by === "nothing")
    return voterLog.index === 0 ? "两份日志都是空的" : `两份日志都${logEnd(voterLog)}`;
  if (by === "length" || candidateLog.index === 0 || voterLog.index === 0) {
    return `${theirs} 的日志${logEnd(candidateLog)}，${own} 自己的日志${logEnd(voterLog)}`;
  }
  return `${theirs} 最后一个条目的任期是 ${candidateLog.term}，${own} 自己的是 ${voterLog.term}`;
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
    : `${does}${twice}：${both}，${theirs} 的日志和它的一样新。`;
}

function vote(voter: number, decision: DecisionOf<"vote">): string {
  const { candidate, preVote, because, candidateTerm, voterTerm, votedFor } = decision;
  const [theirs, own] = [s(candidate), s(voter)];
  const refuses = preVote ? `${own} 不会投票给 ${theirs}` : `${own} 拒绝投票给 ${theirs}`;
  switch (because) {
    case "granted":
      return granted(voter, decision);
    case "staleTerm":
      return `${refuses}：请求来自任期 ${candidateTerm}，而 ${own} 已在任期 ${voterTerm}。`;
    case "alreadyVoted":
      return `${refuses}：它在任期 ${candidateTerm} 已投给 ${s(votedFor ?? 0)}。`;
    case "leaderAlive":
      return `${refuses}：它最近收到过领导者的消息。`;
    case "logOlder":
      return compareLogs(decision.candidateLog, decision.voterLog).candidate === "older"
        ? `${refuses}：${logs(voter, decision)}，所以 ${theirs} 的日志更旧。`
        : `${refuses}，尽管 ${theirs} 的日志并不更旧：${logs(voter, decision)}。`;
  }
}

const decisions: DecisionTexts = {
  term: (server, { theirs, ours, verdict }) => {
    const message = `消息的任期是 ${theirs}`;
    if (verdict === "refuse")
      return `${message}，${s(server)} 在任期 ${ours}：${s(server)} 拒绝这条消息。`;
    return verdict === "stepDown"
      ? `${message}，${s(server)} 原在任期 ${ours}：${s(server)} 进入任期 ${theirs}，成为跟随者。`
      : `${message}，${s(server)} 在任期 ${ours}：${s(server)} 照样处理，任期不变。`;
  },
  staleReply: (server, { theirs, ours, counted }) =>
    `回复的任期是 ${theirs}，${s(server)} 在任期 ${ours}：${s(server)} ${counted ? "照样计入" : "忽略它"}。`,
  vote,
  election: (server, { preVote, votes: have, needed, won }) => {
    if (!won) return `${s(server)} 有 ${have} 票，需要 ${needed} 票。`;
    return `${s(server)} 有 ${have} 票，需要 ${needed} 票：它${preVote ? "发起选举" : "当选"}。`;
  },
  commit: (server, { index, entryTerm, currentTerm, needed, allowed }) => {
    const found = `${s(server)} 认为存有条目 ${index}（任期 ${entryTerm}）的服务器已经够数（多数派是 ${needed} 台）`;
    const leads = `${s(server)} 是任期 ${currentTerm} 的领导者`;
    if (entryTerm === currentTerm) {
      return `${found}，任期正是领导者自己的：${s(server)} ${allowed ? "提交它" : "不提交它"}。`;
    }
    return allowed
      ? `${found}。${leads}，条目属于旧任期，它仍然提交。`
      : `${found}。${leads}，而领导者不能靠数副本来提交旧任期的条目。`;
  },
  consistency: (server, { prevLog, ownTerm, matches }) => {
    if (prevLog.index === 0) return "新条目从索引 1 开始：前面没有条目可比。";
    const does = matches ? "接受新条目" : "拒绝";
    if (ownTerm === prevLog.term) {
      return `${s(server)} 的条目 ${prevLog.index} 任期是 ${ownTerm}，与领导者的相同：它${does}。`;
    }
    const own =
      ownTerm === undefined
        ? `${s(server)} 没有条目 ${prevLog.index}`
        : `${s(server)} 的条目 ${prevLog.index} 任期是 ${ownTerm}`;
    return `${own}，领导者的这一条任期是 ${prevLog.term}：它${matches ? "照样" : ""}${does}。`;
  },
  conflict: (server, { conflict, deletedFrom }) => {
    if (conflict === undefined) {
      return deletedFrom === undefined
        ? `新条目与 ${s(server)} 的条目都不冲突：它什么也不删。`
        : `新条目都不冲突，${s(server)} 却删除索引 ${deletedFrom} 及之后的条目。`;
    }
    return deletedFrom === undefined
      ? `${s(server)} 的条目 ${conflict} 与新条目冲突，${s(server)} 却保留自己的。`
      : `${s(server)} 的条目 ${conflict} 与新条目冲突：它删除索引 ${deletedFrom} 及之后的条目。`;
  },
  followerCommit: (server, { leaderCommit, lastNew, lastOwn, commitIndex }) =>
    `领导者已提交到索引 ${leaderCommit}，这条消息确认到条目 ${lastNew}，${s(server)} 的日志到 ${lastOwn} 为止：它把 commitIndex 设为 ${commitIndex}。`,
  nextTry: (server, { follower, refused, nextIndex }) =>
    `${s(follower)} 拒绝了索引 ${refused} 之后的条目：${s(server)} 把 nextIndex 设为 ${nextIndex}，再试一次。`,
  voteMemory: (server, { stored, remembered }) =>
    remembered
      ? `${s(server)} 从磁盘读到自己投给了 ${s(stored)}。`
      : `${s(server)} 在这个任期投给了 ${s(stored)}，却忘记了。`,
  checkQuorum: (server, { heard, needed, stays }) =>
    `${s(server)} 收到了 ${heard} 台服务器（含自己）的消息，需要 ${needed} 台：它${
      stays ? "继续担任领导者" : "退位"
    }。`,
};

const whats: WhatTexts = {
  acted: ({ text }) => `操作：${given(text)}。`,
  started: ({ server }) => `${s(server)} 读取磁盘上的内容，启动。`,
  crashed: ({ server }) => `${s(server)} 崩溃。`,
  paused: ({ server }) => `${s(server)} 暂停。`,
  resumed: ({ server }) => `${s(server)} 恢复运行。`,
  timerFired: ({ server, timer }) => timers[timer](s(server)),
  sent: ({ summary: { kind, from, to, term, entries } }) => {
    const what =
      kind === "appendEntries"
        ? entries === 0
          ? "心跳"
          : `带 ${entries} 个条目的 ${kinds[kind]}`
        : kinds[kind];
    return `${endpoint(from)} 向${spaced(endpoint(to))} 发送${spaced(what)}${term > 0 ? `（任期 ${term}）` : ""}。`;
  },
  arrived: ({ to }) => `一条消息到达${spaced(endpoint(to))}。`,
  lost: ({ summary: { kind, from, to }, why }) =>
    `${endpoint(from)} 向${spaced(endpoint(to))} 发送了${spaced(kinds[kind])}，但${losses[why]}。`,
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
  truncated: ({ server, from }) => `${s(server)} 删除索引 ${from} 及之后的条目。`,
  committed: ({ server, index }) => `${s(server)} 把 commitIndex 推进到 ${index}。`,
  applied: ({ server, index }) => `${s(server)} 应用条目 ${index}。`,
  decided: ({ server, decision }) => {
    const text = decisions[decision.rule] as (server: number, of: typeof decision) => string;
    return text(server, decision);
  },
  accepted: ({ server, request, index }) =>
    `${s(server)} 把请求 ${request} 追加到日志，成为条目 ${index}。`,
  acknowledged: ({ request }) => `客户端得知请求 ${request} 已完成。`,
  triedAgain: ({ request }) => `客户端等待超时，重发请求 ${request}。`,
};

export const why: WhyWords = {
  title: "为什么？",
  close: "关闭",
  decisions,
  whats,
  findings,
  section: (name, dissertation) => (dissertation ? `博士论文 ${name}` : name),
  role: (server, role, term) => `${s(server)} 为什么是任期 ${term} 的${roles[role]}？`,
  crashed: (server) => `${s(server)} 为什么崩溃了？`,
  entry: (server, index) => `${s(server)} 为什么有条目 ${index}？`,
  committed: (server, index) => `${s(server)} 为什么认为条目 ${index} 已提交？`,
  notCommitted: (server, index, elsewhere) =>
    elsewhere
      ? `${s(server)} 为什么还不知道条目 ${index} 已提交？`
      : `条目 ${index} 为什么没有提交？`,
  paused: (server) => `${s(server)} 为什么暂停了？`,
  missing: (server, index) => `${s(server)} 为什么没有条目 ${index}？`,
  silence: (from, to) => `${s(from)} 的消息为什么到不了 ${s(to)}？`,
  lost: (from, to) => `${s(from)} 发给 ${s(to)} 的消息为什么会丢？`,
  answered: (text) => `“${given(text)}”是什么时候提交和回复的？`,
  notLeader: (server) => `${s(server)} 为什么不是领导者？`,
  voted: (voter, candidate) => `${s(voter)} 为什么投票给 ${s(candidate)}？`,
  notVoted: (voter, candidate) => `${s(voter)} 为什么没有投票给 ${s(candidate)}？`,
  waiting: (text) => `“${given(text)}”为什么还在等待？`,
  unknownOutcome: (text) => `“${given(text)}”的结果为什么未知？`,
  resent: (text, times) => `“${given(text)}”为什么发送了 ${times} 次？`,
  message: (from, to) => `为什么${spaced(from)} 给${spaced(to)} 发了这条消息？`,
  endpoint,
  chain: "原因链，从近到远",
  decided: "最近一次判定及其原因",
  entryHere: (server) => `条目怎样到了 ${s(server)}`,
  roleOf: (server) => `${s(server)} 怎样得到现在的角色和任期`,
  requestTold: "请求最近一次的经过",
  requestDone: "客户端怎样得知它已完成",
  commitOn: (server) => `${s(server)} 怎样提交这个条目`,
  keptOut: "条目最近一次为什么没有存下",
  obstacle: "这个方向是怎样断开的",
  lastLoss: "这个方向上最近丢失的消息",
  leaderEnd: "上一任领导者怎样不再是领导者",
  goTo: (when) => `转到 ${when}`,
  more: (count) => `更早的 ${count} 个原因`,
  askRole: "为什么是这个角色和任期？",
  askDown: "它为什么崩溃了？",
  askPaused: "它为什么暂停了？",
  askMissing: "这里为什么没有条目？",
  noEntry: (server, index) => `${s(server)} 没有条目 ${index}`,
  askSilence: (from, to) => `${s(from)} 的消息为什么到不了 ${s(to)}？`,
  askLost: (from, to) => `${s(from)} 发给 ${s(to)} 的消息为什么会丢？`,
  askAnswered: "它是什么时候提交和回复的？",
  askEntry: "这个条目为什么在这里？",
  askCommitted: "它为什么已提交？",
  askNotCommitted: "它为什么没有提交？",
  askCommitUnknown: "本机为什么还不知道它已提交？",
  askEntryNotCommitted: (index) => `条目 ${index} 为什么没有提交？`,
  askEntryUnknown: (index) => `它为什么还不知道条目 ${index} 已提交？`,
  askNotLeader: "它为什么不是领导者？",
  askVoted: (candidate) => `它为什么投票给 ${s(candidate)}？`,
  askNotVoted: (candidate) => `它为什么没有投票给 ${s(candidate)}？`,
  askWaiting: "它为什么还在等待？",
  askUnknown: "结果为什么未知？",
  askResent: (times) => `它为什么发送了 ${times} 次？`,
  askMessage: "为什么发出这条消息？",
};
