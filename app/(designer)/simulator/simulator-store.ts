import type { MessageDraft } from './message-draft';

/** What the simulator of an open flow remembers, whether its panel is open or not. */
export interface SimulatorState {
  draft: MessageDraft;
  /** The clock that the message arrives at, milliseconds. */
  at: number;
  timeZone: string;
}

/** A small observable state: the panel writes it, the inspector reads its message as the sample. */
export class SimulatorStore {
  readonly #listeners = new Set<() => void>();
  #state: SimulatorState;

  constructor(state: SimulatorState) {
    this.#state = state;
  }

  readonly getState = (): SimulatorState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  update(changes: Partial<SimulatorState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}
