import { expect, test } from "vitest";
import { expectations as en } from "../i18n/expectations.en.ts";
import { expectations as zh } from "../i18n/expectations.zh.ts";
import { sampleExpectations } from "../model/sample-expectations.ts";
import { inOrder, leftOut, questionOf, targetOf } from "./list.ts";

test("those that failed come first, by time, and the rest as it is written", () => {
  expect(inOrder(sampleExpectations).map(({ number }) => number)).toEqual([3, 2, 0, 1, 4]);
  expect(leftOut(sampleExpectations)).toBe(1);
});

test("what is asked about is a question, and can be selected if it is drawn", () => {
  expect(questionOf({ type: "server", server: 2 }, "")).toEqual({ about: "server", server: 2 });
  const committed = { type: "committed", server: 2, index: 3 } as const;
  expect(questionOf(committed, "")).toEqual({ about: "committed", server: 2, index: 3 });
  expect(targetOf(committed)).toEqual({ kind: "entry", server: 2, index: 3 });
  const event = { type: "event", seq: 9 } as const;
  expect(questionOf(event, "t")).toEqual({ about: "events", title: "t", events: [{ seq: 9 }] });
  expect(targetOf(event)).toBeUndefined();
  expect(targetOf(undefined)).toBeUndefined();
});

/** One of every kind of `instead`. */
const INSTEAD: Parameters<typeof en.instead>[0][] = [
  { type: "leaders", leaders: [] },
  { type: "leaders", leaders: [{ server: 1, term: 3 }] },
  {
    type: "servers",
    servers: [
      { server: 1, is: { type: "crashed" } },
      { server: 2, is: { type: "paused" } },
      { server: 3, is: { type: "inRole", role: "preCandidate" } },
      { server: 4, is: { type: "inTerm", term: 2 } },
      { server: 5, is: { type: "votedFor", candidate: 1 } },
      { server: 6, is: { type: "hasNotVoted" } },
      { server: 7, is: { type: "log", terms: [], more: 0 } },
      { server: 8, is: { type: "log", terms: [1, 1, 2], more: 4 } },
      { server: 9, is: { type: "length", length: 1 } },
    ],
  },
  {
    type: "servers",
    servers: [
      { server: 1, is: { type: "noEntry" } },
      { server: 2, is: { type: "command", command: "<b>" } },
      { server: 3, is: { type: "noop" } },
      { server: 4, is: { type: "commit", index: 0 } },
      { server: 5, is: { type: "applied", index: 1 } },
      { server: 6, is: { type: "value", value: "1" } },
      { server: 7, is: { type: "noValue" } },
    ],
  },
  ...(
    [
      { type: "missing" },
      { type: "known", known: "waiting" },
      { type: "known", known: "unknown" },
      { type: "known", known: "acknowledged" },
      { type: "notAcknowledged" },
      { type: "returnsNothing" },
      { type: "returned", value: "x" },
      { type: "returnedNoValue" },
      { type: "failed" },
    ] as const
  ).map((fact) => ({ type: "request", fact }) as const),
  { type: "progress", leader: 1, follower: 2, index: "next" },
  { type: "progress", leader: 1, follower: 2, index: "match", is: 4 },
  { type: "inFlight", messages: [], more: 0 },
  { type: "inFlight", messages: ["vote term 2"], more: 1 },
  { type: "logsDiffer", one: 1, other: 2, index: 3 },
  { type: "logsAgree" },
  { type: "termsDecreased", servers: [] },
  { type: "termsDecreased", servers: [{ server: 1, from: 3, to: 2 }] },
  { type: "sent", count: 1 },
  { type: "carried", count: 0 },
  { type: "electionTimeouts", count: 1 },
  { type: "electionTimeouts", count: 2 },
  { type: "took", time: 12.5 },
  { type: "violations", violations: [], more: 0 },
  { type: "violations", violations: [{ property: "electionSafety", at: 250 }], more: 2 },
];

test.each(INSTEAD)("what was the case is a sentence in both languages: %j", (instead) => {
  const [english, chinese] = [en.instead(instead), zh.instead(instead)];
  expect(english).toMatch(/^Instead: \S.*\.$/);
  expect(chinese).toMatch(/^实际情况：\S.*。$/);
  for (const text of [english, chinese]) expect(text).not.toMatch(/undefined|\[object|NaN/);
});

test("numbers of things agree with their nouns", () => {
  expect(en.instead({ type: "electionTimeouts", count: 1 })).toBe(
    "Instead: there was 1 election timeout.",
  );
  expect(en.instead({ type: "sent", count: 2 })).toBe("Instead: 2 messages were sent.");
  expect(en.sum(3, 1, 2)).toBe("1 failed, 3 held, 2 open");
  expect(en.sum(3, 0, 0)).toBe("3 held");
  expect(zh.sum(3, 1, 2)).toBe("1 项不成立，3 项成立，2 项未定");
});
