// The page's WebAssembly module in Node, and the texts of worlds with a broken rule.

import { readFileSync } from "node:fs";
import { initSync, rules } from "../generated/raft_timeline.js";

export { LinkReading, Run, RunSearch } from "../generated/raft_timeline.js";

initSync({ module: readFileSync(new URL("../generated/raft_timeline_bg.wasm", import.meta.url)) });

/**
 * For every unsafe choice of a rule, and for each number of servers, the text of a world with it.
 * @param {number[]} sizes
 */
export function brokenWorlds(sizes) {
  return rules().flatMap((rule) =>
    rule.choices
      .filter(({ weight }) => weight === "unsafe")
      .flatMap((choice) => {
        const name = `${rule.name} ${choice.name}`;
        // The effect of this rule is visible only with empty heartbeats.
        const heartbeats = rule.name === "follower-commit" ? "rule heartbeats empty\n" : "";
        return sizes.map((servers) => ({
          name,
          servers,
          text: `raft 1\nservers ${servers}\nrule ${name}\n${heartbeats}`,
        }));
      }),
  );
}
