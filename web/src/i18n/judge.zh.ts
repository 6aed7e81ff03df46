// Chinese: the texts of the safety properties, and of the comparison of two worlds.

import type { Answer, Entry, Part } from "../../generated/raft_timeline.js";
import { given } from "./given.ts";
import type { ClaimTexts, CompareTexts, JudgeTexts } from "./judge.en.ts";

const s = (server: number) => `S${server}`;
const entryText = (index: number, { term, payload }: Entry) => {
  const what = payload.type === "noop" ? "no-op" : payload.text && `“${given(payload.text)}”`;
  return `条目 ${index}（${what ? `${what}，` : ""}任期 ${term}）`;
};

const valueText = (value?: string) => (value === undefined ? "没有值" : `“${given(value)}”`);
const answerText = (answer: Answer) =>
  answer.type === "value" ? valueText(answer.value) : answer.type === "done" ? "“完成”" : "“失败”";

/** 状态机的一部分。 */
function partText(part: Part): string {
  switch (part.type) {
    case "value":
      return part.value === undefined
        ? `没有“${given(part.key)}”`
        : `“${given(part.key)}”是“${given(part.value)}”`;
    case "keys":
      return `共有 ${part.count} 个键`;
    case "session":
      return part.last === undefined || part.answer === undefined
        ? `没有客户端 c${part.client} 的会话`
        : `客户端 c${part.client} 最近的请求是 ${part.last}，回复是${answerText(part.answer)}`;
    case "sessions":
      return `共有 ${part.count} 个客户端的会话`;
  }
}

const claims: ClaimTexts = {
  elected: ({ server, term }) => `${s(server)} 当选任期 ${term} 的领导者`,
  electedWithout: ({ server, term }, { index, instead }) =>
    instead
      ? `${s(server)} 当选任期 ${term} 的领导者，日志里那个位置是另一个${entryText(index, instead)}`
      : `${s(server)} 当选任期 ${term} 的领导者，日志里没有条目 ${index}`,
  stored: ({ server }, { index, entry, prevTerm }) =>
    `${s(server)} 存下了${entryText(index, entry)}${index > 1 ? `，前一个条目属于任期 ${prevTerm}` : ""}`,
  removed: ({ server }, { index, entry }) => `${s(server)} 删掉了${entryText(index, entry)}`,
  committed: ({ server, term }, { index, entry }) =>
    `${s(server)} 作为任期 ${term} 的领导者提交了${entryText(index, entry)}`,
  applied: ({ server }, { index, entry }) => `${s(server)} 应用了${entryText(index, entry)}`,
  appliedAgain: ({ server }, { index, entry }) =>
    `${s(server)} 又应用了一次${entryText(index, entry)}，之前已经应用过`,
  appliedWithout: ({ server }, { index, entry, leftOut }) =>
    `${s(server)} 应用了${entryText(index, entry)}，中间漏掉了条目 ${leftOut}`,
  acknowledged: ({ server }, { request, index, entry }) =>
    `${s(server)} 告诉客户端请求 ${request} 已完成，客户端收到了：${entryText(index, entry)}`,
  answered: ({ server }, { request, index, entry, answer }) =>
    answer.type === "value"
      ? `客户端从 ${s(server)} 读到${valueText(answer.value)}，依据是${entryText(index, entry)}`
      : `${s(server)} 对请求 ${request} 回复${answerText(answer)}，依据是${entryText(index, entry)}`,
  onDisksOf: (_, { servers, needed }) =>
    `当时这个条目只在 ${servers.map(s).join("、")} 的磁盘上，多数派是 ${needed} 台`,
  lastCopyGone: ({ server }, { index }) =>
    `${s(server)} 删掉了条目 ${index}，别的磁盘上也没有这条命令`,
  lastCopyLost: ({ server }, { index }) =>
    `${s(server)} 崩溃，磁盘丢了条目 ${index}，别的磁盘上也没有这条命令`,
  reported: ({ server }, { request, index }) =>
    `${s(server)} 告诉客户端请求 ${request} 已完成，条目是 ${index}`,
  notThere: ({ server }, { index, instead }) =>
    instead
      ? `${s(server)} 的日志里那是另一条命令：${entryText(index, instead)}`
      : `${s(server)} 没有条目 ${index}`,
  due: ({ server }, { index, part }) =>
    index === 0
      ? `应用第一个条目之前，每个状态机里应当${partText(part)}`
      : `${s(server)} 最先应用条目 ${index}，应用之后，每个状态机里应当${partText(part)}`,
  holds: ({ server }, { index, part }) =>
    index === 0
      ? `${s(server)} 应用第一个条目之前，状态机里${partText(part)}`
      : `${s(server)} 应用条目 ${index} 后，状态机里${partText(part)}`,
  executedAgain: ({ server }, { request, index, entry }) =>
    `${s(server)} 应用${entryText(index, entry)}时把请求 ${request} 又执行了一次`,
  asked: ({ server }, { request, command }) =>
    `客户端向 ${s(server)} 发出“${given(command)}”（请求 ${request}）`,
  returned: ({ server }, { request, command, answer, due }) =>
    `${s(server)} 对“${given(command)}”（请求 ${request}）的回复是${answerText(answer)}，按日志的顺序应当是${answerText(due)}`,
  heardFromLeader: ({ server, term }, { leader, timeout }) =>
    `${s(server)} 收到了任期 ${term} 的领导者 ${s(leader)} 的消息，此后 ${timeout} 毫秒内不得同意预投票`,
  grantedPreVote: ({ server }, { candidate, candidateTerm }) =>
    `${s(server)} 同意了 ${s(candidate)} 在任期 ${candidateTerm} 的预投票`,
};

