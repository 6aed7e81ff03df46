// Shares out the frames while time passes: of the parts that take a noticeable share of a frame, one is done
// in each, so that no frame takes long. On a slow machine each part is done less often.

export class Turns {
  /** The parts that wait for a frame, the longest waiting first. */
  #waiting: unknown[] = [];
  /** The parts that have asked since the frame began. */
  readonly #asked = new Set<unknown>();
  #isTaken = false;
  #hadView = false;

  /**
   * Begins a frame. Returns whether the run's view is to be renewed in it; while parts wait, they get every
   * second frame. A view that `isNew` was renewed since the last frame, and is still to be drawn.
   */
  begin(isViewDue: boolean, isNew = false): boolean {
    // Parts that no longer ask lose their place.
    this.#waiting = this.#waiting.filter((part) => this.#asked.has(part));
    this.#asked.clear();
    const givesWay = isNew || (this.#hadView && this.#waiting.length > 0);
    const isRenewed = isViewDue && !givesWay;
    this.#hadView = isRenewed || isNew;
    this.#isTaken = this.#hadView;
    return isRenewed;
  }

  /** Whether `part` is to be done in this frame. A part that is due asks in each frame until it is done. */
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
