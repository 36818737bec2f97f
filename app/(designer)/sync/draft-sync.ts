import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { EditorStore } from '../editor-store';

export type SaveAnswer =
  | { saved: true; revision: number }
  | { saved: false; revision: number; document: FlowDocument };

/** The server's side of a draft. */
export interface DraftServer {
  save(draft: { revision: number; document: FlowDocument }): Promise<SaveAnswer>;
  read(): Promise<{ revision: number; document: FlowDocument }>;
}

/** What the server was last known to have: edits are told from it. */
export interface Confirmed {
  revision: number;
  document: FlowDocument;
}

export interface DraftSyncOptions {
  editor: EditorStore;
  server: DraftServer;
  confirmed: Confirmed;
  /** Keeps a copy in this browser, so that neither a reload nor a power cut loses an edit. */
  keep(confirmed: Confirmed): void;
  /** Why the server refused (a code with a sentence), or `null` when it was not reached at all. */
  refusalOf(error: unknown): string | null;
  clock?(): number;
  later?(task: () => void, milliseconds: number): () => void;
}

/** Edits are sent this long after the last one, milliseconds. */
const SAVE_AFTER = 700;
const RETRY_FIRST = 2_000;
const RETRY_MOST = 30_000;

/**
 * Saves the draft by itself: some moments after an edit, again and again while the server cannot be reached, and joined
 * with what other people saved meanwhile. One save is on the way at a time.
 */
export class DraftSync {
  readonly #options: Required<DraftSyncOptions>;
  #confirmed: Confirmed;
  #seen: FlowDocument;
  #timer: (() => void) | null = null;
  #saving: Promise<boolean> | null = null;
  #retryIn = RETRY_FIRST;
  #stop: (() => void) | null = null;

  constructor(options: DraftSyncOptions) {
    this.#options = { clock: Date.now, later: laterByTimeout, ...options };
    this.#confirmed = options.confirmed;
    this.#seen = options.editor.getState().flow;
  }

  get confirmed(): Confirmed {
    return this.#confirmed;
  }

  /** Begins to listen to edits; gives the way to stop. Edits kept from before are sent at once. */
  start(): () => void {
    this.#stop = this.#options.editor.subscribe(() => this.#onChange());
    if (this.#isDirty()) this.#schedule(0);
    return () => {
      this.#stop?.();
      this.#timer?.();
    };
  }

  /** Saves now. True when the server has everything. */
  async saveNow(): Promise<boolean> {
    this.#timer?.();
    this.#timer = null;
    while (this.#isDirty()) if (!(await this.#save())) return false;
    return true;
  }

  /** Somebody else saved: fetch it and join it with what is edited here. */
  async takeIn(revision: number): Promise<void> {
    await this.#saving;
    if (revision <= this.#confirmed.revision) return;
    const theirs = await this.#options.server.read();
    if (theirs.revision <= this.#confirmed.revision) return;
    this.#join(theirs);
  }

  /** The network is back: no need to wait for the next try. */
  retry(): void {
    if (this.#options.editor.getState().save.status === 'offline') this.#schedule(0);
  }

  #onChange(): void {
    const { flow } = this.#options.editor.getState();
    if (flow === this.#seen) return;
    this.#seen = flow;
    this.#options.keep(this.#confirmed);
    if (!this.#isDirty()) {
      this.#nothingToSave();
      return;
    }
    const { status } = this.#options.editor.getState().save;
    if (status === 'saved') this.#options.editor.update({ save: { status: 'changed' } });
    if (status !== 'offline') this.#schedule(SAVE_AFTER);
  }

  /** What waited to be saved was taken back: the server has everything, whether it can be reached or not. */
  #nothingToSave(): void {
    const { editor } = this.#options;
    const { status } = editor.getState().save;
    if (status === 'changed' || status === 'offline') editor.update({ save: { status: 'saved', at: null } });
  }

  #isDirty(): boolean {
    return this.#options.editor.getState().flow !== this.#confirmed.document;
  }

  #schedule(milliseconds: number): void {
    this.#timer?.();
    this.#timer = this.#options.later(() => {
      this.#timer = null;
      void this.#save();
    }, milliseconds);
  }

  #save(): Promise<boolean> {
    this.#saving ??= this.#send().finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  }

  async #send(): Promise<boolean> {
    const { editor, server } = this.#options;
    const document = editor.getState().flow;
    if (document === this.#confirmed.document) {
      this.#nothingToSave();
      return true;
    }
    const offline = editor.getState().save.status === 'offline';
    if (!offline) editor.update({ save: { status: 'saving' } });
    try {
      const answer = await server.save({ revision: this.#confirmed.revision, document });
      this.#retryIn = RETRY_FIRST;
      if (answer.saved) this.#confirm({ revision: answer.revision, document });
      else this.#join(answer);
      return true;
    } catch (error) {
      this.#onFailure(error);
      return false;
    }
  }

  #confirm(confirmed: Confirmed): void {
    const { editor, clock, keep } = this.#options;
    this.#confirmed = confirmed;
    keep(confirmed);
    if (this.#isDirty()) {
      editor.update({ save: { status: 'changed' } });
      this.#schedule(SAVE_AFTER);
    } else editor.update({ save: { status: 'saved', at: clock() } });
  }

  #join(theirs: Confirmed): void {
    const base = this.#confirmed.document;
    this.#confirmed = { revision: theirs.revision, document: theirs.document };
    this.#options.editor.receive(base, theirs.document);
    this.#seen = this.#options.editor.getState().flow;
    this.#options.keep(this.#confirmed);
    if (this.#isDirty()) this.#schedule(0);
    else this.#options.editor.update({ save: { status: 'saved', at: this.#options.clock() } });
  }

  #onFailure(error: unknown): void {
    const { editor, clock, refusalOf } = this.#options;
    const reason = refusalOf(error);
    if (reason !== null) {
      editor.update({ save: { status: 'refused', reason } });
      return;
    }
    const { save } = editor.getState();
    if (save.status !== 'offline') editor.update({ save: { status: 'offline', since: clock() } });
    this.#schedule(this.#retryIn);
    this.#retryIn = Math.min(this.#retryIn * 2, RETRY_MOST);
  }
}

function laterByTimeout(task: () => void, milliseconds: number): () => void {
  const timer = setTimeout(task, milliseconds);
  return () => clearTimeout(timer);
}