export const judge: JudgeTexts = {
  title: "性质",
  inRun: "领导者已提交它，本机还不知道。",
  names: {
    electionSafety: "选举安全性",
    leaderAppendOnly: "领导者只追加",
    logMatching: "日志匹配性",
    leaderCompleteness: "领导者完备性",
    stateMachineSafety: "状态机安全性",
    acknowledgedLost: "已确认的命令不会丢",
    uncommittedRead: "读不到未提交的值",
    falseAcknowledgement: "确认必须属实",
    stateDivergence: "状态机一致",
    executedTwice: "每个请求只执行一次",
    linearizability: "线性一致性",
    leaderIgnored: "领导者在位时不同意预投票",
  },
  meanings: {
    electionSafety: "一个任期最多选出一个领导者（§5.2）。",
    leaderAppendOnly: "领导者对自己的日志只追加，不删除也不覆盖（§5.3）。",
    logMatching: "两份日志若有索引和任期都相同的条目，到这个条目为止就完全相同（§5.3）。",
    leaderCompleteness: "以后每个任期的领导者都有全部已提交的条目（§5.4）。",
    stateMachineSafety: "所有服务器在同一索引应用同一个条目（§5.4.3）。",
    acknowledgedLost: "告诉过客户端已完成的命令不会丢。",
    uncommittedRead: "多数派存下条目以后，客户端才能读到它的值，或得知命令已完成。",
    falseAcknowledgement: "告诉客户端“完成”时，所说的条目必须是它自己的命令。",
    stateDivergence: "应用了相同条目的服务器，值和客户端会话都相同（§2、§8）。",
    executedTwice: "客户端重发的命令只生效一次（§8）。",
    linearizability: "每个得到回复的请求，都像是在请求和回复之间的某一刻完成的（§8）。",
    leaderIgnored:
      "打开 PreVote 时，最短选举超时内收到过领导者消息的服务器不同意预投票（博士论文 §4.2.3、§9.6）。",
  },
  claims,
  holds: "成立",
  broken: "已违反",
  violation: "违反",
  quiet: "到目前为止，全部成立。",
  found: (count) => `${count} 处违反`,
  later: (count) => `这次运行后面有 ${count} 处违反`,
  contradiction: (first, second) => `${first}；但是，${second}。`,
  fact: (text) => text,
  yet: "但是",
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
  second: "同一次运行，规则不同",
  about: "在第二次运行中（规则不同）：",
  rule: (name, choice) => `${name}：${choice}`,
  same: "此刻两次运行完全一致。",
  marks: "此刻各服务器的状态一致，但有的条目只在其中一次运行里提交过。",
  committed: ({ isFirst, from, to, when }) =>
    `只有${isFirst ? "这次" : "另一次"}运行提交过条目 ${
      from === to ? `${from}（在 ${when}）` : `${from} 到 ${to}（最后一个在 ${when}）`
    }。`,
  between: "",
  differ: (servers) => `此刻不同的有：${servers.join("；")}。`,
  server: (server, what) => `${s(server)}（${what.join("、")}）`,
  what: { status: "是否运行", role: "角色", term: "任期", log: "日志", commit: "commitIndex" },
  close: "结束对比",
  failed: "另一次运行已停止。",
};
