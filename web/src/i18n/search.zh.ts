// 关于查找运行的文字。

import type { SearchBounds } from "../../generated/raft_timeline.js";
import type { SearchWords } from "./search.en.ts";

const within = ({ servers, terms, commands, crashes }: SearchBounds): string =>
  `${servers} 台服务器、${terms} 个任期、${commands} 条命令、${crashes} 次崩溃`;

export const search: SearchWords = {
  title: "查找运行",
  close: "关闭",
  about:
    "查找一次尽量短的、能达到目标的运行：消息可以到达、丢失或重复，定时器可以超时，服务器可以崩溃。找到的运行就是一个场景。",
  rules: { paper: "使用论文的规则。", broken: (rules) => `规则：${rules}` },
  goal: {
    title: "目标",
    violation: "违反任何一个性质",
    custom: "下面的条件同时成立",
    label: "条件，每行一个，写法与场景中 expect 之后相同",
    insert: "插入条件……",
    line: (line, problem) => [`第 ${line} 行：`, problem],
    empty: "请先写一个条件。",
  },
  servers: "服务器",
  start: "查找",
  again: "重新查找",
  stop: "停止",
  resume: "继续",
  open: "打开这次运行",
  compare: "打开，并与论文的规则对比",
  state: {
    searching: "正在查找……",
    shortening: (moves) => `找到一次 ${moves} 步的运行，正在找更短的……`,
    stopped: "已停止。",
    nothing: "没有找到。",
    failed: (reason) => `查找出错，已结束：${reason}`,
  },
  found: {
    run: (moves) => `找到一次 ${moves} 步的运行。`,
    shortest: (bounds) => `在不超过${within(bounds)}的范围内，没有更短的运行。`,
    best: "这是找到的运行里最短的，可能还有更短的。",
  },
  none: {
    complete: (bounds) =>
      `在不超过${within(bounds)}的范围内，不存在这样的运行；超出这个范围就不一定了。`,
    partial: (depth, bounds) =>
      `在不超过${within(bounds)}的范围内，${depth} 步以内不存在这样的运行。更长的可能存在，所以这不是证明。`,
    random: "这不是证明：可能有没试到的运行。",
  },
  done: {
    title: "查找了什么",
    runs: "运行",
    moves: "步数",
    states: "不同的状态",
    depth: "已全部查看",
    moveCount: (moves) => `${moves} 步以内`,
    time: "用时",
    seconds: (ms) => `${(ms / 1000).toFixed(1)} 秒`,
    number: (number) => number.toLocaleString("en"),
  },
};
