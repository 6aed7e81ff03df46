// 中文：场景文本里某处应当写什么。解析器用英文说，这里逐个短语译出；场景语言的词仍是英文。

/** The parser's phrases, matched at the current position. */
const PHRASES: [RegExp, (...values: string[]) => string][] = [
  [/‘raft 1’ in the first line/y, () => "第一行的“raft 1”"],
  [/the version of the language, such as 1/y, () => "语言的版本，例如 1"],
  [
    /a version this program can read, which is (\d+): the text needs a newer one/y,
    (version = "") => `本页能读的版本 ${version}；这段文本需要更新的版本`,
  ],
  [
    /the end of the line, as nothing of such a message can be compared/y,
    () => "行尾，这种消息没有可以比较的内容",
  ],
  [
    /the end of the (line|text), which may have (\d+) bytes \(this one has (\d+)\)/y,
    (what, most = "", size = "") =>
      `${what === "line" ? "行尾，一行" : "结尾，文本"}最多 ${most} 字节（现有 ${size} 字节）`,
  ],
  [
    /the end of the log: all logs together begin with at most (\d+) entries/y,
    (most = "") => `日志的结尾：开始时，所有日志加起来最多 ${most} 个条目`,
  ],
  [/the end of the line/y, () => "行尾"],
  [
    /a text in double quotes, or a language like zh before one/y,
    () => "双引号里的文字，前面可以写语言，例如 zh",
  ],
  [/a text in double quotes/y, () => "双引号里的文字"],
  [/one text in the language (\S+)/y, (code = "") => `语言 ${code} 的文字，只写一段`],
  [
    /(\\n), (\\") or (\\\\) after a backslash/y,
    (...ways) => `反斜杠只用于 ${ways.slice(0, 3).join("、")}`,
  ],
  [/a number of servers, 1 to 9/y, () => "服务器的数量，1 到 9"],
  [/a whole number up to (\d+)/y, (most = "") => `0 到 ${most} 的整数`],
  [/a whole number/y, () => "整数"],
  [/a time in milliseconds, like 200 or 12\.5/y, () => "以毫秒为单位的时间，例如 200 或 12.5"],
  [
    /a time up to (\d+) ms \(24 h\), the end of the longest run/y,
    (most = "") => `不超过 ${most} 毫秒（24 小时）的时间，一次运行最长这么久`,
  ],
  [
    /a shorter time: the last command would come after (\d+) ms \(24 h\), the end of the longest run/y,
    (most = "") => `更短的时间：最后一条命令会晚于 ${most} 毫秒（24 小时），一次运行最长这么久`,
  ],
  [/an instant that is not before the beginning of the period/y, () => "不早于这段时间起点的时刻"],
  [/a share from 0% to 100%/y, () => "0% 到 100% 的百分比"],
  [/a rate from 0\.1x to 10x, like 1\.5x/y, () => "0.1x 到 10x 的速率，例如 1.5x"],
  [/a rule: /y, () => "一条规则："],
  [/a choice of ([a-z-]+): /y, (rule = "") => `${rule} 的一个选项：`],
  [
    /a server, (s\d) to (s\d), or a client, like c1/y,
    (first = "", last = "") => `服务器 ${first} 到 ${last}，或客户端，例如 c1`,
  ],
  [/a server, (s\d) to (s\d)/y, (first = "", last = "") => `服务器 ${first} 到 ${last}`],
  [/a client, like c2, before one/y, () => "文字前面的客户端，例如 c2"],
  [/servers, like s1->s2/y, () => "服务器，例如 s1->s2"],
  [/one direction, like s1->s2/y, () => "一个方向，例如 s1->s2"],
  [/\* for anybody/y, () => "表示任何一方的 *"],
  [/a term/y, () => "任期"],
  [/the term of an entry/y, () => "条目的任期"],
  [/the terms of the log's entries/y, () => "日志中各条目的任期"],
  [/the index of an entry, from 1/y, () => "条目的索引，从 1 开始"],
  [/the index of an entry/y, () => "条目的索引"],
  [/the number of a request, from 1/y, () => "请求的编号，从 1 开始"],
  [/a key of the state machine/y, () => "状态机的键"],
  [/a command in double quotes/y, () => "双引号里的命令"],
  [/a command \(the command is empty\)/y, () => "命令（现在是空的）"],
  [
    /a command \(a command begins with set, get, del or add\)/y,
    () => "命令（命令以 set、get、del 或 add 开头）",
  ],
  [
    /a command \(commands are: set KEY VALUE, get KEY, del KEY, add KEY NUMBER\)/y,
    () => "命令（命令的写法：set 键 值、get 键、del 键、add 键 数字）",
  ],
  [/a command \(add needs a whole number\)/y, () => "命令（add 需要一个整数）"],
  [/a command \(a command has at most 200 bytes\)/y, () => "命令（一条命令最多 200 字节）"],
  [
    /a line of the head \(([^)]*)\), or a step \(([^)]*)\)/y,
    (head = "", steps = "") => `开头的一行（${words(head)}），或一个步骤（${words(steps)}）`,
  ],
  [
    /([^)]*), and what then \(the head is over\)/y,
    (begin = "") => `${words(begin)}，后面写要做什么（开头部分已经结束）`,
  ],
  [/expect, note, or an action: /y, () => "expect、note，或一个操作："],
  [/a condition: /y, () => "一个条件："],
  [/message, or a kind of message: /y, () => "message，或一种消息："],
  [/a number like m12/y, () => "编号，例如 m12"],
  [/which one: 1 is the oldest/y, () => "第几条：1 是最早的一条"],
  [/by, and how long/y, () => "by，后面是延迟多久"],
  [
    /how many times, 2 or more, with at most (\d+) in a whole text/y,
    (most = "") => `次数，至少 2 次，整段文本加起来最多 ${most} 次`,
  ],
  [/every, and the time between two/y, () => "every，后面是间隔的时间"],
  [/->, and a follower/y, () => "->，后面是跟随者"],
  [/and, and the end of the period/y, () => "and，后面是这段时间的终点"],
  [/what such a message carries: /y, () => "这种消息携带的内容："],
  [/goals of (\d+) bytes at most/y, (most = "") => `最多 ${most} 字节的目标`],
  [/another value/y, () => "另一个值"],
  [/another setting/y, () => "另一项设置"],
];

