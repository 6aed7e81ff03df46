// 中文：某一时刻的状态怎样回答“为什么没有”。

import { given } from "./given.ts";
import { s } from "./units.ts";
import type { WhyWords } from "./why.en.ts";

const list = (ids: readonly number[]): string => ids.map(s).join("、");

const messages: WhyWords["findings"]["messages"] = {
  requestVote: ({ term }) => `任期 ${term} 的 RequestVote：候选人请求投票。`,
  requestVoteResponse: ({ term }) =>
    `RequestVote 回复，任期 ${term}。每台服务器在一个任期里最多投一票。`,
  preVote: ({ term }) => `任期 ${term} 的 PreVote：服务器在发起选举之前，先问自己能否当选。`,
  preVoteResponse: ({ term }) => `PreVote 回复，任期 ${term}。任期和投票都不因此改变。`,
  appendEntries: ({ term, entries }) =>
    entries === 0
      ? `任期 ${term} 的 AppendEntries，不带条目：这是心跳，让跟随者不发起选举。`
      : `任期 ${term} 的 AppendEntries，带 ${entries} 个条目，由跟随者存下。`,
  appendEntriesResponse: ({ term }) =>
    `AppendEntries 回复，任期 ${term}：告诉领导者两份日志一致到哪里，或者不一致。`,
  clientRequest: ({ text, to }) =>
    `客户端认为 ${s(to.server ?? 0)} 是领导者，把${text === undefined ? "命令" : `“${given(text)}”`}发给它。`,
  clientResponse: ({ from, leader }) =>
    leader === undefined
      ? `${s(from.server ?? 0)} 回复客户端。`
      : `${s(from.server ?? 0)} 告诉客户端，${s(leader)} 是领导者。`,
};

