import type { LinkProblem, Notable } from "../../generated/raft_timeline.js";
import { expectations } from "./expectations.zh.ts";
import { expectedText } from "./expected.zh.ts";
import { given } from "./given.ts";
import { textHint } from "./hints.zh.ts";
import { kinds, roles } from "./names.zh.ts";
import type { RunWords } from "./run.en.ts";
import { inSeconds, s } from "./units.ts";

const bytes = (count: number) => `${count.toLocaleString("en")} 字节`;
const seconds = (ms: number) => `${inSeconds(ms)} 秒`;

function event(what: Notable): string {
  switch (what.type) {
    case "started":
      return `${s(what.server)} 启动`;
    case "crashed":
      return `${s(what.server)} 崩溃`;
    case "paused":
      return `${s(what.server)} 暂停`;
    case "resumed":
      return `${s(what.server)} 恢复运行`;
    case "network":
      return "网络发生变化";
    case "electionTimeout":
      return `${s(what.server)}：选举超时`;
    case "becameRole":
      return `${s(what.server)} 在任期 ${what.term} 成为${roles[what.role]}`;
    case "truncated":
      return `${s(what.server)} 删除索引 ${what.from} 及之后的条目`;
    case "committed":
      return `条目 ${what.index} 已提交`;
    case "acknowledged":
      return `请求 ${what.request} 已确认`;
  }
}

function linkProblem(problem: LinkProblem): string {
  switch (problem.type) {
    case "noRun":
      return "链接里没有运行。";
    case "notALink":
      return "本页的任何版本都没有写过这样的链接。";
    case "unknownCodec":
      return `它的格式（“${given(problem.codec)}”）只有更新版本的本页才能读取。`;
    case "cutShort":
      return "它的末尾缺失：链接在传递中被截断了。";
    case "damaged":
      return "它的末尾还在，但前面有些字符在传递中被改动了。";
    case "tooLong":
      return `它有 ${bytes(problem.size)}；链接最多 ${bytes(problem.limit)}。`;
    case "textTooLong":
      return `链接里的文本超过 ${bytes(problem.limit)}，这是文本的上限。`;
    case "badTime":
      return `“${given(problem.time)}”不是一个时刻。`;
    case "noSuchScenario":
      return `没有名为“${given(problem.name)}”的场景。`;
  }
}

