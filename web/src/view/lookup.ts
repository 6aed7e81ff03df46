// Finds servers, entries and requests of a view by their numbers.

import type { EntryView, RequestView, ServerView, View } from "../../generated/raft_timeline.js";

export const serverOf = (view: View, id: number): ServerView | undefined =>
  view.servers.find((server) => server.id === id);

export const requestOf = (view: View, id: number): RequestView | undefined =>
  view.requests.find((request) => request.id === id);

export const entryOf = ({ log }: ServerView, index: number): EntryView | undefined =>
  log.entries[index - log.first];