/** A list of the scenario language's words and signs, up to its end or to a last part that `or` begins. */
const WORDS =
  /(?:(?:no |never )?[a-z][a-z-]*|[=!<>.-]+|\d+)(?:(?:, (?!or )| or )(?:(?:no )?[a-z][a-z-]*|[=!<>-]+))*(?=, or |$)/y;

/** Writes a list the Chinese way. */
const words = (list: string): string => list.replaceAll(", ", "、").replaceAll(" or ", " 或 ");

/** What could stand there, in Chinese; `undefined` if the parser uses an unknown phrase. */
export function expectedText(english: string): string | undefined {
  const parts: string[] = [];
  let at = 0;
  while (at < english.length) {
    const part = partAt(english, at);
    if (!part) return undefined;
    parts.push(part.text);
    at = part.end;
    if (english.startsWith(", or ", at)) {
      parts.push("，或");
      at += ", or ".length;
    }
  }
  return parts.join("").replace(/(?<=或)(?=[a-z*0-9])/g, " ");
}

function partAt(english: string, at: number): { text: string; end: number } | undefined {
  for (const [phrase, text] of PHRASES) {
    phrase.lastIndex = at;
    const found = phrase.exec(english);
    if (found) return { text: text(...found.slice(1)), end: phrase.lastIndex };
  }
  WORDS.lastIndex = at;
  const list = WORDS.exec(english);
  return list ? { text: words(list[0]), end: WORDS.lastIndex } : undefined;
}
