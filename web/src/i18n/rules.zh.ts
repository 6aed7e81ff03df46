// Chinese: the rules.

import type { RulesWords, RuleTexts } from "./rules.en.ts";
import { tenths } from "./units.ts";

const texts: RuleTexts = {
  quorum: {
    name: "多数派",
    protects: "任意两个多数派至少有一台共同的服务器，已提交的条目靠它传给下一个领导者。",
    choices: { "all-servers": "按全部服务器计算", "heard-from-lately": "只按最近活跃的服务器计算" },
  },
  "vote-log-check": {
    name: "选举限制",
    protects: "只把票投给日志至少和自己一样新的候选人，所以新领导者拥有全部已提交的条目。",
    choices: {
      "last-term-then-index": "先比最后一个条目的任期，再比长度",
      "current-term": "比较当前任期",
      "length-only": "只比长度",
      none: "什么日志都接受",
    },
  },
  "votes-per-term": {
    name: "每个任期投几票",
    protects: "每台服务器在一个任期只投一票，所以一个任期最多一个领导者。",
    choices: { one: "一票", any: "谁请求都投" },
  },
  "vote-memory": {
    name: "重启后的 votedFor",
    protects: "服务器重启后不能在同一任期再投一次票。",
    choices: { durable: "从磁盘读回", "forgotten-at-restart": "忘掉" },
  },
  terms: {
    name: "任期",
    protects: "有了任期，服务器才分得清现任领导者和旧领导者。",
    choices: { obeyed: "遵守", ignored: "忽略" },
  },
  "stale-replies": {
    name: "旧任期的回复",
    protects: "一次投票或确认只在发出请求的那个任期有效。",
    choices: { dropped: "忽略", counted: "计入" },
  },
  commit: {
    name: "领导者何时提交条目",
    protects: "已提交的条目不会被以后的领导者覆盖。",
    choices: {
      "own-term-on-majority": "多数派已存储，且属于领导者自己的任期",
      "any-term-on-majority": "多数派已存储，任期不限",
      "at-once": "领导者自己存下就提交",
    },
  },
  "consistency-check": {
    name: "一致性检查",
    protects:
      "前一个条目与领导者相同，跟随者才接受新条目；因此两份日志在某处一致，之前就全都一致。",
    choices: { on: "比较 prevLogIndex 和 prevLogTerm", off: "不比较就接受" },
  },
  "conflicting-suffix": {
    name: "跟随者多出来的条目",
    protects: "跟随者的日志会变得和领导者一样，迟到的消息也删不掉任何条目。",
    choices: {
      "deleted-on-conflict": "从第一个冲突处起删除",
      "always-cut": "一律删除",
      "never-deleted": "从不删除",
    },
  },
  "follower-commit": {
    name: "跟随者的 commitIndex",
    protects: "跟随者只应用领导者发来过或确认过的条目。",
    choices: {
      "up-to-last-new-entry": "最多到最后一个新条目",
      "up-to-own-last-entry": "最多到自己的最后一个条目",
    },
  },
  "next-try": {
    name: "被拒绝后的 nextIndex",
    protects: "决定修复一个跟随者的日志要多少个来回。",
    choices: {
      "one-back": "退后一个条目",
      "conflicting-term": "跳过整个冲突的任期",
      "followers-last-index": "跳到跟随者的最后一个条目",
    },
  },
  sending: {
    name: "新条目何时发送",
    protects: "决定命令多久提交、要用多少消息。",
    choices: { "at-once": "立即", pipelined: "流水线", "next-heartbeat": "随下一次心跳" },
  },
  heartbeats: {
    name: "发给落后跟随者的心跳",
    protects: "决定丢失的 AppendEntries 里的条目怎样重发。",
    choices: { "carry-entries": "带上缺少的条目", empty: "不带条目" },
  },
  "election-timeout": {
    name: "选举超时",
    protects: "随机的超时让选票很少被瓜分，瓜分了也很快结束。",
    choices: { randomized: "随机", fixed: "全都相同" },
  },
  "pre-vote": {
    name: "PreVote（预投票）",
    protects: "赢不了选举的服务器不会抬高任期、逼领导者退位。",
    choices: { off: "关", on: "开" },
  },
  "check-quorum": {
    name: "CheckQuorum：失去多数派的领导者",
    protects: "收不到多数派消息的领导者主动退位。",
    choices: { off: "留任", on: "退位" },
  },
  noop: {
    name: "新领导者的 no-op 条目",
    protects: "旧任期的条目不必等下一条命令就能提交。",
    choices: { off: "没有", appended: "追加" },
  },
  disk: {
    name: "磁盘写入",
    protects: "服务器发出的投票和确认，崩溃后依然算数。",
    choices: {
      "write-before-reply": "回复之前写完",
      "last-write-may-be-lost": "崩溃可能丢失最后一次写入",
    },
  },
};

export const rules: RulesWords = {
  title: "规则",
  close: "关闭",
  about: "改动一条规则，这次运行就会从头重放：种子相同，操作也相同。",
  texts,
  weights: { paper: "论文的规则", unsafe: "不安全", liveness: "可用性", efficiency: "开销" },
  weightAbout: {
    paper: "论文里就是这样",
    unsafe: "可能违反某个性质",
    liveness: "影响集群能否取得进展、何时取得",
    efficiency: "只影响开销",
  },
  allPaper: "恢复论文的规则",
  compare: "与论文的规则对比",
  findCounterexample: "查找反例",
  findRun: "查找这样的运行……",
  compareStop: "结束对比",
  scenario: "打开场景",
  scenarioLabel: (rule, choice) => `打开场景，看${rule}：${choice}`,
  changed: (count) => `改了 ${count} 条规则`,
  outcome: {
    title: "对这次运行的影响",
    same: "到目前为止没有区别。",
    parts: (when) => `从 ${when} 起，两次运行不同。`,
    before: "之前",
    now: "现在",
    nothing: "无",
    violations: "违反",
  },
  tally: {
    messages: "消息",
    roundTrips: "AppendEntries 来回",
    refusals: "被拒的 AppendEntries",
    elections: "选举",
    leaders: "当选的领导者",
    term: "最高任期",
    committed: "已提交的最大索引",
    commitLatency: "平均提交延迟",
    acknowledged: "完成的请求",
    latency: "客户端平均延迟",
    leaderless: "没有领导者的时间",
  },
  ms: tenths,
};
