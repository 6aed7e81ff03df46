// The menu of the link between two servers: its state, and the actions on it.

import type { Action, LinkView, NetworkSettings, View } from "../../generated/raft_wasm.js";
import { sameFilter } from "../engine/session.ts";
import type { FullCatalogue } from "../i18n/en.later.ts";
import { type Fact, item, type MenuModel, offer } from "./menu-model.ts";
import { cut, mend } from "./network-actions.ts";

/** A slow link's latency, in ms: long enough for timers to fire meanwhile. */
const SLOW = { latencyMin: 80, latencyMax: 120 };
/** How many of a thousand messages a lossy link loses. */
const LOSSY = 300;

interface Direction {
  from: number;
  to: number;
  link: LinkView | undefined;
  holds: boolean;
}

export function linkMenu(view: View, [a, b]: [number, number], t: FullCatalogue): MenuModel {
  const { menu } = t;
  const directions = [direction(view, a, b), direction(view, b, a)];
  const whole = directions.filter(({ link }) => !link?.cut);
  const broken = directions.filter(({ link }) => link?.cut);
  const own = directions.filter(({ link }) => link?.settings);
  const free = directions.filter(({ holds }) => !holds);
  const holding = directions.filter(({ holds }) => holds);
  const set = (change: Partial<NetworkSettings>): Action[] =>
    directions.map(({ from, to, link }) => {
      const settings = { ...(link?.settings ?? view.network), ...change };
      return { setLink: { from, to, settings } };
    });
  return {
    title: menu.link(a, b),
    facts: directions.map((one) => describe(one, t)),
    groups: [
      offer(
        whole.length > 0 && item(menu.cutBoth, whole.map(cut)),
        ...(whole.length === 2
          ? whole.map((one) => item(menu.cutOne(one.from, one.to), cut(one)))
          : []),
        broken.length > 0 && item(menu.mend, broken.map(mend)),
      ),
      offer(
        item(menu.slow, set(SLOW), latency(SLOW, t)),
        item(menu.lossy, set({ loss: LOSSY }), menu.loss(LOSSY / 10)),
        free.length > 0 && item(menu.hold, free.map(hold), menu.holdHint),
        holding.length > 0 && item(menu.release, holding.map(release)),
        own.length > 0 &&
          item(
            menu.backToNormal,
            own.map(({ from, to }) => ({ setLink: { from, to } })),
          ),
      ),
    ],
  };
}

function direction({ links, holds }: View, from: number, to: number): Direction {
  const link = links.find((candidate) => candidate.from === from && candidate.to === to);
  return { from, to, link, holds: holds.some((held) => sameFilter(held, { from, to })) };
}

const hold = ({ from, to }: Direction): Action => ({ holdAll: { filter: { from, to } } });
const release = ({ from, to }: Direction): Action => ({ releaseAll: { filter: { from, to } } });

function describe({ from, to, link, holds }: Direction, t: FullCatalogue): Fact {
  const { menu } = t;
  const parts = [];
  if (link?.cut) parts.push(menu.cut);
  if (link?.settings) {
    parts.push(latency(link.settings, t));
    if (link.settings.loss > 0) parts.push(menu.loss(link.settings.loss / 10));
  }
  if (holds) parts.push(menu.holding);
  return [menu.direction(from, to), parts.join(", ") || menu.normal];
}

function latency(
  range: Pick<NetworkSettings, "latencyMin" | "latencyMax">,
  t: FullCatalogue,
): string {
  return t.menu.latency(range.latencyMin, range.latencyMax);
}
