import type { ServerView, TimerView, View } from "../../generated/raft_wasm.js";
import { type ClientShape, clientPoint, clientShapes } from "./clients.ts";
import { type LinkShape, linkShapes } from "./links.ts";
import {
  type LostShape,
  lostAt,
  lostTracks,
  type MessageShape,
  type MessageTrack,
  messageAt,
  messageTracks,
} from "./messages.ts";
import { type Ring, ringLayout } from "./ring.ts";
import type { Point, Size } from "./types.ts";

export { ClusterDrawing } from "./cluster-drawing.ts";
export { renderClusterKey } from "./keys.ts";

export interface ServerShape extends Point {
  server: ServerView;
  /** How wide the lines above and below it may be. */
  labels: { above: number; below: number };
}

/** The arc around a server. */
export interface TimerShape extends Point {
  id: number;
  radius: number;
  term: number;
  /** "still": a timer that waits for the script, or for a paused server. */
  kind: "election" | "heartbeat" | "still" | "none";
  /** What is left of it, from 1 to 0. */
  left: number;
}

/** What stays where it is until the world changes. */
export interface StillShapes {
  ring: Ring;
  servers: ServerShape[];
  links: LinkShape[];
  clients: ClientShape[];
}

export interface ClusterShapes {
  size: Size;
  /** The same object as long as nothing in it changes. */
  still: StillShapes;
  timers: TimerShape[];
  messages: MessageShape[];
  lost: LostShape[];
}

interface Prepared {
  size: Size;
  still: StillShapes;
  tracks: MessageTrack[];
  lost: ReturnType<typeof lostTracks>;
}

/** A view is drawn many times, at different times: what these have in common. */
const prepared = new WeakMap<View, Prepared>();

/** A good height for a cluster that is drawn this wide. */
export function clusterHeight(width: number, servers: number): number {
  if (servers === 1) return Math.min(260, width);
  // With many servers, a ring that is higher than wide has room for the words at its sides.
  const [ratio, least, most] = servers > 5 ? [1.3, 420, 620] : [1, 300, 540];
  return Math.round(Math.min(most, Math.max(width * ratio, least)));
}

/** Where everything is at a time. */
export function clusterLayout(view: View, now: number, size: Size): ClusterShapes {
  const { still, tracks, lost } = prepare(view, size);
  return {
    size,
    still,
    timers: still.servers.map((shape) => timerShape(shape, still.ring, now)),
    messages: tracks.map((track) => messageAt(track, now)),
    lost: lost.flatMap(({ track, lost }) => lostAt(track, lost, now) ?? []),
  };
}

function prepare(view: View, size: Size): Prepared {
  const known = prepared.get(view);
  if (known && known.size.width === size.width && known.size.height === size.height) return known;
  const ring = ringFor(view.servers.length, size);
  const clients = clientShapes(view, ring, size.width);
  const client = (id: number) => clientPoint(clients, id);
  const servers = view.servers.map((server, at) => {
    const { x, y } = ring.places[at] ?? { x: 0, y: 0 };
    return { server, x, y, labels: ring.labels[at] ?? { above: 0, below: 0 } };
  });
  const made = {
    size,
    still: { ring, servers, links: linkShapes(view, ring), clients },
    tracks: messageTracks(view, ring, client),
    lost: lostTracks(view, ring, client),
  };
  prepared.set(view, made);
  return made;
}

let lastRing: { count: number; size: Size; ring: Ring } | undefined;

/** To find a place for all takes a while, and it is the same one from view to view. */
function ringFor(count: number, size: Size): Ring {
  const { width, height } = size;
  const last = lastRing;
  if (last?.count === count && last.size.width === width && last.size.height === height) {
    return last.ring;
  }
  const ring = ringLayout(count, size);
  lastRing = { count, size, ring };
  return ring;
}

/** What is left of a timer at a time, from 1 to 0. */
export function timerLeft(timer: TimerView, now: number): number {
  if (timer.firesAt === undefined) return 1;
  const runs = timer.firesAt - timer.setAt;
  if (!(runs > 0)) return 0;
  return Math.min(1, Math.max(0, (timer.firesAt - now) / runs));
}

function timerShape({ server, x, y }: ServerShape, ring: Ring, now: number): TimerShape {
  const base = { x, y, id: server.id, radius: ring.disc + 6, term: server.term };
  const timer = server.role === "leader" ? server.heartbeatTimer : server.electionTimer;
  if (!timer || server.status === "crashed") return { ...base, kind: "none", left: 0 };
  const running = timer.firesAt !== undefined && server.status === "up";
  const kind = server.role === "leader" ? "heartbeat" : running ? "election" : "still";
  return { ...base, kind, left: timerLeft(timer, now) };
}
