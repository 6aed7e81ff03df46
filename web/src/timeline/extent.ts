// The time that the whole track represents.

/** Lengths of a track, in seconds; then ten times as much, and so on. */
const LENGTHS = [1, 2, 3, 5, 8];
/** The least distance between the end of what was played and the end of the track, as a share. */
const ROOM = 0.04;

/**
 * The length of the whole track in milliseconds: what is planned, or else a round time beyond what was
 * played.
 */
export function extentOf(reached: number, planned: number): number {
  if (planned > reached) return planned;
  const least = reached / (1 - ROOM);
  for (let unit = 1000; ; unit *= 10) {
    const length = LENGTHS.find((seconds) => seconds * unit >= least);
    if (length !== undefined) return length * unit;
  }
}
