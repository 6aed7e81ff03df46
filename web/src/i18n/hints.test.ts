// Both languages have a full sentence for each of the parser's hints.

import { beforeAll, expect, test } from "vitest";
import type { TextHint } from "../../generated/raft_timeline.js";
import { problemOf } from "../../tests/unit/asked.ts";
import { loadModules } from "../../tests/unit/modules.ts";
import { runWords as en } from "./run.en.ts";
import { runWords as zh } from "./run.zh.ts";

beforeAll(loadModules);

/** For every hint, a line that causes it, and its text in both languages. */
const LINES: Record<TextHint["type"], [string, string, string]> = {
  milliseconds: [
    "at 300ms heal",
    "unexpected “300ms”; times are numbers of milliseconds, as in “at 300”.",
    "不能写“300ms”。时间一律以毫秒为单位，只写数字，例如“at 300”。",
  ],
  range: [
    "election 150-300",
    "unexpected “150-300”; a range is written with “..”, as in 150..300.",
    "不能写“150-300”。范围用“..”连接，例如 150..300。",
  ],
  arrow: [
    "at 5 cut s1-s2",
    "unexpected “s1-s2”; a link is written with “->”, as in s1->s2.",
    "不能写“s1-s2”。链路用“->”连接，例如 s1->s2。",
  ],
  oneDecimal: [
    "loss 0.05%",
    "unexpected “0.05%”; a share has at most one decimal, as in 0.5%.",
    "不能写“0.05%”。百分比最多一位小数，例如 0.5%。",
  ],
  quotes: [
    "title Hello",
    'unexpected “Hello”; a text is written in double quotes, as in "Hello".',
    '不能写“Hello”。文字要写在双引号里，例如 "Hello"。',
  ],
  closingQuote: [
    'at 5 note "hello',
    'unexpected “"hello”; the closing quote of this text is missing.',
    '不能写“"hello”。这段文字缺少结尾的引号。',
  ],
  everyUntilQuiet: [
    "at 5 deliver append until quiet",
    "unexpected “append”; “until quiet” needs “every”, as in “every append until quiet”.",
    "不能写“append”。“until quiet”针对所有消息，前面要写 every，例如“every append until quiet”。",
  ],
  aboveSteps: [
    "at 5 heal\nend 900",
    "unexpected “end”; settings come before the first step: move this line up, above line 2.",
    "不能写“end”。设置要写在第一个步骤之前：请把这一行移到第 2 行上面。",
  ],
  twice: [
    "seed 1\nseed 2",
    "unexpected “seed”; “seed” is already set in line 2; change that line instead.",
    "不能写“seed”。第 2 行已经设置过“seed”，请直接修改那一行。",
  ],
  impossible: [
    "election 300..150",
    "unexpected “300”; the shortest election timeout exceeds the longest.",
    "不能写“300”。最短选举超时大于最长选举超时。",
  ],
  expectation: [
    "by 5 crash s1",
    "unexpected “crash”; “by TIME” is followed by an expectation, as in “by 300 expect leader”; an action or a note is written with “at”.",
    "不能写“crash”。“by 时间”后面要写期望，例如“by 300 expect leader”；操作和说明用“at”。",
  ],
};

test.each(Object.entries(LINES))("%s", (type, [line, english, chinese]) => {
  const problem = problemOf(`raft 1\n${line}`);
  if (!problem?.hint) throw new Error("there is no hint");
  const { found, hint } = problem;
  expect(hint.type).toBe(type);
  expect(en.text.meant(en.text.found(found), hint)).toBe(english);
  expect(zh.text.meant(zh.text.found(found), hint)).toBe(chinese);
});

test("without a hint, what could stand there is said", () => {
  const problem = problemOf("raft 1\nservers");
  expect(problem?.hint).toBeUndefined();
  if (!problem) throw new Error("it can be read");
  expect(en.text.expected(en.text.found(problem.found), problem.expected)).toBe(
    "the line ends here; expected a number of servers, 1 to 9",
  );
});
