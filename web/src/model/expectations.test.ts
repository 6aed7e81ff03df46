import { expect, test } from "vitest";
import type { ExpectationView } from "../../generated/raft_timeline.js";
import { expectations as en } from "../i18n/expectations.en.ts";
import { expectations as zh } from "../i18n/expectations.zh.ts";
import { says } from "./expectations.ts";
import { sampleExpectations } from "./sample-expectations.ts";

test("a sign says the state, what is expected, and what was the case instead, in both languages", () => {
  const [, held, failed] = sampleExpectations.list as [
    ExpectationView,
    ExpectationView,
    ExpectationView,
  ];
  expect(says(held, en)).toBe("Holds: by 0.500 s leader s1");
  expect(says(failed, en)).toBe("Fails: at 0.500 s leader s1\nInstead: there is no leader.");
  expect(says(failed, zh)).toBe("不成立：在 0.500 秒 leader s1\n实际情况：没有领导者。");
});
