// Shares out the frames while time passes: of all that takes a noticeable part of a frame, one thing is
// done in each, so that no frame takes long. On a slow machine each is done less often.

export class Turns {
  /** What waits for a frame, the longest first. */
  #waiting: unknown[] = [];
  /** What has asked since the frame began. */
  readonly #asked = new Set<unknown>();
  #isTaken = false;
  #hadView = false;

  /**
   * A frame begins. Is the run's view to be renewed in it? While others wait, every second frame is theirs.
   * A view that `isNew` was renewed since the last frame, and is still to be drawn.
   */
  begin(isViewDue: boolean, isNew = false): boolean {
    // What does not ask any more is not waited for.
    this.#waiting = this.#waiting.filter((part) => this.#asked.has(part));
    this.#asked.clear();
    const givesWay = isNew || (this.#hadView && this.#waiting.length > 0);
    const isRenewed = isViewDue && !givesWay;
    this.#hadView = isRenewed || isNew;
    this.#isTaken = this.#hadView;
    return isRenewed;
  }

  /** Is this to be done in this frame? What is due asks in each frame until it is. */
  isTurnOf(part: unknown): boolean {
    this.#asked.add(part);
    const [first = part] = this.#waiting;
    if (!this.#isTaken && first === part) {
      this.#waiting.shift();
      this.#isTaken = true;
      return true;
    }
    if (!this.#waiting.includes(part)) this.#waiting.push(part);
    return false;
  }
}
