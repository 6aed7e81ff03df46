// Something that is loaded after the first view, when the page is idle or when it is needed.

/** The longest wait for an idle page, in real milliseconds. */
const PATIENCE_MS = 1000;

export class Later<T> {
  readonly #load: () => Promise<T>;
  readonly #fail: (reason: string) => void;
  #loading: Promise<T> | undefined;
  #due: ((value: T) => unknown) | undefined;
  /** The loaded value, once it is there. */
  value: T | undefined;

  /** `fail` is called with the reason when loading fails; the next use tries again. */
  constructor(load: () => Promise<T>, fail: (reason: string) => void) {
    this.#load = load;
    this.#fail = fail;
  }

  /** Calls `how` with the value when the page is idle; of several calls, only the last counts. */
  soon(how: (value: T) => unknown): void {
    const isDue = this.#due !== undefined;
    this.#due = how;
    if (isDue) return;
    const load = () => {
      const due = this.#due ?? how;
      this.#due = undefined;
      void this.with(due);
    };
    // Safari does not have `requestIdleCallback`.
    if ("requestIdleCallback" in window) requestIdleCallback(load, { timeout: PATIENCE_MS });
    else setTimeout(load, PATIENCE_MS / 2);
  }

  /** Calls `how` with the value as soon as it is loaded. */
  async with(how: (value: T) => unknown): Promise<void> {
    try {
      this.#loading ??= this.#load();
      this.value = await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      this.#fail(String(error));
      return;
    }
    await how(this.value);
  }
}
