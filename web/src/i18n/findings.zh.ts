// 中文：某一时刻的状态怎样回答“为什么没有”。

import { given } from "./given.ts";
import { s } from "./units.ts";
import type { WhyWords } from "./why.en.ts";

const list = (ids: readonly number[]): string => ids.map(s).join("、");

export const findings: WhyWords["findings"] = {
  stored: (index, term, on, needed) =>
    `条目 ${index}（任期 ${term}）存在 ${list(on)} 上：共 ${on.length} 台。多数派是 ${needed} 台。`,
  knows: (other, theirs, server, own) =>
    `${s(other)} 的 commitIndex 是 ${theirs}：${s(other)} 知道这个条目已提交。${s(server)} 的 commitIndex 是 ${own}。跟随者从领导者的下一条 AppendEntries 得知提交。`,
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
    `${s(leader)} 是任期 ${term} 的领导者，而这个条目属于任期 ${entryTerm}。按论文的规则，领导者只数自己任期的条目有几份副本；更早的条目随任期 ${term} 的后续条目一起提交。`,
  down: (server) => `${s(server)} 已崩溃：它既不能拉票，也不能当领导者。`,
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
    `${s(candidate)} 在任期 ${term} 的拉票请求还没有到达 ${s(voter)}。`,
  sent: (text, times, target) =>
    `客户端已发送 “${given(text)}” ${times} 次，最近一次发给 ${s(target)}。`,
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
