// What the captions say, on the real module: step by step, forward and back, in both languages.

import { beforeAll, expect, test } from "vitest";
import type { Run, StepView } from "../../generated/raft_timeline.js";
import * as timeline from "../../generated/raft_timeline.js";
import { loadModules } from "../../tests/unit/modules.ts";
import { type JudgeWords, loadJudgeWords } from "../i18n/judge.ts";
import { noteAt } from "./note.ts";
import { captionWidth, stepText } from "./step-text.ts";
import { transcript } from "./transcript.ts";

beforeAll(loadModules);

const builtin = (name: string): Run => timeline.Run.fromText(timeline.builtinText(name) as string);

function said(run: Run, words: JudgeWords): string | undefined {
  const step = run.lastStep();
  return step && stepText(step, words, run.view());
}

/** The captions of the next `steps` steps of the run. */
function forward(run: Run, steps: number, words: JudgeWords): (string | undefined)[] {
  return Array.from({ length: steps }, () => {
    run.step();
    return said(run, words);
  });
}

const ENGLISH = [
  "S1 crashes.",
  "4 messages are lost.",
  "S5's election timer runs out. S5 becomes a candidate in term 3.",
  "3 messages are delivered. S3 and S4 vote for S5; S2 refuses.",
  "3 messages are delivered. S5 has 3 votes and needs 3: it becomes leader.",
  "Client c2 sends S5 a request.",
  "Client c2's request reaches S5. S5 appends request 2 to its log as entry 2.",
  "S5 crashes.",
  "8 messages are lost.",
  "S1 starts with what is on its disk.",
  "S1's election timer runs out. S1 becomes a candidate in term 3.",
  "S1's election timer runs out. S1 becomes a candidate in term 4.",
  "6 messages are delivered. S2, S3 and S4 vote for S1.",
  "6 messages are delivered. S1 has 3 votes and needs 3: it becomes leader.",
  "S1's heartbeat of term 4 reaches S2.",
  "S1's heartbeat of term 4 reaches S3. S3 has no entry 2, the leader's has term 2: it refuses.",
  "S3 refused the entries after index 2: S1 sets nextIndex to 2 and tries again.",
  "S1's AppendEntries with 1 entry of term 4 reaches S3. S3 appends entry 2.",
  "S3's reply to AppendEntries of term 4 reaches S1. S1 advances its commitIndex to 2.",
];

const CHINESE = [
  "S1 崩溃。",
  "4 条消息丢失。",
  "S5 的选举定时器超时。S5 在任期 3 成为候选人。",
  "3 条消息送达。S3、S4 投票给 S5；S2 拒绝。",
  "3 条消息送达。S5 有 3 票，需要 3 票：它当选。",
  "客户端 c2 向 S5 发送请求。",
  "客户端 c2 发出的请求到达 S5。S5 把请求 2 追加到日志，成为条目 2。",
  "S5 崩溃。",
  "8 条消息丢失。",
];

test.each([
  ["en", ENGLISH],
  ["zh", CHINESE],
])("every step of Figure 8 has its caption, forward and back: %s", async (language, expected) => {
  const words = await loadJudgeWords(language);
  const run = builtin("figure-8-unsafe");
  const beginning = said(run, words);
  expect(forward(run, expected.length, words)).toEqual(expected);
  for (const caption of [...expected.slice(0, -1).reverse(), beginning]) {
    run.startStepBack();
    while (!run.goOn(1000));
    expect(said(run, words)).toBe(caption);
  }
});

test("a seek leads to the caption of the last step before the instant", async () => {
  const words = await loadJudgeWords("en");
  const run = builtin("first-election");
  expect(said(run, words)).toBeUndefined();
  run.seek(215);
  expect(said(run, words)).toMatch(/^S4 votes for S1: both logs are empty/);
  run.seek(200);
  expect(said(run, words)).toBe("S1's election timer runs out. S1 becomes a candidate in term 1.");
});

test("an acknowledgement is told with the command that it is for", async () => {
  const words = await loadJudgeWords("en");
  const run = builtin("first-election");
  run.seek(400);
  run.act({ command: { text: "set x 1" } });
  expect(said(run, words)).toMatch(/^Client c\d sends S\d a request\.$/);
  const captions = forward(run, 60, words);
  expect(captions.some((caption) => caption?.endsWith("“set x 1” is acknowledged."))).toBe(true);
});

test("the transcript has the scenario's notes and the captions up to the instant, in order", async () => {
  const words = await loadJudgeWords("en");
  const run = builtin("figure-8-unsafe");
  run.seek(300);
  const history = { events: run.events(-1), steps: run.lastSteps(), notes: run.notes("en") };
  const say = {
    event: ({ type }: { type: string }) => type,
    step: (step: StepView) => stepText(step, words, run.view()),
  };
  const lines = transcript({ ...history, now: 200 }, say);
  expect(lines.every(({ at }) => at <= 200)).toBe(true);
  const there = lines.filter(({ at }) => at === 200).map(({ text }) => text);
  expect(there[0]).toMatch(/^\(c\) S1 is leader in term 4/);
  expect(there.slice(1, 3)).toEqual(ENGLISH.slice(9, 11));
  // At the moment that a line leads to, the caption is the line's text.
  for (const { seq, text } of lines.filter((line) => line.seq !== undefined)) {
    run.startSeekEvent(seq as number);
    while (!run.goOn(1000));
    expect(said(run, words)).toBe(text);
  }
  // Before the first known step, the transcript tells the notable events.
  const later = transcript({ ...history, steps: history.steps.slice(-5), now: 300 }, say);
  expect(later.some(({ text }) => text === "crashed")).toBe(true);
});

test("a caption of any built-in scenario fits on two lines of a phone", async () => {
  for (const language of ["en", "zh"]) {
    const words = await loadJudgeWords(language);
    const tooLong = new Set<string>();
    for (const { name } of timeline.builtins(language)) {
      const run = builtin(name);
      for (let steps = 0; steps < 70; steps++) {
        run.step();
        const caption = said(run, words) ?? "";
        if (captionWidth(caption) > words.caption.most) tooLong.add(caption);
        expect(caption, "Latin words stand apart from Chinese ones").not.toMatch(
          /[a-z]\p{sc=Han}|\p{sc=Han}[a-z]|\p{sc=Han} \p{sc=Han}/iu,
        );
      }
    }
    expect([...tooLong]).toEqual([]);
  }
});

test("the notes of a run are made once for each language", () => {
  const run = timeline.Run.fromText('raft 1\nat 5 note "one" zh "一"\n');
  const notes = run.notes("en");
  expect(notes).toEqual([{ at: 5, text: "one" }]);
  run.playTo(10, 1000);
  expect(run.notes("en")).toBe(notes);
  expect(run.notes("zh")).toEqual([{ at: 5, text: "一" }]);
  expect(run.notes("en")).toEqual(notes);
});

test("a note stays until the next one", () => {
  const notes = [
    { at: 100, text: "first" },
    { at: 200, text: "second" },
  ];
  expect(noteAt(notes, 99)).toBeUndefined();
  expect(noteAt(notes, 100)).toBe("first");
  expect(noteAt(notes, 5000)).toBe("second");
});
