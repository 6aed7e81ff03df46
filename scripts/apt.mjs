// Debian's packages, for what the tests need and is not there.

import { findInPath, runQuietly } from "./process.mjs";

/** Whether packages can be installed here: on Debian, as root. */
export const canInstall = () => process.getuid?.() === 0 && findInPath(["apt-get"]) !== undefined;

/** Brings the list of packages up to date. @param {string[]} [options] of apt-get */
export function updatePackages(options = []) {
  aptGet([...options, "update"]);
}

/**
 * Installs packages, without what they only recommend.
 * @param {string[]} packages
 * @param {string[]} [options] of apt-get
 */
export function installPackages(packages, options = []) {
  aptGet([...options, "install", "--yes", "--no-install-recommends", ...packages]);
}

/** @param {string[]} args */
function aptGet(args) {
  runQuietly("apt-get", args, { DEBIAN_FRONTEND: "noninteractive" });
}
