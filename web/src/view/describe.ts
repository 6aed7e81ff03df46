import type {
  EndpointView,
  MessageView,
  NetworkSettings,
  RequestView,
  ServerView,
} from "../../generated/raft_wasm.js";
import type { DrawingTexts } from "../i18n/drawing.en.ts";
import { given } from "../i18n/given.ts";
import type { LinkShape } from "./links.ts";

/** The text of a server for screen readers. */
export function describeServer(server: ServerView, t: DrawingTexts): string {
  const state = [
    server.status === "crashed" ? t.crashed : t.roles[server.role],
    t.term(server.term),
  ];
  if (server.status === "paused") state.push(t.paused, t.waiting(server.waiting));
  if (server.status !== "crashed") state.push(...claims(server, t));
  const vote = voteText(server, t);
  if (vote) state.push(vote);
  return t.serverLabel(server.id, state);
}

function claims(server: ServerView, t: DrawingTexts): string[] {
  if (server.role === "candidate") return [t.votes(server.votes.length, server.quorum)];
  if (server.role === "preCandidate") return [t.preVotes(server.votes.length, server.quorum)];
  return [];
}

/** Says whom a server voted for in its term. */
export function voteText(server: ServerView, t: DrawingTexts): string | undefined {
  if (server.votedFor === undefined) return undefined;
  return server.votedFor === server.id ? t.votedForItself : t.votedFor(server.votedFor);
}

export function describeEndpoint(at: EndpointView, t: DrawingTexts): string {
  if (at.client !== undefined) return t.clientName(at.client);
  return t.server(at.server ?? 0);
}

/** The text of a message for screen readers. */
export function describeMessage(message: MessageView, t: DrawingTexts): string {
  const what = describeKind(message, t);
  const named = message.term > 0 ? t.ofTerm(what, message.term) : what;
  const label = t.messageLabel(
    named,
    describeEndpoint(message.from, t),
    describeEndpoint(message.to, t),
  );
  const state = [message.copy && t.copy, message.heldSince !== undefined && t.held];
  return [label, ...state.filter(Boolean)].join(", ");
}

/** A message's kind and outcome in few words. */
export function describeKind(message: MessageView, t: DrawingTexts): string {
  const yes = message.reply === "yes";
  switch (message.kind) {
    case "appendEntries":
      return message.entries > 0 ? t.appendEntries(message.entries) : t.heartbeat;
    case "appendEntriesResponse":
      return yes ? t.stored(message.matchIndex ?? 0) : t.refused;
    case "requestVote":
      return t.requestVote;
    case "requestVoteResponse":
      return yes ? t.voteGranted : t.voteRefused;
    case "preVote":
      return t.preVote;
    case "preVoteResponse":
      return yes ? t.preVoteGranted : t.preVoteRefused;
    case "clientRequest":
      return t.clientRequest(given(message.text ?? ""));
    case "clientResponse":
      return message.reply === "redirect" ? t.clientRedirect(message.leader) : t.clientAnswer;
  }
}

/** The text of a link for screen readers. */
export function describeLink(link: LinkShape, t: DrawingTexts): string {
  const state = [];
  if (link.cut === "both") state.push(t.linkCut);
  if (link.cut === "oneWay") state.push(t.linkCutOneWay(link.from, link.to));
  for (const { from, to, settings } of link.directions) {
    if (settings) state.push(t.linkSettings(from, to, settingsTexts(settings, t).join(", ")));
  }
  const [{ from, to }] = link.directions;
  return t.linkLabel(from, to, state);
}

/** A network's settings, each in few words. */
export function settingsTexts(settings: NetworkSettings, t: DrawingTexts): string[] {
  const ms = (micros: number): string => String(Math.round(micros / 100) / 10);
  const parts = [t.linkLatency(ms(settings.latencyMin), ms(settings.latencyMax))];
  if (settings.loss > 0) parts.push(t.linkLoss(settings.loss));
  if (settings.duplication > 0) parts.push(t.linkDuplication(settings.duplication));
  return parts;
}

/** The text of a client for screen readers. */
export function describeClient(
  id: number,
  request: RequestView | undefined,
  t: DrawingTexts,
): string {
  return t.clientLabel(id, request ? describeRequest(request, t) : t.clientIdle);
}

function describeRequest(request: RequestView, t: DrawingTexts): string {
  const text = given(request.text);
  switch (request.outcome.type) {
    case "waiting":
      return t.clientWaiting(text);
    case "unknown":
      return t.clientUnknown(text);
    case "acknowledged":
      return t.clientAcknowledged(text);
  }
}
