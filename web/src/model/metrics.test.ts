import { beforeAll, expect, test } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { loadModules } from "../../tests/unit/modules.ts";
import { rules as en } from "../i18n/rules.en.ts";
import { metricText } from "./metrics.ts";

beforeAll(loadModules);

test("a metric that there is not is a dash", () => {
  const tally = timeline.Run.fromText(timeline.builtinText("figure-8-safe") as string).tally();
  expect(metricText("latency", { ...tally, latency: 31.25 }, en.ms)).toMatch(/^31\.[23] ms$/);
  const { latency: _, ...none } = tally;
  expect(metricText("latency", none, en.ms)).toBe("–");
});
