// Expectations for tests.

import type { ExpectationsView, ExpectationView } from "../../generated/raft_timeline.js";

export const expectation = (
  number: number,
  when: ExpectationView["when"],
  state: ExpectationView["state"],
  more: Partial<ExpectationView> = {},
): ExpectationView => ({
  number,
  line: number + 2,
  text: "leader s1",
  when,
  at: 500,
  state,
  ...more,
});

const nobody = { type: "leaders", leaders: [] } as const;
export const failed = (at: number): ExpectationView["state"] => ({
  type: "failed",
  at,
  instead: { ...nobody, leaders: [] },
});

export const sampleExpectations: ExpectationsView = {
  held: 2,
  failed: 2,
  open: 2,
  list: [
    expectation(0, "always", { type: "open" }, { at: 900 }),
    expectation(1, "by", { type: "held", at: 220 }),
    expectation(2, "at", failed(500)),
    expectation(3, "never", failed(300), { at: 900 }),
    expectation(4, "at", { type: "open" }, { at: 800 }),
  ],
};
