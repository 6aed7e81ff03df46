// Chinese: the rules.

import type { RulesWords, RuleTexts } from "./rules.en.ts";

const texts: RuleTexts = {
  quorum: {
    name: "过半数",
    protects: "两个过半数总有一台共同的服务器，由它把已定的事带给下一个领导者。",
    choices: { "all-servers": "全部服务器的", "heard-from-lately": "最近有消息的服务器的" },
  },
  "vote-log-check": {
    name: "候选者的日志",
    protects: "只投给日志不比自己旧的候选者：新领导者拥有所有已提交的条目。",
    choices: {
      "last-term-then-index": "先比最后一条的任期，再比长度",
      "current-term": "比当前任期",
      "length-only": "只比长度",
      none: "不看",
    },
  },
  "votes-per-term": {
    name: "每个任期的票数",
    protects: "每台服务器一票，一个任期最多一个领导者。",
    choices: { one: "一票", any: "谁要都给" },
  },
  "vote-memory": {
    name: "投票的记忆",
    protects: "重启后的服务器不会在同一任期再投一次票。",
    choices: { durable: "在磁盘上", "forgotten-at-restart": "重启就忘" },
  },
  terms: {
    name: "任期",
    protects: "凭任期分清新领导者和旧领导者。",
    choices: { obeyed: "遵守", ignored: "无视" },
  },
  "stale-replies": {
    name: "早先任期的答复",
    protects: "对旧问题的“是”不能当作对新问题的回答。",
    choices: { dropped: "丢弃", counted: "计入" },
  },
  commit: {
    name: "何时算提交",
    protects: "算作已提交的条目不会被以后的领导者覆盖。",
    choices: {
      "own-term-on-majority": "在过半数上，且属于领导者的任期",
      "any-term-on-majority": "在过半数上，任期不限",
      "at-once": "领导者一有就算",
    },
  },
  "consistency-check": {
    name: "新条目之前的那一条",
    protects: "在一条上一致的日志，之前的条目全都一致。",
    choices: { on: "要比较", off: "不比较" },
  },
  "conflicting-suffix": {
    name: "跟随者的其他条目",
    protects: "日志变得与领导者一样，迟到的消息不会拿走什么。",
    choices: {
      "deleted-on-conflict": "从冲突处起删除",
      "always-cut": "新条目之后的总是删除",
      "never-deleted": "从不删除",
    },
  },
  "follower-commit": {
    name: "跟随者的 commitIndex",
    protects: "跟随者不会应用领导者可能没有的条目。",
    choices: {
      "up-to-last-new-entry": "到最后一条新条目",
      "up-to-own-last-entry": "到自己的最后一条",
    },
  },
  "next-try": {
    name: "被拒绝之后尝试",
    protects: "修复一个跟随者要几个来回。",
    choices: {
      "one-back": "前一条",
      "conflicting-term": "冲突任期之前",
      "followers-last-index": "跟随者的最后一条",
    },
  },
  sending: {
    name: "新条目何时发送",
    protects: "命令多快提交，要用多少消息。",
    choices: { "at-once": "立刻", pipelined: "立刻，只发一次", "next-heartbeat": "随下一次心跳" },
  },
  heartbeats: {
    name: "给缺条目者的心跳",
    protects: "丢失的 AppendEntries 怎样补上。",
    choices: { "carry-entries": "带上条目", empty: "不带条目" },
  },
  "election-timeout": {
    name: "选举超时",
    protects: "选票很少被瓜分，瓜分了也会结束。",
    choices: { randomized: "随机", fixed: "大家一样" },
  },
  "pre-vote": {
    name: "参选前先问（PreVote）",
    protects: "赢不了的服务器不会赶走领导者。",
    choices: { off: "否", on: "是" },
  },
  "check-quorum": {
    name: "联系不上过半数的领导者（CheckQuorum）",
    protects: "谁也联系不上的领导者不再以为自己在领导。",
    choices: { off: "留任", on: "退位" },
  },
  noop: {
    name: "新领导者的空白条目",
    protects: "早先任期的条目不必等客户端就能提交。",
    choices: { off: "没有", appended: "追加" },
  },
  disk: {
    name: "磁盘写入",
    protects: "服务器承诺过的，崩溃后还在。",
    choices: { "write-before-reply": "答复前完成", "last-write-may-be-lost": "最后一次可能丢失" },
  },
};

export const rules: RulesWords = {
  title: "规则",
  close: "关闭",
  about: "换一个选择，同一次运行就从头再放一遍：种子和操作都相同。",
  texts,
  weights: { paper: "论文所写", unsafe: "不安全", liveness: "进展", efficiency: "开销" },
  weightAbout: {
    paper: "论文就是这样写的",
    unsafe: "会破坏某个性质",
    liveness: "影响集群能否、何时前进",
    efficiency: "只影响开销",
  },
  allPaper: "全部按论文",
  compare: "与论文的规则并排",
  compareStop: "只看一个世界",
  scenario: "看一看",
  scenarioLabel: (rule, choice) => `展示它的场景：${rule}，${choice}`,
  changed: (count) => `改了 ${count} 条规则`,
  outcome: {
    title: "结果如何",
    same: "到目前为止没有区别。",
    parts: (when) => `从 ${when} 起，运行就不同了。`,
    before: "之前",
    now: "现在",
    nothing: "无事发生",
    violations: "违反",
  },
  tally: {
    messages: "消息",
    roundTrips: "往返",
    refusals: "被拒的 AppendEntries",
    elections: "选举",
    leaders: "当选的领导者",
    term: "最高任期",
    committed: "提交到",
    commitLatency: "平均提交时间",
    acknowledged: "完成的命令",
    latency: "平均完成时间",
    leaderless: "没有领导者",
  },
  ms: (ms) => `${ms.toFixed(1)} ms`,
};
