// The link from an embedded playground to the page.

import { withRun } from "../address/fragment.ts";
import type { Session } from "../engine/session.ts";

/** The session that is shown, and the link to its run, if that is known. */
interface Shown {
  readonly link: string | undefined;
  readonly session: Session | undefined;
}

/** The address of the page at `home` with this run, moment and speed; just `home` while no link is known. */
export function momentLink(home: string, { link, session }: Shown): string {
  if (link === undefined || !session) return home;
  const shown = { time: session.now, speed: session.speed };
  return `${home.split("#", 1)[0]}#${withRun("", link, shown)}`;
}
