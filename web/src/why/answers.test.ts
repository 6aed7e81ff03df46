// Checks that every question that can be asked in the built-in scenarios has an answer with values, a
// section, and a place to go to.

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import type { Asked } from "../engine/asked.ts";
import { why as en } from "../i18n/why.en.ts";
import { why as zh } from "../i18n/why.zh.ts";
import { sectionOf } from "../model/sections.ts";
import { answer, type WhyAnswer } from "./answer.ts";
import { type Askable, questionsAbout } from "./offers.ts";

const wasm = new URL("../../generated/raft_timeline_bg.wasm", import.meta.url);

beforeAll(async () => {
  await timeline.default({ module_or_path: readFileSync(wasm) });
});

/** Wraps a run so that long work is done at once. */
const asked = (run: timeline.Run): Asked => ({
  run,
  view: run.view(),
  pause: () => {},
  ask: (question) => question(run),
  do: async ({ step }) => {
    while (!step(2 ** 32 - 1));
    return "done";
  },
});

/** Everything that can be asked about. */
function everything({ view }: Asked): Askable[] {
  const furthest = Math.max(...view.servers.map(({ log }) => log.last));
  const servers = view.servers.map(({ id }) => id);
  return [
    ...servers.map((id): Askable => ({ kind: "server", id })),
    ...view.servers.flatMap(({ id, log }) =>
      Array.from(
        { length: Math.max(0, furthest - log.first + 1) },
        (_, at): Askable => ({ kind: "entry", server: id, index: log.first + at }),
      ),
    ),
    ...view.messages.map(({ id }): Askable => ({ kind: "message", id })),
    ...view.requests.map(({ id }): Askable => ({ kind: "request", id })),
    ...servers.flatMap((from) =>
      servers.filter((to) => to > from).map((to): Askable => ({ kind: "link", from, to })),
    ),
  ];
}

const sections = ({ findings, chains }: WhyAnswer): string[] => [
  ...findings.map(({ section }) => section.name),
  ...chains.flatMap(({ chain }) =>
    chain.flatMap(({ decisions }) => decisions.map(({ decision }) => sectionOf(decision).name)),
  ),
];

const leads = ({ findings, chains }: WhyAnswer): boolean =>
  chains.length > 0 || findings.some(({ at }) => at !== undefined);

/** What is missing in an answer, if anything. */
function lacks(told: WhyAnswer | undefined): string | undefined {
  if (!told) return "answer";
  if (!told.findings.some(({ says }) => /\d/.test(says))) return "values";
  if (!sections(told).every((name) => /^§\d/.test(name)) || sections(told).length === 0) {
    return "section";
  }
  return leads(told) ? undefined : "link";
}

/** The instants to ask at, as shares of each scenario's length. */
const INSTANTS = [0.35, 1];

test("every answer has its values, its section and its link, in all built-in scenarios", async () => {
  const lacking: string[] = [];
  const about = new Set<string>();
  for (const [at, { name }] of timeline.builtins("en").entries()) {
    const run = timeline.Run.fromText(timeline.builtinText(name) as string);
    const words = at % 2 === 0 ? en : zh;
    for (const share of INSTANTS) {
      run.seek(run.end() * share);
      const here = asked(run);
      const committed = run.committedUpTo();
      for (const target of everything(here)) {
        for (const { question } of questionsAbout(target, here.view, words, committed)) {
          about.add(question.about);
          const told = await answer(question, here, words);
          const what = lacks(told);
          if (what) lacking.push(`${name}, ${JSON.stringify(question)}: no ${what}`);
          const texts = told?.findings.map(({ says }) => says) ?? [];
          for (const text of texts) expect(text).not.toMatch(/undefined|NaN|\[object/);
        }
      }
    }
    run.free();
  }
  expect(lacking).toEqual([]);
  expect([...about].sort()).toEqual(ASKED);
}, 60_000);

/** The kinds of questions that must come up: all except those that name their events. */
const ASKED = [
  "answered",
  "committed",
  "entry",
  "message",
  "missing",
  "notCommitted",
  "notLeader",
  "resent",
  "server",
  "silence",
  "vote",
  "waiting",
];
