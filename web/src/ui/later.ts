// Something that is loaded after the first view, when there is time or when it is needed.

/** At the latest after so many real milliseconds, though the page is busy. */
const PATIENCE_MS = 1000;

export class Later<T> {
  readonly #load: () => Promise<T>;
  readonly #fail: (reason: string) => void;
  #loading: Promise<T> | undefined;
  #due: ((value: T) => unknown) | undefined;
  /** It, once it has been loaded. */
  value: T | undefined;

  /** `fail` is told why it could not be loaded; the next time is another try. */
  constructor(load: () => Promise<T>, fail: (reason: string) => void) {
    this.#load = load;
    this.#fail = fail;
  }

  /** Does something with it when there is time; of several things, the last. */
  soon(how: (value: T) => unknown): void {
    const isDue = this.#due !== undefined;
    this.#due = how;
    if (isDue) return;
    const load = () => {
      const due = this.#due ?? how;
      this.#due = undefined;
      void this.with(due);
    };
    // Safari does not know when it is idle.
    if ("requestIdleCallback" in window) requestIdleCallback(load, { timeout: PATIENCE_MS });
    else setTimeout(load, PATIENCE_MS / 2);
  }

  /** Does something with it. */
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
