import { beforeAll, describe, expect, test } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { loadModules } from "../../tests/unit/modules.ts";
import { loadRunWords } from "../i18n/run.ts";
import { endOfHead, HEAD_LINES, STEP_LINES, template, withLine } from "./syntax-card.ts";

beforeAll(loadModules);

/** What is wrong with a text, if anything is. */
function problemOf(text: string) {
  const reading = new timeline.TextReading(text);
  while (!reading.goOn(1000)) {
    // Read on.
  }
  const problem = reading.problem();
  reading.free();
  return problem;
}

describe("every line of the card can be read", () => {
  test.each(Object.values(HEAD_LINES))("%s", (line) => {
    expect(problemOf(`raft 1\n${line}\n`)).toBeUndefined();
  });
  test.each(Object.values(STEP_LINES))("%s", (line) => {
    expect(problemOf(`raft 1\n${line}\n`)).toBeUndefined();
  });
});

test.each(["en", "zh"])(
  "a new scenario can be played, and meets its expectation: %s",
  async (language) => {
    const { text } = await loadRunWords(language);
    const run = timeline.Run.fromText(template(text.syntax));
    run.playTo(2000, 1_000_000);
    expect(run.expectations()).toMatchObject({ held: 1, failed: 0, open: 0 });
    expect(run.title(language)).toBe(text.syntax.template.title);
  },
);

test("a line of the head goes above the first step", () => {
  const text = "raft 1\nservers 3\n\nat 0 crash s1\n";
  const { text: changed } = withLine(text, endOfHead(text), "manual");
  expect(changed).toBe("raft 1\nservers 3\nmanual\n\nat 0 crash s1\n");
  expect(endOfHead("raft 1\n")).toBe(6);
});

describe("a line is inserted after the line of the cursor", () => {
  test("in between, at the end, and in place of an empty line", () => {
    expect(withLine("one\ntwo\n", 1, "new")).toEqual({ text: "one\nnew\ntwo\n", cursor: 7 });
    expect(withLine("one", 3, "new")).toEqual({ text: "one\nnew", cursor: 7 });
    expect(withLine("one\n\ntwo", 4, "new")).toEqual({ text: "one\nnew\ntwo", cursor: 7 });
    expect(withLine("", 0, "new")).toEqual({ text: "new", cursor: 3 });
  });
});