/** 与整次运行有关的文字。 */
export const runWords: RunWords = {
  language: "zh",
  seconds,

  spacetime: {
    title: "时空图",
    short: "时空图",
    about: "用方向键在事件之间移动，回车键跳到那一刻。",
    server: s,
    clients: "客户端",
    tick: (ms, step) =>
      step >= 1000
        ? `${Math.round(ms / 1000)} 秒`
        : `${(ms / 1000).toFixed(step >= 100 ? 1 : step >= 10 ? 2 : 3)} 秒`,
    span: (ms) =>
      ms >= 1000 ? `${Number((ms / 1000).toPrecision(2))} 秒` : `${Number(ms.toPrecision(2))} ms`,
    instant: (ms: number) => `${Number((ms / 1000).toFixed(3))} 秒`,
    steps: (count: number) => `${count} 步`,
    zoomIn: "放大",
    zoomOut: "缩小",
    now: "现在",
    tooMany: "放大后才能看到消息",
    at: (what, ms) => `${what}，${seconds(ms)}`,
    lane: (server, state, ms) => `${s(server)}：${state}，${seconds(ms)}`,
    roles,
    status: { crashed: "已崩溃", paused: "已暂停" },
    term: (term) => `任期 ${term}`,
    termShort: (term) => `t${term}`,
    kinds,
    heartbeat: "心跳",
    entries: (count) => `AppendEntries，含 ${count} 个条目`,
    flight: (what, term, from, to) =>
      `${term > 0 ? `${what}（任期 ${term}）` : what}，${from} 发往 ${to}`,
    client: (id) => `客户端 c${id}`,
    lost: "丢失",
    points: {
      electionTimeout: (server) => `${s(server ?? 0)}：选举超时`,
      elected: (server) => `${s(server ?? 0)} 当选领导者`,
      crash: (server) => `${s(server ?? 0)} 崩溃`,
      restart: (server) => `${s(server ?? 0)} 重启`,
      truncate: (server) => `${s(server ?? 0)} 删除条目`,
      commit: (server) => `${s(server ?? 0)} 的 commitIndex 前移`,
      network: () => "网络发生变化",
    },
    key: {
      leader: "领导者",
      candidate: "候选人",
      down: "已崩溃",
      message: "消息",
      reply: "回复",
      lost: "丢失",
      elected: "当选",
      timeout: "选举超时",
      commit: "提交",
    },
  },

  expectations,
  timeline: {
    title: "时间线",
    position: "在运行中的位置",
    undo: "撤销",
    setAside: (when) => `${when} 之后的运行已搁置，撤销可恢复。`,
    redo: "重做",
    event,
    violation: "违反了一个性质",
    mark: (what, when) => `${when}：${what}`,
    more: (count) => `另有 ${count} 个`,
  },

  progress: {
    playing: (at, to) => `正在运行：${seconds(at)}，目标 ${seconds(to)}`,
    searching: "正在查找过去的事件",
    reading: "正在读取文本",
    writing: "正在生成文本",
    stop: "停止",
  },

  views: "视图",
  side: "详情",

  moreMessages: (count) => `另有 ${count} 条消息在途`,

  text: {
    title: "运行的文本",
    close: "关闭",
    run: "运行",
    revert: "撤销修改",
    copy: "复制",
    copied: "已复制。",
    notCopied: "请复制选中的文字。",
    notCopiedLong: "无法复制这段文本，请改为保存。",
    firstLines: "文本的前几行",
    tooManyLines: (lines, limit) =>
      `这段文本有 ${lines.toLocaleString("en")} 行，太长，无法在此编辑（最多 ${limit.toLocaleString("en")} 行）。这里显示开头几行；仍可运行和保存。`,
    open: "打开…",
    save: "保存",
    fresh: "新场景",
    syntax: {
      title: "语法",
      about: "点一行就把它插入文本。时间是运行中的毫秒数。",
      head: "开头",
      heads: {
        servers: "服务器的数量，1 到 9",
        election: "选举超时从这个范围里抽取",
        heartbeat: "两次心跳之间的时间",
        latency: "一条消息在途的时间",
        loss: "消息丢失的比例",
        rule: "一条与论文不同的规则",
        manual: "消息和定时器都由步骤触发，不会自行发生",
        log: "S1 一开始就有的条目，这里写它们的任期",
      },
      step: "步骤",
      steps: {
        client: "客户端发出一条命令",
        crash: "S1 崩溃，没写到磁盘的都丢失",
        restart: "S1 重启",
        timeout: "S3 选举超时",
        cut: "从现在起，S1 发给 S2 的消息都丢失",
        partition: "把 S1、S2 与其他服务器隔离",
        heal: "恢复所有链路",
        drop: "丢弃所有在途的 AppendEntries",
        deliver: "送达所有 RequestVote",
        note: "一句说明，从这时起显示",
        expectAt: "这一刻必须成立",
        expectBy: "到这时为止必须成立过",
        expectNever: "始终不能成立",
      },
      template: { title: "我的场景", note: "这里写要看什么。" },
    },
    following: "这是当前运行的文本。",
    edited: "已修改，尚未运行。",
    where: (line, column) => `第 ${line} 行第 ${column} 列：`,
    found: (found) => (found === "" ? "这一行没有写完" : `不能写“${given(found)}”`),
    expected: (found, expected) => `${found}，此处应为：${expectedText(expected) ?? expected}`,
    meant: (found, hint) => `${found}。${textHint(hint)}。`,
    tooLong: (size, limit) => `这段文本有 ${bytes(size)}；一次运行的文本最多 ${bytes(limit)}。`,
    file: {
      tooLarge: (size, limit) => `这个文件有 ${bytes(size)}；一次运行的文本最多 ${bytes(limit)}。`,
      notText: "这个文件不是 UTF-8 文本。",
      unreadable: "无法读取这个文件。",
    },
  },

  scenarios: {
    title: "场景",
    search: "查找场景",
    nothing: "没有场景包含这些词。可以少写几个词，或换一个词：分区、投票、提交、丢失、图 8。",
    groups: {
      start: "从这里开始",
      paper: "论文中的图",
      failures: "故障",
      broken: "破坏规则",
      faster: "更快，或者消息更少",
    },
    current: "正在显示",
    fresh: "新集群",
    freshHint: "没有安排任何操作",
    failed: "无法加载场景。",
  },

  address: {
    share: "分享",
    copyLink: "复制此刻的链接",
    copied: "此刻的链接已复制。",
    notCopied: "请从地址栏复制链接。",
    bad: "无法读取这个链接",
    badText: "无法运行这个场景",
    problem: linkProblem,
    unharmed: "其他内容没有改变。",
    link: "链接内容",
    copy: "复制全部内容",
    copiedAll: "已复制。",
    size: (count) => `共 ${count.toLocaleString("en")} 个字符，这里只显示开头。`,
    edit: "修改文本",
    close: "关闭",
  },
};
