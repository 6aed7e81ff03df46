// The menu of a server: its state, and the actions on it.

import type { ServerView, View } from "../../generated/raft_wasm.js";
import type { FullCatalogue } from "../i18n/en.later.ts";
import { given } from "../i18n/given.ts";
import { type Fact, item, type MenuItem, type MenuModel, offer } from "./menu-model.ts";
import { cut, mend } from "./network-actions.ts";

/** The model of a server's menu. `command` is the command in the client's box. */
export function serverMenu(
  view: View,
  id: number,
  command: string,
  t: FullCatalogue,
): MenuModel | undefined {
  const server = view.servers.find((candidate) => candidate.id === id);
  if (!server) return undefined;
  return {
    title: t.menu.server(id),
    facts: facts(server, t),
    groups: [life(server, command, t), reach(view, id, t)],
  };
}

function facts(server: ServerView, t: FullCatalogue): Fact[] {
  const { menu, drawing } = t;
  const status =
    server.status === "crashed"
      ? drawing.crashed
      : server.status === "paused"
        ? `${drawing.roles[server.role]}, ${drawing.paused}`
        : drawing.roles[server.role];
  const votedFor = server.votedFor === undefined ? menu.nobody : drawing.server(server.votedFor);
  const last = server.log.first + server.log.entries.length - 1;
  return [
    [status, `${menu.term} ${server.term}`],
    [menu.votedFor, votedFor],
    [menu.log, menu.logEnds(last)],
    [menu.commitIndex, String(server.commitIndex)],
    [menu.lastApplied, String(server.lastApplied)],
  ];
}

/** The actions on the server itself. */
function life(server: ServerView, command: string, { menu }: FullCatalogue): MenuItem[] {
  const { id, status } = server;
  const runs = status === "up";
  const leads = server.role === "leader";
  return offer(
    status === "crashed" && item(menu.restart, { restart: { server: id } }, menu.restartHint),
    status === "paused" && item(menu.resume, { resume: { server: id } }),
    status !== "crashed" && item(menu.crash, { crash: { server: id } }, menu.crashHint),
    runs && item(menu.pause, { pause: { server: id } }, menu.pauseHint),
    runs && !leads && item(menu.timeout, { fire: { server: id, timer: "election" } }),
    runs && leads && item(menu.heartbeats, { fire: { server: id, timer: "heartbeat" } }),
    status !== "crashed" && item(menu.send(given(command)), { command: { text: command, to: id } }),
  );
}

/** The actions on its links. */
function reach(view: View, id: number, { menu }: FullCatalogue): MenuItem[] {
  const others = view.servers.map((server) => server.id).filter((other) => other !== id);
  const isCut = (from: number, to: number) =>
    view.links.some((link) => link.from === from && link.to === to && link.cut);
  const wholeOut = others.filter((other) => !isCut(id, other));
  const wholeIn = others.filter((other) => !isCut(other, id));
  const cutOut = others.filter((other) => isCut(id, other));
  const cutIn = others.filter((other) => isCut(other, id));
  const silence = wholeOut.map((other) => cut({ from: id, to: other }));
  const deafen = wholeIn.map((other) => cut({ from: other, to: id }));
  const repairs = [
    ...cutOut.map((other) => mend({ from: id, to: other })),
    ...cutIn.map((other) => mend({ from: other, to: id })),
  ];
  const whole = silence.length > 0 || deafen.length > 0;
  return offer(
    whole && item(menu.isolate, [...silence, ...deafen], menu.isolateHint),
    silence.length > 0 && item(menu.silence, silence),
    deafen.length > 0 && item(menu.deafen, deafen),
    repairs.length > 0 && item(menu.reconnect, repairs),
  );
}
