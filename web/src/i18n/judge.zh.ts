// Chinese: what the judge says, and two worlds side by side.

import type { Entry } from "../../generated/raft_timeline.js";
import type { ClaimTexts, CompareTexts, JudgeTexts } from "./judge.en.ts";

const s = (server: number) => `S${server}`;
const entryText = (index: number, { term, payload }: Entry) => {
  const what = payload.type === "noop" ? "空操作" : payload.text && `“${payload.text}”`;
  return `条目 ${index}（${what ? `${what}，` : ""}任期 ${term}）`;
};

const claims: ClaimTexts = {
  elected: ({ server, term }) => `${s(server)} 当选任期 ${term} 的领导者`,
  electedWithout: ({ server, term }, { index, instead }) =>
    instead
      ? `${s(server)} 领导任期 ${term}，在那里的却是另一个${entryText(index, instead)}`
      : `${s(server)} 领导任期 ${term}，却没有条目 ${index}`,
  stored: ({ server }, { index, entry, prevTerm }) =>
    `${s(server)} 存下了${entryText(index, entry)}${index > 1 ? `，前一条属于任期 ${prevTerm}` : ""}`,
  removed: ({ server }, { index, entry }) => `${s(server)} 删掉了${entryText(index, entry)}`,
  committed: ({ server, term }, { index, entry }) =>
    `${s(server)} 作为任期 ${term} 的领导者提交了${entryText(index, entry)}`,
  applied: ({ server }, { index, entry }) => `${s(server)} 应用了${entryText(index, entry)}`,
  acknowledged: ({ server }, { request, index, entry }) =>
    `客户端从 ${s(server)} 得知请求 ${request} 已完成：${entryText(index, entry)}`,
  answered: ({ server }, { request, index, entry }) =>
    `${s(server)} 根据${entryText(index, entry)}回答了请求 ${request}`,
  onDisksOf: (_, { servers, needed }) =>
    `它只在 ${servers.map(s).join("、")} 的磁盘上，过半数需要 ${needed} 台`,
  lastCopyGone: ({ server }, { index }) => `${s(server)} 失去了最后一份，即它的条目 ${index}`,
};

export const judge: JudgeTexts = {
  title: "性质",
  names: {
    electionSafety: "选举安全",
    leaderAppendOnly: "领导者只追加",
    logMatching: "日志匹配",
    leaderCompleteness: "领导者完整",
    stateMachineSafety: "状态机安全",
    acknowledgedLost: "已确认的不会丢",
    uncommittedRead: "未提交的读不到",
  },
  meanings: {
    electionSafety: "一个任期最多一个领导者（§5.2）。",
    leaderAppendOnly: "领导者对自己的日志只追加，不删除也不覆盖（§5.3）。",
    logMatching: "同一位置任期相同的日志，到那里为止完全相同（§5.3）。",
    leaderCompleteness: "已提交的条目，以后每个任期的领导者都有（§5.4）。",
    stateMachineSafety: "各服务器在同一位置应用同一个条目（§5.4.3）。",
    acknowledgedLost: "客户端得知已完成的命令不会消失。",
    uncommittedRead: "不会用过半数没有的条目回答客户端。",
  },
  claims,
  holds: "成立",
  broken: "被破坏",
  quiet: "到目前为止，七个都成立。",
  found: (count) => `${count} 处违反`,
  later: (count) => `这次运行后面有 ${count} 处违反`,
  contradiction: (first, second) => `${first}；然而${second}。`,
  fact: (text) => text,
  yet: "然而",
  position: (at, of) => `第 ${at} 处，共 ${of} 处`,
  previous: "前一处违反",
  next: "后一处违反",
  goTo: (when) => `在 ${when}`,
  why: "为什么？",
  progress: {
    title: "集群的进展",
    leaderless: "没有领导者的时间",
    idle: "距上次提交",
    elections: "没有选出领导者的选举",
    inAll: (now, all) => `现在 ${now}，总共 ${all}`,
    never: "尚无",
    ms: (ms) => `${Math.round(ms)} ms`,
  },
};

export const compare: CompareTexts = {
  title: "两次运行对比",
  paper: "论文的规则",
  first: "这次运行",
  second: "同一次运行，其他规则",
  rule: (name, choice) => `${name}：${choice}`,
  same: "此刻两次运行完全一致。",
  differ: (servers) => `此刻不同的有：${servers.join("；")}。`,
  server: (server, what) => `${s(server)}（${what.join("、")}）`,
  what: { status: "是否运行", role: "角色", term: "任期", log: "日志", commit: "commitIndex" },
  close: "结束对比",
  failed: "另一次运行已停止。",
};
