// Looks at the built page in Firefox: the page, a post with playgrounds in it, and the fingerprints of runs. Where
// there is no Firefox and none can be installed, it says so. Needs a built dist/.

import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, runMain } from "../process.mjs";
import { serve } from "../serve.mjs";
import { ensureFirefox } from "./browser.mjs";
import { Firefox } from "./marionette.mjs";

/** How many playgrounds the post has. */
const PLAYGROUNDS = 3;
/** The runs that are compared, by their names in this file. */
const RUNS = [
  "nine servers on a bad network",
  "with every extension",
  "unsafe, but the same everywhere",
];
const SCRIPTS = join(root, "crates/raft-scenario/tests/digests.json");

async function main() {
  const program = ensureFirefox();
  if (!program) {
    console.log(
      "Skipped: Firefox is not installed and cannot be installed here; FIREFOX_PATH names one.",
    );
    return;
  }
  const firefox = new Firefox(program);
  try {
    await firefox.start();
    await seePages(firefox);
    await compareRuns(firefox);
  } finally {
    await firefox.close();
  }
}

/**
 * The page elects a leader, and all playgrounds of the example post come alive under its policy.
 * @param {Firefox} firefox
 */
async function seePages(firefox) {
  const { url, close } = await serve();
  try {
    await firefox.open(url);
    const leader = `
      const { shadowRoot } = document.querySelector("raft-playground");
      const names = [...shadowRoot.querySelectorAll("[aria-label]")].map((element) => element.getAttribute("aria-label"));
      return names.find((name) => /^Server S\\d: leader/.test(name));`;
    console.log(`The page: ${await firefox.until("a leader", leader)}`);

    await firefox.open(`${url}examples/post/index.html`);
    const isLive = `
      const embedded = document.querySelectorAll("raft-playground")[arguments[0]];
      embedded?.scrollIntoView({ block: "center" });
      return embedded?.shadowRoot?.querySelector(".live.ready raft-playground-embedded") != null;`;
    for (let at = 0; at < PLAYGROUNDS; at += 1)
      await firefox.until(`playground ${at + 1}`, isLive, at);
    console.log(`The post: ${PLAYGROUNDS} live playgrounds`);

    const complaints = await firefox.complaints(url);
    if (complaints.length > 0) throw new Error(`Firefox complains:\n${complaints.join("\n")}`);
  } finally {
    await close();
  }
}

/**
 * The module gives the same runs as the native program.
 * @param {Firefox} firefox
 */
async function compareRuns(firefox) {
  const folder = mkdtempSync(join(tmpdir(), "raft-digests-"));
  cpSync(join(root, "web/tests/firefox"), folder, { recursive: true });
  cpSync(join(root, "dist/engine"), join(folder, "engine"), { recursive: true });
  const { url, close } = await serve({ folder, path: "/" });
  try {
    await firefox.open(url);
    await firefox.until("the engine", "return typeof digestOf === 'function';");
    for (const wanted of RUNS) {
      const { name, text, until, digest } = script(wanted);
      const found = await firefox.evaluate("return digestOf(...arguments);", text, until);
      if (found !== digest) throw new Error(`"${name}" ends as ${found}, natively as ${digest}`);
      console.log(`The run "${name}": ${found}`);
    }
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A run, and the fingerprint that `cargo test` compares the native one with.
 * @param {string} wanted
 * @returns {{ name: string, text: string[], until: number, digest: string }}
 */
function script(wanted) {
  const scripts = JSON.parse(readFileSync(SCRIPTS, "utf8"));
  const found = scripts.find((/** @type {{ name: string }} */ { name }) => name === wanted);
  if (!found) throw new Error(`there is no run "${wanted}" in ${SCRIPTS}`);
  return found;
}

await runMain(main);
