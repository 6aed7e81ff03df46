/**
 * Is an entry of a server's log committed as the whole run knows, whether or not the server does?
 * `upTo`: the last index of each server's log that is, from S1 on.
 */
export const isInRun = (upTo: ArrayLike<number>, server: number, index: number): boolean =>
  index <= (upTo[server - 1] ?? 0);
