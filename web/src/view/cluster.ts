import type { ServerView, TimerView, View } from "../../generated/raft_wasm.js";
import { type ClientShape, clientShapes } from "./clients.ts";
import { kept } from "./kept.ts";
import { type LinkShape, linkShapes } from "./links.ts";
import { type MessageTrack, messageTracks } from "./messages.ts";
import { type Ring, ringLayout } from "./ring.ts";
import type { Point, Size } from "./types.ts";

export interface ServerShape extends Point {
  /** The server; its timers and its log may be outdated, as they are drawn elsewhere. */
  server: ServerView;
  ring: Ring;
  /** The widths available for the lines above and below it. */
  labels: { above: number; below: number };
}

/** The arc around a server. */
export interface TimerShape extends Point {
  id: number;
  radius: number;
  term: number;
  /** "still": a timer that only a script fires, or one of a paused server. */
  kind: "election" | "heartbeat" | "still" | "none";
  timer: TimerView | undefined;
}

/** The shapes that keep their places and looks while messages move. */
export interface StillShapes {
  size: Size;
  ring: Ring;
  servers: ServerShape[];
  links: LinkShape[];
  clients: ClientShape[];
}

/** All shapes of a view. A moving one has a way; its position on the way depends on the time. */
export interface ClusterShapes {
  still: StillShapes;
  timers: TimerShape[];
  messages: MessageTrack[];
}

/** A suitable height for a cluster of this width. */
export function clusterHeight(width: number, servers: number): number {
  if (servers === 1) return Math.min(260, width);
  // With many servers, a ring that is higher than wide leaves room for the texts at its sides.
  const [ratio, least, most] = servers > 5 ? [1.3, 420, 620] : [1, 300, 540];
  return Math.round(Math.min(most, Math.max(width * ratio, least)));
}

/** Computes all shapes. Returns the same objects as `before` for what has not changed. */
export function clusterShapes(view: View, size: Size, before?: ClusterShapes): ClusterShapes {
  const still = stillShapes(view, size, before?.still);
  return {
    still,
    timers: view.servers.map((server, at) => timerShape(server, still.ring, at)),
    messages: messageTracks(view, still),
  };
}

function stillShapes(view: View, size: Size, before: StillShapes | undefined): StillShapes {
  const ring = ringFor(view.servers.length, size, before);
  const servers = view.servers.map((server, at) => {
    const { x, y } = ring.places[at] ?? { x: 0, y: 0 };
    return { server, ring, x, y, labels: ring.labels[at] ?? { above: 0, below: 0 } };
  });
  const made = {
    size,
    ring,
    servers: kept(servers, before?.servers, looksAlike),
    links: linkShapes(view, ring),
    clients: clientShapes(view, ring, size.width, before?.clients),
  };
  const isSame =
    before?.ring === ring &&
    before.servers === made.servers &&
    before.links === made.links &&
    before.clients === made.clients;
  return isSame ? before : made;
}

/** Computing a ring takes a while, so it is kept from view to view. */
function ringFor(count: number, size: Size, before: StillShapes | undefined): Ring {
  const isSame =
    before?.servers.length === count &&
    before.size.width === size.width &&
    before.size.height === size.height;
  return isSame ? before.ring : ringLayout(count, size);
}

/** Whether all that a server's drawing depends on is equal. */
function looksAlike(a: ServerShape, b: ServerShape): boolean {
  const [was, is] = [a.server, b.server];
  return (
    a.ring === b.ring &&
    was.id === is.id &&
    was.status === is.status &&
    was.role === is.role &&
    was.term === is.term &&
    was.votedFor === is.votedFor &&
    was.votes.length === is.votes.length &&
    was.quorum === is.quorum &&
    was.waiting === is.waiting
  );
}

/** The share of a timer that is left at a time, from 1 to 0. */
export function timerLeft(timer: TimerView | undefined, now: number): number {
  if (!timer) return 0;
  if (timer.firesAt === undefined) return 1;
  const runs = timer.firesAt - timer.setAt;
  if (!(runs > 0)) return 0;
  return Math.min(1, Math.max(0, (timer.firesAt - now) / runs));
}

function timerShape(server: ServerView, ring: Ring, at: number): TimerShape {
  const { x, y } = ring.places[at] ?? { x: 0, y: 0 };
  const base = { x, y, id: server.id, radius: ring.disc + 6, term: server.term };
  const timer = server.role === "leader" ? server.heartbeatTimer : server.electionTimer;
  if (!timer || server.status === "crashed") return { ...base, kind: "none", timer: undefined };
  const running = timer.firesAt !== undefined && server.status === "up";
  const kind = server.role === "leader" ? "heartbeat" : running ? "election" : "still";
  return { ...base, kind, timer };
}
