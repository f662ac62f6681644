import type { ErrorDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";

/** How saving stands. */
export interface Saving {
  /** A save is on its way since then. */
  since: number | null;
  /** The newest save failed: what was typed stands in the window alone. */
  problem: ErrorDocument | null;
  /** Something was typed that is not saved yet. */
  unsaved: boolean;
}

/**
 * Saves what is typed, a moment after the last letter and, where the hand does not rest, soon after the first, one save
 * at a time and always the newest. A save that is slow or fails loses nothing: what could not be saved is kept, and goes
 * out with the next save.
 */
export class Saver<Form, Saved> {
  #newest: Form | null = null;
  #running: Promise<boolean> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the oldest letter was typed that waits to be sent. */
  #waiting: number | null = null;

  constructor(
    private readonly send: (form: Form) => Promise<Saved>,
    private readonly tell: { saving: (saving: Saving) => void; saved: (saved: Saved) => void },
    private readonly pause = 150,
    private readonly longest = 300,
  ) {}

  /** What was typed and is not saved. */
  get unsaved(): Form | null {
    return this.#newest;
  }

  edit(form: Form): void {
    this.#newest = form;
    this.#waiting ??= Date.now();
    clearTimeout(this.#timer);
    const left = this.#waiting + this.longest - Date.now();
    this.#timer = setTimeout(() => void this.flush(), Math.max(0, Math.min(this.pause, left)));
  }

  /** Saves at once what is not saved yet. Says whether all of it is. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    if (this.#newest === null) return true;
    this.#running = this.#drain();
    try {
      return await this.#running;
    } finally {
      this.#running = null;
    }
  }

  /** No more of it: the order is gone. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#newest = null;
    this.#waiting = null;
  }

  async #drain(): Promise<boolean> {
    const since = Date.now();
    while (this.#newest !== null) {
      const form = this.#newest;
      this.#newest = null;
      this.#waiting = null;
      this.tell.saving({ since, problem: null, unsaved: true });
      try {
        this.tell.saved(await this.send(form));
      } catch (thrown) {
        this.#newest ??= form;
        this.tell.saving({ since: null, problem: problemOf(thrown), unsaved: true });
        return false;
      }
    }
    this.tell.saving({ since: null, problem: null, unsaved: false });
    return true;
  }
}
