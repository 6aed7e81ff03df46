// Which Firefox is driven.

import { Advice, findInPath, isExecutable, runQuietly } from "../process.mjs";

const NAMES = ["firefox-esr", "firefox"];
const MAC = "/Applications/Firefox.app/Contents/MacOS/firefox";

/** The path of an installed Firefox, or undefined. */
function findFirefox() {
  const chosen = process.env.FIREFOX_PATH;
  if (chosen) {
    if (!isExecutable(chosen)) throw new Advice(`FIREFOX_PATH is not a program: ${chosen}`);
    return chosen;
  }
  return findInPath(NAMES) ?? (isExecutable(MAC) ? MAC : undefined);
}

/** The path of Firefox, installed from Debian's archive if need be; undefined where that does not work. */
export function ensureFirefox() {
  const found = findFirefox();
  const isRoot = process.getuid?.() === 0;
  if (found || !isRoot || !findInPath(["apt-get"])) return found;
  console.log("Installing firefox-esr for the page tests");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  // Without a network this is given up soon.
  const limits = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10"];
  runQuietly("apt-get", [...limits, "update"], env);
  const packages = ["--yes", "--no-install-recommends", "firefox-esr"];
  runQuietly("apt-get", [...limits, "install", ...packages], env);
  return findFirefox();
}
