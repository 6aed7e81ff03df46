// Which Firefox is driven.

import { canInstall, installPackages, updatePackages } from "../apt.mjs";
import { findInPath, isExecutable, programFrom } from "../process.mjs";

const NAMES = ["firefox-esr", "firefox"];
const MAC = "/Applications/Firefox.app/Contents/MacOS/firefox";

/** Without a network, an installation is given up soon. */
const LIMITS = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10"];

/** The path of an installed Firefox, or undefined. */
const findFirefox = () =>
  programFrom("FIREFOX_PATH") ?? findInPath(NAMES) ?? (isExecutable(MAC) ? MAC : undefined);

/** The path of Firefox, installed from Debian's archive if need be; undefined where that does not work. */
export function ensureFirefox() {
  const found = findFirefox();
  if (found || !canInstall()) return found;
  console.log("Installing firefox-esr for the page tests");
  updatePackages(LIMITS);
  installPackages(["firefox-esr"], LIMITS);
  return findFirefox();
}
