// 中文：刚才发生了什么，现在看的是哪次运行。

import type { MessageKind, MessageSummary } from "../../generated/raft_timeline.js";
import type { CaptionTexts, HeadlineTexts, NewsTexts } from "./caption.en.ts";
import { s } from "./units.ts";

const kinds: Record<MessageKind, string> = {
  requestVote: "RequestVote",
  requestVoteResponse: "RequestVote 回复",
  preVote: "PreVote",
  preVoteResponse: "PreVote 回复",
  appendEntries: "AppendEntries",
  appendEntriesResponse: "AppendEntries 回复",
  clientRequest: "请求",
  clientResponse: "回复",
};

const list = (servers: number[]): string => servers.map(s).join("、");

/** 消息的任期和条目数，写在名称后的括号里。 */
function details({ kind, entries, term }: MessageSummary): string {
  const parts = [
    ...(term > 0 ? [`任期 ${term}`] : []),
    ...(kind === "appendEntries" && entries > 0 ? [`${entries} 个条目`] : []),
  ];
  return parts.length > 0 ? `（${parts.join("，")}）` : "";
}

const name = ({ kind, entries }: MessageSummary): string =>
  kind === "appendEntries" && entries === 0 ? "心跳" : kinds[kind];

const endpoint = ({ server, client }: MessageSummary["from"]): string =>
  server === undefined ? `客户端 c${client}` : s(server);

export const caption: CaptionTexts = {
  title: "刚才发生了什么",
  begun: (servers, seed) => `新集群，${servers} 台服务器，种子 ${seed}。还没有发生任何事。`,
  beginning: "场景开始。",
  most: 92,
  arrives: (summary, isBrief) => {
    const what = name(summary);
    const space = /^[A-Z]/.test(what) ? " " : "";
    const gap = /[A-Za-z]$/.test(what) ? " " : "";
    const sender = `${endpoint(summary.from)} 发出的`;
    return `${sender}${space}${what}${isBrief ? gap : details(summary)}到达${endpoint(summary.to).replace(/^S/, " S")}。`;
  },
  vote: (voter, candidate, isGranted, log) => {
    const [own, theirs] = [s(voter), s(candidate)];
    if (!isGranted) return `${own} 拒绝投票给 ${theirs}：${theirs} 的日志更旧。`;
    if (log === "older") return `${own} 投票给 ${theirs}，尽管它的日志更旧。`;
    return `${own} 投票给 ${theirs}：${theirs} 的日志${log === "newer" ? "更新" : "和它自己的一样新"}。`;
  },
  votes: (candidate, granted, refused) => {
    const yes = `${list(granted)} 投票给 ${s(candidate)}`;
    if (refused.length === 0) return `${yes}。`;
    return granted.length === 0
      ? `${list(refused)} 拒绝投票给 ${s(candidate)}。`
      : `${yes}；${list(refused)} 拒绝。`;
  },
  notCommitted: (server, index, entryTerm, currentTerm) =>
    `${s(server)} 不提交条目 ${index}：它的任期是 ${entryTerm}，不是领导者自己的任期 ${currentTerm}。`,
  losses: (count) => `${count} 条消息丢失。`,
  together: (sentences) => sentences.join(""),
  deliveries: (count) => `${count} 条消息送达。`,
  sends: (count) => `发出 ${count} 条消息。`,
  transcript: "到目前为止发生的事",
  close: "关闭",
};

export const news: NewsTexts = {
  elected: (id, term) => `${s(id)} 成为任期 ${term} 的领导者。`,
  candidate: (id, term) => `${s(id)} 发起任期 ${term} 的选举。`,
  committed: (index) => `条目 ${index} 已提交。`,
  crashed: (id) => `${s(id)} 已崩溃。`,
  started: (id) => `${s(id)} 已重启。`,
  paused: (id) => `${s(id)} 已暂停。`,
  resumed: (id) => `${s(id)} 恢复运行。`,
  truncated: (id, from) => `${s(id)} 删除索引 ${from} 及之后的条目。`,
  acknowledged: (text) => `“${text}”已确认。`,
};

export const headline: HeadlineTexts = {
  title: "当前运行",
  fresh: "新集群",
  violated: (property, what) => `${property}：${what}`,
  broken: (count) => `改了 ${count} 条规则：`,
};
