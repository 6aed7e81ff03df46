// What the parser expects at a place of a text is said in Chinese, whatever is wrong with the text.

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { problemOf } from "../../tests/unit/asked.ts";
import { loadModules } from "../../tests/unit/modules.ts";
import { whatIsWrong } from "../ui/text-problem.ts";
import { expectedText } from "./expected.zh.ts";
import { runWords as en } from "./run.en.ts";
import { runWords as zh } from "./run.zh.ts";

beforeAll(loadModules);

const parserTests = readFileSync("crates/raft-scenario/tests/errors.rs", "utf8");

/** Texts that cannot be parsed: those of the parser's tests, and some that are merely too long. */
const WRONG = [
  ...[...parserTests.matchAll(/^ {4}\(("(?:[^"\\]|\\.)*"), \d+, \d+, "/gm)].map(
    ([, literal = ""]) => JSON.parse(literal) as string,
  ),
  `raft 1\nat 5 client "set x ${"1".repeat(300)}"`,
  `raft 1\n# ${"x".repeat(300_000)}`,
  `raft 1\n${"#\n".repeat(1_100_000)}`,
  `raft 1\nserver s1 log${" 1".repeat(60_000)}\nserver s2 log${" 1".repeat(60_000)}`,
];

test("every complaint of the parser has its Chinese", () => {
  expect(WRONG.length).toBeGreaterThan(150);
  const inEnglish = new Set<string>();
  for (const text of WRONG) {
    const problem = problemOf(text);
    if (!problem) throw new Error(`can be read: ${text.slice(0, 100)}`);
    if (expectedText(problem.expected) === undefined) inEnglish.add(problem.expected);
  }
  const tooLong = timeline.goalProblem("x".repeat(5000), 3)?.expected ?? "";
  if (expectedText(tooLong) === undefined) inEnglish.add(tooLong);
  expect([...inEnglish]).toEqual([]);
});

test.each([
  ["servers", "这一行没有写完，此处应为：服务器的数量，1 到 9"],
  ["at 5 crash s9", "不能写“s9”，此处应为：服务器 s1 到 s5"],
  [
    "at 5 drop append s1->x",
    "不能写“x”，此处应为：服务器 s1 到 s5，或客户端，例如 c1，或表示任何一方的 *",
  ],
  ["at 5 expect no one", "不能写“one”，此处应为：leader、violation 或 in-flight"],
  [
    "at 5 expect term s1 rises",
    "不能写“rises”，此处应为：=、!=、<=、>=、< 或 >，或 never decreases",
  ],
  ["server s1 log x", "不能写“x”，此处应为：条目的任期，或 term、vote 或 commit"],
  ["rule quorum none", "不能写“none”，此处应为：quorum 的一个选项：all-servers、heard-from-lately"],
])("%s", (line, chinese) => {
  const problem = problemOf(`raft 1\n${line}`);
  expect(problem && whatIsWrong(problem, zh.text)).toBe(chinese);
});

test("English says what the parser says, and so does Chinese when it does not know it", () => {
  const problem = { line: 1, column: 1, found: "x", expected: "Something else" };
  expect(whatIsWrong(problem, en.text)).toBe("unexpected “x”; expected Something else");
  expect(whatIsWrong(problem, zh.text)).toBe("不能写“x”，此处应为：Something else");
});
