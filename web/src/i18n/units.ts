// Formats that are the same in every language.

/** A server's name. */
export const s = (server: number): string => `S${server}`;

/** Milliseconds as seconds, to the millisecond, without the unit. */
export const inSeconds = (ms: number): string => (ms / 1000).toFixed(3);

/** Milliseconds, to the microsecond, without the unit. */
export const exactMs = (ms: number): string => String(Number(ms.toFixed(3)));

/** Milliseconds, to a tenth. */
export const tenths = (ms: number): string => `${ms.toFixed(1)} ms`;
