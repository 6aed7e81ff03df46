// The requests of the page around a frame. Any page may send anything: what is not a request is ignored, and
// a request with a bad value is answered with an error.

import { isMoment } from "./options.ts";

/** The `context` of all messages to and from a frame, apart from those about its height. */
export const CONTEXT = "raft-playground";

/** The requests. */
export type Request =
  | { do: "play" }
  | { do: "pause" }
  | { do: "seek"; time: number }
  | { do: "load"; text: string; time: number | undefined }
  | { do: "load"; scenario: string; time: number | undefined }
  | { do: "state" };

/** A request, and the id by which its sender recognises the answer. */
export interface Message {
  id: string | number | undefined;
  /** `undefined` when a value is invalid. */
  request: Request | undefined;
}

/** Reads a message; `undefined` when it is not a request. */
export function readMessage(data: unknown): Message | undefined {
  if (!isRecord(data) || data.context !== CONTEXT || !isKnown(data.do)) return undefined;
  const { id } = data;
  const mark = typeof id === "string" || typeof id === "number" ? id : undefined;
  return { id: mark, request: requestOf(data) };
}

const KNOWN = ["play", "pause", "seek", "load", "state"] as const;

const isKnown = (what: unknown): what is Request["do"] => KNOWN.some((known) => known === what);

const isRecord = (data: unknown): data is Record<string, unknown> =>
  typeof data === "object" && data !== null;

function requestOf(data: Record<string, unknown>): Request | undefined {
  const { time, text, scenario } = data;
  switch (data.do) {
    case "seek":
      return isMoment(time) ? { do: "seek", time } : undefined;
    case "load":
      if (time !== undefined && !isMoment(time)) return undefined;
      if (typeof text === "string") return { do: "load", text, time };
      return typeof scenario === "string" ? { do: "load", scenario, time } : undefined;
    default:
      return { do: data.do as "play" | "pause" | "state" };
  }
}
