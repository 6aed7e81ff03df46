// Checks that Chinese has one word for one thing in everything that a reader sees: the catalogues, the
// lessons, the scenarios, the scenarios that the search writes, and the pages made without a browser.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** A word that the project does not use, and the one that it uses instead. */
const INSTEAD: [RegExp, string][] = [
  [/答复|响应|回应|回答/, "回复"],
  [/路上/, "在途、还在途中"],
  [/定时器(可以)?(到时|到期)|走完/, "超时"],
  [/计时器/, "定时器"],
  [/候选者/, "候选人"],
  [/追随者/, "跟随者"],
  [/领导人|主节点/, "领导者"],
  [/节点/, "服务器"],
  [/宕机/, "崩溃"],
  [/日志项|日志记录/, "条目"],
  [/大多数|多数票|过半|一半以上/, "多数派"],
  [/早先(的)?任期|更早(的)?任期/, "旧任期"],
  [/第.届/, "任期"],
  [/丢掉|被网络/, "丢失（网络）、丢弃（读者）"],
  [/按住|扣留|暂扣/, "扣住"],
  [/推迟/, "延迟"],
  [/剧本/, "场景"],
  [/世界/, "运行"],
  [/一个运行/, "一次运行"],
  [/度量/, "指标"],
  [/网络分裂|失去了网络/, "网络出现分区、断了网"],
  [/拉票/, "请求投票"],
  [/参选|竞选/, "发起选举"],
  [/让位|下台/, "退位"],
  [/立刻/, "立即"],
  [/搜索|寻找/, "查找"],
  [/次序/, "顺序"],
  [/(RequestVote|PreVote|AppendEntries) 的回复/, "RequestVote 回复"],
  [/被告知/, "得知"],
];

const files = (folder: string, name: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => name.test(file))
    .map((file) => `${folder}/${file}`);

/** The lines of a file that have Chinese for a reader, without comments. */
function chinese(file: string): string[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => /\p{Script=Han}/u.test(line) && !/^\s*(\/\/|\/?\*)/.test(line));
}

const LESSONS = files("lessons", /zh\.md$|\.json$/);
const NOTES = ["lessons", "crates/raft-scenario/scenarios", "docs/pictures"].flatMap((folder) =>
  files(folder, /\.raft$/),
);
const CODE = [
  ...files("web/src/i18n", /zh\.ts$/),
  ...files("scripts/pages", /\.ts$/),
  ...files("crates/raft-explore/src", /explain.*\.rs$|render\.rs$/),
];

test.each(INSTEAD)("no text says %s: it is %s", (word) => {
  const said = [...LESSONS, ...NOTES, ...CODE].flatMap((file) =>
    chinese(file)
      .filter((line) => word.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(said).toEqual([]);
});

/** What a lesson or a scenario says in Chinese. */
const sentences = [
  ...LESSONS.flatMap((file) => chinese(file).map((line) => [file, line] as const)),
  ...NOTES.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/ zh "([^"]*)"/g)].map(
      ([, text = ""]) => [file, text] as const,
    ),
  ),
];

test("a sentence says 毫秒; ms is for labels", () => {
  const units = sentences.filter(([, text]) => /\d ?ms/.test(text));
  const inCode = CODE.flatMap(chinese).filter((line) => /\} ?ms/.test(line) && /[，。]/.test(line));
  expect([...units, ...inCode]).toEqual([]);
});

test("Latin words and numbers stand apart from Chinese, and the marks are full-width", () => {
  const wrong = sentences.filter(
    ([file, text]) =>
      /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(text) ||
      (!file.endsWith(".json") && /\p{Script=Han}[,;:?!]|\p{Script=Han} ?\(\p{L}/u.test(text)),
  );
  expect(wrong).toEqual([]);
});
