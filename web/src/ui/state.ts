// The state machines: the keys and values of the furthest one, and how far the others are.

import { html, type TemplateResult } from "lit/html.js";
import type { ServerView, View } from "../../generated/raft_wasm.js";
import type { Catalogue } from "../i18n/catalogue.ts";
import { given } from "../i18n/given.ts";

/** The servers that have applied the same number of entries. */
export interface StateGroup {
  applied: number;
  servers: ServerView[];
}

/** Groups servers by their state machines, the furthest first. */
export function stateGroups(servers: ServerView[]): StateGroup[] {
  const groups = new Map<number, ServerView[]>();
  for (const server of servers) {
    const group = groups.get(server.lastApplied);
    if (group) group.push(server);
    else groups.set(server.lastApplied, [server]);
  }
  return [...groups]
    .map(([applied, members]) => ({ applied, servers: members }))
    .sort((a, b) => b.applied - a.applied);
}

/** Whether {@link renderState} shows the same for two views. */
export function isSameState(a: View, b: View): boolean {
  return (
    a.servers.length === b.servers.length &&
    a.servers.every(({ lastApplied, state }, at) => {
      const other = b.servers[at];
      return lastApplied === other?.lastApplied && state === other.state;
    })
  );
}

export function renderState(view: View, t: Catalogue): TemplateResult {
  const groups = stateGroups(view.servers);
  const values = groups[0]?.servers[0]?.state ?? [];
  return html`
    <h2>${t.state.title}</h2>
    ${
      values.length === 0
        ? html`<p class="quiet">${t.state.empty}</p>`
        : html`<dl class="values">
            ${values.map(({ key, value }) => {
              const [name, held] = [given(key), given(value)];
              return html`<div>
                <dt title=${name}>${name}</dt>
                <dd title=${held}>${held}</dd>
              </div>`;
            })}
          </dl>`
    }
    <ul class="progress">
      ${groups.map(
        ({ applied, servers }) => html`<li>
          <div>${servers.map(({ id }) => t.drawing.server(id)).join(" ")}</div>
          <span class="quiet">${t.state.upTo(applied)}</span>
        </li>`,
      )}
    </ul>
  `;
}