export const findings: WhyWords["findings"] = {
  messages,
  onDisk: (server, term, last) =>
    `${s(server)} 已崩溃。磁盘上还有任期 ${term}、它的投票和日志（${
      last === 0 ? "是空的" : `到条目 ${last} 为止`
    }）；角色、commitIndex 和 lastApplied 都已丢失。`,
  paused: (server, waiting) =>
    `${s(server)} 已暂停，有 ${waiting} 条消息或定时器在等它。在别的服务器看来它只是慢，而 Raft 的安全性不依赖时间。`,
  elected: (server, term, needed) =>
    `${s(server)} 是任期 ${term} 的领导者：它得到了所需的 ${needed} 票。`,
  followsWhom: (server, term, leader) =>
    leader === undefined
      ? `${s(server)} 是任期 ${term} 的跟随者，不知道谁是领导者。选举超时后，它就发起选举。`
      : `${s(server)} 在任期 ${term} 跟随 ${s(leader)}。如果直到选举超时都没有收到领导者的消息，它就发起选举。`,
  created: (server, index, term) =>
    `${s(server)} 的条目 ${index} 属于任期 ${term}：由那个任期的领导者创建，跟随者从 AppendEntries 得到并追加。`,
  commitHere: (server, commitIndex, index) =>
    `${s(server)} 的 commitIndex 是 ${commitIndex}：就它所知，条目 ${index}${
      index < commitIndex ? ` 到 ${commitIndex} 都` : " "
    }已提交。`,
  lacks: (server, last, index, holders) =>
    `${s(server)} 的日志${last === 0 ? "是空的" : `到条目 ${last} 为止`}。${
      holders.length === 0 ? `没有服务器有条目 ${index}` : `${list(holders)} 有条目 ${index}`
    }。`,
  receiverDown: (server) =>
    `${s(server)} 已崩溃：发给它的消息都会丢失，发送方会一直重试，直到它重启。`,
  noSender: "没有正在运行的领导者，而只有领导者才发送条目。",
  next: (leader, server, nextIndex, matchIndex) =>
    `${s(leader)} 从索引 ${nextIndex}（nextIndex）起给 ${s(server)} 发条目，并且知道两份日志到 ${matchIndex}（matchIndex）为止是一致的。`,
  cut: (from, to) =>
    `${s(from)} 到 ${s(to)} 的链路已断开：${s(from)} 发给 ${s(to)} 的消息都会丢失。`,
  held: (from, to) => `${s(from)} 发给 ${s(to)} 的消息被扣住，直到有人放行。`,
  lossy: (from, to, percent) => `${s(from)} 发给 ${s(to)} 的消息，有 ${percent}% 会丢失。`,
  underWay: (leader, server, entries, isHeld) =>
    `带 ${entries} 个条目的 AppendEntries 正从 ${s(leader)} 发往 ${s(server)}${isHeld ? "，已扣住" : ""}。`,
  answered: (by, index) => `它是条目 ${index}。${s(by)} 应用了这个条目，并回复了客户端。`,
  began: "运行开始时就是这样。",
  stored: (index, term, on, needed) =>
    `条目 ${index}（任期 ${term}）存在 ${list(on)} 上：共 ${on.length} 台。多数派是 ${needed} 台。`,
  knows: (other, theirs, server, own) =>
    `${s(other)} 的 commitIndex 是 ${theirs}：${s(other)} 知道这个条目已提交。${s(server)} 的 commitIndex 是 ${own}。跟随者从领导者的下一条 AppendEntries 得知条目已提交。`,
  forgotten:
    "这个条目在这次运行中已经提交过，但正在运行的服务器都不知道：commitIndex 不写入磁盘，服务器崩溃后就忘了。",
  noLeader: "没有正在运行的领导者，而只有领导者才能靠数副本来提交条目。",
  leaderLacks: (leader, term, index, own) =>
    own === undefined
      ? `${s(leader)} 是任期 ${term} 的领导者，它没有条目 ${index}。`
      : `${s(leader)} 是任期 ${term} 的领导者，它的条目 ${index} 是另一条，任期 ${own}。`,
  matches: (leader, of, copies, needed) =>
    `${s(leader)} 的 matchIndex：${of.map(({ server, matchIndex }) => `${s(server)} 为 ${matchIndex}`).join("，")}。连同自己，${s(leader)} 知道 ${copies} 份副本，需要 ${needed} 份。`,
  earlierTerm: (leader, term, entryTerm) =>
    `${s(leader)} 是任期 ${term} 的领导者，而这个条目属于任期 ${entryTerm}。按论文的规则，领导者只数自己任期的条目有几份副本；旧任期的条目随任期 ${term} 的后续条目一起提交。`,
  down: (server) => `${s(server)} 已崩溃：它既不能请求投票，也不能当领导者。`,
  votes: (server, from, needed) =>
    `${s(server)} 有 ${from.length} 票，来自 ${list(from)}，需要 ${needed} 票。`,
  follows: (server, term) => `${s(server)} 是任期 ${term} 的跟随者。`,
  leads: (server, term) => `${s(server)} 是任期 ${term} 的领导者。一个任期最多有一个领导者。`,
  couldGet: (server, { term, index }, from, needed) => {
    const end = index === 0 ? "是空的" : `的最后一个条目是 ${index}，任期 ${term}`;
    return `${s(server)} 的日志${end}。在运行的服务器中，它至少和 ${list(from)} 的日志一样新：这些服务器可以投票给它，它需要 ${needed} 票。`;
  },
  voted: (voter, term, votedFor) =>
    votedFor === undefined
      ? `${s(voter)} 在任期 ${term} 还没有投票。`
      : `${s(voter)} 在任期 ${term} 已投给 ${s(votedFor)}。每个任期只有一票。`,
  earlier: (voter, own, term) => `${s(voter)} 在任期 ${own}，而这一票属于任期 ${term}。`,
  notAsked: (voter, candidate, term) =>
    `${s(candidate)} 在任期 ${term} 的 RequestVote 还没有到达 ${s(voter)}。`,
  sent: (text, times, target) =>
    `客户端已发送“${given(text)}” ${times} 次，最近一次发给 ${s(target)}。`,
  unheard: (target, state) =>
    ({
      down: `还没有日志含有这条命令，而 ${s(target)} 已崩溃。客户端超时后会换一台服务器。`,
      not: `还没有日志含有这条命令，而 ${s(target)} 不是领导者：只有领导者接受命令。`,
      leads: `还没有日志含有这条命令：它还没有到达领导者 ${s(target)}。`,
    })[state],
  replies: (server, index) =>
    `它是条目 ${index}，${s(server)} 知道它已提交。回复还没有到达客户端。`,
  once: "客户端没有及时收到回复就会重发。状态机认得重复的请求，只应用一次。",
};
